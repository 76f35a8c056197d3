//! The control of each form of answer: native inputs, so that keyboards and screen readers know them.

use super::Question;
use super::element::Builder;
use js_sys::{JsString, Reflect};
use madeleine_core::scale::{Labels, Marks, Scale};
use madeleine_core::survey::flow::is_none;
use madeleine_core::survey::wording::{fill, label_key};
use madeleine_core::{Answer, Form, decimal};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

/// What stands in an answer's input for "I don't know".
const UNKNOWN: &str = "?";

/// Five faces, unlike each other also when small: brows, a frown, a line, a smile, an open laugh.
const FACES: [&str; 5] = [
    "M8 17c.8-2.3 2.2-3.3 4-3.3s3.2 1 4 3.3M6.7 8.2l2.6-1.5M17.3 8.2l-2.6-1.5",
    "M8.6 16.3c.8-1.3 1.9-1.9 3.4-1.9s2.6.6 3.4 1.9",
    "M8.4 15.4h7.2",
    "M8.2 14.4c.9 1.5 2.2 2.2 3.8 2.2s2.9-.7 3.8-2.2",
    "M7.4 13.4h9.2c-.2 2.9-2 4.6-4.6 4.6s-4.4-1.7-4.6-4.6z",
];
const HEAD_AND_EYES: &str = "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM9 9.7v.6M15 9.7v.6";

/// Draws the control of a question into its fieldset, and the buttons under it.
pub(super) fn draw(build: &Builder, form: &Element, fieldset: &Element, question: &Question<'_>) {
    let words = question.words;
    match &question.item.instrument.form {
        Form::Scale(scale) => draw_scale(build, fieldset, scale, question),
        Form::Choice { options, unknown } => {
            let list = build.child(fieldset, "div", "options");
            for option in *options {
                draw_option(build, &list, "radio", option, &words(option), question);
            }
            if *unknown {
                draw_option(build, &list, "radio", UNKNOWN, &words("ui.dk"), question);
            }
        }
        Form::Multi { .. } => {
            let hint = fill(&words("ui.choose_upto"), "{n}", &decimal::text(question.item.max.into()));
            build.text(fieldset, "p", "quiet", &hint);
            let list = build.child(fieldset, "div", "chips");
            for option in &question.item.options {
                draw_option(build, &list, "checkbox", option, &words(option), question);
            }
        }
        Form::Text => {
            let area = build.child(fieldset, "textarea", "");
            build.set(&area, "rows", "3");
            build.set(&area, "aria-label", &question.text);
            build.set(&area, "maxlength", &decimal::text(question.item.max_chars.into()));
            build.text(fieldset, "p", "quiet", &words("ui.privacy_note"));
            if let Some(Answer::Text(text)) = question.answer {
                area.unchecked_ref::<HtmlTextAreaElement>().set_value(text);
            }
        }
    }
    let foot = build.child(form, "div", "foot");
    if question.item.optional {
        build.button(&foot, "skip", &words("ui.skip"));
    }
    let last = question.progress.0 == question.progress.1;
    build.button(&foot, "next", &words(if last { "ui.send" } else { "ui.next" }));
}

fn draw_scale(build: &Builder, fieldset: &Element, scale: &Scale, question: &Question<'_>) {
    let words = question.words;
    let faces = scale.marks == Marks::Faces;
    let row = build.child(fieldset, "div", if faces { "scale faces" } else { "scale" });
    build.set(&row, "data-points", &decimal::text(scale.points.into()));
    let end = |code: i32| match scale.labels {
        Labels::Each => label_key(scale.id, code),
        Labels::Ends { low, high } => if code == scale.first { low } else { high }.into(),
    };
    for code in scale.codes() {
        let label = build.child(&row, "label", "point");
        let value = decimal::text(code.into());
        draw_input(build, &label, "radio", &value, question);
        if faces {
            let mouth = FACES[(code - scale.first).clamp(0, 4) as usize];
            build.icon(&label, &[HEAD_AND_EYES, mouth]);
        } else {
            build.text(&label, "b", "", &value);
        }
        if scale.labels == Labels::Each || code == scale.first || code == scale.last() {
            build.text(&label, "span", "word", &words(&end(code)));
        }
    }
    let ends = build.child(fieldset, "div", "ends");
    build.set(&ends, "aria-hidden", "true");
    for code in [scale.first, scale.last()] {
        build.text(&ends, "span", "", &words(&end(code)));
    }
}

