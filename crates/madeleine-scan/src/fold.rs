//! Numbers for combinations of codes, in the order in which they are met.

use std::collections::HashMap;

/// Most places of a table that is looked up by place; beyond that it is looked up by hash.
const MOST: usize = 1 << 20;

/// Combinations of two numbers: what the codes before came to, and one more code.
#[derive(Debug, Clone, Default)]
struct Level {
    /// The table has so many places for each first number, as a power of two.
    shift: u32,
    /// One more than the number of the combination; 0 where it wasn't met.
    table: Vec<u32>,
    far: HashMap<(u32, u32), u32>,
    keys: Vec<(u32, u32)>,
}

impl Level {
    #[inline]
    fn step(&mut self, before: u32, code: u32) -> u32 {
        let place = ((before as usize) << self.shift) | code as usize;
        if code >> self.shift == 0
            && let Some(known) = self.table.get(place)
            && *known > 0
        {
            return known - 1;
        }
        self.meet(before, code)
    }

    #[inline(never)]
    fn meet(&mut self, before: u32, code: u32) -> u32 {
        if let Some(known) = self.far.get(&(before, code)) {
            return *known;
        }
        let number = self.keys.len() as u32;
        self.keys.push((before, code));
        while code >> self.shift != 0 && self.shift < 16 {
            self.shift += 1;
            let keys = core::mem::take(&mut self.keys);
            self.table.clear();
            (0..).zip(&keys).for_each(|(number, key)| self.note(*key, number));
            self.keys = keys;
        }
        self.note((before, code), number);
        number
    }

    fn note(&mut self, (before, code): (u32, u32), number: u32) {
        let place = ((before as usize) << self.shift) | code as usize;
        if code >> self.shift != 0 || place >= MOST {
            self.far.insert((before, code), number);
            return;
        }
        if place >= self.table.len() {
            self.table.resize(place + 1, 0);
        }
        self.table[place] = number + 1;
    }
}

/// Numbers, from 0, for combinations of several codes.
///
/// ```
/// use madeleine_scan::Fold;
/// let mut fold = Fold::new(2);
/// let mut rows = [0; 3];
/// fold.step(0, &mut rows, &[7, 8, 7]);
/// fold.step(1, &mut rows, &[1, 1, 1]);
/// assert_eq!(rows, [0, 1, 0]);
/// assert_eq!((fold.met(), fold.codes(1)), (2, vec![8, 1]));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Fold {
    levels: Vec<Level>,
}

impl Fold {
    /// For combinations of so many codes; none was met yet.
    pub fn new(codes: usize) -> Self {
        Self { levels: vec![Level::default(); codes] }
    }

    /// Goes on from what the codes before this one came to, which is 0 before the first, for each of a list.
    #[inline(never)]
    pub fn step(&mut self, level: usize, before: &mut [u32], codes: &[u32]) {
        if let Some(level) = self.levels.get_mut(level) {
            before.iter_mut().zip(codes).for_each(|(before, code)| *before = level.step(*before, *code));
        }
    }

    /// How many combinations were met.
    pub fn met(&self) -> usize {
        self.levels.last().map_or(1, |level| level.keys.len())
    }

    /// The codes of a combination.
    pub fn codes(&self, mut number: u32) -> Vec<u32> {
        let mut codes = vec![0; self.levels.len()];
        for (level, place) in self.levels.iter().zip(&mut codes).rev() {
            let (before, code) = level.keys.get(number as usize).copied().unwrap_or_default();
            (*place, number) = (code, before);
        }
        codes
    }

    /// Forgets all combinations.
    pub fn clear(&mut self) {
        let codes = self.levels.len();
        *self = Self::new(codes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_combinations_have_equal_numbers(
            rows in prop::collection::vec((0u32..4, prop_oneof![0u32..3, Just(70_000)], 0u32..300), 0..200)
        ) {
            let mut fold = Fold::new(3);
            let mut numbers = vec![0; rows.len()];
            let column = |at: usize| rows.iter().map(|row| [row.0, row.1, row.2][at]).collect::<Vec<u32>>();
            (0..3).for_each(|level| fold.step(level, &mut numbers, &column(level)));
            for (row, number) in rows.iter().zip(&numbers) {
                prop_assert_eq!(fold.codes(*number), [row.0, row.1, row.2]);
            }
            let mut different = rows.clone();
            different.sort_unstable();
            different.dedup();
            prop_assert_eq!(fold.met(), if rows.is_empty() { 0 } else { different.len() });
        }
    }
}
