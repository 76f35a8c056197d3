//! CSAT: overall satisfaction on five labelled points, asked right after the interaction.

use super::{Direction, Form, Headline, Instrument, Key};
use crate::scale::SATISFACTION_5;

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "csat",
    form: Form::Scale(&SATISFACTION_5),
    stem: None,
    questions: &[
        ("relation", "csat.q.relation"),
        ("checkout", "csat.q.checkout"),
        ("support", "csat.q.support"),
        ("delivery", "csat.q.delivery"),
        ("returns", "csat.q.return"),
        ("store", "csat.q.store"),
    ],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "CSAT, satisfied",
    columns: &["csat5"],
    headline: Headline::Share,
    direction: Direction::HigherIsBetter,
    favourable: &[3, 4],
    unfavourable: &[0, 1],
    minimum_base: 30,
    source: "ISO 10004, Guidelines for monitoring and measuring customer satisfaction; share of the top two of five points",
};
