//! `madeleine score`, as it is run.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn score(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_madeleine")).arg("score").args(args).output().expect("runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// 50 people: 1, 2, 5, 20 and 22 of them gave 1 to 5; 12 of them were asked on Sunday, in French.
fn responses() -> String {
    let mut lines = String::new();
    let codes = [(1, 1), (2, 2), (3, 5), (4, 20), (5, 22)];
    let codes = codes.into_iter().flat_map(|(code, times)| std::iter::repeat_n(code, times));
    for (i, code) in codes.enumerate() {
        let (day, locale) = if i < 12 { ("22", "fr") } else { ("23", "en") };
        lines.push_str(&format!(
            "{{\"v\":1,\"response_id\":\"r{i}\",\"seq\":1,\"survey\":\"s\",\"touchpoint\":\"checkout\",\"locale\":\"{locale}\",\
             \"submitted_at\":\"2026-11-{day}T10:02Z\",\"answers\":{{\"csat\":{code},\"ltr\":{},\"why\":[\"=fees\"]}}}}\n",
            code * 2
        ));
    }
    lines
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("writes");
    path.to_str().expect("UTF-8").into()
}

fn numbers(args: &[&str]) -> Value {
    let output = score(args);
    assert!(output.status.success(), "{}", err(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn a_table_with_headline_interval_and_base() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", &responses());
    let output = score(&[&file]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", err(&output));
    let out = out(&output);
    let row = |name: &str| {
        out.lines().find(|line| line.starts_with(name)).expect("a row").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(row("CSAT"), "CSAT, satisfied 84.0 % 71.5–91.7 % 50");
    // 22 said 10, 8 said 6 or less: 28. With 0.75, 1.5 and 0.75 people more: 14/53 ± 1.96·√((31.5/53 − (14/53)²)/53).
    assert_eq!(row("Recommendation"), "Recommendation score (0–10) +28 +7 to +46 50");
    assert_eq!(row("Reasons"), "Reasons: =fees 100.0 % 92.9–100.0 % 50");
    assert!(
        out.contains("50 lines: 50 responses, 0 earlier snapshots, 0 duplicates, 0 conflicts, 0 broken. 0 problems."),
        "{out}"
    );
}

#[test]
fn only_those_that_say_so() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", &responses());
    let french = numbers(&[&file, "--json", "--where", "locale=fr", "--where", "touchpoint=checkout"]);
    let cut = numbers(&[&file, "--json", "--by", "locale"]);
    let of = |all: &Value, wanted: Option<&str>| {
        let rows = all["scores"].as_array().expect("rows").iter();
        let mut rows =
            rows.filter(|row| row["instrument"] == "csat" && wanted.is_none_or(|l| row["segment"]["locale"] == l));
        let row = rows.next().expect("a row");
        (row["base"].clone(), row["value"].clone(), row["low"].clone(), row["high"].clone())
    };
    assert_eq!(of(&french, None), of(&cut, Some("fr")));
    assert_eq!(of(&french, None).0, 12);

    // Nobody: said, and no error.
    let nobody = score(&[&file, "--where", "locale=de"]);
    assert!(nobody.status.success());
    assert_eq!(err(&nobody), "madeleine: --where: none of 50 responses says locale=de.\n");
    // Everybody says nothing of the device.
    assert_eq!(of(&numbers(&[&file, "--json", "--where", "device="]), None).0, 50);

    for (wrong, said) in [
        ("locale", "expected what responses must say, as in device=phone"),
        ("lokale=fr", "Did you mean \"locale\"?"),
        ("item=csat", "Cut by it: --by item."),
        ("period=week", "expected a week as 2026-W47, a month as 2026-11 or a day as 2026-11-21"),
    ] {
        let output = score(&[&file, "--where", wrong]);
        assert!(!output.status.success() && err(&output).contains(said), "{}", err(&output));
    }
    let tallies = written(folder.path(), "t.tally.json", &out(&score(&[&file, "--tally"])));
    let output = score(&[&tallies, "--where", "locale=fr"]);
    assert!(!output.status.success() && err(&output).contains("needs responses"), "{}", err(&output));
}

#[test]
fn only_those_of_a_period_by_the_sites_clock() {
    let folder = tempfile::tempdir().expect("folder");
    let rows = (0..60).map(|at| format!("r{at},2026-11-{:02}T{:02}:30Z,{}\n", 9 + at % 14, 11 + at % 13, 1 + at % 5));
    let file = written(folder.path(), "r.csv", &format!("response_id,submitted_at,csat\n{}", rows.collect::<String>()));
    for zone in [[].as_slice(), &["--zone", "Pacific/Auckland"]] {
        for (grain, period) in [("week", "2026-W47"), ("month", "2026-11"), ("day", "2026-11-16")] {
            let of = |args: &[&str]| {
                let all = numbers(&[&[file.as_str(), "--json"], args, zone].concat());
                let rows = all["scores"].as_array().expect("rows").clone();
                let row = rows.iter().find(|row| row["period"].as_str().is_none_or(|at| at == period)).expect("a row");
                (row["base"].clone(), row["value"].clone(), row["low"].clone())
            };
            let cut = of(&["--by", &format!("period={grain}")]);
            assert_eq!(of(&["--where", &format!("period={period}")]), cut, "{period} {zone:?}");
        }
    }
}

#[test]
fn numbers_in_full_precision_by_segment_and_period() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", &responses());
    let all = numbers(&[&file, "--json", "--by", "locale,period=week"]);
    let csat: Vec<&Value> =
        all["scores"].as_array().expect("rows").iter().filter(|row| row["instrument"] == "csat").collect();
    assert_eq!(csat.len(), 2);
    // Monday the 23rd begins week 48. All of its 38 people said 4 or 5: Wilson's lower end is 38/(38 + 1.96²).
    assert_eq!((&csat[0]["segment"]["locale"], &csat[0]["period"]), (&Value::from("en"), &Value::from("2026-W48")));
    assert_eq!((csat[0]["value"].as_f64(), csat[0]["base"].as_u64()), (Some(1.0), Some(38)));
    assert_eq!(csat[0]["low"].as_f64().map(|low| (low * 1e6).round()), Some(908_190.0));
    assert_eq!(csat[1]["period"], "2026-W47");
    assert_eq!((&csat[1]["value"], csat[1]["indicative"].as_bool()), (&Value::from(4.0 / 12.0), Some(true)));
}

#[test]
fn few_answers_are_not_shown() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.csv", "csat\n5\n4\n");
    assert!(out(&score(&[&file])).contains("too few answers: 2 of 10"));
    let all = numbers(&[&file, "--json"]);
    assert_eq!(all["scores"][0]["value"], Value::Null);
    assert_eq!(all["scores"][0]["reason"]["code"], "insufficient_base");
}

#[test]
fn files_in_any_order_split_and_repeated_score_the_same() {
    let folder = tempfile::tempdir().expect("folder");
    let text = responses();
    let (whole, mut lines) = (written(folder.path(), "all.ndjson", &text), text.lines().collect::<Vec<_>>());
    lines.reverse();
    let first = written(folder.path(), "a.ndjson", &lines[..20].join("\r\n"));
    let second = written(folder.path(), "b.ndjson", &lines[15..].join("\n"));
    let once = numbers(&[&whole, "--json", "--by", "locale"]);
    for files in [[&first, &second, &whole], [&whole, &second, &first]] {
        let again = numbers(&[files[0], files[1], files[2], "--json", "--by", "locale"]);
        assert_eq!(once["scores"], again["scores"]);
        assert_eq!((again["lines"].as_u64(), again["duplicates"].as_u64()), (Some(105), Some(55)));
    }
}

#[test]
fn what_is_wrong_is_said_with_file_and_line_and_fails_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    let bad = format!("{}\n{{\"v\":1,\"torn\n{}", "x".repeat(70_000), "{}\n".repeat(9));
    let file = written(folder.path(), "bad.ndjson", &format!("{{}}\n{bad}"));
    let output = score(&[&file]);
    assert_eq!(output.status.code(), Some(0));
    let err = err(&output);
    assert!(err.contains(&format!("madeleine: {file}:1: a response needs the field")), "{err}");
    assert!(err.contains(&format!("{file}:2: this line is longer than 64 KiB")), "{err}");
    assert!(err.contains(&format!("{file}:3: this isn't JSON")), "{err}");
    assert!(err.contains("7 more problems in these files"), "{err}");
    assert!(out(&output).starts_with("No answers to score."));
}

