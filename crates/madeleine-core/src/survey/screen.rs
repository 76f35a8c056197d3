//! What stands on the screen when a question is asked: its words and its control, before anything is drawn.

use super::flow::{self, State, Step};
use super::wording::{Wording, label_key};
use super::{Item, Survey};
use crate::instrument::Form;
use crate::response::Answer;
use crate::scale::{Labels, Marks, Scale};

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// One of five faces.
    Faces,
    /// One of a row of numbers.
    Numbers,
    /// One of a few options.
    Choice,
    /// Several of some options.
    Several,
    /// Words of the person's own.
    Words,
}

/// The question of an item, with its options in the order in which they stand there.
pub struct Question<'a, 's> {
    survey: &'s Survey<'a>,
    /// What is asked.
    pub item: &'s Item<'a>,
    options: Vec<&'a str>,
    at: usize,
}

/// What the person can do with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices {
    /// By what means she answers.
    pub control: Control,
    /// How many places there are to choose from.
    pub places: u32,
    /// Of a scale, the number of the first place.
    pub first: i32,
    /// Of a scale, from one place's number to the next one's.
    pub step: i32,
    /// How many options may be chosen of several, or how many characters written.
    pub limit: u32,
    /// The place of the option that is chosen alone, or −1.
    pub alone: i32,
}

impl<'a, 's> Question<'a, 's> {
    /// The question that a sitting is at; none at the thanks.
    pub fn at(survey: &'s Survey<'a>, state: &State) -> Option<Self> {
        let Step::Asking(at) = state.at else { return None };
        Some(Self { survey, item: survey.items.get(at)?, options: state.options(survey, at), at })
    }

    /// What there is to choose.
    pub fn choices(&self) -> Choices {
        let (mut first, mut step, mut limit, mut alone) = (0, 1, self.item.max.into(), -1);
        let mut places = self.options.len() as u32;
        let control = match &self.item.instrument.form {
            Form::Scale(scale) => {
                places = scale.points.into();
                first = self.code_at(scale, 0);
                step = self.code_at(scale, 1) - first;
                if scale.marks == Marks::Faces { Control::Faces } else { Control::Numbers }
            }
            Form::Choice { options: own, unknown } => {
                places = own.len() as u32 + u32::from(*unknown);
                Control::Choice
            }
            Form::Multi { .. } => {
                alone = self.options.iter().position(|option| flow::is_none(option)).map_or(-1, |place| place as i32);
                Control::Several
            }
            Form::Text => {
                limit = self.item.max_chars.into();
                Control::Words
            }
        };
        Choices { control, places, first, step, limit, alone }
    }

    /// The wording key of the label at a place; none for a point without words.
    pub fn label_key(&self, place: u32) -> Option<String> {
        Some(match &self.item.instrument.form {
            Form::Scale(scale) => {
                let code = self.code_at(scale, place);
                match scale.labels {
                    Labels::Each => label_key(scale.id, code),
                    Labels::Ends { low, .. } if code == scale.first => low.into(),
                    Labels::Ends { high, .. } if code == scale.last() => high.into(),
                    Labels::Ends { .. } => return None,
                }
            }
            Form::Choice { options, .. } => options.get(place as usize).copied().unwrap_or("ui.dk").into(),
            _ => (*self.options.get(place as usize)?).into(),
        })
    }

    /// What stands before the question; empty for most instruments.
    pub fn stem<C: Fn(&str) -> Option<String>>(&self, words: &Wording<'_, C>) -> String {
        self.item.instrument.stem.map(|stem| words.text(stem)).unwrap_or_default()
    }

    /// The answer that chosen places (a bit for each) or written words are.
    pub fn answer(&self, chosen: u32, written: &str) -> Option<Answer> {
        let place = chosen.trailing_zeros();
        Some(match &self.item.instrument.form {
            Form::Text => Answer::Text(written.into()),
            _ if chosen == 0 => return None,
            Form::Scale(scale) => Answer::Code(self.code_at(scale, place)),
            Form::Choice { options, .. } => match options.get(place as usize) {
                Some(option) => Answer::Option((*option).into()),
                None => Answer::Unknown,
            },
            Form::Multi { .. } => {
                let named = |(place, option): (usize, &&str)| (chosen >> place & 1 == 1).then(|| (*option).into());
                Answer::Options(self.options.iter().enumerate().filter_map(named).collect())
            }
        })
    }

    /// The answer that was given before, if there is one.
    pub fn answered<'b>(&self, state: &'b State) -> Option<&'b Answer> {
        state.answers[self.at].as_ref()
    }

    /// A bit for each of so many places that an answer chose.
    pub fn chosen(&self, answer: Option<&Answer>, places: u32) -> u32 {
        let chosen = |place: &u32| match answer {
            Some(Answer::Options(chosen)) => chosen.iter().any(|option| option == self.options[*place as usize]),
            // Options that no answer takes may be more than there are bits.
            answer => self.answer(1_u32.wrapping_shl(*place), "").as_ref() == answer,
        };
        (0..places).filter(chosen).fold(0, |bits, place| bits | 1_u32.wrapping_shl(place))
    }

    /// The code at a place of a scale.
    fn code_at(&self, scale: &Scale, place: u32) -> i32 {
        if self.survey.layout.high_first { scale.last() - place as i32 } else { scale.first + place as i32 }
    }
}
