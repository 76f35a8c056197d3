//! A share between 0 and 1 that is written the same everywhere.

use crate::decimal;
use core::fmt;

/// A probability or rate between 0 and 1, held in millionths: it is compared and written exactly,
/// and printing it needs no floating-point formatting (which costs the widget more than all of its buttons).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(u32);

impl Ratio {
    /// Certainty.
    pub const ONE: Self = Self(1_000_000);

    /// `None` unless `value` is a number from 0 to 1; rounded to the nearest millionth.
    ///
    /// ```
    /// use madeleine_core::Ratio;
    /// assert_eq!(Ratio::new(0.25).map(|r| r.to_string()), Some("0.25".into()));
    /// assert_eq!(Ratio::new(1.5), None);
    /// assert_eq!(Ratio::new(f64::NAN), None);
    /// ```
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=1.0).contains(&value).then_some(Self((value * 1e6 + 0.5) as u32))
    }

    /// As a floating-point number.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 1e6
    }

    /// As a JSON number with as many decimals as it needs.
    pub fn text(self) -> String {
        if self.0.is_multiple_of(1_000_000) {
            return decimal::text(i64::from(self.0 / 1_000_000));
        }
        // A one before the six decimals keeps their leading zeros, then makes room for "0.".
        let digits = decimal::text(i64::from(self.0) + 1_000_000);
        ["0.", digits[1..].trim_end_matches('0')].concat()
    }

    /// Whether a draw of 32 random bits falls below this ratio.
    pub const fn hits(self, draw: u32) -> bool {
        ((draw as u64 * 1_000_000) >> 32) < self.0 as u64
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::Ratio;

    #[test]
    fn is_written_as_the_number_it_was_read_from() {
        for (value, text) in
            [(0.0, "0"), (1.0, "1"), (0.5, "0.5"), (0.05, "0.05"), (0.123456, "0.123456"), (1e-6, "0.000001")]
        {
            assert_eq!(Ratio::new(value).map(|r| r.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn draws_hit_in_proportion_and_the_ends_are_certain() {
        assert!(Ratio::ONE.hits(u32::MAX));
        assert!(!Ratio::new(0.0).is_some_and(|r| r.hits(0)));
        let half = Ratio::new(0.5).expect("in range");
        assert!(half.hits(u32::MAX / 2) && !half.hits(u32::MAX / 2 + 1));
    }
}
