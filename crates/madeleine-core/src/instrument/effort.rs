//! Customer effort and ease. Each version is an instrument of its own: they differ in wording, points and direction,
//! and are never averaged or drawn in one line. What they share is the index from 0, hard, to 100, easy.

use super::{About, Direction, Form, Headline, Instrument, Key, Link};
use crate::scale::{AGREEMENT_7, EASE_5, EASE_7, EFFORT_5};

/// Customer Effort Score 2.0: "… made it easy for me …" on seven points of agreement. Higher is easier.
pub(super) static CES2: Instrument = Instrument {
    id: "ces2",
    form: Form::Scale(&AGREEMENT_7),
    stem: Some("ces2.stem"),
    questions: &[
        ("support", "ces2.s.support"),
        ("checkout", "ces2.s.checkout"),
        ("returns", "ces2.s.return"),
        ("content", "ces2.s.content"),
    ],
    about: About::Occasion,
};

pub(super) static CES2_KEY: Key = Key {
    name: "CES 2.0, easy",
    short_name: "CES 2.0",
    columns: &["ces", "ces_v2"],
    favourable: &[4, 5, 6],
    unfavourable: &[0, 1, 2],
    source: "Dixon, Freeman & Toman 2010 (HBR); wording of 2013 (The Effortless Experience): share that at least somewhat agrees, 5 to 7 of 7",
    link: Some(Link::Effort),
    ..Key::of(&CES2)
};

/// The first Customer Effort Score: how much effort, 1 very low to 5 very high. Lower is better.
pub(super) static CES1: Instrument = Instrument {
    id: "ces1",
    form: Form::Scale(&EFFORT_5),
    stem: None,
    questions: &[("support", "ces1.q")],
    about: About::Occasion,
};

pub(super) static CES1_KEY: Key = Key {
    name: "CES of 2010, mean effort",
    short_name: "CES 2010",
    columns: &["ces_v1"],
    headline: Headline::Mean,
    direction: Direction::LowerIsBetter,
    favourable: &[0, 1],
    unfavourable: &[3, 4],
    source: "Dixon, Freeman & Toman 2010 (HBR): mean effort, 1 very low to 5 very high; lower is better",
    link: Some(Link::Effort),
    ..Key::of(&CES1)
};

/// Ease on five points: a shorter twin of CES for small screens.
pub(super) static EASE5: Instrument = Instrument {
    id: "ease5",
    form: Form::Scale(&EASE_5),
    stem: None,
    questions: &[("checkout", "ease.q.checkout"), ("store", "ease.q.store")],
    about: About::Occasion,
};

pub(super) static EASE5_KEY: Key = Key {
    name: "Ease, easy",
    short_name: "Ease",
    columns: &["ease"],
    favourable: &[3, 4],
    unfavourable: &[0, 1],
    source: "Single ease question, five points, balanced wording of this project",
    link: Some(Link::Effort),
    ..Key::of(&EASE5)
};

/// Ease on seven points.
pub(super) static EASE7: Instrument = Instrument {
    id: "ease7",
    form: Form::Scale(&EASE_7),
    stem: None,
    questions: &[("checkout", "ease.q.checkout"), ("store", "ease.q.store")],
    about: About::Occasion,
};

pub(super) static EASE7_KEY: Key = Key {
    name: "Ease on seven points, easy",
    short_name: "Ease, 7 points",
    favourable: &[4, 5, 6],
    unfavourable: &[0, 1, 2],
    source: "Single ease question, seven points with worded ends, balanced wording of this project",
    link: Some(Link::Effort),
    ..Key::of(&EASE7)
};
