//! Operations on series.

use crate::Answer;
use crate::input::Input;
use madeleine_stats::NoEstimate;
use madeleine_stats::trend::{
    Baseline, Hits, Measured, Point, Smoothing, Width, cochran_armitage, cochran_armitage_at, ewma, laney_p, nelson,
    p_chart,
};
use serde_json::{Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "p_chart" => plain(input),
        "laney_p" => laney(input),
        "ewma" => average(input),
        "nelson" => patterns(input),
        "cochran_armitage" => trend(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

fn periods(input: &Input) -> Option<Vec<Hits>> {
    let (hits, bases) = (input.wholes("x")?, input.wholes("n")?);
    let period = |(hits, base)| Hits { hits, base };
    (hits.len() == bases.len()).then(|| hits.into_iter().zip(bases).map(period).collect())
}

fn width(input: &Input) -> Option<Width> {
    if input.0["L"].is_null() { Some(Width::default()) } else { Width::new(input.number("L")?) }
}

fn points(points: &[Option<Point>], value: &str) -> Value {
    let written = |point: &Option<Point>| match point {
        Some(point) => json!({
            value: point.value, "lcl": point.limits.low(), "ucl": point.limits.high(), "signal": point.signal,
        }),
        None => json!({ value: null, "lcl": null, "ucl": null, "signal": null }),
    };
    points.iter().map(written).collect()
}

fn plain(input: &Input) -> Option<Value> {
    let chart = p_chart(&periods(input)?, Baseline::All, width(input)?).ok()?.chart;
    Some(json!({ "center": chart.center, "points": points(&chart.points, "p") }))
}

fn laney(input: &Input) -> Option<Value> {
    let mut periods = periods(input)?;
    periods.retain(|period| period.base > 0);
    match laney_p(&periods, Baseline::All, width(input)?) {
        Ok(laney) => {
            let points = points(&laney.chart.points, "p");
            Some(json!({ "center": laney.chart.center, "sigma_z": laney.sigma_z, "points": points }))
        }
        Err(NoEstimate::ZeroVariance) => {
            let center = p_chart(&periods, Baseline::All, Width::THREE).ok()?.chart.center;
            Some(json!({ "center": center, "sigma_z": null, "points": null, "flags": ["zero_variance"] }))
        }
        Err(_) => None,
    }
}

fn average(input: &Input) -> Option<Value> {
    let (values, errors) = (input.numbers("xs")?, input.numbers("sigmas")?);
    let series: Vec<Option<Measured>> =
        values.into_iter().zip(errors).map(|(value, error)| Some(Measured { value, error })).collect();
    let chart = ewma(&series, input.number("mu0")?, Smoothing::new(input.number("lam")?)?, width(input)?).ok()?;
    Some(points(&chart.points, "z"))
}

fn patterns(input: &Input) -> Option<Value> {
    let distances: Vec<Option<f64>> = input.numbers("z")?.into_iter().map(Some).collect();
    let patterns = nelson(&distances);
    Some(json!({ "rule1": patterns.beyond, "rule2": patterns.one_side, "rule3": patterns.one_direction }))
}

fn trend(input: &Input) -> Option<Value> {
    let periods = periods(input)?;
    let trend = if input.0["t"].is_null() {
        cochran_armitage(&periods)
    } else {
        cochran_armitage_at(&periods, &input.numbers("t")?)
    };
    trend.ok().map(|trend| json!({ "z": trend.z, "p": trend.p }))
}
