//! Tallies as files: `*.tally.json`. What a public report ships instead of rows, and what machines hand each other.
//!
//! The form has a version. Whole numbers are JSON numbers up to 2^53, decimal text beyond, so that every reader keeps
//! them exact; sums of 128 bits are always text.

use super::{
    By, Counts, Measure, Mentions, Missing, PeakEnds, Period, Place, Segment, Sums, Tallies, Tally, Words, Zone,
};
use crate::weight::{Mass, Weighted};
use core::str::FromStr;
use madeleine_core::instrument::{self, About, KEYS, Key};
use madeleine_core::problem::Problem;
use madeleine_core::wire::{Cursor, Json, Kind, Node};
use std::collections::BTreeMap;

/// Version of the form that is written.
pub const VERSION: i64 = 1;

/// The largest whole number that every reader of JSON keeps.
pub(super) const EXACT: u64 = 1 << 53;
/// Most cells, options or names in one file: a cube of ten years by day and a thousand segments.
pub(super) const MOST: usize = 10_000_000;
/// Once so many problems were found in a file, the cells to come aren't read any more.
const TOLD: usize = 100;
/// Longest name of a segment, item or option, in characters.
pub(super) const NAME: usize = 128;

type Problems = Vec<Problem>;

/// Writes tallies as one JSON object.
///
/// Journeys are written told: an open one, whose end may still come in another file, counts as incomplete. Nothing is
/// suppressed, small cells are written as they are: [`method::tallies`](crate::method::tallies).
///
/// ```
/// use madeleine_stats::{Tallies, tally};
/// let empty = tally::write(&Tallies::default());
/// assert!(empty.starts_with(r#"{"v":1,"kind":"tally","by":"","responses":0,"#));
/// ```
pub fn write(tallies: &Tallies) -> String {
    let mut json = Json::default();
    json.open('{');
    json.name("v");
    json.whole(VERSION);
    texts(&mut json, "kind", "tally");
    texts(&mut json, "by", &tallies.by().to_string());
    if !tallies.zone().name().is_empty() {
        texts(&mut json, "zone", tallies.zone().name());
    }
    number(&mut json, "responses", tallies.responses());
    json.name("not_scored");
    pairs(&mut json, tallies.strangers());
    json.name("cells");
    json.open('[');
    for (place, measure, tally) in tallies.cells() {
        json.open('{');
        json.name("segments");
        json.open('[');
        for segment in &place.segments {
            match segment.name() {
                Some(name) => json.text(name),
                None => json.raw("null"),
            }
        }
        json.close(']');
        if let Some(period) = place.period.filter(|period| *period != Period::NoDate) {
            texts(&mut json, "period", &period.to_string());
        }
        texts(&mut json, "measure", &measure.to_string());
        write_tally(&mut json, tally);
        json.close('}');
    }
    json.close(']');
    let peak_ends = tallies.peak_ends();
    if peak_ends != PeakEnds::default() {
        json.name("peak_end");
        json.open('{');
        json.name("index");
        object(&mut json, |json| write_sums(json, &peak_ends.index));
        json.name("mean");
        object(&mut json, |json| write_sums(json, &peak_ends.mean));
        json.name("largest_change");
        pairs(&mut json, peak_ends.largest_change.iter().map(|(name, count)| (name.as_str(), *count)));
        number(&mut json, "incomplete", peak_ends.incomplete);
        json.close('}');
    }
    json.close('}');
    json.finish()
}

fn write_tally(json: &mut Json, tally: &Tally) {
    match tally {
        Tally::Counts(counts) => {
            json.name("counts");
            list(json, counts.categories());
        }
        Tally::Mentions(mentions) => {
            number(json, "base", mentions.base());
            json.name("options");
            pairs(json, mentions.options());
            if !mentions.sets().is_empty() {
                json.name("sets");
                list(json, mentions.sets());
            }
        }
        Tally::Words(words) => number(json, "answered", words.answered()),
        Tally::Sums(sums) => write_sums(json, sums),
        Tally::Weighted(weighted, _) => {
            json.name("weighted");
            json.open('[');
            for mass in weighted.categories() {
                json.open('[');
                whole(json, mass.answers);
                json.text(&mass.sum.to_string());
                json.text(&mass.squares.to_string());
                json.close(']');
            }
            json.close(']');
        }
    }
    let missing = tally.missing();
    if *missing != Missing::default() {
        json.name("missing");
        object(json, |json| {
            for (name, count) in MISSING.iter().zip(parts(missing)).filter(|(_, count)| *count > 0) {
                number(json, name, count);
            }
        });
    }
}

