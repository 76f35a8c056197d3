//! The pictures of a report, each with its table.

use super::section::Builder;
use super::{Bar, Breakdown, Cell, Change, Figure, Kind, Mentioned, Picture, Stage, Status, Week, Width};
use crate::number;
use crate::picture::{self, Axis, BarRow, Caption, Gauge, Line, Mark, PlotRow, Point, Step, Tone};
use crate::table::Table;
use crate::wording::{Weeks, Words};
use madeleine_core::instrument::{Form, Headline, Key};
use madeleine_stats::tally::{Measure, Period};

/// Most options that are drawn; the table has them all.
const MAX_OPTIONS: usize = 10;

/// An estimate as it is drawn: shares in tenths of a percent, net scores in tenths of a point, means in hundredths.
fn mark(figure: &Figure, indicative: bool) -> Mark {
    let tenths = |value| drawn(figure.kind, value);
    Mark { value: tenths(figure.value), low: tenths(figure.low), high: tenths(figure.high), indicative }
}

/// A value in the units in which its kind is drawn.
fn drawn(kind: Kind, value: f64) -> i32 {
    let scale = match kind {
        Kind::Share => 1_000.0,
        Kind::ScalePoints => 100.0,
        Kind::Points | Kind::Index => 10.0,
    };
    i32::try_from(number::scaled(value, scale)).unwrap_or(0)
}

pub(super) fn mark_of(cell: &Cell) -> Option<Mark> {
    cell.figure.as_ref().map(|figure| mark(figure, cell.status == Status::Indicative))
}

/// The id of a picture of a measure: letters, digits and hyphens, as ids are.
pub(super) fn part(measure: &Measure, part: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
    measure.to_string().chars().map(letter).chain(['-']).chain(part.chars()).collect()
}

