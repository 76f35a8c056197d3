//! The structure of CSV: which bytes separate cells and end rows, and which of them merely stand in quotes. Sixty-four bytes at a
//! time, in as few steps as the machine can, eight in one where it can't.

use core::slice::ChunksExact;
use fearless_simd::{Level, Simd, dispatch};

/// What means something in a piece of a file that begins with a row.
#[derive(Debug)]
pub struct Structure {
    /// What the machine can.
    pub level: Level,
    /// Where each cell ends: at a separator or a line feed. Filled up to `cells`, and one before the first.
    ends: Vec<u32>,
    cells: usize,
    /// A bit for each byte at which a cell ends.
    marks: Vec<u64>,
    /// A bit for each line feed that ends a row, and where others stand in quotes.
    feeds: Vec<u64>,
    inner: Vec<u32>,
    /// A bit for each byte that isn't ASCII.
    foreign: Vec<u64>,
    /// There are carriage returns before line feeds.
    pub returns: bool,
}

/// So many ends of cells are noted at once.
const AT_ONCE: usize = 4;

/// A row of as many cells as there are columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The number of its first cell.
    pub cell: u32,
    /// Where it begins.
    pub start: u32,
    /// How many lines come before it.
    pub lines: u32,
}

/// A bit for each of sixty-four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Masks {
    quotes: u64,
    separators: u64,
    feeds: u64,
    returns: u64,
    foreign: u64,
}

impl Default for Structure {
    fn default() -> Self {
        Self {
            level: Level::new(),
            ends: Vec::new(),
            cells: 0,
            marks: Vec::new(),
            feeds: Vec::new(),
            inner: Vec::new(),
            foreign: Vec::new(),
            returns: false,
        }
    }
}

impl Structure {
    /// Finds the rows of a piece, as far as quotes stand where they open and close cells; whether they do all the way.
    #[inline(never)]
    pub fn find(&mut self, bytes: &[u8], separator: u8) -> bool {
        let whole = dispatch!(self.level, simd => self.mark(simd, bytes, separator));
        dispatch!(one_by_one(self.level), _ => self.note());
        whole
    }

    /// Marks where cells and rows end.
    #[inline(always)]
    fn mark<S: Simd>(&mut self, simd: S, bytes: &[u8], separator: u8) -> bool {
        let (blocks, rest) = bytes.as_chunks::<64>();
        let mut last = [b' '; 64];
        last[..rest.len()].copy_from_slice(rest);
        let all = blocks.len() + usize::from(!rest.is_empty());
        self.inner.clear();
        for bits in [&mut self.marks, &mut self.feeds, &mut self.foreign] {
            bits.clear();
            bits.resize(all, 0);
        }
        self.returns = false;
        // What the last byte of the block before was; a piece begins as if a row had ended before it.
        let (mut inside, mut was_end, mut was_close, mut was_return) = (0_u64, 1_u64, 0_u64, 0_u64);
        let mut base = 0_u32;
        let words = self.marks.iter_mut().zip(&mut self.feeds).zip(&mut self.foreign);
        for (block, ((marks, row_feeds), foreigners)) in blocks.iter().chain([&last]).zip(words) {
            let Masks { quotes, separators, feeds, returns, foreign } = masks(simd, block, separator);
            *foreigners = foreign;
            let mut ends = separators | feeds;
            let mut good = u64::MAX;
            if (quotes | inside | returns | was_close | was_return) != 0 {
                // Between an odd quote and the next one, the first of them included.
                let within = prefix_xor(quotes) ^ inside;
                let opens = quotes & within;
                let closes = quotes & !within;
                let after_close = closes << 1 | was_close;
                // A quote opens behind an end of a cell, or doubles the one before it; behind one that closes comes an end or its double.
                let plain_ends = (ends | returns) & !within;
                let mut wrong = opens & !((plain_ends & !returns) << 1 | was_end | after_close);
                wrong |= after_close & !(plain_ends | quotes);
                // A carriage return stands before a line feed, or only the slow way knows.
                wrong |= (returns & within) | ((returns << 1 | was_return) & !(feeds & !within));
                if wrong != 0 {
                    good = (1 << wrong.trailing_zeros()) - 1;
                }
                inside = ((within as i64) >> 63) as u64;
                was_close = closes >> 63;
                was_return = returns >> 63;
                self.returns |= returns != 0;
                let mut in_quotes = feeds & within & good;
                ends &= !within & good;
                while in_quotes != 0 {
                    self.inner.push(base + in_quotes.trailing_zeros());
                    in_quotes &= in_quotes - 1;
                }
            }
            was_end = (ends >> 63) & 1;
            *marks = ends;
            *row_feeds = feeds & ends;
            base += 64;
            if good != u64::MAX {
                return false;
            }
        }
        true
    }

