//! A report against numbers worked out by hand, and against itself.

use super::*;
use crate::Gathering;
use crate::wording::Words;
use madeleine_core::response::{Answer, Response, State};
use madeleine_stats::tally::Dimension;
use proptest::prelude::*;

mod against;
mod drivers;
mod narrowed;
mod operations;

const NB: char = '\u{a0}';

fn response(touchpoint: &str, day: &str, answers: &[(&str, Answer)]) -> Response {
    Response {
        touchpoint: touchpoint.into(),
        submitted_at: day.into(),
        answers: answers.iter().map(|(item, answer)| ((*item).into(), answer.clone())).collect(),
        state: State::Completed,
        ..Response::default()
    }
}

/// So many people as `counts` say gave each code of CSAT, at one touchpoint on one day.
fn csat(touchpoint: &str, day: &str, counts: [usize; 5]) -> Vec<Response> {
    let code = |(code, count): (i32, usize)| vec![response(touchpoint, day, &[("csat", Answer::Code(code))]); count];
    (1..).zip(counts).flat_map(code).collect()
}

fn gathered(responses: &[Response]) -> Gathering {
    let mut gathering = Gathering::default();
    responses.iter().for_each(|response| gathering.observe(response));
    gathering
}

fn report(responses: &[Response], request: &Request) -> Report {
    Report::of(&gathered(responses), &Account::default(), request)
}

fn english() -> Request {
    Request::default()
}

fn french() -> Request {
    Request { locale: "fr-FR".into(), ..Request::default() }
}

#[test]
fn fifty_answers() {
    let report = report(&csat("checkout", "2026-11-21", [1, 2, 5, 20, 22]), &english());
    let section = &report.sections[0];
    let headline = section.headline.figure.as_ref().expect("50 answers are enough");
    // Wilson: 42 of 50.
    assert!(
        (headline.low - 0.714_857_839_369_650_1).abs() < 1e-12 && (headline.high - 0.916_625_793_219_666).abs() < 1e-12
    );
    assert_eq!([&headline.text, &headline.unit, &headline.range], ["84.0", "%", &format!("71.5 to 91.7{NB}%")]);
    assert_eq!((section.headline.status, section.headline.base_text.as_str()), (Status::Published, "n\u{a0}=\u{a0}50"));
    assert_eq!(
        section.sentence,
        format!("84.0{NB}% of 50 people were satisfied; the 95{NB}% interval runs from 71.5 to 91.7{NB}%.")
    );
    let more: Vec<[&str; 3]> = section.more.iter().map(|n| [n.id.as_str(), &n.figure.text, &n.figure.range]).collect();
    let percent = |range: &str| format!("{range}{NB}%");
    assert_eq!(
        more,
        [
            ["mean", "4.20", "3.86 to 4.40"],
            ["index", "80.0", "71.6 to 85.0"],
            ["neutral", "10.0", &percent("4.3 to 21.4")],
            ["unfavourable", "6.0", &percent("2.1 to 16.2")],
        ]
    );
    let bars: Vec<(u64, &str, &str)> =
        section.bars.iter().map(|b| (b.count, b.share.text.as_str(), b.side.as_str())).collect();
    assert_eq!(
        bars,
        [
            (1, "2.0", "unfavourable"),
            (2, "4.0", "unfavourable"),
            (5, "10.0", "neutral"),
            (20, "40.0", "favourable"),
            (22, "44.0", "favourable"),
        ]
    );
    assert_eq!((report.responses_text.as_str(), report.dates.as_str()), ("50 responses", "21\u{a0}Nov\u{a0}2026"));
}

