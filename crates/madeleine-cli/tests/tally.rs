//! Tallies as files: what one machine counts, another adds up.

use madeleine_ingest::Json;
use madeleine_stats::tally::{Counts, Measure, read, schema, write};
use madeleine_stats::weight::Weight;
use madeleine_stats::{By, Tallies, Tally, headline};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn frozen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/wire/tally/v1/tally.json")
}

fn text() -> String {
    fs::read_to_string(frozen()).expect("the frozen tally").trim_end().into()
}

fn value() -> Value {
    serde_json::from_str(&text()).expect("JSON")
}

fn tallies(value: &Value) -> Tallies {
    read(Json(value)).expect("tallies")
}

fn madeleine(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).args(args).output().expect("runs")
}

fn problems(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
    let mut value = value();
    change(&mut value);
    let problems = read(Json(&value)).expect_err("refused");
    problems.into_iter().map(|problem| (problem.path, problem.message)).collect()
}

#[test]
fn the_frozen_one_reads_and_is_written_back_the_same() {
    let tallies = tallies(&value());
    assert_eq!(write(&tallies), text());
    assert_eq!(tallies.responses(), 60);
    let csat = tallies.measures().remove(0);
    let total = tallies.total(&csat).expect("asked");
    let satisfied = headline(csat.key(), &total).expect("answers");
    assert_eq!((satisfied.base(), (satisfied.value() * 1e6).round()), (52, 461_538.0));
    let ids: Vec<String> = tallies.measures().iter().map(Measure::to_string).collect();
    for id in ["csat", "fcr_strict", "barometer.practical", "barometer_composite", "kano.gift", "reasons", "emotions"] {
        assert!(ids.contains(&id.to_string()), "{id} in {ids:?}");
    }
}

