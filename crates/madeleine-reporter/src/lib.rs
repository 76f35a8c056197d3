//! The report in the browser: the bytes of response files in, one report object out.
//!
//! It holds no formula: reading is `madeleine-ingest`, what a report says and shows `madeleine-report`. The types of the objects that cross
//! are made from the Rust types of the latter. What knows the exports of other tools is another module.
//!
//! ```js
//! import start, { Reading, Reporter } from "./madeleine-reporter.en.js";
//! await start();
//! const reading = new Reading(undefined, true);
//! for await (const piece of file.stream()) reading.push(piece);
//! reading.finishFile(file.name);
//! const reporter = new Reporter(reading);
//! const { head } = reporter.head({ locale: "en", title: "Checkout" });
//! const { panels } = reporter.report({ locale: "en", title: "Checkout" });
//! reporter.hear(reading);
//! const foot = reporter.foot({ locale: "en" });
//! ```

mod reading;
mod request;

use madeleine_boundary::error;
use madeleine_report::markup::{self, File};
use madeleine_report::{Account, Gathering, Report, Request, Width, wire};
pub use reading::Reading;
use request::read;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of what crosses: made from Rust by the tests of madeleine-report.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../www/report/report-types.d.ts");

/// The short names of all scores in a language, each behind the id of its score.
#[wasm_bindgen(js_name = scoreNames)]
pub fn score_names(locale: &str) -> Vec<String> {
    madeleine_report::score_names(locale).flat_map(|(id, name)| [id.to_string(), name.to_string()]).collect()
}

/// Makes reports of what was read.
#[wasm_bindgen]
pub struct Reporter {
    gathering: Gathering,
    account: Account,
}

#[wasm_bindgen]
impl Reporter {
    /// A reporter of what has been read by now.
    #[wasm_bindgen(constructor)]
    pub fn new(reading: &Reading) -> Self {
        Self { gathering: reading.gathering(), account: reading.account() }
    }

    /// Takes what people wrote in what has been read, where it is kept: it stands in foot, quotes, CSV and file.
    pub fn hear(&mut self, reading: &Reading) {
        if reading.files.counted().is_none() {
            reading.files.so_far().rows(|rows| self.gathering.hear(rows));
        }
    }

    /// Takes what a file of operations says, as the imports' `operations` gave it, and what is wrong with that file.
    ///
    /// # Errors
    /// `no_operations` when it is something else.
    pub fn happen(&mut self, file: &str, told: &str) -> Result<(), JsValue> {
        wire::happen(&mut self.gathering, &mut self.account, file, told).map_err(|unlike| error(unlike.code(), unlike))
    }

    /// What is seen first of the [`report`](Self::report): its headlines, without panels.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    #[wasm_bindgen(unchecked_return_type = "Shown")]
    pub fn head(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        written(Report::headed(&self.gathering, &self.account, &read(request)?))
    }

    /// The report over all files that have ended, without its foot.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when the request holds something unknown.
    #[wasm_bindgen(unchecked_return_type = "Shown")]
    pub fn report(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        written(Report::begun(&self.gathering, &self.account, &read(request)?))
    }

    /// What isn't of one score, as markup: what people wrote, and what a reader should mind; empty where there is nothing.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub fn foot(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<String, JsValue> {
        Ok(Report::of(&self.gathering, &self.account, &read(request)?).foot())
    }

    /// The numbers of the report as CSV, in full precision: one line for each instrument, segment and week.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub fn csv(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<String, JsValue> {
        Ok(Report::of(&self.gathering, &self.account, &read(request)?).csv())
    }

    /// What people wrote, as markup: so many quotes as `quotes` says, of those that match `touchpoint`, `theme` and `search`; empty where
    /// too few people wrote anything.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub fn quotes(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<String, JsValue> {
        Ok(Report::quotes(&self.gathering, &read(request)?))
    }

    /// The report as one file of HTML, for a screen and a phone, without quotes and without the counts that it was made from. `style` is
    /// its style sheet, `style_hash` the hash of that as a content policy names it, `data_hash` what [`tallies`](Self::tallies) are told by.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub fn file(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
        style: &str,
        style_hash: &str,
        data_hash: &str,
    ) -> Result<String, JsValue> {
        let request = Request { width: Width::Both, quotes: Some(0), ..read(request)? };
        let report = Report::of(&self.gathering, &self.account, &request);
        Ok(markup::file(&report, &File { style, style_hash, tallies: "", data_hash }))
    }

    /// The counts that the report is made from, as a `*.tally.json` file holds them.
    pub fn tallies(&self) -> String {
        self.gathering.written()
    }
}

fn written(report: Report) -> Result<JsValue, JsValue> {
    report.shown().serialize(&Serializer::json_compatible()).map_err(|wrong| error("not_written", wrong))
}
