//! A mapping for an owner to edit: what is certain of a file's columns, what is likely, and what is open.

use super::question::{Hint, Verdict};
use super::reading::{Other, Reading};
use super::time::{Order, Seen};
use super::{Draft, FOR_MAPPING, Role, SAMPLE_BYTES, SAMPLE_ROWS, SHOWN, Sheet, device, label, tool_of, verdicts};
use crate::place::Place;
use crate::reader::{BOM, foreign};
use crate::table::{SEPARATORS, Splitter, separator};
use madeleine_core::Problem;
use madeleine_core::instrument::{Form, KEYS, Key};
use madeleine_core::json_schema::Tree;
use madeleine_core::scale::Labels;
use madeleine_scan::{Ends, Lines};

/// Proposes a mapping for a CSV file by its first bytes, as JSON: an owner reads it and mends it. `ended` says that they are
/// all of the file. A [`Mapping`](crate::Mapping) of what comes out reads the file.
///
/// ```
/// let proposal = madeleine_ingest::propose(b"Day,NPS,Branch\n2026-11-21,9,Lyon\n", true).expect("a CSV file");
/// assert!(proposal.contains(r#"{ "column": "NPS", "as": "ltr11""#));
/// ```
///
/// # Errors
/// What is wrong with the file, where it isn't CSV.
pub fn propose(first: &[u8], ended: bool) -> Result<String, Problem> {
    Ok(draw(&sheet(first, ended)?).mapping.pretty())
}

/// What an owner sees who says in a form what the columns of a CSV file are, by its first bytes: one JSON object of
///
/// - `mapping`: what [`propose`] proposes,
/// - `columns`: for each column what a mapping would call it (`column`, its name or its number), its `name`, and its first different
///   `values`, at most 21: where there are 21 there are more than make a table of words,
/// - `instruments`: those that a column can be answers to: `id`, `name` (in English), and the `codes` of its scale with
///   the wording keys of their `labels` (of all or of the two ends) or its `options`; words of a person's own have none of these.
///
/// ```
/// let seen = madeleine_ingest::propose_form(b"Day,NPS\n2026-11-21,9\n", true).expect("a CSV file");
/// assert!(seen.contains(r#"{ "column": "NPS", "name": "NPS", "values": ["9"] }"#));
/// ```
///
/// # Errors
/// As [`propose`].
pub fn propose_form(first: &[u8], ended: bool) -> Result<String, Problem> {
    let sheet = sheet(first, ended)?;
    let Drawn { mapping, heads } = draw(&sheet);
    let proposal = Proposal { sheet: &sheet, heads, used: Vec::new(), columns: Vec::new() };
    let column = |at| {
        Tree::object([
            ("column", proposal.name(at)),
            ("name", Tree::text(&label(&sheet, heads, at))),
            ("values", Tree::texts(&proposal.values(at))),
        ])
    };
    let columns = Tree::List((0..sheet.width()).map(column).collect());
    let instruments = Tree::List(KEYS.iter().filter_map(|key| choice(key)).collect());
    Ok(Tree::object([("mapping", mapping), ("columns", columns), ("instruments", instruments)]).pretty())
}

/// An instrument that a column can be answers to, one answer a cell.
fn choice(key: &Key) -> Option<Tree> {
    let instrument = key.instrument;
    let more = match &instrument.form {
        Form::Scale(scale) => {
            let first = i64::from(scale.first);
            let codes = first..first + i64::from(scale.points);
            let labels: Vec<String> = match scale.labels {
                Labels::Each => codes.clone().map(|code| format!("{}.{code}", scale.id)).collect(),
                Labels::Ends { low, high } => vec![low.into(), high.into()],
            };
            vec![
                ("codes", Tree::List(codes.map(Tree::Whole).collect())),
                ("labels", Tree::List(labels.into_iter().map(Tree::Text).collect())),
            ]
        }
        Form::Choice { options, .. } => vec![("options", Tree::texts(options))],
        Form::Text => vec![],
        Form::Multi { .. } => return None,
    };
    (key.id == instrument.id).then(|| {
        let fields = [("id", Tree::text(key.id)), ("name", Tree::text(key.short_name))].into_iter().chain(more);
        Tree::Object(fields.map(|(name, value)| (name.to_string(), value)).collect())
    })
}

