//! Operations on randomised response.

use crate::Answer;
use crate::input::Input;
use madeleine_core::privacy::RandomisedResponse;
use madeleine_stats::randomised::{Debiased, Flag};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "grr_randomize" => grr_randomize(input),
        "grr_debias" => grr_debias(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn grr_randomize(input: &Input) -> Option<Value> {
    let [answer, categories] = ["v", "k"].map(|name| input.whole(name).and_then(|whole| u16::try_from(whole).ok()));
    let response = RandomisedResponse::new(input.number("eps")?, categories?).ok()?;
    response.report(answer?, [input.draw("u1")?, input.draw("u2")?]).map(Value::from)
}

fn grr_debias(input: &Input) -> Option<Value> {
    let reports = input.counts("counts")?;
    let categories = u16::try_from(reports.categories().len()).ok()?;
    let response = match RandomisedResponse::new(input.number("eps")?, categories) {
        Ok(response) => response,
        Err(refused) => return Some(json!({ "status": "error", "code": refused.code() })),
    };
    let answers = match Debiased::of(&reports, &response) {
        Ok(answers) => answers,
        Err(reason) => return Some(json!({ "status": reason.code() })),
    };
    let mut flags: Vec<Flag> = answers.flag().into_iter().collect();
    let mut object = json!({
        "status": "ok", "p": response.kept(), "q": response.other(),
        "freq": answers.shares.iter().map(|share| share.value).collect::<Vec<_>>(),
        "freq_display": answers.shares.iter().map(|share| share.shown).collect::<Vec<_>>(),
        "se": answers.shares.iter().map(|share| share.standard_error).collect::<Vec<_>>(),
    });
    if let Some(scores) = input.numbers("scores") {
        let score = answers.score(&scores, input.confidence()?).ok()?;
        flags.extend(score.flag());
        object["score"] = json!(score.value);
        object["score_display"] = json!(score.shown);
        object["score_se"] = json!(score.standard_error);
        // Cut at the outer ends alone, as the vectors have it: off the scale the lower end lies above the upper one.
        let (low, high) = (score.interval.low(), score.interval.high());
        object["score_ci"] = json!([low.max(score.range.low()), high.min(score.range.high())]);
    }
    object["flags"] = json!(flags.into_iter().map(Flag::code).collect::<Vec<_>>());
    Some(object)
}
