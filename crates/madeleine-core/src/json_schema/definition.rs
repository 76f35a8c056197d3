//! What the schema of a definition says beyond its rules: which instruments there are, and what each of them asks for.

use super::{DIALECT, Keywords, Maker, Tree, count, keyword, words};
use crate::decimal;
use crate::instrument::{self, About, Form, Instrument};
use crate::survey::LANGUAGES;
use crate::survey::schema::{CONDITION, ITEM, SURVEY, WHEN};

/// The schema, and every place whose description it asked for.
pub(super) fn schema() -> (Tree, Vec<String>) {
    let mut maker = Maker::new(words::DEFINITION, words::DEFAULTS);
    let mut keywords = vec![keyword("$schema", Tree::text(DIALECT)), keyword("title", Tree::text("Survey definition"))];
    keywords.extend(maker.at("", &SURVEY));
    let mut item = vec![keyword("title", Tree::text("Question"))];
    item.extend(maker.inside("item", &ITEM));
    let mut condition = vec![keyword("title", Tree::text("Condition"))];
    condition.extend(maker.inside("condition", &CONDITION));
    let mut when = vec![keyword("title", Tree::text("Triggers"))];
    when.extend(maker.inside("when", &WHEN));

    // A survey without a language speaks English.
    let locales = field(&mut keywords, "locales");
    locales.push(keyword("default", Tree::texts(&["en"])));
    let locale = inner(locales, "items");
    locale.push(keyword("pattern", Tree::Text(["^(", &LANGUAGES.join("|"), ")(-[A-Za-z0-9]+)*$"].concat())));
    locale.push(keyword("examples", Tree::texts(LANGUAGES)));
    field(&mut keywords, "items").push(keyword("minItems", count(1)));

    // Fields are a form's, and an event has none.
    let receiver = inner(field(&mut keywords, "deliver"), "items");
    let form = Tree::object([("as", Tree::object([("const", Tree::text("form"))]))]);
    let address = Tree::object([("not", Tree::object([("enum", Tree::texts(&["event", "dataLayer"]))]))]);
    let none = || Tree::Raw("false");
    receiver.push(keyword("if", Tree::object([("properties", form), ("required", Tree::texts(&["as"]))])));
    receiver.push(keyword("then", Tree::object([("properties", Tree::object([("to", address)]))])));
    receiver
        .push(keyword("else", Tree::object([("properties", Tree::object([("fields", none()), ("fixed", none())]))])));

    let chosen = field(&mut item, "instrument");
    chosen.retain(|(name, _)| name == "description");
    chosen.push(keyword("oneOf", Tree::List(instrument::ALL.iter().map(|instrument| offered(instrument)).collect())));
    field(&mut item, "options").push(keyword("uniqueItems", Tree::Raw("true")));
    item.push(keyword("allOf", Tree::List(conditions_of_instruments())));

    let needs = |names: &[&str]| Tree::object([("required", Tree::texts(names))]);
    condition.push(keyword(
        "oneOf",
        Tree::List(vec![
            needs(&["item"]),
            needs(&["answered"]),
            needs(&["any"]),
            needs(&["all"]),
            needs(&["probability"]),
        ]),
    ));
    condition.push(keyword(
        "dependentRequired",
        Tree::object([
            ("item", Tree::texts(&["value"])),
            ("op", Tree::texts(&["item"])),
            ("value", Tree::texts(&["item"])),
            ("else_any", Tree::texts(&["probability"])),
        ]),
    ));

    keywords.push(keyword(
        "$defs",
        Tree::object([
            ("item", Tree::Object(item)),
            ("condition", Tree::Object(condition)),
            ("when", Tree::Object(when)),
        ]),
    ));
    (Tree::Object(keywords), maker.places)
}

/// The keywords of a property.
fn field<'a>(keywords: &'a mut Keywords, name: &str) -> &'a mut Keywords {
    inner(inner(keywords, "properties"), name)
}

/// The keywords below one, which is there: the rules of a definition are no input.
fn inner<'a>(keywords: &'a mut Keywords, name: &str) -> &'a mut Keywords {
    match keywords.iter_mut().find(|(known, _)| known == name) {
        Some((_, Tree::Object(inner))) => inner,
        _ => unreachable!("the rules have no {name}"),
    }
}

