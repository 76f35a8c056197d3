//! `madeleine opening`: a definition that brings its first question along, drawn out in words.

use crate::validate::{judged, read};
use crate::{Failure, print};
use madeleine_core::Survey;
use madeleine_core::survey::flow::State;
use madeleine_core::survey::screen::{Control, Question};
use madeleine_core::survey::wording::Wording;
use madeleine_core::wire::Tape;
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print a definition with its first question drawn out, for madeleine.first.js
///
/// A page that has to ask at once shows that question as soon as the script is there; what decides and stores is fetched
/// meanwhile. Print it anew whenever the definition changes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The definition (*.survey.json); - reads standard input
    #[arg(value_name = "SURVEY")]
    survey: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let file = args.survey.display().to_string();
    let bytes = read(&args.survey).map_err(|error| Failure(format!("{file}: {error}")))?;
    let mut definition = judged(&bytes)
        .map_err(|problems| Failure(format!("{file}{}. Run \"madeleine validate\" on it.", problems.join("; "))))?;
    let openings = openings(&definition).map_err(|why| Failure(format!("{file}: {why}")))?;
    if let Some(all) = definition.as_object_mut() {
        all.remove("$schema");
        all.insert("opening".into(), openings);
    }
    print(&format!("{definition}\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// The words of every language.
const CATALOGUES: &[(&str, &str)] = &[
    ("ar", include_str!("../../../www/locales/ar.json")),
    ("de", include_str!("../../../www/locales/de.json")),
    ("en", include_str!("../../../www/locales/en.json")),
    ("es", include_str!("../../../www/locales/es.json")),
    ("fr", include_str!("../../../www/locales/fr.json")),
    ("it", include_str!("../../../www/locales/it.json")),
    ("ja", include_str!("../../../www/locales/ja.json")),
    ("nl", include_str!("../../../www/locales/nl.json")),
    ("pl", include_str!("../../../www/locales/pl.json")),
    ("pt", include_str!("../../../www/locales/pt.json")),
];
/// The words of a language.
pub(crate) fn words_of(language: &str) -> Option<&'static str> {
    CATALOGUES.iter().find(|(name, _)| *name == language).map(|(_, words)| *words)
}

const LANGUAGES: &str = include_str!("../../../www/locales/languages.json");

/// The first question by locale. An error says why it can't be known before somebody is asked.
fn openings(definition: &Value) -> Result<Value, String> {
    let text = definition.to_string();
    let tape = Tape::read(&text).ok_or("this isn't JSON")?;
    let survey = Survey::read(tape.root()).ok_or("no question of it can be asked")?;
    let state = State::start(&survey, 0, 0);
    let question = Question::at(&survey, &state).ok_or("no question of it can be asked")?;
    if survey.items[0].show_if.is_some() {
        return Err("$.items[0].show_if: which question comes first depends on whom it asks. Let the first question stand without it.".into());
    }
    if question.item.shuffle {
        return Err("$.items[0]: its options stand in an order of chance. Give it \"shuffle\": false, or begin with another question.".into());
    }
    let own: Vec<String> =
        definition["locales"].as_array().into_iter().flatten().filter_map(|at| at.as_str().map(String::from)).collect();
    let locales = if own.is_empty() { vec!["en".into()] } else { own };
    let directions: Value = serde_json::from_str(LANGUAGES).map_err(|error| error.to_string())?;
    let mut openings = Map::new();
    for locale in locales {
        let language = locale.split('-').next().unwrap_or_default().to_lowercase();
        let words = words_of(&language).ok_or(format!("no words of {locale} are known"))?;
        let words: Value = serde_json::from_str(words).map_err(|error| error.to_string())?;
        let catalogue = |key: &str| words[key].as_str().map(String::from);
        let words = Wording { survey: &survey, locale: &locale, catalogue };
        let rtl = directions[&language]["dir"] == "rtl";
        openings.insert(locale.clone(), opening(&question, &words, survey.items.len(), rtl)?);
    }
    Ok(Value::Object(openings))
}

fn opening<C: Fn(&str) -> Option<String>>(
    question: &Question<'_, '_>,
    words: &Wording<'_, C>,
    of: usize,
    rtl: bool,
) -> Result<Value, String> {
    let choices = question.choices();
    let control = match choices.control {
        Control::Faces => "faces",
        Control::Numbers => "numbers",
        Control::Choice => "choice",
        Control::Several => "several",
        Control::Words => {
            return Err("$.items[0]: what somebody writes can't wait for the rest. Begin with a question that is answered by a tap.".into());
        }
    };
    let mut shown = vec!["ui.region", "ui.back", "ui.close", if of > 1 { "ui.next" } else { "ui.send" }];
    if question.item.optional {
        shown.push("ui.skip");
    }
    if choices.control == Control::Several {
        shown.push("ui.choose_upto");
    }
    let label = |place| question.label_key(place).map(|key| words.text(&key)).unwrap_or_default();
    let mut all = json!({
        "control": control,
        "question": words.question(question.item),
        "labels": (0..choices.places).map(label).collect::<Vec<_>>(),
        "of": of,
        "text": shown.into_iter().map(|key| (key.to_string(), words.text(key).into())).collect::<Map<String, Value>>(),
    });
    // What is left out is what it is for most: the file travels to every visitor.
    let mut put = |name: &str, value: Value, usual: Value| {
        if value != usual {
            all[name] = value;
        }
    };
    put("stem", question.stem(words).into(), "".into());
    put("rtl", rtl.into(), false.into());
    put("optional", question.item.optional.into(), false.into());
    put("first", choices.first.into(), 0.into());
    put("step", choices.step.into(), 1.into());
    put("alone", choices.alone.into(), (-1).into());
    put("limit", choices.limit.into(), 3.into());
    Ok(all)
}
