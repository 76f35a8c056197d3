//! Writing a response.

use super::json::Json;
use crate::Ratio;
use crate::response::{Answer, Durability, Response, State};

/// One snapshot as it is written, borrowed from whoever holds it: a [`Response`] that was read, or the widget's sitting.
pub(crate) struct Line<'a> {
    pub(crate) response_id: &'a str,
    pub(crate) seq: u32,
    pub(crate) survey: &'a str,
    pub(crate) survey_version: u32,
    /// `wording`, then what stands between `state` and `answers`, each with its name; an empty one is left out.
    pub(crate) wording: &'a str,
    pub(crate) state: State,
    pub(crate) texts: &'a [(&'a str, &'a str)],
    pub(crate) items: &'a [Item<'a>],
    pub(crate) layout: &'a [(&'a str, &'a str)],
    pub(crate) context: &'a [(String, String)],
    pub(crate) sample: Option<Ratio>,
    pub(crate) durability: Durability,
}

/// What a snapshot says of one item.
#[derive(Default)]
pub(crate) struct Item<'a> {
    pub(crate) id: &'a str,
    /// Empty where it isn't known; likewise the subject.
    pub(crate) instrument: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) shown: bool,
    pub(crate) answer: Option<&'a Answer>,
    pub(crate) ms: Option<u32>,
    /// The order of its options, where chance chose it.
    pub(crate) order: Vec<&'a str>,
}

/// Writes a response as one line of JSON, without the line break.
///
/// ```
/// use madeleine_core::{Response, wire::write_response};
/// let line = write_response(&Response { response_id: "x".into(), seq: 1, ..Response::default() });
/// assert!(line.starts_with(r#"{"v":1,"response_id":"x","seq":1,"#));
/// ```
pub fn write_response(response: &Response) -> String {
    let mut items: Vec<Item<'_>> = Vec::new();
    for id in &response.shown {
        item(&mut items, id).shown = true;
    }
    for (id, answer) in &response.answers {
        item(&mut items, id).answer = Some(answer);
    }
    for (id, instrument) in &response.instruments {
        item(&mut items, id).instrument = instrument;
    }
    for (id, subject) in &response.subjects {
        item(&mut items, id).subject = subject;
    }
    for (id, ms) in &response.ms {
        item(&mut items, id).ms = Some(*ms);
    }
    for (id, order) in &response.orders {
        item(&mut items, id).order = order.iter().map(String::as_str).collect();
    }
    let layout: Vec<_> = response.layout.iter().map(|(name, word)| (name.as_str(), word.as_str())).collect();
    write_line(&Line {
        response_id: &response.response_id,
        seq: response.seq,
        survey: &response.survey,
        survey_version: response.survey_version,
        wording: &response.wording,
        state: response.state,
        texts: &[
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
        items: &items,
        layout: &layout,
        context: &response.context,
        sample: response.sample,
        durability: response.durability,
    })
}

/// The place of an item, made if there is none yet.
fn item<'a, 'b>(items: &'b mut Vec<Item<'a>>, id: &'a str) -> &'b mut Item<'a> {
    let place = items.iter().position(|item| item.id == id).unwrap_or_else(|| {
        items.push(Item { id, ..Item::default() });
        items.len() - 1
    });
    &mut items[place]
}

pub(crate) fn write_line(line: &Line<'_>) -> String {
    let mut json = Json::default();
    json.open('{');
    whole(&mut json, "v", super::VERSION);
    text(&mut json, "response_id", line.response_id);
    whole(&mut json, "seq", line.seq.into());
    text(&mut json, "survey", line.survey);
    whole(&mut json, "survey_version", line.survey_version.into());
    text(&mut json, "wording", line.wording);
    text(&mut json, "state", line.state.word());
    for (name, word) in line.texts {
        text(&mut json, name, word);
    }
    let items = line.items;
    each(&mut json, "answers", items, &|json, item| {
        if let Some(answer) = item.answer {
            json.name(item.id);
            write_answer(json, answer);
        }
    });
    each(&mut json, "instruments", items, &|json, item| text(json, item.id, item.instrument));
    if items.iter().any(|item| !item.subject.is_empty()) {
        each(&mut json, "subjects", items, &|json, item| text(json, item.id, item.subject));
    }
    json.name("shown");
    json.open('[');
    for item in items.iter().filter(|item| item.shown) {
        json.text(item.id);
    }
    json.close(']');
    each(&mut json, "ms", items, &|json, item| {
        if let Some(ms) = item.ms {
            whole(json, item.id, ms.into());
        }
    });
    if !line.layout.is_empty() {
        each(&mut json, "layout", line.layout, &|json, (name, word)| text(json, name, word));
    }
    if items.iter().any(|item| !item.order.is_empty()) {
        each(&mut json, "orders", items, &|json, item| {
            if !item.order.is_empty() {
                json.name(item.id);
                list(json, &item.order);
            }
        });
    }
    each(&mut json, "context", line.context, &|json, (name, word)| text(json, name, word));
    if let Some(sample) = line.sample {
        json.name("sample");
        json.raw(&sample.text());
    }
    text(&mut json, "durability", Durability::WORDS[line.durability as usize]);
    json.close('}');
    json.finish()
}

/// A field with a text; an empty one says nothing and is left out.
fn text(json: &mut Json, name: &str, text: &str) {
    if !text.is_empty() {
        json.name(name);
        json.text(text);
    }
}

fn whole(json: &mut Json, name: &str, number: i64) {
    json.name(name);
    json.whole(number);
}

/// An object with a field for each of these.
fn each<T>(json: &mut Json, name: &str, these: &[T], write: &dyn Fn(&mut Json, &T)) {
    json.name(name);
    json.open('{');
    these.iter().for_each(|one| write(json, one));
    json.close('}');
}

fn write_answer(json: &mut Json, answer: &Answer) {
    match answer {
        Answer::Code(code) => json.whole((*code).into()),
        Answer::Skipped => json.raw("-1"),
        Answer::Unknown => json.raw("-2"),
        Answer::Option(text) | Answer::Text(text) => json.text(text),
        Answer::Options(options) => list(json, options),
    }
}

fn list(json: &mut Json, words: &[impl AsRef<str>]) {
    json.open('[');
    for word in words {
        json.text(word.as_ref());
    }
    json.close(']');
}
