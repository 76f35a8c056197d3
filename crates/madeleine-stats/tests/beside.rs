//! What stands beside the answers, whatever the numbers: no panic, no NaN, sums that add up, and noise that cancels.

use madeleine_core::privacy::RandomisedResponse;
use madeleine_core::response::{Answer, Response, State};
use madeleine_stats::estimate::{planning, quantile};
use madeleine_stats::operation::{ClosedLoop, Journey, Service, Stage, Waiting, Waits, raises_alert};
use madeleine_stats::quality::{self, Dispositions, Representativity, Speeders, Straightline};
use madeleine_stats::randomised::Debiased;
use madeleine_stats::tally::Counts;
use madeleine_stats::{Confidence, Estimate, NoEstimate};
use proptest::prelude::*;

/// Small, middling and absurd counts.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..40_u64, 2 => 0..1_000_000_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

fn number() -> impl Strategy<Value = f64> {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    prop_oneof![any::<f64>(), -40.0..40.0_f64, 0.0..1.0_f64, prop::sample::select(odd.to_vec())]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    let share = prop_oneof![Just(0.95), 0.5..0.9999_f64, Just(f64::MIN_POSITIVE), Just(1.0 - f64::EPSILON / 2.0)];
    share.prop_map(|share| Confidence::new(share).expect("between 0 and 1"))
}

fn dispositions() -> impl Strategy<Value = Dispositions> {
    prop::array::uniform8(count()).prop_map(
        |[eligible, selected, displayed, started, partial, completed, dismissed, ignored]| Dispositions {
            eligible,
            selected,
            displayed,
            started,
            partial,
            completed,
            dismissed,
            ignored,
        },
    )
}

fn journey() -> impl Strategy<Value = Journey> {
    let path = prop::collection::vec(prop::sample::select(Stage::ALL.to_vec()), 0..6);
    let walked = prop::collection::vec(path, 0..5).prop_map(|paths| {
        let mut journey = Journey::default();
        paths.iter().for_each(|path| journey.observe(path));
        journey
    });
    let counted = prop::array::uniform5(count()).prop_map(|people| Journey::new(people, people).expect("all entered"));
    prop_oneof![walked, counted]
}

fn clean(value: f64) -> bool {
    value.is_finite() && !(value == 0.0 && value.is_sign_negative())
}

fn sound_share(rate: Result<Estimate, NoEstimate>) {
    let Ok(rate) = rate else { return };
    assert!([rate.value(), rate.low(), rate.high()].into_iter().all(clean), "{rate:?}");
    assert!(0.0 <= rate.low() && rate.low() <= rate.high() && rate.high() <= 1.0 && rate.base() > 0, "{rate:?}");
}

/// Associative, commutative, with a neutral element.
fn adds_up<T: Clone + PartialEq + core::fmt::Debug>([a, b, c]: [T; 3], none: &T, merge: impl Fn(&mut T, &T)) {
    let plus = |x: &T, y: &T| {
        let mut sum = x.clone();
        merge(&mut sum, y);
        sum
    };
    assert_eq!(plus(&plus(&a, &b), &c), plus(&a, &plus(&b, &c)));
    assert_eq!(plus(&a, &b), plus(&b, &a));
    assert_eq!((plus(&a, none), plus(none, &a)), (a.clone(), a));
}

