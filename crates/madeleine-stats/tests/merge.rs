//! Tallies add up: at every split, in any order, with empty ones between.

use madeleine_core::instrument::{self, Reads};
use madeleine_core::response::{Answer, Response, State};
use madeleine_stats::tally::{Counts, Measure, Mentions, Missing, Period, Place, Segment, Words};
use madeleine_stats::{By, Mismatch, Tallies, Tally};
use proptest::prelude::*;

fn answer() -> impl Strategy<Value = Answer> {
    let option = prop::sample::select(vec![
        "fcr.yes",
        "fcr.no",
        "fcr.pending",
        "fcr.t1",
        "fcr.t2",
        "nms.both",
        "kano5.1",
        "kano5.5",
        "emo.joy",
        "emo.anger",
        "reason.gap.i.wait",
        "reason.gap.d.channel",
        "other",
    ]);
    prop_oneof![
        (-3..14).prop_map(Answer::Code),
        option.clone().prop_map(|key| Answer::Option(key.into())),
        prop::collection::vec(option.prop_map(String::from), 0..4).prop_map(Answer::Options),
        "[a ]{0,2}".prop_map(Answer::Text),
        Just(Answer::Skipped),
        Just(Answer::Unknown),
    ]
}

fn response() -> impl Strategy<Value = Response> {
    let item = || {
        prop::sample::select(vec![
            "csat",
            "ces",
            "ease",
            "nps",
            "fcr",
            "contacts",
            "nms",
            "why",
            "emo",
            "comment",
            "q1",
            "?",
            "barometer.practical",
            "barometer.sensory",
            "barometer.societal",
            "barometer.cognitive",
            "barometer.emotional",
            "kano_with.gift",
            "kano_without.gift",
            "moment.search",
            "moment.basket",
            "moment.end",
            "orientation.freedom",
            "orientation.contact",
        ])
    };
    let instrument =
        prop::sample::select(vec!["csat", "ces2", "fcr", "reasons", "open", "moment", "kano_with", "nothing"]);
    let place = prop::sample::select(vec!["", "checkout", "delivery"]);
    let time = prop::sample::select(vec!["2026-11-21T10:02Z", "2026-11-15", "2027-01-01T00Z", "", "yesterday"]);
    let state = prop::sample::select(vec![State::Displayed, State::Partial, State::Completed, State::Dismissed]);
    (
        prop::collection::vec((item().prop_map(String::from), answer()), 0..12),
        prop::collection::vec(item().prop_map(String::from), 0..4),
        prop::collection::vec((item().prop_map(String::from), instrument.prop_map(String::from)), 0..4),
        (place.clone(), place, time, state, prop::option::of("[ab]")),
    )
        .prop_map(|(answers, shown, instruments, (touchpoint, customer, time, state, journey))| Response {
            journey,
            answers,
            shown,
            instruments,
            touchpoint: touchpoint.into(),
            context: vec![("customer".into(), customer.into())],
            submitted_at: time.into(),
            state,
            ..Response::default()
        })
}

fn by() -> impl Strategy<Value = By> {
    let texts =
        ["", "touchpoint", "period=week", "item,context.customer,period=day", "state,stage,survey,period=month"];
    prop::sample::select(texts.map(|text| text.parse::<By>().expect("known names")).to_vec())
}

fn cube<'a>(by: &By, responses: impl IntoIterator<Item = &'a Response>) -> Tallies {
    let mut tallies = Tallies::new(by.clone());
    responses.into_iter().for_each(|response| tallies.observe(response));
    tallies
}

