//! Scores that read several answers of one response together.

use super::{Absence, Measure, category};
use madeleine_core::instrument::{Instrument, KEYS, Key, Reads};
use madeleine_core::response::{Answer, Response};

/// What several answers together come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A category.
    Category(usize),
    /// A value, as a ratio.
    Ratio(i64, u32),
    /// Not enough of them were given.
    Absent(Absence),
}

/// Whether the answers to an instrument are also read together with others.
pub(super) fn is_read_together(instrument: &Instrument) -> bool {
    KEYS.iter().any(|key| key.reads != Reads::Answer && core::ptr::eq(key.instrument, instrument))
}

/// Everything that the answers of a response come to together, with the item it is filed under.
pub(super) fn joints(response: &Response) -> Vec<(&str, Measure, Joint)> {
    let mut found = Vec::new();
    let answers: Vec<(&str, &'static Key, &Answer)> = response
        .answers
        .iter()
        .filter_map(|(item, answer)| Some((item.as_str(), response.key_of(item)?, answer)))
        .collect();
    for (at, key) in KEYS.iter().enumerate().filter(|(_, key)| key.reads != Reads::Answer) {
        let of_instrument = |instrument: &str| {
            let own = answers.iter().filter(|(_, known, _)| known.instrument.id == instrument);
            own.collect::<Vec<_>>()
        };
        let own = of_instrument(key.instrument.id);
        let Some((item, _, answer)) = own.first() else { continue };
        let measure = Measure::new(at, None);
        match key.reads {
            // A journey may go over several responses.
            Reads::Answer | Reads::Journey => {}
            Reads::FirstContact => {
                let contacts = of_instrument("contacts");
                let joint = first_contact(answer, contacts.first().map(|(.., answer)| *answer));
                found.extend(joint.map(|joint| (*item, measure, joint)));
            }
            Reads::Composite { least } => {
                let (sum, answered) = sum(&own);
                let enough = answered >= least;
                let joint = if enough { Joint::Ratio(sum, answered) } else { Joint::Absent(Absence::Abandoned) };
                found.push(("", measure, joint));
            }
            Reads::Level { least } => {
                let (sum, answered) = sum(&own);
                let joint = match i64::from(answered) {
                    _ if answered < least => Joint::Absent(Absence::Abandoned),
                    answered if sum >= 6 * answered => Joint::Category(0),
                    answered if 2 * sum >= 9 * answered => Joint::Category(1),
                    _ => Joint::Category(2),
                };
                found.push(("", measure, joint));
            }
            Reads::Pair => {
                let others = of_instrument("kano_without");
                for (item, with, answer) in own {
                    let subject = response.subject_of(item);
                    let other = others.iter().find(|(other, ..)| response.subject_of(other) == subject);
                    let pair = other.and_then(|(_, key, other)| Some((category(with, answer)?, category(key, other)?)));
                    let joint =
                        pair.map_or(Joint::Absent(Absence::Abandoned), |(row, col)| Joint::Category(5 * row + col));
                    found.push((item, Measure::new(at, subject.map(String::from)), joint));
                }
            }
        }
    }
    found
}

/// Resolved at the first contact, later, or not. Who says "yes" and wasn't asked how often is not in the base; "no" and
/// "not yet" are, whether asked or not.
fn first_contact(resolved: &Answer, contacts: Option<&Answer>) -> Option<Joint> {
    let Answer::Option(resolved) = resolved else { return None };
    Some(match (resolved.as_str(), contacts) {
        ("fcr.yes", Some(Answer::Option(times))) if times == "fcr.t1" => Joint::Category(0),
        ("fcr.yes", Some(Answer::Option(_))) => Joint::Category(1),
        ("fcr.yes", Some(_)) => Joint::Absent(Absence::Abandoned),
        ("fcr.yes", None) => Joint::Absent(Absence::NotShown),
        _ => Joint::Category(2),
    })
}

/// The sum of the codes that the scale holds, and how many they are.
fn sum(answers: &[&(&str, &'static Key, &Answer)]) -> (i64, u32) {
    let codes = answers.iter().filter_map(|(_, key, answer)| match answer {
        Answer::Code(code) => category(key, answer).map(|_| i64::from(*code)),
        _ => None,
    });
    codes.fold((0, 0), |(sum, answered), code| (sum + code, answered + 1))
}
