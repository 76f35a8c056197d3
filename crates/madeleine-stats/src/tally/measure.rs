//! What a tally counts: a key, and what it is about.

use core::fmt;
use madeleine_core::instrument::{KEYS, Key};

/// What a tally counts: the answers to one key and, where it has subjects, about one of them. Two measures are never pooled.
///
/// Measures sort in the order of the core's list of keys, then by subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    /// Its place in the core's list.
    key: usize,
    subject: Option<String>,
}

impl Measure {
    pub(super) fn new(key: usize, subject: Option<String>) -> Self {
        Self { key, subject }
    }

    /// The measure of a key about a subject; `None` for a key that isn't in the core's list.
    ///
    /// ```
    /// use madeleine_core::instrument;
    /// use madeleine_stats::tally::Measure;
    /// let criterion = Measure::of(instrument::key("barometer").expect("known"), Some("practical")).expect("listed");
    /// assert_eq!(criterion.to_string(), "barometer.practical");
    /// ```
    pub fn of(key: &Key, subject: Option<&str>) -> Option<Self> {
        let key = KEYS.iter().position(|known| known.id == key.id)?;
        Some(Self::new(key, subject.map(String::from)))
    }

    /// How it is scored.
    pub fn key(&self) -> &'static Key {
        // Only places of the list come in.
        KEYS.get(self.key).copied().unwrap_or(KEYS[0])
    }

    /// What it is about, where it isn't the occasion as a whole.
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }
}

/// Its name in files and on the command line: the key's id, and behind a point the subject.
impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key().id)?;
        self.subject.as_ref().map_or(Ok(()), |subject| write!(f, ".{subject}"))
    }
}
