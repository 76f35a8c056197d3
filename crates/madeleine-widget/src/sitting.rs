//! One sitting: a person, a survey, a place in the page. Carries out what the flow decides, in its order.

use crate::js::{Js, object};
use crate::outbox::{self, Record};
use crate::view::{Question, View};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::future::TimeoutFuture;
use madeleine_core::response::Durability;
use madeleine_core::survey::flow::{self, Circumstances, Effect, Event, State, Step};
use madeleine_core::survey::wording::Wording;
use madeleine_core::survey::{Surface, Target};
use madeleine_core::wire::{Node as _, write_response};
use madeleine_core::{Ratio, Survey};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement, KeyboardEvent, Url, Window};

/// How long a chosen answer stays on the screen once it is on disk: long enough to be seen, short enough not to wait.
const CHOSEN_MS: u32 = 140;
/// How long the thanks stay where the survey lies over the page.
const THANKS_MS: u32 = 4_000;

/// A survey that stands in a page. Dropping it releases every listener.
#[wasm_bindgen]
pub struct Mounted {
    sitting: Rc<Sitting>,
    #[expect(dead_code, reason = "held: a listener is cancelled when dropped")]
    listeners: Vec<EventListener>,
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
    words: JsValue,
    host: HtmlElement,
    view: View,
    state: RefCell<State>,
    about: RefCell<Circumstances>,
    endpoints: Vec<String>,
    /// An answer is on its way to the disk: further taps wait for their question.
    busy: Cell<bool>,
    /// The last key moved the choice, so choosing isn't answering yet.
    choosing: Cell<bool>,
}

pub(crate) fn mount(
    host: HtmlElement,
    survey: Survey,
    words: JsValue,
    locale: String,
    context: Vec<(String, String)>,
    sample: Option<f64>,
) -> Result<Mounted, JsValue> {
    let window = window()?;
    let document = window.document().ok_or("no document")?;
    let base = document.base_uri()?.unwrap_or_default();
    let address = |target: &Target| match target {
        Target::Endpoint(to) => Url::new_with_base(to, &base).ok().map(|url| url.href()),
        Target::Event => None,
    };
    let now = now();
    let about = Circumstances {
        surface: survey.surface.word().into(),
        device: device(&window).into(),
        shown_at: iso_now(),
        locale,
        context,
        sample: sample.and_then(Ratio::new),
        ..Circumstances::default()
    };
    let sitting = Rc::new(Sitting {
        endpoints: survey.deliver.iter().filter_map(|deliver| address(&deliver.to)).collect(),
        state: RefCell::new(State::start(&survey, now, random_bits())),
        view: View::attach(&document, &host)?,
        about: RefCell::new(about),
        busy: Cell::new(false),
        choosing: Cell::new(false),
        survey,
        words,
        host,
    });
    sitting.about.borrow_mut().wording = sitting.wording(|wording| wording.fingerprint());
    let label = sitting.wording(|wording| wording.text("ui.region"));
    sitting.view.name(&label, &sitting.wording(|wording| wording.text("ui.close")), &sitting.wording(|w| w.text("ui.back")));
    sitting.show();
    let listeners = sitting.listen();
    Ok(Mounted { sitting, listeners })
}

