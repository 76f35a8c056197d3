//! Reading JSON without a library, for the widget: a JSON library weighs more than everything else in it.

use super::{Kind, Node};

/// Deepest nesting that is read; a definition needs ten levels.
const DEPTH: usize = 64;

/// A JSON text, read: its values in the order in which they stand there.
#[derive(Debug, Default)]
pub struct Tape {
    /// All texts one after the other, their escapes resolved.
    text: String,
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
enum Slot {
    Null,
    Bool(bool),
    Number(f64),
    /// Where it starts and ends in the texts.
    Text(usize, usize),
    /// The slot after its last element.
    List(usize),
    /// The slot after its last value. Each value stands behind its name.
    Object(usize),
}

/// One value of a [`Tape`].
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    tape: &'a Tape,
    at: usize,
}

static NOTHING: Tape = Tape { text: String::new(), slots: Vec::new() };

/// What isn't there: like `null`.
impl Default for Value<'_> {
    fn default() -> Self {
        NOTHING.root()
    }
}

impl Tape {
    /// Reads a JSON text; `None` if it isn't one, or one that is nested deeper than 64 levels.
    ///
    /// Numbers of up to 15 digits and 22 decimals are exact, others may be off by their last bits. A surrogate that stands
    /// alone becomes U+FFFD.
    ///
    /// ```
    /// use madeleine_core::wire::{Node, Tape};
    /// let tape = Tape::read(r#"{"id":"checkout","sample":0.05}"#).expect("JSON");
    /// assert_eq!(tape.root().field("id").and_then(Node::text), Some("checkout"));
    /// assert_eq!(tape.root().field("sample").and_then(Node::number), Some(0.05));
    /// assert!(Tape::read("{").is_none());
    /// ```
    pub fn read(json: &str) -> Option<Self> {
        Self::default().filled(json)
    }

    /// As [`read`](Self::read), with room for all texts from the beginning: they are never longer than what they are read from.
    pub fn read_at_once(json: &str) -> Option<Self> {
        Self { text: String::with_capacity(json.len()), ..Self::default() }.filled(json)
    }

    fn filled(self, json: &str) -> Option<Self> {
        let mut reader = Reader { rest: json.as_bytes(), json, tape: self };
        reader.value(DEPTH)?;
        reader.blanks();
        reader.rest.is_empty().then_some(reader.tape)
    }

    /// The value that the text is.
    pub fn root(&self) -> Value<'_> {
        Value { tape: self, at: 0 }
    }
}

struct Reader<'a> {
    json: &'a str,
    rest: &'a [u8],
    tape: Tape,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn blanks(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    /// Whether this stands next; it is read then.
    fn eats(&mut self, word: &str) -> bool {
        let eaten = self.rest.strip_prefix(word.as_bytes());
        self.rest = eaten.unwrap_or(self.rest);
        eaten.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        self.blanks();
        let at = self.tape.slots.len();
        self.tape.slots.push(Slot::Null);
        self.tape.slots[at] = match *self.rest.first()? {
            b'"' => self.text()?,
            b'{' | b'[' => {
                let object = self.next()? == b'{';
                let close = if object { "}" } else { "]" };
                self.blanks();
                let mut open = !self.eats(close);
                while open {
                    if object {
                        self.blanks();
                        let name = self.text()?;
                        self.tape.slots.push(name);
                        self.blanks();
                        self.eats(":").then_some(())?;
                    }
                    self.value(depth.checked_sub(1)?)?;
                    self.blanks();
                    open = !self.eats(close);
                    if open && !self.eats(",") {
                        return None;
                    }
                }
                let end = self.tape.slots.len();
                if object { Slot::Object(end) } else { Slot::List(end) }
            }
            _ if self.eats("null") => Slot::Null,
            _ if self.eats("true") => Slot::Bool(true),
            _ if self.eats("false") => Slot::Bool(false),
            _ => self.number()?,
        };
        Some(())
    }

    fn text(&mut self) -> Option<Slot> {
        self.eats("\"").then_some(())?;
        let start = self.tape.text.len();
        loop {
            // What needs no care is taken in one piece.
            let plain = self.rest.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
            let from = self.json.len() - self.rest.len();
            self.tape.text.push_str(self.json.get(from..from + plain)?);
            self.rest = &self.rest[plain..];
            match self.next()? {
                b'"' => return Some(Slot::Text(start, self.tape.text.len())),
                b'\\' => {
                    let escaped = match self.next()? {
                        b'n' => '\n',
                        b't' => '\t',
                        b'r' => '\r',
                        b'b' => '\x08',
                        b'f' => '\x0c',
                        b'u' => self.escaped()?,
                        other @ (b'"' | b'\\' | b'/') => char::from(other),
                        _ => return None,
                    };
                    self.tape.text.push(escaped);
                }
                _ => return None,
            }
        }
    }

    /// The character of `\uXXXX`, or of a pair of them.
    fn escaped(&mut self) -> Option<char> {
        let high = self.hex()?;
        if (0xd800..0xdc00).contains(&high) && self.rest.starts_with(b"\\u") {
            let before = self.rest;
            self.rest = &self.rest[2..];
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                return char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
            }
            self.rest = before;
        }
        Some(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |code, _| Some(code * 16 + char::from(self.next()?).to_digit(16)?))
    }

    fn digits(&mut self, number: &mut f64) -> Option<i32> {
        let mut count = 0;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.rest {
            *number = *number * 10.0 + f64::from(digit - b'0');
            self.rest = rest;
            count += 1;
        }
        (count > 0).then_some(count)
    }

    fn number(&mut self) -> Option<Slot> {
        let negative = self.eats("-");
        let zero = self.rest.first() == Some(&b'0');
        let (mut number, mut power) = (0.0, 0);
        if self.digits(&mut number)? > 1 && zero {
            return None;
        }
        if self.eats(".") {
            power = -self.digits(&mut number)?;
        }
        if self.eats("e") || self.eats("E") {
            let down = self.eats("-") || {
                self.eats("+");
                false
            };
            let mut exponent = 0.0;
            self.digits(&mut exponent)?;
            // Beyond all bounds it wraps: nobody means such a number, and a check would be fetched by everybody.
            power = power.wrapping_add(if down { -exponent } else { exponent } as i32);
        }
        // Powers of ten up to 22 are exact, and one division or multiplication rounds once.
        let mut scale = 1.0;
        for _ in 0..power.unsigned_abs().min(400) {
            scale *= 10.0;
        }
        number = if power < 0 { number / scale } else { number * scale };
        Some(Slot::Number(if negative { -number } else { number }))
    }
}

