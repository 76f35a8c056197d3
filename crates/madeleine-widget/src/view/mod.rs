//! What the person sees: a card in a shadow root, one question at a time.
//!
//! The page's styles end at the shadow root, ours begin there (`:host { all: initial }`). Elements are built one by one,
//! text is set as text.

mod control;
mod element;

use element::Builder;
use madeleine_core::survey::Item;
use madeleine_core::{Answer, decimal};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, ShadowRoot};

/// One question as it is to be drawn.
pub(crate) struct Question<'a> {
    pub(crate) item: &'a Item,
    pub(crate) text: String,
    pub(crate) answer: Option<&'a Answer>,
    pub(crate) progress: (usize, usize),
    /// Whether there is a question before.
    pub(crate) back: bool,
    /// Text by wording key.
    pub(crate) words: &'a dyn Fn(&str) -> String,
}

pub(crate) struct View {
    build: Builder,
    shadow: ShadowRoot,
    card: Element,
    progress: Element,
    back: Element,
    close: Element,
    form: Element,
    /// Where screen readers hear of a new question without losing their place.
    status: Element,
}

const CLOSE: &str = "M6 6l12 12M18 6L6 18";
const BACK: &str = "M14.5 5.5L8 12l6.5 6.5";

impl View {
    /// Draws the empty card. A root that had a survey before gets a fresh one.
    pub(crate) fn attach(document: &Document, shadow: ShadowRoot) -> Self {
        shadow.set_text_content(None);
        let build = Builder::new(document);
        let card = build.element("section", "card");
        let top = build.child(&card, "div", "top");
        let back = build.icon_button(&top, "back", BACK);
        let progress = build.child(&top, "progress", "");
        build.set(&progress, "aria-hidden", "true");
        let close = build.icon_button(&top, "close", CLOSE);
        let form = build.child(&card, "form", "");
        let status = build.child(&card, "p", "heard");
        build.set(&status, "role", "status");
        for part in [&card, &close, &back] {
            let name = part.class_name();
            build.set(part, "part", &name);
        }
        let _ = shadow.append_child(&card);
        Self { build, shadow, card, progress, back, close, form, status }
    }

    /// The element that all events of the survey pass.
    pub(crate) fn card(&self) -> &Element {
        &self.card
    }

    /// Gives region and buttons their names, in the language of the survey.
    pub(crate) fn name(&self, locale: &str, region: &str, close: &str, back: &str) {
        self.build.set(&self.card, "lang", locale);
        for (element, name) in [(&self.card, region), (&self.close, close), (&self.back, back)] {
            self.build.set(element, "aria-label", name);
        }
    }

    /// Draws a question. Focus follows only if it was in the survey already.
    pub(crate) fn show(&self, question: &Question<'_>) {
        let inside = self.shadow.active_element().is_some();
        self.build.flag(&self.back, "hidden", !question.back);
        let (passed, all) = question.progress;
        self.build.set(&self.progress, "max", &decimal::text(all as i64));
        self.build.set(&self.progress, "value", &decimal::text(passed as i64));
        self.form.set_text_content(None);
        let fieldset = self.build.child(&self.form, "fieldset", "");
        let legend = self.build.child(&fieldset, "legend", "");
        self.build.set(&legend, "tabindex", "-1");
        if let Some(stem) = question.item.instrument.stem {
            self.build.text(&legend, "small", "stem", &(question.words)(stem));
        }
        self.build.text(&legend, "span", "question", &question.text);
        control::draw(&self.build, &self.form, &fieldset, question);
        self.refresh(question);
        self.announce(&question.text, inside.then_some(&legend));
    }

    /// Draws the thanks.
    pub(crate) fn thank(&self, title: &str, text: &str) {
        let inside = self.shadow.active_element().is_some();
        self.build.flag(&self.back, "hidden", true);
        self.build.set(&self.progress, "value", &self.progress.get_attribute("max").unwrap_or_default());
        self.form.set_text_content(None);
        let thanks = self.build.child(&self.form, "div", "thanks");
        self.build.icon(&thanks, &["M5 12.5l4.5 4.5L19 7.5"]);
        let heading = self.build.text(&thanks, "p", "question", title);
        self.build.set(&heading, "tabindex", "-1");
        self.build.text(&thanks, "p", "quiet", text);
        self.announce(title, inside.then_some(&heading));
    }

    /// Whoever was in the survey is led on; whoever wasn't hears of it, politely.
    fn announce(&self, text: &str, focus: Option<&Element>) {
        match focus {
            Some(element) => {
                let _ = element.unchecked_ref::<HtmlElement>().focus();
            }
            None => self.status.set_text_content(Some(text)),
        }
    }

    /// Keeps buttons and counters in step with what is chosen or written.
    pub(crate) fn refresh(&self, question: &Question<'_>) {
        control::refresh(&self.build, &self.form, question);
    }

    /// What is chosen or written, if it is an answer.
    pub(crate) fn answer(&self, question: &Question<'_>) -> Option<Answer> {
        control::answer(&self.form, question)
    }
}
