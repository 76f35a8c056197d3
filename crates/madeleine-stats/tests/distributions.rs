//! Distributions against values with forty digits, and the intervals, quantiles and summaries that are made of them
//! against whatever numbers.

use madeleine_stats::estimate::bootstrap::{self, SplitMix64};
use madeleine_stats::estimate::summary::Summary;
use madeleine_stats::estimate::{beta, chi_square, quantile, share, student};
use madeleine_stats::{Confidence, Estimate, NoEstimate};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = f64> {
    let edges = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 0.0, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    prop_oneof![any::<f64>(), -40.0..40.0_f64, 0.0..1.0_f64, 1e3..1e22_f64, prop::sample::select(edges.to_vec())]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    let share = prop_oneof![Just(0.95), 0.5..0.9999_f64, Just(f64::MIN_POSITIVE), Just(1.0 - f64::EPSILON / 2.0)];
    share.prop_map(|share| Confidence::new(share).expect("between 0 and 1"))
}

fn is_sound(x: f64) -> bool {
    x.is_finite() && !(x == 0.0 && x.is_sign_negative())
}

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p) && is_sound(p)
}

fn sound(estimate: Result<Estimate, NoEstimate>, most: f64) {
    let Ok(estimate) = estimate else { return };
    assert!([estimate.value(), estimate.low(), estimate.high()].into_iter().all(is_sound), "{estimate:?}");
    assert!(estimate.low() <= estimate.high() && estimate.base() > 0, "{estimate:?}");
    assert!(estimate.low() >= -most && estimate.high() <= most, "{estimate:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_numbers(x in number(), a in number(), b in number()) {
        prop_assert!(beta::lower_tail(x, a, b).is_none_or(is_probability));
        prop_assert!(beta::quantile(x, a, b).is_none_or(is_probability));
        prop_assert!(chi_square::upper_tail(x, a).is_none_or(is_probability));
        prop_assert!(student::both_tails(x, a).is_none_or(is_probability));
        prop_assert!(quantile::type_7(&[x, a, b], 0.4).is_none_or(is_sound));
        prop_assert!(quantile::type_7(&[0.0, 1.0], x).is_none_or(is_sound));
    }

    #[test]
    fn quantiles_undo_tails(
        p in prop_oneof![1e-9..1.0_f64, 1e-300..1e-9_f64],
        a in prop_oneof![0.5..30.0_f64, 1.0..1e6_f64],
        b in prop_oneof![0.5..30.0_f64, 1.0..1e6_f64, 1.0..1e15_f64],
    ) {
        let x = beta::quantile(p, a, b).expect("parameters within range");
        let back = beta::lower_tail(x, a, b).expect("parameters within range");
        // Near to 1, neighbouring doubles lie far apart in probability.
        prop_assert!(x > 0.9 || (back / p - 1.0).abs() < 1e-9, "{p} of {a}, {b}: {x}, {back}");
    }

    #[test]
    fn tails_have_two_sides(x in 0.0..=1.0_f64, a in 0.5..3e3_f64, b in 0.5..3e3_f64) {
        let below = beta::lower_tail(x, a, b).expect("within range");
        let above = beta::lower_tail(1.0 - x, b, a).expect("within range");
        prop_assert!((below + above - 1.0).abs() < 1e-11, "{below} + {above}");
    }

    #[test]
    fn tails_fall(x in 0.0..3e3_f64, step in 0.0..100.0_f64, df in prop_oneof![1.0..30.0_f64, 1.0..3e3_f64]) {
        let [near, far] = [x, x + step].map(|x| chi_square::upper_tail(x, df).expect("within range"));
        prop_assert!(far <= near + 1e-13, "{near} at {x}, {far} at {}", x + step);
    }

    #[test]
    fn shares(
        hits in prop_oneof![0..40_u64, any::<u64>()],
        base in prop_oneof![0..80_u64, 0..100_000_u64, any::<u64>(), Just(u64::MAX)],
        confidence in confidence(),
    ) {
        for formula in [share::clopper_pearson, share::jeffreys, share::agresti_coull] {
            let estimate = formula(hits, base, confidence);
            sound(estimate, 1.0);
            prop_assert!(base == 0 || base > 1_000_000 || estimate.is_ok());
            prop_assert!(estimate.is_err() || estimate.is_ok_and(|estimate| estimate.low() >= 0.0));
        }
    }

    #[test]
    fn clopper_and_pearson_hold_their_share(hits in 0..300_u64, more in 0..300_u64) {
        prop_assume!(hits + more > 0);
        let estimate = share::clopper_pearson(hits, hits + more, Confidence::NINETY_FIVE).expect("a base");
        prop_assert!(estimate.interval().holds(estimate.value()));
        let mirrored = share::clopper_pearson(more, hits + more, Confidence::NINETY_FIVE).expect("a base");
        prop_assert_eq!(1.0 - mirrored.low(), estimate.high());
        // What makes its ends: at each of them, as many hits or more (fewer) come about with half the error.
        if hits > 0 {
            let beyond = beta::lower_tail(estimate.low(), hits as f64, more as f64 + 1.0).expect("within range");
            prop_assert!((beyond - 0.025).abs() < 1e-12);
        }
    }

    #[test]
    fn samples(sample in prop::collection::vec(-1e6..1e6_f64, 1..40), q in 0.0..=1.0_f64) {
        let value = quantile::type_7(&sample, q).expect("a sample");
        let least = sample.iter().copied().fold(f64::INFINITY, f64::min);
        let most = sample.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        prop_assert!(least - 1e-9 <= value && value <= most + 1e-9);
        let mut reversed = sample.clone();
        reversed.reverse();
        prop_assert_eq!(quantile::type_7(&reversed, q), Some(value));
        prop_assert_eq!(quantile::type_7(&sample, 0.0), Some(least + 0.0));
        prop_assert_eq!(quantile::type_7(&sample, 1.0), Some(most + 0.0));
    }

    #[test]
    fn summaries_of_any_numbers(values in prop::collection::vec(number(), 0..20), base in any::<u64>(), m2 in number()) {
        let mut summary = Summary::default();
        for value in &values {
            prop_assert_eq!(summary.observe(*value), value.abs() <= 1e100);
        }
        for other in values.iter().filter_map(|mean| Summary::new(base, *mean, m2)) {
            prop_assert_eq!(summary.merged(&other), other.merged(&summary));
            summary = summary.merged(&other);
            prop_assert_eq!(summary.merged(&Summary::default()), summary);
        }
        prop_assert!(summary.mean().is_none_or(is_sound) && summary.sd().is_none_or(is_sound));
        prop_assert!(summary.sum_of_squares() >= 0.0 && is_sound(summary.sum_of_squares()));
    }

    #[test]
    fn summaries_merge_to_the_whole(values in prop::collection::vec(-1e3..1e3_f64, 2..60), cut in any::<prop::sample::Index>()) {
        let cut = cut.index(values.len());
        let [mut first, mut second] = [Summary::default(); 2];
        values[..cut].iter().for_each(|value| assert!(first.observe(*value)));
        values[cut..].iter().for_each(|value| assert!(second.observe(*value)));
        let merged = first.merged(&second);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
        prop_assert_eq!(merged.base(), values.len() as u64);
        prop_assert!((merged.mean().expect("values") - mean).abs() < 1e-9);
        prop_assert!((merged.sum_of_squares() - squares).abs() <= 1e-9 * squares.max(1.0));
    }

    #[test]
    fn drawing_again(
        pos in 0..20_u64,
        neg in 0..20_u64,
        rest in 0..20_u64,
        repeats in 0..60_u64,
        seed in any::<u64>(),
        confidence in confidence(),
    ) {
        let base = pos + neg + rest;
        let drawn = bootstrap::net(pos, neg, base, repeats, seed, confidence);
        prop_assert_eq!(drawn, bootstrap::net(pos, neg, base, repeats, seed, confidence));
        prop_assert_eq!(drawn.is_ok(), base > 0 && repeats > 0);
        if let Ok(drawn) = drawn {
            sound(Ok(drawn.estimate), 100.0);
            prop_assert!(is_sound(drawn.mean) && drawn.mean.abs() <= 100.0);
        }
    }

    #[test]
    fn random_numbers_lie_in_their_range(seed in any::<u64>()) {
        prop_assert!((0.0..1.0).contains(&SplitMix64::new(seed).unit()));
    }
}

