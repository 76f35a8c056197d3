//! Moments of a journey: how it is going right now. Three or more of one journey, its end among them, give the peak-end
//! index: a diagnostic of what will be remembered, not a key figure.

use super::{About, Form, Headline, Instrument, Key, Reads};
use crate::scale::MOMENT_5;

/// The subject of the moment that ends a journey.
pub const END: &str = "end";

pub(super) static MOMENT: Instrument = Instrument {
    id: "moment",
    form: Form::Scale(&MOMENT_5),
    stem: None,
    questions: &[("", "moment.q")],
    about: About::Anything,
};

pub(super) static MOMENT_KEY: Key = Key {
    name: "Moment, mean",
    short_name: "Moment",
    headline: Headline::Mean,
    favourable: &[3, 4],
    unfavourable: &[0, 1],
    source: "Momentary rating on five worded points, wording of this project",
    ..Key::of(&MOMENT)
};

pub(super) static PEAK_END_KEY: Key = Key {
    id: "peak_end",
    reads: Reads::Journey,
    name: "Peak-end index",
    short_name: "Peak-end",
    headline: Headline::Mean,
    source: "Redelmeier & Kahneman 1996, Pain 66: (peak + end) ÷ 2 of journeys with an end and three moments or more",
    ..Key::of(&MOMENT)
};
