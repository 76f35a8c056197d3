//! Tallies → one row for each score.

use madeleine_core::instrument::{Form, Headline, Key};
use madeleine_stats::estimate::display;
use madeleine_stats::publish::{self, Published, Score};
use madeleine_stats::tally::{Measure, Place};
use madeleine_stats::{NoEstimate, Tallies, Tally};

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
    let row = |Score { measure, part, place, tally, published }: Score<'_>| Row {
        headline: match &part {
            Some(part) => percent(part.hits, part.base),
            None => headline(measure.key(), &tally),
        },
        option: part.map(|part| part.name),
        base: tally.base(),
        score: published,
        measure,
        place,
    };
    publish::scores(tallies).into_iter().map(row).collect()
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
