//! Exports of other tools: recognised by their first row, read by what is certain of each column.
//!
//! A file for each tool says what its columns are; a [`Mapping`] says it for any other file. Both come to the same: a
//! [`Layout`], which names for each column what our own files would call it and how its cells are read. What was taken for
//! what, and what was left out, is noted; a guess is never taken silently.

mod delighted;
mod elsewhere;
mod formbricks;
mod google_forms;
mod limesurvey;
mod mapping;
mod posthog;
mod propose;
mod qualtrics;
mod question;
mod reading;
mod schema;
mod surveymonkey;
mod time;
mod typeform;

pub use elsewhere::layout;
pub(crate) use elsewhere::{read as read_layout, rows, write_rows};
pub use mapping::Mapping;
pub use propose::{propose, propose_form};
pub use schema::schema;

use crate::place::Place;
use madeleine_core::instrument::{self, Form};
use madeleine_core::{Problem, response::State};
use question::{Guess, Hint, Verdict};
use reading::Other;
pub(crate) use reading::Reading;
use time::{Clock, Seen};

/// So many rows are looked at before it is said what the columns are.
pub(crate) const SAMPLE_ROWS: usize = 1_000;

/// And so many bytes at most.
pub(crate) const SAMPLE_BYTES: usize = 512 * 1024;

/// So many values of a column are shown in a proposal.
const SHOWN: usize = 8;

/// A tool whose exports are known.
pub(crate) struct Tool {
    /// As people call it.
    name: &'static str,
    /// What its answers are filed under, where the file doesn't say.
    survey: &'static str,
    draw: fn(&Sheet) -> Draft,
}

static TOOLS: [&Tool; 8] = [
    &formbricks::TOOL,
    &posthog::TOOL,
    &surveymonkey::TOOL,
    &typeform::TOOL,
    &qualtrics::TOOL,
    &limesurvey::TOOL,
    &delighted::TOOL,
    &google_forms::TOOL,
];

/// By what each tool is known. A list of its own: who only has to know that a file is another tool's doesn't need to read it.
static SIGNS: [fn(&[String]) -> bool; TOOLS.len()] = [
    formbricks::is,
    posthog::is,
    surveymonkey::is,
    typeform::is,
    qualtrics::is,
    limesurvey::is,
    delighted::is,
    // What it is known by is little, so it comes last.
    google_forms::is,
];

/// Which tool wrote a file with these names in its first row.
fn place_of(names: &[String]) -> Option<usize> {
    let names: Vec<String> = names.iter().map(|name| name.trim().to_lowercase()).collect();
    SIGNS.iter().position(|is| is(&names))
}

/// Whether a file with these names in its first row is an export of a tool that is known.
pub(crate) fn is_export(names: &[String]) -> bool {
    place_of(names).is_some()
}

/// The tool that wrote a file with these names in its first row.
pub(crate) fn tool_of(names: &[String]) -> Option<&'static Tool> {
    TOOLS.get(place_of(names)?).copied()
}

/// Who says what the columns of a file are, by its first rows.
pub(crate) trait Draws {
    /// Whether these are enough rows, of so many bytes, to say it.
    fn is_enough(&self, rows: usize, bytes: usize) -> bool;
    /// What the columns are.
    fn layout(&self, sheet: &Sheet) -> Layout;
}

/// Finds who says what the columns of a file are, by the names in its first row.
pub(crate) type Finds = fn(&[String], Option<&Mapping>) -> Option<Box<dyn Draws>>;

/// A mapping says it where there is one, else the tool that wrote the file.
pub(crate) fn find(names: &[String], mapping: Option<&Mapping>) -> Option<Box<dyn Draws>> {
    match mapping {
        Some(mapping) => Some(Box::new(mapping.clone())),
        None => Some(Box::new(tool_of(names)?)),
    }
}

/// Whether so many rows show what a tool's columns hold.
pub(crate) fn shows_enough(rows: usize, bytes: usize) -> bool {
    rows > SAMPLE_ROWS || bytes > SAMPLE_BYTES
}

impl Draws for &'static Tool {
    fn is_enough(&self, rows: usize, bytes: usize) -> bool {
        shows_enough(rows, bytes)
    }

    fn layout(&self, sheet: &Sheet) -> Layout {
        Tool::layout(self, sheet)
    }
}

/// The first rows of a file.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.get(column)).map_or("", |cell| cell.trim())
    }

    fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The name of a column, in small letters.
    fn name(&self, column: usize) -> String {
        self.cell(0, column).to_lowercase()
    }

    fn column(&self, name: &str) -> Option<usize> {
        (0..self.width()).find(|column| self.name(*column) == name)
    }

    /// What stands in a column behind so many rows of names.
    fn values(&self, heads: usize, column: usize) -> impl Iterator<Item = &str> {
        (heads..self.rows.len()).map(move |row| self.cell(row, column)).filter(|cell| !cell.is_empty())
    }
}

