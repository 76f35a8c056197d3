//! Customer Effort Score 2.0: "… made it easy for me …" on seven points of agreement. Higher is easier.

use super::{Direction, Form, Headline, Instrument, Key};
use crate::scale::AGREEMENT_7;

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "ces2",
    form: Form::Scale(&AGREEMENT_7),
    stem: Some("ces2.stem"),
    questions: &[
        ("support", "ces2.s.support"),
        ("checkout", "ces2.s.checkout"),
        ("returns", "ces2.s.return"),
        ("content", "ces2.s.content"),
    ],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "CES 2.0, easy",
    columns: &["ces"],
    headline: Headline::Share,
    direction: Direction::HigherIsBetter,
    favourable: &[4, 5, 6],
    unfavourable: &[0, 1, 2],
    minimum_base: 30,
    source: "Dixon, Freeman & Toman 2010 (HBR); wording of 2013 (The Effortless Experience): share that at least somewhat agrees, 5 to 7 of 7",
};
