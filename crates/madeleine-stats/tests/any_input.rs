//! Whatever the numbers: no panic, no NaN, intervals in order and within their scale.

use madeleine_core::instrument::KEYS;
use madeleine_stats::estimate::{display, mean, net, normal, planning, student, wilson};
use madeleine_stats::score::{
    self, Emotions, Expectation, Frequency, Hassle, Kano, Memory, Orientation, PeakEnd, QuotedNet, QuotedShares,
    Rating, Reason, Resolution, Rule,
};
use madeleine_stats::tally::{Counts, Grain, Mentions, Missing, Period, Sums};
use madeleine_stats::{By, Confidence, Estimate, NoEstimate, Tally, Unit, headline_at, publish};
use proptest::prelude::*;

/// Small, middling and absurd counts.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0..40_u64, 2 => 0..1_000_000_u64, 1 => any::<u64>(), 1 => Just(u64::MAX)]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -40.0..40.0_f64, 0.0..1.0_f64, Just(f64::NAN), Just(f64::INFINITY), Just(-0.0)]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    let share = prop_oneof![Just(0.95), 0.5..0.9999_f64, Just(f64::MIN_POSITIVE), Just(1.0 - f64::EPSILON / 2.0)];
    share.prop_map(|share| Confidence::new(share).expect("between 0 and 1"))
}