#[test]
fn a_net_score_is_rounded_from_the_counts() {
    let codes = [(10, 30), (8, 20), (3, 10)];
    let people =
        codes.into_iter().flat_map(|(code, count)| vec![response("", "", &[("ltr11", Answer::Code(code))]); count]);
    let people: Vec<Response> = people.collect();
    let section = report(&people, &english()).sections.remove(0);
    // Adjusted Wald: 30 for, 10 against, 60 in all.
    let figure = section.headline.figure.expect("60 answers are enough");
    assert_eq!([figure.text, figure.low_text, figure.high_text], ["+33", "+13", "+50"]);
    assert_eq!(
        section.sentence,
        format!(
            "Of 60 people 50.0{NB}% are promoters and 16.7{NB}% detractors: +33 points; the 95{NB}% interval runs from +13 to +50."
        )
    );
    let section = report(&people, &french()).sections.remove(0);
    assert!(section.sentence.starts_with("Sur 60 personnes, 50,0\u{202f}% sont promotrices"), "{}", section.sentence);
    let people: Vec<Response> = people.into_iter().rev().take(51).collect();
    let text = report(&people, &french()).sections.remove(0).headline.figure.map(|figure| figure.text);
    // 21 − 10 of 51 is 21.57.
    assert_eq!(text.as_deref(), Some("+22"));
}

#[test]
fn few_answers_are_said_to_be_few() {
    let nine = report(&csat("checkout", "2026-11-21", [0, 0, 1, 4, 4]), &english()).sections.remove(0);
    assert_eq!((nine.headline.status, nine.headline.base), (Status::TooFew, Some(9)));
    assert!(nine.headline.figure.is_none() && nine.gauge.is_none() && nine.distribution.is_none());
    assert!(nine.bars.is_empty() && nine.more.is_empty() && nine.plot.is_none() && nine.trend.is_none());
    assert_eq!(nine.sentence, "Too few answers: 9 of the 10 needed.");
    let ten = report(&csat("checkout", "2026-11-21", [0, 0, 2, 4, 4]), &french()).sections.remove(0);
    assert_eq!(ten.headline.status, Status::Indicative);
    assert!(
        ten.sentence
            .ends_with("À titre indicatif\u{202f}: fondé sur 10 réponses, il en faut 30 pour un chiffre ferme.")
    );
    let none = report(&[response("x", "", &[("csat", Answer::Skipped)])], &english()).sections.remove(0);
    assert_eq!((none.headline.status, none.sentence.as_str()), (Status::NoAnswers, "No answers yet."));
    assert_eq!(none.missing[0].count_text, "1");
}

#[test]
fn a_hidden_touchpoint_hides_another_and_no_filter_tells_it() {
    let mut people = csat("checkout", "2026-11-21", [0, 0, 0, 20, 20]);
    people.extend(csat("delivery", "2026-11-21", [0, 0, 0, 20, 0]));
    people.extend(csat("store", "2026-11-21", [3, 0, 0, 0, 0]));
    let all = report(&people, &english()).sections.remove(0);
    let rows: Vec<(&str, Status, Option<u64>)> =
        all.segments.iter().map(|row| (row.name.as_str(), row.cell.status, row.cell.base)).collect();
    let hidden = [("Delivery", Status::Withheld, None), ("Store", Status::TooFew, None)];
    assert_eq!(rows, [("Checkout", Status::Published, Some(40)), hidden[0], hidden[1]]);
    let picture = all.plot.expect("one is shown");
    assert!(!picture.svg.contains("n\u{a0}=\u{a0}20") && !picture.svg.contains("n\u{a0}=\u{a0}3"));

    let only = |touchpoint: &str| {
        report(&people, &Request { touchpoint: Some(touchpoint.into()), ..english() }).sections.remove(0)
    };
    assert_eq!(only("delivery").headline.status, Status::Withheld);
    assert_eq!(only("store").headline.status, Status::TooFew);
    assert_eq!(only("checkout").headline.base, Some(40));
    assert!(only("delivery").bars.is_empty() && only("delivery").weeks.iter().all(|week| week.cell.figure.is_none()));
}

