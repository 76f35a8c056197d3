//! A mapping: an owner's word on what the columns of a file are.

use super::reading::{Other, Reading};
use super::time::{self, Clock, Order};
use super::{Draws, Layout, Sheet, label, offers};
use crate::json::authored;
use crate::place::Place;
use madeleine_core::instrument::{self, KEYS};
use madeleine_core::problem::{Problem, nearest};
use madeleine_core::response::State;
use madeleine_core::wire::{Cursor, Kind, Node};

/// Version of the format.
pub(super) const VERSION: i64 = 1;
/// Longest name of a column: a question may be long.
pub(super) const NAME: usize = 2_000;
/// Longest word of an answer.
pub(super) const WORD: usize = 500;
/// Most columns that are named.
pub(super) const COLUMNS: usize = 1_000;
/// Most words of a column.
pub(super) const MOST_WORDS: usize = 500;
/// Most rows of names.
pub(super) const HEADS: i64 = 10;
/// What every response of a file may say.
pub(super) const FIXED: &[&str] = &["survey", "touchpoint", "stage", "channel", "locale", "device", "surface", "state"];
/// The keys of a mapping besides [`FIXED`].
const KEYS_OF_ROOT: &[&str] = &["$schema", "v", "header_rows", "columns", "note"];
const KEYS_OF_COLUMN: &[&str] = &["column", "as", "instrument", "words", "any", "split", "format", "zone", "note"];

/// An owner's word on what the columns of a CSV file are: `*.mapping.json`.
///
/// ```
/// use madeleine_ingest::{Mapping, Reader};
///
/// let mapping = Mapping::from_json(br#"{
///     "v": 1,
///     "columns": [{ "column": "Zufrieden?", "as": "csat", "words": { "Ja, sehr": 5, "Gar nicht": 1 } }]
/// }"#).expect("nothing wrong with it");
/// let mut reader = Reader::new().mapped(&mapping);
/// reader.push("Zufrieden?;Filiale\r\n\"Ja, sehr\";Lyon\r\nGar nicht;Lyon\r\n".as_bytes());
/// assert_eq!(reader.finish().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    heads: usize,
    fixed: Vec<(Place, String)>,
    columns: Vec<Mapped>,
}

/// What one column is.
#[derive(Debug, Clone, PartialEq)]
struct Mapped {
    column: Column,
    /// Nothing where it is ignored.
    place: Place,
    instrument: Option<&'static str>,
    reading: Reading,
}

