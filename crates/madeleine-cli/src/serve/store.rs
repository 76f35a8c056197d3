//! Collected responses on disk: one NDJSON file a day, each line there before it is acknowledged.
//!
//! One thread writes. What comes while it waits for the disk is written and made durable together.

use super::day::Day;
use crate::{Failure, plain::plain, say};
use madeleine_core::Response;
use madeleine_core::wire::{read_response, write_response};
use madeleine_ingest::Json;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

/// How many days back a repeat is recognised. A widget gives up after 7; what comes later still is stored again,
/// and whoever scores the files counts it once.
const REMEMBERED_DAYS: i64 = 31;

/// Most responses that are made durable together.
const MAX_TOGETHER: usize = 1_024;

/// What became of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// On disk.
    Stored,
    /// On disk already.
    Repeat,
    /// On disk there is another content of the same `response_id` and `seq`.
    Conflict,
    /// Not on disk; the same request may succeed later.
    Failed,
}

/// A file and how many of its bytes are whole, durable lines.
pub(crate) type Durable = (PathBuf, u64);

enum Order {
    Keep { response: Box<Response>, reply: oneshot::Sender<Kept> },
    Durable(oneshot::Sender<Vec<Durable>>),
}

/// The door to the thread that writes. When the last one is dropped, the thread ends.
#[derive(Clone)]
pub(crate) struct Store {
    orders: mpsc::Sender<Order>,
}

/// A store that was just opened.
pub(crate) struct Opened {
    pub(crate) store: Store,
    pub(crate) thread: JoinHandle<()>,
    /// How many responses of the last days are remembered.
    pub(crate) remembered: usize,
}

impl Store {
    /// Opens a folder, heals what an earlier crash has left, and remembers what is there.
    pub(crate) fn open(folder: &Path) -> Result<Opened, Failure> {
        let writer = Writer::open(folder)?;
        let remembered = writer.known.len();
        let (orders, inbox) = mpsc::channel(MAX_TOGETHER);
        let thread = std::thread::Builder::new().name("store".into()).spawn(move || writer.work(inbox))?;
        Ok(Opened { store: Self { orders }, thread, remembered })
    }

    /// Keeps a response; the answer comes once it is on disk.
    pub(crate) async fn keep(&self, response: Response) -> Kept {
        let (reply, answer) = oneshot::channel();
        if self.orders.send(Order::Keep { response: Box::new(response), reply }).await.is_err() {
            return Kept::Failed;
        }
        answer.await.unwrap_or(Kept::Failed)
    }

    /// All files with their durable lengths, oldest first.
    pub(crate) async fn durable(&self) -> Vec<Durable> {
        let (reply, answer) = oneshot::channel();
        if self.orders.send(Order::Durable(reply)).await.is_err() {
            return Vec::new();
        }
        answer.await.unwrap_or_default()
    }
}

/// Names one snapshot, whatever it says.
type Snapshot = [u64; 2];

struct Writer {
    folder: PathBuf,
    /// Held as long as this process writes here.
    _lock: File,
    /// Today's file.
    open: Option<(Day, File)>,
    /// Every file's durable length.
    lengths: BTreeMap<Day, u64>,
    /// The content of each snapshot of the last days.
    known: HashMap<Snapshot, (u64, Day)>,
    hashers: [RandomState; 2],
}

