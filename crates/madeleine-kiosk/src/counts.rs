//! What the responses on this device say, counted: each answer to each question, today and in all. Counts and nothing else: what
//! they mean is the scorer's to say.

use crate::words::{self, SKIPPED, WORDS};
use madeleine_core::scale::Labels;
use madeleine_core::survey::wording::{Wording, label_key};
use madeleine_core::wire::{Tape, read_response};
use madeleine_core::{Answer, Form, Survey};

/// How often, today and in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Count {
    pub(crate) today: u32,
    pub(crate) all: u32,
}

impl Count {
    fn add(&mut self, today: bool) {
        self.today += u32::from(today);
        self.all += 1;
    }
}

/// A question with its answers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) text: String,
    pub(crate) rows: Vec<(String, Count)>,
}

/// Everything that is shown to the owner.
#[derive(Debug, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) responses: Count,
    pub(crate) questions: Vec<Question>,
}

/// A row of a question before it is counted: what is answered, and how it is called.
enum Is<'a> {
    Code(i32),
    Option(&'a str),
    Unknown,
    Words,
    Skipped,
}

impl Is<'_> {
    fn in_answer(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Code(code), Answer::Code(given)) => code == given,
            (Self::Option(option), Answer::Option(given)) => option == given,
            (Self::Option(option), Answer::Options(given)) => given.iter().any(|one| one == option),
            (Self::Unknown, Answer::Unknown) | (Self::Words, Answer::Text(_)) | (Self::Skipped, Answer::Skipped) => {
                true
            }
            _ => false,
        }
    }
}

/// Counts responses, given as lines with whether they are today's. A line that can't be read isn't counted.
pub(crate) fn count<'l, C: Fn(&str) -> Option<String>>(
    survey: &Survey<'_>,
    wording: &Wording<'_, C>,
    lines: impl Iterator<Item = (bool, &'l str)>,
) -> Counts {
    let mut counts = Counts::default();
    let mut rows: Vec<Vec<(Is<'_>, String, Count)>> = Vec::new();
    for item in &survey.items {
        let named = |key: &str| wording.text(key);
        let mut of_item: Vec<(Is<'_>, String, Count)> = Vec::new();
        let mut row = |is, label| of_item.push((is, label, Count::default()));
        match &item.instrument.form {
            Form::Scale(scale) => scale.codes().for_each(|code| {
                let label = match scale.labels {
                    Labels::Each => Some(named(&label_key(scale.id, code))),
                    Labels::Ends { low, .. } if code == scale.first => Some(named(low)),
                    Labels::Ends { high, .. } if code == scale.last() => Some(named(high)),
                    Labels::Ends { .. } => None,
                };
                row(Is::Code(code), label.map_or_else(|| code.to_string(), |label| format!("{code} · {label}")));
            }),
            Form::Choice { options, unknown } => {
                options.iter().for_each(|key| row(Is::Option(key), named(key)));
                if *unknown {
                    row(Is::Unknown, named("ui.dk"));
                }
            }
            Form::Multi { .. } => item.options.iter().for_each(|key| row(Is::Option(key), named(key))),
            Form::Text => row(Is::Words, words::of(wording.locale, WORDS).into()),
        }
        if item.optional {
            row(Is::Skipped, words::of(wording.locale, SKIPPED).into());
        }
        rows.push(of_item);
    }
    for (today, line) in lines {
        let Some(tape) = Tape::read(line) else { continue };
        let Ok((response, _)) = read_response(tape.root()) else { continue };
        counts.responses.add(today);
        for (item, rows) in survey.items.iter().zip(&mut rows) {
            let Some(answer) = response.answer(item.id) else { continue };
            rows.iter_mut().filter(|(is, ..)| is.in_answer(answer)).for_each(|(.., count)| count.add(today));
        }
    }
    let texts = survey.items.iter().map(|item| wording.question(item));
    counts.questions = texts
        .zip(rows)
        .map(|(text, rows)| Question { text, rows: rows.into_iter().map(|(_, label, count)| (label, count)).collect() })
        .collect();
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURVEY: &str = r#"{"v":1,"id":"store","version":1,"locales":["en"],"touchpoint":"store","items":[
        {"id":"csat","instrument":"csat"},
        {"id":"fcr","instrument":"fcr"},
        {"id":"why","instrument":"reasons","options":["reason.gap.i.wait","reason.other"],"max":2},
        {"id":"words","instrument":"open","optional":true}]}"#;

    fn line(answers: &str, shown: &str) -> String {
        format!(
            r#"{{"v":1,"response_id":"AAAAAAAAAAAAAAAAAAAAAA","seq":1,"survey":"store","survey_version":1,"state":"completed",
            "touchpoint":"store","locale":"en","surface":"kiosk","device":"tablet","answers":{answers},
            "instruments":{{"csat":"csat","fcr":"fcr","why":"reasons","words":"open"}},"shown":[{shown}],"durability":"disk"}}"#
        )
    }

    #[test]
    fn every_answer_is_counted_under_its_own_row() {
        let tape = Tape::read(SURVEY).expect("JSON");
        let survey = Survey::read(tape.root()).expect("a survey");
        let wording = Wording { survey: &survey, locale: "en", catalogue: |key: &str| Some(format!("<{key}>")) };
        let shown = r#""csat","fcr","why","words""#;
        let lines = [
            (
                true,
                line(r#"{"csat":5,"fcr":"fcr.yes","why":["reason.other","reason.gap.i.wait"],"words":"so"}"#, shown),
            ),
            (false, line(r#"{"csat":5,"fcr":-2,"why":["reason.other"],"words":-1}"#, shown)),
            (true, line(r#"{"csat":1}"#, r#""csat""#)),
            (true, "{ broken".into()),
        ];
        let counts = count(&survey, &wording, lines.iter().map(|(today, line)| (*today, line.as_str())));
        assert_eq!(counts.responses, Count { today: 2, all: 3 });
        let row = |question: usize, label: &str| {
            let rows = &counts.questions[question].rows;
            rows.iter().find(|(name, _)| name == label).map(|(_, count)| (count.today, count.all))
        };
        assert_eq!(row(0, "5 · <csat5.5>"), Some((1, 2)));
        assert_eq!(row(0, "1 · <csat5.1>"), Some((1, 1)));
        assert_eq!(row(0, "3 · <csat5.3>"), Some((0, 0)));
        assert_eq!((row(1, "<fcr.yes>"), row(1, "<ui.dk>")), (Some((1, 1)), Some((0, 1))));
        assert_eq!((row(2, "<reason.other>"), row(2, "<reason.gap.i.wait>")), (Some((1, 2)), Some((1, 1))));
        assert_eq!((row(3, "Words written"), row(3, "Passed over")), (Some((1, 1)), Some((0, 1))));
    }
}
