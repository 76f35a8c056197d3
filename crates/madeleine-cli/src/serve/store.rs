//! Collected responses on disk: NDJSON files by day, each line there before it is acknowledged.
//!
//! One thread writes. What comes while it waits for the disk is written and made durable together.

use super::day::{Day, Part};
use super::heal::heal;
use super::journal::Journal;
use super::known::{Known, Met, Snapshot};
use crate::{Failure, plain::plain, say};
use madeleine_core::Response;
use madeleine_core::wire::write_response;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::{mpsc, oneshot};

/// How many days back a repeat is recognised. A widget gives up after 7; what comes later still is stored again,
/// and whoever scores the files counts it once.
const REMEMBERED_DAYS: i64 = 31;

/// Most responses that are made durable together.
const MAX_TOGETHER: usize = 1_024;

/// What is written to see whether there is room again: no less than the longest response.
const PROBE_BYTES: usize = 16 * 1024;

/// What became of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// On disk.
    Stored,
    /// On disk already.
    Repeat,
    /// On disk there is another content of the same `response_id` and `seq`.
    Conflict,
    /// Not on disk, for there is no room; the same request may succeed later.
    Full,
    /// Not on disk; the same request may succeed later.
    Failed,
}

impl Kept {
    /// What it means that a write failed.
    fn of(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Failed,
        }
    }
}

/// A file and how many of its bytes are whole, durable lines.
pub(crate) type Durable = (PathBuf, u64);

enum Order {
    Keep { response: Box<Response>, reply: oneshot::Sender<Kept> },
    Durable(oneshot::Sender<Vec<Durable>>),
    Check(oneshot::Sender<Kept>),
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
    /// Opens a folder, heals what an earlier crash has left, and remembers what is there. A file that holds so many bytes is
    /// followed by another.
    pub(crate) fn open(folder: &Path, rotate: u64, journal: Arc<Journal>) -> Result<Opened, Failure> {
        let writer = Writer::open(folder, rotate, journal)?;
        let remembered = writer.known.count();
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

    /// Whether responses can be kept; after a failure the disk is asked again.
    pub(crate) async fn check(&self) -> Kept {
        let (reply, answer) = oneshot::channel();
        if self.orders.send(Order::Check(reply)).await.is_err() {
            return Kept::Failed;
        }
        answer.await.unwrap_or(Kept::Failed)
    }
}

struct Writer {
    folder: PathBuf,
    /// Held as long as this process writes here.
    _lock: File,
    /// The length from which on a file is followed by another.
    rotate: u64,
    /// The file that is written to.
    open: Option<(Part, File)>,
    /// Every file's durable length.
    lengths: BTreeMap<Part, u64>,
    /// Waits until what was written is on disk. Tests put one in its place that fails.
    sync: fn(&File) -> io::Result<()>,
    /// Whether the last write failed.
    is_failing: bool,
    journal: Arc<Journal>,
    known: Known,
}

impl Writer {
    fn open(folder: &Path, rotate: u64, journal: Arc<Journal>) -> Result<Self, Failure> {
        let name = plain(&folder.display().to_string());
        let refuse = |error: io::Error| Failure(format!("{name}: {error}. Answers can't be kept there."));
        let is_new = !folder.exists();
        fs::create_dir_all(folder).map_err(refuse)?;
        if is_new && let Some(parent) = folder.canonicalize().map_err(refuse)?.parent() {
            // Its own name has to be on disk, too.
            sync_folder(parent).map_err(refuse)?;
        }
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
            rotate,
            open: None,
            lengths: BTreeMap::new(),
            sync: File::sync_data,
            is_failing: false,
            journal,
            known: Known::default(),
        };
        let oldest = Day::today().days_before(REMEMBERED_DAYS);
        for entry in fs::read_dir(folder).map_err(refuse)? {
            let Some(part) = entry.map_err(refuse)?.file_name().to_str().and_then(Part::of_file) else { continue };
            let path = writer.path(part);
            let name = plain(&path.display().to_string());
            let refuse =
                |error| Failure(format!("{name}: {error}. Make it readable and writable, and make room for it."));
            let is_recent = part.day >= oldest;
            let (length, done) = heal(&path, is_recent).map_err(refuse)?;
            if let Some(done) = done {
                say(&format!("{name}: {done}"));
            }
            if is_recent {
                writer.known.read(&path, part.day).map_err(refuse)?;
            }
            writer.lengths.insert(part, length);
        }
        // An earlier process may have ended before the names of its files were on disk.
        sync_folder(folder).map_err(refuse)?;
        Ok(writer)
    }

    fn path(&self, part: Part) -> PathBuf {
        self.folder.join(part.file())
    }

