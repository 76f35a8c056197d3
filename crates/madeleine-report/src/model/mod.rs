//! The report as a model: every number as a number and as it is printed, every picture with its table.

mod against;
mod build;
mod cell;
mod change;
mod control;
mod csv;
mod drawn;
mod drivers;
mod journey;
mod operations;
mod section;
mod shown;
#[cfg(test)]
mod tests;
mod verbatims;

use crate::labels::Labels;
use crate::markup::Body;
use crate::table::Table;
use madeleine_stats::tally::Period;
use serde::{Deserialize, Serialize};

pub(crate) use section::Extent;
pub use shown::Shown;
pub use verbatims::{Quote, Quotes, Spoken, Theme, Verbatims};

/// What a reader wants to see. Everything has a default: English, untitled, all touchpoints.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "ReportRequest"))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Request {
    /// The language of words and numbers, as a tag: French for `fr` and its kin, else English.
    pub locale: String,
    /// What stands above the report.
    pub title: String,
    /// How points of scales and options are called, by wording key.
    pub labels: Labels,
    /// Only the responses of this touchpoint; the empty text means those that name none.
    pub touchpoint: Option<String>,
    /// By what it could be broken down, as in `device`: what isn't known is left out.
    pub breakdowns: Vec<String>,
    /// So many of the latest weeks are held against as many before; 4 where nothing is said.
    pub compare_weeks: Option<u32>,
    /// For how much room the pictures are drawn.
    pub width: Width,
    /// Whether scores are called by their registered names (Net Promoter Score®), each with the line that says whose it is.
    pub registered_names: bool,
    /// Only quotes that name this theme, by its id: `fr:frais de port`.
    pub theme: Option<String>,
    /// Only quotes in which this stands.
    pub search: String,
    /// So many quotes are shown at most; 5 where nothing is said, none at all for 0.
    pub quotes: Option<u32>,
}

/// For how much room a picture is drawn: its letters keep their size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Width {
    /// A phone.
    Narrow,
    /// Everything else.
    #[default]
    Wide,
    /// Both, for a file that is read on either.
    Both,
}

/// What reading the files came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// Lines or rows read.
    pub lines: u64,
    /// Responses that came out of them.
    pub responses: u64,
    /// Older snapshots of those.
    pub superseded: u64,
    /// Lines that say what another says.
    pub duplicates: u64,
    /// Lines that contradict another.
    pub conflicts: u64,
    /// Lines that couldn't be read.
    pub broken: u64,
    /// How many things are wrong, listed or not.
    pub problem_count: u64,
    /// The first of them.
    pub problems: Vec<Problem>,
    /// How many notes there are on how the files were read, listed or not.
    pub note_count: u64,
    /// The first of them: as exports of which tool files were read, which column was taken for what, what was left out.
    pub notes: Vec<Problem>,
}

/// One thing that is wrong with a file, or a note on how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1; 0 when the file as a whole is meant.
    pub line: u32,
    /// A stable word for programs.
    pub code: String,
    /// What is wrong, where, and how to mend it.
    pub message: String,
}

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language that it is written in: `en` or `fr`.
    pub language: String,
    /// What stands above it.
    pub title: String,
    /// How many responses it is made from, after filtering.
    pub responses: u64,
    /// The same in words: "5,000 responses".
    pub responses_text: String,
    /// From when to when, in words; empty where no response has a date.
    pub dates: String,
    /// What responses had to say to be in it; nothing where all of them are.
    pub only: Vec<Restriction>,
    /// How many of all responses those are, in words: "1,234 of 5,000 responses"; empty where all of them are.
    pub only_text: String,
    /// How the others are called that these are held against; empty where there are none.
    pub against: String,
    /// What those say, as files name it: `device=desktop`, or `rest`; empty where there are none.
    pub against_only: String,
    /// Which others these could be held against; none where all responses are in it.
    pub choices: Vec<Choice>,
    /// By what it is broken down, and could be.
    pub breakdowns: Vec<By>,
    /// The touchpoints that it can be filtered by, "all" first.
    pub filters: Vec<Filter>,
    /// How far the sittings got.
    pub dispositions: Vec<Slice>,
    /// What part of those who were shown a survey answered, in words, or that this isn't known.
    pub participation: String,
    /// One section for each scored instrument.
    pub sections: Vec<Section>,
    /// Questions of which several options could be named.
    pub reasons: Vec<Reasons>,
    /// Questions answered in words.
    pub comments: Vec<Comments>,
    /// What people wrote in answer to them; `None` where nobody was asked.
    pub verbatims: Option<Verbatims>,
    /// What happened beside the answers, where files say it.
    pub operations: Option<Operations>,
    /// What became of those who were unhappy and agreed to be contacted, where files say it.
    pub closed_loop: Option<ClosedLoop>,
    /// What a reader should mind.
    pub care: Care,
    /// How everything was computed.
    pub method: String,
    /// All of it below its title as markup, which reads the same as HTML and as XML.
    pub body: Body,
    /// What is read out when the report has changed.
    pub spoken: String,
}

