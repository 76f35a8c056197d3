//! Rows of CSV to codes, quickly: what a cell means is asked once for each text that stands in its column, and looked up
//! where it stands there again.
//!
//! Nothing is decided here. What a cell means is what [`Table`] says of a row that holds nothing else, and a row with
//! anything odd about it (a quote in the middle of a cell, a cell too many, an answer that isn't offered …) is left to be
//! read the slow way.

use crate::intake::{Intake, ROW};
use crate::problem::At;
use crate::table::{Holds, Table};
use madeleine_core::columns::{ABSENT, FREE, Field};
use madeleine_scan::{Lines, MAX_LINE_BYTES, Meaning, Meanings, Row, Structure, is_before, is_visible};

/// So many rows are handed over at once.
const BATCH: usize = 512;
/// So many bytes are looked through at once for what means something.
const WINDOW: usize = 16 * 1024;
/// So many after an odd row.
const LITTLE: usize = 1024;
/// Longest name that is taken as it stands.
const PLAIN: usize = 128;
/// Longest answer in words that is.
const OPEN: usize = 4_000;

/// Stands for whatever somebody wrote.
const SOME_WORDS: &[u8] = b"x";

/// Where the quick reading stopped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The next row is to be read the slow way.
    Odd,
    /// The next row isn't there yet.
    More,
}

/// A column that is read.
#[derive(Debug)]
struct Slot {
    /// Its place in the file.
    column: usize,
    holds: Holds,
    /// The column of the file that names the instrument, if there is one.
    named_by: Option<usize>,
    /// Its place among the columns that are filled.
    place: Option<usize>,
    meanings: Meanings,
    /// The codes of the rows that are read together.
    codes: Vec<u16>,
    /// Which of them say anything, where hardly two say the same.
    said: Vec<u32>,
    /// How it is read whose rows are given up as soon as they are counted.
    passing: Passing,
}

/// What matters of a column whose rows are given up as soon as they are counted.
#[derive(Debug)]
enum Passing {
    /// All of it.
    Text,
    /// Whether ids come in their order: the first of the rows that are read together whose id doesn't.
    Ids { unordered: usize },
    /// The day as it is written.
    Days(LastTime),
    /// That there are words: the code that stands for some.
    Words(u16),
}

/// The last time that was read.
#[derive(Debug, Clone, Copy)]
struct LastTime {
    day: [u8; DAY],
    code: u16,
    /// How long it was, and how it ended; 0 for one that is too short or too long to be known by its day and its end.
    length: usize,
    end: [u8; END],
}

/// What is kept of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// All that they say.
    All,
    /// What is counted: not which words somebody wrote, nor under which id.
    Counted,
    /// The same, and of the time at which a response came only the day as it is written.
    Days,
}

/// So long is a day as it is written: `2026-11-21`.
const DAY: usize = 10;
/// So much of the end of a time is looked at in one step.
const END: usize = 16;

/// Reads rows of one file.
#[derive(Debug)]
pub(crate) struct Quick {
    slots: Vec<Slot>,
    /// Columns of the file, read or not.
    width: usize,
    separator: u8,
    /// What is said of every row that isn't said in the file: a column and a code.
    constant: Vec<(usize, u16)>,
    structure: Structure,
    rows: Vec<Row>,
    at: Vec<At>,
    /// How many problems rows have that nobody will list.
    unlisted: Vec<(usize, u64)>,
    window: usize,
}

