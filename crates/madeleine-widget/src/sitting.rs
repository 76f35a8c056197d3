//! One sitting: a person, a survey, a place in the page. Carries out what the flow decides, in its order.

use crate::page::{Control, Moment, Page};
use madeleine_core::response::Durability;
use madeleine_core::scale::{Labels, Marks, Scale};
use madeleine_core::survey::flow::{self, Effect, Event, State, Step};
use madeleine_core::survey::wording::{Wording, label_key};
use madeleine_core::survey::{Item, Surface, Survey};
use madeleine_core::wire::Tape;
use madeleine_core::{Answer, Form, Ratio};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;

/// How long a chosen answer stays on the screen once it is on disk: long enough to be seen, short enough not to wait.
const CHOSEN_MS: u32 = 140;
/// How long the thanks stay where the survey lies over the page.
const THANKS_MS: u32 = 4_000;

/// One person's way through a survey.
#[wasm_bindgen]
pub struct Sitting {
    definition: Tape,
    page: Page,
    stand: RefCell<Stand>,
    /// What is to be done once the answer is on disk.
    next: Cell<&'static [Effect]>,
    /// An answer is on its way to the disk: further taps wait for their question.
    busy: Cell<bool>,
    /// She closed the survey meanwhile: that isn't forgotten.
    leaving: Cell<bool>,
}

/// Where the sitting stands, what is known of it, and the words of the language that it speaks.
struct Stand {
    words: Tape,
    state: State,
    facts: flow::Sitting,
}

#[wasm_bindgen]
impl Sitting {
    /// Reads a definition, a JSON text. `sample` is the share of visits that is asked, `device` phone, tablet or desktop, `draw` 32
    /// random bits.
    ///
    /// `undefined` comes back for a definition of which no question can be asked as it was meant: the scorer module explains
    /// what is wrong.
    pub fn open(definition: &str, sample: f64, device: String, draw: u32, page: Page) -> Option<Self> {
        let definition = Tape::read(definition)?;
        let survey = Survey::read(definition.root())?;
        let mut facts = flow::Sitting {
            device,
            shown_at: survey.privacy.time.cut(&page.now()),
            sample: Ratio::new(sample),
            ..flow::Sitting::default()
        };
        for name in &survey.context {
            if let Some(word) = page.context(name) {
                facts.context.push(((*name).into(), word));
            }
        }
        let state = State::start(&survey, page.clock() as u64, draw);
        let stand = RefCell::new(Stand { words: Tape::default(), state, facts });
        Some(Self { stand, definition, page, next: Cell::default(), busy: Cell::default(), leaving: Cell::default() })
    }

    /// Speaks a language from now on: `words` is a JSON text, `rtl` says that it is read from right to left. Before it has spoken one
    /// a sitting has no words.
    pub fn speak(&self, words: &str, locale: String, rtl: bool) {
        let Stand { words: own, facts, .. } = &mut *self.stand.borrow_mut();
        *own = Tape::read(words).unwrap_or_default();
        facts.locale = locale;
        facts.rtl = rtl;
    }

    /// Shows the question that it is at: the first one, or the same one anew.
    pub fn show(&self) {
        self.with(|survey| self.draw(survey));
    }

    /// The text of a wording key in the survey's language.
    pub fn text(&self, key: &str) -> String {
        self.with(|survey| {
            let Stand { words, facts, .. } = &*self.stand.borrow();
            wording(survey, words, &facts.locale).text(key)
        })
    }

    /// The label at a place of the question on the screen; empty for a point without words.
    pub fn label(&self, place: usize) -> String {
        let key = self.with(|survey| {
            let (item, options) = self.item(survey)?;
            Some(match &item.instrument.form {
                Form::Scale(scale) => {
                    let code = code_at(survey, scale, place as u32);
                    match scale.labels {
                        Labels::Each => label_key(scale.id, code),
                        Labels::Ends { low, .. } if code == scale.first => low.into(),
                        Labels::Ends { high, .. } if code == scale.last() => high.into(),
                        Labels::Ends { .. } => return None,
                    }
                }
                Form::Choice { options: own, .. } => own.get(place).copied().unwrap_or("ui.dk").into(),
                _ => (*options.get(place)?).into(),
            })
        });
        key.map(|key| self.text(&key)).unwrap_or_default()
    }

