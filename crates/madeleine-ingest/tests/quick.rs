//! Rows that are read quickly are the rows that are read one by one: same responses, same problems, same account.

use madeleine_core::columns::{Field, Rows};
use madeleine_ingest::{Intake, Reader};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

fn read(mut reader: Reader, bytes: &[u8], piece: usize) -> Intake {
    bytes.chunks(piece).for_each(|piece| reader.push(piece));
    reader.finish()
}

fn agree(bytes: &[u8], piece: usize) {
    let (quick, slow) = (read(Reader::new(), bytes, piece), read(Reader::new().slowly(), bytes, 1 << 16));
    let account = |intake: &Intake| {
        let counts = [intake.lines(), intake.superseded(), intake.duplicates(), intake.conflicts(), intake.broken()];
        (counts, intake.len(), intake.problem_count(), intake.problems())
    };
    let shown = || String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).into_owned();
    assert_eq!(account(&quick), account(&slow), "{}", shown());
    assert!(quick.responses().eq(slow.responses()), "{}", shown());
    assert!(quick == slow, "{}", shown());
}

/// Every file that was ever damaged into something new.
#[test]
fn the_corpus() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus");
    let mut files = 0;
    for format in ["csv", "ndjson"] {
        for file in fs::read_dir(folder.join(format)).expect("folder") {
            let bytes = fs::read(file.expect("file").path()).expect("bytes");
            agree(&bytes, 1 + files % 300);
            files += 1;
        }
    }
    assert!(files > 500, "{files}");
}

/// The last row of a file says as much as the others, however many columns lie behind and before.
#[test]
fn rows_of_many_columns() {
    for width in [1, 60, 81, 200, 900] {
        for rows in [1, 2, 70] {
            let others = ",".repeat(width);
            let row = format!("{others}3,phone\n");
            let file = format!("{others}csat,device\n{}", row.repeat(rows));
            agree(file.as_bytes(), 1 << 16);
            let intake = read(Reader::new(), file.as_bytes(), 1 << 16);
            assert!(intake.responses().all(|response| response.device == "phone" && response.answers.len() == 1));
        }
    }
}

/// What is wrong beyond what is listed is counted, be its text short or long, and costs no row.
#[test]
fn more_problems_than_are_listed() {
    let mut file = String::from("csat,expectation,device\n");
    for row in 0..6_000_u32 {
        let csat = ["5", "9", "1", "123456789.5", ""][row as usize % 5];
        let expectation = ["3", "0", "5", "6"][row as usize % 4];
        file += &format!("{csat},{expectation},phone\n");
    }
    for piece in [999, 1 << 16] {
        agree(file.as_bytes(), piece);
    }
    let intake = read(Reader::new(), file.as_bytes(), 1 << 16);
    assert_eq!((intake.len(), intake.problem_count()), (6_000, 2 * 1_200 + 2 * 1_500));
}

const NAMES: &[&str] = &[
    "response_id",
    "seq",
    "v",
    "survey",
    "survey_version",
    "wording",
    "state",
    "touchpoint",
    "stage",
    "channel",
    "journey",
    "locale",
    "surface",
    "device",
    "shown_at",
    "submitted_at",
    "durability",
    "sample",
    "shown",
    "csat",
    "ces",
    "nps",
    "fcr",
    "contacts",
    "why",
    "comment",
    "open",
    "emotions",
    "q1",
    "answers.q2",
    "instruments.q1",
    "instruments.csat",
    "instruments.comment",
    "ms.csat",
    "ms.q1",
    "context.order",
    "context.customer",
    "unknown",
    "barometer.practical",
    "moment.end",
    "CSAT",
];