impl Quick {
    /// A reader of the rows of a table; `None` for one of which no column is read, or whose cells are read as another tool
    /// wrote them.
    pub(crate) fn new(table: &mut Table, intake: &mut Intake, keeps: Keeps) -> Option<Self> {
        if !table.is_known() || !table.is_ours() {
            return None;
        }
        let mut slots: Vec<Slot> = Vec::new();
        for column in 0..table.len() {
            let Some((holds, field)) = table.holds(column) else { continue };
            let is_time = field == Some(Field::SubmittedAt);
            let place = field.map(|field| intake.columns().place_of(&field));
            let named_by = table.named_by(column);
            let passing = match (holds, place) {
                _ if keeps == Keeps::All => Passing::Text,
                (Holds::Id, Some(_)) => Passing::Ids { unordered: usize::MAX },
                (Holds::Open, Some(place)) => Passing::Words(intake.columns().share(place, SOME_WORDS)),
                (Holds::Name, Some(_)) if keeps == Keeps::Days && is_time => {
                    Passing::Days(LastTime { day: [0; DAY], code: FREE, length: 0, end: [0; END] })
                }
                _ => Passing::Text,
            };
            slots.push(Slot {
                column,
                holds,
                named_by,
                place,
                meanings: Meanings::default(),
                codes: Vec::new(),
                said: Vec::new(),
                passing,
            });
        }
        slots.shrink_to_fit();
        let constant = Table::constant().into_iter().filter_map(|(field, value)| {
            let place = intake.columns().place_of(&field);
            let said = slots.iter().any(|slot| slot.place == Some(place));
            (!said).then(|| (place, intake.columns().code(place, &value)))
        });
        Some(Self {
            constant: constant.collect(),
            slots,
            width: table.width(),
            separator: table.separator()[0],
            structure: Structure::default(),
            rows: Vec::new(),
            at: Vec::new(),
            unlisted: Vec::new(),
            window: WINDOW,
        })
    }

    /// Reads rows as long as they are plain and have come in full.
    #[inline(never)]
    pub(crate) fn read(&mut self, lines: &mut Lines, table: &mut Table, intake: &mut Intake, file: u32) -> Stop {
        let Some((bytes, line)) = lines.at_row() else { return Stop::Odd };
        let (mut at, mut line_now) = (0, line);
        let mut window = self.window;
        let stop = loop {
            let rest = &bytes[at..];
            let seen = &rest[..rest.len().min(window)];
            let (read, stop) = self.read_window(seen, &mut line_now, table, intake, file);
            at += read;
            match stop {
                Stop::Odd => {
                    // Where one row is odd the next one may be: little is looked through in vain.
                    self.window = LITTLE;
                    break Stop::Odd;
                }
                Stop::More if read == 0 && seen.len() > MAX_LINE_BYTES + 1 => break Stop::Odd,
                Stop::More if seen.len() == rest.len() => break Stop::More,
                Stop::More if read == 0 => window = MAX_LINE_BYTES + 2,
                Stop::More => {
                    self.window = WINDOW.min(2 * self.window);
                    window = self.window;
                }
            }
        };
        lines.pass(at, line_now - line);
        stop
    }

    /// Reads the rows that lie within these bytes; how many bytes they are.
    #[inline(never)]
    fn read_window(
        &mut self,
        bytes: &[u8],
        line: &mut u64,
        table: &mut Table,
        intake: &mut Intake,
        file: u32,
    ) -> (usize, Stop) {
        let mut structure = core::mem::take(&mut self.structure);
        let whole = structure.find(bytes, self.separator);
        let first_line = *line;
        let mut rows = core::mem::take(&mut self.rows);
        let (short, mut stopped) = structure.rows(self.width, &mut rows);
        let mut stop = if whole && !short { Stop::More } else { Stop::Odd };
        let all = rows.len();
        for first in (0..all).step_by(BATCH) {
            let batch = &rows[first..all.min(first + BATCH)];
            // Blank ones, marks at the beginning of files that were joined, and what is too long.
            let next = |at: usize| rows.get(first + at + 1).unwrap_or(&stopped).start;
            let odd = batch.iter().enumerate().position(|(at, row)| {
                let begins = bytes[row.start as usize];
                begins.is_ascii_whitespace() || begins == 0xef || (next(at) - row.start) as usize > MAX_LINE_BYTES
            });
            let batch = &batch[..odd.unwrap_or(batch.len())];
            let good = self.read_rows(bytes, &structure, batch, table, intake);
            self.at.clear();
            self.at.extend(batch[..good].iter().map(|row| At::new(file, first_line + u64::from(row.lines))));
            self.hand_over(intake, good);
            let odd = odd.is_some() || good < batch.len();
            if odd {
                stopped = rows.get(first + good).copied().unwrap_or(stopped);
                stop = Stop::Odd;
                break;
            }
        }
        *line = first_line + u64::from(stopped.lines);
        self.rows = rows;
        self.structure = structure;
        (stopped.start as usize, stop)
    }

