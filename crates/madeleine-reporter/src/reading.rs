//! [`Reading`].

use madeleine_boundary::error;
use madeleine_core::columns::Rows;
use madeleine_ingest::files::{Count, Files, Refused, Told};
use madeleine_report::{Account, Gatherer, Gathering, Other, Problem};
use madeleine_stats::By;
use madeleine_stats::tally::{ByError, Dimension, Only, OnlyError};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Of all that can be wrong with files, so much is told one by one.
const MAX_PROBLEMS: usize = 200;

/// Reads response files piece by piece, for reports.
#[wasm_bindgen]
pub struct Reading {
    pub(crate) files: Files<Passing>,
    look: Look,
}

/// Which responses count in a report.
struct Look {
    /// The one thing, beside touchpoint and week, by which scores are broken down.
    by: Dimension,
    /// What responses have to say; where there is nothing, all of them count.
    only: Vec<Only>,
    /// Against which others they are held.
    against: Option<Vec<Only>>,
}

impl Look {
    fn gatherer(&self) -> Gatherer {
        Gatherer::of_those(self.by.clone(), self.only.clone()).against(self.against.clone())
    }
}

/// What a report is made of, counted as responses pass.
#[derive(Clone)]
pub(crate) struct Passing(Gatherer);

impl Count for Passing {
    fn observe(&mut self, rows: Rows<'_>) {
        self.0.observe(rows);
    }
}

#[wasm_bindgen]
impl Reading {
    /// Nothing has been read yet.
    ///
    /// `by` is the one thing, beside touchpoint and week, by which a report breaks scores down, as in `device` or `context.store`.
    /// Without `keep` responses are counted as they are read and not kept, so that memory doesn't grow with the files. That
    /// is possible for files without ids, or whose ids come in their order over all files; where they don't, `push` or
    /// `finishFile` throws `out_of_order`, and the files have to be read anew and kept.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when `by` isn't one thing that is known.
    #[wasm_bindgen(constructor)]
    pub fn new(by: Option<String>, keep: bool) -> Result<Reading, JsValue> {
        let look = Look { by: breakdown(by)?, only: Vec::new(), against: None };
        let files = if keep { Files::kept() } else { Files::passing(Passing(look.gatherer())) };
        Ok(Self { files, look })
    }

    /// Whether an owner has a mapping for the files that begin from now on: [`sample`](Self::sample) then asks at every CSV file.
    #[wasm_bindgen(setter = mapped)]
    pub fn set_mapped(&mut self, mapped: bool) {
        self.files.set_mapped(mapped);
    }

    /// Takes the next bytes of the current file; returns how many of its lines have been read.
    ///
    /// # Errors
    /// `out_of_order` where responses aren't kept and would have to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<f64, JsValue> {
        Ok(self.files.push(bytes).map_err(refused)? as f64)
    }

    /// The first rows of the current file, where what knows the exports of other tools has to say what its columns are: nothing is
    /// read on until [`layOut`](Self::lay_out). To be asked for after each `push`, and when the file has `ended`.
    pub fn sample(&mut self, ended: bool) -> Option<Vec<u8>> {
        self.files.sample(ended)
    }

    /// Says what the columns of the current file are, and reads on.
    ///
    /// # Errors
    /// `no_layout` where this is none, or none was asked for; `out_of_order`, as [`push`](Self::push).
    #[wasm_bindgen(js_name = layOut)]
    pub fn lay_out(&mut self, layout: &[u8]) -> Result<(), JsValue> {
        self.files.lay_out(layout).map_err(refused)
    }

    /// Says that the current file has ended, and what it is called. What is pushed next belongs to another file.
    ///
    /// # Errors
    /// `out_of_order`, as [`push`](Self::push); `no_layout` where it had to be said what its columns are.
    #[wasm_bindgen(js_name = finishFile)]
    pub fn finish_file(&mut self, name: String) -> Result<(), JsValue> {
        self.files.finish_file(name).map_err(refused)
    }

    /// Forgets what was pushed of the current file: it couldn't be read to its end.
    #[wasm_bindgen(js_name = dropFile)]
    pub fn drop_file(&mut self) {
        self.files.drop_file();
    }

    /// How responses are looked at in what reporters are made of from now on: broken down by `by`, as in [`new`](Self::new), and of them only
    /// those that say all of these, as in `device=phone`, or `device=` for those that don't say theirs. With nothing, all of them.
    /// They are held `against` those others that say all of that, or against the `rest`; with nothing, against none.
    ///
    /// # Errors
    /// `unknown_dimension` or `one_dimension` where one of these isn't understood; `not_kept` where responses that aren't kept were
    /// counted before: they have to be read anew by what is told first. What was before is so still.
    #[wasm_bindgen(js_name = lookAt)]
    pub fn look_at(&mut self, by: Option<String>, wanted: Vec<String>, against: Vec<String>) -> Result<(), JsValue> {
        let unknown = |wrong: OnlyError| error(wrong.code(), wrong);
        let only = wanted.iter().map(|one| one.parse()).collect::<Result<Vec<Only>, _>>().map_err(unknown)?;
        let others = against.iter().map(|one| one.parse()).collect::<Result<Vec<Other>, _>>().map_err(unknown)?;
        let look = Look { by: breakdown(by)?, only, against: Other::all(others) };
        let has_begun = self.files.have_begun();
        if let Some(passing) = self.files.counted_mut() {
            if has_begun {
                return Err(error("not_kept", "responses that aren't kept can't be counted once more."));
            }
            *passing = Passing(look.gatherer());
        }
        self.look = look;
        Ok(())
    }

    /// By what responses differ, so that a report can be broken down by it: `device`, `context.store`.
    pub fn breakdowns(&self) -> Vec<String> {
        let differ = self.files.so_far().rows(|rows| Dimension::of_columns(rows.columns));
        differ.iter().map(Dimension::to_string).collect()
    }
}

impl Reading {
    /// What all files that have ended came to; where responses aren't kept, with what has been read of the current one.
    pub(crate) fn gathering(&self) -> Gathering {
        match self.files.counted() {
            Some(Passing(gatherer)) => gatherer.clone().finish(),
            None => self.files.so_far().rows(|rows| {
                let mut gatherer = self.look.gatherer();
                gatherer.observe(rows);
                gatherer.finish()
            }),
        }
    }

    /// What became of the lines.
    pub(crate) fn account(&self) -> Account {
        let intake = self.files.so_far();
        let problem = |Told { file, line, code, message }| Problem { file, line, code: code.into(), message };
        Account {
            lines: intake.lines(),
            responses: intake.len() as u64,
            superseded: intake.superseded(),
            duplicates: intake.duplicates(),
            conflicts: intake.conflicts(),
            broken: intake.broken(),
            problem_count: intake.problem_count(),
            problems: self.files.problems(MAX_PROBLEMS).into_iter().map(problem).collect(),
            note_count: intake.note_count(),
            notes: self.files.notes(MAX_PROBLEMS).into_iter().map(problem).collect(),
        }
    }
}

/// By what a report is broken down; by touchpoint where nothing is said.
fn breakdown(by: Option<String>) -> Result<Dimension, JsValue> {
    let by: By = by.unwrap_or_default().parse().map_err(|wrong: ByError| error(wrong.code(), wrong))?;
    match by.dimensions() {
        [] => Ok(Dimension::Touchpoint),
        [one] if by.period().is_none() => Ok(one.clone()),
        _ => Err(error("one_dimension", "a report is broken down by one thing, and always by week.")),
    }
}

fn refused(why: Refused) -> JsValue {
    error(why.code(), why)
}
