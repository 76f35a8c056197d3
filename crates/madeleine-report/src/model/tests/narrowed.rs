//! Reports of some responses alone.

use super::*;

fn devices(people: &[(&str, &str, [usize; 5])]) -> Vec<Response> {
    let mut all = Vec::new();
    for (touchpoint, device, counts) in people {
        let asked = csat(touchpoint, "2026-11-21", *counts);
        all.extend(asked.into_iter().map(|each| Response { device: (*device).into(), ..each }));
    }
    all
}

fn narrowed(by: Dimension, only: &[&str], people: &[Response], request: &Request) -> Report {
    let only = only.iter().map(|only| only.parse().expect("known")).collect();
    let mut gathering = Gathering::by_those(by, only);
    people.iter().for_each(|each| gathering.observe(each));
    Report::of(&gathering, &Account { responses: people.len() as u64, ..Account::default() }, request)
}

#[test]
fn a_report_of_some_says_which_and_shows_them_beside_the_others() {
    let people = devices(&[
        ("checkout", "phone", [0, 0, 5, 10, 20]),
        ("checkout", "desktop", [5, 5, 5, 10, 20]),
        ("help", "phone", [9, 9, 9, 9, 9]),
    ]);
    let request = Request { touchpoint: Some("checkout".into()), ..english() };
    let report = narrowed(Dimension::Device, &["device=phone"], &people, &request);
    let section = &report.sections[0];
    assert_eq!((section.headline.base, report.only_text.as_str()), (Some(35), "35 of 125 responses"));
    let only: Vec<[&str; 2]> = report.only.iter().map(|one| [one.only.as_str(), one.name.as_str()]).collect();
    assert_eq!(only, [["device=phone", "Device: Phone"], ["touchpoint=checkout", "Touchpoint: Checkout"]]);
    assert!(report.body.whole().contains(
        "<p class=\"only\"><strong>Only:</strong> <span data-only=\"device=phone\">Device: Phone</span> · \
         <span data-only=\"touchpoint=checkout\">Touchpoint: Checkout</span> <span class=\"of\">(35 of 125 responses)</span></p>"
    ));
    assert!(report.spoken.starts_with("Only: Device: Phone, Touchpoint: Checkout (35 of 125 responses). Updated: "));
    let rows: Vec<(&str, bool, Option<u64>)> =
        section.segments.iter().map(|row| (row.only.as_str(), row.selected, row.cell.base)).collect();
    assert_eq!(rows, [("device=phone", true, Some(35)), ("device=desktop", false, Some(45))]);
    assert!(section.plot.as_ref().is_some_and(|plot| plot.svg.contains(" data-only=\"device=desktop\"")));

    let report = narrowed(Dimension::Touchpoint, &["device=phone"], &people, &french());
    let bases: Vec<Option<u64>> = report.sections[0].segments.iter().map(|row| row.cell.base).collect();
    assert_eq!((bases, report.only_text.as_str()), (vec![Some(35), Some(45)], "80 réponses sur 125"));

    // Nobody: said, and not taken for an empty file.
    let report = narrowed(Dimension::Touchpoint, &["device=watch"], &people, &english());
    assert!(report.sections.is_empty() && report.body.whole().contains("(0 of 125 responses)"));
}

#[test]
fn those_few_who_were_left_out_cant_be_told_from_the_whole() {
    let few = ("checkout", "desktop", [1, 1, 1, 0, 0]);
    let people = devices(&[("checkout", "phone", [0, 0, 5, 10, 20]), few]);
    let status = |by: Dimension, only: &[&str], people: &[Response]| {
        narrowed(by, only, people, &english()).sections[0].headline.status
    };
    // 38 − 35 would be the three.
    for by in [Dimension::Device, Dimension::Touchpoint, Dimension::Locale] {
        assert_eq!(status(by, &["device=phone"], &people), Status::Withheld);
    }
    assert_eq!(status(Dimension::Device, &["device=desktop"], &people), Status::TooFew);
    // Nor from those who say one thing less.
    let people = [people, devices(&[("help", "phone", [0, 0, 5, 10, 20]), ("help", "desktop", [5; 5])])].concat();
    assert_eq!(status(Dimension::Locale, &["device=phone"], &people), Status::Published);
    assert_eq!(status(Dimension::Locale, &["touchpoint=checkout", "device=phone"], &people), Status::Withheld);
    // With another small one nobody can tell which.
    let people = [people, devices(&[("checkout", "", [3; 5])])].concat();
    assert_eq!(status(Dimension::Locale, &["touchpoint=checkout", "device=phone"], &people), Status::Published);
}

