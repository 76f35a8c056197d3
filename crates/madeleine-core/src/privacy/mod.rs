//! What must happen to an answer before it leaves the device.
//!
//! | | what it does |
//! |---|---|
//! | [`redact`] | takes card numbers, e-mail addresses, IBANs and phone numbers out of open text |
//! | [`RandomisedResponse`] | answers by a chance that everybody knows, so that none can be held against a person |

mod randomised;
mod redact;

pub use randomised::{RandomisedResponse, Refused};
pub use redact::{Kind, found, redact};