    /// Does what is ordered until nobody can order any more.
    fn work(mut self, mut inbox: mpsc::Receiver<Order>) {
        let mut together = Vec::new();
        while inbox.blocking_recv_many(&mut together, MAX_TOGETHER) > 0 {
            self.together(&mut together, Day::today());
        }
    }

    /// Does what was ordered at about the same time: what is to be kept is made durable by one wait for the disk.
    fn together(&mut self, orders: &mut Vec<Order>, day: Day) {
        let mut lines = String::new();
        let mut fresh = Vec::new();
        let mut answers = Vec::new();
        let mut asking = Vec::new();
        let mut checking = Vec::new();
        for order in orders.drain(..) {
            match order {
                Order::Keep { response, reply } => {
                    let line = write_response(&response);
                    let (snapshot, met) = self.known.meet(&response, &line, day);
                    let kept = match met {
                        Met::Same => Kept::Repeat,
                        Met::Other => Kept::Conflict,
                        Met::New => {
                            fresh.push(snapshot);
                            lines.push_str(&line);
                            lines.push('\n');
                            Kept::Stored
                        }
                    };
                    answers.push((reply, kept, snapshot));
                }
                Order::Durable(reply) => asking.push(reply),
                Order::Check(reply) => checking.push(reply),
            }
        }
        let failed = if lines.is_empty() { None } else { self.append(day, lines.as_bytes()).err() };
        // What was there before is there still; what was to be written just now isn't, nor are repeats of it.
        let missing: HashSet<Snapshot> = if failed.is_some() { fresh.drain(..).collect() } else { HashSet::new() };
        for snapshot in &missing {
            self.known.forget(snapshot);
        }
        let repeats = answers.iter().filter(|(_, kept, _)| *kept == Kept::Repeat).count();
        self.journal.kept(fresh.len() as u64, repeats as u64);
        for (reply, kept, snapshot) in answers {
            let _ = reply.send(failed.filter(|_| missing.contains(&snapshot)).unwrap_or(kept));
        }
        for reply in asking {
            let _ = reply.send(self.lengths.iter().map(|(part, length)| (self.path(*part), *length)).collect());
        }
        if !checking.is_empty() {
            let state = self.check(day);
            for reply in checking {
                let _ = reply.send(state);
            }
        }
    }

    /// Whether a write would succeed. It is tried only after one that failed: spaces, which are cut off again.
    fn check(&mut self, day: Day) -> Kept {
        if !self.is_failing {
            return Kept::Stored;
        }
        let (part, sync) = (self.part(day), self.sync);
        let done = self.file(part).and_then(|(file, length)| {
            let tried = file.write_all(&[b' '; PROBE_BYTES]).and_then(|()| sync(file));
            cut(file, length).and(tried)
        });
        match done {
            Ok(()) => {
                self.is_failing = false;
                Kept::Stored
            }
            Err(error) => {
                self.open = None;
                Kept::of(&error)
            }
        }
    }

    /// The file into which what comes on a day is written.
    fn part(&self, day: Day) -> Part {
        let first = Part::first(day);
        match self.lengths.range(first..).take_while(|(part, _)| part.day == day).last() {
            Some((part, length)) if *length >= self.rotate => part.next(),
            Some((part, _)) => *part,
            None => first,
        }
    }

    /// Writes whole lines and waits until they are on disk. What fails leaves no part of them.
    fn append(&mut self, day: Day, lines: &[u8]) -> Result<(), Kept> {
        let (part, sync) = (self.part(day), self.sync);
        let done = self.file(part).and_then(|(file, length)| {
            let written = file.write_all(lines).and_then(|()| sync(file));
            if written.is_err() {
                // If even that fails, the file is cut when it is opened again, which is before the next write.
                let _ = cut(file, length);
            }
            written.map(|()| length + lines.len() as u64)
        });
        self.is_failing = done.is_err();
        match done {
            Ok(length) => {
                self.lengths.insert(part, length);
                Ok(())
            }
            Err(error) => {
                // After a failed sync a handle may claim that all is well.
                self.open = None;
                let path = plain(&self.path(part).display().to_string());
                self.journal.note(&format!("answers couldn't be written to {path}: {error}"));
                Err(Kept::of(&error))
            }
        }
    }

    /// A file, open for appending behind its last durable line, and where that ends.
    fn file(&mut self, part: Part) -> io::Result<(&mut File, u64)> {
        let length = self.lengths.get(&part).copied().unwrap_or(0);
        if self.open.as_ref().is_none_or(|(open, _)| *open != part) {
            let path = self.path(part);
            let is_new = !path.exists();
            let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
            // The file's name has to be on disk too.
            sync_folder(&self.folder)?;
            let there = file.metadata()?.len();
            if there > length {
                cut(&mut file, length)?;
            }
            self.lengths.insert(part, there.min(length));
            if is_new {
                self.known.forget_before(part.day.days_before(REMEMBERED_DAYS));
            }
            self.open = Some((part, file));
        }
        let length = self.lengths.get(&part).copied().unwrap_or(0);
        let file = self.open.as_mut().map(|(_, file)| file).ok_or(ErrorKind::NotFound)?;
        Ok((file, length))
    }
}

