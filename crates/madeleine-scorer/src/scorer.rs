//! [`Scorer`].

use crate::objects::read;
use crate::packed::scores;
use js_sys::{Array, Object};
use madeleine_boundary::error;
use madeleine_ingest::{Intake, Reader, RowProblem};
use madeleine_report::{Account, Gatherer, Other, Problem, wire};
use madeleine_stats::tally::{self, Dimension, Only, OnlyError, Slices, Zone};
use madeleine_stats::{By, Tallies};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Of all that can be wrong with files, so much is told one by one.
const MAX_PROBLEMS: usize = 200;

/// Reads response files piece by piece and counts all of them.
#[wasm_bindgen]
pub struct Scorer {
    by: Dimension,
    /// An owner says what the columns of the next file are, if it is CSV.
    mapped: bool,
    reader: Option<Reader>,
    files: Vec<String>,
    intake: Intake,
    /// Which responses count in a report; where there is nothing, all of them.
    only: Vec<Only>,
    /// Against which others they are held.
    against: Option<Vec<Only>>,
    /// What of the responses was worked out for the last slice, for the next.
    slices: Option<Slices>,
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
    /// `by` is the one thing, beside touchpoint and week, by which a report breaks scores down, as in `device` or `context.store`.
    /// With `keep` being `false` responses are counted as they are read and not kept, so that memory doesn't grow with the files. That
    /// is possible for files without ids, or whose ids come in their order over all files; where they don't, `push` or
    /// `finishFile` throws `out_of_order`, and the files have to be read anew by a scorer that keeps them.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when `by` isn't one thing that is known.
    #[wasm_bindgen(constructor)]
    pub fn new(by: Option<String>, keep: Option<bool>) -> Result<Scorer, JsValue> {
        let by = breakdown(by)?;
        let passed = (keep == Some(false)).then(|| Passed { gatherer: Gatherer::by(by.clone()), before: None });
        Ok(Self {
            by,
            mapped: false,
            reader: None,
            files: Vec::new(),
            intake: Intake::default(),
            only: Vec::new(),
            against: None,
            slices: None,
            passed,
        })
    }

    /// Whether an owner has a mapping for the files that begin from now on: [`sample`](Self::sample) then asks at every CSV file.
    #[wasm_bindgen(setter = mapped)]
    pub fn set_mapped(&mut self, mapped: bool) {
        self.mapped = mapped;
    }

