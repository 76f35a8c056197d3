//! Elements as text that reads the same as HTML and as XML.

use crate::picture::escape;

/// An element with attributes and what is in it, which is markup already. Attributes without a value aren't written.
pub(super) fn el(name: &str, attributes: &[(&str, &str)], inner: &str) -> String {
    let mut out = String::with_capacity(inner.len() + 64);
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        out.push_str(&escape(value));
        out.push('"');
    }
    out.push('>');
    out.push_str(inner);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    out
}

/// An element that holds words.
pub(super) fn said(name: &str, class: &str, words: &str) -> String {
    el(name, &[("class", class)], &escape(words))
}

/// Parts one after the other.
pub(super) fn all<T>(parts: impl IntoIterator<Item = T>, each: impl FnMut(T) -> String) -> String {
    parts.into_iter().map(each).collect()
}
