//! Files of operations: what happened beside the answers, a line for each day or week.
//!
//! They are known by their first line and never taken for answers. Only who shows them reads them, so a [`Reader`](crate::Reader)
//! keeps their rows and hands them over.

use crate::exports::rows;
use crate::place::Place;
use crate::problem::MAX_LISTED;
use crate::table::{Splitter, separator};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use madeleine_core::operation::{COUNTS, PERIOD, Rate, SECONDS, TOUCHPOINT, WAITED};
use madeleine_core::problem::nearest;
use madeleine_core::wire::Json;
use madeleine_core::{Problem, decimal};
use std::collections::BTreeMap;

/// Most lines that are read: three hundred touchpoints, each day of a year.
pub(crate) const MAX_LINES: usize = 100_000;

/// And most bytes of them.
pub(crate) const MAX_BYTES: usize = 8 << 20;

/// The largest number that a cell may hold: sums of them stay exact.
const MOST: f64 = 1e15;

/// Whether a file with these names in its first row is one of operations. Where an owner says what the columns of files are, only a file
/// with no other column.
pub(crate) fn is(names: &[String], mapped: bool) -> bool {
    let names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let counts = names.iter().filter(|name| is_number(name)).count();
    let dated = names.iter().any(|name| name == PERIOD);
    let answers = |name: &String| !is_number(name) && name != TOUCHPOINT && Place::of(name) != Place::Nothing;
    let stranger = |name: &String| !is_number(name) && name != TOUCHPOINT && name != PERIOD;
    (counts > 1 || dated && counts > 0) && !names.iter().any(|name| answers(name) || mapped && stranger(name))
}

fn is_number(name: &str) -> bool {
    COUNTS.contains(&name) || SECONDS.contains(&name)
}

/// What a file of operations says, by its rows as [`Reader::sample`](crate::Reader::sample) gives them: JSON for
/// `madeleine_report::wire::read_operations`. Nothing where they are of another file.
///
/// ```
/// use madeleine_ingest::{Intake, Reader, operations};
///
/// let mut reader = Reader::ours(0, Intake::default());
/// reader.push(b"period,offered,missed\n2026-11-23,250,12\n");
/// let rows = reader.sample(true).expect("they aren't answers");
/// assert_eq!(operations(&rows).as_deref(), Some(r#"{"lines":[["2026-W48","","offered","250","missed","12"]],"problems":[],"problem_count":"0"}"#));
/// ```
pub fn operations(sample: &[u8]) -> Option<String> {
    let rows = rows(sample);
    let mut lines = (1..).zip(&rows).filter(|(_, row)| !row.is_empty());
    let (at, first) = lines.next()?;
    let mut splitter = Splitter::new(separator(first)[0]);
    let names = splitter.texts(first);
    if !is(&names, false) {
        return None;
    }
    let mut file = File { problems: Vec::new(), problem_count: 0 };
    let columns = file.columns(&names, at);
    let mut json = Json::default();
    json.open('{');
    json.name("lines");
    json.open('[');
    let mut bytes = first.len();
    for (at, row) in lines {
        bytes += row.len();
        if at as usize > MAX_LINES || bytes > MAX_BYTES {
            let message = format!(
                "only the lines before this one are read: a file has up to {MAX_LINES} lines and {} MiB. Break it up.",
                MAX_BYTES >> 20
            );
            file.note(at, "$", "too_many_lines", message);
            break;
        }
        if columns.iter().any(|name| name == PERIOD) {
            file.line(&columns, &splitter.texts(row), at, &mut json);
        }
    }
    json.close(']');
    json.name("problems");
    json.open('[');
    for (line, Problem { code, path, message }) in &file.problems {
        json.open('[');
        json.whole(i64::from(*line));
        json.text(code);
        json.text(&if path == "$" { message.clone() } else { format!("{path}: {message}") });
        json.close(']');
    }
    json.close(']');
    json.name("problem_count");
    json.text(&file.problem_count.to_string());
    json.close('}');
    Some(json.finish())
}

