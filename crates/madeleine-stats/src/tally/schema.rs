//! The JSON Schema of tallies as files. The reader in `wire.rs` is the judge; that what it writes is what the schema says is
//! tried by the command's tests.

use super::wire::{EXACT, MISSING, MOST, NAME, VERSION};
use madeleine_core::instrument::KEYS;
use madeleine_core::json_schema::Tree;

/// The schema of tallies as files, as text (draft 2020-12).
///
/// ```
/// assert!(madeleine_stats::tally::schema().contains("barometer_composite"));
/// ```
pub fn schema() -> String {
    let names = Tree::object([
        (
            "description",
            Tree::text("One segment for each dimension in \"by\", in their order; null where a response names none."),
        ),
        ("type", Tree::text("array")),
        ("maxItems", whole(NAME)),
        (
            "items",
            Tree::object([
                ("type", Tree::texts(&["string", "null"])),
                ("minLength", Tree::Whole(1)),
                ("maxLength", whole(NAME)),
            ]),
        ),
    ]);
    let measures: Vec<&str> = KEYS.iter().map(|key| key.id).collect();
    let measure = Tree::object([
        (
            "description",
            Tree::text("What is counted: a score and, behind a point, what it is about, as in barometer.practical."),
        ),
        ("type", Tree::text("string")),
        ("pattern", Tree::Text(["^(", &measures.join("|"), ")(\\..*)?$"].concat())),
        ("maxLength", whole(2 * NAME)),
        ("examples", Tree::texts(&measures)),
    ]);
    let mass = Tree::object([
        (
            "description",
            Tree::text(
                "Answers, the sum of their weights in units of 2^-32, the sum of the squares in units of 2^-64.",
            ),
        ),
        ("type", Tree::text("array")),
        ("prefixItems", Tree::List(vec![reference("count"), reference("large"), reference("large")])),
        ("minItems", Tree::Whole(3)),
        ("items", Tree::Raw("false")),
    ]);
    let cell = object(
        "The counts of one measure in one segment and period. Each form of answer has its own: counts or weighted; base, options and sets; answered; base, sum and squares.",
        &["segments", "measure"],
        vec![
            ("segments", names),
            ("period", reference("period")),
            ("measure", measure),
            (
                "counts",
                list(
                    "Answers per point of the scale, or per option in the order of the instrument.",
                    reference("count"),
                    NAME,
                ),
            ),
            ("weighted", list("The same weighted, in the place of counts.", mass, NAME)),
            ("base", described("How many answered.", "count")),
            ("options", described("How many named each option.", "pairs")),
            (
                "sets",
                list(
                    "How many named something of exactly each set of groups; bit 0 of the place is the first group.",
                    reference("count"),
                    NAME,
                ),
            ),
            ("answered", described("How many wrote something.", "count")),
            ("sum", described("The sum of the values, in units of 2^-32.", "large")),
            ("squares", described("The sum of their squares, in units of 2^-64.", "large")),
            ("missing", described("Who is not in the base, and why.", "missing")),
        ],
    );
    let sums = object(
        "How many journeys, the sum of their values in units of 2^-32, of the squares in units of 2^-64.",
        &["base", "sum", "squares"],
        vec![("base", reference("count")), ("sum", reference("large")), ("squares", reference("large"))],
    );
    let peak_end = object(
        "What complete journeys leave: they are neither cut nor reopened.",
        &[],
        vec![
            ("index", reference("sums")),
            ("mean", reference("sums")),
            ("largest_change", described("At how many journeys the largest change was at this moment.", "pairs")),
            ("incomplete", described("Journeys without an end, or with too few moments.", "count")),
        ],
    );
    let missing = object(
        "Answers that are not in the base, by reason.",
        &[],
        MISSING.map(|name| (name, reference("count"))).into(),
    );
    let count = Tree::object([
        ("description", Tree::text("A whole number; beyond 2^53 as decimal digits, which every reader keeps exact.")),
        (
            "anyOf",
            Tree::List(vec![
                Tree::object([
                    ("type", Tree::text("integer")),
                    ("minimum", Tree::Whole(0)),
                    ("maximum", Tree::Whole(EXACT as i64)),
                ]),
                Tree::object([("type", Tree::text("string")), ("pattern", Tree::text("^[0-9]{1,20}$"))]),
            ]),
        ),
    ]);
    let large = Tree::object([
        ("description", Tree::text("A whole number of up to 128 bits, in decimal digits.")),
        ("type", Tree::text("string")),
        ("pattern", Tree::text("^-?[0-9]{1,39}$")),
    ]);
    let period = Tree::object([
        (
            "description",
            Tree::text(
                "A day, a week of ISO 8601 or a month, of the grain in \"by\"; left out where a response has no date.",
            ),
        ),
        ("type", Tree::text("string")),
        ("pattern", Tree::text("^[0-9]{4}-([0-9]{2}-[0-9]{2}|W[0-9]{2}|[0-9]{2})$")),
    ]);
    let pair = Tree::object([
        ("type", Tree::text("array")),
        (
            "prefixItems",
            Tree::List(vec![
                Tree::object([("type", Tree::text("string")), ("maxLength", whole(NAME))]),
                reference("count"),
            ]),
        ),
        ("minItems", Tree::Whole(2)),
        ("items", Tree::Raw("false")),
    ]);
    let root = object(
        "Counts of answers by segment and period, which add up with those of other files. Small groups are in it as they are.",
        &["v"],
        vec![
            (
                "v",
                Tree::object([("description", Tree::text("Version of the format.")), ("const", Tree::Whole(VERSION))]),
            ),
            ("kind", Tree::object([("const", Tree::text("tally"))])),
            (
                "by",
                Tree::object([
                    ("description", Tree::text("What cells are cut by, as in touchpoint,period=week.")),
                    ("type", Tree::text("string")),
                    ("maxLength", Tree::Whole(2_000)),
                ]),
            ),
            (
                "zone",
                Tree::object([
                    (
                        "description",
                        Tree::text("By whose clock periods are cut, as in Europe/Paris; UTC where it is left out."),
                    ),
                    ("type", Tree::text("string")),
                    ("minLength", Tree::Whole(1)),
                    ("maxLength", whole(NAME)),
                ]),
            ),
            ("responses", described("How many responses were counted.", "count")),
            ("not_scored", described("Items that mean no instrument, with how often each was answered.", "pairs")),
            ("cells", list("One for each measure, segment and period.", reference("cell"), MOST)),
            ("peak_end", reference("peak_end")),
        ],
    );
    let definitions = Tree::object([
        ("cell", cell),
        ("peak_end", peak_end),
        ("sums", sums),
        ("missing", missing),
        ("pairs", list("Names with their counts.", pair, MOST)),
        ("period", period),
        ("count", count),
        ("large", large),
    ]);
    let mut schema = vec![
        ("$schema".into(), Tree::text("https://json-schema.org/draft/2020-12/schema")),
        ("title".into(), Tree::text("Tallies")),
    ];
    if let Tree::Object(keywords) = root {
        schema.extend(keywords);
    }
    schema.push(("$defs".into(), definitions));
    Tree::Object(schema).pretty()
}

fn whole(number: usize) -> Tree {
    Tree::Whole(number as i64)
}

fn reference(name: &str) -> Tree {
    Tree::object([("$ref", Tree::Text(["#/$defs/", name].concat()))])
}

fn described(words: &str, name: &str) -> Tree {
    Tree::object([("description", Tree::text(words)), ("$ref", Tree::Text(["#/$defs/", name].concat()))])
}

fn list(words: &str, items: Tree, most: usize) -> Tree {
    Tree::object([
        ("description", Tree::text(words)),
        ("type", Tree::text("array")),
        ("maxItems", whole(most)),
        ("items", items),
    ])
}

fn object(words: &str, needed: &[&str], properties: Vec<(&str, Tree)>) -> Tree {
    let properties = properties.into_iter().map(|(name, value)| (name.into(), value)).collect();
    Tree::object([
        ("description", Tree::text(words)),
        ("type", Tree::text("object")),
        ("additionalProperties", Tree::Raw("false")),
        ("required", Tree::texts(needed)),
        ("properties", Tree::Object(properties)),
    ])
}
