//! Whether a page gave what was looked for.

use super::{About, Form, Instrument, Key};

pub(super) static FOUND: Instrument = Instrument {
    id: "found",
    form: Form::Choice { options: &["fcr.yes", "page.partly", "fcr.no"], unknown: false },
    stem: None,
    questions: &[("content", "page.q")],
    about: About::Occasion,
};

pub(super) static FOUND_KEY: Key = Key {
    name: "Found what they looked for",
    short_name: "Found",
    columns: &["page"],
    favourable: &[0],
    unfavourable: &[2],
    source: "Task success as the visitor sees it, wording of this project; share of yes, \"partly\" stays in the base",
    ..Key::of(&FOUND)
};
