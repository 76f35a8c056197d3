//! A layout that is made elsewhere: the first rows of a file go there, and what its columns are comes back. Who reads files can
//! then do without what knows the exports of other tools, until a file is one.

use super::reading::{Other, Reading};
use super::time::{Clock, Order};
use super::{Drawn, Layout, Mapping, Sheet, find};
use crate::place::Place;
use crate::table::{Splitter, separator};
use madeleine_core::Problem;
use madeleine_core::wire::{Json, Kind, Node, Tape, Value};

/// More elements of anything than a layout has.
const ALL: usize = usize::MAX;

/// What notes and problems of a layout are called.
const CODES: [&str; 3] = ["layout", "column", "no_such_column"];

/// Rows as bytes, each behind its length.
pub(crate) fn write_rows<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut out = Vec::new();
    for row in rows {
        out.extend_from_slice(&u32::try_from(row.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(row);
    }
    out
}

pub(crate) fn rows(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut rows = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let (row, rest) = rest.split_at(rest.len().min(u32::from_le_bytes(*length) as usize));
        rows.push(row);
        bytes = rest;
    }
    rows
}

/// What the columns of a file are, by its first rows as [`Reader::sample`](crate::Reader::sample) gives them; for
/// [`Reader::lay_out`](crate::Reader::lay_out). Nothing where no tool that is known wrote it, and no mapping says it.
///
/// ```
/// use madeleine_ingest::{Intake, Reader, layout};
///
/// let mut reader = Reader::ours(0, Intake::default());
/// reader.push(b"Timestamp,How satisfied are you with your purchase?\n2026-11-21 10:02:33,4\n2026-11-21 10:03:05,5\n");
/// let sample = reader.sample(true).expect("another tool's columns");
/// assert!(reader.lay_out(&layout(&sample, None).expect("Google Forms")));
/// assert_eq!(reader.finish().len(), 2);
/// ```
pub fn layout(sample: &[u8], mapping: Option<&Mapping>) -> Option<Vec<u8>> {
    let rows = rows(sample);
    let mut splitter = Splitter::new(separator(rows.first()?)[0]);
    let sheet = Sheet { rows: rows.iter().map(|row| splitter.texts(row)).collect() };
    let layout = find(sheet.rows.first()?, mapping)?.layout(&sheet);
    Some(write(&layout).into_bytes())
}

fn write(layout: &Layout) -> String {
    let mut json = Json::default();
    json.open('[');
    json.whole(layout.heads as i64);
    list(&mut json, &layout.columns, |json, column| {
        json.whole(column.at as i64);
        json.text(&column.place.name());
        write_reading(json, &column.reading);
    });
    list(&mut json, &layout.fixed, |json, (place, word)| {
        json.text(&place.name());
        json.text(word);
    });
    for problems in [&layout.notes, &layout.problems] {
        list(&mut json, problems, |json, problem| {
            json.text(problem.code);
            json.text(&problem.path);
            json.text(&problem.message);
        });
    }
    json.close(']');
    json.finish()
}

fn list<T>(json: &mut Json, all: &[T], write: impl Fn(&mut Json, &T)) {
    json.open('[');
    for one in all {
        json.open('[');
        write(json, one);
        json.close(']');
    }
    json.close(']');
}

fn optional(json: &mut Json, text: Option<&String>) {
    match text {
        Some(text) => json.text(text),
        None => json.raw("null"),
    }
}

fn write_reading(json: &mut Json, reading: &Reading) {
    list(json, &reading.words, |json, (word, ours)| {
        json.text(word);
        optional(json, ours.as_ref());
    });
    optional(json, reading.split.as_ref());
    match &reading.other {
        Other::AsIs => json.text("as_is"),
        Other::Code => json.text("code"),
        Other::Language => json.text("language"),
        Other::Unknown => json.text("unknown"),
        Other::Always(word) => {
            json.text("always");
            json.text(word);
        }
        Other::Time(clock) => {
            json.text(clock.order.word());
            if let Some(offset) = clock.offset {
                json.whole(offset.into());
            }
        }
    }
}

/// Reads what [`layout`] wrote; nothing where it is anything else.
pub(crate) fn read(layout: &[u8]) -> Option<Layout> {
    let tape = Tape::read(core::str::from_utf8(layout).ok()?)?;
    let [heads, columns, fixed, notes, problems] = tape.root().elements(ALL).try_into().ok()?;
    Some(Layout {
        heads: whole(heads)?,
        columns: each(columns, |column| {
            let [at, place, reading @ ..] = column else { return None };
            Some(Drawn { at: whole(*at)?, place: Place::of(place.text()?), reading: read_reading(reading)? })
        })?,
        fixed: each(fixed, |fixed| {
            let [place, word] = fixed else { return None };
            Some((Place::of(place.text()?), word.text()?.into()))
        })?,
        notes: each(notes, read_problem)?,
        problems: each(problems, read_problem)?,
    })
}

