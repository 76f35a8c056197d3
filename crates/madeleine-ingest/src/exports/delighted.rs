//! Delighted: responses as CSV, and its API's fields as columns. One project asks one kind of question, which the file names.

use super::question::Hint;
use super::{Draft, FOR_MAPPING, Reading, Role, Sheet, Tool, completed, reading};
use crate::place::Place;

pub(super) static TOOL: Tool = Tool { name: "Delighted", survey: "delighted", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    let has = |wanted: &str| names.iter().any(|name| spaced(name) == wanted);
    has("survey type") && has("score") && (has("comment") || has("permalink"))
}

/// `survey_type` and `Survey Type` are the same.
fn spaced(name: &str) -> String {
    name.trim().to_lowercase().replace('_', " ")
}

fn draw(sheet: &Sheet) -> Draft {
    let names: Vec<String> = (0..sheet.width()).map(|column| spaced(sheet.cell(0, column))).collect();
    let mut kinds: Vec<String> = names
        .iter()
        .position(|name| name == "survey type")
        .map(|column| sheet.values(1, column).map(str::to_lowercase).collect())
        .unwrap_or_default();
    kinds.sort();
    kinds.dedup();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let score = names.iter().position(|name| name == "score");
    let highest = score.and_then(|column| sheet.values(1, column).filter_map(reading::code).max()).unwrap_or(0);
    let role = |name: &String| match name.as_str() {
        "id" | "response id" | "survey response id" => Role::word("response_id"),
        "created at" | "responded at" | "response time" | "timestamp" => {
            Role::Time { field: "submitted_at", offset: None, also: Some(completed()) }
        }
        "survey type" => Role::Passed("it says what the score is"),
        "score" => kind_of(&kinds, highest),
        "comment" => Role::Question { asked: "Comment".into(), hint: Hint::Open },
        "locale" | "language" => Role::word("locale"),
        "person" | "person id" | "name" | "email" | "phone number" | "person name" | "person email" => Role::Personal,
        "permalink" | "notes" | "tags" | "updated at" => Role::Passed("it is the team's, not the respondent's"),
        _ => Role::Passed(FOR_MAPPING),
    };
    let ended = has("created at") || has("responded at") || has("response time") || has("timestamp");
    let fixed = if ended { vec![] } else { vec![(Place::Word("state"), "completed".into())] };
    Draft { heads: 1, roles: names.iter().map(role).collect(), fixed, remarks: vec![] }
}

/// The instrument of the score. A scale with fewer points exists of CSAT and CES: a score above them tells which it is.
fn kind_of(kinds: &[String], highest: i32) -> Role {
    let taken = |instrument: &str| Role::Take(vec![(Place::Answer(instrument.into()), Reading::default())]);
    match kinds {
        [one] => match one.as_str() {
            "nps" => taken("ltr11"),
            "csat" if highest > 3 => taken("csat"),
            "csat" => Role::Passed(
                "no score above 3 is among its first ones: the scale may have three points; a mapping can say which it is",
            ),
            "ces" if highest > 5 => taken("ces2"),
            "ces" => Role::Passed(
                "no score above 5 is among its first ones: the scale may have five points; a mapping can say which it is",
            ),
            _ => Role::Passed("no instrument is like this type of survey; a mapping can name it as context.NAME"),
        },
        _ => Role::Passed("its rows are of several types of survey; export each project by itself, or write a mapping"),
    }
}
