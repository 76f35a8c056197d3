//! What a page is given of a report: what it draws itself, and everything else as markup, in the order in which it is needed.

use super::{By, Choice, Filter, Problem, Report, Restriction};
use crate::markup::wrapped;
use serde::Serialize;

/// A report as a page shows it. What is seen first stands apart from the rest, so that nobody waits for a panel that isn't open.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_report::{Account, Gathering, Report, Request};
/// let mut gathering = Gathering::default();
/// for code in [5, 4, 4, 5, 2, 5, 4, 3, 5, 4, 5, 5] {
///     gathering.observe(&Response { answers: vec![("csat".into(), Answer::Code(code))], ..Response::default() });
/// }
/// let shown = Report::begun(&gathering, &Account::default(), &Request::default()).shown();
/// assert_eq!((shown.responses, shown.scores), (12, vec!["csat".to_string()]));
/// assert!(shown.head.contains("83.3") && shown.panels[0].contains("id=\"panel-csat\""));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// How many responses it is made from, after filtering.
    pub responses: u64,
    /// The same in words: "5,000 responses".
    pub responses_text: String,
    /// From when to when, in words; empty where no response has a date.
    pub dates: String,
    /// What responses had to say to be in it; nothing where all of them are.
    pub only: Vec<Restriction>,
    /// Which others these could be held against; none where all responses are in it.
    pub choices: Vec<Choice>,
    /// By what it is broken down, and could be.
    pub breakdowns: Vec<By>,
    /// The touchpoints that it can be filtered by, "all" first.
    pub filters: Vec<Filter>,
    /// The first things that are wrong with the files.
    pub problems: Vec<Problem>,
    /// How everything was computed.
    pub method: String,
    /// What is read out when the report has changed.
    pub spoken: String,
    /// The instruments that are scored, in their order.
    pub scores: Vec<String>,
    /// Headlines, and links to the panels; where there are no responses, what was wrong with the files. Markup, which reads the same as HTML
    /// and as XML, as are panels: each is an element of the class `report` of its own.
    pub head: String,
    /// Each score in detail, in the order of [`scores`](Self::scores); none where only what is seen first was asked for.
    pub panels: Vec<String>,
}

impl Report {
    /// What a page is given of it at first.
    pub fn shown(self) -> Shown {
        Shown {
            responses: self.responses,
            responses_text: self.responses_text,
            dates: self.dates,
            only: self.only,
            choices: self.choices,
            breakdowns: self.breakdowns,
            filters: self.filters,
            problems: self.care.problems,
            method: self.method,
            spoken: self.spoken,
            scores: self.sections.into_iter().map(|section| section.instrument).collect(),
            head: wrapped(&self.body.head),
            panels: self.body.panels.iter().map(|panel| wrapped(panel)).collect(),
        }
    }

    /// What isn't of one score, as markup; empty where there is nothing.
    pub fn foot(&self) -> String {
        if self.body.foot.is_empty() { String::new() } else { wrapped(&self.body.foot) }
    }
}
