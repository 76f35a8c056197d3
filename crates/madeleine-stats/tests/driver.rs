//! Co-moments add up to the last bit; shares of drivers sum to 1; whatever the numbers: no panic, no NaN.

use madeleine_stats::NoEstimate;
use madeleine_stats::driver::{
    CoMoments, Drivers, MOST_PREDICTORS, Predictors, cronbach_alpha, kendall, published, relative_weights, shapley_r2,
};
use proptest::prelude::*;

type Case = Vec<Option<i32>>;

fn code() -> impl Strategy<Value = Option<i32>> {
    let wild = prop::sample::select(vec![i32::MIN, i32::MAX, 0]);
    prop_oneof![8 => (1..6_i32).prop_map(Some), 1 => wild.prop_map(Some), 1 => Just(None)]
}

fn cases(items: usize) -> impl Strategy<Value = Vec<Case>> {
    prop::collection::vec(prop::collection::vec(code(), items), 0..12)
}

fn sums<'a>(items: usize, cases: impl IntoIterator<Item = &'a Case>) -> CoMoments {
    let mut sums = CoMoments::new(items).expect("some questions");
    cases.into_iter().for_each(|case| sums.observe(case).expect("as many codes"));
    sums
}

fn plus(one: &CoMoments, other: &CoMoments) -> CoMoments {
    let mut sum = one.clone();
    sum.merge(other).expect("of as many questions");
    sum
}