    /// Takes the places that were chosen (a bit for each) or the words that were written as the answer to the question on the
    /// screen.
    pub fn answer(&self, chosen: u32, written: &str) {
        if let Some(answer) = self.with(|survey| {
            let (item, options) = self.item(survey)?;
            answer_of(survey, item, &options, chosen, written)
        }) {
            self.dispatch(Event::Answer(answer));
        }
    }

    /// She passes the question over.
    pub fn skip(&self) {
        self.dispatch(Event::Skip);
    }

    /// She wants to see the question before again.
    pub fn back(&self) {
        self.dispatch(Event::Back);
    }

    /// She closes the survey: what she answered so far is kept and sent.
    pub fn close(&self) {
        self.dispatch(Event::Dismiss);
    }

    /// The snapshot is on disk, or can't be put there.
    pub fn saved(&self, on_disk: bool) {
        if !on_disk {
            // Storage is refused: the snapshot is held in memory, and says so.
            self.stand.borrow_mut().facts.durability = Durability::Memory;
            self.put(true);
        }
        let answered = self.next.get().first() == Some(&Effect::Show);
        if answered {
            self.page.tell(Moment::Answered);
        }
        self.page.later(if answered { CHOSEN_MS } else { 0 });
    }

    /// The time is over that [`Page::later`] asked for.
    pub fn tick(&self) {
        if self.busy.get() {
            self.carry_out(self.next.take());
        } else {
            self.dispatch(Event::Dismiss);
        }
    }
}

