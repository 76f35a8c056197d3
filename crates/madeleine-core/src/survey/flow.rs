//! The way through a survey, as a pure function: a state and an event give the next state and what is to be done.
//!
//! Nothing here shows, stores or sends. The widget carries the effects out in their order, and waits for
//! [`Effect::Save`] to be on disk before it does the next: acknowledged means on disk.

use super::schema::{ORDERS, ORIENTATIONS};
use super::{Item, Survey, condition};
use crate::Ratio;
use crate::instrument::Form;
use crate::response::{Answer, Durability, Response, State as Disposition};
use crate::wire::{self, Line, LineItem};

/// Where one person stands in a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What is on the screen.
    pub at: Step,
    /// One place per item; empty until answered.
    pub answers: Vec<Option<Answer>>,
    /// Which items have been shown.
    pub shown: Vec<bool>,
    /// Milliseconds from showing an item to its answer.
    pub ms: Vec<u32>,
    /// Number of the last snapshot; 0 before the first answer.
    pub seq: u32,
    /// When the item on the screen was shown, in milliseconds of a clock that never runs backwards.
    since: u64,
    /// 32 random bits for the rules that draw by chance.
    draw: u32,
}

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The item of this index.
    Asking(usize),
    /// The thanks.
    Thanks,
    /// Nothing any more.
    Closed,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The person answered the item on the screen.
    Answer(Answer),
    /// She passed it over.
    Skip,
    /// She wants to see the question before again.
    Back,
    /// She closed the survey.
    Dismiss,
}

/// What is to be done, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Put the snapshot on disk; go on when it is there.
    Save,
    /// The sitting has ended: send what is saved.
    Send,
    /// Show what [`State::at`] says.
    Show,
    /// Take the survey away.
    Close,
}

impl State {
    /// At the first question. `now` is in milliseconds, `draw` 32 random bits.
    pub fn start(survey: &Survey<'_>, now: u64, draw: u32) -> Self {
        let items = survey.items.len();
        let mut state = Self {
            at: Step::Closed,
            answers: vec![None; items],
            shown: vec![false; items],
            ms: vec![0; items],
            seq: 0,
            since: now,
            draw,
        };
        state.show_from(survey, 0, now);
        state
    }

    /// Back where somebody stood, from the last snapshot of the sitting: at the first question that is still open.
    pub fn resume(survey: &Survey<'_>, saved: &Response, now: u64, draw: u32) -> Self {
        let mut state = Self::start(survey, now, draw);
        state.seq = saved.seq;
        for (i, item) in survey.items.iter().enumerate() {
            state.answers[i] = saved.answer(item.id).filter(|answer| offers(item, answer)).cloned();
            state.shown[i] |= saved.shown.iter().any(|id| id == item.id);
            state.ms[i] = saved.ms.iter().find(|(id, _)| *id == item.id).map_or(0, |(_, ms)| *ms);
        }
        let open = (0..survey.items.len()).find(|&i| state.answers[i].is_none() && state.visible(survey, i));
        state.show_from(survey, open.unwrap_or(survey.items.len()), now);
        state
    }

    /// Whether an item is shown, given the answers so far.
    fn visible(&self, survey: &Survey<'_>, item: usize) -> bool {
        let draw = self.draw_for(item);
        survey.items[item].show_if.is_none_or(|rule| condition::holds(rule, &survey.items, &self.answers, draw))
    }

    /// Goes to the next visible item from `first` on. Answers to items that are passed on the way lose their question
    /// and are taken back.
    fn show_from(&mut self, survey: &Survey<'_>, first: usize, now: u64) {
        for item in first..survey.items.len() {
            if self.visible(survey, item) {
                self.shown[item] = true;
                self.since = now;
                self.at = Step::Asking(item);
                return;
            }
            self.answers[item] = None;
        }
        self.at = Step::Thanks;
    }

    /// The question before the one on the screen, if there is one.
    pub fn previous(&self, survey: &Survey<'_>) -> Option<usize> {
        let Step::Asking(item) = self.at else { return None };
        (0..item).rev().find(|&i| self.shown[i] && self.visible(survey, i))
    }

    /// The options of an item in the order in which they stand on the screen. Where that is chance's, the ones that mean
    /// "something else" and "nothing of these" stay at the end.
    pub fn options<'a>(&self, survey: &Survey<'a>, item: usize) -> Vec<&'a str> {
        let Item { options, shuffle, .. } = &survey.items[item];
        let mut options = options.clone();
        let mut free = if *shuffle { options.len() } else { 0 };
        while free > 0 && (options[free - 1].ends_with(".other") || is_none(options[free - 1])) {
            free -= 1;
        }
        // Fisher and Yates, with Marsaglia's 32-bit xorshift, which never leaves 0.
        let mut bits = self.draw_for(item) | 1;
        while free > 1 {
            for shift in [13, -17, 5] {
                bits ^= if shift > 0 { bits << shift } else { bits >> -shift };
            }
            let other = ((u64::from(bits) * free as u64) >> 32) as usize;
            free -= 1;
            options.swap(free, other);
        }
        options
    }

    /// Every item draws for itself: the bits are mixed with its place (Knuth's multiplicative constant).
    fn draw_for(&self, item: usize) -> u32 {
        self.draw ^ (item as u32).wrapping_mul(0x9e37_79b9)
    }

    /// How far along the survey is: questions passed and all that may come, for the progress mark.
    pub fn progress(&self, survey: &Survey<'_>) -> (usize, usize) {
        match self.at {
            Step::Asking(item) => (item + 1, survey.items.len()),
            Step::Thanks | Step::Closed => (survey.items.len(), survey.items.len()),
        }
    }

    /// How far the sitting got.
    pub fn disposition(&self) -> Disposition {
        let answered = self.answers.iter().any(Option::is_some);
        match self.at {
            Step::Thanks => Disposition::Completed,
            Step::Closed if answered => Disposition::Dismissed,
            _ if answered => Disposition::Partial,
            _ => Disposition::Displayed,
        }
    }
}

