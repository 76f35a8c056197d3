//! What goes with a score.

use super::*;

/// So many people who answered satisfaction, ease and expectation; who finds it easy is mostly satisfied.
fn asked(touchpoint: &str, people: i32) -> Vec<Response> {
    let person = |at: i32| {
        let (ease, expected) = (1 + at % 7, 1 + at / 7 % 5);
        let satisfied = 1 + (3 * ease + 2 * expected + at * at % 5) / 8;
        let codes = [("csat", satisfied), ("ces2", ease), ("expectation", expected)];
        response(touchpoint, "2026-11-21", &codes.map(|(item, code)| (item, Answer::Code(code))))
    };
    (0..people).map(person).collect()
}

fn section(responses: &[Response], request: &Request) -> Section {
    report(responses, request).sections.into_iter().next().expect("of satisfaction")
}

#[test]
fn the_largest_share_stands_first_with_its_base_and_without_a_cause() {
    let people = [asked("checkout", 140), csat("home", "2026-11-21", [5, 5, 5, 20, 20])].concat();
    let report = report(&people, &english());
    let section = &report.sections[0];
    let drivers = section.drivers.as_ref().expect("140 people");
    assert_eq!((drivers.base, section.headline.base, section.undriven.as_str()), (140, Some(195), ""));
    let told: Vec<(&str, &str, &str)> = drivers
        .each
        .iter()
        .map(|driver| (driver.id.as_str(), driver.share_text.as_str(), driver.correlation_text.as_str()))
        .collect();
    assert_eq!(told, [("ces2", "81.3\u{a0}%", "0.84"), ("expectation", "18.7\u{a0}%", "0.40")]);
    assert!((drivers.each.iter().map(|driver| driver.share).sum::<f64>() - 1.0).abs() < 1e-12);
    let Picture { title, description, table, .. } = &drivers.picture;
    assert_eq!(title, "What goes with CSAT");
    assert_eq!(
        description,
        "87.4\u{a0}% of the differences in CSAT go with these 2 answers together (R²). The bars share that out: the most, \
         81.3\u{a0}%, to CES 2.0. From the 140 people, of 195, who answered all of them. Association, not cause. The shares have no \
         interval; close ones may change places."
    );
    assert_eq!(table.rows[1], ["Expectation", "18.7\u{a0}%", "0.40"]);
    assert!(report.body.panels[0].contains("<section class=\"card drivers\""));
    assert!(report.pictures().iter().any(|(name, _)| name == "csat.drivers"));
    let csv = report.csv();
    let lines: Vec<&str> = csv.lines().filter(|line| line.contains("association_not_cause")).collect();
    let [r2, first, correlation, ..] = lines[..] else { panic!("{lines:?}") };
    assert!(r2.starts_with("csat,r2,,,,0.87") && r2.contains(",,,share,140,shapley_r2,association_not_cause,"), "{r2}");
    assert!(first.starts_with("csat,driver,ces2,,,0.81"), "{first}");
    assert!(
        correlation.starts_with("csat,driver_correlation,ces2,,,0.8")
            && correlation.contains(",correlation,140,pearson,")
    );
    // What could drive ease is one question, which has nothing to share.
    assert!(report.sections[1..].iter().all(|section| section.drivers.is_none() && section.undriven.is_empty()));
    let french = super::report(&people, &french());
    assert!(
        french.sections[0]
            .drivers
            .as_ref()
            .is_some_and(|drivers| drivers.picture.description.contains("Association, pas cause"))
    );
}

#[test]
fn of_one_touchpoint_and_of_those_that_say_so_they_are_theirs() {
    let people = [asked("checkout", 140), asked("help", 110)].concat();
    let help = Request { touchpoint: Some("help".into()), ..english() };
    assert_eq!(section(&people, &english()).drivers.map(|drivers| drivers.base), Some(250));
    assert_eq!(section(&people, &help).drivers.map(|drivers| drivers.base), Some(110));
    let only = vec!["touchpoint=help".parse().expect("known")];
    let mut gathering = Gathering::by_those(Dimension::Touchpoint, only);
    people.iter().for_each(|each| gathering.observe(each));
    let narrowed = Report::of(&gathering, &Account::default(), &english());
    assert_eq!(narrowed.sections[0].drivers.as_ref().map(|drivers| drivers.base), Some(110));
}

#[test]
fn with_too_few_people_there_is_a_sentence_that_tells_nothing_of_them() {
    let few = section(&asked("checkout", 99), &english());
    assert_eq!(few.drivers, None);
    assert_eq!(
        few.undriven,
        "What goes with CSAT isn’t shown; CES 2.0, Expectation: too few people answered all of them (100, and 10 for each question)."
    );
    // Where the score itself is hidden there is nothing at all.
    let hidden = section(&asked("checkout", 9), &english());
    assert_eq!((hidden.drivers, hidden.undriven), (None, String::new()));
    // One touchpoint of which the other nine could be told.
    let beside = [asked("checkout", 140), asked("help", 9)].concat();
    let withheld = section(&beside, &Request { touchpoint: Some("checkout".into()), ..english() });
    assert_eq!((withheld.headline.status, withheld.drivers), (Status::Withheld, None));
}

#[test]
fn questions_that_repeat_each_other_are_a_reason() {
    let twins: Vec<Response> = (0..150)
        .map(|at| {
            let codes =
                [("csat", 1 + at % 5), ("expectation", 1 + at / 5 % 5), ("barometer.practical", 1 + at / 5 % 5)];
            response("", "", &codes.map(|(item, code)| (item, Answer::Code(code))))
        })
        .collect();
    let section = section(&twins, &french());
    assert!(section.undriven.ends_with("certaines se répètent."), "{}", section.undriven);
}
