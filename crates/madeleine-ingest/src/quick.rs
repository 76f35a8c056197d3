//! Rows of CSV to codes, quickly: what a cell means is asked once for each text that stands in its column, and looked up
//! where it stands there again.
//!
//! Nothing is decided here. What a cell means is what [`Table`] says of a row that holds nothing else, and a row with
//! anything odd about it (a quote in the middle of a cell, a cell too many, an answer that isn't offered …) is left to be
//! read the slow way.

use crate::intake::Intake;
use crate::lines::{Lines, MAX_LINE_BYTES};
use crate::meaning::Meanings;
use crate::problem::At;
use crate::structure::{Row, Structure};
use crate::table::{Holds, Table};
use madeleine_core::columns::{ABSENT, FREE};

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
}

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
    /// Rows are given up as soon as they are counted.
    light: bool,
}

impl Quick {
    /// A reader of the rows of a table; `None` for one of which no column is read, or whose cells are read as another tool
    /// wrote them.
    pub(crate) fn new(table: &mut Table, intake: &mut Intake, light: bool) -> Option<Self> {
        if !table.is_known() || !table.is_ours() {
            return None;
        }
        let mut slots: Vec<Slot> = Vec::new();
        for column in 0..table.len() {
            let Some((holds, field)) = table.holds(column) else { continue };
            let place = field.map(|field| intake.columns().place_of(&field));
            let named_by = table.named_by(column);
            slots.push(Slot { column, holds, named_by, place, meanings: Meanings::default(), codes: Vec::new() });
        }
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
            light,
        })
    }

    /// Reads rows as long as they are plain and have come in full.
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
            let read = if by_word {
                slot.words(&cells, &rows[..good], table, intake, &mut self.unlisted)
            } else {
                slot.own(&cells, &rows[..good], table)
            };
            good = good.min(read);
        }
        for slot in &mut self.slots {
            slot.codes.truncate(good);
            if let Some(place) = slot.place {
                if self.light && slot.passes(&cells, rows, intake) {
                    intake.columns().push_codes(place, &slot.codes);
                    continue;
                }
                // Words are shared, nearly always.
                let any = slot.holds != Holds::Word || slot.codes.contains(&FREE);
                let own = rows.iter().zip(&slot.codes).filter(|(_, code)| any && **code == FREE);
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
                intake.columns().push_codes(place, &slot.codes);
            }
        }
        let unlisted = self.unlisted.iter().filter(|(row, _)| *row < good);
        intake.note_unlisted(unlisted.map(|(_, problems)| problems).sum());
        good
    }

    /// Hands over the rows whose codes were found.
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

    /// The text of a cell; `None` for one that makes no sense.
    #[inline(always)]
    fn of(&self, row: &Row, column: usize) -> Option<Cell<'a>> {
        let (mut start, mut end) = self.span(row, column);
        if column == self.last && self.structure.returns && self.bytes[start..end].last() == Some(&b'\r') {
            end -= 1;
        }
        let mut doubled = false;
        if self.bytes.get(start) == Some(&b'"') {
            if end < start + 2 {
                return None;
            }
            (start, end) = (start + 1, end - 1);
            doubled = memchr::memchr(b'"', &self.bytes[start..end]).is_some();
        }
        Some(Cell { text: self.bytes.get(start..end)?, start, doubled })
    }
}

impl Slot {
    /// Where rows are given up as soon as they are counted, their ids need only be in order, and of words it matters only
    /// that there are some; whether this is such a column.
    fn passes(&mut self, cells: &Cells<'_>, rows: &[Row], intake: &mut Intake) -> bool {
        match (self.holds, self.place) {
            (Holds::Id, _) => {
                let ids = rows.iter().zip(&self.codes).filter(|(_, code)| **code == FREE);
                intake.pass_ids(ids.filter_map(|(row, _)| Some(cells.of(row, self.column)?.text)));
                self.codes.fill(ABSENT);
            }
            (Holds::Open, Some(place)) => {
                let some = intake.columns().share(place, SOME_WORDS);
                self.codes.iter_mut().filter(|code| **code == FREE).for_each(|code| *code = some);
            }
            _ => return false,
        }
        true
    }

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
                let (column, meanings) = (self.column, &self.meanings);
                let near = self.codes[from..].iter_mut().zip(&rows[from..]).position(|(code, row)| {
                    let (start, end) = cells.span(row, column);
                    match meanings.near(cells.bytes, start, end) {
                        Some(near) => *code = near,
                        None => return true,
                    }
                    false
                });
                match near {
                    Some(passed) => from += passed,
                    None => break,
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
                table.meaning(column, text, named, place, intake)
            });
            let code = if meaning.is_odd() {
                let plain =
                    cell.text.len() <= PLAIN && cells.structure.is_visible(cell.start, cell.start + cell.text.len());
                let guarded = cell.text.first().is_none_or(|first| *first == b'\'');
                if !self.meanings.is_full() || !plain || guarded || !table.is_word(column) {
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
        for (at, row) in rows.iter().enumerate() {
            let Some(cell) = cells.of(row, self.column) else { return at };
            let (start, end) = (cell.start, cell.start + cell.text.len());
            let fits = match self.holds {
                _ if cell.text.is_empty() => true,
                Holds::Count => !cell.doubled && digits(cell.text).is_some(),
                Holds::Open => {
                    is_open(cell.text, cells.structure.is_ascii(start, end))
                        && self.named_by.is_none_or(|by| {
                            let named = cells.of(row, by).filter(|named| !named.doubled);
                            named.is_some_and(|named| table.is_open(self.column, named.text))
                        })
                }
                _ => {
                    !cell.doubled
                        && cell.text[0] != b'\''
                        && end - start <= PLAIN
                        && cells.structure.is_visible(start, end)
                }
            };
            if !fits {
                return at;
            }
            self.codes.push(if cell.text.is_empty() { ABSENT } else { FREE });
        }
        rows.len()
    }
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

/// Whether words are surely words, as they stand: not a number that means something, not blank, not too long.
#[inline]
fn is_open(cell: &[u8], ascii: bool) -> bool {
    let begins = match cell {
        [b'"', b'"', next, ..] => next,
        [first, ..] => first,
        [] => return false,
    };
    // Letters, or the beginning of one that isn't a blank.
    let a_letter = begins.is_ascii_alphabetic() || matches!(begins, 0xc3..=0xdf | 0xe4..=0xf4);
    a_letter && cell.len() <= OPEN && (ascii || core::str::from_utf8(cell).is_ok())
}

/// A whole number in nothing but digits.
fn digits(cell: &[u8]) -> Option<u32> {
    if !(1..=9).contains(&cell.len()) {
        return None;
    }
    cell.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}
