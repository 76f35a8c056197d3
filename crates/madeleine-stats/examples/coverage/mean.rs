//! Means of answer scales: every sample of five points; of more points as far as they can be counted, else drawn.

use crate::SIZES;
use crate::study::{AVERAGED, Beside, ROUNDED, Study, samples};
use madeleine_stats::estimate::mean;
use madeleine_stats::{Confidence, NoEstimate};
use std::fmt::Write;

/// Five-point answers, 1 to 5, in percent.
const FIVE: [(&str, &[u32]); 8] = [
    ("typical", &[3, 4, 8, 25, 60]),
    ("most at the top", &[1, 1, 2, 6, 90]),
    ("nearly all at the top", &[1, 0, 0, 2, 97]),
    ("uniform", &[20, 20, 20, 20, 20]),
    ("polarised", &[40, 10, 5, 5, 40]),
    ("in the middle", &[5, 20, 50, 20, 5]),
    ("only the ends", &[10, 0, 0, 0, 90]),
    ("low", &[70, 15, 10, 3, 2]),
];

/// Seven-point answers, 1 to 7.
const SEVEN: [(&str, &[u32]); 3] = [
    ("typical effort", &[3, 4, 6, 10, 17, 30, 30]),
    ("most at the top", &[1, 1, 1, 1, 2, 4, 90]),
    ("low", &[45, 25, 12, 8, 5, 3, 2]),
];

/// Eleven-point answers, 0 to 10.
const ELEVEN: [(&str, &[u32]); 3] = [
    ("typical recommendation", &[3, 1, 1, 2, 2, 6, 6, 13, 21, 18, 27]),
    ("most at the top", &[1, 0, 0, 0, 1, 1, 1, 2, 4, 5, 85]),
    ("polarised", &[30, 6, 4, 3, 3, 3, 3, 4, 6, 8, 30]),
];

/// More samples than these aren't counted but drawn.
const COUNTED: f64 = 6e6;
const DRAWN: u32 = 200_000;
const SEED: u64 = 1;

const INTRODUCTION: &str = "\
## Means of a scale

Coverage of the adjusted interval, which is this project's own, beside Student's t, which is what most tools print.
Where all answers are the same t has no width: it holds the truth then only where the truth is just that answer. Both are
cut to the scale. Widths are in its points, over all shapes. (The average coverage in brackets is one of rounded figures.)

Where there are too many samples to count, 200,000 are drawn of each shape, by SplitMix64 from seed 1: such a coverage is
off by some 0.0005.

### Five points

All samples of n answers. The shares of the answers 1 to 5, in percent:";

const METHODS: [(&str, &str); 2] = [("mean_adj", "**adjusted**"), ("mean_t", "t")];

/// The section, and what it comes to in a line.
pub fn section(beside: &mut Beside) -> (String, String) {
    let mut page = format!("{INTRODUCTION}{}| n | interval |", listed(&FIVE));
    FIVE.iter().for_each(|(name, _)| page.push_str(&format!(" {name} |")));
    page.push_str(&format!(" mean | least | width |\n|{}\n", "---|".repeat(5 + FIVE.len())));
    let mut gist = String::new();
    for n in SIZES {
        let (studies, _) = studies(n, &FIVE, 1);
        if n == SIZES[0] {
            let [adjusted, student] = studies.each_ref().map(Study::gist);
            gist = format!("- **Mean of five points**, {n} answers: adjusted {adjusted}; Student's t {student}.");
        }
        for (study, (method, name)) in studies.iter().zip(METHODS) {
            let mut figure = |path: &[&str], ours, slack| beside.figure("mean", (n, method), path, (ours, 3), slack);
            // Writing to a string doesn't fail.
            let _ = write!(page, "| {n} | {name} |");
            for ((shape, _), coverage) in FIVE.iter().zip(study.coverage()) {
                let _ = write!(page, " {} |", figure(&["coverage", shape], *coverage, ROUNDED));
            }
            let (mean, least) = (figure(&["mean"], study.mean(), AVERAGED), figure(&["least"], study.least(), ROUNDED));
            let _ = writeln!(page, " {mean} | {least} | {} |", figure(&["width"], study.width(), ROUNDED));
        }
    }
    more(&mut page, "Seven points", &SEVEN, 1);
    more(&mut page, "Eleven points", &ELEVEN, 0);
    (page, gist)
}

