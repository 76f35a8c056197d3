//! `show_if`: whether an item is shown, given the answers before it.

use super::Item;
use crate::wire::{Node, Value};
use crate::{Answer, Ratio};

/// Whether a rule of a definition holds for these answers (one place per item) and this draw of 32 random bits. A rule can
/// only look at what was answered before, so a survey always ends.
pub(super) fn holds(rule: Value<'_>, items: &[Item<'_>], answers: &[Option<Answer>], draw: u32) -> bool {
    let some = |name, as_wanted| rule.list(name).into_iter().any(|rule| holds(rule, items, answers, draw) == as_wanted);
    if rule.has("any") {
        return some("any", true);
    }
    if rule.has("all") {
        return !some("all", false);
    }
    if let Some(chance) = rule.number_at("probability") {
        return Ratio::new(chance).is_some_and(|chance| chance.hits(draw)) || some("else_any", true);
    }
    let (about, operator) = (rule.word("item"), rule.word("op"));
    let id = if about.is_empty() { rule.word("answered") } else { about };
    let Some(answer) = items.iter().position(|item| item.id == id).and_then(|at| answers[at].as_ref()) else {
        return false;
    };
    if about.is_empty() {
        return !matches!(answer, Answer::Skipped | Answer::Unknown);
    }
    rule.list("value").into_iter().any(|value| match answer {
        Answer::Code(code) => value.number().is_some_and(|number| match (operator, f64::from(*code)) {
            ("<=", code) => code <= number,
            (">=", code) => code >= number,
            (_, code) => code == number,
        }),
        Answer::Option(option) => value.text() == Some(option),
        Answer::Options(chosen) => chosen.iter().any(|option| value.text() == Some(option)),
        _ => false,
    })
}
