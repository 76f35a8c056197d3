//! Which responses count: those that say `device=phone`, or those of `period=2026-W47`.

use super::{By, ByError, Dimension, Period, Segment, Zone};
use core::fmt;
use core::str::FromStr;
use madeleine_core::columns::Field;
use madeleine_core::response::Response;

/// Responses that say this count, others don't.
///
/// It is read from and written as `device=phone`, or `device=` for those that don't say theirs; `period=2026-W47` is a week,
/// `period=2026-11` a month, `period=2026-11-21` a day.
///
/// ```
/// use madeleine_core::response::Response;
/// use madeleine_stats::tally::Only;
/// let phones: Only = "device=phone".parse().expect("a known name");
/// assert!(phones.is_said(&Response { device: "phone".into(), ..Response::default() }));
/// assert!(!phones.is_said(&Response::default()));
///
/// let week: Only = "period=2026-W47".parse().expect("a week");
/// assert!(week.is_said(&Response { submitted_at: "2026-11-21T10:02Z".into(), ..Response::default() }));
///
/// let wrong = "item=csat".parse::<Only>().expect_err("a response has many items");
/// assert_eq!(wrong.to_string(), "item is none of a response as a whole. Cut by it: --by item.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    of: Of,
    value: String,
}

/// What it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Of {
    Dimension(Dimension, Field),
    Period(Period),
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
    /// It isn't a period.
    Period(String),
}

impl Only {
    /// Those that say this; the empty text means those that say nothing.
    ///
    /// # Errors
    /// [`OnlyError::NotOne`] for what a response says several of.
    pub fn new(dimension: Dimension, value: &str) -> Result<Self, OnlyError> {
        match dimension.field() {
            Some(field) => Ok(Self { of: Of::Dimension(dimension, field), value: value.into() }),
            None => Err(OnlyError::NotOne(dimension)),
        }
    }

    /// Those that say this under a name: `device`, `context.plan`, or `period` for those of a time.
    ///
    /// # Errors
    /// [`OnlyError`] when the name isn't that of one thing that a response says, or the period isn't one.
    pub fn named(name: &str, value: &str) -> Result<Self, OnlyError> {
        if name == "period" {
            let period = value.parse().map_err(|_| OnlyError::Period(value.chars().take(MOST_SHOWN).collect()))?;
            return Ok(Self { of: Of::Period(period), value: value.into() });
        }
        let by: By = name.parse().map_err(OnlyError::Unknown)?;
        match (by.dimensions(), by.period()) {
            ([dimension], None) => Self::new(dimension.clone(), value),
            _ => Err(OnlyError::Form),
        }
    }

    /// By what responses are told apart; `None` where it is time.
    pub fn dimension(&self) -> Option<&Dimension> {
        match &self.of {
            Of::Dimension(dimension, _) => Some(dimension),
            Of::Period(_) => None,
        }
    }

    /// The period whose responses count, where it is one.
    pub fn period(&self) -> Option<Period> {
        match &self.of {
            Of::Dimension(..) => None,
            Of::Period(period) => Some(*period),
        }
    }

    /// The segment whose responses count; where it is a period, that as it is written.
    pub fn segment(&self) -> Segment {
        Segment::of(&self.value)
    }

    /// The field, and what it must say: of times, in which period they must lie.
    pub fn said(&self) -> (Field, &str) {
        match &self.of {
            Of::Dimension(_, field) => (field.clone(), &self.value),
            Of::Period(_) => (Field::SubmittedAt, &self.value),
        }
    }

    /// Whether no response can say both: two devices, or two weeks that have no day in common.
    ///
    /// ```
    /// use madeleine_stats::tally::Only;
    /// let [phone, desktop, week, month] =
    ///     ["device=phone", "device=desktop", "period=2026-W47", "period=2026-11"].map(|only| only.parse::<Only>().expect("known"));
    /// assert!(phone.excludes(&desktop));
    /// assert!(!phone.excludes(&phone) && !phone.excludes(&week) && !week.excludes(&month));
    /// ```
    pub fn excludes(&self, other: &Self) -> bool {
        match (&self.of, &other.of) {
            (Of::Dimension(one, _), Of::Dimension(two, _)) => one == two && self.segment() != other.segment(),
            (Of::Period(one), Of::Period(two)) => {
                let follows = |one: &Period, two: &Period| one.first_day() > two.last_day();
                follows(one, two) || follows(two, one)
            }
            _ => false,
        }
    }

