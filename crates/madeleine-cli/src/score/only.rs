//! `--where`: which responses count.

use madeleine_core::columns::Field;
use madeleine_stats::By;
use madeleine_stats::tally::Dimension;
use std::fmt;

/// Responses that say this count, others don't.
#[derive(Debug, Clone)]
pub(super) struct Only {
    dimension: Dimension,
    field: Field,
    value: String,
}

/// `device=phone`; `device=` for those that don't say.
pub(super) fn parse(text: &str) -> Result<Only, String> {
    let form = "expected what responses must say, as in device=phone; device= for those that don't say theirs";
    let (name, value) = text.split_once('=').ok_or(form)?;
    let by: By = name.trim().parse().map_err(|error| format!("{error}"))?;
    let [dimension] = by.dimensions() else { return Err(form.into()) };
    let Some(field) = dimension.field().filter(|_| by.period().is_none()) else {
        return Err(format!("{dimension} is none of a response as a whole. Cut by it: --by {dimension}."));
    };
    Ok(Only { dimension: dimension.clone(), field, value: value.trim().into() })
}

impl Only {
    /// The field, and what it must say.
    pub(super) fn said(&self) -> (Field, &str) {
        (self.field.clone(), &self.value)
    }
}

impl fmt::Display for Only {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.dimension, self.value)
    }
}
