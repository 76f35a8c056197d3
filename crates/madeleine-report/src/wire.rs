//! A gathering and the account of its files as bytes, and apart from them what people wrote: who reads files hands them to who makes
//! reports of them.
//!
//! Both are of one build: the form has no version, and what isn't of this form is refused.

use crate::against::Against;
use crate::fingerprints::Fingerprints;
use crate::gathering::{Day, Gathering, Narrowed, Sittings};
use crate::model::{Account, Problem};
use crate::verbatims::{Verbatim, Verbatims, written};
use core::fmt;
use madeleine_core::columns::Rows;
use madeleine_core::instrument;
use madeleine_core::wire::{Json, Node, Tape, Value};
use madeleine_stats::driver::{CoMoments, Together};
use madeleine_stats::operation::{Operations, Record};
use madeleine_stats::tally::{self, Measure, Only, Period, Place, Segment};
use std::collections::BTreeMap;

/// More elements of anything than there are.
const ALL: usize = usize::MAX;

/// What was to be a gathering is something else: it was cut off, or another version wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlike;

impl Unlike {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        "no_gathering"
    }
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no gathering of this version: scorer and reporter must come from the same folder.")
    }
}

impl core::error::Error for Unlike {}

/// Writes a gathering and the account of the files that it was made from, without what people wrote.
///
/// Journeys are told: the end of an open one can't be added any more, so merge before this and not after.
///
/// ```
/// use madeleine_report::{Account, Gathering, wire};
/// let account = Account { lines: 3, ..Account::default() };
/// let bytes = wire::write(&Gathering::default(), &account);
/// assert_eq!(wire::read(&bytes), Ok((Gathering::default(), account)));
/// ```
pub fn write(gathering: &Gathering, account: &Account) -> Vec<u8> {
    let mut json = Json::default();
    json.open('[');
    json.raw(&tally::write(gathering.tallies()));
    json.raw(&tally::write(gathering.stages()));
    json.open('[');
    for (touchpoint, sittings) in gathering.sittings() {
        json.open('[');
        json.text(touchpoint.name().unwrap_or_default());
        sittings.states.iter().chain([&sittings.undated]).for_each(|count| whole(&mut json, *count));
        if let Some((first, last)) = sittings.days {
            for day in [first, last] {
                [day.year.into(), day.month.into(), day.day.into()].into_iter().for_each(|part| json.whole(part));
            }
        }
        json.close(']');
    }
    json.close(']');
    write_words(&mut json, gathering.fingerprints());
    json.open('[');
    let Account { lines, responses, superseded, duplicates, conflicts, broken, problem_count, note_count, .. } =
        *account;
    let counts = [lines, responses, superseded, duplicates, conflicts, broken, problem_count, note_count];
    counts.into_iter().for_each(|count| whole(&mut json, count));
    for problems in [&account.problems, &account.notes] {
        json.open('[');
        for problem in problems {
            json.open('[');
            json.text(&problem.file);
            json.whole(problem.line.into());
            json.text(&problem.code);
            json.text(&problem.message);
            json.close(']');
        }
        json.close(']');
    }
    json.close(']');
    json.open('[');
    for (touchpoint, measures, answers) in gathering.together().sets() {
        json.open('[');
        json.text(touchpoint.name().unwrap_or_default());
        json.open('[');
        for measure in measures {
            json.text(measure.key().id);
            json.text(measure.subject().unwrap_or_default());
        }
        json.close(']');
        let (base, sums) = answers.parts();
        whole(&mut json, base);
        sums.for_each(|sum| json.text(&sum.to_string()));
        json.close(']');
    }
    json.close(']');
    write_narrowed(&mut json, gathering.narrowed());
    json.open('[');
    if let Some(against) = gathering.against() {
        json.raw(&tally::write(against.tallies()));
        [against.beside(), against.common()].into_iter().for_each(|narrowed| write_narrowed(&mut json, narrowed));
        against.words().iter().for_each(|words| write_words(&mut json, words));
        against.only().iter().for_each(|only| json.text(&only.to_string()));
    }
    json.close(']');
    json.close(']');
    json.finish().into_bytes()
}

