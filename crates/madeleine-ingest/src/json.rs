//! The core's view on a JSON value, over serde_json.

use crate::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
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

/// What JSON is read into.
pub(crate) trait Built: Sized {
    fn null() -> Self;
    fn truth(truth: bool) -> Self;
    fn whole(number: i64) -> Self;
    fn counted(number: u64) -> Self;
    fn number(number: f64) -> Self;
    fn text(text: String) -> Self;
    fn list(elements: Vec<Self>) -> Self;
    /// Of fields as they stand in the text: one that stands there twice means its last value.
    fn object(fields: Vec<(String, Self)>) -> Self;
}

impl Built for Value {
    fn null() -> Self {
        Self::Null
    }

    fn truth(truth: bool) -> Self {
        truth.into()
    }

    fn whole(number: i64) -> Self {
        number.into()
    }

    fn counted(number: u64) -> Self {
        number.into()
    }

    fn number(number: f64) -> Self {
        number.into()
    }

    fn text(text: String) -> Self {
        text.into()
    }

    fn list(elements: Vec<Self>) -> Self {
        Self::Array(elements)
    }

    fn object(fields: Vec<(String, Self)>) -> Self {
        Self::Object(fields.into_iter().collect())
    }
}

impl Built for Cell {
    fn null() -> Self {
        Self::Null
    }

    fn truth(truth: bool) -> Self {
        Self::Truth(truth)
    }

    fn whole(number: i64) -> Self {
        Self::Number(number as f64)
    }

    fn counted(number: u64) -> Self {
        Self::Number(number as f64)
    }

    fn number(number: f64) -> Self {
        Self::Number(number)
    }

    fn text(text: String) -> Self {
        Self::Text(text)
    }

    fn list(elements: Vec<Self>) -> Self {
        Self::List(elements)
    }

    fn object(mut fields: Vec<(String, Self)>) -> Self {
        // By their names, as a map has them: so are the problems that are found in them.
        fields.sort_by(|(one, _), (other, _)| one.cmp(other));
        fields.dedup_by(|later, earlier| {
            let again = later.0 == earlier.0;
            if again {
                core::mem::swap(later, earlier);
            }
            again
        });
        Self::Object(fields)
    }
}

/// Reads a JSON value as deep as a reader of ours looks: what stands deeper is checked to be JSON, and lists and objects there are empty.
/// At the last level only lists have something in them. A damaged file of a few kilobytes would take megabytes else.
///
/// # Errors
/// When the text isn't JSON.
pub(crate) fn shallow<T: Built>(json: &[u8], levels: usize) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = Shallow::of(levels).deserialize(&mut deserializer)?;
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
struct Shallow<T>(usize, PhantomData<T>);

impl<T> Shallow<T> {
    fn of(levels: usize) -> Self {
        Self(levels, PhantomData)
    }
}

impl<'a, T: Built> DeserializeSeed<'a> for Shallow<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a, T: Built> Visitor<'a> for Shallow<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::null())
    }

    fn visit_bool<E>(self, truth: bool) -> Result<T, E> {
        Ok(T::truth(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<T, E> {
        Ok(T::whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<T, E> {
        Ok(T::counted(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<T, E> {
        Ok(T::number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::text(text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<T, E> {
        Ok(T::text(text))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<T, A::Error> {
        let mut values = Vec::new();
        match self.0.checked_sub(1) {
            Some(below) => {
                while let Some(value) = list.next_element_seed(Self::of(below))? {
                    values.push(value);
                }
            }
            None => while list.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(T::list(values))
    }

    fn visit_map<A: MapAccess<'a>>(self, mut object: A) -> Result<T, A::Error> {
        let mut fields = Vec::new();
        match self.0.checked_sub(1) {
            Some(below @ 1..) => {
                while let Some(name) = object.next_key::<String>()? {
                    fields.push((name, object.next_value_seed(Self::of(below))?));
                }
            }
            _ => while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {},
        }
        Ok(T::object(fields))
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
        while let Some(value) = list.next_element_seed(Shallow::<Value>::of(LEVELS))? {
            self.0(Json(&value));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::Problem;
    use madeleine_core::wire::read_response;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_to_the_core_what_it_is_to_the_library() {
        for line in [
            r#"{"v":1,"seq":1,"response_id":"a","survey":"s","answers":{"csat":5,"why":["price","staff"],"x":null}}"#,
            r#"{"seq":2,"v":1,"survey":"later","survey":"last","response_id":"a","answers":{"b":true,"a":1.5,"c":[1]}}"#,
            r#"{"v":18446744073709551615,"zz":1,"context":{"b":"","a":7},"context":{"a":[]},"shown":{"a":1}}"#,
            r#"[1,{"a":{"b":{"c":1}}}]"#,
            "null",
        ] {
            let (ours, theirs): (Cell, Value) =
                (shallow(line.as_bytes(), LEVELS).expect("JSON"), shallow(line.as_bytes(), LEVELS).expect("JSON"));
            assert_eq!(read_response(&ours), read_response(Json(&theirs)), "{line}");
        }
    }

    proptest! {
        #[test]
        fn problems_come_in_the_same_order(names in prop::collection::vec("[a-e]{1,2}|v|seq|survey|answers", 0..12), kind in 0usize..4) {
            let value = ["true", "\"\"", "[7]", "{\"b\":{},\"a\":\"\"}"][kind];
            let fields: Vec<String> = names.iter().map(|name| format!("\"{name}\":{value}")).collect();
            let line = format!("{{{}}}", fields.join(","));
            let ours: Cell = shallow(line.as_bytes(), LEVELS).expect("JSON");
            let theirs: Value = shallow(line.as_bytes(), LEVELS).expect("JSON");
            let read: [Result<_, Vec<Problem>>; 2] = [read_response(&ours), read_response(Json(&theirs))];
            prop_assert_eq!(&read[0], &read[1]);
        }
    }

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
