//! Damage to a file of lines: lines doubled, moved, joined, cut; or the tree in one of them.

use super::{json, words};
use crate::{Format, Rng};

pub(super) fn mutated(format: Format, bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let at = rng.below(lines.len());
    let line = *lines.get(at)?;
    let mut made: Vec<u8>;
    match rng.below(16) {
        0 => lines.insert(rng.below(lines.len()), line),
        1 => drop(lines.remove(at)),
        2 => {
            let other = rng.below(lines.len());
            lines.swap(at, other);
        }
        3 => {
            made = line.trim_ascii_end().to_vec();
            lines[at] = &made;
        }
        4 => {
            made = [line, words::hostile(rng).as_bytes(), b"\n"].concat();
            lines.insert(at, &made);
        }
        5 => {
            let seed = rng.pick(format.texts());
            let other = seed.split_inclusive('\n').nth(rng.below(8)).unwrap_or(seed);
            lines.insert(at, other.as_bytes());
        }
        6 => lines[at] = &line[..rng.below(line.len())],
        // The same sitting once more, a little different: later, earlier or contradicting.
        7 | 8 => {
            made = json::mutated(format, line, rng)?;
            made.push(b'\n');
            lines.insert(at, &made);
        }
        _ => {
            made = json::mutated(format, line, rng)?;
            made.push(b'\n');
            lines[at] = &made;
        }
    }
    Some(lines.concat())
}
