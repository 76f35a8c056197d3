//! Randomised response as a device does it: what it promises in whole numbers, what comes of ten million draws, and how often
//! the interval holds that the sum is given.
//!
//! `cargo test` draws little; `npm run security -- --only S23` as much as its row says:
//! `DRAWS=10000000 SURVEYS=10000 cargo test --release -p madeleine-stats --test randomised -- --nocapture`.

use madeleine_core::instrument;
use madeleine_core::privacy::RandomisedResponse;
use madeleine_core::response::{Answer, Response};
use madeleine_core::wire;
use madeleine_stats::Confidence;
use madeleine_stats::randomised::Debiased;
use madeleine_stats::tally::Counts;
use std::collections::BTreeSet;

const EPSILONS: [f64; 4] = [0.5, 1.0, 2.0, 3.0];
const CATEGORIES: [u16; 4] = [2, 3, 5, 11];
const BASES: [u64; 3] = [500, 1_000, 2_000];

/// Random enough for draws, and the same each time; a device asks `crypto.getRandomValues`.
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn pair(&mut self) -> [u32; 2] {
        let both = self.draw();
        [(both >> 32) as u32, both as u32]
    }
}

fn asked(name: &str, without: u64) -> u64 {
    std::env::var(name).ok().and_then(|given| given.parse().ok()).unwrap_or(without)
}

/// The first draw from which on something holds that holds from there to the end.
fn threshold(holds: impl Fn(u32) -> bool) -> u64 {
    let (mut low, mut high) = (0_u64, 1 << 32);
    while low < high {
        let middle = (low + high) / 2;
        if holds(middle as u32) { high = middle } else { low = middle + 1 }
    }
    low
}

/// How many of the 2⁶⁴ pairs of draws make a report of an answer: counted by where reports change, as they really are.
fn pairs(response: &RandomisedResponse, answer: u16, report: u16) -> u128 {
    let said = |draws| response.report(answer, draws).expect("a category");
    let others: Vec<u16> = (0..response.categories()).filter(|&other| other != answer).collect();
    // Where nothing is kept the last of the others comes last, and so each begins where the one before ends.
    let kept = threshold(|whether| said([whether, 0]) != answer);
    if report == answer {
        return u128::from(kept) << 32;
    }
    let at = others.iter().position(|&other| other == report).expect("another");
    let begins = |at: usize| match others.get(at) {
        Some(&first) => threshold(|which| said([u32::MAX, which]) >= first),
        None => 1 << 32,
    };
    u128::from((1 << 32) - kept) * u128::from(begins(at + 1) - begins(at))
}

/// e^ε in units of 2⁻⁶⁰, never too much: every step of the sum Σεⁿ/n! is rounded down.
fn at_least(epsilon: f64) -> u128 {
    let epsilon = (epsilon * 2_f64.powi(52)) as u128;
    let (mut term, mut sum) = (1_u128 << 60, 0);
    for n in 1..200 {
        sum += term;
        term = ((term * epsilon) >> 52) / n;
    }
    sum
}

#[test]
fn no_report_is_likelier_by_more_than_its_promise() {
    let (mut tried, mut closest) = (0, 0.0_f64);
    for k in [2, 3, 4, 5, 7, 11] {
        for epsilon in [0.1, 0.5, 1.0, 3_f64.ln(), 1.5, 2.0, 3.0, 4.0] {
            let response = RandomisedResponse::new(epsilon, k).expect("fits");
            for answer in 0..k {
                assert_eq!((0..k).map(|report| pairs(&response, answer, report)).sum::<u128>(), 1 << 64);
            }
            for report in 0..k {
                let column: Vec<u128> = (0..k).map(|answer| pairs(&response, answer, report)).collect();
                let (least, most) = (column.iter().min().expect("two"), column.iter().max().expect("two"));
                // most/least ≤ e^ε, multiplied out, after a cut to 60 bits that makes it no easier.
                assert!(
                    most.div_ceil(16) << 60 <= (least / 16) * at_least(epsilon),
                    "k {k} ε {epsilon} report {report}"
                );
                closest = closest.max(*most as f64 / *least as f64 / epsilon.exp());
                tried += 1;
            }
        }
    }
    println!(
        "{tried} reports of 48 pairs of k and ε: in whole numbers no ratio above e^ε, the largest {closest:.10} of it"
    );
}

