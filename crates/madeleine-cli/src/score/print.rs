//! Scores as a table, as JSON and as CSV.

use super::Scored;
use super::rows::Row;
use crate::plain::plain;
use comfy_table::{CellAlignment, Table, presets};
use madeleine_ingest::RowProblem;
use madeleine_report::Problem;
use madeleine_report::table::csv_line;
use madeleine_stats::driver::{Driven, Found};
use madeleine_stats::operation::{Operations, Rate};
use madeleine_stats::publish::Published;
use madeleine_stats::tally::Period;
use madeleine_stats::{Estimate, NoEstimate, Unit};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Longest segment in a table.
const MAX_SEGMENT_CHARS: usize = 40;

pub(super) fn table(scored: &Scored, markdown: bool) -> String {
    let mut out = String::new();
    if scored.rows.is_empty() {
        out.push_str("No answers to score.\n");
    } else {
        let _ = writeln!(out, "{}", scores(scored, markdown).trim_fmt());
        let mut lines: Vec<&str> = scored.rows.iter().filter_map(|row| scored.name(row.measure.key()).1).collect();
        lines.dedup();
        for line in lines {
            let _ = writeln!(out, "\n{line}");
        }
    }
    if let Some((by, worth)) = &scored.worth {
        let _ = writeln!(
            out,
            "\nWeighted by {by}: {} responses are worth {:.0} (design effect {:.2}).{}",
            worth.base,
            worth.size,
            worth.design_effect,
            if worth.asks_for_unweighted() { " That is much: look at the unweighted scores, too." } else { "" },
        );
    }
    let intake = &scored.intake;
    let _ = writeln!(
        out,
        "\n{} lines: {} responses, {} earlier snapshots, {} duplicates, {} conflicts, {} broken. {} problems.",
        intake.lines(),
        intake.len(),
        intake.superseded(),
        intake.duplicates(),
        intake.conflicts(),
        intake.broken(),
        intake.problem_count(),
    );
    out
}

