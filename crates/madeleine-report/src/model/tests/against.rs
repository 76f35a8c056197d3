//! A report's responses held against others.

use super::*;
use crate::{Gatherer, Other};
use madeleine_core::columns::{Columns, Rows};
use madeleine_stats::tally::{Counts, Only};
use madeleine_stats::{Tally, publish};

fn onlys(said: &[&str]) -> Vec<Only> {
    said.iter().map(|only| only.parse().expect("known")).collect()
}

fn others(said: &[&str]) -> Option<Vec<Only>> {
    Other::all(said.iter().map(|word| word.parse().expect("known")))
}

fn held(only: &[&str], against: &[&str], people: &[Response], request: &Request) -> Report {
    let mut columns = Columns::default();
    people.iter().for_each(|each| columns.push(each));
    let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    let gatherer = Gatherer::of_those(Dimension::Touchpoint, onlys(only)).against(others(against));
    Report::of(&gatherer.gathered(rows), &Account { responses: people.len() as u64, ..Account::default() }, request)
}

fn change(report: &Report) -> &Change {
    let against = report.sections[0].changes.iter().find(|change| change.is_against());
    against.expect("others have answers")
}

/// People by device, stage and day.
fn people(groups: &[(&str, &str, &str, [usize; 5])]) -> Vec<Response> {
    let mut all = Vec::new();
    for (device, stage, day, counts) in groups {
        let said = |each: Response| Response { device: (*device).into(), stage: Some((*stage).into()), ..each };
        all.extend(csat("checkout", day, *counts).into_iter().map(said));
    }
    all
}

const DAY: &str = "2026-11-18";

/// Newcombe's own example: 56 of 70 against 48 of 80.
fn newcombe() -> Vec<Response> {
    people(&[("phone", "act", DAY, [4, 5, 5, 26, 30]), ("desktop", "act", DAY, [16, 8, 8, 28, 20])])
}

#[test]
fn two_devices_by_hand() {
    let report = held(&["device=phone"], &["device=desktop"], &newcombe(), &english());
    let against = change(&report);
    let difference = against.difference.as_ref().expect("both have enough");
    assert_eq!(
        (format!("{:.4}", difference.low), format!("{:.4}", difference.high)),
        ("0.0524".into(), "0.3339".into())
    );
    // z = 0.2 / √(104/150 · 46/150 · (1/70 + 1/80)) = 2.6501, and there is no other comparison.
    assert!((difference.p.expect("shares have a test") - 0.008_05).abs() < 5e-5, "{:?}", difference.p);
    assert_eq!((difference.clear, against.now.base, against.then.base), (true, Some(70), Some(80)));
    assert_eq!(
        against.sentence,
        format!(
            "Phone: 80.0{NB}% (69.2 to 87.7{NB}%, n{NB}={NB}70), against Desktop: 60.0{NB}% (49.0 to 70.0{NB}%, n{NB}={NB}80). \
             That is +20.0{NB}points, 95{NB}% interval +5.2 to +33.4{NB}points, p{NB}={NB}0.008. Clear difference."
        )
    );
    let picture = report.sections[0].against.as_ref().expect("both numbers are shown");
    assert_eq!(picture.title, "CSAT · Phone against Desktop");
    let rows: Vec<[&str; 4]> =
        picture.table.rows.iter().map(|row| [&row[0], &row[1], &row[3], &row[5]].map(String::as_str)).collect();
    let differs = format!("+20.0{NB}points (+5.2 to +33.4{NB}points, p{NB}={NB}0.008): clear difference");
    assert_eq!(rows, [["Phone", &format!("80.0{NB}%"), "70", &differs], ["Desktop", &format!("60.0{NB}%"), "80", ""]]);
    let body = report.body.whole();
    assert!(
        body.contains("<strong>Against:</strong> <span data-against=\"device=desktop\">Device: Desktop</span></p>")
    );
    assert!(
        body.contains(&format!("<span>Against Desktop: 60.0{NB}%,</span> <strong class=\"moved clear\">▲{NB}+20.0"))
    );
    assert!(report.spoken.ends_with(&against.sentence), "{}", report.spoken);
    let csv = report.csv();
    let lines: Vec<&str> = csv.lines().filter(|line| line.contains("others")).collect();
    assert!(
        lines[0].starts_with("csat,others,,device=desktop,,0.6,0.4") && lines[0].ends_with(",80,wilson,,device=phone")
    );
    assert!(
        lines[1].starts_with("csat,against_others,,device=desktop,,0.2")
            && lines[1].contains("clear_difference p=0.008")
    );
    assert_eq!(lines.len(), 2, "{csv}");
}

