//! The tablet itself: starts the survey anew when somebody has finished or has left, and keeps what was answered.

use crate::guard::guard;
use crate::page::{document, field, find};
use crate::panel::{Panel, Sheet};
use crate::shelf::Shelf;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use madeleine_core::Survey;
use madeleine_core::wire::Tape;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Element};

/// How long the thanks stay.
const THANKS_MS: u32 = 3_000;
/// How long the corner is held to see the lock.
const HOLD_MS: u32 = 3_000;
/// Signs that somebody is there.
const SIGNS: [&str; 3] = ["pointerdown", "keydown", "input"];

/// A tablet that stands in a shop.
#[wasm_bindgen]
pub struct Kiosk {
    inner: Rc<Inner>,
    /// Listeners and timers end when they are dropped.
    _listeners: Vec<EventListener>,
}

struct Inner {
    sheet: Sheet,
    code: String,
    idle_ms: u32,
    restart: js_sys::Function,
    /// Runs while somebody has begun and not finished.
    idle: RefCell<Option<Timeout>>,
    /// Runs while the corner is held, and while the thanks stand there.
    hold: RefCell<Option<Timeout>>,
    thanks: RefCell<Option<Timeout>>,
    panel: RefCell<Option<Panel>>,
    /// What is heard of the survey on the screen, and of the one before: what was answered last is on disk a little later.
    heard: RefCell<[Vec<EventListener>; 2]>,
}

#[wasm_bindgen]
impl Kiosk {
    /// Begins with a definition and the words of a language, both as JSON texts. After `idle_ms` without a sign of anybody, and after
    /// the thanks, `restart` is called: it shows the survey anew. Without a `code` nobody opens the lock. `undefined` comes back for a
    /// definition that can't be read.
    pub fn open(
        definition: &str,
        words: &str,
        locale: String,
        idle_ms: u32,
        code: String,
        restart: js_sys::Function,
    ) -> Option<Self> {
        let (definition, words) = (Tape::read(definition)?, Tape::read(words)?);
        let shelf = Shelf::of(Survey::read(definition.root())?.id);
        let sheet = Sheet { definition, words, locale, shelf };
        let inner = Rc::new(Inner {
            sheet,
            code,
            idle_ms,
            restart,
            idle: RefCell::default(),
            hold: RefCell::default(),
            thanks: RefCell::default(),
            panel: RefCell::default(),
            heard: RefCell::default(),
        });
        let mut listeners = guard();
        for sign in SIGNS {
            let here = Rc::clone(&inner);
            listeners.push(EventListener::new(&document(), sign, move |_| here.somebody_is_there()));
        }
        if let Some(corner) = find(".corner") {
            let here = Rc::clone(&inner);
            listeners.push(EventListener::new(&corner, "pointerdown", move |_| here.corner_is_held()));
            for end in ["pointerup", "pointerleave", "pointercancel"] {
                let here = Rc::clone(&inner);
                listeners.push(EventListener::new(&corner, end, move |_| drop(here.hold.take())));
            }
        }
        Some(Self { inner, _listeners: listeners })
    }

    /// A survey stands on the screen from now on: this is its element.
    pub fn attend(&self, survey: &Element) {
        let hear = |name: &'static str, work: fn(&Rc<Inner>, &JsValue)| {
            let here = Rc::clone(&self.inner);
            EventListener::new(survey, name, move |event| {
                let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
                work(&here, &detail.unwrap_or_default());
            })
        };
        let listeners = vec![
            hear("madeleine-dismiss", |here, response| here.keep(response)),
            hear("madeleine-complete", |here, response| {
                here.keep(response);
                here.idle.take();
                let again = Rc::clone(here);
                here.thanks.replace(Some(Timeout::new(THANKS_MS, move || again.begin_anew())));
            }),
        ];
        let mut heard = self.inner.heard.borrow_mut();
        heard.rotate_left(1);
        heard[1] = listeners;
    }
}

impl Inner {
    /// Somebody is there: the time without a sign begins again.
    fn somebody_is_there(self: &Rc<Self>) {
        let here = Rc::clone(self);
        self.idle.replace(Some(Timeout::new(self.idle_ms, move || here.begin_anew())));
    }

    /// Whoever was there has left: nobody's answers and nothing of the owner's stay on the screen.
    fn begin_anew(&self) {
        self.idle.take();
        self.thanks.take();
        self.panel.take();
        // What goes wrong there is said in the console; this goes on.
        let _ = self.restart.call0(&JsValue::NULL);
    }

    fn corner_is_held(self: &Rc<Self>) {
        if self.code.is_empty() {
            return;
        }
        let here = Rc::clone(self);
        self.hold.replace(Some(Timeout::new(HOLD_MS, move || here.ask_for_code())));
    }

    fn ask_for_code(self: &Rc<Self>) {
        let here = Rc::clone(self);
        let leave = {
            let here = Rc::clone(self);
            // Not at once: the panel that calls this would be dropped under its own feet.
            move || {
                let here = Rc::clone(&here);
                Timeout::new(0, move || drop(here.panel.take())).forget();
            }
        };
        let panel = Panel::ask(self.code.clone(), &self.sheet.locale, leave, move || {
            if let Some(panel) = &mut *here.panel.borrow_mut() {
                panel.show(&here.sheet);
            }
        });
        self.panel.replace(panel);
    }

    /// Keeps a response as a line. One without an answer isn't a response, and says only which survey it was.
    fn keep(&self, response: &JsValue) {
        if field(response, "response_id").is_undefined() {
            return;
        }
        if let Some(line) = js_sys::JSON::stringify(response).ok().and_then(|line| line.as_string()) {
            self.sheet.shelf.put(&line);
        }
    }
}
