//! Values as they stand in a cell.

/// A number without a fraction has no point: codes are written by some tools as 5.0.
pub(crate) fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

const DAY: i64 = 86_400;

/// Seconds since the beginning of 1970, UTC: `2026-11-21T10:02:03Z`. What lies outside the years 0 to 9999 is written as nothing.
pub(crate) fn time(seconds: i64) -> String {
    let (day, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let date = date(day);
    if date.is_empty() {
        return date;
    }
    format!("{date}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

/// Days since the beginning of 1970: `2026-11-21`. By the civil calendar, counted in years that begin in March (Hinnant,
/// "chrono-compatible low-level date algorithms", 2021).
pub(crate) fn date(day: i64) -> String {
    let shifted = day.saturating_add(719_468);
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    if !(0..=9_999).contains(&year) {
        return String::new();
    }
    format!("{year:04}-{month:02}-{:02}", day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_no_point() {
        assert_eq!([5.0, -1.0, 0.5, f64::NAN].map(number), ["5", "-1", "0.5", ""]);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for (day, written) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (20_778, "2026-11-21"),
            (i64::MAX, ""),
            (i64::MIN, ""),
        ] {
            assert_eq!(date(day), written);
        }
        assert_eq!(time(20_778 * DAY + 36_123), "2026-11-21T10:02:03Z");
        assert_eq!(time(-1), "1969-12-31T23:59:59Z");
    }
}
