//! Net Memory Score: do people keep a striking memory, good or bad? Asked a week to a month later, never hot.
//!
//! With "both" among the options it is `nms`; a question that forces one of them is `nms3`, another instrument: the two
//! are never drawn in one line.

use super::{About, Form, Headline, Instrument, Key};

pub(super) static NMS: Instrument = Instrument {
    id: "nms",
    form: Form::Choice { options: &["nms.pos", "nms.neg", "nms.both", "nms.none"], unknown: true },
    stem: None,
    questions: &[("relation", "nms.q")],
    about: About::Occasion,
};

pub(super) static NMS_KEY: Key = Key {
    name: "Net Memory Score",
    short_name: "Memory",
    columns: &["nms4"],
    headline: Headline::Net,
    favourable: &[0],
    unfavourable: &[1],
    minimum_base: 50,
    source: "Definition: BVA, Observatoire des Services Clients 2022 (positive minus negative striking memories); four cells, wording of this project",
    ..Key::of(&NMS)
};

pub(super) static NMS3: Instrument = Instrument {
    id: "nms3",
    form: Form::Choice { options: &["nms.pos", "nms.neg", "nms.none"], unknown: true },
    stem: None,
    questions: &[("relation", "nms.q")],
    about: About::Occasion,
};

pub(super) static NMS3_KEY: Key = Key {
    name: "Net Memory Score, one choice",
    short_name: "Memory, one choice",
    headline: Headline::Net,
    favourable: &[0],
    unfavourable: &[1],
    minimum_base: 50,
    source: "Definition: BVA, Observatoire des Services Clients 2022; a single choice, so people with both memories choose one: not comparable with four cells",
    ..Key::of(&NMS3)
};
