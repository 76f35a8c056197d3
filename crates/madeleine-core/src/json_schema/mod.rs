//! JSON Schemas (draft 2020-12) of the two open formats, made from the Rust that reads them: editors complete and check
//! a definition with the first, other tools' authors find in the second what a response may say.
//!
//! A definition's shape is data already: the one that [`check_survey`](crate::survey::check_survey) checks against.
//! Nothing that the widget calls leads here, so a page carries none of it.

mod definition;
mod response;
mod tree;
mod words;

pub use tree::Tree;

use crate::survey::schema::{CONDITION, ITEM, Rule, WHEN};
use crate::wire::node::LIMIT;

/// The schema of a survey definition, as text.
///
/// ```
/// assert!(madeleine_core::json_schema::definition().contains("\"csat\""));
/// ```
pub fn definition() -> String {
    definition::schema().0.pretty()
}

/// The schema of a response, as text.
///
/// ```
/// assert!(madeleine_core::json_schema::response().contains("\"response_id\""));
/// ```
pub fn response() -> String {
    response::schema().0.pretty()
}

/// The dialect of both.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Keywords of one schema, in the order in which they are printed.
type Keywords = Vec<(String, Tree)>;

/// Makes schemas of rules; descriptions and defaults come from tables by place.
struct Maker {
    words: &'static [(&'static str, &'static str)],
    defaults: &'static [(&'static str, Tree)],
    /// Every place that was asked for its description.
    places: Vec<String>,
}

fn keyword(name: &str, value: Tree) -> (String, Tree) {
    (name.into(), value)
}

fn count(number: usize) -> Tree {
    Tree::Whole(number as i64)
}

impl Maker {
    fn new(words: &'static [(&'static str, &'static str)], defaults: &'static [(&'static str, Tree)]) -> Self {
        Self { words, defaults, places: Vec::new() }
    }

    /// What stands at a place: its description, what its rule says, and its default.
    fn at(&mut self, place: &str, rule: &'static Rule) -> Keywords {
        let mut keywords = self.described(place);
        keywords.extend(self.shape(place, rule));
        keywords.extend(self.default(place));
        keywords
    }

    fn described(&mut self, place: &str) -> Keywords {
        self.places.push(place.into());
        let words = self.words.iter().find(|(known, _)| *known == place);
        words.map(|(_, words)| keyword("description", Tree::text(words))).into_iter().collect()
    }

    fn default(&self, place: &str) -> Option<(String, Tree)> {
        let default = self.defaults.iter().find(|(known, _)| *known == place)?;
        Some(keyword("default", default.1.clone()))
    }

    fn shape(&mut self, place: &str, rule: &'static Rule) -> Keywords {
        // What refers to itself, and what is long, stands once among the definitions.
        if let Some(name) = name_of(rule) {
            return vec![keyword("$ref", Tree::Text(["#/$defs/", name].concat()))];
        }
        self.inside(place, rule)
    }

    fn inside(&mut self, place: &str, rule: &'static Rule) -> Keywords {
        let kind = |kind| keyword("type", Tree::text(kind));
        match rule {
            Rule::Text(max) => vec![kind("string"), keyword("minLength", count(1)), keyword("maxLength", count(*max))],
            Rule::Id => {
                vec![
                    kind("string"),
                    keyword("pattern", Tree::text("^[A-Za-z0-9_-]+$")),
                    keyword("maxLength", count(64)),
                ]
            }
            Rule::Whole(least, most) if least == most => vec![keyword("const", Tree::Whole(*least))],
            Rule::Whole(least, most) => {
                vec![kind("integer"), keyword("minimum", Tree::Whole(*least)), keyword("maximum", Tree::Whole(*most))]
            }
            Rule::Ratio => vec![kind("number"), keyword("minimum", count(0)), keyword("maximum", count(1))],
            Rule::Truth => vec![kind("boolean")],
            Rule::Word(words) => self.choice(place, words),
            Rule::Target(words) => vec![
                kind("string"),
                keyword("pattern", Tree::Text(["^(", &words.join("$|"), "$|https?://|\\.\\.?/|/$|/[^/])"].concat())),
                keyword("maxLength", count(2_000)),
            ],
            Rule::Value => vec![keyword("anyOf", Tree::List(each_kind().map(Tree::Object).into()))],
            Rule::OneOrMore(max, Rule::Value) => {
                // Codes or wording keys, never both: so there is a list of each.
                let lists = each_kind().map(|kind| Tree::Object(list(*max, Some(1), kind)));
                let any = each_kind().map(Tree::Object).into_iter().chain(lists).collect();
                vec![keyword("anyOf", Tree::List(any))]
            }
            Rule::OneOrMore(max, rule) => {
                let one = self.shape(place, rule);
                let more = list(*max, Some(1), one.clone());
                vec![keyword("anyOf", Tree::List(vec![Tree::Object(one), Tree::Object(more)]))]
            }
            Rule::List(max, rule) => {
                // One of a kind that has a name is described once, wherever it stands in a list.
                let inner = name_of(rule).map_or_else(|| [place, "[]"].concat(), String::from);
                let items = self.at(&inner, rule);
                list(*max, None, items)
            }
            Rule::Map(rule) => {
                let inner = self.at(&[place, "{}"].concat(), rule);
                map(inner)
            }
            Rule::Object(fields) => {
                let mut properties = Vec::new();
                for (name, _, rule) in *fields {
                    let place = if place.is_empty() { (*name).into() } else { [place, ".", name].concat() };
                    properties.push(keyword(name, Tree::Object(self.at(&place, rule))));
                }
                let needed: Vec<&str> =
                    fields.iter().filter(|(_, needed, _)| *needed).map(|(name, ..)| *name).collect();
                let mut keywords = vec![kind("object"), keyword("additionalProperties", Tree::Raw("false"))];
                if !needed.is_empty() {
                    keywords.push(keyword("required", Tree::texts(&needed)));
                }
                keywords.push(keyword("properties", Tree::Object(properties)));
                keywords
            }
        }
    }

    /// One of a few words, each with what it means. The first is what an absent one stands for.
    fn choice(&mut self, place: &str, words: &[&str]) -> Keywords {
        let word = |word: &&str| {
            let mut keywords = vec![keyword("const", Tree::text(word))];
            keywords.extend(self.described(&[place, ": ", word].concat()));
            Tree::Object(keywords)
        };
        let words_described = words.iter().map(word).collect();
        vec![keyword("oneOf", Tree::List(words_described)), keyword("default", Tree::text(words[0]))]
    }
}

/// The name among the definitions of a rule that has one.
fn name_of(rule: &Rule) -> Option<&'static str> {
    [(&CONDITION, "condition"), (&ITEM, "item"), (&WHEN, "when")]
        .into_iter()
        .find(|(named, _)| core::ptr::eq(*named, rule))
        .map(|(_, name)| name)
}

/// A code, and a wording key.
fn each_kind() -> [Keywords; 2] {
    let text = |kind| keyword("type", Tree::text(kind));
    [
        vec![text("integer"), keyword("minimum", Tree::Whole(-10)), keyword("maximum", Tree::Whole(10_000))],
        vec![text("string"), keyword("minLength", count(1)), keyword("maxLength", count(64))],
    ]
}

fn list(max: usize, min: Option<usize>, items: Keywords) -> Keywords {
    let mut keywords = vec![keyword("type", Tree::text("array"))];
    keywords.extend(min.map(|min| keyword("minItems", count(min))));
    keywords.extend([keyword("maxItems", count(max)), keyword("items", Tree::Object(items))]);
    keywords
}

fn map(values: Keywords) -> Keywords {
    vec![
        keyword("type", Tree::text("object")),
        keyword("maxProperties", count(LIMIT)),
        keyword("additionalProperties", Tree::Object(values)),
    ]
}

#[cfg(test)]
mod tests {
    use super::{definition, response, words};

