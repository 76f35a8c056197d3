//! Excel workbooks → rows.

use crate::Rows;
use crate::cell::number;
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::io::Cursor;

/// Most columns of a row: as many as the reader of tables takes.
const MAX_COLUMNS: usize = 1_000;

pub(crate) fn read(file: Vec<u8>, rows: &mut Rows<'_>) -> Result<(), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(|error| error.to_string())?;
    for sheet in book.sheet_names() {
        if read_sheet(&mut book, &sheet, rows)? {
            return Ok(());
        }
    }
    Err("nothing stands in it".into())
}

/// Writes a sheet; whether anything stood in it.
fn read_sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, rows: &mut Rows<'_>) -> Result<bool, String> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    let mut row: Vec<String> = Vec::new();
    let (mut at, mut found) = (0, false);
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let value = written(cell.get_value());
        let (line, column) = cell.get_position();
        if value.is_empty() || column as usize >= MAX_COLUMNS {
            continue;
        }
        if line < at {
            return Err("its rows stand in no order".into());
        }
        // Lines are counted as the sheet counts its rows.
        if at < line && !row.is_empty() {
            rows.push(&row)?;
            row.clear();
            at += 1;
        }
        rows.skip((line - at) as usize)?;
        at = line;
        row.resize(row.len().max(column as usize + 1), String::new());
        row[column as usize] = value;
        found = true;
    }
    if found {
        rows.push(&row)?;
    }
    Ok(found)
}

fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => number(*value),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => written_time(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // #N/A and its like say nothing.
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Excel knows no zones: a time is written as it stands there.
fn written_time(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return number(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}
