//! Damage to a table: cells, quotes, rows, columns, separators and line ends.

use super::words;
use crate::{Format, Rng};

pub(super) fn mutated(bytes: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut rows: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let first = *rows.first()?;
    let separator =
        [b',', b';', b'\t'].into_iter().max_by_key(|one| first.iter().filter(|byte| *byte == one).count())?;
    // The names of the columns are worth more than any row.
    let at = if rng.one_in(3) { 0 } else { rng.below(rows.len()) };
    let row = rows[at];
    let made: Vec<u8>;
    match rng.below(16) {
        0 => rows.insert(rng.below(rows.len()), row),
        1 => drop(rows.remove(at)),
        2 => {
            let other = rng.below(rows.len());
            rows.swap(at, other);
        }
        3 => {
            let other = [b',', b';', b'\t', b'|'][rng.below(4)];
            return Some(bytes.iter().map(|byte| if *byte == separator { other } else { *byte }).collect());
        }
        4 => {
            let end: &[u8] = rng.pick(&[&b"\r"[..], b"\r\n", b"\n\n", b"", b"\n\r", b" \n"]);
            made = [row.trim_ascii_end(), end].concat();
            rows[at] = &made;
        }
        5 => {
            let seed = rng.pick(Format::Csv.texts());
            rows.insert(at, seed.split_inclusive('\n').nth(rng.below(6)).unwrap_or(seed).as_bytes());
        }
        // A column is taken out, or stands there twice, in every row.
        6 | 7 => {
            let column = rng.below(first.iter().filter(|byte| **byte == separator).count() + 1);
            let twice = rng.one_in(2);
            let table = rows.iter().map(|row| {
                let mut cells: Vec<&[u8]> = row.split(|byte| *byte == separator).collect();
                match cells.get(column) {
                    Some(&cell) if twice => cells.insert(column, cell),
                    Some(_) if cells.len() > 1 => drop(cells.remove(column)),
                    _ => {}
                }
                cells.join(&separator)
            });
            return Some(table.collect::<Vec<_>>().concat());
        }
        _ => {
            let mut cells: Vec<Vec<u8>> =
                row.trim_ascii_end().split(|byte| *byte == separator).map(<[u8]>::to_vec).collect();
            let place = rng.below(cells.len());
            cell(&mut cells, place, rng);
            made = [cells.join(&separator), b"\n".to_vec()].concat();
            rows[at] = &made;
        }
    }
    Some(rows.concat())
}

fn cell(cells: &mut Vec<Vec<u8>>, at: usize, rng: &mut Rng) {
    let word = words::word(Format::Csv, rng).as_bytes();
    match rng.below(10) {
        0 => cells[at] = [b"\"", &cells[at][..], b"\""].concat(),
        1 => cells[at].insert(0, b'"'),
        2 => cells[at].push(b'"'),
        3 => cells[at] = [b"\"", &cells[at][..], b"\"\"", word, b"\n\""].concat(),
        4 => cells[at].clear(),
        5 => cells.insert(at, word.to_vec()),
        6 => drop(cells.remove(at)),
        7 => cells[at] = rng.below(13).to_string().into_bytes(),
        8 => {
            let length = cells[at].len() + 1;
            let place = rng.below(length);
            cells[at].splice(place..place, word.iter().copied());
        }
        _ => cells[at] = word.to_vec(),
    }
}
