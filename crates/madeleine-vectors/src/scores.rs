//! Operations on the numbers of an instrument and on their intervals.

use crate::Answer;
use crate::input::{Input, ends, interval_of};
use madeleine_core::instrument;
use madeleine_core::response;
use madeleine_stats::estimate::{display, mean, net, normal, planning, student, wilson};
use madeleine_stats::score::{
    Emotions, Expectation, Frequency, Hassle, Kano, KanoKind, Memory, Orientation, PeakEnd, QuotedNet, QuotedShares,
    Rating, Reason, Resolution, Rule, Verdict, composite,
};
use madeleine_stats::tally::{Counts, Mentions, Missing, Sums};
use madeleine_stats::{NoEstimate, publish};
use serde_json::{Map, Value, json};

pub fn answer(op: &str, input: &Input) -> Answer {
    let value = match op {
        "ci_wilson" => ci_wilson(input),
        "ci_mean_adj" => ci_mean_adj(input),
        "ci_mean_t" => ci_mean_t(input),
        "median_counts" => input.counts("counts").and_then(|c| mean::median(c.categories(), 1)).map(Value::from),
        "net_ci" => net_ci(input),
        "newcombe_paired" => newcombe_paired(input),
        "display_net" => display_net(input),
        "norm_ppf" => input.number("p").and_then(normal::quantile).map(Value::from),
        "norm_sf" => input.number("x").map(normal::upper_tail).map(Value::from),
        "t_ppf" => input.two("p", "df").and_then(|(p, df)| student::quantile(p, df)).map(Value::from),
        "t_sf2" => input.two("t", "df").and_then(|(t, df)| student::both_tails(t, df)).map(Value::from),
        "n_for_prop" => n_for_prop(input),
        "n_for_net" => n_for_net(input),
        "csat" => csat(input),
        "ces" => ces(input),
        "nps" => nps(input),
        "nms" => nms(input),
        "fcr" => fcr(input),
        "expectation" => expectation(input),
        "hassle" => hassle(input),
        "freq4" => freq4(input),
        "emotions" => emotions(input),
        "gaps" => gaps(input),
        "barometer" => barometer(input),
        "cos_open" => cos_open(input),
        "kano_classify" => kano_classify(input),
        "kano_summary" => kano_summary(input),
        "peak_end" => peak_end(input),
        "suppress" => suppress(input),
        "published_net" => published_net(input),
        "shares_check" => shares_check(input),
        _ => return Answer::Unknown,
    };
    Answer::Value(value)
}

/// A score as an object with its status, or the status of there being no data, beside `besides`.
fn score<S>(score: Result<S, NoEstimate>, besides: Value, write: impl FnOnce(S) -> Value) -> Option<Value> {
    let (mut object, more) = match score {
        Ok(score) => (json!({ "status": "ok" }), write(score)),
        Err(NoEstimate::NoData) => (json!({ "status": "no_data", "n": 0 }), json!({})),
        Err(reason) => (json!({ "status": "error", "code": reason.code() }), json!({})),
    };
    let fields = object.as_object_mut()?;
    for more in [besides, more] {
        fields.extend(more.as_object()?.clone());
    }
    Some(object)
}

fn ci_wilson(input: &Input) -> Option<Value> {
    let (x, n) = input.two("x", "n")?;
    wilson::interval(x, n, input.confidence()?).map(ends)
}

fn ci_mean_adj(input: &Input) -> Option<Value> {
    let counts = input.counts("counts")?;
    Some(interval_of(mean::adjusted(counts.categories(), input.first_code()?, input.confidence()?)))
}

fn ci_mean_t(input: &Input) -> Option<Value> {
    let (mean, sd) = input.two("mean", "sd")?;
    mean::student_interval(input.whole("n")?, mean, sd, input.confidence()?).ok().map(ends)
}

