//! Whatever is compared: no panic, no NaN, intervals in order and within their range, and the same seen from either side.

use madeleine_core::instrument::{self, KEYS};
use madeleine_stats::compare::many::{Adjustment, adjust};
use madeleine_stats::compare::net::{self, Net};
use madeleine_stats::compare::share::{self, Share};
use madeleine_stats::compare::{self, Contrast, Test, Verdict, mean, rank, table};
use madeleine_stats::estimate::mean::Moments;
use madeleine_stats::estimate::wilson;
use madeleine_stats::tally::{Counts, Mentions, Missing};
use madeleine_stats::{Confidence, NoEstimate, Tally, Unit};
use proptest::prelude::*;

const ALL: [Adjustment; 3] = [Adjustment::BenjaminiHochberg, Adjustment::Holm, Adjustment::Bonferroni];

/// Small, middling and absurd counts.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..40_u64, 2 => 0..1_000_000_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

fn number() -> impl Strategy<Value = f64> {
    let edges = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 0.0, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    prop_oneof![any::<f64>(), -40.0..40.0_f64, 0.0..1.0_f64, prop::sample::select(edges.to_vec())]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    let share = prop_oneof![Just(0.95), 0.5..0.9999_f64, Just(f64::MIN_POSITIVE), Just(1.0 - f64::EPSILON / 2.0)];
    share.prop_map(|share| Confidence::new(share).expect("between 0 and 1"))
}

fn a_share() -> impl Strategy<Value = Share> {
    (count(), count()).prop_map(|(hits, base)| Share { hits, base })
}

fn a_net() -> impl Strategy<Value = Net> {
    (count(), count(), count()).prop_map(|(favourable, unfavourable, rest)| {
        let base = favourable.saturating_add(unfavourable).saturating_add(rest);
        Net { favourable, unfavourable, base }
    })
}

fn moments() -> impl Strategy<Value = Moments> {
    let sd = prop_oneof![4 => number().prop_map(Some), 1 => Just(None)];
    (count(), number(), sd).prop_map(|(base, mean, sd)| Moments { base, mean, sd })
}

fn is_sound(x: f64) -> bool {
    x.is_finite() && !(x == 0.0 && x.is_sign_negative())
}

fn sound_test(test: Option<Test>) {
    let Some(test) = test else { return };
    assert!((0.0..=1.0).contains(&test.p()) && is_sound(test.p()), "{test:?}");
    assert!(test.statistic().is_none_or(is_sound), "{test:?}");
}

fn sound(contrast: Result<Contrast, NoEstimate>) {
    let Ok(contrast) = contrast else { return };
    let interval = contrast.interval();
    assert!([contrast.difference(), interval.low(), interval.high()].into_iter().all(is_sound), "{contrast:?}");
    assert!(interval.low() <= interval.high() && contrast.smaller_base() > 0, "{contrast:?}");
    let range = match contrast.unit() {
        Unit::Share => 1.0,
        Unit::Points => 200.0,
        Unit::Index => 100.0,
        Unit::ScalePoints => f64::MAX,
    };
    assert!(
        -range <= interval.low() && interval.high() <= range && contrast.difference().abs() <= range,
        "{contrast:?}"
    );
    sound_test(contrast.test());
}