    /// Whether a response says it, its date taken as it is written.
    pub fn is_said(&self, response: &Response) -> bool {
        match &self.of {
            Of::Dimension(dimension, _) => dimension.segment(response) == self.segment(),
            Of::Period(period) => {
                period.grain().is_some_and(|grain| Zone::default().period(grain, &response.submitted_at) == *period)
            }
        }
    }
}

/// So much of a wrong word as an error message can bear.
const MOST_SHOWN: usize = 64;

impl FromStr for Only {
    type Err = OnlyError;

    fn from_str(text: &str) -> Result<Self, OnlyError> {
        let (name, value) = text.split_once('=').ok_or(OnlyError::Form)?;
        Self::named(name.trim(), value.trim())
    }
}

impl fmt::Display for Only {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            Of::Dimension(dimension, _) => write!(f, "{dimension}={}", self.value),
            Of::Period(_) => write!(f, "period={}", self.value),
        }
    }
}

impl OnlyError {
    /// A stable word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form | Self::NotOne(_) => "one_dimension",
            Self::Unknown(unknown) => unknown.code(),
            Self::Period(_) => "bad_period",
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
            Self::Period(found) => {
                write!(
                    f,
                    "\"{found}\" is no period: expected a week as 2026-W47, a month as 2026-11 or a day as 2026-11-21."
                )
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
        for text in ["device=phone", "device=", "context.customer=a=b", "touchpoint=La caisse", "period=2026-W47"] {
            assert_eq!(text.parse::<Only>().map(|only| only.to_string()), Ok(text.into()));
        }
        assert_eq!(" device = phone ".parse::<Only>(), "device=phone".parse());
        for wrong in ["device", "device,locale=fr", "=phone"] {
            assert_eq!(wrong.parse::<Only>(), Err(OnlyError::Form), "{wrong}");
        }
        assert_eq!("item=csat".parse::<Only>(), Err(OnlyError::NotOne(Dimension::Item)));
        assert_eq!("devise=phone".parse::<Only>().map_err(|wrong| wrong.code()), Err("unknown_dimension"));
        for wrong in ["period=week", "period=", "period=2026-W54", "period=2026-13"] {
            assert_eq!(wrong.parse::<Only>().map_err(|wrong| wrong.code()), Err("bad_period"), "{wrong}");
        }
    }

    #[test]
    fn periods_without_a_common_day_exclude_each_other() {
        let excludes = |one: &str, two: &str| {
            let [one, two] = [one, two].map(|period| format!("period={period}").parse::<Only>().expect("a period"));
            assert_eq!(one.excludes(&two), two.excludes(&one), "{one} {two}");
            one.excludes(&two)
        };
        // The week ends on the first of November.
        assert!(
            !excludes("2026-W44", "2026-10") && !excludes("2026-W44", "2026-11") && excludes("2026-W44", "2026-12")
        );
        assert!(excludes("2026-W44", "2026-W45") && !excludes("2026-W44", "2026-11-01"));
        assert!(excludes("2026-W44", "2026-11-02") && !excludes("2026-10", "2026-10"));
    }

    #[test]
    fn rows_and_responses_agree_on_who_says_it() {
        let responses: Vec<Response> = (0..40_usize)
            .map(|at| Response {
                device: ["phone", "", "desktop"][at % 3].into(),
                stage: (at % 2 == 0).then(|| ["ask", "act"][at % 4 / 2].into()),
                state: State::ALL[at % 5],
                context: vec![("customer".into(), format!("c{}", at % 7))],
                submitted_at: match at % 8 {
                    0 => String::new(),
                    1 => "2026-11-16".into(),
                    2 => " 2026-11-22T23:59Z".into(),
                    3 => "2026-11-20 or so".into(),
                    _ => format!("2026-11-{:02}T10:02:{at:02}Z", 10 + at % 20),
                },
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
            "period=2026-W47",
            "period=2026-11",
            "period=2026-11-22",
            "period=2026-10",
        ] {
            let only: Only = text.parse().expect("known");
            let say = [only.said()];
            let choice = Choice::new(rows, &say, &Zone::default());
            for (row, response) in (0..).zip(&responses) {
                assert_eq!(choice.holds(row), only.is_said(response), "{text} {row}");
            }
        }
    }
}