/// What is wrong with the file that is being read.
struct File {
    problems: Vec<(u32, Problem)>,
    problem_count: u64,
}

impl File {
    fn note(&mut self, line: u32, path: &str, code: &'static str, message: String) {
        self.problem_count += 1;
        if self.problems.len() < MAX_LISTED {
            self.problems.push((line, Problem { code, path: path.chars().take(80).collect(), message }));
        }
    }

    /// The columns by their names; empty where one isn't read.
    fn columns(&mut self, names: &[String], at: u32) -> Vec<String> {
        let mut columns: Vec<String> = Vec::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            let lower = name.to_ascii_lowercase();
            let path = if name.is_empty() { format!("column {}", place + 1) } else { name.clone() };
            if !is_number(&lower) && lower != PERIOD && lower != TOUCHPOINT {
                let known = COUNTS.iter().chain(&SECONDS).chain(&[PERIOD, TOUCHPOINT]).copied();
                let mend = match nearest(&lower, known) {
                    Some(near) => format!("Did you mean \"{near}\"?"),
                    None => format!("Columns are period, touchpoint, {}, {}.", COUNTS.join(", "), SECONDS.join(", ")),
                };
                self.note(at, &path, "unknown_column", format!("this column isn't read. {mend}"));
                columns.push(String::new());
            } else if columns.contains(&lower) {
                let message = "an earlier column says the same; this one isn't read.".into();
                self.note(at, &path, "duplicate_column", message);
                columns.push(String::new());
            } else {
                columns.push(lower);
            }
        }
        if !columns.iter().any(|name| name == PERIOD) {
            let message = "no column says when it was, so nothing is read. Call it \"period\": 2026-W47 or 2026-11-23.";
            self.note(at, "$", "no_period", message.into());
        }
        for rate in Rate::ALL {
            let [hits, base] = rate.columns().map(|name| columns.iter().any(|column| column == name));
            if let ([hits_name, base_name], true, false) = (rate.columns(), hits, base) {
                let message = format!("a share of what isn't known: there is no column \"{base_name}\".");
                self.note(at, hits_name, "no_base", message);
            }
        }
        columns
    }

    /// Reads a line.
    fn line(&mut self, columns: &[String], cells: &[String], at: u32, json: &mut Json) {
        if cells.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
            let message =
                format!("this line has {} cells, the first one names {}. It is left out.", cells.len(), columns.len());
            return self.note(at, "$", "too_many_cells", message);
        }
        let cell = |name: &str| {
            let place = columns.iter().position(|column| column == name)?;
            cells.get(place).map(String::as_str).filter(|cell| !cell.is_empty())
        };
        if cells.iter().all(String::is_empty) {
            return;
        }
        let Some(week) = cell(PERIOD).and_then(week) else {
            let found: String = cell(PERIOD).unwrap_or_default().chars().take(40).collect();
            let message =
                format!("\"{found}\" is no week and no day. Write 2026-W47 or 2026-11-23; this line is left out.");
            return self.note(at, PERIOD, "bad_period", message);
        };
        let mut found: BTreeMap<&str, u64> = BTreeMap::new();
        for name in COUNTS.iter().chain(&SECONDS) {
            let Some(text) = cell(name) else { continue };
            let is_count = COUNTS.contains(name);
            let number = decimal::number(text).filter(|number| (0.0..=MOST).contains(number));
            let Some(number) = number.filter(|number| !is_count || number.fract() == 0.0) else {
                let shown: String = text.chars().take(40).collect();
                let what = if is_count { "a count, as in 1250" } else { "a number of seconds, as in 74.5" };
                self.note(at, name, "not_a_number", format!("\"{shown}\" isn't {what}. It is left out."));
                continue;
            };
            // Seconds are kept in thousandths, so that sums are exact.
            found.insert(name, if is_count { number } else { (1_000.0 * number.min(MOST / 1_000.0)).round() } as u64);
        }
        for rate in Rate::ALL {
            let [hits, base] = rate.columns();
            if let (Some(some), Some(all)) = (found.get(hits), found.get(base))
                && some > all
            {
                let message = format!("{some} are more than \"{base}\", {all}. Mend one of them; it is left out.");
                self.note(at, hits, "more_than_base", message);
                found.remove(hits);
            } else if let (Some(_), None, true) = (found.get(hits), found.get(base), columns.iter().any(|c| c == base))
            {
                self.note(at, hits, "no_base", format!("a share needs \"{base}\" in the same line. It is left out."));
                // What was contacted is a base itself.
                if hits != "contacted" {
                    found.remove(hits);
                }
            }
        }
        let [_, half, most] = SECONDS;
        if found.get(half).zip(found.get(most)).is_some_and(|(half, most)| half > most) {
            let message = format!("nine in ten can't wait less than half of them (\"{half}\"). Both are left out.");
            self.note(at, most, "out_of_order", message);
            found.remove(half);
            found.remove(most);
        }
        if SECONDS.iter().any(|name| found.contains_key(name)) && found.get(WAITED).is_none_or(|waits| *waits == 0) {
            let message = format!("how long people waited needs how many did (\"{WAITED}\"). It is left out.");
            self.note(at, SECONDS[0], "no_base", message);
            SECONDS.iter().for_each(|name| {
                found.remove(name);
            });
        }
        json.open('[');
        json.text(&week);
        json.text(cell(TOUCHPOINT).unwrap_or_default());
        for name in COUNTS.iter().chain(&SECONDS) {
            if let Some(number) = found.get(name) {
                json.text(name);
                json.text(&number.to_string());
            }
        }
        json.close(']');
    }
}

