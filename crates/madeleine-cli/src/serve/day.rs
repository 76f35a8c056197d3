//! Days in UTC, and the files of responses that are named after them.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i64);

impl Day {
    /// The day that it is in UTC.
    pub(crate) fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self((seconds / 86_400).cast_signed())
    }

    pub(crate) fn days_before(self, days: i64) -> Self {
        Self(self.0 - days)
    }

    /// The day that is written as `2026-11-21`.
    fn of_text(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u16>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let found = Self::of_date(i64::from(year), i64::from(month), i64::from(day));
        // Only the words that this day gives are its own: no 2026-2-31.
        (found.to_string() == text).then_some(found)
    }

    /// Days from the civil date of the Gregorian calendar, for any year from 0 on; years begin in March here,
    /// so that the leap day is the last.
    fn of_date(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0 + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// One file of a day: `responses-2026-11-21.ndjson`, and `responses-2026-11-21.2.ndjson` once the first has grown large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) day: Day,
    number: u32,
}

impl Part {
    /// The first file of a day.
    pub(crate) fn first(day: Day) -> Self {
        Self { day, number: 1 }
    }

    /// The file that follows on the same day.
    pub(crate) fn next(self) -> Self {
        Self { number: self.number.saturating_add(1), ..self }
    }

    /// What a file of this name is, if it is one.
    pub(crate) fn of_file(name: &str) -> Option<Self> {
        let text = name.strip_prefix("responses-")?.strip_suffix(".ndjson")?;
        let (day, number) = text.split_once('.').unwrap_or((text, "1"));
        let found = Self { day: Day::of_text(day)?, number: number.parse().ok()? };
        (found.number > 0 && found.file() == name).then_some(found)
    }

    /// The name of the file.
    pub(crate) fn file(self) -> String {
        match self.number {
            1 => format!("responses-{}.ndjson", self.day),
            number => format!("responses-{}.{number}.ndjson", self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Part};

    #[test]
    fn known_days_have_their_names() {
        for (days, name) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (20_778, "2026-11-21"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(Day(days).to_string(), name);
        }
    }

    #[test]
    fn every_file_is_known_by_its_name() {
        for days in (-1_000..60_000).step_by(7) {
            let first = Part::first(Day(days));
            for part in [first, first.next(), first.next().next()] {
                assert_eq!(Part::of_file(&part.file()), Some(part));
            }
            assert!(first < first.next() && first.next() < Part::first(Day(days + 1)));
        }
        assert_eq!(Part::first(Day(20_778)).next().file(), "responses-2026-11-21.2.ndjson");
    }

    #[test]
    fn other_names_are_no_files_of_responses() {
        for name in [
            "responses-2026-02-31.ndjson",
            "responses-2026-2-3.ndjson",
            "responses-.ndjson",
            "notes.txt",
            "responses-2026-11-21.ndjson~",
            "responses-2026-11-21.torn",
            "responses-2026-11-21.0.ndjson",
            "responses-2026-11-21.1.ndjson",
            "responses-2026-11-21.02.ndjson",
            "responses-2026-11-21.two.ndjson",
            "responses-2026-11-21..ndjson",
        ] {
            assert_eq!(Part::of_file(name), None, "{name}");
        }
    }
}
