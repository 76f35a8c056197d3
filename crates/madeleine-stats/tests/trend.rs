//! Whatever the series: no panic, no NaN, limits in order around their centre.

use madeleine_stats::trend::{
    Baseline, Chart, Hits, Measured, Smoothing, Width, chart, cochran_armitage, cochran_armitage_at, ewma, laney_p,
    nelson, p_chart, share_chart,
};
use madeleine_stats::{Interval, NoEstimate};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = f64> {
    let special = [f64::NAN, f64::INFINITY, -0.0, f64::MAX, f64::MIN, 5e-324, 1e200];
    prop_oneof![4 => -5.0..5.0_f64, 1 => any::<f64>(), 1 => prop::sample::select(special.to_vec())]
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![2 => Just(0), 6 => 0..2_000_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

fn baseline() -> impl Strategy<Value = Baseline> {
    prop_oneof![Just(Baseline::All), Just(Baseline::FROZEN), (0..9_usize).prop_map(Baseline::First)]
}

fn sound(chart: Result<Chart, NoEstimate>, scale: (f64, f64)) {
    let Ok(chart) = chart else { return };
    assert!(chart.center.is_finite());
    assert!(chart.points.iter().any(Option::is_some));
    for point in chart.points.iter().flatten() {
        let numbers = [point.value, point.limits.low(), point.limits.high(), point.distance.unwrap_or(0.0)];
        assert!(numbers.iter().all(|x| x.is_finite() && !(*x == 0.0 && x.is_sign_negative())), "{point:?}");
        assert!(scale.0 <= point.limits.low() && point.limits.high() <= scale.1, "{point:?}");
        assert!(!(point.signal && point.limits.holds(point.value)), "{point:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares(
        periods in prop::collection::vec((count(), count()), 0..16),
        baseline in baseline(),
        width in prop_oneof![Just(3.0), 0.1..5.0_f64, Just(1e308)],
    ) {
        let periods: Vec<Hits> = periods.into_iter().map(|(hits, base)| Hits { hits, base }).collect();
        let width = Width::new(width).expect("above 0");
        for by in [p_chart, laney_p, share_chart] {
            let made = by(&periods, baseline, width);
            if let Ok(made) = &made {
                prop_assert_eq!(made.chart.points.len(), periods.len());
                for (point, period) in made.chart.points.iter().zip(&periods) {
                    prop_assert_eq!(point.map(|point| point.value), period.share());
                    prop_assert!(point.is_none_or(|point| point.limits.holds(made.chart.center)));
                }
            }
            sound(made.map(|made| made.chart), (0.0, 1.0));
        }
        if let Ok(trend) = cochran_armitage(&periods) {
            prop_assert!(trend.z.is_finite() && (0.0..=1.0).contains(&trend.p));
        }
    }

    #[test]
    fn values(
        series in prop::collection::vec(prop::option::of((number(), number())), 0..9),
        center in number(),
        newest in 1e-9..1.0_f64,
    ) {
        let measured = |(value, error)| Measured { value, error };
        let series: Vec<Option<Measured>> = series.into_iter().map(|pair| pair.map(measured)).collect();
        sound(chart(&series, center, Width::THREE, None), (f64::MIN, f64::MAX));
        sound(chart(&series, center, Width::THREE, Interval::new(-1.0, 1.0)), (-1.0, 1.0));
        let smoothing = Smoothing::new(newest).expect("in range");
        sound(ewma(&series, center, smoothing, Width::THREE), (f64::MIN, f64::MAX));
    }

    #[test]
    fn times(periods in prop::collection::vec((count(), count(), number()), 0..9)) {
        let (periods, times): (Vec<Hits>, Vec<f64>) =
            periods.into_iter().map(|(hits, base, time)| (Hits { hits, base }, time)).unzip();
        if let Ok(trend) = cochran_armitage_at(&periods, &times) {
            prop_assert!(trend.z.is_finite() && (0.0..=1.0).contains(&trend.p));
        }
    }

    #[test]
    fn patterns(distances in prop::collection::vec(prop::option::of(number()), 0..40)) {
        let patterns = nelson(&distances);
        for found in [&patterns.beyond, &patterns.one_side, &patterns.one_direction] {
            prop_assert!(found.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(found.iter().all(|&at| distances[at].is_some_and(|distance| !distance.is_nan())));
        }
        // What isn't there has no part in a pattern, wherever it stands.
        let known: Vec<usize> = (0..distances.len()).filter(|&at| distances[at].is_some()).collect();
        let dense = nelson(&known.iter().map(|&at| distances[at]).collect::<Vec<_>>());
        let placed: Vec<usize> = dense.one_side.iter().map(|&at| known[at]).collect();
        prop_assert_eq!(placed, patterns.one_side);
    }
}
