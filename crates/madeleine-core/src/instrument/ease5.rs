//! Ease on five points: a shorter twin of CES for small screens. Not comparable with CES 2.0, so an instrument of its own.

use super::{Direction, Form, Headline, Instrument, Key};
use crate::scale::EASE_5;

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "ease5",
    form: Form::Scale(&EASE_5),
    stem: None,
    questions: &[("checkout", "ease.q.checkout"), ("store", "ease.q.store")],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "Ease, easy",
    columns: &["ease"],
    headline: Headline::Share,
    direction: Direction::HigherIsBetter,
    favourable: &[3, 4],
    unfavourable: &[0, 1],
    minimum_base: 30,
    source: "Single ease question, five points, balanced wording of this project",
};
