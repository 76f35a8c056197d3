//! Writing a response.

use super::json::Json;
use crate::response::{Answer, Durability, Response};

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
