//! `madeleine convert`, `merge`, `compact`, `completions` and `man`, as they are run.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn madeleine(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).args(args).output().expect("runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("writes");
    path.to_str().expect("UTF-8").into()
}

/// Three sittings, one of them with an older snapshot, one with a field that nobody knows.
const RESPONSES: &str = concat!(
    r#"{"v":1,"response_id":"b","seq":1,"survey":"s","touchpoint":"checkout","submitted_at":"2026-11-21T10:02Z","answers":{"csat":4},"shown":["csat","why"]}"#,
    "\n",
    r#"{"v":1,"response_id":"c","seq":1,"survey":"s","touchpoint":"checkout","submitted_at":"2026-11-22T10:02Z","answers":{"csat":3,"place":4},"instruments":{"place":"barometer"},"subjects":{"place":"shop"},"ms":{"csat":900},"sample":0.5,"layout":{"order":"low_first"},"orders":{"why":["fees","speed"]}}"#,
    "\n",
    r#"{"v":1,"response_id":"a","seq":1,"survey":"s","touchpoint":"checkout","answers":{"csat":5,"wish":"=More, \"please\"\nand soon"},"instruments":{"wish":"open"},"house":"odd"}"#,
    "\n",
    r#"{"v":1,"response_id":"b","seq":2,"survey":"s","touchpoint":"checkout","submitted_at":"2026-11-21T10:03Z","answers":{"csat":2,"why":["fees","speed"]},"instruments":{"why":"reasons"},"shown":["csat","why"]}"#,
    "\n",
);

fn tally(file: &str) -> String {
    let output = madeleine(&["score", file, "--by", "touchpoint,period=day", "--tally"]);
    assert!(output.status.success(), "{}", err(&output));
    out(&output)
}

#[test]
fn what_is_converted_there_and_back_is_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", RESPONSES);
    for format in ["csv", "parquet"] {
        let table = folder.path().join(format!("r.{format}")).to_str().expect("UTF-8").to_string();
        let output = madeleine(&["convert", &file, "--to", format, "-o", &table]);
        assert!(output.status.success() && output.stderr.is_empty(), "{}", err(&output));
        assert_eq!(tally(&table), tally(&file));
        let back = madeleine(&["convert", &table, "--to", "ndjson"]);
        let back = written(folder.path(), "back.ndjson", &out(&back));
        assert_eq!(tally(&back), tally(&file));
        let ours = out(&madeleine(&["convert", &file, "--to", "ndjson"]));
        assert_eq!(fs::read_to_string(&back).expect("reads"), ours, "{format}");
    }
}

