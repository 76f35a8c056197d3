//! Reading a definition: every mistake is named with its place and its mend, and nothing makes the reader fall over.

mod support;

use madeleine_core::Survey;
use madeleine_core::survey::{Surface, check_survey};
use madeleine_core::wire::Tape;
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

/// What is wrong with a definition: place and mend.
fn wrong_with(value: &Value) -> Vec<(String, String)> {
    check_survey(Json(value)).into_iter().map(|p| (p.path, p.message)).collect()
}

/// Reads a definition as a page does, without asking what is wrong with it.
fn in_the_page<T>(value: &Value, look: impl FnOnce(Option<Survey<'_>>) -> T) -> T {
    let tape = Tape::read(&value.to_string()).expect("JSON");
    look(Survey::read(tape.root()))
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
    let definition = checkout();
    assert_eq!(wrong_with(&definition), []);
    in_the_page(&definition, |survey| {
        let survey = survey.expect("a survey");
        assert_eq!((survey.id, survey.version, survey.surface), ("checkout", 3, Surface::Popover));
        assert_eq!((survey.stage, survey.channel, survey.brand), ("act", "web", "Maison Bellac"));
        assert_eq!(survey.items.len(), 4);
        assert_eq!((survey.items[2].options.len(), survey.items[2].max), (2, 2));
        assert!(survey.items[3].optional && !survey.items[2].optional);
        assert_eq!(survey.own_text("fr", "csat.question"), Some("Content ?"));
        assert_eq!(survey.own_text("en", "csat.question"), None);
        assert_eq!(survey.context, ["order_band", "customer"]);
        assert!(survey.privacy.redact);
    });
}

#[test]
fn when_and_whom_to_ask_is_said_in_many_ways() {
    for ask in [
        json!({ "when": { "load": true } }),
        json!({ "when": { "event": "a", "click": "#help", "element": ".end", "scroll": 0.5, "exit": true, "path": ["/a*"], "load": false } }),
        json!({ "when": [{ "event": "a", "delay_ms": 3_600_000 }, { "click": "[data-help], #help" }] }),
        json!({ "when": { "path": ["/", "/thank-you*"] }, "where": { "url": ["/*"] }, "sample": 0.05 }),
        json!({ "quiet": {} }),
        json!({ "quiet": { "after_answer_days": 0, "after_dismiss_days": 3650, "site_wide_days": 14, "needs_consent": true } }),
    ] {
        let definition = with("/ask", ask);
        assert_eq!(wrong_with(&definition), [], "{}", definition["ask"]);
    }
}

#[test]
fn the_data_layer_hears_of_responses_and_never_of_a_contact() {
    assert_eq!(wrong_with(&with("/deliver/1/to", json!("dataLayer"))), []);
    assert_eq!(wrong_with(&with("/contact", json!({ "to": "dataLayer" })))[0].0, "$.contact.to");
}

#[test]
fn a_form_names_what_goes_into_it() {
    for form in [
        json!({ "to": "/", "as": "form" }),
        json!({ "to": "/", "as": "form", "fixed": { "form-name": "feedback" } }),
        json!({ "to": "/", "as": "form", "fields": { "csat": "Satisfaction", "context.customer": "Customer", "submitted_at": "When", "seq": "n" } }),
    ] {
        let definition = with("/deliver/0", form);
        assert_eq!(wrong_with(&definition), [], "{}", definition["deliver"]);
    }
}

#[test]
fn every_mistake_is_named_with_its_code_its_place_and_its_mend() {
    let mut refused = Vec::new();
    let csat = |value: Value| json!({ "item": "csat", "op": "==", "value": value });
    for (pointer, value, code, path, mend) in [
        // Keys.
        ("/surfase", json!("inline"), "unknown_key", "$.surfase", "Did you mean \"surface\"?"),
        ("/ask/when/delay", json!(5), "unknown_key", "$.ask.when.delay", "Did you mean \"delay_ms\"?"),
        ("/ask/when/clik", json!("#a"), "unknown_key", "$.ask.when.clik", "Did you mean \"click\"?"),
        ("/ask/when", json!([{ "load": true }, { "evnt": "a" }]), "unknown_key", "$.ask.when[1].evnt", "\"event\"?"),
        (
            "/ask/quiet",
            json!({ "after_days": 9 }),
            "unknown_key",
            "$.ask.quiet.after_days",
            "Known: after_answer_days,",
        ),
        ("/items/2/showIf", json!({}), "unknown_key", "$.items[2].showIf", "Did you mean \"show_if\"?"),
        ("/privacy/epsilon", json!(1), "unknown_key", "$.privacy.epsilon", "Known: time, redact."),
        ("/items/0/show_if", json!({ "answerd": "x" }), "unknown_key", "$.items[0].show_if.answerd", "\"answered\"?"),
        ("/id", Value::Null, "wrong_kind", "$.id", "expected text, found null"),
        // Words.
        (
            "/surface",
            json!("inlin"),
            "unknown_word",
            "$.surface",
            "Did you mean \"inline\"? Known: popover, inline, tab, page, kiosk.",
        ),
        ("/privacy/time", json!("Minutes"), "unknown_word", "$.privacy.time", "Did you mean \"minute\"?"),
        ("/deliver/0/as", json!("jsn"), "unknown_word", "$.deliver[0].as", "Did you mean \"json\"?"),
        ("/deliver/0/feilds", json!({}), "unknown_key", "$.deliver[0].feilds", "Did you mean \"fields\"?"),
        ("/deliver/0/fields", json!({ "csat": 1 }), "wrong_kind", "$.deliver[0].fields.csat", "expected text"),
        (
            "/items/2/show_if",
            json!({ "item": "csat", "op": "!=", "value": 1 }),
            "unknown_word",
            "$.items[2].show_if.op",
            "Known: ==, <=, >=, in.",
        ),
        ("/items/0/instrument", json!("cast"), "unknown_instrument", "$.items[0].instrument", "Did you mean \"csat\"?"),
        ("/items/0/instrument", json!("CSAT"), "unknown_instrument", "$.items[0].instrument", "Did you mean \"csat\"?"),
        ("/items/0/instrument", json!("nps"), "unknown_instrument", "$.items[0].instrument", "Did you mean \"ltr11\"?"),
        ("/items/0/instrument", json!("weather"), "unknown_instrument", "$.items[0].instrument", "Known: csat, ces2, "),
        ("/locales/1", json!("fr_FR"), "unknown_language", "$.locales[1]", "Did you mean \"fr\"?"),
        ("/locales/1", json!("xx"), "unknown_language", "$.locales[1]", "Known: en, fr, "),
        ("/text/fr-CA", json!({}), "unspoken_language", "$.text.fr-CA", "Did you mean \"fr\"?"),
        (
            "/text/fr/cast.question",
            json!("x"),
            "unknown_question",
            "$.text.fr.cast.question",
            "Did you mean \"csat.question\"?",
        ),
        // Ids and what refers to them.
        ("/items/1/id", json!("csat"), "duplicate_id", "$.items[1]", "used twice"),
        ("/items/0/id", json!("order csat"), "bad_id", "$.items[0].id", "letters, digits"),
        (
            "/items/0/show_if",
            json!({ "answered": "ces" }),
            "unknown_item",
            "$.items[0].show_if.answered",
            "none at all",
        ),
        (
            "/items/2/show_if/any/1/item",
            json!("cse"),
            "unknown_item",
            "$.items[2].show_if.any[1].item",
            "Did you mean \"ces\"?",
        ),
        // Subjects and options.
        (
            "/items/0",
            json!({ "id": "bar", "instrument": "barometer" }),
            "bad_subject",
            "$.items[0]",
            "Known: practical, ",
        ),
        ("/items/0/subject", json!("practical"), "bad_subject", "$.items[0]", "leave \"subject\" out"),
        (
            "/items/0",
            json!({ "id": "bar", "instrument": "barometer", "subject": "practicle" }),
            "unknown_subject",
            "$.items[0].subject",
            "\"practical\"?",
        ),
        ("/items/2/options", json!([]), "missing", "$.items[2]", "needs \"options\""),
        ("/items/2/options", json!(["a", "a"]), "duplicate_option", "$.items[2]", "twice"),
        ("/items/0/options", json!(["a"]), "needless", "$.items[0]", "leave \"options\" out"),
        (
            "/items/0",
            json!({ "id": "feel", "instrument": "emotions", "options": ["emo.joy", "sunshine"] }),
            "unknown_option",
            "$.items[0].options[1]",
            "Known: emo.joy, ",
        ),
        (
            "/items/0",
            json!({ "id": "feel", "instrument": "emotions", "options": ["emo.joy", "emo.trsut"] }),
            "unknown_option",
            "$.items[0].options[1]",
            "\"emo.trust\"?",
        ),
        // Conditions.
        ("/items/3/show_if", json!({}), "bad_condition", "$.items[3].show_if", "expected one of"),
        ("/items/3/show_if", json!({ "any": [], "all": [] }), "bad_condition", "$.items[3].show_if", "not two"),
        (
            "/items/3/show_if",
            json!({ "answered": "why", "value": 3 }),
            "bad_condition",
            "$.items[3].show_if",
            "not two",
        ),
        ("/items/3/show_if", json!({ "item": "csat" }), "bad_value", "$.items[3].show_if", "not none"),
        ("/items/3/show_if", csat(json!([1, "a"])), "bad_value", "$.items[3].show_if", "not both"),
        ("/items/3/show_if", csat(json!(6)), "unknown_answer", "$.items[3].show_if", "a code from 1 to 5"),
        (
            "/items/3/show_if",
            json!({ "item": "why", "value": "reason.othr" }),
            "unknown_answer",
            "$.items[3].show_if.value",
            "\"reason.other\"?",
        ),
        (
            "/items/3/show_if",
            json!({ "item": "why", "value": 1 }),
            "unknown_answer",
            "$.items[3].show_if",
            "options: reason.checkout.fees, reason.other.",
        ),
        (
            "/items/3/show_if",
            json!({ "item": "why", "op": "<=", "value": "reason.other" }),
            "unordered",
            "$.items[3].show_if",
            "\"in\"",
        ),
        // Numbers, lengths and targets.
        ("/items/2/max", json!(0), "out_of_range", "$.items[2].max", "from 1 to 30"),
        ("/ask/sample", json!(1.5), "out_of_range", "$.ask.sample", "from 0 to 1"),
        ("/v", json!(2), "out_of_range", "$.v", "from 1 to 1"),
        ("/ask/when/delay_ms", json!("soon"), "wrong_kind", "$.ask.when.delay_ms", "expected a number, found text"),
        ("/ask/when/delay_ms", json!(3_600_001), "out_of_range", "$.ask.when.delay_ms", "from 0 to 3600000"),
        ("/ask/when/scroll", json!(50), "out_of_range", "$.ask.when.scroll", "from 0 to 1"),
        ("/ask/when/exit", json!("top"), "wrong_kind", "$.ask.when.exit", "expected true or false, found text"),
        ("/ask/when/click", json!(""), "empty", "$.ask.when.click", "leave the key out"),
        ("/ask/when/element", json!("x".repeat(2_001)), "too_long", "$.ask.when.element", "2000 characters at most"),
        ("/ask/when/path", json!("/thanks"), "wrong_kind", "$.ask.when.path", "expected a list, found text"),
        ("/ask/when", json!("load"), "wrong_kind", "$.ask.when", "expected an object, found text"),
        ("/ask/when", json!([]), "empty", "$.ask.when", "leave the key out"),
        ("/ask/when", json!(vec![json!({ "load": true }); 11]), "too_many", "$.ask.when", "10 at most"),
        ("/ask/quiet", json!({ "site_wide_days": -1 }), "out_of_range", "$.ask.quiet.site_wide_days", "from 0 to 3650"),
        ("/ask/quiet", json!({ "needs_consent": 1 }), "wrong_kind", "$.ask.quiet.needs_consent", "true or false"),
        ("/brand", json!(""), "empty", "$.brand", "leave the key out"),
        ("/brand", json!("x".repeat(65)), "too_long", "$.brand", "64 characters at most"),
        ("/items", json!([]), "missing", "$", "at least one question"),
        ("/deliver/1/to", json!("https://shop.example/feedback"), "duplicate_target", "$.deliver[1]", "twice"),
        ("/deliver/1/as", json!("form"), "needless", "$.deliver[1]", "an event has no form"),
        ("/deliver/0/fields", json!({ "csat": "a" }), "needless", "$.deliver[0].fields", "say \"as\": \"form\""),
        (
            "/deliver/0",
            json!({ "to": "/", "as": "form", "fields": { "csta": "a" } }),
            "unknown_column",
            "$.deliver[0].fields.csta",
            "Did you mean \"csat\"?",
        ),
        (
            "/deliver/0",
            json!({ "to": "/", "as": "form", "fixed": { "a": "b" }, "fields": { "csat": "a" } }),
            "duplicate_field",
            "$.deliver[0].fields.csat",
            "two things",
        ),
        ("/deliver/0/to", json!("javascript:alert(1)"), "bad_target", "$.deliver[0].to", "https://"),
        ("/deliver/0/to", json!("datalayer"), "bad_target", "$.deliver[0].to", "\"dataLayer\""),
        ("/deliver/0/to", json!("//evil.example/x"), "bad_target", "$.deliver[0].to", "https://"),
    ] {
        let definition = with(pointer, value);
        let problems = check_survey(Json(&definition));
        let first = problems.first().unwrap_or_else(|| panic!("{pointer}: nothing is wrong"));
        assert_eq!((first.code, first.path.as_str()), (code, path), "{problems:?}");
        assert!(first.message.contains(mend), "{pointer}: {}", first.message);

        // A page shows nobody a question that isn't what was meant; what shows nobody a wrong one, it passes over.
        if !in_the_page(&definition, |survey| survey.is_some()) {
            refused.push((pointer, code));
        }
    }
    assert_eq!(refused, REFUSED);
}

/// What can't be asked as it was meant.
const REFUSED: &[(&str, &str)] = &[
    ("/items/0/instrument", "unknown_instrument"),
    ("/items/0/instrument", "unknown_instrument"),
    ("/items/0/instrument", "unknown_instrument"),
    ("/items/0/instrument", "unknown_instrument"),
    ("/items/0", "bad_subject"),
    ("/items/0/subject", "bad_subject"),
    ("/items/2/options", "missing"),
    ("/items", "missing"),
];

#[test]
fn what_hangs_on_an_unknown_instrument_is_not_wrong_as_well() {
    let problems = wrong_with(&with("/items/0/instrument", json!("nsm")));
    assert_eq!(problems.len(), 1, "{problems:?}");
    let mut definition = with("/items/0/instrument", json!("nsm"));
    definition["items"][3]["show_if"] = json!({ "item": "csat", "value": "nms.pos" });
    assert_eq!(wrong_with(&definition).len(), 1);
}

#[test]
fn all_mistakes_of_shape_are_told_at_once() {
    let mut definition = with("/surface", json!("inlin"));
    definition["items"][0]["max"] = json!(99);
    definition["colour"] = json!("red");
    assert_eq!(wrong_with(&definition).len(), 3);
    assert!(wrong_with(&json!({})).iter().any(|(_, message)| message.contains("\"touchpoint\" is missing")));
}

#[test]
fn hostile_depth_and_length_end_in_an_error() {
    let mut deep = json!({ "answered": "csat" });
    for _ in 0..60 {
        deep = json!({ "all": [deep] });
    }
    let problems = wrong_with(&with("/items/3/show_if", deep));
    assert!(problems[0].1.contains("nested too deeply"));
    let long: Vec<Value> = (0..10_000).map(|i| json!(format!("reason.{i}"))).collect();
    assert!(wrong_with(&with("/items/2/options", json!(long)))[0].1.contains("too long"));
}

#[test]
fn more_options_than_the_screen_has_bits_are_not_asked() {
    for (count, asked) in [(30, true), (31, false), (33, false)] {
        let options: Vec<Value> = (0..count).map(|i| json!(format!("reason.{i}"))).collect();
        let definition = with("/items/2/options", json!(options));
        assert_eq!(in_the_page(&definition, |survey| survey.is_some()), asked, "{count}");
        assert_eq!(wrong_with(&definition).is_empty(), asked);
    }
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
        let problems = wrong_with(&value);
        prop_assert!(problems.iter().all(|(path, message)| path.starts_with('$') && !message.is_empty()));
        let shown = in_the_page(&value, |survey| survey.is_some());
        prop_assert!(shown || !problems.is_empty(), "right, but not shown: {value}");
    }

    #[test]
    fn nor_when_any_part_of_a_right_definition_is_replaced(place in 0usize..200, value in any_json()) {
        let mut definition = checkout();
        let mut places = 0;
        replace(&mut definition, &mut places, place, &value);
        let right = wrong_with(&definition).is_empty();
        let shown = in_the_page(&definition, |survey| survey.is_some());
        prop_assert!(shown || !right, "right, but not shown: {definition}");
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
