//! What a column is a column of.

use crate::instrument::{self, Form};

/// One field of a response. They sort as a response names them: items and names of a context by their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "they are the fields of a response, and documented there")]
pub enum Field {
    ResponseId,
    Seq,
    Survey,
    SurveyVersion,
    Wording,
    State,
    Touchpoint,
    Stage,
    Channel,
    Journey,
    Locale,
    Surface,
    Device,
    ShownAt,
    SubmittedAt,
    /// The answer to one item.
    Answer(String),
    /// The instrument of one item.
    Instrument(String),
    /// What items are asked about, all in one.
    Subjects,
    Shown,
    /// How long one item took.
    Ms(String),
    Layout,
    Orders,
    /// What was said of the occasion under one name.
    Context(String),
    Sample,
    Durability,
}

impl Field {
    /// Whether hardly two responses say the same in it, so that nothing is gained by sharing values.
    pub fn is_free(&self) -> bool {
        match self {
            Self::ResponseId | Self::Journey | Self::ShownAt | Self::SubmittedAt | Self::Ms(_) => true,
            Self::Answer(item) => {
                instrument::key_of_column(item).is_some_and(|key| matches!(key.instrument.form, Form::Text))
            }
            _ => false,
        }
    }
}
