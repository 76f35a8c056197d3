//! Several values over the same time, one above the other.

use super::svg::{Anchor, BAND, GRID, INK, INTERVAL, LINE, MUTED, Svg, TextStyle, width_of};
use super::{Axis, Caption, Mark};
use crate::model::Width;

/// One value over time.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its last value as it is printed.
    pub last: &'a str,
    /// Where its axis begins and ends, and both as they are printed.
    pub axis: (Axis, [&'a str; 2]),
    /// Its value in each period; `None` leaves a gap.
    pub marks: Vec<Option<Mark>>,
}

/// One period.
#[derive(Debug, Clone)]
pub struct Moment<'a> {
    /// What stands under it: given for the first period of a month, else empty.
    pub label: &'a str,
    /// What stands under that: given for the first period of a year, else empty.
    pub year: &'a str,
    /// What a pointer over it is told; empty where it is told nothing.
    pub tip: &'a str,
}

/// How high the words of a panel are.
const NAME: i32 = 220;
/// How high a panel is with them.
const PANEL: i32 = 1_120;

/// Draws values one above the other, each on its own axis, over periods at equal distances.
pub fn beside(caption: Caption<'_>, panels: &[Panel<'_>], moments: &[Moment<'_>], width: Width) -> String {
    let all = match width {
        Width::Narrow => 3_200,
        Width::Wide | Width::Both => 7_200,
    };
    let bottom = PANEL * i32::try_from(panels.len()).unwrap_or(0);
    let widest = panels.iter().flat_map(|panel| panel.axis.1).map(width_of).max().unwrap_or(0);
    let (left, right) = (widest + 120, all - 80);
    let steps = i64::try_from(moments.len().saturating_sub(1)).unwrap_or(0).max(1);
    let across = |at: usize| {
        if moments.len() < 2 {
            return i32::midpoint(left, right);
        }
        let moved = (2 * i64::from(right - left) * i64::try_from(at).unwrap_or(0) + steps) / (2 * steps);
        left + i32::try_from(moved).unwrap_or(0)
    };
    let mut svg = Svg::in_time(all, bottom + 400, caption);
    for (at, panel) in (0..).zip(panels) {
        draw(&mut svg, panel, [PANEL * at, left, right], caption.rtl, &across);
    }
    // Labels that would touch the one before are left out.
    let mut free = [i32::MIN; 2];
    for (at, moment) in moments.iter().enumerate() {
        let x = across(at);
        for ((text, below), free) in [(moment.label, 180), (moment.year, 340)].into_iter().zip(&mut free) {
            let half = width_of(text) / 2;
            let held = x.clamp(left.min(half), all - half);
            if !text.is_empty() && held - half > *free {
                svg.text(MUTED, [held, bottom + below], Anchor::Middle, TextStyle::Plain, text);
                *free = held + half + 100;
            }
        }
        let half = (right - left) / i32::try_from(2 * steps).unwrap_or(i32::MAX).max(1);
        let (from, to) = ((x - half).max(left), (x + half).min(right));
        if !moment.tip.is_empty() {
            svg.tip([from, 0], [(to - from).max(10), bottom], moment.tip, "");
        }
    }
    svg.finish()
}

/// Draws one of them below `top`.
fn draw(svg: &mut Svg, panel: &Panel<'_>, [top, left, right]: [i32; 3], rtl: bool, across: &dyn Fn(usize) -> i32) {
    let (axis, ends) = panel.axis;
    let (high, low) = (top + NAME + 60, top + PANEL - 100);
    let level = |value| axis.place(value, low, high);
    let words = [(INK, TextStyle::Strong, panel.name), (MUTED, TextStyle::Plain, panel.last)];
    let [begin, end] = if rtl { [right, left] } else { [left, right] };
    let [from, to] = if rtl { [Anchor::End, Anchor::Start] } else { [Anchor::Start, Anchor::End] };
    for ((paint, style, text), (x, anchor)) in words.into_iter().zip([(begin, from), (end, to)]) {
        svg.text(paint, [x, top + 170], anchor, style, text);
    }
    for (y, text) in [low, high].into_iter().zip(ends) {
        svg.line(GRID, [left, y], [right, y], 10);
        svg.text(MUTED, [left - 100, y + 42], Anchor::End, TextStyle::Plain, text);
    }
    let drawn: Vec<(usize, Mark)> =
        panel.marks.iter().enumerate().filter_map(|(at, mark)| Some((at, (*mark)?))).collect();
    for run in drawn.chunk_by(|one, next| one.0 + 1 == next.0) {
        match run {
            [(at, mark)] => {
                svg.line(INTERVAL, [across(*at), level(mark.low)], [across(*at), level(mark.high)], 50);
                svg.dot([across(*at), level(mark.value)], 38, mark.indicative, "");
            }
            run => {
                let highs = run.iter().map(|(at, mark)| [across(*at), level(mark.high)]);
                svg.polygon(BAND, highs.chain(run.iter().rev().map(|(at, mark)| [across(*at), level(mark.low)])));
                let line: Vec<[i32; 2]> = run.iter().map(|(at, mark)| [across(*at), level(mark.value)]).collect();
                svg.polyline(LINE, &line, 22);
            }
        }
    }
    if let Some((at, mark)) = drawn.last() {
        svg.dot([across(*at), level(mark.value)], 50, mark.indicative, "");
    }
}
