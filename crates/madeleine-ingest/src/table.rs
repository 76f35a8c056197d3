//! The CSV twin: which column is what, and a row as a response.

use crate::cell::Cell;
use crate::exports::{Drawn, Layout, Reading};
use crate::intake::{Intake, row_id};
use crate::place::{Place, meant, proposal};
use crate::problem::At;
use crate::sitting::tidy;
use csv_core::ReadRecordResult;
use madeleine_core::columns::{ABSENT, FREE, Field, value_of};
use madeleine_core::instrument::{self, Form};
use madeleine_core::wire::read_response;
use madeleine_core::{Problem, decimal};
use madeleine_scan::{Meaning, ODD};
use std::borrow::Cow;

/// Most columns that are read.
const MAX_COLUMNS: usize = 1_000;

/// For so many unknown columns it is looked for what may have been meant: a file with hundreds of them wasn't mistyped.
const MAX_PROPOSALS: usize = 20;

/// What answers are filed under whose file doesn't name a survey.
const UNNAMED: &str = "unnamed";

/// What a spreadsheet takes for the beginning of a formula, and the apostrophe itself.
const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// What separates cells in the wild; which one a file uses is seen in its first row.
pub(crate) const SEPARATORS: &[u8] = b",;\t";

/// What stands in the cells of a column, for who reads them quickly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// One of not too many texts.
    Word,
    /// The id of the response.
    Id,
    /// A name or a time: hardly two are the same.
    Name,
    /// A whole number.
    Count,
    /// Words of a person's own.
    Open,
}

#[derive(Debug)]
struct Column {
    name: String,
    /// Which cell of a row it is: of a cell that tells several things there are several.
    at: usize,
    place: Place,
    /// How the text of a cell becomes what our own files have; nothing where it is that.
    reading: Option<Reading>,
    /// For an answer: the column that names its instrument, if there is one.
    instrument: Option<usize>,
}

/// A CSV file whose first row was read.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    /// What every row says, where no cell of its own does.
    fixed: Vec<(Place, String)>,
    /// How many columns the first row names, read or not.
    width: usize,
    splitter: Splitter,
    separator: &'static [u8],
}

impl Table {
    /// Reads the names of the columns; what is wrong with them goes to `intake`.
    #[inline(never)]
    pub(crate) fn new(row: &[u8], at: At, intake: &mut Intake) -> Self {
        let separator = separator(row);
        let mut splitter = Splitter::new(separator[0]);
        splitter.split(row);
        let mut columns: Vec<Column> = Vec::with_capacity(splitter.count.min(MAX_COLUMNS));
        for (at, cell) in splitter.cells().take(MAX_COLUMNS).enumerate() {
            let name = String::from_utf8_lossy(cell).trim().to_string();
            let place = Place::of(&name);
            columns.push(Column { name, at, place, reading: None, instrument: None });
        }
        if splitter.count > MAX_COLUMNS {
            let message = format!("this file has {} columns; only the first {MAX_COLUMNS} are read.", splitter.count);
            intake.note(at, Problem { code: "too_many_columns", path: "$".into(), message });
        }
        name_items(&mut columns);
        let mut unknown = 0;
        for i in 0..columns.len() {
            let (before, rest) = columns.split_at_mut(i);
            let column = &mut rest[0];
            let (code, message) = if column.place == Place::Nothing {
                if column.name == "epsilon" {
                    continue;
                }
                unknown += 1;
                let meant = if unknown > MAX_PROPOSALS { None } else { meant(&column.name) };
                ("unknown_column", format!("this column isn't read. {}", proposal(meant)))
            } else if before.iter().any(|other| other.place == column.place) {
                column.place = Place::Nothing;
                ("duplicate_column", "an earlier column says the same; this one isn't read.".into())
            } else {
                continue;
            };
            let path = if column.name.is_empty() { format!("column {}", i + 1) } else { column.name.clone() };
            intake.note(at, Problem { code, path, message });
        }
        name_instruments(&mut columns);
        let table = Self { columns, fixed: Vec::new(), width: splitter.count, splitter, separator };
        if !table.is_known() {
            let message =
                "no column of this file is known. Its first line must name them, as in \"submitted_at,csat\"."
                    .to_string();
            intake.note(at, Problem { code: "no_columns", path: "$".into(), message });
        }
        table
    }