fn write_words(json: &mut Json, words: &Fingerprints) {
    json.open('[');
    for (place, count) in words.places() {
        json.open('[');
        place.segments.iter().for_each(|segment| json.text(segment.name().unwrap_or_default()));
        let dated = place.period.filter(|period| *period != Period::NoDate);
        json.text(&dated.map(|period| period.to_string()).unwrap_or_default());
        whole(json, *count);
        json.close(']');
    }
    json.close(']');
}

fn write_narrowed(json: &mut Json, narrowed: &[Narrowed]) {
    json.open('[');
    for Narrowed { only, beside } in narrowed {
        json.open('[');
        json.text(&only.to_string());
        json.raw(&tally::write(beside));
        json.close(']');
    }
    json.close(']');
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// [`Unlike`] when it is anything else.
pub fn read(bytes: &[u8]) -> Result<(Gathering, Account), Unlike> {
    let tape = core::str::from_utf8(bytes).ok().and_then(Tape::read).ok_or(Unlike)?;
    let [tallies, stages, sittings, fingerprints, account, together, narrowed, against] =
        tape.root().elements(ALL).try_into().map_err(|_| Unlike)?;
    let [tallies, stages] = [tallies, stages].map(|tallies| tally::read(tallies).map_err(|_| Unlike));
    let sittings: Option<BTreeMap<Segment, Sittings>> = sittings.elements(ALL).into_iter().map(read_sittings).collect();
    let (sittings, fingerprints) = sittings.zip(read_words(fingerprints)).ok_or(Unlike)?;
    let mut all = Together::default();
    for (touchpoint, measures, answers) in
        together.elements(ALL).into_iter().map(|set| read_set(set).ok_or(Unlike)).collect::<Result<Vec<_>, _>>()?
    {
        all.put(touchpoint, measures, &answers);
    }
    let narrowed = read_all_narrowed(narrowed).ok_or(Unlike)?;
    let against = match &against.elements(ALL)[..] {
        [] => None,
        parts => Some(read_against(parts).ok_or(Unlike)?),
    };
    let gathering = Gathering::from_parts([tallies?, stages?], sittings, fingerprints, all, narrowed, against);
    Ok((gathering, read_account(account).ok_or(Unlike)?))
}

/// Writes what people wrote in rows, where they are there still, of which only those count that say all of this.
///
/// ```
/// use madeleine_core::columns::{Columns, Rows};
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_report::{Gathering, wire};
/// let mut columns = Columns::default();
/// columns.push(&Response { answers: vec![("comment".into(), Answer::Text("Quick!".into()))], ..Response::default() });
/// let bytes = wire::write_verbatims(Some(Rows { columns: &columns, outdated: &[], name: &|_| String::new() }), &[]);
/// let mut gathering = Gathering::default();
/// gathering.hear(wire::read_verbatims(&bytes)?);
/// assert_eq!(gathering.verbatims().latest()[0].texts, ["Quick!"]);
/// # Ok::<(), wire::Unlike>(())
/// ```
pub fn write_verbatims(rows: Option<Rows<'_>>, only: &[Only]) -> Vec<u8> {
    let said: Vec<_> = only.iter().map(Only::said).collect();
    let mut json = Json::default();
    json.open('[');
    if let Some(rows) = rows {
        written(rows, &said, &mut |line| json.raw(line));
    }
    json.close(']');
    json.finish().into_bytes()
}

/// Reads what [`write_verbatims()`] wrote.
///
/// # Errors
/// [`Unlike`] when it is anything else.
pub fn read_verbatims(bytes: &[u8]) -> Result<Verbatims, Unlike> {
    let tape = core::str::from_utf8(bytes).ok().and_then(Tape::read).ok_or(Unlike)?;
    Ok(Verbatims::of(tape.root().elements(ALL).into_iter().filter_map(Verbatim::read).collect()))
}

/// Adds what a file of operations says, as [`madeleine_ingest`](https://docs.rs/madeleine-ingest) writes it, to a gathering, and what is
/// wrong with it to the account.
///
/// # Errors
/// [`Unlike`] when it is anything else; nothing is added then.
///
/// ```
/// use madeleine_report::{Account, Gathering, wire};
/// let (mut gathering, mut account) = (Gathering::default(), Account::default());
/// let told = r#"{"lines":[["2026-W48","","offered","250","missed","12"]],"problems":[[3,"bad_period","Mend it."]],"problem_count":"1"}"#;
/// wire::happen(&mut gathering, &mut account, "calls.csv", told)?;
/// assert!(!gathering.operations().is_empty());
/// assert_eq!((account.problem_count, account.problems[0].line), (1, 3));
/// # Ok::<(), wire::Unlike>(())
/// ```
pub fn happen(gathering: &mut Gathering, account: &mut Account, file: &str, told: &str) -> Result<(), Unlike> {
    let tape = Tape::read(told).ok_or(Unlike)?;
    let root = tape.root();
    let lines: Option<Vec<_>> = root.field("lines").ok_or(Unlike)?.elements(ALL).into_iter().map(read_record).collect();
    let operations = Operations::of(lines.ok_or(Unlike)?);
    let problem_count = root.field("problem_count").and_then(read_whole).ok_or(Unlike)?;
    let problem = |problem: Value<'_>| {
        let [line, code, message] = problem.elements(ALL)[..] else { return None };
        let [code, message] = [code, message].map(|text| text.text().map(String::from));
        Some(Problem { file: file.into(), line: line.number()? as u32, code: code?, message: message? })
    };
    let problems: Option<Vec<Problem>> =
        root.field("problems").ok_or(Unlike)?.elements(ALL).into_iter().map(problem).collect();
    account.problems.extend(problems.ok_or(Unlike)?);
    account.problem_count = account.problem_count.saturating_add(problem_count);
    if !gathering.happen(operations) {
        let message = "it says what another file says, line by line: it is counted once.".into();
        account.notes.push(Problem { file: file.into(), line: 0, code: "same_file".into(), message });
        account.note_count = account.note_count.saturating_add(1);
    }
    Ok(())
}

