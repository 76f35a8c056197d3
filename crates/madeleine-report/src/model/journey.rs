//! The journey: one instrument, stage by stage.

use super::build::only;
use super::section::{Builder, hidden};
use super::{Cell, Difference, Stage};
use crate::labels::readable;
use core::cmp::Ordering;
use madeleine_core::instrument::Direction;
use madeleine_stats::Tally;
use madeleine_stats::operation;
use madeleine_stats::publish::{HIDDEN_BELOW, rows_beside};
use madeleine_stats::tally::{Dimension, Measure, Segment};
use std::collections::BTreeMap;

/// Most stages that are shown: more aren't stages.
const MOST: usize = 12;

/// Stages in order, and what was counted at each.
#[derive(Default)]
pub(super) struct Steps {
    pub(super) stages: Vec<Stage>,
    tallies: Vec<Tally>,
}

impl Steps {
    /// Each stage and the one before, where both are shown.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Option<(Tally, Tally)>> {
        let is_shown = |at: usize| self.stages.get(at).is_some_and(|stage| stage.cell.figure.is_some());
        (0..self.stages.len()).map(move |at| {
            let before = at.checked_sub(1).filter(|before| is_shown(at) && is_shown(*before))?;
            Some((self.tallies.get(at)?.clone(), self.tallies.get(before)?.clone()))
        })
    }

    /// Where the difference of each goes.
    pub(super) fn places(&mut self) -> impl Iterator<Item = &mut Option<Difference>> {
        self.stages.iter_mut().map(|stage| &mut stage.step)
    }
}

impl Builder<'_> {
    /// The stages at which an instrument was asked; none where a touchpoint is chosen, or fewer than two may be shown.
    pub(super) fn steps(&self, measure: &Measure) -> Steps {
        let key = measure.key();
        let mut stages: BTreeMap<Segment, Tally> = BTreeMap::new();
        for (place, tally) in self.gathering.stages().of(measure).filter(|(_, tally)| tally.base() > 0) {
            let Some(stage) = place.segments.first() else { continue };
            // Tallies of one instrument are of one form.
            let _ = stages.entry(stage.clone()).or_insert_with(|| Tally::of_key(key)).merge(tally);
        }
        if self.chosen.is_some() || stages.len() > MOST {
            return Steps::default();
        }
        let mut shown = vec![true; stages.len()];
        // Beside touchpoints, and beside what else the report is broken down by.
        let dimensions = self.gathering.stages().by().dimensions();
        let is_shown = |one: &Dimension| [&Dimension::Touchpoint, self.dimension()].contains(&one);
        for beside in (1..dimensions.len()).filter(|beside| dimensions.get(*beside).is_some_and(is_shown)) {
            let (table, columns) = self.table(measure, &stages, beside);
            let fit = rows_beside(&table, &columns, HIDDEN_BELOW);
            shown.iter_mut().zip(fit).for_each(|(shown, fits)| *shown &= fits);
        }
        let mut rows: Vec<(Segment, Tally, bool)> =
            stages.into_iter().zip(shown).map(|((stage, tally), shown)| (stage, tally, shown)).collect();
        rows.sort_by(|a, b| in_order(&a.0, &b.0));
        // Where somebody was who was at no stage isn't a stage.
        rows.retain(|(stage, ..)| stage.name().is_some());
        if rows.iter().filter(|(.., shown)| *shown).count() < 2 {
            return Steps::default();
        }
        let stage = |(stage, tally, shown): &(Segment, Tally, bool)| Stage {
            id: stage.name().unwrap_or_default().into(),
            name: self.segment_name(&Dimension::Stage, stage),
            only: only(&Dimension::Stage, stage),
            selected: self.is_selected(&Dimension::Stage, stage),
            cell: if *shown { Cell::of(key, tally, self.words) } else { Cell::hidden(tally.base(), self.words) },
            marks: Vec::new(),
            step: None,
        };
        let mut stages: Vec<Stage> = rows.iter().map(stage).collect();
        mark(&mut stages, key.direction == Direction::LowerIsBetter);
        Steps { stages, tallies: rows.into_iter().map(|(_, tally, _)| tally).collect() }
    }

    /// How many answers there are at each stage and each category of something else, and which of its categories are shown.
    fn table(&self, measure: &Measure, stages: &BTreeMap<Segment, Tally>, beside: usize) -> (Vec<Vec<u64>>, Vec<bool>) {
        let key = measure.key();
        let mut columns: BTreeMap<&Segment, Tally> = BTreeMap::new();
        let cells = || self.gathering.stages().of(measure).filter(|(_, tally)| tally.base() > 0);
        for (place, tally) in cells() {
            let Some(column) = place.segments.get(beside) else { continue };
            let _ = columns.entry(column).or_insert_with(|| Tally::of_key(key)).merge(tally);
        }
        let mut table = vec![vec![0_u64; columns.len()]; stages.len()];
        for (place, tally) in cells() {
            let row = place.segments.first().and_then(|stage| stages.keys().position(|known| known == stage));
            let column =
                place.segments.get(beside).and_then(|column| columns.keys().position(|known| *known == column));
            if let Some(count) = row.zip(column).and_then(|(row, column)| table.get_mut(row)?.get_mut(column)) {
                *count = count.saturating_add(tally.base());
            }
        }
        (table, hidden(key, columns.values()).into_iter().map(|hidden| !hidden).collect())
    }

    pub(super) fn stage_name(&self, stage: &str) -> String {
        let known = operation::Stage::ALL.into_iter().find(|known| known.code() == stage);
        known.map_or_else(|| readable(stage), |known| self.words.stage(known).into())
    }
}

