//! Reading what an operation is given, and writing what all of them answer with.

use madeleine_stats::tally::Counts;
use madeleine_stats::{Confidence, Estimate, Interval, NoEstimate};
use serde_json::{Value, json};

/// The input of an operation, read without surprises: what is absent or of another kind is `None`.
pub struct Input<'a>(pub &'a Value);

impl Input<'_> {
    pub fn number(&self, name: &str) -> Option<f64> {
        self.0[name].as_f64()
    }

    pub fn two(&self, first: &str, second: &str) -> Option<(f64, f64)> {
        Some((self.number(first)?, self.number(second)?))
    }

    pub fn whole(&self, name: &str) -> Option<u64> {
        self.0[name].as_u64()
    }

    pub fn whole_or(&self, name: &str, default: u64) -> Option<u64> {
        if self.0[name].is_null() { Some(default) } else { self.whole(name) }
    }

    pub fn counts(&self, name: &str) -> Option<Counts> {
        let counts: Option<Vec<u64>> = self.0[name].as_array()?.iter().map(Value::as_u64).collect();
        counts.map(Counts::from)
    }

    pub fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        self.0[name].as_array()?.iter().map(Value::as_f64).collect()
    }

    pub fn wholes(&self, name: &str) -> Option<Vec<u64>> {
        self.0[name].as_array()?.iter().map(Value::as_u64).collect()
    }

    /// Rows of a table, each of whose cells is read by `cell`.
    pub fn rows<T>(&self, name: &str, cell: impl Fn(&Value) -> Option<T>) -> Option<Vec<Vec<T>>> {
        self.0[name].as_array()?.iter().map(|row| row.as_array()?.iter().map(&cell).collect()).collect()
    }

    /// 32 random bits, given as a number from 0 to 1.
    pub fn draw(&self, name: &str) -> Option<u32> {
        // Rounded, so that 0.3 · 10 is the 3 that it is on paper.
        self.number(name).map(|share| (share * 4_294_967_296.0 + 0.5) as u32)
    }

    pub fn confidence(&self) -> Option<Confidence> {
        if self.0["conf"].is_null() { Some(Confidence::default()) } else { Confidence::new(self.number("conf")?) }
    }

    /// The first of the codes 1, 2, 3 … or of those given, which must run in steps of one.
    pub fn first_code(&self) -> Option<i32> {
        let Some(values) = self.0["values"].as_array() else { return Some(1) };
        let first = i32::try_from(values.first()?.as_i64()?).ok()?;
        let in_steps = (i64::from(first)..).zip(values).all(|(code, value)| value.as_i64() == Some(code));
        in_steps.then_some(first)
    }
}

pub fn ends(interval: Interval) -> Value {
    json!([interval.low(), interval.high()])
}

pub fn interval_of(estimate: Result<Estimate, NoEstimate>) -> Value {
    estimate.map_or(Value::Null, |estimate| ends(estimate.interval()))
}