impl Writer {
    fn open(folder: &Path) -> Result<Self, Failure> {
        let name = plain(&folder.display().to_string());
        let refuse = |error: io::Error| Failure(format!("{name}: {error}. Answers can't be kept there."));
        fs::create_dir_all(folder).map_err(refuse)?;
        let lock =
            OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(".lock")).map_err(refuse)?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(Failure(format!(
                "{name}: another madeleine keeps its answers there. Give each its own --data."
            )));
        }
        let mut writer = Self {
            folder: folder.to_path_buf(),
            _lock: lock,
            open: None,
            lengths: BTreeMap::new(),
            known: HashMap::new(),
            hashers: [RandomState::new(), RandomState::new()],
        };
        for entry in fs::read_dir(folder).map_err(refuse)? {
            if let Some(day) = entry.map_err(refuse)?.file_name().to_str().and_then(Day::of_file) {
                let path = writer.path(day);
                let length = heal(&path)
                    .and_then(|length| writer.remember(&path, day).map(|()| length))
                    .map_err(|error| Failure(format!("{}: {error}", plain(&path.display().to_string()))))?;
                writer.lengths.insert(day, length);
            }
        }
        Ok(writer)
    }

    fn path(&self, day: Day) -> PathBuf {
        self.folder.join(day.file())
    }

    fn snapshot(&self, response: &Response) -> Snapshot {
        self.hashers.each_ref().map(|hasher| hasher.hash_one((&response.response_id, response.seq)))
    }

    fn content(&self, line: &str) -> u64 {
        self.hashers[0].hash_one(line)
    }

    /// Remembers what a file holds, unless it is too old.
    fn remember(&mut self, path: &Path, day: Day) -> io::Result<()> {
        if day < Day::today().days_before(REMEMBERED_DAYS) {
            return Ok(());
        }
        let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
        let mut line = Vec::new();
        while file.read_until(b'\n', &mut line)? > 0 {
            // Lines that can't be read stay where they are: whoever scores the file is told.
            if let Ok(value) = serde_json::from_slice(&line)
                && let Ok((response, _)) = read_response(Json(&value))
            {
                let content = self.content(&write_response(&response));
                self.known.entry(self.snapshot(&response)).or_insert((content, day));
            }
            line.clear();
        }
        Ok(())
    }

    /// Does what is ordered until nobody can order any more.
    fn work(mut self, mut inbox: mpsc::Receiver<Order>) {
        let mut together = Vec::new();
        while inbox.blocking_recv_many(&mut together, MAX_TOGETHER) > 0 {
            let mut lines = String::new();
            let mut fresh = Vec::new();
            let mut answers = Vec::new();
            let mut asking = Vec::new();
            let day = Day::today();
            for order in together.drain(..) {
                match order {
                    Order::Keep { response, reply } => {
                        let line = write_response(&response);
                        let (snapshot, content) = (self.snapshot(&response), self.content(&line));
                        let kept = match self.known.entry(snapshot) {
                            Entry::Occupied(known) if known.get().0 == content => Kept::Repeat,
                            Entry::Occupied(_) => Kept::Conflict,
                            Entry::Vacant(place) => {
                                place.insert((content, day));
                                fresh.push(snapshot);
                                lines.push_str(&line);
                                lines.push('\n');
                                Kept::Stored
                            }
                        };
                        answers.push((reply, kept));
                    }
                    Order::Durable(reply) => asking.push(reply),
                }
            }
            let written = if lines.is_empty() { Ok(()) } else { self.append(day, lines.as_bytes()) };
            if let Err(error) = &written {
                say(&format!("answers couldn't be written to {}: {error}", self.path(day).display()));
                for snapshot in fresh {
                    self.known.remove(&snapshot);
                }
            }
            for (reply, kept) in answers {
                // A repeat or a conflict may be one with a line that was not written just now.
                let _ = reply.send(if written.is_ok() { kept } else { Kept::Failed });
            }
            for reply in asking {
                let _ = reply.send(self.lengths.iter().map(|(day, length)| (self.path(*day), *length)).collect());
            }
        }
    }

    /// Writes whole lines to the day's file and waits until they are on disk. What fails leaves no half line.
    fn append(&mut self, day: Day, lines: &[u8]) -> io::Result<()> {
        let before = self.lengths.get(&day).copied().unwrap_or(0);
        let done = self.file(day).and_then(|file| file.write_all(lines).and_then(|()| file.sync_data()));
        if let Err(error) = done {
            if let Some((_, file)) = self.open.take() {
                // Best effort: if even that fails, the next start heals the line.
                let _ = file.set_len(before).and_then(|()| file.sync_data());
            }
            return Err(error);
        }
        self.lengths.insert(day, before + lines.len() as u64);
        Ok(())
    }

    /// The file of a day, open for appending.
    fn file(&mut self, day: Day) -> io::Result<&mut File> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != day) {
            let path = self.path(day);
            let is_new = !path.exists();
            let file = OpenOptions::new().create(true).append(true).open(&path)?;
            if is_new {
                // The file's name has to be on disk too.
                sync_folder(&self.folder)?;
                let oldest = day.days_before(REMEMBERED_DAYS);
                self.known.retain(|_, (_, day)| *day >= oldest);
            }
            self.open = Some((day, file));
        }
        self.open.as_mut().map(|(_, file)| file).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    // A folder can't be opened there; the file's own sync carries its name.
    Ok(())
}