    /// Notes where cells end.
    #[inline(always)]
    fn note(&mut self) {
        self.cells = self.marks.iter().map(|ends| ends.count_ones() as usize).sum();
        // The first cell begins behind what stands before it, at 0; and what is noted at once may go beyond the last.
        let room = self.cells + 1 + AT_ONCE;
        if self.ends.len() < room {
            // No more than that: as much again would be half the memory of a short file.
            self.ends.reserve_exact(room - self.ends.len());
            self.ends.resize(room, 0);
        }
        self.ends[0] = u32::MAX;
        let mut next = 1;
        for (base, ends) in (0..).step_by(64).zip(&self.marks) {
            let (mut ends, count) = (*ends, ends.count_ones() as usize);
            // A few more at a time, whether they are there or not: how many there are can be foreseen more often.
            let Some(places) = self.ends.get_mut(next..next + count.next_multiple_of(AT_ONCE)) else { return };
            for place in places {
                *place = base + ends.trailing_zeros();
                ends &= ends.wrapping_sub(1);
            }
            next += count;
        }
    }

    /// Where a cell begins and ends.
    #[inline(always)]
    pub fn cell(&self, cell: usize) -> (usize, usize) {
        match self.ends.get(cell..cell + 2) {
            Some([before, end]) => (before.wrapping_add(1) as usize, *end as usize),
            _ => (0, 0),
        }
    }

    /// For this cell, and for the one below it in each row of such a width: where the one before it ends, where it does, and others
    /// behind. More come than there are; of a single column what comes is too short to say anything, and of many the last may lack.
    pub fn column(&self, cell: usize, width: usize) -> ChunksExact<'_, u32> {
        self.ends.get(cell..).unwrap_or_default().chunks_exact(width)
    }

    /// The rows up to one that hasn't so many cells, and whether there is such a one; where the last of them ends, and how
    /// many lines there are up to there, comes last.
    #[inline(never)]
    pub fn rows(&self, width: usize, out: &mut Vec<Row>) -> (bool, Row) {
        let rows = self.cells / width;
        let is_end = |at: usize| self.feeds.get(at / 64).is_some_and(|feeds| feeds >> (at % 64) & 1 != 0);
        // Where each row ends as it should, and as many end as there would be, none ends elsewhere.
        let feeds = self.feeds.iter().map(|feeds| feeds.count_ones() as usize).sum::<usize>();
        let cells = self.ends.get(1..).unwrap_or_default();
        let ends = || cells.chunks_exact(width).take(rows).filter_map(|row| row.last().copied());
        let regular = feeds == rows && ends().all(|end| is_end(end as usize));
        out.clear();
        let mut next = Row { cell: 0, start: 0, lines: 0 };
        if regular {
            out.extend(ends().map(|end| {
                let after = Row { cell: next.cell + width as u32, start: end + 1, lines: next.lines + 1 };
                core::mem::replace(&mut next, after)
            }));
            // Lines that end in quotes come before the rows behind them.
            let (mut rest, mut more) = (out.as_mut_slice(), 0);
            for feed in self.inner.iter().filter(|feed| **feed < next.start) {
                let (before, behind) = rest.split_at_mut(rest.partition_point(|row| row.start <= *feed));
                before.iter_mut().for_each(|row| row.lines += more);
                (rest, more) = (behind, more + 1);
            }
            rest.iter_mut().for_each(|row| row.lines += more);
            next.lines += more;
            return (false, next);
        }
        let mut inner = self.inner.iter().peekable();
        for row in 1..=rows {
            let (_, end) = self.cell(row * width - 1);
            if !is_end(end) || !none(&self.feeds, next.start as usize, end) {
                return (true, next);
            }
            out.push(next);
            next = Row { cell: (row * width) as u32, start: end as u32 + 1, lines: next.lines + 1 };
            while inner.next_if(|feed| **feed < next.start).is_some() {
                next.lines += 1;
            }
        }
        // Fewer cells than there should be are a row of their own if a row ends there.
        (!none(&self.feeds, next.start as usize, 64 * self.feeds.len()), next)
    }

    /// Whether bytes from here to there, of those in which it was found, are UTF-8.
    #[inline]
    pub fn is_utf8(&self, bytes: &[u8], start: usize, end: usize) -> bool {
        let (mut at, Some(text)) = (start, bytes.get(..end)) else { return false };
        // Only where a byte isn't ASCII there is something to look at.
        while let Some(foreign) = self.foreign_from(at, end) {
            // Where four bytes have come, most letters are told by a table.
            let four = text[foreign..].first_chunk();
            let (mask, expected, length) = LETTERS[usize::from(text[foreign])];
            at = match four.map(|four| u32::from_le_bytes(*four) & mask == expected) {
                Some(true) => foreign + length as usize,
                _ => match length_of(&text[foreign..]) {
                    Some(length) => foreign + length,
                    None => return false,
                },
            };
        }
        true
    }

    /// Where the next byte stands that isn't ASCII.
    #[inline(always)]
    fn foreign_from(&self, at: usize, end: usize) -> Option<usize> {
        let (mut word, mut shift) = (at / 64, at % 64);
        while 64 * word < end {
            let bits = self.foreign.get(word)? >> shift;
            if bits != 0 {
                return Some(64 * word + shift + bits.trailing_zeros() as usize).filter(|at| *at < end);
            }
            (word, shift) = (word + 1, 0);
        }
        None
    }
}

