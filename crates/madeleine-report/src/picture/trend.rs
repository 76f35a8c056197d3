//! A value over time, with the band of its intervals.

use super::svg::{Anchor, BAND, GRID, INTERVAL, LINE, MUTED, Svg, TRACK, TextStyle, width_of};
use super::{Axis, Caption, Mark};
use crate::model::Width;

/// One period.
#[derive(Debug, Clone)]
pub struct Point<'a> {
    /// Its value and interval; `None` leaves a gap.
    pub mark: Option<Mark>,
    /// The lower control limit, what is expected, the upper limit; where limits are known.
    pub limits: Option<[i32; 3]>,
    /// Whether it is unusual.
    pub signal: bool,
    /// What stands over the break where another series begins here; empty where the line goes on.
    pub new_series: &'a str,
    /// What stands under it: given for the first period of a month, else empty.
    pub label: &'a str,
    /// What stands under that: given for the first period of a year, else empty.
    pub year: &'a str,
    /// What a pointer over it is told.
    pub tip: &'a str,
    /// What responses lie in that are of it; empty where it can't be looked at alone.
    pub only: &'a str,
    /// Whether it is the one that is looked at.
    pub selected: bool,
}

/// Longest series in which every value has a dot, and most that are marked as indicative.
const MAX_DOTS: usize = 27;