const CELLS: &[&str] = &[
    "",
    "",
    "",
    "1",
    "2",
    "5",
    "7",
    "10",
    "-1",
    "-2",
    "0",
    " 3",
    "4 ",
    "4.0",
    "4.5",
    "1e2",
    "inf",
    "nan",
    "x",
    "yes",
    "fcr.yes",
    "fcr.t1",
    "a;b",
    "csat",
    "open",
    "ltr11",
    "completed",
    "partial",
    "mem",
    "disk",
    "0.5",
    "2026-11-21T10:02Z",
    "2026-11-21",
    "row-0-3",
    "row-0-5",
    "r1",
    "r2",
    "r3",
    "\"a,b\"",
    "\"oh, \"\"well\"\"\"",
    "\"\"\"q\"\"\"",
    "\"two\nlines\"",
    "\"two\r\nlines\"",
    "\"one\rline\"",
    "\"-1\"",
    "\"5\"",
    "a\"b",
    "\"a\"b",
    "\u{a0}",
    "\u{a0}-1",
    "été",
    "élan vital",
    "Très bien, merci",
    "checkout.order.confirmed.page",
    "a text that is longer than fifteen bytes",
    "   ",
    "\t",
    "😀",
    "00000000000000012",
    "123456789",
    "1234567890",
    "99999999999",
    "\u{0}",
    "5\u{0}",
    "\u{feff}x",
    "\u{ff}",
];

