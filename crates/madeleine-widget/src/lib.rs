//! The survey in the page: what it decides.
//!
//! The page's script opens a [`Sitting`] with a definition, its words and itself as a [`Page`]; from then on this crate says
//! which question is asked, has every answer on disk before it moves on, and says when the sitting has ended. The way through
//! the survey is `madeleine_core::survey::flow`; the elements are the page's, so that what crosses is a question and an answer.

mod page;
mod sitting;

use lol_alloc::{FreeListAllocator, LockedAllocator};

pub use page::{Control, Page};
pub use sitting::Sitting;

/// A survey needs a few kilobytes: the standard allocator, made for more, weighs four times as much.
#[global_allocator]
static ALLOCATOR: LockedAllocator<FreeListAllocator> = LockedAllocator::new(FreeListAllocator::new());
