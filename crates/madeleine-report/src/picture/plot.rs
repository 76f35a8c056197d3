//! Segments side by side: one line each, its interval as a bar, its value as a dot.

use super::svg::{Anchor, GRID, INK, INTERVAL, MUTED, Svg, TRACK, TextStyle, fitted, width_of, width_of_strong};
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
    /// Whether it stands out.
    pub selected: bool,
}

/// Draws segments side by side on a common axis, in the order given. `tick` writes a value of the axis.
pub fn plot(
    caption: Caption<'_>,
    rows: &[PlotRow<'_>],
    axis: Axis,
    tick: &dyn Fn(i32) -> String,
    width: Width,
) -> String {
    let (all, row_height) = match width {
        Width::Narrow => (3_200, 440),
        Width::Wide => (5_600, 340),
    };
    let widest = |of: &dyn Fn(&PlotRow<'_>) -> i32| rows.iter().map(of).max().unwrap_or(0);
    let bases = widest(&|row| width_of(row.base_text));
    let values = widest(&|row| if row.mark.is_some() { width_of_strong(row.value_text) } else { 0 });
    let (begin, end) = match width {
        Width::Narrow => (70, all - 70),
        Width::Wide => (widest(&|row| width_of(row.name)).min(1_800) + 200, all - bases - values - 320),
    };
    let lines = i32::try_from(rows.len()).unwrap_or(0);
    let bottom = 20 + row_height * lines;
    let mut svg = Svg::new(all, bottom + 240, caption);
    for value in axis.ticks() {
        let x = axis.place(value, begin, end);
        svg.line(GRID, [x, 10], [x, bottom], 10);
        svg.text(MUTED, [x, bottom + 160], Anchor::Middle, TextStyle::Small, &tick(value));
    }
    for (at, row) in rows.iter().enumerate() {
        let top = row_height * i32::try_from(at).unwrap_or(0);
        let (middle, baseline) = match width {
            Width::Narrow => (top + 300, top + 180),
            Width::Wide => (top + 180, top + 220),
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
                let room = all - bases - width_of_strong(row.value_text) - 240;
                svg.text(INK, [0, baseline], Anchor::Start, strength, &fitted(row.name, room));
                svg.text(MUTED, [all, baseline], Anchor::End, TextStyle::Plain, row.base_text);
                let paint = if row.mark.is_some() { INK } else { MUTED };
                let style = if row.mark.is_some() { TextStyle::Strong } else { TextStyle::Plain };
                let gap = if row.base_text.is_empty() { 0 } else { 120 };
                svg.text(paint, [all - width_of(row.base_text) - gap, baseline], Anchor::End, style, row.value_text);
            }
            Width::Wide => {
                svg.text(INK, [begin - 160, baseline], Anchor::End, strength, &fitted(row.name, 1_800));
                if row.mark.is_some() {
                    svg.text(INK, [all - bases - 120, baseline], Anchor::End, TextStyle::Strong, row.value_text);
                    svg.text(MUTED, [all, baseline], Anchor::End, TextStyle::Plain, row.base_text);
                } else {
                    svg.text(MUTED, [all, baseline], Anchor::End, TextStyle::Plain, row.value_text);
                }
            }
        }
        svg.tip([0, top + 20], [all, row_height], row.tip);
    }
    svg.finish()
}
