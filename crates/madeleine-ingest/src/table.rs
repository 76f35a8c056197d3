//! The CSV twin: which column is what, and a row as a response.

use crate::cell::Cell;
use crate::intake::Intake;
use crate::problem::At;
use csv_core::ReadRecordResult;
use madeleine_core::instrument::{self, Form, KEYS};
use madeleine_core::problem::{Problem, nearest};
use madeleine_core::wire::read_response;

/// Columns that hold a whole number.
const NUMBERS: &[&str] = &["v", "seq", "survey_version", "sample"];

/// Columns that hold a word.
const WORDS: &[&str] = &[
    "response_id",
    "survey",
    "wording",
    "state",
    "touchpoint",
    "stage",
    "channel",
    "journey",
    "locale",
    "surface",
    "device",
    "shown_at",
    "submitted_at",
    "durability",
];

/// Most columns that are read.
const MAX_COLUMNS: usize = 1_000;

/// For so many unknown columns it is looked for what may have been meant: a file with hundreds of them wasn't mistyped.
const MAX_PROPOSALS: usize = 20;

/// Longest name of an item or a context: a longer one would cost every row.
const MAX_NAME_CHARS: usize = 128;

/// What answers are filed under whose file doesn't name a survey.
const UNNAMED: &str = "unnamed";

/// What separates cells in the wild; which one a file uses is seen in its first row.
pub(crate) const SEPARATORS: &[u8] = b",;\t";

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// A field of the response that is a number.
    Number(&'static str),
    /// A field of the response that is a word.
    Word(&'static str),
    /// The items that were shown.
    Shown,
    /// An entry of `answers`, `context`, `instruments` or `ms`.
    Answer(String),
    Context(String),
    Instrument(String),
    Ms(String),
    /// Nothing that is read.
    Nothing,
}

#[derive(Debug)]
struct Column {
    name: String,
    place: Place,
    /// For an answer: the column that names its instrument, if there is one.
    instrument: Option<usize>,
}

/// A CSV file whose first row was read.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    /// How many columns the first row names, read or not.
    width: usize,
    splitter: Splitter,
    separator: &'static [u8],
}

impl Table {
    /// Reads the names of the columns; what is wrong with them goes to `intake`.
    pub(crate) fn new(row: &[u8], at: At, intake: &mut Intake) -> Self {
        let separator = separator(row);
        let mut splitter = Splitter::new(separator[0]);
        splitter.split(row);
        let mut columns: Vec<Column> = Vec::new();
        for cell in splitter.cells().take(MAX_COLUMNS) {
            let name = String::from_utf8_lossy(cell).trim().to_string();
            let place = place(&name);
            columns.push(Column { name, place, instrument: None });
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
        for i in 0..columns.len() {
            if let Place::Answer(item) = &columns[i].place {
                let names = |column: &Column| matches!(&column.place, Place::Instrument(other) if other == item);
                columns[i].instrument = columns.iter().position(names);
            }
        }
        let table = Self { columns, width: splitter.count, splitter, separator };
        if !table.is_known() {
            let message =
                "no column of this file is known. Its first line must name them, as in \"submitted_at,csat\"."
                    .to_string();
            intake.note(at, Problem { code: "no_columns", path: "$".into(), message });
        }
        table
    }

    fn is_known(&self) -> bool {
        self.columns.iter().any(|column| column.place != Place::Nothing)
    }

    /// What separates the cells of this file.
    pub(crate) fn separator(&self) -> &'static [u8] {
        self.separator
    }

