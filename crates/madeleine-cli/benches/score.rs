//! How long it takes to score a file of responses, from its bytes to the tallies by touchpoint and week.
//!
//! `cargo bench -p madeleine-cli --bench score -- FILE [OUT]` reads a CSV file of the columns below once, as the command does
//! (counted as it comes, if its ids are in order), and says how long that took. With `OUT` the sums that other programs are
//! compared by are written there, a line for each touchpoint and week. Measured beside it, on the same file of a million rows and
//! in the same minutes, taking turns, the least of seven: 0.18 seconds of processor time, and 0.28 for a loop over the csv crate that
//! knows its columns.
//!
//! `response_id,submitted_at,survey_id,touchpoint,channel,locale,device,csat,ces,nps,memory,resolved,…`: what isn't named or
//! coded as we do, `memory` and `resolved`, is cut by instead.

use madeleine_core::columns::Rows;
use madeleine_ingest::{Intake, Reader};
use madeleine_stats::By;
use madeleine_stats::tally::{Counter, Place, Zone};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::time::Instant;

const PIECE: usize = 64 * 1024;

/// The sums of one touchpoint and week.
type Sums = [u64; 17];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let Some(path) = args.first() else {
        println!("give a file of responses: cargo bench -p madeleine-cli --bench score -- FILE [OUT]");
        return Ok(());
    };
    let start = Instant::now();
    let by: By = "touchpoint,context.memory,context.resolved,period=week".parse()?;
    let mut counter = Counter::new(by, Zone::default());
    let mut reader = Reader::passing(0, Intake::default());
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE];
    let (mut named, mut in_passing) = (false, true);
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            break;
        }
        let mut bytes = &piece[..length];
        if !named {
            let end = bytes.iter().position(|byte| *byte == b'\n').ok_or("no first line")?;
            let names = std::str::from_utf8(&bytes[..end])?;
            let names = names.replace(",memory,", ",context.memory,").replace(",resolved,", ",context.resolved,");
            reader.push(names.as_bytes());
            (bytes, named) = (&bytes[end..], true);
        }
        reader.push(bytes);
        in_passing = in_passing && reader.pass(|rows: Rows<'_>| counter.observe(rows));
    }
    let intake = reader.finish();
    intake.rows(|rows| counter.observe(rows));
    if !in_passing {
        return Err("the ids of this file aren't in order".into());
    }
    let sums = sums(counter);
    println!("{:.3} s, {} rows, {} problems", start.elapsed().as_secs_f64(), intake.lines(), intake.problem_count());
    if let Some(out) = args.get(1) {
        let mut text = String::new();
        for ((touchpoint, monday), sums) in sums {
            let sums = sums.map(|sum| sum.to_string()).join("\t");
            writeln!(text, "{touchpoint}\t{monday}\t{sums}")?;
        }
        fs::write(out, text)?;
    }
    Ok(())
}

fn key(place: &Place) -> (String, String) {
    let touchpoint = place.segments[0].to_string();
    let monday = place.period.and_then(|period| period.first_day());
    (touchpoint, monday.map_or(String::new(), |day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)))
}

fn sums(counter: Counter) -> BTreeMap<(String, String), Sums> {
    let mut all: BTreeMap<(String, String), Sums> = BTreeMap::new();
    let (tallies, rows) = counter.finish_with_rows();
    for (place, rows) in rows {
        let sums = all.entry(key(&place)).or_default();
        sums[0] += rows;
        let memory = place.segments[1].name().unwrap_or_default();
        let resolved = place.segments[2].name().unwrap_or_default();
        for (at, hit) in [
            (12, ["positive", "none", "negative"].contains(&memory)),
            (13, memory == "positive"),
            (14, memory == "negative"),
            (15, ["yes", "no"].contains(&resolved)),
            (16, resolved == "yes"),
        ] {
            sums[at] += if hit { rows } else { 0 };
        }
    }
    for (place, measure, tally) in tallies.cells() {
        let Some(counts) = tally.counts() else { continue };
        let counts = counts.categories();
        let sums = all.entry(key(place)).or_default();
        let (at, first, top) = match measure.key().id {
            "csat" => (1, 1, 4),
            "ces2" => (5, 1, 5),
            "ltr11" => {
                sums[9] += counts.iter().sum::<u64>();
                sums[10] += counts[9..].iter().sum::<u64>();
                sums[11] += counts[..7].iter().sum::<u64>();
                continue;
            }
            _ => continue,
        };
        for (code, count) in (first..).zip(counts) {
            sums[at] += count;
            sums[at + 1] += code * count;
            sums[at + 2] += code * code * count;
            sums[at + 3] += if code >= top { *count } else { 0 };
        }
    }
    all
}