    /// A file whose columns are laid out by what tool wrote it, or by a mapping; its rows of names are passed over.
    pub(crate) fn laid_out(layout: Layout, row: &[u8], at: At, intake: &mut Intake) -> Self {
        let separator = separator(row);
        let mut splitter = Splitter::new(separator[0]);
        splitter.split(row);
        let name = |at: usize| {
            let name = String::from_utf8_lossy(splitter.cell(at)).trim().to_string();
            if name.is_empty() { format!("column {}", at + 1) } else { name }
        };
        let column = |drawn: Drawn| Column {
            name: name(drawn.at),
            at: drawn.at,
            place: drawn.place,
            reading: Some(drawn.reading),
            instrument: None,
        };
        let mut columns: Vec<Column> = layout.columns.into_iter().map(column).collect();
        name_instruments(&mut columns);
        for note in layout.notes {
            intake.remark(at, note);
        }
        for problem in layout.problems {
            intake.note(at, problem);
        }
        let table = Self { columns, fixed: layout.fixed, width: splitter.count, splitter, separator };
        if !table.is_known() {
            let message = "nothing of this file can be read: its notes say why. A mapping says what its columns are; \
                           \"madeleine mapping\" proposes one."
                .to_string();
            intake.note(at, Problem { code: "no_columns", path: "$".into(), message });
        }
        table
    }

    /// Whether any of its columns is read.
    pub(crate) fn is_known(&self) -> bool {
        self.columns.iter().any(|column| column.place != Place::Nothing)
    }

    /// Whether its columns are those of our own files: what stands in a cell is what is meant.
    pub(crate) fn is_ours(&self) -> bool {
        // Several columns that fill one field are rare: row by row.
        let together = |place: &Place| matches!(place, Place::Subject(_) | Place::Layout(_) | Place::Order(_));
        self.fixed.is_empty()
            && self
                .columns
                .iter()
                .enumerate()
                .all(|(at, column)| column.reading.is_none() && column.at == at && !together(&column.place))
    }

    /// How many columns may be read.
    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    /// How many columns there are, read or not.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// What stands in the cells of a column, and the field of a response that it fills; `None` where it isn't read.
    pub(crate) fn holds(&self, column: usize) -> Option<(Holds, Option<Field>)> {
        let field = match &self.columns.get(column)?.place {
            Place::Number("seq") => Field::Seq,
            Place::Number("survey_version") => Field::SurveyVersion,
            Place::Number("sample") => Field::Sample,
            // The version of the format is checked, and not kept.
            Place::Number(_) => return Some((Holds::Word, None)),
            Place::Word(name) => field_of(name)?,
            Place::Shown => Field::Shown,
            Place::Answer(item) => Field::Answer(item.clone()),
            Place::Context(name) => Field::Context(name.clone()),
            Place::Instrument(item) => Field::Instrument(item.clone()),
            Place::Ms(item) => Field::Ms(item.clone()),
            Place::Subject(_) | Place::Layout(_) | Place::Order(_) | Place::Nothing => return None,
        };
        let holds = match field {
            Field::ResponseId => Holds::Id,
            Field::Ms(_) => Holds::Count,
            Field::Answer(_) if field.is_free() => Holds::Open,
            _ if field.is_free() => Holds::Name,
            _ => Holds::Word,
        };
        Some((holds, Some(field)))
    }

    /// The column that names the instrument of the answers in this one.
    pub(crate) fn named_by(&self, column: usize) -> Option<usize> {
        self.columns.get(column)?.instrument
    }

    /// Whether the cells of a column are words, whatever they say.
    pub(crate) fn is_word(&self, column: usize) -> bool {
        let place = self.columns.get(column).map(|column| &column.place);
        matches!(place, Some(Place::Context(_)))
            || matches!(place, Some(Place::Word(name)) if !matches!(*name, "state" | "durability"))
    }

    /// Whether the answers in a column are words of the person's own, given what names their instrument.
    pub(crate) fn is_open(&self, column: usize, named: &[u8]) -> bool {
        let Some(Place::Answer(item)) = self.columns.get(column).map(|column| &column.place) else { return false };
        matches!(form(item, Some(named), || None), Some(Form::Text))
    }

    /// What is said of every row that doesn't say it itself.
    pub(crate) fn constant() -> [(Field, Vec<u8>); 2] {
        [(Field::Seq, 1_u32.to_le_bytes().into()), (Field::Survey, UNNAMED.into())]
    }

