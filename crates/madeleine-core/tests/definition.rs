//! Reading a definition: every mistake is named with its place and its mend, and nothing makes the reader fall over.

mod support;

use madeleine_core::Survey;
use madeleine_core::survey::{Surface, Target, read_survey};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::Json;

fn checkout() -> Value {
    json!({
        "v": 1, "id": "checkout", "version": 3, "locales": ["en", "fr"], "brand": "Maison Bellac",
        "touchpoint": "checkout", "stage": "act", "channel": "web",
        "ask": { "when": { "event": "order_confirmed", "delay_ms": 1500 }, "where": { "url": ["/thank-you*"] }, "sample": 0.5 },
        "surface": "popover",
        "items": [
            { "id": "csat", "instrument": "csat" },
            { "id": "ces", "instrument": "ces2" },
            { "id": "why", "instrument": "reasons", "options": ["reason.checkout.fees", "reason.other"], "max": 2,
              "show_if": { "any": [{ "item": "csat", "op": "<=", "value": 2 }, { "item": "ces", "op": "<=", "value": 3 }] } },
            { "id": "comment", "instrument": "open", "optional": true, "show_if": { "answered": "why" } }
        ],
        "text": { "fr": { "csat.question": "Content ?" } },
        "context": ["order_band", "customer"],
        "deliver": [{ "to": "https://shop.example/feedback", "as": "json" }, { "to": "event" }],
        "privacy": { "time": "minute" }
    })
}

fn read(value: &Value) -> Result<Survey, Vec<(String, String)>> {
    read_survey(Json(value)).map_err(|problems| problems.into_iter().map(|p| (p.path, p.message)).collect())
}

/// The definition with one value replaced (or put in).
fn with(pointer: &str, value: Value) -> Value {
    let mut definition = checkout();
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match definition.pointer_mut(parent).expect("a place") {
        Value::Array(list) => list[key.parse::<usize>().expect("an index")] = value,
        object => object[key] = value,
    }
    definition
}

#[test]
fn a_right_definition_is_read_whole() {
    let survey = read(&checkout()).expect("valid");
    assert_eq!((survey.id.as_str(), survey.version, survey.surface), ("checkout", 3, Surface::Popover));
    assert_eq!(survey.items.len(), 4);
    assert_eq!(survey.items[2].options.len(), 2);
    assert_eq!(survey.deliver[0].to, Target::Endpoint("https://shop.example/feedback".into()));
    assert_eq!(survey.deliver[1].to, Target::Event);
    assert_eq!(survey.text, [("fr".into(), "csat.question".into(), "Content ?".into())]);
}

#[test]
fn every_mistake_is_named_with_its_place_and_its_mend() {
    for (pointer, value, path, mend) in [
        ("/surfase", json!("inline"), "$.surfase", "Did you mean \"surface\"?"),
        ("/surface", json!("inlin"), "$.surface", "Did you mean \"inline\"?"),
        ("/items/0/instrument", json!("cast"), "$.items[0].instrument", "Did you mean \"csat\"?"),
        ("/items/1/id", json!("csat"), "$.items[1]", "used twice"),
        ("/items/0/id", json!("order csat"), "$.items[0].id", "letters, digits"),
        ("/items/0/show_if", json!({ "answered": "ces" }), "$.items[0].show_if.answered", "earlier item"),
        ("/items/3/show_if", json!({}), "$.items[3].show_if", "expected one of"),
        ("/items/2/options", json!([]), "$.items[2]", "needs \"options\""),
        ("/items/2/options", json!(["a", "a"]), "$.items[2]", "twice"),
        ("/items/0/options", json!(["a"]), "$.items[0]", "leave \"options\" out"),
        ("/items/2/max", json!(0), "$.items[2].max", "from 1 to 30"),
        ("/ask/sample", json!(1.5), "$.ask.sample", "from 0 to 1"),
        ("/ask/when/delay_ms", json!("soon"), "$.ask.when.delay_ms", "expected a number, found text"),
        ("/deliver/0/to", json!("javascript:alert(1)"), "$.deliver[0].to", "https://"),
        ("/deliver/0/to", json!("//evil.example/x"), "$.deliver[0].to", "https://"),
        ("/v", json!(2), "$.v", "from 1 to 1"),
        ("/id", Value::Null, "$.id", "expected text"),
    ] {
        let problems = read(&with(pointer, value)).expect_err(pointer);
        assert_eq!(problems[0].0, path, "{problems:?}");
        assert!(problems[0].1.contains(mend), "{pointer}: {}", problems[0].1);
    }
}

#[test]
fn all_mistakes_of_shape_are_told_at_once() {
    let mut definition = with("/surface", json!("inlin"));
    definition["items"][0]["max"] = json!(99);
    definition["colour"] = json!("red");
    assert_eq!(read(&definition).expect_err("wrong").len(), 3);
    assert!(
        read(&json!({})).expect_err("empty").iter().any(|(_, message)| message.contains("\"touchpoint\" is missing"))
    );
}

#[test]
fn hostile_depth_and_length_end_in_an_error() {
    let mut deep = json!({ "answered": "csat" });
    for _ in 0..60 {
        deep = json!({ "all": [deep] });
    }
    let problems = read(&with("/items/3/show_if", deep)).expect_err("deep");
    assert!(problems[0].1.contains("nested too deeply"));
    let long: Vec<Value> = (0..10_000).map(|i| json!(format!("reason.{i}"))).collect();
    assert!(read(&with("/items/2/options", json!(long))).expect_err("long")[0].1.contains("too long"));
}

/// Any JSON, with the definition's own names sprinkled in.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("items".to_string()),
        Just("id".to_string()),
        Just("instrument".to_string()),
        Just("show_if".to_string()),
        Just("any".to_string()),
        Just("item".to_string()),
        Just("value".to_string()),
        Just("__proto__".to_string()),
        ".{0,8}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!("csat")),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_reader_never_panics_and_never_refuses_without_a_reason(value in any_json()) {
        if let Err(problems) = read(&value) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|(path, message)| path.starts_with('$') && !message.is_empty()));
        }
    }

    #[test]
    fn nor_when_any_part_of_a_right_definition_is_replaced(place in 0usize..200, value in any_json()) {
        let mut definition = checkout();
        let mut places = 0;
        replace(&mut definition, &mut places, place, &value);
        let _ = read(&definition);
    }
}

/// Replaces the `wanted`th value of a tree.
fn replace(tree: &mut Value, passed: &mut usize, wanted: usize, by: &Value) {
    if *passed == wanted {
        *tree = by.clone();
    }
    *passed += 1;
    match tree {
        Value::Array(list) => list.iter_mut().for_each(|value| replace(value, passed, wanted, by)),
        Value::Object(fields) => fields.values_mut().for_each(|value| replace(value, passed, wanted, by)),
        _ => {}
    }
}