/// What a tool says of its columns, before the answers are looked at.
struct Draft {
    /// How many rows name the columns.
    heads: usize,
    roles: Vec<Role>,
    /// What every row says.
    fixed: Vec<(Place, String)>,
    /// What else has to be said of the file.
    remarks: Vec<&'static str>,
}

/// What a column is.
#[derive(Debug)]
enum Role {
    /// It is read into these places.
    Take(Vec<(Place, Reading)>),
    /// A time, with the offset of its clock where the tool says it; what the column tells besides.
    Time { field: &'static str, offset: Option<i16>, also: Option<(Place, Reading)> },
    /// A question, in its words.
    Question { asked: String, hint: Hint },
    /// It says who answered.
    Personal,
    /// It isn't read, and why.
    Passed(&'static str),
}

impl Role {
    fn word(field: &'static str) -> Self {
        Self::Take(vec![(Place::Word(field), Reading::default())])
    }

    fn context(key: &str) -> Self {
        Self::Take(vec![(Place::Context(key.into()), Reading::default())])
    }

    fn read(field: &'static str, reading: Reading) -> Self {
        Self::Take(vec![(Place::Word(field), reading)])
    }

    fn time(field: &'static str, offset: Option<i16>) -> Self {
        Self::Time { field, offset, also: None }
    }

    fn question(asked: &str) -> Self {
        Self::Question { asked: asked.into(), hint: Hint::None }
    }
}

/// Nothing of the answer: a name for the mapper.
const FOR_MAPPING: &str = "it isn't known what it says; a mapping can name it";

/// A column whose being filled says that somebody has come to the end.
fn completed() -> (Place, Reading) {
    (Place::Word("state"), Reading::with(Other::Always(State::Completed.word().into())))
}

/// Words for somebody having come to the end or not.
fn finished() -> Reading {
    let [done, part] = [State::Completed.word(), State::Partial.word()];
    Reading::words([("yes", done), ("no", part), ("true", done), ("false", part), ("1", done), ("0", part)])
}

/// Words for a device.
fn device() -> Reading {
    Reading::words([
        ("desktop", "desktop"),
        ("mobile", "phone"),
        ("phone", "phone"),
        ("smartphone", "phone"),
        ("tablet", "tablet"),
    ])
}

/// What each column of a file is for us.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// How many rows name the columns.
    pub(crate) heads: usize,
    pub(crate) columns: Vec<Drawn>,
    /// What every row says.
    pub(crate) fixed: Vec<(Place, String)>,
    pub(crate) notes: Vec<Problem>,
    pub(crate) problems: Vec<Problem>,
}

/// A column that is read.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) at: usize,
    pub(crate) place: Place,
    pub(crate) reading: Reading,
}

impl Layout {
    fn note(&mut self, code: &'static str, path: &str, message: String) {
        self.notes.push(Problem { code, path: path.into(), message });
    }

    /// Takes a column into these places. A field of the response may be told by several columns, of which the last one that is
    /// filled counts; nothing else may.
    fn take(&mut self, at: usize, path: &str, places: Vec<(Place, Reading)>) {
        for (place, reading) in places {
            let twice = self.columns.iter().any(|column| column.place == place);
            if twice && !matches!(place, Place::Word(_) | Place::Number(_)) {
                self.note("column", path, format!("left out: another column is {} already.", place.name()));
            } else {
                self.columns.push(Drawn { at, place, reading });
            }
        }
    }
}

impl Tool {
    /// What the columns are by their names: the tool's own, those that are called as in our files, and questions.
    fn drawn(&self, sheet: &Sheet) -> Draft {
        let mut draft = (self.draw)(sheet);
        for role in &mut draft.roles {
            if let Role::Question { asked, .. } = role {
                match Place::of(asked.trim()) {
                    Place::Nothing => {}
                    ours => *role = Role::Take(vec![(ours, Reading::default())]),
                }
            }
        }
        draft
    }

