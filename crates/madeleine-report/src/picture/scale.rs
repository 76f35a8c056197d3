//! Values to places.

use super::svg::Tenths;

/// A value on an axis, with its interval: all in tenths of the printed unit, as they are drawn.
///
/// A share of 82.4 % is 824, a net score of −9 is −90.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The value.
    pub value: i32,
    /// The lower end of its interval.
    pub low: i32,
    /// The upper end.
    pub high: i32,
    /// Whether it is only indicative.
    pub indicative: bool,
}

/// From where to where an axis runs, in tenths of the printed unit, and how far its ticks are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Where it begins.
    pub from: i32,
    /// Where it ends.
    pub to: i32,
    /// How far its ticks are apart.
    pub step: i32,
}

impl Axis {
    /// The whole scale of shares in percent.
    pub const PERCENT: Self = Self { from: 0, to: 1_000, step: 500 };
    /// The whole scale of net scores.
    pub const NET: Self = Self { from: -1_000, to: 1_000, step: 1_000 };

    /// The part of this axis that holds all intervals, from one round number to another.
    ///
    /// ```
    /// use madeleine_report::picture::{Axis, Mark};
    /// let mark = Mark { value: 824, low: 641, high: 907, indicative: false };
    /// assert_eq!(Axis::PERCENT.around([mark]), Axis { from: 600, to: 1_000, step: 100 });
    /// ```
    pub fn around(self, marks: impl IntoIterator<Item = Mark>) -> Self {
        let ends = marks.into_iter().fold(None, |ends: Option<(i32, i32)>, mark| {
            let (low, high) = (mark.low.min(mark.value), mark.high.max(mark.value));
            Some(ends.map_or((low, high), |(lowest, highest)| (lowest.min(low), highest.max(high))))
        });
        let Some((low, high)) = ends else { return self };
        let (low, high) = (low.clamp(self.from, self.to), high.clamp(self.from, self.to));
        for step in [50, 100, 200, 250, 500] {
            let from = (low.div_euclid(step) * step).max(self.from);
            let to = (-(-high).div_euclid(step) * step).min(self.to).max(from + step);
            if (to - from) / step <= 5 {
                return Self { from, to, step };
            }
        }
        Self { step: 500, ..self }
    }

    /// Its ticks.
    pub(super) fn ticks(self) -> impl Iterator<Item = i32> {
        (self.from..=self.to).step_by(usize::try_from(self.step).unwrap_or(1).max(1))
    }

    /// Where a value stands when the axis is drawn from `begin` to `end`.
    pub(super) fn place(self, value: i32, begin: Tenths, end: Tenths) -> Tenths {
        let along = i64::from(value.clamp(self.from, self.to)) - i64::from(self.from);
        let all = i64::from(self.to) - i64::from(self.from);
        let length = i64::from(end) - i64::from(begin);
        // Rounded to the nearest tenth, whichever way the axis runs.
        let twice = 2 * along * length;
        let moved = (twice + all).div_euclid(2 * all.max(1));
        begin + Tenths::try_from(moved).unwrap_or(0)
    }
}