/// What was counted in a week at a touchpoint.
fn read_record(value: Value<'_>) -> Option<(Period, Segment, Record)> {
    let [week, touchpoint, columns @ ..] = &value.elements(ALL)[..] else { return None };
    let column = |pair: &[Value<'_>]| {
        let [name, number] = pair else { return None };
        Some((name.text()?.to_string(), read_whole(*number)?))
    };
    let columns: Vec<(String, u64)> = columns.chunks(2).map(column).collect::<Option<_>>()?;
    let columns: Vec<(&str, u64)> = columns.iter().map(|(name, number)| (name.as_str(), *number)).collect();
    Some((week.text()?.parse().ok()?, Segment::of(touchpoint.text()?), Record::of(&columns)))
}

/// As text: a number of JSON is only exact up to 2^53.
fn whole(json: &mut Json, count: u64) {
    json.text(&count.to_string());
}

fn read_whole(value: Value<'_>) -> Option<u64> {
    value.text()?.parse().ok()
}

fn read_sittings(value: Value<'_>) -> Option<(Segment, Sittings)> {
    let [touchpoint, displayed, started, partial, completed, dismissed, undated, days @ ..] = &value.elements(ALL)[..]
    else {
        return None;
    };
    let mut sittings = Sittings { undated: read_whole(*undated)?, ..Sittings::default() };
    for (state, count) in sittings.states.iter_mut().zip([displayed, started, partial, completed, dismissed]) {
        *state = read_whole(*count)?;
    }
    let day = |parts: &[Value<'_>]| {
        let [year, month, day] = parts else { return None };
        Some(Day { year: year.number()? as i16, month: month.number()? as i8, day: day.number()? as i8 })
    };
    sittings.days = match days {
        [] => None,
        days => {
            let (first, last) = days.split_at_checked(3)?;
            Some((day(first)?, day(last)?))
        }
    };
    Some((Segment::of(touchpoint.text()?), sittings))
}

/// What was shown at a place, and how often.
fn read_place(value: Value<'_>) -> Option<(Place, u64)> {
    let [segments @ .., week, count] = &value.elements(ALL)[..] else { return None };
    let segments = segments.iter().map(|segment| segment.text().map(Segment::of));
    let week = week.text()?;
    let period = if week.is_empty() { Period::NoDate } else { week.parse().ok()? };
    Some((Place { segments: segments.collect::<Option<_>>()?, period: Some(period) }, read_whole(*count)?))
}

