//! How columns are counted.

use super::term::{Kind, Spec, inputs};
use madeleine_core::columns::{ABSENT, Columns, FREE, Field, words};
use madeleine_core::instrument::{self, KEYS, Key, Reads};
use std::collections::BTreeSet;

/// How columns are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) specs: Vec<Spec>,
    /// Columns of answers that aren't counted by themselves: who gave one is observed as a response.
    general: Vec<usize>,
    /// Columns of which values are to be shared: likewise who has one of his own.
    shared: Vec<usize>,
    pub(super) sides: Vec<Option<usize>>,
    pub(super) time: Option<usize>,
}

/// Whether an instrument is read together with others in a way that goes beyond two codes.
fn is_general(key: &Key) -> bool {
    let together = |other: &&&Key| core::ptr::eq(other.instrument, key.instrument);
    KEYS.iter().filter(together).any(|key| !matches!(key.reads, Reads::Answer | Reads::FirstContact))
}

impl Plan {
    /// By dimensions that are in these columns.
    pub(super) fn of(columns: &Columns, sides: Vec<Option<usize>>) -> Self {
        let mut items: BTreeSet<String> = BTreeSet::new();
        let mut shared = Vec::new();
        for (place, column) in columns.all().iter().enumerate() {
            match column.field() {
                Field::Answer(item) => {
                    items.insert(item.clone());
                    if !column.field().is_free() {
                        shared.push(place);
                    }
                }
                Field::Instrument(item) => {
                    items.insert(item.clone());
                    shared.push(place);
                }
                Field::Shown => {
                    items.extend(column.values().iter().flat_map(|value| words(value)));
                    shared.push(place);
                }
                Field::Subjects => shared.push(place),
                _ => {}
            }
        }
        let (mut specs, mut general) = (Vec::new(), Vec::new());
        let (mut resolutions, mut contacts) = (Vec::new(), Vec::new());
        for item in items {
            let named = columns.of(&Field::Instrument(item.clone()));
            let named = named.into_iter().flat_map(|column| column.values());
            let named = named.filter_map(|id| instrument::key_of_instrument(core::str::from_utf8(id).ok()?));
            let keys: Vec<&Key> = named.chain(instrument::key_of_column(&item)).collect();
            let answers = columns.place(&Field::Answer(item.clone()));
            let by_itself = !keys.iter().any(|key| is_general(key));
            if by_itself {
                if keys.iter().any(|key| key.id == "fcr") {
                    resolutions.push(item.clone());
                }
                if keys.iter().any(|key| key.id == "contacts") {
                    contacts.push(item.clone());
                }
            } else {
                general.extend(answers);
            }
            let fields = [Field::Answer(item.clone()), Field::Shown, Field::Instrument(item.clone()), Field::Subjects];
            specs.push(Spec { inputs: inputs(columns, &fields), kind: Kind::Item(item) });
        }
        match (&resolutions[..], &contacts[..]) {
            ([resolution], [] | [_]) if !contacts.contains(resolution) => {
                let both = resolutions.iter().chain(&contacts);
                let fields: Vec<Field> =
                    both.flat_map(|item| [Field::Answer(item.clone()), Field::Instrument(item.clone())]).collect();
                specs.push(Spec { inputs: inputs(columns, &fields), kind: Kind::FirstContact });
            }
            _ => general.extend(resolutions.iter().filter_map(|item| columns.place(&Field::Answer(item.clone())))),
        }
        Self { specs, general, shared, sides, time: columns.place(&Field::SubmittedAt) }
    }

    /// The same for counting rows, and not what they say.
    pub(super) fn of_rows(self) -> Self {
        Self { sides: self.sides, time: self.time, ..Self::default() }
    }

    /// The rows of these that are observed as responses, in their order.
    #[inline(never)]
    pub(super) fn general_rows(&self, columns: &Columns, rows: &[u32], out: &mut Vec<u32>) {
        let all = columns.all();
        for column in self.general.iter().filter_map(|column| all.get(*column)) {
            out.extend(rows.iter().filter(|row| column.codes().at(**row as usize) != ABSENT));
        }
        for column in self.shared.iter().filter_map(|column| all.get(*column)).filter(|column| column.has_own()) {
            out.extend(rows.iter().filter(|row| column.codes().at(**row as usize) == FREE));
        }
        out.sort_unstable();
        out.dedup();
    }
}
