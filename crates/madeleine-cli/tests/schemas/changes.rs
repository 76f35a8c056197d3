//! Each single change of a right document, and many at once: schema and reader judge them alike.

use super::*;

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
        json!([{ "to": "event" }, { "to": "event" }]),
        json!([{ "to": "/x", "as": "form" }]),
        json!([{ "to": "/x", "as": "form", "fields": { "csat": "rating" }, "fixed": { "a": "b" } }]),
        json!([{ "to": "/x", "as": "json", "fields": {} }]),
        json!([{ "to": "event", "as": "form" }]),
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
        values.push((0..length).map(|i| json!({ "to": format!("/{i}") })).collect());
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