    /// Reads one row.
    pub(crate) fn read(&mut self, row: &[u8], at: At, intake: &mut Intake) {
        if !self.is_known() {
            // Said once, in the first line.
            return intake.broke();
        }
        self.splitter.split(row);
        let beyond = self.splitter.cells().skip(self.width).any(|cell| !cell.trim_ascii().is_empty());
        if beyond {
            let (found, named) = (self.splitter.count, self.width);
            let separator = char::from(self.separator[0]).escape_debug();
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
    fn fields(&self, at: At, intake: &mut Intake) -> Vec<(String, Cell)> {
        let mut fields = Vec::with_capacity(16);
        let [mut answers, mut context, mut instruments, mut ms] = [const { Vec::<(String, Cell)>::new() }; 4];
        for (column, cell) in self.columns.iter().zip(self.splitter.cells()) {
            if cell.trim_ascii().is_empty() || column.place == Place::Nothing {
                continue;
            }
            let text = String::from_utf8_lossy(cell);
            if matches!(text, std::borrow::Cow::Owned(_)) {
                let message = "some letters here aren't UTF-8. Save the file as \"CSV UTF-8\".".to_string();
                intake.note(at, Problem { code: "not_utf8", path: column.name.clone(), message });
            }
            let word = text.trim();
            match &column.place {
                Place::Number(field) => fields.push(((*field).into(), number_or_text(word))),
                Place::Word(field) => fields.push(((*field).into(), Cell::Text(word.into()))),
                Place::Shown => fields.push(("shown".into(), list(word))),
                Place::Context(key) => context.push((key.clone(), Cell::Text(word.into()))),
                Place::Instrument(item) => instruments.push((item.clone(), Cell::Text(word.into()))),
                Place::Ms(item) => ms.push((item.clone(), number_or_text(word))),
                Place::Answer(item) => match answer(self.form(item, column.instrument), &text) {
                    Ok(cell) => answers.push((item.clone(), cell)),
                    Err((code, message)) => intake.note(at, Problem { code, path: column.name.clone(), message }),
                },
                Place::Nothing => {}
            }
        }
        let absent = |name: &str, fields: &[(String, Cell)]| !fields.iter().any(|(field, _)| field == name);
        for (name, value) in [
            ("v", Cell::Number(1.0)),
            ("seq", Cell::Number(1.0)),
            ("survey", Cell::Text(UNNAMED.into())),
            // Rows without identity must not be merged.
            ("response_id", Cell::Text(format!("row-{}-{}", at.file, at.line))),
        ] {
            if absent(name, &fields) {
                fields.push((name.into(), value));
            }
        }
        for (name, entries) in [("answers", answers), ("context", context), ("instruments", instruments), ("ms", ms)] {
            if !entries.is_empty() {
                fields.push((name.into(), Cell::Object(entries)));
            }
        }
        fields
    }

    /// The form of the answers to an item in the row that is split now.
    fn form(&self, item: &str, named_by: Option<usize>) -> Option<&'static Form> {
        let named = named_by.and_then(|column| core::str::from_utf8(self.splitter.cell(column).trim_ascii()).ok());
        let key = match named.filter(|id| !id.is_empty()) {
            Some(id) => instrument::key_of_instrument(id),
            None => instrument::key_of_column(item),
        };
        key.map(|key| &key.instrument.form)
    }
}

/// The separator that the first row uses most, outside quotes.
fn separator(row: &[u8]) -> &'static [u8] {
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

/// What a column of that name holds.
fn place(name: &str) -> Place {
    let lower = name.to_ascii_lowercase();
    let known = |names: &[&'static str]| names.iter().copied().find(|known| *known == lower);
    if let Some(field) = known(NUMBERS) {
        return Place::Number(field);
    }
    if let Some(field) = known(WORDS) {
        return Place::Word(field);
    }
    if lower == "shown" {
        return Place::Shown;
    }
    if let Some((group, item)) =
        name.split_once('.').filter(|(_, item)| !item.is_empty() && item.chars().nth(MAX_NAME_CHARS).is_none())
    {
        match group.to_ascii_lowercase().as_str() {
            "answers" => return Place::Answer(item.into()),
            "context" => return Place::Context(item.into()),
            "instruments" => return Place::Instrument(item.into()),
            "ms" => return Place::Ms(item.into()),
            _ => {}
        }
    }
    if instrument::key_of_column(&lower).is_some() { Place::Answer(lower) } else { Place::Nothing }
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

/// The known name that the author of an unknown column may have meant.
fn meant(name: &str) -> Option<&'static str> {
    let ids = KEYS.iter().flat_map(|key| key.columns.iter().copied().chain([key.id]));
    let known = ids.chain(WORDS.iter().copied()).chain(NUMBERS.iter().copied());
    nearest(name, known).filter(|_| !name.is_empty())
}

/// What to do about an unknown column.
fn proposal(meant: Option<&str>) -> String {
    match meant {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => "To score it, name it after an instrument, as in \"csat\"; to compare by it, call it \"context.NAME\"."
            .into(),
    }
}

fn number(word: &str) -> Option<f64> {
    // Rust also reads "nan" and "inf" as numbers.
    word.parse().ok().filter(|number: &f64| number.is_finite())
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

/// Splits one row into cells.
#[derive(Debug)]
struct Splitter {
    parser: csv_core::Reader,
    text: Vec<u8>,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
    count: usize,
}

impl Splitter {
    fn new(separator: u8) -> Self {
        let parser = csv_core::ReaderBuilder::new().delimiter(separator).build();
        Self { parser, text: Vec::new(), ends: Vec::new(), count: 0 }
    }

    fn split(&mut self, row: &[u8]) {
        self.parser.reset();
        self.count = 0;
        // Neither can be more than that.
        self.text.resize(self.text.len().max(row.len() + 1), 0);
        self.ends.resize(self.ends.len().max(row.len() + 2), 0);
        let (mut input, mut written) = (row, 0);
        loop {
            let (result, read, wrote, ended) =
                self.parser.read_record(input, &mut self.text[written..], &mut self.ends[self.count..]);
            self.count += ended;
            written += wrote;
            input = &input[read..];
            // An empty input says that the row is complete.
            if !matches!(result, ReadRecordResult::InputEmpty) {
                return;
            }
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

    /// The cells of the row that was split last.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count).map(|i| self.cell(i))
    }
}
