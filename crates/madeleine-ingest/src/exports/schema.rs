//! The JSON Schema of a mapping. The reader in `mapping.rs` is the judge.

use super::mapping::{COLUMNS, FIXED, HEADS, MOST_WORDS, NAME, VERSION, WORD};
use super::time::Order;
use madeleine_core::instrument::{self, KEYS};
use madeleine_core::json_schema::Tree;
use madeleine_core::response::State;

/// The schema of a mapping, as text (draft 2020-12).
///
/// ```
/// assert!(madeleine_ingest::mapping_schema().contains("day_first"));
/// ```
pub fn schema() -> String {
    let text = |words: &str, most: usize| {
        Tree::object([
            ("description", Tree::text(words)),
            ("type", Tree::text("string")),
            ("minLength", Tree::Whole(1)),
            ("maxLength", Tree::Whole(most as i64)),
        ])
    };
    let of = |words: &str, options: &[&str]| {
        Tree::object([("description", Tree::text(words)), ("enum", Tree::texts(options))])
    };
    let instruments: Vec<&str> =
        KEYS.iter().map(|key| key.id).filter(|id| instrument::key_of_instrument(id).is_some()).collect();
    let ours = |words: &str| {
        Tree::object([
            ("description", Tree::text(words)),
            ("type", Tree::texts(&["integer", "string", "null"])),
            ("minimum", Tree::Whole(-2)),
            ("maximum", Tree::Whole(10_000)),
            ("minLength", Tree::Whole(1)),
            ("maxLength", Tree::Whole(WORD as i64)),
        ])
    };
    let words = Tree::object([
        (
            "description",
            Tree::text(
                "Words of this column, capitals or not, with what each stands for: a code, an option, a segment; null for no answer.",
            ),
        ),
        ("type", Tree::text("object")),
        ("maxProperties", Tree::Whole(MOST_WORDS as i64)),
        ("additionalProperties", ours("A code, an option or a word as our own CSV has it; null for no answer.")),
    ]);
    let column = Tree::object([
        ("type", Tree::text("object")),
        ("additionalProperties", Tree::Raw("false")),
        ("required", Tree::texts(&["column", "as"])),
        (
            "properties",
            Tree::object([
                (
                    "column",
                    Tree::object([
                        (
                            "description",
                            Tree::text(
                                "The name of the column as it stands in the file, or its number, counted from 1.",
                            ),
                        ),
                        ("type", Tree::texts(&["string", "integer"])),
                        ("minLength", Tree::Whole(1)),
                        ("maxLength", Tree::Whole(NAME as i64)),
                        ("minimum", Tree::Whole(1)),
                        ("maximum", Tree::Whole(COLUMNS as i64)),
                    ]),
                ),
                (
                    "as",
                    text(
                        "What our own CSV would call it: csat, answers.ITEM, response_id, submitted_at, state, touchpoint, context.NAME, or ignore.",
                        NAME,
                    ),
                ),
                ("instrument", of("The instrument of answers.ITEM.", &instruments)),
                ("words", words),
                (
                    "any",
                    ours(
                        "What any text stands for that isn't among the words: as state, that the column is filled tells.",
                    ),
                ),
                ("split", text("What stands between several options in one cell.", 16)),
                ("format", of("In which order a time is written.", &Order::WORDS.map(|(_, word)| word))),
                ("zone", text("UTC, or an offset such as +01:00; left out, times are taken as they are written.", 32)),
                ("note", Tree::object([("description", Tree::text("For people; not read."))])),
            ]),
        ),
    ]);
    let mut properties = vec![
        ("$schema".to_string(), Tree::object([("description", Tree::text("Where this schema lies, for the editor."))])),
        (
            "v".into(),
            Tree::object([("description", Tree::text("Version of the format.")), ("const", Tree::Whole(VERSION))]),
        ),
        (
            "header_rows".into(),
            Tree::object([
                ("description", Tree::text("How many rows name the columns; 1 where it is left out.")),
                ("type", Tree::text("integer")),
                ("minimum", Tree::Whole(1)),
                ("maximum", Tree::Whole(HEADS)),
            ]),
        ),
    ];
    for field in FIXED {
        let said = if *field == "state" {
            of("How far every response got, where no column says it.", &State::WORDS)
        } else {
            text("What every response says, where no column does.", 128)
        };
        properties.push(((*field).into(), said));
    }
    properties.push((
        "columns".into(),
        Tree::object([
            ("description", Tree::text("The columns; those that aren't named are left out.")),
            ("type", Tree::text("array")),
            ("minItems", Tree::Whole(1)),
            ("maxItems", Tree::Whole(COLUMNS as i64)),
            ("items", column),
        ]),
    ));
    properties.push(("note".into(), Tree::object([("description", Tree::text("For people; not read."))])));
    Tree::object([
        ("$schema", Tree::text("https://json-schema.org/draft/2020-12/schema")),
        ("title", Tree::text("Mapping")),
        ("description", Tree::text("What the columns of a CSV file of another tool are.")),
        ("type", Tree::text("object")),
        ("additionalProperties", Tree::Raw("false")),
        ("required", Tree::texts(&["v", "columns"])),
        ("properties", Tree::Object(properties)),
    ])
    .pretty()
}