#[test]
fn weeks_keep_their_gaps_and_hide_what_is_small() {
    let mut people = csat("", "2026-10-05T10:00Z", [0, 0, 0, 10, 20]);
    people.extend(csat("", "2026-10-26", [0, 0, 0, 4, 0]));
    people.extend(csat("", "2026-11-02", [0, 0, 0, 11, 0]));
    people.extend(csat("", "2026-11-09", [0, 0, 15, 30, 15]));
    people.extend(csat("", "not a date", [0, 0, 0, 1, 0]));
    let report = report(&people, &english());
    let section = &report.sections[0];
    let weeks: Vec<(&str, Status)> = section.weeks.iter().map(|week| (week.id.as_str(), week.cell.status)).collect();
    assert_eq!(
        weeks,
        [
            ("2026-W41", Status::Published),
            ("2026-W42", Status::NoAnswers),
            ("2026-W43", Status::NoAnswers),
            ("2026-W44", Status::TooFew),
            ("2026-W45", Status::Withheld),
            ("2026-W46", Status::Published),
        ]
    );
    let trend = section.trend.as_ref().expect("two weeks are shown");
    assert_eq!((trend.svg.matches("<circle").count(), trend.table.rows.len()), (2, 6));
    assert_eq!(
        trend.description,
        format!(
            "6 weeks, from 75.0{NB}% to 100.0{NB}%; the last one, the week of 9{NB}Nov{NB}2026, stands at 75.0{NB}%. 4 weeks aren’t shown. Control limits need 12 weeks that are shown."
        )
    );
    assert_eq!((report.dates.as_str(), section.headline.base), ("5\u{a0}Oct – 9\u{a0}Nov\u{a0}2026", Some(106)));
    assert!(report.care.notes.contains(&"1 response without a readable date: counted, but in no week.".to_string()));
}

/// The Mondays of `weeks` weeks from 5 January 2026 on, as the shop's days are written.
fn mondays(weeks: usize) -> Vec<String> {
    let mut week = Some(Period::Week { year: 2026, week: 2 });
    let mut days = Vec::new();
    while let Some(at) = week.filter(|_| days.len() < weeks) {
        let day = at.first_day().expect("a date");
        days.push(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day));
        week = at.next();
    }
    days
}

#[test]
fn the_latest_weeks_are_held_against_those_before() {
    let weeks = mondays(8);
    let counts = |at: usize| if at < 4 { [0, 0, 20, 20, 0] } else { [0, 0, 8, 32, 0] };
    let people: Vec<Response> = weeks.iter().enumerate().flat_map(|(at, day)| csat("", day, counts(at))).collect();
    let section = report(&people, &english()).sections.remove(0);
    let change = &section.changes[0];
    assert_eq!([&change.id, &change.name], ["previous", "Last 4 weeks"]);
    assert_eq!(
        [&change.period, &change.before],
        ["2\u{a0}Feb – 1\u{a0}Mar\u{a0}2026", "5\u{a0}Jan – 1\u{a0}Feb\u{a0}2026"]
    );
    let difference = change.difference.as_ref().expect("160 answers on each side");
    // Newcombe: 128 of 160 against 80 of 160.
    assert!((difference.value - 0.3).abs() < 1e-12, "{difference:?}");
    assert!(
        (difference.low - 0.197_144_851_7).abs() < 1e-9 && (difference.high - 0.394_045_729_1).abs() < 1e-9,
        "{difference:?}"
    );
    assert_eq!(
        (difference.text.as_str(), difference.clear, difference.verdict.as_str()),
        ("+30.0\u{a0}points", true, "Clear difference")
    );
    assert_eq!(difference.p_text, "p\u{a0}<\u{a0}0.001");
    assert_eq!(
        change.sentence,
        format!(
            "Last 4 weeks (2\u{a0}Feb – 1\u{a0}Mar\u{a0}2026): 80.0{NB}%, n\u{a0}=\u{a0}160, against 50.0{NB}%, n\u{a0}=\u{a0}160, in the 4 weeks before \
             (5\u{a0}Jan – 1\u{a0}Feb\u{a0}2026). That is +30.0{NB}points, 95{NB}% interval {}, p\u{a0}<\u{a0}0.001. Clear difference.",
            difference.range
        )
    );
    let one = report(&people, &Request { compare_weeks: Some(1), ..english() }).sections.remove(0);
    assert_eq!(one.changes[0].name, "Last week");
    let none = one.changes[0].difference.as_ref().expect("40 answers on each side");
    assert_eq!(
        (none.text.as_str(), none.clear, none.verdict.as_str()),
        ("0.0\u{a0}points", false, "No clear difference")
    );
}

