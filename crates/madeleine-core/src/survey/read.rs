//! Reading and validating a definition. Everything that is wrong is found at once, each with its place and its mend.

use super::{Ask, Condition, Deliver, Item, Operator, Privacy, Surface, Survey, Target, TimeGrain, Value, When};
use crate::instrument::{self, Form};
use crate::problem::Problem;
use crate::wire::{Cursor, Kind, MAX_TEXT_CHARS, Node};

const SURVEY: &[&str] = &[
    "v",
    "id",
    "version",
    "locales",
    "brand",
    "touchpoint",
    "stage",
    "channel",
    "ask",
    "surface",
    "items",
    "text",
    "context",
    "deliver",
    "privacy",
    "$schema",
];
const ITEM: &[&str] = &["id", "instrument", "question", "options", "max", "max_chars", "optional", "show_if"];

/// Longest id, key or other short word.
const WORD: usize = 64;
/// Longest text or address.
const LONG: usize = 2_000;
/// Deepest nesting of `show_if`.
const DEPTH: usize = 8;

type Problems = Vec<Problem>;

/// Reads a survey definition.
///
/// # Errors
/// Every problem found, each with its JSON path and its mend.
pub fn read_survey<N: Node>(node: &N) -> Result<Survey, Vec<Problem>> {
    let problems = &mut Vec::new();
    let mut survey = Survey {
        id: String::new(),
        version: 1,
        locales: Vec::new(),
        brand: String::new(),
        touchpoint: String::new(),
        stage: None,
        channel: None,
        ask: Ask::default(),
        surface: Surface::default(),
        items: Vec::new(),
        text: Vec::new(),
        context: Vec::new(),
        deliver: Vec::new(),
        privacy: Privacy::default(),
    };
    let mut versioned = false;
    let root = Cursor::root(node);
    root.fields(problems, SURVEY, |name, at, problems| match name {
        "v" => versioned = at.whole(problems, 1, 1).is_some(),
        "id" => survey.id = id(&at, problems),
        "version" => survey.version = at.whole(problems, 0, i64::from(u32::MAX)).unwrap_or(1) as u32,
        "locales" => at.each(problems, 50, |at, problems| survey.locales.extend(at.text(problems, WORD))),
        "brand" => survey.brand = at.text(problems, WORD).unwrap_or_default(),
        "touchpoint" => survey.touchpoint = at.text(problems, WORD).unwrap_or_default(),
        "stage" => survey.stage = at.text(problems, WORD),
        "channel" => survey.channel = at.text(problems, WORD),
        "ask" => survey.ask = ask(&at, problems),
        "surface" => survey.surface = at.word(problems, &Surface::WORDS).unwrap_or_default(),
        "items" => at.each(problems, 50, |at, problems| {
            let item = item(&at, &survey.items, problems);
            survey.items.extend(item);
        }),
        "context" => at.each(problems, 50, |at, problems| survey.context.extend(at.text(problems, WORD))),
        "deliver" => at.each(problems, 10, |at, problems| survey.deliver.extend(deliver(&at, problems))),
        "privacy" => survey.privacy = privacy(&at, problems),
        "text" => at.entries(problems, |locale, at, problems| {
            at.entries(problems, |key, at, problems| {
                if let Some(words) = at.text(problems, LONG) {
                    survey.text.push((locale.into(), key.into(), words));
                }
            });
        }),
        _ => {}
    });
    for (absent, name) in [
        (!versioned, "\"v\": 1"),
        (survey.id.is_empty(), "an \"id\""),
        (survey.touchpoint.is_empty(), "a \"touchpoint\""),
        (survey.items.is_empty(), "\"items\" with at least one question"),
    ] {
        if absent && problems.is_empty() {
            root.problem(problems, "missing", ["a survey needs ", name, "."].concat());
        }
    }
    if survey.locales.is_empty() {
        survey.locales.push("en".into());
    }
    if problems.is_empty() { Ok(survey) } else { Err(core::mem::take(problems)) }
}