fn net_ci(input: &Input) -> Option<Value> {
    let by = match input.0["method"].as_str().unwrap_or("adj_wald") {
        "adj_wald" => net::adjusted_wald,
        "wald" => net::wald,
        "bonett_price" => net::bonett_price,
        "t_trinomial" => net::trinomial_t,
        "tango" => net::tango,
        _ => return None,
    };
    Some(interval_of(by(input.whole("pos")?, input.whole("neg")?, input.whole("n")?, input.confidence()?)))
}

fn newcombe_paired(input: &Input) -> Option<Value> {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| input.whole(name));
    Some(interval_of(net::newcombe_paired(a?, b?, c?, d?, input.confidence()?)))
}

fn display_net(input: &Input) -> Option<Value> {
    let difference = input.0["num"].as_i64()?;
    let size = difference.unsigned_abs();
    let (favourable, unfavourable) = if difference < 0 { (0, size) } else { (size, 0) };
    display::net(favourable, unfavourable, input.whole("den")?).map(Value::from)
}

fn n_for_prop(input: &Input) -> Option<Value> {
    let p = if input.0["p"].is_null() { 0.5 } else { input.number("p")? };
    planning::base_for_share(input.number("moe")?, p, input.confidence()?).map(Value::from)
}

fn n_for_net(input: &Input) -> Option<Value> {
    let variance = if input.0["var"].is_null() { 1.0 } else { input.number("var")? };
    planning::base_for_net(input.number("moe_points")?, variance, input.confidence()?).map(Value::from)
}

fn csat(input: &Input) -> Option<Value> {
    let counts = input.counts("counts")?;
    let boxes = usize::try_from(input.whole_or("top", 2)?).ok()?;
    let rule = Rule::boxes(counts.categories().len(), boxes)?;
    score(Rating::by_rule(&rule, &counts, input.confidence()?), json!({}), |rating| {
        json!({
            "n": rating.base, "mean": rating.mean.value(), "sd": rating.sd, "median": rating.median,
            "top_share": rating.favourable.value(), "bottom_share": rating.unfavourable.value(),
            "mid_share": rating.neutral.value(), "index100": rating.index.value(),
            "ci_top": ends(rating.favourable.interval()), "ci_mean": ends(rating.mean.interval()),
            "ci_mean_t": rating.mean_by_student.ok().map(ends),
            "flags": Vec::from_iter(rating.flag.map(|flag| flag.code())),
        })
    })
}

fn ces(input: &Input) -> Option<Value> {
    let key = instrument::key(match input.0["version"].as_str()? {
        "v1" => "ces1",
        "v2" => "ces2",
        ease => ease,
    })?;
    score(Rating::of_key(key, &input.counts("counts")?, input.confidence()?), json!({}), |rating| {
        json!({
            "n": rating.base, "mean": rating.mean.value(), "sd": rating.sd,
            "higher_is_better": key.direction == instrument::Direction::HigherIsBetter,
            "easy_share": rating.favourable.value(), "hard_share": rating.unfavourable.value(),
            "net_ease": rating.net.value(), "ease_index100": rating.index.value(),
            "ci_easy": ends(rating.favourable.interval()), "ci_mean": ends(rating.mean.interval()),
            "ci_mean_t": rating.mean_by_student.ok().map(ends), "ci_net_ease": ends(rating.net.interval()),
        })
    })
}

fn nps(input: &Input) -> Option<Value> {
    let key = instrument::key("ltr11")?;
    let (counts, confidence) = (input.counts("counts")?, input.confidence()?);
    let (promoters, detractors) = (counts.sum_of(key.favourable), counts.sum_of(key.unfavourable));
    score(Rating::of_key(key, &counts, confidence), json!({}), |rating| {
        json!({
            "n": rating.base, "promoters": promoters, "detractors": detractors,
            "passives": rating.base - promoters - detractors,
            "score": rating.net.value(), "display": display::net(promoters, detractors, rating.base),
            "se": net::standard_error(promoters, detractors, rating.base), "ci": ends(rating.net.interval()),
            "ci_wald": interval_of(net::wald(promoters, detractors, rating.base, confidence)),
            "mean": rating.mean.value(), "ci_mean": ends(rating.mean.interval()),
        })
    })
}