/// A mapping that was proposed, and how many rows name the columns.
struct Drawn {
    mapping: Tree,
    heads: usize,
}

fn draw(sheet: &Sheet) -> Drawn {
    let names = sheet.rows.first().map_or(&[][..], Vec::as_slice);
    let draft = tool_of(names).map_or_else(|| guess(sheet), |tool| tool.drawn(sheet));
    let verdicts = verdicts(sheet, draft.heads, &draft.roles);
    let mut proposal = Proposal { sheet, heads: draft.heads, used: Vec::new(), columns: Vec::new() };
    for (at, (role, verdict)) in draft.roles.iter().zip(&verdicts).enumerate() {
        proposal.column(at, role, verdict.as_ref(), &verdicts);
    }
    let mut root = vec![("v".to_string(), Tree::Whole(super::mapping::VERSION))];
    if draft.heads > 1 {
        root.push(("header_rows".into(), Tree::Whole(draft.heads as i64)));
    }
    for (place, word) in &draft.fixed {
        root.push((place.name(), Tree::text(word)));
    }
    root.push(("columns".into(), Tree::List(proposal.columns)));
    Drawn { mapping: Tree::Object(root), heads: draft.heads }
}

/// So many different answers make a table of words; more are words of people's own.
const MOST: usize = 20;

/// The first rows of a file.
fn sheet(first: &[u8], ended: bool) -> Result<Sheet, Problem> {
    let first = first.strip_prefix(BOM).unwrap_or(first);
    let first = first
        .get(first.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(first.len())..)
        .unwrap_or_default();
    let not = |what: &str| Problem {
        code: "not_csv",
        path: "$".into(),
        message: format!("this is {what}. A mapping is for a CSV file."),
    };
    if let Some(what) = foreign(first) {
        return Err(not(what));
    }
    if first.is_empty() || first[0] == b'{' {
        return Err(not(if first.is_empty() { "empty" } else { "NDJSON, whose fields have names already" }));
    }
    let mut lines = Lines::new();
    lines.set_ends(Ends::OutsideQuotes(SEPARATORS));
    let given = first.get(..SAMPLE_BYTES).unwrap_or(first);
    lines.push(given);
    let mut sheet = Sheet::default();
    let mut splitter: Option<Splitter> = None;
    while let Some(row) = lines.next(ended && given.len() == first.len()) {
        let Ok(content) = row.content else { continue };
        if content.trim_ascii().is_empty() {
            continue;
        }
        let begun = splitter.is_some();
        let between = separator(content);
        let splitter = splitter.get_or_insert_with(|| Splitter::new(between[0]));
        sheet.rows.push(splitter.texts(content));
        if !begun {
            lines.set_ends(Ends::OutsideQuotes(between));
        }
        if sheet.rows.len() > SAMPLE_ROWS {
            break;
        }
    }
    Ok(sheet)
}

/// What the columns of an unknown file may be, by their names alone.
fn guess(sheet: &Sheet) -> Draft {
    let role = |column| {
        let name = sheet.name(column);
        let says = |words: &[&str]| {
            words.iter().any(|word| name.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word))
        };
        match Place::of(&name) {
            Place::Nothing if says(&["email", "mail", "phone", "ip", "firstname", "lastname", "surname"]) => {
                Role::Personal
            }
            Place::Nothing if says(&["date", "time", "timestamp", "day", "submitted", "created", "completed"]) => {
                Role::time("submitted_at", None)
            }
            Place::Nothing if matches!(Seen::in_values(sheet.values(1, column)), Seen::Sure(_)) => {
                Role::time("submitted_at", None)
            }
            Place::Nothing if says(&["id"]) => Role::word("response_id"),
            Place::Nothing if says(&["language", "locale", "lang"]) => {
                Role::read("locale", Reading::with(Other::Language))
            }
            Place::Nothing if says(&["device"]) => Role::read("device", device()),
            Place::Nothing if says(&["country", "store", "branch", "region"]) => Role::context(&name),
            Place::Nothing | Place::Answer(_) => {
                Role::Question { asked: sheet.cell(0, column).into(), hint: Hint::None }
            }
            place => Role::Take(vec![(place, Reading::default())]),
        }
    };
    Draft { heads: 1, roles: (0..sheet.width()).map(role).collect(), fixed: vec![], remarks: vec![] }
}

