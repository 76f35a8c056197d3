//! libFuzzer calls these: FORMAT says which reader is tried. Half of the damage is structure's, half is libFuzzer's own, which knows what
//! the code compared bytes with.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target, fuzzer_mutate};
use madeleine_fuzz::{Format, Rng, hold, mutated};
use std::panic::{catch_unwind, set_hook};
use std::process::abort;
use std::sync::LazyLock;

static FORMAT: LazyLock<Format> = LazyLock::new(|| {
    let name = std::env::var("FORMAT").unwrap_or_default();
    Format::named(&name).expect("FORMAT is one of: definition, ndjson, csv, tally, parquet, workbook")
});

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if !FORMAT.claims(bytes) {
        return Corpus::Reject;
    }
    if matches!(*FORMAT, Format::Parquet | Format::Workbook) {
        // Their readers are others', and what panics in them is caught where it is called: only what gets out of that counts.
        set_hook(Box::new(|_| {}));
        if let Err(panic) = catch_unwind(|| hold(*FORMAT, bytes)) {
            eprintln!("panicked: {:?}", panic.downcast_ref::<String>());
            abort();
        }
        return Corpus::Keep;
    }
    hold(*FORMAT, bytes);
    Corpus::Keep
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut rng = Rng::new(u64::from(seed));
    if rng.one_in(2) {
        return fuzzer_mutate(data, size, max_size);
    }
    let made = mutated(*FORMAT, &data[..size], max_size, &mut rng);
    data[..made.len()].copy_from_slice(&made);
    made.len()
});
