//! The JSON Schemas say what the readers do. Whatever is written, mutated and frozen is tried with both.

mod changes;

use jsonschema::Validator;
use madeleine_core::response::Durability;
use madeleine_core::survey::{LANGUAGES, check_survey};
use madeleine_core::wire::{Tape, read_response, write_response};
use madeleine_core::{Answer, Ratio, Response, State, Survey, instrument, json_schema};
use madeleine_ingest::Json;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static DEFINITION: LazyLock<Value> = LazyLock::new(|| parsed(&json_schema::definition()));
static RESPONSE: LazyLock<Value> = LazyLock::new(|| parsed(&json_schema::response()));
static OF_DEFINITION: LazyLock<Validator> = LazyLock::new(|| validator(&DEFINITION));
static OF_RESPONSE: LazyLock<Validator> = LazyLock::new(|| validator(&RESPONSE));

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema of draft 2020-12")
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn text_of(path: &str) -> String {
    fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Codes of what is wrong with a definition, as its reader sees it.
fn wrong_with(definition: &Value) -> BTreeSet<&'static str> {
    check_survey(Json(definition)).into_iter().map(|problem| problem.code).collect()
}

/// What a schema can't say, and the reader does: all of it refers from one place of a definition to another, or is deeper
/// than any definition.
const BEYOND_THE_SCHEMA: [&str; 10] = [
    "duplicate_id",
    "duplicate_target",
    "duplicate_field",
    "unknown_column",
    "unknown_item",
    "unknown_answer",
    "unordered",
    "unspoken_language",
    "unknown_question",
    "too_deep",
];

fn agree_on_definition(definition: &Value) -> Result<(), TestCaseError> {
    let wrong = wrong_with(definition);
    let because: Vec<String> =
        OF_DEFINITION.iter_errors(definition).map(|e| format!("{}: {e}", e.instance_path())).collect();
    if because.is_empty() {
        let unforeseen: Vec<_> = wrong.iter().filter(|code| !BEYOND_THE_SCHEMA.contains(code)).collect();
        prop_assert!(unforeseen.is_empty(), "the schema accepts what the reader refuses: {unforeseen:?}\n{definition}");
    } else {
        prop_assert!(!wrong.is_empty(), "the reader accepts what the schema refuses: {because:?}\n{definition}");
    }
    Ok(())
}

fn agree_on_response(response: &Value) -> Result<(), TestCaseError> {
    let read = read_response(Json(response)).err();
    let because: Vec<String> =
        OF_RESPONSE.iter_errors(response).map(|e| format!("{}: {e}", e.instance_path())).collect();
    prop_assert_eq!(read.is_none(), because.is_empty(), "reader: {:?}, schema: {:?}\n{}", read, because, response);
    Ok(())
}

// -- what is there -----------------------------------------------------------------------------------------------------

#[test]
fn the_schemas_are_schemas() {
    for schema in [&*DEFINITION, &*RESPONSE] {
        jsonschema::draft202012::meta::validate(schema).expect("fits its dialect");
    }
}

#[test]
fn the_surveys_of_the_repository_are_right_and_an_editor_finds_their_schema() {
    let mut surveys = 0;
    for file in fs::read_dir(repository("www/surveys")).expect("www/surveys") {
        let path = file.expect("a file").path();
        let definition = parsed(&fs::read_to_string(&path).expect("text"));
        let errors: Vec<String> = OF_DEFINITION.iter_errors(&definition).map(|e| e.to_string()).collect();
        assert!(errors.is_empty() && wrong_with(&definition).is_empty(), "{}: {errors:?}", path.display());
        assert!(
            definition["$schema"] == "../schemas/survey.schema.json",
            "{} doesn't name its schema: put \"$schema\": \"../schemas/survey.schema.json\" first, so that an editor helps.",
            path.display()
        );
        surveys += 1;
    }
    assert!(surveys >= 3);
}

#[test]
fn the_languages_are_those_of_the_catalogue() {
    let languages = parsed(&text_of("www/locales/languages.json"));
    let named: BTreeSet<&str> = languages.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(named, LANGUAGES.iter().copied().collect(), "www/locales/languages.json and survey::LANGUAGES differ");
}

