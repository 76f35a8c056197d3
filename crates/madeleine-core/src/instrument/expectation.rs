//! Expectation confirmation: was it worse, as or better than expected? Asked directly, not as a difference of two ratings.

use super::{About, Form, Instrument, Key, Link};
use crate::scale::EXPECTATION_5;

pub(super) static EXPECTATION: Instrument = Instrument {
    id: "expectation",
    form: Form::Scale(&EXPECTATION_5),
    stem: None,
    questions: &[("relation", "exp.q")],
    about: About::Occasion,
};

pub(super) static EXPECTATION_KEY: Key = Key {
    name: "Expectation met or exceeded",
    short_name: "Expectation",
    columns: &["exp"],
    favourable: &[2, 3, 4],
    unfavourable: &[0, 1],
    source: "Oliver 1980, expectancy disconfirmation, asked directly; share of 3 to 5 of 5",
    link: Some(Link::Aspect),
    ..Key::of(&EXPECTATION)
};