#[test]
fn too_much_to_draw_is_refused() {
    for (base, repeats) in [(u64::MAX, 2), (2, u64::MAX), (100_000, 1_001)] {
        let drawn = bootstrap::net(1, 1, base, repeats, 0, Confidence::NINETY_FIVE);
        assert_eq!(drawn, Err(NoEstimate::Undefined));
    }
}

/// From mpmath with forty digits, by the same continued fraction: tails and parameters that lose digits easily.
#[test]
fn tails_and_quantiles_have_twelve_digits() {
    let near = |have: Option<f64>, want: f64| {
        let have = have.expect("within range");
        assert!((have / want - 1.0).abs() < 1e-12, "{have:e} for {want:e}");
    };
    for (p, a, b, x) in [
        (0.025, 0.5, 1_000.5, 4.909_116_947_944_411e-07),
        (0.025, 3.0, 100_000.0, 6.186_640_225_262_933e-6),
        (0.975, 45.5, 5.5, 0.960_805_635_605_816_2),
        (0.975, 3.0, 100_000.0, 7.224_354_453_190_225e-05),
        (1e-09, 0.5, 1_000.5, 7.852_018_384_064_256e-22),
        (1e-09, 500.5, 700.5, 0.333_623_945_607_446_5),
    ] {
        near(beta::quantile(p, a, b), x);
    }
    for (x, a, b, p) in [
        (0.497_878_680_186_770_23, 1_000_000.0, 1_000_000.0, 9.864_372_766_345_144e-10),
        (0.5, 1_000_000.0, 1_000_000.0, 0.5),
        (0.501_414_213_208_819_8, 1_000_000.0, 1_000_000.0, 0.999_968_329_628_055_8),
        (0.000_998_901_148_813_767_5, 1_000_000.0, 1_000_000_000.0, 0.460_302_963_894_568_2),
        (0.001_000_998_002_745_631_3, 1_000_000.0, 1_000_000_000.0, 0.977_195_984_986_337_9),
        (5.707_106_781_183_164e-13, 0.5, 1_000_000_000_000.0, 0.714_647_811_959_254_6),
        (0.999_866_083_717_004, 100_000.5, 3.0, 0.000_158_840_268_678_910_54),
        (0.999_970_001_049_963_3, 100_000.5, 3.0, 0.423_193_441_683_985_04),
    ] {
        near(beta::lower_tail(x, a, b), p);
    }
    for (x, df, p) in [
        (0.001, 1.0, 0.974_772_879_369_960_4),
        (30.0, 3.0, 1.380_057_031_293_254_7e-6),
        (1_000.0, 100.0, 2.306_076_738_035_398e-148),
        (3_000.0, 1_000.0, 1.643_684_584_356_954_4e-198),
        (10_000.0, 20_000.0, 1.0),
        (22_000.0, 20_000.0, 1.692_853_149_646_932_8e-22),
        (97_763.932_022_500_22, 100_000.0, 0.999_999_762_652_196_9),
        (99_552.786_404_500_05, 100_000.0, 0.841_345_555_211_204_7),
        (100_000.0, 100_000.0, 0.499_405_291_895_206_7),
    ] {
        near(chi_square::upper_tail(x, df), p);
    }
    for (t, df, p) in [
        (1e-6, 1.0, 0.999_999_363_380_227_7),
        (2.0, 1.0, 0.295_167_235_300_866_5),
        (1_000.0, 1.0, 0.000_636_619_560_161_117_8),
        (1e-6, 49.9, 0.999_999_206_102_593_9),
        (2.0, 49.9, 0.050_958_073_035_123_175),
        (1_000.0, 49.9, 5.221_466_019_097_363e-109),
        (1e-6, 999.5, 0.999_999_202_314_985_2),
        (2.0, 999.5, 0.045_770_481_665_818_596),
    ] {
        near(student::both_tails(t, df), p);
    }
}
