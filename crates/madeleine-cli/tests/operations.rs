//! Files of operations beside answers, as the command reads them.

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn madeleine(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).args(args).output().expect("runs")
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn put(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("writes");
    path.to_str().expect("UTF-8").into()
}

/// Two dozen weeks of forty answers, and a desk that counts from Monday on: calls each day, alerts each week.
fn shop(folder: &Path) -> [String; 2] {
    let mut answers = String::from("submitted_at,touchpoint,csat\n");
    let mut desk = String::from(
        "period,touchpoint,offered,missed,waited,waited_in_time,wait_seconds,wait_p50,alerts,contacted,recovered\n",
    );
    for week in 1..=24 {
        let (month, day) = (1 + (week - 1) / 4, 5 + 7 * ((week - 1) % 4));
        for each in 0..40 {
            answers.push_str(&format!(
                "2026-{month:02}-{day:02}T10:00Z,desk,{}\n",
                if each % 10 < week % 5 { 1 } else { 5 }
            ));
        }
        for weekday in 0..2 {
            let day = day + weekday;
            desk.push_str(&format!("2026-{month:02}-{day:02},desk,60,{},50,40,1500.5,25,,,\n", 3 + week % 5));
        }
        desk.push_str(&format!("2026-{month:02}-{day:02},desk,,,,,,,3,2,1\n"));
    }
    [put(folder, "answers.csv", &answers), put(folder, "desk.csv", &desk)]
}

#[test]
fn they_stand_in_the_report_and_change_no_score() {
    let folder = tempfile::tempdir().expect("a folder");
    let [answers, desk] = shop(folder.path());
    let alone = out(&madeleine(&["report", &answers]));
    let both = out(&madeleine(&["report", &desk, &answers]));
    for card in ["<section class=\"card operations\"", "<section class=\"card loop\""] {
        assert!(both.contains(card) && !alone.contains(card), "{card}");
    }
    let head = |file: &str| file.split_once("<section class=\"panel\"").expect("a panel").0.len();
    assert_eq!(head(&both), head(&alone), "the headlines are the same");
    let svg = out(&madeleine(&["report", &answers, &desk, "--svg", "operations"]));
    assert!(svg.contains("missed contacts, r\u{a0}=\u{a0}\u{2212}"), "{svg}");
    assert!(out(&madeleine(&["report", &answers, &desk, "--svg", "loop"])).contains("66.7"));
}

#[test]
fn nothing_of_a_few_people_is_in_a_public_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let [answers, _] = shop(folder.path());
    let few = put(folder.path(), "few.csv", "period,alerts,contacted,recovered\n2026-W02,7,5,4\n2026-W03,2,1,1\n");
    let public = out(&madeleine(&["report", &answers, &few, "--public"]));
    assert!(public.contains("Not shown: fewer than 10 alerts"));
    // 6 of 9 and 5 of 6.
    assert!(!public.contains("66.7\u{a0}%") && !public.contains("83.3\u{a0}%"));
}

#[test]
fn score_tells_them_in_json() {
    let folder = tempfile::tempdir().expect("a folder");
    let [answers, desk] = shop(folder.path());
    let told: Value = serde_json::from_str(&out(&madeleine(&["score", &answers, &desk, "--json"]))).expect("JSON");
    assert_eq!((told["responses"].as_u64(), told["lines"].as_u64()), (Some(960), Some(960)));
    let find = |rate: &str, period: Option<&str>| {
        let rows = told["operations"].as_array().expect("a list");
        rows.iter().find(|row| row["rate"] == rate && row["period"].as_str() == period).cloned().expect("is told")
    };
    let missed = find("missed", None);
    assert_eq!(missed["base"], 2_880);
    let value = missed["value"].as_f64().expect("a number");
    assert!(missed["low"].as_f64() < Some(value) && Some(value) < missed["high"].as_f64());
    assert_eq!(find("missed", Some("2026-W02"))["base"], 120);
    assert_eq!(find("recovered", None)["base"], 48);
    let weeks = told["operations"].as_array().expect("a list").iter();
    assert_eq!(weeks.filter(|row| row["rate"] == "contacted").count(), 1, "weeks of three people aren't told");
}

#[test]
fn what_is_wrong_is_said_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let [answers, _] = shop(folder.path());
    let wrong = put(folder.path(), "desk.csv", "period,offered,missed\n2026-11,5,1\n2026-W10,50,60\n");
    for command in ["report", "score"] {
        let said = madeleine(&[command, &answers, &wrong]);
        let said = (said.status.success(), String::from_utf8(said.stderr).expect("UTF-8"));
        assert!(said.0 && said.1.contains("desk.csv:2: period: \"2026-11\" is no week and no day."), "{}", said.1);
    }
    let converted = madeleine(&["convert", &wrong, "--to", "ndjson"]);
    let said = String::from_utf8(converted.stderr).expect("UTF-8");
    assert!(
        converted.stdout.is_empty() && said.contains("this file says what happened, not what people answered"),
        "{said}"
    );
}