fn sum<'a>(by: &By, parts: impl IntoIterator<Item = &'a Tallies>) -> Tallies {
    let mut sum = Tallies::new(by.clone());
    parts.into_iter().for_each(|part| sum.merge(part).expect("cut by the same"));
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cube_is_the_sum_of_its_parts_at_every_split(
        by in by(),
        responses in prop::collection::vec(response(), 0..12),
    ) {
        let whole = cube(&by, &responses);
        for at in 0..=responses.len() {
            let (left, right) = responses.split_at(at);
            let (left, right) = (cube(&by, left), cube(&by, right));
            prop_assert_eq!(&sum(&by, [&left, &right]), &whole);
            prop_assert_eq!(&sum(&by, [&right, &left]), &whole);
        }
    }

    #[test]
    fn order_grouping_and_empty_parts_dont_matter(
        by in by(),
        parts in prop::collection::vec(prop::collection::vec(response(), 0..3), 1..6),
        seed in any::<u64>(),
    ) {
        let cubes: Vec<Tallies> = parts.iter().map(|part| cube(&by, part)).collect();
        let whole = cube(&by, parts.iter().flatten());
        let mut turned: Vec<&Tallies> = cubes.iter().collect();
        let turn = seed as usize % cubes.len();
        turned.rotate_left(turn);
        turned.reverse();
        prop_assert_eq!(&sum(&by, turned), &whole);
        let empty = Tallies::new(by.clone());
        prop_assert_eq!(&sum(&by, [&empty, &whole, &empty]), &whole);
        let (first, rest) = cubes.split_first().expect("at least one");
        prop_assert_eq!(&sum(&by, [first, &sum(&by, rest)]), &whole);
    }

    #[test]
    fn no_answer_is_lost(by in by(), responses in prop::collection::vec(response(), 0..20)) {
        let cube = cube(&by, &responses);
        let mut answered = 0;
        for response in &responses {
            let mut items: Vec<&str> = response.answers.iter().map(|(item, _)| item.as_str()).collect();
            items.sort_unstable();
            items.dedup();
            answered += items.len() as u64;
        }
        let counted: u64 = cube
            .cells()
            .filter(|(_, measure, _)| measure.key().reads == Reads::Answer)
            .map(|(_, _, tally)| {
                let missing = tally.missing();
                tally.base() + missing.skipped + missing.unknown + missing.invalid
            })
            .sum();
        let strangers: u64 = cube.strangers().map(|(_, count)| count).sum();
        prop_assert_eq!(counted + strangers, answered);
        prop_assert_eq!(cube.responses(), responses.len() as u64);
    }

    #[test]
    fn rolling_up_is_cutting_by_less(responses in prop::collection::vec(response(), 0..20)) {
        let fine: By = "touchpoint,context.customer,period=day".parse().expect("known names");
        let fine = cube(&fine, &responses);
        for coarse in ["", "context.customer", "context.customer,touchpoint,period=week", "period=month", "period=day"] {
            let coarse: By = coarse.parse().expect("known names");
            prop_assert_eq!(fine.rolled_up(&coarse), Ok(cube(&coarse, &responses)));
        }
        for measure in fine.measures() {
            let bases: u64 = fine.of(&measure).map(|(_, tally)| tally.base()).sum();
            prop_assert_eq!(fine.total(&measure).map(|tally| tally.base()), Some(bases));
        }
    }

    #[test]
    fn counts_add_up_even_beyond_their_range(
        a in prop::collection::vec(prop_oneof![0..9_u64, Just(u64::MAX)], 0..6),
        b in prop::collection::vec(prop_oneof![0..9_u64, Just(u64::MAX - 1)], 0..6),
        c in prop::collection::vec(0..9_u64, 0..6),
    ) {
        let [a, b, c] = [a, b, c].map(Counts::from);
        let plus = |x: &Counts, y: &Counts| {
            let mut sum = x.clone();
            sum.merge(y);
            sum
        };
        prop_assert_eq!(plus(&plus(&a, &b), &c), plus(&a, &plus(&b, &c)));
        prop_assert_eq!(plus(&a, &b), plus(&b, &a));
        prop_assert_eq!(plus(&a, &Counts::default()), a.clone());
        prop_assert_eq!(plus(&Counts::default(), &a), a);
    }
}

#[test]
fn tallies_of_different_things_refuse_to_add_up() {
    let mut counts = Tally::Counts(Counts::from(vec![1, 2]));
    let before = counts.clone();
    for other in [Tally::Mentions(Mentions::default()), Tally::Words(Words::new(3, Missing::default()))] {
        assert_eq!(counts.merge(&other), Err(Mismatch));
        assert_eq!(counts, before);
    }
    let by_week: By = "period=week".parse().expect("known names");
    let mut all = Tallies::default();
    assert_eq!(all.merge(&Tallies::new(by_week.clone())), Err(Mismatch));
    let weeks = cube(&by_week, [&dated("2026-11-21")]);
    for finer in ["period=day", "period=month", "touchpoint"] {
        assert_eq!(weeks.rolled_up(&finer.parse().expect("known names")), Err(Mismatch), "{finer}");
    }
}

fn measure(id: &str) -> Measure {
    Measure::of(instrument::key(id).expect("known"), None).expect("listed")
}

fn dated(time: &str) -> Response {
    Response { submitted_at: time.into(), answers: vec![("csat".into(), Answer::Code(4))], ..Response::default() }
}

#[test]
fn what_has_no_readable_date_or_name_has_a_place_of_its_own() {
    let by: By = "touchpoint,period=week".parse().expect("known names");
    let cube = cube(&by, [&dated("soon"), &dated("2026-02-30"), &dated("2026-11-21T10:02Z")]);
    let places: Vec<(&Place, u64)> = cube.of(&measure("csat")).map(|(place, tally)| (place, tally.base())).collect();
    let week = Period::Week { year: 2026, week: 47 };
    let place = |period| Place { segments: vec![Segment::Unnamed], period: Some(period) };
    assert_eq!(places, [(&place(week), 1), (&place(Period::NoDate), 2)]);
}

#[test]
fn one_instrument_asked_twice_is_kept_apart_by_item() {
    let mut response = dated("2026-11-21");
    response.answers.push(("again".into(), Answer::Code(2)));
    response.instruments.push(("again".into(), "csat".into()));
    let by_item = cube(&"item".parse().expect("known names"), [&response]);
    let bases: Vec<String> = by_item.of(&measure("csat")).map(|(place, _)| place.segments[0].to_string()).collect();
    assert_eq!(bases, ["again", "csat"]);
}