/// Draws a value over time: periods at equal distances, a gap where one isn't shown. `tick` writes a value of the axis.
pub fn trend(
    caption: Caption<'_>,
    points: &[Point<'_>],
    axis: Axis,
    tick: &dyn Fn(i32) -> String,
    width: Width,
) -> String {
    let (all, height) = match width {
        Width::Narrow => (3_200, 2_200),
        Width::Wide | Width::Both => (7_200, 2_500),
    };
    let is_broken = points.iter().skip(1).any(|point| !point.new_series.is_empty());
    let (top, bottom) = (if is_broken { 240 } else { 90 }, height - 420);
    let ticks: Vec<(i32, String)> = axis.ticks().map(|value| (value, tick(value))).collect();
    let widest = ticks.iter().map(|(_, text)| width_of(text)).max().unwrap_or(0);
    let (left, right) = (widest + 120, all - 80);
    let mut svg = Svg::in_time(all, height, caption);
    let level = |value| axis.place(value, bottom, top);
    for (value, text) in &ticks {
        let y = level(*value);
        svg.line(GRID, [left, y], [right, y], 10);
        svg.text(MUTED, [left - 100, y + 42], Anchor::End, TextStyle::Plain, text);
    }
    let steps = i64::try_from(points.len().saturating_sub(1)).unwrap_or(0).max(1);
    let across = |at: usize| {
        if points.len() < 2 {
            return i32::midpoint(left, right);
        }
        let moved = (2 * i64::from(right - left) * i64::try_from(at).unwrap_or(0) + steps) / (2 * steps);
        left + i32::try_from(moved).unwrap_or(0)
    };

    // Labels that would touch the one before are left out.
    let mut free = i32::MIN;
    let mut free_year = i32::MIN;
    for (at, point) in points.iter().enumerate() {
        let x = across(at);
        let half = width_of(point.label).max(width_of(point.year)) / 2;
        let held = x.clamp(left.min(half), all - half);
        if !point.label.is_empty() && held - half > free {
            svg.line(GRID, [x, bottom], [x, bottom + 50], 10);
            svg.text(MUTED, [held, bottom + 200], Anchor::Middle, TextStyle::Plain, point.label);
            free = held + half + 100;
        }
        if !point.year.is_empty() && held - half > free_year {
            svg.text(MUTED, [held, bottom + 360], Anchor::Middle, TextStyle::Plain, point.year);
            free_year = held + half + 100;
        }
    }

    let half = (right - left) / i32::try_from(2 * steps).unwrap_or(i32::MAX).max(1);
    let around = |at: usize| ((across(at) - half).max(left), (across(at) + half).min(right));
    for (at, _) in points.iter().enumerate().filter(|(_, point)| point.selected) {
        let (from, to) = around(at);
        svg.rect(TRACK, [from, top], [(to - from).max(80), bottom - top], 0);
    }
    let few_indicative =
        points.iter().filter(|point| point.mark.is_some_and(|mark| mark.indicative)).count() <= MAX_DOTS;
    let drawn: Vec<(usize, Mark)> = points.iter().enumerate().filter_map(|(at, p)| Some((at, p.mark?))).collect();
    let begins = |at: usize| points.get(at).is_some_and(|point| !point.new_series.is_empty());
    let runs: Vec<&[(usize, Mark)]> = drawn.chunk_by(|a, b| a.0 + 1 == b.0 && !begins(b.0)).collect();
    for run in &runs {
        match run {
            [(at, mark)] => svg.line(INTERVAL, [across(*at), level(mark.low)], [across(*at), level(mark.high)], 50),
            run => {
                let highs = run.iter().map(|(at, mark)| [across(*at), level(mark.high)]);
                svg.polygon(BAND, highs.chain(run.iter().rev().map(|(at, mark)| [across(*at), level(mark.low)])));
            }
        }
    }
    let mut free_break = i32::MIN;
    for (at, point) in points.iter().enumerate().filter(|(at, _)| begins(*at)) {
        let x = i32::midpoint(across(at.saturating_sub(1)), across(at));
        svg.dashed(&[[x, top], [x, bottom]]);
        let half = width_of(point.new_series) / 2;
        let held = x.clamp(left.min(half), all - half);
        if at > 0 && held - half > free_break {
            svg.text(MUTED, [held, top - 60], Anchor::Middle, TextStyle::Plain, point.new_series);
            free_break = held + half + 100;
        }
    }
    for series in limited(points) {
        for which in 0..3 {
            let line: Vec<[i32; 2]> = series.iter().map(|(at, limits)| [across(*at), level(limits[which])]).collect();
            svg.dashed(&line);
        }
    }
    for run in &runs {
        let line: Vec<[i32; 2]> = run.iter().map(|(at, mark)| [across(*at), level(mark.value)]).collect();
        if line.len() > 1 {
            svg.polyline(LINE, &line, 22);
        }
    }
    // In a long series the line says enough; what it would hide keeps its dot: the last one and those that stand alone.
    let last = drawn.last().map(|(at, _)| *at);
    for run in &runs {
        for (at, mark) in *run {
            let radius = match (Some(*at) == last, points.len() <= MAX_DOTS || run.len() == 1) {
                (true, _) => 55,
                (false, true) => 38,
                (false, false) if mark.indicative && few_indicative => 38,
                (false, false) => continue,
            };
            svg.dot([across(*at), level(mark.value)], radius, mark.indicative, "");
        }
    }
    for (at, mark) in drawn.iter().filter(|(at, _)| points.get(*at).is_some_and(|point| point.signal)) {
        svg.ring([across(*at), level(mark.value)], if points.len() <= MAX_DOTS { 75 } else { 60 });
    }
    for (at, point) in points.iter().enumerate() {
        let (from, to) = around(at);
        svg.tip([from, top], [(to - from).max(10), bottom - top], point.tip, point.only);
    }
    svg.finish()
}

/// The limits of each series of more than one week that has any.
fn limited(points: &[Point<'_>]) -> Vec<Vec<(usize, [i32; 3])>> {
    let mut series: Vec<Vec<(usize, [i32; 3])>> = vec![Vec::new()];
    for (at, point) in points.iter().enumerate() {
        if !point.new_series.is_empty() {
            series.push(Vec::new());
        }
        if let (Some(limits), Some(last)) = (point.limits, series.last_mut()) {
            last.push((at, limits));
        }
    }
    series.retain(|weeks| weeks.len() > 1);
    series
}