#[derive(Debug, Clone, PartialEq)]
enum Column {
    Named(String),
    /// Counted from 1.
    Numbered(usize),
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// Every problem found: where, what, and how to mend it.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let not_json = |error: &dyn core::fmt::Display| {
            let message = format!("this isn't JSON: {error}. A mapping is one JSON object.");
            vec![Problem { code: "not_json", path: "$".into(), message }]
        };
        let text = core::str::from_utf8(bytes).map_err(|error| not_json(&error))?;
        Self::read(authored(text).map_err(|error| not_json(&error))?.root())
    }

    /// Reads a mapping.
    ///
    /// # Errors
    /// Every problem found: where, what, and how to mend it.
    pub fn read<'n, N: Node<'n>>(node: N) -> Result<Self, Vec<Problem>> {
        let problems = &mut Vec::new();
        let mut mapping = Self { heads: 1, fixed: Vec::new(), columns: Vec::new() };
        let mut version = false;
        let root = Cursor::root(node);
        root.entries(problems, |name, at, problems| match name {
            "v" => version = at.whole(problems, VERSION, VERSION).is_some(),
            "$schema" | "note" => {}
            "header_rows" => mapping.heads = at.whole(problems, 1, HEADS).unwrap_or(1) as usize,
            "columns" => at.each(problems, COLUMNS, |at, problems| {
                let found = problems.len();
                if let Some(column) = column(&at, problems)
                    && problems.len() == found
                {
                    mapping.columns.push(column);
                }
            }),
            "state" => {
                if let Some(state) = at.word(problems, &State::WORDS) {
                    mapping.fixed.push((Place::Word("state"), State::WORDS[state].into()));
                }
            }
            _ => match FIXED.iter().find(|field| **field == name) {
                Some(field) => {
                    if let Some(word) = at.text(problems, 128) {
                        mapping.fixed.push((Place::Word(field), word.into()));
                    }
                }
                None => at.unknown(problems, "unknown_key", "key", name, &[KEYS_OF_ROOT, FIXED].concat()),
            },
        });
        if problems.is_empty() && !version {
            root.problem(problems, "missing", &["a mapping needs the version of its format: \"v\": 1."]);
        }
        if problems.is_empty() && mapping.columns.iter().all(|column| column.place == Place::Nothing) {
            root.problem(
                problems,
                "missing",
                &["a mapping needs \"columns\" that are read: a list of {\"column\", \"as\"}."],
            );
        }
        mapping.check_twice(&root, problems);
        if problems.is_empty() { Ok(mapping) } else { Err(core::mem::take(problems)) }
    }

    /// Two columns can't both be the same.
    fn check_twice<'n, N: Node<'n>>(&self, root: &Cursor<'_, N>, problems: &mut Vec<Problem>) {
        for (i, column) in self.columns.iter().enumerate() {
            let before = &self.columns[..i];
            let name = match &column.column {
                Column::Named(name) => name.clone(),
                Column::Numbered(number) => number.to_string(),
            };
            if before.iter().any(|other| {
                other.column == column.column && other.place == column.place && column.place != Place::Nothing
            }) {
                root.problem(problems, "twice", &["the column \"", &name, "\" is named twice: take one of them out."]);
            } else if column.place != Place::Nothing && before.iter().any(|other| other.place == column.place) {
                let place = column.place.name();
                root.problem(
                    problems,
                    "twice",
                    &["two columns are \"", &place, "\", the second is \"", &name, "\". Give each question an item of its own, as in \"answers.support\" with \"instrument\": \"csat\"."],
                );
            }
        }
    }
}

impl Draws for Mapping {
    /// Its rows of names are.
    fn is_enough(&self, rows: usize, _: usize) -> bool {
        rows >= self.heads
    }

    fn layout(&self, sheet: &Sheet) -> Layout {
        let mut layout = Layout { heads: self.heads, fixed: self.fixed.clone(), ..Layout::default() };
        layout.note(
            "layout",
            "$",
            format!("read by a mapping of {} columns; the file has {}.", self.columns.len(), sheet.width()),
        );
        let names: Vec<String> = (0..sheet.width()).map(|column| label(sheet, self.heads, column)).collect();
        let mut named = vec![false; names.len()];
        for column in &self.columns {
            let Some(at) = column.column.find(sheet, self.heads) else {
                layout.problems.push(column.column.missing(&names));
                continue;
            };
            named[at] = true;
            if column.place == Place::Nothing {
                layout.note("column", &names[at], "left out, as the mapping says.".into());
                continue;
            }
            let as_instrument = column.instrument.map_or_else(String::new, |id| format!(" ({id})"));
            layout.note("column", &names[at], format!("read as {}{as_instrument}.", column.place.name()));
            if let (Place::Answer(item), Some(id)) = (&column.place, column.instrument) {
                layout.fixed.push((Place::Instrument(item.clone()), id.into()));
            }
            layout.take(at, &names[at], vec![(column.place.clone(), column.reading.clone())]);
        }
        for (at, _) in named.iter().enumerate().filter(|(_, named)| !**named) {
            layout.note("column", &names[at], "left out: the mapping doesn't name it.".into());
        }
        layout
    }
}

impl Column {
    fn find(&self, sheet: &Sheet, heads: usize) -> Option<usize> {
        match self {
            Self::Numbered(number) => number.checked_sub(1).filter(|at| *at < sheet.width()),
            Self::Named(name) => {
                let name = name.trim();
                let in_row = |row| (0..sheet.width()).find(|column| sheet.cell(row, *column) == name);
                (0..heads).find_map(in_row)
            }
        }
    }

