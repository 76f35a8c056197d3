//! Expectation confirmation: was it worse, as or better than expected? Asked directly, not as a difference of two ratings.

use super::{Direction, Form, Headline, Instrument, Key};
use crate::scale::EXPECTATION_5;

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "expectation",
    form: Form::Scale(&EXPECTATION_5),
    stem: None,
    questions: &[("relation", "exp.q")],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "Expectation met or exceeded",
    columns: &["exp"],
    headline: Headline::Share,
    direction: Direction::HigherIsBetter,
    favourable: &[2, 3, 4],
    unfavourable: &[0, 1],
    minimum_base: 30,
    source: "Oliver 1980, expectancy disconfirmation, asked directly; share of 3 to 5 of 5",
};
