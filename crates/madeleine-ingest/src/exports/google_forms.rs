//! Google Forms: *Responses → Download responses (.csv)*, or the linked sheet saved as CSV. The first column is the time, all
//! others are questions.

use super::{Draft, Role, Sheet, Tool};
use crate::place::Place;

pub(super) static TOOL: Tool = Tool { name: "Google Forms", survey: "google-forms", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    names.len() > 1 && names.first().is_some_and(|name| TIMESTAMP.contains(&name.as_str()))
}

/// What the first column is called, by the language of the form's owner.
const TIMESTAMP: &[&str] = &[
    "timestamp",
    "horodateur",
    "zeitstempel",
    "marca temporal",
    "informazioni cronologiche",
    "carimbo de data/hora",
    "tijdstempel",
    "sygnatura czasowa",
    "タイムスタンプ",
    "طابع زمني",
];

fn draw(sheet: &Sheet) -> Draft {
    let role = |column| match sheet.name(column).as_str() {
        _ if column == 0 => Role::time("submitted_at", None),
        "email address" | "username" | "email" => Role::Personal,
        "score" => Role::Passed("the points of a quiz"),
        _ => Role::question(sheet.cell(0, column)),
    };
    Draft {
        heads: 1,
        roles: (0..sheet.width()).map(role).collect(),
        // A form that wasn't sent leaves no row.
        fixed: vec![(Place::Word("state"), "completed".into())],
        remarks: vec![],
    }
}