fn nms(input: &Input) -> Option<Value> {
    let [pos, neg, both, none] = ["pos_only", "neg_only", "both", "none"].map(|name| input.whole(name));
    let (pos, neg, unknown) = (pos?, neg?, input.whole_or("dk", 0)?);
    let counts = Counts::new([pos, neg, both?, none?], Missing { unknown, ..Missing::default() });
    score(Memory::of(&counts, input.confidence()?), json!({ "dk": unknown }), |memory| {
        json!({
            "n": memory.base, "pos_share": memory.positive.value(), "neg_share": memory.negative.value(),
            "both_share": memory.both.value(), "none_share": memory.none.value(),
            "score": memory.net.value(), "display": display::net(pos, neg, memory.base),
            "se": net::standard_error(pos, neg, memory.base), "ci": ends(memory.net.interval()),
            "ci_newcombe": ends(memory.net_by_newcombe.interval()), "ci_none": ends(memory.none.interval()),
        })
    })
}

fn fcr(input: &Input) -> Option<Value> {
    let unknown = input.whole_or("unsure", 0)?;
    let counts = [input.whole("yes")?, input.whole("no")?, input.whole_or("pending", 0)?];
    let counts = Counts::new(counts, Missing { unknown, ..Missing::default() });
    score(Resolution::of(&counts, input.confidence()?), json!({ "unsure": unknown }), |resolution| {
        json!({
            "n": resolution.base, "fcr": resolution.resolved.value(), "pending_share": resolution.pending.value(),
            "ci": ends(resolution.resolved.interval()),
        })
    })
}

fn expectation(input: &Input) -> Option<Value> {
    score(Expectation::of(&input.counts("counts")?, input.confidence()?), json!({}), |expectation| {
        json!({
            "n": expectation.base, "below": expectation.below.value(), "met": expectation.met.value(),
            "exceeded": expectation.exceeded.value(), "met_or_exceeded": expectation.met_or_exceeded.value(),
            "net": expectation.net.value(), "mean": expectation.mean.value(),
            "ci_met_or_exceeded": ends(expectation.met_or_exceeded.interval()),
            "ci_net": ends(expectation.net.interval()),
        })
    })
}

fn hassle(input: &Input) -> Option<Value> {
    score(Hassle::of(&input.counts("counts")?, input.confidence()?), json!({}), |hassle| {
        json!({
            "n": hassle.base, "any_share": hassle.any.value(), "lot_share": hassle.lot.value(),
            "none_share": hassle.none.value(), "net": hassle.net.value(),
            "ci_any": ends(hassle.any.interval()), "ci_net": ends(hassle.net.interval()),
        })
    })
}

fn freq4(input: &Input) -> Option<Value> {
    score(Frequency::of(&input.counts("counts")?, input.confidence()?), json!({}), |frequency| {
        json!({
            "n": frequency.base, "frequent_share": frequency.frequent.value(), "net": frequency.net.value(),
            "ci": ends(frequency.frequent.interval()),
        })
    })
}

