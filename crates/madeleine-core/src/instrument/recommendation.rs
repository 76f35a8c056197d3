//! Likelihood to recommend, 0 to 10, scored by the arithmetic of the Net Promoter Score®.
//!
//! Net Promoter, NPS and Net Promoter Score are registered marks of Bain & Company, Fred Reichheld and NICE Satmetrix:
//! the widget never shows them, and the report's label stays neutral unless the owner chooses otherwise.

use super::{About, Form, Headline, Instrument, Key, Link, Registered};
use crate::scale::LIKELIHOOD_11;

pub(super) static LTR11: Instrument = Instrument {
    id: "ltr11",
    form: Form::Scale(&LIKELIHOOD_11),
    stem: None,
    questions: &[("relation", "ltr.q")],
    about: About::Occasion,
};

pub(super) static LTR11_KEY: Key = Key {
    name: "Recommendation score (0–10)",
    short_name: "Recommendation",
    columns: &["ltr", "nps"],
    headline: Headline::Net,
    favourable: &[9, 10],
    unfavourable: &[0, 1, 2, 3, 4, 5, 6],
    minimum_base: 50,
    source: "Reichheld 2003 (HBR): 9–10 minus 0–6; interval of Rocks 2016 (arXiv:1601.07235)",
    registered: Some(Registered {
        name: "Net Promoter Score®",
        attribution: "Net Promoter®, Net Promoter System®, Net Promoter Score® and NPS® are registered trademarks of Bain & Company, Inc., NICE Satmetrix and Fred Reichheld.",
    }),
    link: Some(Link::Intention),
    ..Key::of(&LTR11)
};
