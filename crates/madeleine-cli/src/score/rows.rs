//! Tallies → one row for each score.

use madeleine_core::instrument::{self, Form, Headline, Key, Reads};
use madeleine_stats::estimate::{display, wilson};
use madeleine_stats::publish::{self, Gate, HIDDEN_BELOW, Published};
use madeleine_stats::score::{Kano, KanoKind};
use madeleine_stats::tally::{Measure, Period, Place, Segment};
use madeleine_stats::{Confidence, NoEstimate, Tallies, Tally};

/// One score of one instrument in one segment and period.
pub(super) struct Row {
    pub(super) measure: Measure,
    /// The option of which it is the share, where an instrument has one share per option.
    pub(super) option: Option<String>,
    pub(super) place: Place,
    pub(super) base: u64,
    pub(super) score: Result<Published, NoEstimate>,
    /// The value as it is printed, rounded from the counts themselves.
    pub(super) headline: String,
}

/// Every score, by instrument, then segment, then time.
pub(super) fn of(tallies: &Tallies) -> Vec<Row> {
    let mut rows = Vec::new();
    for measure in tallies.measures() {
        let key = measure.key();
        for (place, tally) in tallies.of(&measure) {
            let row = |option, score, headline| Row {
                measure: measure.clone(),
                option,
                place: place.clone(),
                base: tally.base(),
                score,
                headline,
            };
            let parts = parts(key, tally);
            if parts.is_empty() {
                rows.push(row(None, publish::headline(key, tally), headline(key, tally)));
            }
            for Part { name, hits, base } in parts {
                rows.push(row(Some(name), share_of_option(key, hits, base), percent(hits, base)));
            }
        }
    }
    rows.extend(peak_end(tallies));
    rows
}

/// What the journeys come to: they are not cut by segment or period.
fn peak_end(tallies: &Tallies) -> Option<Row> {
    let index = tallies.peak_ends().index;
    let measure = Measure::of(instrument::key("peak_end")?, None).filter(|_| index.base() > 0)?;
    let tally = Tally::Sums(index);
    let by = tallies.by();
    let place =
        Place { segments: vec![Segment::Unnamed; by.dimensions().len()], period: by.period().map(|_| Period::NoDate) };
    let score = publish::headline(measure.key(), &tally);
    Some(Row { option: None, place, base: tally.base(), headline: headline(measure.key(), &tally), score, measure })
}

/// A share of what has one share for each of its parts.
struct Part {
    name: String,
    hits: u64,
    base: u64,
}

/// The parts of a tally that has no single score: options by how many named them and then their groups, or the kinds
/// of a feature.
fn parts(key: &Key, tally: &Tally) -> Vec<Part> {
    match tally {
        Tally::Mentions(mentions) if mentions.base() > 0 => {
            let part = |name: &str, hits| Part { name: name.into(), hits, base: mentions.base() };
            let mut parts: Vec<Part> = mentions.options().map(|(option, hits)| part(option, hits)).collect();
            // Stable: options come sorted by name.
            parts.sort_by_key(|part| std::cmp::Reverse(part.hits));
            parts.extend(key.groups.iter().enumerate().map(|(at, group)| part(group.id, mentions.naming(at))));
            parts
        }
        Tally::Counts(pairs) if key.reads == Reads::Pair => {
            let Ok(kano) = Kano::of(pairs, Confidence::NINETY_FIVE) else { return Vec::new() };
            let kinds = KanoKind::ALL.iter().zip(kano.counts);
            kinds.map(|(kind, hits)| Part { name: kind.letter().into(), hits, base: kano.base }).collect()
        }
        _ => Vec::new(),
    }
}

fn share_of_option(key: &Key, count: u64, base: u64) -> Result<Published, NoEstimate> {
    let estimate = wilson::share(count, base, Confidence::NINETY_FIVE)?;
    match Gate::of(key, base) {
        Gate::Hidden => Err(NoEstimate::InsufficientBase { needed: HIDDEN_BELOW, have: base }),
        gate => Ok(Published { estimate, indicative: gate == Gate::Indicative }),
    }
}

fn percent(hits: u64, base: u64) -> String {
    display::percent(hits, base).map_or_else(String::new, |percent| format!("{percent} %"))
}

/// The headline in the instrument's own unit: `82.4 %`, or `+31`.
fn headline(key: &Key, tally: &Tally) -> String {
    if let (Tally::Weighted(..), Ok(estimate)) = (tally, madeleine_stats::headline(key, tally)) {
        // No ratio of counts: rounded from the estimate.
        return match key.headline {
            Headline::Net => format!("{:+}", estimate.value().round() + 0.0),
            Headline::Mean => format!("{:.2}", estimate.value()),
            _ => format!("{:.1} %", 100.0 * estimate.value()),
        };
    }
    if key.headline == Headline::Mean {
        let hundredths = match (tally, &key.instrument.form) {
            (Tally::Counts(counts), Form::Scale(scale)) => display::hundredths(counts.categories(), scale.first),
            (Tally::Sums(sums), _) => sums.hundredths(),
            _ => None,
        };
        // Codes of scales with a mean are none below zero.
        return hundredths.map_or_else(String::new, |mean| format!("{}.{:02}", mean / 100, mean % 100));
    }
    let Some(counts) = tally.counts() else { return String::new() };
    let (for_it, against) = (counts.sum_of(key.favourable), counts.sum_of(key.unfavourable));
    match key.headline {
        Headline::Net => {
            display::net(for_it, against, counts.base()).map_or_else(String::new, |net| format!("{net:+}"))
        }
        _ => percent(for_it, counts.base()),
    }
}