/// Seen from the other side: the same with the sign changed, the interval to the last bit.
fn is_mirrored(one: Result<Contrast, NoEstimate>, other: Result<Contrast, NoEstimate>) {
    let (Ok(one), Ok(other)) = (one, other) else {
        assert_eq!(one.is_err(), other.is_err());
        return;
    };
    assert_eq!(one.difference(), -other.difference());
    assert_eq!(one.interval().low(), -other.interval().high());
    assert_eq!(one.interval().high(), -other.interval().low());
    assert_eq!(one.bases(), { [other.bases()[1], other.bases()[0]] });
    let [tests, others] = [one.test(), other.test()].map(|test| test.map(|test| (test.p(), test.statistic())));
    let (Some((p, statistic)), Some((other_p, other_statistic))) = (tests, others) else {
        assert_eq!(tests.is_some(), others.is_some());
        return;
    };
    // Ranks are summed from one end, so their last digits may differ from the other side: with a billion answers that
    // differ by chance alone it is all of them.
    if one.bases().into_iter().any(|base| base > 1 << 30) {
        return;
    }
    assert!((p - other_p).abs() <= 1e-9, "{p} {other_p}");
    let sum = statistic.zip(other_statistic).map(|(one, other)| (one + other).abs() / one.abs().max(1.0));
    assert!(sum.is_none_or(|sum| sum <= 1e-9), "{statistic:?} {other_statistic:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares(one in a_share(), two in a_share(), confidence in confidence()) {
        let contrast = share::newcombe(one, two, confidence);
        sound(contrast);
        is_mirrored(contrast, share::newcombe(two, one, confidence));
        prop_assert_eq!(contrast.is_ok(), one.base > 0 && two.base > 0);
        prop_assert!(contrast.is_err() || contrast.is_ok_and(|contrast| contrast.test().is_some()));
    }

    #[test]
    fn nets(one in a_net(), two in a_net(), base in count(), confidence in confidence()) {
        sound(net::mover(Net { base, ..one }, two, confidence));
        sound(net::adjusted_wald(one, Net { base, ..two }, confidence).map(|by_wald| by_wald.contrast));
        let contrast = net::mover(one, two, confidence);
        sound(contrast);
        is_mirrored(contrast, net::mover(two, one, confidence));
        let by_wald = [(one, two), (two, one)].map(|(one, two)| net::adjusted_wald(one, two, confidence));
        if let [Ok(there), Ok(back)] = by_wald {
            sound(Ok(there.contrast));
            is_mirrored(Ok(there.contrast), Ok(back.contrast));
            prop_assert!(is_sound(there.adjusted_difference) && is_sound(there.standard_error));
            prop_assert_eq!(there.adjusted_difference, -back.adjusted_difference);
        }
    }

    #[test]
    fn means(
        one in prop::collection::vec(count(), 0..9),
        two in prop::collection::vec(count(), 0..9),
        code in any::<i32>(),
        confidence in confidence(),
    ) {
        sound(mean::mover(&one, &two, code, confidence));
        let categories = one.len().min(two.len());
        let (one, two) = (&one[..categories], &two[..categories]);
        let contrast = mean::mover(one, two, code, confidence);
        sound(contrast);
        is_mirrored(contrast, mean::mover(two, one, code, confidence));
    }

    #[test]
    fn a_difference_of_means_always_has_a_width(
        one in prop::collection::vec(0..1_000_u64, 5),
        two in prop::collection::vec(prop_oneof![0..3_u64, 0..1_000_000_u64], 5),
    ) {
        let contrast = mean::mover(&one, &two, 1, Confidence::NINETY_FIVE);
        let has_answers = one.iter().any(|&count| count > 0) && two.iter().any(|&count| count > 0);
        prop_assert_eq!(contrast.is_ok(), has_answers);
        prop_assert!(contrast.is_err() || contrast.is_ok_and(|contrast| contrast.interval().half_width() > 0.0));
    }

    #[test]
    fn welch(one in moments(), two in moments(), confidence in confidence()) {
        let [there, back] = [(one, two), (two, one)].map(|(one, two)| mean::welch(one, two, confidence));
        if let Ok(welch) = there {
            sound(Ok(welch.contrast));
            prop_assert!(is_sound(welch.standard_error) && welch.standard_error > 0.0);
            prop_assert!(is_sound(welch.degrees_of_freedom) && welch.degrees_of_freedom >= 1.0);
        }
        is_mirrored(there.map(|welch| welch.contrast), back.map(|welch| welch.contrast));
    }

    #[test]
    fn welch_of_plain_numbers(
        (n1, n2) in (2..500_u64, 2..500_u64),
        (m1, m2) in (-9.0..9.0_f64, -9.0..9.0_f64),
        (s1, s2) in (1e-3..9.0_f64, 0.0..9.0_f64),
    ) {
        let [one, two] = [(n1, m1, s1), (n2, m2, s2)].map(|(base, mean, sd)| Moments { base, mean, sd: Some(sd) });
        let welch = mean::welch(one, two, Confidence::NINETY_FIVE).expect("answers that vary");
        let (least, most) = (n1.min(n2) - 1, n1 + n2 - 2);
        prop_assert!((least as f64 - 1e-9..=most as f64 + 1e-9).contains(&welch.degrees_of_freedom));
        // An interval of 95 % and a test at 5 % are the same question.
        let p = welch.contrast.test().expect("a test").p();
        prop_assert!((p - 0.05).abs() < 1e-9 || (p < 0.05) != welch.contrast.interval().holds(0.0));
    }

    #[test]
    fn ranks(one in prop::collection::vec(count(), 0..9), two in prop::collection::vec(count(), 0..9)) {
        prop_assert_eq!(one.len() != two.len(), rank::mann_whitney(&one, &two) == Err(NoEstimate::WrongTally));
        let categories = one.len().min(two.len());
        let (one, two) = (&one[..categories], &two[..categories]);
        let [Ok(there), Ok(back)] = [rank::mann_whitney(one, two), rank::mann_whitney(two, one)] else { return Ok(()) };
        sound_test(Some(there.test));
        prop_assert!((0.0..=1.0).contains(&there.auc) && is_sound(there.auc) && is_sound(there.u));
        prop_assert!((there.auc + back.auc - 1.0).abs() < 1e-12);
        // Of more answers than there are people, U has too few digits to tell a small difference from none.
        let is_many = there.bases.iter().any(|&base| base > 10_000_000_000);
        prop_assert!(is_many || (there.test.p() - back.test.p()).abs() < 1e-9, "{there:?} {back:?}");
    }

    #[test]
    fn ranks_count_pairs(one in prop::collection::vec(0..4_u64, 5), two in prop::collection::vec(0..4_u64, 5)) {
        let Ok(found) = rank::mann_whitney(&one, &two) else { return Ok(()) };
        let answers = |counts: &[u64]| -> Vec<usize> {
            counts.iter().enumerate().flat_map(|(code, &count)| vec![code; count as usize]).collect()
        };
        let (one, two) = (answers(&one), answers(&two));
        let won = one.iter().flat_map(|a| two.iter().map(move |b| match a.cmp(b) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 1.0,
        })).sum::<f64>();
        prop_assert_eq!(found.u, won);
    }

    #[test]
    fn tables(rows in prop::collection::vec(prop::collection::vec(count(), 0..5), 0..5), width in 0..5_usize) {
        let even: Vec<Vec<u64>> = rows.iter().map(|row| { let mut row = row.clone(); row.resize(width, 0); row }).collect();
        for rows in [&rows, &even] {
            let Ok(found) = table::chi_square(rows) else { continue };
            sound_test(Some(found.test));
            prop_assert!((0.0..=1.0).contains(&found.cramers_v) && is_sound(found.cramers_v));
            prop_assert!(found.min_expected > 0.0 && found.min_expected.is_finite());
            prop_assert!(found.base > 0 && found.degrees_of_freedom > 0);
        }
    }

    #[test]
    fn a_table_of_two_by_two_is_the_pooled_test(
        (x1, x2) in (0..100_u64, 0..100_u64),
        (y1, y2) in (1..100_u64, 1..100_u64),
    ) {
        let Ok(table) = table::chi_square(&[[x1, y1], [x2, y2]]) else { return Ok(()) };
        let (one, two) = (Share { hits: x1, base: x1 + y1 }, Share { hits: x2, base: x2 + y2 });
        let test = share::pooled_z(one, two).expect("answers");
        let z = test.statistic().expect("answers that differ");
        prop_assert!((table.test.statistic().expect("a number") - z * z).abs() < 1e-9);
        prop_assert!((table.test.p() - test.p()).abs() < 1e-12);
    }

    #[test]
    fn adjusted_p_values_keep_their_order_and_never_fall(
        ps in prop::collection::vec(prop_oneof![0.0..=1.0_f64, 0.0..0.01_f64, Just(0.0), Just(1.0), Just(0.5)], 0..30),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut turned = ps.clone();
        let by = if ps.is_empty() { 0 } else { turn.index(ps.len()) };
        turned.rotate_left(by);
        let [bh, holm, bonferroni] = ALL.map(|how| adjust(&ps, how).expect("probabilities"));
        for (how, adjusted) in ALL.into_iter().zip([&bh, &holm, &bonferroni]) {
            prop_assert_eq!(adjusted.len(), ps.len());
            for (p, adjusted) in ps.iter().zip(adjusted) {
                prop_assert!(p <= adjusted && *adjusted <= 1.0 && is_sound(*adjusted));
            }
            for (i, j) in (0..ps.len()).flat_map(|i| (0..ps.len()).map(move |j| (i, j))) {
                prop_assert!(ps[i] > ps[j] || adjusted[i] <= adjusted[j]);
            }
            let mut elsewhere = adjusted.clone();
            elsewhere.rotate_left(by);
            prop_assert_eq!(adjust(&turned, how), Some(elsewhere));
        }
        for ((bh, holm), bonferroni) in bh.iter().zip(&holm).zip(&bonferroni) {
            prop_assert!(*bh <= holm + 1e-15 && holm <= bonferroni);
        }
    }

    #[test]
    fn what_is_no_probability_is_not_adjusted(ps in prop::collection::vec(number(), 0..6)) {
        let are_probabilities = ps.iter().all(|p| (0.0..=1.0).contains(p));
        for how in ALL {
            let adjusted = adjust(&ps, how);
            prop_assert_eq!(adjusted.is_some(), are_probabilities);
            prop_assert!(adjusted.unwrap_or_default().into_iter().all(is_sound));
        }
    }

    #[test]
    fn verdicts(one in a_share(), two in a_share(), p in number(), confidence in confidence()) {
        let Ok(contrast) = share::newcombe(one, two, confidence) else { return Ok(()) };
        match Verdict::of(&contrast, p) {
            Ok(Verdict::Clear) => prop_assert!(!contrast.interval().holds(0.0) && p <= 0.05),
            Ok(Verdict::NotClear) => prop_assert!(contrast.interval().holds(0.0) || p.is_nan() || p > 0.05),
            Err(reason) => {
                let have = one.base.min(two.base);
                prop_assert!(have < 30);
                prop_assert_eq!(reason, NoEstimate::InsufficientBase { needed: 30, have });
            }
        }
    }

    #[test]
    fn instruments(
        rows in prop::collection::vec(prop::collection::vec(count(), 11), 2..6),
        confidence in confidence(),
    ) {
        for key in KEYS {
            let cut = |row: &[u64]| Tally::Counts(Counts::from(row.get(..key.categories()).unwrap_or(row).to_vec()));
            let tallies: Vec<Tally> = rows.iter().map(|row| cut(row)).collect();
            let contrast = compare::headline_at(key, &tallies[0], &tallies[1], confidence);
            sound(contrast);
            is_mirrored(contrast, compare::headline_at(key, &tallies[1], &tallies[0], confidence));
            let other = Tally::Mentions(Mentions::new(50, [("a".into(), 3)], Missing::default()));
            prop_assert!(compare::headline(key, &tallies[0], &other).is_err());
            let found = compare::headlines(key, tallies[1..].iter().map(|tally| (tally, &tallies[0])));
            prop_assert_eq!(found.len(), tallies.len() - 1);
            for finding in found.iter().flatten() {
                sound(Ok(finding.contrast));
                prop_assert!(finding.contrast.smaller_base() >= 30);
                prop_assert!(finding.adjusted_p >= finding.contrast.test().map(|test| test.p()));
            }
        }
    }
}