    /// Takes the next bytes of the current file; returns how many of its lines have been read.
    ///
    /// # Errors
    /// `out_of_order` where responses aren't kept and would have to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<f64, JsValue> {
        let (number, mapped) = (number(&self.files), self.mapped);
        let ours = |intake| {
            let reader = Reader::ours(number, intake);
            if mapped { reader.mapped_elsewhere() } else { reader }
        };
        let Some(Passed { gatherer, before }) = &mut self.passed else {
            let reader = self.reader.get_or_insert_with(|| ours(Intake::default()));
            reader.push(bytes);
            return Ok(reader.so_far().lines() as f64);
        };
        let reader = self.reader.get_or_insert_with(|| {
            *before = Some((self.intake.clone(), gatherer.clone()));
            ours(core::mem::take(&mut self.intake)).lightly()
        });
        let earlier = before.as_ref().map_or(0, |(intake, _)| intake.lines());
        reader.push(bytes);
        if !reader.pass(|rows| gatherer.observe(rows)) {
            return Err(out_of_order());
        }
        Ok((reader.so_far().lines() - earlier) as f64)
    }

    /// The first rows of the current file, where what knows the exports of other tools has to say what its columns are: nothing is
    /// read on until [`layOut`](Self::lay_out). To be asked for after each `push`, and when the file has `ended`.
    pub fn sample(&mut self, ended: bool) -> Option<Vec<u8>> {
        self.reader.as_mut()?.sample(ended)
    }

    /// Says what the columns of the current file are, and reads on.
    ///
    /// # Errors
    /// `no_layout` where this is none, or none was asked for; `out_of_order`, as [`push`](Self::push).
    #[wasm_bindgen(js_name = layOut)]
    pub fn lay_out(&mut self, layout: &[u8]) -> Result<(), JsValue> {
        if !self.reader.as_mut().is_some_and(|reader| reader.lay_out(layout)) {
            return Err(error("no_layout", "this doesn't say what the columns are, or nobody asked."));
        }
        self.push(&[]).map(|_| ())
    }

    /// Says that the current file has ended, and what it is called. What is pushed next belongs to another file.
    ///
    /// # Errors
    /// `out_of_order`, as [`push`](Self::push); `no_layout` where it had to be said what its columns are.
    #[wasm_bindgen(js_name = finishFile)]
    pub fn finish_file(&mut self, name: String) -> Result<(), JsValue> {
        if self.sample(true).is_some() {
            return Err(error("no_layout", "it hasn't been said what the columns of this file are."));
        }
        self.files.push(name);
        let Some(reader) = self.reader.take() else { return Ok(()) };
        let Some(Passed { gatherer, .. }) = &mut self.passed else {
            self.slices = None;
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
        }
    }

    /// How responses are looked at in what is [`gathered`](Self::gathered): broken down by `by`, as in [`new`](Self::new), and of them only
    /// those that say all of these, as in `device=phone`, or `device=` for those that don't say theirs. With nothing, all of them.
    /// They are held `against` those others that say all of that, or against the `rest`; with nothing, against none.
    ///
    /// # Errors
    /// `unknown_dimension` or `one_dimension` where one of these isn't understood; `not_kept` where responses that aren't kept were
    /// counted before: another scorer that is told first has to read them. What was before is so still.
    #[wasm_bindgen(js_name = lookAt)]
    pub fn look_at(&mut self, by: Option<String>, wanted: Vec<String>, against: Vec<String>) -> Result<(), JsValue> {
        let by = breakdown(by)?;
        let refused = |wrong: OnlyError| error(wrong.code(), wrong);
        let only = wanted.iter().map(|one| one.parse()).collect::<Result<Vec<Only>, _>>().map_err(refused)?;
        let others = against.iter().map(|one| one.parse()).collect::<Result<Vec<Other>, _>>().map_err(refused)?;
        let against = Other::all(others);
        if let Some(passed) = &mut self.passed {
            if self.reader.is_some() || !self.files.is_empty() {
                return Err(not_kept());
            }
            passed.gatherer = Gatherer::of_those(by.clone(), only.clone()).against(against.clone());
        }
        (self.by, self.only, self.against) = (by, only, against);
        Ok(())
    }

    /// By what responses differ, so that a report can be broken down by it: `device`, `context.store`.
    pub fn breakdowns(&self) -> Vec<String> {
        self.so_far().rows(|rows| Dimension::of_columns(rows.columns)).iter().map(Dimension::to_string).collect()
    }

    /// What all files that have ended came to, as bytes for a reporter; where responses aren't kept, with what has been read of the
    /// current one.
    pub fn gathered(&self) -> Vec<u8> {
        let gatherer = match &self.passed {
            Some(passed) => passed.gatherer.clone(),
            None => self.intake.rows(|rows| {
                let mut gatherer = Gatherer::of_those(self.by.clone(), self.only.clone()).against(self.against.clone());
                gatherer.observe(rows);
                gatherer
            }),
        };
        wire::write(&gatherer.finish(), &self.account())
    }

    /// What people wrote in the responses that are looked at, as bytes for a reporter; nothing where responses aren't kept.
    pub fn written(&self) -> Vec<u8> {
        self.intake.rows(|rows| wire::write_verbatims(self.passed.is_none().then_some(rows), &self.only))
    }

    /// Every score of all files that have ended: by instrument, then segment, then time; packed, as `www/scorer/unpacked.ts` takes it.
    ///
    /// `by` is by what they are cut, as in `touchpoint,device,period=week`; `names` and `values` say which responses count: those that
    /// say all of these values under these names, and nothing under a name whose value is the empty text.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when a name isn't known, or where responses aren't kept.
    #[wasm_bindgen(unchecked_return_type = "[Float64Array, Uint32Array, string]")]
    pub fn estimate(&mut self, by: Option<String>, names: Vec<String>, values: Vec<String>) -> Result<Array, JsValue> {
        Ok(scores(&self.counted(by, &names, &values)?))
    }

    /// How many lines there were in all files that have ended, and what became of them.
    #[wasm_bindgen(unchecked_return_type = "Read")]
    pub fn read(&self) -> Object {
        read(&self.account())
    }

    /// The counts over all files that have ended, as the text of a file of tallies. Small groups are in it as they are.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when `by`, as in `touchpoint,period=week`, holds something unknown.
    pub fn tally(&mut self, by: Option<String>) -> Result<String, JsValue> {
        Ok(tally::write(&self.counted(by, &[], &[])?))
    }
}

impl Scorer {
    /// Counts the responses that say these values under these names.
    fn counted(&mut self, by: Option<String>, names: &[String], values: &[String]) -> Result<Tallies, JsValue> {
        let by = read_by(by)?;
        if self.passed.is_some() {
            return Err(not_kept());
        }
        let only = names.iter().zip(values).map(|(name, value)| {
            Only::named(name, value).map_err(|wrong| match wrong {
                OnlyError::Unknown(_) | OnlyError::Period(_) => error(wrong.code(), wrong),
                _ => error("one_dimension", format!("\"{name}\" isn't the name of one thing that a response says.")),
            })
        });
        let only: Vec<Only> = only.collect::<Result<_, JsValue>>()?;
        let wanted: Vec<_> = only.iter().map(Only::said).collect();
        let slices = &mut self.slices;
        Ok(self
            .intake
            .rows(|rows| slices.get_or_insert_with(|| Slices::of(rows)).tallies(rows, &by, &Zone::default(), &wanted)))
    }

    /// Where responses aren't kept, a file that is being read goes on with what those before it left.
    fn so_far(&self) -> &Intake {
        let current = self.reader.as_ref().filter(|_| self.passed.is_some());
        current.map_or(&self.intake, Reader::so_far)
    }

    fn account(&self) -> Account {
        let intake = self.so_far();
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

/// By what a report is broken down; by touchpoint where nothing is said.
fn breakdown(by: Option<String>) -> Result<Dimension, JsValue> {
    let by = read_by(by)?;
    match by.dimensions() {
        [] => Ok(Dimension::Touchpoint),
        [one] if by.period().is_none() => Ok(one.clone()),
        _ => Err(error("one_dimension", "a report is broken down by one thing, and always by week.")),
    }
}

fn read_by(by: Option<String>) -> Result<By, JsValue> {
    by.unwrap_or_default().parse().map_err(|wrong: tally::ByError| error(wrong.code(), wrong))
}

fn not_kept() -> JsValue {
    error("not_kept", "responses that aren't kept can't be counted once more.")
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