struct Proposal<'a> {
    sheet: &'a Sheet,
    heads: usize,
    used: Vec<Place>,
    columns: Vec<Tree>,
}

impl<'a> Proposal<'a> {
    fn column(&mut self, at: usize, role: &Role, verdict: Option<&Verdict>, verdicts: &[Option<Verdict>]) {
        match role {
            Role::Take(places) => {
                for (place, reading) in places {
                    self.entry(at, place, reading, None, "");
                }
            }
            Role::Time { field, offset, also } => {
                let place = Place::Word(field);
                let (order, note) = match Seen::in_values(self.sheet.values(self.heads, at)) {
                    Seen::Sure(order) => (Some(order), ""),
                    Seen::DayOrMonth => (Some(Order::DayFirst), "its dates could as well be month_first: look"),
                    Seen::Unknown => (None, "its dates aren't written in a way that is known"),
                    Seen::Nothing => (None, "it is empty among the first rows"),
                };
                match order {
                    Some(order) => {
                        let clock = super::time::Clock { order, offset: *offset };
                        self.entry(at, &place, &Reading::with(Other::Time(clock)), None, note);
                    }
                    None => self.ignore(at, note),
                }
                if let Some((place, reading)) = also {
                    self.entry(at, place, reading, None, "");
                }
            }
            Role::Question { .. } => match verdict {
                Some(Verdict::Sure(guess) | Verdict::Likely(guess)) => {
                    let sure = matches!(verdict, Some(Verdict::Sure(_)));
                    let same = |verdict: &Option<Verdict>| matches!(verdict, Some(Verdict::Sure(other) | Verdict::Likely(other)) if other.instrument == guess.instrument);
                    let alone = verdicts.iter().filter(|verdict| same(verdict)).count() == 1;
                    let item = if alone { guess.instrument.to_string() } else { format!("q{}", at + 1) };
                    let note = if sure { guess.because.clone() } else { format!("not certain: {}", guess.because) };
                    self.entry(at, &Place::Answer(item), &guess.reading, (!alone).then_some(guess.instrument), &note);
                }
                Some(Verdict::Empty) => self.ignore(at, "nobody has answered it among the first rows"),
                _ => self.ask(at, "which instrument?"),
            },
            Role::Personal => self.ignore(at, "it says who answered, which no score needs"),
            Role::Passed(FOR_MAPPING) => self.ask(at, "to compare by it: context.NAME."),
            Role::Passed(why) => self.ignore(at, why),
        }
    }

    /// A column that only the owner knows: with its words to be filled in, where they are few.
    fn ask(&mut self, at: usize, question: &str) {
        let values = self.values(at);
        if values.is_empty() {
            return self.ignore(at, "it is empty among the first rows");
        }
        let shown: Vec<String> = values.iter().take(SHOWN).map(|value| value.chars().take(40).collect()).collect();
        self.ignore(at, &format!("{question} Its first values: {}", shown.join(", ")));
        let numbers = values.iter().all(|value| value.parse::<f64>().is_ok());
        let short = values.len() <= MOST && values.iter().all(|value| value.chars().count() <= 60);
        let all = self.sheet.values(self.heads, at).count();
        if let (false, true, Some(Tree::Object(fields))) =
            (numbers, short && values.len() < all, self.columns.last_mut())
        {
            let words = values.iter().map(|value| ((*value).into(), Tree::Raw("null"))).collect();
            fields.insert(2, ("words".into(), Tree::Object(words)));
        }
    }

