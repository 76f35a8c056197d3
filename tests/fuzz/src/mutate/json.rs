//! Damage to a JSON tree: a value anywhere in it is changed, moved, doubled, renamed or grown.

use super::words;
use crate::{Format, Rng};
use serde_json::{Number, Value};

/// A damaged tree; nothing where the bytes are no JSON.
pub(super) fn mutated(format: Format, bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut tree: Value = serde_json::from_slice(bytes).ok()?;
    let at = rng.below(size(&tree));
    // What is put in may come from elsewhere in the tree, or from a good file.
    let donor = if rng.one_in(2) { piece(&tree, rng).clone() } else { seed(format, rng) };
    damage(format, nth(&mut tree, at)?, donor, rng);
    serde_json::to_vec(&tree).ok()
}

/// How many values a tree has.
fn size(tree: &Value) -> usize {
    match tree {
        Value::Array(list) => 1 + list.iter().map(size).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

fn nth(tree: &mut Value, mut at: usize) -> Option<&mut Value> {
    if at == 0 {
        return Some(tree);
    }
    at -= 1;
    let below: Box<dyn Iterator<Item = &mut Value>> = match tree {
        Value::Array(list) => Box::new(list.iter_mut()),
        Value::Object(fields) => Box::new(fields.values_mut()),
        _ => return None,
    };
    for value in below {
        let values = size(value);
        if at < values {
            return nth(value, at);
        }
        at -= values;
    }
    None
}

/// A value somewhere in a tree.
fn piece<'a>(mut tree: &'a Value, rng: &mut Rng) -> &'a Value {
    while !rng.one_in(4) {
        let below = match tree {
            Value::Array(list) => list.get(rng.below(list.len())),
            Value::Object(fields) => fields.values().nth(rng.below(fields.len())),
            _ => None,
        };
        let Some(value) = below else { break };
        tree = value;
    }
    tree
}

fn seed(format: Format, rng: &mut Rng) -> Value {
    let seed = rng.pick(&format.texts()[..format.texts().len().min(20)]);
    // The largest seeds are read too slowly for every turn.
    let text = if format == Format::Ndjson { seed.lines().nth(rng.below(4)).unwrap_or_default() } else { seed };
    let whole = if text.len() > 4_000 { None } else { serde_json::from_str(text).ok() };
    let whole: Option<Value> = whole;
    match whole {
        Some(tree) => piece(&tree, rng).clone(),
        None => scalar(format, rng),
    }
}

fn scalar(format: Format, rng: &mut Rng) -> Value {
    match rng.below(9) {
        0 => Value::Null,
        1 => Value::Bool(rng.one_in(2)),
        2 => Value::from(rng.below(13) as i64 - 3),
        3 => Value::from(
            [i64::MIN, -10, 30, 31, 50, 51, 1_000, 10_000, 1 << 31, 1 << 32, (1 << 53) + 1, i64::MAX][rng.below(12)],
        ),
        4 => Value::from(u64::MAX),
        5 => Number::from_f64([0.5, -0.0, 1e-7, 1e300, 0.1, 1.0000000001][rng.below(6)])
            .map_or(Value::Null, Value::Number),
        6 => Value::from(words::hostile(rng)),
        _ => Value::from(words::word(format, rng)),
    }
}

fn damage(format: Format, value: &mut Value, donor: Value, rng: &mut Rng) {
    match (rng.below(10), &mut *value) {
        (0 | 1, Value::Object(fields)) => drop(fields.insert(words::word(format, rng).into(), donor)),
        (2, Value::Object(fields)) => {
            let name = fields.keys().nth(rng.below(fields.len())).cloned();
            if let Some(inner) = name.and_then(|name| fields.remove(&name)) {
                fields.insert(words::word(format, rng).into(), inner);
            }
        }
        (3 | 4, Value::Object(fields)) => {
            let name = fields.keys().nth(rng.below(fields.len())).cloned();
            name.map(|name| fields.remove(&name));
        }
        (0 | 1, Value::Array(list)) => list.insert(rng.below(list.len() + 1), donor),
        (2, Value::Array(list)) if !list.is_empty() => {
            let again = list[rng.below(list.len())].clone();
            let times = [1, 1, 1, 5, 30, 101][rng.below(6)];
            list.extend(core::iter::repeat_n(again, times));
        }
        (3, Value::Array(list)) if !list.is_empty() => drop(list.remove(rng.below(list.len()))),
        (4, Value::Array(list)) if !list.is_empty() => {
            let (one, other) = (rng.below(list.len()), rng.below(list.len()));
            list.swap(one, other);
        }
        (0 | 1, Value::Number(number)) => {
            let near = number.as_i64().unwrap_or(0).saturating_add(rng.below(5) as i64 - 2);
            *value = Value::from(near);
        }
        (0 | 1, Value::String(text)) => {
            let at =
                text.char_indices().map(|(at, _)| at).nth(rng.below(text.chars().count() + 1)).unwrap_or(text.len());
            text.insert_str(at, words::word(format, rng));
        }
        (2, Value::String(text)) => *text = text.repeat([0, 2, 10, 70, 200][rng.below(5)]),
        (5, _) => {
            for _ in 0..=rng.below(30) {
                let inner = value.take();
                *value = if rng.one_in(2) {
                    Value::from(vec![inner])
                } else {
                    Value::from_iter([(words::word(format, rng), inner)])
                };
            }
        }
        (6, _) => *value = donor,
        _ => *value = scalar(format, rng),
    }
}
