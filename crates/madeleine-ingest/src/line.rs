//! Lines of NDJSON to codes, quickly: what a value means under its name is asked once, and looked up where it stands there again.
//!
//! Nothing is decided here. What a value means is what [`read_response`] says of a line that holds nothing else, and a line with
//! anything odd about it (a blank between its values, an escaped character, a name that stands there twice, an answer that isn't
//! offered …) is left to be read the slow way.

use crate::cell::Cell;
use crate::intake::{Intake, ROW};
use crate::json::{LEVELS, shallow};
use crate::problem::At;
use crate::sitting::tidy;
use core::ops::Range;
use madeleine_core::columns::{ABSENT, Columns, FREE, Field};
use madeleine_core::wire::read_response;
use madeleine_scan::{Member, is_unescaped, members};
use std::collections::HashMap;

/// So many lines are handed over at once.
const BATCH: usize = 512;
/// Most names that are known by heart.
const MOST_NAMES: usize = 512;
/// Most values of a name that are.
const MOST_VALUES: usize = 4_000;
/// So many values are asked about at first, and so many more with each line: where all say something else it doesn't pay.
const FIRST_ASKED: u64 = 64;
const ASKED: u64 = 2;
/// Longest value that is.
const LONGEST: usize = 512;
/// Longest word that is taken as it stands, and longest answer in words: in bytes, of which there are never fewer than characters.
const WORD: usize = 128;
const OPEN: usize = 4_000;

/// What a name stands in: the line, or one of the objects whose members are looked at one by one. In the others few different things
/// stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Line,
    Answers,
    Times,
    Context,
}

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// What is asked once.
    Value,
    /// Text that hardly two lines share, in this column.
    Text(usize),
    /// A word that is taken as it stands, in this column.
    Word(usize),
    /// A whole number in this column.
    Number(usize),
    /// An answer, in this column; the instrument of its item is named in that one, if anywhere.
    Answer(usize, usize),
    /// Members of its own.
    Group(Group),
}

/// A name, wherever it stands.
#[derive(Debug)]
struct Name {
    group: Group,
    text: Box<[u8]>,
    holds: Holds,
    /// The line in which it was met last: none names anything twice.
    met: u64,
    /// The name that came next the last time.
    next: usize,
    /// What values mean: a place in [`QuickLines::meanings`], or [`ODD`]. Of an answer the code of its instrument stands behind the value.
    values: HashMap<Box<[u8]>, u16>,
    /// The instruments, by their codes, that take an answer in words as it stands, or don't.
    open: Vec<(u16, bool)>,
}

/// What a line says in a column.
#[derive(Debug, Clone, Copy)]
struct Said {
    place: usize,
    code: u16,
    /// Where in the line the text begins that isn't shared, or what the number is.
    from: u32,
    /// Where that text ends; [`NUMBER`] behind a number.
    to: u32,
}

/// Only the slow way knows.
const ODD: u16 = u16::MAX;
/// Where no text ends.
const NUMBER: u32 = u32::MAX;

/// Reads lines of one file.
#[derive(Debug, Default)]
pub(crate) struct QuickLines {
    names: Vec<Name>,
    /// Where a name is, by its text and its group.
    known: HashMap<Box<[u8]>, u16>,
    /// What values mean: columns and codes.
    meanings: Vec<Box<[(usize, u16)]>>,
    /// Names without which a line is no response.
    needed: Vec<usize>,
    turn: u64,
    asks: u64,
    /// Of one line: its members, those of one of its objects, its answers, and what it says.
    outer: Vec<Member>,
    inner: Vec<Member>,
    answers: Vec<(usize, Range<usize>)>,
    said: Vec<Said>,
    /// What is looked up.
    asked: Vec<u8>,
    /// Of the lines that are handed over together, column by column; what comes behind the last code says nothing.
    codes: Vec<Vec<u16>>,
    at: Vec<At>,
}

