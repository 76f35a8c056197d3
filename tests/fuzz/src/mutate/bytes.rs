//! Damage below any structure: bytes changed, cut, doubled, words put in, another file's end put on.

use super::words;
use crate::{Format, Rng};

pub(super) fn mutated(format: Format, bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let at = rng.below(out.len() + 1);
    let end = (at + rng.below(20)).min(out.len());
    match rng.below(8) {
        0 => drop(out.splice(at..end, words::hostile(rng).bytes())),
        1 => drop(out.splice(at..at, words::word(format, rng).bytes())),
        2 => drop(out.drain(at..end)),
        3 => {
            if let Some(byte) = out.get_mut(at) {
                *byte ^= 1 << rng.below(8);
            }
        }
        4 => {
            if let Some(byte) = out.get_mut(at) {
                *byte = rng.byte();
            }
        }
        5 => {
            let piece: Vec<u8> = out[at..end].repeat(1 + rng.below(30));
            out.splice(at..at, piece);
        }
        6 => {
            let other = rng.pick(&format.seeds());
            out.truncate(at);
            out.extend_from_slice(&other[rng.below(other.len())..]);
        }
        _ => out.truncate(at),
    }
    out
}
