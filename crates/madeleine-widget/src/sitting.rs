//! One sitting: a person, a survey, a place in the page. Carries out what the flow decides, in its order.

use crate::page::Page;
use crate::view::{Question, View};
use gloo_timers::callback::Timeout;
use js_sys::Array;
use madeleine_core::response::Durability;
use madeleine_core::survey::flow::{self, Effect, Event, State, Step};
use madeleine_core::survey::wording::Wording;
use madeleine_core::survey::{Surface, Target};
use madeleine_core::wire::write_response;
use madeleine_core::{Ratio, Response, Survey};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, KeyboardEvent, ShadowRoot};

/// How long a chosen answer stays on the screen once it is on disk: long enough to be seen, short enough not to wait.
const CHOSEN_MS: u32 = 140;
/// How long the thanks stay where the survey lies over the page.
const THANKS_MS: u32 = 4_000;

/// A survey that stands in a page. Dropping it releases every listener.
#[wasm_bindgen]
pub struct Mounted {
    sitting: Rc<Sitting>,
    listener: Closure<dyn Fn(web_sys::Event)>,
}

/// What the card listens for.
const EVENTS: [&str; 5] = ["click", "keydown", "pointerdown", "input", "submit"];

impl Drop for Mounted {
    fn drop(&mut self) {
        for name in EVENTS {
            let listener = self.listener.as_ref().unchecked_ref();
            let _ = self.sitting.view.card().remove_event_listener_with_callback(name, listener);
        }
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Closes the survey as if the person had: what she answered so far is kept and sent.
    pub fn close(&self) {
        self.sitting.dispatch(Event::Dismiss);
    }
}

struct Sitting {
    survey: Survey,
    locale: String,
    page: Page,
    view: View,
    endpoints: Array,
    state: RefCell<State>,
    response: RefCell<Response>,
    /// The snapshot that was saved last, as it lies on disk.
    saved: RefCell<String>,
    /// An answer is on its way to the disk: further taps wait for their question.
    busy: Cell<bool>,
    /// She closed the survey meanwhile: that isn't forgotten.
    leaving: Cell<bool>,
    /// The last key moved the choice, so choosing isn't answering yet.
    choosing: Cell<bool>,
}

pub(crate) fn mount(root: ShadowRoot, survey: Survey, locale: String, sample: f64, page: Page) -> Option<Mounted> {
    let document = root.owner_document()?;
    let endpoints = Array::new();
    for deliver in &survey.deliver {
        if let Target::Endpoint(to) = &deliver.to {
            endpoints.push(&to.into());
        }
    }
    let mut response = flow::response_to(&survey);
    response.device = page.device();
    response.shown_at = survey.privacy.time.cut(&page.now());
    response.locale = locale.clone();
    response.sample = Ratio::new(sample);
    for name in &survey.context {
        if let Some(word) = page.context(name) {
            response.context.push((name.clone(), word));
        }
    }
    let sitting = Rc::new(Sitting {
        state: RefCell::new(State::start(&survey, page.clock() as u64, page.draw())),
        view: View::attach(&document, root),
        response: RefCell::new(response),
        saved: RefCell::default(),
        busy: Cell::new(false),
        leaving: Cell::new(false),
        choosing: Cell::new(false),
        survey,
        locale,
        page,
        endpoints,
    });
    let fingerprint = sitting.wording().fingerprint();
    sitting.response.borrow_mut().wording = fingerprint;
    let name = |key| sitting.wording().text(key);
    sitting.view.name(&sitting.locale, &name("ui.region"), &name("ui.close"), &name("ui.back"));
    sitting.show();
    let listener = sitting.listen();
    Some(Mounted { sitting, listener })
}

impl Sitting {
    fn listen(self: &Rc<Self>) -> Closure<dyn Fn(web_sys::Event)> {
        let sitting = Rc::clone(self);
        let listener = Closure::new(move |event: web_sys::Event| sitting.on(&event));
        for name in EVENTS {
            let _ = self.view.card().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        listener
    }

    fn on(self: &Rc<Self>, event: &web_sys::Event) {
        match &*event.type_() {
            "click" => self.on_click(event),
            "keydown" => self.on_key(event),
            "pointerdown" => self.choosing.set(false),
            // A tap moves on by itself: the button to go on would only flash.
            "input" if self.choosing.get() || !is_radio(event) => {
                self.with_question(|question| self.view.refresh(question));
            }
            "submit" => {
                event.prevent_default();
                self.answer();
            }
            _ => {}
        }
    }

    fn on_click(self: &Rc<Self>, event: &web_sys::Event) {
        if is_radio(event) {
            // Arrow keys click, too, while they move the choice: only a tap or the space bar answers.
            if !self.choosing.get() {
                self.answer();
            }
            return;
        }
        let Some(target) = event.target() else { return };
        let Ok(Some(button)) = target.unchecked_ref::<Element>().closest("[data-do]") else { return };
        match button.get_attribute("data-do").as_deref() {
            Some("close") => self.dispatch(Event::Dismiss),
            Some("back") => self.dispatch(Event::Back),
            Some("skip") => self.dispatch(Event::Skip),
            _ => {}
        }
    }

    fn on_key(self: &Rc<Self>, event: &web_sys::Event) {
        let event: &KeyboardEvent = event.unchecked_ref();
        let key = event.key();
        self.choosing.set(key.starts_with("Arrow"));
        // While letters are being composed (Japanese, accents), Escape and Enter belong to that.
        if event.is_composing() {
            return;
        }
        if key == "Escape" {
            self.dispatch(Event::Dismiss);
        } else if key == "Enter" && is_radio(event.unchecked_ref()) {
            event.prevent_default();
            self.answer();
        }
    }

    /// Takes what is chosen or written as the answer to the question on the screen.
    fn answer(self: &Rc<Self>) {
        let answer = self.with_question(|question| self.view.answer(question)).flatten();
        if let Some(answer) = answer {
            self.dispatch(Event::Answer(answer));
        }
    }

    fn dispatch(self: &Rc<Self>, event: Event) {
        if self.busy.replace(true) {
            self.leaving.set(self.leaving.get() || event == Event::Dismiss);
            return;
        }
        let state = self.state.borrow().clone();
        let answered = matches!(event, Event::Answer(_));
        let (state, effects) = flow::step(&self.survey, state, event, self.page.clock() as u64);
        *self.state.borrow_mut() = state;
        self.carry_out(effects.into_iter(), answered);
    }

    /// Carries effects out in their order. What comes after a `Save` waits until the answer is on disk.
    fn carry_out(self: &Rc<Self>, mut effects: std::vec::IntoIter<Effect>, answered: bool) {
        while let Some(effect) = effects.next() {
            match effect {
                Effect::Save => {
                    let sitting = Rc::clone(self);
                    self.save(move || {
                        if answered {
                            sitting.tell("madeleine-answer", None);
                        }
                        let pause = if answered { CHOSEN_MS } else { 0 };
                        Timeout::new(pause, move || sitting.carry_out(effects, false)).forget();
                    });
                    return;
                }
                Effect::Show => self.show(),
                Effect::Send => self.end(),
                Effect::Close => self.leave(),
            }
        }
        self.busy.set(false);
        if self.leaving.take() {
            self.dispatch(Event::Dismiss);
        }
    }

    /// Puts the snapshot on disk, for each endpoint, and goes on when it is there.
    fn save(self: &Rc<Self>, then: impl FnOnce() + 'static) {
        self.write_line();
        let sitting = Rc::clone(self);
        let done = Closure::once_into_js(move |on_disk: bool| {
            if !on_disk {
                // Storage is refused: the snapshot is held in memory, and says so.
                sitting.response.borrow_mut().durability = Durability::Memory;
                sitting.write_line();
                let response = sitting.response.borrow();
                sitting.page.hold(&response.response_id, response.seq, &sitting.endpoints, &sitting.saved.borrow());
            }
            then();
        });
        let response = self.response.borrow();
        let body = self.saved.borrow();
        self.page.put(&response.response_id, response.seq, &self.endpoints, &body, done.unchecked_ref());
    }

    /// Writes the snapshot as it stands into one line.
    fn write_line(&self) {
        let mut response = self.response.borrow_mut();
        if response.response_id.is_empty() {
            response.response_id = self.page.id();
        }
        response.submitted_at = self.survey.privacy.time.cut(&self.page.now());
        flow::record(&self.survey, &self.state.borrow(), &mut response);
        *self.saved.borrow_mut() = write_response(&response);
    }

    /// The sitting has ended: tells the page and sends.
    fn end(&self) {
        let completed = self.state.borrow().at == Step::Thanks;
        let told = self.survey.deliver.iter().any(|deliver| deliver.to == Target::Event);
        let snapshot = told.then(|| self.saved.borrow().clone());
        self.tell(if completed { "madeleine-complete" } else { "madeleine-dismiss" }, snapshot);
        self.page.send();
    }

    fn tell(&self, event: &str, snapshot: Option<String>) {
        self.page.tell(event, &self.survey.id, snapshot);
    }

    /// Draws what the state says.
    fn show(self: &Rc<Self>) {
        if self.with_question(|question| self.view.show(question)).is_some() {
            return;
        }
        let words = self.wording();
        self.view.thank(&words.text("ui.thanks"), &words.text("ui.thanks_sub"));
        if self.survey.surface == Surface::Popover {
            let sitting = Rc::clone(self);
            Timeout::new(THANKS_MS, move || sitting.dispatch(Event::Dismiss)).forget();
        }
    }

    /// Takes the survey out of the page. A survey without an answer leaves no trace but the event.
    fn leave(&self) {
        if self.state.borrow().seq == 0 {
            self.tell("madeleine-dismiss", None);
        }
        self.page.leave();
    }

    /// The question on the screen with what was answered to it before, if there is one.
    fn with_question<T>(&self, act: impl FnOnce(&Question<'_>) -> T) -> Option<T> {
        let state = self.state.borrow();
        let Step::Asking(item) = state.at else { return None };
        let words = self.wording();
        Some(act(&Question {
            item: &self.survey.items[item],
            text: words.question(&self.survey.items[item]),
            answer: state.answers[item].as_ref(),
            progress: state.progress(&self.survey),
            back: state.previous(&self.survey).is_some(),
            words: &|key| words.text(key),
        }))
    }

    fn wording(&self) -> Wording<'_, impl Fn(&str) -> Option<String>> {
        Wording { survey: &self.survey, locale: &self.locale, catalogue: |key: &str| self.page.words(key) }
    }
}

/// Whether an event comes from one point of a scale or one of several options.
fn is_radio(event: &web_sys::Event) -> bool {
    let kind = event.target().and_then(|target| target.unchecked_ref::<Element>().get_attribute("type"));
    kind.as_deref() == Some("radio")
}
