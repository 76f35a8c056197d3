//! Weighted tallies add up to the last bit, and whatever the weights: no panic, no NaN.

use madeleine_core::Ratio;
use madeleine_stats::estimate::{net, wilson};
use madeleine_stats::tally::Counts;
use madeleine_stats::weight::{
    self, EffectiveBase, HEAVIEST, LIGHTEST, Mass, Raked, Weight, WeightError, Weighted, WeightedEstimate,
    poststratify, rake, rake_trimmed,
};
use madeleine_stats::{Confidence, Unit};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = f64> {
    let special = [f64::NAN, f64::INFINITY, -0.0, -1.0, f64::MIN_POSITIVE, f64::MAX, 5e-324, Weight::MOST];
    prop_oneof![3 => 0.0..4.0_f64, 1 => any::<f64>(), 1 => prop::sample::select(special.to_vec())]
}

fn weight() -> impl Strategy<Value = Weight> {
    prop_oneof![Just(0.0), 0.01..9.0_f64, 0.0..Weight::MOST, Just(Weight::MOST)]
        .prop_map(|value| Weight::new(value).expect("in range"))
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![5 => 0..60_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

/// Answers in five categories, each so many times at a weight.
fn answers() -> impl Strategy<Value = Vec<(usize, Weight, u64)>> {
    let times = prop_oneof![6 => Just(1), 2 => 0..1_000_u64, 1 => Just(u64::MAX)];
    prop::collection::vec((0..5_usize, weight(), times), 0..12)
}

fn tally<'a>(answers: impl IntoIterator<Item = &'a (usize, Weight, u64)>) -> Weighted {
    let mut tally = Weighted::from(vec![Mass::default(); 5]);
    for &(category, weight, times) in answers {
        tally.add_many(category, weight, times).expect("a category");
    }
    tally
}

fn sum<'a>(parts: impl IntoIterator<Item = &'a Weighted>) -> Weighted {
    let mut sum = Weighted::default();
    parts.into_iter().for_each(|part| sum.merge(part));
    sum
}

fn base_is_sound(base: &EffectiveBase) {
    assert!(base.base > 0 && base.people > 0.0 && base.people.is_finite(), "{base:?}");
    assert!(base.size > 0.0 && base.size <= base.base as f64, "{base:?}");
    assert!(base.design_effect >= 1.0 && base.design_effect.is_finite(), "{base:?}");
}

fn sound<E>(estimate: Result<WeightedEstimate, E>) {
    let Ok(WeightedEstimate { estimate, effective }) = estimate else { return };
    base_is_sound(&effective);
    assert_eq!(estimate.base(), effective.base);
    let numbers = [estimate.value(), estimate.low(), estimate.high()];
    assert!(numbers.iter().all(|x| x.is_finite() && !(*x == 0.0 && x.is_sign_negative())), "{estimate:?}");
    let (least, most) = match estimate.unit() {
        Unit::Share => (0.0, 1.0),
        Unit::Points => (-100.0, 100.0),
        _ => (f64::MIN, f64::MAX),
    };
    assert!(numbers.iter().all(|number| (least..=most).contains(number)), "{estimate:?}");
}

