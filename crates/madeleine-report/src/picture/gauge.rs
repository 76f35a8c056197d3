//! A headline on its scale: the interval as a bar, the value as a needle in it, thin enough to leave the bar in sight.

use super::svg::{Anchor, DOT, INTERVAL, MUTED, Svg, TRACK, TextStyle};
use super::{Axis, Caption, Mark};

/// What a gauge shows.
#[derive(Debug, Clone, Copy)]
pub struct Gauge<'a> {
    /// The value and its interval.
    pub mark: Mark,
    /// The whole scale: it is never cut, so that gauges can be read side by side.
    pub axis: Axis,
    /// How each tick of the axis is written.
    pub ticks: &'a [String],
}

/// Draws a headline on its scale.
pub fn gauge(caption: Caption<'_>, gauge: &Gauge<'_>) -> String {
    const WIDTH: i32 = 2_600;
    const LEFT: i32 = 80;
    const RIGHT: i32 = WIDTH - LEFT;
    let mut svg = Svg::new(WIDTH, 380, caption);
    let place = |value| gauge.axis.place(value, LEFT, RIGHT);
    svg.rect(TRACK, [LEFT - 30, 80], [RIGHT - LEFT + 60, 60], 30);
    for (tick, label) in gauge.axis.ticks().zip(gauge.ticks) {
        let (x, anchor) = match tick {
            tick if tick == gauge.axis.from => (LEFT - 30, Anchor::Start),
            tick if tick == gauge.axis.to => (RIGHT + 30, Anchor::End),
            tick => (place(tick), Anchor::Middle),
        };
        if anchor == Anchor::Middle {
            svg.line(MUTED, [x, 60], [x, 160], 10);
        }
        svg.text(MUTED, [x, 320], anchor, TextStyle::Small, label);
    }
    let (low, high, x) = (place(gauge.mark.low), place(gauge.mark.high), place(gauge.mark.value));
    svg.rect(INTERVAL, [low - 15, 50], [high - low + 30, 120], 40);
    svg.rect(DOT, [x - 15, 20], [30, 180], 15);
    svg.finish()
}
