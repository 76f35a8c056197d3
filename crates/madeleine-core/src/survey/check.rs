//! Checking a definition: first its shape against the [schema](super::schema), then what refers to something else (items,
//! instruments, options, languages). Every problem is told with its place and its mend.

use super::schema;
use crate::decimal;
use crate::instrument::{self, About, Form, Instrument};
use crate::problem::Problem;
use crate::wire::{Cursor, Kind, Node};

type Problems = Vec<Problem>;

/// The languages that words come in. One with a region, such as `pt-BR`, takes those of its language.
pub const LANGUAGES: &[&str] = &["en", "fr", "de", "es", "it", "pt", "nl", "pl", "ar", "ja"];

/// What a later rule may refer to.
struct Asked<'a> {
    id: &'a str,
    instrument: &'static Instrument,
    options: Vec<&'a str>,
}

/// What is wrong with a survey definition: every problem of shape; where the shape is right, every reference that leads
/// nowhere. Each with its JSON path and its mend. A definition without problems is read by
/// [`Survey::read`](super::Survey::read).
pub fn check_survey<'n, N: Node<'n>>(node: N) -> Vec<Problem> {
    let mut problems = Vec::new();
    let root = Cursor::root(node);
    schema::check(&root, &schema::SURVEY, &mut problems);
    if !problems.is_empty() {
        return problems;
    }
    let mut asked = Vec::new();
    list(&root, "items", |at| {
        let item = item(&at, &asked, &mut problems);
        asked.push(item);
    });
    if asked.is_empty() && problems.is_empty() {
        root.problem(&mut problems, "missing", &["a survey needs at least one question in \"items\"."]);
    }
    languages(&root, &asked, &mut problems);
    receivers(&root, &asked, &mut problems);
    problems
}

// The shape is known to be right when these are called.

fn list<'n, N: Node<'n>>(at: &Cursor<'_, N>, name: &str, mut visit: impl FnMut(Cursor<'_, N>)) {
    if let Some(at) = at.field(name) {
        at.each(&mut Vec::new(), usize::MAX - 1, |at, _| visit(at));
    }
}

