//! Where the responses of this device lie: a line each, a day's lines under one key, in the browser's local storage. They stay there
//! after they were sent, until the owner erases them.

use std::cell::Cell;
use web_sys::Storage;

const PREFIX: &str = "madeleine-kiosk ";

/// The responses to one survey on this device.
pub(crate) struct Shelf {
    prefix: String,
    storage: Option<Storage>,
    full: Cell<bool>,
}

impl Shelf {
    /// The shelf of the survey with this id.
    pub(crate) fn of(survey: &str) -> Self {
        let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
        Self { prefix: [PREFIX, survey, " "].concat(), storage, full: Cell::default() }
    }

    /// The device's own date, as in `2026-11-22`.
    pub(crate) fn today() -> String {
        let now = js_sys::Date::new_0();
        format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
    }

    /// Puts one line with today's. Where there is no room, it is remembered that there is none.
    pub(crate) fn put(&self, line: &str) {
        let key = [&self.prefix, Self::today().as_str()].concat();
        let Some(storage) = &self.storage else { return self.full.set(true) };
        let before = storage.get_item(&key).ok().flatten().unwrap_or_default();
        self.full.set(storage.set_item(&key, &[&before, line, "\n"].concat()).is_err());
    }

    /// Whether the last line found no room.
    pub(crate) fn is_full(&self) -> bool {
        self.full.get()
    }

    /// Each day with its lines, in order.
    pub(crate) fn days(&self) -> Vec<(String, String)> {
        let mut days: Vec<_> = self
            .keys()
            .into_iter()
            .filter_map(|key| {
                let lines = self.storage.as_ref()?.get_item(&key).ok()??;
                Some((key.strip_prefix(&self.prefix)?.into(), lines))
            })
            .collect();
        days.sort();
        days
    }

    /// Takes everything away.
    pub(crate) fn clear(&self) {
        for key in self.keys() {
            if let Some(storage) = &self.storage {
                // What can't be removed is shown on.
                let _ = storage.remove_item(&key);
            }
        }
        self.full.set(false);
    }

    fn keys(&self) -> Vec<String> {
        let Some(storage) = &self.storage else { return Vec::new() };
        let all = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
        all.filter(|key| key.starts_with(&self.prefix)).collect()
    }
}