/// What people answered on the same scales at a touchpoint.
fn read_set(value: Value<'_>) -> Option<(Segment, Vec<Measure>, CoMoments)> {
    let [touchpoint, measures, base, sums @ ..] = &value.elements(ALL)[..] else { return None };
    let measures = measures.elements(ALL);
    let measure = |parts: &[Value<'_>]| {
        let [key, subject] = parts else { return None };
        let subject = subject.text()?;
        Measure::of(instrument::key(key.text()?)?, (!subject.is_empty()).then_some(subject))
    };
    let measures: Vec<Measure> = measures.chunks(2).map(measure).collect::<Option<_>>()?;
    let sums: Vec<i128> = sums.iter().map(|sum| sum.text()?.parse().ok()).collect::<Option<_>>()?;
    let answers = CoMoments::from_parts(measures.len(), read_whole(*base)?, &sums)?;
    Some((Segment::of(touchpoint.text()?), measures, answers))
}

fn read_words(value: Value<'_>) -> Option<Fingerprints> {
    value.elements(ALL).into_iter().map(read_place).collect::<Option<Vec<_>>>().map(Fingerprints::of)
}

/// What was gathered of the other responses.
fn read_against(parts: &[Value<'_>]) -> Option<Against> {
    let [tallies, beside, common, all, own, only @ ..] = parts else { return None };
    let only: Option<Vec<Only>> = only.iter().map(|only| only.text()?.parse().ok()).collect();
    Some(Against::from_parts(
        only?,
        tally::read(*tallies).ok()?,
        [read_all_narrowed(*beside)?, read_all_narrowed(*common)?],
        [read_words(*all)?, read_words(*own)?],
    ))
}

fn read_all_narrowed(value: Value<'_>) -> Option<Vec<Narrowed>> {
    value.elements(ALL).into_iter().map(read_narrowed).collect()
}

/// What responses had to say, and what stands beside it.
fn read_narrowed(value: Value<'_>) -> Option<Narrowed> {
    let [only, beside] = value.elements(ALL)[..] else { return None };
    Some(Narrowed { only: only.text()?.parse().ok()?, beside: tally::read(beside).ok()? })
}

/// The numbers of an account, in their order.
fn counts(account: &mut Account) -> [&mut u64; 8] {
    [
        &mut account.lines,
        &mut account.responses,
        &mut account.superseded,
        &mut account.duplicates,
        &mut account.conflicts,
        &mut account.broken,
        &mut account.problem_count,
        &mut account.note_count,
    ]
}

fn read_account(value: Value<'_>) -> Option<Account> {
    let mut account = Account::default();
    let values = value.elements(ALL);
    let (numbers, lists) = values.split_at_checked(counts(&mut account).len())?;
    for (place, number) in counts(&mut account).into_iter().zip(numbers) {
        *place = read_whole(*number)?;
    }
    let [problems, notes] = lists else { return None };
    account.problems = read_problems(*problems)?;
    account.notes = read_problems(*notes)?;
    Some(account)
}

fn read_problems(value: Value<'_>) -> Option<Vec<Problem>> {
    let problem = |problem: Value<'_>| {
        let [file, line, code, message] = &problem.elements(ALL)[..] else { return None };
        let [file, code, message] = [file, code, message].map(|text| text.text().map(String::from));
        Some(Problem { file: file?, line: line.number()? as u32, code: code?, message: message? })
    };
    value.elements(ALL).into_iter().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Gatherer, Report, Request};
    use madeleine_core::columns::Columns;
    use madeleine_core::response::{Answer, Response, State};
    use madeleine_stats::tally::Dimension;

    fn gathering() -> Gathering {
        let mut gathering = Gathering::by(Dimension::Device);
        for at in 0..60_i32 {
            let moment = ["moment.search", "moment.basket", "moment.end"][at as usize % 3];
            gathering.observe(&Response {
                response_id: format!("r{at}"),
                touchpoint: if at % 4 == 0 { String::new() } else { "check\u{2028}out\"".into() },
                stage: (at % 3 > 0).then(|| ["act", "ask"][at as usize % 2].into()),
                survey: "checkout".into(),
                locale: ["en", "fr", ""][at as usize % 3].into(),
                wording: if at % 28 < 14 { "0000a1" } else { "0000b2" }.into(),
                device: ["phone", "desktop"][at as usize % 2].into(),
                journey: Some(format!("j{}", at / 3)),
                state: State::ALL[at as usize % 5],
                submitted_at: if at == 7 { String::new() } else { format!("2026-11-{:02}T10:02Z", 1 + at % 28) },
                answers: vec![
                    ("csat".into(), Answer::Code(1 + at % 5)),
                    ("nps".into(), if at % 9 == 0 { Answer::Skipped } else { Answer::Code(at % 11) }),
                    ("ces2".into(), Answer::Code(1 + at % 7)),
                    ("barometer.practical".into(), Answer::Code(at % 11)),
                    ("reasons".into(), Answer::Options(vec!["reason.other".into()])),
                    (moment.into(), Answer::Code(1 + at % 5)),
                    ("weather".into(), Answer::Text("rain".into())),
                ],
                ..Response::default()
            });
        }
        gathering
    }

    fn account() -> Account {
        let problem = |line| Problem {
            file: "a \"b\".csv".into(),
            line,
            code: "not_a_number".into(),
            message: "csat: \"good\" isn't a number".into(),
        };
        Account {
            lines: u64::MAX,
            responses: 60,
            superseded: 1,
            duplicates: 2,
            conflicts: 3,
            broken: 4,
            problem_count: 5,
            problems: vec![problem(0), problem(u32::MAX)],
            note_count: 6,
            notes: vec![problem(7)],
        }
    }

    #[test]
    fn a_report_is_the_same_of_what_was_written_and_read() {
        let (gathering, account) = (gathering(), account());
        let (again, told) = read(&write(&gathering, &account)).expect("a gathering");
        assert_eq!(told, account);
        assert_eq!(again.together(), gathering.together());
        assert!(again.together().sets().count() > 2);
        assert_eq!(again.sittings().collect::<Vec<_>>(), gathering.sittings().collect::<Vec<_>>());
        for touchpoint in [None, Some(String::new()), Some("check\u{2028}out\"".to_string())] {
            let request = Request { touchpoint, ..Request::default() };
            assert_eq!(Report::of(&again, &told, &request), Report::of(&gathering, &account, &request));
        }
        // Once told, journeys stay as they are.
        assert_eq!(write(&again, &told), write(&gathering, &account));
    }

    #[test]
    fn what_people_wrote_is_the_same_in_rows_and_in_bytes() {
        let mut columns = Columns::default();
        for at in 0..40 {
            let text = ["Trop cher", "\u{2028}\"\\ \u{0}", "", "L’odeur"][at % 4];
            columns.push(&Response {
                submitted_at: format!("2026-11-{:02}T10:02Z", 1 + at % 28),
                touchpoint: "caisse".into(),
                locale: "fr".into(),
                answers: vec![
                    ("mood".into(), Answer::Code(1 + (at % 5) as i32)),
                    ("nms".into(), Answer::Option("nms.pos".into())),
                    ("said".into(), Answer::Text(text.into())),
                ],
                instruments: vec![("mood".into(), "csat".into()), ("said".into(), "open".into())],
                ..Response::default()
            });
        }
        let rows = Rows { columns: &columns, outdated: &[true, false], name: &|_| String::new() };
        let whole = Gathering::of(Dimension::Touchpoint, rows);
        let mut gatherer = Gatherer::by(Dimension::Touchpoint);
        gatherer.observe(rows);
        let (mut again, _) = read(&write(&gatherer.finish(), &Account::default())).expect("a gathering");
        again.hear(read_verbatims(&write_verbatims(Some(rows), &[])).expect("what people wrote"));
        assert_eq!(again, whole);
        assert_eq!(whole.verbatims().latest().len(), 29);
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_refused() {
        let bytes = write(&gathering(), &account());
        for end in (0..bytes.len()).step_by(97) {
            assert_eq!(read(&bytes[..end]).err(), Some(Unlike), "{end}");
        }
        for wrong in ["[]", "{}", "[{},{},[],[],[],[],[],[]]", "[null,null,[[]],[],[],[],[],[]]", "\u{feff}"] {
            assert_eq!(read(wrong.as_bytes()), Err(Unlike), "{wrong}");
        }
        assert_eq!(read_verbatims(b"[{").err(), Some(Unlike));
    }
}
