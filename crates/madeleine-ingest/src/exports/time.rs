//! Times as other tools write them, and as our files have them: `2026-11-21T10:02Z`, cut to the minute.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// In which order a tool writes a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// `2026-11-21 10:02:30`, with `-`, `/` or `.` between.
    YearFirst,
    /// `21/11/2026 10:02`.
    DayFirst,
    /// `11/21/2026 10:02 AM`.
    MonthFirst,
    /// Seconds since 1970.
    UnixSeconds,
    /// Milliseconds since 1970.
    UnixMilliseconds,
}

impl Order {
    /// The words for it in a mapping.
    pub(crate) const WORDS: [(Self, &'static str); 5] = [
        (Self::YearFirst, "year_first"),
        (Self::DayFirst, "day_first"),
        (Self::MonthFirst, "month_first"),
        (Self::UnixSeconds, "unix_seconds"),
        (Self::UnixMilliseconds, "unix_milliseconds"),
    ];

    /// Its word in a mapping.
    pub(crate) fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(order, _)| *order == self).map_or("", |(_, word)| word)
    }
}

/// How a column writes its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) order: Order,
    /// Minutes east of UTC; `None` where only the clock on somebody's wall is known. A zone that stands in the cell wins.
    pub(crate) offset: Option<i16>,
}

/// What can be said of the order of a column's dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Sure(Order),
    /// Every date could be read with the day first and with the month first.
    DayOrMonth,
    /// They aren't dates as they are known here.
    Unknown,
    /// There are none.
    Nothing,
}

impl Seen {
    /// Looks at the first values of a column.
    pub(crate) fn in_values<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let mut seen = Self::Nothing;
        for value in values {
            let Some(([first, second, _], _)) = date_parts(value) else { return Self::Unknown };
            let here = if first.len() == 4 {
                Self::Sure(Order::YearFirst)
            } else if number(first).is_some_and(|n| n > 12) {
                Self::Sure(Order::DayFirst)
            } else if number(second).is_some_and(|n| n > 12) {
                Self::Sure(Order::MonthFirst)
            } else {
                Self::DayOrMonth
            };
            seen = match (seen, here) {
                (Self::Nothing | Self::DayOrMonth, here) => here,
                (Self::Sure(Order::DayFirst | Order::MonthFirst), Self::DayOrMonth) => seen,
                (seen, here) if seen == here => seen,
                _ => return Self::Unknown,
            };
        }
        seen
    }
}

impl Clock {
    /// The time of a cell as our files have it; `None` for what isn't one.
    pub(crate) fn read(self, text: &str) -> Option<String> {
        let text = text.trim();
        let stamp = match self.order {
            Order::UnixSeconds => Some(Timestamp::from_second(text.parse().ok()?).ok()?),
            Order::UnixMilliseconds => Some(Timestamp::from_millisecond(text.parse().ok()?).ok()?),
            _ => None,
        };
        if let Some(stamp) = stamp {
            let at = stamp.to_zoned(TimeZone::UTC);
            return Some(written(at.date(), Some((at.hour(), at.minute())), Some(0)));
        }
        let ([first, second, third], rest) = date_parts(text)?;
        let (year, month, day) = match self.order {
            Order::DayFirst if first.len() < 4 => (third, second, first),
            Order::MonthFirst if first.len() < 4 => (third, first, second),
            _ => (first, second, third),
        };
        if year.len() != 4 {
            return None;
        }
        let small = |digits: &str| number(digits).and_then(|n| i8::try_from(n).ok());
        let date = Date::new(number(year)?, small(month)?, small(day)?).ok()?;
        let (clock, zone) = time_of_day(rest)?;
        Some(written(date, clock, zone.or(self.offset)))
    }
}