pub(super) fn axis(key: &Key) -> Axis {
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
pub(super) fn tick(key: &Key, value: i32, words: Words) -> String {
    let whole = i64::from(value / 10);
    match key.headline {
        Headline::Net => number::signed(whole, 0, words.language()),
        Headline::Mean if value % 100 == 0 => number::decimal(i64::from(value / 100), 0, words.language()),
        Headline::Mean => number::decimal(i64::from(value), 2, words.language()),
        _ => number::decimal(whole, 0, words.language()),
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
    /// A picture at the width that was asked for, and for a phone where both were.
    pub(super) fn at_width(
        &self,
        caption: Caption<'_>,
        draw: impl Fn(Caption<'_>, Width) -> String,
    ) -> (String, Option<String>) {
        match self.request.width {
            Width::Both => {
                // No pointer hovers over a phone; the table is below. What describes the one may be hidden and still describe the other.
                let narrow = picture::without_words(&picture::without_tips(&draw(caption, Width::Narrow)));
                (picture::in_file(&draw(caption, Width::Wide)), Some(picture::in_file(&narrow)))
            }
            width => (draw(caption, width), None),
        }
    }

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
                number::percent(1_000, words.language()).replace([',', '.'], "").replacen("1000", "100", 1),
            ],
        };
        let title = words.named(&self.name(measure), &figure.with_unit(words));
        let description = words.on_its_scale(&figure.range, &cell.base_text);
        let id = part(measure, "gauge");
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let mark = mark(figure, cell.status == Status::Indicative);
        let svg = picture::gauge(caption, &Gauge { mark, axis, ticks: &ticks });
        let mut table = Table::new(words.columns(None));
        table.rows.push(row(cell, words));
        Picture { svg, narrow: None, title, description, table }
    }

    /// How many gave each answer.
    pub(super) fn distribution(&self, measure: &Measure, bars: &[Bar]) -> Picture {
        let key = measure.key();
        let words = self.words;
        let title = format!(
            "{} · {}",
            self.short_name(measure),
            words.pick("all answers", "toutes les réponses", "جميع الإجابات")
        );
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
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let mut table = Table::new(words.bar_columns());
        let cells = |(bar, share, count): &(&Bar, String, String)| {
            vec![bar.name.clone(), count.clone(), share.clone(), bar.share.range.clone()]
        };
        table.rows = rows.iter().map(cells).collect();
        let (svg, narrow) = self.at_width(caption, |caption, width| picture::bars(caption, &drawn, true, width));
        Picture { svg, narrow, title, description, table }
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
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let mut table = Table::new(words.bar_columns());
        let cells = |(option, share, count): &(&Mentioned, String, String)| {
            vec![option.name.clone(), count.clone(), share.clone(), option.share.range.clone()]
        };
        table.rows = rows.iter().map(cells).collect();
        let (svg, narrow) = self.at_width(caption, |caption, width| picture::bars(caption, &drawn, false, width));
        Picture { svg, narrow, title, description, table }
    }

    /// Segments side by side; `None` where none is shown.
    pub(super) fn plot(&self, measure: &Measure, segments: &[Breakdown], headline: &Cell) -> Option<Picture> {
        let key = measure.key();
        let words = self.words;
        let shown: Vec<&Breakdown> = segments.iter().filter(|row| row.cell.figure.is_some()).collect();
        let (best, last) = (shown.first()?, shown.last()?);
        // The line of all: only where the headline is of all segments.
        let is_all = !segments.iter().any(|row| row.selected);
        let all = mark_of(headline).filter(|_| is_all && shown.len() > 1);
        let title = format!("{} {}", self.short_name(measure), words.by(self.dimension()));
        let said = |row: &Breakdown| row.cell.text(words);
        let clear = shown.iter().filter(|row| row.rest.as_ref().is_some_and(|rest| rest.clear)).count();
        let tested = shown.iter().filter(|row| row.rest.is_some()).count();
        let description =
            words.segments_summary((&best.name, &said(best)), (&last.name, &said(last)), shown.len(), (clear, tested));
        let rest = |row: &Breakdown| row.rest.as_ref().map_or_else(String::new, |rest| words.beside_the_rest(rest));
        let tipped = |row: &Breakdown| match rest(row) {
            rest if rest.is_empty() => tip(&row.name, &row.cell, words),
            rest => [tip(&row.name, &row.cell, words), rest].join(words.semicolon()),
        };
        let texts: Vec<(String, String)> = segments.iter().map(|row| (said(row), tipped(row))).collect();
        let rows: Vec<PlotRow<'_>> = segments
            .iter()
            .zip(&texts)
            .map(|(row, (value, tip))| PlotRow {
                name: &row.name,
                mark: mark_of(&row.cell),
                value_text: value,
                base_text: &row.cell.base_text,
                tip,
                only: &row.only,
                selected: row.selected,
                clear: row.rest.as_ref().filter(|rest| rest.clear).map(|rest| rest.value > 0.0),
            })
            .collect();
        let id = part(measure, "segments");
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let axis = axis(key).around(rows.iter().filter_map(|row| row.mark).chain(all));
        let line = all.map(|mark| Line { value: mark.value, name: words.pick("all", "ensemble", "الجميع") });
        let (svg, narrow) = self.at_width(caption, |caption, width| {
            picture::plot(caption, &rows, (axis, line), &|value| tick(key, value, words), width)
        });
        let mut table = Table::new(words.columns(Some(&words.dimension(self.dimension()))));
        table.columns.push(words.pick("Against the rest", "Par rapport au reste", "مقارنةً بالبقية").into());
        table.rows = segments
            .iter()
            .map(|segment| {
                let mut cells = named_row(&segment.name, &segment.cell, &[], words);
                cells.push(rest(segment));
                cells
            })
            .collect();
        Some(Picture { svg, narrow, title, description, table })
    }

    /// The report's responses and those that they are held against; `None` where the number of those isn't shown.
    pub(super) fn beside(&self, measure: &Measure, changes: &[Change]) -> Option<Picture> {
        let (key, words) = (measure.key(), self.words);
        let Change { period, before, now, then, difference, sentence, .. } =
            changes.iter().find(|one| one.is_against())?;
        then.figure.as_ref()?;
        let both = [(period, now), (before, then)];
        let tips = both.map(|(name, cell)| (cell.text(words), tip(name, cell, words)));
        let rows: Vec<PlotRow<'_>> = both
            .iter()
            .zip(&tips)
            .map(|((name, cell), (value_text, tip))| PlotRow {
                name,
                mark: mark_of(cell),
                value_text,
                base_text: &cell.base_text,
                tip,
                only: "",
                selected: false,
                clear: None,
            })
            .collect();
        let title = format!("{} · {}", self.short_name(measure), words.versus(period, before));
        let id = part(measure, "against");
        let caption = Caption { id: &id, title: &title, description: sentence, rtl: words.rtl() };
        let axis = axis(key).around(rows.iter().filter_map(|row| row.mark));
        let (svg, narrow) = self.at_width(caption, |caption, width| {
            picture::plot(caption, &rows, (axis, None), &|value| tick(key, value, words), width)
        });
        let mut table = Table::new(words.columns(Some(words.pick("Responses", "Réponses", "الاستجابات"))));
        table.columns.push(words.pick("Difference", "Différence", "الفرق").into());
        let differs = difference.as_ref().map_or_else(String::new, |difference| words.differs(difference));
        table.rows = both
            .iter()
            .zip([differs, String::new()])
            .map(|((name, cell), differs)| named_row(name, cell, &[], words).into_iter().chain([differs]).collect())
            .collect();
        Some(Picture { svg, narrow, title, description: sentence.clone(), table })
    }

    /// The headline stage by stage; `None` where there is no journey.
    pub(super) fn journey(&self, measure: &Measure, stages: &[Stage]) -> Option<Picture> {
        let key = measure.key();
        let words = self.words;
        let said = |stage: &Stage| (stage.name.clone(), stage.cell.text(words));
        let marked = |mark: &str| stages.iter().find(|stage| stage.marks.iter().any(|known| known == mark));
        let last = marked("last")?;
        let ends = marked("best").zip(marked("weakest")).map(|(best, weakest)| [said(best), said(weakest)]);
        let size = |stage: &Stage| stage.step.as_ref().map_or(0.0, |step| step.value.abs());
        let steps = stages.windows(2).filter(|pair| pair[1].step.is_some());
        let largest = steps.reduce(|largest, next| if size(&next[1]) > size(&largest[1]) { next } else { largest });
        let largest =
            largest.and_then(|pair| Some((pair[0].name.as_str(), pair[1].name.as_str(), pair[1].step.as_ref()?)));
        let title = format!(
            "{} {}",
            self.short_name(measure),
            words.pick("along the journey", "au fil du parcours", "على امتداد الرحلة")
        );
        let description = words.journey(ends, said(last), largest);
        let role =
            |stage: &Stage| stage.marks.iter().map(|mark| words.mark(mark)).collect::<Vec<_>>().join(words.comma());
        let step =
            |stage: &Stage| stage.step.as_ref().map_or_else(String::new, |step| words.beside_the_stage_before(step));
        let tipped = |stage: &Stage| {
            let parts = [tip(&stage.name, &stage.cell, words), role(stage), step(stage)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(words.semicolon())
        };
        let texts: Vec<[String; 3]> =
            stages.iter().map(|stage| [stage.cell.text(words), role(stage), tipped(stage)]).collect();
        let drawn: Vec<Step<'_>> = stages
            .iter()
            .zip(&texts)
            .map(|(stage, [value_text, role, tip])| Step {
                name: &stage.name,
                mark: mark_of(&stage.cell),
                value_text,
                base_text: &stage.cell.base_text,
                role,
                tip,
                only: &stage.only,
            })
            .collect();
        let id = part(measure, "journey");
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let axis = axis(key).around(drawn.iter().filter_map(|step| step.mark));
        let (svg, narrow) = self.at_width(caption, |caption, width| {
            picture::journey(caption, &drawn, axis, &|value| tick(key, value, words), width)
        });
        let mut table = Table::new(words.columns(Some(words.pick("Stage", "Étape", "المرحلة"))));
        table.columns.push(
            words
                .pick("Against the stage before", "Par rapport à l’étape précédente", "مقارنةً بالمرحلة السابقة")
                .into(),
        );
        table.rows = stages
            .iter()
            .map(|stage| {
                let mut cells = named_row(&stage.name, &stage.cell, &[&role(stage)], words);
                cells.push(step(stage));
                cells
            })
            .collect();
        Some(Picture { svg, narrow, title, description, table })
    }

    /// The headline week by week; `None` with fewer than two weeks to show.
    pub(super) fn trend(&self, measure: &Measure, weeks: &[Week], control: &str) -> Option<Picture> {
        let key = measure.key();
        let words = self.words;
        let shown: Vec<&Week> = weeks.iter().filter(|row| row.cell.figure.is_some()).collect();
        let last = shown.last().filter(|_| shown.len() > 1)?;
        let title = format!(
            "{} {}",
            self.short_name(measure),
            words.pick(
                "by week, with 95\u{a0}% interval",
                "par semaine, avec l’intervalle à 95\u{202f}%",
                "حسب الأسبوع، مع فاصل الثقة 95\u{200e}%\u{200e}"
            )
        );
        let value = |row: &&&Week| row.cell.figure.as_ref().map_or(0.0, |figure| figure.value);
        let lowest = shown.iter().min_by(|a, b| value(a).total_cmp(&value(b)))?;
        let highest = shown.iter().max_by(|a, b| value(a).total_cmp(&value(b)))?;
        let said = |row: &Week| row.cell.text(words);
        let ends = [said(lowest), said(highest)];
        let indicative = shown.iter().filter(|row| row.cell.status == Status::Indicative).count();
        let weeks_of = Weeks { all: weeks.len(), hidden: weeks.len() - shown.len(), indicative };
        let summary = words.trend_summary(weeks_of, [&ends[0], &ends[1]], &said(last), &last.name);
        let description = [summary.as_str(), control].join(" ").trim_end().to_string();
        let labels = labels(weeks, words);
        let tips: Vec<String> = weeks.iter().map(|row| week_tip(row, words)).collect();
        let points: Vec<Point<'_>> = weeks
            .iter()
            .zip(&labels)
            .zip(&tips)
            .map(|((row, (label, year)), tip)| Point {
                mark: mark_of(&row.cell),
                limits: row.limits.as_ref().zip(row.cell.figure.as_ref()).map(|(limits, figure)| {
                    [limits.low, limits.center, limits.high].map(|value| drawn(figure.kind, value))
                }),
                signal: !row.signals.is_empty(),
                new_series: if row.new_series { words.new_wording() } else { "" },
                label,
                year,
                tip,
                only: if row.cell.figure.is_some() { &row.only } else { "" },
                selected: row.selected,
            })
            .collect();
        let id = part(measure, "trend");
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let limits = points.iter().filter_map(|point| {
            let [low, value, high] = point.limits?;
            Some(Mark { value, low, high, indicative: false })
        });
        let axis = axis(key).around(points.iter().filter_map(|point| point.mark).chain(limits));
        let (svg, narrow) = self.at_width(caption, |caption, width| {
            picture::trend(caption, &points, axis, &|value| tick(key, value, words), width)
        });
        let mut table = Table::new(words.columns(Some(words.pick("Week", "Semaine", "الأسبوع"))));
        let limited = weeks.iter().any(|week| week.limits.is_some());
        if limited {
            table.columns.insert(3, words.pick("Control limits", "Limites de contrôle", "حدود الضبط").into());
        }
        let cells = |week: &Week| {
            let series = week.new_series.then(|| words.new_wording());
            let remarks: Vec<&str> = week.signals.iter().map(String::as_str).chain(series).collect();
            let mut cells = named_row(&week.name, &week.cell, &remarks, words);
            if limited {
                cells.insert(3, week.limits.as_ref().map_or_else(String::new, |limits| limits.text.clone()));
            }
            cells
        };
        table.rows = weeks.iter().map(cells).collect();
        Some(Picture { svg, narrow, title, description, table })
    }
}

/// What stands under each week: the month where it begins, the year at the first and where it changes.
fn labels(weeks: &[Week], words: Words) -> Vec<(String, String)> {
    month_labels(weeks.iter().map(|week| week.id.parse().unwrap_or(Period::NoDate)), words)
}

/// The same of weeks.
pub(super) fn month_labels(weeks: impl Iterator<Item = Period>, words: Words) -> Vec<(String, String)> {
    let mut before = None;
    let label = |week: Period| {
        let Some(monday) = week.first_day() else { return Default::default() };
        let (month, year) = (Some((monday.year, monday.month)), monday.year);
        let label = if before == month { String::new() } else { words.month(monday.month).to_string() };
        let is_new = before.is_none_or(|(known, _)| known != year);
        before = month;
        (label, if is_new { year.to_string() } else { String::new() })
    };
    weeks.map(label).collect()
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

pub(super) fn named_row(name: &str, cell: &Cell, remarks: &[&str], words: Words) -> Vec<String> {
    let mut cells = vec![name.to_string()];
    cells.extend(row(cell, words));
    if let Some(remark) = cells.last_mut() {
        let known = (!remark.is_empty()).then_some(remark.as_str());
        *remark = known.into_iter().chain(remarks.iter().copied()).collect::<Vec<_>>().join(words.comma());
    }
    cells
}

/// What a pointer over a segment or a week is told.
pub(super) fn tip(name: &str, cell: &Cell, words: Words) -> String {
    let mut tip = words.named(name, &cell.text(words));
    if let Some(figure) = &cell.figure {
        tip.push_str(&format!(" ({}){}{}", figure.range, words.comma(), cell.base_text));
    }
    if cell.status == Status::Indicative {
        tip.push_str(&[words.comma(), words.indicative_short()].concat());
    }
    tip
}

fn week_tip(week: &Week, words: Words) -> String {
    let mut tip = tip(&week.name, &week.cell, words);
    week.signals.iter().for_each(|signal| tip.push_str(&[words.comma(), signal].concat()));
    tip
}
