//! [`Scorer`].

use crate::error::error;
use crate::request::read;
use madeleine_ingest::{Intake, Json, Mapping, Reader, RowProblem};
use madeleine_report::{Account, Gatherer, Gathering, Problem, Report, Request};
use madeleine_stats::By;
use madeleine_stats::tally::{self, Counter, Dimension, Zone};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The types of what crosses: made from Rust by the tests of madeleine-report.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../../../www/report/report-types.d.ts");

/// Of all that can be wrong with files, so much is told one by one.
const MAX_PROBLEMS: usize = 200;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Options {
    by: Option<String>,
    mapping: Option<serde_json::Value>,
    keep: Option<bool>,
}

/// Reads response files piece by piece and makes a report of all of them.
#[wasm_bindgen]
pub struct Scorer {
    by: Dimension,
    /// What the columns of CSV files are, where an owner says it.
    mapping: Option<Mapping>,
    reader: Option<Reader>,
    files: Vec<String>,
    intake: Intake,
    /// What the files came to, until another one comes.
    gathering: Option<Gathering>,
    /// Where responses aren't kept: what they came to.
    passed: Option<Passed>,
}

/// Responses that are counted as they are read.
struct Passed {
    gatherer: Gatherer,
    /// What there was before the current file, should it be dropped.
    before: Option<(Intake, Gatherer)>,
}

#[wasm_bindgen]
impl Scorer {
    /// A scorer that has read nothing yet.
    ///
    /// With `keep: false` responses are counted as they are read and not kept, so that memory doesn't grow with the files. That is
    /// possible for files without ids, or whose ids come in their order over all files; where they don't, `push` or
    /// `finishFile` throws `out_of_order`, and the files have to be read anew by a scorer that keeps them.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when the options hold something unknown.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "{ by?: string; keep?: boolean; mapping?: object } | undefined")] options: JsValue,
    ) -> Result<Scorer, JsValue> {
        let options: Options = read(options)?;
        let by: By =
            options.by.unwrap_or_default().parse().map_err(|wrong: tally::ByError| error(wrong.code(), wrong))?;
        let by = match by.dimensions() {
            [] => Dimension::Touchpoint,
            [one] if by.period().is_none() => one.clone(),
            _ => return Err(error("one_dimension", "a report is broken down by one thing, and always by week.")),
        };
        let mapping = options.mapping.map(|mapping| Mapping::read(Json(&mapping)));
        let mapping = mapping.transpose().map_err(|problems| {
            let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
            error("bad_mapping", said.join(" "))
        })?;
        let passed = (options.keep == Some(false)).then(|| Passed { gatherer: Gatherer::by(by.clone()), before: None });
        Ok(Self { by, mapping, reader: None, files: Vec::new(), intake: Intake::default(), gathering: None, passed })
    }

    /// Takes the next bytes of the current file; returns how many of its lines have been read.
    ///
    /// # Errors
    /// `out_of_order` where responses aren't kept and would have to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<f64, JsValue> {
        let number = number(&self.files);
        let mapped = |reader: Reader| match &self.mapping {
            Some(mapping) => reader.mapped(mapping),
            None => reader,
        };
        let Some(Passed { gatherer, before }) = &mut self.passed else {
            let reader = self.reader.get_or_insert_with(|| mapped(Reader::for_file(number)));
            reader.push(bytes);
            return Ok(reader.so_far().lines() as f64);
        };
        let reader = self.reader.get_or_insert_with(|| {
            *before = Some((self.intake.clone(), gatherer.clone()));
            mapped(Reader::passing(number, core::mem::take(&mut self.intake)))
        });
        let earlier = before.as_ref().map_or(0, |(intake, _)| intake.lines());
        reader.push(bytes);
        if !reader.pass(|rows| gatherer.observe(rows)) {
            return Err(out_of_order());
        }
        self.gathering = None;
        Ok((reader.so_far().lines() - earlier) as f64)
    }

    /// Says that the current file has ended, and what it is called. What is pushed next belongs to another file.
    ///
    /// # Errors
    /// `out_of_order`, as [`push`](Self::push).
    #[wasm_bindgen(js_name = finishFile)]
    pub fn finish_file(&mut self, name: String) -> Result<(), JsValue> {
        self.files.push(name);
        self.gathering = None;
        let Some(reader) = self.reader.take() else { return Ok(()) };
        let Some(Passed { gatherer, .. }) = &mut self.passed else {
            self.intake.merge(reader.finish());
            return Ok(());
        };
        self.intake = reader.finish();
        self.intake.rows(|rows| gatherer.observe(rows));
        if self.intake.pass() { Ok(()) } else { Err(out_of_order()) }
    }

    /// Forgets what was pushed of the current file: it couldn't be read to its end.
    #[wasm_bindgen(js_name = dropFile)]
    pub fn drop_file(&mut self) {
        let begun = self.reader.take().is_some();
        if let (true, Some(Passed { gatherer, before })) = (begun, &mut self.passed)
            && let Some(before) = before.take()
        {
            (self.intake, *gatherer) = before;
            self.gathering = None;
        }
    }

    /// The report over all files that have ended.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when the request holds something unknown.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn report(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let request: Request = read(request)?;
        let report = self.made(&request);
        report.serialize(&Serializer::json_compatible()).map_err(|wrong| error("not_written", wrong))
    }

    /// The numbers of the report as CSV, in full precision: one line for each instrument, segment and week.
    ///
    /// # Errors
    /// As [`report`](Self::report).
    pub fn csv(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ReportRequest>")] request: JsValue,
    ) -> Result<String, JsValue> {
        let request: Request = read(request)?;
        Ok(self.made(&request).csv())
    }

    /// The counts over all files that have ended, as the text of a file of tallies. Small groups are in it as they are.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when `by`, as in `touchpoint,period=week`, holds something unknown.
    pub fn tally(&self, by: Option<String>) -> Result<String, JsValue> {
        let by: By = by.unwrap_or_default().parse().map_err(|wrong: tally::ByError| error(wrong.code(), wrong))?;
        if self.passed.is_some() {
            return Err(error("not_kept", "responses that aren't kept can't be counted once more."));
        }
        let mut counter = Counter::new(by, Zone::default());
        self.intake.rows(|rows| counter.observe(rows));
        Ok(tally::write(&counter.finish()))
    }
}

