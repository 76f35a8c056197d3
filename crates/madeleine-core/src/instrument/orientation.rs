//! Customer orientation, asked of employees: six statements, and how many people are highly, fairly or little oriented.
//! And their voice: which moments with customers are tense, which go well.
//!
//! An open set of this project; the cut-offs aren't validated. It isn't COS®, whose scoring is proprietary.

use super::{About, Direction, Form, Headline, Instrument, Key, Reads};
use crate::scale::AGREEMENT_7;

pub(super) static ORIENTATION: Instrument = Instrument {
    id: "orientation",
    form: Form::Scale(&AGREEMENT_7),
    stem: Some("orient.stem"),
    questions: &[
        ("example", "orient.example"),
        ("feedback", "orient.feedback"),
        ("freedom", "orient.freedom"),
        ("targets", "orient.targets"),
        ("contact", "orient.contact"),
        ("empathy", "orient.empathy"),
    ],
    about: About::Subjects,
};

const SOURCE: &str = "Open set of six statements after the two pillars of customer orientation (organisation, individual); wording and cut-offs of this project, not validated";

pub(super) static ORIENTATION_KEY: Key = Key {
    name: "Orientation statement, agree",
    short_name: "Orientation",
    favourable: &[4, 5, 6],
    unfavourable: &[0, 1, 2],
    source: SOURCE,
    ..Key::of(&ORIENTATION)
};

/// Categories: high (mean of 6 or more), medium (4.5 to less than 6), low. Of those who answered at least four statements.
pub(super) static LEVEL_KEY: Key = Key {
    id: "orientation_level",
    reads: Reads::Level { least: 4 },
    name: "Customer orientation, high minus low",
    short_name: "Orientation",
    headline: Headline::Net,
    favourable: &[0],
    unfavourable: &[2],
    minimum_base: 50,
    source: SOURCE,
    ..Key::of(&ORIENTATION)
};

pub(super) static VOICE: Instrument = Instrument {
    id: "voice",
    form: Form::Text,
    stem: None,
    questions: &[("relation", "voice.q")],
    about: About::Occasion,
};

pub(super) static VOICE_KEY: Key = Key {
    name: "Employee voice",
    short_name: "Employee voice",
    headline: Headline::Words,
    direction: Direction::Neutral,
    minimum_base: 10,
    source: "Open question to employees, wording of this project",
    ..Key::of(&VOICE)
};
