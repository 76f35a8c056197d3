//! A survey definition after validation: every id is known, every reference leads somewhere.

use super::Condition;
use crate::Instrument;

/// A valid survey, but for `ask` (when and whom): that is checked here and acted upon by the embed script.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Its name in files and storage.
    pub id: String,
    /// Counts up with every change of its content.
    pub version: u32,
    /// Languages it can be shown in; the first is the fallback.
    pub locales: Vec<String>,
    /// What `{brand}` in the wording stands for.
    pub brand: String,
    /// Where in the owner's world it asks: chooses the wording and is written into each response.
    pub touchpoint: String,
    /// Stage of the journey.
    pub stage: Option<String>,
    /// Channel.
    pub channel: Option<String>,
    /// How it stands in the page.
    pub surface: Surface,
    /// The questions, in order.
    pub items: Vec<Item>,
    /// The owner's own words: (locale, key, text).
    pub text: Vec<(String, String, String)>,
    /// Names of what the page may say about the occasion.
    pub context: Vec<String>,
    /// Where responses go.
    pub deliver: Vec<Deliver>,
    /// What is kept of times.
    pub privacy: Privacy,
}

/// How a survey stands in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Surface {
    /// In the corner, above the page, never modal.
    #[default]
    Popover,
    /// In the flow of the page, where the element stands.
    Inline,
}

impl Surface {
    /// Its word on the wire.
    pub fn word(self) -> &'static str {
        super::schema::SURFACES[self as usize]
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its name in answers.
    pub id: String,
    /// What it asks.
    pub instrument: &'static Instrument,
    /// What it is asked about, for an instrument that has subjects.
    pub subject: Option<String>,
    /// Wording key of its question, where the definition names one.
    pub question: Option<String>,
    /// The options, for an instrument of which several may be chosen.
    pub options: Vec<String>,
    /// Most options that may be chosen.
    pub max: u8,
    /// Most characters of an open answer.
    pub max_chars: u16,
    /// Whether it may be passed over.
    pub optional: bool,
    /// Whether it is shown, given the answers before it.
    pub show_if: Option<Condition>,
}

/// Where a response goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliver {
    /// The place.
    pub to: Target,
}

/// A place that takes responses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An HTTP endpoint, absolute or relative to the page.
    Endpoint(String),
    /// A DOM event on the survey's element.
    Event,
}

/// What is kept and how finely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Privacy {
    /// How finely times are kept.
    pub time: TimeGrain,
}

/// How finely times are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeGrain {
    /// To the minute.
    #[default]
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
}

impl TimeGrain {
    /// Cuts an ISO time (`2026-11-21T10:02:33.123Z`) to this grain; what is finer is written as zero or left out.
    ///
    /// ```
    /// use madeleine_core::survey::TimeGrain;
    /// assert_eq!(TimeGrain::Minute.cut("2026-11-21T10:02:33.123Z"), "2026-11-21T10:02Z");
    /// assert_eq!(TimeGrain::Hour.cut("2026-11-21T10:02:33.123Z"), "2026-11-21T10:00Z");
    /// assert_eq!(TimeGrain::Day.cut("2026-11-21T10:02:33.123Z"), "2026-11-21");
    /// ```
    pub fn cut(self, iso: &str) -> String {
        let (length, end) = match self {
            Self::Minute => (16, "Z"),
            Self::Hour => (13, ":00Z"),
            Self::Day => (10, ""),
        };
        [iso.get(..length).unwrap_or(iso), end].concat()
    }
}
