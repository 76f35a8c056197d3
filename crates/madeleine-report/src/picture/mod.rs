//! The few statistical pictures, as SVG.
//!
//! A picture is one `<svg role="img">` with its title and description. It has no style sheet and no inline style, so it
//! works under the strictest content policy: colours are presentation attributes, which any style sheet overrides by the
//! classes beside them, and which make a bare file look right. All places are tenths of a pixel, from integer
//! arithmetic: the same numbers give the same bytes everywhere.
//!
//! | class | what it is |
//! |---|---|
//! | `m-ink`, `m-muted` | words and numbers; those that stay in the background |
//! | `m-track`, `m-grid` | the scale behind an interval; lines of a grid |
//! | `m-interval`, `m-dot` | an interval; the value in it |
//! | `m-hollow` | a value that is only indicative |
//! | `m-band`, `m-line` | the intervals of a trend; the trend |
//! | `m-limit`, `m-signal` | control limits, the line of all, where a new wording begins; the ring around an unusual week |
//! | `m-good-1` … `m-bad-1`, `m-neutral` | answers: favourable ones, neutral ones, unfavourable ones, 1 the strongest |

mod bars;
mod beside;
mod gauge;
mod journey;
mod plot;
mod scale;
mod svg;
mod trend;

pub use bars::{BarRow, Tone, bars};
pub use beside::{Moment, Panel, beside};
pub use gauge::{Gauge, gauge};
pub use journey::{Step, journey};
pub use plot::{Line, PlotRow, plot};
pub use scale::{Axis, Mark};
pub use svg::{Caption, escape};
pub(crate) use svg::{in_file, without_description, without_tips, without_words};
pub use trend::{Point, trend};

#[cfg(test)]
mod tests;