pub(super) const MISSING: [&str; 5] = ["skipped", "unknown", "not_shown", "abandoned", "invalid"];

fn parts(missing: &Missing) -> [u64; 5] {
    [missing.skipped, missing.unknown, missing.not_shown, missing.abandoned, missing.invalid]
}

fn write_sums(json: &mut Json, sums: &Sums) {
    number(json, "base", sums.base());
    texts(json, "sum", &sums.sum().to_string());
    texts(json, "squares", &sums.squares().to_string());
}

fn object(json: &mut Json, write: impl FnOnce(&mut Json)) {
    json.open('{');
    write(json);
    json.close('}');
}

fn texts(json: &mut Json, name: &str, text: &str) {
    json.name(name);
    json.text(text);
}

fn number(json: &mut Json, name: &str, number: u64) {
    json.name(name);
    whole(json, number);
}

fn whole(json: &mut Json, number: u64) {
    if number <= EXACT { json.raw(&number.to_string()) } else { json.text(&number.to_string()) }
}

fn list(json: &mut Json, numbers: &[u64]) {
    json.open('[');
    numbers.iter().for_each(|number| whole(json, *number));
    json.close(']');
}

/// Names with their counts, as a list of pairs: an owner's names are no keys of an object.
fn pairs<'a>(json: &mut Json, pairs: impl Iterator<Item = (&'a str, u64)>) {
    json.open('[');
    for (name, count) in pairs {
        json.open('[');
        json.text(name);
        whole(json, count);
        json.close(']');
    }
    json.close(']');
}

/// Reads tallies. Cells of the same place and measure add up; keys that aren't known are refused, so that nothing a newer
/// version counts is lost in silence.
///
/// # Errors
/// Every problem found, each with its JSON path and its mend.
pub fn read<'n, N: Node<'n>>(node: N) -> Result<Tallies, Vec<Problem>> {
    let mut reading = Reading::of(node);
    if let Some(cells) = Cursor::root(node).field("cells").filter(|cells| cells.kind() == Kind::List) {
        let Reading { tallies, weighted, problems, .. } = &mut reading;
        cells.each(problems, MOST, |at, problems| {
            if problems.len() < TOLD {
                read_cell(tallies, weighted, &at, problems);
            }
        });
    }
    reading.finish()
}

/// Reads tallies whose cells come one by one, so that a long file takes no more memory than what it counts.
///
/// ```
/// use madeleine_core::wire::Tape;
/// use madeleine_stats::tally::Reading;
/// let head = Tape::read(r#"{"v":1,"kind":"tally","by":"touchpoint","cells":[]}"#).expect("JSON");
/// let mut reading = Reading::of(head.root());
/// for cell in [r#"{"segments":["checkout"],"measure":"csat","counts":[0,0,1,0,4]}"#] {
///     reading.cell(Tape::read(cell).expect("JSON").root());
/// }
/// assert_eq!(reading.finish().expect("tallies").cells().count(), 1);
/// ```
#[derive(Debug)]
pub struct Reading {
    tallies: Tallies,
    /// Of each measure met so far whether it is weighted: in all cells or in none.
    weighted: BTreeMap<Measure, bool>,
    problems: Problems,
    cells: usize,
}