    /// What a text means in a column, as a row says that holds nothing else but the name of its instrument.
    #[inline(never)]
    pub(crate) fn meaning(
        &mut self,
        column: usize,
        text: &[u8],
        named: Option<(usize, &[u8])>,
        place: Option<usize>,
        intake: &mut Intake,
    ) -> Meaning {
        self.splitter.load(self.width, [Some((column, text)), named].into_iter().flatten());
        let mut said = Intake::default();
        let fields = self.fields(At::default(), &mut said);
        let problems = said.problem_count() as usize;
        let Ok((mut response, left_out)) = read_response(&Cell::Object(fields)) else { return ODD };
        if !left_out.is_empty() || (named.is_some() && problems > 0) {
            return ODD;
        }
        tidy(&mut response);
        let value = self.holds(column).and_then(|(_, field)| value_of(&response, &field?));
        let code = place.zip(value).map_or(ABSENT, |(place, value)| intake.columns().code(place, &value));
        if code == FREE { ODD } else { Meaning::new(code, problems) }
    }

    /// What separates the cells of this file.
    pub(crate) fn separator(&self) -> &'static [u8] {
        self.separator
    }

    /// Reads one row.
    #[inline(never)]
    pub(crate) fn read(&mut self, row: &[u8], at: At, intake: &mut Intake) {
        if !self.is_known() {
            // Said once, in the first line.
            return intake.broke();
        }
        self.splitter.split(row);
        let beyond = self.splitter.cells().skip(self.width).any(|cell| !cell.trim_ascii().is_empty());
        if beyond {
            let (found, named) = (self.splitter.count, self.width);
            let separator =
                if self.separator == b"\t" { "\\t".into() } else { String::from_utf8_lossy(self.separator) };
            let message = format!(
                "this row has {found} cells, the first line names {named}. A cell that holds '{separator}' must stand in quotes."
            );
            intake.note(at, Problem { code: "too_many_cells", path: "$".into(), message });
            return intake.broke();
        }
        let fields = self.fields(at, intake);
        match read_response(&Cell::Object(fields)) {
            Ok((response, left_out)) => {
                for problem in left_out {
                    intake.note(at, by_column(problem));
                }
                intake.add(response, at);
            }
            Err(problems) => {
                for problem in problems {
                    intake.note(at, by_column(problem));
                }
                intake.broke();
            }
        }
    }

    /// The row as the object that its twin in NDJSON would be.
    #[inline(never)]
    fn fields(&self, at: At, intake: &mut Intake) -> Vec<(String, Cell)> {
        let mut fields = Vec::with_capacity(16);
        let [mut answers, mut context, mut instruments, mut ms, mut subjects, mut layout, mut orders] =
            [const { Vec::<(String, Cell)>::new() }; 7];
        for column in &self.columns {
            let cell = self.splitter.cell(column.at);
            if cell.trim_ascii().is_empty() || column.place == Place::Nothing {
                continue;
            }
            let mut text = String::from_utf8_lossy(cell);
            if matches!(text, Cow::Owned(_)) {
                let message = "some letters here aren't UTF-8. Save the file as \"CSV UTF-8\".".to_string();
                intake.note(at, Problem { code: "not_utf8", path: column.name.clone(), message });
            }
            let read;
            if let Some(reading) = &column.reading {
                read = text;
                match reading.read(&read) {
                    Ok(Some(ours)) => text = ours,
                    Ok(None) => continue,
                    Err(message) => {
                        intake.note(at, Problem { code: "unknown_word", path: column.name.clone(), message });
                        continue;
                    }
                }
            }
            if let Some(plain) = unguarded(&text) {
                text = plain.to_string().into();
            }
            let word = text.trim();
            match &column.place {
                Place::Number(field) => fields.push(((*field).into(), number_or_text(word))),
                Place::Word(field) => fields.push(((*field).into(), Cell::Text(word.into()))),
                Place::Shown => fields.push(("shown".into(), list(word))),
                Place::Context(key) => context.push((key.clone(), Cell::Text(word.into()))),
                Place::Instrument(item) => instruments.push((item.clone(), Cell::Text(word.into()))),
                Place::Ms(item) => ms.push((item.clone(), number_or_text(word))),
                Place::Subject(item) => subjects.push((item.clone(), Cell::Text(word.into()))),
                Place::Layout(name) => layout.push((name.clone(), Cell::Text(word.into()))),
                Place::Order(item) => orders.push((item.clone(), list(word))),
                Place::Answer(item) => match answer(self.form(item, column.instrument), &text) {
                    Ok(cell) => answers.push((item.clone(), cell)),
                    Err((code, message)) => intake.note(at, Problem { code, path: column.name.clone(), message }),
                },
                Place::Nothing => {}
            }
        }
        for (place, word) in &self.fixed {
            match place {
                Place::Word(field) if absent(field, &fields) => {
                    fields.push(((*field).into(), Cell::Text(word.clone())))
                }
                Place::Instrument(item) if absent(item, &instruments) => {
                    instruments.push((item.clone(), Cell::Text(word.clone())))
                }
                _ => {}
            }
        }
        for (name, value) in [
            ("v", Cell::Number(1.0)),
            ("seq", Cell::Number(1.0)),
            ("survey", Cell::Text(UNNAMED.into())),
            // Rows without identity must not be merged.
            ("response_id", Cell::Text(row_id(at))),
        ] {
            if absent(name, &fields) {
                fields.push((name.into(), value));
            }
        }
        for (name, entries) in [
            ("answers", answers),
            ("context", context),
            ("instruments", instruments),
            ("ms", ms),
            ("subjects", subjects),
            ("layout", layout),
            ("orders", orders),
        ] {
            if !entries.is_empty() {
                fields.push((name.into(), Cell::Object(entries)));
            }
        }
        fields
    }

    /// The form of the answers to an item in the row that is split now.
    fn form(&self, item: &str, named_by: Option<usize>) -> Option<&'static Form> {
        let fixed = || {
            self.fixed.iter().find_map(|(place, id)| {
                matches!(place, Place::Instrument(other) if other == item).then_some(id.as_str())
            })
        };
        form(item, named_by.map(|column| self.splitter.cell(column)), fixed)
    }
}