fn table() -> impl Strategy<Value = Vec<u8>> {
    let names = prop::collection::vec(prop::sample::select(NAMES), 1..7);
    let row = prop::collection::vec((0..CELLS.len(), 0usize..40), 1..8);
    let rows = prop::collection::vec((row, 0usize..30), 0..30);
    let form =
        (prop::sample::select(vec![",", ";", "\t"]), prop::sample::select(vec!["\n", "\r\n", "\r"]), any::<bool>());
    (names, rows, form).prop_map(|(names, rows, (separator, end, mark))| {
        let mut bytes = if mark { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        bytes.extend(names.join(separator).as_bytes());
        for (row, odd) in rows {
            bytes.extend(if odd == 0 { "\n" } else { end }.as_bytes());
            // Most rows are as long as the first one.
            let length = if odd < 8 { row.len() } else { names.len() };
            for (at, (cell, spoilt)) in row.iter().cycle().take(length).enumerate() {
                bytes.extend(if at > 0 { separator } else { "" }.as_bytes());
                bytes.extend(CELLS[*cell].as_bytes());
                if *spoilt == 0 {
                    bytes.push(0xff);
                }
            }
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_table(bytes in table(), piece in 1usize..200) {
        agree(&bytes, piece);
    }
}

/// Counted in passing, files come to what they come to when all rows are kept, or say that they can't be.
#[test]
fn in_passing() {
    let text = |ids: &dyn Fn(u32) -> String| {
        let mut text = String::from("response_id,csat,comment\n");
        for row in 0..3_000_u32 {
            let comment = ["", "\"so, so\"", "fine", "\"a \"\"b\"\"\"", "-2", "\u{a0}"][row as usize % 6];
            text += &format!("{},{},{comment}\n", ids(row), row % 7);
        }
        text
    };
    let pass = |text: &str, piece: usize| {
        let mut reader = Reader::passing(0, Intake::default());
        let mut passed = true;
        for piece in text.as_bytes().chunks(piece) {
            reader.push(piece);
            passed &= reader.pass(|_| {});
        }
        let mut intake = reader.finish();
        (intake.pass() && passed, intake.len(), intake.lines(), intake.problem_count(), intake.problems())
    };
    for piece in [100, 5_000, 1 << 20] {
        for ids in [&(|row: u32| format!("id{row:05}")) as &dyn Fn(u32) -> String, &|_| String::new(), &|row| {
            if row % 3 == 0 { String::new() } else { format!("\"{row:05}\"") }
        }] {
            let text = text(ids);
            let whole = read(Reader::new(), text.as_bytes(), 1 << 20);
            let expected = (true, whole.len(), whole.lines(), whole.problem_count(), whole.problems());
            assert_eq!(pass(&text, piece), expected);
        }
        for odd in [0, 1, 700, 2_999] {
            for id in ["id00000", "id00698", "row-0-5"] {
                let ids = |row: u32| if row == odd { id.into() } else { format!("id{row:05}") };
                let whole = read(Reader::new(), text(&ids).as_bytes(), 1 << 20);
                let (passed, len, ..) = pass(&text(&ids), piece);
                assert!(!passed || len == whole.len(), "{odd} {id}");
                assert!(passed == (odd == 0 && id == "id00000"), "{odd} {id}");
            }
        }
    }
}

/// Of a time the day as it is written is all that is kept in passing, where it is one, or all of it for who needs it.
#[test]
fn days_in_passing() {
    let times = [
        "2026-11-21T10:02Z",
        "\"2026-11-21T23:59:59.999+02:00\"",
        "2026-11-21",
        "2026-11-22 08:00",
        "",
        "last Saturday",
        "2026-11-21T10h02",
        "2026-11-21T10:02:00, UTC",
        "2026/11/21",
        "2026-11-21T",
    ];
    let mut text = String::from("submitted_at;csat\r\n");
    (0..4_000).for_each(|row| text += &format!("{};5\r\n", times[row * row / 7 % times.len()]));
    let pass = |mut reader: Reader, piece: usize| {
        let mut kept = Vec::new();
        let mut look = |rows: Rows<'_>| {
            let of = |row| rows.columns.value(&Field::SubmittedAt, row).unwrap_or_default();
            kept.extend((0..rows.columns.rows()).map(|row| String::from_utf8_lossy(of(row)).into_owned()));
        };
        for piece in text.as_bytes().chunks(piece) {
            reader.push(piece);
            assert!(reader.pass(&mut look));
        }
        reader.finish().rows(look);
        kept
    };
    let whole: Vec<String> = (0..4_000).map(|row| times[row * row / 7 % times.len()].replace('"', "")).collect();
    for piece in [100, 5_000, 1 << 20] {
        assert_eq!(pass(Reader::passing(0, Intake::default()).with_times(), piece), whole);
        let kept = pass(Reader::passing(0, Intake::default()), piece);
        assert_eq!(kept.len(), whole.len());
        for (kept, whole) in kept.iter().zip(&whole) {
            let is_day = kept.len() == 10 && !whole.contains(['h', ',']) && whole.starts_with(&**kept);
            assert!(is_day || kept == whole, "{kept} of {whole}");
        }
        assert!(kept.iter().filter(|kept| *kept == "2026-11-22").count() > 150);
    }
}

/// More rows than are handed over at once, more words than are known by heart, and rows that cross every border.
#[test]
fn many_rows() {
    let mut text = String::from("response_id,submitted_at,csat,context.customer,why,comment,instruments.csat\n");
    for row in 0..20_000_u32 {
        let mixed = row.wrapping_mul(2_654_435_761);
        let id = if mixed.is_multiple_of(50) { row / 2 } else { row };
        let csat = ["", "1", "5", "4", "9", "-1"][mixed as usize % 6];
        let comment = ["", "\"so, so\"", "fine", "\"a \"\"b\"\"\"", "-2"][mixed as usize / 8 % 5];
        let named = if row > 12_000 { "csat" } else { "" };
        text += &format!(
            "id{id:06},2026-11-21T10:{:02}Z,{csat},customer number {},{},{comment},{named}\n",
            row % 60,
            mixed % 9_000,
            row % 5_000
        );
    }
    for piece in [1 << 22, 1 << 16, 4_099] {
        agree(text.as_bytes(), piece);
    }
}

/// A value as it is written, and what hardly anybody writes.
fn json() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "1",
        "2",
        "5",
        "0",
        "-1",
        "-2",
        "11",
        "1.5",
        "5.0",
        "007",
        "1e2",
        "null",
        "true",
        "\"\"",
        "\"checkout\"",
        "\"fcr.yes\"",
        "\"csat\"",
        "\"ces2\"",
        "\"comment\"",
        "\"completed\"",
        "\"phone\"",
        "\"2026-11-23T10:00Z\"",
        "\"row-1-2\"",
        "\"Très bien, merci\"",
        "\"a\\nb\"",
        "\"a\\u00e9\"",
        "\"\u{7f}\"",
        "[]",
        "[\"price\"]",
        "[\"price\",\"price\"]",
        "{}",
        "{\"a\":\"b\"}",
        "{\"a\":{\"b\":[1]}}",
        "[[[[1]]]]",
        "\"x\"",
        " 1",
        "1 ",
        "",
        "nul",
        "\"a\tb\"",
    ]);
    let plain = plain.prop_map(String::from);
    let group = prop::collection::vec((item(), plain.clone()), 0..4).prop_map(|members| object(&members, ","));
    prop_oneof![6 => plain, 3 => group, 1 => "\"[a-z]{1,3}\""]
}

