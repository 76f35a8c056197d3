//! Files that are packed are unpacked, damaged, and packed again, so that the damage is met inside.

use super::bytes;
use crate::{Format, Rng};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Most that a part of a workbook may become.
const MOST: usize = 1 << 20;

/// What a reader of sheets stumbles over.
const SHEET: &[&str] = &[
    r#"<c r="A1"><v>1</v></c>"#,
    r#"<c r="XFD1048576"><v>5</v></c>"#,
    r#"<c r="ZZZZZZZ99999999999"><v>5</v></c>"#,
    r#"<c t="s"><v>99999999999</v></c>"#,
    r#"<c t="d"><v>2026-11-21T10:02:33Z</v></c>"#,
    r#"<c s="4294967295"><v>1e308</v></c>"#,
    r#"<c t="e"><v>#N/A</v></c>"#,
    r#"<row r="1048576">"#,
    r#"<row r="0">"#,
    "</row>",
    "</sheetData>",
    r#"<dimension ref="A1:XFD1048576"/>"#,
    "<si><t>x</t></si>",
    "&#x0;",
    "&nobody;",
    "<![CDATA[<c>]]>",
    "<!-- -- >",
    "Target=\"../../../x\"",
    "<f>1+1</f>",
];

/// Bytes that are lengths, counts and kinds: in place, since others say where things stand.
fn tweaked(piece: &mut [u8], rng: &mut Rng) {
    for _ in 0..=rng.below(4) {
        let at = rng.below(piece.len());
        let Some(byte) = piece.get_mut(at) else { return };
        *byte = match rng.below(4) {
            0 => byte.wrapping_add(1),
            1 => byte.wrapping_sub(1),
            2 => [0, 1, 2, 0x15, 0x19, 0x7f, 0x80, 0xff][rng.below(8)],
            _ => rng.byte(),
        };
    }
}

/// A Parquet file whose end still says how long its description is.
pub(super) fn parquet(file: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let end = file.len().checked_sub(8)?;
    let length = u32::from_le_bytes(*file.get(end..end + 4)?.first_chunk()?) as usize;
    let start = end.checked_sub(length).filter(|start| *start >= 4)?;
    let (mut data, mut description) = (file[4..start].to_vec(), file[start..end].to_vec());
    match rng.below(6) {
        0 => description = bytes::mutated(Format::Parquet, &description, rng),
        1 => data = bytes::mutated(Format::Parquet, &data, rng),
        2 | 3 => tweaked(&mut data, rng),
        _ => tweaked(&mut description, rng),
    }
    let length = u32::try_from(description.len()).ok()?.to_le_bytes();
    Some([b"PAR1".as_slice(), &data, &description, &length, b"PAR1"].concat())
}

/// A workbook with one of its parts damaged, doubled, missing or under another name.
pub(super) fn workbook(file: &[u8], rng: &mut Rng) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.to_string();
        let mut text = Vec::new();
        part.take(MOST as u64).read_to_end(&mut text).ok()?;
        parts.push((name, text));
    }
    let at = rng.below(parts.len());
    let (name, text) = parts.get_mut(at)?;
    match rng.below(10) {
        0 => drop(parts.remove(at)),
        1 => name.push(char::from(b'0' + rng.byte() % 10)),
        2 => *text = [text.as_slice(), text].concat(),
        3 | 4 => *text = bytes::mutated(Format::Workbook, text, rng),
        5 => tweaked(text, rng),
        _ => {
            // Behind a tag.
            let from = rng.below(text.len());
            let tag = text[from..].iter().position(|byte| *byte == b'>').map_or(from, |at| from + at + 1);
            text.splice(tag..tag, rng.pick(SHEET).bytes());
        }
    }
    zipped(parts.iter().map(|(name, text)| (name.as_str(), text.as_slice())))
}

/// Packs parts as a workbook has them.
pub(crate) fn zipped<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        archive.start_file(name, packed).ok()?;
        archive.write_all(text).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
