//! Days and weeks.

use super::Words;
use crate::gathering::Day;
use madeleine_stats::Language;
use madeleine_stats::tally::Period;

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const FRENCH: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

const ARABIC: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

impl Words {
    /// `Jun`, `juin`.
    pub(crate) fn month(self, month: i8) -> &'static str {
        let months = match self.language() {
            Language::English => &ENGLISH,
            Language::French => &FRENCH,
            Language::Arabic => &ARABIC,
        };
        let at = usize::try_from(month).unwrap_or(1).wrapping_sub(1);
        months.get(at).copied().unwrap_or("?")
    }

    fn day_of_month(self, day: i8) -> String {
        if day == 1 && self.language() == Language::French { "1er".into() } else { day.to_string() }
    }

    /// `21 Nov 2026`.
    pub(crate) fn date(self, day: Day) -> String {
        format!("{}\u{a0}{}\u{a0}{}", self.day_of_month(day.day), self.month(day.month), day.year)
    }

    /// `1 Jun – 21 Nov 2026`, without saying a year or a month twice.
    pub(crate) fn dates(self, first: Day, last: Day) -> String {
        let from = if first == last {
            return self.date(last);
        } else if first.year != last.year {
            self.date(first)
        } else if first.month != last.month {
            format!("{}\u{a0}{}", self.day_of_month(first.day), self.month(first.month))
        } else {
            self.day_of_month(first.day)
        };
        format!("{from} – {}", self.date(last))
    }

    /// `week of 16 Nov 2026`, `1 – 30 Nov 2026`, `21 Nov 2026`.
    pub(crate) fn period(self, period: Period) -> String {
        match (period, Day::first_of(period), Day::last_of(period)) {
            (Period::Day(_) | Period::Month { .. }, Some(first), Some(last)) => self.dates(first, last),
            _ => self.week(period),
        }
    }

    /// `week of 16 Nov 2026`.
    pub(crate) fn week(self, week: Period) -> String {
        match Day::first_of(week) {
            Some(monday) => format!("{} {}", self.pick("week of", "semaine du", "أسبوع"), self.date(monday)),
            None => self.pick("no date", "sans date", "بلا تاريخ").into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_twice() {
        let (en, fr) = (Words(Language::English), Words(Language::French));
        let day = |year, month, day| Day { year, month, day };
        assert_eq!(en.dates(day(2026, 6, 1), day(2026, 11, 21)), "1\u{a0}Jun – 21\u{a0}Nov\u{a0}2026");
        assert_eq!(fr.dates(day(2026, 6, 1), day(2026, 11, 21)), "1er\u{a0}juin – 21\u{a0}nov.\u{a0}2026");
        let ar = Words(Language::Arabic);
        assert_eq!(ar.dates(day(2026, 6, 1), day(2026, 11, 21)), "1\u{a0}يونيو – 21\u{a0}نوفمبر\u{a0}2026");
        assert_eq!(en.dates(day(2026, 6, 1), day(2026, 6, 8)), "1 – 8\u{a0}Jun\u{a0}2026");
        assert_eq!(en.dates(day(2025, 6, 1), day(2026, 6, 1)), "1\u{a0}Jun\u{a0}2025 – 1\u{a0}Jun\u{a0}2026");
        assert_eq!(en.dates(day(2026, 6, 1), day(2026, 6, 1)), "1\u{a0}Jun\u{a0}2026");
    }
}
