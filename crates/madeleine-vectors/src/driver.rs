//! Operations on drivers and agreement of items.

use crate::Answer;
use crate::input::Input;
use madeleine_stats::NoEstimate;
use madeleine_stats::driver::{CoMoments, Drivers, Predictors, cronbach_alpha, kendall, relative_weights, shapley_r2};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "shapley_r2" => drivers(input, shapley_r2),
        "relative_weights" => drivers(input, relative_weights),
        "kendall_table" => kendall_table(input),
        "cronbach" => cronbach(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn drivers(input: &Input, by: impl Fn(&Predictors) -> Result<Drivers, NoEstimate>) -> Option<Value> {
    let predictors = Predictors::new(&input.rows("R", Value::as_f64)?, &input.numbers("r")?);
    Some(match predictors.and_then(|predictors| by(&predictors)) {
        Ok(drivers) => {
            json!({ "status": "ok", "r2": drivers.r2, "weights": drivers.weights, "shares": drivers.shares })
        }
        Err(reason) => json!({ "status": "error", "code": reason.code() }),
    })
}

fn kendall_table(input: &Input) -> Option<Value> {
    let together = kendall(&input.rows("t", Value::as_u64)?).ok()?;
    Some(json!({
        "tau_b": together.tau_b, "gamma": together.gamma,
        "concordant": together.concordant as f64, "discordant": together.discordant as f64,
    }))
}

fn cronbach(input: &Input) -> Option<Value> {
    let rows = input.rows("rows", |code| i32::try_from(code.as_i64()?).ok().map(Some))?;
    let mut answers = CoMoments::new(rows.first()?.len())?;
    rows.iter().try_for_each(|row| answers.observe(row)).ok()?;
    cronbach_alpha(&answers).ok().map(Value::from)
}
