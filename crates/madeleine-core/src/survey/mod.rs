//! The survey: its definition, read and validated, and the way a person is led through it.

mod check;
mod condition;
mod definition;
pub mod flow;
mod read;
pub(crate) mod schema;
pub mod screen;
pub mod wording;

pub use check::{LANGUAGES, check_survey};
pub use definition::{Item, Layout, Privacy, Surface, Survey, TimeGrain};