fn counts<const N: usize>(counts: [u64; N]) -> Tally {
    Tally::Counts(Counts::from(counts.to_vec()))
}

#[test]
fn a_headline_is_compared_by_its_kind() {
    let (csat, ltr) = (instrument::key("csat").expect("known"), instrument::key("ltr11").expect("known"));
    let (now, before) = (counts([1, 2, 5, 20, 22]), counts([4, 6, 9, 15, 10]));
    let shares = compare::headline(csat, &now, &before).expect("answers");
    let by_hand = share::newcombe(Share { hits: 42, base: 50 }, Share { hits: 25, base: 44 }, Confidence::NINETY_FIVE);
    assert_eq!(Ok(shares), by_hand);
    let now = counts([1, 0, 0, 2, 0, 3, 14, 20, 20, 30, 30]);
    let before = counts([5, 0, 0, 5, 0, 10, 10, 15, 15, 25, 25]);
    let nets = compare::headline(ltr, &now, &before).expect("answers");
    let [now, before] =
        [(60, 20, 120), (50, 30, 110)].map(|(favourable, unfavourable, base)| Net { favourable, unfavourable, base });
    assert_eq!(Ok(nets), net::mover(now, before, Confidence::NINETY_FIVE));
    assert!((nets.test().expect("a test").p() - 0.150_617_569_365_507_71).abs() < 1e-12);
}

