//! Building elements one by one.

use web_sys::{Document, Element};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes elements of one document.
pub(super) struct Builder {
    document: Document,
}

impl Builder {
    pub(super) fn new(document: &Document) -> Self {
        Self { document: document.clone() }
    }

    /// An element that stands nowhere yet.
    pub(super) fn element(&self, tag: &str, class: &str) -> Element {
        let element = self.document.create_element(tag).unwrap_or_else(|_| wasm_bindgen::throw_str("no element"));
        if !class.is_empty() {
            element.set_class_name(class);
        }
        element
    }

    /// An element at the end of another.
    pub(super) fn child(&self, parent: &Element, tag: &str, class: &str) -> Element {
        let element = self.element(tag, class);
        let _ = parent.append_child(&element);
        element
    }

    /// An element with words.
    pub(super) fn text(&self, parent: &Element, tag: &str, class: &str, text: &str) -> Element {
        let element = self.child(parent, tag, class);
        element.set_text_content(Some(text));
        element
    }

    pub(super) fn set(&self, element: &Element, name: &str, value: &str) {
        let _ = element.set_attribute(name, value);
    }

    /// Sets or removes an attribute without a value.
    pub(super) fn flag(&self, element: &Element, name: &str, on: bool) {
        let _ = element.toggle_attribute_with_force(name, on);
    }

    /// A button that does something by its name.
    pub(super) fn button(&self, parent: &Element, action: &str, text: &str) -> Element {
        let button = self.text(parent, "button", action, text);
        self.set(&button, "data-do", action);
        self.set(&button, "type", if action == "next" { "submit" } else { "button" });
        button
    }

    /// A button with a drawing; its name comes as `aria-label`.
    pub(super) fn icon_button(&self, parent: &Element, action: &str, path: &str) -> Element {
        let button = self.button(parent, action, "");
        self.icon(&button, &[path]);
        button
    }

    /// A line drawing on a ground of 24 × 24.
    pub(super) fn icon(&self, parent: &Element, paths: &[&str]) {
        let svg = self.shape(parent, "svg", "viewBox", "0 0 24 24");
        self.set(&svg, "aria-hidden", "true");
        for path in paths {
            self.shape(&svg, "path", "d", path);
        }
    }

    fn shape(&self, parent: &Element, tag: &str, name: &str, value: &str) -> Element {
        let shape = self.document.create_element_ns(Some(SVG), tag).unwrap_or_else(|_| self.element("i", ""));
        self.set(&shape, name, value);
        let _ = parent.append_child(&shape);
        shape
    }
}
