//! The clock on the site's wall.

use super::{Grain, Period};
use jiff::civil::Date;

/// How the site's clock stands against UTC, in which times are kept: so that a Monday begins when it begins for the shop.
///
/// Which places have which clocks isn't known here: who knows (a browser, a terminal) brings the changes of its clock.
///
/// ```
/// use madeleine_stats::tally::{Grain, Zone};
/// let paris = Zone::new("Europe/Paris", [("2026-03-29T01:00", 120), ("2026-10-25T01:00", 60)]).expect("in order");
/// // Half past eleven on a Sunday evening in UTC is Monday in Paris.
/// assert_eq!(paris.period(Grain::Week, "2026-11-22T23:30Z").to_string(), "2026-W48");
/// assert_eq!(Zone::default().period(Grain::Week, "2026-11-22T23:30Z").to_string(), "2026-W47");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Zone {
    name: String,
    /// Each moment from which an offset holds, as `2026-03-29T01:00` in UTC, and the offset in minutes, east positive.
    changes: Vec<(String, i16)>,
}

/// Minutes of a day.
const DAY: i32 = 24 * 60;

impl Zone {
    /// A clock by its changes, in their order; before the first of them it is that of the first. `None` where they aren't
    /// in order, an offset is a day or more, or a moment isn't written as `2026-03-29T01:00`.
    pub fn new<'a>(name: &str, changes: impl IntoIterator<Item = (&'a str, i16)>) -> Option<Self> {
        let changes: Vec<(String, i16)> = changes.into_iter().map(|(at, offset)| (at.into(), offset)).collect();
        let fits = |(at, offset): &(String, i16)| at.len() == 16 && minutes(at).is_some() && offset.abs() < 1_440;
        let in_order = changes.is_sorted_by(|one, next| one.0 < next.0);
        (in_order && changes.iter().all(fits)).then(|| Self { name: name.into(), changes })
    }

    /// What the clock is called, as in `Europe/Paris`; empty for UTC.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether times stay as they are written.
    pub(super) fn is_utc(&self) -> bool {
        self.changes.is_empty()
    }

    /// A clock of which only the name is known: of tallies that were cut elsewhere.
    pub(super) fn named(name: String) -> Self {
        Self { name, changes: Vec::new() }
    }

    /// The period in which a time lies by this clock. Only times in UTC (`…Z`) are moved: a day without a time, and a
    /// time with an offset of its own, are taken as they are written.
    pub fn period(&self, grain: Grain, time: &str) -> Period {
        let time = time.trim();
        let local = time.ends_with(['Z', 'z']).then(|| minutes(time)).flatten();
        let Some((minutes, before)) = local.zip(self.changes.first()) else { return Period::of(grain, time) };
        let moment = time.get(..16).unwrap_or(time);
        let after = self.changes.iter().rev().find(|(from, _)| from.as_str() <= moment);
        let (_, offset) = after.unwrap_or(before);
        let moved = |date: Date| match minutes + i32::from(*offset) {
            at if at < 0 => date.yesterday().ok(),
            at if at >= DAY => date.tomorrow().ok(),
            _ => Some(date),
        };
        super::period::date(time).and_then(moved).map_or(Period::NoDate, |date| Period::holding(grain, date))
    }
}

/// The minute of the day; `None` without a time.
fn minutes(time: &str) -> Option<i32> {
    let two = |at: usize| time.get(at..at + 2)?.parse::<u8>().ok().filter(|_| time.is_char_boundary(at)).map(i32::from);
    let hours = two(11).filter(|hours| *hours < 24)?;
    let minutes = if time.get(13..14) == Some(":") { two(14).filter(|minutes| *minutes < 60)? } else { 0 };
    Some(60 * hours + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(zone: &Zone, time: &str) -> String {
        zone.period(Grain::Day, time).to_string()
    }

    #[test]
    fn days_begin_when_they_begin_there() {
        let tokyo = Zone::new("Asia/Tokyo", [("2000-01-01T00:00", 540)]).expect("in order");
        assert_eq!(day(&tokyo, "2026-11-21T15:00Z"), "2026-11-22");
        assert_eq!(day(&tokyo, "2026-11-21T14:59Z"), "2026-11-21");
        assert_eq!(day(&tokyo, "2026-12-31T23Z"), "2027-01-01");
        let new_york = Zone::new("America/New_York", [("2026-03-08T07:00", -240), ("2026-11-01T06:00", -300)]);
        let new_york = new_york.expect("in order");
        assert_eq!(day(&new_york, "2026-10-31T04:00Z"), "2026-10-31");
        assert_eq!(day(&new_york, "2026-11-02T04:59Z"), "2026-11-01");
        // Before the first change that is known, its clock.
        assert_eq!(day(&new_york, "2025-06-01T03:59Z"), "2025-05-31");
    }

    #[test]
    fn what_isnt_utc_stays_as_it_is_written() {
        let tokyo = Zone::new("Asia/Tokyo", [("2000-01-01T00:00", 540)]).expect("in order");
        for time in ["2026-11-21", "2026-11-21T23:00", "2026-11-21T23:00+09:00"] {
            assert_eq!(day(&tokyo, time), "2026-11-21");
        }
        assert_eq!(tokyo.period(Grain::Day, "soonTnoonZ"), Period::NoDate);
        assert_eq!(tokyo.period(Grain::Day, "2026-02-30T23:00Z"), Period::NoDate);
        assert_eq!(tokyo.period(Grain::Day, "2026-11-21T2\u{301}3:0Z"), Period::NoDate);
    }

    #[test]
    fn wrong_clocks_are_refused() {
        assert!(Zone::new("x", [("2026-10-25T01:00", 60), ("2026-03-29T01:00", 120)]).is_none());
        assert!(Zone::new("x", [("2026-10-25T01:00", 1_440)]).is_none());
        assert!(Zone::new("x", [("2026-10-25", 60)]).is_none());
    }
}