impl<'a> Value<'a> {
    fn slot(self) -> Slot {
        self.tape.slots.get(self.at).copied().unwrap_or(Slot::Null)
    }

    /// The field of that name, if there is one that isn't `null`.
    pub fn own(self, name: &str) -> Option<Self> {
        self.field(name).filter(|value| !matches!(value.slot(), Slot::Null))
    }

    /// Whether there is a field of that name that isn't `null`.
    pub fn has(self, name: &str) -> bool {
        self.own(name).is_some()
    }

    /// The text of a field, if it has one.
    pub fn text_at(self, name: &str) -> Option<&'a str> {
        self.field(name)?.text()
    }

    /// The text of a field; empty where there is none.
    pub fn word(self, name: &str) -> &'a str {
        self.text_at(name).unwrap_or_default()
    }

    /// The number of a field, if it has one.
    pub fn number_at(self, name: &str) -> Option<f64> {
        self.field(name)?.number()
    }

    /// Whether a field is `true`.
    pub fn is(self, name: &str) -> bool {
        self.field(name).is_some_and(|value| value.truth() == Some(true))
    }

    /// The elements of a field that is a list (the first hundred); the value itself where it is none; nothing where there is
    /// no such field.
    pub fn list(self, name: &str) -> Vec<Self> {
        match self.field(name) {
            Some(value) if matches!(value.slot(), Slot::List(_)) => value.elements(100),
            Some(value) => vec![value],
            None => Vec::new(),
        }
    }

    /// The slot after this value.
    fn end(self) -> usize {
        match self.slot() {
            Slot::List(end) | Slot::Object(end) => end,
            _ => self.at + 1,
        }
    }
}

impl<'a> Node<'a> for Value<'a> {
    fn kind(self) -> Kind {
        match self.slot() {
            Slot::Null => Kind::Null,
            Slot::Bool(_) => Kind::Bool,
            Slot::Number(_) => Kind::Number,
            Slot::Text(..) => Kind::Text,
            Slot::List(_) => Kind::List,
            Slot::Object(_) => Kind::Object,
        }
    }

    fn truth(self) -> Option<bool> {
        if let Slot::Bool(truth) = self.slot() { Some(truth) } else { None }
    }

    fn number(self) -> Option<f64> {
        if let Slot::Number(number) = self.slot() { Some(number) } else { None }
    }

    fn text(self) -> Option<&'a str> {
        if let Slot::Text(start, end) = self.slot() { self.tape.text.get(start..end) } else { None }
    }

    fn elements(self, limit: usize) -> Vec<Self> {
        let Slot::List(end) = self.slot() else { return Vec::new() };
        let mut elements = Vec::new();
        let mut element = Self { at: self.at + 1, ..self };
        while element.at < end && elements.len() < limit {
            elements.push(element);
            element.at = element.end();
        }
        elements
    }

    fn field(self, name: &str) -> Option<Self> {
        // A name that stands there twice means its last value, as everywhere.
        self.fields(usize::MAX).into_iter().rfind(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn fields(self, limit: usize) -> Vec<(&'a str, Self)> {
        let Slot::Object(end) = self.slot() else { return Vec::new() };
        let mut fields = Vec::new();
        let mut name = Self { at: self.at + 1, ..self };
        while name.at < end && fields.len() < limit {
            let value = Self { at: name.at + 1, ..self };
            fields.push((name.text().unwrap_or_default(), value));
            name.at = value.end();
        }
        fields
    }
}
