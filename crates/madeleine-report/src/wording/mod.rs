//! What the report itself says, in English, French and Arabic, side by side so that no sentence is in one language only.

mod account;
mod change;
mod date;
mod drivers;
mod journey;
mod names;
mod operations;
mod scores;
mod sentence;
mod verbatims;

pub(crate) use account::Hidden;
pub(crate) use change::{Changed, Held, Signal, lower};
pub(crate) use names::language;
pub use scores::score_names;
pub(crate) use sentence::{Said, Weeks};

use crate::number;
use madeleine_stats::Language;

/// The languages that were built in: a page's module has one, so that nobody fetches words that nobody reads.
const BUILT: [(Language, bool); 3] = [
    (Language::English, cfg!(feature = "en")),
    (Language::French, cfg!(feature = "fr")),
    (Language::Arabic, cfg!(feature = "ar")),
];

/// The only one of them, known to the compiler: it leaves out what the others say.
const ONLY: Option<Language> = match BUILT {
    [(_, false), (language, true), (_, false)]
    | [(language, true), (_, false), (_, false)]
    | [(_, false), (_, false), (language, true)] => Some(language),
    _ => None,
};

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words(Language);

impl Words {
    pub(crate) fn of_locale(tag: &str) -> Self {
        Self(Language::of_locale(tag))
    }

    /// The language: where there is but one, that.
    pub(crate) const fn language(self) -> Language {
        match ONLY {
            Some(only) => only,
            None => self.0,
        }
    }

    /// Whether it is written from right to left.
    pub(crate) fn rtl(self) -> bool {
        self.language() == Language::Arabic
    }

    /// One of the texts. Where there is one language the others are left out of what is built, wherever this is called.
    #[inline(always)]
    pub(crate) fn pick(self, english: &'static str, french: &'static str, arabic: &'static str) -> &'static str {
        match self.language() {
            Language::English => english,
            Language::French => french,
            Language::Arabic => arabic,
        }
    }

    pub(crate) fn count(self, value: u64) -> String {
        number::count(value, self.language())
    }

    pub(crate) fn share(self, part: u64, whole: u64) -> String {
        number::share(part, whole, self.language())
    }

    /// `1 response`, `2,431 responses`. French counts none as one; Arabic has five forms, as [`arabic`] takes them.
    #[inline(always)]
    fn counted(self, value: u64, english: [&str; 2], french: [&str; 2], arabic: [&str; 5]) -> String {
        match self.language() {
            Language::English => self.behind(value, english[usize::from(value != 1)]),
            Language::French => self.behind(value, french[usize::from(value > 1)]),
            Language::Arabic => self::arabic(value, arabic),
        }
    }

    fn behind(self, value: u64, form: &str) -> String {
        format!("{} {form}", self.count(value))
    }

    /// A name in whatever letters, beside which other things stand in a line.
    pub(crate) fn apart(self, name: &str) -> String {
        if self.rtl() { apart(name) } else { name.into() }
    }

    /// What stands between the parts of a list.
    pub(crate) fn comma(self) -> &'static str {
        self.pick(", ", ", ", "، ")
    }

    /// What stands between parts that hold commas themselves.
    pub(crate) fn semicolon(self) -> &'static str {
        self.pick("; ", "\u{202f}; ", "؛ ")
    }

    pub(crate) fn responses(self, value: u64) -> String {
        self.counted(
            value,
            ["response", "responses"],
            ["réponse", "réponses"],
            ["استجابة واحدة", "استجابتان", "استجابات", "استجابة", "استجابة"],
        )
    }

    /// How many of how many responses.
    pub(crate) fn responses_of(self, part: u64, whole: u64) -> String {
        match self.language() {
            Language::English => format!("{} of {}", self.count(part), self.responses(whole)),
            Language::French => format!("{} sur {}", self.responses(part), self.count(whole)),
            Language::Arabic => format!("{} من أصل {}", self.count(part), self.responses(whole)),
        }
    }

    fn answers(self, value: u64) -> String {
        self.counted(
            value,
            ["answer", "answers"],
            ["réponse", "réponses"],
            ["إجابة واحدة", "إجابتان", "إجابات", "إجابة", "إجابة"],
        )
    }

    /// The base beside a number.
    pub(crate) fn base(self, value: u64) -> String {
        format!("{}\u{a0}=\u{a0}{}", self.pick("n", "n", "ن"), self.count(value))
    }

    /// What stands before something, as a language punctuates: "CSAT: 82.4 %".
    pub(crate) fn named(self, name: &str, what: &str) -> String {
        match self.language() {
            Language::English => format!("{name}: {what}"),
            Language::French => format!("{name}\u{a0}: {what}"),
            Language::Arabic => format!("{}: {what}", apart(name)),
        }
    }

    /// "80.8 to 83.9 %".
    pub(crate) fn range(self, low: &str, high: &str, unit: &str) -> String {
        match self.language() {
            Language::English => format!("{low} to {high}{unit}"),
            Language::French => format!("{low} à {high}{unit}"),
            Language::Arabic => format!("من {low} إلى {high}{unit}"),
        }
    }
}

/// A name among Arabic words, in whatever letters: marks around it keep what stands beside it on its side.
fn apart(name: &str) -> String {
    format!("\u{200f}{name}\u{200f}")
}

/// A number of things in Arabic, by the plural categories of CLDR: the forms for one and for two say so themselves, the others stand behind
/// the number: those for 3 to 10 of each hundred, for 11 to 99, and for what is left (100, 101, 102), which is that for none, too.
fn arabic(value: u64, [one, two, few, many, other]: [&str; 5]) -> String {
    let form = match (value, value % 100) {
        (1, _) => return one.into(),
        (2, _) => return two.into(),
        (_, 3..=10) => few,
        (_, 11..=99) => many,
        _ => other,
    };
    format!("{} {form}", number::count(value, Language::Arabic))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Words; 3] = [Words(Language::English), Words(Language::French), Words(Language::Arabic)];

    #[test]
    fn counts_take_the_form_that_their_language_gives_them() {
        let [en, fr, ar] = ALL;
        assert_eq!([0, 1, 2].map(|value| en.responses(value)), ["0 responses", "1 response", "2 responses"]);
        assert_eq!([0, 1, 2].map(|value| fr.responses(value)), ["0 réponse", "1 réponse", "2 réponses"]);
        let told = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 2_431].map(|value| ar.responses(value));
        let counted = [
            "0 استجابة",
            "استجابة واحدة",
            "استجابتان",
            "3 استجابات",
            "10 استجابات",
            "11 استجابة",
            "99 استجابة",
            "100 استجابة",
            "102 استجابة",
            "103 استجابات",
            "111 استجابة",
            "2,431 استجابة",
        ];
        assert_eq!(told, counted);
        assert_eq!(arabic(11, ["", "", "أسابيع", "أسبوعًا", "أسبوع"]), "11 أسبوعًا");
        assert_eq!(arabic(1_000, ["", "", "أسابيع", "أسبوعًا", "أسبوع"]), "1,000 أسبوع");
    }

    #[test]
    fn nothing_turns_around_beside_arabic() {
        let ar = ALL[2];
        assert_eq!(ar.named("CSAT", &ar.share(824, 1_000)), "\u{200f}CSAT\u{200f}: 82.4\u{200e}%\u{200e}\u{200f}");
        assert_eq!(ar.base(2_431), "ن\u{a0}=\u{a0}2,431");
        assert_eq!(
            ar.range("75.1", "81.2", number::percent_sign(Language::Arabic)),
            "من 75.1 إلى 81.2\u{200e}%\u{200e}\u{200f}"
        );
    }
}
