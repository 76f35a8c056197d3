//! Estimates and tallies to numbers as they are shown, or to the reason why they aren't.

use super::{Cell, Figure, Kind, Status};
use crate::number;
use crate::wording::Words;
use madeleine_core::instrument::{Form, Headline, Key};
use madeleine_stats::estimate::{Unit, display};
use madeleine_stats::publish::{self, Gate, HIDDEN_BELOW};
use madeleine_stats::tally::Counts;
use madeleine_stats::{Estimate, NoEstimate, Tally};

impl Figure {
    /// An estimate whose value as printed, in units of its last decimal, was rounded from the counts themselves.
    pub(super) fn new(estimate: &Estimate, rounded: i64, words: Words) -> Self {
        let (kind, scale, decimals) = match estimate.unit() {
            Unit::Share => (Kind::Share, 1_000.0, 1),
            Unit::Points => (Kind::Points, 1.0, 0),
            Unit::ScalePoints => (Kind::ScalePoints, 100.0, 2),
            Unit::Index => (Kind::Index, 10.0, 1),
        };
        let write = |value| match kind {
            Kind::Points => number::signed(value, decimals, words.language()),
            _ => number::decimal(value, decimals, words.language()),
        };
        let (low, high) = (write(number::scaled(estimate.low(), scale)), write(number::scaled(estimate.high(), scale)));
        let unit = words.unit(estimate.unit());
        let behind = match estimate.unit() {
            Unit::Share => number::percent_sign(words.language()).into(),
            Unit::Points => format!("\u{a0}{unit}"),
            Unit::ScalePoints | Unit::Index => String::new(),
        };
        Self {
            value: estimate.value(),
            low: estimate.low(),
            high: estimate.high(),
            base: estimate.base(),
            kind,
            method: estimate.method().code().into(),
            text: write(rounded),
            unit: unit.into(),
            range: words.range(&low, &high, &behind),
            low_text: low,
            high_text: high,
        }
    }

    /// A share of a base.
    pub(super) fn share(estimate: &Estimate, part: u64, whole: u64, words: Words) -> Self {
        Self::new(estimate, number::ratio(i128::from(part), whole, 1_000), words)
    }

    /// A net score of two sides.
    pub(super) fn net(estimate: &Estimate, sides: [u64; 2], base: u64, words: Words) -> Self {
        let rounded = display::net(sides[0], sides[1], base).map_or(0, i64::from);
        Self::new(estimate, rounded, words)
    }

    /// The number with its unit where that belongs to it: `82.4 %`, `+31`.
    pub(crate) fn with_unit(&self, words: Words) -> String {
        match self.kind {
            Kind::Share => format!("{}{}", self.text, number::percent_sign(words.language())),
            _ => self.text.clone(),
        }
    }
}

/// The sum of code minus first code over all answers, so that means are rounded from integers.
pub(super) fn steps(counts: &Counts) -> i128 {
    counts.categories().iter().enumerate().map(|(at, &count)| at as i128 * i128::from(count)).sum()
}

/// The mean code in hundredths, as it is printed; 0 where answers have no codes.
pub(super) fn mean(key: &Key, counts: &Counts) -> i64 {
    let Form::Scale(scale) = key.instrument.form else { return 0 };
    display::hundredths(counts.categories(), scale.first).unwrap_or(0)
}

/// A headline's figure as it is printed.
fn headline(key: &Key, counts: &Counts, estimate: &Estimate, words: Words) -> Figure {
    let base = counts.base();
    let favourable = counts.sum_of(key.favourable);
    match key.headline {
        Headline::Net => Figure::net(estimate, [favourable, counts.sum_of(key.unfavourable)], base, words),
        Headline::Mean => Figure::new(estimate, mean(key, counts), words),
        _ => Figure::share(estimate, favourable, base, words),
    }
}

impl Cell {
    /// The headline of a tally if it may be shown, else why not.
    pub(super) fn of(key: &Key, tally: &Tally, words: Words) -> Self {
        let base = tally.base();
        let printed = |estimate: &Estimate| match tally {
            Tally::Counts(counts) => Some(headline(key, counts, estimate, words)),
            Tally::Sums(sums) => Some(Figure::new(estimate, sums.hundredths()?, words)),
            _ => None,
        };
        let published = publish::headline(key, tally);
        let figure = published.as_ref().ok().and_then(|published| printed(&published.estimate));
        let (status, figure, note) = match (published, figure) {
            (Ok(published), Some(figure)) => {
                if published.indicative {
                    let needed = u64::from(key.minimum_base);
                    (Status::Indicative, Some(figure), words.indicative(base, needed))
                } else {
                    (Status::Published, Some(figure), String::new())
                }
            }
            (Ok(_), None) => (Status::NoAnswers, None, NoEstimate::WrongTally.sentence(words.language())),
            (Err(reason @ NoEstimate::InsufficientBase { .. }), _) => {
                (Status::TooFew, None, reason.sentence(words.language()))
            }
            (Err(reason), _) => (Status::NoAnswers, None, reason.sentence(words.language())),
        };
        Self { status, figure, base: Some(base), base_text: words.base(base), note }
    }

    /// A cell of a breakdown that is hidden, and its base with it.
    pub(super) fn hidden(base: u64, words: Words) -> Self {
        let (status, note) = if base < HIDDEN_BELOW {
            (Status::TooFew, words.too_few(HIDDEN_BELOW))
        } else {
            (Status::Withheld, words.withheld().into())
        };
        Self { status, figure: None, base: None, base_text: String::new(), note }
    }

    /// What a table says in the place of the number.
    pub(crate) fn text(&self, words: Words) -> String {
        match (&self.figure, self.status) {
            (Some(figure), _) => figure.with_unit(words),
            (None, Status::Withheld) => words.hidden_short().into(),
            (None, Status::NoAnswers) => words.none_short().into(),
            (None, _) => words.too_few_short().into(),
        }
    }
}

/// Whether the answers of a question with several options may be shown.
pub(super) fn status(key: &Key, base: u64) -> Status {
    match Gate::of(key, base) {
        _ if base == 0 => Status::NoAnswers,
        Gate::Hidden => Status::TooFew,
        Gate::Indicative => Status::Indicative,
        Gate::Open => Status::Published,
    }
}
