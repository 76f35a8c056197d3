//! The pictures of a report, each with its table.

use super::section::Builder;
use super::{Bar, Breakdown, Cell, Figure, Kind, Mentioned, Picture, Status};
use crate::number;
use crate::picture::{self, Axis, BarRow, Caption, Gauge, Mark, PlotRow, Point, Tone};
use crate::table::Table;
use crate::wording::{Weeks, Words};
use madeleine_core::instrument::{Form, Headline, Key};
use madeleine_stats::tally::{Measure, Period};

/// Most options that are drawn; the table has them all.
const MAX_OPTIONS: usize = 10;

/// An estimate as it is drawn: shares in tenths of a percent, net scores in tenths of a point, means in hundredths.
fn mark(figure: &Figure, indicative: bool) -> Mark {
    let scale = match figure.kind {
        Kind::Share => 1_000.0,
        Kind::ScalePoints => 100.0,
        Kind::Points | Kind::Index => 10.0,
    };
    let tenths = |value: f64| i32::try_from(number::scaled(value, scale)).unwrap_or(0);
    Mark { value: tenths(figure.value), low: tenths(figure.low), high: tenths(figure.high), indicative }
}

fn mark_of(cell: &Cell) -> Option<Mark> {
    cell.figure.as_ref().map(|figure| mark(figure, cell.status == Status::Indicative))
}

/// The id of a picture of a measure: letters, digits and hyphens, as ids are.
fn part(measure: &Measure, part: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    measure.to_string().chars().map(letter).chain(['-']).chain(part.chars()).collect()
}

fn axis(key: &Key) -> Axis {
    match (key.headline, &key.instrument.form) {
        (Headline::Net, _) => Axis::NET,
        (Headline::Mean, Form::Scale(scale)) => {
            let (from, to) = (100 * scale.first, 100 * scale.last());
            Axis { from, to, step: (to - from) / 2 }
        }
        _ => Axis::PERCENT,
    }
}

/// A value of an axis as it is written.
fn tick(key: &Key, value: i32, words: Words) -> String {
    let whole = i64::from(value / 10);
    match key.headline {
        Headline::Net => number::signed(whole, 0, words.0),
        Headline::Mean if value % 100 == 0 => number::decimal(i64::from(value / 100), 0, words.0),
        Headline::Mean => number::decimal(i64::from(value), 2, words.0),
        _ => number::decimal(whole, 0, words.0),
    }
}

/// How strong the colour of each answer is: the further from the middle, the stronger.
fn tones(sides: &[&str]) -> Vec<Tone> {
    let strength = |at: usize, from_end: usize, all: usize| match all {
        0..=2 => {
            if at.min(from_end) == 0 {
                1
            } else {
                2
            }
        }
        _ => u8::try_from(1 + 3 * from_end / all).unwrap_or(1),
    };
    let count = |side: &str| sides.iter().filter(|s| **s == side).count();
    let (good, bad) = (count("favourable"), count("unfavourable"));
    let (mut seen_good, mut seen_bad) = (0, 0);
    let good_comes_first =
        sides.iter().position(|s| *s == "favourable") < sides.iter().position(|s| *s == "unfavourable");
    sides
        .iter()
        .map(|side| match *side {
            "favourable" => {
                seen_good += 1;
                let from_end = if good_comes_first { seen_good - 1 } else { good - seen_good };
                Tone::Good(if good <= 2 {
                    u8::try_from(from_end + 1).unwrap_or(1)
                } else {
                    strength(0, from_end, good)
                })
            }
            "unfavourable" => {
                seen_bad += 1;
                let from_end = if good_comes_first { bad - seen_bad } else { seen_bad - 1 };
                Tone::Bad(if bad <= 2 { u8::try_from(from_end + 1).unwrap_or(1) } else { strength(0, from_end, bad) })
            }
            _ => Tone::Neutral,
        })
        .collect()
}

