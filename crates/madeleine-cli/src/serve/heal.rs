//! What a crash may have left in a file of responses, and how it is mended when the server starts.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// How much of a file is read at a time, from its end.
const STEP: u64 = 64 * 1024;

/// Sees to it that a file ends with a whole line; the length that it has then, and what had to be done, if anything had.
/// With `durable`, all of it is on disk.
///
/// A line that was torn was never acknowledged: what is there of it goes to a `.torn` file beside, for whoever wants to look.
pub(crate) fn heal(path: &Path, durable: bool) -> io::Result<(u64, Option<String>)> {
    let mut file = OpenOptions::new().read(true).append(true).open(path)?;
    let length = file.metadata()?.len();
    let whole = end_of_lines(&mut file, length)?;
    if whole == length {
        if durable {
            // An earlier process may have ended between writing and waiting for the disk: its lines are recognised as
            // repeats from now on, which is a promise that they are there.
            file.sync_data()?;
        }
        return Ok((length, None));
    }
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(whole))?;
    file.read_to_end(&mut tail)?;
    if serde_json::from_slice::<serde_json::Value>(&tail).is_ok() {
        // Only its end is missing, as editors leave files.
        file.write_all(b"\n")?;
        file.sync_data()?;
        return Ok((length + 1, None));
    }
    let done = match set_aside(path, &tail) {
        Ok(()) => "its last line was torn by an earlier crash; it lies in the .torn file beside.".into(),
        // As on a full disk. It must not keep the server from starting, and nobody was told that it is kept.
        Err(error) => format!("its last line was torn by an earlier crash; it was cut off: {error}."),
    };
    file.set_len(whole)?;
    file.sync_data()?;
    Ok((whole, Some(done)))
}

/// Where the last whole line ends.
fn end_of_lines(file: &mut File, length: u64) -> io::Result<u64> {
    let mut end = length;
    while end > 0 {
        let start = end.saturating_sub(STEP);
        let mut piece = vec![0; (end - start) as usize];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut piece)?;
        if let Some(last) = piece.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + last as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

fn set_aside(path: &Path, tail: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path.with_extension("torn"))?;
    file.write_all(tail)?;
    file.write_all(b"\n")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn healed(text: &[u8], prepare: impl Fn(&Path)) -> (Vec<u8>, Option<Vec<u8>>) {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("responses-2026-11-21.ndjson");
        fs::write(&path, text).expect("writes");
        prepare(folder.path());
        let (length, done) = heal(&path, true).expect("heals");
        let left = fs::read(&path).expect("reads");
        assert_eq!(length, left.len() as u64);
        assert_eq!(done.is_some(), left.len() < text.len());
        (left, fs::read(path.with_extension("torn")).ok())
    }

    #[test]
    fn a_file_ends_with_a_whole_line_whatever_happened() {
        let long = "x".repeat(200_000);
        for (text, left, torn) in [
            ("", "", None),
            ("{\"a\":1}\n", "{\"a\":1}\n", None),
            ("{\"a\":1}\n{\"a\":2}", "{\"a\":1}\n{\"a\":2}\n", None),
            ("{\"a\":1}\n{\"a\"", "{\"a\":1}\n", Some("{\"a\"\n")),
            ("{\"a\"", "", Some("{\"a\"\n")),
            ("{\"a\":1}\n\0\0\0", "{\"a\":1}\n", Some("\0\0\0\n")),
            (&format!("{{}}\n{long}"), "{}\n", Some(&format!("{long}\n"))),
        ] {
            let (found, aside) = healed(text.as_bytes(), |_| {});
            assert_eq!((found, aside), (left.into(), torn.map(Vec::from)));
        }
    }

    #[test]
    fn every_cut_of_a_line_is_mended() {
        let line = "{\"answers\":{\"comment\":\"é \\\" }\"}}\n".as_bytes();
        for end in 0..line.len() - 1 {
            let (found, aside) = healed(&[line, &line[..end]].concat(), |_| {});
            assert_eq!((found.as_slice(), aside.is_some()), (line, end > 0), "{end}");
        }
    }

    #[test]
    fn a_line_that_can_not_be_set_aside_is_cut_off() {
        let block = |folder: &Path| fs::create_dir(folder.join("responses-2026-11-21.torn")).expect("folder");
        assert_eq!(healed(b"{}\n{\"a", block), (b"{}\n".to_vec(), None));
    }
}