/// An id: letters, digits, `_` and `-`, so that it can stand in file names, columns and storage keys.
fn id<N: Node>(at: &Cursor<'_, N>, problems: &mut Problems) -> String {
    let id = at.text(problems, WORD).unwrap_or_default();
    if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
        at.problem(problems, "bad_id", "an id is made of letters, digits, _ and -.");
    }
    id
}

fn ask<N: Node>(at: &Cursor<'_, N>, problems: &mut Problems) -> Ask {
    let mut ask = Ask::default();
    at.fields(problems, &["when", "where", "sample"], |name, at, problems| match name {
        "when" => {
            let mut when = When::default();
            at.fields(problems, &["event", "load", "delay_ms"], |name, at, problems| match name {
                "event" => when.event = at.text(problems, WORD),
                "load" => when.load = at.truth(problems).unwrap_or_default(),
                _ => when.delay_ms = at.whole(problems, 0, 3_600_000).unwrap_or(0) as u32,
            });
            ask.when = when;
        }
        "where" => at.fields(problems, &["url"], |_, at, problems| {
            at.each(problems, 50, |at, problems| ask.urls.extend(at.text(problems, LONG)));
        }),
        _ => ask.sample = at.ratio(problems),
    });
    ask
}

fn deliver<N: Node>(at: &Cursor<'_, N>, problems: &mut Problems) -> Option<Deliver> {
    let mut target = None;
    at.fields(problems, &["to", "as"], |name, at, problems| {
        if name == "as" {
            at.word(problems, &[((), "json")]);
            return;
        }
        let Some(to) = at.text(problems, LONG) else { return };
        let address = to.starts_with("https://")
            || to.starts_with("http://")
            || (to.starts_with(['/', '.']) && !to.starts_with("//"));
        if to == "event" {
            target = Some(Target::Event);
        } else if address {
            target = Some(Target::Endpoint(to));
        } else {
            at.problem(
                problems,
                "bad_target",
                "expected \"event\", an address that starts with https://, or a path that starts with /.",
            );
        }
    });
    target.map(|to| Deliver { to })
}

fn privacy<N: Node>(at: &Cursor<'_, N>, problems: &mut Problems) -> Privacy {
    let mut privacy = Privacy::default();
    at.fields(problems, &["time"], |_, at, problems| {
        let words = [(TimeGrain::Minute, "minute"), (TimeGrain::Hour, "hour"), (TimeGrain::Day, "day")];
        privacy.time = at.word(problems, &words).unwrap_or_default();
    });
    privacy
}

fn item<N: Node>(at: &Cursor<'_, N>, before: &[Item], problems: &mut Problems) -> Option<Item> {
    let found = problems.len();
    let (mut name, mut instrument, mut question, mut show_if) = (String::new(), None, None, None);
    let (mut options, mut max, mut max_chars, mut optional) = (Vec::new(), 3, 500, false);
    at.fields(problems, ITEM, |field, at, problems| match field {
        "id" => {
            name = id(&at, problems);
            if before.iter().any(|item| item.id == name) {
                at.problem(
                    problems,
                    "duplicate_id",
                    ["the id \"", &name, "\" is used twice: give each item its own."].concat(),
                );
            }
        }
        "instrument" => {
            let Some(word) = at.text(problems, WORD) else { return };
            instrument = instrument::find(&word);
            if instrument.is_none() {
                at.unknown(problems, "unknown_instrument", "instrument", &word, instrument::ALL.iter().map(|i| i.id));
            }
        }
        "question" => question = at.text(problems, WORD),
        "options" => at.each(problems, 30, |at, problems| {
            let Some(option) = at.text(problems, WORD) else { return };
            if options.contains(&option) {
                at.problem(problems, "duplicate_option", "this option stands in the list twice.");
            }
            options.push(option);
        }),
        "max" => max = at.whole(problems, 1, 30).unwrap_or(1) as u8,
        "max_chars" => max_chars = at.whole(problems, 1, MAX_TEXT_CHARS as i64).unwrap_or(1) as u16,
        "optional" => optional = at.truth(problems).unwrap_or_default(),
        _ => show_if = condition(&at, before, DEPTH, problems),
    });
    if problems.len() > found {
        return None;
    }
    let Some(instrument) = instrument else {
        at.problem(problems, "missing", "an item needs an \"instrument\", as in \"csat\".");
        return None;
    };
    if name.is_empty() {
        at.problem(problems, "missing", "an item needs an \"id\".");
        return None;
    }
    match (&instrument.form, options.is_empty()) {
        (Form::Multi, true) => {
            at.problem(problems, "missing", "this instrument needs \"options\": a list of wording keys.")
        }
        (Form::Scale(_) | Form::Choice { .. } | Form::Text, false) => {
            at.problem(problems, "needless", "this instrument brings its own answers: leave \"options\" out.");
        }
        _ => {}
    }
    Some(Item { id: name, instrument, question, options, max, max_chars, optional, show_if })
}

