//! The way through a survey, as a pure function: a state and an event give the next state and what is to be done.
//!
//! Nothing here shows, stores or sends. The widget carries the effects out in their order, and waits for
//! [`Effect::Save`] to be on disk before it does the next: acknowledged means on disk.

use super::{Item, Survey};
use crate::instrument::Form;
use crate::response::{Answer, Response, State as Disposition};
use crate::wire;

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
    pub fn start(survey: &Survey, now: u64, draw: u32) -> Self {
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
    pub fn resume(survey: &Survey, saved: &Response, now: u64, draw: u32) -> Self {
        let mut state = Self::start(survey, now, draw);
        state.seq = saved.seq;
        for (i, item) in survey.items.iter().enumerate() {
            state.answers[i] = saved.answer(&item.id).filter(|answer| offers(item, answer)).cloned();
            state.shown[i] |= saved.shown.contains(&item.id);
            state.ms[i] = saved.ms.iter().find(|(id, _)| *id == item.id).map_or(0, |(_, ms)| *ms);
        }
        let open = (0..survey.items.len()).find(|&i| state.answers[i].is_none() && state.visible(survey, i));
        state.show_from(survey, open.unwrap_or(survey.items.len()), now);
        state
    }

    /// Whether an item is shown, given the answers so far.
    fn visible(&self, survey: &Survey, item: usize) -> bool {
        // Every item draws for itself: the bits are mixed with its place (Knuth's multiplicative constant).
        let draw = self.draw ^ (item as u32).wrapping_mul(0x9e37_79b9);
        survey.items[item].show_if.as_ref().is_none_or(|rule| rule.holds(&self.answers, draw))
    }

    /// Goes to the next visible item from `first` on. Answers to items that are passed on the way lose their question
    /// and are taken back.
    fn show_from(&mut self, survey: &Survey, first: usize, now: u64) {
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
    pub fn previous(&self, survey: &Survey) -> Option<usize> {
        let Step::Asking(item) = self.at else { return None };
        (0..item).rev().find(|&i| self.shown[i] && self.visible(survey, i))
    }

    /// How far along the survey is: questions passed and all that may come, for the progress mark.
    pub fn progress(&self, survey: &Survey) -> (usize, usize) {
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

/// What an event makes of a state, and what is to be done. An event that doesn't fit (an answer that the item doesn't
/// offer, a step back from the first question, anything after the end) changes nothing.
pub fn step(survey: &Survey, mut state: State, event: Event, now: u64) -> (State, Vec<Effect>) {
    let Step::Asking(item) = state.at else {
        let leave = event == Event::Dismiss && state.at == Step::Thanks;
        state.at = if leave { Step::Closed } else { state.at };
        return (state, if leave { vec![Effect::Close] } else { Vec::new() });
    };
    match event {
        Event::Answer(answer) if offers(&survey.items[item], &answer) => take(survey, state, item, answer, now),
        Event::Skip if survey.items[item].optional => take(survey, state, item, Answer::Skipped, now),
        Event::Back => match state.previous(survey) {
            Some(previous) => {
                state.at = Step::Asking(previous);
                state.since = now;
                (state, vec![Effect::Show])
            }
            None => (state, Vec::new()),
        },
        Event::Dismiss => {
            state.at = Step::Closed;
            if state.disposition() == Disposition::Displayed {
                return (state, vec![Effect::Close]);
            }
            state.seq += 1;
            (state, vec![Effect::Close, Effect::Save, Effect::Send])
        }
        Event::Answer(_) | Event::Skip => (state, Vec::new()),
    }
}

fn take(survey: &Survey, mut state: State, item: usize, answer: Answer, now: u64) -> (State, Vec<Effect>) {
    state.answers[item] = Some(answer);
    state.ms[item] = now.saturating_sub(state.since).min(u64::from(u32::MAX)) as u32;
    state.seq += 1;
    state.show_from(survey, item + 1, now);
    let effects = if state.at == Step::Thanks {
        vec![Effect::Save, Effect::Show, Effect::Send]
    } else {
        vec![Effect::Save, Effect::Show]
    };
    (state, effects)
}

/// Whether an option says "nothing of these": its key ends in `.none`, and it is chosen alone.
pub fn is_none(option: &str) -> bool {
    option.ends_with(".none")
}

/// Whether an item offers this answer.
fn offers(item: &Item, answer: &Answer) -> bool {
    match (&item.instrument.form, answer) {
        (_, Answer::Skipped) => item.optional,
        (Form::Scale(scale), Answer::Code(code)) => scale.holds(*code),
        (Form::Choice { unknown, .. }, Answer::Unknown) => *unknown,
        (Form::Choice { options, .. }, Answer::Option(option)) => options.contains(&option.as_str()),
        (Form::Multi { .. }, Answer::Options(chosen)) => {
            !chosen.is_empty()
                && chosen.len() <= item.max as usize
                && chosen.iter().all(|option| item.options.contains(option) && (chosen.len() == 1 || !is_none(option)))
        }
        (Form::Text, Answer::Text(text)) => {
            !text.is_empty() && text.chars().count() <= (item.max_chars as usize).min(wire::MAX_TEXT_CHARS)
        }
        _ => false,
    }
}

/// An empty response to a survey: what its definition says is filled in, what the page knows (id, wording, locale,
/// device, times, context, sample) is for the caller to add.
pub fn response_to(survey: &Survey) -> Response {
    Response {
        survey: survey.id.clone(),
        survey_version: survey.version,
        touchpoint: survey.touchpoint.clone(),
        stage: survey.stage.clone(),
        channel: survey.channel.clone(),
        surface: survey.surface.word().into(),
        ..Response::default()
    }
}

/// Brings a response up to where the sitting stands: the snapshot that [`Effect::Save`] puts on disk.
pub fn record(survey: &Survey, state: &State, response: &mut Response) {
    response.seq = state.seq;
    response.state = state.disposition();
    response.answers.clear();
    response.instruments.clear();
    response.subjects.clear();
    response.shown.clear();
    response.ms.clear();
    for (i, item) in survey.items.iter().enumerate().filter(|(i, _)| state.shown[*i]) {
        response.shown.push(item.id.clone());
        response.instruments.push((item.id.clone(), item.instrument.id.into()));
        if let Some(subject) = &item.subject {
            response.subjects.push((item.id.clone(), subject.clone()));
        }
        if let Some(answer) = &state.answers[i] {
            response.answers.push((item.id.clone(), answer.clone()));
            response.ms.push((item.id.clone(), state.ms[i]));
        }
    }
}