impl Sitting {
    fn listen(self: &Rc<Self>) -> Vec<EventListener> {
        let on = |name: &'static str, act: fn(&Rc<Self>, &web_sys::Event)| {
            let sitting = Rc::clone(self);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(self.view.card(), name, options, move |event| act(&sitting, event))
        };
        vec![
            on("click", Self::on_click),
            on("keydown", Self::on_key),
            on("pointerdown", |sitting, _| sitting.choosing.set(false)),
            on("input", |sitting, _| {
                sitting.with_question(|question| sitting.view.refresh(question));
            }),
            on("submit", |sitting, event| {
                event.prevent_default();
                sitting.answer();
            }),
        ]
    }

    fn on_click(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(target) = event.target() else { return };
        let target: Element = target.unchecked_into();
        if target.get_attribute("type").as_deref() == Some("radio") {
            // Arrow keys click, too, while they move the choice: only a tap or the space bar answers.
            if !self.choosing.replace(false) {
                self.answer();
            }
            return;
        }
        let Ok(Some(button)) = target.closest("[data-do]") else { return };
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
        let radio = event.target().is_some_and(|target| {
            target.unchecked_into::<Element>().get_attribute("type").as_deref() == Some("radio")
        });
        self.choosing.set(key.starts_with("Arrow"));
        if key == "Escape" {
            self.dispatch(Event::Dismiss);
        } else if key == "Enter" && radio {
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
        if self.busy.get() {
            return;
        }
        let state = self.state.borrow().clone();
        let answered = matches!(event, Event::Answer(_));
        let (state, effects) = flow::step(&self.survey, state, event, now());
        *self.state.borrow_mut() = state;
        self.busy.set(!effects.is_empty());
        if effects.is_empty() {
            return;
        }
        let sitting = Rc::clone(self);
        spawn_local(async move {
            for effect in effects {
                match effect {
                    Effect::Save => {
                        sitting.save().await;
                        if answered {
                            sitting.tell("madeleine-answer", None);
                            TimeoutFuture::new(CHOSEN_MS).await;
                        }
                    }
                    Effect::Show => sitting.show(),
                    Effect::Send => sitting.end(),
                    Effect::Close => sitting.leave(),
                }
            }
            sitting.busy.set(false);
        });
    }

    /// Puts the snapshot on disk, for each endpoint, and waits until it is there.
    async fn save(&self) {
        let first = self.about.borrow().response_id.is_empty();
        if first {
            let durability = outbox::durability().await;
            let mut about = self.about.borrow_mut();
            about.response_id = random_id();
            about.durability = durability;
        }
        let durability = self.about.borrow().durability;
        let kept = outbox::put(&self.records(), durability).await;
        if kept != durability {
            // The disk refused after all: the record in memory must say so.
            self.about.borrow_mut().durability = kept;
            outbox::put(&self.records(), Durability::Memory).await;
        }
    }

    fn records(&self) -> Vec<Record> {
        let body = self.line();
        let about = self.about.borrow();
        let record = |to: &String| Record {
            response_id: about.response_id.clone(),
            seq: self.state.borrow().seq,
            to: to.clone(),
            body: body.clone(),
            since: js_sys::Date::now(),
            refused: false,
        };
        self.endpoints.iter().map(record).collect()
    }

    fn line(&self) -> String {
        self.about.borrow_mut().now = iso_now();
        write_response(&flow::snapshot(&self.survey, &self.state.borrow(), &self.about.borrow()))
    }

    /// The sitting has ended: tells the page and sends.
    fn end(self: &Rc<Self>) {
        let completed = self.state.borrow().at == Step::Thanks;
        let told = self.survey.deliver.iter().any(|deliver| deliver.to == Target::Event);
        let detail = if told { js_sys::JSON::parse(&self.line()).ok() } else { None };
        self.tell(if completed { "madeleine-complete" } else { "madeleine-dismiss" }, detail);
        spawn_local(outbox::flush());
    }

    /// Tells the page by an event on the survey's element.
    fn tell(&self, name: &str, detail: Option<JsValue>) {
        let detail = detail.unwrap_or_else(|| object(&[("survey", self.survey.id.as_str().into())]));
        let init = object(&[("bubbles", true.into()), ("composed", true.into()), ("detail", detail)]);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, init.unchecked_ref::<CustomEventInit>()) {
            let _ = self.host.dispatch_event(&event);
        }
    }

    /// Draws what the state says.
    fn show(self: &Rc<Self>) {
        if self.with_question(|question| self.view.show(question)).is_some() {
            return;
        }
        self.view.thank(&self.wording(|w| w.text("ui.thanks")), &self.wording(|w| w.text("ui.thanks_sub")));
        if self.survey.surface == Surface::Popover {
            let sitting = Rc::clone(self);
            spawn_local(async move {
                TimeoutFuture::new(THANKS_MS).await;
                sitting.dispatch(Event::Dismiss);
            });
        }
    }

    /// Takes the survey out of the page. A survey without an answer leaves no trace but the event.
    fn leave(&self) {
        if self.state.borrow().seq == 0 {
            self.tell("madeleine-dismiss", None);
        }
        self.host.remove();
    }

    /// The question on the screen with what was answered to it before, if there is one.
    fn with_question<T>(&self, act: impl FnOnce(&Question<'_>) -> T) -> Option<T> {
        let state = self.state.borrow();
        let Step::Asking(item) = state.at else { return None };
        let words = |key: &str| self.wording(|wording| wording.text(key));
        Some(act(&Question {
            item: &self.survey.items[item],
            text: self.wording(|wording| wording.question(&self.survey.items[item])),
            answer: state.answers[item].as_ref(),
            progress: state.progress(&self.survey),
            back: state.previous(&self.survey).is_some(),
            words: &words,
        }))
    }

    fn wording<T>(&self, act: impl FnOnce(&Wording<'_, &dyn Fn(&str) -> Option<String>>) -> T) -> T {
        let catalogue = |key: &str| Js(crate::js::field(&self.words, key)).text();
        let about = self.about.try_borrow().map_or_else(|_| String::new(), |about| about.locale.clone());
        act(&Wording { survey: &self.survey, locale: &about, catalogue: &catalogue })
    }
}

fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or_else(|| "no window".into())
}

/// Milliseconds of a clock that never runs backwards.
fn now() -> u64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0, |clock| clock.now() as u64)
}

fn iso_now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// As much as is kept of a device: its kind.
fn device(window: &Window) -> &'static str {
    let matches = |query: &str| window.match_media(query).ok().flatten().is_some_and(|list| list.matches());
    match (matches("(pointer: coarse)"), matches("(max-width: 600px)")) {
        (true, true) => "phone",
        (true, false) => "tablet",
        (false, _) => "desktop",
    }
}

fn random(bytes: &mut [u8]) {
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(bytes);
    }
}

fn random_bits() -> u32 {
    let mut bytes = [0; 4];
    random(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// 128 random bits in 22 letters of base64url.
fn random_id() -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = [0; 16];
    random(&mut bytes);
    let bits = u128::from_le_bytes(bytes);
    (0..22).map(|i| char::from(LETTERS[(bits >> (6 * i)) as usize & 63])).collect()
}
