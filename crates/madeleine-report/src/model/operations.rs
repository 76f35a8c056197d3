//! What happened beside the answers: operations by week beside a score, and the closed loop.

use super::drawn::{axis, mark_of, month_labels, named_row, tick, tip};
use super::section::{Builder, in_order};
use super::{Cell, ClosedLoop, Figure, Operations, Picture, Rated, Section, Status, Wait, Width};
use crate::labels::readable;
use crate::number;
use crate::picture::{self, Axis, Caption, Moment, Panel, PlotRow};
use crate::table::Table;
use crate::wording::Words;
use madeleine_core::instrument::{self, Key};
use madeleine_stats::NoEstimate;
use madeleine_stats::operation::{self, Rate};
use madeleine_stats::publish::{HIDDEN_BELOW, Published};
use madeleine_stats::tally::{Period, Segment};

/// So many touchpoints are named at most.
const MOST_TOUCHPOINTS: usize = 3;

impl Cell {
    /// A share of what happened if it may be shown, else why not.
    fn happened(published: Result<Published, NoEstimate>, [hits, base]: [u64; 2], words: Words) -> Self {
        let status = match published {
            Ok(Published { indicative: true, .. }) => Status::Indicative,
            Ok(_) => Status::Published,
            Err(NoEstimate::Suppressed) => Status::Withheld,
            Err(NoEstimate::InsufficientBase { .. }) => Status::TooFew,
            Err(_) => Status::NoAnswers,
        };
        match published {
            Ok(Published { estimate, .. }) => Self {
                status,
                figure: Some(Figure::share(&estimate, hits, base, words)),
                base: Some(base),
                base_text: words.base(base),
                note: String::new(),
            },
            Err(_) => Self { status, figure: None, base: None, base_text: String::new(), note: String::new() },
        }
    }
}

/// A score week by week, beside which operations stand.
struct Score<'a> {
    section: &'a Section,
    key: &'static Key,
    weeks: Vec<(Period, &'a Cell)>,
}

/// What is there in a week, of weeks in order.
fn in_week<T: Copy>(weeks: &[(Period, T)], week: Period) -> Option<T> {
    weeks.binary_search_by(|(known, _)| known.cmp(&week)).ok().and_then(|at| Some(weeks.get(at)?.1))
}

impl<'a> Score<'a> {
    /// Satisfaction, or else the first score of which at least two weeks are shown.
    fn of(sections: &'a [Section]) -> Option<Self> {
        let shown = |section: &&Section| section.trend.is_some() && instrument::key(&section.instrument).is_some();
        let section = sections
            .iter()
            .filter(shown)
            .find(|section| section.instrument == "csat")
            .or(sections.iter().find(shown))?;
        let weeks = section.weeks.iter().filter_map(|week| Some((week.id.parse().ok()?, &week.cell))).collect();
        Some(Self { section, key: instrument::key(&section.instrument)?, weeks })
    }
}

/// What is drawn week by week, with its cell in each.
struct Line<'a> {
    name: &'a str,
    /// The key of a score; shares of what happened have none.
    key: Option<&'static Key>,
    cells: Vec<Option<&'a Cell>>,
}

impl<'a> Line<'a> {
    fn at(&self, week: usize) -> Option<&'a Cell> {
        self.cells.get(week).copied().flatten()
    }
}

/// A share of an axis as it is written.
fn percent(tenths: i32, words: Words) -> String {
    number::decimal(i64::from(tenths / 10), 0, words.language())
}

