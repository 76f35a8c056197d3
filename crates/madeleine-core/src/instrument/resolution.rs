//! First-contact resolution as the person sees it: is the request resolved now, and how often did she have to ask?

use super::{About, Form, Instrument, Key, Reads};

pub(super) static FCR: Instrument = Instrument {
    id: "fcr",
    form: Form::Choice { options: &["fcr.yes", "fcr.no", "fcr.pending"], unknown: true },
    stem: None,
    questions: &[("support", "fcr.q")],
    about: About::Occasion,
};

pub(super) static FCR_KEY: Key = Key {
    name: "Resolved",
    short_name: "Resolved",
    favourable: &[0],
    unfavourable: &[1],
    source: "Perceived resolution: yes ÷ (yes + no + not yet); \"not yet\" stays in the base",
    ..Key::of(&FCR)
};

pub(super) static CONTACTS: Instrument = Instrument {
    id: "contacts",
    form: Form::Choice { options: &["fcr.t1", "fcr.t2", "fcr.t3"], unknown: false },
    stem: None,
    questions: &[("support", "fcr.times")],
    about: About::Occasion,
};

pub(super) static CONTACTS_KEY: Key = Key {
    name: "One contact",
    short_name: "Contacts",
    columns: &["fcr_times"],
    favourable: &[0],
    unfavourable: &[1, 2],
    source: "Contacts about one request as the person counts them, over all channels; share of one",
    ..Key::of(&CONTACTS)
};

/// Categories: resolved at the first contact, resolved later, not resolved (or not yet).
pub(super) static FIRST_CONTACT_KEY: Key = Key {
    id: "fcr_strict",
    reads: Reads::FirstContact,
    name: "Resolved at the first contact",
    short_name: "First contact",
    favourable: &[0],
    unfavourable: &[2],
    source: "Strict first-contact resolution: resolved and one contact ÷ (no + not yet + yes with a number of contacts)",
    ..Key::of(&FCR)
};