/// Ends a last line that a crash has torn, so that the next one begins on its own; the length of the file.
fn heal(path: &Path) -> io::Result<u64> {
    let mut file = OpenOptions::new().read(true).append(true).open(path)?;
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(0);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    if last == *b"\n" {
        return Ok(length);
    }
    file.write_all(b"\n")?;
    file.sync_data()?;
    say(&format!(
        "{}: its last line was torn by an earlier crash; a line end was added.",
        plain(&path.display().to_string())
    ));
    Ok(length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::Answer;
    use proptest::prelude::*;
    use serde_json::Value;

    fn response(id: &str, seq: u32, csat: i32) -> Response {
        Response {
            response_id: id.into(),
            seq,
            survey: "s".into(),
            answers: vec![("csat".into(), Answer::Code(csat))],
            ..Response::default()
        }
    }

    fn lines(folder: &Path) -> usize {
        fs::read_to_string(folder.join(Day::today().file())).map_or(0, |text| text.lines().count())
    }

    #[tokio::test]
    async fn repeats_are_written_once_and_remembered_after_a_restart() {
        let folder = tempfile::tempdir().expect("folder");
        for round in 0..2 {
            let Opened { store, thread, remembered } = Store::open(folder.path()).expect("opens");
            assert_eq!(remembered, 3 * round);
            let first = if round == 0 { Kept::Stored } else { Kept::Repeat };
            assert_eq!(store.keep(response("a", 1, 5)).await, first);
            assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Repeat);
            assert_eq!(store.keep(response("a", 1, 4)).await, Kept::Conflict);
            assert_eq!(store.keep(response("a", 2, 4)).await, first);
            assert_eq!(store.keep(response("b", 1, 4)).await, first);
            assert_eq!(lines(folder.path()), 3);
            let length = fs::metadata(folder.path().join(Day::today().file())).expect("file").len();
            assert_eq!(store.durable().await, [(folder.path().join(Day::today().file()), length)]);
            drop(store);
            thread.join().expect("ends");
        }
    }

    #[tokio::test]
    async fn a_torn_line_is_ended_and_stays() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(Day::today().file());
        fs::write(&path, "{\"v\":1,\"response_id\":\"a\",\"se").expect("writes");
        let Opened { store, .. } = Store::open(folder.path()).expect("opens");
        assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Stored);
        let text = fs::read_to_string(&path).expect("reads");
        assert_eq!(text.lines().next(), Some("{\"v\":1,\"response_id\":\"a\",\"se"));
        assert!(text.ends_with('\n') && text.lines().count() == 2, "{text}");
    }

    #[tokio::test]
    async fn one_folder_has_one_writer() {
        let folder = tempfile::tempdir().expect("folder");
        let first = Store::open(folder.path()).expect("opens");
        assert!(Store::open(folder.path()).is_err());
        drop(first.store);
        first.thread.join().expect("ends");
        assert!(Store::open(folder.path()).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_kept_can_be_read_back(
            words in prop::collection::vec("\\PC{0,8}|[\"\\\\\u{2028}\n\0é]{0,3}", 12),
            csat in prop::option::of(-2i32..6),
            sample in 0.0f64..1.0,
        ) {
            let mut object = serde_json::json!({
                "v": 1, "response_id": format!("r{}", words[0]), "seq": 1, "survey": format!("s{}", words[1]), "sample": sample,
                "answers": { "csat": csat, "comment": words[2], "why": [format!("w{}", words[3])], "q9": words[4] },
            });
            let names = ["touchpoint", "stage", "journey", "locale", "device", "wording", "submitted_at"];
            for (name, word) in names.iter().zip(&words[5..]).filter(|(_, word)| !word.is_empty()) {
                object[name] = Value::from(word.as_str());
            }
            let (response, _) = read_response(Json(&object)).expect("valid");
            let line = write_response(&response);
            prop_assert!(!line.contains('\n'));
            let back: Value = serde_json::from_str(&line).expect("JSON");
            let (back, _) = read_response(Json(&back)).expect("valid");
            prop_assert_eq!(write_response(&back), line);
            prop_assert_eq!(back, response);
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_could_not_be_written_is_not_acknowledged_and_may_come_again() {
        let folder = tempfile::tempdir().expect("folder");
        let Opened { store, .. } = Store::open(folder.path()).expect("opens");
        // A folder where the file should be.
        let path = folder.path().join(Day::today().file());
        fs::create_dir(&path).expect("folder");
        assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Failed);
        fs::remove_dir(&path).expect("removed");
        assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Stored);
    }
}
