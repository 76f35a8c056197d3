//! The periods in which rows lie, each looked up once.

use super::{Grain, Period, Zone};
use madeleine_core::columns::{Column, FREE};
use std::collections::HashMap;

/// What the time of a day is written with: looked up, since every row is asked.
const OF_A_CLOCK: [bool; 256] = {
    let mut known = [false; 256];
    let mut rest: &[u8] = b"0123456789:.+-Z";
    while let [byte, others @ ..] = rest {
        known[*byte as usize] = true;
        rest = others;
    }
    known
};

/// Periods by the numbers that they are given as they are met.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    grain: Grain,
    zone: Zone,
    periods: Vec<Period>,
    numbers: HashMap<Period, u32>,
    /// The beginning of the last time, its last character where the clock asks for that, and its number.
    last: ([u8; 16], u8, u32),
    /// So much of a time says in which period it is.
    decides: usize,
    /// The number of each time that rows share, by its code, once it was looked up.
    shared: Vec<Option<u32>>,
}

impl Calendar {
    pub(super) fn new(grain: Grain, zone: Zone) -> Self {
        // A clock beside UTC's may begin a day at any minute.
        let decides = if zone.is_utc() { 10 } else { 16 };
        Self {
            grain,
            zone,
            periods: Vec::new(),
            numbers: HashMap::new(),
            last: ([0; 16], 0, 0),
            decides,
            shared: Vec::new(),
        }
    }

    /// Puts in the place of each code of a column of times the number of the period in which that time lies.
    #[inline(never)]
    pub(super) fn numbers(&mut self, column: &Column, rows: &[u32], codes: &mut [u32]) {
        let free = u32::from(FREE);
        for (code, row) in codes.iter_mut().zip(rows) {
            *code = match self.shared.get(*code as usize) {
                Some(Some(number)) if *code != free => *number,
                _ => self.number_of(column, *row, *code),
            };
        }
    }

    #[inline]
    fn number_of(&mut self, column: &Column, row: u32, code: u32) -> u32 {
        if code == u32::from(FREE) {
            return self.number(column.own(row as usize));
        }
        let time = u16::try_from(code).ok().and_then(|code| column.shared(code));
        let number = self.looked_up(time.unwrap_or_default());
        // There are few: no more codes than a column has.
        let code = code as usize;
        self.shared.resize(self.shared.len().max(code + 1), None);
        self.shared[code] = Some(number);
        number
    }

    /// The number of the period in which a time lies.
    #[inline]
    pub(super) fn number(&mut self, time: &[u8]) -> u32 {
        let (beginning, last, number) = &self.last;
        let same = time.len() > 16
            && time.first_chunk::<10>() == beginning.first_chunk()
            && (self.decides == 10 || time.first_chunk() == Some(beginning))
            && time[10] == b'T'
            && time[11..].iter().fold(true, |clock, byte| clock & OF_A_CLOCK[usize::from(*byte)])
            && (self.decides == 10 || time.last() == Some(last));
        if same { *number } else { self.looked_up(time) }
    }

    #[inline(never)]
    fn looked_up(&mut self, time: &[u8]) -> u32 {
        let period = self.zone.period(self.grain, &String::from_utf8_lossy(time));
        let next = self.periods.len() as u32;
        let number = *self.numbers.entry(period).or_insert(next);
        if number == next {
            self.periods.push(period);
        }
        if let (Some(beginning), Some(last), true) =
            (time.first_chunk(), time.last(), time.len() > 16 && period != Period::NoDate)
        {
            // Nothing before the date, and nothing behind the time: it would have been cut off.
            if time[0].is_ascii_digit() && !last.is_ascii_whitespace() {
                self.last = (*beginning, *last, number);
            }
        }
        number
    }

    /// All periods that were met, by their numbers.
    pub(super) fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The period of a number.
    pub(super) fn period(&self, number: u32) -> Period {
        self.periods.get(number as usize).copied().unwrap_or(Period::NoDate)
    }
}
