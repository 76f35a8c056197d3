//! What people wrote, as a report needs it: the latest answers in words, each with what the same person said by scale.
//!
//! Words aren't in tallies: those travel between machines, and a word may be told of one person. They are here only where the
//! responses themselves are at hand, and no further than the report that is made of them.

mod common;
mod themes;
mod words;

pub(crate) use themes::{Spoken, is_in, themes};
pub(crate) use words::small;

use madeleine_core::columns::{Column, Field, Rows};
use madeleine_core::instrument::{self, About, Form, Reads};
use madeleine_core::response::{Answer, Response};
use madeleine_core::wire::{Node, Tape, write_response};
use madeleine_stats::tally::{Choice, Zone, category};

/// So many responses with words are kept: the last ones of what was read.
pub const MOST_KEPT: usize = 5_000;
/// A response whose answers are longer as a line of a file, in bytes, is passed over: thousands of those would fill the memory of a page.
const LONGEST: usize = 16 * 1024;
/// So many characters of a text are kept.
const MOST_LETTERS: usize = 1_000;
/// So many texts and answers of one response.
const MOST_ANSWERS: usize = 100;

/// What one person wrote in one sitting. They sort as time goes; what has no date comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verbatim {
    /// When, as the file says it.
    pub time: String,
    /// The texts, in the order of the questions: what is long is cut.
    pub texts: Vec<String>,
    /// Where it was asked; empty where nobody says.
    pub touchpoint: String,
    /// The language that was asked in, without its country: `fr`; empty where nobody says.
    pub language: String,
    /// Ids of instruments with the category that the person chose.
    pub scores: Vec<(&'static str, usize)>,
}

impl Verbatim {
    /// What a response says in words, as a line of a file has it; `None` where it says nothing.
    pub(crate) fn read<'a>(response: impl Node<'a>) -> Option<Self> {
        let said = |name| response.field(name).and_then(Node::text).unwrap_or_default().to_string();
        let instruments = response.field("instruments");
        let (mut texts, mut scores) = (Vec::new(), Vec::new());
        for (item, answer) in response.field("answers")?.fields(MOST_ANSWERS) {
            let named = instruments.and_then(|named| named.field(item)).and_then(Node::text);
            let key = named.map_or_else(|| instrument::key_of_column(item), instrument::key_of_instrument);
            let Some(key) = key.filter(|key| key.reads == Reads::Answer) else { continue };
            let answer = match (answer.text().map(str::trim), answer.number()) {
                (Some(""), _) | (None, None) => continue,
                (Some(text), _) if matches!(key.instrument.form, Form::Text) => {
                    texts.push(cut(text));
                    continue;
                }
                (Some(option), _) => Answer::Option(option.into()),
                (None, Some(code)) => Answer::Code(code as i32),
            };
            // What is asked of several things is no score of the occasion.
            if key.instrument.about == About::Occasion {
                scores.extend(category(key, &answer).map(|category| (key.id, category)));
            }
        }
        let (time, touchpoint) = (said("submitted_at"), said("touchpoint"));
        (!texts.is_empty()).then(|| Self { time, texts, touchpoint, language: language(&said("locale")), scores })
    }

    fn of(line: &str) -> Option<Self> {
        Self::read(Tape::read(line)?.root())
    }
}

/// The beginning of a text, with a mark where something is left out.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_string() + "…",
        None => text.into(),
    }
}

/// The language of a tag; empty where it is none.
fn language(tag: &str) -> String {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    let is_one = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_one { first.to_ascii_lowercase() } else { String::new() }
}

/// What people wrote, the latest first, and no more than [`MOST_KEPT`] of them.
///
/// They add up: merging is associative and commutative, and nothing is neutral, as it is for tallies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verbatims {
    latest: Vec<Verbatim>,
}

impl Verbatims {
    /// What people wrote.
    pub(crate) fn of(latest: Vec<Verbatim>) -> Self {
        let mut found = Self { latest };
        found.settle();
        found
    }

    /// What the rows of columns say in words that say this in each of these fields.
    pub(crate) fn of_rows(rows: Rows<'_>, say: &[(Field, &str)]) -> Self {
        let mut latest = Vec::new();
        written(rows, say, &mut |line| latest.extend(Verbatim::of(line)));
        Self::of(latest)
    }

    /// Takes in what a response says in words.
    pub(crate) fn observe(&mut self, response: &Response) {
        if response.answers.iter().any(|(_, answer)| matches!(answer, Answer::Text(_))) {
            let line = write_response(&Response {
                submitted_at: response.submitted_at.clone(),
                touchpoint: response.touchpoint.clone(),
                locale: response.locale.clone(),
                answers: response.answers.clone(),
                instruments: response.instruments.clone(),
                ..Response::default()
            });
            self.latest.extend(Verbatim::of(&line).filter(|_| line.len() <= LONGEST));
            self.settle();
        }
    }

