//! How often the default intervals hold the truth: the tables of `docs/coverage.md`, which `--write` writes.
//!
//! A bench, not a test: it takes half a minute. It fails where a figure is further from the independent one in
//! `tests/bench/coverage/reference.json` than that one is rounded.

mod mean;
mod net;
mod share;
mod study;

use serde_json::Value;
use std::process::ExitCode;
use std::{env, fs, io};

/// Answers per sample.
const SIZES: [u64; 3] = [10, 30, 100];

const REFERENCE: &str = include_str!("../../../../tests/bench/coverage/reference.json");

const INTRODUCTION: &str = "\
# How often the intervals hold the truth

An interval that says 95 % should hold the true value in 95 of 100 samples. With few answers, or with answers that are
nearly all the same, many a formula holds it far less often, and says so nowhere. Here is how the intervals of this
library do, beside those that other tools print.

How to read it: somebody knows the truth, say that 60 % of all customers are promoters and 10 % detractors. Every sample of n
customers that can be drawn is drawn, each gets its interval, and *coverage* is the probability of the samples whose
interval holds the truth. *Mean* and *least* are over the truths of a table; *width* is the interval's mean width. A good
interval has a mean near .95, a least not far below, and is no wider than it must be.

A figure of an independent computation stands in brackets behind ours where there is one.

Made by `cargo run --release -p madeleine-stats --example coverage -- --write`; see `tests/bench/coverage`.
";

fn main() -> ExitCode {
    match page() {
        Ok((page, far)) => {
            print!("{page}");
            if far > 0 {
                eprintln!("{far} figures differ from the reference by more than its rounding");
            }
            ExitCode::from(u8::from(far > 0))
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The page, written where asked for, and how many of its figures differ from the reference.
fn page() -> io::Result<(String, usize)> {
    let reference: Value = serde_json::from_str(REFERENCE)?;
    let mut beside = study::Beside::new(reference);
    let (sections, gists): (Vec<String>, Vec<String>) =
        [net::section(&mut beside), mean::section(&mut beside), share::section()].into_iter().unzip();
    let agreement = format!(
        "## Agreement with the independent computation\n\n{} figures compared, {} of them off by more than their rounding; \
         coverage differs by {:.4} at most.\n",
        beside.compared, beside.far, beside.largest
    );
    let gist = format!("In short, at a nominal 95 %:\n\n{}\n", gists.join("\n"));
    let page = [INTRODUCTION, &gist, &sections.join("\n"), &agreement].join("\n");
    if env::args().any(|argument| argument == "--write") {
        let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
        fs::create_dir_all(docs)?;
        fs::write(format!("{docs}/coverage.md"), &page)?;
    }
    Ok((page, beside.far))
}
