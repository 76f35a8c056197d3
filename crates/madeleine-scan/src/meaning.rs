//! What the texts of one column mean, once they were asked for.

use core::slice::ChunksExact;
use fearless_simd::{Level, dispatch};
use std::collections::HashMap;

/// What a cell means: a code, and how many problems it makes of which none costs the row; or that it is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning(u32);

/// Only the slow way knows.
pub const ODD: Meaning = Meaning(u32::MAX);

impl Meaning {
    /// A code and so many problems; [`ODD`] where there are more than 255 of them.
    pub fn new(code: u16, problems: usize) -> Self {
        if problems > 255 { ODD } else { Self(u32::from(code) | (problems as u32) << 16) }
    }

    /// Whether only the slow way knows.
    pub fn is_odd(self) -> bool {
        self == ODD
    }

    /// The code.
    pub fn code(self) -> u16 {
        self.0 as u16
    }

    /// How many problems there are.
    pub fn problems(self) -> u64 {
        u64::from(self.0 >> 16)
    }
}

/// Most texts of a column that are known by heart.
const MOST: usize = 4_000;
/// So many of them lie where they are found at once; a power of two. Most columns know only a few texts.
const NEAR: usize = 1024;
const FEW: usize = 16;
/// Places for each of them, at most.
const ROOM: usize = 64;
/// Longest text that does.
const SHORT: usize = 15;

/// Texts of one column and what they mean.
#[derive(Debug)]
pub struct Meanings {
    /// Short texts by their bytes and length, once there are long ones among them, or many.
    near: Near<u128, Meaning>,
    nearest: Near<u64, Meaning>,
    /// Not all texts are of the shortest.
    long: bool,
    known: HashMap<Box<[u8]>, Meaning>,
    /// Where an instrument is named beside it: the names that came, by whose place their texts are told apart.
    named: Vec<Box<[u8]>>,
}

impl Default for Meanings {
    fn default() -> Self {
        // No key is all ones.
        Self {
            near: Near::new((u128::MAX, ODD)),
            nearest: Near::new((u64::MAX, ODD)),
            long: false,
            known: HashMap::new(),
            named: Vec::new(),
        }
    }
}