#[test]
fn a_report_of_one_week_has_that_weeks_numbers_the_whole_trend_and_the_week_before() {
    let weeks = mondays(8);
    let counts = |at: usize| if at == 5 { [0, 0, 4, 4, 32] } else { [0, 0, 20, 20, 0] };
    let people: Vec<Response> =
        weeks.iter().enumerate().flat_map(|(at, day)| csat("checkout", day, counts(at))).collect();
    let report = narrowed(Dimension::Device, &["period=2026-W07"], &people, &english());
    assert_eq!((report.responses, report.only_text.as_str()), (40, "40 of 320 responses"));
    assert_eq!(
        (report.only[0].only.as_str(), report.only[0].name.as_str()),
        ("period=2026-W07", "Period: week of 9\u{a0}Feb\u{a0}2026")
    );
    let section = &report.sections[0];
    assert_eq!(
        (section.headline.text(Words::of_locale("en")).as_str(), section.headline.base),
        ("90.0\u{a0}%", Some(40))
    );
    let selected: Vec<&str> = section.weeks.iter().filter(|week| week.selected).map(|week| week.id.as_str()).collect();
    assert_eq!((section.weeks.len(), selected), (8, vec!["2026-W07"]));
    assert!(section.trend.as_ref().is_some_and(|trend| trend.svg.contains("data-only=\"period=2026-W02\"")));
    // Held against the week before it, not against what came later.
    let [before] = &section.changes[..] else { panic!("{:?}", section.changes) };
    assert_eq!((before.now.base, before.then.base), (Some(40), Some(40)));
    assert_eq!((before.name.as_str(), before.before.as_str()), ("This week", "2 – 8\u{a0}Feb\u{a0}2026"));
    assert_eq!(before.difference.as_ref().map(|difference| difference.clear), Some(true));
    // The first has none before it, and one without answers has no number.
    let first = narrowed(Dimension::Device, &["period=2026-W02"], &people, &english());
    assert!(
        first.sections[0].headline.figure.is_some()
            && first.sections[0].changes.iter().all(|change| change.difference.is_none())
    );
    assert_eq!(narrowed(Dimension::Device, &["period=2026-W20"], &people, &english()).responses, 0);
    // A month has its own weeks.
    let month = narrowed(Dimension::Device, &["period=2026-02"], &people, &english());
    assert_eq!((month.responses, month.sections[0].weeks.len()), (160, 4));
    assert_eq!(month.only[0].name, "Period: 1 – 28\u{a0}Feb\u{a0}2026");
}

#[test]
fn a_week_of_few_hides_its_number_and_not_the_trend() {
    let weeks = mondays(5);
    let counts = |at: usize| if at == 4 { [0, 0, 1, 2, 0] } else { [0, 0, 20, 20, 0] };
    let people: Vec<Response> =
        weeks.iter().enumerate().flat_map(|(at, day)| csat("checkout", day, counts(at))).collect();
    let report = narrowed(Dimension::Touchpoint, &["period=2026-W06"], &people, &english());
    let section = &report.sections[0];
    assert_eq!(section.headline.status, Status::TooFew);
    assert_eq!(section.weeks.iter().filter(|week| week.cell.figure.is_some()).count(), 3);
    // The one beside it is withheld, as in the report of everybody: it would be the difference.
    let everybody = self::report(&people, &english());
    assert_eq!(everybody.sections[0].weeks.iter().filter(|week| week.cell.figure.is_some()).count(), 3);
}

#[test]
fn csv_of_some_responses_says_of_which_on_every_line() {
    let phones = ("checkout", "phone", [0, 0, 5, 10, 20]);
    let people = devices(&[
        phones,
        ("help", "phone", [2, 3, 5, 10, 20]),
        ("help", "desktop", [5; 5]),
        ("checkout", "desktop", [5; 5]),
    ]);
    let csv = narrowed(Dimension::Locale, &["touchpoint=checkout", "device=phone"], &people, &english()).csv();
    let lines = csv.lines().skip(1).collect::<Vec<_>>();
    assert!(lines.len() > 2 && lines.iter().all(|line| line.ends_with(",touchpoint=checkout; device=phone")), "{csv}");
}
