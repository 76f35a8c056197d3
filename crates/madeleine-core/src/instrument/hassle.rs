//! Hassle: how much trouble it was to get a problem dealt with, in three words.

use super::{About, Form, Headline, Instrument, Key};

pub(super) static HASSLE: Instrument = Instrument {
    id: "hassle",
    form: Form::Choice { options: &["hassle.1", "hassle.2", "hassle.3"], unknown: false },
    stem: None,
    questions: &[("returns", "hassle.q")],
    about: About::Occasion,
};

pub(super) static HASSLE_KEY: Key = Key {
    name: "Hassle, none minus a lot",
    short_name: "Hassle",
    headline: Headline::Net,
    favourable: &[2],
    unfavourable: &[0],
    minimum_base: 50,
    source: "After an item of Oracle's customer experience survey 2012: no real hassle minus a lot; the share with any hassle beside it",
    ..Key::of(&HASSLE)
};
