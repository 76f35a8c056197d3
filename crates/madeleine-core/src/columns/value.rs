//! The values of columns as bytes: equal if and only if they mean the same.
//!
//! A text is its UTF-8, a number its four bytes. The bytes that UTF-8 never has end the words of a list and tell answers
//! apart that aren't words.

use super::Field;
use crate::Ratio;
use crate::decimal::number as number_of;
use crate::response::{Answer, Durability, Response, State};

/// Ends a word of a list.
const WORD: u8 = 0xff;
/// Ends one order among several.
const ORDER: u8 = 0xfe;

/// What an answer begins with that isn't a text.
const OPTIONS: u8 = 0xff;
const OPTION: u8 = 0xfe;
const CODE: u8 = 0xfd;
const SKIPPED: u8 = 0xfc;
const UNKNOWN: u8 = 0xfb;

/// Calls for each thing that a response says; what it doesn't say is left out.
pub(super) fn each(response: &Response, out: &mut Vec<u8>, say: &mut dyn FnMut(Field, &[u8])) {
    let mut said = |field: Field, write: &dyn Fn(&mut Vec<u8>)| {
        out.clear();
        write(out);
        say(field, out);
    };
    for (field, text) in [
        (Field::ResponseId, &response.response_id),
        (Field::Survey, &response.survey),
        (Field::Wording, &response.wording),
        (Field::Touchpoint, &response.touchpoint),
        (Field::Locale, &response.locale),
        (Field::Surface, &response.surface),
        (Field::Device, &response.device),
        (Field::ShownAt, &response.shown_at),
        (Field::SubmittedAt, &response.submitted_at),
    ] {
        if !text.is_empty() {
            said(field, &|out| out.extend_from_slice(text.as_bytes()));
        }
    }
    for (field, text) in
        [(Field::Stage, &response.stage), (Field::Channel, &response.channel), (Field::Journey, &response.journey)]
    {
        if let Some(text) = text {
            said(field, &|out| out.extend_from_slice(text.as_bytes()));
        }
    }
    for (field, number) in [(Field::Seq, response.seq), (Field::SurveyVersion, response.survey_version)] {
        if number > 0 {
            said(field, &|out| out.extend_from_slice(&number.to_le_bytes()));
        }
    }
    if response.state != State::default() {
        said(Field::State, &|out| out.extend_from_slice(response.state.word().as_bytes()));
    }
    for (item, answer) in &response.answers {
        said(Field::Answer(item.clone()), &|out| write_answer(answer, out));
    }
    for (item, id) in &response.instruments {
        said(Field::Instrument(item.clone()), &|out| out.extend_from_slice(id.as_bytes()));
    }
    for (item, ms) in &response.ms {
        said(Field::Ms(item.clone()), &|out| out.extend_from_slice(&ms.to_le_bytes()));
    }
    for (name, word) in &response.context {
        said(Field::Context(name.clone()), &|out| out.extend_from_slice(word.as_bytes()));
    }
    if !response.shown.is_empty() {
        said(Field::Shown, &|out| response.shown.iter().for_each(|word| write_word(word, out)));
    }
    for (field, pairs) in [(Field::Subjects, &response.subjects), (Field::Layout, &response.layout)] {
        if !pairs.is_empty() {
            said(field, &|out| {
                for (name, word) in pairs {
                    write_word(name, out);
                    write_word(word, out);
                }
            });
        }
    }
    if !response.orders.is_empty() {
        said(Field::Orders, &|out| {
            for (item, order) in &response.orders {
                write_word(item, out);
                order.iter().for_each(|word| write_word(word, out));
                out.push(ORDER);
            }
        });
    }
    if let Some(sample) = response.sample {
        said(Field::Sample, &|out| out.extend_from_slice(sample.text().as_bytes()));
    }
    if response.durability != Durability::default() {
        said(Field::Durability, &|out| {
            out.extend_from_slice(Durability::WORDS[response.durability as usize].as_bytes())
        });
    }
}

/// What a response says in one field, if it says anything.
pub fn value_of(response: &Response, field: &Field) -> Option<Vec<u8>> {
    let mut found = None;
    each(response, &mut Vec::new(), &mut |said, value| {
        if said == *field {
            found = Some(value.into());
        }
    });
    found
}

