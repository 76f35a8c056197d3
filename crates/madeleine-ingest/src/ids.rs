//! Which `response_id` was met, and in which row.

use core::hash::Hasher;
use hashbrown::HashTable;
use std::hash::DefaultHasher;

/// Which row a `response_id` is that of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids {
    /// There is none as long as each id comes after the one before: nothing can be met again then.
    pub(crate) table: Option<HashTable<u32>>,
    pub(crate) last: Option<u32>,
    /// The last id of rows that were given up.
    pub(crate) floor: Option<Box<[u8]>>,
    /// An id looks like one that is given to rows without: these must be told apart, too.
    pub(crate) like_rows: bool,
    /// Files with rows that have no id.
    pub(crate) nameless: Vec<u32>,
    /// Ids were passed over whose rows say none.
    pub(crate) light: bool,
    /// An id came that may have been among the rows that were given up.
    pub(crate) lost: bool,
}

pub(crate) fn hash(id: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id);
    hasher.finish()
}
