//! A report as markup: the page puts it into itself, the file is made of it, and both say the same.
//!
//! What is written reads the same as HTML and as XML. There is no script, no style and no address in it; words are escaped.
//! Without a script it can be read from top to bottom; the page makes tabs of its links.

mod body;
mod element;
mod file;
mod verbatims;

pub use body::Body;
pub use file::{File, file};

pub(crate) use body::{body, wrapped};
pub(crate) use verbatims::quotes;
