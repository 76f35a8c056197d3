//! Formbricks: *Responses → Download → All responses (CSV)*.

use super::{Draft, FOR_MAPPING, Role, Sheet, Tool, device, finished};

pub(super) static TOOL: Tool = Tool { name: "Formbricks", survey: "formbricks", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    ["response id", "finished", "survey id"].iter().all(|name| names.iter().any(|known| known == name))
}

fn draw(sheet: &Sheet) -> Draft {
    let role = |column| {
        let name = sheet.name(column);
        match name.as_str() {
            "no." => Role::Passed("the number of a row says nothing of an answer"),
            "response id" => Role::word("response_id"),
            "timestamp" => Role::time("submitted_at", None),
            "finished" => Role::read("state", finished()),
            "survey id" => Role::word("survey"),
            "language" => Role::word("locale"),
            "source" | "country" => Role::context(&name),
            "useragent - device" => Role::read("device", device()),
            "useragent - browser" | "useragent - os" | "url" | "action" => Role::Passed(FOR_MAPPING),
            "formbricks id (internal)" | "user id" | "verified email" | "ipaddress" => Role::Personal,
            "notes" | "tags" | "quotas" => Role::Passed("it is the team's, not the respondent's"),
            _ => match numbered(sheet.cell(0, column)) {
                Some(asked) if asked.ends_with(" - Option ID") => Role::Passed("it repeats the answer beside it"),
                Some(asked) => Role::question(asked),
                None => {
                    Role::Passed("a hidden field, a variable or an attribute; a mapping can name it as context.NAME")
                }
            },
        }
    };
    Draft { heads: 1, roles: (0..sheet.width()).map(role).collect(), fixed: vec![], remarks: vec![] }
}

/// The words of a question behind its number: `3. How was it?`.
fn numbered(name: &str) -> Option<&str> {
    let (number, asked) = name.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(asked)
}
