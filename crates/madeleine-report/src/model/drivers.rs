//! What goes with a score: an association, not a cause.

use super::drawn::part;
use super::section::Builder;
use super::{Driver, Drivers, Picture};
use crate::number;
use crate::picture::{self, BarRow, Caption, Tone};
use crate::table::Table;
use madeleine_stats::driver::{Driven, Found};
use madeleine_stats::tally::Measure;

impl Builder<'_> {
    /// What goes with a score that so many people answered; or, where questions were answered with it, why that isn't shown.
    pub(super) fn drivers(&self, measure: &Measure, answered: u64) -> (Option<Drivers>, String) {
        let words = self.words;
        let Some(Driven { predictors, found, .. }) = self.gathering.together().of(measure, self.chosen) else {
            return (None, String::new());
        };
        let Found { base, drivers, correlations } = match found {
            Ok(found) => found,
            Err(why) => {
                let names: Vec<String> = predictors.iter().map(|predictor| self.short_name(predictor)).collect();
                return (None, words.undriven(&self.short_name(measure), &names, &why));
            }
        };
        let driver = |(predictor, (&share, &correlation)): (&Measure, (&f64, &f64))| Driver {
            id: predictor.to_string(),
            name: self.short_name(predictor),
            share,
            share_text: number::percent(number::scaled(share, 1_000.0), words.language()),
            correlation,
            correlation_text: number::decimal(number::scaled(correlation, 100.0), 2, words.language()),
        };
        let mut each: Vec<Driver> =
            predictors.iter().zip(drivers.shares.iter().zip(&correlations)).map(driver).collect();
        each.sort_by(|one, other| other.share.total_cmp(&one.share));
        let picture = self.drivers_picture(measure, drivers.r2, [base, answered], &each);
        (Some(Drivers { r2: drivers.r2, base, each, picture }), String::new())
    }

    fn drivers_picture(&self, measure: &Measure, r2: f64, people: [u64; 2], each: &[Driver]) -> Picture {
        let words = self.words;
        let name = self.short_name(measure);
        let title = words.drivers_of(&name);
        let r2 = number::percent(number::scaled(r2, 1_000.0), words.language());
        let description = words.drivers(&name, &r2, people, each);
        let correlations: Vec<String> =
            each.iter().map(|driver| format!("r\u{a0}=\u{a0}{}", driver.correlation_text)).collect();
        let rows: Vec<BarRow<'_>> = each
            .iter()
            .zip(&correlations)
            .map(|(driver, correlation)| BarRow {
                name: &driver.name,
                share: i32::try_from(number::scaled(driver.share, 1_000.0)).unwrap_or(0),
                share_text: &driver.share_text,
                count_text: correlation,
                tone: Tone::Good(2),
            })
            .collect();
        let id = part(measure, "drivers");
        let caption = Caption { id: &id, title: &title, description: &description, rtl: words.rtl() };
        let (svg, narrow) = self.at_width(caption, |caption, width| picture::bars(caption, &rows, false, width));
        let mut table = Table::new(words.driver_columns());
        let cells = |Driver { name, share_text, correlation_text, .. }: &Driver| {
            vec![name.clone(), share_text.clone(), correlation_text.clone()]
        };
        table.rows = each.iter().map(cells).collect();
        Picture { svg, narrow, title, description, table }
    }
}