#[test]
fn other_words_begin_another_series() {
    let days = mondays(8);
    let asked = |wordings: [&str; 2]| {
        let mut people = Vec::new();
        for (at, day) in days.iter().enumerate() {
            for mut each in csat("checkout", day, [2, 3, 5, 20, 20]) {
                each.survey = "basket".into();
                each.locale = "fr".into();
                each.wording = wordings[usize::from(at >= 5)].into();
                people.push(each);
            }
        }
        report(&people, &english())
    };
    let changed = asked(["0a", "0b"]);
    let section = &changed.sections[0];
    let begins: Vec<bool> = section.weeks.iter().map(|week| week.new_series).collect();
    assert_eq!(begins, [false, false, false, false, false, true, false, false]);
    let change = &section.changes[0];
    assert!(change.difference.is_none());
    assert!(
        change.sentence.ends_with("The wording changed in between: these can’t be held against each other."),
        "{}",
        change.sentence
    );
    let note = changed.care.notes.iter().find(|note| note.starts_with("Asked in other words since the week of"));
    assert!(note.is_some_and(|note| note.ends_with(": Basket. Totals put together answers to both.")), "{note:?}");

    let same = asked(["0a", "0a"]);
    assert!(same.sections[0].weeks.iter().all(|week| !week.new_series));
    assert!(same.sections[0].changes[0].difference.is_some());
    // Who doesn't say what was shown has one series.
    assert!(asked(["", "0b"]).sections[0].weeks.iter().all(|week| !week.new_series));
}

#[test]
fn a_hidden_week_isnt_told_by_a_comparison() {
    let people = |counts: &dyn Fn(usize) -> [usize; 5]| -> Vec<Response> {
        mondays(8).iter().enumerate().flat_map(|(at, day)| csat("", day, counts(at))).collect()
    };
    let one = people(&|at| if at == 6 { [0, 0, 0, 4, 0] } else { [0, 0, 8, 32, 0] });
    let section = report(&one, &english()).sections.remove(0);
    // Another week is hidden with it so that the year doesn't tell it: the first of equals, which lies in the weeks before.
    assert_eq!(section.weeks.iter().filter(|week| week.cell.figure.is_none()).count(), 2);
    let change = &section.changes[0];
    assert_eq!((change.now.base, change.then.base), (Some(120), Some(120)));
    assert!(change.sentence.contains(" Weeks that aren’t shown are left out. That is 0.0"), "{}", change.sentence);

    let small = people(&|at| if at > 3 { [0, 0, 0, 4, 0] } else { [0, 0, 8, 32, 0] });
    let change = report(&small, &english()).sections.remove(0).changes.remove(0);
    assert_eq!((change.now.base, change.difference), (None, None));
    assert!(change.sentence.contains("not compared") && !change.sentence.contains("n\u{a0}="), "{}", change.sentence);
}

