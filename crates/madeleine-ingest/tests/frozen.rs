//! The frozen response files of every version read to what they have always read to.

use madeleine_core::{Answer, Response, State};
use madeleine_ingest::{Intake, Reader};
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/wire/v1")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read(name: &str, piece: usize) -> Intake {
    let mut reader = Reader::new();
    for piece in bytes(name).chunks(piece) {
        reader.push(piece);
    }
    reader.finish()
}

fn messages(name: &str) -> Vec<String> {
    read(name, 1 << 20).problems().iter().map(ToString::to_string).collect()
}

#[test]
fn each_reads_to_what_is_expected_in_pieces_of_any_size() {
    let expected: serde_json::Value = serde_json::from_slice(&bytes("expected.json")).expect("JSON");
    let mut files: Vec<String> = fs::read_dir(folder())
        .expect("folder")
        .map(|f| f.expect("file").file_name().into_string().expect("name"))
        .collect();
    files.retain(|name| name != "expected.json");
    files.sort();
    let named: Vec<&String> = expected.as_object().expect("object").keys().collect();
    assert_eq!(files.iter().collect::<Vec<_>>(), named);
    for name in files {
        for piece in [1, 2, 3, 7, 100, 1 << 20] {
            let intake = read(&name, piece);
            let found = serde_json::json!({
                "lines": intake.lines(), "responses": intake.len(), "superseded": intake.superseded(),
                "duplicates": intake.duplicates(), "conflicts": intake.conflicts(), "broken": intake.broken(),
                "problems": intake.problem_count(),
            });
            assert_eq!(found, expected[&name], "{name} in pieces of {piece}: {:#?}", intake.problems());
        }
    }
}

#[test]
fn four_ways_of_saying_the_same_are_the_same() {
    let plain = read("responses.ndjson", 4_096);
    for name in ["responses.reordered.ndjson", "responses.csv", "responses.semicolon.csv"] {
        let other = read(name, 4_096);
        for (one, other) in plain.responses().zip(other.responses()) {
            assert_eq!(one, other, "{name}");
        }
        let mut merged = plain.clone();
        merged.merge(other);
        assert_eq!((merged.len(), merged.conflicts(), merged.problem_count()), (6, 0, 0), "{name}");
    }
}

#[test]
fn nothing_of_a_response_is_lost() {
    let intake = read("responses.ndjson", 4_096);
    let by_id = |id: &str| -> Response { intake.responses().find(|r| r.response_id == id).expect("there") };
    let full = by_id("V1StGXR8Z5jdHi6BmyT7aw");
    assert_eq!((full.seq, full.state, full.survey_version), (2, State::Completed, 3));
    assert_eq!(full.answer("why"), Some(&Answer::Options(vec!["reason.checkout.fees".into(), "reason.other".into()])));
    let comment = "Les frais n’apparaissent qu’à la fin.\nDommage, \"vraiment\".";
    assert_eq!(full.answer("comment"), Some(&Answer::Text(comment.into())));
    assert_eq!(full.sample.map(|s| s.to_string()).as_deref(), Some("0.5"));
    assert_eq!(full.context, [("customer".into(), "new".into()), ("order_band".into(), "50-100".into())]);
    let care = by_id("m0ZsK4aPf6HdLx2WtCv9Bg");
    assert_eq!((care.answer("csat"), care.answer("nms")), (Some(&Answer::Skipped), Some(&Answer::Unknown)));
    assert_eq!(care.answer("fcr"), Some(&Answer::Option("fcr.yes".into())));
    assert_eq!((care.stage, care.journey.as_deref()), (None, Some("j-1")));
}

#[test]
fn broken_lines_are_named_with_their_place_and_mend() {
    let expected = [
        "line 2: this isn't JSON: EOF while parsing a string at column 41.",
        "line 3: this isn't JSON: expected ident at column 2.",
        "line 4: expected an object, found a list.",
        "line 5: $.v: expected a whole number from 1 to 1.",
        "line 6: a response needs the field \"seq\".",
        "line 7: the answer to \"csat\" is not one that its instrument offers.",
        "line 9: response \"twice\" with seq 1 says something else than line 8",
        "line 10: $.answers: expected an object, found a list.",
        "line 11: this isn't JSON: unexpected end of hex escape",
    ];
    let found = messages("broken.ndjson");
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn broken_cells_are_named_with_their_column() {
    let expected = [
        "line 1: cas: this column isn't read. Did you mean \"ces\"?",
        "line 3: ces: 9 isn't offered: this answer is a code from 1 to 7. It is left out.",
        "line 3: fcr: \"yes\" isn't offered: this answer is one of fcr.yes, fcr.no, fcr.pending. It is left out.",
        "line 3: csat: \"good\" isn't a number: this answer is a code from 1 to 5. It is left out.",
        "line 4: this row has 9 cells, the first line names 6. A cell that holds ',' must stand in quotes.",
        "line 5: seq: expected a number, found text.",
        "line 6: csat: 4.5 isn't offered: this answer is a code from 1 to 5. It is left out.",
        "line 7: a quote is opened in this line and never closed. Close it, or write it twice.",
    ];
    assert_eq!(messages("broken.csv"), expected);
}

#[test]
fn rows_without_identity_are_never_merged() {
    let mut both = Reader::for_file(1);
    both.push(&bytes("csat.csv"));
    let mut both = both.finish();
    let mut second = Reader::for_file(2);
    second.push(&bytes("csat.csv"));
    both.merge(second.finish());
    assert_eq!((both.len(), both.conflicts(), both.duplicates()), (8, 0, 0));
}
