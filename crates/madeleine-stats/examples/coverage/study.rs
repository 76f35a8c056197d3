//! Coverage and width of one interval over a grid of truths, and the figures that they are held against.

use serde_json::Value;

/// An interval that touches the truth holds it, whatever the last digit says.
const TOUCH: f64 = 1e-9;

/// How far a rounded figure may lie from ours, in units of its last decimal: half, and a hair.
pub const ROUNDED: f64 = 0.5001;
/// An average of figures that were rounded before: half a unit of theirs more.
pub const AVERAGED: f64 = 1.0001;

/// What became of one kind of interval, for each truth.
pub struct Study {
    truths: Vec<f64>,
    coverage: Vec<f64>,
    width: Vec<f64>,
}

impl Study {
    pub fn of(truths: Vec<f64>) -> Self {
        let none = vec![0.0; truths.len()];
        Self { coverage: none.clone(), width: none, truths }
    }

    /// Counts one sample with its probability under each truth. One without an interval holds nothing and has no width.
    pub fn observe(&mut self, interval: Option<(f64, f64)>, probabilities: &[f64]) {
        let Some((low, high)) = interval else { return };
        for (at, probability) in probabilities.iter().enumerate() {
            if low - TOUCH <= self.truths[at] && self.truths[at] <= high + TOUCH {
                self.coverage[at] += probability;
            }
            self.width[at] += probability * (high - low);
        }
    }

    pub fn coverage(&self) -> &[f64] {
        &self.coverage
    }

    pub fn mean(&self) -> f64 {
        mean(&self.coverage)
    }

    pub fn least(&self) -> f64 {
        self.coverage.iter().copied().fold(1.0, f64::min)
    }

    /// The share of truths that are covered less than 93 times in a hundred.
    pub fn below_93(&self) -> f64 {
        self.coverage.iter().filter(|coverage| **coverage < 0.93).count() as f64 / self.coverage.len() as f64
    }

    /// Mean and least coverage in a few words.
    pub fn gist(&self) -> String {
        format!("{:.3} on average, {:.3} at worst", self.mean(), self.least())
    }

    pub fn width(&self) -> f64 {
        mean(&self.width)
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Every way to share out `n` answers among the categories, with the probability of each under each of the shapes.
pub fn samples(n: u64, shapes: &[Vec<f64>], mut each: impl FnMut(&[u64], &[f64])) {
    let logs: Vec<Vec<f64>> =
        shapes.iter().map(|shape| shape.iter().map(|share| libm::log(*share)).collect()).collect();
    let factorials: Vec<f64> = (0..=n).map(|count| libm::lgamma(count as f64 + 1.0)).collect();
    let mut probabilities = vec![0.0; shapes.len()];
    let mut counts = vec![0; shapes[0].len()];
    share_out(n, 0, &mut counts, &mut |counts| {
        let ways = counts.iter().fold(factorials[n as usize], |ways, &count| ways - factorials[count as usize]);
        for (probability, logs) in probabilities.iter_mut().zip(&logs) {
            // Nobody in a category that nobody chooses is certain: 0 · −∞ is not to be asked.
            let drawn = counts.iter().zip(logs).filter(|(count, _)| **count > 0);
            *probability = libm::exp(drawn.fold(ways, |sum, (&count, log)| sum + count as f64 * log));
        }
        each(counts, &probabilities);
    });
}

fn share_out(left: u64, at: usize, counts: &mut [u64], each: &mut impl FnMut(&[u64])) {
    if at + 1 == counts.len() {
        counts[at] = left;
        each(counts);
        return;
    }
    for count in 0..=left {
        counts[at] = count;
        share_out(left - count, at + 1, counts, each);
    }
}

/// The independent figures, and how far ours are from them.
pub struct Beside {
    reference: Value,
    pub compared: usize,
    pub far: usize,
    pub largest: f64,
}

impl Beside {
    pub fn new(reference: Value) -> Self {
        Self { reference, compared: 0, far: 0, largest: 0.0 }
    }

    /// One of our figures with so many decimals, and the independent one behind it if there is one, at `path` in the row
    /// of the interval and sample size; `slack` is how far it may be off.
    pub fn figure(
        &mut self,
        family: &str,
        (n, method): (u64, &str),
        path: &[&str],
        (ours, decimals): (f64, usize),
        slack: f64,
    ) -> String {
        let rows = self.reference[family]["rows"].as_array().map_or(&[][..], Vec::as_slice);
        let row = rows.iter().find(|row| row["n"] == n && row["method"] == method);
        let theirs = row.and_then(|row| path.iter().fold(row, |value, name| &value[name]).as_f64());
        let Some(theirs) = theirs else { return format!("{ours:.decimals$}") };
        let far = (ours - theirs).abs();
        self.compared += 1;
        self.far += usize::from(far > slack * 10_f64.powi(-(decimals as i32)));
        // Widths are in points: only coverage is in the unit of the largest difference.
        if path != ["width"] {
            self.largest = self.largest.max(far);
        }
        format!("{ours:.decimals$} ({theirs:.decimals$})")
    }
}