#[test]
fn the_examples_of_the_documentation_are_right() {
    let text = text_of("docs/files.md");
    let (mut definitions, mut responses) = (0, 0);
    let pages = [&text, &text_of("docs/asking.md")];
    let blocks: Vec<&str> = pages
        .iter()
        .flat_map(|page| page.split("```json").skip(1))
        .map(|rest| rest.split("```").next().unwrap_or(""))
        .collect();
    for block in blocks {
        let value: Value = serde_json::from_str(block).unwrap_or_else(|error| panic!("{error} in:{block}"));
        if value.get("response_id").is_some() {
            let (_, left_out) =
                read_response(Json(&value)).unwrap_or_else(|problems| panic!("{problems:?} in:{block}"));
            assert!(left_out.is_empty() && OF_RESPONSE.is_valid(&value), "{left_out:?} in:{block}");
            responses += 1;
        } else {
            assert_eq!(check_survey(Json(&value)), [], "in:{block}");
            assert!(OF_DEFINITION.is_valid(&value), "in:{block}");
            definitions += 1;
        }
    }
    assert!(definitions > 0 && responses > 0);
    // The page names every key there is.
    for (schema, part) in
        [(&*DEFINITION, "/properties"), (&*DEFINITION, "/$defs/item/properties"), (&*RESPONSE, "/properties")]
    {
        for key in schema.pointer(part).and_then(Value::as_object).expect("an object").keys() {
            assert!(text.contains(&format!("`{key}`")), "docs/files.md doesn't speak of `{key}`");
        }
    }
}

#[test]
fn the_frozen_responses_are_judged_alike() {
    let mut judged = 0;
    for name in ["responses.ndjson", "responses.reordered.ndjson", "broken.ndjson"] {
        for line in text_of(&format!("tests/wire/v1/{name}")).lines() {
            if let Ok(response) = serde_json::from_str(line.trim_start_matches('\u{feff}')) {
                agree_on_response(&response).expect(name);
                assert!(name == "broken.ndjson" || OF_RESPONSE.is_valid(&response), "{name}: {line}");
                judged += 1;
            }
        }
    }
    assert!(judged > 16, "{judged}");
}

// -- definitions -------------------------------------------------------------------------------------------------------

fn definition() -> Value {
    json!({
        "$schema": "../schemas/survey.schema.json",
        "v": 1, "id": "checkout", "version": 3, "locales": ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "ar", "ja", "pt-BR"], "brand": "Maison Bellac",
        "touchpoint": "checkout", "stage": "act", "channel": "web",
        "ask": { "when": { "event": "order_confirmed", "load": false, "delay_ms": 1500 }, "where": { "url": ["/thank-you*"] }, "sample": 0.5 },
        "surface": "popover",
        "items": [
            { "id": "csat", "instrument": "csat", "question": "csat.q.store" },
            { "id": "why", "instrument": "reasons", "options": ["reason.checkout.fees", "reason.other"], "max": 2,
              "show_if": { "any": [{ "item": "csat", "op": "<=", "value": 2 }, { "all": [{ "item": "csat", "value": [3, 4] }] }] } },
            { "id": "feel", "instrument": "emotions", "options": ["emo.joy", "emo.none"], "show_if": { "probability": 0.5, "else_any": [{ "answered": "csat" }] } },
            { "id": "infl", "instrument": "influence", "options": ["infl.wom"] },
            { "id": "bar", "instrument": "barometer", "subject": "practical", "optional": true },
            { "id": "with", "instrument": "kano_with", "subject": "gift_wrap" },
            { "id": "nms", "instrument": "nms", "options": [] },
            { "id": "comment", "instrument": "open", "optional": true, "max_chars": 300, "show_if": { "item": "nms", "op": "in", "value": ["nms.pos"] } }
        ],
        "text": { "pt-BR": { "csat.question": "Contente?" } },
        "context": ["order_band", "customer"],
        "deliver": [{ "to": "https://shop.example/feedback", "as": "json" }, { "to": "event" }],
        "privacy": { "time": "hour" }
    })
}