impl Reading {
    /// Reads all of a file but its cells. Those that stand in it are passed over.
    pub fn of<'n, N: Node<'n>>(head: N) -> Self {
        let mut problems = Problems::new();
        let root = Cursor::root(head);
        let mut tallies = Tallies::default();
        if root.kind() == Kind::Object && root.field("v").is_none() {
            root.problem(&mut problems, "missing", &["\"v\" is missing: a tally file begins with its version."]);
        }
        // By what the cells are cut must be known before they are read, wherever it stands.
        if let Some(at) = root.field("by").filter(|at| !at.raw_text().is_empty()) {
            match at.text(&mut problems, 2_000).map(|by| by.parse::<By>()) {
                Some(Ok(by)) => tallies = Tallies::new(by),
                Some(Err(error)) => at.problem(&mut problems, error.code(), &[&error.to_string()]),
                None => {}
            }
        }
        if let Some(name) = root.field("zone").and_then(|at| at.text(&mut problems, NAME)) {
            tallies = tallies.in_zone(Zone::named(name.into()));
        }
        root.entries(&mut problems, |name, at, problems| match name {
            "v" => drop(at.whole(problems, 1, VERSION)),
            "kind" => drop(at.word(problems, &["tally"])),
            "by" | "zone" => {}
            // What is no list says so; a list comes cell by cell.
            "cells" if at.kind() != Kind::List => at.each(problems, 0, |_, _| {}),
            "cells" => {}
            "responses" => tallies.responses = count(&at, problems),
            "not_scored" => tallies.strangers = read_pairs(&at, problems),
            "peak_end" => tallies.told = read_peak_ends(&at, problems),
            _ => {
                let known = ["v", "kind", "by", "zone", "responses", "not_scored", "cells", "peak_end"];
                at.unknown(problems, "unknown_key", "key", name, &known);
            }
        });
        Self { tallies, weighted: BTreeMap::new(), problems, cells: 0 }
    }

    /// Reads the next cell.
    pub fn cell<'n, N: Node<'n>>(&mut self, node: N) {
        let Self { tallies, weighted, problems, cells } = self;
        // So many problems say what is wrong with a file; a cell more would only cost memory.
        if problems.len() < TOLD {
            Cursor::element("cells", *cells, node, |at| read_cell(tallies, weighted, &at, problems));
        }
        *cells += 1;
    }

    /// What all cells came to.
    ///
    /// # Errors
    /// Every problem found, each with its JSON path and its mend.
    pub fn finish(self) -> Result<Tallies, Vec<Problem>> {
        if self.problems.is_empty() { Ok(self.tallies) } else { Err(self.problems) }
    }
}

/// `weighted` says of each measure met so far whether it is: in all cells or in none.
fn read_cell<'n, N: Node<'n>>(
    tallies: &mut Tallies,
    weighted: &mut BTreeMap<Measure, bool>,
    at: &Cursor<'_, N>,
    problems: &mut Problems,
) {
    let found = problems.len();
    let mut place = Place { segments: Vec::new(), period: tallies.by().period().map(|_| Period::NoDate) };
    let measure = match at.field("measure") {
        Some(at) => at.text(problems, 2 * NAME).and_then(|name| measure(name, &at, problems)),
        None => {
            at.problem(problems, "missing", &["\"measure\" is missing: what this cell counts."]);
            None
        }
    };
    let Some(measure) = measure else { return };
    let mut tally = None;
    let mut missing = Missing::default();
    at.entries(problems, |name, at, problems| match name {
        "measure" => {}
        "segments" => at.each(problems, NAME, |at, problems| {
            let null = at.kind() == Kind::Null;
            let name = if null { Some("") } else { at.text(problems, NAME) };
            place.segments.extend(name.map(Segment::of));
        }),
        "period" => match at.text(problems, NAME).map(|text| text.parse::<Period>()) {
            Some(Ok(period)) if tallies.by().period() == period.grain() => place.period = Some(period),
            Some(_) => {
                let mend = "expected a period as in 2026-11-21, 2026-W47 or 2026-11, of the grain that \"by\" names.";
                at.problem(problems, "bad_period", &[mend]);
            }
            None => {}
        },
        "missing" => missing = read_missing(&at, problems),
        "counts" | "weighted" | "base" | "options" | "sets" | "answered" | "sum" | "squares" => {}
        _ => {
            let known = [
                "segments", "period", "measure", "counts", "weighted", "base", "options", "sets", "answered", "sum",
                "squares", "missing",
            ];
            at.unknown(problems, "unknown_key", "key", name, &known);
        }
    });
    if place.segments.len() != tallies.by().dimensions().len() {
        at.problem(problems, "bad_place", &["a cell needs one segment for each dimension in \"by\"."]);
    }
    if problems.len() == found {
        tally = read_tally(measure.key(), at, missing, problems);
    }
    if let (Some(tally), true) = (tally, problems.len() == found) {
        let is_weighted = matches!(tally, Tally::Weighted(..));
        let mixed = *weighted.entry(measure.clone()).or_insert(is_weighted) != is_weighted;
        if mixed || tallies.put(place, &measure, tally).is_err() {
            let mend = "this measure is weighted in one cell and not in another: weigh all of them or none.";
            at.problem(problems, "mixed_weights", &[mend]);
        }
    }
}

