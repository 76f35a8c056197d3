//! Influence: what made people buy. Several may be named.

use super::{About, Direction, Form, Headline, Instrument, Key};

pub(super) static INFLUENCE: Instrument = Instrument {
    id: "influence",
    form: Form::Multi {
        options: &["infl.reputation", "infl.wom", "infl.reviews", "infl.past", "reason.other"],
        shuffled: false,
    },
    stem: None,
    questions: &[("relation", "infl.q")],
    about: About::Occasion,
};

pub(super) static INFLUENCE_KEY: Key = Key {
    name: "What influenced the purchase",
    short_name: "Influence",
    columns: &["infl"],
    headline: Headline::EachOption,
    direction: Direction::Neutral,
    source: "After items of Oracle's customer experience survey 2012; several may be named, shares don't add up to 100 %",
    ..Key::of(&INFLUENCE)
};