/// By its first byte: which bits of the four bytes with which a letter begins must be set how, and its length, if it has no other
/// conditions to meet.
const LETTERS: [(u32, u32, u8); 256] = {
    let mut letters = [(0, 1, 0); 256];
    let mut first = 0xc2;
    while first < 0xf4 {
        letters[first] = match first {
            0xe0 | 0xed | 0xf0 => letters[first],
            0xc2..=0xdf => (0xc000, 0x8000, 2),
            0xe1..=0xef => (0xc0_c000, 0x80_8000, 3),
            _ => (0xc0c0_c000, 0x8080_8000, 4),
        };
        first += 1;
    }
    letters
};

/// How many bytes the letter has with which a text begins, of those that aren't ASCII; `None` where it isn't UTF-8.
#[inline(never)]
fn length_of(text: &[u8]) -> Option<usize> {
    let follows = |at: usize, from: u8, to: u8| text.get(at).is_some_and(|byte| (from..=to).contains(byte));
    let fits = match text[0] {
        0xc2..=0xdf => return follows(1, 0x80, 0xbf).then_some(2),
        0xe0 => follows(1, 0xa0, 0xbf),
        0xed => follows(1, 0x80, 0x9f),
        0xe1..=0xef => follows(1, 0x80, 0xbf),
        0xf0 => return (follows(1, 0x90, 0xbf) && follows(2, 0x80, 0xbf) && follows(3, 0x80, 0xbf)).then_some(4),
        0xf1..=0xf3 => {
            return (follows(1, 0x80, 0xbf) && follows(2, 0x80, 0xbf) && follows(3, 0x80, 0xbf)).then_some(4);
        }
        0xf4 => return (follows(1, 0x80, 0x8f) && follows(2, 0x80, 0xbf) && follows(3, 0x80, 0xbf)).then_some(4),
        _ => false,
    };
    (fits && follows(2, 0x80, 0xbf)).then_some(3)
}

/// Whether bytes are visible characters of ASCII, all of them.
pub fn is_visible(text: &[u8]) -> bool {
    let all = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & (byte.wrapping_sub(0x21) < 0x5f));
    match text.last_chunk::<16>() {
        // Sixteen at a time, the last of them twice: a machine looks at them in one step.
        Some(last) => text.as_chunks::<16>().0.iter().fold(true, |visible, sixteen| visible & all(sixteen)) & all(last),
        None => all(text),
    }
}

/// Whether no bit is set from here to there.
#[inline]
fn none(words: &[u64], start: usize, end: usize) -> bool {
    let (first, last) = (start / 64, end / 64);
    let from = u64::MAX << (start % 64);
    let to = (1_u64 << (end % 64)) - 1;
    let word = |at: usize| words.get(at).copied().unwrap_or(0);
    if first == last {
        return word(first) & from & to == 0;
    }
    word(first) & from == 0 && word(last) & to == 0 && (first + 1..last).all(|at| word(at) == 0)
}

/// What the machine can, without what makes compilers gather numbers that come one by one, in more steps than it takes to write them.
fn one_by_one(level: Level) -> Level {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(avx2) = level.as_avx2() {
        return Level::Avx2(avx2);
    }
    level
}

/// Each bit is the parity of all bits up to it.
#[inline(always)]
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64", all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn masks<S: Simd>(simd: S, block: &[u8; 64], separator: u8) -> Masks {
    use fearless_simd::{i8x64, prelude::*, u8x64};
    let bytes = u8x64::from_slice(simd, block);
    let (quote, separator, feed, back) =
        (u8x64::splat(simd, b'"'), u8x64::splat(simd, separator), u8x64::splat(simd, b'\n'), u8x64::splat(simd, b'\r'));
    let returns = bytes.simd_eq(back);
    Masks {
        quotes: bytes.simd_eq(quote).to_bitmask(),
        separators: bytes.simd_eq(separator).to_bitmask(),
        feeds: bytes.simd_eq(feed).to_bitmask(),
        returns: if returns.any_true() { returns.to_bitmask() } else { 0 },
        foreign: bytes.bitcast::<i8x64<S>>().simd_lt(i8x64::splat(simd, 0)).to_bitmask(),
    }
}

