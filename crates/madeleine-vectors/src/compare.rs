//! Operations on differences, tests and many comparisons.

use crate::Answer;
use crate::input::{Input, ends};
use madeleine_stats::compare::many::{self, Adjustment};
use madeleine_stats::compare::net::{self, Net};
use madeleine_stats::compare::share::{self, Share};
use madeleine_stats::compare::{Test, mean, rank, table};
use madeleine_stats::estimate::mean::Moments;
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "newcombe_diff" => newcombe_diff(input),
        "two_prop_z" => two_prop_z(input),
        "diff_net" => diff_net(input),
        "diff_mean_mover" => diff_mean_mover(input),
        "welch" => welch(input),
        "mann_whitney_counts" => mann_whitney_counts(input),
        "chi2_table" => chi2_table(input),
        "p_adjust" => p_adjust(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn shares(input: &Input) -> Option<[Share; 2]> {
    let share = |hits: &str, base: &str| Some(Share { hits: input.whole(hits)?, base: input.whole(base)? });
    Some([share("x1", "n1")?, share("x2", "n2")?])
}

fn newcombe_diff(input: &Input) -> Option<Value> {
    let [first, second] = shares(input)?;
    share::newcombe(first, second, input.confidence()?).ok().map(|difference| ends(difference.interval()))
}

fn two_prop_z(input: &Input) -> Option<Value> {
    let [first, second] = shares(input)?;
    share::pooled_z(first, second).ok().map(|test| json!({ "z": test.statistic(), "p": test.p() }))
}

fn diff_net(input: &Input) -> Option<Value> {
    let side = |favourable: &str, unfavourable: &str, base: &str| {
        let [favourable, unfavourable, base] = [favourable, unfavourable, base].map(|name| input.whole(name));
        Some(Net { favourable: favourable?, unfavourable: unfavourable?, base: base? })
    };
    let (first, second, confidence) = (side("p1", "g1", "n1")?, side("p2", "g2", "n2")?, input.confidence()?);
    let by_mover = net::mover(first, second, confidence).ok()?;
    let by_wald = net::adjusted_wald(first, second, confidence).ok()?;
    let test = by_wald.contrast.test();
    Some(json!({
        "diff": by_mover.difference(), "ci_mover": ends(by_mover.interval()),
        "diff_adj": by_wald.adjusted_difference, "se_adj": by_wald.standard_error,
        "ci_adj": ends(by_wald.contrast.interval()), "z": test.and_then(|test| test.statistic()), "p": p_of(test),
    }))
}

fn diff_mean_mover(input: &Input) -> Option<Value> {
    let [first, second] = ["c1", "c2"].map(|name| input.counts(name));
    let (first, second) = (first?, second?);
    let (code, confidence) = (input.first_code()?, input.confidence()?);
    let difference = mean::mover(first.categories(), second.categories(), code, confidence).ok()?;
    Some(json!({
        "diff": difference.difference(), "ci": ends(difference.interval()), "p_welch": p_of(difference.test()),
    }))
}

fn welch(input: &Input) -> Option<Value> {
    let side = |base: &str, mean: &str, sd: &str| {
        Some(Moments { base: input.whole(base)?, mean: input.number(mean)?, sd: Some(input.number(sd)?) })
    };
    let welch = mean::welch(side("n1", "m1", "s1")?, side("n2", "m2", "s2")?, input.confidence()?).ok()?;
    let test = welch.contrast.test();
    Some(json!({
        "diff": welch.contrast.difference(), "se": welch.standard_error, "df": welch.degrees_of_freedom,
        "t": test.and_then(|test| test.statistic()), "p": p_of(test), "ci": ends(welch.contrast.interval()),
    }))
}

fn mann_whitney_counts(input: &Input) -> Option<Value> {
    let [first, second] = ["c1", "c2"].map(|name| input.counts(name));
    let higher = rank::mann_whitney(first?.categories(), second?.categories()).ok()?;
    Some(json!({ "u": higher.u, "auc": higher.auc, "z": higher.test.statistic(), "p": higher.test.p() }))
}

fn chi2_table(input: &Input) -> Option<Value> {
    let row = |row: &Value| row.as_array()?.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>();
    let rows: Option<Vec<_>> = input.0["t"].as_array()?.iter().map(row).collect();
    let table = table::chi_square(&rows?).ok()?;
    Some(json!({
        "chi2": table.test.statistic(), "df": table.degrees_of_freedom, "p": table.test.p(),
        "cramers_v": table.cramers_v, "min_expected": table.min_expected,
    }))
}

fn p_adjust(input: &Input) -> Option<Value> {
    let how = match input.0["method"].as_str()? {
        "bh" => Adjustment::BenjaminiHochberg,
        "holm" => Adjustment::Holm,
        "bonferroni" => Adjustment::Bonferroni,
        _ => return None,
    };
    many::adjust(&input.numbers("ps")?, how).map(Value::from)
}

fn p_of(test: Option<Test>) -> Option<f64> {
    test.map(|test| test.p())
}