fn scores(scored: &Scored, markdown: bool) -> Table {
    let by = scored.tallies.by();
    let mut table = Table::new();
    table.load_style(if markdown { presets::ASCII_MARKDOWN } else { presets::NOTHING });
    let mut header = vec!["Instrument".to_string()];
    header.extend(by.dimensions().iter().map(|dimension| capital(&plain(&dimension.to_string()))));
    header.extend(by.period().map(|grain| capital(grain.word())));
    let first_number = header.len();
    header.extend(["Score", "95 % interval", "Base", "Note"].map(String::from));
    table.set_header(header);
    for row in &scored.rows {
        let mut cells = vec![match &row.option {
            Some(option) => format!("{}: {}", name(scored, row), short(option)),
            None => name(scored, row),
        }];
        cells.extend(row.place.segments.iter().map(|segment| short(&segment.to_string())));
        cells.extend(row.place.period.map(|period| period.to_string()));
        let (score, interval) = match &row.score {
            Ok(published) => (row.headline.clone(), interval(&published.estimate)),
            Err(_) => ("–".to_string(), String::new()),
        };
        cells.extend([score, interval, row.base.to_string(), note(row)]);
        if markdown {
            cells.iter_mut().for_each(|cell| *cell = cell.replace('|', "\\|"));
        }
        table.add_row(cells);
    }
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding(if markdown { (1, 1) } else { (0, 2) });
        if (first_number..first_number + 3).contains(&i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// The score, and what it is about.
fn name(scored: &Scored, row: &Row) -> String {
    let (name, _) = scored.name(row.measure.key());
    row.measure.subject().map_or_else(|| name.into(), |subject| format!("{name} · {}", short(subject)))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn short(text: &str) -> String {
    let text = plain(text);
    match text.char_indices().nth(MAX_SEGMENT_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// An interval as it is printed: `78.1–86.0 %`, or `+21 to +41`.
fn interval(estimate: &Estimate) -> String {
    let (low, high) = (estimate.low(), estimate.high());
    match estimate.unit() {
        Unit::Share => format!("{:.1}–{:.1} %", 100.0 * low, 100.0 * high),
        // Adding 0 turns −0 into 0.
        Unit::Points => format!("{:+} to {:+}", low.round() + 0.0, high.round() + 0.0),
        Unit::ScalePoints | Unit::Index => format!("{low:.2}–{high:.2}"),
    }
}

fn note(row: &Row) -> String {
    match &row.score {
        Ok(published) if published.indicative => format!("indicative: fewer than {}", row.measure.key().minimum_base),
        Ok(_) => String::new(),
        Err(NoEstimate::NoData) => "no answers".into(),
        Err(NoEstimate::InsufficientBase { needed, have }) => format!("too few answers: {have} of {needed}"),
        Err(NoEstimate::NotScored) => "words, not scored".into(),
        Err(other) => other.to_string(),
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::ScalePoints => "scale_points",
        Unit::Index => "index",
    }
}

pub(super) fn json(scored: &Scored) -> String {
    let by = scored.tallies.by();
    let rows: Vec<Value> = scored
        .rows
        .iter()
        .map(|row| {
            let segments = by.dimensions().iter().zip(&row.place.segments);
            let segment: Map<String, Value> =
                segments.map(|(dimension, segment)| (dimension.to_string(), json!(segment.name()))).collect();
            let mut object = json!({
                "instrument": row.measure.to_string(), "name": scored.name(row.measure.key()).0, "segment": segment, "base": row.base,
            });
            if let Some(attribution) = scored.name(row.measure.key()).1 {
                object["attribution"] = json!(attribution);
            }
            if let Some(option) = &row.option {
                object["option"] = json!(option);
            }
            if let Some(period) = row.place.period {
                object["period"] = json!(period.first_day().map(|_| period.to_string()));
            }
            match &row.score {
                Ok(published) => {
                    let estimate = &published.estimate;
                    object["value"] = json!(estimate.value());
                    object["low"] = json!(estimate.low());
                    object["high"] = json!(estimate.high());
                    object["unit"] = json!(unit(estimate.unit()));
                    object["confidence"] = json!(estimate.confidence().share());
                    object["method"] = json!(estimate.method().code());
                    object["indicative"] = json!(published.indicative);
                }
                Err(reason) => {
                    object["value"] = Value::Null;
                    object["reason"] = json!({ "code": reason.code(), "message": reason.to_string() });
                }
            }
            object
        })
        .collect();
    let intake = &scored.intake;
    let told = |row: &RowProblem| {
        let problem = &row.problem;
        json!({
            "file": scored.file(row), "line": row.line, "code": problem.code, "path": problem.path,
            "message": problem.message,
        })
    };
    let account = &scored.operations_account;
    let told_of_operations = |problem: &Problem| {
        json!({
            "file": problem.file, "line": problem.line, "code": problem.code, "path": "$", "message": problem.message,
        })
    };
    let problems: Vec<Value> =
        intake.problems().iter().map(told).chain(account.problems.iter().map(told_of_operations)).collect();
    let notes: Vec<Value> = intake.notes().iter().map(told).collect();
    let not_scored: Map<String, Value> =
        scored.tallies.strangers().map(|(item, count)| (item.to_string(), json!(count))).collect();
    let weights = scored.worth.as_ref().map(|(by, worth)| {
        json!({ "by": by, "base": worth.base, "effective_base": worth.size, "design_effect": worth.design_effect })
    });
    let drivers: Vec<Value> = scored.drivers.iter().map(driven).collect();
    let all = json!({
        "by": by.to_string(), "scores": rows, "lines": intake.lines(), "responses": intake.len(),
        "superseded": intake.superseded(), "duplicates": intake.duplicates(), "conflicts": intake.conflicts(),
        "broken": intake.broken(), "problem_count": intake.problem_count().saturating_add(account.problem_count), "problems": problems,
        "note_count": intake.note_count(), "notes": notes,
        "not_scored": not_scored, "weights": weights, "drivers": drivers,
        "operations": happened(&scored.operations),
    });
    format!("{all:#}\n")
}

/// What happened beside the answers: each share over all weeks, then week by week.
fn happened(operations: &Operations) -> Vec<Value> {
    let row = |period: Option<Period>, rate: Rate, shown: Result<Published, NoEstimate>| {
        let mut object = json!({ "rate": rate.code(), "period": period.map(|period| period.to_string()) });
        match shown {
            Ok(published) => {
                let estimate = published.estimate;
                object["value"] = json!(estimate.value());
                object["low"] = json!(estimate.low());
                object["high"] = json!(estimate.high());
                object["base"] = json!(estimate.base());
                object["method"] = json!(estimate.method().code());
                object["indicative"] = json!(published.indicative);
            }
            Err(reason) => {
                object["value"] = Value::Null;
                object["reason"] = json!({ "code": reason.code() });
            }
        }
        object
    };
    let counted = |rate: &&Rate| operations.sum(None).counts(**rate)[1] > 0;
    let rows = Rate::ALL.iter().filter(counted).flat_map(|rate| {
        // Weeks of the closed loop are about too few people to be looked at one by one.
        let weeks = if Rate::LOOP.contains(rate) { Vec::new() } else { operations.by_week(None, *rate) };
        let total = row(None, *rate, operations.total(None, *rate));
        core::iter::once(total).chain(weeks.into_iter().map(move |(week, shown)| row(Some(week), *rate, shown)))
    });
    rows.collect()
}

/// What goes with a score: an association, not a cause.
fn driven(driven: &Driven) -> Value {
    let names: Vec<String> = driven.predictors.iter().map(ToString::to_string).collect();
    let mut object = json!({ "instrument": driven.outcome.to_string(), "questions": names });
    match &driven.found {
        Ok(Found { base, drivers, correlations }) => {
            object["base"] = json!(base);
            object["r2"] = json!(drivers.r2);
            object["shares"] = json!(drivers.shares);
            object["correlations"] = json!(correlations);
            object["method"] = json!("shapley_r2");
        }
        Err(reason) => object["reason"] = json!({ "code": reason.code(), "message": reason.to_string() }),
    }
    object
}

pub(super) fn csv(scored: &Scored) -> String {
    let by = scored.tallies.by();
    let mut out = String::new();
    let mut header = vec!["instrument".to_string(), "option".into()];
    header.extend(by.dimensions().iter().map(ToString::to_string));
    header.extend(by.period().map(|_| "period".to_string()));
    header.extend(["value", "low", "high", "unit", "base", "method", "note"].map(String::from));
    csv_line(&mut out, &header);
    for row in &scored.rows {
        let mut cells = vec![row.measure.to_string(), row.option.clone().unwrap_or_default()];
        cells.extend(row.place.segments.iter().map(|segment| segment.name().unwrap_or_default().to_string()));
        cells.extend(row.place.period.map(|p| p.first_day().map_or_else(String::new, |_| p.to_string())));
        let estimate = row.score.as_ref().ok().map(|published| &published.estimate);
        let number = |of: fn(&Estimate) -> f64| estimate.map_or_else(String::new, |estimate| of(estimate).to_string());
        cells.extend([number(Estimate::value), number(Estimate::low), number(Estimate::high)]);
        cells.push(estimate.map_or_else(String::new, |e| unit(e.unit()).into()));
        cells.push(row.base.to_string());
        cells.push(estimate.map_or_else(String::new, |e| e.method().code().into()));
        cells.push(note(row));
        csv_line(&mut out, cells);
    }
    out
}
