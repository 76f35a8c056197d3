//! One sitting: who was asked what where, and what they answered.

use crate::Ratio;
use crate::instrument::{self, About, Key};

/// One snapshot of one sitting. Snapshots are cumulative: per [`response_id`](Self::response_id) the highest
/// [`seq`](Self::seq) counts, so merging files is free of order and repetition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// 128 random bits, minted at the first answer, never reused: it names a response, not a person.
    pub response_id: String,
    /// 1, 2, 3 … one more with each snapshot.
    pub seq: u32,
    /// Id of the survey definition.
    pub survey: String,
    /// Its version.
    pub survey_version: u32,
    /// Fingerprint of the words that were shown.
    pub wording: String,
    /// How far the sitting got.
    pub state: State,
    /// Where in the owner's world it was asked: `checkout`, `delivery`, …
    pub touchpoint: String,
    /// Stage of the journey, if the definition names one.
    pub stage: Option<String>,
    /// Channel: `web`, `store`, …
    pub channel: Option<String>,
    /// Name of a journey that ties several responses together, if the owner gives one.
    pub journey: Option<String>,
    /// Language of the words shown.
    pub locale: String,
    /// `popover`, `inline`, …
    pub surface: String,
    /// `phone`, `tablet` or `desktop`: no more is kept of the device.
    pub device: String,
    /// When the first question was shown, UTC, cut to what the definition's privacy allows: `2026-11-21T10:02Z`.
    pub shown_at: String,
    /// When this snapshot was made, cut likewise.
    pub submitted_at: String,
    /// Answer per item id, in the order of the definition; items not shown are absent.
    pub answers: Vec<(String, Answer)>,
    /// Instrument per item id, so that a file explains itself.
    pub instruments: Vec<(String, String)>,
    /// What an item is asked about, for items of instruments that have subjects.
    pub subjects: Vec<(String, String)>,
    /// Ids of the items that were shown.
    pub shown: Vec<String>,
    /// Milliseconds from showing an item to its answer.
    pub ms: Vec<(String, u32)>,
    /// How scales were laid out: `orientation`, `order`, `direction`.
    pub layout: Vec<(String, String)>,
    /// The order in which options stood, per item id, where chance chose it.
    pub orders: Vec<(String, Vec<String>)>,
    /// What the owner said about the occasion, in words that the definition lists.
    pub context: Vec<(String, String)>,
    /// Share of visits that were asked.
    pub sample: Option<Ratio>,
    /// Where the snapshot lay before it was sent.
    pub durability: Durability,
}

/// What one person answered to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A point of a scale, by its code.
    Code(i32),
    /// An option, by its wording key.
    Option(String),
    /// Several options.
    Options(Vec<String>),
    /// Words.
    Text(String),
    /// Shown and passed over; −1 on the wire. Out of the base, but counted.
    Skipped,
    /// "I don't know" or not applicable; −2 on the wire. Out of the base, but counted.
    Unknown,
}

/// How far a sitting got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub enum State {
    /// Shown, nothing answered.
    Displayed,
    /// Begun.
    Started,
    /// At least one answer, not all.
    #[default]
    Partial,
    /// Answered to the end.
    Completed,
    /// Closed before the end.
    Dismissed,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Displayed, Self::Started, Self::Partial, Self::Completed, Self::Dismissed];
    /// Their words on the wire, in the same order.
    pub const WORDS: [&'static str; 5] = ["displayed", "started", "partial", "completed", "dismissed"];

    /// Its word on the wire.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// Where a snapshot lay before it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// In the browser's database, transaction complete.
    #[default]
    Disk,
    /// In memory only, because storage was refused.
    Memory,
}

impl Durability {
    /// The words on the wire, in the same order.
    pub const WORDS: [&'static str; 2] = ["disk", "mem"];
}

impl Response {
    /// The answer to an item, if it was shown.
    pub fn answer(&self, item: &str) -> Option<&Answer> {
        self.answers.iter().find(|(id, _)| id == item).map(|(_, answer)| answer)
    }

    /// The key that scores an item: of the instrument that the response names for it, else of the one that its id means
    /// as a column name.
    pub fn key_of(&self, item: &str) -> Option<&'static Key> {
        match self.instruments.iter().find(|(id, _)| id == item) {
            Some((_, named)) => instrument::key_of_instrument(named),
            None => instrument::key_of_column(item),
        }
    }

    /// What an item is asked about: the subject that the response names for it, else what follows the point of its id
    /// as a column name; `None` for an item about the occasion as a whole.
    ///
    /// ```
    /// use madeleine_core::Response;
    /// assert_eq!(Response::default().subject_of("barometer.practical"), Some("practical"));
    /// assert_eq!(Response::default().subject_of("csat"), None);
    /// ```
    pub fn subject_of<'a>(&'a self, item: &'a str) -> Option<&'a str> {
        let has_subjects = self.key_of(item).is_some_and(|key| key.instrument.about != About::Occasion);
        let named = self.subjects.iter().find(|(id, _)| id == item).map(|(_, subject)| subject.as_str());
        named.or_else(|| item.split_once('.').map(|(_, subject)| subject)).filter(|_| has_subjects)
    }
}