fn text<'n, N: Node<'n>>(at: &Cursor<'_, N>, name: &str) -> &'n str {
    at.field(name).map_or("", |at| at.raw_text())
}

fn texts<'n, N: Node<'n>>(at: &Cursor<'_, N>, name: &str) -> Vec<&'n str> {
    let mut texts = Vec::new();
    list(at, name, |at| texts.push(at.raw_text()));
    texts
}

fn item<'n, N: Node<'n>>(at: &Cursor<'_, N>, before: &[Asked<'n>], problems: &mut Problems) -> Asked<'n> {
    let id = text(at, "id");
    if before.iter().any(|item| item.id == id) {
        at.problem(problems, "duplicate_id", &["the id \"", id, "\" is used twice: give each item its own."]);
    }
    let name = text(at, "instrument");
    // A wrong item stays in its place, so that what refers to it isn't wrong as well.
    let instrument = instrument::find(name).unwrap_or_else(|| {
        if let Some(at) = at.field("instrument") {
            unknown_instrument(&at, name, problems);
        }
        instrument::ALL[0]
    });
    let subject = at.field("subject").map(|at| at.raw_text());
    if (instrument.about == About::Occasion) != subject.is_none() {
        let mend = if subject.is_none() {
            "this instrument needs a \"subject\": what it is asked about."
        } else {
            "this instrument has no subject: leave \"subject\" out."
        };
        let known = if instrument.about == About::Subjects {
            [" Known: ", &subjects_of(instrument).join(", "), "."].concat()
        } else {
            String::new()
        };
        at.problem(problems, "bad_subject", &[mend, &known]);
    } else if let (About::Subjects, Some(at), Some(found)) = (instrument.about, at.field("subject"), subject)
        && !instrument.questions.iter().any(|(subject, _)| *subject == found)
    {
        at.unknown(problems, "unknown_subject", "subject", found, &subjects_of(instrument));
    }
    let mut options = texts(at, "options");
    if (1..options.len()).any(|i| options[..i].contains(&options[i])) {
        at.problem(problems, "duplicate_option", &["an option stands in the list twice."]);
    }
    if let (Some(at), false) = (at.field("shuffle"), matches!(instrument.form, Form::Multi { .. })) {
        at.problem(
            problems,
            "needless",
            &["this instrument's answers have an order of their own: leave \"shuffle\" out."],
        );
    }
    match (&instrument.form, options.is_empty()) {
        (Form::Multi { options: own, .. }, true) if !own.is_empty() => {
            options = own.to_vec();
        }
        (Form::Multi { options: own, .. }, false) if !own.is_empty() => {
            list(at, "options", |at| {
                let option = at.raw_text();
                if !own.contains(&option) {
                    at.unknown(problems, "unknown_option", "option", option, own);
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
    if let Some(at) = at.field("show_if") {
        condition(&at, before, problems);
    }
    Asked { id, instrument, options }
}

/// What an instrument can be asked about, where it says so itself.
fn subjects_of(instrument: &Instrument) -> Vec<&'static str> {
    instrument.questions.iter().map(|(subject, _)| *subject).collect()
}

fn condition<'n, N: Node<'n>>(at: &Cursor<'_, N>, before: &[Asked<'n>], problems: &mut Problems) {
    let has = |name| at.field(name).is_some();
    let forms = ["any", "all", "probability", "item", "answered"].into_iter().filter(|name| has(name)).count();
    let alone = |name, beside| has(name) && !has(beside);
    if forms != 1 || alone("op", "item") || alone("value", "item") || alone("else_any", "probability") {
        let mend = "expected one of {item, op, value}, {answered}, {any}, {all}, {probability, else_any}, and not two.";
        at.problem(problems, "bad_condition", &[mend]);
        return;
    }
    for name in ["any", "all", "else_any"] {
        list(at, name, |at| condition(&at, before, problems));
    }
    let Some(item) = at.field("item").or_else(|| at.field("answered")) else { return };
    let name = item.raw_text();
    let Some(asked) = before.iter().find(|asked| asked.id == name) else {
        let known: Vec<_> = before.iter().map(|asked| asked.id).collect();
        item.unknown(problems, "unknown_item", "earlier item", name, &known);
        return;
    };
    if has("item") {
        comparable(at, asked, problems);
    }
}

/// The nearest instrument; one that files know under the word that stands here, as in `nps`, comes before one that is
/// spelt nearly so.
fn unknown_instrument<'n, N: Node<'n>>(at: &Cursor<'_, N>, name: &str, problems: &mut Problems) {
    let meant = instrument::key_of_column(name).map(|key| key.instrument.id);
    if let Some(meant) = meant.filter(|id| instrument::find(id).is_some()) {
        let mend = ["there is no instrument \"", name, "\" here. Did you mean \"", meant, "\"?"];
        at.problem(problems, "unknown_instrument", &mend);
        return;
    }
    let known: Vec<_> = instrument::ALL.iter().map(|instrument| instrument.id).collect();
    at.unknown(problems, "unknown_instrument", "instrument", name, &known);
}

/// Notes what no answer to an item can ever be.
fn comparable<'n, N: Node<'n>>(at: &Cursor<'_, N>, asked: &Asked<'_>, problems: &mut Problems) {
    let (mut codes, mut wanted) = (Vec::new(), Vec::new());
    let mut take = |at: &Cursor<'_, N>| match at.kind() {
        Kind::Number => codes.push(at.raw_number() as i32),
        _ => wanted.push(at.raw_text()),
    };
    match at.field("value") {
        Some(at) if at.kind() == Kind::List => at.each(&mut Vec::new(), 100, |at, _| take(&at)),
        Some(at) => take(&at),
        None => {}
    }
    if codes.is_empty() == wanted.is_empty() {
        at.problem(problems, "bad_value", &["\"value\" needs codes or wording keys: not both, and not none."]);
        return;
    }
    // In the place of an instrument that isn't known stands another.
    if problems.iter().any(|problem| problem.code == "unknown_instrument") {
        return;
    }
    let options: Vec<&str> = match &asked.instrument.form {
        Form::Choice { options, .. } => options.to_vec(),
        Form::Multi { .. } => asked.options.clone(),
        Form::Scale(scale) => {
            if !wanted.is_empty() || !codes.iter().all(|code| scale.holds(*code)) {
                let [first, last] = [scale.first, scale.last()].map(|code| decimal::text(code.into()));
                let mend = ["\"", asked.id, "\" is answered with a code from ", &first, " to ", &last, "."];
                at.problem(problems, "unknown_answer", &mend);
            }
            return;
        }
        Form::Text => {
            let mend = ["\"", asked.id, "\" is answered in words, which don't compare: use {answered}."];
            at.problem(problems, "unknown_answer", &mend);
            return;
        }
    };
    for option in wanted.iter().filter(|option| !options.contains(option)) {
        let at = at.field("value");
        at.iter().for_each(|at| at.unknown(problems, "unknown_answer", "answer", option, &options));
    }
    if !codes.is_empty() {
        let mend = ["\"", asked.id, "\" is answered with options: ", &options.join(", "), "."];
        at.problem(problems, "unknown_answer", &mend);
    }
    if matches!(text(at, "op"), "<=" | ">=") {
        at.problem(problems, "unordered", &["options have no order: compare them with \"==\" or \"in\"."]);
    }
}

/// Notes languages without words, and words that are never shown.
fn languages<'n, N: Node<'n>>(root: &Cursor<'_, N>, asked: &[Asked<'_>], problems: &mut Problems) {
    list(root, "locales", |at| {
        let locale = at.raw_text();
        let mut parts = locale.split('-');
        let has_words = parts.next().is_some_and(|language| LANGUAGES.contains(&language));
        if !has_words || !parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric())) {
            at.unknown(problems, "unknown_language", "language", locale, LANGUAGES);
        }
    });
    let mut spoken = texts(root, "locales");
    if spoken.is_empty() {
        spoken.push("en");
    }
    let questions: Vec<String> = asked.iter().map(|item| [item.id, ".question"].concat()).collect();
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

