//! An open question: words of the person's own. Not scored.

use super::{About, Direction, Form, Headline, Instrument, Key};

pub(super) static OPEN: Instrument = Instrument {
    id: "open",
    form: Form::Text,
    stem: None,
    questions: &[("relation", "why.neutral"), ("memory", "nms.open")],
    about: About::Occasion,
};

pub(super) static OPEN_KEY: Key = Key {
    name: "In their words",
    short_name: "In their words",
    columns: &["comment", "memory"],
    headline: Headline::Words,
    direction: Direction::Neutral,
    minimum_base: 10,
    source: "Open question, wording of this project",
    ..Key::of(&OPEN)
};
