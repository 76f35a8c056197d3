//! Kano: how people would feel if a feature were there, and if it were not. The pair sorts the feature into must-be,
//! one-dimensional, attractive, indifferent, reverse or questionable. Answers are kinds, never points: no mean exists.

use super::{About, Direction, Form, Headline, Instrument, Key, Reads};

const FEELINGS: &[&str] = &["kano5.1", "kano5.2", "kano5.3", "kano5.4", "kano5.5"];

pub(super) static WITH: Instrument = Instrument {
    id: "kano_with",
    form: Form::Choice { options: FEELINGS, unknown: false },
    stem: None,
    questions: &[("", "kano.f")],
    about: About::Anything,
};

pub(super) static WITHOUT: Instrument = Instrument {
    id: "kano_without",
    form: Form::Choice { options: FEELINGS, unknown: false },
    stem: None,
    questions: &[("", "kano.d")],
    about: About::Anything,
};

const SOURCE: &str =
    "Kano et al. 1984; evaluation table of Berger et al. 1993, Center for Quality of Management Journal 2(4)";

pub(super) static WITH_KEY: Key = Key {
    name: "Kano, if the feature is there",
    short_name: "Kano, if the feature is there",
    headline: Headline::Kind,
    direction: Direction::Neutral,
    minimum_base: 50,
    source: SOURCE,
    ..Key::of(&WITH)
};

pub(super) static WITHOUT_KEY: Key = Key {
    name: "Kano, if the feature is missing",
    short_name: "Kano, if the feature is missing",
    headline: Headline::Kind,
    direction: Direction::Neutral,
    minimum_base: 50,
    source: SOURCE,
    ..Key::of(&WITHOUT)
};

/// Categories: the 25 pairs, row by row of the answer if the feature is there.
pub(super) static PAIR_KEY: Key = Key {
    id: "kano",
    reads: Reads::Pair,
    name: "Kano",
    short_name: "Kano",
    headline: Headline::Kind,
    direction: Direction::Neutral,
    minimum_base: 50,
    source: SOURCE,
    ..Key::of(&WITH)
};
