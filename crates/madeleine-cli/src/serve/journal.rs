//! What the server says of its work: counts and codes, never what was sent nor who sent it.
//!
//! The same thing is said once a minute at most, with how often it happened: a flood of bad requests must not fill the disk
//! by way of the log.

use crate::say;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the same thing isn't said again.
const SILENCE: Duration = Duration::from_secs(60);

struct Entry {
    said: Instant,
    unsaid: u64,
}

/// Counts what happens and says it.
#[derive(Default)]
pub(crate) struct Journal {
    entries: Mutex<BTreeMap<String, Entry>>,
    stored: AtomicU64,
    repeats: AtomicU64,
    refused: AtomicU64,
}

impl Journal {
    /// Says a thing, or counts it if it was said just now.
    pub(crate) fn note(&self, thing: &str) {
        if let Some(line) = self.heard(thing, Instant::now()) {
            say(&line);
        }
    }

    /// A request was refused.
    pub(crate) fn refused(&self, status: u16, code: &str) {
        self.refused.fetch_add(1, Ordering::Relaxed);
        self.note(&format!("a response was refused: {status} {code}"));
    }

    /// Responses are on disk, and some of them were there before.
    pub(crate) fn kept(&self, stored: u64, repeats: u64) {
        self.stored.fetch_add(stored, Ordering::Relaxed);
        self.repeats.fetch_add(repeats, Ordering::Relaxed);
    }

    /// Says what was counted and not said yet, and how it went altogether.
    pub(crate) fn close(&self) {
        for (thing, entry) in self.entries().iter().filter(|(_, entry)| entry.unsaid > 0) {
            say(&format!("{thing} (and {} more)", entry.unsaid));
        }
        let [stored, repeats, refused] =
            [&self.stored, &self.repeats, &self.refused].map(|count| count.load(Ordering::Relaxed));
        say(&format!("stopped: {stored} responses kept, {repeats} repeats, {refused} refused."));
    }

    fn heard(&self, thing: &str, now: Instant) -> Option<String> {
        let mut entries = self.entries();
        let Some(entry) = entries.get_mut(thing) else {
            entries.insert(thing.into(), Entry { said: now, unsaid: 0 });
            return Some(thing.into());
        };
        if now.duration_since(entry.said) < SILENCE {
            entry.unsaid += 1;
            return None;
        }
        let before = std::mem::take(&mut entry.unsaid);
        entry.said = now;
        Some(if before == 0 { thing.into() } else { format!("{thing} (and {before} more before)") })
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, Entry>> {
        // Counts are whole whatever happened to whoever held them.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_said_once_a_minute_with_its_size() {
        let (journal, start) = (Journal::default(), Instant::now());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(journal.heard("a", at(0)).as_deref(), Some("a"));
        for second in 1..60 {
            assert_eq!(journal.heard("a", at(second)), None);
        }
        assert_eq!(journal.heard("b", at(30)).as_deref(), Some("b"));
        assert_eq!(journal.heard("a", at(60)).as_deref(), Some("a (and 59 more before)"));
        assert_eq!(journal.heard("a", at(200)).as_deref(), Some("a"));
    }
}
