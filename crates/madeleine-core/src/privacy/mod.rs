//! What must happen to an answer before it leaves the device.

mod randomised;

pub use randomised::{RandomisedResponse, Refused};
