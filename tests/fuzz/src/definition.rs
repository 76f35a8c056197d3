//! Survey definitions: two readers that must agree, and a survey that must end whatever is answered.

use crate::problems::well_placed;
use madeleine_core::survey::check_survey;
use madeleine_core::survey::flow::{self, Effect, Event, Sitting, State};
use madeleine_core::survey::screen::Question;
use madeleine_core::survey::wording::Wording;
use madeleine_core::wire::{Node, Tape, read_response, write_response};
use madeleine_core::{Answer, Problem, Ratio, Survey, wire};
use madeleine_ingest::{Json, authored};
use serde_json::{Value, json};

/// What WebAssembly is told of the page; `replay.mjs` says the same.
const NOW: &str = "2026-11-21T10:02:33Z";
const CLOCK: u64 = 1_000;
const DRAW: u32 = 12_345;
const WRITTEN: &str = "words";
/// More steps than a survey has questions.
const STEPS: usize = 120;
/// Deeper trees the widget doesn't read.
const DEPTH: usize = 64;

/// Which answer is given at a step of a walk.
type Chooser<'a> = &'a dyn Fn(usize) -> u32;

pub(crate) fn hold(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let tape = Tape::read(&text);
    match (serde_json::from_str::<Value>(&text), &tape) {
        (Ok(value), Some(tape)) => {
            let mut problems = check_survey(Json(&value));
            problems.iter().for_each(well_placed);
            if twins(&value, tape.root()) {
                let mut others = check_survey(tape.root());
                problems.sort_by(order);
                others.sort_by(order);
                assert_eq!(problems, others, "two readers differ");
            }
            if problems.is_empty() && check_survey(tape.root()).is_empty() {
                let survey = Survey::read(tape.root()).expect("a survey without problems can be asked");
                for chosen in [1, 2, 3, 1 << 4] {
                    for body in walk(&survey, &|step| chosen << (step % 3)).bodies {
                        understood(&body);
                    }
                }
            }
        }
        (Ok(value), None) => assert!(depth(&value) > DEPTH, "the widget doesn't read this JSON"),
        (Err(error), Some(_)) => {
            // Known: a surrogate that stands alone is replaced, and a number beyond all others is infinite.
            let said = error.to_string();
            assert!(
                said.contains("surrogate") || said.contains("hex escape") || said.contains("out of range"),
                "the widget reads what isn't JSON: {said}"
            );
        }
        (Err(_), None) => {}
    }
    // The widget asks what an author hasn't had checked, too.
    if let Some(survey) = tape.as_ref().and_then(|tape| Survey::read(tape.root())) {
        walk(&survey, &|step| 1 << (step % 32));
    }
}

/// Reads a definition as an author's check and as the widget do; how many problems there are, and whether it is asked.
pub(crate) fn read(bytes: &[u8]) -> (usize, bool) {
    let text = String::from_utf8_lossy(bytes);
    let tape = authored(&text);
    let problems = tape.as_ref().map_or(1, |tape| check_survey(tape.root()).len());
    (problems, tape.is_ok_and(|tape| Survey::read(tape.root()).is_some()))
}

/// A definition without a fault: its words make it as long as one likes.
pub(crate) fn clean(size: usize) -> Vec<u8> {
    let words: serde_json::Map<String, Value> =
        (0..size / 128).map(|number| (format!("word.{number}"), json!("so many letters ".repeat(6)))).collect();
    let text = json!({ "en": words });
    let items = json!([{ "id": "csat", "instrument": "csat" }, { "id": "comment", "instrument": "open" }]);
    json!({ "v": 1, "id": "long", "touchpoint": "checkout", "items": items, "text": text }).to_string().into_bytes()
}

pub(crate) fn verdict(bytes: &[u8]) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let tape = Tape::read(&text);
    let survey = tape.as_ref().and_then(|tape| Survey::read(tape.root()));
    json!({
        "explained": explained(&text),
        "asked": survey.map(|survey| walk(&survey, &|_| 1).seen),
    })
}

/// The twin of the scorer's `explain`.
fn explained(text: &str) -> Option<String> {
    let tape = match authored(text) {
        Ok(tape) => tape,
        Err(error) => return Some(format!("this isn't JSON: {error}")),
    };
    let problems = check_survey(tape.root());
    let first = problems.first()?;
    Some(match problems.len() {
        1 => first.to_string(),
        several => format!("{first} (and {} more: run \"madeleine validate\")", several - 1),
    })
}