impl QuickLines {
    /// Reads a line, if there is nothing odd about it.
    pub(crate) fn read(&mut self, line: &[u8], at: At, intake: &mut Intake) -> bool {
        let line = line.trim_ascii();
        if !is_unescaped(line) || core::str::from_utf8(line).is_err() {
            return false;
        }
        self.turn += 1;
        self.said.clear();
        self.answers.clear();
        let mut outer = core::mem::take(&mut self.outer);
        let read = members(line, 0..line.len(), &mut outer) && self.all(line, &outer, Group::Line, intake).is_some();
        self.outer = outer;
        if !read || self.needed.len() < 4 || self.needed.iter().any(|name| self.names[*name].met != self.turn) {
            return false;
        }
        if self.answer(line, intake).is_none() {
            return false;
        }
        self.keep(line, at, intake);
        true
    }

    /// Hands over the lines that were read.
    pub(crate) fn hand_over(&mut self, intake: &mut Intake) {
        let rows = self.at.len();
        if rows == 0 {
            return;
        }
        for (place, codes) in self.codes.iter_mut().enumerate().filter(|(_, codes)| !codes.is_empty()) {
            intake.columns().push_codes(place, codes);
            codes.clear();
        }
        intake.columns().end_rows(rows);
        intake.read_lines(rows as u64);
        intake.admit_rows(&self.at);
        self.at.clear();
    }

    /// Notes what a line says.
    fn keep(&mut self, line: &[u8], at: At, intake: &mut Intake) {
        let row = self.at.len();
        for said in &self.said {
            if said.code == FREE {
                match line.get(said.from as usize..said.to as usize) {
                    Some(text) => intake.columns().push_free(said.place, text),
                    None => intake.columns().push_free(said.place, &said.from.to_le_bytes()),
                }
            }
            if self.codes.len() <= said.place {
                self.codes.resize(said.place + 1, Vec::new());
            }
            let codes = &mut self.codes[said.place];
            codes.resize(row, ABSENT);
            codes.push(said.code);
        }
        self.at.push(at);
        if self.at.len() == BATCH {
            self.hand_over(intake);
        }
    }

    /// Looks at the members of an object; nothing where one is odd.
    fn all(&mut self, line: &[u8], members: &[Member], group: Group, intake: &mut Intake) -> Option<()> {
        let mut before = None;
        for member in members {
            let id = self.name(&line[member.name()], group, before, intake)?;
            before = Some(id);
            let name = &mut self.names[id];
            if name.met == self.turn {
                return None;
            }
            name.met = self.turn;
            let (value, span) = (&line[member.value()], member.value());
            match name.holds {
                Holds::Value => self.value(id, value, intake)?,
                Holds::Answer(..) => self.answers.push((id, span)),
                Holds::Group(group) => {
                    let mut inner = core::mem::take(&mut self.inner);
                    let read =
                        madeleine_scan::members(line, span, &mut inner).then(|| self.all(line, &inner, group, intake));
                    self.inner = inner;
                    read.flatten()?;
                }
                // An id has to be there, and nothing else.
                Holds::Text(_) if value == b"null" && *name.text != *b"response_id" => {}
                Holds::Text(place) => {
                    let text = text(value)
                        .filter(|text| (1..=WORD).contains(&text.len()) && !text.starts_with(ROW.as_bytes()))?;
                    let from = span.start as u32 + 1;
                    self.said.push(Said { place, code: FREE, from, to: from + text.len() as u32 });
                }
                Holds::Word(place) => {
                    let text = text(value).filter(|text| (1..=WORD).contains(&text.len()))?;
                    let code = intake.columns().code(place, text);
                    let from = span.start as u32 + 1;
                    self.said.push(Said { place, code, from, to: from + text.len() as u32 });
                }
                Holds::Number(place) => {
                    self.said.push(Said { place, code: FREE, from: number(value)?, to: NUMBER });
                }
            }
        }
        Some(())
    }

    /// The name, which mostly is the one that came there the last time.
    fn name(&mut self, text: &[u8], group: Group, before: Option<usize>, intake: &mut Intake) -> Option<usize> {
        let is_it = |name: &Name| name.group == group && *name.text == *text;
        if let Some(next) =
            before.map(|before| self.names[before].next).filter(|next| self.names.get(*next).is_some_and(is_it))
        {
            return Some(next);
        }
        let id = self.look_up(text, group, intake)?;
        if let Some(before) = before {
            self.names[before].next = id;
        }
        Some(id)
    }

