//! No cell of a CSV is a formula, whatever people wrote. `CSV=folder` has the files written for a spreadsheet to judge
//! (`npm run security -- --only S11`): as they are, and with nothing in front of any cell, so that a blind judge is found out.

use madeleine_core::response::{Answer, Response, State};
use madeleine_report::table::csv_line;
use madeleine_report::{Account, Gathering, Report, Request};
use std::fs;
use std::path::PathBuf;

const BEFORE: [&str; 12] = ["", " ", "\t", "\r", "\n", "\0", "\u{a0}", "\u{feff}", "\u{200b}", "'", "\"", ";"];
const SIGNS: [&str; 11] = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "{=", "=+", "%="];
const FORMULAS: [&str; 7] = [
    "1+1",
    "SUM(1;2)",
    "SUM(1,2)",
    "HYPERLINK(\"http://x.example\")",
    "cmd|' /C calc'!A0",
    "A1",
    "DDE(\"cmd\";\"/C\";\"x\")",
];

fn hostile() -> Vec<String> {
    let mut all = Vec::new();
    for before in BEFORE {
        for sign in SIGNS {
            all.extend(FORMULAS.map(|formula| [before, sign, formula].concat()));
        }
    }
    all
}

fn report() -> String {
    let mut gathering = Gathering::default();
    for text in hostile() {
        let named = Answer::Options(vec![text.clone()]);
        let answers = vec![("csat".into(), Answer::Code(4)), ("reasons".into(), named)];
        let response = Response { state: State::Completed, touchpoint: text, answers, ..Response::default() };
        (0..12).for_each(|_| gathering.observe(&response));
    }
    Report::of(&gathering, &Account::default(), &Request::default()).csv()
}

#[test]
fn no_cell_is_a_formula() {
    let hostile = hostile();
    for text in &hostile {
        let mut line = String::new();
        csv_line(&mut line, [text]);
        let cell = line.strip_prefix('"').unwrap_or(&line);
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']), "{line}");
    }
    let report = report();
    assert!(report.contains("HYPERLINK") && report.contains("'=1+1"));
    if let Some(folder) = std::env::var_os("CSV").map(PathBuf::from) {
        let mut lines = String::new();
        hostile.chunks(7).for_each(|cells| csv_line(&mut lines, cells));
        let bare: String = hostile.iter().map(|text| format!("\"{}\"\r\n", text.replace('"', "\"\""))).collect();
        for (name, csv) in [("lines", lines), ("report", report), ("control", bare)] {
            fs::write(folder.join(name).with_extension("csv"), csv).expect("a folder to write to");
        }
    }
}
