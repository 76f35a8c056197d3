//! What the pages of a Parquet file say of themselves, before anything is unpacked: a damaged one claims billions of values, and the
//! library makes room for them at once, which no program survives.
//!
//! The head of a page is a struct in Thrift's compact protocol (Apache Parquet, `parquet.thrift`, `PageHeader`). Of the library's
//! own reader of it nothing is public.

use parquet::basic::Type as Physical;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};

/// Deepest value within values that is passed over; the statistics of a column's pages are the ninth.
const DEEPEST: usize = 16;

/// Looks at the description at the end of the file: of a list that claims billions of truths, which take no bytes in the library's
/// eyes, it would read for seconds.
///
/// # Errors
/// What is wrong, where a list in it has more elements than there are bytes.
pub(crate) fn check_end(file: &[u8]) -> Result<(), String> {
    let Some((head, [a, b, c, d, b'P', b'A', b'R', b'1'])) = file.split_last_chunk::<8>() else { return Ok(()) };
    let begin = head.len().checked_sub(u32::from_le_bytes([*a, *b, *c, *d]) as usize);
    // What has no beginning the library refuses.
    let Some(mut rest) = begin.and_then(|begin| head.get(begin..)) else { return Ok(()) };
    pass(kind::STRUCT, &mut rest, DEEPEST).ok_or_else(|| "what it says of itself at its end is damaged".into())
}

/// Looks at the head of each page.
///
/// # Errors
/// What is wrong, where a page has no head, or says that it unpacks to more than `most` bytes, or that more words stand in it than can.
pub(crate) fn check(file: &[u8], metadata: &ParquetMetaData, most: usize) -> Result<(), String> {
    metadata
        .row_groups()
        .iter()
        .flat_map(|group| group.columns())
        .try_for_each(|column| check_column(file, column, most))
}

fn check_column(file: &[u8], column: &ColumnChunkMetaData, most: usize) -> Result<(), String> {
    let whole = |value: i64| usize::try_from(value).unwrap_or(usize::MAX);
    let begin = whole(column.dictionary_page_offset().unwrap_or(column.data_page_offset()));
    let end = begin.saturating_add(whole(column.compressed_size())).min(file.len());
    let mut rest = file.get(begin..end).ok_or("a column of it lies behind its end")?;
    let mut values = column.num_values();
    while values > 0 {
        let page = Page::read(&mut rest).ok_or("it is damaged where a page begins")?;
        let [unpacked, packed] = [page.unpacked, page.packed].map(usize::try_from);
        let (Ok(unpacked), Ok(packed)) = (unpacked, packed) else { return Err("a page of it has no length".into()) };
        if unpacked > most {
            return Err("a page of it unpacks to more than a thousand times its size".into());
        }
        // A word takes four bytes or more, but where all have the same length.
        let least = if column.column_type() == Physical::FIXED_LEN_BYTE_ARRAY { 1 } else { 4 };
        if page.words.is_some_and(|words| usize::try_from(words).map_or(true, |words| words > unpacked / least)) {
            return Err("a page of it has more words than can stand there".into());
        }
        values = values.saturating_sub(page.values);
        rest = rest.get(packed..).ok_or("a page of it is cut off")?;
    }
    Ok(())
}

/// The head of a page.
#[derive(Debug, Default, PartialEq, Eq)]
struct Page {
    unpacked: i64,
    packed: i64,
    /// How many words there are, in a page that lists them.
    words: Option<i64>,
    /// How many values of rows.
    values: i64,
}

/// Numbers of fields in `PageHeader`, and of the one in the heads of each kind of page that says how many values stand there.
const UNPACKED: i64 = 2;
const PACKED: i64 = 3;
const DATA: i64 = 5;
const DICTIONARY: i64 = 7;
const DATA_V2: i64 = 8;
const VALUES: i64 = 1;

/// Kinds of values in the compact protocol.
mod kind {
    pub(super) const TRUE: u8 = 1;
    pub(super) const FALSE: u8 = 2;
    pub(super) const BYTE: u8 = 3;
    pub(super) const INTEGERS: core::ops::RangeInclusive<u8> = 4..=6;
    pub(super) const DOUBLE: u8 = 7;
    pub(super) const BINARY: u8 = 8;
    pub(super) const LISTS: core::ops::RangeInclusive<u8> = 9..=10;
    pub(super) const MAP: u8 = 11;
    pub(super) const STRUCT: u8 = 12;
}

