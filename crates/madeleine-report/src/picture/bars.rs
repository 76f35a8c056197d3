//! How many gave each answer: one bar per answer.

use super::Caption;
use super::svg::{Anchor, INK, MUTED, Paint, Svg, TRACK, TextStyle, fitted, width_of};
use crate::model::Width;

/// Which side an answer is on, and how strongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Favourable; 1 is the strongest.
    Good(u8),
    /// Neither.
    Neutral,
    /// Unfavourable; 1 is the strongest.
    Bad(u8),
}

impl Tone {
    fn paint(self) -> Paint {
        match self {
            Self::Good(0 | 1) => Paint("m-good-1", "#a8521b"),
            Self::Good(2) => Paint("m-good-2", "#c4794a"),
            Self::Good(_) => Paint("m-good-3", "#dba783"),
            Self::Neutral => Paint("m-neutral", "#d8cdbf"),
            Self::Bad(0 | 1) => Paint("m-bad-1", "#46586b"),
            Self::Bad(2) => Paint("m-bad-2", "#6d8094"),
            Self::Bad(_) => Paint("m-bad-3", "#9dadbc"),
        }
    }
}

/// One answer.
#[derive(Debug, Clone)]
pub struct BarRow<'a> {
    /// Its words.
    pub name: &'a str,
    /// Its share in tenths of a percent.
    pub share: i32,
    /// The share as it is printed.
    pub share_text: &'a str,
    /// How many gave it, as it is printed.
    pub count_text: &'a str,
    /// Its side.
    pub tone: Tone,
}

/// Draws one bar per answer, in the order given, on a common scale from 0 to the largest share.
pub fn bars(caption: Caption<'_>, rows: &[BarRow<'_>], width: Width) -> String {
    let (all, row_height) = match width {
        Width::Narrow => (3_200, 400),
        Width::Wide => (5_600, 280),
    };
    let height = 20 + row_height * i32::try_from(rows.len()).unwrap_or(0);
    let mut svg = Svg::new(all, height, caption);
    let widest = |of: &dyn Fn(&BarRow<'_>) -> i32| rows.iter().map(of).max().unwrap_or(0);
    let counts = widest(&|row| width_of(row.count_text)) + 20;
    let shares = widest(&|row| width_of(row.share_text)) + 20;
    let numbers = counts + shares + 120;
    let names = match width {
        Width::Narrow => 0,
        Width::Wide => widest(&|row| width_of(row.name)).min(2_200) + 120,
    };
    let longest = widest(&|row| row.share).max(1);
    let (begin, end) = (names, all - numbers);
    for (at, row) in rows.iter().enumerate() {
        let top = row_height * i32::try_from(at).unwrap_or(0);
        let (bar, baseline) = match width {
            Width::Narrow => (top + 200, top + 140),
            Width::Wide => (top + 60, top + 190),
        };
        let (thick, numbers_at) = match width {
            Width::Narrow => (140, bar + 115),
            Width::Wide => (180, baseline),
        };
        svg.rect(TRACK, [begin, bar + thick / 2 - 5], [end - begin, 10], 0);
        let length =
            i32::try_from(i64::from(end - begin) * i64::from(row.share.max(0)) / i64::from(longest)).unwrap_or(0);
        if length > 0 {
            svg.rect(row.tone.paint(), [begin, bar], [length.max(20), thick], 30.min(length / 2));
        }
        match width {
            Width::Narrow => svg.text(INK, [begin, baseline], Anchor::Start, TextStyle::Plain, &fitted(row.name, all)),
            Width::Wide => {
                svg.text(INK, [names - 120, baseline], Anchor::End, TextStyle::Plain, &fitted(row.name, 2_200));
            }
        }
        svg.text(INK, [all - counts - 60, numbers_at], Anchor::End, TextStyle::Strong, row.share_text);
        svg.text(MUTED, [all, numbers_at], Anchor::End, TextStyle::Plain, row.count_text);
    }
    svg.finish()
}