/// The ISO week that is meant, or in which a day lies.
fn week(text: &str) -> Option<String> {
    let digits = |text: &str, length: usize| -> Option<i16> {
        let all = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        if all { text.parse().ok() } else { None }
    };
    let small = |text| digits(text, 2).and_then(|number| i8::try_from(number).ok());
    let (year, rest) = text.split_once('-')?;
    let year = digits(year, 4)?;
    let week = match rest.strip_prefix(['W', 'w']) {
        Some(week) => ISOWeekDate::new(year, small(week)?, Weekday::Monday).ok()?,
        None => {
            let (month, day) = rest.split_once('-')?;
            Date::new(year, small(month)?, small(day)?).ok()?.iso_week_date()
        }
    };
    Some(format!("{:04}-W{:02}", week.year(), week.week()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reader;
    use proptest::prelude::*;

    fn read(file: &[u8]) -> Option<String> {
        let mut reader = Reader::new();
        reader.push(file);
        reader.operations()
    }

    fn codes(file: &str) -> Vec<String> {
        let json: serde_json::Value = serde_json::from_str(&read(file.as_bytes()).expect("operations")).expect("JSON");
        let told = |problem: &serde_json::Value| {
            format!("{} {} {}", problem[0], problem[1].as_str().unwrap_or(""), problem[2].as_str().unwrap_or(""))
        };
        json["problems"].as_array().expect("a list").iter().map(told).collect()
    }

    #[test]
    fn known_by_its_first_line() {
        let known = |names: &str, mapped| is(&names.split(',').map(String::from).collect::<Vec<_>>(), mapped);
        assert!(known("period,offered", false) && known("Period,Touchpoint,ALERTS,contacted", false));
        assert!(known("week,offered,missed", false), "what is missing is said");
        assert!(!known("period,csat,offered", false), "answers");
        assert!(!known("submitted_at,period,requests,repeats", false), "answers");
        assert!(!known("period,touchpoint", false) && !known("requests,comment", false));
        assert!(
            known("period,offered", true) && !known("period,offered,happy", true),
            "somebody says what its columns are"
        );
    }

    #[test]
    fn days_become_weeks_and_cells_numbers() {
        let json = read("\u{feff}period;Offered;missed;waited;wait_seconds;touchpoint\r\n2027-01-02;10;1;4;12.5;phone\r\n\r\n2026-w53;;;;;\r\n".as_bytes());
        assert_eq!(
            json.expect("operations"),
            r#"{"lines":[["2026-W53","phone","offered","10","missed","1","waited","4","wait_seconds","12500"],["2026-W53",""]],"problems":[],"problem_count":"0"}"#
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_how_to_mend_it() {
        assert_eq!(
            codes(
                "period,offered,missed,ofered\n2026-11,1,1,\n\n2026-11-23,10,12,\n2026-11-23,ten,1,\n2026-11-23,10,1,,7\n"
            ),
            [
                "1 unknown_column ofered: this column isn't read. Did you mean \"offered\"?",
                "2 bad_period period: \"2026-11\" is no week and no day. Write 2026-W47 or 2026-11-23; this line is left out.",
                "4 more_than_base missed: 12 are more than \"offered\", 10. Mend one of them; it is left out.",
                "5 not_a_number offered: \"ten\" isn't a count, as in 1250. It is left out.",
                "5 no_base missed: a share needs \"offered\" in the same line. It is left out.",
                "6 too_many_cells this line has 5 cells, the first one names 4. It is left out.",
            ]
        );
        assert_eq!(
            codes("offered,missed\n10,1\n"),
            ["1 no_period no column says when it was, so nothing is read. Call it \"period\": 2026-W47 or 2026-11-23."]
        );
        assert_eq!(
            codes("period,missed,waited,wait_p50,wait_p90\n2026-W54,1,,,\n2026-W01,1,,3,4\n2026-W01,,5,4,3\n").len(),
            4
        );
    }

    #[test]
    fn they_are_never_answers() {
        let file = b"period,offered,missed\n2026-11-23,250,12\n";
        let mut reader = Reader::new();
        reader.push(file);
        let intake = reader.finish();
        assert_eq!((intake.len(), intake.lines(), intake.problems()[0].problem.code), (0, 0, "operations"));
        let mut reader = Reader::new();
        reader.push(file);
        assert!(reader.operations().is_some());
        assert_eq!(reader.finish().problem_count(), 0);
        assert_eq!(read(b"submitted_at,csat\n2026-11-23,5\n"), None);
    }

    #[test]
    fn a_file_that_is_too_long_is_read_as_far_as_it_goes() {
        let mut file = String::from("period,offered,missed\n");
        file.extend(core::iter::repeat_n("2026-11-23,2,1\n", MAX_LINES + 9));
        assert_eq!(
            codes(&file),
            [format!(
                "{} too_many_lines only the lines before this one are read: a file has up to 100000 lines and 8 MiB. Break it up.",
                MAX_LINES + 1
            )]
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_and_pieces_make_no_difference(
            tail in prop::collection::vec(prop_oneof![
                Just(b",".to_vec()), Just(b"\n".to_vec()), Just(b"\"".to_vec()), Just(b"2026-W47".to_vec()), Just(b"2026-11-23".to_vec()),
                Just(b"-1".to_vec()), Just(b"1e308".to_vec()), Just(b"12".to_vec()), prop::collection::vec(any::<u8>(), 0..9),
            ], 0..60),
            cut in any::<prop::sample::Index>(),
        ) {
            let file = [b"period,touchpoint,offered,missed,alerts,contacted,recovered,waited,wait_seconds,wait_p50,wait_p90\n".to_vec(), tail.concat()].concat();
            let (one, other) = file.split_at(cut.index(file.len()));
            let mut reader = Reader::new();
            reader.push(one);
            reader.push(other);
            let json = reader.operations();
            prop_assert_eq!(&json, &read(&file));
            prop_assert!(json.is_none_or(|json| serde_json::from_str::<serde_json::Value>(&json).is_ok()));
            prop_assert!(operations(&file).is_none_or(|json| serde_json::from_str::<serde_json::Value>(&json).is_ok()));
        }
    }
}
