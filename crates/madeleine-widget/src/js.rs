//! The page's own values, seen through the core's reader.

use js_sys::{Array, Object, Reflect};
use madeleine_core::wire::{Kind, Node};
use wasm_bindgen::prelude::*;

/// A value of the page. Only own fields are seen: what a page has put on `Object.prototype` isn't part of a definition.
pub(crate) struct Js(pub(crate) JsValue);

impl Node for Js {
    const EXPLAINS: bool = false;

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

    fn field(&self, name: &str) -> Option<Self> {
        let own = Object::has_own(self.0.unchecked_ref::<Object>(), &name.into());
        own.then(|| Self(Reflect::get(&self.0, &name.into()).unwrap_or(JsValue::UNDEFINED)))
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
