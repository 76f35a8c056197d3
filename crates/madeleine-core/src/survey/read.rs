//! Reading a definition, once its author has had it [checked](super::check_survey).

use super::schema::{DIRECTIONS, GRAINS, MAX_OPTIONS, ORDERS, ORIENTATIONS, SURFACES};
use super::{Item, Layout, Privacy, Surface, Survey, TimeGrain};
use crate::instrument::{self, About, Form};
use crate::wire::{MAX_TEXT_CHARS, Node, Value};

/// The place of a word in its list; the first where there is none.
fn place(at: Value<'_>, name: &str, words: &[&str]) -> usize {
    let found = at.word(name);
    words.iter().position(|word| *word == found).unwrap_or(0)
}

fn texts<'a>(at: Value<'a>, name: &str) -> Vec<&'a str> {
    at.list(name).into_iter().filter_map(Node::text).collect()
}

fn whole(at: Value<'_>, name: &str, default: f64, most: f64) -> u16 {
    at.number_at(name).unwrap_or(default).clamp(1.0, most) as u16
}

fn item(at: Value<'_>) -> Option<Item<'_>> {
    let instrument = instrument::find(at.word("instrument"))?;
    let subject = at.text_at("subject");
    let mut options = texts(at, "options");
    let mut shuffle = false;
    if let Form::Multi { options: own, shuffled } = &instrument.form {
        if options.is_empty() {
            options = own.to_vec();
        }
        shuffle = at.own("shuffle").and_then(Node::truth).unwrap_or(*shuffled);
        // Each place on the screen has a bit of 32.
        if options.is_empty() || options.len() > MAX_OPTIONS {
            return None;
        }
    }
    if (instrument.about == About::Occasion) != subject.is_none() {
        return None;
    }
    Some(Item {
        id: at.word("id"),
        instrument,
        subject,
        question: at.text_at("question"),
        options,
        shuffle,
        max: whole(at, "max", 3.0, 30.0) as u8,
        max_chars: whole(at, "max_chars", 500.0, MAX_TEXT_CHARS as f64),
        optional: at.is("optional"),
        show_if: at.own("show_if"),
    })
}

impl<'a> Survey<'a> {
    /// Reads a definition in which [`check_survey`](super::check_survey) finds nothing wrong.
    ///
    /// Of a wrong one it takes what shows nobody a wrong question: keys that it doesn't know are passed over, numbers brought
    /// into their range. `None` comes back where a question can't be asked as it was meant: an unknown instrument, a subject
    /// or options missing, no question at all. The widget carries this reader alone; what is wrong is told where authors look.
    ///
    /// ```
    /// use madeleine_core::{Survey, wire::Tape};
    /// let json = r#"{"v":1,"id":"checkout","touchpoint":"checkout","items":[{"id":"csat","instrument":"csat"}]}"#;
    /// let tape = Tape::read(json).expect("JSON");
    /// assert_eq!(Survey::read(tape.root()).expect("a survey").items[0].instrument.id, "csat");
    /// ```
    pub fn read(at: Value<'a>) -> Option<Self> {
        let mut items = Vec::new();
        for at in at.list("items") {
            items.push(item(at)?);
        }
        let layout = at.own("layout").unwrap_or_default();
        let privacy = at.own("privacy").unwrap_or_default();
        let survey = Self {
            id: at.word("id"),
            version: at.number_at("version").unwrap_or(1.0) as u32,
            brand: at.word("brand"),
            touchpoint: at.word("touchpoint"),
            stage: at.word("stage"),
            channel: at.word("channel"),
            surface: Surface::ALL[place(at, "surface", SURFACES)],
            layout: Layout {
                column: place(layout, "orientation", ORIENTATIONS) == 1,
                high_first: place(layout, "order", ORDERS) == 1,
                ltr: place(layout, "direction", DIRECTIONS) == 1,
            },
            items,
            text: at.own("text").unwrap_or_default(),
            context: texts(at, "context"),
            privacy: Privacy {
                time: [TimeGrain::Minute, TimeGrain::Hour, TimeGrain::Day][place(privacy, "time", GRAINS)],
                redact: privacy.own("redact").is_none_or(|at| at.truth() != Some(false)),
            },
        };
        (!survey.items.is_empty()).then_some(survey)
    }
}