impl Builder<'_> {
    /// The headline on its scale.
    pub(super) fn gauge(&self, measure: &Measure, cell: &Cell, figure: &Figure) -> Picture {
        let key = measure.key();
        let words = self.words;
        let axis = axis(key);
        let ticks: Vec<String> = match key.headline {
            Headline::Net => vec![tick(key, -1_000, words), "0".into(), tick(key, 1_000, words)],
            Headline::Mean => [axis.from, axis.from + axis.step, axis.to].map(|at| tick(key, at, words)).into(),
            _ => vec![
                "0".into(),
                String::new(),
                number::percent(1_000, words.0).replace([',', '.'], "").replacen("1000", "100", 1),
            ],
        };
        let title = words.named(&self.name(measure), &figure.with_unit(words));
        let description = words.on_its_scale(&figure.range, &cell.base_text);
        let id = part(measure, "gauge");
        let caption = Caption { id: &id, title: &title, description: &description };
        let mark = mark(figure, cell.status == Status::Indicative);
        let svg = picture::gauge(caption, &Gauge { mark, axis, ticks: &ticks });
        let mut table = Table::new(words.columns(None));
        table.rows.push(row(cell, words));
        Picture { title, description, svg, table }
    }

    /// How many gave each answer.
    pub(super) fn distribution(&self, measure: &Measure, bars: &[Bar]) -> Picture {
        let key = measure.key();
        let words = self.words;
        let title = format!("{} · {}", self.short_name(measure), words.pick("all answers", "toutes les réponses"));
        let most = bars.iter().max_by_key(|bar| bar.count);
        let description =
            most.map_or_else(String::new, |bar| words.most_frequent(&bar.name, &bar.share.with_unit(words)));
        let sides: Vec<&str> = bars.iter().map(|bar| bar.side.as_str()).collect();
        let rows: Vec<(&Bar, String, String)> =
            bars.iter().map(|bar| (bar, bar.share.with_unit(words), words.count(bar.count))).collect();
        let mut drawn: Vec<BarRow<'_>> = rows
            .iter()
            .zip(tones(&sides))
            .map(|((bar, share, count), tone)| BarRow {
                name: &bar.name,
                share: mark(&bar.share, false).value,
                share_text: share,
                count_text: count,
                tone,
            })
            .collect();
        // The best on top: scales run the other way.
        if matches!(key.instrument.form, Form::Scale(_)) {
            drawn.reverse();
        }
        let id = part(measure, "answers");
        let caption = Caption { id: &id, title: &title, description: &description };
        let mut table = Table::new(words.bar_columns());
        let cells = |(bar, share, count): &(&Bar, String, String)| {
            vec![bar.name.clone(), count.clone(), share.clone(), bar.share.range.clone()]
        };
        table.rows = rows.iter().map(cells).collect();
        Picture { svg: picture::bars(caption, &drawn, true, self.request.width), title, description, table }
    }

    /// How many named each option.
    pub(super) fn reasons_picture(&self, measure: &Measure, options: &[Mentioned]) -> Picture {
        let words = self.words;
        let title = self.name(measure);
        let most = options.first();
        let description =
            most.map_or_else(String::new, |first| words.most_frequent(&first.name, &first.share.with_unit(words)));
        let rows: Vec<(&Mentioned, String, String)> = options
            .iter()
            .map(|option| (option, option.share.with_unit(words), words.count(option.mentions)))
            .collect();
        let drawn: Vec<BarRow<'_>> = rows
            .iter()
            .take(MAX_OPTIONS)
            .map(|(option, share, count)| BarRow {
                name: &option.name,
                share: mark(&option.share, false).value,
                share_text: share,
                count_text: count,
                tone: Tone::Good(2),
            })
            .collect();
        let id = part(measure, "options");
        let caption = Caption { id: &id, title: &title, description: &description };
        let mut table = Table::new(words.bar_columns());
        let cells = |(option, share, count): &(&Mentioned, String, String)| {
            vec![option.name.clone(), count.clone(), share.clone(), option.share.range.clone()]
        };
        table.rows = rows.iter().map(cells).collect();
        Picture { svg: picture::bars(caption, &drawn, false, self.request.width), title, description, table }
    }

    /// Segments side by side; `None` where none is shown.
    pub(super) fn plot(&self, measure: &Measure, segments: &[Breakdown]) -> Option<Picture> {
        let key = measure.key();
        let words = self.words;
        let shown: Vec<&Breakdown> = segments.iter().filter(|row| row.cell.figure.is_some()).collect();
        let (best, last) = (shown.first()?, shown.last()?);
        let title = format!("{} {}", self.short_name(measure), words.by(self.dimension()));
        let said = |row: &Breakdown| row.cell.text(words);
        let description = words.segments_summary((&best.name, &said(best)), (&last.name, &said(last)), shown.len());
        let texts: Vec<(String, String)> = segments.iter().map(|row| (said(row), tip(row, words))).collect();
        let rows: Vec<PlotRow<'_>> = segments
            .iter()
            .zip(&texts)
            .map(|(row, (value, tip))| PlotRow {
                name: &row.name,
                mark: mark_of(&row.cell),
                value_text: value,
                base_text: &row.cell.base_text,
                tip,
                selected: row.selected,
            })
            .collect();
        let id = part(measure, "segments");
        let caption = Caption { id: &id, title: &title, description: &description };
        let axis = axis(key).around(rows.iter().filter_map(|row| row.mark));
        let svg = picture::plot(caption, &rows, axis, &|value| tick(key, value, words), self.request.width);
        let mut table = Table::new(words.columns(Some(&words.dimension(self.dimension()))));
        table.rows = segments.iter().map(|segment| named_row(segment, words)).collect();
        Some(Picture { title, description, svg, table })
    }

    /// The headline week by week; `None` with fewer than two weeks to show.
    pub(super) fn trend(&self, measure: &Measure, weeks: &[Breakdown]) -> Option<Picture> {
        let key = measure.key();
        let words = self.words;
        let shown: Vec<&Breakdown> = weeks.iter().filter(|row| row.cell.figure.is_some()).collect();
        let last = shown.last().filter(|_| shown.len() > 1)?;
        let title = format!(
            "{} {}",
            self.short_name(measure),
            words.pick("by week, with 95\u{a0}% interval", "par semaine, avec l’intervalle à 95\u{202f}%")
        );
        let value = |row: &&&Breakdown| row.cell.figure.as_ref().map_or(0.0, |figure| figure.value);
        let lowest = shown.iter().min_by(|a, b| value(a).total_cmp(&value(b)))?;
        let highest = shown.iter().max_by(|a, b| value(a).total_cmp(&value(b)))?;
        let said = |row: &Breakdown| row.cell.text(words);
        let ends = [said(lowest), said(highest)];
        let indicative = shown.iter().filter(|row| row.cell.status == Status::Indicative).count();
        let weeks_of = Weeks { all: weeks.len(), hidden: weeks.len() - shown.len(), indicative };
        let description = words.trend_summary(weeks_of, [&ends[0], &ends[1]], &said(last), &last.name);
        let labels = labels(weeks, words);
        let tips: Vec<String> = weeks.iter().map(|row| tip(row, words)).collect();
        let points: Vec<Point<'_>> = weeks
            .iter()
            .zip(&labels)
            .zip(&tips)
            .map(|((row, (label, year)), tip)| Point { mark: mark_of(&row.cell), label, year, tip })
            .collect();
        let id = part(measure, "trend");
        let caption = Caption { id: &id, title: &title, description: &description };
        let axis = axis(key).around(points.iter().filter_map(|point| point.mark));
        let svg = picture::trend(caption, &points, axis, &|value| tick(key, value, words), self.request.width);
        let mut table = Table::new(words.columns(Some(words.pick("Week", "Semaine"))));
        table.rows = weeks.iter().map(|week| named_row(week, words)).collect();
        Some(Picture { title, description, svg, table })
    }
}

