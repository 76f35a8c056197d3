//! Reading a definition. First its shape is checked against the [schema](super::schema), then it is taken apart;
//! what refers to something else (items, instruments, options) is checked on the way.

use super::schema::{self, GRAINS, OPERATORS, SURFACES};
use super::{Condition, Deliver, Item, Operator, Privacy, Surface, Survey, Target, TimeGrain, Value};
use crate::instrument::{self, About, Form};
use crate::problem::Problem;
use crate::wire::{Cursor, Kind, Node};

type Problems = Vec<Problem>;

/// Reads a survey definition.
///
/// # Errors
/// Every problem of shape; where the shape is right, every reference that leads nowhere. Each with its JSON path and its mend.
pub fn read_survey<N: Node>(node: N) -> Result<Survey, Vec<Problem>> {
    let mut problems = Vec::new();
    let root = Cursor::root(node);
    schema::check(&root, &schema::SURVEY, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut survey = Survey {
        id: text(&root, "id"),
        version: whole(&root, "version", 1) as u32,
        locales: texts(&root, "locales"),
        brand: text(&root, "brand"),
        touchpoint: text(&root, "touchpoint"),
        stage: optional(&root, "stage"),
        channel: optional(&root, "channel"),
        surface: [Surface::Popover, Surface::Inline][word(&root, "surface", SURFACES)],
        items: Vec::new(),
        text: Vec::new(),
        context: texts(&root, "context"),
        deliver: Vec::new(),
        privacy: Privacy::default(),
    };
    if survey.locales.is_empty() {
        survey.locales.push("en".into());
    }
    if let Some(privacy) = root.field("privacy") {
        survey.privacy.time = [TimeGrain::Minute, TimeGrain::Hour, TimeGrain::Day][word(&privacy, "time", GRAINS)];
    }
    list(&root, "deliver", |at| {
        let to = text(&at, "to");
        survey.deliver.push(Deliver { to: if to == "event" { Target::Event } else { Target::Endpoint(to) } });
    });
    if let Some(locales) = root.field("text") {
        locales.entries(&mut Vec::new(), |locale, at, ignored| {
            at.entries(ignored, |key, at, _| survey.text.push((locale.into(), key.into(), at.raw_text())));
        });
    }
    list(&root, "items", |at| {
        let item = item(&at, &survey.items, &mut problems);
        survey.items.push(item);
    });
    if survey.items.is_empty() && problems.is_empty() {
        root.problem(&mut problems, "missing", &["a survey needs at least one question in \"items\"."]);
    }
    if problems.is_empty() { Ok(survey) } else { Err(problems) }
}

// The shape is known to be right when these are called: what isn't there takes its default.

fn optional<N: Node>(at: &Cursor<'_, N>, name: &str) -> Option<String> {
    at.field(name).map(|at| at.raw_text())
}

fn text<N: Node>(at: &Cursor<'_, N>, name: &str) -> String {
    optional(at, name).unwrap_or_default()
}

fn whole<N: Node>(at: &Cursor<'_, N>, name: &str, default: i64) -> i64 {
    at.field(name).map_or(default, |at| at.raw_number() as i64)
}

/// The place of a word in its list; the first where there is none.
fn word<N: Node>(at: &Cursor<'_, N>, name: &str, words: &[&str]) -> usize {
    let found = text(at, name);
    words.iter().position(|word| *word == found).unwrap_or(0)
}

fn list<N: Node>(at: &Cursor<'_, N>, name: &str, mut visit: impl FnMut(Cursor<'_, N>)) {
    if let Some(at) = at.field(name) {
        at.each(&mut Vec::new(), usize::MAX - 1, |at, _| visit(at));
    }
}

fn texts<N: Node>(at: &Cursor<'_, N>, name: &str) -> Vec<String> {
    let mut texts = Vec::new();
    list(at, name, |at| texts.push(at.raw_text()));
    texts
}