    #[inline(never)]
    fn look_up(&mut self, text: &[u8], group: Group, intake: &mut Intake) -> Option<usize> {
        let key = joined(&[text, &[group as u8]]);
        if let Some(id) = found(&self.known, &key) {
            return Some(usize::from(id));
        }
        if self.names.len() >= MOST_NAMES || text.len() > WORD {
            return None;
        }
        let item = || String::from_utf8_lossy(text).into_owned();
        let mut place = |field| intake.columns().place_of(&field);
        let holds = match (group, text) {
            (Group::Line, b"response_id") => Holds::Text(place(Field::ResponseId)),
            (Group::Line, b"shown_at") => Holds::Text(place(Field::ShownAt)),
            (Group::Line, b"submitted_at") => Holds::Text(place(Field::SubmittedAt)),
            (Group::Line, b"journey") => Holds::Text(place(Field::Journey)),
            (Group::Line, b"answers") => Holds::Group(Group::Answers),
            (Group::Line, b"ms") => Holds::Group(Group::Times),
            (Group::Line, b"context") => Holds::Group(Group::Context),
            (Group::Line, _) => Holds::Value,
            (Group::Answers, _) => Holds::Answer(place(Field::Answer(item())), place(Field::Instrument(item()))),
            (Group::Times, _) => Holds::Number(place(Field::Ms(item()))),
            (Group::Context, _) => Holds::Word(place(Field::Context(item()))),
        };
        let id = self.names.len();
        if group == Group::Line && [&b"v"[..], b"response_id", b"seq", b"survey"].contains(&text) {
            self.needed.push(id);
        }
        learnt(&mut self.known, &key, id as u16);
        self.names.push(Name {
            group,
            text: text.into(),
            holds,
            met: 0,
            next: usize::MAX,
            values: HashMap::new(),
            open: Vec::new(),
        });
        Some(id)
    }

    /// What a value means, wherever it stands.
    fn value(&mut self, id: usize, value: &[u8], intake: &mut Intake) -> Option<()> {
        if let Some(known) = found(&self.names[id].values, value) {
            return self.say(known);
        }
        let only = match &*self.names[id].text {
            b"seq" => Some(Field::Seq),
            b"survey" => Some(Field::Survey),
            _ => None,
        };
        let json = joined(&[&b"\""[..], &self.names[id].text, b"\":", value]);
        self.learn(id, value, &json, intake, |field| match field {
            Field::ResponseId | Field::Seq | Field::Survey => only.as_ref() == Some(field),
            _ => true,
        })
    }

    /// What the answers mean, now that their instruments are known.
    fn answer(&mut self, line: &[u8], intake: &mut Intake) -> Option<()> {
        let answers = core::mem::take(&mut self.answers);
        let read = answers.iter().try_for_each(|(id, span)| self.answer_of(*id, line, span, intake));
        self.answers = answers;
        read
    }

    fn answer_of(&mut self, id: usize, line: &[u8], span: &Range<usize>, intake: &mut Intake) -> Option<()> {
        let Holds::Answer(place, instrument) = self.names[id].holds else { return None };
        let named = self.said.iter().find(|said| said.place == instrument).map_or(ABSENT, |said| said.code);
        if named == FREE {
            return None;
        }
        let value = &line[span.clone()];
        let words = text(value).filter(|text| !text.is_empty());
        let open =
            words.and_then(|_| self.names[id].open.iter().find(|(code, _)| *code == named)).map(|(_, open)| *open);
        if let (Some(true), Some(words)) = (open, words) {
            if words.len() > OPEN {
                return None;
            }
            let from = span.start as u32 + 1;
            let code = intake.columns().code(place, words);
            self.said.push(Said { place, code, from, to: from + words.len() as u32 });
            return Some(());
        }
        let mut asked = core::mem::take(&mut self.asked);
        asked.clear();
        asked.extend_from_slice(value);
        asked.extend_from_slice(&named.to_le_bytes());
        let read = match found(&self.names[id].values, &asked) {
            Some(known) => self.say(known),
            None => self.ask(id, value, &asked, named, words.is_some() && open.is_none(), intake),
        };
        self.asked = asked;
        read
    }

