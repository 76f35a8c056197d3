//! Shares of a base: every binomial sample.

use crate::SIZES;
use crate::study::{Study, samples};
use madeleine_stats::Confidence;
use madeleine_stats::estimate::wilson;
use std::fmt::Write;

const INTRODUCTION: &str = "\
## Shares

All samples of n answers. Satisfaction, effort, resolution and every other share use Wilson's interval; the Wald interval
p ± z√(p(1 − p)/n), cut to 0 to 100 %, is what many tools print. No independent figures here.

| truths | n | interval | mean | least | truths below .93 | width, percent |
|---|---|---|---|---|---|---|
";

/// The section, and what it comes to in a line.
pub fn section() -> (String, String) {
    let mut page = String::from(INTRODUCTION);
    let mut gist = String::new();
    for (name, percents) in [("1, 2 … 99 %", 1..100), ("10, 11 … 90 %", 10..91)] {
        let shapes: Vec<Vec<f64>> = percents.map(|p: i32| f64::from(p) / 100.0).map(|p| vec![p, 1.0 - p]).collect();
        for n in SIZES {
            let truths: Vec<f64> = shapes.iter().map(|shape| 100.0 * shape[0]).collect();
            let mut studies = [("**Wilson**", Study::of(truths.clone())), ("Wald", Study::of(truths))];
            samples(n, &shapes, |counts, probabilities| {
                let wilson = wilson::share(counts[0], n, Confidence::NINETY_FIVE).ok();
                let wilson = wilson.map(|estimate| (100.0 * estimate.low(), 100.0 * estimate.high()));
                studies[0].1.observe(wilson, probabilities);
                studies[1].1.observe(Some(wald(counts[0] as f64, n as f64)), probabilities);
            });
            if gist.is_empty() {
                let [wilson, wald] = studies.each_ref().map(|(_, study)| study.gist());
                gist = format!("- **Share**, {n} answers, truths of {name}: Wilson {wilson}; Wald {wald}.");
            }
            for (interval, study) in &studies {
                // Writing to a string doesn't fail.
                let _ = writeln!(
                    page,
                    "| {name} | {n} | {interval} | {:.4} | {:.4} | {:.3} | {:.2} |",
                    study.mean(),
                    study.least(),
                    study.below_93(),
                    study.width(),
                );
            }
        }
    }
    (page, gist)
}

fn wald(hits: f64, n: f64) -> (f64, f64) {
    let p = hits / n;
    let half = Confidence::NINETY_FIVE.z() * libm::sqrt(p * (1.0 - p) / n);
    (100.0 * (p - half).max(0.0), 100.0 * (p + half).min(1.0))
}
