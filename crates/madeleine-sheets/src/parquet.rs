//! Parquet → rows.

use crate::Rows;
use crate::cell::{date, number, time};
use crate::pages;
use bytes::Bytes;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

/// A column of the file and what it becomes.
enum Column {
    /// One cell.
    Cell { nanoseconds: bool },
    /// A group without repetition: a cell for each of what it holds.
    Group(Vec<Column>),
}

pub(crate) fn read(file: Vec<u8>, rows: &mut Rows<'_>) -> Result<(), String> {
    let file = Bytes::from(file);
    pages::check_end(&file)?;
    let reader = SerializedFileReader::new(file.clone()).map_err(said)?;
    pages::check(&file, reader.metadata(), rows.room)?;
    let schema = reader.metadata().file_metadata().schema().clone();
    let mut names = Vec::new();
    let columns: Vec<Column> = schema.get_fields().iter().map(|field| column(field, "", &mut names)).collect();
    rows.push(&names)?;
    let mut cells = Vec::with_capacity(names.len());
    for row in reader.get_row_iter(None).map_err(said)? {
        cells.clear();
        put_row(&columns, Some(&row.map_err(said)?), &mut cells);
        rows.push(&cells)?;
    }
    Ok(())
}

/// What the reader says, without the name of the library before it.
fn said(error: parquet::errors::ParquetError) -> String {
    let said = error.to_string();
    said.split_once(": ").map_or(said.clone(), |(_, what)| what.into())
}

fn column(field: &Type, group: &str, names: &mut Vec<String>) -> Column {
    let name = format!("{group}{}", field.name());
    let info = field.get_basic_info();
    let listed =
        matches!(info.converted_type(), ConvertedType::LIST | ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE)
            || matches!(info.logical_type_ref(), Some(LogicalType::List | LogicalType::Map));
    if field.is_group() && !listed && !repeated(field) {
        let inside = format!("{name}.");
        return Column::Group(field.get_fields().iter().map(|field| column(field, &inside, names)).collect());
    }
    names.push(name);
    let nanoseconds =
        matches!(info.logical_type_ref(), Some(LogicalType::Timestamp(stamp)) if matches!(stamp.unit, TimeUnit::NANOS));
    Column::Cell { nanoseconds }
}

fn repeated(field: &Type) -> bool {
    let info = field.get_basic_info();
    info.has_repetition() && info.repetition() == parquet::basic::Repetition::REPEATED
}

/// The cells of a row, or of a group in it; of one that isn't there, as many empty ones.
fn put_row(columns: &[Column], row: Option<&Row>, cells: &mut Vec<String>) {
    let mut fields = row.map(Row::get_column_iter);
    for column in columns {
        let field = fields.as_mut().and_then(Iterator::next).map(|(_, field)| field);
        match column {
            Column::Group(inside) => {
                let row = if let Some(Field::Group(row)) = field { Some(row) } else { None };
                put_row(inside, row, cells);
            }
            Column::Cell { nanoseconds } => cells.push(match field {
                Some(Field::Long(value)) if *nanoseconds => time(value.div_euclid(1_000_000_000)),
                Some(field) => written(field),
                None => String::new(),
            }),
        }
    }
}

fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Float(value) => number(f64::from(*value)),
        Field::Double(value) => number(*value),
        Field::Date(day) => date(i64::from(*day)),
        Field::TimestampMillis(value) => time(value.div_euclid(1_000)),
        Field::TimestampMicros(value) => time(value.div_euclid(1_000_000)),
        Field::ListInternal(list) => list.elements().iter().map(written).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