#[test]
fn several_files_become_one_in_which_a_sitting_counts_once() {
    let folder = tempfile::tempdir().expect("folder");
    let whole = written(folder.path(), "whole.ndjson", RESPONSES);
    let lines: Vec<&str> = RESPONSES.lines().collect();
    written(folder.path(), "part-1.ndjson", &lines[..2].join("\n"));
    written(folder.path(), "part-2.ndjson", &lines[1..].join("\n"));
    let pattern = folder.path().join("part-*.ndjson");
    let output = madeleine(&["merge", pattern.to_str().expect("UTF-8")]);
    assert!(output.status.success(), "{}", err(&output));
    let ids: Vec<String> = out(&output).lines().map(|line| line[22..23].into()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let merged = written(folder.path(), "merged.ndjson", &out(&output));
    assert_eq!(tally(&merged), tally(&whole));
}

#[test]
fn rows_without_a_name_get_one_that_no_other_file_has() {
    let folder = tempfile::tempdir().expect("folder");
    let rows = written(folder.path(), "r.csv", "csat\n5\n4\n");
    let one = written(folder.path(), "one.ndjson", &out(&madeleine(&["convert", &rows, "--to", "ndjson"])));
    let other = written(folder.path(), "other.ndjson", &out(&madeleine(&["convert", &rows, "--to", "ndjson"])));
    assert_eq!(out(&madeleine(&["merge", &one, &other])).lines().count(), 4);
}

#[test]
fn tallies_add_up() {
    let folder = tempfile::tempdir().expect("folder");
    let one = written(folder.path(), "one.ndjson", RESPONSES);
    let other = written(folder.path(), "other.ndjson", &RESPONSES.replace(r#""response_id":""#, r#""response_id":"x"#));
    let tallies =
        [written(folder.path(), "1.tally.json", &tally(&one)), written(folder.path(), "2.tally.json", &tally(&other))];
    let output = madeleine(&["merge", &tallies[0], &tallies[1]]);
    assert!(output.status.success(), "{}", err(&output));
    let both = madeleine(&["score", &one, &other, "--by", "touchpoint,period=day", "--tally"]);
    assert_eq!(out(&output), out(&both));
    let mixed = madeleine(&["merge", &one, &tallies[1]]);
    assert_eq!(mixed.status.code(), Some(1));
    assert!(err(&mixed).contains("madeleine score --tally"), "{}", err(&mixed));
}

#[test]
fn what_could_not_be_read_is_named_and_ends_with_3() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", &format!("{RESPONSES}half a li\n"));
    let output = madeleine(&["convert", &file, "--to", "csv"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("r.ndjson:5: this isn't JSON"), "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 1 + 3 + 1, "a comment has two lines");
}

#[test]
fn compacting_keeps_the_last_lines_as_they_are_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", RESPONSES);
    let before = tally(&file);
    for _ in 0..2 {
        let output = madeleine(&["compact", &file]);
        assert!(output.status.success(), "{}", err(&output));
        let lines: Vec<&str> = RESPONSES.lines().collect();
        assert_eq!(fs::read_to_string(&file).expect("reads"), format!("{}\n{}\n{}\n", lines[2], lines[3], lines[1]));
    }
    assert_eq!(tally(&file), before);
    for (name, text) in [
        ("broken.ndjson", format!("{RESPONSES}half a li")),
        ("contradicts.ndjson", format!("{RESPONSES}{}", RESPONSES.replace(r#""csat":3"#, r#""csat":1"#))),
        ("table.csv", "response_id,seq,csat\na,1,5\n".into()),
    ] {
        let file = written(folder.path(), name, &text);
        let output = madeleine(&["compact", &file]);
        assert_eq!(output.status.code(), Some(3), "{name}");
        assert!(err(&output).contains("left as it is"), "{}", err(&output));
        assert_eq!(fs::read_to_string(&file).expect("reads"), text);
    }
}

#[test]
fn parquet_and_workbooks_score_as_the_tables_that_they_hold() {
    let data = |name: &str| format!("{}/../madeleine-sheets/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    for (files, table) in
        [(["zstd.parquet", "duckdb.parquet"], "parquet.csv"), (["excel.xlsx", "openpyxl.xlsx"], "workbook.csv")]
    {
        for file in files {
            assert_eq!(tally(&data(file)), tally(&data(table)), "{file}");
        }
    }
    let folder = tempfile::tempdir().expect("folder");
    let half = folder.path().join("half.parquet");
    let bytes = fs::read(data("zstd.parquet")).expect("reads");
    fs::write(&half, &bytes[..bytes.len() / 2]).expect("writes");
    let output = madeleine(&["score", half.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("half.parquet: this Parquet file can't be read"), "{}", err(&output));
}

#[test]
fn a_pattern_that_nothing_matches_is_said() {
    let folder = tempfile::tempdir().expect("folder");
    let output = madeleine(&["score", folder.path().join("*.ndjson").to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("no file is called so"), "{}", err(&output));
}

#[test]
fn shells_and_the_manual_know_every_verb() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let completions = out(&madeleine(&["completions", shell]));
        assert!(["score", "compact", "targets"].iter().all(|word| completions.contains(word)), "{shell}");
    }
    let manual = out(&madeleine(&["man"]));
    assert!(manual.contains(".TH") && manual.contains("compact"));
}