/// Puts a value into a response where it was in one.
pub fn put(field: &Field, value: &[u8], response: &mut Response) {
    match field {
        Field::ResponseId => response.response_id = text(value),
        Field::Seq => response.seq = number(value),
        Field::Survey => response.survey = text(value),
        Field::SurveyVersion => response.survey_version = number(value),
        Field::Wording => response.wording = text(value),
        Field::State => {
            let state = State::ALL.into_iter().find(|state| state.word().as_bytes() == value);
            response.state = state.unwrap_or_default();
        }
        Field::Touchpoint => response.touchpoint = text(value),
        Field::Stage => response.stage = Some(text(value)),
        Field::Channel => response.channel = Some(text(value)),
        Field::Journey => response.journey = Some(text(value)),
        Field::Locale => response.locale = text(value),
        Field::Surface => response.surface = text(value),
        Field::Device => response.device = text(value),
        Field::ShownAt => response.shown_at = text(value),
        Field::SubmittedAt => response.submitted_at = text(value),
        Field::Answer(item) => response.answers.push((item.clone(), answer(value))),
        Field::Instrument(item) => response.instruments.push((item.clone(), text(value))),
        Field::Subjects => response.subjects = pairs(value),
        Field::Shown => response.shown = words(value),
        Field::Ms(item) => response.ms.push((item.clone(), number(value))),
        Field::Layout => response.layout = pairs(value),
        Field::Orders => {
            let orders = value.split(|byte| *byte == ORDER).map(words).filter(|words| !words.is_empty());
            response.orders = orders.map(|mut words| (words.remove(0), words)).collect();
        }
        Field::Context(name) => response.context.push((name.clone(), text(value))),
        // As it was written: a number between 0 and 1.
        Field::Sample => response.sample = number_of(&text(value)).and_then(Ratio::new),
        Field::Durability => {
            let memory = value == Durability::WORDS[Durability::Memory as usize].as_bytes();
            response.durability = if memory { Durability::Memory } else { Durability::Disk };
        }
    }
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

/// The number that a value is.
pub fn number(value: &[u8]) -> u32 {
    value.try_into().map_or(0, u32::from_le_bytes)
}

/// The words that a value lists.
pub fn words(value: &[u8]) -> Vec<String> {
    let each = value.split(|byte| *byte == WORD).map(text);
    let mut words: Vec<String> = each.collect();
    // What stands behind the end of the last word.
    words.pop();
    words
}

/// The names that a value lists, each with its word.
pub fn pairs(value: &[u8]) -> Vec<(String, String)> {
    let mut words = words(value).into_iter();
    let mut pairs = Vec::new();
    while let (Some(name), Some(word)) = (words.next(), words.next()) {
        pairs.push((name, word));
    }
    pairs
}

/// The answer that a value is.
pub fn answer(value: &[u8]) -> Answer {
    match value {
        [OPTIONS, options @ ..] => Answer::Options(words(options)),
        [OPTION, option @ ..] => Answer::Option(text(option)),
        [CODE, code @ ..] => Answer::Code(number(code) as i32),
        [SKIPPED] => Answer::Skipped,
        [UNKNOWN] => Answer::Unknown,
        _ => Answer::Text(text(value)),
    }
}

fn write_word(word: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(word.as_bytes());
    out.push(WORD);
}

fn write_answer(answer: &Answer, out: &mut Vec<u8>) {
    match answer {
        Answer::Code(code) => {
            out.push(CODE);
            out.extend_from_slice(&code.to_le_bytes());
        }
        Answer::Option(option) => {
            out.push(OPTION);
            out.extend_from_slice(option.as_bytes());
        }
        Answer::Options(options) => {
            out.push(OPTIONS);
            options.iter().for_each(|option| write_word(option, out));
        }
        Answer::Text(text) => out.extend_from_slice(text.as_bytes()),
        Answer::Skipped => out.push(SKIPPED),
        Answer::Unknown => out.push(UNKNOWN),
    }
}

#[cfg(test)]
mod tests {
    use crate::Ratio;
    use crate::columns::Columns;
    use crate::response::{Answer, Durability, Response, State};
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![Just(String::new()), "[ab\u{0}\u{7f}é\u{10ffff}]{1,3}"]
    }

    fn word() -> impl Strategy<Value = String> {
        "[ab\u{0}é\u{10ffff}]{1,3}"
    }

    fn an_answer() -> impl Strategy<Value = Answer> {
        prop_oneof![
            (0i32..5000).prop_map(Answer::Code),
            word().prop_map(Answer::Option),
            word().prop_map(Answer::Text),
            prop::collection::vec(word(), 0..3).prop_map(Answer::Options),
            Just(Answer::Skipped),
            Just(Answer::Unknown),
        ]
    }

    fn named<T: core::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<(String, T)>> {
        prop::collection::btree_map(prop::sample::select(vec!["csat", "comment", "why", "x.y"]), value, 0..4)
            .prop_map(|map| map.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
    }

    fn response() -> impl Strategy<Value = Response> {
        let words = prop::array::uniform9(text());
        let maybe = prop::array::uniform3(prop::option::of(word()));
        let lists = (
            named(an_answer()),
            named(word()),
            named(word()),
            named(any::<u32>()),
            named(word()),
            named(prop::collection::vec(word(), 1..3)),
        );
        let rest = (prop::collection::vec(word(), 0..3), prop::option::of(0u32..=1_000_000), any::<u32>(), 0usize..5);
        (words, maybe, lists, rest).prop_map(
            |(words, [stage, channel, journey], (answers, instruments, subjects, ms, context, orders), rest)| {
                let [response_id, survey, wording, touchpoint, locale, surface, device, shown_at, submitted_at] = words;
                let (shown, sample, number, state) = rest;
                Response {
                    response_id,
                    seq: number / 7,
                    survey,
                    survey_version: number,
                    wording,
                    state: State::ALL[state],
                    touchpoint,
                    stage,
                    channel,
                    journey,
                    locale,
                    surface,
                    device,
                    shown_at,
                    submitted_at,
                    layout: subjects.clone(),
                    answers,
                    instruments,
                    subjects,
                    shown,
                    ms,
                    orders,
                    context,
                    sample: sample.and_then(|millionths| Ratio::new(f64::from(millionths) / 1e6)),
                    durability: if number % 2 == 0 { Durability::Disk } else { Durability::Memory },
                }
            },
        )
    }

    proptest! {
        #[test]
        fn a_row_is_the_response_that_it_was(responses in prop::collection::vec(response(), 0..8)) {
            let (mut columns, mut twice) = (Columns::default(), Columns::default());
            responses.iter().for_each(|response| columns.push(response));
            twice.extend(&columns, 0..responses.len());
            twice.extend(&columns, 0..responses.len());
            for (row, response) in responses.iter().enumerate() {
                prop_assert_eq!(&columns.response(row), response);
                prop_assert_eq!(&twice.response(responses.len() + row), response);
                for (other, theirs) in responses.iter().enumerate() {
                    prop_assert_eq!(columns.same(row, other), response == theirs);
                }
            }
        }
    }
}