#[test]
fn one_against_the_rest_is_the_same_as_against_what_else_there_is() {
    let people = newcombe();
    let rest = held(&["device=phone"], &["rest"], &people, &english());
    let desktop = held(&["device=phone"], &["device=desktop"], &people, &english());
    assert_eq!(change(&rest).difference, change(&desktop).difference);
    assert_eq!((rest.against.as_str(), rest.against_only.as_str()), ("All others", "rest"));
    // Of those that share a stage those on the phone are left out.
    let act = held(&["device=phone"], &["stage=act"], &people, &english());
    assert_eq!(change(&act).difference, change(&desktop).difference);
    assert_eq!(act.against, "Stage: Act (others)");
    // The touchpoint that is chosen is of this side only.
    let request = Request { touchpoint: Some("checkout".into()), ..english() };
    let help = people.iter().map(|each| Response { touchpoint: "help".into(), ..each.clone() });
    let both: Vec<Response> = people.iter().cloned().chain(help).collect();
    let elsewhere = held(&["device=phone"], &["touchpoint=help", "device=desktop"], &both, &request);
    // Each touchpoint against the other are two comparisons more.
    assert_eq!((change(&elsewhere).now.base, change(&elsewhere).then.base), (Some(70), Some(80)));
    assert!(change(&elsewhere).sentence.contains("p\u{a0}=\u{a0}0.024 adjusted for 3 comparisons"));
    assert_eq!(elsewhere.against, "Touchpoint: Help, Device: Desktop");
    let rest = held(&[], &["rest"], &both, &request);
    assert_eq!((change(&rest).now.base, change(&rest).then.base), (Some(150), Some(150)));
    // What both say isn't said of either.
    let same = held(&["stage=act", "device=phone"], &["stage=act", "device=desktop"], &people, &french());
    assert_eq!(
        (change(&same).period.as_str(), change(&same).before.as_str(), same.against.as_str()),
        ("Phone", "Desktop", "Étape\u{a0}: Achat, Appareil\u{a0}: Desktop")
    );
    // Whoever is of this side isn't of the other.
    let nobody = held(&["stage=act"], &["device=phone"], &people, &english());
    assert!(change(&nobody).sentence.ends_with("Not compared: nobody else is among these."));
    assert!(nobody.sections[0].against.is_none() && nobody.body.whole().contains("too few answers to compare"));
}

#[test]
fn a_month_against_another_and_a_week_against_the_rest_of_its_month() {
    let months = people(&[
        ("phone", "act", "2026-10-14", [4, 5, 5, 26, 30]),
        ("phone", "act", "2026-11-04", [16, 8, 8, 28, 20]),
        ("phone", "act", "2026-11-11", [4, 5, 5, 26, 30]),
    ]);
    let report = held(&["period=2026-10"], &["period=2026-11"], &months, &english());
    assert_eq!((change(&report).now.base, change(&report).then.base), (Some(70), Some(150)));
    assert_eq!(report.against, "Period: 1 – 30\u{a0}Nov\u{a0}2026");
    let report = held(&["period=2026-W46"], &["period=2026-11"], &months, &english());
    assert_eq!((change(&report).now.base, change(&report).then.base), (Some(70), Some(80)));
    assert_eq!(report.against, "Period: 1 – 30\u{a0}Nov\u{a0}2026 (others)");
    assert!(change(&report).difference.is_some());
    // Held against the week before, one of the family, as this is.
    let told = format!("adjusted for {} comparisons", report.sections[0].changes.len());
    assert!(change(&report).sentence.contains(&told), "{:?}", report.sections[0].changes);
}

