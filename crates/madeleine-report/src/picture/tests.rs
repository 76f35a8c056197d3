//! Whatever a picture is made from, it is a picture.

use super::*;
use crate::model::Width;
use proptest::prelude::*;
use roxmltree::Document;

fn caption<'a>(title: &'a str, description: &'a str) -> Caption<'a> {
    Caption { id: "csat-trend", title, description, rtl: false }
}

/// Reads a picture as the strictest reader would, and checks what holds for every picture.
fn checked(svg: &str, title: &str) -> Result<(), TestCaseError> {
    let document = Document::parse(svg).map_err(|wrong| TestCaseError::fail(format!("{wrong}: {svg}")))?;
    let root = document.root_element();
    prop_assert_eq!(root.tag_name().name(), "svg");
    prop_assert_eq!(root.attribute("role"), Some("img"));
    let named: Vec<&str> =
        root.attribute("aria-labelledby").into_iter().chain(root.attribute("aria-describedby")).collect();
    let ids: Vec<&str> = root.children().filter_map(|child| child.attribute("id")).collect();
    prop_assert_eq!(named, ids);
    prop_assert_eq!(root.first_element_child().and_then(|child| child.text()).unwrap_or_default(), plain(title));
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        prop_assert!(
            ["svg", "g", "title", "desc", "rect", "line", "circle", "text", "polyline", "polygon"].contains(&name),
            "{}",
            name
        );
        for attribute in element.attributes() {
            prop_assert!(attribute.name() != "style" && !attribute.name().starts_with("on"), "{}", attribute.name());
            let is_place = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "width", "height"];
            if is_place.contains(&attribute.name()) {
                let value: f64 = attribute.value().parse().expect("a number");
                prop_assert!((-50.0..=2_000_000.0).contains(&value), "{}={}", attribute.name(), value);
            }
        }
    }
    Ok(())
}

/// A text as it comes out of a picture.
fn plain(text: &str) -> String {
    let turned = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            c if c.is_control() || turned(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn marks() -> impl Strategy<Value = Mark> {
    (any::<i32>(), any::<i32>(), any::<i32>(), any::<bool>()).prop_map(|(value, low, high, indicative)| Mark {
        value,
        low,
        high,
        indicative,
    })
}

/// Names as an enemy would choose them.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&\"'\\]\\[!/a-z\u{0}-\u{1f}\u{202e}]{0,20}",
        Just("]]><script>alert(1)</script>".into())
    ]
}

/// A week with limits, unusual where its value is odd, with a wording of its own where it divides by seven.
fn point(mark: Option<Mark>, name: &str) -> Point<'_> {
    let value = mark.map_or(1, |mark| mark.value);
    Point {
        mark,
        limits: mark.map(|mark| [mark.low, mark.value, mark.high]),
        signal: value % 2 != 0,
        new_series: if value % 7 == 0 { name } else { "" },
        label: name,
        year: "",
        tip: name,
        only: "",
        selected: false,
    }
}

fn widths() -> impl Strategy<Value = Width> {
    prop_oneof![Just(Width::Narrow), Just(Width::Wide)]
}

proptest! {
    #[test]
    fn gauges_are_pictures(title in names(), description in names(), mark in marks(), net in any::<bool>()) {
        let axis = if net { Axis::NET } else { Axis::PERCENT };
        let ticks = ["0".to_string(), title.clone(), "100".to_string()];
        checked(&gauge(caption(&title, &description), &Gauge { mark, axis, ticks: &ticks }), &title)?;
    }

    #[test]
    fn bars_are_pictures(title in names(), rows in prop::collection::vec((names(), any::<i32>()), 0..12), whole in any::<bool>(), width in widths()) {
        let rows: Vec<BarRow<'_>> = rows
            .iter()
            .map(|(name, share)| BarRow { name, share: *share, share_text: name, count_text: "1", tone: Tone::Good(1) })
            .collect();
        checked(&bars(caption(&title, ""), &rows, whole, width), &title)?;
    }

    #[test]
    fn plots_are_pictures(title in names(), rows in prop::collection::vec((names(), prop::option::of(marks())), 0..8), width in widths()) {
        let axis = Axis::PERCENT.around(rows.iter().filter_map(|(_, mark)| *mark));
        let rows: Vec<PlotRow<'_>> = rows
            .iter()
            .map(|(name, mark)| PlotRow { name, mark: *mark, value_text: "1", base_text: name, tip: name, only: name, selected: false, clear: mark.map(|mark| mark.value > 0) })
            .collect();
        let line = Some(Line { value: 500, name: &title });
        checked(&plot(caption(&title, ""), &rows, (axis, line), &|value| value.to_string(), width), &title)?;
    }

    #[test]
    fn journeys_are_pictures(title in names(), rows in prop::collection::vec((names(), prop::option::of(marks())), 0..14), width in widths()) {
        let steps: Vec<Step<'_>> = rows
            .iter()
            .map(|(name, mark)| Step { name, mark: *mark, value_text: name, base_text: "n = 1", role: name, tip: name, only: "" })
            .collect();
        let svg = journey(caption(&title, &title), &steps, Axis::NET, &|value| value.to_string(), width);
        checked(&svg, &title)?;
    }

    #[test]
    fn trends_are_pictures(title in names(), rows in prop::collection::vec((names(), prop::option::of(marks())), 0..60), width in widths()) {
        let axis = Axis::NET.around(rows.iter().filter_map(|(_, mark)| *mark));
        let points: Vec<Point<'_>> =
            rows.iter().map(|(name, mark)| point(*mark, name)).collect();
        checked(&trend(caption(&title, ""), &points, axis, &|value| value.to_string(), width), &title)?;
    }

    #[test]
    fn an_axis_holds_what_it_is_made_around(marks in prop::collection::vec((0i32..=1000, 0i32..=1000, 0i32..=1000), 1..10)) {
        let marks = marks.into_iter().map(|(a, b, c)| {
            let mut ends = [a, b, c];
            ends.sort_unstable();
            Mark { low: ends[0], value: ends[1], high: ends[2], indicative: false }
        });
        let marks: Vec<Mark> = marks.collect();
        let axis = Axis::PERCENT.around(marks.iter().copied());
        prop_assert!(marks.iter().all(|mark| axis.from <= mark.low && mark.high <= axis.to));
        prop_assert!(axis.from < axis.to && (axis.to - axis.from) / axis.step <= 5);
    }
}

