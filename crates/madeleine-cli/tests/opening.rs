//! `madeleine opening`, as it is run.

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What it prints for a definition, or what it says is wrong.
fn opening(definition: &Value) -> Result<Value, String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_madeleine"))
        .args(["opening", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("a pipe").write_all(definition.to_string().as_bytes()).expect("writes");
    let output = child.wait_with_output().expect("ends");
    if output.status.success() {
        Ok(serde_json::from_slice(&output.stdout).expect("JSON"))
    } else {
        assert!(output.stdout.is_empty(), "half a definition");
        Err(String::from_utf8(output.stderr).expect("UTF-8"))
    }
}

fn survey(items: Value) -> Value {
    json!({ "v": 1, "id": "checkout", "touchpoint": "checkout", "brand": "Maison Bellac", "items": items })
}

fn words(locale: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../www/locales/{locale}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

#[test]
fn the_first_question_is_there_in_each_language() {
    let mut definition = survey(json!([{ "id": "csat", "instrument": "csat" }, { "id": "ces", "instrument": "ces2" }]));
    definition["locales"] = json!(["fr", "ar", "pt-BR"]);
    let printed = opening(&definition).expect("an opening");
    for (locale, language) in [("fr", "fr"), ("ar", "ar"), ("pt-BR", "pt")] {
        let words = words(language);
        let there = &printed["opening"][locale];
        assert_eq!(there["question"], words["csat.q.checkout"], "{locale}");
        let labels: Vec<_> = (1..=5).map(|code| words[format!("csat5.{code}")].clone()).collect();
        assert_eq!(there["labels"], Value::from(labels), "{locale}");
        assert_eq!(there["control"], "faces");
        assert_eq!((&there["first"], &there["of"]), (&json!(1), &json!(2)));
        assert_eq!(there["text"]["ui.next"], words["ui.next"], "{locale}");
        assert_eq!(there["rtl"] == true, locale == "ar");
    }
    // The rest of it stays as it was.
    let mut rest = printed.clone();
    rest.as_object_mut().expect("an object").remove("opening");
    assert_eq!(rest, definition);
}

#[test]
fn what_is_printed_is_a_definition_and_prints_itself() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/surveys");
    let mut drawn = 0;
    for file in fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let definition: Value = serde_json::from_str(&fs::read_to_string(&path).expect("reads")).expect("JSON");
        match opening(&definition) {
            Ok(printed) => {
                drawn += 1;
                assert!(printed.get("$schema").is_none(), "{}", path.display());
                assert_eq!(opening(&printed), Ok(printed), "{}", path.display());
            }
            Err(why) => assert!(why.contains("$.items[0]"), "{}: {why}", path.display()),
        }
    }
    assert!(drawn >= 10, "{drawn}");
}

#[test]
fn ends_of_a_scale_have_labels_and_its_middle_has_none() {
    let mut definition = survey(json!([{ "id": "ltr", "instrument": "ltr11", "optional": true }]));
    definition["layout"] = json!({ "order": "high_first" });
    let printed = opening(&definition).expect("an opening");
    let there = &printed["opening"]["en"];
    let words = words("en");
    assert_eq!((&there["control"], &there["first"], &there["step"]), (&json!("numbers"), &json!(10), &json!(-1)));
    let mut labels = vec![json!(""); 11];
    (labels[0], labels[10]) = (words["ltr.high"].clone(), words["ltr.low"].clone());
    assert_eq!(there["labels"], Value::from(labels));
    assert_eq!(there["question"], words["ltr.q"].as_str().expect("words").replace("{brand}", "Maison Bellac"));
    assert_eq!((&there["optional"], &there["text"]["ui.skip"]), (&json!(true), &words["ui.skip"]));
    assert_eq!(there["text"]["ui.send"], words["ui.send"]);
}

#[test]
fn what_cannot_be_known_before_is_refused_with_its_place_and_its_mend() {
    let reasons = json!({ "id": "why", "instrument": "reasons", "shuffle": true, "options": ["reason.checkout.fees", "reason.checkout.info"] });
    let chance = json!({ "id": "csat", "instrument": "csat", "show_if": { "probability": 0.5 } });
    for (items, place, mend) in [
        (json!([{ "id": "comment", "instrument": "open" }]), "$.items[0]: ", "Begin with a question"),
        (json!([reasons]), "$.items[0]: ", "\"shuffle\": false"),
        (json!([chance, { "id": "ces", "instrument": "ces2" }]), "$.items[0].show_if: ", "stand without it"),
        (json!([{ "id": "csat", "instrument": "cast" }]), "$.items[0].instrument: ", "Did you mean \"csat\"?"),
    ] {
        let why = opening(&survey(items)).expect_err("a refusal");
        assert!(why.contains(place) && why.contains(mend), "{why}");
    }
}
