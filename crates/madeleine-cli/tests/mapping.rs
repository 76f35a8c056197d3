//! `madeleine mapping`, and files that are read by one, as they are run.

use madeleine_ingest::{Mapping, Reader};
use serde_json::{Map, Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn madeleine(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).args(args).output().expect("runs")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Every export of the corpus: the file, its mapping if it has one, and what it comes to.
fn corpus() -> Vec<(PathBuf, Option<PathBuf>, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/imports");
    let mut found = Vec::new();
    for tool in fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path()) {
        let Ok(files) = fs::read_dir(&tool) else { continue };
        for file in files.map(|entry| entry.expect("a file").path()) {
            let Some(expected) =
                file.extension().is_some_and(|ext| ext == "csv").then(|| file.with_extension("expected.json"))
            else {
                continue;
            };
            let expected = fs::read(&expected).unwrap_or_else(|_| panic!("{}", expected.display()));
            let mapping = Some(file.with_extension("mapping.json")).filter(|path| path.exists());
            found.push((file, mapping, serde_json::from_slice(&expected).expect("JSON")));
        }
    }
    assert!(found.len() >= 13, "only {} files", found.len());
    found
}

fn path(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn every_export_comes_to_what_was_counted_by_hand() {
    for (file, mapping, expected) in corpus() {
        let mut args = vec!["score", path(&file), "--tally"];
        if let Some(mapping) = &mapping {
            args.extend(["--mapping", path(mapping)]);
        }
        let output = madeleine(&args);
        assert!(output.status.success(), "{}", said(&output.stderr));
        let tally: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let counted = |cell: &Value| match (cell.get("counts"), cell.get("answered")) {
            (Some(counts), _) => counts.clone(),
            (None, Some(answered)) => answered.clone(),
            (None, None) => {
                let pairs = cell["options"].as_array().expect("options").iter();
                pairs
                    .map(|pair| (pair[0].as_str().expect("a name").to_string(), pair[1].clone()))
                    .collect::<Map<_, _>>()
                    .into()
            }
        };
        let cells = tally["cells"].as_array().expect("cells").iter();
        let scores: Map<String, Value> =
            cells.map(|cell| (cell["measure"].as_str().expect("a name").to_string(), counted(cell))).collect();
        assert_eq!(json!(scores), expected["scores"], "{}", file.display());
    }
}

#[test]
fn pieces_make_no_difference_and_notes_are_no_problems() {
    for (file, mapping, expected) in corpus() {
        let bytes = fs::read(&file).expect("reads");
        let mapping = mapping.map(|path| Mapping::from_json(&fs::read(path).expect("reads")).expect("nothing wrong"));
        let read = |piece: usize| {
            let mut reader = Reader::for_file(3);
            if let Some(mapping) = &mapping {
                reader = reader.mapped(mapping);
            }
            bytes.chunks(piece).for_each(|piece| reader.push(piece));
            reader.finish()
        };
        let whole = read(bytes.len());
        assert!([1, 7, 100].into_iter().all(|piece| read(piece) == whole), "{}", file.display());
        assert_eq!(
            whole.problem_count(),
            expected["problems"].as_array().expect("a list").len() as u64,
            "{:?}",
            whole.problems()
        );
        assert!(whole.note_count() > 0 && whole.notes()[0].problem.code == "layout", "{}", file.display());
        // Read once more it says nothing twice.
        let mut twice = whole.clone();
        twice.merge(whole.clone());
        assert_eq!(twice.notes(), whole.notes());
    }
}

#[test]
fn packed_or_in_another_encoding_a_file_comes_to_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    for (file, mapping, _) in corpus() {
        let text = fs::read_to_string(&file).expect("UTF-8");
        let text = text.trim_start_matches('\u{feff}');
        let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        // Where an office still writes it; what it has no letter for it couldn't have written.
        let (old, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
        let old = (!lost).then(|| ("old.csv", old.into_owned()));
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let packed = packer.write_all(text.as_bytes()).and_then(|()| packer.finish()).expect("packs");
        let tally = |file: &Path| {
            let mut args = vec!["score", path(file), "--tally", "--by", "state,period=day"];
            if let Some(mapping) = &mapping {
                args.extend(["--mapping", path(mapping)]);
            }
            let output = madeleine(&args);
            assert!(output.status.success(), "{}", said(&output.stderr));
            said(&output.stdout)
        };
        let plain = tally(&file);
        for (name, bytes) in [("wide.csv", wide), ("packed.csv.gz", packed)].into_iter().chain(old) {
            let other = folder.path().join(name);
            fs::write(&other, bytes).expect("writes");
            assert_eq!(tally(&other), plain, "{name} of {}", file.display());
        }
    }
}

#[test]
fn what_is_proposed_is_a_mapping_by_the_schema_and_by_its_reader() {
    let schema: Value = serde_json::from_str(&madeleine_ingest::mapping_schema()).expect("JSON");
    let schema = jsonschema::draft202012::new(&schema).expect("a schema");
    for (file, mapping, _) in corpus() {
        let output = madeleine(&["mapping", path(&file)]);
        assert!(output.status.success(), "{}", said(&output.stderr));
        let proposals = [Some(output.stdout), mapping.map(|path| fs::read(path).expect("reads"))];
        for text in proposals.into_iter().flatten() {
            let value: Value = serde_json::from_slice(&text).expect("JSON");
            assert!(schema.is_valid(&value), "{}", said(&text));
            let nothing = value["columns"].as_array().expect("columns").iter().all(|column| column["as"] == "ignore");
            let read = Mapping::from_json(&text);
            assert!(read.is_ok() || nothing, "{read:?}");
        }
    }
}

#[test]
fn what_is_wrong_with_a_mapping_is_said_with_its_place_and_how_to_mend_it() {
    let problems = |mapping: Value| -> Vec<String> {
        let read = Mapping::from_json(mapping.to_string().as_bytes());
        read.expect_err("something is wrong").iter().map(ToString::to_string).collect()
    };
    let one = |column: Value| problems(json!({ "v": 1, "columns": [column] }));
    for (found, expected) in [
        (
            problems(json!({ "columns": [{ "column": "a", "as": "csat" }] })),
            "$: a mapping needs the version of its format: \"v\": 1.",
        ),
        (problems(json!({ "v": 1 })), "$: a mapping needs \"columns\" that are read"),
        (
            problems(json!({ "v": 1, "colums": [] })),
            "$.colums: there is no key \"colums\" here. Did you mean \"columns\"?",
        ),
        (one(json!({ "as": "csat" })), "$.columns[0]: which column?"),
        (one(json!({ "column": "a" })), "$.columns[0]: what is this column?"),
        (one(json!({ "column": "a", "as": "cast" })), "$.columns[0].as: nothing is called so. Did you mean \"csat\"?"),
        (one(json!({ "column": "a", "as": "answers.q1" })), "$.columns[0]: which instrument is the item \"q1\"?"),
        (
            one(json!({ "column": "a", "as": "answers.q1", "instrument": "cast" })),
            "$.columns[0].instrument: there is no instrument \"cast\" here. Did you mean \"csat\"?",
        ),
        (
            one(json!({ "column": "a", "as": "csat", "words": { "top": 6 } })),
            "$.columns[0].words.top: this isn't offered: a word stands for one of the codes 1 to 5",
        ),
        (
            one(json!({ "column": "a", "as": "state", "words": { "x": "done" } })),
            "$.columns[0].words.x: this isn't offered: a word stands for one of displayed",
        ),
        (one(json!({ "column": "a", "as": "csat", "format": "day_first" })), "$.columns[0].format: only a time"),
        (
            one(json!({ "column": "a", "as": "submitted_at", "zone": "Paris" })),
            "$.columns[0].zone: a zone is \"UTC\" or an offset",
        ),
        (
            problems(json!({ "v": 1, "columns": [{ "column": "a", "as": "csat" }, { "column": "b", "as": "csat" }] })),
            "$: two columns are \"csat\", the second is \"b\".",
        ),
    ] {
        assert!(found.len() == 1 && found[0].starts_with(expected), "{found:?} isn't: {expected}");
    }
}

#[test]
fn a_mapping_for_another_file_says_which_columns_it_lacks() {
    let folder = tempfile::tempdir().expect("folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("writes");
        path
    };
    let file = write("a.csv", "Zufriedenheid,Ort\n5,Lyon\n");
    let mapping = write(
        "a.mapping.json",
        r#"{ "v": 1, "columns": [{ "column": "Zufriedenheit", "as": "csat" }, { "column": 2, "as": "context.place" }, { "column": 9, "as": "ltr11" }] }"#,
    );
    let output = madeleine(&["score", path(&file), "--mapping", path(&mapping), "--by", "context.place"]);
    let err = said(&output.stderr);
    assert!(output.status.success(), "{err}");
    assert!(
        err.contains(
            "Zufriedenheit: the mapping names this column, and the file has none of that name. Is it \"Zufriedenheid\"?"
        ),
        "{err}"
    );
    assert!(err.contains("column 9: the mapping names this column; the file has 2."), "{err}");
    assert!(err.contains("note: Zufriedenheid: left out: the mapping doesn't name it."), "{err}");
    let wrong = write("b.mapping.json", r#"{ "v": 2, "colums": [] }"#);
    let output = madeleine(&["score", path(&file), "--mapping", path(&wrong)]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(said(&output.stderr).lines().count(), 2, "a line for each problem");
}

#[test]
fn columns_that_are_called_as_ours_are_what_they_say_whoever_wrote_the_file() {
    let read = |file: &str| {
        let mut reader = Reader::new();
        reader.push(file.as_bytes());
        reader.finish()
    };
    let intake = read(
        "Timestamp,touchpoint,barometer.practical,csat,CSAT,context.store\n2026-11-16 08:00,checkout,9,4,1,Lyon\n",
    );
    let response = intake.responses().next().expect("a response");
    assert_eq!((response.touchpoint.as_str(), response.submitted_at.as_str()), ("checkout", "2026-11-16T08:00"));
    assert_eq!(response.answers.len(), 2, "{:?}", response.answers);
    assert_eq!(response.answer("csat"), Some(&madeleine_core::Answer::Code(4)));
    assert!(response.answer("barometer.practical").is_some());
    assert_eq!(intake.problem_count(), 0, "{:?}", intake.problems());
    // What can't be read at all is said.
    let intake = read("Timestamp,Colour\nyesterday,red\n");
    assert_eq!((intake.broken(), intake.problem_count()), (1, 1));
}

#[test]
fn a_table_without_columns_of_ours_still_is_one_and_gets_no_mapping_by_itself() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("c.csv");
    fs::write(&file, "Farbe,Ort\nrot,Lyon\n").expect("writes");
    let output = madeleine(&["score", path(&file), "--json"]);
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((value["note_count"].clone(), value["broken"].clone()), (json!(0), json!(1)));
}
