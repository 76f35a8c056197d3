//! Typeform: *Results → Responses → Download*.

use super::{Draft, Role, Sheet, Tool, completed};
use crate::exports::Reading;

pub(super) static TOOL: Tool = Tool { name: "Typeform", survey: "typeform", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    names.first().is_some_and(|name| name == "#") && names.iter().any(|name| name == "submit date (utc)")
}

fn draw(sheet: &Sheet) -> Draft {
    let role = |column| match sheet.name(column).as_str() {
        "#" => Role::word("response_id"),
        "start date (utc)" => Role::time("shown_at", Some(0)),
        "stage date (utc)" => Role::Passed("only the beginning and the end are kept"),
        "submit date (utc)" => Role::Time { field: "submitted_at", offset: Some(0), also: Some(completed()) },
        "response type" => Role::read(
            "state",
            Reading::words([("completed", "completed"), ("partial", "partial"), ("started", "started")]),
        ),
        "network id" => Role::Personal,
        "tags" | "ending" | "score" => Role::Passed("it is the form's, not the respondent's"),
        _ => Role::question(sheet.cell(0, column)),
    };
    Draft { heads: 1, roles: (0..sheet.width()).map(role).collect(), fixed: vec![], remarks: vec![] }
}