fn raked_is_sound(raked: &Raked) {
    base_is_sound(&raked.effective);
    assert!(raked.weights.iter().flatten().all(|weight| weight.is_finite() && *weight >= 0.0), "{raked:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_tally_is_the_sum_of_its_parts_at_every_split(answers in answers()) {
        let whole = tally(&answers);
        for at in 0..=answers.len() {
            let (left, right) = answers.split_at(at);
            let (left, right) = (tally(left), tally(right));
            prop_assert_eq!(&sum([&left, &right]), &whole);
            prop_assert_eq!(&sum([&right, &left]), &whole);
        }
    }

    #[test]
    fn grouping_and_empty_parts_dont_matter(a in answers(), b in answers(), c in answers()) {
        let [a, b, c] = [a, b, c].map(|answers| tally(&answers));
        prop_assert_eq!(sum([&sum([&a, &b]), &c]), sum([&a, &sum([&b, &c])]));
        prop_assert_eq!(sum([&a, &Weighted::default()]), a.clone());
        prop_assert_eq!(sum([&Weighted::default(), &a]), a);
    }

    #[test]
    fn many_are_each_of_them(category in 0..5_usize, weight in weight(), times in 0..40_u64) {
        let one = (category, weight, 1);
        prop_assert_eq!(tally(&[(category, weight, times)]), tally(vec![&one; times as usize]));
    }

    #[test]
    fn strata_are_answers_at_their_weights(
        counts in prop::collection::vec(prop::collection::vec(0..9_u64, 0..6), 0..4),
        weights in prop::collection::vec(weight(), 4),
    ) {
        let counts: Vec<Counts> = counts.into_iter().map(Counts::from).collect();
        let all = Weighted::of_strata(weights.iter().copied().zip(&counts));
        let mut one_by_one = Weighted::from(vec![Mass::default(); all.categories().len()]);
        for (weight, counts) in weights.iter().zip(&counts) {
            for (category, &count) in counts.categories().iter().enumerate() {
                one_by_one.add_many(category, *weight, count).expect("a category");
            }
        }
        prop_assert_eq!(all, one_by_one);
    }

    #[test]
    fn equal_weights_say_what_none_say(counts in prop::collection::vec(0..60_u64, 5), weight in 0.01..9.0_f64) {
        prop_assume!(counts.iter().any(|&count| count > 0));
        let counts = Counts::from(counts);
        let weighted = Weighted::of_strata([(Weight::new(weight).expect("in range"), &counts)]);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        let plain = wilson::share(counts.sum_of(&[3, 4]), counts.base(), Confidence::NINETY_FIVE).expect("answers");
        let share = weighted.share(&[3, 4], Confidence::NINETY_FIVE).expect("answers").estimate;
        prop_assert!(near(share.value(), plain.value()) && near(share.low(), plain.low()) && near(share.high(), plain.high()));
        let sides = (counts.sum_of(&[3, 4]), counts.sum_of(&[0]));
        let plain = net::adjusted_wald(sides.0, sides.1, counts.base(), Confidence::NINETY_FIVE).expect("answers");
        let net = weighted.net(&[3, 4], &[0], Confidence::NINETY_FIVE).expect("answers").estimate;
        prop_assert!(near(net.value(), plain.value()) && near(net.low(), plain.low()) && near(net.high(), plain.high()));
    }

    #[test]
    fn tallies_and_answers_agree(answers in prop::collection::vec((0..5_usize, 0.01..9.0_f64), 1..30)) {
        let exact: Vec<(usize, Weight)> =
            answers.into_iter().map(|(category, w)| (category, Weight::new(w).expect("in range"))).collect();
        let tally = tally(&exact.iter().map(|&(category, weight)| (category, weight, 1)).collect::<Vec<_>>());
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9 * b.abs().max(1.0);
        let codes: Vec<(f64, f64)> = exact.iter().map(|&(c, w)| (c as f64 + 1.0, w.value())).collect();
        let (one, other) = (tally.moments(1).expect("answers"), weight::moments(&codes).expect("answers"));
        prop_assert!(near(one.mean, other.mean) && near(one.effective.size, other.effective.size));
        prop_assert!(near(one.standard_error.unwrap_or(-1.0), other.standard_error.unwrap_or(-1.0)));
        let top: Vec<(bool, f64)> = exact.iter().map(|&(c, w)| (c > 2, w.value())).collect();
        let share = weight::share(&top, Confidence::NINETY_FIVE).expect("answers").estimate;
        prop_assert!(near(tally.share(&[3, 4], Confidence::NINETY_FIVE).expect("answers").estimate.low(), share.low()));
    }

    #[test]
    fn any_tally(answers in answers(), sides in prop::collection::vec(0..7_usize, 0..4), first in any::<i32>()) {
        let tally = tally(&answers);
        if let Ok(base) = tally.effective() {
            base_is_sound(&base);
        }
        for confidence in [0.5, 0.95, 1.0 - f64::EPSILON / 2.0].map(|c| Confidence::new(c).expect("between 0 and 1")) {
            sound(tally.share(&sides, confidence));
            sound(tally.net(&sides, &[1, 2], confidence));
            sound(tally.mean(first, confidence));
        }
    }

    #[test]
    fn any_sums(sums in prop::collection::vec((any::<u64>(), any::<u128>(), any::<u128>()), 0..4)) {
        let masses: Vec<Mass> = sums.iter().map(|&(answers, sum, squares)| Mass { answers, sum, squares }).collect();
        let tally = Weighted::from(masses);
        sound(tally.share(&[0, 1], Confidence::NINETY_FIVE));
        sound(tally.net(&[0], &[1], Confidence::NINETY_FIVE));
        sound(tally.mean(1, Confidence::NINETY_FIVE));
    }

    #[test]
    fn any_answers(answers in prop::collection::vec((number(), number()), 0..9)) {
        if let Ok(base) = EffectiveBase::of(&answers.iter().map(|answer| answer.1).collect::<Vec<_>>()) {
            base_is_sound(&base);
        }
        sound(weight::mean(&answers, Confidence::NINETY_FIVE));
        let so: Vec<(bool, f64)> = answers.iter().map(|&(value, weight)| (value > 1.0, weight)).collect();
        sound(weight::share(&so, Confidence::NINETY_FIVE));
        let sides: Vec<(i8, f64)> = answers.iter().map(|&(value, weight)| (value as i8, weight)).collect();
        sound(weight::net(&sides, Confidence::NINETY_FIVE));
        for (a, b) in answers {
            if let (Ok(a), Ok(b)) = (Weight::new(a), Weight::new(b)) {
                prop_assert_eq!(a.times(b), b.times(a));
                prop_assert!(a.times(b).is_ok_and(|product| product.value() <= Weight::MOST)
                    || a.value() * b.value() > Weight::MOST - 1.0);
            }
            let _ = Ratio::new(a).map(Weight::of_sampling);
        }
    }

    #[test]
    fn any_strata(strata in prop::collection::vec((count(), number()), 0..6)) {
        let (sample, target): (Vec<u64>, Vec<f64>) = strata.into_iter().unzip();
        if let Ok(strata) = poststratify(&sample, &target) {
            base_is_sound(&strata.effective);
            prop_assert!(strata.weights.iter().flatten().all(|weight| weight.is_finite() && *weight >= 0.0));
        }
    }

    #[test]
    fn poststratified_strata_have_their_share(strata in prop::collection::vec((1..500_u64, 0.01..5.0_f64), 1..8)) {
        let (sample, target): (Vec<u64>, Vec<f64>) = strata.iter().copied().unzip();
        let weighted = poststratify(&sample, &target).expect("nobody is missing");
        let (n, all) = (sample.iter().sum::<u64>() as f64, target.iter().sum::<f64>());
        for ((&count, &target), weight) in sample.iter().zip(&target).zip(&weighted.weights) {
            let share = count as f64 * weight.expect("answers") / n;
            prop_assert!((share - target / all).abs() < 1e-12);
        }
        prop_assert!((weighted.effective.people - n).abs() < 1e-9 * n);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table(
        table in prop::collection::vec(prop::collection::vec(count(), 2..3), 0..4),
        rows in prop::collection::vec(number(), 0..4),
        columns in prop::collection::vec(number(), 2),
    ) {
        for raked in [rake(&table, &rows, &columns), rake_trimmed(&table, &rows, &columns)].into_iter().flatten() {
            raked_is_sound(&raked);
        }
    }

    #[test]
    fn raked_margins_are_met_and_bounds_are_kept(
        table in prop::collection::vec(prop::collection::vec(1..200_u64, 3), 4),
        rows in prop::collection::vec(0.05..1.0_f64, 4),
        columns in prop::collection::vec(0.05..1.0_f64, 3),
    ) {
        let n = table.iter().flatten().sum::<u64>() as f64;
        let share = |targets: &[f64], at: usize| targets[at] / targets.iter().sum::<f64>();
        for raked in [rake(&table, &rows, &columns), rake_trimmed(&table, &rows, &columns)] {
            let raked = raked.expect("no empty cells");
            raked_is_sound(&raked);
            let mass = |i: usize, j: usize| table[i][j] as f64 * raked.weights[i][j] / n;
            for i in 0..4 {
                prop_assert!(((0..3).map(|j| mass(i, j)).sum::<f64>() - share(&rows, i)).abs() < 1e-10);
            }
            for j in 0..3 {
                prop_assert!(((0..4).map(|i| mass(i, j)).sum::<f64>() - share(&columns, j)).abs() < 1e-10);
            }
            let within = raked.weights.iter().flatten().all(|w| (LIGHTEST - 1e-5..HEAVIEST + 1e-5).contains(w));
            prop_assert!(within || !raked.within_bounds);
        }
        let (loose, tight) = (rake(&table, &rows, &columns), rake_trimmed(&table, &rows, &columns));
        if loose.as_ref().is_ok_and(|raked| raked.within_bounds) {
            prop_assert_eq!(loose, tight);
        }
    }
}

#[test]
fn what_has_no_weights_is_said() {
    let table = |cells: [[u64; 2]; 2]| cells.map(Vec::from);
    let empty = rake(&table([[5, 5], [0, 0]]), &[0.5, 0.5], &[0.5, 0.5]);
    assert_eq!(empty, Err(WeightError::EmptyStratum { strata: vec![1] }));
    let empty = rake(&table([[5, 0], [5, 0]]), &[0.5, 0.5], &[0.5, 0.5]);
    assert_eq!(empty, Err(WeightError::EmptyStratum { strata: vec![3] }));
    let holes = rake(&table([[5, 0], [0, 5]]), &[0.5, 0.5], &[0.4, 0.6]);
    assert_eq!(holes, Err(WeightError::NoConvergence));
    assert_eq!(rake(&table([[1, 2], [3, 4]]), &[1.0], &[0.4, 0.6]), Err(WeightError::BadTarget));
    assert_eq!(rake(&[vec![1, 2], vec![3]], &[1.0, 1.0], &[0.4, 0.6]), Err(WeightError::BadTarget));
    assert_eq!(rake(&table([[0, 0], [0, 0]]), &[1.0, 1.0], &[0.4, 0.6]).map_err(|error| error.code()), Err("no_data"));
}