/// Bytes of a number that a text of that length fills.
const MASKS: [u128; 16] = {
    let mut masks = [0; 16];
    let mut length = 1;
    while length < 16 {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
};

/// Spreads bits upwards: an odd number without a pattern.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Texts where they are found at once: one, a few or many places, each for one text. By so many highest bits of its mixed key a
/// text has its place.
#[derive(Debug)]
struct Near<K, T> {
    places: Vec<(K, T)>,
    /// How many of them are taken.
    taken: usize,
    shift: u32,
}

trait Key: Copy + Eq {
    /// Its bits, mixed into the highest ones.
    fn mixed(self) -> u64;
}

impl Key for u64 {
    fn mixed(self) -> u64 {
        self.wrapping_mul(MIX)
    }
}

impl Key for u128 {
    fn mixed(self) -> u64 {
        (self as u64 ^ ((self >> 64) as u64).rotate_left(29)).wrapping_mul(MIX)
    }
}

impl<K: Key, T: Copy> Near<K, T> {
    /// One place, where nothing lies.
    fn new(none: (K, T)) -> Self {
        Self { places: vec![none], taken: 0, shift: 63 }
    }

    #[inline(always)]
    fn place(&self, key: K) -> usize {
        (key.mixed() >> self.shift) as usize & (self.places.len() - 1)
    }

    /// What is known of a text, if it lies here.
    #[inline(always)]
    fn get(&self, key: K) -> Option<T> {
        let (known, what) = self.places[self.place(key)];
        (known == key).then_some(what)
    }

    /// Lays a text here. Where another one lies there is more room made, as long as there may be: two that take turns in one
    /// place would be looked up afar each time.
    fn learn(&mut self, key: K, what: T, none: (K, T)) {
        let place = self.place(key);
        let lies = self.places[place].0;
        // With so much room hardly two of them take turns.
        let most = NEAR.min(ROOM * self.taken);
        if lies == none.0 || lies == key || self.places.len() >= most {
            self.taken += usize::from(lies == none.0);
            self.places[place] = (key, what);
            return;
        }
        let mut all: Vec<(K, T)> = self.places.iter().filter(|(key, _)| *key != none.0).copied().collect();
        all.push((key, what));
        let mut length = self.places.len();
        let mut alone = false;
        while !alone && length < most {
            length = (2 * length).max(FEW);
            // The old places make room for the new ones.
            self.places = Vec::new();
            self.places.resize(length, none);
            self.shift = 64 - length.trailing_zeros();
            for (key, what) in &all {
                let place = self.place(*key);
                self.places[place] = (*key, *what);
            }
            self.taken = self.places.iter().filter(|(key, _)| *key != none.0).count();
            alone = self.taken == all.len();
        }
    }
}

/// The key of a text of less than eight bytes.
#[inline(always)]
fn short_key(bytes: &[u8], start: usize, length: usize) -> Option<u64> {
    let eight = bytes.get(start..start.wrapping_add(8))?.first_chunk().filter(|_| length < 8)?;
    Some((u64::from_le_bytes(*eight) & !(u64::MAX << (8 * (length & 7)))) | (length as u64) << 56)
}

/// The key of a text of less than sixteen bytes.
#[inline(always)]
fn long_key(bytes: &[u8], start: usize, length: usize) -> Option<u128> {
    let sixteen = bytes.get(start..start.wrapping_add(16))?.first_chunk().filter(|_| length <= SHORT)?;
    Some((u128::from_le_bytes(*sixteen) & MASKS[length & 15]) | (length as u128) << 120)
}

#[inline(always)]
fn fill_by<K: Key>(
    near: &Near<K, Meaning>,
    from: usize,
    mut cells: ChunksExact<'_, u32>,
    codes: &mut [u16],
    mut problems: Option<&mut Vec<(usize, u64)>>,
    key: impl Fn(usize, usize) -> Option<K>,
) -> usize {
    let all = codes.len().min(from + cells.len());
    let mut rest = codes.get_mut(from..all).unwrap_or_default().iter_mut();
    let (places, shift) = (near.places.as_slice(), near.shift);
    let near = |key: K| {
        let (known, meaning) = places.get((key.mixed() >> shift) as usize & places.len().wrapping_sub(1))?;
        (*known == key).then_some(*meaning)
    };
    loop {
        // What is usual is done in a loop that does nothing else.
        let mut other = None;
        for (code, cell) in rest.by_ref().zip(cells.by_ref()) {
            let [before, end, ..] = *cell else { return from };
            let start = before.wrapping_add(1) as usize;
            match key(start, (end as usize).wrapping_sub(start)).and_then(near) {
                Some(meaning) if meaning.0 <= 0xffff => *code = meaning.code(),
                unusual => {
                    other = Some((code, unusual));
                    break;
                }
            }
        }
        let Some((code, meaning)) = other else { return all };
        let row = all - rest.len() - 1;
        match (meaning.filter(|meaning| !meaning.is_odd()), &mut problems) {
            (Some(meaning), Some(problems)) => {
                *code = meaning.code();
                problems.push((row, meaning.problems()));
            }
            _ => return row,
        }
    }
}

impl Meanings {
    /// Whether no other text will be known by heart.
    pub fn is_full(&self) -> bool {
        self.known.len() >= MOST
    }

    /// Fills in the codes of texts without quotes that were met before and lie near, from the row on that is said, as far as they do;
    /// at which row that ends. Of each cell comes where the one before it ends, and where it does. Problems that texts make are noted
    /// with their rows; without a list for them it ends at the first.
    #[inline(never)]
    pub fn fill<'a>(
        &self,
        level: Level,
        bytes: &[u8],
        (from, cells): (usize, ChunksExact<'a, u32>),
        codes: &mut [u16],
        problems: Option<&mut Vec<(usize, u64)>>,
    ) -> usize {
        // Which way to look is not asked text by text: where short and long ones mix, nobody could foresee it.
        if self.long {
            dispatch!(level, _ => fill_by(&self.near, from, cells, codes, problems, |start, length| long_key(bytes, start, length)))
        } else {
            dispatch!(level, _ => fill_by(&self.nearest, from, cells, codes, problems, |start, length| short_key(bytes, start, length)))
        }
    }

    /// What the text means that lies there; `ask` is asked where it isn't known.
    #[inline]
    pub fn of(
        &mut self,
        bytes: &[u8],
        start: usize,
        length: usize,
        named: Option<(usize, &[u8])>,
        ask: impl FnOnce(&[u8]) -> Meaning,
    ) -> Meaning {
        let variant = match named {
            None => 0,
            Some((_, name)) => self.variant(name),
        };
        if length > SHORT || variant > 14 {
            return self.looked_up(&bytes[start..start + length], variant, ask);
        }
        let sixteen = match bytes.get(start..start + 16).and_then(|bytes| bytes.first_chunk()) {
            Some(sixteen) => u128::from_le_bytes(*sixteen),
            None => {
                let mut sixteen = [0; 16];
                let rest = &bytes[start..];
                sixteen[..rest.len()].copy_from_slice(rest);
                u128::from_le_bytes(sixteen)
            }
        };
        let key = (sixteen & MASKS[length & 15]) | ((length | variant << 4) as u128) << 120;
        if let Some(meaning) = self.near.get(key) {
            return meaning;
        }
        let meaning = self.looked_up(&bytes[start..start + length], variant, ask);
        self.long |= length > 7;
        if self.long || variant > 0 || self.known.len() > FEW {
            self.near.learn(key, meaning, (u128::MAX, ODD));
        }
        if length < 8 && !meaning.is_odd() && variant == 0 && bytes.get(start) != Some(&b'"') {
            self.nearest.learn(key as u64 | (length as u64) << 56, meaning, (u64::MAX, ODD));
        }
        meaning
    }

    /// Which of the names this is.
    fn variant(&mut self, name: &[u8]) -> usize {
        if let Some(place) = self.named.iter().position(|known| **known == *name) {
            return place;
        }
        if self.named.len() < 255 {
            self.named.push(name.into());
            return self.named.len() - 1;
        }
        255
    }

    #[inline(never)]
    fn looked_up(&mut self, text: &[u8], variant: usize, ask: impl FnOnce(&[u8]) -> Meaning) -> Meaning {
        if variant > 254 {
            return ODD;
        }
        let mut key = Vec::with_capacity(text.len() + 1);
        key.extend_from_slice(text);
        key.push(variant as u8);
        if let Some(meaning) = self.known.get(&key[..]) {
            return *meaning;
        }
        if self.is_full() {
            return ODD;
        }
        let meaning = ask(text);
        self.known.insert(key.into(), meaning);
        meaning
    }
}