    /// Finds the codes of rows, column by column; how many of them there are before the first with anything odd about it.
    #[inline(never)]
    fn read_rows(
        &mut self,
        bytes: &[u8],
        structure: &Structure,
        rows: &[Row],
        table: &mut Table,
        intake: &mut Intake,
    ) -> usize {
        let mut good = rows.len();
        self.unlisted.clear();
        let cells = Cells { bytes, structure, last: self.width - 1 };
        for slot in &mut self.slots {
            slot.codes.clear();
            let by_word = slot.holds == Holds::Word || slot.named_by.is_some() && slot.holds != Holds::Open;
            let rows = &rows[..good];
            let read = match slot.passing {
                _ if by_word => slot.words(&cells, rows, table, intake, &mut self.unlisted),
                Passing::Ids { .. } => slot.ids(&cells, rows, intake.last_id()),
                Passing::Days(..) => slot.days(&cells, rows, intake),
                _ => slot.own(&cells, rows, table),
            };
            good = good.min(read);
        }
        for slot in &mut self.slots {
            slot.codes.truncate(good);
            let Some(place) = slot.place else { continue };
            if let Passing::Ids { unordered } = slot.passing {
                let last =
                    rows[..good].iter().rev().find_map(|row| cells.text(row, slot.column).filter(|id| !id.is_empty()));
                intake.pass_ids(last, unordered >= good);
            } else if slot.codes.contains(&FREE) {
                let own = rows.iter().zip(&slot.codes).filter(|(_, code)| **code == FREE);
                for (row, _) in own {
                    let Some(cell) = cells.of(row, slot.column) else { continue };
                    match slot.holds {
                        Holds::Count => {
                            let number = digits(cell.text).unwrap_or_default();
                            intake.columns().push_free(place, &number.to_le_bytes());
                        }
                        _ if cell.doubled => intake.columns().push_free(place, &undoubled(cell.text)),
                        _ => intake.columns().push_free(place, cell.text),
                    }
                }
            }
            intake.columns().push_codes(place, &slot.codes);
        }
        let unlisted = self.unlisted.iter().filter(|(row, _)| *row < good);
        intake.note_unlisted(unlisted.map(|(_, problems)| problems).sum());
        good
    }

    /// Hands over the rows whose codes were found.
    #[inline(never)]
    fn hand_over(&mut self, intake: &mut Intake, rows: usize) {
        if rows == 0 {
            return;
        }
        for (place, code) in &self.constant {
            intake.columns().push_codes(*place, &[*code; BATCH][..rows]);
        }
        intake.columns().end_rows(rows);
        intake.read_lines(rows as u64);
        intake.admit_rows(&self.at);
    }
}

/// The cells of a piece.
struct Cells<'a> {
    bytes: &'a [u8],
    structure: &'a Structure,
    /// The last column: a carriage return may stand behind it.
    last: usize,
}

/// A cell without its quotes.
#[derive(Clone, Copy)]
struct Cell<'a> {
    text: &'a [u8],
    start: usize,
    /// It holds quotes, written twice.
    doubled: bool,
}

impl<'a> Cells<'a> {
    /// Where a cell begins and ends.
    #[inline(always)]
    fn span(&self, row: &Row, column: usize) -> (usize, usize) {
        self.structure.cell(row.cell as usize + column)
    }