/// One instrument as an editor proposes it.
fn offered(instrument: &Instrument) -> Tree {
    let key = instrument::key_of_instrument(instrument.id);
    let subjects: Vec<&str> = instrument.questions.iter().map(|(subject, _)| *subject).collect();
    let about = match instrument.about {
        About::Occasion => String::new(),
        About::Subjects => [" Needs a subject: ", &subjects.join(", "), "."].concat(),
        About::Anything => " Needs a subject of your own.".into(),
    };
    let source = key.map_or("", |key| key.source);
    let description = [source, ". ", &answer(&instrument.form), &about].concat();
    Tree::object([
        ("const", Tree::text(instrument.id)),
        ("title", Tree::text(key.map_or(instrument.id, |key| key.name))),
        ("description", Tree::Text(description)),
    ])
}

/// What an answer is.
fn answer(form: &Form) -> String {
    match form {
        Form::Scale(scale) => {
            let [first, last] = [scale.first, scale.last()].map(|code| decimal::text(code.into()));
            ["Answered with a code from ", &first, " to ", &last, "."].concat()
        }
        Form::Choice { options, unknown } => {
            let unknown = if *unknown { "; \"I don't know\" is offered besides." } else { "." };
            ["Answered with one of ", &options.join(", "), unknown].concat()
        }
        Form::Multi { options: [], .. } => "Answered with some of the options that the item lists.".into(),
        Form::Multi { options, .. } => ["Answered with some of ", &options.join(", "), "."].concat(),
        Form::Text => "Answered in the person's own words.".into(),
    }
}

/// What an item needs, or must not have, because of its instrument.
fn conditions_of_instruments() -> Vec<Tree> {
    let with = |instruments: &[&str], then: Tree| {
        let named = match instruments {
            [one] => Tree::object([("const", Tree::text(one))]),
            several => Tree::object([("enum", Tree::texts(several))]),
        };
        let test = Tree::object([
            ("properties", Tree::object([("instrument", named)])),
            ("required", Tree::texts(&["instrument"])),
        ]);
        Tree::object([("if", test), ("then", then)])
    };
    let ids = |wanted: &dyn Fn(&Instrument) -> bool| -> Vec<&str> {
        instrument::ALL.iter().filter(|instrument| wanted(instrument)).map(|instrument| instrument.id).collect()
    };
    let properties = |name: &str, value: Tree| ("properties", Tree::object([(name, value)]));

    let mut conditions = vec![
        with(
            &ids(&|instrument| instrument.about == About::Occasion),
            Tree::object([properties("subject", Tree::Raw("false"))]),
        ),
        with(
            &ids(&|instrument| instrument.about != About::Occasion),
            Tree::object([("required", Tree::texts(&["subject"]))]),
        ),
    ];
    for instrument in instrument::ALL.iter().filter(|instrument| instrument.about == About::Subjects) {
        let subjects: Vec<&str> = instrument.questions.iter().map(|(subject, _)| *subject).collect();
        let one = Tree::object([("enum", Tree::texts(&subjects))]);
        conditions.push(with(&[instrument.id], Tree::object([properties("subject", one)])));
    }
    conditions.push(with(
        &ids(&|instrument| !matches!(instrument.form, Form::Multi { .. })),
        Tree::object([(
            "properties",
            Tree::object([("options", Tree::object([("maxItems", count(0))])), ("shuffle", Tree::Raw("false"))]),
        )]),
    ));
    conditions.push(with(
        &ids(&|instrument| matches!(instrument.form, Form::Multi { options: [], .. })),
        Tree::object([
            ("required", Tree::texts(&["options"])),
            properties("options", Tree::object([("minItems", count(1))])),
        ]),
    ));
    for instrument in instrument::ALL {
        if let Form::Multi { options, .. } = &instrument.form
            && !options.is_empty()
        {
            let some = Tree::object([("items", Tree::object([("enum", Tree::texts(options))]))]);
            conditions.push(with(&[instrument.id], Tree::object([properties("options", some)])));
        }
    }
    conditions
}
