//! Writing a response, without a JSON library: it is the widget's only output and a host page can't tamper with it.

use crate::decimal;
use crate::response::{Answer, Durability, Response};

/// Builds one JSON object in a string.
#[derive(Default)]
pub struct Json {
    out: String,
    /// Whether the next value needs a comma before it.
    comma: bool,
}

impl Json {
    /// The finished text.
    pub fn finish(self) -> String {
        self.out
    }

    /// Starts an object.
    pub fn open(&mut self, bracket: char) {
        self.separate();
        self.out.push(bracket);
        self.comma = false;
    }

    /// Ends an object or a list.
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

    /// Writes the name of a field.
    pub fn name(&mut self, name: &str) {
        self.separate();
        self.quote(name);
        self.out.push(':');
        self.comma = false;
    }

    /// Writes a string.
    pub fn text(&mut self, text: &str) {
        self.separate();
        self.quote(text);
    }

    /// Writes a value that is JSON already: a number, `true`, `null`.
    pub fn raw(&mut self, value: &str) {
        self.separate();
        self.out.push_str(value);
    }

    /// Writes a whole number.
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

/// Writes a response as one line of JSON, without the line break.
///
/// ```
/// use madeleine_core::{Response, wire::write_response};
/// let line = write_response(&Response { response_id: "x".into(), seq: 1, ..Response::default() });
/// assert!(line.starts_with(r#"{"v":1,"response_id":"x","seq":1,"#));
/// ```
pub fn write_response(response: &Response) -> String {
    let mut json = Json::default();
    json.open('{');
    json.name("v");
    json.whole(super::VERSION);
    field(&mut json, "response_id", &response.response_id);
    json.name("seq");
    json.whole(response.seq.into());
    field(&mut json, "survey", &response.survey);
    json.name("survey_version");
    json.whole(response.survey_version.into());
    field(&mut json, "wording", &response.wording);
    field(&mut json, "state", response.state.word());
    field(&mut json, "touchpoint", &response.touchpoint);
    for (name, value) in [("stage", &response.stage), ("channel", &response.channel), ("journey", &response.journey)] {
        if let Some(value) = value {
            field(&mut json, name, value);
        }
    }
    field(&mut json, "locale", &response.locale);
    field(&mut json, "surface", &response.surface);
    field(&mut json, "device", &response.device);
    field(&mut json, "shown_at", &response.shown_at);
    field(&mut json, "submitted_at", &response.submitted_at);
    object(&mut json, "answers", &response.answers, answer);
    object(&mut json, "instruments", &response.instruments, |json, id| json.text(id));
    json.name("shown");
    list(&mut json, &response.shown);
    object(&mut json, "ms", &response.ms, |json, ms| json.whole((*ms).into()));
    object(&mut json, "context", &response.context, |json, word| json.text(word));
    json.name("sample");
    match response.sample {
        Some(sample) => json.raw(&sample.text()),
        None => json.raw("null"),
    }
    json.name("epsilon");
    json.raw("null");
    field(
        &mut json,
        "durability",
        match response.durability {
            Durability::Disk => "disk",
            Durability::Memory => "mem",
        },
    );
    json.close('}');
    json.finish()
}

fn field(json: &mut Json, name: &str, text: &str) {
    json.name(name);
    json.text(text);
}

fn object<T>(json: &mut Json, name: &str, entries: &[(String, T)], write: impl Fn(&mut Json, &T)) {
    json.name(name);
    json.open('{');
    for (name, value) in entries {
        json.name(name);
        write(json, value);
    }
    json.close('}');
}

fn list(json: &mut Json, words: &[String]) {
    json.open('[');
    for word in words {
        json.text(word);
    }
    json.close(']');
}

fn answer(json: &mut Json, answer: &Answer) {
    match answer {
        Answer::Code(code) => json.whole((*code).into()),
        Answer::Skipped => json.raw("-1"),
        Answer::Unknown => json.raw("-2"),
        Answer::Option(text) | Answer::Text(text) => json.text(text),
        Answer::Options(words) => list(json, words),
    }
}
