//! What the report itself says, in English and French, side by side so that no sentence is in one language only.

mod account;
mod change;
mod date;
mod drivers;
mod journey;
mod names;
mod sentence;
mod verbatims;

pub(crate) use account::Hidden;
pub(crate) use change::{Changed, Signal, lower};
pub(crate) use names::language;
pub(crate) use sentence::{Said, Weeks};

use crate::number;
use madeleine_stats::Language;

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    pub(crate) fn of_locale(tag: &str) -> Self {
        Self(Language::of_locale(tag))
    }

    /// One of two texts.
    pub(crate) fn pick(self, english: &'static str, french: &'static str) -> &'static str {
        match self.0 {
            Language::English => english,
            Language::French => french,
        }
    }

    pub(crate) fn count(self, value: u64) -> String {
        number::count(value, self.0)
    }

    pub(crate) fn share(self, part: u64, whole: u64) -> String {
        number::share(part, whole, self.0)
    }

    /// `1 response`, `2,431 responses`. French counts none as one.
    fn counted(self, value: u64, english: [&str; 2], french: [&str; 2]) -> String {
        let (forms, many) = match self.0 {
            Language::English => (english, value != 1),
            Language::French => (french, value > 1),
        };
        format!("{} {}", self.count(value), forms[usize::from(many)])
    }

    pub(crate) fn responses(self, value: u64) -> String {
        self.counted(value, ["response", "responses"], ["réponse", "réponses"])
    }

    /// How many of how many responses.
    pub(crate) fn responses_of(self, part: u64, whole: u64) -> String {
        match self.0 {
            Language::English => format!("{} of {}", self.count(part), self.responses(whole)),
            Language::French => format!("{} sur {}", self.responses(part), self.count(whole)),
        }
    }

    fn answers(self, value: u64) -> String {
        self.counted(value, ["answer", "answers"], ["réponse", "réponses"])
    }

    /// The base beside a number.
    pub(crate) fn base(self, value: u64) -> String {
        format!("n\u{a0}=\u{a0}{}", self.count(value))
    }

    /// What stands before something, as a language punctuates: "CSAT: 82.4 %".
    pub(crate) fn named(self, name: &str, what: &str) -> String {
        format!("{name}{}: {what}", self.pick("", "\u{a0}"))
    }

    /// "80.8 to 83.9 %".
    pub(crate) fn range(self, low: &str, high: &str, unit: &str) -> String {
        match self.0 {
            Language::English => format!("{low} to {high}{unit}"),
            Language::French => format!("{low} à {high}{unit}"),
        }
    }
}