impl Builder<'_> {
    /// What happened week by week, beside a score; `None` where no file says it, or where only some responses are looked at.
    pub(super) fn operations(&mut self, sections: &[Section]) -> Option<Operations> {
        let (words, operations) = (self.words, self.happened()?);
        let mut rates = self.rated(&operations, &Rate::SERVICE);
        let wait = operations.wait(self.chosen).map(|(seconds, base)| Wait {
            seconds,
            base,
            text: words.seconds(seconds),
            base_text: words.base(base),
        });
        if rates.is_empty() && wait.is_none() {
            return None;
        }
        let score = Score::of(sections);
        let mut most = 0;
        if let Some(score) = &score {
            for rated in &mut rates {
                let value = |cell: &Cell| cell.figure.as_ref().map(|figure| figure.value);
                let pairs = rated
                    .weeks
                    .iter()
                    .filter_map(|(week, cell)| Some((value(cell)?, value(in_week(&score.weeks, *week)?)?)));
                let pairs: Vec<(f64, f64)> = pairs.collect();
                most = most.max(pairs.len() as u64);
                rated.together = operation::together(&pairs).ok().map(|r| (r, pairs.len() as u64));
            }
        }
        let text = |r| number::decimal(number::scaled(r, 100.0), 2, words.language());
        let each: Vec<(&str, String, u64)> = rates
            .iter()
            .filter_map(|rated| rated.together.map(|(r, weeks)| (rated.name.as_str(), text(r), weeks)))
            .collect();
        let note = score.as_ref().filter(|_| !rates.is_empty());
        let note = note.map_or_else(String::new, |score| words.go_together(&score.section.short_name, &each, most));
        let picture = self.operations_picture(&operations, &rates, score.as_ref(), &note);
        let beside = score.map_or_else(String::new, |score| score.section.instrument.clone());
        Some(Operations { beside, rates, wait, picture })
    }

    /// What became of the alerts; `None` as above.
    pub(super) fn closed_loop(&mut self) -> Option<ClosedLoop> {
        let (words, operations) = (self.words, self.happened()?);
        let mut rates = self.rated(&operations, &Rate::LOOP);
        rates.iter_mut().for_each(|rated| rated.weeks.clear());
        if rates.is_empty() {
            return None;
        }
        let is_shown = rates.iter().any(|rated| rated.cell.figure.is_some());
        let picture = is_shown.then(|| self.loop_picture(&rates));
        let note = if is_shown { words.about_alerts().into() } else { words.few_alerts(HIDDEN_BELOW) };
        Some(ClosedLoop { rates, picture, note })
    }

    /// What files say of it; `None` where they say nothing, or where more is asked than they can be cut by.
    fn happened(&self) -> Option<operation::Operations> {
        Some(self.gathering.operations()).filter(|all| !all.is_empty() && self.gathering.narrowed().is_empty())
    }

    /// Shares of which anything was counted, over all weeks and in each.
    fn rated(&mut self, operations: &operation::Operations, rates: &[Rate]) -> Vec<Rated> {
        let (words, chosen) = (self.words, self.chosen);
        let sum = operations.sum(chosen);
        let records = operations.weeks(chosen);
        let rated = |rate: &Rate| {
            let cell = Cell::happened(operations.total(chosen, *rate), sum.counts(*rate), words);
            let of_week = |(week, shown): (Period, _)| {
                let counts = in_week(&records, week).map_or([0; 2], |record| record.counts(*rate));
                (week, Cell::happened(shown, counts, words))
            };
            let weeks = operations.by_week(chosen, *rate).into_iter().map(of_week).collect();
            Rated { id: rate.code().into(), name: words.rate(*rate).into(), cell, weeks, together: None }
        };
        let counted = rates.iter().filter(|rate| sum.counts(**rate)[1] > 0);
        let rated: Vec<Rated> = counted.map(rated).collect();
        rated.iter().for_each(|rated| self.count_hidden(rated.cell.status));
        rated
    }

    fn operations_picture(
        &self,
        operations: &operation::Operations,
        rates: &[Rated],
        score: Option<&Score<'_>>,
        note: &str,
    ) -> Picture {
        let words = self.words;
        let title = words.operations_beside(score.map(|score| score.section.short_name.as_str()));
        let records = operations.weeks(self.chosen);
        let places = operations.places(MOST_TOUCHPOINTS).into_iter();
        let places = places.filter(|at| self.chosen.is_none_or(|chosen| chosen == *at)).filter_map(Segment::name);
        let touchpoints: Vec<String> = places.map(readable).collect();
        let description =
            [words.operations_of(&touchpoints, records.len() as u64).as_str(), note].join(" ").trim_end().to_string();
        let scored = score.iter().flat_map(|score| &score.weeks).map(|(week, _)| *week);
        let weeks = in_order(&records.iter().map(|(week, _)| *week).chain(scored).collect());
        let mut lines: Vec<Line<'_>> = Vec::new();
        if let Some(score) = score {
            let cells = weeks.iter().map(|week| in_week(&score.weeks, *week)).collect();
            lines.push(Line { name: &score.section.short_name, key: Some(score.key), cells });
        }
        for rated in rates {
            let cells: Vec<(Period, &Cell)> = rated.weeks.iter().map(|(week, cell)| (*week, cell)).collect();
            let cells = weeks.iter().map(|week| in_week(&cells, *week)).collect();
            lines.push(Line { name: &rated.name, key: None, cells });
        }
        let drawn: Vec<(Axis, [String; 2], String)> = lines
            .iter()
            .map(|Line { key, cells, .. }| {
                let marks = cells.iter().flatten().filter_map(|cell| mark_of(cell));
                let axis = key.map_or(Axis::PERCENT, axis).around(marks);
                let ends =
                    [axis.from, axis.to].map(|at| key.map_or_else(|| percent(at, words), |key| tick(key, at, words)));
                let last = cells.iter().flatten().rev().find(|cell| cell.figure.is_some());
                (axis, ends, last.map_or_else(String::new, |cell| cell.text(words)))
            })
            .collect();
        let panels: Vec<Panel<'_>> = lines
            .iter()
            .zip(&drawn)
            .map(|(Line { name, cells, .. }, (axis, [from, to], last))| Panel {
                name,
                last,
                axis: (*axis, [from, to]),
                marks: cells.iter().map(|cell| cell.and_then(mark_of)).collect(),
            })
            .collect();
        let labels = month_labels(weeks.iter().copied(), words);
        let tips: Vec<String> = weeks
            .iter()
            .enumerate()
            .map(|(at, week)| {
                let said = lines.iter().filter_map(|line| Some(format!("{} {}", line.name, line.at(at)?.text(words))));
                words.named(&words.week(*week), &said.collect::<Vec<_>>().join(words.semicolon()))
            })
            .collect();
        // A file has the table, which says the same: tips are nearly half of what the picture weighs.
        let in_page = self.request.width != Width::Both;
        let moments: Vec<Moment<'_>> = labels
            .iter()
            .zip(&tips)
            .map(|((label, year), tip)| Moment { label, year, tip: if in_page { tip } else { "" } })
            .collect();
        let caption = Caption { id: "operations", title: &title, description: &description, rtl: words.rtl() };
        let (svg, narrow) = self.at_width(caption, |caption, width| picture::beside(caption, &panels, &moments, width));
        let table = self.operations_table(&weeks, operations, &lines);
        Picture { svg, narrow, title, description, table }
    }

    fn operations_table(&self, weeks: &[Period], operations: &operation::Operations, lines: &[Line<'_>]) -> Table {
        let words = self.words;
        let told = |cell: &Cell| match &cell.figure {
            Some(figure) => {
                format!("{} ({}){}{}", figure.with_unit(words), figure.range, words.comma(), cell.base_text)
            }
            None => cell.text(words),
        };
        let waits = operations.waits(self.chosen);
        let waited: Vec<[Option<f64>; 3]> =
            weeks.iter().map(|week| in_week(&waits, *week).unwrap_or_default()).collect();
        let is_told = |at: usize| waited.iter().any(|waits| waits[at].is_some());
        let mut table = Table::new(vec![words.pick("Week", "Semaine", "الأسبوع").to_string()]);
        table.columns.extend(lines.iter().map(|line| line.name.to_string()));
        table.columns.extend((0..3).filter(|at| is_told(*at)).map(|at| words.waits()[at].to_string()));
        for (at, week) in weeks.iter().enumerate() {
            let mut row = vec![words.week(*week)];
            row.extend(lines.iter().map(|line| line.at(at).map_or_else(String::new, told)));
            let seconds = |which: usize| waited.get(at).and_then(|waits| waits[which]);
            row.extend(
                (0..3)
                    .filter(|which| is_told(*which))
                    .map(|which| seconds(which).map_or_else(String::new, |wait| words.seconds(wait))),
            );
            table.rows.push(row);
        }
        table
    }

    fn loop_picture(&self, rates: &[Rated]) -> Picture {
        let words = self.words;
        let title = words.closed_loop();
        let shown = rates.iter().map(|rated| words.named(&rated.name, &rated.cell.text(words)));
        let description = shown.collect::<Vec<_>>().join(words.semicolon()) + ".";
        let texts: Vec<(String, String)> =
            rates.iter().map(|rated| (rated.cell.text(words), tip(&rated.name, &rated.cell, words))).collect();
        let rows: Vec<PlotRow<'_>> = rates
            .iter()
            .zip(&texts)
            .map(|(rated, (value_text, tip))| PlotRow {
                name: &rated.name,
                mark: mark_of(&rated.cell),
                value_text,
                base_text: &rated.cell.base_text,
                tip,
                only: "",
                selected: false,
                clear: None,
            })
            .collect();
        let caption = Caption { id: "loop", title, description: &description, rtl: words.rtl() };
        let (svg, narrow) = self.at_width(caption, |caption, width| {
            picture::plot(caption, &rows, (Axis::PERCENT, None), &|value| percent(value, words), width)
        });
        let mut table = Table::new(words.columns(Some(words.pick("Share", "Part", "النسبة"))));
        table.rows = rates.iter().map(|rated| named_row(&rated.name, &rated.cell, &[], words)).collect();
        Picture { svg, narrow, title: title.into(), description, table }
    }
}
