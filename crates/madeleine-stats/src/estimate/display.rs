//! Rounding for display, from exact integers only: a rounded number is never rounded again, and never reads "−0".

use core::fmt;

/// A net score in whole points, rounded half away from zero. `None` with an empty base.
///
/// Rounded shares don't subtract to the rounded score: of six people, one for and two against are 17 − 33 = −16 in whole
/// percent, but −17 in truth.
///
/// ```
/// use madeleine_stats::estimate::display;
/// assert_eq!(display::net(1, 2, 6), Some(-17));
/// assert_eq!(display::net(0, 1, 400), Some(0));
/// assert_eq!(display::net(3, 0, 0), None);
/// ```
pub fn net(favourable: u64, unfavourable: u64, base: u64) -> Option<i32> {
    let size = favourable.abs_diff(unfavourable).min(base);
    let rounded = i32::try_from(rounded(size, base, 100)?).ok()?;
    Some(if favourable < unfavourable { -rounded } else { rounded })
}

/// A share in percent with one decimal, rounded half up. `None` with an empty base; hits beyond the base are the base.
///
/// ```
/// use madeleine_stats::estimate::display;
/// assert_eq!(display::percent(1, 3).map(|p| p.to_string()).as_deref(), Some("33.3"));
/// assert_eq!(display::percent(1, 3).map(|p| p.tenths()), Some(333));
/// ```
pub fn percent(hits: u64, base: u64) -> Option<Percent> {
    u16::try_from(rounded(hits.min(base), base, 1_000)?).ok().map(Percent)
}

/// The mean of a scale in hundredths of a point, rounded half away from zero, from its histogram, whose first category has
/// the code `first`. `None` with an empty histogram.
///
/// ```
/// use madeleine_stats::estimate::display;
/// // (1 + 2·3 + 3·2 + 4·2) ÷ 8 is 2.625.
/// assert_eq!(display::hundredths(&[1, 3, 2, 2], 1), Some(263));
/// assert_eq!(display::hundredths(&[0, 0], 1), None);
/// ```
pub fn hundredths(counts: &[u64], first: i32) -> Option<i64> {
    let base: u128 = counts.iter().map(|&count| u128::from(count)).sum();
    let steps: u128 = counts.iter().zip(0_u128..).map(|(&count, step)| u128::from(count) * step).sum();
    let base = i128::try_from(base).ok()?;
    let sum = i128::from(first).checked_mul(base)?.checked_add(i128::try_from(steps).ok()?)?;
    quotient(sum.checked_mul(100)?, base)
}

/// A quotient of integers, rounded half away from zero; `None` without a divisor above zero.
pub(crate) fn quotient(part: i128, whole: i128) -> Option<i64> {
    let twice = part.unsigned_abs().checked_mul(2)?.checked_add(whole.unsigned_abs())?;
    let rounded = i64::try_from(twice.checked_div(2 * whole.unsigned_abs())?).ok()?;
    (whole > 0).then_some(if part < 0 { -rounded } else { rounded })
}

/// A percentage with one decimal, held in tenths: 0 to 1,000. It is written with a point; a language that writes a comma
/// takes [`tenths`](Self::tenths).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u16);

impl Percent {
    /// Tenths of a percent, 0 to 1,000.
    pub fn tenths(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// `part/whole · scale`, rounded half up.
fn rounded(part: u64, whole: u64, scale: u128) -> Option<u128> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    (2 * scale * part + whole).checked_div(2 * whole)
}