/// The vectors bring lists of emotions of their own: each becomes a mention, and the set of its groups is counted.
fn emotions(input: &Input) -> Option<Value> {
    let words = |value: &Value| -> Option<Vec<String>> {
        value.as_array()?.iter().map(|word| word.as_str().map(String::from)).collect()
    };
    let groups = [words(&input.0["positive"])?, words(&input.0["negative"])?];
    let mut sets = [0_u64; 4];
    let mut named = Vec::new();
    let responses = input.0["responses"].as_array()?;
    for response in responses {
        let felt = words(response)?;
        let of = |group: &[String]| usize::from(felt.iter().any(|emotion| group.contains(emotion)));
        *sets.get_mut(of(&groups[0]) | of(&groups[1]) << 1)? += 1;
        named.push(felt);
    }
    let known = groups.iter().flatten();
    let options =
        known.map(|option| (option.clone(), named.iter().filter(|felt| felt.contains(option)).count() as u64));
    let mentions = Mentions::new(responses.len() as u64, options, Missing::default()).with_sets(sets)?;
    let confidence = input.confidence()?;
    score(Emotions::of(&mentions, confidence), json!({}), |emotions| {
        let reasons = Reason::all(&mentions, confidence).unwrap_or_default();
        let shares: Map<String, Value> =
            reasons.iter().map(|felt| (felt.option.clone(), felt.share.value().into())).collect();
        let intervals: Map<String, Value> =
            reasons.iter().map(|felt| (felt.option.clone(), ends(felt.share.interval()))).collect();
        json!({
            "n": emotions.base, "shares": shares, "ci": intervals, "positive_share": emotions.positive.value(),
            "negative_share": emotions.negative.value(), "mixed_share": emotions.mixed.value(),
            "none_share": emotions.none.value(), "net": emotions.net.value(), "ci_net": ends(emotions.net.interval()),
        })
    })
}

/// The vectors give how many cited each gap, not which sets of them.
fn gaps(input: &Input) -> Option<Value> {
    const GAPS: [&str; 3] = ["knowledge", "design", "delivery"];
    let counts = GAPS.map(|gap| input.whole(gap));
    let options = GAPS.iter().zip(counts).map(|(gap, count)| Some(((*gap).to_string(), count?)));
    let options: Vec<(String, u64)> = options.collect::<Option<_>>()?;
    let mentions = Mentions::new(input.whole("n")?, options, Missing::default());
    // The first of equals: the last one is the maximum, so the order is turned round.
    let largest = GAPS.iter().rev().max_by_key(|gap| mentions.of(gap));
    score(Reason::all(&mentions, input.confidence()?), json!({}), |gaps| {
        let mut fields = json!({ "n": mentions.base(), "largest": largest });
        for gap in &gaps {
            fields[gap.option.as_str()] = gap.share.value().into();
            fields[format!("ci_{}", gap.option)] = ends(gap.share.interval());
        }
        fields
    })
}

fn barometer(input: &Input) -> Option<Value> {
    let rows: Option<Vec<Vec<Option<i32>>>> = input.0["rows"].as_array()?.iter().map(ratings).collect();
    let (rows, confidence) = (rows?, input.confidence()?);
    let criteria = rows.first().map_or(6, Vec::len);
    let weights = match input.0["weights"].as_array() {
        Some(weights) => weights.iter().map(|w| u32::try_from(w.as_u64()?).ok()).collect::<Option<Vec<u32>>>()?,
        None => vec![1; criteria],
    };
    let least = usize::try_from(input.whole_or("min_answered", 4)?).ok()?;
    let key = instrument::key("barometer")?;
    let mut composites = Sums::default();
    let mut counts = vec![Counts::of_key(key)?; criteria];
    for row in &rows {
        for (counts, rating) in counts.iter_mut().zip(row) {
            if let Some(rating) = rating {
                counts.observe(key, &response::Answer::Code(*rating));
            }
        }
        if let Some((sum, weight)) = composite(row, &weights, least) {
            composites.observe(sum, weight);
        }
    }
    let criteria: Vec<Value> = counts
        .iter()
        .map(|counts| match mean::adjusted(counts.categories(), 0, confidence) {
            Ok(mean) => json!({ "n": mean.base(), "mean": mean.value(), "ci": ends(mean.interval()) }),
            Err(_) => json!({ "n": 0, "mean": null, "ci": null }),
        })
        .collect();
    let besides = json!({ "criteria": criteria, "composite": null, "ci": null });
    score(
        composites.moments(),
        besides,
        |moments| json!({ "n": moments.base, "composite": moments.mean, "ci": interval_of(composites.mean(confidence)) }),
    )
}

