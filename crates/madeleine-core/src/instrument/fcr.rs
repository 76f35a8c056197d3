//! First-contact resolution as the person sees it: is the request resolved now?

use super::{Direction, Form, Headline, Instrument, Key};

pub(super) static INSTRUMENT: Instrument = Instrument {
    id: "fcr",
    form: Form::Choice { options: &["fcr.yes", "fcr.no", "fcr.pending"], unknown: true },
    stem: None,
    questions: &[("support", "fcr.q")],
};

pub(super) static KEY: Key = Key {
    instrument: &INSTRUMENT,
    name: "Resolved",
    columns: &[],
    headline: Headline::Share,
    direction: Direction::HigherIsBetter,
    favourable: &[0],
    unfavourable: &[1],
    minimum_base: 30,
    source: "Perceived resolution: yes ÷ (yes + no + not yet); \"not yet\" stays in the base",
};
