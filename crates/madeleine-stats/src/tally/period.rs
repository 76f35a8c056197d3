//! Days, ISO weeks and months of the civil calendar.

use super::Mismatch;
use core::fmt;
use core::str::FromStr;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// How finely time is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Calendar days.
    Day,
    /// Weeks of ISO 8601: Monday to Sunday, the first one holds the year's first Thursday.
    Week,
    /// Calendar months.
    Month,
}

/// One period of time. Periods of a grain sort as time goes, and what has no readable date comes last.
///
/// ```
/// use madeleine_stats::tally::{Grain, Period};
/// assert_eq!(Period::of(Grain::Week, "2026-11-21T10:02Z").to_string(), "2026-W47");
/// assert_eq!(Period::of(Grain::Month, "2026-11-21").to_string(), "2026-11");
/// assert_eq!(Period::of(Grain::Day, "last Saturday"), Period::NoDate);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A day: `2026-11-21`.
    Day(Day),
    /// An ISO week: `2026-W47`. Its year is the one that most of its days lie in.
    Week {
        /// ISO year.
        year: i16,
        /// 1 to 53.
        week: i8,
    },
    /// A month: `2026-11`.
    Month {
        /// Year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// The response carries no date that could be read.
    NoDate,
}

/// A day of the civil calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Grain {
    /// All grains with their words.
    pub const WORDS: [(Self, &'static str); 3] = [(Self::Day, "day"), (Self::Week, "week"), (Self::Month, "month")];

    /// Its word: `day`, `week` or `month`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

impl Period {
    /// The period in which a time lies: `2026-11-21T10:02Z`, `2026-11-21T10Z` or `2026-11-21`.
    /// The date is taken as it is written; [`Zone::period`](super::Zone::period) reads it by the site's clock. What can't be read as a date is [`Period::NoDate`].
    pub fn of(grain: Grain, time: &str) -> Self {
        date(time).map_or(Self::NoDate, |date| Self::holding(grain, date))
    }

    pub(super) fn holding(grain: Grain, date: Date) -> Self {
        match grain {
            Grain::Day => Self::Day(Day { year: date.year(), month: date.month(), day: date.day() }),
            Grain::Week => {
                let week = date.iso_week_date();
                Self::Week { year: week.year(), week: week.week() }
            }
            Grain::Month => Self::Month { year: date.year(), month: date.month() },
        }
    }

    /// How finely it is cut; `None` where there is no date.
    pub fn grain(self) -> Option<Grain> {
        match self {
            Self::Day(_) => Some(Grain::Day),
            Self::Week { .. } => Some(Grain::Week),
            Self::Month { .. } => Some(Grain::Month),
            Self::NoDate => None,
        }
    }

    /// Its first day; `None` where there is no date.
    ///
    /// ```
    /// use madeleine_stats::tally::{Grain, Period};
    /// let week = Period::of(Grain::Week, "2026-11-21");
    /// assert_eq!(week.first_day().map(|d| (d.year, d.month, d.day)), Some((2026, 11, 16)));
    /// ```
    pub fn first_day(self) -> Option<Day> {
        self.first().map(|date| Day { year: date.year(), month: date.month(), day: date.day() })
    }

    /// Its last day; `None` where there is no date.
    ///
    /// ```
    /// use madeleine_stats::tally::{Grain, Period};
    /// let week = Period::of(Grain::Week, "2026-11-21");
    /// assert_eq!(week.last_day().map(|d| (d.year, d.month, d.day)), Some((2026, 11, 22)));
    /// ```
    pub fn last_day(self) -> Option<Day> {
        let last = self.next()?.first()?.yesterday().ok()?;
        Some(Day { year: last.year(), month: last.month(), day: last.day() })
    }

    fn first(self) -> Option<Date> {
        match self {
            Self::Day(day) => Date::new(day.year, day.month, day.day).ok(),
            Self::Week { year, week } => ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date),
            Self::Month { year, month } => Date::new(year, month, 1).ok(),
            Self::NoDate => None,
        }
    }

    /// The period after this one, so that a series can show its gaps; `None` where there is no date.
    ///
    /// ```
    /// use madeleine_stats::tally::{Grain, Period};
    /// let last = Period::of(Grain::Week, "2026-12-31");
    /// assert_eq!(last.to_string(), "2026-W53");
    /// assert_eq!(last.next().map(|p| p.to_string()).as_deref(), Some("2027-W01"));
    /// ```
    pub fn next(self) -> Option<Self> {
        let first = self.first()?;
        match self {
            Self::Day(_) => first.tomorrow().ok().map(|date| Self::holding(Grain::Day, date)),
            // Seven days on from a Monday.
            Self::Week { .. } => {
                let mut date = first;
                for _ in 0..7 {
                    date = date.tomorrow().ok()?;
                }
                Some(Self::holding(Grain::Week, date))
            }
            Self::Month { .. } => first.last_of_month().tomorrow().ok().map(|date| Self::holding(Grain::Month, date)),
            Self::NoDate => None,
        }
    }

    /// The same period cut more coarsely: a day's week or month. `None` where that isn't one period
    /// (a week may lie in two months).
    pub fn coarser(self, grain: Grain) -> Option<Self> {
        match (self, grain) {
            (Self::NoDate, _) => Some(Self::NoDate),
            (Self::Day(_), _) => self.first().map(|date| Self::holding(grain, date)),
            (Self::Week { .. }, Grain::Week) | (Self::Month { .. }, Grain::Month) => Some(self),
            _ => None,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year, day.month, day.day),
            Self::Week { year, week } => write!(f, "{year:04}-W{week:02}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::NoDate => f.write_str("no date"),
        }
    }
}

/// As it is written: `2026-11-21`, `2026-W47`, `2026-11`.
impl FromStr for Period {
    type Err = Mismatch;

    fn from_str(text: &str) -> Result<Self, Mismatch> {
        let parts = |between| {
            let (year, part) = text.split_once(between)?;
            Some((year.parse().ok()?, part.parse().ok()?))
        };
        let period = match text.len() {
            10 => Self::of(Grain::Day, text),
            8 => parts("-W").map_or(Self::NoDate, |(year, week)| Self::Week { year, week }),
            7 => parts("-").map_or(Self::NoDate, |(year, month)| Self::Month { year, month }),
            _ => Self::NoDate,
        };
        // Only what is written back the same is a period: week 54 isn't one.
        if period.first().is_some() && period.to_string() == text { Ok(period) } else { Err(Mismatch) }
    }
}

/// The date at the beginning of a time.
pub(super) fn date(time: &str) -> Option<Date> {
    let time = time.trim();
    let (date, rest) = time.split_at_checked(10)?;
    let clock = |byte: u8| byte.is_ascii_digit() || b":.+-Z".contains(&byte);
    if !(rest.is_empty() || rest.starts_with(['T', 't', ' ']) && rest.bytes().skip(1).all(clock)) {
        return None;
    }
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
    };
    let (year, month, day) = (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