/// The measure of that name.
fn measure<'n, N: Node<'n>>(name: &str, at: &Cursor<'_, N>, problems: &mut Problems) -> Option<Measure> {
    let (id, subject) = name.split_once('.').map_or((name, None), |(id, subject)| (id, Some(subject)));
    let key = instrument::key(id).filter(|key| subject.is_none() || key.instrument.about != About::Occasion);
    let measure = key.and_then(|key| Measure::of(key, subject));
    if measure.is_none() {
        let known: Vec<&str> = KEYS.iter().map(|key| key.id).collect();
        at.unknown(problems, "unknown_measure", "measure", name, &known);
    }
    measure
}

fn read_tally<'n, N: Node<'n>>(
    key: &Key,
    at: &Cursor<'_, N>,
    missing: Missing,
    problems: &mut Problems,
) -> Option<Tally> {
    let numbers = |name, problems: &mut Problems| {
        let mut numbers = Vec::new();
        if let Some(at) = at.field(name) {
            at.each(problems, NAME, |at, problems| numbers.push(count(&at, problems)));
        }
        numbers
    };
    let one = |name, problems: &mut Problems| at.field(name).map_or(0, |at| count(&at, problems));
    match Tally::of_key(key) {
        Tally::Counts(empty) if at.field("weighted").is_some() => {
            let masses = read_masses(at, problems);
            if masses.len() != empty.categories().len() {
                let needed = empty.categories().len().to_string();
                at.problem(problems, "bad_counts", &["expected \"weighted\" of ", &needed, " categories."]);
                return None;
            }
            Some(Tally::Weighted(Weighted::from(masses), missing))
        }
        Tally::Counts(empty) => {
            let counts = numbers("counts", problems);
            if counts.len() != empty.categories().len() {
                let needed = empty.categories().len().to_string();
                at.problem(problems, "bad_counts", &["expected \"counts\" of ", &needed, " categories."]);
                return None;
            }
            Some(Tally::Counts(Counts::new(counts, missing)))
        }
        Tally::Mentions(_) => {
            let options = at.field("options").map_or_else(BTreeMap::new, |at| read_pairs(&at, problems));
            let sets = numbers("sets", problems);
            let base = one("base", problems);
            // Cells add up: where one said in which groups its people named something and another didn't, the sum would say it of some.
            let grouped = if key.groups.is_empty() { 0 } else { base };
            let sum = sets.iter().fold(0_u64, |sum, &count| sum.saturating_add(count));
            let mentions = Mentions::new(base, options, missing).with_sets(sets).filter(|_| sum == grouped);
            if mentions.is_none() {
                at.problem(problems, "bad_counts", &["\"sets\" must add up to \"base\"."]);
            }
            mentions.map(Tally::Mentions)
        }
        Tally::Words(_) => Some(Tally::Words(Words::new(one("answered", problems), missing))),
        Tally::Sums(_) => read_sums(at, missing, problems).map(Tally::Sums),
        // An empty tally is never weighted.
        Tally::Weighted(..) => None,
    }
}

