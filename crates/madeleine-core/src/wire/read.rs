//! Reading a response: everything a file may hold is checked here, once.

use super::{Cursor, Kind, MAX_TEXT_CHARS, Node, VERSION};
use crate::instrument::Form;
use crate::problem::Problem;
use crate::response::{Answer, Durability, Response, State};

/// Longest id, key or other short word.
pub(crate) const WORD: usize = 128;
/// Highest number of a snapshot.
pub(crate) const MAX_SEQ: i64 = 1_000_000;
/// Most items that are listed as shown.
pub(crate) const MAX_SHOWN: usize = 128;
/// Most options of one answer.
pub(crate) const MAX_CHOSEN: usize = 100;
/// Lowest and highest code of an answer; -1 and -2 have a meaning of their own.
pub(crate) const CODES: (i64, i64) = (-2, 10_000);

/// Reads one response; beside it come the answers that were left out because their instrument doesn't offer them
/// (`invalid_code`): one odd answer doesn't cost the others. Fields that aren't known are passed over.
///
/// # Errors
/// Every problem found, each with its JSON path.
pub fn read_response<'n, N: Node<'n>>(node: N) -> Result<(Response, Vec<Problem>), Vec<Problem>> {
    let problems = &mut Vec::new();
    let mut response = Response::default();
    let mut version = None;
    let root = Cursor::root(node);
    root.entries(problems, |name, at, problems| {
        let absent = at.kind() == Kind::Null;
        match name {
            _ if absent => {}
            "v" => version = at.whole(problems, 1, VERSION),
            "seq" => response.seq = at.whole(problems, 1, MAX_SEQ).unwrap_or(0) as u32,
            "survey_version" => {
                response.survey_version = at.whole(problems, 0, i64::from(u32::MAX)).unwrap_or(0) as u32
            }
            "state" => {
                response.state = at.word(problems, &State::WORDS).map(|word| State::ALL[word]).unwrap_or_default()
            }
            "answers" => named(&at, problems, |item, at, problems| {
                if let Some(answer) = answer(&at, problems) {
                    response.answers.push((item.into(), answer));
                }
            }),
            "instruments" => named(&at, problems, |item, at, problems| {
                if let Some(id) = at.text(problems, WORD) {
                    response.instruments.push((item.into(), id.into()));
                }
            }),
            "subjects" => named(&at, problems, |item, at, problems| {
                if let Some(subject) = at.text(problems, WORD) {
                    response.subjects.push((item.into(), subject.into()));
                }
            }),
            "shown" => at.each(problems, MAX_SHOWN, |at, problems| {
                response.shown.extend(at.text(problems, WORD).map(String::from))
            }),
            "ms" => named(&at, problems, |item, at, problems| {
                if let Some(ms) = at.whole(problems, 0, i64::from(u32::MAX)) {
                    response.ms.push((item.into(), ms as u32));
                }
            }),
            "context" => named(&at, problems, |key, at, problems| {
                if let Some(word) = at.text(problems, WORD) {
                    response.context.push((key.into(), word.into()));
                }
            }),
            "layout" => named(&at, problems, |name, at, problems| {
                if let Some(word) = at.text(problems, WORD) {
                    response.layout.push((name.into(), word.into()));
                }
            }),
            "orders" => named(&at, problems, |item, at, problems| {
                let mut order = Vec::new();
                at.each(problems, MAX_CHOSEN, |at, problems| order.extend(at.text(problems, WORD).map(String::from)));
                response.orders.push((item.into(), order));
            }),
            "sample" => response.sample = at.ratio(problems),
            "durability" => {
                let memory = at.word(problems, &Durability::WORDS) == Some(1);
                response.durability = if memory { Durability::Memory } else { Durability::Disk };
            }
            "stage" => response.stage = at.text(problems, WORD).map(String::from),
            "channel" => response.channel = at.text(problems, WORD).map(String::from),
            "journey" => response.journey = at.text(problems, WORD).map(String::from),
            "response_id" | "survey" | "wording" | "touchpoint" | "locale" | "surface" | "device" | "shown_at"
            | "submitted_at" => {
                let place = match name {
                    "response_id" => &mut response.response_id,
                    "survey" => &mut response.survey,
                    "wording" => &mut response.wording,
                    "touchpoint" => &mut response.touchpoint,
                    "locale" => &mut response.locale,
                    "surface" => &mut response.surface,
                    "device" => &mut response.device,
                    "shown_at" => &mut response.shown_at,
                    _ => &mut response.submitted_at,
                };
                *place = at.text(problems, WORD).unwrap_or_default().into();
            }
            _ => {}
        }
    });
    for (empty, name) in [
        (version.is_none(), "v"),
        (response.response_id.is_empty(), "response_id"),
        (response.seq == 0, "seq"),
        (response.survey.is_empty(), "survey"),
    ] {
        if empty && problems.is_empty() {
            root.problem(problems, "missing", &["a response needs the field \"", name, "\"."]);
        }
    }
    if !problems.is_empty() {
        return Err(core::mem::take(problems));
    }
    let left_out = settle(&mut response, &root);
    Ok((response, left_out))
}

