//! Net scores: every trinomial sample.

use crate::SIZES;
use crate::study::{Beside, ROUNDED, Study, samples};
use madeleine_stats::estimate::net;
use madeleine_stats::{Confidence, Estimate, NoEstimate};
use std::fmt::Write;

type Formula = fn(u64, u64, u64, Confidence) -> Result<Estimate, NoEstimate>;

/// The library's default first.
const FORMULAS: [(&str, &str, Formula); 5] = [
    ("adj_wald", "**adjusted Wald**", net::adjusted_wald),
    ("bonett_price", "Bonett–Price", net::bonett_price),
    ("tango", "Tango", net::tango),
    ("t_trinomial", "t on −1, 0, 1", net::trinomial_t),
    ("wald", "Wald", net::wald),
];

/// Truths at the corners of the triangle, where the ordinary grid doesn't go.
const CORNERS: [(&str, &[f64], &[f64]); 3] = [
    ("Few opinions: 1 to 5 % on either side", &[0.01, 0.02, 0.03, 0.04, 0.05], &[0.01, 0.02, 0.03, 0.04, 0.05]),
    ("Nearly all favourable: 90 to 95 %, 1 to 3 % unfavourable", &[0.90, 0.92, 0.94, 0.95], &[0.01, 0.02, 0.03]),
    ("Polarised: 40 to 48 % on either side", &[0.40, 0.42, 0.44, 0.46, 0.48], &[0.40, 0.42, 0.44, 0.46, 0.48]),
];

const HEAD: &str = "\
| n | interval | mean | least | truths below .93 | width, points |
|---|---|---|---|---|---|
";

const INTRODUCTION: &str = "\
## Net scores

All samples of n answers, 171 truths: 5, 10 … 90 % favourable and as many unfavourable, with at least 5 % between. The
recommendation score, the Net Memory Score and every other net use the adjusted Wald interval. It is weakest in the corners,
with few answers; a net of fewer than 50 answers is shown as indicative only. Where all answers are the same t gives no
interval, which counts as one that doesn't hold the truth.

";

/// The section, and what it comes to in a line.
pub fn section(beside: &mut Beside) -> (String, String) {
    let shares: Vec<f64> = (1..20).map(|step| f64::from(step) / 20.0).collect();
    let grid = triangle(&shares, &shares, 0.05);
    let mut page = format!("{INTRODUCTION}{HEAD}");
    table(&mut page, &grid, |n, method, path, ours| beside.figure("net", (n, method), &[path], ours, ROUNDED));
    for (name, favourable, unfavourable) in CORNERS {
        page.push_str(&format!("\n### {name}\n\n{HEAD}"));
        table(&mut page, &triangle(favourable, unfavourable, 0.0), |_, _, _, (ours, decimals)| {
            format!("{ours:.decimals$}")
        });
    }
    let n = SIZES[0];
    let [adjusted, .., wald] = studies(n, &grid).map(|study| study.gist());
    (page, format!("- **Net score**, {n} answers: adjusted Wald {adjusted}; Wald {wald}."))
}

/// Shares of favourable, unfavourable and neither, with at least so much of the last.
fn triangle(favourable: &[f64], unfavourable: &[f64], least: f64) -> Vec<Vec<f64>> {
    let pairs = favourable.iter().flat_map(|&p| unfavourable.iter().map(move |&q| vec![p, q, 1.0 - p - q]));
    pairs.filter(|shape| shape[2] > least - 1e-9).collect()
}

fn studies(n: u64, shapes: &[Vec<f64>]) -> [Study; 5] {
    let truths: Vec<f64> = shapes.iter().map(|shape| 100.0 * (shape[0] - shape[1])).collect();
    let mut studies = FORMULAS.map(|_| Study::of(truths.clone()));
    samples(n, shapes, |counts, probabilities| {
        for (study, (_, _, formula)) in studies.iter_mut().zip(FORMULAS) {
            let interval = formula(counts[0], counts[1], n, Confidence::NINETY_FIVE).ok();
            study.observe(interval.map(|estimate| (estimate.low(), estimate.high())), probabilities);
        }
    });
    studies
}

fn table(page: &mut String, shapes: &[Vec<f64>], mut figure: impl FnMut(u64, &str, &str, (f64, usize)) -> String) {
    for n in SIZES {
        for (study, (method, name, _)) in studies(n, shapes).iter().zip(FORMULAS) {
            let mut figure = |path, ours, decimals| figure(n, method, path, (ours, decimals));
            // Writing to a string doesn't fail.
            let _ = writeln!(
                page,
                "| {n} | {name} | {} | {} | {} | {} |",
                figure("mean", study.mean(), 4),
                figure("least", study.least(), 4),
                figure("below_93", study.below_93(), 3),
                figure("width", study.width(), 2),
            );
        }
    }
}