#[test]
fn segments_are_held_against_the_rest_in_one_family() {
    let mut people = csat("checkout", "2026-11-21", [0, 0, 40, 160, 0]);
    people.extend(csat("delivery", "2026-11-21", [0, 0, 45, 155, 0]));
    people.extend(csat("support", "2026-11-21", [0, 0, 60, 40, 0]));
    people.extend(csat("store", "2026-11-21", [0, 0, 5, 10, 0]));
    let section = report(&people, &english()).sections.remove(0);
    let said: Vec<(&str, Option<bool>)> =
        section.segments.iter().map(|row| (row.name.as_str(), row.rest.as_ref().map(|rest| rest.clear))).collect();
    // 15 answers are shown and not compared.
    assert_eq!(said, [("Checkout", Some(true)), ("Delivery", Some(true)), ("Store", None), ("Support", Some(true))]);
    let rest = section.segments[3].rest.as_ref().expect("100 answers");
    // 40 of 100 against 325 of 415.
    assert_eq!(rest.text, "\u{2212}38.3\u{a0}points");
    let picture = section.plot.expect("four are shown");
    assert!(
        picture.description.contains("Of 3, 3 clearly above (▲) or below (▼) the rest."),
        "{}",
        picture.description
    );
    assert_eq!([picture.svg.matches('▲').count(), picture.svg.matches('▼').count()], [3, 2]);
}

#[test]
fn an_unusual_week_is_marked_and_said() {
    let counts = |at: usize| match at {
        13 => [0, 0, 60, 40, 0],
        at => [0, 0, 20 + at % 3, 80 - at % 3, 0],
    };
    for (instrument, item) in [("csat", "csat"), ("ltr11", "ltr")] {
        let people: Vec<Response> = mondays(15)
            .iter()
            .enumerate()
            .flat_map(|(at, day)| csat("", day, counts(at)))
            .map(|mut each| {
                let Answer::Code(code) = each.answers[0].1 else { unreachable!("codes only") };
                each.answers = vec![(item.into(), Answer::Code(if item == "ltr" { 2 * code + 1 } else { code }))];
                each
            })
            .collect();
        let section = report(&people, &english()).sections.remove(0);
        assert_eq!(section.instrument, instrument);
        let unusual: Vec<(usize, &[String])> = section
            .weeks
            .iter()
            .enumerate()
            .filter(|(_, week)| !week.signals.is_empty())
            .map(|(at, week)| (at, week.signals.as_slice()))
            .collect();
        assert_eq!(unusual, [(13, ["below the control limits".to_string()].as_slice())]);
        assert!(
            section.control.starts_with("1 week is unusual, the latest the week of 6\u{a0}Apr\u{a0}2026"),
            "{}",
            section.control
        );
        let trend = section.trend.expect("fifteen weeks");
        assert_eq!([trend.svg.matches("m-signal").count(), trend.svg.matches("m-limit").count()], [1, 3]);
        assert!(trend.table.rows[13].iter().any(|cell| cell == "below the control limits"));
        assert_eq!(trend.table.columns[3], "Control limits");
    }
}

#[test]
fn how_many_took_part_is_said_where_it_is_known() {
    let mut people = csat("", "2026-11-21", [0, 0, 0, 10, 15]);
    let unknown = report(&people, &english()).participation;
    assert!(unknown.ends_with("what part of them answered isn’t known."), "{unknown}");
    let seen = Response { state: State::Displayed, ..Response::default() };
    people.extend(vec![seen; 75]);
    // Wilson: 25 of 100.
    assert_eq!(
        report(&people, &english()).participation,
        format!(
            "Of 100 sittings in which a survey was shown, 25.0{NB}% (17.5 to 34.3{NB}%) were answered to the end, 25.0{NB}% (17.5 to 34.3{NB}%) at least in part."
        )
    );
}

#[test]
fn a_date_from_nowhere_doesnt_make_a_thousand_empty_weeks() {
    let mut people = csat("", "0026-10-05", [0, 0, 0, 0, 12]);
    people.extend(csat("", "2026-10-05", [0, 0, 0, 0, 12]));
    assert_eq!(report(&people, &english()).sections[0].weeks.len(), 2);
}

