//! Operations on the functions of distributions and their relatives.

use crate::Answer;
use crate::input::{Input, ends, interval_of};
use madeleine_stats::estimate::bootstrap::{self, SplitMix64};
use madeleine_stats::estimate::summary::Summary;
use madeleine_stats::estimate::{beta, chi_square, quantile, share};
use madeleine_stats::{Confidence, Estimate, NoEstimate};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "ci_clopper_pearson" => ci_share(input, share::clopper_pearson),
        "ci_jeffreys" => ci_share(input, share::jeffreys),
        "ci_agresti_coull" => ci_share(input, share::agresti_coull),
        "chi2_sf" => input.two("x", "df").and_then(|(x, df)| chi_square::upper_tail(x, df)).map(Value::from),
        "beta_ppf" => beta_ppf(input),
        "quantile7" => quantile7(input),
        "merge_moments" => merge_moments(input),
        "splitmix64" => splitmix64(input),
        "bootstrap_net" => bootstrap_net(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn ci_share(input: &Input, by: fn(u64, u64, Confidence) -> Result<Estimate, NoEstimate>) -> Option<Value> {
    Some(interval_of(by(input.whole("x")?, input.whole("n")?, input.confidence()?)))
}

fn beta_ppf(input: &Input) -> Option<Value> {
    let (a, b) = input.two("a", "b")?;
    beta::quantile(input.number("p")?, a, b).map(Value::from)
}

fn quantile7(input: &Input) -> Option<Value> {
    quantile::type_7(&input.numbers("xs")?, input.number("q")?).map(Value::from)
}

fn merge_moments(input: &Input) -> Option<Value> {
    let summary = |name: &str| {
        let part = Input(&input.0[name]);
        let (mean, squares) = part.two("mean", "m2")?;
        Summary::new(part.whole("n")?, mean, squares)
    };
    let merged = summary("a")?.merged(&summary("b")?);
    Some(json!({ "n": merged.base(), "mean": merged.mean().unwrap_or(0.0), "m2": merged.sum_of_squares() }))
}

fn splitmix64(input: &Input) -> Option<Value> {
    let count = usize::try_from(input.whole("n")?).ok()?;
    // As text: a number in JSON may be read as a double, which has fewer digits.
    Some(SplitMix64::new(input.whole("seed")?).take(count).map(|number| number.to_string()).collect())
}

fn bootstrap_net(input: &Input) -> Option<Value> {
    let [pos, neg, n, repeats, seed] = ["pos", "neg", "n", "B", "seed"].map(|name| input.whole(name));
    let drawn = bootstrap::net(pos?, neg?, n?, repeats?, seed?, input.confidence()?).ok()?;
    Some(json!({ "ci": ends(drawn.estimate.interval()), "mean": drawn.mean }))
}