/// The form of the answers to an item, given the cell that names its instrument.
fn form<'a>(item: &str, named: Option<&'a [u8]>, fixed: impl FnOnce() -> Option<&'a str>) -> Option<&'static Form> {
    let named = named.and_then(|cell| core::str::from_utf8(cell.trim_ascii()).ok());
    let key = match named.filter(|id| !id.is_empty()).or_else(fixed) {
        Some(id) => instrument::key_of_instrument(id),
        None => instrument::key_of_column(item),
    };
    key.map(|key| &key.instrument.form)
}

/// The field of a response that a column of that name fills with a word.
fn field_of(name: &str) -> Option<Field> {
    Some(match name {
        "response_id" => Field::ResponseId,
        "survey" => Field::Survey,
        "wording" => Field::Wording,
        "state" => Field::State,
        "touchpoint" => Field::Touchpoint,
        "stage" => Field::Stage,
        "channel" => Field::Channel,
        "journey" => Field::Journey,
        "locale" => Field::Locale,
        "surface" => Field::Surface,
        "device" => Field::Device,
        "shown_at" => Field::ShownAt,
        "submitted_at" => Field::SubmittedAt,
        "durability" => Field::Durability,
        _ => return None,
    })
}

/// The separator that the first row uses most, outside quotes.
pub(crate) fn separator(row: &[u8]) -> &'static [u8] {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in row {
        quoted ^= *byte == b'"';
        if let (false, Some(i)) = (quoted, SEPARATORS.iter().position(|separator| separator == byte)) {
            counts[i] += 1;
        }
    }
    let mut best = 0;
    for i in 1..counts.len() {
        if counts[i] > counts[best] {
            best = i;
        }
    }
    &SEPARATORS[best..=best]
}

/// Finds for each answer the column that names its instrument.
fn name_instruments(columns: &mut [Column]) {
    for i in 0..columns.len() {
        if let Place::Answer(item) = &columns[i].place {
            let names = |column: &Column| matches!(&column.place, Place::Instrument(other) if other == item);
            columns[i].instrument = columns.iter().find(|column| names(column)).map(|column| column.at);
        }
    }
}

/// A text without the apostrophe that keeps a spreadsheet from taking it for a formula; `None` where it has none.
fn unguarded(text: &str) -> Option<&str> {
    text.strip_prefix('\'').filter(|plain| plain.starts_with(GUARDED))
}

fn absent(name: &str, fields: &[(String, Cell)]) -> bool {
    !fields.iter().any(|(field, _)| field == name)
}

/// A column whose name is that of an item, as other columns show, holds its answers.
fn name_items(columns: &mut [Column]) {
    let items: Vec<String> = columns
        .iter()
        .filter_map(|column| match &column.place {
            Place::Instrument(item) | Place::Ms(item) => Some(item.clone()),
            _ => None,
        })
        .collect();
    for column in columns {
        if column.place == Place::Nothing && items.contains(&column.name) {
            column.place = Place::Answer(column.name.clone());
        }
    }
}

fn number(word: &str) -> Option<f64> {
    decimal::number(word)
}

fn number_or_text(word: &str) -> Cell {
    number(word).map_or_else(|| Cell::Text(word.into()), Cell::Number)
}