fn sound(drivers: Result<Drivers, NoEstimate>) {
    let Ok(drivers) = drivers else { return };
    assert!((0.0..=1.0).contains(&drivers.r2), "{drivers:?}");
    assert!(
        drivers.weights.iter().chain(&drivers.shares).all(|share| (0.0..=1.0 + 1e-9).contains(share)),
        "{drivers:?}"
    );
    assert!((drivers.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{drivers:?}");
    assert!((drivers.weights.iter().sum::<f64>() - drivers.r2).abs() < 1e-6, "{drivers:?}");
}

/// Correlations that answers have: of the first column with the others.
fn real(cases: &[Vec<i32>]) -> Option<Predictors> {
    let items = cases.first()?.len();
    let mut sums = CoMoments::new(items)?;
    for case in cases {
        sums.observe(&case.iter().copied().map(Some).collect::<Vec<_>>()).ok()?;
    }
    Predictors::of(&sums, 0, &(1..items).collect::<Vec<_>>()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_are_those_of_their_parts_at_every_split(cases in cases(3)) {
        let whole = sums(3, &cases);
        for at in 0..=cases.len() {
            let (left, right) = cases.split_at(at);
            prop_assert_eq!(&plus(&sums(3, left), &sums(3, right)), &whole);
            prop_assert_eq!(&plus(&sums(3, right), &sums(3, left)), &whole);
        }
        prop_assert_eq!(whole.base() + whole.incomplete(), cases.len() as u64);
        prop_assert_eq!(plus(&whole, &sums(3, [])), whole.clone());
    }

    #[test]
    fn grouping_doesnt_matter_even_beyond_the_range(a in cases(2), b in cases(2), c in cases(2), doublings in 0..80) {
        let [a, mut b, c] = [a, b, c].map(|cases| sums(2, &cases));
        for _ in 0..doublings {
            b = plus(&b, &b);
        }
        prop_assert_eq!(plus(&plus(&a, &b), &c), plus(&a, &plus(&b, &c)));
        prop_assert_eq!(plus(&a, &b), plus(&b, &a));
        let all = plus(&a, &b);
        if let Ok(r) = all.correlation(0, 1) {
            prop_assert!((-1.0..=1.0).contains(&r));
            prop_assert_eq!(all.correlation(1, 0), Ok(r));
        }
        prop_assert!(cronbach_alpha(&all).is_ok_and(|alpha| alpha <= 1.0 && alpha.is_finite()) || cronbach_alpha(&all).is_err());
    }

    #[test]
    fn correlations_are_those_of_the_definition(cases in prop::collection::vec([1..8_i32, 1..8_i32], 2..40)) {
        let sums = sums(2, &cases.iter().map(|case| case.map(Some).to_vec()).collect::<Vec<_>>());
        let n = cases.len() as f64;
        let mean = |at: usize| cases.iter().map(|case| f64::from(case[at])).sum::<f64>() / n;
        let (x, y) = (mean(0), mean(1));
        let cov = |a: usize, b: usize| -> f64 {
            let mean = [x, y];
            cases.iter().map(|case| (f64::from(case[a]) - mean[a]) * (f64::from(case[b]) - mean[b])).sum()
        };
        match sums.correlation(0, 1) {
            Ok(r) => prop_assert!((r - cov(0, 1) / (cov(0, 0) * cov(1, 1)).sqrt()).abs() < 1e-12),
            Err(reason) => {
                prop_assert_eq!(reason, NoEstimate::ZeroVariance);
                prop_assert!(cov(0, 0) < 1e-9 || cov(1, 1) < 1e-9);
            }
        }
    }

    #[test]
    fn both_ways_share_out_the_same(cases in prop::collection::vec(prop::collection::vec(1..8_i32, 5), 8..60)) {
        let Some(predictors) = real(&cases) else { return Ok(()) };
        let (shapley, relative) = (shapley_r2(&predictors), relative_weights(&predictors));
        if let (Ok(shapley), Ok(relative)) = (&shapley, &relative) {
            prop_assert!((shapley.r2 - relative.r2).abs() < 1e-9);
        }
        sound(shapley);
        sound(relative);
    }

    #[test]
    fn alone_a_predictor_has_everything(r in -1.0..1.0_f64) {
        let predictors = Predictors::new(&[vec![1.0]], &[r]).expect("correlations");
        for drivers in [shapley_r2(&predictors), relative_weights(&predictors)] {
            prop_assert!(drivers.is_ok_and(|drivers| (drivers.r2 - r * r).abs() < 1e-15 && drivers.shares == [1.0]) || r * r == 0.0);
        }
    }

    #[test]
    fn any_matrix(
        size in 0..5_usize,
        cells in prop::collection::vec(prop_oneof![6 => -1.0..1.0_f64, 1 => any::<f64>(), 1 => Just(1.0)], 16),
        with in prop::collection::vec(prop_oneof![6 => -1.0..1.0_f64, 1 => any::<f64>(), 1 => Just(0.0)], 4),
    ) {
        let size = size.min(4);
        let cell = |i: usize, j: usize| if i == j { 1.0 } else { cells[i.max(j) * 4 + i.min(j)] };
        let among: Vec<Vec<f64>> = (0..size).map(|i| (0..size).map(|j| cell(i, j)).collect()).collect();
        if let Ok(predictors) = Predictors::new(&among, &with[..size]) {
            sound(shapley_r2(&predictors));
            sound(relative_weights(&predictors));
        }
    }

    #[test]
    fn any_table(
        table in prop::collection::vec(prop::collection::vec(prop_oneof![0..40_u64, any::<u64>()], 0..4), 0..4),
        square in prop::collection::vec(prop::collection::vec(0..40_u64, 3), 3),
    ) {
        for table in [table, square] {
            let Ok(together) = kendall(&table) else { continue };
            for value in [together.tau_b, together.gamma].into_iter().flatten() {
                prop_assert!((-1.0..=1.0).contains(&value));
            }
            let turned: Vec<Vec<u64>> =
                (0..table[0].len()).map(|column| table.iter().map(|row| row[column]).collect()).collect();
            prop_assert_eq!(kendall(&turned), Ok(together));
        }
    }
}

#[test]
fn drivers_are_shown_from_a_hundred_people_on() {
    let mut answers = CoMoments::new(3).expect("three questions");
    assert_eq!(published(&answers, 0, &[1, 2]), Err(NoEstimate::NoData));
    for person in 0..100 {
        answers.observe(&[person % 5 + person % 3, person % 3, person % 7].map(Some)).expect("three codes");
        assert!(person == 99 || matches!(published(&answers, 0, &[1]), Err(NoEstimate::InsufficientBase { .. })));
    }
    answers.observe(&[None; 3]).expect("three codes");
    let shown = published(&answers, 0, &[1, 2]).expect("a hundred people");
    assert_eq!((shown.base, shown.incomplete), (100, 1));
    assert!(shown.drivers.shares[0] > 0.9);
    assert_eq!(published(&answers, 0, &[1, 1]), Err(NoEstimate::Singular));
    for (outcome, predictors) in [(0, &[0_usize, 1] as &[usize]), (0, &[]), (0, &[3]), (9, &[1]), (0, &[1; 11])] {
        let drivers = published(&answers, outcome, predictors);
        assert!(drivers.is_err_and(|reason| reason != NoEstimate::Singular), "{outcome}, {predictors:?}");
    }
}

#[test]
fn the_most_predictors_are_told_apart() {
    let size = MOST_PREDICTORS;
    let among: Vec<Vec<f64>> = (0..size).map(|i| (0..size).map(|j| if i == j { 1.0 } else { 0.3 }).collect()).collect();
    let with: Vec<f64> = (0..size).map(|at| 0.3 + 0.03 * at as f64).collect();
    let predictors = Predictors::new(&among, &with).expect("correlations");
    for drivers in [shapley_r2(&predictors), relative_weights(&predictors)] {
        let drivers = drivers.expect("not singular");
        assert!(drivers.shares.windows(2).all(|pair| pair[0] < pair[1]));
        sound(Ok(drivers));
    }
    assert!(Predictors::new(&vec![vec![0.0; 11]; 11], &[0.0; 11]).is_err());
}
