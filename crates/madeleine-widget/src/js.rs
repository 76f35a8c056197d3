//! The page's own values, seen through the core's reader.

use js_sys::{Array, Object, Reflect};
use madeleine_core::wire::{Kind, Node};
use wasm_bindgen::prelude::*;

/// A value of the page. Only own fields are seen: what a page has put on `Object.prototype` isn't part of a definition.
pub(crate) struct Js(pub(crate) JsValue);

impl Node for Js {
    fn kind(&self) -> Kind {
        if self.0.is_null() || self.0.is_undefined() {
            Kind::Null
        } else if self.0.as_bool().is_some() {
            Kind::Bool
        } else if self.0.as_f64().is_some() {
            Kind::Number
        } else if self.0.is_string() {
            Kind::Text
        } else if Array::is_array(&self.0) {
            Kind::List
        } else {
            Kind::Object
        }
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn elements(&self, limit: usize) -> Vec<Self> {
        let list: &Array = self.0.unchecked_ref();
        let length = list.length().min(limit as u32);
        (0..length).map(|i| Self(list.get(i))).collect()
    }

    fn fields(&self, limit: usize) -> Vec<(String, Self)> {
        let names = Object::keys(self.0.unchecked_ref::<Object>());
        let length = names.length().min(limit as u32);
        (0..length)
            .filter_map(|i| {
                let name = names.get(i);
                let value = Reflect::get(&self.0, &name).ok()?;
                Some((name.as_string()?, Self(value)))
            })
            .collect()
    }
}

/// The own fields of an object that are short texts or numbers, as text.
pub(crate) fn short_texts(object: &JsValue) -> Vec<(String, String)> {
    if !object.is_object() {
        return Vec::new();
    }
    let fields = Js(object.clone()).fields(50);
    let text = |value: Js| value.text().or_else(|| whole(value.number()?)).map(|text| text.chars().take(128).collect());
    fields.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
}

fn whole(number: f64) -> Option<String> {
    let whole = number as i64;
    (whole as f64 == number).then(|| whole.to_string())
}

/// A field of an object, `undefined` where there is none.
pub(crate) fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// An object without a prototype, so that nothing a page has put on `Object.prototype` leaks into it.
pub(crate) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object: Object = Object::create(JsValue::NULL.unchecked_ref::<Object>());
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
