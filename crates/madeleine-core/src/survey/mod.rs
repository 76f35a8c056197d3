//! The survey: its definition, read and validated, and the way a person is led through it.

mod condition;
mod definition;
pub mod flow;
mod read;
pub(crate) mod schema;
pub mod wording;

pub use condition::{Condition, Operator, Value};
pub use definition::{Deliver, Item, Privacy, Surface, Survey, Target, TimeGrain};
pub use read::{LANGUAGES, read_survey};
