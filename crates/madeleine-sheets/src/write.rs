//! Rows → Parquet.

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::sync::Arc;

/// Rows that are written as one group: what a reader unpacks at once.
const GROUP: usize = 100_000;

/// Writes a table as a Parquet file, compressed by Snappy, which every reader knows.
///
/// A column all of whose cells are whole numbers is one of 64-bit integers, any other one of text; a cell that is `None` is null.
///
/// ```
/// let file = madeleine_sheets::parquet(&["csat", "touchpoint"], &[vec![Some("5".into()), None]])?;
/// let mut csv = Vec::new();
/// madeleine_sheets::csv(file, |piece| csv.extend_from_slice(piece))?;
/// assert_eq!(csv, b"csat,touchpoint\n5,\n");
/// # Ok::<(), madeleine_sheets::Unreadable>(())
/// ```
///
/// # Errors
/// [`Unreadable`](crate::Unreadable) where two columns have one name, or there is no column.
pub fn parquet<T: AsRef<str>>(names: &[T], rows: &[Vec<Option<String>>]) -> Result<Vec<u8>, crate::Unreadable> {
    written(names, rows).map_err(|error| crate::Unreadable(error.to_string()))
}

fn written<T: AsRef<str>>(names: &[T], rows: &[Vec<Option<String>>]) -> Result<Vec<u8>, ParquetError> {
    let cell = |row: &'_ Vec<Option<String>>, at: usize| row.get(at).cloned().flatten();
    let whole: Vec<bool> =
        (0..names.len()).map(|at| rows.iter().filter_map(|row| row.get(at)?.as_deref()).all(is_whole)).collect();
    let fields = names.iter().zip(&whole).map(|(name, whole)| column(name.as_ref(), *whole).map(Arc::new));
    let schema = Type::group_type_builder("responses").with_fields(fields.collect::<Result<_, _>>()?).build()?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            let cells: Vec<Option<String>> = rows.iter().map(|row| cell(row, at)).collect();
            let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
            if whole[at] {
                let values: Vec<i64> = cells.iter().flatten().filter_map(|cell| cell.parse().ok()).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            } else {
                let values: Vec<ByteArray> =
                    cells.into_iter().flatten().map(|cell| ByteArray::from(cell.into_bytes())).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
            column.close()?;
            at += 1;
        }
        group.close()?;
    }
    file.into_inner()
}

/// Whether a cell is a whole number that is written back the same.
fn is_whole(cell: &str) -> bool {
    cell.parse().is_ok_and(|number: i64| number.to_string() == cell)
}

fn column(name: &str, whole: bool) -> Result<Type, ParquetError> {
    let physical = if whole { Physical::INT64 } else { Physical::BYTE_ARRAY };
    let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
    if whole {
        builder.build()
    } else {
        builder.with_converted_type(ConvertedType::UTF8).with_logical_type(Some(LogicalType::String)).build()
    }
}