    /// Adds what others wrote.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.latest.extend_from_slice(&other.latest);
        self.settle();
    }

    fn settle(&mut self) {
        self.latest.sort_by(|one, other| other.cmp(one));
        self.latest.truncate(MOST_KEPT);
    }

    /// All of them, the latest first.
    pub fn latest(&self) -> &[Verbatim] {
        &self.latest
    }
}

/// Calls for the last responses that say this in each of these fields and in which somebody may have written something, as lines of a file,
/// the last one first. They hold what a [`Verbatim`] is read from, and nothing else.
pub(crate) fn written(rows: Rows<'_>, say: &[(Field, &str)], call: &mut dyn FnMut(&str)) {
    // Answers of other kinds begin with a byte that no text has.
    let is_text = |column: &Column, row| {
        matches!(column.field(), Field::Answer(_))
            && column.value_at(row).and_then(<[u8]>::first).is_some_and(|first| *first < 0xf8)
    };
    let told = |field: &Field| {
        matches!(
            field,
            Field::SubmittedAt | Field::Touchpoint | Field::Locale | Field::Answer(_) | Field::Instrument(_)
        )
    };
    let choice = Choice::new(rows, say, &Zone::default());
    let (mut row, mut left) = (rows.columns.rows(), MOST_KEPT);
    while row > 0 && left > 0 {
        row -= 1;
        if choice.holds(row as u32) && rows.columns.all().iter().any(|column| is_text(column, row)) {
            let line = write_response(&rows.columns.part(row, &told));
            if line.len() <= LONGEST {
                left -= 1;
                call(&line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::columns::Columns;
    use proptest::prelude::*;

    fn wrote(time: &str, text: &str) -> Response {
        Response {
            submitted_at: time.into(),
            locale: "fr-FR".into(),
            touchpoint: "checkout".into(),
            answers: vec![("csat".into(), Answer::Code(4)), ("comment".into(), Answer::Text(text.into()))],
            ..Response::default()
        }
    }

    fn of(responses: &[Response]) -> Verbatims {
        let mut columns = Columns::default();
        responses.iter().for_each(|response| columns.push(response));
        Verbatims::of_rows(Rows { columns: &columns, outdated: &[], name: &|_| String::new() }, &[])
    }

    #[test]
    fn what_a_response_says_in_words() {
        let mut response = wrote("2026-11-21T10:02Z", "  Livré en avance ");
        response.answers.push(("memory".into(), Answer::Text("L’odeur".into())));
        response.answers.push(("fcr".into(), Answer::Option("fcr.no".into())));
        response.answers.push(("q7".into(), Answer::Text("of a question that nobody knows".into())));
        response.answers.push(("barometer.speed".into(), Answer::Code(3)));
        let found = of(&[response, wrote("2026-11-20T09:00Z", " "), Response::default()]);
        let [one] = found.latest() else { panic!("one wrote something: {found:?}") };
        assert_eq!(one.texts, ["Livré en avance", "L’odeur"]);
        assert_eq!((one.language.as_str(), one.touchpoint.as_str()), ("fr", "checkout"));
        assert_eq!(one.scores, [("csat", 3), ("fcr", 1)]);
    }

    #[test]
    fn a_long_text_is_cut_and_one_of_megabytes_passed_over() {
        let found = of(&[600, 1_000_000, 1].map(|times| wrote("", &"é\u{202e}👍 ".repeat(times))));
        let long: Vec<usize> = found.latest().iter().map(|one| one.texts[0].chars().count()).collect();
        assert_eq!(long, [MOST_LETTERS + 1, 3]);
    }

    #[test]
    fn only_the_latest_are_kept() {
        let all: Vec<Response> = (0..MOST_KEPT + 50).map(|at| wrote(&format!("2026-{at:05}"), "Bien")).collect();
        let (whole, mut merged) = (of(&all), of(&all[..70]));
        merged.merge(&of(&all[70..]));
        assert_eq!(whole.latest().len(), MOST_KEPT);
        assert_eq!(whole.latest().last().map(|one| one.time.as_str()), Some("2026-00050"));
        assert_eq!(merged, whole);
    }

    proptest! {
        #[test]
        fn merged_in_any_order_they_are_the_same(
            texts in prop::collection::vec((0..40_u8, "[a-c ]{0,3}"), 0..30),
            cuts in prop::array::uniform2(0..30_usize),
        ) {
            let all: Vec<Response> = texts.iter().map(|(day, text)| wrote(&format!("2026-11-{day:02}"), text)).collect();
            let mut cuts = cuts.map(|cut| cut.min(all.len()));
            cuts.sort_unstable();
            let [first, second, third] = [&all[..cuts[0]], &all[cuts[0]..cuts[1]], &all[cuts[1]..]].map(of);
            let (mut one, mut other) = (third.clone(), second.clone());
            one.merge(&first);
            one.merge(&second);
            other.merge(&Verbatims::default());
            other.merge(&third);
            other.merge(&first);
            prop_assert_eq!(&one, &of(&all));
            prop_assert_eq!(&other, &of(&all));
            let mut observed = Verbatims::default();
            all.iter().rev().for_each(|response| observed.observe(response));
            prop_assert_eq!(&observed, &one);
        }
    }
}
