//! The open six-criteria barometer: six criteria of an experience out of ten, and their composite.
//!
//! It is this project's own, configurable set. It isn't AFNOR's Indiko, whose items and weights aren't public.

use super::{About, Form, Headline, Instrument, Key, Link, Reads};
use crate::scale::CRITERION_11;

pub(super) static BAROMETER: Instrument = Instrument {
    id: "barometer",
    form: Form::Scale(&CRITERION_11),
    stem: Some("bar.q"),
    questions: &[
        ("practical", "bar.practical"),
        ("cognitive", "bar.cognitive"),
        ("emotional", "bar.emotional"),
        ("relational", "bar.relational"),
        ("sensory", "bar.sensory"),
        ("societal", "bar.societal"),
    ],
    about: About::Subjects,
};

const SOURCE: &str = "Open set: five of the six components of Gentile, Spiller & Noci 2007, lifestyle replaced by societal; wording of this project";

pub(super) static BAROMETER_KEY: Key = Key {
    name: "Barometer criterion, mean",
    short_name: "Barometer",
    columns: &["bar"],
    headline: Headline::Mean,
    minimum_base: 50,
    source: SOURCE,
    link: Some(Link::Aspect),
    ..Key::of(&BAROMETER)
};

/// The mean of a person's criteria, where she answered at least four of the six; every criterion weighs the same.
pub(super) static COMPOSITE_KEY: Key = Key {
    id: "barometer_composite",
    reads: Reads::Composite { least: 4 },
    name: "Barometer, composite",
    short_name: "Barometer",
    headline: Headline::Mean,
    minimum_base: 50,
    source: SOURCE,
    ..Key::of(&BAROMETER)
};