#[test]
fn a_file_that_is_not_there_fails_with_its_name() {
    let output = score(&["no/such.ndjson"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).starts_with("madeleine: no/such.ndjson: "));
    assert!(output.stdout.is_empty());
}

#[test]
fn csv_holds_no_formula() {
    let folder = tempfile::tempdir().expect("folder");
    let file = written(folder.path(), "r.ndjson", &responses().replace("\"checkout\"", "\"=1+1, \\\"x\\\"\""));
    let out = out(&score(&[&file, "--csv", "--by", "touchpoint"]));
    let mut lines = out.split("\r\n");
    assert_eq!(lines.next(), Some("instrument,option,touchpoint,value,low,high,unit,base,method,note"));
    let csat = lines.next().expect("a row");
    assert!(csat.starts_with("csat,,\"'=1+1, \"\"x\"\"\",0.84,0.71"), "{csat}");
    assert!(csat.ends_with(",share,50,wilson,"), "{csat}");
    assert!(out.contains("\r\nreasons,'=fees,"), "{out}");
}

#[test]
fn standard_input_is_a_file_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_madeleine"))
        .args(["score", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("piped").write_all(responses().as_bytes()).expect("writes");
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success() && out(&output).contains("\"value\": 0.84"));
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
    let folder = tempfile::tempdir().expect("folder");
    let hostile = "\\u001b]0;gone\\u0007\\u202e\\u0000";
    let text = responses().replace("checkout", hostile).replace("\"why\"", &format!("\"{hostile}\""));
    let file = written(folder.path(), "r.ndjson", &format!("{text}{{\"v\":\"{hostile}\"}}\n"));
    let output = score(&[&file, "--by", "touchpoint"]);
    assert!(output.status.success());
    let shown = [output.stdout, output.stderr].concat();
    assert!(!shown.iter().any(|byte| [0x1b, 7, 0].contains(byte)));
    assert!(!String::from_utf8(shown).expect("UTF-8").contains('\u{202e}'));
}

