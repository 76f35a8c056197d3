//! No bytes make a reader panic, lose a line, or depend on how they were cut.

use madeleine_ingest::{Intake, MAX_LINE_BYTES, MAX_LISTED, Reader};
use proptest::prelude::*;

fn read(bytes: &[u8], piece: usize) -> Intake {
    let mut reader = Reader::new();
    for piece in bytes.chunks(piece) {
        reader.push(piece);
    }
    reader.finish()
}

fn accounted(intake: &Intake) -> bool {
    let parts = [intake.superseded(), intake.duplicates(), intake.conflicts(), intake.broken()];
    intake.lines() == intake.len() as u64 + parts.iter().sum::<u64>()
}

/// Good lines and rows, to be spoilt.
const GOOD: &[&str] = &[
    "{\"v\":1,\"response_id\":\"a\",\"seq\":1,\"survey\":\"s\",\"answers\":{\"csat\":5,\"why\":[\"x\"]},\"sample\":0.5}\n",
    "{\"v\":1,\"response_id\":\"a\",\"seq\":2,\"survey\":\"s\",\"state\":\"completed\",\"ms\":{\"csat\":1}}\r\n",
    "response_id,seq,csat,why,comment,ms.csat,context.a\r\na,1,5,\"x;y\",\"oh, \"\"well\"\"\r\n\",12,b\r\n",
    "csat;ces\n5;7\n-1;-2\n",
];

/// Pieces that spoil.
const SPOIL: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"\n",
    b"\r",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff",
    b",",
    b";",
    b"1e999",
    b"-",
    b"null",
    b"NaN",
    b"\\ud800",
    b"\"__proto__\":",
    b"18446744073709551616",
    b"0.1",
    b"{\"v\":",
    b"csat",
    b"\xe2\x80\xa8",
    b"=cmd()",
    b"\x1b[2J",
];

fn spoilt() -> impl Strategy<Value = Vec<u8>> {
    let good = prop::collection::vec(prop::sample::select(GOOD), 1..4);
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), 0usize..6, prop::sample::select(SPOIL)), 0..6);
    (good, cuts).prop_map(|(good, cuts)| {
        let mut bytes = good.concat().into_bytes();
        for (at, remove, insert) in cuts {
            let at = at.index(bytes.len() + 1);
            let end = (at + remove).min(bytes.len());
            bytes.splice(at..end, insert.iter().copied());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), piece in 1usize..40) {
        let whole = read(&bytes, 1_000);
        prop_assert!(accounted(&whole));
        prop_assert_eq!(whole, read(&bytes, piece));
    }

    #[test]
    fn spoilt_files(bytes in spoilt(), piece in 1usize..40) {
        let whole = read(&bytes, 10_000);
        prop_assert!(accounted(&whole));
        prop_assert_eq!(whole.problems().len() as u64, whole.problem_count());
        prop_assert_eq!(whole, read(&bytes, piece));
    }
}

#[test]
fn problems_are_counted_past_those_that_are_listed() {
    let intake = read(&b"{}\n".repeat(3_000), 4_096);
    assert_eq!((intake.broken(), intake.problem_count(), intake.problems().len()), (3_000, 3_000, MAX_LISTED));
}

#[test]
fn a_line_without_end_costs_no_memory_and_no_other_line() {
    let mut reader = Reader::new();
    reader.push(b"{\"v\":1,\"response_id\":\"a\",\"seq\":1,\"survey\":\"");
    for _ in 0..10_000 {
        reader.push(&[b'x'; 4_096]);
    }
    reader.push(b"\"}\n{\"v\":1,\"response_id\":\"b\",\"seq\":1,\"survey\":\"s\"}");
    let intake = reader.finish();
    assert_eq!((intake.lines(), intake.len(), intake.broken()), (2, 1, 1));
    assert_eq!(intake.problems()[0].problem.code, "too_long");
}

#[test]
fn foreign_files_are_named_once() {
    for (bytes, said) in [
        (&b"[{\"v\":1}]"[..], "a JSON list"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04", "Excel"),
        (b"\xff\xfec\0s\0", "UTF-16"),
        (b"<!doctype html>", "a page"),
        (b"c\0s\0a\0t\0", "not text"),
    ] {
        for piece in 1..5 {
            let intake = read(bytes, piece);
            assert_eq!((intake.lines(), intake.problem_count()), (0, 1));
            assert!(intake.problems()[0].to_string().contains(said), "{}", intake.problems()[0]);
        }
    }
}

#[test]
fn an_empty_file_is_no_problem() {
    for bytes in [&b""[..], b"\n \r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"] {
        assert_eq!(read(bytes, 1), Intake::default());
    }
}

#[test]
fn a_mark_behind_blanks_is_none_whatever_the_pieces() {
    let text = b" \xef\xbb\xbfcsat\n5\n";
    for piece in 1..text.len() {
        assert_eq!(read(text, piece), read(text, 1_000));
    }
}

#[test]
fn names_longer_than_words_cost_their_line_or_their_column() {
    let long = "x".repeat(129);
    let line = format!("{{\"v\":1,\"response_id\":\"a\",\"seq\":1,\"survey\":\"s\",\"answers\":{{\"{long}\":1}}}}\n");
    let intake = read(line.as_bytes(), 1_000);
    assert_eq!((intake.broken(), intake.problems()[0].problem.code), (1, "too_long"));
    let intake = read(format!("csat,answers.{long}\n5,1\n").as_bytes(), 1_000);
    assert_eq!((intake.len(), intake.problems()[0].problem.code), (1, "unknown_column"));
}

#[test]
fn a_first_line_of_strange_names_is_read_in_no_time() {
    let names: Vec<String> = (0..MAX_LINE_BYTES / 11).map(|i| format!("respons{i:04}")).collect();
    for first in [names.join(","), "csat ".repeat(MAX_LINE_BYTES / 5)] {
        let start = std::time::Instant::now();
        let intake = read(format!("{first}\n1\n").as_bytes(), 1 << 20);
        assert!(intake.problem_count() > 0);
        assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
    }
}

#[test]
fn columns_without_end_are_refused_quickly() {
    let names: Vec<String> = (0..MAX_LINE_BYTES / 4).map(|i| format!("ms.{i}")).collect();
    let header = &names.join(",")[..MAX_LINE_BYTES];
    let row = ",".repeat(MAX_LINE_BYTES);
    let intake = read(format!("{header}\n{row}\n{row}\n").as_bytes(), 1 << 20);
    assert!(accounted(&intake));
    assert!(intake.problems().iter().any(|p| p.problem.code == "too_many_columns"));
}
