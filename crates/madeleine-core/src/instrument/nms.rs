//! Net Memory Score: do people keep a striking memory, good or bad? Asked a week to a month later, never hot.

use super::{Direction, Form, Headline, Instrument, Key};

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "nms",
    form: Form::Choice { options: &["nms.pos", "nms.neg", "nms.both", "nms.none"], unknown: true },
    stem: None,
    questions: &[("relation", "nms.q")],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "Net Memory Score",
    columns: &[],
    headline: Headline::Net,
    direction: Direction::HigherIsBetter,
    favourable: &[0],
    unfavourable: &[1],
    minimum_base: 50,
    source: "Definition: BVA, Observatoire des Services Clients 2022 (positive minus negative striking memories); four cells, wording of this project",
};