#[test]
fn a_filter_shows_what_a_report_of_that_touchpoint_alone_would() {
    let mut people = csat("checkout", "2026-11-21", [3, 2, 5, 20, 20]);
    let delivery = csat("delivery", "2026-11-10", [0, 10, 10, 20, 13]);
    people.extend(delivery.clone());
    let filtered = report(&people, &Request { touchpoint: Some("delivery".into()), ..english() });
    let alone = report(&delivery, &english());
    let (a, b) = (&filtered.sections[0], &alone.sections[0]);
    assert_eq!(
        (&a.headline, &a.sentence, &a.more, &a.bars, &a.weeks),
        (&b.headline, &b.sentence, &b.more, &b.bars, &b.weeks)
    );
    assert_eq!((filtered.responses, a.segments.len()), (53, 2));
    assert_eq!(a.segments.iter().filter(|row| row.selected).count(), 1);
    let filters: Vec<(&str, &str, bool)> =
        filtered.filters.iter().map(|f| (f.name.as_str(), f.responses_text.as_str(), f.selected)).collect();
    assert_eq!(filters, [("All touchpoints", "103", false), ("Checkout", "50", false), ("Delivery", "53", true)]);
}

#[test]
fn reasons_and_comments() {
    let fees = Answer::Options(vec!["reason.checkout.fees".into(), "reason.checkout.promo_code".into()]);
    let promo = Answer::Options(vec!["reason.checkout.promo_code".into()]);
    let mut people = vec![response("", "", &[("why", fees), ("comment", Answer::Text("Too dear".into()))]); 10];
    people.extend(vec![response("", "", &[("why", promo), ("comment", Answer::Skipped)]); 30]);
    let labels = Labels::from([("reason.checkout.fees".into(), "Price or <extra> fees".into())]);
    let report = report(&people, &Request { labels, ..english() });
    let reasons = &report.reasons[0];
    let options: Vec<(&str, u64, &str)> =
        reasons.options.iter().map(|o| (o.name.as_str(), o.mentions, o.share.text.as_str())).collect();
    assert_eq!(options, [("Promo code", 40, "100.0"), ("Price or <extra> fees", 10, "25.0")]);
    assert_eq!((reasons.base, reasons.status), (40, Status::Published));
    assert!(reasons.picture.as_ref().is_some_and(|picture| picture.svg.contains("Price or &lt;extra&gt; fees")));
    assert_eq!(report.comments[0].sentence, format!("10 of the 40 who were asked wrote something (25.0{NB}%)."));
}

#[test]
fn broken_down_by_something_else() {
    let mut gathering = Gathering::by(Dimension::Device);
    for device in ["phone", "desktop"] {
        for mut each in csat("checkout", "2026-11-21", [0, 0, 5, 10, 20]) {
            each.device = device.into();
            gathering.observe(&each);
        }
    }
    let report =
        Report::of(&gathering, &Account::default(), &Request { touchpoint: Some("checkout".into()), ..english() });
    let section = &report.sections[0];
    let names: Vec<&str> = section.segments.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Desktop", "Phone"]);
    assert_eq!(section.plot.as_ref().map(|plot| plot.title.as_str()), Some("CSAT by device"));
    assert_eq!(section.headline.base, Some(70));
}

#[test]
fn csv_holds_every_number_and_no_formula() {
    let mut people = csat("=cmd()", "2026-11-21", [1, 2, 5, 20, 22]);
    people.extend(csat("store", "2026-11-21", [0, 0, 0, 3, 0]));
    let csv = report(&people, &english()).csv();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "instrument,measure,option,segment,period,value,low,high,unit,base,method,note,where");
    assert!(lines[1].starts_with("csat,headline,,,,0.8490566037735849,0.7"), "{}", lines[1]);
    assert!(lines[1].ends_with(",share,53,wilson,,"), "{}", lines[1]);
    assert!(lines.contains(&"csat,headline,,store,,,,,,,,insufficient_base,"), "{csv}");
    assert!(lines.iter().any(|line| line.starts_with("csat,headline,,'=cmd(),")), "{csv}");
}

