//! What happened beside the answers.

use super::*;
use crate::wire;
use madeleine_stats::tally::Period;

/// So many weeks of a help desk, in which more calls are missed where more people are unhappy, and 8 alerts each.
fn desk(weeks: u64, columns: &str) -> String {
    let line = |week: u64| {
        let missed = 5 + week % 7;
        let counts =
            format!(r#""offered","100","missed","{missed}","waited","95","wait_seconds","{}""#, 95_000 * (20 + missed));
        let alerts = r#""alerts","8","contacted","6","contacted_in_time","4","recovered","3""#;
        format!(r#"["2026-W{:02}","desk",{}]"#, 1 + week, columns.replace("COUNTS", &counts).replace("ALERTS", alerts))
    };
    let lines: Vec<String> = (0..weeks).map(line).collect();
    format!(r#"{{"lines":[{}],"problems":[],"problem_count":"0"}}"#, lines.join(","))
}

/// Forty answers a week, of touchpoint `desk`.
fn answers(weeks: usize) -> Gathering {
    let mut gathering = Gathering::default();
    for week in 0..weeks {
        let monday: Period = format!("2026-W{:02}", 1 + week).parse().expect("a week");
        let day = monday.first_day().expect("a day");
        let date = format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
        let unhappy = 4 + 2 * (week % 7);
        csat("desk", &date, [unhappy, 0, 0, 0, 40 - unhappy]).iter().for_each(|one| gathering.observe(one));
    }
    gathering
}

fn told(mut gathering: Gathering, file: &str, request: &Request) -> Report {
    let mut account = Account::default();
    wire::happen(&mut gathering, &mut account, "desk.csv", file).expect("operations");
    Report::of(&gathering, &account, request)
}

#[test]
fn operations_stand_beside_satisfaction_and_how_they_go_together_is_said_from_twenty_weeks_on() {
    let report = told(answers(20), &desk(20, "COUNTS"), &english());
    let operations = report.operations.as_ref().expect("there are some");
    assert_eq!((operations.beside.as_str(), operations.rates.len()), ("csat", 1));
    let missed = &operations.rates[0];
    assert_eq!((missed.cell.text(Words::of_locale("en")).as_str(), missed.cell.base), ("7.9\u{a0}%", Some(2_000)));
    let (r, weeks) = missed.together.expect("twenty weeks");
    assert!(weeks == 20 && (-1.0..=-0.999).contains(&r), "{r}");
    assert_eq!(operations.wait.as_ref().map(|wait| (wait.base, wait.text.as_str())), Some((1_900, "28\u{a0}s")));
    let Picture { title, description, table, .. } = &operations.picture;
    assert_eq!(title, "Operations beside CSAT, by week");
    assert_eq!(
        description,
        "From your own systems (Desk), over 20 weeks. With CSAT, week by week: missed contacts, r\u{a0}=\u{a0}\u{2212}1.00 (20 weeks). \
         Association, not cause; r has no interval, since weeks follow each other."
    );
    assert_eq!(table.columns, ["Week", "CSAT", "Missed contacts", "Mean wait"]);
    assert_eq!(table.rows[1][2], "6.0\u{a0}% (2.8 to 12.5\u{a0}%), n\u{a0}=\u{a0}100");
    assert!(report.closed_loop.is_none());
    assert!(report.body.foot.contains("<section class=\"card operations\""));
    assert!(report.pictures().iter().any(|(name, _)| name == "operations"));
    assert!(report.csv().contains("\noperations,missed,,,2026-W02,0.06,"), "{}", report.csv());

    let report = told(answers(19), &desk(19, "COUNTS"), &english());
    let operations = report.operations.expect("there are some");
    assert!(operations.rates[0].together.is_none());
    assert!(
        operations.picture.description.ends_with(
            "Whether they go together with CSAT isn’t said: that takes 20 weeks that show both; there are 19."
        )
    );
}

#[test]
fn the_closed_loop_is_of_all_weeks_with_intervals_and_bases() {
    let report = told(answers(4), &desk(4, "ALERTS"), &english());
    assert!(report.operations.is_none(), "nothing of the service was counted");
    let closed = report.closed_loop.as_ref().expect("there are alerts");
    let rows: Vec<[&str; 3]> = closed
        .picture
        .as_ref()
        .expect("32 alerts")
        .table
        .rows
        .iter()
        .map(|row| [0, 1, 3].map(|at| row[at].as_str()))
        .collect();
    assert_eq!(
        rows,
        [
            ["Contacted, of alerts", "75.0\u{a0}%", "32"],
            ["In time, of alerts", "50.0\u{a0}%", "32"],
            ["Put right, of contacted", "50.0\u{a0}%", "24"],
        ]
    );
    assert!(closed.rates.iter().all(|rated| rated.weeks.is_empty()), "weeks are of eight people");
    assert!(report.body.foot.contains("<section class=\"card loop\""));
    let few = told(answers(4), &desk(1, "ALERTS"), &english());
    let closed = few.closed_loop.as_ref().expect("there are alerts");
    assert!(closed.picture.is_none() && closed.note.starts_with("Not shown: fewer than 10 alerts"));
    assert!(!few.body.foot.contains("75.0"));
}

#[test]
fn a_part_of_the_answers_has_no_operations_but_a_touchpoint_may() {
    let mut part = Gathering::by_those(Dimension::Touchpoint, vec!["device=phone".parse().expect("known")]);
    let phones = csat("desk", "2026-01-05", [0, 0, 0, 20, 20]).into_iter();
    phones.for_each(|one| part.observe(&Response { device: "phone".into(), ..one }));
    let report = told(part, &desk(4, "COUNTS,ALERTS"), &english());
    assert!(report.operations.is_none() && report.closed_loop.is_none());
    assert!(report.care.notes.iter().any(|note| note.starts_with("Operations and closed loop aren’t shown")));
    let desk_only = Request { touchpoint: Some("desk".into()), ..english() };
    assert!(told(answers(4), &desk(4, "COUNTS,ALERTS"), &desk_only).operations.is_some());
    let shop_only = Request { touchpoint: Some("shop".into()), ..english() };
    assert!(told(answers(4), &desk(4, "COUNTS,ALERTS"), &shop_only).operations.is_none());
}

#[test]
fn a_file_that_comes_twice_is_counted_once() {
    let (mut gathering, mut account) = (answers(4), Account::default());
    for name in ["one.csv", "copy.csv"] {
        wire::happen(&mut gathering, &mut account, name, &desk(4, "COUNTS")).expect("operations");
    }
    assert_eq!(gathering.operations().sum(None).counts(madeleine_stats::operation::Rate::Missed)[1], 400);
    assert_eq!((account.note_count, account.notes[0].file.as_str()), (1, "copy.csv"));
    assert!(wire::happen(&mut gathering, &mut account, "other", "[]").is_err());
    assert!(
        wire::happen(&mut gathering, &mut account, "other", r#"{"lines":[["x"]],"problems":[],"problem_count":"0"}"#)
            .is_err()
    );
}

#[test]
fn every_language_says_it() {
    for (locale, title) in
        [("fr", "Opérations et CSAT, par semaine"), ("ar", "العمليات إلى جانب \u{200f}CSAT\u{200f}، حسب الأسبوع")]
    {
        let request = Request { locale: locale.into(), width: Width::Both, ..Request::default() };
        let report = told(answers(20), &desk(20, "COUNTS,ALERTS"), &request);
        let operations = report.operations.as_ref().expect("there are some");
        assert_eq!(operations.picture.title, title);
        assert!(operations.picture.narrow.is_some() && !report.body.foot.contains("Association, not"));
    }
}
