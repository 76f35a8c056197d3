//! Emotional footprint: which of six good and six bad emotions were felt. Up to three, shown in an order of chance.

use super::{About, Direction, Form, Group, Headline, Instrument, Key};

const NONE: &str = "emo.none";
const GOOD: &[&str] = &["emo.joy", "emo.trust", "emo.relief", "emo.surprise", "emo.gratitude", "emo.valued"];
const BAD: &[&str] =
    &["emo.anger", "emo.frustration", "emo.worry", "emo.disappointment", "emo.confusion", "emo.boredom"];

pub(super) static EMOTIONS: Instrument = Instrument {
    id: "emotions",
    form: Form::Multi {
        options: &[
            GOOD[0], GOOD[1], GOOD[2], GOOD[3], GOOD[4], GOOD[5], BAD[0], BAD[1], BAD[2], BAD[3], BAD[4], BAD[5], NONE,
        ],
        shuffled: true,
    },
    stem: None,
    questions: &[("relation", "emo.q")],
    about: About::Occasion,
};

pub(super) static EMOTIONS_KEY: Key = Key {
    name: "Emotions",
    short_name: "Emotions",
    columns: &["emo"],
    headline: Headline::EachOption,
    direction: Direction::Neutral,
    groups: &[Group { id: "positive", options: GOOD }, Group { id: "negative", options: BAD }],
    minimum_base: 50,
    source: "Open list of twelve emotions, wording of this project; net: those who felt good ones only minus those who felt bad ones only",
    ..Key::of(&EMOTIONS)
};