    /// Fails when a key has no description, or a description has no key.
    fn compare(places: Vec<String>, words: &[(&str, &str)]) {
        for place in &places {
            assert!(words.iter().any(|(known, _)| known == place), "\"{place}\" has no description in words.rs");
        }
        for (i, (place, sentence)) in words.iter().enumerate() {
            assert!(places.iter().any(|known| known == place), "words.rs describes \"{place}\", which isn't there");
            assert!(words[..i].iter().all(|(other, _)| other != place), "words.rs describes \"{place}\" twice");
            assert!(sentence.ends_with(['.', '…', ')']), "\"{place}\": {sentence}");
        }
    }

    #[test]
    fn every_key_has_a_description_and_every_description_a_key() {
        compare(definition::schema().1, words::DEFINITION);
        compare(response::schema().1, words::RESPONSE);
        for (place, _) in words::DEFAULTS {
            assert!(words::DEFINITION.iter().any(|(known, _)| known == place), "{place}");
        }
        for (place, _) in words::RESPONSE_DEFAULTS {
            assert!(words::RESPONSE.iter().any(|(known, _)| known == place), "{place}");
        }
    }

    /// Whatever the reader keeps of a response is a field of it.
    #[test]
    fn the_schema_of_a_response_names_each_field_that_a_response_has() {
        let debug = format!("{:#?}", crate::Response::default());
        let mut fields: Vec<&str> = debug
            .lines()
            .filter_map(|line| line.strip_prefix("    ")?.split_once(": "))
            .map(|(name, _)| name)
            .filter(|name| !name.starts_with(' '))
            .chain(["v"])
            .collect();
        let mut named: Vec<&str> = response::FIELDS.iter().map(|(name, ..)| *name).collect();
        fields.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, fields);
    }
}