fn sound(estimate: Result<Estimate, NoEstimate>) {
    let Ok(estimate) = estimate else { return };
    let numbers = [estimate.value(), estimate.low(), estimate.high()];
    assert!(numbers.iter().all(|x| x.is_finite() && !(*x == 0.0 && x.is_sign_negative())), "{estimate:?}");
    assert!(estimate.low() <= estimate.high(), "{estimate:?}");
    assert!(estimate.base() > 0, "{estimate:?}");
    let (least, most) = match estimate.unit() {
        Unit::Share => (0.0, 1.0),
        Unit::Points => (-100.0, 100.0),
        Unit::Index => (-1e-9, 100.0 + 1e-9),
        Unit::ScalePoints => return,
    };
    assert!(least <= estimate.low() && estimate.high() <= most && least <= estimate.value(), "{estimate:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_and_nets(a in count(), b in count(), c in count(), d in count(), confidence in confidence()) {
        sound(wilson::share(a, b, confidence));
        for formula in [net::adjusted_wald, net::wald, net::bonett_price, net::trinomial_t, net::tango] {
            sound(formula(a, b, c, confidence));
            sound(formula(a, b, a.saturating_add(b).saturating_add(c), confidence));
        }
        sound(net::newcombe_paired(a, b, c, d, confidence));
        let points = display::net(a, b, c);
        prop_assert!(points.is_none_or(|points| (-100..=100).contains(&points)));
        prop_assert!(display::percent(a, b).is_none_or(|percent| percent.tenths() <= 1_000));
    }

    #[test]
    fn wilson_holds_its_share(hits in 0..1_000_u64, more in 0..1_000_u64) {
        prop_assume!(hits + more > 0);
        let estimate = wilson::share(hits, hits + more, Confidence::NINETY_FIVE).expect("a base");
        prop_assert!(estimate.interval().holds(estimate.value()));
        prop_assert!(estimate.interval().half_width() > 0.0);
    }

    #[test]
    fn scales(counts in prop::collection::vec(count(), 0..12), first in any::<i32>(), confidence in confidence()) {
        sound(mean::adjusted(&counts, first, confidence));
        sound(mean::by_student(&counts, first, confidence));
        prop_assert!(mean::median(&counts, first).is_none_or(f64::is_finite));
        let counts = Counts::from(counts);
        for rule in (0..4).filter_map(|boxes| Rule::boxes(counts.categories().len(), boxes)) {
            let Ok(rating) = Rating::by_rule(&rule, &counts, confidence) else { continue };
            for estimate in [rating.mean, rating.favourable, rating.unfavourable, rating.neutral, rating.net, rating.index] {
                sound(Ok(estimate));
            }
        }
        if let Ok(shares) = score::distribution(&counts, confidence) {
            shares.into_iter().for_each(|share| sound(Ok(share)));
        }
    }

    #[test]
    fn instruments(counts in prop::collection::vec(count(), 25), base in count(), confidence in confidence()) {
        let mentions = Mentions::new(base, [("a".into(), counts[0])], Missing::default());
        for key in KEYS {
            for tally in [Tally::of_key(key), Tally::Mentions(mentions.clone())] {
                prop_assert!(headline_at(key, &tally, confidence).is_err());
            }
            let tally = Tally::Counts(Counts::from(counts[..key.categories()].to_vec()));
            sound(headline_at(key, &tally, confidence));
            sound(publish::headline(key, &tally).map(|published| published.estimate));
        }
        let of = |categories: usize| Counts::from(counts[..categories].to_vec());
        sound(Memory::of(&of(4), confidence).map(|memory| memory.net_by_newcombe));
        sound(Resolution::of(&of(3), confidence).map(|resolution| resolution.pending));
        sound(Expectation::of(&of(5), confidence).map(|expectation| expectation.net));
        sound(Reason::of(&mentions, "a", confidence).map(|reason| reason.share));
        sound(Hassle::of(&of(3), confidence).map(|hassle| hassle.net));
        sound(Frequency::of(&of(4), confidence).map(|frequency| frequency.net));
        sound(Orientation::of(&of(3), confidence).map(|levels| levels.net));
        if let Ok(kano) = Kano::of(&of(25), confidence) {
            [kano.better, kano.worse, Ok(kano.total_strength), Ok(kano.questionable)].into_iter().for_each(sound);
            prop_assert!((0.0..=1.0).contains(&kano.category_strength));
        }
        let groups = Mentions::new(base, [], Missing::default()).with_sets(counts[..4].to_vec());
        if let Some(mentions) = groups {
            sound(Emotions::of(&mentions, confidence).map(|emotions| emotions.net));
        }
    }

    #[test]
    fn composites(
        values in prop::collection::vec((any::<i64>(), any::<u32>()), 0..8),
        ratings in prop::collection::vec(prop::option::of(any::<i32>()), 0..8),
        weights in prop::collection::vec(any::<u32>(), 0..8),
        moments in prop::collection::vec(number(), 0..6),
        confidence in confidence(),
    ) {
        let mut sums = Sums::default();
        values.iter().for_each(|(numerator, denominator)| sums.observe(*numerator, *denominator));
        sound(sums.mean(confidence));
        prop_assert_eq!(Sums::new(sums.base(), sums.sum(), sums.squares(), *sums.missing()), Some(sums));
        if let Some((sum, weight)) = score::composite(&ratings, &weights, 1) {
            sums.observe(sum, weight);
        }
        if let Some(found) = PeakEnd::of(&moments, 3.0) {
            prop_assert!(found.index.is_finite() && found.gap().is_finite() && found.trend.is_finite());
        }
    }

    #[test]
    fn suppression_hides_every_small_cell_and_never_one_alone(
        counts in prop::collection::vec(count(), 0..9),
        least in 0..50_u64,
    ) {
        let cells = publish::suppress(&counts, least);
        for (shown, count) in cells.shown.iter().zip(&counts) {
            prop_assert!(shown.is_none_or(|shown| shown == *count && (shown == 0 || shown >= least)));
        }
        prop_assert!(cells.total.is_none() || cells.hidden.len() != 1);
    }

    #[test]
    fn distributions(x in number(), y in number(), z in number(), confidence in confidence()) {
        prop_assert!((0.0..=1.0).contains(&normal::upper_tail(x)));
        prop_assert!(normal::quantile(x).is_none_or(f64::is_finite));
        prop_assert!(student::both_tails(x, y).is_none_or(|p| (0.0..=1.0).contains(&p)));
        prop_assert!(student::quantile(x, y).is_none_or(f64::is_finite));
        wilson::interval(x, y, confidence);
        net::adjusted_wald_interval(x, y, z, confidence);
        let _ = mean::student_interval(7, x, y, confidence);
        planning::base_for_share(x, y, confidence);
        planning::base_for_net(x, y, confidence);
        QuotedNet::of(x, y);
        prop_assert!(QuotedShares::of(&[x, y, z], false).is_none_or(|shares| shares.sum.is_finite()));
    }

    #[test]
    fn quantiles_undo_tails(p in 1e-9..0.5_f64, df in prop_oneof![1.0..50.0_f64, 900.0..1100.0_f64, 1.0..1e9_f64]) {
        let z = normal::quantile(p).expect("a probability");
        prop_assert!((normal::upper_tail(-z) / p - 1.0).abs() < 1e-12, "{p}: {z}");
        let t = student::quantile(p, df).expect("a probability");
        let back = student::both_tails(t, df).expect("enough degrees of freedom") / 2.0;
        prop_assert!((back / p - 1.0).abs() < 1e-11, "{p}, {df}: {t}, {back}");
        prop_assert!(t <= z + 1e-9, "t has the heavier tail");
        prop_assert_eq!(student::quantile(1.0 - p, df).map(f64::signum), Some(1.0));
    }

    #[test]
    fn tails_fall(t in 0.0..60.0_f64, step in 0.0..100.0_f64, df in prop_oneof![1.0..20.0_f64, 990.0..1010.0_f64, 1.0..1e8_f64]) {
        let [near, far] = [t, t + step].map(|t| student::both_tails(t, df).expect("enough degrees of freedom"));
        prop_assert!(far <= near + 1e-14, "{near} at {t}, {far} at {}", t + step);
        prop_assert!(normal::upper_tail(t + step) <= normal::upper_tail(t));
    }

    #[test]
    fn texts(text in "\\PC{0,40}", time in "[0-9TZ:.+ -]{0,25}") {
        if let Ok(by) = text.parse::<By>() {
            prop_assert_eq!(by.to_string().parse::<By>(), Ok(by));
        }
        for (grain, _) in Grain::WORDS {
            for time in [&text, &time] {
                let period = Period::of(grain, time);
                prop_assert_eq!(period == Period::NoDate, period.first_day().is_none());
                prop_assert!(period.next().is_none_or(|next| next > period));
            }
        }
    }
}

