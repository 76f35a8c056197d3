//! The surveys that come with Madeleine: each is valid, and whatever it can show has words in each of its languages.

use madeleine_core::instrument::Form;
use madeleine_core::scale::Labels;
use madeleine_core::survey::wording::{Wording, fill, label_key};
use madeleine_core::survey::{Item, check_survey};
use madeleine_core::wire::Tape;
use madeleine_core::{Survey, instrument};
use madeleine_ingest::Json;
use serde_json::Value;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What stands around the questions.
const FRAME: &[&str] = &[
    "ui.region",
    "ui.close",
    "ui.back",
    "ui.next",
    "ui.send",
    "ui.skip",
    "ui.dk",
    "ui.choose_upto",
    "ui.privacy_note",
    "ui.thanks",
    "ui.thanks_sub",
];

fn www() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www")
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every definition of the folder, by its file's name.
fn surveys() -> Vec<(PathBuf, Survey<'static>)> {
    let files = fs::read_dir(www().join("surveys")).expect("a folder").map(|file| file.expect("a file").path());
    let read = |path: PathBuf| {
        let definition = json(&path);
        assert_eq!(check_survey(Json(&definition)), [], "{}", path.display());
        let tape = Box::leak(Box::new(Tape::read(&definition.to_string()).expect("JSON")));
        (path, Survey::read(tape.root()).expect("a survey"))
    };
    let mut surveys: Vec<_> = files.map(read).collect();
    surveys.sort_by(|(a, _), (b, _)| a.cmp(b));
    surveys
}

/// All that an item can show.
fn shown<C: Fn(&str) -> Option<String>>(item: &Item<'_>, words: &Wording<'_, C>) -> Vec<String> {
    let mut texts = vec![words.question(item)];
    let mut show = |key: &str| texts.push(words.text(key));
    item.instrument.stem.iter().for_each(|stem| show(stem));
    match &item.instrument.form {
        Form::Scale(scale) => match scale.labels {
            Labels::Each => scale.codes().for_each(|code| show(&label_key(scale.id, code))),
            Labels::Ends { low, high } => [low, high].iter().for_each(|key| show(key)),
        },
        Form::Choice { options, .. } => options.iter().for_each(|key| show(key)),
        Form::Multi { .. } => item.options.iter().for_each(|key| show(key)),
        Form::Text => {}
    }
    texts
}

#[test]
fn each_is_valid_and_named_like_its_file() {
    let surveys = surveys();
    assert!(surveys.len() >= 11, "{} definitions", surveys.len());
    for (path, survey) in &surveys {
        assert!(path.ends_with(format!("{}.survey.json", survey.id)), "{}", path.display());
    }
    let output = Command::new(env!("CARGO_BIN_EXE_madeleine"))
        .arg("validate")
        .args(surveys.iter().map(|(path, _)| path))
        .output()
        .expect("runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn whatever_they_show_has_words_in_each_of_their_languages() {
    for (path, survey) in surveys() {
        let definition = json(&path);
        for locale in definition["locales"].as_array().expect("languages").iter().filter_map(Value::as_str) {
            let catalogue = json(&www().join(format!("locales/{locale}.json")));
            let wordless = RefCell::new(Vec::new());
            let look_up = |key: &str| {
                let text = catalogue.get(key).and_then(Value::as_str).map(String::from);
                if text.is_none() {
                    wordless.borrow_mut().push(key.to_owned());
                }
                // A sentence about the shop needs the shop's name.
                assert!(
                    !survey.brand.is_empty() || !text.as_ref().is_some_and(|text| text.contains("{brand}")),
                    "{key}"
                );
                text
            };
            let words = Wording { survey: &survey, locale, catalogue: look_up };
            let mut texts: Vec<_> = FRAME.iter().map(|key| fill(&words.text(key), "{n}", "3")).collect();
            texts.extend(survey.items.iter().flat_map(|item| shown(item, &words)));
            // Where a key has no words the key itself is shown.
            let hole = |text: &&String| text.contains(['{', '}']) || wordless.borrow().contains(*text);
            let holes: Vec<_> = texts.iter().filter(hole).collect();
            assert_eq!(holes, [""; 0], "{}, {locale}", path.display());
        }
    }
}

#[test]
fn no_two_items_of_a_survey_share_an_instrument_and_a_subject() {
    for (path, survey) in surveys() {
        let mut asked: Vec<_> = survey.items.iter().map(|item| (item.instrument.id, &item.subject)).collect();
        let all = asked.len();
        asked.sort();
        asked.dedup();
        assert_eq!(asked.len(), all, "{}", path.display());
    }
}

#[test]
fn together_they_ask_what_madeleine_can_ask() {
    let surveys = surveys();
    let asked = |id| surveys.iter().flat_map(|(_, survey)| &survey.items).any(|item| item.instrument.id == id);
    // The other forms of effort, ease and memory are for those who use them already.
    let other = ["ces1", "ease5", "ease7", "nms3"];
    let missing: Vec<_> =
        instrument::ALL.iter().map(|one| one.id).filter(|id| !asked(*id) && !other.contains(id)).collect();
    assert_eq!(missing, [""; 0]);
}
