//! The way through a survey, as a person goes it; and what comes back when it is read again.

mod support;

use madeleine_core::survey::check_survey;
use madeleine_core::survey::flow::{Effect, Event, Sitting, State, Step, snapshot, step};
use madeleine_core::wire::{Tape, read_response, write_response};
use madeleine_core::{Answer, Response, State as Disposition, Survey};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::Json;

/// A definition, read; it lives as long as the tests.
fn read(definition: &Value) -> Survey<'static> {
    assert_eq!(check_survey(Json(definition)), []);
    let tape = Box::leak(Box::new(Tape::read(&definition.to_string()).expect("JSON")));
    Survey::read(tape.root()).expect("a survey")
}

fn survey() -> Survey<'static> {
    let definition = json!({
        "v": 1, "id": "s", "touchpoint": "support",
        "items": [
            { "id": "csat", "instrument": "csat" },
            { "id": "fcr", "instrument": "fcr", "show_if": { "item": "csat", "op": "<=", "value": 3 } },
            { "id": "why", "instrument": "reasons", "options": ["a", "b", "c"], "max": 2, "show_if": { "item": "fcr", "op": "in", "value": ["fcr.no", "fcr.pending"] } },
            { "id": "comment", "instrument": "open", "optional": true, "max_chars": 20, "show_if": { "any": [{ "answered": "why" }, { "item": "csat", "op": "==", "value": 5 }] } },
            { "id": "ltr", "instrument": "ltr11", "show_if": { "probability": 0.5 } }
        ],
        "context": ["a"], "deliver": []
    });
    read(&definition)
}

/// Goes on with events that must all fit.
fn go(survey: &Survey<'_>, mut state: State, events: &[Event]) -> State {
    for event in events {
        let effects = step(survey, &mut state, event.clone(), 0);
        assert!(!effects.is_empty(), "{event:?}");
    }
    state
}

fn code(code: i32) -> Event {
    Event::Answer(Answer::Code(code))
}

fn option(key: &str) -> Event {
    Event::Answer(Answer::Option(key.into()))
}

/// Where an event leads, and what is to be done.
fn after(survey: &Survey<'_>, mut state: State, event: Event, now: u64) -> (State, &'static [Effect]) {
    let effects = step(survey, &mut state, event, now);
    (state, effects)
}

/// The snapshot of a sitting, read again.
fn recorded(survey: &Survey<'_>, state: &State) -> Response {
    let sitting = Sitting { response_id: "r".into(), locale: "en".into(), ..Sitting::default() };
    let line = snapshot(survey, state, &sitting);
    assert!(!line.contains('\n'));
    let value: Value = serde_json::from_str(&line).expect("JSON");
    let (response, left_out) = read_response(Json(&value)).expect("a response");
    assert_eq!(left_out, []);
    response
}

/// No draw falls below a half with these bits.
const NO_CHANCE: u32 = 0x7fff_ffff ^ 4u32.wrapping_mul(0x9e37_79b9) ^ 0x8000_0000;

#[test]
fn two_taps_are_enough_where_all_is_well() {
    let survey = survey();
    let (state, effects) = after(&survey, State::start(&survey, 0, NO_CHANCE), code(4), 1500);
    assert_eq!(state.at, Step::Thanks);
    assert_eq!(effects, [Effect::Save, Effect::Show, Effect::Send]);
    assert_eq!((state.seq, state.ms[0], state.disposition()), (1, 1500, Disposition::Completed));
}

#[test]
fn every_answer_is_saved_before_the_next_question_is_shown() {
    let survey = survey();
    let (state, effects) = after(&survey, State::start(&survey, 0, NO_CHANCE), code(2), 0);
    assert_eq!((state.at, effects), (Step::Asking(1), &[Effect::Save, Effect::Show][..]));
    assert_eq!(state.disposition(), Disposition::Partial);
}

#[test]
fn back_keeps_the_answer_and_another_answer_takes_back_what_hung_on_it() {
    let survey = survey();
    let start = State::start(&survey, 0, NO_CHANCE);
    let state = go(&survey, start, &[code(1), option("fcr.no"), Event::Answer(Answer::Options(vec!["a".into()]))]);
    assert_eq!(state.at, Step::Asking(3));
    let state = go(&survey, state, &[Event::Back, Event::Back, Event::Back]);
    assert_eq!(state.at, Step::Asking(0));
    assert_eq!(state.answers[0], Some(Answer::Code(1)));
    let state = go(&survey, state, &[code(4)]);
    assert_eq!(state.at, Step::Thanks);
    assert_eq!(state.answers, [Some(Answer::Code(4)), None, None, None, None]);
}

#[test]
fn an_optional_question_may_be_passed_over_and_no_other() {
    let survey = survey();
    let state = go(&survey, State::start(&survey, 0, NO_CHANCE), &[code(5)]);
    assert_eq!(state.at, Step::Asking(3));
    let state = go(&survey, state, &[Event::Skip]);
    assert_eq!((state.at, &state.answers[3]), (Step::Thanks, &Some(Answer::Skipped)));
    let (state, effects) = after(&survey, State::start(&survey, 0, 0), Event::Skip, 0);
    assert_eq!((state.at, effects.len()), (Step::Asking(0), 0));
}