fn draw_option(build: &Builder, list: &Element, kind: &str, value: &str, text: &str, question: &Question<'_>) {
    let label = build.child(list, "label", "option");
    draw_input(build, &label, kind, value, question);
    build.text(&label, "span", "", text);
}

fn draw_input(build: &Builder, label: &Element, kind: &str, value: &str, question: &Question<'_>) {
    let input = build.child(label, "input", "");
    build.set(&input, "type", kind);
    build.set(&input, "name", "answer");
    build.set(&input, "value", value);
    // Only what the person chose herself before is chosen: nothing is preselected.
    let chosen = match question.answer {
        Some(Answer::Code(code)) => value == decimal::text((*code).into()),
        Some(Answer::Option(option)) => value == option,
        Some(Answer::Options(options)) => options.iter().any(|option| value == option),
        Some(Answer::Unknown) => value == UNKNOWN,
        _ => false,
    };
    if chosen {
        input.unchecked_ref::<HtmlInputElement>().set_checked(true);
    }
}

/// The values of what is chosen.
fn chosen(form: &Element) -> Vec<String> {
    let Ok(list) = form.query_selector_all("input:checked") else { return Vec::new() };
    (0..list.length()).filter_map(|i| Some(list.get(i)?.unchecked_into::<HtmlInputElement>().value())).collect()
}

/// What the person wrote, without the spaces around it.
///
/// The page's own `trim` knows every alphabet's spaces already; Rust would bring its table of them.
fn written(form: &Element) -> String {
    let area = form.query_selector("textarea").ok().flatten();
    let value = area.and_then(|area| Reflect::get(&area, &"value".into()).ok());
    value.map(|value| value.unchecked_into::<JsString>().trim().into()).unwrap_or_default()
}

/// What is chosen or written, if it is an answer.
pub(super) fn answer(form: &Element, question: &Question<'_>) -> Option<Answer> {
    match &question.item.instrument.form {
        Form::Text => Some(written(form)).filter(|text| !text.is_empty()).map(Answer::Text),
        Form::Multi { .. } => Some(chosen(form)).filter(|options| !options.is_empty()).map(Answer::Options),
        Form::Scale(scale) => {
            let value = chosen(form).into_iter().next()?;
            scale.codes().find(|code| decimal::text((*code).into()) == value).map(Answer::Code)
        }
        Form::Choice { .. } => Some(match chosen(form).into_iter().next()? {
            unknown if unknown == UNKNOWN => Answer::Unknown,
            option => Answer::Option(option),
        }),
    }
}

/// Shows the button to go on once there is something to go on with, and lets only be chosen what goes with the others.
pub(super) fn refresh(build: &Builder, form: &Element, question: &Question<'_>) {
    let answer = answer(form, question);
    if let Ok(Some(next)) = form.query_selector(".next") {
        let waits = matches!(question.item.instrument.form, Form::Multi { .. } | Form::Text);
        build.flag(&next, "disabled", waits && answer.is_none());
        build.flag(&next, "hidden", !waits && answer.is_none());
    }
    let chosen = match &answer {
        Some(Answer::Options(chosen)) => &chosen[..],
        _ => &[],
    };
    let full = chosen.len() >= question.item.max as usize || chosen.iter().any(|option| is_none(option));
    let Ok(rest) = form.query_selector_all("[type=checkbox]:not(:checked)") else { return };
    for input in (0..rest.length()).filter_map(|i| rest.get(i)) {
        let input: &HtmlInputElement = input.unchecked_ref();
        build.flag(input, "disabled", full || !chosen.is_empty() && is_none(&input.value()));
    }
}
