//! Which rows count.

use super::{Grain, Period, Zone};
use core::ops::Range;
use madeleine_core::columns::{ABSENT, Codes, Column, Columns, FIRST, FREE, Field, Rows};
use madeleine_core::response::State;
use madeleine_scan::{keep_equal, kept, strike};

/// What rows are to say in a column.
enum Wanted<'a> {
    Value { column: Option<&'a Column>, code: u16, value: &'a str },
    Time { column: Option<&'a Column>, lies: Within },
}

/// A period in which times are to lie, by a clock.
struct Within {
    period: Period,
    grain: Grain,
    zone: Zone,
    /// Its first and its last day as they are written; by another clock than UTC's a time isn't known by its first characters.
    days: Option<[String; 2]>,
}

impl Within {
    /// `None` where it isn't a period.
    fn new(period: &str, zone: &Zone) -> Option<Self> {
        let period: Period = period.parse().ok()?;
        let days = [period.first_day()?, period.last_day()?].map(|day| Period::Day(day).to_string());
        Some(Self { period, grain: period.grain()?, zone: zone.clone(), days: zone.is_utc().then_some(days) })
    }

    fn holds(&self, time: &[u8]) -> bool {
        // Most are of other days, which their beginning tells.
        if let (Some([first, last]), Some(day)) = (&self.days, time.first_chunk::<10>())
            && day[0].is_ascii_digit()
            && !(first.as_bytes()..=last.as_bytes()).contains(&&day[..])
        {
            return false;
        }
        self.zone.period(self.grain, &String::from_utf8_lossy(time)) == self.period
    }
}

impl<'a> Wanted<'a> {
    fn new(columns: &'a Columns, field: &Field, value: &'a str, zone: &Zone) -> Self {
        let column = columns.of(field);
        if *field == Field::SubmittedAt
            && let Some(lies) = Within::new(value, zone)
        {
            return Self::Time { column, lies };
        }
        // The state that most end in isn't written.
        let value = if *field == Field::State && value == State::default().word() { "" } else { value };
        let shared = column.and_then(|column| column.values().iter().position(|known| **known == *value.as_bytes()));
        // What no row shares, one may still have for itself.
        let code = match shared {
            Some(at) => FIRST + at as u16,
            None if value.is_empty() => ABSENT,
            None => FREE,
        };
        Self::Value { column, code, value }
    }

    fn is_said(&self, row: usize) -> bool {
        match self {
            Self::Value { column: None, code, .. } => *code == ABSENT,
            Self::Value { column: Some(column), code, value } => {
                column.codes().at(row) == *code && (*code != FREE || column.own(row) == value.as_bytes())
            }
            Self::Time { column, lies } => {
                column.and_then(|column| column.value_at(row)).is_some_and(|time| lies.holds(time))
            }
        }
    }

    /// Strikes out the rows of a range that don't say it.
    fn strike(&self, range: Range<usize>, kept: &mut [u8]) {
        if let Self::Value { column: Some(column), code, .. } = self
            && *code != FREE
            && let Codes::Narrow(codes) = column.codes()
        {
            return keep_equal(kept, codes.get(range).unwrap_or_default(), *code as u8);
        }
        range.zip(kept).for_each(|(row, kept)| *kept &= u8::from(self.is_said(row)));
    }
}

/// Those rows that count and say what is wanted.
///
/// ```
/// use madeleine_core::columns::{Columns, Field, Rows};
/// use madeleine_core::response::Response;
/// use madeleine_stats::tally::{Choice, Zone};
/// let mut columns = Columns::default();
/// columns.push(&Response { locale: "fr".into(), ..Response::default() });
/// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
/// assert!(Choice::new(rows, &[(Field::Locale, "fr")], &Zone::default()).holds(0));
/// assert!(!Choice::new(rows, &[(Field::Locale, "")], &Zone::default()).holds(0));
/// ```
pub struct Choice<'a> {
    wanted: Vec<Wanted<'a>>,
    outdated: &'a [bool],
    kept: Vec<u8>,
}

impl<'a> Choice<'a> {
    /// Rows that say this in each of these fields; the empty text means those that say nothing. Of times it is in which period they must
    /// lie by this clock.
    pub fn new(rows: Rows<'a>, say: &'a [(Field, &str)], zone: &Zone) -> Self {
        let wanted = say.iter().map(|(field, value)| Wanted::new(rows.columns, field, value, zone)).collect();
        Self { wanted, outdated: rows.outdated, kept: Vec::new() }
    }

    /// Whether every row is chosen.
    pub(super) fn is_all(&self) -> bool {
        self.wanted.is_empty() && self.outdated.is_empty()
    }

    /// Whether a row is chosen.
    pub fn holds(&self, row: u32) -> bool {
        let row = row as usize;
        !self.outdated.get(row).copied().unwrap_or(false) && self.wanted.iter().all(|wanted| wanted.is_said(row))
    }

    /// The chosen rows of a range, in their order, without those that a list of flags leaves out.
    pub(super) fn of(&mut self, range: Range<u32>, left_out: &[bool], out: &mut Vec<u32>) {
        out.clear();
        if self.is_all() && left_out.is_empty() {
            return out.extend(range);
        }
        let rows = range.start as usize..range.end as usize;
        self.kept.clear();
        self.kept.resize(rows.len(), 1);
        self.wanted.iter().for_each(|wanted| wanted.strike(rows.clone(), &mut self.kept));
        for flags in [self.outdated, left_out] {
            let flags = flags.get(rows.start..rows.end.min(flags.len())).unwrap_or_default();
            strike(&mut self.kept, flags);
        }
        kept(range.start, &self.kept, out);
    }
}
