//! SurveyMonkey: *Analyze results → Save as → Export file → All responses data (CSV)*. Two rows name the columns: the
//! question over its first column, and below it what the column holds: `Response`, `Open-Ended Response`, an option, a row.

use super::question::Hint;
use super::{Draft, FOR_MAPPING, Role, Sheet, Tool};

pub(super) static TOOL: Tool = Tool { name: "SurveyMonkey", survey: "surveymonkey", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    ["respondent id", "collector id"].iter().all(|name| names.iter().any(|known| known == name))
}

fn draw(sheet: &Sheet) -> Draft {
    let id = sheet.column("respondent id").unwrap_or(0);
    // The second row of names says nothing of the respondent.
    let heads = if sheet.rows.len() > 1 && sheet.cell(1, id).is_empty() { 2 } else { 1 };
    let under = |column: usize| if heads == 2 { sheet.cell(1, column) } else { "" };
    let role = |column: usize| {
        let name = sheet.name(column);
        match name.as_str() {
            "respondent id" => Role::word("response_id"),
            "collector id" => Role::context("collector"),
            "start date" | "date created" => Role::time("shown_at", None),
            "end date" | "date modified" => Role::time("submitted_at", None),
            "ip address" | "email address" | "first name" | "last name" => Role::Personal,
            _ if name.starts_with("custom data") => Role::Passed(FOR_MAPPING),
            "collector" | "tags" => Role::Passed(FOR_MAPPING),
            // Several columns belong to one question: options of which several may be named, rows of a table.
            "" => Role::Passed("one of several columns of a question; a mapping can name it by its number"),
            _ if column + 1 < sheet.width() && sheet.name(column + 1).is_empty() => match under(column) {
                "Response" => Role::question(sheet.cell(0, column)),
                _ => Role::Passed("the first of several columns of a question; a mapping can name it"),
            },
            _ => {
                let hint = if under(column) == "Open-Ended Response" { Hint::Open } else { Hint::None };
                Role::Question { asked: sheet.cell(0, column).into(), hint }
            }
        }
    };
    let remarks = vec!["it doesn't say who came to the end: every response counts as partial."];
    Draft { heads, roles: (0..sheet.width()).map(role).collect(), fixed: vec![], remarks }
}