impl Report {
    /// Every picture with its name: `csat.trend`, `reasons`.
    pub fn pictures(&self) -> Vec<(String, &Picture)> {
        let sections = self.sections.iter().flat_map(|section| {
            let kinds = [
                ("gauge", &section.gauge),
                ("trend", &section.trend),
                ("against", &section.against),
                ("segments", &section.plot),
                ("answers", &section.distribution),
                ("journey", &section.journey),
            ];
            let kinds = kinds.map(|(kind, picture)| (kind, picture.as_ref()));
            let drivers = section.drivers.as_ref().map(|drivers| &drivers.picture);
            let kinds = kinds.into_iter().chain([("drivers", drivers)]);
            kinds.map(|(kind, picture)| (format!("{}.{kind}", section.instrument), picture))
        });
        let reasons = self.reasons.iter().map(|reasons| (reasons.instrument.clone(), reasons.picture.as_ref()));
        let happened = [
            ("operations".into(), self.operations.as_ref().map(|operations| &operations.picture)),
            ("loop".into(), self.closed_loop.as_ref().and_then(|closed| closed.picture.as_ref())),
        ];
        sections.chain(reasons).chain(happened).filter_map(|(name, picture)| Some((name, picture?))).collect()
    }
}

/// A touchpoint to filter by.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// The touchpoint as files name it, empty for responses that name none; `null`: all of them.
    pub touchpoint: Option<String>,
    /// Its name for people.
    pub name: String,
    /// How many responses.
    pub responses: u64,
    /// The same as it is printed.
    pub responses_text: String,
    /// Whether the report is filtered by it.
    pub selected: bool,
}

/// Something that responses have to say to be in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Restriction {
    /// As files name it: `device=phone`; `device=` for those that don't say theirs.
    pub only: String,
    /// For people: "Device: Phone".
    pub name: String,
}

/// Other responses that those of a report could be held against.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// What they say, as files name it: `device=desktop`, all of it; `rest` for all responses that aren't in the report.
    pub against: Vec<String>,
    /// For people: "Desktop".
    pub name: String,
    /// What they differ in: "Device".
    pub group: String,
    /// Whether the report is held against them.
    pub selected: bool,
}

/// Something by which a report is broken down, or could be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "ReportBy"))]
#[serde(rename_all = "camelCase")]
pub struct By {
    /// As files name it: `device`, `context.store`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Whether the report is broken down by it.
    pub selected: bool,
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// A stable word for programs.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// How many.
    pub count: u64,
    /// The same as it is printed.
    pub count_text: String,
    /// Its share of the whole as it is printed.
    pub share_text: String,
}

/// Whether a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// It is.
    Published,
    /// It is, as an indication: it rests on few answers.
    Indicative,
    /// It isn't: too few answers.
    TooFew,
    /// It isn't, so that a smaller one can't be worked out from the total.
    Withheld,
    /// There are no answers.
    #[default]
    NoAnswers,
}

/// What a number is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A share of the base, 0 to 1; printed in percent.
    Share,
    /// Points of a net score, −100 to 100.
    Points,
    /// Points of the answer scale.
    ScalePoints,
    /// An index from 0, the worst, to 100, the best.
    Index,
}

/// A number with its interval, base and method: never without.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number: a share from 0 to 1, points from −100 to 100, a code of the scale, an index from 0 to 100.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many answers it rests on.
    pub base: u64,
    /// What it is measured in.
    pub kind: Kind,
    /// `wilson`, `adj_wald` or `mean_adj`.
    pub method: String,
    /// The number as it is printed, without its unit.
    pub text: String,
    /// The unit as it is printed, `%` or `points`.
    pub unit: String,
    /// The lower end as it is printed, without its unit.
    pub low_text: String,
    /// The upper end.
    pub high_text: String,
    /// Both ends and the unit: "80.8 to 83.9 %".
    pub range: String,
}

/// A number, or why it isn't shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Whether it is shown.
    pub status: Status,
    /// The number, where it is.
    pub figure: Option<Figure>,
    /// How many answers; `null` where that is hidden, too.
    pub base: Option<u64>,
    /// The same as it is printed: "n = 2,431".
    pub base_text: String,
    /// A sentence where there is something to say: why it is hidden or only indicative.
    pub note: String,
}

/// A measure with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// A stable word for programs: `mean`, `index`, `net`, `favourable`, …
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The number.
    pub figure: Figure,
}