#[test]
fn periods_follow_the_calendar() {
    let week = |time| Period::of(Grain::Week, time).to_string();
    let weeks = [("2026-11-21T10:02Z", "2026-W47"), ("2027-01-03", "2026-W53"), ("2027-01-04T00Z", "2027-W01")];
    for (time, expected) in
        weeks.into_iter().chain([("2024-12-30 23:59:59+01:00", "2025-W01"), ("2021-01-01", "2020-W53")])
    {
        assert_eq!(week(time), expected, "{time}");
    }
    for time in ["", "2026", "2026-13-01", "2026-02-29", "2026-11-21X", "2026-11-2١", "21.11.2026", "2026-11-21Tnoon"]
    {
        assert_eq!(Period::of(Grain::Day, time), Period::NoDate, "{time}");
    }
    let mut day = Period::of(Grain::Day, "2026-01-01");
    for _ in 0..800 {
        let next = day.next().expect("not the end of time");
        assert!(
            next.coarser(Grain::Week) >= day.coarser(Grain::Week)
                && next.coarser(Grain::Month) >= day.coarser(Grain::Month)
        );
        let step = day.coarser(Grain::Week).and_then(Period::next);
        assert!(next.coarser(Grain::Week) == day.coarser(Grain::Week) || next.coarser(Grain::Week) == step);
        day = next;
    }
}

#[test]
fn names_to_cut_by_are_mended() {
    let wrong = |text: &str| text.parse::<By>().expect_err("wrong").to_string();
    assert_eq!(wrong("chanel"), "there is no \"chanel\" to cut by. Did you mean \"channel\"?");
    assert_eq!(wrong("week"), "there is no \"week\" to cut by. Did you mean \"period=week\"?");
    assert_eq!(wrong("period=weak"), "there is no period \"weak\". Did you mean \"period=week\"?");
    assert_eq!(wrong("period"), "say which period: period=day, period=week or period=month.");
    assert_eq!(wrong("device, device"), "\"device\" is named twice.");
    assert_eq!(wrong("period=day,period=week"), "\"period\" is named twice.");
    assert!(wrong("weather").contains("Known: touchpoint, "));
    assert!(wrong("context.").contains("context."));
}
