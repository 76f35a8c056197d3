//! The clocks of the world, as the time zone database knows them.

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use madeleine_stats::tally::Zone;

/// From when to when changes of a clock are looked up: nobody asked before, and no rule is known for long after.
const FROM: &str = "2000-01-01T00:00Z";
const TO: &str = "2060-01-01T00:00Z";

/// The clock of that name, with all its changes.
pub(super) fn parse(name: &str) -> Result<Zone, String> {
    let zone = TimeZone::get(name).map_err(|_| {
        let known: Vec<String> = tz::db().available().map(|name| name.to_string()).collect();
        match madeleine_core::problem::nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("there is no time zone of that name. Did you mean \"{near}\"?"),
            None => "there is no time zone of that name: expected one as in Europe/Paris.".into(),
        }
    })?;
    let unknown = |error: jiff::Error| error.to_string();
    let (from, to): (Timestamp, Timestamp) = (FROM.parse().map_err(unknown)?, TO.parse().map_err(unknown)?);
    let changes = zone.following(from).map(|change| change.timestamp()).take_while(|at| *at < to);
    let changes: Vec<(String, i16)> = std::iter::once(from)
        .chain(changes)
        .map(|at| {
            let minutes = zone.to_offset(at).seconds().div_euclid(60);
            (at.strftime("%Y-%m-%dT%H:%M").to_string(), i16::try_from(minutes).unwrap_or(0))
        })
        .collect();
    Zone::new(name, changes.iter().map(|(at, offset)| (at.as_str(), *offset)))
        .ok_or_else(|| "this clock's changes are not in order.".into())
}
