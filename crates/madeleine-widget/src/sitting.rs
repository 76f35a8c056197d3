//! One sitting: a person, a survey, a place in the page. Carries out what the flow decides, in its order.

use crate::page::{Control, Moment, Page};
use madeleine_core::response::Durability;
use madeleine_core::survey::flow::{self, Effect, Event, State, Step};
use madeleine_core::survey::screen::Question;
use madeleine_core::survey::wording::Wording;
use madeleine_core::survey::{Surface, Survey};
use madeleine_core::wire::Tape;
use madeleine_core::{Answer, Ratio};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;

/// The page's names, in the order of the core's.
const CONTROLS: [Control; 5] = [Control::Faces, Control::Numbers, Control::Choice, Control::Several, Control::Words];
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
    pub fn label(&self, place: u32) -> String {
        let key = self.asked(|question| question.label_key(place));
        key.map(|key| self.text(&key)).unwrap_or_default()
    }

    /// Takes the places that were chosen (a bit for each) or the words that were written as the answer to the question on the
    /// screen.
    pub fn answer(&self, chosen: u32, written: &str) {
        if let Some(answer) = self.asked(|question| question.answer(chosen, written)) {
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

    /// Something of the question on the screen.
    fn asked<T>(&self, act: impl FnOnce(&Question<'_, '_>) -> Option<T>) -> Option<T> {
        self.with(|survey| act(&Question::at(survey, &self.stand.borrow().state)?))
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
        let Stand { words, state, facts } = &*self.stand.borrow();
        let Some(question) = Question::at(survey, state) else {
            self.page.thank();
            if survey.surface == Surface::Popover {
                self.page.later(THANKS_MS);
            }
            return;
        };
        let choices = question.choices();
        let answer = question.answered(state);
        let (passed, all) = state.progress(survey);
        let words = wording(survey, words, &facts.locale);
        self.page.ask(
            CONTROLS[choices.control as usize],
            &words.question(question.item),
            &question.stem(&words),
            choices.places,
            choices.first,
            choices.step,
            choices.limit,
            choices.alone,
            question.chosen(answer, choices.places),
            if let Some(Answer::Text(text)) = answer { text } else { "" },
            passed as u32,
            all as u32,
            state.previous(survey).is_some(),
            question.item.optional,
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