fn condition<N: Node>(at: &Cursor<'_, N>, before: &[Item], depth: usize, problems: &mut Problems) -> Option<Condition> {
    let known = ["item", "op", "value", "answered", "any", "all", "probability", "else_any"];
    if depth == 0 {
        at.problem(problems, "too_deep", "conditions are nested too deeply: eight levels at most.");
        return None;
    }
    let found = problems.len();
    let (mut item, mut operator, mut value, mut answered, mut ratio) = (None, None, None, None, None);
    let (mut any, mut all, mut else_any) = (None, None, Vec::new());
    at.fields(problems, &known, |name, at, problems| match name {
        "item" => item = earlier(&at, before, problems),
        "op" => operator = at.word(problems, &Operator::WORDS),
        "value" => value = values(&at, problems),
        "answered" => answered = earlier(&at, before, problems),
        "any" => any = Some(conditions(&at, before, depth, problems)),
        "all" => all = Some(conditions(&at, before, depth, problems)),
        "probability" => ratio = at.ratio(problems),
        _ => else_any = conditions(&at, before, depth, problems),
    });
    let condition = match (item, answered, any, all, ratio) {
        (Some(item), None, None, None, None) => {
            Some(Condition::Compare(item, operator.unwrap_or(Operator::Is), value?))
        }
        (None, Some(item), None, None, None) => Some(Condition::Answered(item)),
        (None, None, Some(any), None, None) => Some(Condition::Any(any)),
        (None, None, None, Some(all), None) => Some(Condition::All(all)),
        (None, None, None, None, Some(ratio)) => Some(Condition::Chance(ratio, else_any)),
        _ => None,
    };
    if condition.is_none() && problems.len() == found {
        at.problem(
            problems,
            "bad_condition",
            "expected one of {item, op, value}, {answered}, {any}, {all}, {probability}.",
        );
    }
    condition
}

fn conditions<N: Node>(at: &Cursor<'_, N>, before: &[Item], depth: usize, problems: &mut Problems) -> Vec<Condition> {
    let mut list = Vec::new();
    at.each(problems, 30, |at, problems| list.extend(condition(&at, before, depth - 1, problems)));
    list
}

/// The index of an item that stands before this one.
fn earlier<N: Node>(at: &Cursor<'_, N>, before: &[Item], problems: &mut Problems) -> Option<usize> {
    let name = at.text(problems, WORD)?;
    let index = before.iter().position(|item| item.id == name);
    if index.is_none() {
        at.unknown(problems, "unknown_item", "earlier item", &name, before.iter().map(|item| item.id.as_str()));
    }
    index
}

fn values<N: Node>(at: &Cursor<'_, N>, problems: &mut Problems) -> Option<Value> {
    let (mut codes, mut words) = (Vec::new(), Vec::new());
    let mut one = |at: &Cursor<'_, N>, problems: &mut Problems| match at.kind() {
        Kind::Number => codes.extend(at.whole(problems, -10, 10_000).map(|code| code as i32)),
        _ => words.extend(at.text(problems, WORD)),
    };
    if at.kind() == Kind::List {
        at.each(problems, 100, |at, problems| one(&at, problems));
    } else {
        one(at, problems);
    }
    match (codes.is_empty(), words.is_empty()) {
        (false, true) => Some(Value::Codes(codes)),
        (true, false) => Some(Value::Options(words)),
        _ => {
            at.problem(problems, "bad_value", "expected codes or wording keys, not both and not none.");
            None
        }
    }
}
