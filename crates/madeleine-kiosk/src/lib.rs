//! A tablet that stands in a shop: what the device does beside asking.
//!
//! The survey itself is the widget's. This crate starts it anew when somebody has left or has finished ([`Kiosk`]), keeps every
//! response on the device (`shelf`), counts them (`counts`), and shows the counts behind a lock (`panel`, `guard`). No statistics
//! are done here: the exported file goes to the scorer.

mod counts;
mod guard;
mod kiosk;
mod page;
mod panel;
mod shelf;
mod words;

pub use kiosk::Kiosk;