    /// The text of a cell without its quotes; `None` for one that holds quotes itself, or makes no sense.
    #[inline(always)]
    fn single(&self, row: &Row, column: usize) -> Option<&'a [u8]> {
        let text = self.text(row, column)?;
        let quoted = self.bytes.get(self.span(row, column).0) == Some(&b'"');
        (!quoted || !text.contains(&b'"')).then_some(text)
    }

    /// The text of a cell without its quotes; `None` for one that makes no sense.
    #[inline(always)]
    fn text(&self, row: &Row, column: usize) -> Option<&'a [u8]> {
        self.place(row, column).and_then(|(start, end)| self.bytes.get(start..end))
    }

    /// Where the text of a cell begins and ends.
    #[inline(always)]
    fn place(&self, row: &Row, column: usize) -> Option<(usize, usize)> {
        let (start, mut end) = self.span(row, column);
        if column == self.last && self.structure.returns && self.bytes[start..end].last() == Some(&b'\r') {
            end -= 1;
        }
        if self.bytes.get(start) != Some(&b'"') {
            return Some((start, end));
        }
        (end >= start + 2).then(|| (start + 1, end - 1))
    }

    /// A cell; `None` for one that makes no sense.
    #[inline(always)]
    fn of(&self, row: &Row, column: usize) -> Option<Cell<'a>> {
        let (start, end) = self.place(row, column)?;
        let text = self.bytes.get(start..end)?;
        let quoted = start != self.span(row, column).0;
        Some(Cell { text, start, doubled: quoted && memchr::memchr(b'"', text).is_some() })
    }
}

impl Slot {
    /// Codes of texts that many rows share; how many rows come before one that is odd.
    #[inline(never)]
    fn words(
        &mut self,
        cells: &Cells<'_>,
        rows: &[Row],
        table: &mut Table,
        intake: &mut Intake,
        unlisted: &mut Vec<(usize, u64)>,
    ) -> usize {
        self.codes.resize(rows.len(), ABSENT);
        let mut from = 0;
        while from < rows.len() {
            if self.named_by.is_none() {
                // Nearly every cell is one of few, short, and without quotes.
                let column = cells.structure.column(rows[from].cell as usize + self.column, cells.last + 1);
                // What is wrong with them is counted as long as nobody lists it.
                let problems = intake.lists_no_more().then_some(&mut *unlisted);
                let column = (from, column);
                from = self.meanings.fill(cells.structure.level, cells.bytes, column, &mut self.codes, problems);
                if from == rows.len() {
                    break;
                }
            }
            let (at, row) = (from, &rows[from]);
            let Some(cell) = cells.of(row, self.column).filter(|cell| !cell.doubled) else { return at };
            let named = match self.named_by {
                None => None,
                Some(by) => match cells.of(row, by).filter(|cell| !cell.doubled) {
                    Some(cell) => Some((by, cell.text)),
                    None => return at,
                },
            };
            let (column, place) = (self.column, self.place);
            let meaning = self.meanings.of(cells.bytes, cell.start, cell.text.len(), named, |text| {
                // A plain word is taken as it stands: nobody has to be asked.
                let word = place.filter(|_| is_plain(text) && table.is_word(column));
                match word.map(|place| intake.columns().code(place, text)) {
                    Some(code) if code != FREE => Meaning::new(code, 0),
                    _ => table.meaning(column, text, named, place, intake),
                }
            });
            let code = if meaning.is_odd() {
                if !self.meanings.is_full() || !is_plain(cell.text) || !table.is_word(column) {
                    return at;
                }
                // One of more words than are known by heart.
                place.map_or(ABSENT, |place| intake.columns().code(place, cell.text))
            } else {
                meaning.code()
            };
            if meaning.problems() > 0 && !meaning.is_odd() {
                if !intake.lists_no_more() {
                    return at;
                }
                unlisted.push((at, meaning.problems()));
            }
            self.codes[at] = code;
            from += 1;
        }
        rows.len()
    }

    /// Codes of texts that no two rows share; how many rows come before one that is odd.
    #[inline(never)]
    fn own(&mut self, cells: &Cells<'_>, rows: &[Row], table: &Table) -> usize {
        let some = if let Passing::Words(some) = self.passing { some } else { FREE };
        self.codes.resize(rows.len(), ABSENT);
        // Whether somebody wrote something nobody can foresee: each row is noted where the next one goes, whether it stays there or not.
        self.said.resize(rows.len(), 0);
        let mut count = 0;
        for (at, row) in rows.iter().enumerate() {
            let (start, end) = cells.span(row, self.column);
            if let Some(said) = self.said.get_mut(count) {
                *said = at as u32;
            }
            count += usize::from(start < end);
        }
        for at in self.said[..count].iter().map(|at| *at as usize) {
            let row = &rows[at];
            let Some((start, end)) = cells.place(row, self.column) else { return at };
            let Some(text) = cells.bytes.get(start..end) else { return at };
            if text.is_empty() {
                continue;
            }
            let fits = match self.holds {
                Holds::Count => digits(text).is_some(),
                Holds::Open => {
                    is_open(text)
                        && cells.structure.is_utf8(cells.bytes, start, end)
                        && self.named_by.is_none_or(|by| {
                            let named = cells.of(row, by).filter(|named| !named.doubled);
                            named.is_some_and(|named| table.is_open(self.column, named.text))
                        })
                }
                _ => is_plain(text) && (start == cells.span(row, self.column).0 || !text.contains(&b'"')),
            };
            if !fits {
                return at;
            }
            self.codes[at] = some;
        }
        rows.len()
    }