#[test]
fn other_words_arent_held_against_each_other_unless_that_is_what_is_asked() {
    let worded: Vec<Response> = newcombe()
        .into_iter()
        .map(|each| Response {
            survey: "basket".into(),
            locale: "en".into(),
            wording: if each.device == "phone" { "a1" } else { "b2" }.into(),
            ..each
        })
        .collect();
    let report = held(&["device=phone"], &["device=desktop"], &worded, &english());
    assert!(change(&report).difference.is_none() && change(&report).sentence.contains("asked in other words"));
    assert!(report.body.whole().contains("not compared"));
    let report = held(&["wording=a1"], &["wording=b2"], &worded, &english());
    assert!(change(&report).difference.is_some());
    // Some who saw other words change nothing.
    let mixed: Vec<Response> = worded
        .iter()
        .enumerate()
        .map(|(at, each)| Response { wording: if at % 3 == 0 { "b2" } else { "a1" }.into(), ..each.clone() })
        .collect();
    assert!(change(&held(&["device=phone"], &["device=desktop"], &mixed, &english())).difference.is_some());
}

#[test]
fn few_answers_on_one_side_are_shown_and_not_compared_and_fewer_arent_told() {
    let phones = ("phone", "act", DAY, [0, 0, 5, 10, 20]);
    let more = ("tablet", "act", DAY, [10, 10, 10, 10, 10]);
    let twelve = held(
        &["device=phone"],
        &["device=desktop"],
        &people(&[phones, ("desktop", "act", DAY, [4, 4, 4, 0, 0]), more]),
        &english(),
    );
    assert_eq!((change(&twelve).then.base, change(&twelve).difference.is_none()), (Some(12), true));
    assert!(change(&twelve).sentence.ends_with("Too few answers to compare: each side needs 30."));
    let few = people(&[phones, ("desktop", "act", DAY, [3, 3, 0, 0, 0]), more]);
    let six = held(&["device=phone"], &["device=desktop"], &few, &english());
    // With six beside them those on the phone are withheld, too: they are the fewest that are left.
    assert!(six.sections[0].headline.figure.is_none() && six.sections[0].changes.is_empty());
    let six = held(&["device=tablet"], &["device=desktop"], &few, &english());
    assert_eq!((change(&six).then.base, change(&six).then.status), (None, Status::TooFew));
    assert!(!six.csv().contains(",6,") && !six.body.whole().contains(">6<"));
    let withheld = held(&["device=tablet"], &["device=phone"], &few, &english());
    assert_eq!((change(&withheld).then.base, change(&withheld).then.status), (None, Status::Withheld));
    assert!(change(&withheld).sentence.contains("what a few people answered"));
    assert!(withheld.body.whole().contains("not compared") && withheld.sections[0].against.is_none());
    // All others are 41: those six are among them, and can't be told.
    assert_eq!(change(&held(&["device=tablet"], &["rest"], &few, &english())).then.base, Some(41));
}

#[test]
fn who_else_there_is_to_choose() {
    let all = people(&[
        ("phone", "act", DAY, [4; 5]),
        ("desktop", "act", DAY, [3; 5]),
        ("tablet", "act", DAY, [5; 5]),
        ("phone", "ask", DAY, [9; 5]),
        ("", "act", DAY, [1; 5]),
    ]);
    let report = held(&["device=phone", "stage=act"], &["stage=act", "device=desktop"], &all, &english());
    let told: Vec<(&str, &str, String, bool)> = report
        .choices
        .iter()
        .map(|choice| (choice.group.as_str(), choice.name.as_str(), choice.against.join("&"), choice.selected))
        .collect();
    assert_eq!(
        told,
        [
            ("Device", "Desktop", "stage=act&device=desktop".into(), true),
            ("Device", "Tablet", "stage=act&device=tablet".into(), false),
            ("Device", "Not said", "stage=act&device=".into(), false),
            ("Device", "All others", "stage=act".into(), false),
            ("Stage", "Ask", "device=phone&stage=ask".into(), false),
            ("Stage", "All others", "device=phone".into(), false),
        ]
    );
    let report = held(&["period=2026-W47"], &[], &all, &english());
    assert!(report.against.is_empty() && report.choices[0].against == ["rest"]);
    assert!(held(&[], &[], &all, &english()).choices.is_empty());
}