/// Lets an event act on a state, and says what is to be done. An event that doesn't fit (an answer that the item doesn't
/// offer, a step back from the first question, anything after the end) changes nothing.
pub fn step(survey: &Survey<'_>, state: &mut State, event: Event, now: u64) -> &'static [Effect] {
    let Step::Asking(item) = state.at else {
        if event == Event::Dismiss && state.at == Step::Thanks {
            state.at = Step::Closed;
            return &[Effect::Close];
        }
        return &[];
    };
    match event {
        Event::Answer(answer) if offers(&survey.items[item], &answer) => take(survey, state, item, answer, now),
        Event::Skip if survey.items[item].optional => take(survey, state, item, Answer::Skipped, now),
        Event::Back => match state.previous(survey) {
            Some(previous) => {
                state.at = Step::Asking(previous);
                state.since = now;
                &[Effect::Show]
            }
            None => &[],
        },
        Event::Dismiss => {
            state.at = Step::Closed;
            if state.disposition() == Disposition::Displayed {
                return &[Effect::Close];
            }
            state.seq += 1;
            &[Effect::Close, Effect::Save, Effect::Send]
        }
        Event::Answer(_) | Event::Skip => &[],
    }
}

fn take(survey: &Survey<'_>, state: &mut State, item: usize, answer: Answer, now: u64) -> &'static [Effect] {
    state.answers[item] = Some(answer);
    state.ms[item] = now.saturating_sub(state.since).min(u64::from(u32::MAX)) as u32;
    state.seq += 1;
    state.show_from(survey, item + 1, now);
    if state.at == Step::Thanks { &[Effect::Save, Effect::Show, Effect::Send] } else { &[Effect::Save, Effect::Show] }
}

/// Whether an option says "nothing of these": its key ends in `.none`, and it is chosen alone.
pub fn is_none(option: &str) -> bool {
    option.ends_with(".none")
}

/// Whether an item offers this answer.
fn offers(item: &Item<'_>, answer: &Answer) -> bool {
    match (&item.instrument.form, answer) {
        (_, Answer::Skipped) => item.optional,
        (Form::Scale(scale), Answer::Code(code)) => scale.holds(*code),
        (Form::Choice { unknown, .. }, Answer::Unknown) => *unknown,
        (Form::Choice { options, .. }, Answer::Option(option)) => options.contains(&option.as_str()),
        (Form::Multi { .. }, Answer::Options(chosen)) => {
            !chosen.is_empty()
                && chosen.len() <= item.max as usize
                && chosen
                    .iter()
                    .all(|option| item.options.contains(&option.as_str()) && (chosen.len() == 1 || !is_none(option)))
        }
        (Form::Text, Answer::Text(text)) => {
            !text.is_empty() && text.chars().count() <= (item.max_chars as usize).min(wire::MAX_TEXT_CHARS)
        }
        _ => false,
    }
}

/// What the page knows of a sitting beside the survey and its state.
#[derive(Debug, Clone, Default)]
pub struct Sitting {
    /// 128 random bits as a short text, minted at the first answer.
    pub response_id: String,
    /// [Fingerprint](super::wording::Wording::fingerprint) of the words that are shown.
    pub wording: String,
    /// Language of the words shown.
    pub locale: String,
    /// Whether that language is read from right to left.
    pub rtl: bool,
    /// `phone`, `tablet` or `desktop`.
    pub device: String,
    /// When the first question was shown, cut to what the survey's privacy allows.
    pub shown_at: String,
    /// When this snapshot is made, cut likewise.
    pub submitted_at: String,
    /// What the page said of the occasion, under the names that the definition lists.
    pub context: Vec<(String, String)>,
    /// Share of visits that are asked.
    pub sample: Option<Ratio>,
    /// Where the snapshot will lie before it is sent.
    pub durability: Durability,
}

/// The snapshot that [`Effect::Save`] puts on disk: one line of JSON that says where the sitting stands.
pub fn snapshot(survey: &Survey<'_>, state: &State, sitting: &Sitting) -> String {
    let shown = survey.items.iter().enumerate().filter(|(i, _)| state.shown[*i]);
    let items: Vec<LineItem<'_>> = shown
        .map(|(i, item)| LineItem {
            id: item.id,
            instrument: item.instrument.id,
            subject: item.subject.unwrap_or_default(),
            shown: true,
            answer: state.answers[i].as_ref(),
            ms: state.answers[i].as_ref().map(|_| state.ms[i]),
            order: if item.shuffle { state.options(survey, i) } else { Vec::new() },
        })
        .collect();
    let layout = survey.layout;
    wire::write_line(&Line {
        response_id: &sitting.response_id,
        seq: state.seq,
        survey: survey.id,
        survey_version: survey.version,
        wording: &sitting.wording,
        state: state.disposition(),
        texts: &[
            ("touchpoint", survey.touchpoint),
            ("stage", survey.stage),
            ("channel", survey.channel),
            ("locale", &sitting.locale),
            ("surface", survey.surface.word()),
            ("device", &sitting.device),
            ("shown_at", &sitting.shown_at),
            ("submitted_at", &sitting.submitted_at),
        ],
        items: &items,
        layout: &[
            ("orientation", ORIENTATIONS[usize::from(layout.column)]),
            ("order", ORDERS[usize::from(layout.high_first)]),
            ("direction", if sitting.rtl && !layout.ltr { "rtl" } else { "ltr" }),
        ],
        context: &sitting.context,
        sample: sitting.sample,
        durability: sitting.durability,
    })
}
