//! Reasons: up to a few of the coded reasons that the definition lists. Those of the three gaps (Zeithaml, Parasuraman
//! and Berry's gap model: knowing, designing, delivering what customers expect) also count by gap.

use super::{About, Direction, Form, Group, Headline, Instrument, Key};

pub(super) static REASONS: Instrument = Instrument {
    id: "reasons",
    form: Form::Multi { options: &[], shuffled: false },
    stem: None,
    questions: &[("relation", "why.low")],
    about: About::Occasion,
};

pub(super) static REASONS_KEY: Key = Key {
    name: "Reasons",
    short_name: "Reasons",
    columns: &["why", "reason"],
    headline: Headline::EachOption,
    direction: Direction::Neutral,
    groups: &[
        Group { id: "knowledge", options: &["reason.gap.k.unresolved", "reason.gap.k.misunderstood"] },
        Group { id: "design", options: &["reason.gap.d.channel", "reason.gap.d.automated", "reason.gap.d.impersonal"] },
        Group {
            id: "delivery",
            options: &["reason.gap.i.missed", "reason.gap.i.wait", "reason.gap.i.repeat", "reason.gap.i.rude"],
        },
    ],
    source: "Share of those asked who named each reason; several may be named, shares don't add up to 100 %",
    ..Key::of(&REASONS)
};