proptest! {
    /// Whoever sees the numbers of both sides, and what reports of each and of both would show, can't take one from the other.
    #[test]
    fn what_few_people_answered_is_never_told(
        table in prop::collection::vec(prop_oneof![3 => Just(0_usize), 3 => 1_usize..10, 4 => 10_usize..60], 9),
        own in prop::sample::subsequence(vec!["device=phone", "stage=act"], 1..3),
        other in prop::sample::select(vec![
            vec!["device=desktop"], vec!["stage=ask"], vec!["stage=act"], vec!["rest"], vec!["device=phone"],
            vec!["device=desktop", "stage=act"], vec!["device=phone", "stage=ask"],
        ]),
    ) {
        let places: Vec<(&str, &str)> =
            ["phone", "desktop", "tablet"].iter().flat_map(|device| ["act", "ask", "aware"].map(|stage| (*device, stage))).collect();
        let groups: Vec<(&str, &str, &str, [usize; 5])> =
            places.iter().zip(&table).map(|((device, stage), count)| (*device, *stage, DAY, [0, 0, 0, 0, *count])).collect();
        let said = |only: &[&str], (device, stage): (&str, &str)| {
            only.iter().all(|only| [format!("device={device}"), format!("stage={stage}"), "rest".into()].contains(&(*only).to_string()))
        };
        let sum = |wanted: &dyn Fn((&str, &str)) -> bool| -> u64 {
            places.iter().zip(&table).filter(|(place, _)| wanted(**place)).map(|(_, count)| *count as u64).sum()
        };
        let people = people(&groups);
        let report = held(&own, &other, &people, &english());
        let Some(against) = report.sections.first().and_then(|section| section.changes.iter().find(|change| change.is_against())) else {
            return Ok(());
        };
        let others = sum(&|place| said(&other, place) && !said(&own, place));
        if against.then.figure.is_none() {
            prop_assert!(against.then.base.is_none_or(|base| base == 0) && against.difference.is_none());
            return Ok(());
        }
        prop_assert_eq!(against.then.base, Some(others));
        prop_assert_eq!(against.now.base, Some(sum(&|place| said(&own, place))));
        prop_assert!(against.difference.is_none() || others >= 30);
        let both = [&own[..], &other[..]].concat();
        for left in [
            others,
            sum(&|place| said(&both, place)),
            sum(&|place| said(&own, place) && !said(&other, place)),
        ] {
            prop_assert!(left == 0 || left >= 10, "{table:?} {own:?} {other:?}");
        }
        // Where both are rows of one breakdown, both are shown there.
        if let ([own], [other]) = (&own[..], &other[..])
            && own.starts_with("device") && other.starts_with("device") && own != other
        {
            let cells = ["phone", "desktop", "tablet"].map(|device| {
                Tally::Counts(Counts::from(vec![0, 0, 0, 0, sum(&|place| place.0 == device)]))
            });
            let key = madeleine_core::instrument::key("csat").expect("known");
            let shown = publish::breakdown(key, &cells);
            prop_assert!(shown[0].is_ok() && shown[1].is_ok(), "{table:?}");
        }
        // A report of those alone shows them, too.
        if other != ["rest"] {
            let alone = held(&other, &[], &people, &english());
            prop_assert!(alone.sections[0].headline.figure.is_some(), "{table:?} {other:?}");
        }
    }

    #[test]
    fn rows_and_responses_come_to_the_same_and_parts_add_up(
        said in prop::collection::vec((0_usize..3, 0_usize..3, 1_usize..28), 0..80),
        own in prop::sample::subsequence(vec!["device=phone", "stage=act", "period=2026-W47", "period=2026-11-18"], 0..4),
        other in prop::sample::subsequence(vec!["device=desktop", "stage=act", "period=2026-W46", "rest"], 1..4),
        cut in 0_usize..80,
    ) {
        let people: Vec<Response> = said
            .into_iter()
            .flat_map(|(device, stage, day)| {
                let (device, stage) = (["phone", "desktop", ""][device], ["act", "ask", "aware"][stage]);
                people(&[(device, stage, &format!("2026-11-{day:02}"), [0, 1, 0, 0, 0])])
            })
            .collect();
        let of = |people: &[Response]| {
            let mut columns = Columns::default();
            people.iter().for_each(|each| columns.push(each));
            let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
            Gatherer::of_those(Dimension::Device, onlys(&own)).against(others(&other)).gathered(rows)
        };
        let (all, cut) = (of(&people), cut.min(people.len()));
        let (first, mut last) = (of(&people[..cut]), of(&people[cut..]));
        last.merge(&first).expect("held against the same");
        prop_assert_eq!(&all, &last);
        let mut each = of(&people[..cut]);
        people[cut..].iter().for_each(|response| each.observe(response));
        prop_assert_eq!(&all, &each);
        let plain = Gatherer::of_those(Dimension::Device, onlys(&own)).finish();
        prop_assert!(all.clone().merge(&plain).is_err());
    }
}