/// Visits each entry of an object whose names are an owner's: they are words like others.
fn named<'n, N: Node<'n>>(
    at: &Cursor<'_, N>,
    problems: &mut Vec<Problem>,
    mut visit: impl FnMut(&'n str, Cursor<'_, N>, &mut Vec<Problem>),
) {
    at.entries(problems, |name, at, problems| {
        if name.chars().nth(WORD).is_none() {
            visit(name, at, problems);
        } else {
            at.problem(problems, "too_long", &["this name is too long: 128 characters at most."]);
        }
    });
}

/// The form of an answer before its instrument is known: a string is text until then.
fn answer<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Vec<Problem>) -> Option<Answer> {
    match at.kind() {
        Kind::Null => None,
        Kind::Text => {
            let text = at.raw_text();
            let end = text.char_indices().nth(MAX_TEXT_CHARS).map_or(text.len(), |(end, _)| end);
            Some(if text.is_empty() { Answer::Skipped } else { Answer::Text(text[..end].into()) })
        }
        Kind::List => {
            let mut words = Vec::new();
            at.each(problems, MAX_CHOSEN, |at, problems| words.extend(at.text(problems, WORD).map(String::from)));
            Some(Answer::Options(words))
        }
        _ => Some(match at.whole(problems, CODES.0, CODES.1)? {
            -1 => Answer::Skipped,
            -2 => Answer::Unknown,
            code => Answer::Code(code as i32),
        }),
    }
}

/// Once the instruments are known, strings become options or stay text, and answers that don't fit are left out.
fn settle<'n, N: Node<'n>>(response: &mut Response, root: &Cursor<'_, N>) -> Vec<Problem> {
    let mut left_out = Vec::new();
    let mut answers = core::mem::take(&mut response.answers);
    answers.retain_mut(|(item, answer)| {
        let Some(form) = response.key_of(item).map(|key| &key.instrument.form) else { return true };
        let fits = match (form, &*answer) {
            (_, Answer::Skipped | Answer::Unknown)
            | (Form::Multi { .. }, Answer::Options(_))
            | (Form::Text, Answer::Text(_)) => true,
            (Form::Scale(scale), Answer::Code(code)) => scale.holds(*code),
            (Form::Choice { options, .. }, Answer::Text(text)) => options.contains(&text.as_str()),
            _ => false,
        };
        if !fits {
            root.problem(
                &mut left_out,
                "invalid_code",
                &["the answer to \"", item, "\" is not one that its instrument offers."],
            );
        } else if let (Form::Choice { .. }, Answer::Text(text)) = (form, &mut *answer) {
            *answer = Answer::Option(core::mem::take(text));
        }
        fits
    });
    response.answers = answers;
    left_out
}