#[test]
fn the_schema_says_what_is_written_and_refuses_what_is_refused() {
    let schema: Value = serde_json::from_str(&schema()).expect("JSON");
    let schema = jsonschema::draft202012::new(&schema).expect("a schema of draft 2020-12");
    let weighted = tallies(&value()).weighted(|_| Weight::new(0.7).expect("in range"));
    let many = Tally::Counts(Counts::from(vec![u64::MAX, 1 << 60, 3]));
    let mut texts = vec![text(), write(&Tallies::default()), write(&weighted)];
    texts.push(text().replace("[0,0,0,1,0]", &format!("[0,0,0,1,\"{}\"]", many.base())));
    for text in texts {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    let refused: [&dyn Fn(&mut Value); 7] = [
        &|v| v["v"] = json!(2),
        &|v| v["cell"] = json!([]),
        &|v| v["cells"][0]["measure"] = json!("csta"),
        &|v| v["cells"][0]["counts"][0] = json!(-1),
        &|v| v["cells"][0]["counts"][0] = json!(0.5),
        &|v| v["cells"][0]["period"] = json!("last week"),
        &|v| v["peak_end"]["index"]["sum"] = json!(12),
    ];
    for change in refused {
        let mut value = value();
        change(&mut value);
        assert!(!schema.is_valid(&value) && read(Json(&value)).is_err(), "{value}");
    }
}

#[test]
fn twice_the_same_is_twice_as_much() {
    let mut twice = tallies(&value());
    twice.merge(&tallies(&value())).expect("cut likewise");
    assert_eq!(twice.responses(), 120);
    assert_eq!(twice.peak_ends().index.base(), 2 * tallies(&value()).peak_ends().index.base());
    let again: Value = serde_json::from_str(&write(&twice)).expect("JSON");
    assert_eq!(write(&tallies(&again)), write(&twice));
}

#[test]
fn weighted_ones_are_kept_exactly() {
    let third = Weight::new(1.0 / 3.0).expect("in range");
    let weighted = tallies(&value()).weighted(|place| if place.period.is_some() { third } else { Weight::ONE });
    let sent: Value = serde_json::from_str(&write(&weighted)).expect("JSON");
    assert_eq!(tallies(&sent), weighted);
    let all = weighted.rolled_up(&By::default()).expect("by less");
    let (_, measure, tally) = all.cells().next().expect("a cell");
    let plain = headline(measure.key(), &tallies(&value()).total(measure).expect("asked")).expect("answers");
    let weighted = headline(measure.key(), tally).expect("answers");
    assert!((plain.value() - weighted.value()).abs() < 1e-12 && (plain.low() - weighted.low()).abs() < 1e-9);
}

#[test]
fn a_measure_is_weighted_everywhere_or_nowhere() {
    let plain = tallies(&value());
    let weighted = plain.weighted(|_| Weight::ONE);
    for (mine, theirs) in [(&plain, &weighted), (&weighted, &plain)] {
        let mut sum = mine.clone();
        assert!(sum.merge(theirs).is_err());
        assert_eq!(&sum, mine, "nothing is added then");
    }
    let (_, message) = problems(|v| {
        let cell = json!({ "segments": ["checkout"], "period": "2026-W45", "measure": "csat", "weighted": vec![json!([1, "1", "1"]); 5] });
        v["cells"].as_array_mut().expect("cells").push(cell);
    })
    .remove(0);
    assert!(message.contains("weigh all of them or none"), "{message}");

    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("weighted.tally.json");
    fs::write(&file, write(&weighted)).expect("writes");
    let more = folder.path().join("more.csv");
    fs::write(&more, "csat\n5\n").expect("writes");
    let [file, more] = [&file, &more].map(|path| path.to_str().expect("UTF-8"));
    let alone = madeleine(&["score", file]);
    let table = String::from_utf8(alone.stdout).expect("UTF-8");
    assert!(table.lines().any(|line| line.starts_with("CSAT") && line.contains("46.2 %")), "{table}");
    let said = String::from_utf8(madeleine(&["score", file, more]).stderr).expect("UTF-8");
    assert!(said.contains("weigh both before"), "{said}");
}

#[test]
fn the_command_adds_them_to_response_files() {
    let folder = tempfile::tempdir().expect("folder");
    let tally = folder.path().join("monday.tally.json");
    fs::copy(frozen(), &tally).expect("copies");
    let more = folder.path().join("tuesday.csv");
    fs::write(&more, "touchpoint,csat\ncheckout,5\ncheckout,5\n").expect("writes");
    let [tally, more] = [&tally, &more].map(|path| path.to_str().expect("UTF-8"));
    let output = madeleine(&["score", "--json", "--by", "touchpoint", tally, more]);
    let scores: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let csat = |touchpoint: &str| {
        let rows = scores["scores"].as_array().expect("rows").iter();
        let mut rows = rows.filter(|row| row["instrument"] == "csat" && row["segment"]["touchpoint"] == touchpoint);
        rows.next().expect("a row")["base"].as_u64().expect("a base")
    };
    assert_eq!(csat("checkout") + csat("support"), 52 + 2);

    let finer = madeleine(&["score", "--by", "device", tally]);
    let said = String::from_utf8(finer.stderr).expect("UTF-8");
    assert!(!finer.status.success() && said.contains("can't be cut by \"device\""), "{said}");
    let round = madeleine(&["score", "--tally", "--by", "touchpoint,period=week", tally]);
    assert_eq!(String::from_utf8(round.stdout).expect("UTF-8").trim_end(), text());
}

#[test]
fn wrong_ones_say_what_where_and_how_to_mend_it() {
    let first = |change: &dyn Fn(&mut Value)| problems(change).remove(0);
    let says = |change: &dyn Fn(&mut Value), path: &str, message: &str| {
        let (found, said) = first(change);
        assert_eq!((found.as_str(), said.contains(message)), (path, true), "{said}");
    };
    says(&|v| v["by"] = json!("touchpiont"), "$.by", "Did you mean \"touchpoint\"?");
    says(&|v| v["cells"][0]["measure"] = json!("csta"), "$.cells[0].measure", "Did you mean \"csat\"?");
    says(&|v| v["cells"][0]["measure"] = json!("csat.taste"), "$.cells[0].measure", "there is no measure");
    says(&|v| v["cells"][0]["counts"] = json!([1, 2]), "$.cells[0]", "expected \"counts\" of 5 categories.");
    says(&|v| v["cells"][0]["counts"][0] = json!(-1), "$.cells[0].counts[0]", "a whole number from 0");
    says(&|v| v["cells"][0]["period"] = json!("2026-W60"), "$.cells[0].period", "expected a period");
    says(&|v| v["cells"][0]["segments"] = json!([]), "$.cells[0]", "one segment for each dimension");
    says(&|v| v["cells"][0]["count"] = json!([]), "$.cells[0].count", "Did you mean \"counts\"?");
    let of = |v: &Value, measure: &str| {
        let cells = v["cells"].as_array().expect("cells");
        cells.iter().position(|cell| cell["measure"] == measure).expect("such a measure")
    };
    let emotions = of(&value(), "emotions");
    let here = format!("$.cells[{emotions}]");
    // Added to a cell that has them, one without would leave sets of some people only.
    says(&|v| drop(v["cells"][emotions].as_object_mut().map(|cell| cell.remove("sets"))), &here, "must add up to");
    says(&|v| v["v"] = json!(2), "$.v", "expected a whole number from 1 to 1.");
    says(&|v| drop(v.as_object_mut().map(|v| v.remove("v"))), "$", "\"v\" is missing");
    says(&|v| v["peak_end"]["index"]["squares"] = json!("1"), "$.peak_end.index", "no values have such");
    assert!(read(Json(&json!([]))).is_err() && read(Json(&json!("tally"))).is_err());
}

/// Any JSON, some of it nearly right.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        any::<u64>().prop_map(Value::from),
        prop::sample::select(vec![
            "csat",
            "barometer.x",
            "kano",
            "2026-W47",
            "340282366920938463463374607431768211455",
            "-1",
            ""
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let key = prop::sample::select(vec![
            "v",
            "by",
            "cells",
            "measure",
            "segments",
            "counts",
            "weighted",
            "base",
            "sum",
            "squares",
            "options",
            "sets",
            "missing",
            "peak_end",
            "index",
            "mean",
            "largest_change",
            "responses",
            "not_scored",
            "period",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6)
                .prop_map(|entries| entries.into_iter().map(|(key, value)| (key.to_string(), value)).collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_nothing_breaks(place in any::<prop::sample::Index>(), by in anything(), inside in anything()) {
        let mut value = value();
        let cells = value["cells"].as_array_mut().expect("cells");
        let at = place.index(cells.len());
        let cell = cells[at].as_object_mut().expect("a cell");
        let names: Vec<String> = cell.keys().cloned().collect();
        cell.insert(names[place.index(names.len())].clone(), inside.clone());
        for value in [value, json!({ "v": 1, "by": by, "cells": inside.clone() }), inside] {
            if let Ok(tallies) = read(Json(&value)) {
                for measure in tallies.measures() {
                    if let Some(Ok(estimate)) = tallies.total(&measure).map(|tally| headline(measure.key(), &tally)) {
                        prop_assert!(estimate.value().is_finite() && estimate.low() <= estimate.high());
                    }
                }
                let again: Value = serde_json::from_str(&write(&tallies)).expect("JSON");
                prop_assert_eq!(write(&read(Json(&again)).expect("what was written")), write(&tallies));
            }
        }
    }
}
