//! The JSON Schemas say what the readers do. Whatever is written, mutated and frozen is tried with both.

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
const BEYOND_THE_SCHEMA: [&str; 7] = [
    "duplicate_id",
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

// -- anything ----------------------------------------------------------------------------------------------------------

/// The first values of the edges: for every key, one of them is right where the key is.
const ONE_OF_EACH: [&str; 10] =
    ["null", "true", "[]", "{}", "1", "0.5", "\"csat\"", "\"<=\"", "[\"a\"]", r#"{ "answered": "csat" }"#];

/// What stands at the edges of the rules, on both sides.
fn edges() -> Vec<Value> {
    let mut values: Vec<Value> = ONE_OF_EACH.map(parsed).into();
    values.push(json!(false));
    values.extend(
        [
            -1_000_001, -11, -10, -3, -2, -1, 0, 1, 2, 5, 6, 10, 11, 30, 31, 4_000, 4_001, 10_000, 10_001, 1_000_000,
            1_000_001,
        ]
        .map(Value::from),
    );
    values.extend([3_600_000i64, 3_600_001, u32::MAX.into(), i64::from(u32::MAX) + 1, i64::MAX].map(Value::from));
    values.extend([-0.0, 0.5, 1.0, 1.5, 2.0, 1.000_000_1, -1e-9, 1e300, 4_294_967_295.5].map(Value::from));
    values.push(json!(u64::MAX));
    let words = [
        "",
        "x",
        "a b",
        "é",
        "event",
        "event ",
        "events",
        "/",
        "/x",
        "//x",
        "./x",
        "../x",
        ".",
        "http://",
        "https://x",
        "http:/x",
        "javascript:x",
        "en",
        "pt-BR",
        "fr-",
        "xx",
        "EN",
        "popover",
        "inline",
        "minute",
        "json",
        "==",
        "<=",
        "in",
        "csat",
        "reasons",
        "emotions",
        "barometer",
        "moment",
        "kano_with",
        "open",
        "fcr",
        "csat7",
        "peak_end",
        "practical",
        "sensory",
        "end",
        "emo.joy",
        "emo.rage",
        "partial",
        "completed",
        "disk",
        "mem",
        "2026-11-21",
    ];
    values.extend(words.map(Value::from));
    values.extend([64, 65, 128, 129, 2_000, 2_001, 4_001].map(|length| json!("é".repeat(length))));
    let lists = [1, 2, 10, 11, 30, 31, 50, 51, 100, 101, 128, 129]
        .map(|length| json!((0..length).map(|i| format!("w{i}")).collect::<Vec<_>>()));
    values.extend(lists);
    values.extend([
        json!(["a", "a"]),
        json!([1]),
        json!([1, 1]),
        json!([1, "a"]),
        json!([null]),
        json!([[]]),
        json!([{}]),
        json!({ "a": 1 }),
        json!({ "a": "b" }),
        json!({ "a": {} }),
        json!({ "a": { "b": "c" } }),
        json!({ "to": "event" }),
        json!({ "answered": "csat" }),
        json!({ "item": "csat" }),
        json!({ "item": "csat", "value": 3 }),
        json!({ "item": "csat", "value": 3, "answered": "csat" }),
        json!({ "item": "csat", "value": [3, "a"] }),
        json!({ "any": [] }),
        json!({ "any": [], "all": [] }),
        json!({ "all": [{ "answered": "csat" }] }),
        json!({ "probability": 0.5 }),
        json!({ "probability": 0.5, "else_any": [] }),
        json!({ "else_any": [] }),
        json!({ "id": "new", "instrument": "csat" }),
        json!({ "id": "new", "instrument": "moment", "subject": "end" }),
    ]);
    for length in [10, 11, 30, 31, 50, 51] {
        values.push(json!(vec![json!({ "to": "event" }); length]));
        values.push(json!(vec![json!({ "answered": "csat" }); length]));
        let ids = (0..length).map(|i| json!({ "id": format!("i{i}"), "instrument": "csat" }));
        values.push(ids.collect());
    }
    for length in [1_000, 1_001] {
        values.push(Value::Object((0..length).map(|i| (format!("k{i}"), json!("w"))).collect()));
    }
    values
}

static EDGES: LazyLock<Vec<Value>> = LazyLock::new(edges);

static KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut keys: BTreeSet<String> = ["x", "__proto__", "", "csat", "new"].map(String::from).into();
    for schema in [&*DEFINITION, &*RESPONSE] {
        gather_keys(schema, &mut keys);
    }
    keys.into_iter().collect()
});

fn gather_keys(schema: &Value, keys: &mut BTreeSet<String>) {
    for (name, value) in schema.as_object().into_iter().flatten() {
        if name == "properties" {
            keys.extend(value.as_object().into_iter().flatten().map(|(key, _)| key.clone()));
        }
        gather_keys(value, keys);
    }
}

/// One change to a document: at a place, put a value, take a key away, or put a value under a key.
#[derive(Debug, Clone)]
enum Change {
    Put(usize, usize),
    Drop(usize, usize),
    Add(usize, usize, usize),
}