fn order(one: &Problem, other: &Problem) -> core::cmp::Ordering {
    (&one.path, one.code, &one.message).cmp(&(&other.path, other.code, &other.message))
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Whether two trees hold the same: a name that stands twice is the only excuse.
fn twins<'a>(one: &'a Value, other: wire::Value<'a>) -> bool {
    let one = Json(one);
    assert_eq!(one.kind(), other.kind());
    assert_eq!(one.truth(), other.truth());
    assert_eq!(one.text(), other.text());
    if let (Some(one), Some(other)) = (one.number(), other.number()) {
        // Hundreds of digits, or of zeros, are more than the widget's arithmetic holds: it finds nothing, infinity or NaN there.
        let near = (one - other).abs() <= one.abs() * 1e-12 || one.abs() < 1e-290;
        assert!(near || other == 0.0 || !other.is_finite(), "{one} is read as {other}");
        // Off by the last bits, which may be all there is between whole and not.
        if one != other {
            return false;
        }
    }
    let (ours, theirs) = (one.elements(usize::MAX), other.elements(usize::MAX));
    assert_eq!(ours.len(), theirs.len());
    let mut fields = other.fields(usize::MAX);
    fields.sort_by(|a, b| a.0.cmp(b.0));
    if fields.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return false;
    }
    let known = one.fields(usize::MAX);
    assert!(known.iter().map(|(name, _)| *name).eq(fields.iter().map(|(name, _)| *name)));
    let known = known.into_iter().zip(fields).map(|((_, one), (_, other))| (one, other));
    known.chain(ours.into_iter().zip(theirs)).all(|(one, other)| twins(one.0, other))
}

/// What a page sees of a sitting, and the snapshots that are put on its disk.
#[derive(Default)]
struct Walk {
    seen: Vec<Value>,
    bodies: Vec<String>,
}

/// Goes through a survey to its end: answers where it can, passes over where that is refused, and else closes.
fn walk(survey: &Survey<'_>, chosen: Chooser<'_>) -> Walk {
    let mut walk = Walk::default();
    let time = survey.privacy.time.cut(NOW);
    let context = survey.context.iter().map(|name| ((*name).to_string(), (*name).to_string())).collect();
    let words = Wording { survey, locale: "en", catalogue: |_: &str| None };
    let facts = Sitting {
        response_id: "fuzz".into(),
        device: "phone".into(),
        locale: "en".into(),
        wording: words.fingerprint(),
        shown_at: time.clone(),
        submitted_at: time,
        sample: Ratio::new(1.0),
        context,
        ..Sitting::default()
    };
    let mut state = State::start(survey, CLOCK, DRAW);
    walk.seen.push(screen(survey, &state, &words));
    for step in 0..STEPS {
        let Some(question) = Question::at(survey, &state) else { break };
        let answer = question.answer(chosen(step), WRITTEN);
        let mut done: &[Effect] = &[];
        for event in answer.map(Event::Answer).into_iter().chain([Event::Skip, Event::Dismiss]) {
            if done.is_empty() {
                done = flow::step(survey, &mut state, event, CLOCK);
            }
        }
        if done.contains(&Effect::Save) {
            let body = flow::snapshot(survey, &state, &facts);
            walk.seen.push(json!(body));
            walk.bodies.push(body);
        }
        if done.contains(&Effect::Show) {
            walk.seen.push(screen(survey, &state, &words));
        }
    }
    assert!(Question::at(survey, &state).is_none(), "this survey has no end");
    walk
}

/// What the widget has the page draw.
fn screen<C: Fn(&str) -> Option<String>>(survey: &Survey<'_>, state: &State, words: &Wording<'_, C>) -> Value {
    let Some(question) = Question::at(survey, state) else { return json!("thanks") };
    let choices = question.choices();
    let answer = question.answered(state);
    let (passed, all) = state.progress(survey);
    let labels: Vec<String> = (0..choices.places)
        .map(|place| question.label_key(place).map(|key| words.text(&key)).unwrap_or_default())
        .collect();
    let written = if let Some(Answer::Text(text)) = answer { text } else { "" };
    json!([
        choices.control as u32,
        words.question(question.item),
        question.stem(words),
        choices.places,
        choices.first,
        choices.step,
        choices.limit,
        choices.alone,
        question.chosen(answer, choices.places),
        written,
        passed,
        all,
        state.previous(survey).is_some(),
        question.item.optional,
        labels,
    ])
}

/// What the widget writes is a response without a fault, and means what it says.
fn understood(body: &str) {
    let value: Value = serde_json::from_str(body).expect("a snapshot is JSON");
    let (response, left_out) = read_response(Json(&value)).expect("a snapshot is a response");
    assert!(left_out.is_empty(), "{left_out:?}");
    let again: Value = serde_json::from_str(&write_response(&response)).expect("JSON");
    assert_eq!(read_response(Json(&again)), Ok((response, Vec::new())));
}