#[test]
fn places_are_tenths_and_the_same_every_time() {
    let mark = Mark { value: 824, low: 808, high: 839, indicative: false };
    let ticks = ["0".into(), String::new(), "100".into()];
    let drawn = || gauge(caption("CSAT", "82.4 %"), &Gauge { mark, axis: Axis::PERCENT, ticks: &ticks });
    assert_eq!(drawn(), drawn());
    // From 8 to 252 pixels: 82.4 % of 244 is 201.056, so the needle's middle stands at 209.1 and it is 3 wide.
    assert!(
        drawn().contains(
            "<rect class=\"m-dot\" fill=\"#a8521b\" x=\"207.6\" y=\"2\" width=\"3\" height=\"18\" rx=\"1.5\"/>"
        ),
        "{}",
        drawn()
    );
}

#[test]
fn a_week_that_isnt_shown_is_a_gap() {
    let mark = |value| Some(Mark { value, low: value - 50, high: value + 50, indicative: false });
    let points: Vec<Point<'_>> = [mark(700), mark(720), None, mark(710), mark(690), None, mark(750)]
        .into_iter()
        .map(|mark| point(mark, ""))
        .collect();
    let svg = trend(caption("t", ""), &points, Axis::PERCENT, &|value| value.to_string(), Width::Wide);
    assert_eq!([svg.matches("class=\"m-line\"").count(), svg.matches("<polygon").count()], [2, 2]);
    assert_eq!([svg.matches("class=\"m-interval\"").count(), svg.matches("<circle").count()], [1, 5]);
}

#[test]
fn words_that_dont_fit_are_cut() {
    let fitted = svg::fitted("Too automated, no human contact", 900);
    assert!(fitted.ends_with('…') && svg::width_of(&fitted) <= 900, "{fitted}");
    assert_eq!(svg::fitted("Fees", 900), "Fees");
}

#[test]
fn where_words_run_from_the_right_bars_do_too_and_time_doesnt() {
    let rtl = |title| Caption { rtl: true, ..caption(title, "") };
    let row = BarRow { name: "راضٍ", share: 824, share_text: "82.4", count_text: "7", tone: Tone::Neutral };
    let drawn = bars(rtl("جميع الإجابات"), &[row], false, Width::Narrow);
    let document = Document::parse(&drawn).expect("a picture");
    let bar = document.descendants().find(|one| one.attribute("class") == Some("m-neutral")).expect("a bar");
    let number = |name| bar.attribute(name).and_then(|value| value.parse::<f64>().ok()).expect("a number");
    // It ends where the picture does, on the right, and so does the name above it.
    assert!((number("x") + number("width") - 320.0).abs() < 0.05, "{drawn}");
    let name = document.descendants().find(|one| one.text() == Some("راضٍ")).expect("its name");
    assert_eq!((name.attribute("x"), name.attribute("text-anchor")), (Some("320"), None));
    assert_eq!(document.root_element().attribute("direction"), Some("rtl"));

    let mark = Some(Mark { value: 500, low: 400, high: 600, indicative: false });
    let week = |tip| Point {
        mark,
        limits: None,
        signal: false,
        new_series: "",
        label: "",
        year: "",
        tip,
        only: "",
        selected: false,
    };
    let trend =
        |caption| trend(caption, &[week("1"), week("2")], Axis::PERCENT, &|value| value.to_string(), Width::Wide);
    let arabic = trend(rtl("الاتجاه"));
    assert_eq!(arabic.replace(" direction=\"ltr\"", ""), trend(caption("الاتجاه", "")));
}
