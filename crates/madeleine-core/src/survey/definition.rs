//! A survey definition after validation: every id is known, every reference leads somewhere.

use crate::Instrument;
use crate::wire::Value;

/// What is asked, and how. When and whom it asks, in which languages it speaks and where responses go is the page's business:
/// its script reads that of the definition itself.
#[derive(Debug, Clone)]
pub struct Survey<'a> {
    /// Its name in files and storage.
    pub id: &'a str,
    /// Counts up with every change of its content.
    pub version: u32,
    /// What `{brand}` in the wording stands for.
    pub brand: &'a str,
    /// Where in the owner's world it asks: chooses the wording and is written into each response.
    pub touchpoint: &'a str,
    /// Stage of the journey; empty where none is named.
    pub stage: &'a str,
    /// Channel; empty where none is named.
    pub channel: &'a str,
    /// How it stands in the page.
    pub surface: Surface,
    /// How its scales are laid out.
    pub layout: Layout,
    /// The questions, in order.
    pub items: Vec<Item<'a>>,
    /// The owner's own words: by locale, then by key.
    pub text: Value<'a>,
    /// Names of what the page may say about the occasion.
    pub context: Vec<&'a str>,
    /// What is kept, and how.
    pub privacy: Privacy,
}

impl<'a> Survey<'a> {
    /// The owner's own text of a wording key in a language, if she has one.
    pub fn own_text(&self, locale: &str, key: &str) -> Option<&'a str> {
        self.text.own(locale)?.text_at(key)
    }
}

/// How a survey stands in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Surface {
    /// In the corner, above the page, never modal.
    #[default]
    Popover,
    /// In the flow of the page, where the element stands.
    Inline,
    /// Above the page like a popover, opened by a button that stays at the page's edge.
    Tab,
    /// A page of its own, behind a link that can be shared.
    Page,
    /// A device that stands in a shop: it starts anew by itself.
    Kiosk,
}

impl Surface {
    /// All, in the order of their words.
    pub const ALL: [Self; 5] = [Self::Popover, Self::Inline, Self::Tab, Self::Page, Self::Kiosk];

    /// Its word on the wire.
    pub fn word(self) -> &'static str {
        super::schema::SURFACES[self as usize]
    }
}

/// How scales are laid out: it moves answers, so it is chosen by the owner, not left to the screen, and recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Points stand below each other, not in a row.
    pub column: bool,
    /// The highest code comes first.
    pub high_first: bool,
    /// Rows run from left to right in every language; otherwise as the language is read.
    pub ltr: bool,
}

/// One question.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// Its name in answers.
    pub id: &'a str,
    /// What it asks.
    pub instrument: &'static Instrument,
    /// What it is asked about, for an instrument that has subjects.
    pub subject: Option<&'a str>,
    /// Wording key of its question, where the definition names one.
    pub question: Option<&'a str>,
    /// The options, for an instrument of which several may be chosen.
    pub options: Vec<&'a str>,
    /// Whether its options stand in an order of chance.
    pub shuffle: bool,
    /// Most options that may be chosen.
    pub max: u8,
    /// Most characters of an open answer.
    pub max_chars: u16,
    /// Whether it may be passed over.
    pub optional: bool,
    /// The rule that says whether it is shown, given the answers before it.
    pub show_if: Option<Value<'a>>,
}

/// What is kept, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Privacy {
    /// How finely times are kept.
    pub time: TimeGrain,
    /// Whether card numbers, addresses and telephone numbers are taken out of open answers.
    pub redact: bool,
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
