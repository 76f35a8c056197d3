//! LimeSurvey: *Responses → Export → Export responses*, CSV. Columns are headed by codes (`submitdate`), by words (`Date
//! submitted`), or by both (`submitdate. Date submitted`).

use super::{Draft, FOR_MAPPING, Other, Reading, Role, Sheet, Tool, completed};

pub(super) static TOOL: Tool = Tool { name: "LimeSurvey", survey: "limesurvey", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    ["submitdate", "lastpage", "startlanguage"].iter().all(|code| names.iter().any(|name| known(name) == Some(code)))
}

/// The columns that every export has, by code and by words.
const OWN: &[(&str, &str)] = &[
    ("id", "response id"),
    ("submitdate", "date submitted"),
    ("lastpage", "last page"),
    ("startlanguage", "start language"),
    ("seed", "seed"),
    ("token", "access code"),
    ("startdate", "date started"),
    ("datestamp", "date last action"),
    ("ipaddr", "ip address"),
    ("refurl", "referrer url"),
];

/// The code of a column that every export has.
fn known(name: &str) -> Option<&'static str> {
    let (first, words) = name.split_once(". ").unwrap_or((name, name));
    OWN.iter()
        .find(|(code, full)| *code == first && (*full == words || first == name) || *full == name)
        .map(|(code, _)| *code)
}

fn draw(sheet: &Sheet) -> Draft {
    let role = |column| {
        let name = sheet.name(column);
        match known(&name) {
            Some("id") => Role::word("response_id"),
            Some("submitdate") => Role::Time { field: "submitted_at", offset: None, also: Some(completed()) },
            Some("startdate") => Role::time("shown_at", None),
            Some("startlanguage") => Role::read("locale", Reading::with(Other::Language)),
            Some("lastpage" | "seed" | "datestamp") => Role::Passed("only the beginning and the end are kept"),
            Some("refurl") => Role::Passed(FOR_MAPPING),
            Some(_) => Role::Personal,
            // Times of groups and questions, where they are exported.
            None if name.ends_with("time") && name.contains("grouptime") || name.starts_with("interviewtime") => {
                Role::Passed(FOR_MAPPING)
            }
            None => {
                let name = sheet.cell(0, column);
                let asked =
                    name.split_once(". ").filter(|(code, _)| !code.contains(' ')).map_or(name, |(_, asked)| asked);
                Role::question(asked)
            }
        }
    };
    Draft { heads: 1, roles: (0..sheet.width()).map(role).collect(), fixed: vec![], remarks: vec![] }
}