/// The stages of the 5A journey as the book has them; others behind, by number where they begin with one, else by name.
fn in_order(one: &Segment, other: &Segment) -> Ordering {
    let place = |segment: &Segment| {
        let name = segment.name().unwrap_or_default();
        let known = operation::Stage::ALL.iter().position(|stage| stage.code() == name);
        let digits = name.len() - name.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        (known.unwrap_or(usize::MAX), name.get(..digits).and_then(|digits| digits.parse().ok()).unwrap_or(u64::MAX))
    };
    place(one).cmp(&place(other)).then_with(|| one.cmp(other))
}

/// Marks the best, the weakest and the last of those that are shown; of equals the first.
fn mark(stages: &mut [Stage], lower_is_better: bool) {
    let sign = if lower_is_better { -1.0 } else { 1.0 };
    let values: Vec<(usize, f64)> = stages
        .iter()
        .enumerate()
        .filter_map(|(at, stage)| Some((at, sign * stage.cell.figure.as_ref()?.value)))
        .collect();
    let best = values.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let weakest = values.iter().copied().reduce(|worst, next| if next.1 < worst.1 { next } else { worst });
    let ends = best.zip(weakest).filter(|(best, weakest)| best.1 > weakest.1);
    let last = values.last().map(|(at, _)| (*at, "last"));
    let ends = ends.map(|(best, weakest)| [(best.0, "best"), (weakest.0, "weakest")]);
    for (at, what) in ends.into_iter().flatten().chain(last) {
        if let Some(stage) = stages.get_mut(at) {
            stage.marks.push(what.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Account, Gathering, Report, Request};
    use madeleine_core::response::{Answer, Response};

    /// So many satisfied people and others at a stage of a touchpoint.
    fn asked(touchpoint: &str, stage: &str, [good, bad]: [usize; 2]) -> Vec<Response> {
        let response = |code| Response {
            touchpoint: touchpoint.into(),
            stage: (!stage.is_empty()).then(|| stage.into()),
            answers: vec![("csat".into(), Answer::Code(code))],
            ..Response::default()
        };
        [vec![response(5); good], vec![response(1); bad]].concat()
    }

    fn report(responses: &[Vec<Response>]) -> Report {
        let mut gathering = Gathering::default();
        responses.iter().flatten().for_each(|response| gathering.observe(response));
        Report::of(&gathering, &Account::default(), &Request::default())
    }

    #[test]
    fn stages_stand_in_the_order_of_the_journey() {
        let report = report(&[
            asked("basket", "act", [90, 10]),
            asked("help", "ask", [40, 60]),
            asked("home", "aware", [95, 5]),
            asked("again", "10-return", [60, 40]),
            asked("again", "9-refund", [50, 50]),
        ]);
        let section = &report.sections[0];
        let told: Vec<(&str, Vec<&str>)> = section
            .stages
            .iter()
            .map(|stage| (stage.name.as_str(), stage.marks.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            told,
            [
                ("Aware", vec!["best"]),
                ("Ask", vec!["weakest"]),
                ("Act", vec![]),
                ("9 refund", vec![]),
                ("10 return", vec!["last"])
            ]
        );
        let step = section.stages[2].step.as_ref().expect("both are shown");
        assert!((step.value - 0.5).abs() < 1e-12 && step.clear);
        assert!(section.stages[0].step.is_none());
        let journey = section.journey.as_ref().expect("a picture");
        assert!(
            journey.description.starts_with(
                "Best at Aware (95.0\u{a0}%), weakest at Ask (40.0\u{a0}%), last 10 return (60.0\u{a0}%)."
            ),
            "{}",
            journey.description
        );
        assert!(journey.description.contains("largest step is from Aware to Ask"), "{}", journey.description);
    }

    #[test]
    fn a_stage_that_would_tell_a_few_people_isnt_shown() {
        let few = [asked("home", "aware", [90, 10]), asked("basket", "act", [90, 10]), asked("till", "act", [3, 1])];
        // Both of act are hidden among touchpoints; beside home, act is what they are together.
        assert_eq!(report(&few).sections[0].stages.len(), 2);
        // With one more touchpoint that is hidden, elsewhere: the till's four are act without the basket, which is shown then.
        let told = [few.concat(), asked("chat", "ask", [8, 8]), asked("help", "ask", [40, 60])].concat();
        let stages = &report(&[told]).sections[0].stages;
        let shown: Vec<&str> =
            stages.iter().filter(|stage| stage.cell.figure.is_some()).map(|stage| stage.id.as_str()).collect();
        assert_eq!(shown, ["aware"; 0]);
    }

    #[test]
    fn one_stage_is_no_journey_and_nobody_s_stage_is_none() {
        assert!(
            report(&[asked("home", "aware", [90, 10]), asked("basket", "", [90, 10])]).sections[0].stages.is_empty()
        );
        let two =
            report(&[asked("home", "aware", [90, 10]), asked("basket", "act", [80, 20]), asked("mail", "", [70, 30])]);
        assert_eq!(two.sections[0].stages.iter().map(|stage| stage.id.as_str()).collect::<Vec<_>>(), ["aware", "act"]);
        assert!(two.body.whole().contains("card journey"));
    }
}
