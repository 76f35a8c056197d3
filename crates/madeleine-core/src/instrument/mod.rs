//! The instruments: what is asked, on which scale, and how the answers are scored.
//!
//! An instrument is data in one small module: an [`Instrument`] (what the widget needs to ask it) and a [`Key`]
//! (what the scorer needs to score it). They are two values so that the widget, which never scores, doesn't carry the second.
//! To add one, write its module and name it once in the list at the end of this file: `docs/adding-an-instrument.md` goes
//! through it step by step.

mod barometer;
mod csat;
mod effort;
mod emotions;
mod expectation;
mod found;
mod hassle;
mod influence;
mod intention;
mod kano;
mod memory;
mod moment;
mod open;
mod orientation;
mod reasons;
mod recommendation;
mod resolution;

pub use moment::END as END_OF_JOURNEY;

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
    /// Wording keys of its question, each with the touchpoint (or the subject) that it speaks of; the first one is the
    /// general form. None for an instrument that is read from files of other tools and never asked.
    pub questions: &'static [(&'static str, &'static str)],
    /// What it is asked about.
    pub about: About,
}

/// What an instrument is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The occasion as a whole.
    Occasion,
    /// One of the subjects that its questions name, such as a criterion: an item says which.
    Subjects,
    /// A subject of the owner's own, such as a feature or a step: an item says which.
    Anything,
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
    /// Several of the options; the answer is their wording keys.
    Multi {
        /// The options, of which a definition may list fewer; where there are none, the definition lists its own.
        options: &'static [&'static str],
        /// Whether they stand in an order of chance unless the definition says otherwise.
        shuffled: bool,
    },
    /// Words of the person's own.
    Text,
}

/// What the scorer needs: how answers become counts, and which of them make the headline.
#[derive(Debug, PartialEq)]
pub struct Key {
    /// The name of the score in files and on the command line: its instrument's, unless it reads several answers together.
    pub id: &'static str,
    /// The instrument that it scores; of several read together, the first.
    pub instrument: &'static Instrument,
    /// Which answers of a response it reads.
    pub reads: Reads,
    /// How the score is called in English; a report has it in other languages, too.
    pub name: &'static str,
    /// The same for a tab.
    pub short_name: &'static str,
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
    /// Options that belong together, for instruments of which several may be named.
    pub groups: &'static [Group],
    /// Answers needed to publish the headline without calling it indicative.
    pub minimum_base: u32,
    /// Where wording and scoring come from.
    pub source: &'static str,
    /// A registered name that an owner may choose to see in the place of [`name`](Self::name).
    pub registered: Option<Registered>,
    /// Where it stands between what people meet with and what they would do next: what goes with an answer is looked for among
    /// those that stand before it. `None` for what stands nowhere there.
    pub link: Option<Link>,
}

/// The links of the chain from an experience to what comes of it, first to last: of two that the same person answered only the
/// earlier may be a driver of the later.
///
/// Disconfirmation before satisfaction: Oliver 1980, Journal of Marketing Research 17; quality, satisfaction and intentions in
/// this order: Cronin, Brady & Hult 2000, Journal of Retailing 76 (both to verify).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// One side of it: a criterion, or whether it was as expected.
    Aspect,
    /// How easy it was.
    Effort,
    /// How satisfied somebody is with all of it.
    Satisfaction,
    /// What somebody intends to do: recommend, buy again, pay more.
    Intention,
}

/// A name that belongs to somebody: shown only where an owner asks for it, and never without its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registered {
    /// The name with its mark.
    pub name: &'static str,
    /// Whose it is: the line that must stand with it.
    pub attribution: &'static str,
}

/// Which answers of a response a key reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The answer to one item.
    Answer,
    /// `fcr` and `contacts`: resolved at the first contact, resolved later, not resolved.
    FirstContact,
    /// The mean of the subjects of one instrument, of those who answered at least so many.
    Composite {
        /// How many.
        least: u32,
    },
    /// The same mean in three levels: 6 or more, 4.5 to less than 6, less.
    Level {
        /// How many answers it takes.
        least: u32,
    },
    /// `kano_with` and `kano_without` of one subject.
    Pair,
    /// The moments of one journey, of several responses where it is named in them.
    Journey,
}

/// Options that belong together.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name: `positive`, `design`, …
    pub id: &'static str,
    /// Wording keys of its options.
    pub options: &'static [&'static str],
}

/// The number that stands for an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headline {
    /// The share of favourable answers, 0 to 1.
    Share,
    /// Favourable minus unfavourable, in points from −100 to +100.
    Net,
    /// The mean, in points of the scale.
    Mean,
    /// The share of the base that named each option; shares don't add up to 1.
    EachOption,
    /// A kind, not a number: answers sort a feature into one of six kinds.
    Kind,
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
    /// The wording key of its question at a touchpoint or about a subject; the general form where there is none of its own.
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
    /// What most keys have in common: the share of favourable answers to one item, higher is better, 30 answers. A key is
    /// written as what differs from it: `Key { name: …, ..Key::of(&INSTRUMENT) }`.
    pub const fn of(instrument: &'static Instrument) -> Self {
        Self {
            id: instrument.id,
            instrument,
            reads: Reads::Answer,
            name: instrument.id,
            short_name: instrument.id,
            columns: &[],
            headline: Headline::Share,
            direction: Direction::HigherIsBetter,
            favourable: &[],
            unfavourable: &[],
            groups: &[],
            minimum_base: 30,
            source: "",
            registered: None,
            link: None,
        }
    }

    /// How many categories a tally of this key has; 0 where they come from the definition or there are none.
    pub fn categories(&self) -> usize {
        match (self.reads, &self.instrument.form) {
            (Reads::FirstContact | Reads::Level { .. }, _) => 3,
            (Reads::Composite { .. } | Reads::Journey, _) => 0,
            (Reads::Pair, _) => 25,
            (Reads::Answer, Form::Scale(scale)) => scale.points as usize,
            (Reads::Answer, Form::Choice { options, .. }) => options.len(),
            (Reads::Answer, Form::Multi { .. } | Form::Text) => 0,
        }
    }
}

