//! Files that other programs have written (pyarrow, DuckDB, XlsxWriter, openpyxl) are the table that stands beside them as CSV.

use madeleine_sheets::csv;
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

fn data(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).expect("reads")
}

fn text(name: &str) -> Result<String, String> {
    let mut text = Vec::new();
    csv(data(name), |piece| text.extend_from_slice(piece)).map_err(|problem| problem.to_string())?;
    Ok(String::from_utf8(text).expect("UTF-8"))
}

/// Line by line, without the empty cells at the end that a workbook doesn't have.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(|line| line.trim_end_matches(',')).collect()
}

#[test]
fn parquet_however_it_is_compressed() {
    let expected = String::from_utf8(data("parquet.csv")).expect("UTF-8");
    for name in ["snappy", "gzip", "zstd", "lz4", "nanoseconds", "duckdb"] {
        assert_eq!(text(&format!("{name}.parquet")).as_deref(), Ok(expected.as_str()), "{name}");
    }
}

#[test]
fn workbooks_whoever_wrote_them() {
    let expected = String::from_utf8(data("workbook.csv")).expect("UTF-8");
    for name in ["excel.xlsx", "openpyxl.xlsx"] {
        assert_eq!(lines(&text(name).expect("reads")), lines(&expected), "{name}");
    }
}

/// A row without a cell is an empty line, and a sheet may be as long as sheets can be.
#[test]
fn rows_in_which_nothing_stands_are_empty_lines() {
    let text = text("blank-rows.xlsx").expect("reads");
    assert!(text.starts_with("\ncsat,device\n5,phone\n\n\n4\n\n"));
    assert!(text.ends_with("\n\n,phone\n"));
    assert_eq!(text.lines().count(), 1_048_576);
}

#[test]
fn what_is_neither_says_what_to_do() {
    let problem = csv(b"csat\n5\n".to_vec(), |_| {}).expect_err("isn't one").to_string();
    assert_eq!(
        problem,
        "this file can't be read: it is neither a Parquet file nor an .xlsx workbook. Save it as CSV in UTF-8."
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damage_is_an_error_and_never_a_panic(name in prop::sample::select(vec!["snappy.parquet", "gzip.parquet", "nanoseconds.parquet", "excel.xlsx"]), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<Option<prop::sample::Index>>()) {
        let mut file = data(name);
        let at = at.index(file.len());
        file[at] = byte;
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let mut bytes = 0;
        let _ = csv(file, |piece| bytes += piece.len());
        prop_assert!(bytes < 1 << 24);
    }
}
