//! Responses as a table: one row each, the columns that any of them needs.

use csv::{Terminator, WriterBuilder};
use madeleine_core::instrument;
use madeleine_core::response::{Answer, Durability, Response};
use madeleine_sheets::Unreadable;
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<Column, String>;

/// A column, in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    /// A field of the response: its place and its name.
    Field(usize, &'static str),
    /// An entry of a group: the place of the group, its name, the item or key.
    Entry(usize, &'static str, String),
}

impl Column {
    fn name(&self) -> String {
        match self {
            Self::Field(_, name) => (*name).into(),
            Self::Entry(_, "answers", item) if stands_alone(item) => item.clone(),
            Self::Entry(_, group, key) => format!("{group}.{key}"),
        }
    }
}

/// Whether an item's name is read as a column of answers by itself.
fn stands_alone(item: &str) -> bool {
    let lower = item.to_ascii_lowercase();
    let grouped = item.split_once('.').is_some_and(|(group, _)| GROUPS.contains(&group.to_ascii_lowercase().as_str()));
    lower == item && !grouped && instrument::key_of_column(item).is_some()
}

/// In the order of the file.
const GROUPS: [&str; 7] = ["answers", "context", "instruments", "subjects", "ms", "layout", "orders"];

/// What spreadsheets would take for a formula gets an apostrophe before it.
fn harmless(text: &str) -> String {
    if text.parse::<f64>().is_ok() {
        return text.into();
    }
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { format!("'{text}") } else { text.into() }
}

/// The file as CSV.
pub(super) fn csv(responses: &[Response]) -> Result<Vec<u8>, csv::Error> {
    let (names, rows) = cells(responses);
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if !names.is_empty() {
        out.write_record(&names)?;
    }
    for row in &rows {
        out.write_record(row.iter().map(|cell| cell.as_deref().map_or(String::new(), harmless)))?;
    }
    out.into_inner().map_err(|error| error.into_error().into())
}

/// The file as Parquet.
pub(super) fn parquet(responses: &[Response]) -> Result<Vec<u8>, Unreadable> {
    let (names, rows) = cells(responses);
    madeleine_sheets::parquet(&names, &rows)
}

/// The names of the columns, and the cells of each row in their order.
fn cells(responses: &[Response]) -> (Vec<String>, Vec<Vec<Option<String>>>) {
    let mut rows: Vec<Row> = responses.iter().map(row).collect();
    let columns: BTreeSet<Column> = rows.iter().flat_map(Row::keys).cloned().collect();
    let cells = rows.iter_mut().map(|row| columns.iter().map(|column| row.remove(column)).collect()).collect();
    (columns.iter().map(Column::name).collect(), cells)
}

fn row(response: &Response) -> Row {
    let word = |option: &Option<String>| option.clone().unwrap_or_default();
    let version = response.survey_version.to_string();
    let fields = [
        ("response_id", response.response_id.clone()),
        ("seq", response.seq.to_string()),
        ("submitted_at", response.submitted_at.clone()),
        ("shown_at", response.shown_at.clone()),
        ("survey", response.survey.clone()),
        ("survey_version", if response.survey_version == 0 { String::new() } else { version }),
        ("wording", response.wording.clone()),
        ("state", response.state.word().into()),
        ("touchpoint", response.touchpoint.clone()),
        ("stage", word(&response.stage)),
        ("channel", word(&response.channel)),
        ("journey", word(&response.journey)),
        ("locale", response.locale.clone()),
        ("surface", response.surface.clone()),
        ("device", response.device.clone()),
        ("sample", response.sample.map(|rate| rate.text()).unwrap_or_default()),
        (
            "durability",
            if response.durability == Durability::Disk { String::new() } else { Durability::WORDS[1].into() },
        ),
        ("shown", response.shown.join(";")),
    ];
    let mut row = Row::new();
    for (place, (name, value)) in fields.into_iter().enumerate() {
        if !value.is_empty() {
            row.insert(Column::Field(place, name), value);
        }
    }
    let mut entry = |group: usize, key: &str, value: String| {
        if !value.is_empty() {
            row.insert(Column::Entry(GROUPS.len() + group, GROUPS[group], key.into()), value);
        }
    };
    for (item, answer) in &response.answers {
        entry(0, item, cell(answer));
    }
    for (group, pairs) in
        [(1, &response.context), (2, &response.instruments), (3, &response.subjects), (5, &response.layout)]
    {
        pairs.iter().for_each(|(key, value)| entry(group, key, value.clone()));
    }
    response.ms.iter().for_each(|(item, ms)| entry(4, item, ms.to_string()));
    response.orders.iter().for_each(|(item, order)| entry(6, item, order.join(";")));
    row
}

fn cell(answer: &Answer) -> String {
    match answer {
        Answer::Code(code) => code.to_string(),
        Answer::Skipped => "-1".into(),
        Answer::Unknown => "-2".into(),
        Answer::Option(option) => option.clone(),
        Answer::Options(options) => options.join(";"),
        Answer::Text(text) => text.clone(),
    }
}
