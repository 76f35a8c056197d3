//! Counted by their codes responses come to what they come to one by one.

use madeleine_core::Ratio;
use madeleine_core::columns::{Columns, Field, Rows};
use madeleine_core::response::{Answer, Response, State};
use madeleine_stats::tally::{Counter, Dimension, Slices, Zone};
use madeleine_stats::{By, Tallies};
use proptest::prelude::*;

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        4 => (0i32..12).prop_map(Answer::Code),
        2 => prop::sample::select(vec!["fcr.yes", "fcr.no", "fcr.t1", "fcr.t2", "nms.pos"]).prop_map(|o| Answer::Option(o.into())),
        1 => prop::sample::select(vec!["so", " ", "\u{a0}", "été"]).prop_map(|text| Answer::Text(text.into())),
        1 => prop::collection::vec(prop::sample::select(vec!["a", "b"]).prop_map(String::from), 0..3).prop_map(Answer::Options),
        1 => Just(Answer::Skipped),
        1 => Just(Answer::Unknown),
    ]
}

const ITEMS: &[&str] =
    &["csat", "ces", "fcr", "contacts", "again", "why", "comment", "q1", "barometer.practical", "moment.a"];

fn entries<T: core::fmt::Debug>(
    items: usize,
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Vec<(String, T)>> {
    let items = prop::sample::select(&ITEMS[..items]);
    prop::collection::btree_map(items, value, 0..5)
        .prop_map(|entries| entries.into_iter().map(|(item, value)| (item.to_string(), value)).collect())
}

fn response(items: usize) -> impl Strategy<Value = Response> {
    let word = || prop::sample::select(vec!["", "a", "b"]).prop_map(String::from);
    let ids = prop::sample::select(vec!["csat", "fcr", "contacts", "open", "reasons", "nobody", "moment", "ltr11"]);
    let times = prop::sample::select(vec![
        "",
        "2026-11-21T10:02Z",
        "2026-11-21T23:59Z",
        "2026-11-22T10:02:33.125Z",
        "2026-11-21",
        " 2026-11-21T10:02Z",
        "x",
        "2026-11-21T23:02:33+01:00",
        "2026-11-21T10:02:!Z",
        "2026-11-21T23:02:33",
        "2026-11-21T23:02:33 ",
    ]);
    let words = (word(), word(), word(), times);
    let shown = prop::collection::vec(prop::sample::select(ITEMS).prop_map(String::from), 0..3);
    let subjects = entries(items, word().prop_filter("said", |word| !word.is_empty()));
    let lists = (entries(items, answer()), entries(items, ids.prop_map(String::from)), subjects, shown);
    let rest = (any::<bool>(), any::<bool>(), 0usize..5, prop::option::of(0u32..3));
    (words, lists, rest).prop_map(
        move |((touchpoint, device, customer, time), (answers, instruments, subjects, shown), rest)| {
            let (named, listed, state, sample) = rest;
            Response {
                touchpoint,
                device,
                submitted_at: time.into(),
                answers,
                // Most files name no instruments.
                instruments: if named { instruments } else { Vec::new() },
                subjects: if named { subjects } else { Vec::new() },
                shown: if listed { shown } else { Vec::new() },
                context: if customer.is_empty() { Vec::new() } else { vec![("customer".into(), customer)] },
                state: State::ALL[state],
                sample: sample.and_then(|tenths| Ratio::new(f64::from(tenths) / 10.0)),
                ..Response::default()
            }
        },
    )
}

fn wanted() -> impl Strategy<Value = Option<(Dimension, &'static str)>> {
    let dimensions = vec![
        Dimension::Touchpoint,
        Dimension::Device,
        Dimension::State,
        Dimension::Sample,
        Dimension::Context("customer".into()),
    ];
    let values = prop::sample::select(vec!["", "a", "b", "completed", "displayed", "0.1"]);
    // Every response says a state: nobody says nothing about it.
    let says = |(dimension, value): &(Dimension, &str)| *dimension != Dimension::State || !value.is_empty();
    prop::option::of((prop::sample::select(dimensions), values).prop_filter("said", says))
}

const CUTS: &[&str] = &[
    "",
    "touchpoint",
    "period=day",
    "touchpoint,device,period=week",
    "item,touchpoint",
    "state,context.customer,period=month",
    "sample,item,period=day",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_tallies_are_the_same(
        responses in (1..ITEMS.len() + 1).prop_flat_map(|items| prop::collection::vec(response(items), 0..40)),
        cut in prop::sample::select(CUTS),
        piece in 1usize..50,
        clock in any::<bool>(),
    ) {
        let by: By = cut.parse().expect("known names");
        let zone = if clock { Zone::new("Asia/Tokyo", [("2000-01-01T00:00", 540)]).expect("in order") } else { Zone::default() };
        let mut expected = Tallies::new(by.clone()).in_zone(zone.clone());
        let outdated: Vec<bool> = (0..responses.len()).map(|row| row % 7 == 3).collect();
        let mut counter = Counter::new(by.clone(), zone.clone());
        let mut columns = Columns::default();
        for (row, response) in responses.iter().enumerate() {
            let response = Response { response_id: format!("r{row}"), ..response.clone() };
            if !outdated[row] {
                expected.observe(&response);
            }
            columns.push(&response);
            if columns.rows() == piece {
                let outdated = &outdated[row + 1 - piece..=row];
                counter.observe(Rows { columns: &columns, outdated, name: &|_| String::new() });
                columns.clear();
            }
        }
        let outdated = &outdated[responses.len() - columns.rows()..];
        counter.observe(Rows { columns: &columns, outdated, name: &|_| String::new() });
        let (tallies, places) = counter.finish_with_rows();
        prop_assert_eq!(places.values().sum::<u64>(), expected.responses());
        prop_assert_eq!(tallies, expected);
    }

    #[test]
    fn slices_are_the_tallies_of_those_rows(
        responses in (1..ITEMS.len() + 1).prop_flat_map(|items| prop::collection::vec(response(items), 0..40)),
        asked in prop::collection::vec((prop::sample::select(CUTS), wanted(), wanted(), any::<bool>()), 1..5),
        all in any::<bool>(),
    ) {
        let mut columns = Columns::default();
        responses.iter().for_each(|response| columns.push(response));
        let outdated: Vec<bool> = (0..if all { 0 } else { responses.len() }).map(|row| row % 7 == 3).collect();
        let rows = Rows { columns: &columns, outdated: &outdated, name: &|_| String::new() };
        let mut slices = Slices::of(rows);
        for (cut, one, other, clock) in asked {
            let by: By = cut.parse().expect("known names");
            let zone = if clock { Zone::new("Asia/Tokyo", [("2000-01-01T00:00", 540)]).expect("in order") } else { Zone::default() };
            let wanted: Vec<(Dimension, &str)> = [one, other].into_iter().flatten().collect();
            let mut expected = Tallies::new(by.clone()).in_zone(zone.clone());
            for (_, response) in responses.iter().enumerate().filter(|(row, _)| rows.counts(*row)) {
                if wanted.iter().all(|(dimension, value)| dimension.segment(response).name().unwrap_or_default() == *value) {
                    expected.observe(response);
                }
            }
            let say: Vec<(Field, &str)> =
                wanted.iter().map(|(dimension, value)| (dimension.field().expect("a column"), *value)).collect();
            prop_assert_eq!(slices.tallies(rows, &by, &zone, &say), expected);
        }
    }
}

#[test]
fn what_a_byte_cant_tell_apart_is_sliced_too() {
    let mut columns = Columns::default();
    let mut rows = Vec::new();
    for row in 0..3_000_u32 {
        let options = vec![format!("o{}", row % 300)];
        let response = Response {
            touchpoint: format!("t{}", row % 290),
            context: vec![("order".into(), format!("{}", row % 2_900))],
            submitted_at: format!("2026-{:02}-{:02}", 1 + row % 12, 1 + row % 28),
            answers: vec![("csat".into(), Answer::Code(row as i32 % 6)), ("reasons".into(), Answer::Options(options))],
            instruments: vec![("reasons".into(), "reasons".into())],
            ..Response::default()
        };
        columns.push(&response);
        rows.push(response);
    }
    let all = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    let mut slices = Slices::of(all);
    // By the last of them there are more places than counts are kept for.
    for cut in ["", "touchpoint,period=month", "period=day", "context.order,touchpoint,period=day"] {
        let by: By = cut.parse().expect("known names");
        let mut expected = Tallies::new(by.clone());
        rows.iter().for_each(|response| expected.observe(response));
        assert_eq!(slices.tallies(all, &by, &Zone::default(), &[]), expected, "{cut}");
        let field = Field::Context("order".into());
        let mut expected = Tallies::new(by.clone());
        rows.iter().filter(|response| response.context[0].1 == "77").for_each(|response| expected.observe(response));
        assert_eq!(slices.tallies(all, &by, &Zone::default(), &[(field, "77")]), expected, "{cut}");
    }
}
