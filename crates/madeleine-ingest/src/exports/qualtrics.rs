//! Qualtrics: *Data & Analysis → Export & Import → Export Data → CSV*. Three rows name the columns: the field's id, the
//! question's words, and where it comes from, with the zone of the times.

use super::question::Hint;
use super::{Draft, FOR_MAPPING, Role, Sheet, Tool, finished, time};
use crate::exports::{Other, Reading};

pub(super) static TOOL: Tool = Tool { name: "Qualtrics", survey: "qualtrics", draw };

/// Whether a file with these names of columns, in small letters, is one of its exports.
pub(super) fn is(names: &[String]) -> bool {
    ["startdate", "enddate", "responseid"].iter().all(|name| names.iter().any(|known| known == name))
}

fn draw(sheet: &Sheet) -> Draft {
    let dated = sheet.column("enddate").unwrap_or(0);
    // Rows of names stand before the first row with a date.
    let is_row = |row: &usize| {
        matches!(
            time::Seen::in_values([sheet.cell(*row, dated)].into_iter()),
            time::Seen::Sure(_) | time::Seen::DayOrMonth
        )
    };
    let heads = (1..sheet.rows.len().min(4)).find(is_row).unwrap_or(sheet.rows.len().min(3)).clamp(1, 3);
    let imported =
        |column| (1..heads).map(|row| sheet.cell(row, column)).find(|cell| cell.contains("\"ImportId\"")).unwrap_or("");
    let zone = |column| zone(imported(column));
    let role = |column| {
        let name = sheet.name(column);
        match name.as_str() {
            "responseid" => Role::word("response_id"),
            "startdate" => Role::time("shown_at", zone(column)),
            "enddate" => Role::time("submitted_at", zone(column)),
            "recordeddate" => Role::Passed("when it was stored; the end of the survey is EndDate"),
            "finished" => Role::read("state", finished()),
            "userlanguage" => Role::read("locale", Reading::with(Other::Language)),
            "distributionchannel" => Role::word("channel"),
            "status" => {
                Role::Passed("kinds of response aren't told apart; take previews and tests out before the export")
            }
            "progress" | "duration (in seconds)" => Role::Passed(FOR_MAPPING),
            "ipaddress" | "recipientlastname" | "recipientfirstname" | "recipientemail" | "externalreference"
            | "locationlatitude" | "locationlongitude" => Role::Personal,
            _ if name.ends_with("_text") => Role::Passed("what somebody wrote beside an option"),
            _ if name.ends_with("_nps_group") => Role::Passed("it is computed from the answer beside it"),
            _ if !imported(column).contains("\"QID") && heads == 3 => {
                Role::Passed("embedded data; a mapping can name it as context.NAME")
            }
            _ => {
                let group = [name.as_str(), "_nps_group"].concat();
                let hint = if sheet.column(&group).is_some() {
                    Hint::Recommendation
                } else if imported(column).contains("_TEXT\"") {
                    Hint::Open
                } else {
                    Hint::None
                };
                let asked = if heads > 1 { sheet.cell(1, column) } else { sheet.cell(0, column) };
                Role::Question { asked: asked.into(), hint }
            }
        }
    };
    let remarks = if heads < 3 {
        vec!["its third row of names, which tells questions from embedded data, isn't there."]
    } else {
        vec![]
    };
    let roles = (0..sheet.width()).map(role).collect();
    Draft { heads, roles, fixed: vec![], remarks }
}

/// The offset of a clock that has the same one all year; others are taken as they are written.
fn zone(imported: &str) -> Option<i16> {
    let (_, zone) = imported.split_once("\"timeZone\":\"")?;
    let zone = zone.split('"').next()?;
    matches!(zone, "UTC" | "Etc/UTC" | "GMT" | "Z").then_some(0)
}