/// What a form may hold besides answers and context, named as in a CSV.
const COLUMNS: &[&str] = &[
    "response_id",
    "seq",
    "survey",
    "survey_version",
    "wording",
    "state",
    "touchpoint",
    "stage",
    "channel",
    "locale",
    "surface",
    "device",
    "shown_at",
    "submitted_at",
    "sample",
    "durability",
];

/// Notes receivers that stand there twice, and forms with fields that nothing fills or that two things would.
fn receivers<'n, N: Node<'n>>(root: &Cursor<'_, N>, asked: &[Asked<'_>], problems: &mut Problems) {
    let context: Vec<String> = texts(root, "context").iter().map(|name| ["context.", name].concat()).collect();
    let mut columns: Vec<&str> = asked.iter().map(|item| item.id).collect();
    columns.extend(context.iter().map(String::as_str));
    columns.extend(COLUMNS);
    let mut before = Vec::new();
    list(root, "deliver", |at| {
        let to = text(&at, "to");
        if before.contains(&to) {
            at.problem(problems, "duplicate_target", &["\"", to, "\" stands there twice: what is there comes once."]);
        }
        before.push(to);
        let is_form = text(&at, "as") == "form";
        if is_form && matches!(to, "event" | "dataLayer") {
            at.problem(problems, "needless", &["an event has no form: leave \"as\" out."]);
        }
        let mut filled = Vec::new();
        for name in ["fixed", "fields"] {
            let Some(at) = at.field(name) else { continue };
            if !is_form {
                at.problem(
                    problems,
                    "needless",
                    &["only a form has \"", name, "\": say \"as\": \"form\", or leave it out."],
                );
                continue;
            }
            at.entries(problems, |key, at, problems| {
                if name == "fields" && !columns.contains(&key) {
                    at.unknown(problems, "unknown_column", "answer or column", key, &columns);
                }
                let field = if name == "fields" { at.raw_text() } else { key };
                if filled.contains(&field) {
                    at.problem(problems, "duplicate_field", &["two things would fill the field \"", field, "\"."]);
                }
                filled.push(field);
            });
        }
    });
}
