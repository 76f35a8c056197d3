//! The instruments: what is asked, on which scale, and how the answers are scored.
//!
//! An instrument is data in one small module: an [`Instrument`] (what the widget needs to ask it) and a [`Key`]
//! (what the scorer needs to score it). They are two values so that the widget, which never scores, doesn't carry the second.
//! To add one, write its module and name it once in the list at the end of this file.

mod ces2;
mod csat;
mod ease5;
mod expectation;
mod fcr;
mod ltr11;
mod nms;
mod open;
mod reasons;

use crate::scale::Scale;

/// What the widget needs to ask an instrument: its form and its wording keys.
#[derive(Debug, PartialEq, Eq)]
pub struct Instrument {
    /// The name that definitions and responses use: `csat`, `ces2`, …
    pub id: &'static str,
    /// The form of its answer.
    pub form: Form,
    /// Wording key of the sentence that stands above the question, if there is one.
    pub stem: Option<&'static str>,
    /// Wording keys of its question, each with the touchpoint it speaks of; the first one is the general form.
    pub questions: &'static [(&'static str, &'static str)],
}

/// The form of an answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Form {
    /// One point of a scale; the answer is its code.
    Scale(&'static Scale),
    /// One of a few options; the answer is the option's wording key.
    Choice {
        /// The options, in their order.
        options: &'static [&'static str],
        /// Whether "I don't know" is offered besides: it is counted, but not in the base.
        unknown: bool,
    },
    /// Several of the options that the definition lists; the answer is their wording keys.
    Multi,
    /// Words of the person's own.
    Text,
}

/// What the scorer needs: how answers become counts, and which of them make the headline.
#[derive(Debug, PartialEq)]
pub struct Key {
    /// The instrument it scores.
    pub instrument: &'static Instrument,
    /// How the score is called in a report.
    pub name: &'static str,
    /// Column names that mean this instrument in a file that doesn't say which instrument an item belongs to.
    pub columns: &'static [&'static str],
    /// The number that stands for the instrument.
    pub headline: Headline,
    /// Which way is better.
    pub direction: Direction,
    /// Categories (counted from 0, in the order of the scale or options) that are favourable.
    pub favourable: &'static [usize],
    /// Categories that are unfavourable.
    pub unfavourable: &'static [usize],
    /// Answers needed to publish the headline without calling it indicative.
    pub minimum_base: u32,
    /// Where wording and scoring come from.
    pub source: &'static str,
}

/// The number that stands for an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// The share of favourable answers, 0 to 1.
    Share,
    /// Favourable minus unfavourable, in points from −100 to +100.
    Net,
    /// The share of the base that named each option; shares don't add up to 1.
    EachOption,
    /// Not scored: the answers are words.
    Words,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// A higher value is better.
    HigherIsBetter,
    /// A lower value is better.
    LowerIsBetter,
    /// Neither.
    Neutral,
}

impl Instrument {
    /// The wording key of its question at a touchpoint; the general form where there is none of its own.
    ///
    /// ```
    /// use madeleine_core::instrument;
    /// let csat = instrument::find("csat").expect("known");
    /// assert_eq!(csat.question_at("delivery"), "csat.q.delivery");
    /// assert_eq!(csat.question_at("anywhere"), "csat.q.relation");
    /// ```
    pub fn question_at(&self, touchpoint: &str) -> &'static str {
        let own = self.questions.iter().find(|(place, _)| *place == touchpoint);
        own.or(self.questions.first()).map_or("", |(_, key)| key)
    }
}

impl Key {
    /// How many categories a tally of this instrument has; 0 where they come from the definition or there are none.
    pub fn categories(&self) -> usize {
        match self.instrument.form {
            Form::Scale(scale) => scale.points as usize,
            Form::Choice { options, .. } => options.len(),
            Form::Multi | Form::Text => 0,
        }
    }
}

macro_rules! instruments {
    ($($name:ident),* $(,)?) => {
        /// Every instrument, as the widget knows it.
        pub static ALL: &[&Instrument] = &[$(&$name::INSTRUMENT),*];
        /// Every scoring key.
        pub static KEYS: &[&Key] = &[$(&$name::KEY),*];
    };
}

/// The instrument of that id.
pub fn find(id: &str) -> Option<&'static Instrument> {
    ALL.iter().copied().find(|instrument| instrument.id == id)
}

/// The scoring key of an instrument id.
pub fn key(id: &str) -> Option<&'static Key> {
    KEYS.iter().copied().find(|key| key.instrument.id == id)
}

/// The scoring key that a bare column name means: an instrument's id or one of its usual column names.
///
/// ```
/// use madeleine_core::instrument;
/// assert_eq!(instrument::key_of_column("ces").map(|k| k.instrument.id), Some("ces2"));
/// ```
pub fn key_of_column(name: &str) -> Option<&'static Key> {
    key(name).or_else(|| KEYS.iter().copied().find(|key| key.columns.contains(&name)))
}

instruments!(csat, ces2, ease5, ltr11, nms, fcr, expectation, reasons, open);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_speaks_of_its_own_categories_and_names_its_source() {
        for key in KEYS {
            let categories = key.categories();
            assert!(key.favourable.iter().chain(key.unfavourable).all(|&c| c < categories), "{}", key.instrument.id);
            assert!(key.favourable.iter().all(|c| !key.unfavourable.contains(c)), "{}", key.instrument.id);
            assert!(!key.source.is_empty() && !key.instrument.questions.is_empty(), "{}", key.instrument.id);
        }
    }

    #[test]
    fn ids_and_columns_are_unique() {
        let mut names: Vec<&str> =
            KEYS.iter().flat_map(|k| k.columns.iter().copied().chain([k.instrument.id])).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
