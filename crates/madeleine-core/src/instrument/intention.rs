//! What people say they will do: buy again, pay more for better service. Stated hot, these are intentions and attitudes,
//! not forecasts, and reports call them so.

use super::{About, Form, Instrument, Key, Link};
use crate::scale::LIKELY_5;

pub(super) static LOYALTY: Instrument = Instrument {
    id: "loyalty",
    form: Form::Scale(&LIKELY_5),
    stem: None,
    questions: &[("relation", "loyal.q")],
    about: About::Occasion,
};

pub(super) static LOYALTY_KEY: Key = Key {
    name: "Intention to buy again",
    short_name: "Buy again",
    columns: &["loyal"],
    favourable: &[3, 4],
    unfavourable: &[0, 1],
    source: "Stated intention on five points of likelihood, balanced wording of this project; share of the top two",
    link: Some(Link::Intention),
    ..Key::of(&LOYALTY)
};

pub(super) static WILLINGNESS: Instrument = Instrument {
    id: "willingness",
    form: Form::Choice { options: &["freq4.never", "freq4.rarely", "freq4.often", "freq4.always"], unknown: false },
    stem: None,
    questions: &[("relation", "wtp.q")],
    about: About::Occasion,
};

pub(super) static WILLINGNESS_KEY: Key = Key {
    name: "Would pay more for better service",
    short_name: "Pay more",
    columns: &["wtp"],
    favourable: &[2, 3],
    unfavourable: &[0, 1],
    source: "After an item of Oracle's customer experience survey 2012; an attitude, not a price; share of often and always",
    link: Some(Link::Intention),
    ..Key::of(&WILLINGNESS)
};