fn list(word: &str) -> Cell {
    Cell::List(word.split(';').map(str::trim).filter(|w| !w.is_empty()).map(|w| Cell::Text(w.into())).collect())
}

/// An answer as its instrument takes it, or why it is left out.
fn answer(form: Option<&Form>, text: &str) -> Result<Cell, (&'static str, String)> {
    let word = text.trim();
    let number = number(word);
    if let Some(missing) = number.filter(|number| *number == -1.0 || *number == -2.0) {
        return Ok(Cell::Number(missing));
    }
    let shown: String = word.chars().take(40).collect();
    match form {
        Some(Form::Scale(scale)) => {
            let codes = format!("this answer is a code from {} to {}. It is left out.", scale.first, scale.last());
            let Some(number) = number else {
                return Err(("not_a_number", format!("\"{shown}\" isn't a number: {codes}")));
            };
            if number.fract() != 0.0 || !scale.codes().any(|code| f64::from(code) == number) {
                return Err(("invalid_code", format!("{shown} isn't offered: {codes}")));
            }
            Ok(Cell::Number(number))
        }
        Some(Form::Choice { options, .. }) if !options.contains(&word) => {
            let message =
                format!("\"{shown}\" isn't offered: this answer is one of {}. It is left out.", options.join(", "));
            Err(("invalid_code", message))
        }
        Some(Form::Choice { .. }) => Ok(Cell::Text(word.into())),
        Some(Form::Multi { .. }) => Ok(list(word)),
        Some(Form::Text) => Ok(Cell::Text(text.into())),
        // An item of an instrument that isn't known: a number is a code if it can be one.
        None => {
            let code = number.filter(|number| number.fract() == 0.0 && (0.0..=10_000.0).contains(number));
            Ok(code.map_or_else(|| Cell::Text(text.into()), Cell::Number))
        }
    }
}

/// Names the column instead of the JSON path.
fn by_column(mut problem: Problem) -> Problem {
    let path = problem.path.strip_prefix("$.").unwrap_or(&problem.path);
    problem.path = path.strip_prefix("answers.").unwrap_or(path).into();
    problem
}

/// Room for so many cells is made at first.
const FEW_CELLS: usize = 32;

/// Splits one row into cells.
#[derive(Debug)]
pub(crate) struct Splitter {
    parser: csv_core::Reader,
    text: Vec<u8>,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    count: usize,
}

impl Splitter {
    pub(crate) fn new(separator: u8) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(separator).build();
        Self { parser, text: Vec::new(), ends: Vec::new(), count: 0 }
    }

    fn split(&mut self, row: &[u8]) {
        self.parser.reset();
        self.count = 0;
        // It can't be more than that.
        self.text.resize(self.text.len().max(row.len() + 1), 0);
        let (mut input, mut written) = (row, 0);
        loop {
            let (result, read, wrote, ended) =
                self.parser.read_record(input, &mut self.text[written..], &mut self.ends[self.count..]);
            self.count += ended;
            written += wrote;
            input = &input[read..];
            match result {
                // More cells than any row before had.
                ReadRecordResult::OutputEndsFull => self.ends.resize((2 * self.ends.len()).max(FEW_CELLS), 0),
                // An empty input says that the row is complete.
                ReadRecordResult::InputEmpty => {}
                _ => return,
            }
        }
    }

    /// Holds these cells, as if a row had been split that has nothing else.
    fn load<'a>(&mut self, width: usize, cells: impl Iterator<Item = (usize, &'a [u8])> + Clone) {
        self.count = width;
        self.ends.resize(self.ends.len().max(width), 0);
        let mut end = 0;
        for column in 0..width {
            if let Some((_, cell)) = cells.clone().find(|(at, _)| *at == column) {
                self.text.resize(self.text.len().max(end + cell.len()), 0);
                self.text[end..end + cell.len()].copy_from_slice(cell);
                end += cell.len();
            }
            self.ends[column] = end;
        }
    }

    /// A cell of the row that was split last; empty if there is none.
    fn cell(&self, i: usize) -> &[u8] {
        if i >= self.count {
            return &[];
        }
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        self.text.get(start..self.ends[i]).unwrap_or_default()
    }

    /// The cells of a row as text.
    pub(crate) fn texts(&mut self, row: &[u8]) -> Vec<String> {
        self.split(row);
        self.cells().take(MAX_COLUMNS).map(|cell| String::from_utf8_lossy(cell).trim().to_string()).collect()
    }

    /// The cells of the row that was split last.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count).map(|i| self.cell(i))
    }
}
