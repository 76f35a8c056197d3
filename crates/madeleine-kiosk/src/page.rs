//! The few things of the page that several parts use.

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Document, Element, HtmlElement};

/// The page. A module without one isn't ours.
pub(crate) fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect_throw("a page")
}

/// An element of this page, by a selector.
pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten().and_then(|found| found.dyn_into().ok())
}

/// Adds an element with a class and a text; attributes are in pairs.
pub(crate) fn add(parent: &Element, tag: &str, class: &str, text: &str, attributes: &[(&str, &str)]) -> HtmlElement {
    let element = document().create_element(tag).unwrap_throw();
    element.set_class_name(class);
    element.set_text_content(Some(text));
    for (name, value) in attributes {
        element.set_attribute(name, value).unwrap_throw();
    }
    parent.append_child(&element).unwrap_throw();
    element.unchecked_into()
}

/// Hears taps on an element for as long as the listener is kept.
pub(crate) fn on_tap(element: &Element, mut work: impl FnMut() + 'static) -> EventListener {
    EventListener::new(element, "click", move |_| work())
}

/// A field of a JavaScript object.
pub(crate) fn field(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