#[test]
fn answers_that_an_item_does_not_offer_change_nothing() {
    let survey = survey();
    let start = State::start(&survey, 0, NO_CHANCE);
    for wrong in
        [code(0), code(6), option("fcr.yes"), Event::Answer(Answer::Unknown), Event::Answer(Answer::Text("x".into()))]
    {
        let (state, effects) = after(&survey, start.clone(), wrong, 0);
        assert_eq!((state, effects.len()), (start.clone(), 0));
    }
    let third = go(&survey, start.clone(), &[code(1), option("fcr.no")]);
    let many = vec!["a".into(), "b".into(), "c".into()];
    assert!(after(&survey, third, Event::Answer(Answer::Options(many)), 0).1.is_empty());
    let fourth = go(&survey, start, &[code(5)]);
    assert!(after(&survey, fourth, Event::Answer(Answer::Text("x".repeat(21))), 0).1.is_empty());
}

#[test]
fn nothing_of_these_is_chosen_alone() {
    let definition =
        json!({ "v": 1, "id": "s", "touchpoint": "t", "items": [{ "id": "felt", "instrument": "emotions" }] });
    let survey = read(&definition);
    let taken = |chosen: &[&str]| {
        let answer = Answer::Options(chosen.iter().map(|&option| option.into()).collect());
        !after(&survey, State::start(&survey, 0, 0), Event::Answer(answer), 0).1.is_empty()
    };
    assert!(taken(&["emo.none"]));
    assert!(taken(&["emo.joy", "emo.trust", "emo.anger"]));
    assert!(!taken(&["emo.joy", "emo.none"]));
    assert!(!taken(&["emo.none", "emo.joy"]));
    assert!(!taken(&["emo.joy", "emo.trust", "emo.anger", "emo.worry"]));
    assert!(!taken(&[]));
}

#[test]
fn whoever_leaves_without_an_answer_is_not_recorded_and_whoever_answered_is() {
    let survey = survey();
    let start = State::start(&survey, 0, NO_CHANCE);
    assert_eq!(after(&survey, start.clone(), Event::Dismiss, 0).1, [Effect::Close]);
    let (state, effects) = after(&survey, go(&survey, start, &[code(2)]), Event::Dismiss, 0);
    assert_eq!(effects, [Effect::Close, Effect::Save, Effect::Send]);
    assert_eq!((state.disposition(), state.seq), (Disposition::Dismissed, 2));
}

#[test]
fn a_sitting_is_taken_up_where_it_was_left() {
    let survey = survey();
    let state = go(&survey, State::start(&survey, 0, NO_CHANCE), &[code(1), option("fcr.no")]);
    let response = recorded(&survey, &state);
    let again = State::resume(&survey, &response, 9, NO_CHANCE);
    assert_eq!((again.at, &again.answers, again.seq), (state.at, &state.answers, 2));
}

#[test]
fn chance_shows_an_item_to_about_its_share() {
    let survey = survey();
    let shown = (0..4000u32).filter(|i| {
        let state = State::start(&survey, 0, i.wrapping_mul(2_654_435_761));
        go(&survey, state, &[code(4)]).at == Step::Asking(4)
    });
    assert!((1850..2150).contains(&shown.count()));
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        8 => (-1..12).prop_map(code),
        4 => prop_oneof![Just("fcr.yes"), Just("fcr.no"), Just("fcr.pending"), Just("x")].prop_map(option),
        4 => prop::collection::vec(prop_oneof![Just("a".to_string()), Just("b".to_string())], 0..3).prop_map(|o| Event::Answer(Answer::Options(o))),
        3 => ".{0,24}".prop_map(|text| Event::Answer(Answer::Text(text))),
        2 => Just(Event::Answer(Answer::Unknown)),
        2 => Just(Event::Skip),
        2 => Just(Event::Back),
        1 => Just(Event::Dismiss),
    ]
}

proptest! {
    /// Whatever a person does, each snapshot reads back as it was written, `seq` never falls, and only shown items are answered.
    #[test]
    fn any_walk_leaves_a_readable_response(events in prop::collection::vec(any_event(), 0..40), draw in any::<u32>()) {
        let survey = survey();
        let mut state = State::start(&survey, 0, draw);
        for (now, event) in events.into_iter().enumerate() {
            let before = state.seq;
            let effects = step(&survey, &mut state, event, now as u64);
            prop_assert!(state.seq == before + u32::from(effects.contains(&Effect::Save)));
            if state.seq > 0 {
                let response = recorded(&survey, &state);
                prop_assert_eq!(response.seq, state.seq);
                prop_assert_eq!(response.state, state.disposition());
                for (i, item) in survey.items.iter().enumerate() {
                    prop_assert_eq!(response.shown.iter().any(|id| id == item.id), state.shown[i]);
                    prop_assert_eq!(response.answer(item.id), state.answers[i].as_ref().filter(|_| state.shown[i]));
                    prop_assert!(state.answers[i].is_none() || state.shown[i]);
                }
                // What was read is written again as it was.
                let line = write_response(&response);
                let value: Value = serde_json::from_str(&line).expect("JSON");
                prop_assert_eq!(read_response(Json(&value)).expect("a response").0, response);
            }
        }
    }

    #[test]
    fn any_text_is_written_as_json(text in any::<String>()) {
        let response = Response {
            response_id: "r".into(), seq: 1, survey: "s".into(), answers: vec![("t".into(), Answer::Text(text.clone()))], ..Response::default()
        };
        let value: Value = serde_json::from_str(&write_response(&response)).expect("JSON");
        prop_assert_eq!(value["answers"]["t"].as_str(), Some(text.as_str()));
    }
}