fn any_change() -> impl Strategy<Value = Change> {
    let place = 0..80usize;
    prop_oneof![
        4 => (place.clone(), 0..EDGES.len()).prop_map(|(at, value)| Change::Put(at, value)),
        1 => (place.clone(), 0..20usize).prop_map(|(at, key)| Change::Drop(at, key)),
        3 => (place, 0..KEYS.len(), 0..EDGES.len()).prop_map(|(at, key, value)| Change::Add(at, key, value)),
    ]
}

/// The values of a tree that `fits`, in order; the `wanted`th, counted round.
fn place(tree: &mut Value, wanted: usize, fits: fn(&Value) -> bool) -> Option<&mut Value> {
    fn nth<'a>(tree: &'a mut Value, left: &mut usize, fits: fn(&Value) -> bool) -> Option<&'a mut Value> {
        if fits(tree) {
            if *left == 0 {
                return Some(tree);
            }
            *left -= 1;
        }
        match tree {
            Value::Array(list) => list.iter_mut().find_map(|value| nth(value, left, fits)),
            Value::Object(fields) => fields.values_mut().find_map(|value| nth(value, left, fits)),
            _ => None,
        }
    }
    let places = count(tree, fits);
    if places == 0 { None } else { nth(tree, &mut (wanted % places), fits) }
}

fn changed(mut document: Value, changes: &[Change]) -> Value {
    for change in changes {
        match change {
            Change::Put(at, value) => {
                if let Some(place) = place(&mut document, *at, |_| true) {
                    *place = EDGES[*value].clone();
                }
            }
            Change::Drop(at, key) => {
                if let Some(Value::Object(fields)) = place(&mut document, *at, Value::is_object)
                    && let Some(key) = fields.keys().nth(key % fields.len().max(1)).cloned()
                {
                    fields.remove(&key);
                }
            }
            Change::Add(at, key, value) => {
                if let Some(Value::Object(fields)) = place(&mut document, *at, Value::is_object) {
                    fields.insert(KEYS[*key].clone(), EDGES[*value].clone());
                }
            }
        }
    }
    document
}

/// How many of a tree's values fit.
fn count(tree: &Value, fits: fn(&Value) -> bool) -> usize {
    let inner: usize = match tree {
        Value::Array(list) => list.iter().map(|value| count(value, fits)).sum(),
        Value::Object(fields) => fields.values().map(|value| count(value, fits)).sum(),
        _ => 0,
    };
    inner + usize::from(fits(tree))
}

/// Every value at every place, every key away and every key put in: one change at a time. What is accepted is worth telling.
fn try_each_change(
    document: &Value,
    agree: impl Fn(&Value) -> Result<(), TestCaseError>,
    accepts: impl Fn(&Value) -> bool,
) -> (usize, usize) {
    let (mut tried, mut accepted) = (0, 0);
    let mut attempt = |change: Change| {
        let changed = changed(document.clone(), &[change]);
        agree(&changed).unwrap_or_else(|error| panic!("{error}"));
        tried += 1;
        accepted += usize::from(accepts(&changed));
    };
    for at in 0..count(document, |_| true) {
        (0..EDGES.len()).for_each(|value| attempt(Change::Put(at, value)));
    }
    for at in 0..count(document, Value::is_object) {
        (0..30).for_each(|key| attempt(Change::Drop(at, key)));
        for key in 0..KEYS.len() {
            (0..ONE_OF_EACH.len()).for_each(|value| attempt(Change::Add(at, key, value)));
        }
    }
    (tried, accepted)
}

#[test]
fn each_single_change_of_a_definition_is_judged_alike() {
    let (tried, accepted) =
        try_each_change(&definition(), agree_on_definition, |changed| OF_DEFINITION.is_valid(changed));
    assert!(tried > 10_000 && accepted > 500 && tried - accepted > 5_000, "{tried}, {accepted}");
}

#[test]
fn each_single_change_of_a_response_is_judged_alike() {
    let full = parsed(&write_response(&full_response()));
    let (tried, accepted) = try_each_change(&full, agree_on_response, |changed| OF_RESPONSE.is_valid(changed));
    assert!(tried > 5_000 && accepted > 500 && tried - accepted > 2_000, "{tried}, {accepted}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_definition_is_judged_alike(changes in prop::collection::vec(any_change(), 1..4)) {
        agree_on_definition(&changed(definition(), &changes))?;
    }

    #[test]
    fn so_is_one_of_a_single_question(changes in prop::collection::vec(any_change(), 1..5)) {
        let single = json!({ "v": 1, "id": "s", "touchpoint": "t", "items": [{ "id": "csat", "instrument": "csat" }, { "id": "b", "instrument": "csat", "show_if": {} }] });
        agree_on_definition(&changed(single, &changes))?;
    }

    #[test]
    fn a_changed_response_is_judged_alike(changes in prop::collection::vec(any_change(), 1..4)) {
        agree_on_response(&changed(parsed(&write_response(&full_response())), &changes))?;
    }
}

proptest! {
    #[test]
    fn every_response_that_is_written_fits_its_schema(response in any_response()) {
        let written = parsed(&write_response(&response));
        agree_on_response(&written)?;
        prop_assert!(OF_RESPONSE.is_valid(&written));
    }
}