fn waits_of(target: u64, waits: &[u64]) -> Waits {
    let mut counted = Waits::new(target);
    waits.iter().for_each(|&wait| counted.observe(wait));
    counted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rates_are_shares(seen in dispositions(), parts in prop::array::uniform4(count()), confidence in confidence()) {
        let rates = seen.rates(confidence);
        for rate in [
            rates.selection, rates.display, rates.start, rates.completed, rates.answered, rates.completion,
            rates.breakoff, rates.refusal, rates.ignored,
        ] {
            sound_share(rate);
        }
        if seen.balanced() && seen.displayed > 0 {
            prop_assert!(rates.start.is_ok() && rates.answered.is_ok());
        }
        let [a, b, c, d] = parts;
        let service = Service { offered: a, missed: b, requests: c, repeats: d };
        sound_share(service.missed_rate(confidence));
        sound_share(service.repeat_rate(confidence));
        let rates = ClosedLoop { alerts: a, contacted: b, contacted_in_time: c, recovered: d }.rates(confidence);
        [rates.contacted, rates.in_time, rates.recovered].into_iter().for_each(sound_share);
    }

    #[test]
    fn counts_add_up(
        seen in prop::array::uniform3(dispositions()),
        parts in prop::array::uniform3(prop::array::uniform4(count())),
        journeys in prop::array::uniform3(journey()),
        waits in prop::array::uniform3(prop::collection::vec(count(), 0..6)),
    ) {
        adds_up(seen, &Dispositions::default(), Dispositions::merge);
        adds_up(journeys, &Journey::default(), Journey::merge);
        let service = |[offered, missed, requests, repeats]: [u64; 4]| Service { offered, missed, requests, repeats };
        adds_up(parts.map(service), &Service::default(), Service::merge);
        let closed_loop = |[alerts, contacted, contacted_in_time, recovered]: [u64; 4]| {
            ClosedLoop { alerts, contacted, contacted_in_time, recovered }
        };
        adds_up(parts.map(closed_loop), &ClosedLoop::default(), ClosedLoop::merge);
        let merged = |mine: &mut Waits, theirs: &Waits| mine.merge(theirs).expect("of one target");
        adds_up(waits.clone().map(|waits| waits_of(90, &waits)), &Waits::new(90), merged);
        let mut sum = Waits::new(90);
        waits.iter().for_each(|waits| merged(&mut sum, &waits_of(90, waits)));
        prop_assert_eq!(sum, waits_of(90, &waits.concat()));
    }

    #[test]
    fn responses_fall_into_one_place(
        states in prop::collection::vec((prop::sample::select(State::ALL.to_vec()), -3..8_i32, any::<bool>()), 0..12),
    ) {
        let mut seen = Dispositions::default();
        for (state, code, answered) in &states {
            let answer = if *code < 0 { Answer::Skipped } else { Answer::Code(*code) };
            let answers = if *answered { vec![("csat".into(), answer)] } else { Vec::new() };
            let response = Response { state: *state, answers, ..Response::default() };
            seen.observe(&response);
            prop_assert!(!raises_alert(&response, false));
            prop_assert_eq!(raises_alert(&response, true), *answered && (1..=2).contains(code));
        }
        prop_assert!(seen.balanced());
        prop_assert_eq!(seen.displayed, states.len() as u64);
    }

    #[test]
    fn merged_waits_say_what_the_waits_say_within_a_64th(
        waits in prop::collection::vec(prop_oneof![0..200_u64, 0..3_600_000_u64, any::<u64>()], 1..60),
        target in 0..200_u64,
        share in 0.0..=1.0_f64,
    ) {
        let counted = waits_of(target, &waits);
        let sample: Vec<f64> = waits.iter().map(|&wait| wait as f64).collect();
        let exact = quantile::type_7(&sample, share).expect("a wait");
        let merged = counted.quantile(share).expect("a wait");
        prop_assert!((merged - exact).abs() <= exact / 64.0 + 1e-9, "{merged} for {exact}");
        let merged = counted.waiting(Confidence::NINETY_FIVE).expect("a wait");
        let plain = Waiting::of_sample(&sample, target as f64, Confidence::NINETY_FIVE).expect("a wait");
        prop_assert_eq!((merged.base, merged.in_time), (plain.base, plain.in_time));
        prop_assert!((merged.mean - plain.mean).abs() <= plain.mean * 1e-12);
    }

    #[test]
    fn any_waits(
        waits in prop::collection::vec(number(), 0..8),
        target in number(),
        share in number(),
        confidence in confidence(),
    ) {
        prop_assert!(quantile::type_7(&waits, share).is_none_or(clean));
        if let Ok(waiting) = Waiting::of_sample(&waits, target, confidence) {
            prop_assert!([waiting.mean, waiting.median, waiting.ninetieth].into_iter().all(clean), "{waiting:?}");
            sound_share(Ok(waiting.in_time));
        }
        let finite: Vec<f64> = waits.iter().copied().filter(|wait| wait.is_finite()).collect();
        if let Some(at) = quantile::type_7(&finite, 0.3) {
            let least = finite.iter().copied().fold(f64::INFINITY, f64::min);
            prop_assert!(least <= at && finite.iter().any(|wait| at <= *wait), "{at} of {finite:?}");
        }
    }

    #[test]
    fn any_quality(
        times in prop::collection::vec(count(), 0..40),
        codes in prop::collection::vec(prop::option::of(any::<i32>()), 0..9),
        reversed in prop::collection::vec(0..12_usize, 0..3),
        shares in prop::collection::vec((number(), number()), 0..5),
        groups in prop::collection::vec((count(), count()), 0..5),
        items in any::<u32>(),
        [hits, answered, asked] in prop::array::uniform3(count()),
    ) {
        let speeders = Speeders::among(&times, items);
        prop_assert!(clean(speeders.threshold) && speeders.median.is_none_or(clean));
        prop_assert!(speeders.flagged.iter().all(|&at| (times[at] as f64) < speeders.threshold));
        if let Some(line) = Straightline::of(&codes, &reversed) {
            prop_assert!(clean(line.variability) && (1..=codes.len()).contains(&line.longest));
        }
        let (expected, actual): (Vec<f64>, Vec<f64>) = shares.into_iter().unzip();
        prop_assert!(quality::stability(&expected, &actual).is_ok_and(|index| clean(index) && index >= 0.0)
            || quality::stability(&expected, &actual).is_err());
        let (groups, taken): (Vec<u64>, Vec<u64>) = groups.into_iter().map(|(a, b)| (a.max(b), a.min(b))).unzip();
        if let Ok(even) = Representativity::of(&groups, &taken) {
            prop_assert!((0.0..=1.0).contains(&even.rate) && clean(even.r) && even.r <= 1.0, "{even:?}");
        }
        if let Ok(bounds) = quality::bounds(hits, answered, asked) {
            prop_assert!(0.0 <= bounds.low() && bounds.high() <= 1.0);
        }
    }

    #[test]
    fn any_plan(first in number(), second in number(), power in number(), confidence in confidence()) {
        let needed = planning::exact_base_for_difference(first, second, power, confidence);
        prop_assert!(needed.is_none_or(|needed| clean(needed) && needed >= 0.0));
        planning::base_for_difference(first, second, power, confidence);
    }

    #[test]
    fn any_journey(journey in journey()) {
        let ratios = journey.ratios();
        let all = [ratios.appeal, ratios.ask, ratios.act, ratios.advocate, ratios.purchase_action, ratios.brand_advocacy];
        prop_assert!(all.into_iter().flatten().all(|ratio| clean(ratio) && ratio >= 0.0));
        prop_assert!(Stage::ALL.iter().all(|&stage| journey.entries(stage) <= journey.people(stage)));
    }

    #[test]
    fn any_noise(
        counts in prop::collection::vec(count(), 0..12),
        scores in prop::collection::vec(number(), 0..12),
        epsilon in prop_oneof![number(), 0.01..10.0_f64],
        draws in any::<[u32; 2]>(),
        confidence in confidence(),
    ) {
        let Ok(response) = RandomisedResponse::new(epsilon, counts.len() as u16) else { return Ok(()) };
        prop_assert!(clean(response.kept()) && clean(response.other()) && clean(response.contrast()));
        for answer in 0..counts.len() as u16 {
            prop_assert!(response.report(answer, draws).is_some_and(|report| usize::from(report) < counts.len()));
        }
        let Ok(answers) = Debiased::of(&Counts::from(counts), &response) else { return Ok(()) };
        for share in &answers.shares {
            prop_assert!(clean(share.value) && clean(share.standard_error) && (0.0..=1.0).contains(&share.shown));
            prop_assert!(share.standard_error >= 0.0 && clean(share.shown), "{share:?}");
        }
        if let Ok(score) = answers.score(&scores, confidence) {
            prop_assert!(clean(score.value) && clean(score.shown) && clean(score.standard_error), "{score:?}");
            prop_assert!(score.range.holds(score.shown) && score.interval.holds(score.value), "{score:?}");
            prop_assert!(score.interval_shown().is_none_or(|shown| score.range.low() <= shown.low()));
        }
    }
}