impl Sitting {
    /// The survey is read anew each time: it borrows from its text, and that costs less than holding both.
    fn with<T: Default>(&self, act: impl FnOnce(&Survey<'_>) -> T) -> T {
        Survey::read(self.definition.root()).map(|survey| act(&survey)).unwrap_or_default()
    }

    /// The question on the screen, with its options in the order in which they stand there.
    fn item<'a, 'b>(&self, survey: &'a Survey<'b>) -> Option<(&'a Item<'b>, Vec<&'b str>)> {
        let Stand { state, .. } = &*self.stand.borrow();
        let Step::Asking(at) = state.at else { return None };
        Some((survey.items.get(at)?, state.options(survey, at)))
    }

    fn dispatch(&self, event: Event) {
        if self.busy.replace(true) {
            self.leaving.set(self.leaving.get() || event == Event::Dismiss);
            return;
        }
        let now = self.page.clock() as u64;
        let effects = self.with(|survey| flow::step(survey, &mut self.stand.borrow_mut().state, event, now));
        self.carry_out(effects);
    }

    /// Carries effects out in their order. What comes after a `Save` waits until the answer is on disk.
    fn carry_out(&self, mut effects: &'static [Effect]) {
        while let [effect, rest @ ..] = effects {
            effects = rest;
            match effect {
                Effect::Save => {
                    self.next.set(rest);
                    self.put(false);
                    return;
                }
                Effect::Show => self.show(),
                Effect::Send => {
                    let completed = self.stand.borrow().state.at == Step::Thanks;
                    self.page.tell(if completed { Moment::Completed } else { Moment::Dismissed });
                }
                Effect::Close => {
                    // A survey without an answer leaves no trace but the event.
                    if self.stand.borrow().state.seq == 0 {
                        self.page.tell(Moment::Dismissed);
                    }
                    self.page.tell(Moment::Gone);
                }
            }
        }
        self.busy.set(false);
        if self.leaving.take() {
            self.dispatch(Event::Dismiss);
        }
    }

    /// Writes the snapshot as it stands into one line and puts it on disk.
    fn put(&self, in_memory: bool) {
        self.with(|survey| {
            let Stand { words, state, facts } = &mut *self.stand.borrow_mut();
            if facts.response_id.is_empty() {
                facts.response_id = self.page.id();
            }
            facts.submitted_at = survey.privacy.time.cut(&self.page.now());
            facts.wording = wording(survey, words, &facts.locale).fingerprint();
            let body = flow::snapshot(survey, state, facts);
            self.page.put(&facts.response_id, state.seq, &body, state.disposition().word(), in_memory);
        });
    }

    /// Shows what the state says.
    fn draw(&self, survey: &Survey<'_>) {
        let Some((item, options)) = self.item(survey) else {
            self.page.thank();
            if survey.surface == Surface::Popover {
                self.page.later(THANKS_MS);
            }
            return;
        };
        let (mut first, mut step, mut limit, mut alone) = (0, 1, item.max.into(), -1);
        let mut places = options.len() as u32;
        let control = match &item.instrument.form {
            Form::Scale(scale) => {
                places = scale.points.into();
                first = code_at(survey, scale, 0);
                step = code_at(survey, scale, 1) - first;
                if scale.marks == Marks::Faces { Control::Faces } else { Control::Numbers }
            }
            Form::Choice { options: own, unknown } => {
                places = own.len() as u32 + u32::from(*unknown);
                Control::Choice
            }
            Form::Multi { .. } => {
                alone = options.iter().position(|option| flow::is_none(option)).map_or(-1, |place| place as i32);
                Control::Several
            }
            Form::Text => {
                limit = item.max_chars.into();
                Control::Words
            }
        };
        let Stand { words, state, facts } = &*self.stand.borrow();
        let answer = if let Step::Asking(at) = state.at { state.answers[at].as_ref() } else { None };
        let (passed, all) = state.progress(survey);
        let words = wording(survey, words, &facts.locale);
        self.page.ask(
            control,
            &words.question(item),
            &item.instrument.stem.map(|stem| words.text(stem)).unwrap_or_default(),
            places,
            first,
            step,
            limit,
            alone,
            (0..places)
                .filter(|place| answer_is(survey, item, &options, answer, *place))
                .fold(0, |bits, place| bits | 1 << place),
            if let Some(Answer::Text(text)) = answer { text } else { "" },
            passed as u32,
            all as u32,
            state.previous(survey).is_some(),
            item.optional,
        );
    }
}

fn wording<'a>(
    survey: &'a Survey<'a>,
    words: &'a Tape,
    locale: &'a str,
) -> Wording<'a, impl Fn(&str) -> Option<String>> {
    let words = words.root();
    Wording { survey, locale, catalogue: move |key: &str| words.text_at(key).map(String::from) }
}

/// The code at a place of a scale.
fn code_at(survey: &Survey<'_>, scale: &Scale, place: u32) -> i32 {
    if survey.layout.high_first { scale.last() - place as i32 } else { scale.first + place as i32 }
}

/// The answer that places or words are.
fn answer_of(survey: &Survey<'_>, item: &Item<'_>, options: &[&str], chosen: u32, written: &str) -> Option<Answer> {
    let place = chosen.trailing_zeros();
    Some(match &item.instrument.form {
        Form::Text => Answer::Text(written.into()),
        _ if chosen == 0 => return None,
        Form::Scale(scale) => Answer::Code(code_at(survey, scale, place)),
        Form::Choice { options, .. } => match options.get(place as usize) {
            Some(option) => Answer::Option((*option).into()),
            None => Answer::Unknown,
        },
        Form::Multi { .. } => {
            let named = |(place, option): (usize, &&str)| (chosen >> place & 1 == 1).then(|| (*option).into());
            Answer::Options(options.iter().enumerate().filter_map(named).collect())
        }
    })
}

/// Whether what was answered before is at this place.
fn answer_is(survey: &Survey<'_>, item: &Item<'_>, options: &[&str], answer: Option<&Answer>, place: u32) -> bool {
    match answer {
        Some(Answer::Options(chosen)) => chosen.iter().any(|option| option == options[place as usize]),
        answer => answer_of(survey, item, options, 1 << place, "").as_ref() == answer,
    }
}
