//! CSAT: overall satisfaction on five labelled points, asked right after the interaction.
//!
//! Seven and ten points exist for files of other tools only: a share of 4–5 of five, 6–7 of seven and 8–10 of ten are
//! three different numbers, so they are three instruments and are never pooled.

use super::{About, Form, Instrument, Key, Link};
use crate::scale::{SATISFACTION_5, SATISFACTION_7, SATISFACTION_10};

pub(super) static CSAT: Instrument = Instrument {
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
    about: About::Occasion,
};

pub(super) static CSAT_KEY: Key = Key {
    name: "CSAT, satisfied",
    short_name: "CSAT",
    columns: &["csat5"],
    favourable: &[3, 4],
    unfavourable: &[0, 1],
    source: "ISO 10004, Guidelines for monitoring and measuring customer satisfaction; share of the top two of five points",
    link: Some(Link::Satisfaction),
    ..Key::of(&CSAT)
};

static CSAT7: Instrument =
    Instrument { id: "csat7", form: Form::Scale(&SATISFACTION_7), stem: None, questions: &[], about: About::Occasion };

pub(super) static CSAT7_KEY: Key = Key {
    name: "CSAT on seven points, satisfied",
    short_name: "CSAT, 7 points",
    favourable: &[5, 6],
    unfavourable: &[0, 1],
    source: "Satisfaction on seven points, for files of other tools; share of the top two",
    link: Some(Link::Satisfaction),
    ..Key::of(&CSAT7)
};

static CSAT10: Instrument = Instrument {
    id: "csat10",
    form: Form::Scale(&SATISFACTION_10),
    stem: None,
    questions: &[],
    about: About::Occasion,
};

pub(super) static CSAT10_KEY: Key = Key {
    name: "CSAT on ten points, satisfied",
    short_name: "CSAT, 10 points",
    favourable: &[7, 8, 9],
    unfavourable: &[0, 1, 2],
    source: "Satisfaction on ten points, for files of other tools; share of the top three",
    link: Some(Link::Satisfaction),
    ..Key::of(&CSAT10)
};