fn each<T>(list: Value<'_>, read: impl Fn(&[Value<'_>]) -> Option<T>) -> Option<Vec<T>> {
    list.elements(ALL).into_iter().map(|one| read(&one.elements(ALL))).collect()
}

fn whole(value: Value<'_>) -> Option<usize> {
    value.number().map(|number| number as usize)
}

fn read_problem(problem: &[Value<'_>]) -> Option<Problem> {
    let [code, path, message] = problem else { return None };
    let code = CODES.into_iter().find(|known| Some(*known) == code.text())?;
    Some(Problem { code, path: path.text()?.into(), message: message.text()?.into() })
}

fn optional_text(value: Value<'_>) -> Option<Option<String>> {
    match value.kind() {
        Kind::Null => Some(None),
        _ => Some(Some(value.text()?.into())),
    }
}

fn read_reading(reading: &[Value<'_>]) -> Option<Reading> {
    let [words, split, other, more @ ..] = reading else { return None };
    let words = each(*words, |pair| {
        let [word, ours] = pair else { return None };
        Some((word.text()?.into(), optional_text(*ours)?))
    })?;
    let other = match other.text()? {
        "as_is" => Other::AsIs,
        "code" => Other::Code,
        "language" => Other::Language,
        "unknown" => Other::Unknown,
        "always" => Other::Always(more.first()?.text()?.into()),
        word => {
            let (order, _) = Order::WORDS.into_iter().find(|(_, known)| *known == word)?;
            let offset = more.first().and_then(|offset| offset.number()).map(|offset| offset as i16);
            Other::Time(Clock { order, offset })
        }
    };
    Some(Reading { words, split: optional_text(*split)?, other })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Intake, Reader};

    fn here(file: &[u8], mapping: Option<&Mapping>) -> Intake {
        let reader = Reader::new();
        let mut reader = mapping.map_or_else(Reader::new, |mapping| reader.mapped(mapping));
        reader.push(file);
        reader.finish()
    }

    fn elsewhere(file: &[u8], mapping: Option<&Mapping>) -> Intake {
        let reader = Reader::ours(0, Intake::default());
        let mut reader = if mapping.is_some() { reader.mapped_elsewhere() } else { reader };
        for piece in file.chunks(7) {
            reader.push(piece);
            if let Some(sample) = reader.sample(false) {
                assert!(reader.lay_out(&layout(&sample, mapping).expect("a layout")));
            }
        }
        if let Some(sample) = reader.sample(true) {
            assert!(reader.lay_out(&layout(&sample, mapping).expect("a layout")));
        }
        reader.finish()
    }

    fn same(file: &[u8], mapping: Option<&Mapping>) {
        let (here, elsewhere) = (here(file, mapping), elsewhere(file, mapping));
        assert_eq!(here, elsewhere);
        assert_eq!(here.notes(), elsewhere.notes());
        assert_eq!(here.problems(), elsewhere.problems());
    }

    #[test]
    fn a_file_is_read_alike_wherever_its_layout_is_made() {
        let mut exported = b"Timestamp,How satisfied are you with your purchase?,\"Why,\nif not?\"\n".to_vec();
        for row in 0..1_500 {
            exported.extend(format!("2026-11-21 10:02:33,{},\"so\nso\"\n", row % 5 + 1).bytes());
        }
        same(&exported, None);
        same(&exported[..300], None);
        same(b"submitted_at,csat\n2026-11-21T10:02Z,5\n", None);
        let mapping = Mapping::from_json(
            br#"{ "v": 1, "state": "completed", "columns": [
                { "column": "Zufrieden?", "as": "csat", "words": { "Ja": 5, "Nein": 1, "-": null } },
                { "column": "Wann", "as": "submitted_at", "format": "day_first", "zone": "+01:00" },
                { "column": "Filiale", "as": "context.store", "any": "one" }, { "column": "Gone", "as": "nps" } ] }"#,
        )
        .expect("a mapping");
        same(
            "Wann;Zufrieden?;Filiale\n21.11.2026 10:02;Ja;Lyon\nx;Nein;\n;vielleicht;\n;-;\n".as_bytes(),
            Some(&mapping),
        );
        same(b"", Some(&mapping));
    }

    #[test]
    fn what_is_no_layout_is_refused() {
        let mut reader = Reader::ours(0, Intake::default());
        reader.push(b"Timestamp,Are you satisfied?\n2026-11-21 10:02:33,4\n");
        assert!(reader.sample(false).is_none());
        assert!(reader.sample(true).is_some());
        for wrong in ["", "[]", "[1,[[0,\"csat\"]],[],[],[]]", "[1,[],[],[[\"odd\",\"\",\"\"]],[]]"] {
            assert!(!reader.lay_out(wrong.as_bytes()), "{wrong}");
        }
    }
}