    fn missing(&self, names: &[String]) -> Problem {
        let (path, message) = match self {
            Self::Numbered(number) => {
                (format!("column {number}"), format!("the mapping names this column; the file has {}.", names.len()))
            }
            Self::Named(name) => {
                let near = nearest(name, names.iter().map(String::as_str));
                let near = near.map_or_else(String::new, |near| format!(" Is it \"{near}\"?"));
                (
                    name.clone(),
                    format!(
                        "the mapping names this column, and the file has none of that name.{near} A column can also be named by its number, counted from 1."
                    ),
                )
            }
        };
        Problem { code: "no_such_column", path, message }
    }
}

/// Reads what is said of one column.
fn column<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Vec<Problem>) -> Option<Mapped> {
    at.entries(problems, |name, at, problems| {
        if !KEYS_OF_COLUMN.contains(&name) {
            at.unknown(problems, "unknown_key", "key", name, KEYS_OF_COLUMN);
        }
    });
    let Some(which) = at.field("column") else {
        at.problem(
            problems,
            "missing",
            &["which column? Its name as it stands in the file, or its number, counted from 1: \"column\"."],
        );
        return None;
    };
    let which = match which.kind() {
        Kind::Number => Column::Numbered(which.whole(problems, 1, COLUMNS as i64)? as usize),
        _ => Column::Named(which.text(problems, NAME)?.into()),
    };
    let Some(target) = at.field("as") else {
        at.problem(
            problems,
            "missing",
            &["what is this column? \"as\" says it: \"csat\", \"context.country\", \"submitted_at\", \"ignore\"."],
        );
        return None;
    };
    let name = target.text(problems, NAME)?;
    let place = if name == "ignore" { Place::Nothing } else { Place::of(name) };
    if place == Place::Nothing && name != "ignore" {
        let ids = KEYS.iter().map(|key| key.id);
        let known: Vec<&str> =
            ids.chain(["response_id", "submitted_at", "ignore"]).chain(FIXED.iter().copied()).collect();
        let near =
            nearest(name, known.iter().copied()).map_or_else(String::new, |near| format!(" Did you mean \"{near}\"?"));
        let message = [
            "nothing is called so.",
            &near,
            " A column is an instrument (\"csat\"), \"answers.ITEM\" with an \"instrument\", \"response_id\", \"submitted_at\", \"state\", \"touchpoint\", \"locale\", \"device\", \"context.NAME\" … or \"ignore\".",
        ];
        target.problem(problems, "unknown_word", &message);
        return None;
    }
    let instrument = instrument_of(at, &place, problems)?;
    let mut reading = Reading { other: Other::AsIs, ..Reading::default() };
    if let Some(split) = at.field("split") {
        reading.split = split.text(problems, 16).map(Into::into);
    }
    if let Some(words) = at.field("words") {
        words_of(&words, &place, instrument, &mut reading, problems);
    }
    let any = at.field("any").and_then(|any| word_of(&any, &place, instrument, problems)).flatten();
    let is_time = matches!(place, Place::Word("submitted_at" | "shown_at"));
    let mut clock = Clock { order: Order::YearFirst, offset: None };
    for key in ["format", "zone"] {
        let Some(value) = at.field(key) else { continue };
        if !is_time {
            value.problem(problems, "out_of_place", &["only a time (\"submitted_at\", \"shown_at\") has this."]);
        } else if key == "format" {
            let words = Order::WORDS.map(|(_, word)| word);
            clock.order = value.word(problems, &words).map_or(clock.order, |word| Order::WORDS[word].0);
        } else if let Some(zone) = value.text(problems, 32) {
            clock.offset = time::offset(zone);
            if clock.offset.is_none() {
                value.problem(problems, "unknown_word", &["a zone is \"UTC\" or an offset such as \"+01:00\"; left out, times are taken as they are written."]);
            }
        }
    }
    reading.other = match &place {
        Place::Word("submitted_at" | "shown_at") => Other::Time(clock),
        Place::Word("state") => Other::Unknown,
        Place::Word("locale") => Other::Language,
        Place::Answer(_) => Other::Code,
        _ => Other::AsIs,
    };
    // Free words may begin with a number.
    let text = instrument.or(place_instrument(&place)).and_then(instrument::key_of_instrument);
    if text.is_some_and(|key| !matches!(key.instrument.form, instrument::Form::Scale(_)))
        && reading.other == Other::Code
    {
        reading.other = Other::AsIs;
    }
    if let Some(any) = any {
        reading.other = Other::Always(any);
    } else if place == Place::Word("state") && reading.words.is_empty() {
        reading.words = State::WORDS.iter().map(|word| ((*word).into(), Some((*word).into()))).collect();
    }
    Some(Mapped { column: which, place, instrument, reading })
}