impl Scorer {
    fn made(&mut self, request: &Request) -> Report {
        let account = self.account();
        let intake = &self.intake;
        let gathering = self.gathering.get_or_insert_with(|| match &self.passed {
            Some(passed) => passed.gatherer.clone().finish(),
            None => intake.rows(|rows| Gathering::of(self.by.clone(), rows)),
        });
        Report::of(gathering, &account, request)
    }

    fn account(&self) -> Account {
        let intake = &self.intake;
        let told = |row: &RowProblem| {
            let message = match row.problem.path.as_str() {
                "" | "$" => row.problem.message.clone(),
                _ => row.problem.to_string(),
            };
            let file = self.files.get(row.file as usize).cloned().unwrap_or_default();
            Problem { file, line: row.line, code: row.problem.code.into(), message }
        };
        Account {
            lines: intake.lines(),
            responses: intake.len() as u64,
            superseded: intake.superseded(),
            duplicates: intake.duplicates(),
            conflicts: intake.conflicts(),
            broken: intake.broken(),
            problem_count: intake.problem_count(),
            problems: intake.problems().iter().take(MAX_PROBLEMS).map(told).collect(),
            note_count: intake.note_count(),
            notes: intake.notes().iter().take(MAX_PROBLEMS).map(told).collect(),
        }
    }
}

fn out_of_order() -> JsValue {
    error(
        "out_of_order",
        "the responses of these files don't come in the order of their ids, so that they have to be kept.",
    )
}

/// The number of the next file.
fn number(files: &[String]) -> u32 {
    u32::try_from(files.len()).unwrap_or(u32::MAX)
}
