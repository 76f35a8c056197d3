//! The numbers of a report as CSV, in full precision and in words for programs.

use super::{Cell, Change, Difference, Drivers, Figure, Kind, Report, Status};
use crate::table::csv_line;

const COLUMNS: [&str; 13] = [
    "instrument",
    "measure",
    "option",
    "segment",
    "period",
    "value",
    "low",
    "high",
    "unit",
    "base",
    "method",
    "note",
    "where",
];

/// Which number a line is about.
#[derive(Clone, Copy, Default)]
struct About<'a> {
    instrument: &'a str,
    measure: &'a str,
    option: &'a str,
    segment: &'a str,
    period: &'a str,
    /// What responses had to say to be counted, `device=phone; touchpoint=checkout`: files of several slices can be laid together.
    only: &'a str,
}

fn write(out: &mut String, about: About<'_>, figure: Option<&Figure>, base: Option<u64>, note: &str) {
    let unit = figure.map_or("", |figure| unit(figure.kind));
    let number = |of: fn(&Figure) -> f64| figure.map_or_else(String::new, |figure| of(figure).to_string());
    csv_line(
        out,
        [
            about.instrument,
            about.measure,
            about.option,
            about.segment,
            about.period,
            &number(|figure| figure.value),
            &number(|figure| figure.low),
            &number(|figure| figure.high),
            unit,
            &base.map_or_else(String::new, |base| base.to_string()),
            figure.map_or("", |figure| figure.method.as_str()),
            note,
            about.only,
        ],
    );
}

fn unit(kind: Kind) -> &'static str {
    match kind {
        Kind::Share => "share",
        Kind::Points => "points",
        Kind::ScalePoints => "scale_points",
        Kind::Index => "index",
    }
}

/// What goes with a score: R², and of each question its share of that and its correlation. None of them has an interval.
fn write_drivers(out: &mut String, about: About<'_>, drivers: &Drivers) {
    let base = drivers.base.to_string();
    let mut line = |measure: &str, option: &str, value: f64, unit: &str, method: &str| {
        let About { instrument, segment, period, only, .. } = about;
        let value = value.to_string();
        let note = "association_not_cause";
        csv_line(out, [instrument, measure, option, segment, period, &value, "", "", unit, &base, method, note, only]);
    };
    line("r2", "", drivers.r2, "share", "shapley_r2");
    for driver in &drivers.each {
        line("driver", &driver.id, driver.share, "share", "shapley_r2");
        line("driver_correlation", &driver.id, driver.correlation, "correlation", "pearson");
    }
}

/// A difference: its p-value, adjusted, and whether it is clear stand in the note.
fn write_difference(out: &mut String, about: About<'_>, difference: &Difference) {
    let p = difference.p.map_or_else(String::new, |p| format!(" p={p}"));
    let note = format!("{}{p}", if difference.clear { "clear_difference" } else { "no_clear_difference" });
    let unit = unit(difference.kind);
    let [value, low, high] = [difference.value, difference.low, difference.high].map(|number| number.to_string());
    let About { instrument, measure, option, segment, period, only } = about;
    csv_line(
        out,
        [instrument, measure, option, segment, period, &value, &low, &high, unit, "", &difference.method, &note, only],
    );
}

fn write_cell(out: &mut String, about: About<'_>, cell: &Cell) {
    let note = match cell.status {
        Status::Published => "",
        Status::Indicative => "indicative",
        Status::TooFew => "insufficient_base",
        Status::Withheld => "withheld",
        Status::NoAnswers => "no_data",
    };
    write(out, about, cell.figure.as_ref(), cell.base, note);
}

impl Report {
    /// Every number of the report as CSV (RFC 4180): one line for each, shares from 0 to 1, hidden ones without a value. The last column
    /// says what responses had to say to be counted, and is empty where all of them were.
    pub fn csv(&self) -> String {
        let mut out = String::new();
        csv_line(&mut out, COLUMNS);
        let only = self.only.iter().map(|one| one.only.as_str()).collect::<Vec<_>>().join("; ");
        let all = About { only: &only, ..About::default() };
        for section in &self.sections {
            let about = About { instrument: &section.instrument, measure: "headline", ..all };
            write_cell(&mut out, about, &section.headline);
            for named in &section.more {
                let about = About { measure: &named.id, ..about };
                write(&mut out, about, Some(&named.figure), Some(named.figure.base), "");
            }
            for bar in &section.bars {
                let about = About { measure: "answer", option: &bar.name, ..about };
                write(&mut out, about, Some(&bar.share), Some(bar.share.base), "");
            }
            for row in &section.segments {
                write_cell(&mut out, About { segment: &row.id, ..about }, &row.cell);
                let about = About { segment: &row.id, measure: "against_the_rest", ..about };
                row.rest.iter().for_each(|rest| write_difference(&mut out, about, rest));
            }
            for change in &section.changes {
                let about = match change.id.as_str() {
                    Change::AGAINST => {
                        let about = About { segment: &self.against_only, ..about };
                        write_cell(&mut out, About { measure: "others", ..about }, &change.then);
                        About { measure: "against_others", ..about }
                    }
                    "previous" => About { measure: "against_previous", period: &change.period, ..about },
                    _ => About { measure: "against_year_before", period: &change.period, ..about },
                };
                change.difference.iter().for_each(|difference| write_difference(&mut out, about, difference));
            }
            for stage in &section.stages {
                write_cell(&mut out, About { measure: "stage", segment: &stage.id, ..about }, &stage.cell);
                let about = About { measure: "against_stage_before", segment: &stage.id, ..about };
                stage.step.iter().for_each(|step| write_difference(&mut out, about, step));
            }
            section.drivers.iter().for_each(|drivers| write_drivers(&mut out, about, drivers));
            for row in &section.weeks {
                write_cell(&mut out, About { period: &row.id, ..about }, &row.cell);
            }
        }
        if let Some(verbatims) = &self.verbatims {
            for theme in verbatims.languages.iter().flat_map(|spoken| &spoken.themes) {
                let about = About { instrument: "open", measure: "theme", option: &theme.id, ..all };
                write(&mut out, about, Some(&theme.share), Some(theme.share.base), "");
                let about = About { instrument: verbatims.scored.as_deref().unwrap_or_default(), ..about };
                theme.score.iter().for_each(|score| write_cell(&mut out, about, score));
                let about = About { measure: "theme_against_the_others", ..about };
                theme.rest.iter().for_each(|rest| write_difference(&mut out, about, rest));
            }
        }
        let service = self.operations.iter().flat_map(|operations| &operations.rates);
        let closed = self.closed_loop.iter().flat_map(|closed| &closed.rates);
        for (instrument, rated) in
            service.map(|rated| ("operations", rated)).chain(closed.map(|rated| ("closed_loop", rated)))
        {
            let about = About { instrument, measure: &rated.id, ..all };
            write_cell(&mut out, about, &rated.cell);
            for (week, cell) in &rated.weeks {
                write_cell(&mut out, About { period: &week.to_string(), ..about }, cell);
            }
        }
        for reasons in &self.reasons {
            for option in &reasons.options {
                let about = About { instrument: &reasons.instrument, measure: "named", option: &option.option, ..all };
                write(&mut out, about, Some(&option.share), Some(option.share.base), "");
            }
        }
        out
    }
}
