//! `show_if`: whether an item is shown, given the answers before it.

use crate::{Answer, Ratio};

/// A rule over the answers before an item. It can only look back, so a survey always ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The item of this index was answered with something that compares so.
    Compare(usize, Operator, Value),
    /// The item of this index was answered.
    Answered(usize),
    /// At least one holds.
    Any(Vec<Condition>),
    /// All hold.
    All(Vec<Condition>),
    /// Drawn by chance, or at least one of these holds.
    Chance(Ratio, Vec<Condition>),
}

/// How an answer is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Equal.
    Is,
    /// At most (codes only).
    AtMost,
    /// At least (codes only).
    AtLeast,
    /// One of a list.
    In,
}

/// What an answer is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Codes of a scale.
    Codes(Vec<i32>),
    /// Wording keys of options.
    Options(Vec<String>),
}

impl Condition {
    /// Whether it holds for these answers (one place per item) and this draw of 32 random bits.
    pub fn holds(&self, answers: &[Option<Answer>], draw: u32) -> bool {
        let any = |conditions: &[Self]| conditions.iter().any(|condition| condition.holds(answers, draw));
        match self {
            Self::Compare(item, operator, value) => {
                answers.get(*item).and_then(Option::as_ref).is_some_and(|answer| compares(answer, *operator, value))
            }
            Self::Answered(item) => {
                matches!(answers.get(*item), Some(Some(answer)) if !matches!(answer, Answer::Skipped | Answer::Unknown))
            }
            Self::Any(conditions) => any(conditions),
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(answers, draw)),
            Self::Chance(ratio, or_any) => ratio.hits(draw) || any(or_any),
        }
    }
}

fn compares(answer: &Answer, operator: Operator, value: &Value) -> bool {
    match (answer, value) {
        (Answer::Code(code), Value::Codes(codes)) => match operator {
            Operator::AtMost => codes.iter().all(|c| code <= c),
            Operator::AtLeast => codes.iter().all(|c| code >= c),
            Operator::Is | Operator::In => codes.contains(code),
        },
        (Answer::Option(option), Value::Options(options)) => options.contains(option),
        (Answer::Options(chosen), Value::Options(options)) => chosen.iter().any(|option| options.contains(option)),
        _ => false,
    }
}
