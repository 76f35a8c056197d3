//! Reasons: up to a few of the coded reasons that the definition lists.

use super::{Direction, Form, Headline, Instrument, Key};

pub(super) static INSTRUMENT: Instrument =
    Instrument { id: "reasons", form: Form::Multi, stem: None, questions: &[("relation", "why.low")] };

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "Reasons",
    columns: &["why", "reason"],
    headline: Headline::EachOption,
    direction: Direction::Neutral,
    favourable: &[],
    unfavourable: &[],
    minimum_base: 30,
    source: "Share of those asked who named each reason; several may be named, shares don't add up to 100 %",
};