/// What stands under each week: the month where it begins, the year at the first and where it changes.
fn labels(weeks: &[Breakdown], words: Words) -> Vec<(String, String)> {
    let mut before = None;
    let label = |row: &Breakdown| {
        let monday = row
            .id
            .split_once("-W")
            .and_then(|(year, week)| Period::Week { year: year.parse().ok()?, week: week.parse().ok()? }.first_day());
        let Some(monday) = monday else { return Default::default() };
        let (month, year) = (Some((monday.year, monday.month)), monday.year);
        let label = if before == month { String::new() } else { words.month(monday.month).to_string() };
        let is_new = before.is_none_or(|(known, _)| known != year);
        before = month;
        (label, if is_new { year.to_string() } else { String::new() })
    };
    weeks.iter().map(label).collect()
}

/// Number, interval, base and a word where there is one to say.
fn row(cell: &Cell, words: Words) -> Vec<String> {
    let range = cell.figure.as_ref().map_or_else(String::new, |figure| figure.range.clone());
    let base = cell.base.map_or_else(String::new, |base| words.count(base));
    let remark = match cell.status {
        Status::Indicative => words.indicative_short(),
        Status::Withheld => words.withheld(),
        Status::Published | Status::TooFew | Status::NoAnswers => "",
    };
    vec![cell.text(words), range, base, remark.into()]
}

fn named_row(breakdown: &Breakdown, words: Words) -> Vec<String> {
    let mut cells = vec![breakdown.name.clone()];
    cells.extend(row(&breakdown.cell, words));
    cells
}

/// What a pointer over a segment or a week is told.
fn tip(breakdown: &Breakdown, words: Words) -> String {
    let cell = &breakdown.cell;
    let mut tip = words.named(&breakdown.name, &cell.text(words));
    if let Some(figure) = &cell.figure {
        tip.push_str(&format!(" ({}), {}", figure.range, cell.base_text));
    }
    if cell.status == Status::Indicative {
        tip.push_str(&format!(", {}", words.indicative_short()));
    }
    tip
}
