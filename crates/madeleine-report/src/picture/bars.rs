//! How many gave each answer: one bar per answer.

use super::Caption;
use super::svg::{Anchor, INK, MUTED, Paint, Svg, TRACK, TextStyle, fitted, width_of, width_of_strong};
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
    /// Where it stands between the most unfavourable and the most favourable.
    fn rank(self) -> i16 {
        match self {
            Self::Bad(strength) => i16::from(strength) - 512,
            Self::Neutral => 0,
            Self::Good(strength) => 512 - i16::from(strength),
        }
    }

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
/// Where the answers exclude each other, `whole` puts all of them into one bar above, from the most
/// unfavourable to the most favourable.
pub fn bars(caption: Caption<'_>, rows: &[BarRow<'_>], whole: bool, width: Width) -> String {
    let (all, row_height) = match width {
        Width::Narrow => (3_200, 420),
        Width::Wide | Width::Both => (5_600, 290),
    };
    let first = if whole { 400 } else { 20 };
    let mut svg = Svg::new(all, first + row_height * i32::try_from(rows.len()).unwrap_or(0), caption);
    if whole {
        stack(&mut svg, rows, all);
    }
    let widest = |of: &dyn Fn(&BarRow<'_>) -> i32| rows.iter().map(of).max().unwrap_or(0);
    let counts = widest(&|row| width_of(row.count_text));
    let shares = widest(&|row| width_of_strong(row.share_text));
    let longest = widest(&|row| row.share).max(1);
    let names = match width {
        Width::Narrow => 0,
        Width::Wide | Width::Both => widest(&|row| width_of(row.name)).min(2_500) + 120,
    };
    let (begin, end) = (names, all - counts - shares - 240);
    for (at, row) in rows.iter().enumerate() {
        let top = first + row_height * i32::try_from(at).unwrap_or(0);
        let (bar, thick, baseline, numbers) = match width {
            Width::Narrow => (top + 200, 140, top + 140, top + 315),
            Width::Wide | Width::Both => (top + 60, 180, top + 192, top + 192),
        };
        svg.rect(TRACK, [begin, bar + thick / 2 - 5], [end - begin, 10], 0);
        let length = part(end - begin, row.share, longest);
        if length > 0 {
            svg.rect(row.tone.paint(), [begin, bar], [length.max(20), thick], 30.min(length / 2));
        }
        let (x, anchor, room) = match width {
            Width::Narrow => (0, Anchor::Start, all),
            Width::Wide | Width::Both => (names - 120, Anchor::End, 2_500),
        };
        svg.text(INK, [x, baseline], anchor, TextStyle::Plain, &fitted(row.name, room));
        svg.text(INK, [all - counts - 100, numbers], Anchor::End, TextStyle::Strong, row.share_text);
        svg.text(MUTED, [all, numbers], Anchor::End, TextStyle::Plain, row.count_text);
    }
    svg.finish()
}

/// `length · share / whole`, cut to the length.
fn part(length: i32, share: i32, whole: i32) -> i32 {
    let part = i64::from(length) * i64::from(share.max(0)) / i64::from(whole.max(1));
    i32::try_from(part).unwrap_or(length).min(length)
}

/// All answers in one bar.
fn stack(svg: &mut Svg, rows: &[BarRow<'_>], all: i32) {
    let total = rows.iter().fold(0, |sum: i32, row| sum.saturating_add(row.share.max(0)));
    let mut before = 0;
    let mut rows: Vec<&BarRow<'_>> = rows.iter().rev().collect();
    rows.sort_by_key(|row| row.tone.rank());
    for row in rows {
        let (from, to) = (part(all, before, total), part(all, before.saturating_add(row.share.max(0)), total));
        // A hair of paper between two answers, where there is room for it.
        let gap = if to - from > 40 && to < all { 10 } else { 0 };
        if to > from {
            svg.rect(row.tone.paint(), [from, 60], [to - from - gap, 200], 0);
        }
        before = before.saturating_add(row.share.max(0));
    }
}
