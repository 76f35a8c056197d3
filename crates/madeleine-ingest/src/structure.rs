//! The structure of CSV: which bytes separate cells and end rows, and which of them merely stand in quotes. Sixty-four bytes at a
//! time, sixteen in one step where the machine can, eight elsewhere.

/// What means something in a piece of a file that begins with a row.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    /// Where each cell ends: at a separator or a line feed. Filled up to `cells`, and one before the first.
    ends: Vec<u32>,
    cells: usize,
    /// A bit for each line feed that ends a row, and where others stand in quotes.
    feeds: Vec<u64>,
    inner: Vec<u32>,
    /// A bit for each byte that isn't a visible character of ASCII, and for each that isn't one of ASCII at all.
    odd: Vec<u64>,
    foreign: Vec<u64>,
    /// There are carriage returns before line feeds.
    pub(crate) returns: bool,
}

/// A row of as many cells as there are columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// The number of its first cell.
    pub(crate) cell: u32,
    /// Where it begins.
    pub(crate) start: u32,
    /// How many lines come before it.
    pub(crate) lines: u32,
}

/// A bit for each of sixty-four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Masks {
    quotes: u64,
    separators: u64,
    feeds: u64,
    returns: u64,
    odd: u64,
    foreign: u64,
}

impl Structure {
    /// Finds the rows of a piece, as far as quotes stand where they open and close cells; whether they do all the way.
    #[inline(never)]
    pub(crate) fn find(&mut self, bytes: &[u8], separator: u8) -> bool {
        self.inner.clear();
        self.feeds.clear();
        self.odd.clear();
        self.foreign.clear();
        self.returns = false;
        self.cells = 0;
        self.room();
        // The first cell begins behind it, at 0.
        self.ends[0] = u32::MAX;
        // What the last byte of the block before was; a piece begins as if a row had ended before it.
        let (mut inside, mut was_end, mut was_close, mut was_return) = (0_u64, 1_u64, 0_u64, 0_u64);
        let mut base = 0_u32;
        let mut rest = bytes;
        while !rest.is_empty() {
            let masks = match rest.split_first_chunk::<64>() {
                Some((block, more)) => {
                    rest = more;
                    masks(block, separator)
                }
                None => {
                    let mut block = [b' '; 64];
                    block[..rest.len()].copy_from_slice(rest);
                    rest = &[];
                    masks(&block, separator)
                }
            };
            let Masks { quotes, separators, feeds, returns, odd, foreign } = masks;
            self.odd.push(odd);
            self.foreign.push(foreign);
            let mut ends = separators | feeds;
            let mut row_ends = feeds;
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
            row_ends &= ends;
            self.feeds.push(row_ends);
            self.note(ends, base);
            self.room();
            base += 64;
            if good != u64::MAX {
                return false;
            }
        }
        true
    }

    /// Makes room for the cells of one more block.
    #[inline]
    fn room(&mut self) {
        if self.ends.len() < self.cells + 80 {
            let more = (self.ends.len() / 2).clamp(256, 2_048);
            self.ends.resize(self.ends.len() + more, 0);
        }
    }

    /// Notes where cells end.
    #[inline]
    fn note(&mut self, mut ends: u64, base: u32) {
        let mut next = self.cells + 1;
        self.cells += ends.count_ones() as usize;
        // Eight at a time, whether they are there or not: that is quicker than asking for each.
        while ends != 0 {
            if let Some(eight) = self.ends.get_mut(next..).and_then(|ends| ends.first_chunk_mut::<8>()) {
                for place in eight {
                    *place = base + ends.trailing_zeros();
                    ends &= ends.wrapping_sub(1);
                }
            }
            next += 8;
        }
    }

    /// Where a cell begins and ends.
    #[inline(always)]
    pub(crate) fn cell(&self, cell: usize) -> (usize, usize) {
        match self.ends.get(cell..cell + 2) {
            Some([before, end]) => (before.wrapping_add(1) as usize, *end as usize),
            _ => (0, 0),
        }
    }

    /// The rows up to one that hasn't so many cells, and whether there is such a one; where the last of them ends, and how
    /// many lines there are up to there, comes last.
    pub(crate) fn rows(&self, width: usize, out: &mut Vec<Row>) -> (bool, Row) {
        out.clear();
        let mut inner = self.inner.iter().peekable();
        let mut next = Row { cell: 0, start: 0, lines: 0 };
        for row in 1..=self.cells / width {
            let (_, end) = self.cell(row * width - 1);
            if none(&self.feeds, end, end + 1) || !none(&self.feeds, next.start as usize, end) {
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

    /// Whether bytes from here to there are visible characters of ASCII, all of them.
    #[inline]
    pub(crate) fn is_visible(&self, start: usize, end: usize) -> bool {
        none(&self.odd, start, end)
    }

    /// Whether bytes from here to there are ASCII, all of them.
    #[inline]
    pub(crate) fn is_ascii(&self, start: usize, end: usize) -> bool {
        none(&self.foreign, start, end)
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

/// Each bit is the parity of all bits up to it.
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64", all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn masks(block: &[u8; 64], separator: u8) -> Masks {
    use wide::u8x16;
    let [separator, quote, feed, ret] = [separator, b'"', b'\n', b'\r'].map(u8x16::splat);
    let visible = u8x16::splat(0x21);
    let mut masks = Masks::default();
    let mut any_return = u8x16::splat(0);
    let blocks = block.as_chunks::<16>().0;
    for (at, sixteen) in blocks.iter().enumerate() {
        let bytes = u8x16::new(*sixteen);
        let bits = |found: u8x16| u64::from(found.to_bitmask()) << (16 * at);
        masks.quotes |= bits(bytes.simd_eq(quote));
        masks.separators |= bits(bytes.simd_eq(separator));
        masks.feeds |= bits(bytes.simd_eq(feed));
        any_return |= bytes.simd_eq(ret);
        // What isn't ASCII has the topmost bit itself.
        masks.foreign |= bits(bytes);
        masks.odd |= bits(bytes | !bytes.max(visible).simd_eq(bytes));
    }
    if any_return.any() {
        for (at, sixteen) in blocks.iter().enumerate() {
            masks.returns |= u64::from(u8x16::new(*sixteen).simd_eq(ret).to_bitmask()) << (16 * at);
        }
    }
    masks
}

#[cfg(not(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
#[inline]
fn masks(block: &[u8; 64], separator: u8) -> Masks {
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
        let visible = ((bytes & !HIGH) + (0x80 - 0x21) * ONES) & !bytes & HIGH;
        masks.odd |= gather(!visible & HIGH) << (8 * at);
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
                odd: bits(&|byte| !(0x21..0x80).contains(&byte)),
                foreign: bits(&|byte| byte >= 0x80),
            };
            prop_assert_eq!(masks(block, separator), expected);
            prop_assert_eq!(eights(block, separator), expected);
        }

        #[test]
        fn visible_is_what_can_be_seen(bytes in prop::collection::vec(byte(), 0..300), ends in (0usize..300, 0usize..300)) {
            let (start, end) = (ends.0.min(ends.1).min(bytes.len()), ends.0.max(ends.1).min(bytes.len()));
            let mut structure = Structure::default();
            structure.find(&bytes.iter().map(|byte| if b"\"\r".contains(byte) { b'a' } else { *byte }).collect::<Vec<u8>>(), b',');
            let seen = bytes[start..end].iter().all(|byte| (0x21..0x80).contains(byte) || *byte == b'\r');
            prop_assert_eq!(structure.is_visible(start, end), seen);
        }
    }
}
