//! Segments side by side: one line each, its interval as a bar, its value as a dot.

use super::svg::{Anchor, DOT, GRID, INK, INTERVAL, MUTED, Svg, TRACK, TextStyle, fitted, width_of, width_of_strong};
use super::{Axis, Caption, Mark};
use crate::model::Width;

/// One segment.
#[derive(Debug, Clone)]
pub struct PlotRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value and interval; `None` where they aren't shown.
    pub mark: Option<Mark>,
    /// The value as it is printed, or why there is none.
    pub value_text: &'a str,
    /// The base as it is printed.
    pub base_text: &'a str,
    /// What a pointer over it is told.
    pub tip: &'a str,
    /// What responses say that are of it, as in `device=phone`; empty where that isn't said.
    pub only: &'a str,
    /// Whether it stands out.
    pub selected: bool,
    /// Whether it is clearly above the rest, or below; `None` where neither is clear.
    pub clear: Option<bool>,
}

/// A value that all rows can be held against.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The value, as marks have theirs.
    pub value: i32,
    /// What it is.
    pub name: &'a str,
}

/// What says without colour that a row is above the rest, or below.
fn marker(row: &PlotRow<'_>) -> &'static str {
    match row.clear {
        Some(true) => "\u{a0}▲",
        Some(false) => "\u{a0}▼",
        None => "",
    }
}

/// Draws segments side by side on a common axis, in the order given. `tick` writes a value of the axis.
pub fn plot(
    caption: Caption<'_>,
    rows: &[PlotRow<'_>],
    (axis, line): (Axis, Option<Line<'_>>),
    tick: &dyn Fn(i32) -> String,
    width: Width,
) -> String {
    let (all, row_height) = match width {
        Width::Narrow => (3_200, 440),
        Width::Wide | Width::Both => (5_600, 340),
    };
    let widest = |of: &dyn Fn(&PlotRow<'_>) -> i32| rows.iter().map(of).max().unwrap_or(0);
    let bases = widest(&|row| width_of(row.base_text));
    let values = widest(&|row| if row.mark.is_some() { width_of_strong(row.value_text) } else { 0 });
    let markers = if rows.iter().any(|row| row.clear.is_some()) { 190 } else { 0 };
    let (begin, end) = match width {
        Width::Narrow => (70, all - 70),
        Width::Wide | Width::Both => {
            (widest(&|row| width_of(row.name)).min(1_800) + 200, all - bases - values - markers - 320)
        }
    };
    let lines = i32::try_from(rows.len()).unwrap_or(0);
    let above = if line.is_some() { 170 } else { 0 };
    let bottom = above + 20 + row_height * lines;
    let mut svg = Svg::new(all, bottom + 240, caption);
    for value in axis.ticks() {
        let x = axis.place(value, begin, end);
        svg.line(GRID, [x, above + 10], [x, bottom], 10);
        svg.text(MUTED, [x, bottom + 160], Anchor::Middle, TextStyle::Small, &tick(value));
    }
    if let Some(line) = line {
        let x = axis.place(line.value, begin, end);
        let half = width_of(line.name) / 2;
        svg.text(MUTED, [x.clamp(half, all - half), 130], Anchor::Middle, TextStyle::Small, line.name);
        match width {
            // Between the words of a row only.
            Width::Narrow => (0..lines).for_each(|row| {
                let middle = above + row_height * row + 300;
                svg.dashed(&[[x, middle - 75], [x, middle + 75]]);
            }),
            Width::Wide | Width::Both => svg.dashed(&[[x, above], [x, bottom]]),
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let top = above + row_height * i32::try_from(at).unwrap_or(0);
        let (middle, baseline) = match width {
            Width::Narrow => (top + 300, top + 180),
            Width::Wide | Width::Both => (top + 180, top + 220),
        };
        svg.line(TRACK, [begin, middle], [end, middle], 20);
        if let Some(mark) = row.mark {
            let (low, high) = (axis.place(mark.low, begin, end), axis.place(mark.high, begin, end));
            svg.rect(INTERVAL, [low - 20, middle - 45], [high - low + 40, 90], 45);
            svg.dot([axis.place(mark.value, begin, end), middle], 65, mark.indicative, "");
        }
        let strength = if row.selected { TextStyle::Strong } else { TextStyle::Plain };
        match width {
            Width::Narrow => {
                let room = all - bases - width_of_strong(row.value_text) - markers - 240;
                svg.text(INK, [0, baseline], Anchor::Start, strength, &fitted(row.name, room));
                svg.text(MUTED, [all, baseline], Anchor::End, TextStyle::Plain, row.base_text);
                let paint = if row.mark.is_some() { INK } else { MUTED };
                let style = if row.mark.is_some() { TextStyle::Strong } else { TextStyle::Plain };
                let x = if row.mark.is_some() { all - bases - markers - 120 } else { all };
                svg.text(paint, [x, baseline], Anchor::End, style, row.value_text);
                svg.text(DOT, [x, baseline], Anchor::Start, style, marker(row));
            }
            Width::Wide | Width::Both => {
                svg.text(INK, [begin - 160, baseline], Anchor::End, strength, &fitted(row.name, 1_800));
                if row.mark.is_some() {
                    let x = all - bases - markers - 120;
                    svg.text(INK, [x, baseline], Anchor::End, TextStyle::Strong, row.value_text);
                    svg.text(DOT, [x, baseline], Anchor::Start, TextStyle::Strong, marker(row));
                    svg.text(MUTED, [all, baseline], Anchor::End, TextStyle::Plain, row.base_text);
                } else {
                    svg.text(MUTED, [all, baseline], Anchor::End, TextStyle::Plain, row.value_text);
                }
            }
        }
        svg.tip([0, top + 20], [all, row_height], row.tip, row.only);
    }
    svg.finish()
}
