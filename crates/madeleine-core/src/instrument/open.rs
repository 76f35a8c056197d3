//! An open question: words of the person's own. Not scored.

use super::{Direction, Form, Headline, Instrument, Key};

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "open",
    form: Form::Text,
    stem: None,
    questions: &[("relation", "why.neutral"), ("memory", "nms.open")],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "In their words",
    columns: &["comment", "memory"],
    headline: Headline::Words,
    direction: Direction::Neutral,
    favourable: &[],
    unfavourable: &[],
    minimum_base: 10,
    source: "Open question, wording of this project",
};
