//! Time: what is signal in a series of weeks, and what is noise.
//!
//! A series must be of one wording, one scale, one version of a survey and one clock: where one of them changes, the line
//! breaks and a new series begins. Periods without answers keep their place and have no point.
//!
//! | what | question |
//! |---|---|
//! | [`share_chart`] | which weeks of a series of shares are unusual? [`p_chart`] or [`laney_p`], as the answers ask for |
//! | [`needs_laney`] | do ordinary weeks differ by more than the luck of the draw? |
//! | [`chart()`] | the same for any values with standard errors, so that means and net scores have one too |
//! | [`ewma()`] | is there a small shift that lasts? |
//! | [`nelson()`] | are there patterns within the limits? |
//! | [`cochran_armitage()`], [`cochran_armitage_at`] | do shares rise or fall over all periods? |
//! | [`Baseline`], [`Width`], [`Smoothing`] | from which weeks, how far, how smooth |
//!
//! The method in words: [`method::trends`](crate::method::trends).

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