#[test]
fn weeks_begin_when_they_begin_for_the_shop() {
    let folder = tempfile::tempdir().expect("folder");
    let rows = "submitted_at,csat\n2026-11-22T23:30Z,5\n2026-11-22T14:30Z,4\n2026-06-14T22:30Z,3\n";
    let file = written(folder.path(), "r.csv", rows);
    let weeks = |zone: &[&str]| {
        let args = [&["--json", "--by", "period=week"], zone, &[&file]].concat();
        let scores = numbers(&args)["scores"].clone();
        scores.as_array().expect("rows").iter().map(|row| row["period"].as_str().expect("a week").to_string()).collect()
    };
    let [utc, paris, tokyo]: [Vec<String>; 3] =
        [weeks(&[]), weeks(&["--zone", "Europe/Paris"]), weeks(&["--zone", "Asia/Tokyo"])];
    assert_eq!(utc, ["2026-W24", "2026-W47"]);
    assert_eq!(paris, ["2026-W25", "2026-W47", "2026-W48"]);
    assert_eq!(tokyo, ["2026-W25", "2026-W47", "2026-W48"]);
    let wrong = score(&["--zone", "Europe/Pairs", &file]);
    assert!(!wrong.status.success() && err(&wrong).contains("Did you mean \"Europe/Paris\"?"), "{}", err(&wrong));

    let tally = score(&["--tally", "--by", "period=week", "--zone", "Asia/Tokyo", &file]);
    let tally = written(folder.path(), "r.tally.json", &out(&tally));
    let elsewhere = score(&["--by", "period=week", &tally]);
    assert!(!elsewhere.status.success() && err(&elsewhere).contains("\"Asia/Tokyo\""), "{}", err(&elsewhere));
    assert!(score(&["--by", "period=week", "--zone", "Asia/Tokyo", &tally]).status.success());
}

#[test]
fn answers_are_weighted_to_the_shares_of_all_customers() {
    let folder = tempfile::tempdir().expect("folder");
    // 30 on phones, 20 of them satisfied; 10 on desktops, none.
    let mut rows = String::from("device,csat\n");
    for at in 0..40 {
        let (device, code) = if at < 30 { ("phone", if at < 20 { 5 } else { 1 }) } else { ("desktop", 1) };
        rows.push_str(&format!("{device},{code}\n"));
    }
    let file = written(folder.path(), "r.csv", &rows);
    let csat = |args: &[&str]| numbers(&[&["--json"], args, &[&file]].concat());
    let plain = csat(&[]);
    assert_eq!((&plain["scores"][0]["value"], &plain["weights"]), (&Value::from(0.5), &Value::Null));
    let weighted = csat(&["--targets", "device=phone:0.5,desktop:0.5"]);
    let value = weighted["scores"][0]["value"].as_f64().expect("a number");
    assert!((value - 1.0 / 3.0).abs() < 1e-9 && weighted["scores"][0]["base"] == 40, "{weighted}");
    assert_eq!(weighted["weights"]["effective_base"].as_f64().map(f64::round), Some(30.0));
    let by_device = csat(&["--by", "device", "--targets", "device=phone:0.5,desktop:0.5"]);
    assert_eq!(by_device["scores"].as_array().map(Vec::len), Some(2));
    let table = out(&score(&["--targets", "device=phone:0.5,desktop:0.5", &file]));
    assert!(table.contains("33.3 %") && table.contains("40 responses are worth 30 (design effect 1.33)"), "{table}");

    let refused = |targets: &str| {
        let output = score(&["--targets", targets, &file]);
        assert!(!output.status.success());
        err(&output)
    };
    assert!(refused("device=phone:1").contains("have the device \"desktop\", to which --targets gives no share"));
    assert!(refused("device=phone:0.5,desktop:0.3,tablet:0.2").contains("nobody answered from tablet"));
    assert!(refused("devise=phone:1").contains("Did you mean \"device\"?"));
    assert!(refused("device").contains("as in device=phone:0.6,desktop:0.4"));
    assert!(refused("device=phone:-1,desktop:2").contains("no shares of a population"));
}

#[test]
fn a_mean_is_rounded_from_whole_numbers() {
    let folder = tempfile::tempdir().expect("folder");
    // 2.125 exactly: half away from zero is 2.13; a double, written to two decimals, would be 2.12.
    let rows: String = [2, 2, 2, 2, 2, 2, 2, 3].map(|code| format!("{code}\n")).concat();
    let file = written(folder.path(), "r.csv", &format!("ces1\n{rows}{rows}"));
    assert!(out(&score(&[&file])).contains(" 2.13 "), "{}", out(&score(&[&file])));
}
