//! Writing JSON without a library: it is the widget's only output, and a host page can't tamper with it.

use crate::decimal;

/// Builds one JSON value in a string, piece by piece in its order.
///
/// ```
/// use madeleine_core::wire::Json;
/// let mut json = Json::default();
/// json.open('[');
/// json.whole(1);
/// json.text("\"one\"");
/// json.close(']');
/// assert_eq!(json.finish(), r#"[1,"\"one\""]"#);
/// ```
#[derive(Debug, Default)]
pub struct Json {
    out: String,
    /// Whether the next value needs a comma before it.
    comma: bool,
}

impl Json {
    /// What was built.
    pub fn finish(self) -> String {
        self.out
    }

    /// Opens an object or a list by its bracket.
    pub fn open(&mut self, bracket: char) {
        self.separate();
        self.out.push(bracket);
        self.comma = false;
    }

    /// Closes it.
    pub fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.comma = true;
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = true;
    }

    /// The name of the next value, in an object.
    pub fn name(&mut self, name: &str) {
        self.separate();
        self.quote(name);
        self.out.push(':');
        self.comma = false;
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.quote(text);
    }

    /// What is JSON already: a number, `true`, `null`.
    pub fn raw(&mut self, value: &str) {
        self.separate();
        self.out.push_str(value);
    }

    /// A whole number.
    pub fn whole(&mut self, value: i64) {
        self.raw(&decimal::text(value));
    }

    fn quote(&mut self, text: &str) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                // U+2028 and U+2029 end a line for some readers: one response stays one line.
                '\0'..='\x1f' | '\u{2028}' | '\u{2029}' => {
                    self.out.push_str("\\u");
                    for shift in [12, 8, 4, 0] {
                        self.out.push(char::from(HEX[(c as usize >> shift) & 15]));
                    }
                }
                _ => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}
