//! One field of many responses.

use super::Field;
use std::collections::HashMap;

/// The code of a row that says nothing in a column.
pub const ABSENT: u16 = 0;

/// The code of a row whose value is kept for itself: not one that many share.
pub const FREE: u16 = 1;

/// The code of the first value that rows share.
pub const FIRST: u16 = 2;

/// Most values that rows of a column share; later ones are kept row by row.
const MOST_SHARED: usize = 4_000;

/// Codes of up to this fit into a byte.
const NARROW: u16 = 255;

/// The codes of a column, row by row.
#[derive(Debug, Clone)]
pub enum Codes {
    /// All fit into a byte.
    Narrow(Vec<u8>),
    /// At least one doesn't.
    Wide(Vec<u16>),
}

impl Codes {
    /// The code of a row.
    pub fn at(&self, row: usize) -> u16 {
        match self {
            Self::Narrow(codes) => codes.get(row).copied().map_or(ABSENT, u16::from),
            Self::Wide(codes) => codes.get(row).copied().unwrap_or(ABSENT),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    fn widen(&mut self) {
        if let Self::Narrow(codes) = self {
            *self = Self::Wide(codes.iter().copied().map(u16::from).collect());
        }
    }
}

/// One field of many responses.
///
/// Two rows say the same if their codes are equal and, where these are [`FREE`], their values. A value that was shared
/// once is always shared: it has one code.
#[derive(Debug, Clone)]
pub struct Column {
    field: Field,
    values: Vec<Box<[u8]>>,
    known: HashMap<Box<[u8]>, u16>,
    codes: Codes,
    /// Per row the place of its own value in `ends`; shorter than the rows where the last of them have none.
    own: Vec<u32>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Column {
    pub(super) fn new(field: Field, rows: usize) -> Self {
        let mut column = Self {
            field,
            values: Vec::new(),
            known: HashMap::new(),
            codes: Codes::Narrow(Vec::new()),
            own: Vec::new(),
            bytes: Vec::new(),
            ends: Vec::new(),
        };
        column.level(rows);
        column
    }

    /// What it is a column of.
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// The values that rows share: the first has the code [`FIRST`].
    pub fn values(&self) -> &[Box<[u8]>] {
        &self.values
    }

    /// The codes of all rows.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The value that rows with this code share.
    pub fn shared(&self, code: u16) -> Option<&[u8]> {
        self.values.get(usize::from(code.checked_sub(FIRST)?)).map(|value| &**value)
    }

    /// The value that a row with the code [`FREE`] has for itself.
    pub fn own(&self, row: usize) -> &[u8] {
        let Some(place) = self.own.get(row).map(|place| *place as usize) else { return &[] };
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(place).and_then(|end| self.bytes.get(start..*end)).unwrap_or_default()
    }

    /// Whether any row has a value for itself.
    pub fn has_own(&self) -> bool {
        !self.ends.is_empty()
    }

    /// What a row says; `None` where it says nothing.
    pub fn value_at(&self, row: usize) -> Option<&[u8]> {
        match self.codes.at(row) {
            ABSENT => None,
            FREE => Some(self.own(row)),
            code => self.shared(code),
        }
    }

    pub(super) fn code(&mut self, value: &[u8]) -> u16 {
        if self.field.is_free() { FREE } else { self.share(value) }
    }

    pub(super) fn share(&mut self, value: &[u8]) -> u16 {
        if let Some(code) = self.known.get(value) {
            return *code;
        }
        if self.values.len() >= MOST_SHARED {
            return FREE;
        }
        let code = FIRST + self.values.len() as u16;
        self.values.push(value.into());
        self.known.insert(value.into(), code);
        code
    }

    pub(super) fn push_value(&mut self, value: &[u8]) {
        let code = self.code(value);
        if code == FREE {
            self.push_free(value);
        }
        self.push_codes(&[code]);
    }

    pub(super) fn push_free(&mut self, value: &[u8]) {
        self.bytes.extend_from_slice(value);
        self.ends.push(self.bytes.len());
    }

    pub(super) fn push_codes(&mut self, codes: &[u16]) {
        if matches!(self.codes, Codes::Narrow(_)) && codes.iter().fold(0, |all, code| all | code) > NARROW {
            self.codes.widen();
        }
        let row = self.codes.len();
        match &mut self.codes {
            Codes::Narrow(narrow) => narrow.extend(codes.iter().map(|code| *code as u8)),
            Codes::Wide(wide) => wide.extend_from_slice(codes),
        }
        // Values came in the order of their rows, and none of them has a row yet.
        let free = codes.iter().filter(|code| **code == FREE).count();
        if free == 0 {
            return;
        }
        let mut next = (self.ends.len() - free) as u32;
        self.own.resize(row, 0);
        self.own.extend(codes.iter().map(|code| {
            let place = next;
            next += u32::from(*code == FREE);
            place
        }));
    }

    /// Says nothing in rows that have no code yet.
    pub(super) fn level(&mut self, rows: usize) {
        match &mut self.codes {
            Codes::Narrow(codes) => codes.resize(rows, 0),
            Codes::Wide(codes) => codes.resize(rows, ABSENT),
        }
    }

    pub(super) fn extend(&mut self, other: &Self, rows: impl Iterator<Item = usize>) {
        let mut known: Vec<Option<u16>> = vec![None; other.values.len()];
        for row in rows {
            let theirs = other.codes.at(row);
            let code = match theirs {
                ABSENT => ABSENT,
                FREE => self.code(other.own(row)),
                _ => {
                    let place = usize::from(theirs - FIRST);
                    let code = known[place].unwrap_or_else(|| self.code(&other.values[place]));
                    known[place] = Some(code);
                    code
                }
            };
            if code == FREE {
                self.push_free(other.value_at(row).unwrap_or_default());
            }
            self.push_codes(&[code]);
        }
    }

    pub(super) fn clear(&mut self) {
        match &mut self.codes {
            Codes::Narrow(codes) => codes.clear(),
            Codes::Wide(codes) => codes.clear(),
        }
        self.own.clear();
        self.bytes.clear();
        self.ends.clear();
    }
}
