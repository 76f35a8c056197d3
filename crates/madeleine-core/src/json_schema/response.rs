//! The shape of a response. Its reader is written out by hand, since it reads millions of lines; that the two say the
//! same is what the command's tests try with any response they can think of.

use super::{DIALECT, Keywords, Maker, Tree, count, keyword, list, map, words};
use crate::response::{Durability, State};
use crate::survey::schema::Rule;
use crate::wire::VERSION;
use crate::wire::node::LIMIT;
use crate::wire::read::{CODES, MAX_CHOSEN, MAX_SEQ, MAX_SHOWN, WORD};

/// What a field may hold.
pub(super) enum Field {
    /// What a definition could hold as well.
    Plain(&'static Rule),
    /// An answer by item id.
    Answers,
}

use Field::{Answers, Plain};

const TEXT: Field = Plain(&Rule::Text(WORD));
const TEXTS: Field = Plain(&Rule::Map(&Rule::Text(WORD)));
const U32: &Rule = &Rule::Whole(0, u32::MAX as i64);

/// Each field, and whether it must be there.
pub(super) const FIELDS: &[(&str, bool, Field)] = &[
    ("v", true, Plain(&Rule::Whole(1, VERSION))),
    ("response_id", true, TEXT),
    ("seq", true, Plain(&Rule::Whole(1, MAX_SEQ))),
    ("survey", true, TEXT),
    ("survey_version", false, Plain(U32)),
    ("wording", false, TEXT),
    ("state", false, Plain(&Rule::Word(&State::WORDS))),
    ("touchpoint", false, TEXT),
    ("stage", false, TEXT),
    ("channel", false, TEXT),
    ("journey", false, TEXT),
    ("locale", false, TEXT),
    ("surface", false, TEXT),
    ("device", false, TEXT),
    ("shown_at", false, TEXT),
    ("submitted_at", false, TEXT),
    ("answers", false, Answers),
    ("instruments", false, TEXTS),
    ("subjects", false, TEXTS),
    ("shown", false, Plain(&Rule::List(MAX_SHOWN, &Rule::Text(WORD)))),
    ("ms", false, Plain(&Rule::Map(U32))),
    ("layout", false, TEXTS),
    ("orders", false, Plain(&Rule::Map(&Rule::List(MAX_CHOSEN, &Rule::Text(WORD))))),
    ("context", false, TEXTS),
    ("sample", false, Plain(&Rule::Ratio)),
    ("durability", false, Plain(&Rule::Word(&Durability::WORDS))),
];

/// The schema, and every place whose description it asked for.
pub(super) fn schema() -> (Tree, Vec<String>) {
    let mut maker = Maker::new(words::RESPONSE, words::RESPONSE_DEFAULTS);
    let mut keywords =
        vec![keyword("$schema", Tree::text(DIALECT)), keyword("title", Tree::text("Response to a survey"))];
    keywords.extend(maker.described(""));
    let needed: Vec<&str> = FIELDS.iter().filter(|(_, needed, _)| *needed).map(|(name, ..)| *name).collect();
    keywords.extend([
        keyword("type", Tree::text("object")),
        keyword("maxProperties", count(LIMIT)),
        keyword("required", Tree::texts(&needed)),
    ]);
    let mut properties = Vec::new();
    for (name, needed, field) in FIELDS {
        let mut field = match field {
            Plain(rule) => maker.at(name, rule),
            Answers => answers(&mut maker, name),
        };
        if *name == "state" {
            // What says nothing of its state is taken for one that was left.
            set(&mut field, "default", Tree::text(State::default().word()));
        }
        if !needed {
            or_null(&mut field);
        }
        properties.push(keyword(name, Tree::Object(field)));
    }
    keywords.push(keyword("properties", Tree::Object(properties)));
    (Tree::Object(keywords), maker.places)
}

/// Absent and `null` are the same.
fn or_null(keywords: &mut Keywords) {
    for (name, value) in keywords {
        match (name.as_str(), &mut *value) {
            ("type", Tree::Text(kind)) => *value = Tree::texts(&[kind, "null"]),
            ("oneOf", Tree::List(words)) => words.push(Tree::object([("type", Tree::text("null"))])),
            _ => {}
        }
    }
}

fn set(keywords: &mut Keywords, name: &str, value: Tree) {
    match keywords.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => *old = value,
        None => keywords.push(keyword(name, value)),
    }
}

fn answers(maker: &mut Maker, place: &str) -> Keywords {
    let mut answer = maker.described(&[place, "{}"].concat());
    answer.push(keyword("type", Tree::texts(&["integer", "string", "array", "null"])));
    answer.extend([keyword("minimum", Tree::Whole(CODES.0)), keyword("maximum", Tree::Whole(CODES.1))]);
    let chosen = maker.at(&[place, "{}[]"].concat(), &Rule::Text(WORD));
    answer.extend(list(MAX_CHOSEN, None, chosen).into_iter().filter(|(name, _)| name != "type"));
    let mut keywords = maker.described(place);
    keywords.extend(map(answer));
    keywords
}