macro_rules! instruments {
    (asked: $($module:ident::$instrument:ident $key:ident),*; read: $($read:ident::$read_key:ident),* $(,)?) => {
        /// Every instrument that can be asked, as the widget knows it.
        pub static ALL: &[&Instrument] = &[$(&$module::$instrument),*];
        /// Every scoring key: those of [`ALL`], in their order, then what is only read from files or from several answers.
        pub static KEYS: &[&Key] = &[$(&$module::$key,)* $(&$read::$read_key),*];
    };
}

/// The instrument of that id, if it can be asked.
pub fn find(id: &str) -> Option<&'static Instrument> {
    ALL.iter().copied().find(|instrument| instrument.id == id)
}

/// The scoring key of that id.
pub fn key(id: &str) -> Option<&'static Key> {
    KEYS.iter().copied().find(|key| key.id == id)
}

/// The scoring key of one item's answers, by its instrument's id.
pub fn key_of_instrument(id: &str) -> Option<&'static Key> {
    key(id).filter(|key| key.reads == Reads::Answer)
}

/// The scoring key that a bare column name means: an instrument's id or one of its usual column names, followed by a
/// point and the subject where it has subjects.
///
/// ```
/// use madeleine_core::instrument;
/// assert_eq!(instrument::key_of_column("ces").map(|k| k.id), Some("ces2"));
/// assert_eq!(instrument::key_of_column("barometer.practical").map(|k| k.id), Some("barometer"));
/// ```
pub fn key_of_column(name: &str) -> Option<&'static Key> {
    let named = |name: &str| {
        let known = |key: &&Key| key.reads == Reads::Answer && (key.id == name || key.columns.contains(&name));
        KEYS.iter().copied().find(known)
    };
    named(name).or_else(|| named(name.split_once('.')?.0).filter(|key| key.instrument.about != About::Occasion))
}

instruments! {
    asked:
        csat::CSAT CSAT_KEY,
        effort::CES2 CES2_KEY,
        effort::EASE5 EASE5_KEY,
        recommendation::LTR11 LTR11_KEY,
        memory::NMS NMS_KEY,
        resolution::FCR FCR_KEY,
        resolution::CONTACTS CONTACTS_KEY,
        expectation::EXPECTATION EXPECTATION_KEY,
        hassle::HASSLE HASSLE_KEY,
        intention::LOYALTY LOYALTY_KEY,
        intention::WILLINGNESS WILLINGNESS_KEY,
        emotions::EMOTIONS EMOTIONS_KEY,
        influence::INFLUENCE INFLUENCE_KEY,
        barometer::BAROMETER BAROMETER_KEY,
        orientation::ORIENTATION ORIENTATION_KEY,
        moment::MOMENT MOMENT_KEY,
        kano::WITH WITH_KEY,
        kano::WITHOUT WITHOUT_KEY,
        found::FOUND FOUND_KEY,
        effort::CES1 CES1_KEY,
        effort::EASE7 EASE7_KEY,
        memory::NMS3 NMS3_KEY,
        reasons::REASONS REASONS_KEY,
        open::OPEN OPEN_KEY,
        orientation::VOICE VOICE_KEY;
    read:
        csat::CSAT7_KEY,
        csat::CSAT10_KEY,
        resolution::FIRST_CONTACT_KEY,
        barometer::COMPOSITE_KEY,
        orientation::LEVEL_KEY,
        kano::PAIR_KEY,
        moment::PEAK_END_KEY,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_speaks_of_its_own_categories_and_names_its_source() {
        for key in KEYS {
            let categories = key.categories();
            assert!(key.favourable.iter().chain(key.unfavourable).all(|&c| c < categories), "{}", key.id);
            assert!(key.favourable.iter().all(|c| !key.unfavourable.contains(c)), "{}", key.id);
            assert!(!key.source.is_empty() && ![key.name, key.short_name].contains(&key.id), "{}", key.id);
            let counted = matches!(key.headline, Headline::Share | Headline::Net);
            assert!(!counted || !key.favourable.is_empty(), "{}: what does its headline count?", key.id);
        }
    }

    #[test]
    fn what_can_be_asked_has_a_question_and_a_key() {
        for instrument in ALL {
            assert!(!instrument.questions.is_empty(), "{}", instrument.id);
            assert!(key_of_instrument(instrument.id).is_some_and(|key| key.instrument == *instrument));
        }
    }

    #[test]
    fn a_group_is_made_of_options_that_are_offered() {
        for key in KEYS.iter().filter(|key| !key.groups.is_empty()) {
            let Form::Multi { options, .. } = key.instrument.form else { panic!("{}: groups of no options", key.id) };
            let mut grouped = key.groups.iter().flat_map(|group| group.options);
            assert!(options.is_empty() || grouped.all(|option| options.contains(option)), "{}", key.id);
        }
    }

    #[test]
    fn ids_and_columns_are_unique() {
        let mut names: Vec<&str> = KEYS.iter().flat_map(|k| k.columns.iter().copied().chain([k.id])).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
