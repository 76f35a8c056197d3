//! Objects of the page as Rust types: what isn't understood is refused, not ignored.

use core::fmt;
use js_sys::{Array, Object};
use madeleine_boundary::error;
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

/// Reads an object; nothing at all is an empty one.
pub(crate) fn read<T: DeserializeOwned + Default>(value: JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let Some(object) = value.dyn_ref::<Object>().filter(|_| !Array::is_array(&value)) else {
        return Err(error("bad_request", "this must be an object."));
    };
    let known = fields::<T>();
    for name in Object::keys(object).iter().filter_map(|name| name.as_string()) {
        if !known.contains(&name.as_str()) {
            return Err(error("unknown_key", format!("there is no \"{name}\" here. Known: {}.", known.join(", "))));
        }
    }
    serde_wasm_bindgen::from_value(value).map_err(|wrong| {
        let wrong = wrong.to_string();
        error("bad_request", wrong.strip_prefix("Error: ").unwrap_or(&wrong))
    })
}

/// The names of the fields that a type reads: serde-wasm-bindgen looks for those and passes over the others.
fn fields<T: DeserializeOwned>() -> &'static [&'static str] {
    T::deserialize(Asked).err().map_or(&[], |Fields(names)| names)
}

/// Reads nothing: it answers by what it was asked for.
struct Asked;

#[derive(Debug)]
struct Fields(&'static [&'static str]);

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a struct")
    }
}

impl core::error::Error for Fields {}

impl Error for Fields {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Asked {
    type Error = Fields;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Fields> {
        Err(Fields(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Fields> {
        Err(Fields(fields))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
