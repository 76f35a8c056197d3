//! A JSON value as the core's reader sees it.

use madeleine_core::wire::{Kind, Node};
use serde_json::Value;

/// A JSON value.
#[derive(Clone, Copy)]
pub struct Json<'a>(pub &'a Value);

impl<'a> Node<'a> for Json<'a> {
    fn kind(self) -> Kind {
        match self.0 {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::Number(_) => Kind::Number,
            Value::String(_) => Kind::Text,
            Value::Array(_) => Kind::List,
            Value::Object(_) => Kind::Object,
        }
    }

    fn truth(self) -> Option<bool> {
        self.0.as_bool()
    }

    fn number(self) -> Option<f64> {
        self.0.as_f64()
    }

    fn text(self) -> Option<&'a str> {
        self.0.as_str()
    }

    fn elements(self, limit: usize) -> Vec<Self> {
        self.0.as_array().into_iter().flatten().take(limit).map(Json).collect()
    }

    fn field(self, name: &str) -> Option<Self> {
        self.0.get(name).map(Json)
    }

    fn fields(self, limit: usize) -> Vec<(&'a str, Self)> {
        self.0.as_object().into_iter().flatten().take(limit).map(|(name, value)| (name.as_str(), Json(value))).collect()
    }
}
