//! What a column holds, by the name that it has in our own files.

use madeleine_core::instrument::{self, KEYS};
use madeleine_core::problem::nearest;

/// Columns that hold a whole number.
const NUMBERS: &[&str] = &["v", "seq", "survey_version", "sample"];

/// Columns that hold a word.
const WORDS: &[&str] = &[
    "response_id",
    "survey",
    "wording",
    "state",
    "touchpoint",
    "stage",
    "channel",
    "journey",
    "locale",
    "surface",
    "device",
    "shown_at",
    "submitted_at",
    "durability",
];

/// Longest name of an item or a context: a longer one would cost every row.
const MAX_NAME_CHARS: usize = 128;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A field of the response that is a number.
    Number(&'static str),
    /// A field of the response that is a word.
    Word(&'static str),
    /// The items that were shown.
    Shown,
    /// An entry of `answers`, `context`, `instruments`, `ms`, `subjects`, `layout` or `orders`.
    Answer(String),
    Context(String),
    Instrument(String),
    Ms(String),
    Subject(String),
    Layout(String),
    Order(String),
    /// Nothing that is read.
    Nothing,
}

impl Place {
    /// What a column of that name holds.
    pub(crate) fn of(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let known = |names: &[&'static str]| names.iter().copied().find(|known| *known == lower);
        if let Some(field) = known(NUMBERS) {
            return Self::Number(field);
        }
        if let Some(field) = known(WORDS) {
            return Self::Word(field);
        }
        if lower == "shown" {
            return Self::Shown;
        }
        if let Some((group, item)) =
            name.split_once('.').filter(|(_, item)| !item.is_empty() && item.chars().nth(MAX_NAME_CHARS).is_none())
        {
            match group.to_ascii_lowercase().as_str() {
                "answers" => return Self::Answer(item.into()),
                "context" => return Self::Context(item.into()),
                "instruments" => return Self::Instrument(item.into()),
                "ms" => return Self::Ms(item.into()),
                "subjects" => return Self::Subject(item.into()),
                "layout" => return Self::Layout(item.into()),
                "orders" => return Self::Order(item.into()),
                _ => {}
            }
        }
        if instrument::key_of_column(&lower).is_some() { Self::Answer(lower) } else { Self::Nothing }
    }

    /// The name that a column has in our files which holds that.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Number(field) | Self::Word(field) => (*field).into(),
            Self::Shown => "shown".into(),
            Self::Answer(item) if Self::of(item) == *self => item.clone(),
            Self::Answer(item) => format!("answers.{item}"),
            Self::Context(key) => format!("context.{key}"),
            Self::Instrument(item) => format!("instruments.{item}"),
            Self::Ms(item) => format!("ms.{item}"),
            Self::Subject(item) => format!("subjects.{item}"),
            Self::Layout(name) => format!("layout.{name}"),
            Self::Order(item) => format!("orders.{item}"),
            Self::Nothing => "ignore".into(),
        }
    }
}

/// The known name that the author of an unknown column may have meant.
pub(crate) fn meant(name: &str) -> Option<&'static str> {
    let ids = KEYS.iter().flat_map(|key| key.columns.iter().copied().chain([key.id]));
    let known = ids.chain(WORDS.iter().copied()).chain(NUMBERS.iter().copied());
    nearest(name, known).filter(|_| !name.is_empty())
}

/// What to do about an unknown column.
pub(crate) fn proposal(meant: Option<&str>) -> String {
    match meant {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => "To score it, name it after an instrument, as in \"csat\"; to compare by it, call it \"context.NAME\"."
            .into(),
    }
}