/// Ratings, `None` where there is none.
fn ratings(row: &Value) -> Option<Vec<Option<i32>>> {
    let rating = |value: &Value| match value {
        Value::Null => Some(None),
        value => Some(Some(i32::try_from(value.as_i64()?).ok()?)),
    };
    row.as_array()?.iter().map(rating).collect()
}

fn cos_open(input: &Input) -> Option<Value> {
    let [high, medium, low] = ["high", "medium", "low"].map(|name| input.whole(name));
    let counts = Counts::from(vec![high?, medium?, low?]);
    score(Orientation::of(&counts, input.confidence()?), json!({}), |levels| {
        json!({
            "n": levels.base, "high": levels.high.value(), "medium": levels.medium.value(), "low": levels.low.value(),
            "net": levels.net.value(), "majority_high": levels.mostly_high,
            "ci_high": ends(levels.high.interval()), "ci_net": ends(levels.net.interval()),
        })
    })
}

fn kano_classify(input: &Input) -> Option<Value> {
    let code = |name| usize::try_from(input.whole(name)?).ok();
    KanoKind::of_pair(code("f")?, code("d")?).map(|kind| kind.letter().into())
}

fn kano_summary(input: &Input) -> Option<Value> {
    let rows = input.0["matrix"].as_array()?.iter().map(|row| row.as_array().cloned().unwrap_or_default());
    let pairs: Option<Vec<u64>> = rows.flatten().map(|count| count.as_u64()).collect();
    score(Kano::of(&Counts::from(pairs?), input.confidence()?), json!({}), |kano| {
        let counts = KanoKind::ALL.iter().zip(kano.counts).map(|(kind, count)| (kind.letter().into(), count.into()));
        json!({
            "n": kano.base, "counts": Map::from_iter(counts), "mode": kano.kind.letter(),
            "better": kano.better.ok().map(|better| better.value()),
            "worse": kano.worse.ok().map(|worse| 0.0 - worse.value()),
            "total_strength": kano.total_strength.value(), "category_strength": kano.category_strength,
            "fong_indistinct": !kano.is_clear, "blauth": kano.kind_by_blauth.letter(),
        })
    })
}

fn peak_end(input: &Input) -> Option<Value> {
    let moments: Option<Vec<f64>> = input.0["m"].as_array()?.iter().map(Value::as_f64).collect();
    let neutral = if input.0["neutral"].is_null() { 0.0 } else { input.number("neutral")? };
    score(PeakEnd::of(&moments?, neutral).ok_or(NoEstimate::NoData), json!({}), |found| {
        json!({
            "n": found.moments, "peak": found.peak, "peak_index": found.peak_at, "end": found.end,
            "peak_end": found.index, "mean": found.mean, "trend": found.trend,
            "max_change": found.largest_change.map(|change| change.by),
            "max_change_index": found.largest_change.map(|change| change.at), "gap_vs_mean": found.gap(),
        })
    })
}

fn suppress(input: &Input) -> Option<Value> {
    let cells = publish::suppress(input.counts("counts")?.categories(), input.whole("k")?);
    Some(json!({ "shown": cells.shown, "suppressed": cells.hidden, "total": cells.total }))
}

fn published_net(input: &Input) -> Option<Value> {
    let (pos, neg) = input.two("pos", "neg")?;
    let quoted = QuotedNet::of(pos, neg)?;
    Some(json!({
        "score": quoted.points, "none_if_exclusive": quoted.rest_if_exclusive, "ci": Value::Null, "flags": ["no_n"],
    }))
}

fn shares_check(input: &Input) -> Option<Value> {
    let shares: Option<Vec<f64>> = input.0["shares"].as_array()?.iter().map(Value::as_f64).collect();
    let quoted = QuotedShares::of(&shares?, input.0["multi"].as_bool().unwrap_or(false))?;
    let status = match quoted.verdict {
        Verdict::Complete => "ok",
        Verdict::Incomplete => "incomplete",
        Verdict::Over100 => "over_100",
        Verdict::Multi => "multi",
    };
    Some(json!({ "sum": quoted.sum, "status": status, "residual": quoted.residual }))
}