/// One answer of a distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The answer's words.
    pub name: String,
    /// `favourable`, `neutral` or `unfavourable`.
    pub side: String,
    /// How many gave it.
    pub count: u64,
    /// Their share.
    pub share: Figure,
}

/// One row of a breakdown: a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdown {
    /// How files name it: `checkout`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What responses say that are of it: `device=phone`; empty where that can't be said.
    pub only: String,
    /// Whether the report is filtered by it.
    pub selected: bool,
    /// The number.
    pub cell: Cell,
    /// By how much it differs from all other segments together; `null` where that can't be said.
    pub rest: Option<Difference>,
}

/// One stage of the journey.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// How files name it: `act`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What responses say that are of it: `stage=act`; empty where that can't be said.
    pub only: String,
    /// Whether the report is filtered by it.
    pub selected: bool,
    /// The number.
    pub cell: Cell,
    /// `best`, `weakest` and `last`, where it is one of those.
    pub marks: Vec<String>,
    /// By how much it differs from the stage before; `null` where that can't be said.
    pub step: Option<Difference>,
}

/// One week of a trend.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// How files name it: `2026-W47`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What responses lie in that are of it: `period=2026-W47`; empty for those without a date.
    pub only: String,
    /// Whether the report is filtered by it.
    pub selected: bool,
    /// The number.
    pub cell: Cell,
    /// Between what the number lies when nothing happens; `null` where there are too few weeks to tell.
    pub limits: Option<Limits>,
    /// What is unusual about it, in words; empty where nothing is.
    pub signals: Vec<String>,
    /// Whether another wording begins here, so that it can't be held against the weeks before.
    pub new_series: bool,
}

/// Control limits: between these a number lies when nothing happens, by chance alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// The lower one.
    pub low: f64,
    /// What is expected.
    pub center: f64,
    /// The upper one.
    pub high: f64,
    /// Both as they are printed.
    pub text: String,
}

/// The latest weeks held against earlier ones, or the report's responses against others.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// `previous`: the weeks just before; `year_before`: the same weeks of the year before; `against`: other responses.
    pub id: String,
    /// How the latest weeks are called: "Last 4 weeks"; of others: "Against Device: Desktop".
    pub name: String,
    /// From when to when they are; of others how the report's own are called.
    pub period: String,
    /// From when to when the earlier ones are; how the others are called.
    pub before: String,
    /// The number of the latest weeks, or of the report.
    pub now: Cell,
    /// The number of the earlier ones, or of the others.
    pub then: Cell,
    /// The difference; `null` where there are too few answers to compare.
    pub difference: Option<Difference>,
    /// The same in words.
    pub sentence: String,
}

impl Change {
    /// The id of the one that holds the report's responses against others.
    pub(crate) const AGAINST: &str = "against";

    /// Whether it is that.
    pub(crate) fn is_against(&self) -> bool {
        self.id == Self::AGAINST
    }
}

/// A difference with its interval and what may be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The first number minus the second.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What it is measured in.
    pub kind: Kind,
    /// How the interval was made.
    pub method: String,
    /// The p-value, adjusted for all comparisons of this score in the report; `null` where there is no test.
    pub p: Option<f64>,
    /// The same as it is printed.
    pub p_text: String,
    /// The difference as it is printed, with its sign and unit.
    pub text: String,
    /// Both ends of the interval as they are printed.
    pub range: String,
    /// Whether it is clear: the interval leaves out 0 and the adjusted p-value is at most 0.05.
    pub clear: bool,
    /// The same in words: "Clear difference" or "No clear difference", never "equal".
    pub verdict: String,
}

/// Why somebody isn't in a base.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// A stable word for programs.
    pub id: String,
    /// Why, for people.
    pub name: String,
    /// How many.
    pub count: u64,
    /// The same as it is printed.
    pub count_text: String,
}

/// A picture and its table.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// What there is to see, in a sentence.
    pub description: String,
    /// The picture.
    pub svg: String,
    /// The same for a phone, where both were asked for.
    pub narrow: Option<String>,
    /// The same numbers in rows.
    pub table: Table,
}