/// The first draw from which on `report` says something else than for draw 0 of `lowest` on.
fn first_other(lowest: u64, said: impl Fn(u32) -> u16) -> u64 {
    let (mut low, mut high) = (lowest, 1_u64 << 32);
    let same = said(lowest as u32);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if said(middle as u32) == same { low = middle } else { high = middle }
    }
    high
}

/// How many of all pairs of draws, in units of four, report each category instead of `answer`: found by asking.
fn reports(response: &RandomisedResponse, answer: u16) -> Vec<u64> {
    let said = |draws| response.report(answer, draws).expect("a category");
    let mut counts = vec![0; usize::from(response.categories())];
    // With the second draw at 0 a changed answer never is the answer itself.
    let kept = first_other(0, |whether| said([whether, 0]));
    counts[usize::from(answer)] = kept << 30;
    let mut from = 0;
    while from < 1 << 32 {
        let to = first_other(from, |which| said([u32::MAX, which]));
        counts[usize::from(said([u32::MAX, from as u32]))] += (((1 << 32) - kept) * (to - from)) >> 2;
        from = to;
    }
    counts
}

#[test]
fn noise_put_in_and_taken_out_again_leaves_the_answers_over_all_draws() {
    for (epsilon, categories) in [(0.1, 5), (1.0, 2), (1.0, 5), (2.0, 7), (3.0, 11), (4_f64.ln(), 5), (8.0, 3)] {
        let response = RandomisedResponse::new(epsilon, categories).expect("fits");
        for answer in 0..categories {
            let counts = reports(&response, answer);
            assert!(counts.iter().sum::<u64>().abs_diff(1 << 62) < 100, "{counts:?}");
            let answers = Debiased::of(&Counts::from(counts), &response).expect("reports");
            for (category, share) in answers.shares.iter().enumerate() {
                let truth = f64::from(u8::from(category == usize::from(answer)));
                assert!((share.value - truth).abs() < 1e-7, "{epsilon} {categories} {answer}: {share:?}");
            }
        }
    }
}

#[test]
fn with_four_draws_of_each_kind_it_comes_out_exactly() {
    // e^ε = 4 of five categories: kept one in two, each other one in eight, so quarters of the draws hit all of them alike.
    let response = RandomisedResponse::new(4_f64.ln(), 5).expect("fits");
    let people = [7_u64, 0, 2, 5, 6];
    let mut counts = vec![0_u64; 5];
    for (answer, &number) in people.iter().enumerate() {
        for draws in 0..16_u32 {
            let report = response.report(answer as u16, [(draws / 4) << 30, (draws % 4) << 30]).expect("a category");
            counts[usize::from(report)] += number;
        }
    }
    let answers = Debiased::of(&Counts::from(counts), &response).expect("reports");
    for (share, number) in answers.shares.iter().zip(people) {
        assert!((share.value - number as f64 / 20.0).abs() < 1e-12, "{share:?}");
    }
}
