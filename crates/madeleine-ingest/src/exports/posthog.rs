//! PostHog: events `survey sent` as CSV, from *Activity*, from a survey's results or from SQL. Properties stand in columns
//! such as `*.properties.$survey_response_<question id>`.

use super::{Draft, FOR_MAPPING, Reading, Role, Sheet, Tool, device, finished};
use crate::place::Place;

pub(super) static TOOL: Tool = Tool { name: "PostHog", survey: "posthog", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    let has = |wanted: fn(&str) -> bool| names.iter().any(|name| wanted(bare(name)));
    has(|name| name.starts_with("$survey_response"))
        && has(|name| name == "timestamp" || name == "uuid" || name == "event")
}

/// The name of a property or a field of an event.
fn bare(name: &str) -> &str {
    let name = name.strip_prefix("*.").unwrap_or(name);
    name.strip_prefix("properties.").unwrap_or(name)
}

fn draw(sheet: &Sheet) -> Draft {
    // Answers are sent under the question's id, and under its place as they were before.
    let answers = |name: &str| name.starts_with("$survey_response");
    let by_id =
        (0..sheet.width()).any(|column| answers(bare(&sheet.name(column))) && !by_place(bare(&sheet.name(column))));
    let role = |column: usize| {
        let name = sheet.name(column);
        let first = |wanted: &str| (0..column).all(|before| bare(&sheet.name(before)) != wanted);
        match bare(&name) {
            // A submission may send several events: what completes it has the higher number.
            "$survey_submission_id" => Role::word("response_id"),
            "uuid" if (0..sheet.width()).all(|other| bare(&sheet.name(other)) != "$survey_submission_id") => {
                Role::word("response_id")
            }
            "uuid" => Role::Passed("the event's own id; the submission has one"),
            "event" if first("event") => Role::read("state", events()),
            "timestamp" if first("timestamp") => Role::time("submitted_at", None),
            "$survey_completed" => Role::Take(vec![
                (Place::Word("state"), finished()),
                (Place::Number("seq"), Reading::words([("true", "2"), ("false", "1"), ("1", "2"), ("0", "1")])),
            ]),
            "$survey_id" => Role::word("survey"),
            "$survey_language" => Role::word("locale"),
            "$device_type" => Role::read("device", device()),
            "distinct_id" | "$ip" | "person" | "person.distinct_id" | "person.id" => Role::Personal,
            bare if by_place(bare) && by_id => Role::Passed("it repeats the answer under its question's id"),
            bare if bare.starts_with("$survey_response") => Role::question(&question(sheet, column, bare)),
            _ => Role::Passed(FOR_MAPPING),
        }
    };
    let remarks = if (0..sheet.width()).any(|column| bare(&sheet.name(column)) == "$survey_completed") {
        vec![]
    } else {
        vec!["it doesn't say which submissions are complete: every \"survey sent\" counts as one."]
    };
    Draft { heads: 1, roles: (0..sheet.width()).map(role).collect(), fixed: vec![], remarks }
}

/// Whether an answer is named by its question's place: `$survey_response`, `$survey_response_1`.
fn by_place(name: &str) -> bool {
    name.strip_prefix("$survey_response")
        .is_some_and(|rest| rest.trim_start_matches('_').bytes().all(|byte| byte.is_ascii_digit()))
}

/// Kinds of event that belong to a survey.
fn events() -> Reading {
    Reading::words([
        ("survey sent", "completed"),
        ("survey shown", "displayed"),
        ("survey dismissed", "dismissed"),
        ("survey abandoned", "partial"),
    ])
}

/// The words of a question: those that the first event names beside its id, where they are exported, else the column's name.
fn question(sheet: &Sheet, column: usize, bare: &str) -> String {
    let id = bare.strip_prefix("$survey_response").unwrap_or_default().trim_start_matches('_').to_string();
    let names = (0..sheet.width()).filter(|other| other != &column).map(|other| (other, sheet.name(other)));
    // `*.properties.$survey_questions.0.id` beside `*.properties.$survey_questions.0.question`.
    for (other, name) in names {
        let Some(stem) = name.strip_suffix(".id").filter(|stem| self::bare(stem).starts_with("$survey_questions."))
        else {
            continue;
        };
        let number = stem.rsplit('.').next().unwrap_or_default();
        let this = if id.is_empty() {
            number == "0"
        } else {
            id == number || sheet.values(1, other).next().is_some_and(|value| value.eq_ignore_ascii_case(&id))
        };
        let words = sheet.column(&[stem, ".question"].concat()).and_then(|column| sheet.values(1, column).next());
        if let (true, Some(words)) = (this, words) {
            return words.into();
        }
    }
    sheet.cell(0, column).into()
}