fn listed(shapes: &[(&str, &[u32])]) -> String {
    let each = shapes.iter().map(|(name, percents)| {
        format!("{name}: {}", percents.iter().map(u32::to_string).collect::<Vec<_>>().join("–"))
    });
    format!("\n\n- {}\n\n", each.collect::<Vec<_>>().join("\n- "))
}

fn more(page: &mut String, name: &str, shapes: &[(&str, &[u32])], first: i32) {
    let last = first + shapes[0].1.len() as i32 - 1;
    // Writing to a string doesn't fail.
    let _ = write!(page, "\n### {name}\n\nThe shares of the answers {first} to {last}, in percent:{}", listed(shapes));
    let _ = write!(page, "| n | samples | interval |");
    shapes.iter().for_each(|(name, _)| page.push_str(&format!(" {name} |")));
    let _ = writeln!(page, " width |\n|{}", "---|".repeat(4 + shapes.len()));
    for n in SIZES {
        let (studies, how) = studies(n, shapes, first);
        for (study, (_, name)) in studies.iter().zip(METHODS) {
            let coverage = study.coverage().iter().map(|coverage| format!("{coverage:.3} | ")).collect::<String>();
            let _ = writeln!(page, "| {n} | {how} | {name} | {coverage}{:.3} |", study.width());
        }
    }
}

/// Both methods on every sample, or on so many as are drawn, and which of the two.
fn studies(n: u64, shapes: &[(&str, &[u32])], first: i32) -> ([Study; 2], &'static str) {
    let shares = |percents: &[u32]| percents.iter().map(|&percent| f64::from(percent) / 100.0).collect();
    let shapes: Vec<Vec<f64>> = shapes.iter().map(|(_, percents)| shares(percents)).collect();
    let codes = |shape: &[f64]| shape.iter().zip(first..).map(|(share, code)| share * f64::from(code)).sum();
    let truths: Vec<f64> = shapes.iter().map(|shape| codes(shape)).collect();
    let mut studies = METHODS.map(|_| Study::of(truths.clone()));
    let mut observe = |counts: &[u64], probabilities: &[f64]| {
        for (study, interval) in studies.iter_mut().zip(intervals(counts, first)) {
            study.observe(interval, probabilities);
        }
    };
    let points = shapes[0].len() as u64;
    let ways = (1..points).fold(1.0, |ways, at| ways * (n + at) as f64 / at as f64);
    let how = if ways <= COUNTED {
        samples(n, &shapes, observe);
        "all"
    } else {
        draw(n, &shapes, &mut observe);
        "200,000 drawn"
    };
    (studies, how)
}

fn intervals(counts: &[u64], first: i32) -> [Option<(f64, f64)>; 2] {
    let adjusted = mean::adjusted(counts, first, Confidence::NINETY_FIVE).ok();
    // Cut to the scale, so that the widths compare.
    let (lowest, highest) = (f64::from(first), f64::from(first) + (counts.len() - 1) as f64);
    let student = match mean::by_student(counts, first, Confidence::NINETY_FIVE) {
        Ok(student) => Some((student.low().max(lowest), student.high().min(highest))),
        // Elsewhere it has no width; here it is refused.
        Err(NoEstimate::ZeroVariance) => adjusted.map(|adjusted| (adjusted.value(), adjusted.value())),
        Err(_) => None,
    };
    [adjusted.map(|adjusted| (adjusted.low(), adjusted.high())), student]
}

/// Samples drawn with SplitMix64 (Steele, Lea & Flood 2014), each shape from the same seed.
fn draw(n: u64, shapes: &[Vec<f64>], observe: &mut impl FnMut(&[u64], &[f64])) {
    let mut weights = vec![0.0; shapes.len()];
    for (at, shape) in shapes.iter().enumerate() {
        weights.fill(0.0);
        weights[at] = 1.0 / f64::from(DRAWN);
        let mut state = SEED;
        let mut counts = vec![0; shape.len()];
        for _ in 0..DRAWN {
            counts.fill(0);
            for _ in 0..n {
                let mut left = unit(&mut state);
                let chosen = shape.iter().position(|share| {
                    left -= share;
                    left < 0.0
                });
                counts[chosen.unwrap_or(shape.len() - 1)] += 1;
            }
            observe(&counts, &weights);
        }
    }
}

fn unit(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / 9_007_199_254_740_992.0
}