fn item<N: Node>(at: &Cursor<'_, N>, before: &[Item], problems: &mut Problems) -> Item {
    let id = text(at, "id");
    if before.iter().any(|item| item.id == id) {
        at.problem(problems, "duplicate_id", &["the id \"", &id, "\" is used twice: give each item its own."]);
    }
    let name = text(at, "instrument");
    // A wrong item stays in its place, so that what refers to it isn't wrong as well.
    let instrument = instrument::find(&name).unwrap_or_else(|| {
        if let Some(at) = at.field("instrument") {
            let known: Vec<&str> = instrument::ALL.iter().map(|instrument| instrument.id).collect();
            at.unknown(problems, "unknown_instrument", "instrument", &name, &known);
        }
        instrument::ALL[0]
    });
    let subject = optional(at, "subject");
    if (instrument.about == About::Occasion) != subject.is_none() {
        let mend = if subject.is_none() {
            "this instrument needs a \"subject\": what it is asked about."
        } else {
            "this instrument has no subject: leave \"subject\" out."
        };
        at.problem(problems, "bad_subject", &[mend]);
    } else if let (About::Subjects, Some(at), Some(found)) = (instrument.about, at.field("subject"), &subject) {
        let known: Vec<&str> = instrument.questions.iter().map(|(subject, _)| *subject).collect();
        if !known.contains(&found.as_str()) {
            at.unknown(problems, "unknown_subject", "subject", found, &known);
        }
    }
    let mut options = texts(at, "options");
    match (&instrument.form, options.is_empty()) {
        (Form::Multi { options: own }, true) if !own.is_empty() => {
            options = own.iter().map(|option| (*option).into()).collect();
        }
        (Form::Multi { options: own }, false) if !own.is_empty() => {
            for option in options.iter().filter(|option| !own.contains(&option.as_str())) {
                at.unknown(problems, "unknown_option", "option", option, own);
            }
        }
        (Form::Multi { .. }, true) => {
            at.problem(problems, "missing", &["this instrument needs \"options\": a list of wording keys."]);
        }
        (Form::Scale(_) | Form::Choice { .. } | Form::Text, false) => {
            at.problem(problems, "needless", &["this instrument brings its own answers: leave \"options\" out."]);
        }
        _ if (1..options.len()).any(|i| options[..i].contains(&options[i])) => {
            at.problem(problems, "duplicate_option", &["an option stands in the list twice."]);
        }
        _ => {}
    }
    Item {
        id,
        instrument,
        subject,
        question: optional(at, "question"),
        options,
        max: whole(at, "max", 3) as u8,
        max_chars: whole(at, "max_chars", 500) as u16,
        optional: at.field("optional").is_some_and(|at| at.raw_truth()),
        show_if: at.field("show_if").and_then(|at| condition(&at, before, problems)),
    }
}

fn condition<N: Node>(at: &Cursor<'_, N>, before: &[Item], problems: &mut Problems) -> Option<Condition> {
    let mut conditions = |name| {
        let mut found = Vec::new();
        list(at, name, |at| found.extend(condition(&at, before, problems)));
        found
    };
    if at.field("any").is_some() {
        return Some(Condition::Any(conditions("any")));
    }
    if at.field("all").is_some() {
        return Some(Condition::All(conditions("all")));
    }
    if let Some(chance) = at.field("probability") {
        return Some(Condition::Chance(crate::Ratio::new(chance.raw_number())?, conditions("else_any")));
    }
    let compares = at.field("item");
    let Some(item) = compares.as_ref().map_or_else(|| at.field("answered"), |_| at.field("item")) else {
        let mend = "expected one of {item, op, value}, {answered}, {any}, {all}, {probability}.";
        at.problem(problems, "bad_condition", &[mend]);
        return None;
    };
    let name = item.raw_text();
    let Some(index) = before.iter().position(|item| item.id == name) else {
        let known: Vec<&str> = before.iter().map(|item| item.id.as_str()).collect();
        item.unknown(problems, "unknown_item", "earlier item", &name, &known);
        return None;
    };
    if compares.is_none() {
        return Some(Condition::Answered(index));
    }
    let operators = [Operator::Is, Operator::AtMost, Operator::AtLeast, Operator::In];
    Some(Condition::Compare(index, operators[word(at, "op", OPERATORS)], value(at, problems)?))
}

fn value<N: Node>(at: &Cursor<'_, N>, problems: &mut Problems) -> Option<Value> {
    let (mut codes, mut options) = (Vec::new(), Vec::new());
    let mut take = |at: &Cursor<'_, N>| match at.kind() {
        Kind::Number => codes.push(at.raw_number() as i32),
        _ => options.push(at.raw_text()),
    };
    match at.field("value") {
        Some(at) if at.kind() == Kind::List => at.each(&mut Vec::new(), 100, |at, _| take(&at)),
        Some(at) => take(&at),
        None => {}
    }
    match (codes.is_empty(), options.is_empty()) {
        (false, true) => Some(Value::Codes(codes)),
        (true, false) => Some(Value::Options(options)),
        _ => {
            at.problem(problems, "bad_value", &["\"value\" needs codes or wording keys: not both, and not none."]);
            None
        }
    }
}
