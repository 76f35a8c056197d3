//! Chance that is the same in every run with the same seed.

/// Draws.
#[derive(Debug)]
pub struct Rng(fastrand::Rng);

impl Rng {
    /// Of this seed.
    pub fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.usize(..end) }
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn pick<'a, T: ?Sized>(&mut self, these: &[&'a T]) -> &'a T {
        these[self.below(these.len())]
    }

    /// A byte.
    pub fn byte(&mut self) -> u8 {
        self.0.u8(..)
    }
}