/// One scored instrument.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// The instrument: `csat`, `ces2`, …
    pub instrument: String,
    /// The name of its score.
    pub name: String,
    /// A shorter name.
    pub short_name: String,
    /// Where wording and scoring come from.
    pub source: String,
    /// The number that stands for it.
    pub headline: Cell,
    /// How the interval was made, in words.
    pub method: String,
    /// The headline in words.
    pub sentence: String,
    /// The headline on its scale; `null` where it isn't shown.
    pub gauge: Option<Picture>,
    /// Its other numbers.
    pub more: Vec<Named>,
    /// How many gave each answer; empty where the headline isn't shown.
    pub bars: Vec<Bar>,
    /// The same as a picture.
    pub distribution: Option<Picture>,
    /// Weeks in order, gaps kept.
    pub weeks: Vec<Week>,
    /// What is unusual among them, in words.
    pub control: String,
    /// The latest weeks held against those before them, and against those of a year before; last, its responses against others.
    pub changes: Vec<Change>,
    /// The latter as a picture, where both numbers are shown.
    pub against: Option<Picture>,
    /// The weeks as a picture, where at least two are shown.
    pub trend: Option<Picture>,
    /// Segments, the best first, hidden ones last.
    pub segments: Vec<Breakdown>,
    /// The same as a picture, where at least one is shown.
    pub plot: Option<Picture>,
    /// Stages of the journey in their order; empty where fewer than two may be shown, or one touchpoint is chosen.
    pub stages: Vec<Stage>,
    /// The same as a picture.
    pub journey: Option<Picture>,
    /// What goes with it, where that may be shown.
    pub drivers: Option<Drivers>,
    /// Why it isn't shown, where there is something that could go with it; else empty.
    pub undriven: String,
    /// Who isn't in the base.
    pub missing: Vec<Missed>,
}

/// What goes with a score: an association, not a cause.
///
/// The shares have no interval, so they are no [`Figure`]s.
#[derive(Debug, Clone, PartialEq)]
pub struct Drivers {
    /// R², 0 to 1: the share of the differences in the score's answers that goes with all of these questions together.
    pub r2: f64,
    /// How many people answered the score and all of these questions.
    pub base: u64,
    /// The questions, the largest share first.
    pub each: Vec<Driver>,
    /// The same as a picture.
    pub picture: Picture,
}

/// A question that goes with a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// The instrument: `ces2`, `barometer.practical`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its share of R², 0 to 1: they sum to 1.
    pub share: f64,
    /// The same as it is printed.
    pub share_text: String,
    /// Its correlation with the score, −1 to 1: which way it goes.
    pub correlation: f64,
    /// The same as it is printed.
    pub correlation_text: String,
}

/// An option that people named.
#[derive(Debug, Clone, PartialEq)]
pub struct Mentioned {
    /// The option's key.
    pub option: String,
    /// Its words.
    pub name: String,
    /// How many named it.
    pub mentions: u64,
    /// Their share of those who answered.
    pub share: Figure,
}

/// A question of which several options could be named.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// The instrument.
    pub instrument: String,
    /// Its name.
    pub name: String,
    /// Whether it is shown.
    pub status: Status,
    /// How many answered.
    pub base: u64,
    /// What the shares are of, or why nothing is shown.
    pub note: String,
    /// Each option, the most named first.
    pub options: Vec<Mentioned>,
    /// The same as a picture.
    pub picture: Option<Picture>,
}

/// A question answered in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Comments {
    /// The instrument.
    pub instrument: String,
    /// Its name.
    pub name: String,
    /// How many wrote something.
    pub answered: u64,
    /// How many were asked.
    pub asked: u64,
    /// The same in words.
    pub sentence: String,
}

/// A share of what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// Which one: `missed`, `repeated`, `in_time`, `contacted`, `contacted_in_time`, `recovered`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Of all weeks.
    pub cell: Cell,
    /// Of each week that files name, in order; none in the closed loop.
    pub weeks: Vec<(Period, Cell)>,
    /// Its correlation with the score beside it, and over how many weeks: an association, not a cause, and without an interval.
    pub together: Option<(f64, u64)>,
}

/// How long people waited on average.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Their mean, in seconds.
    pub seconds: f64,
    /// Of how many waits.
    pub base: u64,
    /// The mean as it is printed.
    pub text: String,
    /// The base as it is printed.
    pub base_text: String,
}

/// What happened beside the answers, week by week.
#[derive(Debug, Clone, PartialEq)]
pub struct Operations {
    /// The instrument of the score beside which they stand; empty where there is none.
    pub beside: String,
    /// Shares.
    pub rates: Vec<Rated>,
    /// Of all weeks.
    pub wait: Option<Wait>,
    /// The score and the shares by week.
    pub picture: Picture,
}

/// What became of the alerts.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedLoop {
    /// Shares.
    pub rates: Vec<Rated>,
    /// The same as a picture, where at least one is shown.
    pub picture: Option<Picture>,
    /// What an alert is, or why nothing is shown.
    pub note: String,
}

/// What a reader should mind.
#[derive(Debug, Clone, PartialEq)]
pub struct Care {
    /// What became of the lines of the files.
    pub lines: String,
    /// Sentences.
    pub notes: Vec<String>,
    /// How many things are wrong with the files, in words; empty where nothing is.
    pub problems_text: String,
    /// The first of them.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more_problems: u64,
    /// How many notes there are on how the files were read, in words; empty where there are none.
    pub reading_text: String,
    /// The first of them.
    pub reading: Vec<Problem>,
    /// How many more there are.
    pub more_reading: u64,
}
