//! [`Scorer`].

use crate::objects::read;
use crate::packed::scores;
use js_sys::{Array, Object};
use madeleine_boundary::error;
use madeleine_core::columns::Rows;
use madeleine_ingest::files::{Count, Files, Refused};
use madeleine_stats::tally::{self, Counter, Only, OnlyError, Slices, Zone};
use madeleine_stats::{By, Tallies};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads response files piece by piece and counts all of them.
#[wasm_bindgen]
pub struct Scorer {
    files: Files<Passing>,
    /// What of the responses was worked out for the last slice, for the next.
    slices: Option<Slices>,
}

/// Tallies by what was asked for, counted as responses pass.
#[derive(Clone)]
struct Passing(Counter);

impl Count for Passing {
    fn observe(&mut self, rows: Rows<'_>) {
        self.0.observe(rows);
    }
}

#[wasm_bindgen]
impl Scorer {
    /// A scorer that has read nothing yet.
    ///
    /// It keeps what it reads, so that it can be cut in any way. With `by`, as in `touchpoint,period=week`, responses are counted as they
    /// are read and not kept: memory doesn't grow with the files, and they can be cut in this way alone. That is possible for files without
    /// ids, or whose ids come in their order over all files; where they don't, `push` or `finishFile` throws `out_of_order`, and the files
    /// have to be read anew by a scorer that keeps them.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when `by` holds something unknown.
    #[wasm_bindgen(constructor)]
    pub fn new(by: Option<String>) -> Result<Scorer, JsValue> {
        let files = match by {
            None => Files::kept(),
            by => Files::passing(Passing(Counter::new(read_by(by)?, Zone::default()))),
        };
        Ok(Self { files, slices: None })
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
        self.slices = None;
        self.files.finish_file(name).map_err(refused)
    }

    /// Every score of all files that have ended: by instrument, then segment, then time; packed, as `www/scorer/unpacked.ts` takes it.
    ///
    /// `by` is by what they are cut, as in `touchpoint,device,period=week`; `names` and `values` say which responses count: those that
    /// say all of these values under these names, and nothing under a name whose value is the empty text.
    ///
    /// # Errors
    /// A JavaScript `Error` with a `code` when a name isn't known; `not_kept` where responses were counted by something else as they passed.
    #[wasm_bindgen(unchecked_return_type = "[Float64Array, Uint32Array, string]")]
    pub fn estimate(&mut self, by: Option<String>, names: Vec<String>, values: Vec<String>) -> Result<Array, JsValue> {
        Ok(scores(&self.counted(by, &names, &values)?))
    }

    /// How many lines there were in all files that have ended, and what became of them.
    #[wasm_bindgen(unchecked_return_type = "Read")]
    pub fn read(&self) -> Object {
        read(&self.files)
    }

    /// The counts over all files that have ended, as the text of a file of tallies. Small groups are in it as they are.
    ///
    /// # Errors
    /// As [`estimate`](Self::estimate), of `by`.
    pub fn tally(&mut self, by: Option<String>) -> Result<String, JsValue> {
        Ok(tally::write(&self.counted(by, &[], &[])?))
    }
}

impl Scorer {
    /// Counts the responses that say these values under these names.
    fn counted(&mut self, by: Option<String>, names: &[String], values: &[String]) -> Result<Tallies, JsValue> {
        let by = read_by(by)?;
        let only = names.iter().zip(values).map(|(name, value)| {
            Only::named(name, value).map_err(|wrong| match wrong {
                OnlyError::Unknown(_) | OnlyError::Period(_) => error(wrong.code(), wrong),
                _ => error("one_dimension", format!("\"{name}\" isn't the name of one thing that a response says.")),
            })
        });
        let only: Vec<Only> = only.collect::<Result<_, JsValue>>()?;
        if let Some(Passing(counter)) = self.files.counted() {
            let passed = counter.clone().finish();
            return if passed.by() == &by && only.is_empty() { Ok(passed) } else { Err(not_kept()) };
        }
        let wanted: Vec<_> = only.iter().map(Only::said).collect();
        let slices = &mut self.slices;
        Ok(self
            .files
            .so_far()
            .rows(|rows| slices.get_or_insert_with(|| Slices::of(rows)).tallies(rows, &by, &Zone::default(), &wanted)))
    }
}

fn read_by(by: Option<String>) -> Result<By, JsValue> {
    by.unwrap_or_default().parse().map_err(|wrong: tally::ByError| error(wrong.code(), wrong))
}

fn not_kept() -> JsValue {
    error(
        "not_kept",
        "responses were counted as they passed and aren't kept: they can be cut only by what was said before.",
    )
}

fn refused(why: Refused) -> JsValue {
    error(why.code(), why)
}