    /// Says nothing of ids, but notes the first that doesn't come after the one before; how many rows come before one that is odd.
    #[inline(never)]
    fn ids(&mut self, cells: &Cells<'_>, rows: &[Row], before: &[u8]) -> usize {
        let (mut last, mut unordered) = (before, usize::MAX);
        let mut good = rows.len();
        for (at, row) in rows.iter().enumerate() {
            let id = match cells.single(row, self.column) {
                Some([]) => continue,
                Some(id) if is_plain(id) => id,
                _ => {
                    good = at;
                    break;
                }
            };
            if unordered > at && (!is_before(last, id) || id.starts_with(ROW.as_bytes())) {
                unordered = at;
            }
            last = id;
        }
        self.codes.resize(good, ABSENT);
        self.passing = Passing::Ids { unordered };
        good
    }

    /// Codes of days; how many rows come before one that is odd.
    #[inline(never)]
    fn days(&mut self, cells: &Cells<'_>, rows: &[Row], intake: &mut Intake) -> usize {
        let (&Passing::Days(mut last), Some(place)) = (&self.passing, self.place) else { return 0 };
        let mut good = rows.len();
        for (at, row) in rows.iter().enumerate() {
            let Some(time) = cells.single(row, self.column) else {
                good = at;
                break;
            };
            self.codes.push(match time.split_first_chunk() {
                Some((beginning, _)) if *beginning == last.day && last.is_written_like(time) => last.code,
                Some((beginning, clock)) if is_day(beginning) && is_clock(clock) => {
                    if *beginning != last.day {
                        (last.day, last.code) = (*beginning, intake.columns().share(place, beginning));
                    }
                    last.note(time);
                    last.code
                }
                _ if time.is_empty() => ABSENT,
                _ if is_plain(time) => FREE,
                _ => {
                    good = at;
                    break;
                }
            });
        }
        self.passing = Passing::Days(last);
        good
    }
}

impl LastTime {
    /// Notes how a time is written.
    fn note(&mut self, time: &[u8]) {
        // Its day and its end are all of it.
        let end = time.last_chunk().filter(|_| time.len() <= DAY + END);
        (self.length, self.end) = end.map_or((0, [0; END]), |end| (time.len(), *end));
    }

    /// Whether a time of this day has digits where the last one has them, and is the same elsewhere.
    #[inline(always)]
    fn is_written_like(&self, time: &[u8]) -> bool {
        let Some(end) = time.last_chunk::<END>().filter(|_| time.len() == self.length) else { return false };
        let is_digit = |byte: u8| byte.wrapping_sub(b'0') < 10;
        let same = |(one, other): (&u8, &u8)| (one == other) | (is_digit(*one) & is_digit(*other));
        end.iter().zip(&self.end).fold(true, |all, bytes| all & same(bytes))
    }
}

/// Whether a text is taken as it stands, if it holds no quote.
#[inline(always)]
fn is_plain(text: &[u8]) -> bool {
    text.len() <= PLAIN && text.first().is_some_and(|first| *first != b'\'') && is_visible(text)
}

