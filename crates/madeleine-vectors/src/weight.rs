//! Operations on weights.

use crate::Answer;
use crate::input::{Input, ends};
use madeleine_stats::NoEstimate;
use madeleine_stats::weight::{EffectiveBase, WeightError, WeightedEstimate, moments, net, poststratify, rake, share};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "kish" => kish(input),
        "weighted_prop" => weighted_prop(input),
        "weighted_mean" => weighted_mean(input),
        "weighted_net" => weighted_net(input),
        "poststratify" => post(input),
        "rake" => raked(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

/// What a weighted base is worth, beside what it says; or why there is none.
fn written(result: Result<(EffectiveBase, Value), WeightError>) -> Option<Value> {
    let (mut object, more) = match result {
        Ok((base, more)) => {
            (json!({ "status": "ok", "n": base.base, "n_eff": base.size, "deff": base.design_effect }), more)
        }
        Err(WeightError::NoEstimate(NoEstimate::NoData)) => {
            (json!({ "status": "no_data", "n": 0, "sum_w": 0.0, "n_eff": null, "deff": null }), json!({}))
        }
        Err(WeightError::EmptyStratum { strata }) => {
            (json!({ "status": "error", "code": "empty_stratum", "strata": strata }), json!({}))
        }
        Err(error) => (json!({ "status": "error", "code": error.code() }), json!({})),
    };
    object.as_object_mut()?.extend(more.as_object()?.clone());
    Some(object)
}

fn estimated(estimate: Result<WeightedEstimate, WeightError>, name: &str) -> Option<Value> {
    written(estimate.map(|WeightedEstimate { estimate, effective }| {
        (effective, json!({ name: estimate.value(), "ci": ends(estimate.interval()) }))
    }))
}

/// Answers, each with its weight.
fn weighed<A>(answers: Option<Vec<A>>, input: &Input) -> Option<Vec<(A, f64)>> {
    let (answers, weights) = (answers?, input.numbers("w")?);
    (answers.len() == weights.len()).then(|| answers.into_iter().zip(weights).collect())
}

fn kish(input: &Input) -> Option<Value> {
    let base = EffectiveBase::of(&input.numbers("w")?);
    written(base.map(|base| (base, json!({ "sum_w": base.people }))))
}

fn weighted_prop(input: &Input) -> Option<Value> {
    let answers = input.wholes("y")?.into_iter().map(|answer| answer == 1).collect();
    estimated(share(&weighed(Some(answers), input)?, input.confidence()?), "p")
}

fn weighted_net(input: &Input) -> Option<Value> {
    let sides = input.0["cat"].as_array()?.iter().map(|side| i8::try_from(side.as_i64()?).ok()).collect();
    estimated(net(&weighed(sides, input)?, input.confidence()?), "score")
}

fn weighted_mean(input: &Input) -> Option<Value> {
    let confidence = input.confidence()?;
    written(moments(&weighed(input.numbers("y"), input)?).map(|moments| {
        let interval = moments.interval(confidence).ok().map(ends);
        (moments.effective, json!({ "mean": moments.mean, "se": moments.standard_error, "ci": interval }))
    }))
}

fn post(input: &Input) -> Option<Value> {
    let strata = poststratify(&input.wholes("sample")?, &input.numbers("target")?);
    written(strata.map(|strata| (strata.effective, json!({ "weights": strata.weights }))))
}

fn raked(input: &Input) -> Option<Value> {
    let raked = rake(&input.rows("table", Value::as_u64)?, &input.numbers("rows")?, &input.numbers("cols")?);
    written(raked.map(|raked| (raked.effective, json!({ "weights": raked.weights }))))
}
