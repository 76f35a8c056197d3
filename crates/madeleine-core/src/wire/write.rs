//! Writing a response, without a JSON library: it is the widget's only output and a host page can't tamper with it.

use crate::decimal;
use crate::response::{Answer, Durability, Response};

/// Builds one JSON object in a string.
#[derive(Default)]
struct Json {
    out: String,
    /// Whether the next value needs a comma before it.
    comma: bool,
}

impl Json {
    fn finish(self) -> String {
        self.out
    }

    fn open(&mut self, bracket: char) {
        self.separate();
        self.out.push(bracket);
        self.comma = false;
    }

    fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.comma = true;
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(',');
        }
        self.comma = true;
    }

    fn name(&mut self, name: &str) {
        self.separate();
        self.quote(name);
        self.out.push(':');
        self.comma = false;
    }

    fn text(&mut self, text: &str) {
        self.separate();
        self.quote(text);
    }

    /// What is JSON already: a number, `true`, `null`.
    fn raw(&mut self, value: &str) {
        self.separate();
        self.out.push_str(value);
    }

    fn whole(&mut self, value: i64) {
        self.raw(&decimal::text(value));
    }

    fn quote(&mut self, text: &str) {
        quote(&mut self.out, text);
    }
}

/// A text as JSON writes it.
pub(crate) fn quote(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            // U+2028 and U+2029 end a line for some readers: one response stays one line.
            '\0'..='\x1f' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    out.push(char::from(HEX[(c as usize >> shift) & 15]));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
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
    whole(&mut json, "v", super::VERSION);
    texts(&mut json, &[("response_id", &response.response_id)]);
    whole(&mut json, "seq", response.seq.into());
    texts(&mut json, &[("survey", &response.survey)]);
    whole(&mut json, "survey_version", response.survey_version.into());
    texts(
        &mut json,
        &[
            ("wording", &response.wording),
            ("state", response.state.word()),
            ("touchpoint", &response.touchpoint),
            ("stage", response.stage.as_deref().unwrap_or_default()),
            ("channel", response.channel.as_deref().unwrap_or_default()),
            ("journey", response.journey.as_deref().unwrap_or_default()),
            ("locale", &response.locale),
            ("surface", &response.surface),
            ("device", &response.device),
            ("shown_at", &response.shown_at),
            ("submitted_at", &response.submitted_at),
        ],
    );
    object(&mut json, "answers", &response.answers, answer);
    object(&mut json, "instruments", &response.instruments, |json, id| json.text(id));
    if !response.subjects.is_empty() {
        object(&mut json, "subjects", &response.subjects, |json, subject| json.text(subject));
    }
    json.name("shown");
    list(&mut json, &response.shown);
    object(&mut json, "ms", &response.ms, |json, ms| json.whole((*ms).into()));
    object(&mut json, "context", &response.context, |json, word| json.text(word));
    if let Some(sample) = response.sample {
        json.name("sample");
        json.raw(&sample.text());
    }
    let disk = response.durability == Durability::Disk;
    texts(&mut json, &[("durability", if disk { "disk" } else { "mem" })]);
    json.close('}');
    json.finish()
}

/// Fields with a text; an empty one says nothing and is left out.
fn texts(json: &mut Json, fields: &[(&str, &str)]) {
    for (name, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        json.name(name);
        json.text(text);
    }
}

fn whole(json: &mut Json, name: &str, number: i64) {
    json.name(name);
    json.whole(number);
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
