//! The core's view on a JSON value, over serde_json.

use core::fmt;
use madeleine_core::wire::{Kind, Node, Tape};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// A JSON value of serde_json as the core looks at it.
///
/// ```
/// use madeleine_core::survey::check_survey;
/// use madeleine_ingest::Json;
///
/// let value = serde_json::json!({ "v": 1, "id": "checkout", "touchpoint": "checkout", "items": [{ "id": "csat", "instrument": "csat" }] });
/// assert!(check_survey(Json(&value)).is_empty());
/// ```
#[derive(Debug, Clone, Copy)]
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
        self.0.as_array().into_iter().flatten().take(limit).map(Self).collect()
    }

    fn field(self, name: &str) -> Option<Self> {
        self.0.get(name).map(Self)
    }

    fn fields(self, limit: usize) -> Vec<(&'a str, Self)> {
        self.0.as_object().into_iter().flatten().take(limit).map(|(name, value)| (name.as_str(), Self(value))).collect()
    }
}

/// Reads what an author has written, in little more memory than the text takes, and says where it isn't JSON.
///
/// # Errors
/// When the text isn't JSON, or is nested deeper than 64 levels; of the latter the place isn't known.
///
/// ```
/// assert!(madeleine_ingest::authored(r#"{"id":"checkout"}"#).is_ok());
/// assert_eq!(madeleine_ingest::authored("{\n\"id\"}").expect_err("no JSON").line(), 2);
/// ```
pub fn authored(text: &str) -> serde_json::Result<Tape> {
    let _: IgnoredAny = serde_json::from_str(text)?;
    Tape::read_at_once(text)
        .ok_or_else(|| serde_json::Error::custom("lists and objects stand in one another more than 64 levels deep"))
}

/// Reads a JSON value as deep as a reader of ours looks: what stands deeper is checked to be JSON, and lists and objects there are empty.
/// At the last level only lists have something in them. A damaged file of a few kilobytes would take megabytes else.
///
/// # Errors
/// When the text isn't JSON.
pub(crate) fn shallow(json: &[u8], levels: usize) -> serde_json::Result<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = Shallow(levels).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Lists and objects in one another that a response, or a cell of a tally, has at most: `{"answers":{"why":["price"]}}`.
pub(crate) const LEVELS: usize = 3;
/// The same of a field beside the list: `{"largest_change":[["search",1]]}`.
const HEAD_LEVELS: usize = 3;
/// The same of a field that is itself a list: `[["q",2]]`.
const HEAD_LIST_LEVELS: usize = 2;

/// A value of so many levels.
struct Shallow(usize);

impl<'a> DeserializeSeed<'a> for Shallow {
    type Value = Value;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Shallow {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(truth.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        match self.0.checked_sub(1) {
            Some(below) => {
                while let Some(value) = list.next_element_seed(Shallow(below))? {
                    values.push(value);
                }
            }
            None => while list.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'a>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        match self.0.checked_sub(1) {
            Some(below @ 1..) => {
                while let Some(name) = object.next_key::<String>()? {
                    fields.insert(name, object.next_value_seed(Shallow(below))?);
                }
            }
            _ => while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
        }
        Ok(Value::Object(fields))
    }
}

/// A JSON object with one long list, whose elements are looked at one by one: beside the text itself no more than one of them is in
/// memory.
#[derive(Debug)]
pub struct Listed<'a> {
    /// The object, its list empty.
    pub head: Value,
    list: Option<&'a RawValue>,
}

impl<'a> Listed<'a> {
    /// Reads all but the list of that name.
    ///
    /// # Errors
    /// When the text isn't JSON.
    pub fn read(json: &'a str, list: &str) -> serde_json::Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let read = Head { list }.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(read)
    }

    /// Visits each element of the list.
    ///
    /// # Errors
    /// When an element is nested too deeply.
    pub fn each(&self, visit: impl FnMut(Json<'_>)) -> serde_json::Result<()> {
        match self.list {
            Some(list) => serde_json::Deserializer::from_str(list.get()).deserialize_seq(Each(visit)),
            None => Ok(()),
        }
    }
}

struct Head<'l> {
    list: &'l str,
}

impl<'a> DeserializeSeed<'a> for Head<'_> {
    type Value = Listed<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Listed<'a>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Head<'_> {
    type Value = Listed<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Listed<'a>, A::Error> {
        let (mut head, mut list) = (Map::new(), None);
        while let Some(name) = map.next_key::<String>()? {
            let raw: &RawValue = map.next_value()?;
            let is_list = raw.get().starts_with('[');
            let is_ours = name == self.list;
            if is_ours {
                list = is_list.then_some(raw);
            }
            let levels = match (is_list, is_ours) {
                (false, _) => HEAD_LEVELS,
                (true, false) => HEAD_LIST_LEVELS,
                (true, true) => 0,
            };
            head.insert(name, shallow(raw.get().as_bytes(), levels).map_err(A::Error::custom)?);
        }
        Ok(Listed { head: Value::Object(head), list })
    }
}

struct Each<F>(F);

impl<'a, F: FnMut(Json<'_>)> Visitor<'a> for Each<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element_seed(Shallow(LEVELS))? {
            self.0(Json(&value));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_one_by_one_wherever_it_stands() {
        for text in [r#"{"a":1,"list":[{"b":2},3],"c":[["x",2]]}"#, r#" {"list" : [{"b":2}, 3] ,"c":[["x",2]],"a":1}"#]
        {
            let listed = Listed::read(text, "list").expect("JSON");
            assert_eq!(listed.head, serde_json::json!({ "a": 1, "list": [], "c": [["x", 2]] }));
            let mut seen = Vec::new();
            listed.each(|node| seen.push(node.0.clone())).expect("shallow");
            assert_eq!(seen, [serde_json::json!({ "b": 2 }), serde_json::json!(3)]);
        }
    }

    #[test]
    fn what_is_no_list_stays_what_it_is() {
        let listed = Listed::read(r#"{"list":5}"#, "list").expect("JSON");
        assert_eq!(listed.head, serde_json::json!({ "list": 5 }));
        listed.each(|_| panic!("there is none")).expect("nothing");
    }

    #[test]
    fn a_list_of_another_name_costs_little() {
        let listed = Listed::read(r#"{"lost":[{"a":{"b":1}},["c",["d"]]]}"#, "list").expect("JSON");
        assert_eq!(listed.head, serde_json::json!({ "lost": [{}, ["c", []]] }));
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for text in [r#"{"list":[1,}"#, r#"{"list":[1]} x"#, "{", ""] {
            let error = Listed::read(text, "list").expect_err("no JSON");
            assert_eq!(error.line(), usize::from(!text.is_empty()).max(1), "{text}: {error}");
        }
    }
}
