//! `madeleine validate`, as it is run.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn madeleine(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).args(args).output().expect("runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

const GOOD: &str = r#"{ "v": 1, "id": "checkout", "version": 3, "touchpoint": "checkout", "items": [
  { "id": "csat", "instrument": "csat" }, { "id": "ces", "instrument": "ces2" } ] }"#;

#[test]
fn a_valid_definition_is_named() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("checkout.survey.json");
    fs::write(&path, format!("\u{feff}{GOOD}")).expect("writes");
    let path = path.to_str().expect("UTF-8");
    let output = madeleine(&["validate", path]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(out(&output), format!("{path}: valid: \"checkout\" version 3, 2 questions\n"));
}

#[test]
fn each_problem_stands_on_a_line_with_its_place() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("bad.survey.json");
    let bad = r#"{ "v": 1, "id": 5, "touchpiont": "x", "touchpoint": "x", "items": [ { "id": "csat", "instrument": "csat" } ] }"#;
    fs::write(&path, bad).expect("writes");
    let path = path.to_str().expect("UTF-8");
    let output = madeleine(&["validate", path]);
    assert_eq!(output.status.code(), Some(1));
    let out = out(&output);
    assert!(out.contains(&format!("{path}: $.id: ")), "{out}");
    assert!(out.contains(&format!("{path}: $.touchpiont: ")), "{out}");
    assert!(out.contains("Did you mean \"touchpoint\"?"), "{out}");
    assert!(out.lines().all(|line| line.starts_with(path)), "{out}");
}

#[test]
fn broken_json_has_line_and_column_and_the_other_files_are_still_read() {
    let folder = tempfile::tempdir().expect("folder");
    let (broken, good) = (folder.path().join("broken.json"), folder.path().join("good.json"));
    fs::write(&broken, "{\n  \"v\": 1,\n  \"id\" \"x\"\n}").expect("writes");
    fs::write(&good, GOOD).expect("writes");
    let (broken, good) = (broken.to_str().expect("UTF-8"), good.to_str().expect("UTF-8"));
    let output = madeleine(&["validate", broken, good]);
    assert_eq!(output.status.code(), Some(1));
    let out = out(&output);
    assert_eq!(out.lines().next(), Some(format!("{broken}:3:8: this isn't JSON: expected `:`.").as_str()));
    assert!(out.contains("good.json: valid:"), "{out}");
}

#[test]
fn a_file_that_is_not_there_fails_with_its_name() {
    let output = madeleine(&["validate", "no/such.survey.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).starts_with("madeleine: no/such.survey.json: "), "{}", err(&output));
}

#[test]
fn standard_input_is_a_definition_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_madeleine"))
        .args(["validate", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("piped").write_all(GOOD.as_bytes()).expect("writes");
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success());
    assert!(out(&output).starts_with("-: valid:"));
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("x.json");
    fs::write(&path, "{\"\\u001b[2J\\u0007\\u202e\": 1}").expect("writes");
    let output = madeleine(&["validate", path.to_str().expect("UTF-8")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stdout.iter().any(|&b| b == 0x1b || b == 7), "{}", out(&output));
}

#[test]
fn wrong_use_ends_with_2() {
    for args in [&["validate"][..], &["nonsense"], &[], &["serve"], &["score", "x", "--by", "touchpiont"]] {
        let output = madeleine(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty());
    }
    assert_eq!(madeleine(&["--help"]).status.code(), Some(0));
    assert!(out(&madeleine(&["--version"])).starts_with("madeleine 0."));
}