/// Whether something looks like a day.
fn is_day(text: &[u8; DAY]) -> bool {
    text.iter().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// Whether what stands behind a day looks like a time of that day, so that it doesn't matter which.
#[inline(always)]
fn is_clock(text: &[u8]) -> bool {
    let [b'T' | b't' | b' ', time @ ..] = text else { return text.is_empty() };
    let time = time.strip_suffix(b"Z").unwrap_or(time);
    match (time.first_chunk(), time.last_chunk()) {
        // The first eight and the last, some of which may be the same.
        (Some(first), Some(last)) if time.len() <= 16 => {
            are_of_a_clock(u64::from_le_bytes(*first)) & are_of_a_clock(u64::from_le_bytes(*last))
        }
        _ => time.len() < PLAIN && time.iter().all(|byte| byte.is_ascii_digit() || b":.+-".contains(byte)),
    }
}

/// Whether eight bytes are digits, colons, points and signs.
#[inline(always)]
fn are_of_a_clock(bytes: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let seven = bytes & !HIGH;
    // From + to : lie all of them, and two that aren't. No carry leaves a byte.
    let within = (seven + (0x80 - b'+' as u64) * ONES) & !(seven + (0x7f - b':' as u64) * ONES);
    let is = |byte: u8| !((seven ^ (ONES * u64::from(byte))) + !HIGH);
    (within & !bytes & !is(b',') & !is(b'/')) & HIGH == HIGH
}

/// A text with each of its quotes written once.
fn undoubled(cell: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(quote) = memchr::memchr(b'"', rest) {
        text.extend_from_slice(&rest[..=quote]);
        rest = rest.get(quote + 2..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    text
}

/// Whether words in UTF-8 are surely words, as they stand: not a number that means something, not blank, not too long.
#[inline]
fn is_open(cell: &[u8]) -> bool {
    let begins = match cell {
        [b'"', b'"', next, ..] => next,
        [first, ..] => first,
        [] => return false,
    };
    // Letters, or the beginning of one that isn't a blank.
    let a_letter = begins.is_ascii_alphabetic() || matches!(begins, 0xc3..=0xdf | 0xe4..=0xf4);
    a_letter && cell.len() <= OPEN
}

/// A whole number in nothing but digits.
fn digits(cell: &[u8]) -> Option<u32> {
    if !(1..=9).contains(&cell.len()) {
        return None;
    }
    cell.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_clock_is_one_where_each_of_its_bytes_may_stand_in_one(
            clock in prop_oneof!["[T t]?[0-9:.+\\-Z]{0,20}", "[T t][ -~]{0,20}"],
        ) {
            let part = |byte: u8| byte.is_ascii_digit() || b":.+-".contains(&byte);
            let expected = match clock.as_bytes() {
                [b'T' | b't' | b' ', time @ ..] => time.strip_suffix(b"Z").unwrap_or(time).iter().all(|byte| part(*byte)),
                rest => rest.is_empty(),
            };
            prop_assert_eq!(is_clock(clock.as_bytes()), expected);
        }

        #[test]
        fn what_is_written_like_a_time_is_one(
            times in prop::array::uniform2("2026-11-21[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?[Z+]?"),
            other in (0_usize..40, any::<u8>()),
        ) {
            let mut last = LastTime { day: [0; DAY], code: FREE, length: 0, end: [0; END] };
            last.note(times[0].as_bytes());
            let shape = |time: &[u8]| -> Vec<u8> {
                time.iter().map(|byte| if byte.is_ascii_digit() { b'0' } else { *byte }).collect()
            };
            let mut spoilt = times[1].clone().into_bytes();
            if let Some(byte) = spoilt[DAY..].get_mut(other.0) {
                *byte = other.1;
            }
            for time in [times[1].as_bytes(), &spoilt] {
                let alike = times[0].len() <= DAY + END && shape(time) == shape(times[0].as_bytes());
                prop_assert_eq!(last.is_written_like(time), alike);
            }
        }

        #[test]
        fn eight_bytes_are_of_a_clock_one_by_one(bytes in prop::array::uniform8(prop_oneof![3 => b'+'..=b':', 1 => any::<u8>()])) {
            let expected = bytes.iter().all(|byte| byte.is_ascii_digit() || b":.+-".contains(byte));
            prop_assert_eq!(are_of_a_clock(u64::from_le_bytes(bytes)), expected);
        }
    }
}
