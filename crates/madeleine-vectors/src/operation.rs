//! Operations on operations, journeys and the closed loop.

use crate::Answer;
use crate::input::{Input, interval_of};
use madeleine_stats::operation::{ClosedLoop, Journey, Service, Waiting};
use madeleine_stats::{Estimate, NoEstimate};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "ops" => ops(input),
        "closed_loop" => closed_loop(input),
        "journey5a" => journey5a(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn value(rate: Result<Estimate, NoEstimate>) -> Option<f64> {
    rate.ok().map(|rate| rate.value())
}

fn ops(input: &Input) -> Option<Value> {
    let service = Service {
        offered: input.whole("offered")?,
        missed: input.whole("missed")?,
        requests: input.whole("requests")?,
        repeats: input.whole("repeats")?,
    };
    let confidence = input.confidence()?;
    let waiting = Waiting::of_sample(&input.numbers("waits")?, input.number("target")?, confidence).ok();
    Some(json!({
        "missed_rate": value(service.missed_rate(confidence)), "repeat_rate": value(service.repeat_rate(confidence)),
        "wait_mean": waiting.map(|waiting| waiting.mean), "wait_p50": waiting.map(|waiting| waiting.median),
        "wait_p90": waiting.map(|waiting| waiting.ninetieth),
        "service_level": waiting.map(|waiting| waiting.in_time.value()),
    }))
}

fn closed_loop(input: &Input) -> Option<Value> {
    let counts = ClosedLoop {
        alerts: input.whole("alerts")?,
        contacted: input.whole("contacted")?,
        contacted_in_time: input.whole("contacted_in_sla")?,
        recovered: input.whole("recovered")?,
    };
    let rates = counts.rates(input.confidence()?);
    Some(json!({
        "contact_rate": value(rates.contacted), "sla_rate": value(rates.in_time),
        "recovery_rate": value(rates.recovered), "ci_recovery": interval_of(rates.recovered),
    }))
}

fn journey5a(input: &Input) -> Option<Value> {
    let [aware, appeal, ask, act, advocate] =
        ["aware", "appeal", "ask", "act", "advocate"].map(|stage| input.whole(stage));
    let ratios = Journey::new([aware?, appeal?, ask?, act?, advocate?], [0; 5]).ok()?.ratios();
    Some(json!({
        "aware_appeal": ratios.appeal, "appeal_ask": ratios.ask, "ask_act": ratios.act, "act_advocate": ratios.advocate,
        "par": ratios.purchase_action, "bar": ratios.brand_advocacy,
    }))
}