#[test]
fn draws_come_out_as_their_probabilities_say() {
    let draws = asked("DRAWS", 200_000);
    let (mut worst, mut tried) = (0.0_f64, 0);
    for (k, epsilon) in [(2, 1.0), (5, 1.0), (5, 2.0), (11, 3.0)] {
        let response = RandomisedResponse::new(epsilon, k).expect("fits");
        let mut chance = Chance(u64::from(k));
        let mut counts = vec![0_u64; usize::from(k)];
        for _ in 0..draws {
            counts[usize::from(response.report(1, chance.pair()).expect("a category"))] += 1;
        }
        let expected = |report: usize| draws as f64 * if report == 1 { response.kept() } else { response.other() };
        let square: f64 =
            counts.iter().enumerate().map(|(at, &count)| (count as f64 - expected(at)).powi(2) / expected(at)).sum();
        // Wilson and Hilferty 1931: how far out in the normal distribution.
        let df = f64::from(k - 1);
        let z = ((square / df).cbrt() - (1.0 - 2.0 / (9.0 * df))) / (2.0 / (9.0 * df)).sqrt();
        assert!(z < 3.5, "k {k} ε {epsilon}: χ² {square:.1}, z {z:.2}");
        worst = worst.max(z);
        tried += 1;
    }
    println!("χ² of {draws} draws for each of {tried} pairs of k and ε: the worst z {worst:.2}");
}

#[test]
fn intervals_hold_as_often_as_they_say() {
    let surveys = asked("SURVEYS", 300);
    let (mut lowest, mut highest) = (1.0_f64, 0.0_f64);
    let mut out = Vec::new();
    for k in CATEGORIES {
        // A usual shape: the more the better the answer.
        let weights: Vec<f64> = (1..=k).map(|at| f64::from(at).powi(2)).collect();
        let all: f64 = weights.iter().sum();
        let scores: Vec<f64> = (0..k).map(f64::from).collect();
        let truth: f64 = weights.iter().zip(&scores).map(|(weight, score)| weight * score / all).sum();
        let ends: Vec<f64> = weights
            .iter()
            .scan(0.0, |sum, weight| {
                *sum += weight / all;
                Some(*sum)
            })
            .collect();
        for epsilon in EPSILONS {
            let response = RandomisedResponse::new(epsilon, k).expect("fits");
            for base in BASES {
                let mut chance = Chance(base ^ u64::from(k) << 20 ^ (epsilon * 16.0) as u64);
                let mut held = 0;
                for _ in 0..surveys {
                    let mut counts = vec![0_u64; usize::from(k)];
                    for _ in 0..base {
                        let share = chance.draw() as f64 / 2_f64.powi(64);
                        let answer = ends.iter().position(|&end| share < end).unwrap_or(ends.len() - 1);
                        counts[usize::from(response.report(answer as u16, chance.pair()).expect("a category"))] += 1;
                    }
                    let answers = Debiased::of(&Counts::from(counts), &response).expect("reports");
                    let score = answers.score(&scores, Confidence::NINETY_FIVE).expect("scores");
                    held += u64::from(score.interval.holds(truth));
                }
                let coverage = held as f64 / surveys as f64;
                (lowest, highest) = (lowest.min(coverage), highest.max(coverage));
                // 3½ standard errors of the simulation itself beside the promised 94 to 96 %.
                let chance = 3.5 * (0.95 * 0.05 / surveys as f64).sqrt();
                if !(0.94 - chance..=0.96 + chance).contains(&coverage) {
                    out.push(format!("k {k} ε {epsilon} n {base}: {:.2} %", 100.0 * coverage));
                }
            }
        }
    }
    println!(
        "{surveys} surveys for each of 48 cells of k, ε and n: the interval of the mean holds in {:.2} to {:.2} %",
        100.0 * lowest,
        100.0 * highest
    );
    assert!(out.is_empty(), "{out:?}");
}

/// The native half of "randomised once": what is written of a response is the same however often it is written.
#[test]
fn a_response_that_was_randomised_once_is_written_the_same() {
    let retries = asked("RETRIES", 2_000);
    let csat = instrument::key("csat").expect("known");
    let response = RandomisedResponse::new(1.0, 5).expect("fits");
    let mut chance = Chance(5);
    let (mut most, mut kinds) = (0, BTreeSet::new());
    for answer in 0..5 {
        let report = response.report(answer, chance.pair()).expect("a category");
        let answered =
            Response { answers: vec![(csat.id.into(), Answer::Code(i32::from(report) + 1))], ..Response::default() };
        let written: BTreeSet<String> = (0..retries / 5).map(|_| wire::write_response(&answered)).collect();
        most = most.max(written.len());
        kinds.extend(written);
    }
    assert_eq!(most, 1);
    println!("{retries} writings of 5 responses: {} line each, {} different", most, kinds.len());
}
