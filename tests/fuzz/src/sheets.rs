//! Parquet files and workbooks: whatever is wrong is said, and what is read is a table that goes through the reader of those.
//!
//! Their readers are others', and may panic: that must end in a sentence, too. In a page it ends the module, which is made anew.

use crate::mutate::zipped;
use crate::{Format, Rng, responses};
use madeleine_sheets::Kind;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// So much of a table stands in a verdict.
const TOLD: usize = 4_096;

macro_rules! files {
    ($($name:literal)*) => { [$(include_bytes!(concat!("../../../crates/madeleine-sheets/tests/data/", $name)).to_vec()),*] };
}

/// Good Parquet files: ours, and those of other programs.
pub(crate) static PARQUET: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let others = files!["duckdb.parquet" "gzip.parquet" "snappy.parquet" "lz4.parquet" "nanoseconds.parquet"];
    [parquet(3)].into_iter().chain(others).collect()
});

/// Good workbooks: the least that is one, and those of other programs.
pub(crate) static WORKBOOKS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| [workbook(3)].into_iter().chain(files!["openpyxl.xlsx" "excel.xlsx"]).collect());

/// Whether bytes are taken for a file of this format.
pub(crate) fn is(format: Format, bytes: &[u8]) -> bool {
    Kind::of(bytes) == Some(if format == Format::Parquet { Kind::Parquet } else { Kind::Workbook })
}

/// The table as text, and what is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> (Vec<u8>, Option<String>) {
    let mut text = Vec::new();
    let read = madeleine_sheets::csv(bytes.to_vec(), |piece| text.extend_from_slice(piece));
    (text, read.err().map(|problem| problem.to_string()))
}

/// How long the table is as text, which nobody keeps: the command passes it on piece by piece, too.
pub(crate) fn passed(bytes: &[u8]) -> usize {
    let mut length = 0;
    // What is wrong is said elsewhere.
    let _ = madeleine_sheets::csv(bytes.to_vec(), |piece| length += piece.len());
    length
}

pub(crate) fn hold(bytes: &[u8]) {
    let (text, wrong) = read(bytes);
    let sum = bytes.iter().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    match wrong {
        Some(said) => {
            let is_said = said.starts_with("this ")
                && said.contains(" can't be read: ")
                && said.ends_with(". Save it as CSV in UTF-8.");
            assert!(is_said, "{said}");
        }
        None if sum.is_multiple_of(8) => responses::hold(&text),
        None if sum % 8 == 1 => assert_eq!(read(bytes), (text, None), "read twice it is another table"),
        None => assert!(core::str::from_utf8(&text).is_ok(), "a table that isn't UTF-8"),
    }
}

/// Whether it can be read, and as what: sentences of others differ between machines.
pub(crate) fn verdict(bytes: &[u8]) -> Value {
    let (text, wrong) = read(bytes);
    json!({ "readable": wrong.is_none(), "bytes": text.len(), "text": String::from_utf8_lossy(&text[..text.len().min(TOLD)]) })
}

/// A file without a fault, of about so many bytes.
pub(crate) fn clean(format: Format, size: usize) -> Vec<u8> {
    if format == Format::Parquet { parquet(size / 22) } else { workbook(size / 14) }
}

fn rows(count: usize) -> impl Iterator<Item = [String; 3]> {
    let mut rng = Rng::new(1);
    let touchpoints = ["checkout", "delivery", "support"];
    (0..count).map(move |_| {
        let id: String = (0..16).map(|_| char::from(b'a' + rng.byte() % 26)).collect();
        [id, (1 + rng.below(5)).to_string(), rng.pick(&touchpoints).into()]
    })
}

const COLUMNS: [&str; 3] = ["response_id", "csat", "touchpoint"];

fn parquet(count: usize) -> Vec<u8> {
    let rows: Vec<Vec<Option<String>>> = rows(count).map(|row| row.map(Some).to_vec()).collect();
    madeleine_sheets::parquet(&COLUMNS, &rows).unwrap_or_default()
}

/// What of a workbook its reader asks for.
fn workbook(count: usize) -> Vec<u8> {
    let cell = |text: &str| match text.parse::<u32>() {
        Ok(number) => format!("<c><v>{number}</v></c>"),
        Err(_) => format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#),
    };
    let row = |cells: &[&str]| format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>());
    let body: String = rows(count).map(|cells| row(&cells.each_ref().map(String::as_str))).collect();
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C9"/><sheetData>{}{body}</sheetData></worksheet>"#,
        row(&COLUMNS)
    );
    let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let parts = [
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    zipped(parts.iter().map(|(name, text)| (*name, text.as_bytes()))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_files_are_read() {
        for format in [Format::Parquet, Format::Workbook] {
            for seed in format.seeds() {
                let (text, wrong) = read(seed);
                assert!(wrong.is_none() && text.len() > 40, "{format:?}: {wrong:?}");
            }
            let whole = clean(format, 65_536);
            assert!((40_000..90_000).contains(&whole.len()), "{format:?}: {}", whole.len());
            assert!(read(&whole).0.len() > whole.len() / 2, "{format:?}");
        }
    }
}