#[cfg(not(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
#[inline(always)]
fn masks<S>(_: S, block: &[u8; 64], separator: u8) -> Masks {
    eights(block, separator)
}

/// The same, eight bytes at a time.
#[cfg(any(
    test,
    not(any(
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_arch = "wasm32", target_feature = "simd128")
    ))
))]
fn eights(block: &[u8; 64], separator: u8) -> Masks {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // One bit a byte, gathered in the topmost byte of a product.
    let gather = |high: u64| (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let mut masks = Masks::default();
    for (at, eight) in block.as_chunks::<8>().0.iter().enumerate() {
        let bytes = u64::from_le_bytes(*eight);
        // The high bit of each byte that is zero, exactly: no carry leaves a byte.
        let is = |byte: u8| {
            let x = bytes ^ (ONES * u64::from(byte));
            gather(!(((x & !HIGH) + !HIGH) | x | !HIGH)) << (8 * at)
        };
        masks.quotes |= is(b'"');
        masks.separators |= is(separator);
        masks.feeds |= is(b'\n');
        masks.returns |= is(b'\r');
        masks.foreign |= gather(bytes & HIGH) << (8 * at);
    }
    masks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn byte() -> impl Strategy<Value = u8> {
        prop_oneof![Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b' '), Just(b'a'), any::<u8>()]
    }

    proptest! {
        #[test]
        fn a_bit_is_set_for_each_byte_that_means_something(
            bytes in prop::collection::vec(byte(), 64),
            separator in prop::sample::select(&b",;\t"[..]),
        ) {
            let block = bytes.first_chunk::<64>().expect("as many");
            let bits = |is: &dyn Fn(u8) -> bool| (0..64).fold(0, |all, at| all | u64::from(is(block[at])) << at);
            let expected = Masks {
                quotes: bits(&|byte| byte == b'"'),
                separators: bits(&|byte| byte == separator),
                feeds: bits(&|byte| byte == b'\n'),
                returns: bits(&|byte| byte == b'\r'),
                foreign: bits(&|byte| byte >= 0x80),
            };
            prop_assert_eq!(dispatch!(Level::new(), simd => masks(simd, block, separator)), expected);
            prop_assert_eq!(eights(block, separator), expected);
        }

        #[test]
        fn as_many_lines_come_before_a_row_as_line_feeds_do(
            rows in prop::collection::vec("(a{0,40}|\"[a\n]{0,60}\"),(a{0,9}|\"[a,\n]{0,9}\")\n", 0..60),
            torn in prop_oneof![3 => Just(""), 1 => Just("a\n"), 1 => Just("a,\"a")],
        ) {
            let text = [&rows.concat(), torn].concat();
            let (mut structure, mut found) = (Structure::default(), Vec::new());
            prop_assert!(structure.find(text.as_bytes(), b','));
            let (short, next) = structure.rows(2, &mut found);
            prop_assert_eq!((short, found.len()), (torn.ends_with('\n'), rows.len()));
            let starts: Vec<usize> = (0..=rows.len()).map(|row| rows[..row].concat().len()).collect();
            for ((at, start), row) in (0..).zip(starts).zip(found.iter().chain([&next])) {
                let lines = text[..start].matches('\n').count() as u32;
                prop_assert_eq!(*row, Row { cell: 2 * at, start: start as u32, lines });
            }
        }

        #[test]
        fn visible_is_what_can_be_seen(bytes in prop::collection::vec(prop_oneof![4 => 0x21u8..0x80, 1 => any::<u8>()], 0..50)) {
            prop_assert_eq!(is_visible(&bytes), bytes.iter().all(|byte| (0x21..0x80).contains(byte)));
        }

        #[test]
        fn letters_are_utf8_where_the_standard_library_says_so(
            pieces in prop::collection::vec(prop_oneof![
                "[aé’𝄞]{1,40}".prop_map(String::into_bytes),
                prop::collection::vec(prop::sample::select(&b"a\xc1\xc3\xe0\xe2\xed\xf0\xf4\xf5\x80\x90\x9f\xa0\xbf"[..]), 1..4),
            ], 0..6),
            ends in (0usize..200, 0usize..200),
        ) {
            let bytes = pieces.concat();
            let (start, end) = (ends.0.min(ends.1).min(bytes.len()), ends.0.max(ends.1).min(bytes.len()));
            let mut structure = Structure::default();
            structure.find(&bytes, b',');
            prop_assert_eq!(structure.is_utf8(&bytes, start, end), core::str::from_utf8(&bytes[start..end]).is_ok());
        }
    }
}