impl Page {
    /// Reads one; `None` where there is none.
    fn read(rest: &mut &[u8]) -> Option<Self> {
        let mut page = Self::default();
        each_field(rest, |field, kind, rest| {
            match (field, kind) {
                (UNPACKED, kind) if kind::INTEGERS.contains(&kind) => page.unpacked = integer(rest)?,
                (PACKED, kind) if kind::INTEGERS.contains(&kind) => page.packed = integer(rest)?,
                (DATA | DATA_V2, kind::STRUCT) => page.values = count(rest)?,
                (DICTIONARY, kind::STRUCT) => page.words = Some(count(rest)?),
                (_, kind) => pass(kind, rest, DEEPEST)?,
            }
            Some(())
        })?;
        Some(page)
    }
}

/// How many values stand in a page, by the struct about its kind.
fn count(rest: &mut &[u8]) -> Option<i64> {
    let mut values = 0;
    each_field(rest, |field, kind, rest| match (field, kind) {
        (VALUES, kind) if kind::INTEGERS.contains(&kind) => {
            values = integer(rest)?;
            Some(())
        }
        (_, kind) => pass(kind, rest, DEEPEST),
    })?;
    Some(values)
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    Some(*first)
}

fn bytes(rest: &mut &[u8], count: u64) -> Option<()> {
    *rest = rest.get(usize::try_from(count).ok()?..)?;
    Some(())
}

fn unsigned(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let next = byte(rest)?;
        value |= u64::from(next & 0x7f) << shift;
        if next < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Zigzag: the sign is the lowest bit.
fn integer(rest: &mut &[u8]) -> Option<i64> {
    unsigned(rest).map(|value| (value >> 1) as i64 ^ -((value & 1) as i64))
}

/// The fields of a struct: number, kind, and what is to be read of it.
fn each_field(rest: &mut &[u8], mut of: impl FnMut(i64, u8, &mut &[u8]) -> Option<()>) -> Option<()> {
    let mut number = 0_i64;
    loop {
        let head = byte(rest)?;
        if head == 0 {
            return Some(());
        }
        number = match head >> 4 {
            0 => integer(rest)?,
            by => number.wrapping_add(i64::from(by)),
        };
        of(number, head & 15, rest)?;
    }
}

/// Passes over a value.
fn pass(kind: u8, rest: &mut &[u8], deep: usize) -> Option<()> {
    let deep = deep.checked_sub(1)?;
    match kind {
        kind::TRUE | kind::FALSE => Some(()),
        kind::BYTE => bytes(rest, 1),
        kind if kind::INTEGERS.contains(&kind) => integer(rest).map(|_| ()),
        kind::DOUBLE => bytes(rest, 8),
        kind::BINARY => unsigned(rest).and_then(|length| bytes(rest, length)),
        kind if kind::LISTS.contains(&kind) => {
            let head = byte(rest)?;
            let count = if head >> 4 == 15 { unsigned(rest)? } else { u64::from(head >> 4) };
            each_of(count, &[head & 15], rest, deep)
        }
        kind::MAP => match unsigned(rest)? {
            0 => Some(()),
            count => {
                let kinds = byte(rest)?;
                each_of(count, &[kinds >> 4, kinds & 15], rest, deep)
            }
        },
        kind::STRUCT => each_field(rest, |_, kind, rest| pass(kind, rest, deep)),
        _ => None,
    }
}

/// Passes over so many values; truths within a list take a byte.
fn each_of(count: u64, kinds: &[u8], rest: &mut &[u8], deep: usize) -> Option<()> {
    // None is shorter than a byte, so that there are no more than bytes.
    (count <= rest.len() as u64).then_some(())?;
    for _ in 0..count {
        for kind in kinds {
            match *kind {
                kind::TRUE | kind::FALSE => bytes(rest, 1)?,
                kind => pass(kind, rest, deep)?,
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_head_of_a_page_of_words_is_read_whatever_else_stands_in_it() {
        // type = 2, unpacked = 100, packed = 50, crc = 1, dictionary { words = 9, encoding = 0 }, a list, and a body behind.
        let mut head: &[u8] =
            &[0x15, 4, 0x15, 200, 1, 0x15, 100, 0x15, 2, 0x3c, 0x15, 18, 0x15, 0, 0, 0x19, 0x25, 2, 4, 0, 7];
        assert_eq!(Page::read(&mut head), Some(Page { unpacked: 100, packed: 50, words: Some(9), values: 0 }));
        assert_eq!(head, [7]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_page_or_none(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut rest = &bytes[..];
            let _ = Page::read(&mut rest);
            prop_assert!(rest.len() <= bytes.len());
        }
    }
}
