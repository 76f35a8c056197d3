//! The 5A journey: how many people were at each stage, and how the stages compare.

use crate::tally::Mismatch;

/// A stage of the customer's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Knows that it exists.
    Aware,
    /// Is drawn to it.
    Appeal,
    /// Seeks to know more.
    Ask,
    /// Buys or uses it.
    Act,
    /// Recommends it.
    Advocate,
}

impl Stage {
    /// All stages, in the order of the book; people don't keep to it.
    pub const ALL: [Self; 5] = [Self::Aware, Self::Appeal, Self::Ask, Self::Act, Self::Advocate];

    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Aware => "aware",
            Self::Appeal => "appeal",
            Self::Ask => "ask",
            Self::Act => "act",
            Self::Advocate => "advocate",
        }
    }
}

/// How many different people were at each stage in a period, and at which they were met first.
///
/// The path isn't a funnel: people skip stages, return to earlier ones and enter anywhere. Unit: people.
///
/// ```
/// use madeleine_stats::operation::{Journey, Stage};
/// let mut journey = Journey::default();
/// journey.observe(&[Stage::Ask, Stage::Act, Stage::Ask]);
/// journey.observe(&[Stage::Aware]);
/// assert_eq!(journey.people(Stage::Ask), 1);
/// assert_eq!((journey.entries(Stage::Ask), journey.entries(Stage::Act)), (1, 0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Journey {
    people: [u64; 5],
    entries: [u64; 5],
}

/// How the stages compare. A ratio, not a share: more may advocate than act, and then it exceeds 1. `None` where nobody
/// was at the stage that it is a ratio to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratios {
    /// Appeal to aware.
    pub appeal: Option<f64>,
    /// Ask to appeal.
    pub ask: Option<f64>,
    /// Act to ask.
    pub act: Option<f64>,
    /// Advocate to act.
    pub advocate: Option<f64>,
    /// Purchase action ratio, PAR: act to aware.
    pub purchase_action: Option<f64>,
    /// Brand advocacy ratio, BAR: advocate to aware.
    pub brand_advocacy: Option<f64>,
}

impl Journey {
    /// From people counted elsewhere, in the order of [`Stage::ALL`]; `entries` are those met first at each stage.
    ///
    /// # Errors
    /// [`Mismatch`] where more entered at a stage than were there.
    pub fn new(people: [u64; 5], entries: [u64; 5]) -> Result<Self, Mismatch> {
        let fits = people.iter().zip(&entries).all(|(people, entries)| entries <= people);
        fits.then_some(Self { people, entries }).ok_or(Mismatch)
    }

    /// Counts one person: the stages where they were met, in the order of time. Returning to a stage counts once.
    pub fn observe(&mut self, path: &[Stage]) {
        for (at, &stage) in path.iter().enumerate() {
            let place = stage as usize;
            if !path[..at].contains(&stage) {
                self.people[place] = self.people[place].saturating_add(1);
            }
            if at == 0 {
                self.entries[place] = self.entries[place].saturating_add(1);
            }
        }
    }

    /// Adds the other's counts: associative, commutative, [`Journey::default`] is neutral. Nobody is to be in both, such
    /// as in files cut by person; cut by time, a person of two weeks counts twice.
    pub fn merge(&mut self, other: &Self) {
        let mine = self.people.iter_mut().chain(&mut self.entries);
        for (mine, theirs) in mine.zip(other.people.iter().chain(&other.entries)) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// How many different people were at a stage.
    pub fn people(&self, stage: Stage) -> u64 {
        self.people[stage as usize]
    }

    /// How many of them were met there first.
    pub fn entries(&self, stage: Stage) -> u64 {
        self.entries[stage as usize]
    }

    /// How the stages compare. Kotler, Kartajaya & Setiawan 2017, Marketing 4.0, ch. 5 and 6.
    ///
    /// ```
    /// use madeleine_stats::operation::Journey;
    /// let journey = Journey::new([2_000, 900, 500, 120, 48], [0; 5]).expect("nobody entered");
    /// let ratios = journey.ratios();
    /// assert_eq!((ratios.purchase_action, ratios.brand_advocacy), (Some(0.06), Some(0.024)));
    /// ```
    pub fn ratios(&self) -> Ratios {
        let [aware, appeal, ask, act, advocate] = self.people;
        let ratio = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        Ratios {
            appeal: ratio(appeal, aware),
            ask: ratio(ask, appeal),
            act: ratio(act, ask),
            advocate: ratio(advocate, act),
            purchase_action: ratio(act, aware),
            brand_advocacy: ratio(advocate, aware),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_begin_anywhere_and_a_ratio_exceed_one() {
        let mut journey = Journey::default();
        journey.observe(&[Stage::Advocate]);
        journey.observe(&[Stage::Act, Stage::Advocate, Stage::Act]);
        journey.observe(&[]);
        let ratios = journey.ratios();
        assert_eq!((ratios.advocate, ratios.act, ratios.brand_advocacy), (Some(2.0), None, None));
        let entries: u64 = Stage::ALL.iter().map(|&stage| journey.entries(stage)).sum();
        assert_eq!(entries, 2);
        assert_eq!(Journey::new([1; 5], [0, 0, 2, 0, 0]), Err(Mismatch));
    }
}