#[test]
fn both_languages_say_everything() {
    let mut people = csat("checkout", "2026-11-21", [1, 2, 5, 20, 22]);
    people.extend(csat("store", "2026-10-21", [1, 2, 5, 20, 22]));
    people.extend(mondays(14).iter().flat_map(|day| csat("checkout", day, [1, 2, 5, 20, 22])));
    let text = format!("{:?}", report(&people, &french()));
    for english in [" people", "weeks of", "weeks are", "\"Value\"", "too few", "Not said", " were ", " is ", " to "] {
        assert!(!text.contains(english), "{english}");
    }
    assert!(text.contains("84,0") && !text.contains("84.0"));
}

proptest! {
    #[test]
    fn gatherings_merged_at_every_split_make_the_same_report(
        people in prop::collection::vec((0usize..3, 1u8..29, 0i32..7, any::<bool>()), 0..60),
        cut in 0usize..60,
    ) {
        let people: Vec<Response> = people
            .into_iter()
            .map(|(place, day, code, skipped)| {
                let answer = if skipped { Answer::Skipped } else { Answer::Code(code) };
                response(["a", "b", ""][place], &format!("2026-02-{day:02}"), &[("csat", answer), ("ces", Answer::Code(code))])
            })
            .collect();
        let cut = cut.min(people.len());
        let (whole, first, mut last) = (gathered(&people), gathered(&people[..cut]), gathered(&people[cut..]));
        last.merge(&first).expect("cut likewise");
        let made = |gathering: &Gathering| Report::of(gathering, &Account::default(), &english());
        prop_assert_eq!(made(&whole), made(&last));
    }

    #[test]
    fn what_is_shown_first_is_what_the_report_shows(
        people in prop::collection::vec((0usize..3, 0u8..3, 1u8..29, 0i32..7), 0..90),
        chosen in prop::option::of(0usize..3),
    ) {
        let people: Vec<Response> = people
            .into_iter()
            .map(|(place, month, day, code)| {
                let answers = [("csat", Answer::Code(code)), ("ces", Answer::Code(code)), ("why", Answer::Options(vec!["slow".into()]))];
                response(["a", "b", ""][place], &format!("2026-{:02}-{day:02}", month + 2), &answers)
            })
            .collect();
        let gathering = gathered(&people);
        let request = Request { touchpoint: chosen.map(|at| ["a", "b", ""][at].into()), ..english() };
        let [head, panels, whole] = [Report::headed, Report::begun, Report::of].map(|made| made(&gathering, &Account::default(), &request));
        prop_assert_eq!(&head.body.head, &whole.body.head);
        prop_assert_eq!(&panels.body.panels, &whole.body.panels);
        let [head, panels] = [head, panels].map(Report::shown);
        prop_assert_eq!(Shown { panels: Vec::new(), ..panels }, head);
    }

    #[test]
    fn no_report_panics_and_every_picture_is_well_formed(
        people in prop::collection::vec((any::<String>(), any::<String>(), any::<i32>(), any::<String>()), 0..30),
        times in 1usize..12,
        title in any::<String>(),
    ) {
        let mut all = Vec::new();
        for (touchpoint, date, code, option) in &people {
            let answers = [
                ("csat", Answer::Code(code.rem_euclid(6))),
                ("ltr", Answer::Code(*code)),
                ("nms", Answer::Option("nms.pos".into())),
                ("why", Answer::Options(vec![option.clone()])),
                (option.as_str(), Answer::Text(title.clone())),
            ];
            all.extend(vec![response(touchpoint, date, &answers); times]);
        }
        let report = report(&all, &Request { title, ..french() });
        let drawn = report.sections.iter().flat_map(|s| [&s.gauge, &s.distribution, &s.trend, &s.plot]);
        for picture in drawn.chain(report.reasons.iter().map(|r| &r.picture)).flatten() {
            prop_assert!(roxmltree::Document::parse(&picture.svg).is_ok(), "{}", picture.svg);
            prop_assert!(picture.table.rows.iter().all(|row| row.len() == picture.table.columns.len()));
        }
        prop_assert!(roxmltree::Document::parse(&report.body.whole()).is_ok(), "{}", report.body.whole());
        prop_assert!(!report.csv().contains("NaN"));
    }
}