/// The instrument that the name of an item means.
fn place_instrument(place: &Place) -> Option<&'static str> {
    match place {
        Place::Answer(item) => instrument::key_of_column(item).map(|key| key.id),
        _ => None,
    }
}

/// The instrument that is said beside an item.
fn instrument_of<'n, N: Node<'n>>(
    at: &Cursor<'_, N>,
    place: &Place,
    problems: &mut Vec<Problem>,
) -> Option<Option<&'static str>> {
    let said = at.field("instrument");
    match (said, place) {
        (None, Place::Answer(item)) if place_instrument(place).is_none() => {
            at.problem(
                problems,
                "missing",
                &["which instrument is the item \"", item, "\"? Say it beside, as in \"instrument\": \"csat\"."],
            );
            None
        }
        (None, _) => Some(None),
        (Some(said), Place::Answer(_)) => {
            let id = said.text(problems, 128)?;
            let key = instrument::key_of_instrument(id);
            if key.is_none() {
                let known: Vec<&str> =
                    KEYS.iter().map(|key| key.id).filter(|id| instrument::key_of_instrument(id).is_some()).collect();
                said.unknown(problems, "unknown_instrument", "instrument", id, &known);
            }
            Some(Some(key?.id))
        }
        (Some(said), _) => {
            said.problem(problems, "out_of_place", &["only an answer (\"answers.ITEM\") has an instrument."]);
            None
        }
    }
}

/// Reads the table of words: each stands for a code, an option, a state, a segment; `null` for no answer.
fn words_of<'n, N: Node<'n>>(
    at: &Cursor<'_, N>,
    place: &Place,
    instrument: Option<&'static str>,
    reading: &mut Reading,
    problems: &mut Vec<Problem>,
) {
    at.entries(problems, |word, at, problems| {
        let Some(ours) = word_of(&at, place, instrument, problems) else { return };
        if word.chars().nth(WORD).is_some() || reading.words.len() >= MOST_WORDS {
            at.problem(problems, "too_long", &["a word has 500 characters at most, a column 500 words."]);
            return;
        }
        reading.words.push((word.trim().to_lowercase(), ours));
    });
}

/// What one word stands for; nothing where it is wrong.
fn word_of<'n, N: Node<'n>>(
    at: &Cursor<'_, N>,
    place: &Place,
    instrument: Option<&'static str>,
    problems: &mut Vec<Problem>,
) -> Option<Option<String>> {
    let instrument = instrument.or(place_instrument(place));
    let ours = match at.kind() {
        Kind::Null => None,
        Kind::Number => Some(at.whole(problems, -2, 10_000)?.to_string()),
        _ => Some(at.text(problems, WORD)?.to_string()),
    };
    let fits = match (&ours, place) {
        (None, _) => true,
        (Some(ours), Place::Word("state")) => State::WORDS.contains(&ours.as_str()),
        (Some(ours), Place::Answer(_)) => instrument.is_none_or(|id| offers(id, ours)),
        _ => true,
    };
    if !fits {
        let offered = match place {
            Place::Word("state") => State::WORDS.join(", "),
            _ => offered(instrument.unwrap_or_default()),
        };
        at.problem(
            problems,
            "invalid_code",
            &["this isn't offered: a word stands for one of ", &offered, ", or null for no answer."],
        );
    }
    Some(ours)
}

/// What an instrument offers, in words.
fn offered(id: &str) -> String {
    match instrument::key_of_instrument(id).map(|key| &key.instrument.form) {
        Some(instrument::Form::Scale(scale)) => format!("the codes {} to {}", scale.first, scale.last()),
        Some(instrument::Form::Choice { options, .. }) => options.join(", "),
        _ => "its options".into(),
    }
}