    /// The first different values of a column, up to one more than make a table of words.
    fn values(&self, at: usize) -> Vec<&'a str> {
        let mut values: Vec<&'a str> = Vec::new();
        for value in self.sheet.values(self.heads, at) {
            if values.len() <= MOST && !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// The name of a column, or its number where the name isn't its own.
    fn name(&self, at: usize) -> Tree {
        let name = label(self.sheet, self.heads, at);
        let first = (0..self.heads)
            .find_map(|row| (0..self.sheet.width()).find(|column| self.sheet.cell(row, *column) == name));
        if first == Some(at) { Tree::text(&name) } else { Tree::Whole(at as i64 + 1) }
    }

    fn ignore(&mut self, at: usize, note: &str) {
        let fields = vec![
            ("column".into(), self.name(at)),
            ("as".into(), Tree::text("ignore")),
            ("note".into(), Tree::text(note)),
        ];
        self.columns.push(Tree::Object(fields));
    }

    fn entry(&mut self, at: usize, place: &Place, reading: &Reading, instrument: Option<&str>, note: &str) {
        if self.used.contains(place) {
            return self.ignore(at, &format!("another column is \"{}\" already", place.name()));
        }
        self.used.push(place.clone());
        let mut fields = vec![("column".to_string(), self.name(at)), ("as".into(), Tree::Text(place.name()))];
        fields.extend(instrument.map(|id| ("instrument".into(), Tree::text(id))));
        if !reading.words.is_empty() {
            let scored = matches!(place, Place::Answer(_));
            let ours = |ours: &Option<String>| match ours {
                None => Tree::Raw("null"),
                Some(ours) => match ours.parse() {
                    Ok(code) if scored => Tree::Whole(code),
                    _ => Tree::text(ours),
                },
            };
            let words = reading.words.iter().map(|(word, stands_for)| (word.clone(), ours(stands_for))).collect();
            fields.push(("words".into(), Tree::Object(words)));
        }
        match &reading.other {
            Other::Always(word) => fields.push(("any".into(), Tree::text(word))),
            Other::Time(clock) => {
                fields.push(("format".into(), Tree::text(clock.order.word())));
                fields.extend(clock.offset.filter(|offset| *offset == 0).map(|_| ("zone".into(), Tree::text("UTC"))));
            }
            _ => {}
        }
        if !note.is_empty() {
            fields.push(("note".into(), Tree::text(note)));
        }
        self.columns.push(Tree::Object(fields));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mapping, Reader};

    #[test]
    fn a_proposal_reads_the_file_that_it_was_made_for() {
        let file = "When;How likely are you to recommend us?;Your e-mail;Rating of the café\n21.11.2026 10:02;0;a@b.example;4\n22.11.2026 11:00;10;;3\n";
        let proposal = propose(file.as_bytes(), true).expect("CSV");
        let mapping =
            Mapping::from_json(proposal.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}\n{proposal}"));
        let mut reader = Reader::new().mapped(&mapping);
        reader.push(file.as_bytes());
        let intake = reader.finish();
        assert_eq!((intake.len(), intake.problem_count()), (2, 0), "{proposal}");
        assert!(intake.responses().all(|response| response.answer("ltr11").is_some()));
    }

    #[test]
    fn a_form_names_each_column_and_shows_what_stands_in_it() {
        let file = "Note,Note,When\ngood,5,2026-11-21\nbad,2,2026-11-22\ngood,5,2026-11-22\n";
        let form = propose_form(file.as_bytes(), true).expect("CSV");
        for said in [
            r#"{ "column": "Note", "name": "Note", "values": ["good", "bad"] }"#,
            r#"{ "column": 2, "name": "Note", "values": ["5", "2"] }"#,
            r#"{ "column": "When", "as": "submitted_at", "format": "year_first" }"#,
            r#""name": "CSAT""#,
            r#""codes": [1, 2, 3, 4, 5]"#,
            r#""options": ["fcr.yes","#,
        ] {
            assert!(form.contains(said), "{said} isn't in {form}");
        }
    }

    #[test]
    fn what_is_no_csv_gets_none() {
        for bytes in [&b"{}"[..], b"", b"\n \n", b"PK\x03\x04", b"[1]"] {
            assert_eq!(propose(bytes, true).map_err(|problem| problem.code), Err("not_csv"));
        }
    }
}
