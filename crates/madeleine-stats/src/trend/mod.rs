//! Time: what is signal in a series of weeks, and what is noise.
//!
//! - [`share_chart`]: a series of shares with its control limits, [`p_chart`] or [`laney_p`] as the answers ask for.
//! - [`chart`]: the same for any series of values with standard errors, so that means and net scores have one too.
//! - [`ewma`]: the chart that sees small, lasting shifts. [`nelson`]: patterns within the limits.
//! - [`cochran_armitage`]: one test of whether shares rise or fall over all periods.
//!
//! A series must be of one wording, one scale and one version of a survey: where one of them changes, the line breaks and
//! a new series begins. Periods without answers keep their place and have no point.

mod chart;
mod cochran_armitage;
mod ewma;
mod laney;
mod nelson;
mod p_chart;
mod share;

pub use chart::{Chart, Measured, Point, Width, chart};
pub use cochran_armitage::{TrendTest, cochran_armitage, cochran_armitage_at};
pub use ewma::{Smoothing, ewma};
pub use laney::{LANEY_ABOVE_BASE, LANEY_ABOVE_SIGMA, laney_p, needs_laney};
pub use nelson::{Patterns, nelson};
pub use p_chart::p_chart;
pub use share::{Baseline, Hits, ShareChart, share_chart};
