//! Files: which ones are meant, reading responses out of them, putting a new one in their place.

use crate::Failure;
use crate::plain::plain;
use crate::unwrapped::unwrapped;
use indicatif::{ProgressBar, ProgressStyle};
use madeleine_ingest::{Intake, Mapping, Reader};
use madeleine_sheets::Kind;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// How the name of a file with tallies ends.
const TALLY: &str = ".tally.json";

/// How much of a file is read at a time: what lies near the processor until it has been looked through.
const PIECE: usize = 64 * 1024;

/// Below this nobody waits.
const WORTH_A_BAR: u64 = 32 << 20;

/// What a file is called on the terminal.
pub(crate) fn name(path: &Path) -> String {
    if is_input(path) { "standard input".into() } else { plain(&path.display().to_string()) }
}

/// Whether standard input is meant.
pub(crate) fn is_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

pub(crate) fn is_tally(path: &Path) -> bool {
    path.to_string_lossy().ends_with(TALLY)
}

/// The files that are meant: a shell that doesn't expand `answers/*.ndjson` leaves it to us.
pub(crate) fn expanded(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        let text = path.to_string_lossy();
        if !text.contains(['*', '?', '[']) || path.exists() {
            all.push(path.clone());
            continue;
        }
        let matches = glob::glob(&text).map_err(|error| Failure(format!("{}: {error}", name(path))))?;
        let before = all.len();
        for found in matches {
            all.push(found.map_err(|error| Failure(error.to_string()))?);
        }
        if all.len() == before {
            return Err(Failure(format!("{}: no file is called so.", name(path))));
        }
    }
    Ok(all)
}

/// Reads the responses of a file. On a terminal a long one shows how far it is.
pub(crate) fn read(path: &Path, number: u32, mapping: Option<&Mapping>) -> io::Result<Intake> {
    Ok(pushed(path, number, mapping)?.finish())
}

/// The same, and what a file of operations says.
pub(crate) fn read_both(path: &Path, number: u32, mapping: Option<&Mapping>) -> io::Result<(Intake, Option<String>)> {
    let mut reader = pushed(path, number, mapping)?;
    let operations = reader.operations();
    Ok((reader.finish(), operations))
}

fn pushed(path: &Path, number: u32, mapping: Option<&Mapping>) -> io::Result<Reader> {
    let mut reader = mapped(Reader::for_file(number), mapping);
    pieces(path, |piece| {
        reader.push(piece);
        true
    })?;
    Ok(reader)
}

/// A reader that reads by a mapping, if there is one.
pub(crate) fn mapped(reader: Reader, mapping: Option<&Mapping>) -> Reader {
    match mapping {
        Some(mapping) => reader.mapped(mapping),
        None => reader,
    }
}

/// Hands over what a file says in NDJSON or CSV, piece by piece, as long as more is wanted; whether all of it was.
pub(crate) fn pieces(path: &Path, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<bool> {
    let (source, length): (Box<dyn Read>, u64) = if is_input(path) {
        (Box::new(io::stdin()), 0)
    } else {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        (Box::new(file), length)
    };
    let bar = bar(path, length);
    let mut wanted = true;
    plain_text(bar.wrap_read(source), |text| {
        wanted = wanted && take(text);
        wanted
    })?;
    bar.finish_and_clear();
    Ok(wanted)
}

/// A source as text, piece by piece: unpacked, in UTF-8, and the first sheet of a workbook or a Parquet file as CSV. `take` says
/// whether it wants more.
pub(crate) fn plain_text(source: impl Read + 'static, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut source = unwrapped(source)?;
    let mut piece = vec![0; PIECE];
    let mut length = fill(&mut source, &mut piece)?;
    if Kind::of(&piece[..length]).is_some() {
        piece.truncate(length);
        // Their end says where their parts are.
        source.read_to_end(&mut piece)?;
        return madeleine_sheets::csv(piece, |text| {
            take(text);
        })
        .map_err(io::Error::other);
    }
    while length > 0 && take(&piece[..length]) {
        length = fill(&mut source, &mut piece)?;
    }
    Ok(())
}

/// Reads a whole piece, or what is left; how much that is.
fn fill(source: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < piece.len() {
        match source.read(&mut piece[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

fn bar(path: &Path, length: u64) -> ProgressBar {
    if length < WORTH_A_BAR || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes} of {total_bytes}, {eta} left");
    let bar = ProgressBar::new(length).with_message(name(path));
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

/// Puts a file in the place of another once it is on disk: whoever pulls the plug finds the old one or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = begun(folder)?;
    file.write_all(bytes)?;
    if let Ok(before) = fs::metadata(path) {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn begun(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // For whom any new file of this person is: what the system takes away from everybody is taken away from this.
    tempfile::Builder::new().prefix(".madeleine-").permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn begun(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(".madeleine-").tempfile_in(folder)
}