/// `+01:00`, `UTC` or `Z` as minutes east of UTC.
pub(crate) fn offset(word: &str) -> Option<i16> {
    let word = word.trim();
    let rest = ["UTC", "GMT", "Z", "z"].iter().find_map(|name| word.strip_prefix(name)).unwrap_or(word);
    if rest.is_empty() {
        return (!word.is_empty()).then_some(0);
    }
    let (sign, digits) = match rest.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, rest.strip_prefix(['-', '\u{2212}'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(pair) => pair,
        None if digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let minutes = number(hours)?.checked_mul(60)?.checked_add(number(minutes).filter(|m| *m < 60)?)?;
    (minutes < 1_440).then_some(sign * minutes)
}

/// The three parts of the date at the beginning of a text, and what follows.
fn date_parts(text: &str) -> Option<([&str; 3], &str)> {
    let text = text.trim();
    let end = text.find([' ', 'T', 't', ',']).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let mut parts = date.split(['-', '/', '.']);
    let parts = [parts.next()?, parts.next()?, parts.next().filter(|_| parts.next().is_none())?];
    let digits = |part: &&str| matches!(part.len(), 1 | 2 | 4) && number(part).is_some();
    parts.iter().all(digits).then_some((parts, rest.trim_start_matches([' ', 'T', 't', ','])))
}

/// The time of a day, if there is one, and its zone, if that is written.
#[allow(clippy::type_complexity)]
fn time_of_day(text: &str) -> Option<(Option<(i8, i8)>, Option<i16>)> {
    if text.is_empty() {
        return Some((None, None));
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (clock, mut rest) = text.split_at(end);
    let mut parts = clock.split(':');
    let (mut hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_lowercase);
    if let Some(half @ ("am" | "pm")) = half.as_deref() {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        rest = rest[2..].trim_start();
    }
    if hour > 23 || minute > 59 {
        return None;
    }
    let zone = offset(rest);
    // The abbreviation of a zone (CET, PST) says nothing certain: the clock is taken as it is written.
    if zone.is_none() && !rest.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    Some((Some((i8::try_from(hour).ok()?, i8::try_from(minute).ok()?)), zone))
}

fn written(date: Date, clock: Option<(i8, i8)>, offset: Option<i16>) -> String {
    let day = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    let Some((hour, minute)) = clock else { return day };
    let zone = match offset {
        None => String::new(),
        Some(0) => "Z".into(),
        Some(minutes) => {
            let (sign, all) = if minutes < 0 { ('-', -minutes) } else { ('+', minutes) };
            format!("{sign}{:02}:{:02}", all / 60, all % 60)
        }
    };
    format!("{day}T{hour:02}:{minute:02}{zone}")
}

/// A few digits as a number.
fn number(digits: &str) -> Option<i16> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) { None } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(order: Order, text: &str) -> Option<String> {
        Clock { order, offset: None }.read(text)
    }

    #[test]
    fn times_come_out_as_our_files_have_them() {
        for (order, text, ours) in [
            (Order::YearFirst, "2018-04-03 09:05:40", "2018-04-03T09:05"),
            (Order::YearFirst, "2026-11-21T10:02:03.123Z", "2026-11-21T10:02Z"),
            (Order::YearFirst, "2026-11-21T10:02:03+0100", "2026-11-21T10:02+01:00"),
            (Order::YearFirst, "2026/11/21 9:15:30 pm GMT+1", "2026-11-21T21:15+01:00"),
            (Order::YearFirst, "2026/11/21 12:15:30 am GMT\u{2212}3:30", "2026-11-21T00:15-03:30"),
            (Order::YearFirst, "2026-11-21", "2026-11-21"),
            (Order::MonthFirst, "01/25/2018 07:42:29 AM", "2018-01-25T07:42"),
            (Order::DayFirst, "25.1.2018 07:42 CET", "2018-01-25T07:42"),
            (Order::UnixSeconds, "1713418460", "2024-04-18T05:34Z"),
            (Order::UnixMilliseconds, "1713418460000", "2024-04-18T05:34Z"),
        ] {
            assert_eq!(read(order, text).as_deref(), Some(ours), "{text}");
        }
        for text in ["", "yesterday", "31/02/2026", "2026-11-21 25:00", "2026-11-21 13:00 pm", "1/2/26", "é/2/2026"] {
            assert_eq!(read(Order::DayFirst, text), None, "{text}");
        }
        assert_eq!(
            Clock { order: Order::YearFirst, offset: Some(0) }.read("2026-11-21 10:02").as_deref(),
            Some("2026-11-21T10:02Z")
        );
    }

    #[test]
    fn whether_the_day_or_the_month_comes_first_is_seen_or_said_to_be_open() {
        let seen = |values: &[&'static str]| Seen::in_values(values.iter().copied());
        assert_eq!(seen(&["1/2/2026 10:00", "13/2/2026 10:00"]), Seen::Sure(Order::DayFirst));
        assert_eq!(seen(&["2/13/2026 10:00", "1/2/2026 10:00"]), Seen::Sure(Order::MonthFirst));
        assert_eq!(seen(&["1/2/2026", "3/4/2026"]), Seen::DayOrMonth);
        assert_eq!(seen(&["13/2/2026", "2/13/2026"]), Seen::Unknown);
        assert_eq!(seen(&["2026-02-13 10:00"]), Seen::Sure(Order::YearFirst));
        assert_eq!(seen(&["Tue Jun 15 2024"]), Seen::Unknown);
        assert_eq!(seen(&[]), Seen::Nothing);
    }
}
