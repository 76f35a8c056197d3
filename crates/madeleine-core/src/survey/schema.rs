//! The shape of a survey definition, as data: what each key may hold. One small interpreter checks a definition
//! against it; the same data tells the nearest valid word of a wrong one, and makes the JSON Schema of
//! [`json_schema`](crate::json_schema).

use crate::problem::Problem;
use crate::wire::{Cursor, Kind, MAX_TEXT_CHARS, Node};

/// What a value may be.
pub(crate) enum Rule {
    /// Text of at most so many characters.
    Text(usize),
    /// A name: letters, digits, `_` and `-`, so that it can stand in file names, columns and storage keys.
    Id,
    /// A whole number from … to ….
    Whole(i64, i64),
    /// A number from 0 to 1.
    Ratio,
    /// `true` or `false`.
    Truth,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Where something goes: one of these words, an address or a path.
    Target(&'static [&'static str]),
    /// A code or a wording key.
    Value,
    /// One such value, or a list of at most so many.
    OneOrMore(usize, &'static Rule),
    /// A list of at most so many.
    List(usize, &'static Rule),
    /// An object with any keys.
    Map(&'static Rule),
    /// An object with these keys; those with `true` must be there.
    Object(&'static [(&'static str, bool, &'static Rule)]),
}

use Rule::{Id, List, Map, Object, OneOrMore, Ratio, Target, Text, Truth, Value, Whole, Word};

/// Longest id, key or other short word.
const WORD: &Rule = &Text(64);
/// Most options of an item.
pub(crate) const MAX_OPTIONS: usize = 30;
/// Longest text or address.
const LONG: &Rule = &Text(2_000);

pub(crate) const SURFACES: &[&str] = &["popover", "inline", "tab", "page", "kiosk"];
pub(crate) const ORIENTATIONS: &[&str] = &["row", "column"];
pub(crate) const ORDERS: &[&str] = &["low_first", "high_first"];
pub(crate) const DIRECTIONS: &[&str] = &["page", "ltr"];
pub(crate) const GRAINS: &[&str] = &["minute", "hour", "day"];
/// The controls of an [opening](super::opening), in the order of [`Control`](super::screen::Control).
pub(crate) const CONTROLS: &[&str] = &["faces", "numbers", "choice", "several"];
pub(crate) const SHAPES: &[&str] = &["json", "form"];
pub(crate) const OPERATORS: &[&str] = &["==", "<=", ">=", "in"];

/// What a `show_if` may say.
pub(crate) static CONDITION: Rule = Object(&[
    ("item", false, WORD),
    ("op", false, &Word(OPERATORS)),
    ("value", false, &OneOrMore(100, &Value)),
    ("answered", false, WORD),
    ("any", false, &List(30, &CONDITION)),
    ("all", false, &List(30, &CONDITION)),
    ("probability", false, &Ratio),
    ("else_any", false, &List(30, &CONDITION)),
]);

/// One question.
pub(crate) static ITEM: Rule = Object(&[
    ("id", true, &Id),
    ("instrument", true, WORD),
    ("subject", false, &Id),
    ("question", false, WORD),
    ("options", false, &List(MAX_OPTIONS, WORD)),
    ("shuffle", false, &Truth),
    ("max", false, &Whole(1, 30)),
    ("max_chars", false, &Whole(1, MAX_TEXT_CHARS as i64)),
    ("optional", false, &Truth),
    ("show_if", false, &CONDITION),
]);

/// Patterns of paths.
const PATHS: &Rule = &List(50, LONG);
/// A number of days.
const DAYS: &Rule = &Whole(0, 3_650);

/// What has to come before a survey asks: all of it, in any order.
pub(crate) static WHEN: Rule = Object(&[
    ("event", false, WORD),
    ("load", false, &Truth),
    ("click", false, LONG),
    ("element", false, LONG),
    ("scroll", false, &Ratio),
    ("exit", false, &Truth),
    ("path", false, PATHS),
    ("delay_ms", false, &Whole(0, 3_600_000)),
]);

/// Whom it leaves alone.
static QUIET: Rule = Object(&[
    ("after_answer_days", false, DAYS),
    ("after_dismiss_days", false, DAYS),
    ("site_wide_days", false, DAYS),
    ("needs_consent", false, &Truth),
]);

/// How the first question stands on the screen, in one language: what `madeleine opening` writes.
static OPENING: Rule = Object(&[
    ("rtl", false, &Truth),
    ("control", true, &Word(CONTROLS)),
    ("question", true, LONG),
    ("stem", false, LONG),
    ("labels", true, &List(32, LONG)),
    ("first", false, &Whole(-10, 10_000)),
    ("step", false, &Whole(-1, 1)),
    ("limit", false, &Whole(1, 30)),
    ("alone", false, &Whole(0, 31)),
    ("optional", false, &Truth),
    ("of", true, &Whole(1, 50)),
    ("text", true, &Map(LONG)),
]);

/// A whole definition.
pub(crate) static SURVEY: Rule = Object(&[
    ("$schema", false, LONG),
    ("v", true, &Whole(1, 1)),
    ("id", true, &Id),
    ("version", false, &Whole(0, u32::MAX as i64)),
    ("locales", false, &List(50, WORD)),
    ("brand", false, WORD),
    ("touchpoint", true, WORD),
    ("stage", false, WORD),
    ("channel", false, WORD),
    (
        "ask",
        false,
        &Object(&[
            ("when", false, &OneOrMore(10, &WHEN)),
            ("where", false, &Object(&[("url", false, PATHS)])),
            ("sample", false, &Ratio),
            ("quiet", false, &QUIET),
        ]),
    ),
    ("surface", false, &Word(SURFACES)),
    (
        "layout",
        false,
        &Object(&[
            ("orientation", false, &Word(ORIENTATIONS)),
            ("order", false, &Word(ORDERS)),
            ("direction", false, &Word(DIRECTIONS)),
        ]),
    ),
    ("items", true, &List(50, &ITEM)),
    ("text", false, &Map(&Map(LONG))),
    ("opening", false, &Map(&OPENING)),
    ("context", false, &List(50, WORD)),
    (
        "deliver",
        false,
        &List(
            10,
            &Object(&[
                ("to", true, &Target(&["event", "dataLayer"])),
                ("as", false, &Word(SHAPES)),
                ("fields", false, &Map(WORD)),
                ("fixed", false, &Map(LONG)),
            ]),
        ),
    ),
    ("contact", false, &Object(&[("to", true, &Target(&["event"])), ("linked", false, &Truth)])),
    ("privacy", false, &Object(&[("time", false, &Word(GRAINS)), ("redact", false, &Truth)])),
]);

/// Deepest nesting: a definition needs ten levels, a hostile one as many as it likes.
const DEPTH: usize = 24;

/// Notes everything about a value that its rule doesn't allow.
pub(super) fn check<'n, N: Node<'n>>(at: &Cursor<'_, N>, rule: &Rule, problems: &mut Vec<Problem>) {
    check_to(DEPTH, at, rule, problems);
}

fn check_to<'n, N: Node<'n>>(depth: usize, at: &Cursor<'_, N>, rule: &Rule, problems: &mut Vec<Problem>) {
    if depth == 0 {
        at.problem(problems, "too_deep", &["this is nested too deeply."]);
        return;
    }
    match rule {
        Text(max) => drop(at.text(problems, *max)),
        Id => {
            let id = at.text(problems, 64).unwrap_or_default();
            if !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-') {
                at.problem(problems, "bad_id", &["an id is made of letters, digits, _ and -."]);
            }
        }
        Whole(least, most) => drop(at.whole(problems, *least, *most)),
        Ratio => drop(at.ratio(problems)),
        Truth => drop(at.truth(problems)),
        Word(words) => drop(at.word(problems, words)),
        Value if at.kind() == Kind::Number => drop(at.whole(problems, -10, 10_000)),
        Value => drop(at.text(problems, 64)),
        Target(words) => {
            let Some(to) = at.text(problems, 2_000) else { return };
            let secure = ["https://", "http://", "./", "../"].iter().any(|start| to.starts_with(start));
            if !words.contains(&to) && !secure && (!to.starts_with('/') || to.starts_with("//")) {
                let words: String = words.iter().flat_map(|word| ["\"", word, "\", "]).collect();
                let mend = ["expected ", &words, "an address that starts with https://, or a path that starts with /."];
                at.problem(problems, "bad_target", &mend);
            }
        }
        OneOrMore(_, rule) if at.kind() != Kind::List => check_to(depth - 1, at, rule, problems),
        OneOrMore(max, rule) => {
            let (told, mut empty) = (problems.len(), true);
            at.each(problems, *max, |at, problems| {
                empty = false;
                check_to(depth - 1, &at, rule, problems);
            });
            if empty && problems.len() == told {
                at.problem(problems, "empty", &["this list is empty: fill it in or leave the key out."]);
            }
        }
        List(max, rule) => at.each(problems, *max, |at, problems| check_to(depth - 1, &at, rule, problems)),
        Map(rule) => at.entries(problems, |_, at, problems| check_to(depth - 1, &at, rule, problems)),
        Object(fields) => {
            at.entries(problems, |name, at, problems| match fields.iter().find(|(known, ..)| *known == name) {
                Some((.., rule)) => check_to(depth - 1, &at, rule, problems),
                None => {
                    let known: Vec<_> = fields.iter().map(|(known, ..)| *known).collect();
                    at.unknown(problems, "unknown_key", "key", name, &known);
                }
            });
            for (name, needed, _) in *fields {
                if *needed && at.kind() == Kind::Object && at.field(name).is_none() {
                    at.problem(problems, "missing", &["\"", name, "\" is missing: it must be there."]);
                }
            }
        }
    }
}