/// Takes off what lies behind the last durable line.
fn cut(file: &mut File, length: u64) -> io::Result<()> {
    file.set_len(length)?;
    file.sync_data()
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

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::Answer;
    use madeleine_core::wire::read_response;
    use madeleine_ingest::Json;
    use proptest::prelude::*;
    use serde_json::Value;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn response(id: &str, seq: u32, csat: i32) -> Response {
        Response {
            response_id: id.into(),
            seq,
            survey: "s".into(),
            answers: vec![("csat".into(), Answer::Code(csat))],
            ..Response::default()
        }
    }

    fn today() -> String {
        Part::first(Day::today()).file()
    }

    fn lines(folder: &Path) -> usize {
        fs::read_to_string(folder.join(today())).map_or(0, |text| text.lines().count())
    }

    fn opened(folder: &Path) -> Opened {
        Store::open(folder, 1 << 20, Arc::default()).expect("opens")
    }

    #[tokio::test]
    async fn repeats_are_written_once_and_remembered_after_a_restart() {
        let folder = tempfile::tempdir().expect("folder");
        for round in 0..2 {
            let Opened { store, thread, remembered } = opened(folder.path());
            assert_eq!(remembered, 3 * round);
            let first = if round == 0 { Kept::Stored } else { Kept::Repeat };
            assert_eq!(store.keep(response("a", 1, 5)).await, first);
            assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Repeat);
            assert_eq!(store.keep(response("a", 1, 4)).await, Kept::Conflict);
            assert_eq!(store.keep(response("a", 2, 4)).await, first);
            assert_eq!(store.keep(response("b", 1, 4)).await, first);
            assert_eq!(lines(folder.path()), 3);
            let length = fs::metadata(folder.path().join(today())).expect("file").len();
            assert_eq!(store.durable().await, [(folder.path().join(today()), length)]);
            drop(store);
            thread.join().expect("ends");
        }
    }

    #[tokio::test]
    async fn one_folder_has_one_writer() {
        let folder = tempfile::tempdir().expect("folder");
        let first = opened(folder.path());
        assert!(Store::open(folder.path(), 1, Arc::default()).is_err());
        drop(first.store);
        first.thread.join().expect("ends");
        assert!(Store::open(folder.path(), 1, Arc::default()).is_ok());
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

    fn keep(writer: &mut Writer, response: Response, day: Day) -> Kept {
        let (reply, mut answer) = oneshot::channel();
        writer.together(&mut vec![Order::Keep { response: Box::new(response), reply }], day);
        answer.try_recv().expect("answered")
    }

    #[test]
    fn each_day_has_its_files_and_none_grows_for_ever() {
        let folder = tempfile::tempdir().expect("folder");
        let mut writer = Writer::open(folder.path(), 300, Arc::default()).expect("opens");
        let length = write_response(&response("a0", 1, 5)).len() as u64 + 1;
        let (one, many) = (Day::today(), 10);
        let next = one.days_before(-1);
        for n in 0..many {
            assert_eq!(keep(&mut writer, response(&format!("a{n}"), 1, 5), one), Kept::Stored);
        }
        assert_eq!(keep(&mut writer, response("b", 1, 5), next), Kept::Stored);
        // Known on the next day, and in whichever file it lies.
        assert_eq!(keep(&mut writer, response("a0", 1, 5), next), Kept::Repeat);
        assert_eq!(keep(&mut writer, response("a0", 1, 4), next), Kept::Conflict);
        let first = Part::first(one);
        let each = 300_u64.div_ceil(length);
        assert!(each < many, "a file holds {each}");
        let held =
            |part: Part| fs::read_to_string(folder.path().join(part.file())).map(|text| text.lines().count() as u64);
        assert_eq!((held(first).ok(), held(first.next()).ok()), (Some(each), Some(each.min(many - each))));
        assert_eq!(held(Part::first(next)).ok(), Some(1));
        drop(writer);
        // A restart goes on in the last file, and remembers them all.
        let mut writer = Writer::open(folder.path(), 300, Arc::default()).expect("opens");
        assert_eq!(writer.known.count() as u64, many + 1);
        assert_eq!(keep(&mut writer, response("c", 1, 5), next), Kept::Stored);
        assert_eq!(held(Part::first(next)).ok(), Some(2));
    }

    #[test]
    fn what_a_failed_write_has_left_is_cut_before_the_next() {
        let folder = tempfile::tempdir().expect("folder");
        let mut writer = Writer::open(folder.path(), 1 << 20, Arc::default()).expect("opens");
        let day = Day::today();
        assert_eq!(keep(&mut writer, response("a", 1, 5), day), Kept::Stored);
        let path = folder.path().join(today());
        let whole = fs::read_to_string(&path).expect("reads");
        fs::write(&path, format!("{whole}{{\"v\":1,\"resp")).expect("writes");
        writer.open = None;
        assert_eq!(keep(&mut writer, response("b", 1, 4), day), Kept::Stored);
        let text = fs::read_to_string(&path).expect("reads");
        assert!(text.starts_with(&whole) && text.lines().count() == 2 && !text.contains("\"resp{"), "{text}");
    }

    #[test]
    fn nothing_is_acknowledged_before_the_disk_has_it() {
        let folder = tempfile::tempdir().expect("folder");
        let mut writer = Writer::open(folder.path(), 1 << 20, Arc::default()).expect("opens");
        let day = Day::today();
        let probe = |writer: &mut Writer, sync: fn(&File) -> io::Result<()>| {
            writer.sync = sync;
            (keep(writer, response("a", 1, 5), day), writer.check(day), lines(folder.path()))
        };
        let broken = probe(&mut writer, |_| Err(io::Error::other("broken")));
        assert_eq!(broken, (Kept::Failed, Kept::Failed, 0));
        let full = probe(&mut writer, |_| Err(ErrorKind::StorageFull.into()));
        assert_eq!(full, (Kept::Full, Kept::Full, 0));
        assert_eq!(probe(&mut writer, File::sync_data), (Kept::Stored, Kept::Stored, 1));
    }

    #[test]
    fn what_was_there_before_is_acknowledged_when_the_rest_fails() {
        let folder = tempfile::tempdir().expect("folder");
        let mut writer = Writer::open(folder.path(), 1 << 20, Arc::default()).expect("opens");
        let day = Day::today();
        assert_eq!(keep(&mut writer, response("a", 1, 5), day), Kept::Stored);
        writer.sync = |_| Err(io::Error::other("broken"));
        let sent = [("a", 5), ("b", 5), ("b", 5), ("b", 4), ("a", 4)];
        let (mut orders, answers): (Vec<_>, Vec<_>) = sent
            .map(|(id, csat)| {
                let (reply, answer) = oneshot::channel();
                (Order::Keep { response: Box::new(response(id, 1, csat)), reply }, answer)
            })
            .into_iter()
            .unzip();
        writer.together(&mut orders, day);
        let kept: Vec<Kept> = answers.into_iter().map(|mut answer| answer.try_recv().expect("answered")).collect();
        assert_eq!(kept, [Kept::Repeat, Kept::Failed, Kept::Failed, Kept::Failed, Kept::Conflict]);
    }

    #[test]
    fn what_comes_together_waits_for_the_disk_once() {
        static WAITS: AtomicU32 = AtomicU32::new(0);
        let folder = tempfile::tempdir().expect("folder");
        let mut writer = Writer::open(folder.path(), 1 << 20, Arc::default()).expect("opens");
        writer.sync = |file| {
            WAITS.fetch_add(1, Ordering::Relaxed);
            file.sync_data()
        };
        let (mut orders, answers): (Vec<_>, Vec<_>) = (0..500)
            .map(|n| {
                let (reply, answer) = oneshot::channel();
                // One of them twice.
                let response = Box::new(response(&format!("r{}", n % 499), 1, 5));
                (Order::Keep { response, reply }, answer)
            })
            .unzip();
        writer.together(&mut orders, Day::today());
        let kept: Vec<Kept> = answers.into_iter().map(|mut answer| answer.try_recv().expect("answered")).collect();
        assert!(kept[..499].iter().all(|kept| *kept == Kept::Stored) && kept[499] == Kept::Repeat);
        assert_eq!((WAITS.load(Ordering::Relaxed), lines(folder.path())), (1, 499));
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_could_not_be_written_is_not_acknowledged_and_may_come_again() {
        let folder = tempfile::tempdir().expect("folder");
        let Opened { store, .. } = opened(folder.path());
        assert_eq!(store.check().await, Kept::Stored);
        // A folder where the file should be.
        let path = folder.path().join(today());
        fs::create_dir(&path).expect("folder");
        assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Failed);
        assert_eq!(store.check().await, Kept::Failed);
        fs::remove_dir(&path).expect("removed");
        assert_eq!(store.check().await, Kept::Stored);
        assert_eq!(store.keep(response("a", 1, 5)).await, Kept::Stored);
        assert_eq!(lines(folder.path()), 1);
    }
}