/// Each category as a list of answers, Σw and Σw².
fn read_masses<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Problems) -> Vec<Mass> {
    let mut masses = Vec::new();
    let Some(at) = at.field("weighted") else { return masses };
    at.each(problems, NAME, |at, problems| {
        let mut mass = Mass::default();
        let mut parts = 0;
        at.each(problems, 3, |at, problems| {
            parts += 1;
            match parts {
                1 => mass.answers = count(&at, problems),
                2 => mass.sum = large(&at, problems).unwrap_or(0),
                _ => mass.squares = large(&at, problems).unwrap_or(0),
            }
        });
        // Without answers there are no weights; Cauchy and Schwarz: (Σw)² ≤ n·Σw².
        let square = mass.sum.checked_mul(mass.sum);
        let product = mass.squares.checked_mul(mass.answers.into());
        let possible = square.zip(product).is_none_or(|(square, product)| square <= product);
        if parts != 3 || !possible {
            at.problem(problems, "bad_sums", &["expected [answers, Σw, Σw²] that some weights have."]);
        }
        masses.push(mass);
    });
    masses
}

fn read_sums<'n, N: Node<'n>>(at: &Cursor<'_, N>, missing: Missing, problems: &mut Problems) -> Option<Sums> {
    let base = at.field("base").map_or(0, |at| count(&at, problems));
    let sum = at.field("sum").map_or(Some(0), |at| large(&at, problems));
    let squares = at.field("squares").map_or(Some(0), |at| large(&at, problems));
    let sums = Sums::new(base, sum?, squares?, missing);
    if sums.is_none() {
        at.problem(problems, "bad_sums", &["no values have such a base, sum and squares."]);
    }
    sums
}

fn read_peak_ends<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Problems) -> PeakEnds {
    let mut peak_ends = PeakEnds::default();
    at.entries(problems, |name, at, problems| match name {
        "index" => peak_ends.index = read_sums(&at, Missing::default(), problems).unwrap_or_default(),
        "mean" => peak_ends.mean = read_sums(&at, Missing::default(), problems).unwrap_or_default(),
        "largest_change" => peak_ends.largest_change = read_pairs(&at, problems),
        "incomplete" => peak_ends.incomplete = count(&at, problems),
        _ => {
            at.unknown(problems, "unknown_key", "key", name, &["index", "mean", "largest_change", "incomplete"]);
        }
    });
    peak_ends
}

fn read_missing<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Problems) -> Missing {
    let mut missing = Missing::default();
    at.entries(problems, |name, at, problems| {
        let place = match name {
            "skipped" => &mut missing.skipped,
            "unknown" => &mut missing.unknown,
            "not_shown" => &mut missing.not_shown,
            "abandoned" => &mut missing.abandoned,
            "invalid" => &mut missing.invalid,
            _ => return at.unknown(problems, "unknown_key", "key", name, &MISSING),
        };
        *place = count(&at, problems);
    });
    missing
}

fn read_pairs<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Problems) -> BTreeMap<String, u64> {
    let mut pairs = BTreeMap::new();
    at.each(problems, MOST, |at, problems| {
        let (mut name, mut number) = (None, None);
        let mut parts = 0;
        at.each(problems, 2, |at, problems| {
            parts += 1;
            if parts == 1 {
                // An item without a name has an empty one.
                name = if at.raw_text().is_empty() { Some("") } else { at.text(problems, NAME) };
            } else {
                number = Some(count(&at, problems));
            }
        });
        match (name, number) {
            (Some(name), Some(number)) => {
                let place = pairs.entry(name.into()).or_insert(0_u64);
                *place = place.saturating_add(number);
            }
            _ => at.problem(problems, "bad_pair", &["expected a name and a number, as in [\"reason.other\", 12]."]),
        }
    });
    pairs
}

/// A whole number from 0 up, as a number or, beyond 2^53, as decimal text.
fn count<'n, N: Node<'n>>(at: &Cursor<'_, N>, problems: &mut Problems) -> u64 {
    match at.kind() {
        Kind::Text => large(at, problems).unwrap_or(0),
        _ => at.whole(problems, 0, EXACT as i64).and_then(|count| u64::try_from(count).ok()).unwrap_or(0),
    }
}

/// A whole number as decimal text.
fn large<'n, N: Node<'n>, T: FromStr>(at: &Cursor<'_, N>, problems: &mut Problems) -> Option<T> {
    let number = at.text(problems, 40)?.parse().ok();
    if number.is_none() {
        at.problem(problems, "bad_number", &["expected a whole number in decimal digits."]);
    }
    number
}
