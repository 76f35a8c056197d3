//! Tally files: what is accepted is written and read to the same, adds up, and can be scored.

use crate::problems::well_placed;
use madeleine_core::problem::Problem;
use madeleine_ingest::{Json, Listed};
use madeleine_stats::{By, Tallies, headline, tally};
use serde_json::{Value, json};

/// Reads tallies cell by cell, as the command does.
pub(crate) fn read(bytes: &[u8]) -> Option<Tallies> {
    one_by_one(bytes)?.ok()
}

fn one_by_one(bytes: &[u8]) -> Option<Result<Tallies, Vec<Problem>>> {
    let file = Listed::read(core::str::from_utf8(bytes).ok()?, "cells").ok()?;
    let mut reading = tally::Reading::of(Json(&file.head));
    file.each(|cell| reading.cell(cell)).ok()?;
    Some(reading.finish())
}

pub(crate) fn hold(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    let whole = tally::read(Json(&value));
    if let Some(parts) = one_by_one(bytes) {
        let told = |problems: &Vec<Problem>| problems.len();
        assert_eq!(whole.as_ref().map_err(told), parts.as_ref().map_err(told), "cell by cell it is another");
    }
    let tallies = match whole {
        Ok(tallies) => tallies,
        Err(problems) => {
            assert!(!problems.is_empty());
            return problems.iter().for_each(well_placed);
        }
    };
    let written = tally::write(&tallies);
    let again = read(written.as_bytes()).expect("what was written can be read");
    assert_eq!(again, tallies, "written and read again it is another: {written}");
    assert_eq!(tally::write(&again), written);

    let mut sum = Tallies::new(tallies.by().clone()).in_zone(tallies.zone().clone());
    sum.merge(&tallies).expect("nothing and something of one cut add up");
    assert_eq!(tally::write(&sum), written, "nothing isn't neutral");
    sum.merge(&again).expect("two of one cut add up");
    assert!(read(tally::write(&sum).as_bytes()).is_some(), "a sum can't be read");
    if let Ok(all) = tallies.rolled_up(&By::default()) {
        for measure in all.measures() {
            if let Some(total) = all.total(&measure) {
                scored(headline(measure.key(), &total).ok());
            }
        }
    }
    for (_, measure, tally) in tallies.cells() {
        scored(headline(measure.key(), tally).ok());
    }
}

/// Tallies without a fault: more segments make them as long as one likes.
pub(crate) fn clean(size: usize) -> Vec<u8> {
    let cell = |number: usize| json!({ "segments": [format!("segment {number}")], "period": "2026-W47", "measure": "csat", "counts": [0, 1, number, 2, 4], "missing": { "skipped": 1 } });
    let cells: Vec<Value> = (0..size / 112).map(cell).collect();
    json!({ "v": 1, "kind": "tally", "by": "touchpoint,period=week", "responses": 7 * size, "not_scored": [], "cells": cells }).to_string().into_bytes()
}

fn scored(estimate: Option<madeleine_stats::Estimate>) {
    if let Some(estimate) = estimate {
        let [low, value, high] = [estimate.low(), estimate.value(), estimate.high()];
        assert!(low.is_finite() && high.is_finite() && low <= high && value.is_finite(), "{low} {value} {high}");
    }
}

/// What the test vectors' operation says, which runs in WebAssembly as well.
pub(crate) fn verdict(bytes: &[u8]) -> Value {
    let question = json!({ "op": "tally_file", "input": { "text": String::from_utf8_lossy(bytes) } });
    serde_json::from_str(&madeleine_vectors::answer_lines(&question.to_string())).unwrap_or_default()
}
