//! Reading a definition. First its shape is checked against the [schema](super::schema), then it is taken apart;
//! what refers to something else (items, instruments, options) is checked on the way.

use super::schema::{self, GRAINS, OPERATORS, SURFACES};
use super::{Condition, Deliver, Item, Operator, Privacy, Surface, Survey, Target, TimeGrain, Value};
use crate::decimal;
use crate::instrument::{self, About, Form, Instrument};
use crate::problem::Problem;
use crate::wire::{Cursor, Kind, Node};

type Problems = Vec<Problem>;

/// The languages that words come in. One with a region, such as `pt-BR`, takes those of its language.
pub const LANGUAGES: &[&str] = &["en", "fr", "de", "es", "it", "pt", "nl", "pl", "ar", "ja"];

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
    if N::EXPLAINS {
        languages(&root, &survey, &mut problems);
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
            unknown_instrument(&at, &name, problems);
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
        let known = if N::EXPLAINS && instrument.about == About::Subjects {
            [" Known: ", &subjects_of(instrument).join(", "), "."].concat()
        } else {
            String::new()
        };
        at.problem(problems, "bad_subject", &[mend, &known]);
    } else if let (About::Subjects, Some(at), Some(found)) = (instrument.about, at.field("subject"), &subject)
        && !instrument.questions.iter().any(|(subject, _)| subject == found)
    {
        at.unknown_among(problems, "unknown_subject", "subject", found, || subjects_of(instrument));
    }
    let mut options = texts(at, "options");
    if (1..options.len()).any(|i| options[..i].contains(&options[i])) {
        at.problem(problems, "duplicate_option", &["an option stands in the list twice."]);
    }
    match (&instrument.form, options.is_empty()) {
        (Form::Multi { options: own }, true) if !own.is_empty() => {
            options = own.iter().map(|option| (*option).into()).collect();
        }
        (Form::Multi { options: own }, false) if !own.is_empty() => {
            list(at, "options", |at| {
                let option = at.raw_text();
                if !own.contains(&option.as_str()) {
                    at.unknown(problems, "unknown_option", "option", &option, own);
                }
            });
        }
        (Form::Multi { .. }, true) => {
            at.problem(problems, "missing", &["this instrument needs \"options\": a list of wording keys."]);
        }
        (Form::Scale(_) | Form::Choice { .. } | Form::Text, false) => {
            at.problem(problems, "needless", &["this instrument brings its own answers: leave \"options\" out."]);
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

/// What an instrument can be asked about, where it says so itself.
fn subjects_of(instrument: &Instrument) -> Vec<&'static str> {
    instrument.questions.iter().map(|(subject, _)| *subject).collect()
}

fn condition<N: Node>(at: &Cursor<'_, N>, before: &[Item], problems: &mut Problems) -> Option<Condition> {
    let has = |name| at.field(name).is_some();
    let forms = ["any", "all", "probability", "item", "answered"].into_iter().filter(|name| has(name)).count();
    let alone = |name, beside| has(name) && !has(beside);
    if forms != 1 || alone("op", "item") || alone("value", "item") || alone("else_any", "probability") {
        let mend = "expected one of {item, op, value}, {answered}, {any}, {all}, {probability, else_any}, and not two.";
        at.problem(problems, "bad_condition", &[mend]);
        return None;
    }
    let mut conditions = |name| {
        let mut found = Vec::new();
        list(at, name, |at| found.extend(condition(&at, before, problems)));
        found
    };
    if has("any") {
        return Some(Condition::Any(conditions("any")));
    }
    if has("all") {
        return Some(Condition::All(conditions("all")));
    }
    if let Some(chance) = at.field("probability") {
        return Some(Condition::Chance(crate::Ratio::new(chance.raw_number())?, conditions("else_any")));
    }
    let item = at.field("item").or_else(|| at.field("answered"))?;
    let name = item.raw_text();
    let Some(index) = before.iter().position(|item| item.id == name) else {
        item.unknown_among(problems, "unknown_item", "earlier item", &name, || {
            before.iter().map(|item| item.id.as_str()).collect()
        });
        return None;
    };
    if has("answered") {
        return Some(Condition::Answered(index));
    }
    let operators = [Operator::Is, Operator::AtMost, Operator::AtLeast, Operator::In];
    let (operator, value) = (operators[word(at, "op", OPERATORS)], value(at, problems)?);
    if N::EXPLAINS {
        comparable(at, &before[index], operator, &value, problems);
    }
    Some(Condition::Compare(index, operator, value))
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

// What follows is told where problems are explained, and only there: it shows nobody a wrong question, and its words and
// lists would weigh on every page.

/// The nearest instrument; one that files know under the word that stands here, as in `nps`, comes before one that is
/// spelt nearly so.
fn unknown_instrument<N: Node>(at: &Cursor<'_, N>, name: &str, problems: &mut Problems) {
    if N::EXPLAINS {
        let meant = instrument::key_of_column(name).map(|key| key.instrument.id);
        if let Some(meant) = meant.filter(|id| instrument::find(id).is_some()) {
            let mend = ["there is no instrument \"", name, "\" here. Did you mean \"", meant, "\"?"];
            at.problem(problems, "unknown_instrument", &mend);
            return;
        }
    }
    let known = || instrument::ALL.iter().map(|instrument| instrument.id).collect();
    at.unknown_among(problems, "unknown_instrument", "instrument", name, known);
}

/// Notes what no answer to an item can ever be.
fn comparable<N: Node>(at: &Cursor<'_, N>, item: &Item, operator: Operator, value: &Value, problems: &mut Problems) {
    // In the place of an instrument that isn't known stands another.
    if problems.iter().any(|problem| problem.code == "unknown_instrument") {
        return;
    }
    let options: Vec<&str> = match &item.instrument.form {
        Form::Choice { options, .. } => options.to_vec(),
        Form::Multi { .. } => item.options.iter().map(String::as_str).collect(),
        Form::Scale(scale) => {
            if !matches!(value, Value::Codes(codes) if codes.iter().all(|code| scale.holds(*code))) {
                let [first, last] = [scale.first, scale.last()].map(|code| decimal::text(code.into()));
                let mend = ["\"", &item.id, "\" is answered with a code from ", &first, " to ", &last, "."];
                at.problem(problems, "unknown_answer", &mend);
            }
            return;
        }
        Form::Text => {
            let mend = ["\"", &item.id, "\" is answered in words, which don't compare: use {answered}."];
            at.problem(problems, "unknown_answer", &mend);
            return;
        }
    };
    match value {
        Value::Options(wanted) => {
            for option in wanted.iter().filter(|option| !options.contains(&option.as_str())) {
                let at = at.field("value");
                at.iter().for_each(|at| at.unknown(problems, "unknown_answer", "answer", option, &options));
            }
        }
        Value::Codes(_) => {
            let mend = ["\"", &item.id, "\" is answered with options: ", &options.join(", "), "."];
            at.problem(problems, "unknown_answer", &mend);
        }
    }
    if matches!(operator, Operator::AtMost | Operator::AtLeast) {
        at.problem(problems, "unordered", &["options have no order: compare them with \"==\" or \"in\"."]);
    }
}

/// Notes languages without words, and words that are never shown.
fn languages<N: Node>(root: &Cursor<'_, N>, survey: &Survey, problems: &mut Problems) {
    list(root, "locales", |at| {
        let locale = at.raw_text();
        let mut parts = locale.split('-');
        let has_words = parts.next().is_some_and(|language| LANGUAGES.contains(&language));
        if !has_words || !parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric())) {
            at.unknown(problems, "unknown_language", "language", &locale, LANGUAGES);
        }
    });
    let spoken: Vec<&str> = survey.locales.iter().map(String::as_str).collect();
    let questions: Vec<String> = survey.items.iter().map(|item| [&item.id, ".question"].concat()).collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let Some(text) = root.field("text") else { return };
    text.entries(problems, |locale, at, problems| {
        if !spoken.contains(&locale) {
            at.unknown(problems, "unspoken_language", "language of this survey", locale, &spoken);
        }
        at.entries(problems, |key, at, problems| {
            if key.ends_with(".question") && !questions.contains(&key) {
                at.unknown(problems, "unknown_question", "item with the wording key", key, &questions);
            }
        });
    });
}
