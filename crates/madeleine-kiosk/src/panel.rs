//! What the owner sees: a code to enter, and behind it what was answered on this device, to export and to erase.

use crate::counts::{Count, count};
use crate::page::{add, document, on_tap};
use crate::shelf::Shelf;
use crate::words::{self, Both};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_file::{Blob, ObjectUrl};
use madeleine_core::Survey;
use madeleine_core::survey::wording::Wording;
use madeleine_core::wire::Tape;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, HtmlDialogElement, HtmlInputElement};

/// What is counted, in which words, and where it lies.
pub(crate) struct Sheet {
    pub(crate) definition: Tape,
    pub(crate) words: Tape,
    pub(crate) locale: String,
    pub(crate) shelf: Shelf,
}

/// A modal dialog that goes away with this value.
pub(crate) struct Panel {
    dialog: HtmlDialogElement,
    locale: String,
    leave: Rc<dyn Fn()>,
    listeners: Vec<EventListener>,
    export: Option<ObjectUrl>,
}

impl Drop for Panel {
    fn drop(&mut self) {
        self.dialog.close();
        self.dialog.remove();
    }
}

impl Panel {
    /// Asks for the code: `right` is called for the right one, `leave` for a wrong one, or when the owner goes.
    pub(crate) fn ask(
        code: String,
        locale: &str,
        leave: impl Fn() + 'static,
        right: impl Fn() + 'static,
    ) -> Option<Self> {
        let named = |both: Both| words::of(locale, both);
        let body = document().body()?;
        let dialog: HtmlDialogElement = add(&body, "dialog", "owner", "", &[]).unchecked_into();
        let form = add(&dialog, "form", "code", "", &[]);
        let label = add(&form, "label", "", named(words::CODE), &[]);
        let kind = [("type", "password"), ("inputmode", "numeric"), ("autocomplete", "off"), ("required", "")];
        let input: HtmlInputElement = add(&label, "input", "", "", &kind).unchecked_into();
        let foot = add(&form, "div", "foot", "", &[]);
        let back = add(&foot, "button", "plain", named(words::BACK), &[("type", "button")]);
        add(&foot, "button", "main", named(words::OPEN), &[("type", "submit")]);

        let leave: Rc<dyn Fn()> = Rc::new(leave);
        let (wrong, away, escape) = (Rc::clone(&leave), Rc::clone(&leave), Rc::clone(&leave));
        let right = Rc::new(right);
        let submit = EventListener::new_with_options(
            &form,
            "submit",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                event.prevent_default();
                if input.value() == code {
                    let right = Rc::clone(&right);
                    // Once this is over: it takes the form away.
                    gloo_timers::callback::Timeout::new(0, move || right()).forget();
                } else {
                    // Whoever guesses holds the corner anew for each guess.
                    wrong();
                }
            },
        );
        let listeners =
            vec![submit, on_tap(&back, move || away()), EventListener::new(&dialog, "close", move |_| escape())];
        dialog.show_modal().ok()?;
        Some(Self { dialog, locale: locale.into(), leave, listeners, export: None })
    }

    /// Shows what is on the device, in the place of the code.
    pub(crate) fn show(&mut self, sheet: &Sheet) {
        let Some(survey) = Survey::read(sheet.definition.root()) else { return };
        let catalogue = |key: &str| sheet.words.root().text_at(key).map(String::from);
        let wording = Wording { survey: &survey, locale: &sheet.locale, catalogue };
        let days = sheet.shelf.days();
        let today = Shelf::today();
        let lines = days.iter().flat_map(|(day, lines)| lines.lines().map(|line| (*day == today, line)));
        let counts = count(&survey, &wording, lines);

        let locale = self.locale.clone();
        let named = move |both: Both| words::of(&locale, both);
        self.dialog.set_text_content(None);
        self.listeners.truncate(0);
        add(&self.dialog, "h2", "", named(words::TITLE), &[]);
        if sheet.shelf.is_full() {
            add(&self.dialog, "p", "full", named(words::FULL), &[("role", "status")]);
        }
        let tables = add(&self.dialog, "div", "tables", "", &[("tabindex", "0")]);
        let head = [named(words::ANSWER), named(words::TODAY), named(words::ALL)];
        table(&tables, survey.id, head, &[(named(words::RESPONSES).into(), counts.responses)]);
        for question in &counts.questions {
            table(&tables, &question.text, head, &question.rows);
        }

        let foot = add(&self.dialog, "div", "foot", "", &[]);
        let file = ObjectUrl::from(Blob::new_with_options(
            days.iter().map(|(_, lines)| lines.as_str()).collect::<String>().as_str(),
            Some("application/x-ndjson"),
        ));
        let name = ["madeleine-", survey.id, "-", &today, ".ndjson"].concat();
        let export: HtmlAnchorElement =
            add(&foot, "a", "plain", named(words::EXPORT), &[("href", &file), ("download", &name)]).unchecked_into();
        let erase = add(&foot, "button", "plain", named(words::ERASE), &[("type", "button")]);
        let back = add(&foot, "button", "main", named(words::BACK), &[("type", "button")]);
        if counts.responses.all == 0 {
            export.remove();
            erase.remove();
        }
        let (away, erased, escape) = (Rc::clone(&self.leave), Rc::clone(&self.leave), Rc::clone(&self.leave));
        let asked = Cell::new(false);
        let prefix = Shelf::of(survey.id);
        let label = erase.clone();
        self.listeners = vec![
            on_tap(&back, move || away()),
            on_tap(&erase, move || {
                if asked.replace(true) {
                    prefix.clear();
                    erased();
                } else {
                    label.set_text_content(Some(named(words::ERASE_ALL)));
                    label.set_class_name("plain sure");
                }
            }),
            EventListener::new(&self.dialog, "close", move |_| escape()),
        ];
        self.export = Some(file);
        // Where a screen reader begins.
        let _ = back.focus();
    }
}

/// One question's counts; numbers stand under each other.
fn table(parent: &Element, caption: &str, head: [&str; 3], rows: &[(String, Count)]) {
    let table = add(parent, "table", "", "", &[]);
    add(&table, "caption", "", caption, &[]);
    let top = add(&add(&table, "thead", "", "", &[]), "tr", "", "", &[]);
    head.iter().for_each(|name| drop(add(&top, "th", "", name, &[("scope", "col")])));
    let body = add(&table, "tbody", "", "", &[]);
    for (label, count) in rows {
        let row = add(&body, "tr", "", "", &[]);
        add(&row, "th", "", label, &[("scope", "row")]);
        for number in [count.today, count.all] {
            add(&row, "td", "", &number.to_string(), &[]);
        }
    }
}
