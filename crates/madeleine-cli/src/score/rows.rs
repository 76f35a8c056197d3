//! Tallies → one row for each score.

use madeleine_core::instrument::{Headline, Key};
use madeleine_stats::estimate::{display, wilson};
use madeleine_stats::publish::{self, Gate, HIDDEN_BELOW, Published};
use madeleine_stats::tally::{Mentions, Place};
use madeleine_stats::{Confidence, NoEstimate, Tallies, Tally};

/// One score of one instrument in one segment and period.
pub(super) struct Row {
    pub(super) key: &'static Key,
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
    for key in tallies.instruments() {
        for (place, tally) in tallies.of(key.instrument.id) {
            let row = |option, score, headline| Row {
                key,
                option,
                place: place.clone(),
                base: tally.base(),
                score,
                headline,
            };
            match tally.mentions() {
                Some(mentions) if mentions.base() > 0 => {
                    for (option, count) in most_named(mentions) {
                        let headline = percent(count, mentions.base());
                        rows.push(row(Some(option.into()), share_of_option(key, count, mentions.base()), headline));
                    }
                }
                _ => rows.push(row(None, publish::headline(key, tally), headline(key, tally))),
            }
        }
    }
    rows
}

/// Options by how many named them; equal ones by name.
fn most_named(mentions: &Mentions) -> Vec<(&str, u64)> {
    let mut options: Vec<_> = mentions.options().collect();
    options.sort_by_key(|&(option, count)| (std::cmp::Reverse(count), option));
    options
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
    let Some(counts) = tally.counts() else { return String::new() };
    let (for_it, against) = (counts.sum_of(key.favourable), counts.sum_of(key.unfavourable));
    match key.headline {
        Headline::Net => {
            display::net(for_it, against, counts.base()).map_or_else(String::new, |net| format!("{net:+}"))
        }
        _ => percent(for_it, counts.base()),
    }
}
