//! Which responses count: those that say `device=phone`.

use super::{By, ByError, Dimension, Segment};
use core::fmt;
use core::str::FromStr;
use madeleine_core::columns::Field;
use madeleine_core::response::Response;

/// Responses that say this count, others don't.
///
/// It is read from and written as `device=phone`, or `device=` for those that don't say theirs.
///
/// ```
/// use madeleine_core::response::Response;
/// use madeleine_stats::tally::Only;
/// let phones: Only = "device=phone".parse().expect("a known name");
/// assert!(phones.is_said(&Response { device: "phone".into(), ..Response::default() }));
/// assert!(!phones.is_said(&Response::default()));
///
/// let wrong = "item=csat".parse::<Only>().expect_err("a response has many items");
/// assert_eq!(wrong.to_string(), "item is none of a response as a whole. Cut by it: --by item.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    dimension: Dimension,
    field: Field,
    value: String,
}

/// Why a text doesn't say which responses count.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OnlyError {
    /// It isn't one name and a value.
    Form,
    /// There is nothing of that name.
    Unknown(ByError),
    /// A response says several of it.
    NotOne(Dimension),
}

impl Only {
    /// Those that say this; the empty text means those that say nothing.
    ///
    /// # Errors
    /// [`OnlyError::NotOne`] for what a response says several of.
    pub fn new(dimension: Dimension, value: &str) -> Result<Self, OnlyError> {
        match dimension.field() {
            Some(field) => Ok(Self { dimension, field, value: value.into() }),
            None => Err(OnlyError::NotOne(dimension)),
        }
    }

    /// By what responses are told apart.
    pub fn dimension(&self) -> &Dimension {
        &self.dimension
    }

    /// The segment whose responses count.
    pub fn segment(&self) -> Segment {
        Segment::of(&self.value)
    }

    /// The field, and what it must say.
    pub fn said(&self) -> (Field, &str) {
        (self.field.clone(), &self.value)
    }

    /// Whether a response says it.
    pub fn is_said(&self, response: &Response) -> bool {
        self.dimension.segment(response) == self.segment()
    }
}

impl FromStr for Only {
    type Err = OnlyError;

    fn from_str(text: &str) -> Result<Self, OnlyError> {
        let (name, value) = text.split_once('=').ok_or(OnlyError::Form)?;
        let by: By = name.trim().parse().map_err(OnlyError::Unknown)?;
        match (by.dimensions(), by.period()) {
            ([dimension], None) => Self::new(dimension.clone(), value.trim()),
            _ => Err(OnlyError::Form),
        }
    }
}

impl fmt::Display for Only {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.dimension, self.value)
    }
}

impl OnlyError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form | Self::NotOne(_) => "one_dimension",
            Self::Unknown(unknown) => unknown.code(),
        }
    }
}

impl fmt::Display for OnlyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str(
                "expected what responses must say, as in device=phone; device= for those that don't say theirs",
            ),
            Self::Unknown(unknown) => unknown.fmt(f),
            Self::NotOne(dimension) => {
                write!(f, "{dimension} is none of a response as a whole. Cut by it: --by {dimension}.")
            }
        }
    }
}

impl core::error::Error for OnlyError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Choice;
    use madeleine_core::columns::{Columns, Rows};
    use madeleine_core::response::State;

    #[test]
    fn what_is_read_is_written() {
        for text in ["device=phone", "device=", "context.customer=a=b", "touchpoint=La caisse"] {
            assert_eq!(text.parse::<Only>().map(|only| only.to_string()), Ok(text.into()));
        }
        assert_eq!(" device = phone ".parse::<Only>(), "device=phone".parse());
        for wrong in ["device", "device,locale=fr", "=phone"] {
            assert_eq!(wrong.parse::<Only>(), Err(OnlyError::Form), "{wrong}");
        }
        assert_eq!("item=csat".parse::<Only>(), Err(OnlyError::NotOne(Dimension::Item)));
        assert_eq!("devise=phone".parse::<Only>().map_err(|wrong| wrong.code()), Err("unknown_dimension"));
        assert_eq!("period=week".parse::<Only>().map_err(|wrong| wrong.code()), Err("unknown_grain"));
    }

    #[test]
    fn rows_and_responses_agree_on_who_says_it() {
        let responses: Vec<Response> = (0..40_usize)
            .map(|at| Response {
                device: ["phone", "", "desktop"][at % 3].into(),
                stage: (at % 2 == 0).then(|| ["ask", "act"][at % 4 / 2].into()),
                state: State::ALL[at % 5],
                context: vec![("customer".into(), format!("c{}", at % 7))],
                ..Response::default()
            })
            .collect();
        let mut columns = Columns::default();
        responses.iter().for_each(|response| columns.push(response));
        let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
        for text in [
            "device=phone",
            "device=",
            "stage=act",
            "stage=",
            "state=completed",
            "state=partial",
            "context.customer=c3",
            "context.age=",
            "locale=fr",
        ] {
            let only: Only = text.parse().expect("known");
            let say = [only.said()];
            let choice = Choice::new(rows, &say);
            for (row, response) in (0..).zip(&responses) {
                assert_eq!(choice.holds(row), only.is_said(response), "{text} {row}");
            }
        }
    }
}