#[test]
fn a_pair_with_few_answers_is_no_part_of_the_family() {
    let csat = instrument::key("csat").expect("known");
    let (now, before, few) = (counts([1, 2, 5, 20, 22]), counts([4, 6, 9, 15, 10]), counts([20, 0, 0, 0, 9]));
    let alone = compare::headlines(csat, [(&now, &before)]);
    let beside = compare::headlines(csat, [(&few, &before), (&now, &before), (&now, &few)]);
    assert_eq!(beside[1], alone[0]);
    assert_eq!(beside[0], Err(NoEstimate::InsufficientBase { needed: 30, have: 29 }));
    let finding = alone[0].expect("enough answers");
    assert_eq!(finding.adjusted_p, finding.contrast.test().map(|test| test.p()));
    assert_eq!(finding.verdict, Verdict::Clear);
}

#[test]
fn a_difference_without_a_test_is_not_clear() {
    // Everybody says 5 here and 1 there: Welch's test has nothing to measure the difference against.
    let contrast = mean::mover(&[0, 0, 0, 0, 40], &[40, 0, 0, 0, 0], 1, Confidence::NINETY_FIVE);
    assert_eq!(contrast.map(|contrast| contrast.test()), Ok(None));
    let found = compare::findings([contrast], Adjustment::default());
    assert_eq!(found[0].map(|finding| (finding.adjusted_p, finding.verdict)), Ok((None, Verdict::NotClear)));
}

#[test]
fn only_like_is_taken_from_like() {
    let share = wilson::share(40, 50, Confidence::NINETY_FIVE).expect("answers");
    let other = wilson::share(40, 50, Confidence::new(0.9).expect("a share")).expect("answers");
    assert_eq!(Contrast::between(&share, &other), Err(NoEstimate::Undefined));
    let score = madeleine_stats::estimate::net::adjusted_wald(40, 5, 50, Confidence::NINETY_FIVE).expect("answers");
    assert_eq!(Contrast::between(&share, &score), Err(NoEstimate::Undefined));
}

#[test]
fn all_the_best_against_all_the_worst_is_a_clear_difference() {
    let key = instrument::key("barometer").expect("known");
    let mut counts = [vec![0; 11], vec![0; 11]];
    (counts[0][10], counts[1][0]) = (40, 40);
    let [best, worst] = counts.map(|counts| Tally::Counts(Counts::from(counts)));
    let found = compare::headlines(key, [(&best, &worst), (&best, &best)]);
    assert_eq!(found[0].map(|finding| finding.verdict), Ok(Verdict::Clear));
    assert_eq!(found[1].map(|finding| finding.verdict), Ok(Verdict::NotClear));
}