    /// Asks what an answer means.
    #[inline(never)]
    fn ask(
        &mut self,
        id: usize,
        value: &[u8],
        asked: &[u8],
        named: u16,
        words: bool,
        intake: &mut Intake,
    ) -> Option<()> {
        let Holds::Answer(place, instrument) = self.names[id].holds else { return None };
        let name = self.names[id].text.clone();
        let called = match intake.columns().all().get(instrument).and_then(|column| column.shared(named)) {
            Some(called) if called.iter().all(|byte| *byte >= b' ' && !matches!(byte, b'"' | b'\\')) => {
                joined(&[&b",\"instruments\":{\""[..], &name, b"\":\"", called, b"\"}"])
            }
            Some(_) => return None,
            None => Vec::new(),
        };
        let json = |value: &[u8]| joined(&[&b"\"answers\":{\""[..], &name, b"\":", value, b"}", &called]);
        if words {
            // Any word will do that no instrument offers.
            let said = probe(&json(b"\"x\""));
            let field = intake.columns().all().get(place).map(|column| column.field().clone());
            let open = said.is_some_and(|said| {
                said.all()
                    .iter()
                    .any(|column| Some(column.field()) == field.as_ref() && column.value_at(0) == Some(b"x"))
            });
            if self.names[id].open.len() < MOST_VALUES {
                self.names[id].open.push((named, open));
            }
            if open {
                return None;
            }
        }
        self.learn(id, asked, &json(value), intake, |field| matches!(field, Field::Answer(_)))
    }

    /// Asks what a value means, and keeps it in mind; nothing where it is odd, or too much would be kept.
    #[inline(never)]
    fn learn(
        &mut self,
        id: usize,
        asked: &[u8],
        json: &[u8],
        intake: &mut Intake,
        wanted: impl Fn(&Field) -> bool,
    ) -> Option<()> {
        let full = self.names[id].values.len() >= MOST_VALUES || self.meanings.len() >= usize::from(ODD);
        if asked.len() > LONGEST || full || self.asks > FIRST_ASKED + ASKED * self.turn {
            return None;
        }
        self.asks += 1;
        let mut meaning = Vec::new();
        let said = probe(json);
        let mut plain = said.is_some();
        for column in said.iter().flat_map(Columns::all).filter(|column| wanted(column.field())) {
            let place = intake.columns().place_of(column.field());
            let code = intake.columns().code(place, column.value_at(0).unwrap_or_default());
            plain &= code != FREE;
            meaning.push((place, code));
        }
        let known = if plain { self.meanings.len() as u16 } else { ODD };
        if plain {
            self.meanings.push(meaning.into());
        }
        learnt(&mut self.names[id].values, asked, known);
        self.say(known)
    }

    fn say(&mut self, known: u16) -> Option<()> {
        let meaning = self.meanings.get(usize::from(known))?;
        self.said.extend(meaning.iter().map(|&(place, code)| Said { place, code, from: 0, to: 0 }));
        Some(())
    }
}

#[inline(never)]
fn found(known: &HashMap<Box<[u8]>, u16>, text: &[u8]) -> Option<u16> {
    known.get(text).copied()
}

#[inline(never)]
fn learnt(known: &mut HashMap<Box<[u8]>, u16>, text: &[u8], what: u16) {
    known.insert(text.into(), what);
}

#[inline(never)]
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// What a response says that is nothing but this; nothing where there is a problem with it.
fn probe(json: &[u8]) -> Option<Columns> {
    let line = joined(&[&b"{\"v\":1,\"response_id\":\"x\",\"seq\":1,\"survey\":\"x\","[..], json, b"}"]);
    let value: Cell = shallow(&line, LEVELS).ok()?;
    let (mut response, left_out) = read_response(&value).ok()?;
    if !left_out.is_empty() {
        return None;
    }
    tidy(&mut response);
    let mut columns = Columns::default();
    columns.push(&response);
    Some(columns)
}

/// The text that a value is, in a line without escapes.
fn text(value: &[u8]) -> Option<&[u8]> {
    match value {
        [b'"', text @ .., b'"'] if !text.contains(&b'"') => Some(text),
        _ => None,
    }
}

/// The whole number that a value is, of up to nine digits.
fn number(value: &[u8]) -> Option<u32> {
    match value {
        [b'0'] => Some(0),
        [b'0', ..] | [] => None,
        _ if value.len() > 9 => None,
        _ => {
            value.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
        }
    }
}