    /// What the columns of an export are, by its first rows.
    pub(crate) fn layout(&self, sheet: &Sheet) -> Layout {
        let draft = self.drawn(sheet);
        let mut layout = Layout { heads: draft.heads, fixed: draft.fixed, ..Layout::default() };
        let rows = if draft.heads == 1 { "row" } else { "rows" };
        layout.note(
            "layout",
            "$",
            format!("this is an export of {}: {} columns, {} {rows} of names.", self.name, sheet.width(), draft.heads),
        );
        for remark in draft.remarks {
            layout.note("layout", "$", remark.into());
        }
        let says = |layout: &Layout, field| {
            let here = |place: &Place| *place == Place::Word(field);
            layout.fixed.iter().any(|(place, _)| here(place)) || layout.columns.iter().any(|column| here(&column.place))
        };
        let verdicts = verdicts(sheet, draft.heads, &draft.roles);
        let named = |place: &Place| {
            let takes =
                |role: &Role| matches!(role, Role::Take(places) if places.iter().any(|(taken, _)| taken == place));
            draft.roles.iter().any(takes)
        };
        let owned: Vec<bool> = verdicts
            .iter()
            .map(|verdict| matches!(verdict, Some(Verdict::Sure(guess)) if named(&Place::Answer(guess.instrument.into()))))
            .collect();
        let names: Vec<String> = (0..sheet.width()).map(|column| label(sheet, draft.heads, column)).collect();
        for (at, (role, verdict)) in draft.roles.into_iter().zip(&verdicts).enumerate() {
            let path = names[at].as_str();
            match role {
                Role::Take(places) => {
                    let said: Vec<String> = places.iter().map(|(place, _)| place.name()).collect();
                    layout.note("column", path, format!("read as {}.", said.join(" and ")));
                    layout.take(at, path, places);
                }
                Role::Time { field, offset, also } => {
                    match Seen::in_values(sheet.values(draft.heads, at).take(SAMPLE_ROWS)) {
                        Seen::Sure(order) => {
                            let zone = match offset {
                                Some(0) => "UTC",
                                Some(_) => "an offset of its own",
                                None => "by the zone in its cells, else as it is written",
                            };
                            layout.note("column", path, format!("read as {field} ({}, {zone}).", order.word()));
                            let reading = Reading::with(Other::Time(Clock { order, offset }));
                            layout.take(at, path, vec![(Place::Word(field), reading)]);
                        }
                        Seen::DayOrMonth => layout.note("column", path, "left out: its dates can be read with the day first or the month first. A mapping says which (\"format\").".into()),
                        Seen::Unknown => layout.note("column", path, "left out: its dates aren't written in a way that is known. A mapping can't read them either.".into()),
                        Seen::Nothing => layout.note("column", path, "left out: it is empty among the first rows.".into()),
                    }
                    layout.take(at, path, also.into_iter().collect());
                }
                Role::Question { .. } => match verdict {
                    Some(Verdict::Sure(guess)) if owned[at] => {
                        layout.note("column", path, format!("left out: another column is called {}.", guess.instrument));
                    }
                    Some(Verdict::Sure(guess)) => {
                        let rivals = rivals(&verdicts, at, guess);
                        if rivals == 0 {
                            layout.note("column", path, format!("read as {} ({}): {}.", guess.instrument, question::name(guess.instrument), guess.because));
                            let place = Place::Answer(guess.instrument.into());
                            layout.take(at, path, vec![(place, guess.reading.clone())]);
                        } else {
                            layout.note("column", path, format!(
                                "left out: {} columns could be {} ({}). A mapping says which one is meant.",
                                rivals + 1, guess.instrument, question::name(guess.instrument),
                            ));
                        }
                    }
                    Some(Verdict::Likely(guess)) => layout.note("column", path, format!(
                        "left out: it may be {} ({}), but {}. A mapping can say that it is.",
                        guess.instrument, question::name(guess.instrument), guess.because,
                    )),
                    Some(Verdict::Empty) => layout.note("column", path, "left out: nobody has answered it among the first rows.".into()),
                    _ => layout.note("column", path, "left out: which instrument it is can't be seen from its words and answers; a mapping can say it.".into()),
                },
                Role::Personal => layout.note("column", path, "left out: it says who answered, which no score needs.".into()),
                Role::Passed(why) => layout.note("column", path, format!("left out: {why}.")),
            }
        }
        if !says(&layout, "survey") {
            layout.fixed.push((Place::Word("survey"), self.survey.into()));
        }
        layout
    }
}

/// What is certain of each question.
fn verdicts(sheet: &Sheet, heads: usize, roles: &[Role]) -> Vec<Option<Verdict>> {
    let judged = |(at, role): (usize, &Role)| match role {
        Role::Question { asked, hint } => {
            let mut values: Vec<&str> = sheet.values(heads, at).take(SAMPLE_ROWS).collect();
            values.sort_unstable();
            values.dedup();
            Some(question::judge(asked, &values, *hint))
        }
        _ => None,
    };
    roles.iter().enumerate().map(judged).collect()
}

/// How many other columns are as certainly the same: people answered several questions, so none of them is *the* score.
fn rivals(verdicts: &[Option<Verdict>], at: usize, guess: &Guess) -> usize {
    let same = |verdict: &Option<Verdict>| matches!(verdict, Some(Verdict::Sure(other)) if other.instrument == guess.instrument);
    verdicts.iter().enumerate().filter(|(other, verdict)| *other != at && same(verdict)).count()
}

/// What a column is called in notes and mappings: the first name that it has, else its number.
fn label(sheet: &Sheet, heads: usize, column: usize) -> String {
    let named = (0..heads.max(1)).map(|row| sheet.cell(row, column)).find(|cell| !cell.is_empty());
    named.map_or_else(|| format!("column {}", column + 1), Into::into)
}

/// Whether an instrument takes a text as its answer, as it stands in our files.
fn offers(instrument: &str, text: &str) -> bool {
    match instrument::key_of_instrument(instrument).map(|key| &key.instrument.form) {
        Some(Form::Scale(scale)) => text.parse().is_ok_and(|code| code == -1 || code == -2 || scale.holds(code)),
        Some(Form::Choice { options, .. }) => options.contains(&text) || text == "-1" || text == "-2",
        _ => true,
    }
}
