//! A value stage by stage: what a journey is remembered by, its best, its weakest and its last stage, stands out.

use super::svg::{Anchor, DOT, GRID, INK, INTERVAL, LINE, MUTED, Svg, TextStyle, fitted, width_of};
use super::{Axis, Caption, Mark};
use crate::model::Width;

/// One stage.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value and interval; `None` where they aren't shown.
    pub mark: Option<Mark>,
    /// The value as it is printed, or why there is none.
    pub value_text: &'a str,
    /// The base as it is printed.
    pub base_text: &'a str,
    /// In what it stands out, as "best"; empty where it doesn't.
    pub role: &'a str,
    /// What a pointer over it is told.
    pub tip: &'a str,
    /// What responses say that are of it, as in `stage=act`; empty where that isn't said.
    pub only: &'a str,
}

/// Draws stages at equal distances in the order given, joined where both are shown. `tick` writes a value of the axis.
pub fn journey(
    caption: Caption<'_>,
    steps: &[Step<'_>],
    axis: Axis,
    tick: &dyn Fn(i32) -> String,
    width: Width,
) -> String {
    let all = match width {
        Width::Narrow => 3_200,
        Width::Wide | Width::Both => 7_200,
    };
    // Room for the values above and what stands out below.
    let (top, bottom, height) = (330, 1_780, 2_400);
    let ticks: Vec<(i32, String)> = axis.ticks().map(|value| (value, tick(value))).collect();
    let widest = ticks.iter().map(|(_, text)| width_of(text)).max().unwrap_or(0);
    let (left, right) = (widest + 120, all - 20);
    let mut svg = Svg::new(all, height, caption);
    let level = |value| axis.place(value, bottom - 160, top);
    for (value, text) in &ticks {
        let y = level(*value);
        svg.line(GRID, [left, y], [right, y], 10);
        svg.text(MUTED, [left - 100, y + 42], Anchor::End, TextStyle::Plain, text);
    }
    let count = i32::try_from(steps.len()).unwrap_or(1).max(1);
    let room = (right - left) / count;
    // Names too long for their place stand on two lines by turns; how many answered is in the table.
    let by_turns = steps.iter().any(|step| width_of(step.name) > room - 40);
    let across = |at: usize| left + room / 2 + room * i32::try_from(at).unwrap_or(0);
    let shown: Vec<(usize, Mark)> = steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.mark?))).collect();
    for (at, mark) in &shown {
        let (x, low, high) = (across(*at), level(mark.low), level(mark.high));
        svg.rect(INTERVAL, [x - 45, high - 20], [90, low - high + 40], 45);
    }
    for run in shown.chunk_by(|a, b| a.0 + 1 == b.0) {
        let line: Vec<[i32; 2]> = run.iter().map(|(at, mark)| [across(*at), level(mark.value)]).collect();
        if line.len() > 1 {
            svg.polyline(LINE, &line, 22);
        }
    }
    for (at, step) in steps.iter().enumerate() {
        let x = across(at);
        let fits = |text: &str| fitted(text, room - 60);
        match step.mark {
            Some(mark) => {
                svg.dot([x, level(mark.value)], 65, mark.indicative, "");
                svg.text(INK, [x, level(mark.high) - 90], Anchor::Middle, TextStyle::Strong, &fits(step.value_text));
                svg.text(DOT, [x, level(mark.low) + 190], Anchor::Middle, TextStyle::Small, &fits(step.role));
            }
            None => {
                let middle = i32::midpoint(top, bottom);
                svg.text(MUTED, [x, middle], Anchor::Middle, TextStyle::Small, &fits(step.value_text));
            }
        }
        if by_turns {
            let name = fitted(step.name, 2 * room - 80);
            // Held within the picture.
            let half = width_of(&name) / 2;
            let y = bottom + if at % 2 == 0 { 260 } else { 450 };
            svg.text(
                INK,
                [x.clamp(half.min(all / 2), all - half.min(all / 2)), y],
                Anchor::Middle,
                TextStyle::Plain,
                &name,
            );
        } else {
            svg.text(INK, [x, bottom + 260], Anchor::Middle, TextStyle::Plain, step.name);
            svg.text(MUTED, [x, bottom + 430], Anchor::Middle, TextStyle::Small, &fits(step.base_text));
        }
        svg.tip([x - room / 2, 0], [room, height], step.tip, step.only);
    }
    svg.finish()
}