#[test]
fn what_a_schema_gives_as_default_is_what_the_reader_takes() {
    let bare = json!({
        "v": 1, "id": "s", "touchpoint": "t",
        "items": [{ "id": "a", "instrument": "csat" }, { "id": "b", "instrument": "csat", "show_if": { "item": "a", "value": 1 } }],
        "privacy": {}, "deliver": [{ "to": "event" }]
    });
    // What a page's script reads of a definition has no default but absence.
    let read = |definition: &Value| {
        let tape = Tape::read(&definition.to_string()).expect("JSON");
        let survey = Survey::read(tape.root()).expect("valid");
        let items = survey.items.iter().map(|item| (item.id, item.shuffle, item.max, item.max_chars, item.optional));
        let head = (survey.version, survey.brand, survey.surface, survey.layout, survey.privacy);
        format!("{head:?} {:?}", items.collect::<Vec<_>>())
    };
    let mut tried = 0;
    for (schema, place) in [
        ("/properties", ""),
        ("/properties/privacy/properties", "/privacy"),
        ("/properties/deliver/items/properties", "/deliver/0"),
        ("/$defs/item/properties", "/items/0"),
        ("/$defs/condition/properties", "/items/1/show_if"),
    ] {
        for (key, keywords) in DEFINITION.pointer(schema).and_then(Value::as_object).expect("properties") {
            if let Some(default) = keywords.get("default") {
                let mut said = bare.clone();
                said.pointer_mut(place).expect("a place")[key] = default.clone();
                assert_eq!(read(&said), read(&bare), "{key}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn every_instrument_is_offered_with_its_name_and_a_description() {
    let offered =
        DEFINITION.pointer("/$defs/item/properties/instrument/oneOf").and_then(Value::as_array).expect("a list");
    let ids: Vec<&str> = offered.iter().filter_map(|one| one["const"].as_str()).collect();
    assert_eq!(ids, instrument::ALL.iter().map(|instrument| instrument.id).collect::<Vec<_>>());
    for one in offered {
        let told = |key: &str| one[key].as_str().is_some_and(|text| text.len() > 3);
        assert!(told("title") && told("description"), "{one}");
    }
}

// -- responses ---------------------------------------------------------------------------------------------------------

fn full_response() -> Response {
    Response {
        response_id: "V1StGXR8Z5jdHi6BmyT7aw".into(),
        seq: 2,
        survey: "checkout".into(),
        survey_version: 3,
        wording: "a1f0".into(),
        state: State::Completed,
        touchpoint: "checkout".into(),
        stage: Some("act".into()),
        channel: Some("web".into()),
        journey: Some("j-1".into()),
        locale: "fr".into(),
        surface: "popover".into(),
        device: "phone".into(),
        shown_at: "2026-11-21T10:02Z".into(),
        submitted_at: "2026-11-21T10:02Z".into(),
        answers: vec![
            ("csat".into(), Answer::Code(2)),
            ("why".into(), Answer::Options(vec!["reason.other".into()])),
            ("fcr".into(), Answer::Unknown),
            ("comment".into(), Answer::Text("…".into())),
        ],
        instruments: vec![("csat".into(), "csat".into()), ("bar".into(), "barometer".into())],
        subjects: vec![("bar".into(), "practical".into())],
        shown: vec!["csat".into(), "why".into()],
        ms: vec![("csat".into(), 2100)],
        layout: vec![("direction".into(), "ltr".into())],
        orders: vec![("why".into(), vec!["reason.other".into()])],
        context: vec![("order_band".into(), "50-100".into())],
        sample: Ratio::new(0.5),
        durability: Durability::Memory,
    }
}

#[test]
fn a_full_response_writes_each_field_of_the_schema_and_the_reader_refuses_nonsense_in_each() {
    let written = parsed(&write_response(&full_response()));
    agree_on_response(&written).expect("alike");
    assert!(OF_RESPONSE.is_valid(&written));
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&written), keys(&RESPONSE["properties"]));
    for key in keys(&written) {
        for nonsense in [json!([[true]]), json!(true), json!({ "a": { "b": [] } })] {
            let mut wrong = written.clone();
            wrong[&key] = nonsense;
            assert!(read_response(Json(&wrong)).is_err() && !OF_RESPONSE.is_valid(&wrong), "{key}: {wrong}");
        }
        let mut absent = written.clone();
        absent[&key] = Value::Null;
        agree_on_response(&absent).expect("alike");
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9._-]{1,12}", "\\PC{1,128}", Just("é".repeat(128))]
}

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        (0..=10_000).prop_map(Answer::Code),
        word().prop_map(Answer::Option),
        prop::collection::vec(word(), 0..4).prop_map(Answer::Options),
        ".{0,40}".prop_map(Answer::Text),
        Just(Answer::Skipped),
        Just(Answer::Unknown),
    ]
}

fn any_response() -> impl Strategy<Value = Response> {
    let texts = || prop::collection::vec((word(), word()), 0..4);
    let orders = || prop::collection::vec((word(), prop::collection::vec(word(), 0..4)), 0..3);
    let some = || prop::option::of(word());
    (
        (word(), 1..=1_000_000u32, word(), any::<u32>(), word(), 0..5usize),
        (some(), some(), some(), word(), word(), word()),
        (prop::collection::vec((word(), any_answer()), 0..5), texts(), texts(), prop::collection::vec(word(), 0..5)),
        (
            prop::collection::vec((word(), any::<u32>()), 0..4),
            texts(),
            orders(),
            prop::option::of(0.0..=1.0f64),
            any::<bool>(),
        ),
    )
        .prop_map(|(a, b, c, d)| Response {
            response_id: a.0,
            seq: a.1,
            survey: a.2,
            survey_version: a.3,
            wording: a.4,
            state: State::ALL[a.5],
            stage: b.0,
            channel: b.1,
            journey: b.2,
            touchpoint: b.3,
            locale: b.4.clone(),
            surface: b.4,
            device: b.5.clone(),
            shown_at: b.5.clone(),
            submitted_at: b.5,
            answers: c.0,
            instruments: c.1,
            subjects: c.2,
            shown: c.3,
            ms: d.0,
            layout: d.1.clone(),
            orders: d.2,
            context: d.1,
            sample: d.3.and_then(Ratio::new),
            durability: if d.4 { Durability::Disk } else { Durability::Memory },
        })
}