fn item() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["csat", "ces", "fcr", "comment", "why", "q1", "x", "price", "device"])
        .prop_map(String::from)
}

fn object(members: &[(String, String)], separator: &str) -> String {
    let each: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", each.join(separator))
}

/// A line whose fields mostly hold what they are for.
fn line() -> impl Strategy<Value = String> {
    let word = |words: &'static [&'static str]| prop::sample::select(words).prop_map(String::from);
    let answers = prop::collection::vec(
        (
            item(),
            word(&[
                "1",
                "5",
                "3",
                "7",
                "-1",
                "\"fcr.yes\"",
                "\"fcr.no\"",
                "\"Bien\"",
                "\"\"",
                "[\"price\"]",
                "null",
                "9999",
            ]),
        ),
        0..4,
    );
    let instruments = prop::collection::vec(
        (item(), word(&["\"csat\"", "\"ces2\"", "\"comment\"", "\"fcr\"", "\"why\"", "\"none\""])),
        0..3,
    );
    let times =
        prop::collection::vec((item(), word(&["0", "3590", "999999999", "4294967296", "1.5", "null", "01"])), 0..3);
    let context = prop::collection::vec((item(), word(&["\"50-100\"", "\"\"", "\"new\"", "1", "null"])), 0..3);
    let id = prop_oneof!["\"[ab]\"", Just("\"row-1-1\"".to_string())];
    let fields = (id, word(&["1", "2", "3"]), answers, instruments, times, context);
    let more = prop::collection::vec(
        (
            word(&[
                "state",
                "device",
                "shown",
                "journey",
                "stage",
                "shown_at",
                "x",
                "sample",
                "v",
                "answers",
                "seq",
                "locale",
                "durability",
                "layout",
                "subjects",
                "orders",
            ]),
            json(),
        ),
        0..4,
    );
    (fields, more, word(&[",", ", ", " ,"]), 0..40usize).prop_map(
        |((id, seq, answers, instruments, times, context), more, separator, odd)| {
            let mut members = vec![
                ("v".to_string(), "1".to_string()),
                ("response_id".into(), id),
                ("seq".into(), seq),
                ("survey".into(), "\"s\"".into()),
                ("answers".into(), object(&answers, ",")),
                ("ms".into(), object(&times, ", ")),
                ("context".into(), object(&context, ",")),
                ("instruments".into(), object(&instruments, ",")),
            ];
            members.extend(more);
            if odd < members.len() {
                members.swap_remove(odd);
            }
            object(&members, &separator)
        },
    )
}

proptest! {
    #[test]
    fn lines_are_what_they_are_one_by_one(lines in prop::collection::vec(prop_oneof![9 => line(), 1 => "[ -~]{0,12}"], 0..30), piece in 1..200usize) {
        agree(format!("{{}}\n{}", lines.join("\n")).as_bytes(), piece);
    }
}

/// What nobody looks at has to be text, too.
#[test]
fn bytes_that_are_no_text_break_a_line_wherever_they_stand() {
    let line = b"{\"v\":1,\"response_id\":\"a\",\"seq\":1,\"survey\":\"s\",\"x\":{\"y\":{\"z\":{\"w\":\"\x92\"}}}}\n";
    agree(line, 1 << 16);
    let intake = read(Reader::new(), line, 1 << 16);
    assert_eq!((intake.len(), intake.broken()), (0, 1));
    assert!(intake.problems()[0].to_string().contains("this isn't UTF-8 at column 67"), "{}", intake.problems()[0]);
}
