//! What `npm run fuzz` asks of this machine's own code.
//!
//! - `replay FOLDER`: holds every file of `FOLDER/<format>/` against what must hold, and says what was made of it, a line each.
//! - `mutants FORMAT COUNT SIZE SEED`: a file without a fault and so many damaged ones, each as a line that says what reading it took
//!   and what was made of it, then its bytes.

use madeleine_fuzz::{Format, Measured, Rng, clean, hold, measured, mutated, verdict};
use peak_alloc::PeakAlloc;
use serde_json::json;
use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::panic::catch_unwind;
use std::path::Path;
use std::{thread, time::Duration};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// A slow turn may be another program's doing: it is taken again, so often at most, and the shortest counts.
const TURNS: usize = 12;
/// From the turn on that is so many after the first, the other program is given time to end.
const PATIENT: usize = 4;
const PAUSE: Duration = Duration::from_millis(50);
/// How often a file without a fault is read to know how long that takes.
const CLEAN_TURNS: usize = 31;

const FORMATS: &str = "formats are: definition, ndjson, csv, tally, parquet, workbook";

type Done = Result<(), Box<dyn Error>>;

fn main() -> Done {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        ["replay", folder] => replay(Path::new(folder)),
        ["mutants", format, count, size, seed] => {
            mutants(Format::named(format).ok_or(FORMATS)?, count.parse()?, size.parse()?, seed.parse()?)
        }
        ["seeds", folder] => seeds(Path::new(folder)),
        ["measure", format, file] => {
            let Measured { seconds, peak } = measured(Format::named(format).ok_or(FORMATS)?, &fs::read(file)?);
            println!("{seconds} s, {peak} bytes");
            Ok(())
        }
        _ => Err("say: replay FOLDER, mutants FORMAT COUNT SIZE SEED, seeds FOLDER, or measure FORMAT FILE".into()),
    }
}

fn replay(folder: &Path) -> Done {
    let mut out = BufWriter::new(io::stdout().lock());
    for format in Format::ALL {
        let mut files: Vec<_> = fs::read_dir(folder.join(format.name()))?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            let bytes = fs::read(file.path())?;
            let held = catch_unwind(|| hold(format, &bytes)).is_ok();
            let name = file.file_name().to_string_lossy().into_owned();
            writeln!(
                out,
                "{}",
                json!({ "format": format.name(), "file": name, "held": held, "verdict": verdict(format, &bytes) })
            )?;
        }
    }
    Ok(out.flush()?)
}

/// Writes the good files of each format to a folder of its name, for libFuzzer to begin with.
fn seeds(folder: &Path) -> Done {
    for format in Format::ALL {
        let folder = folder.join(format.name());
        fs::create_dir_all(&folder)?;
        for (number, seed) in format.seeds().iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}

fn mutants(format: Format, count: usize, size: usize, seed: u64) -> Done {
    let mut out = BufWriter::new(io::stdout().lock());
    let whole = clean(format, size);
    let mut turns: Vec<Measured> = (0..CLEAN_TURNS).map(|_| measured(format, &whole)).collect();
    turns.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let usual = turns[CLEAN_TURNS / 2];
    tell(&mut out, format, &whole, usual)?;
    let mut rng = Rng::new(seed);
    for _ in 0..count {
        let mut file = whole.clone();
        for _ in 0..=rng.below(6) {
            file = mutated(format, &file, 2 * size, &mut rng);
        }
        let mut took = measured(format, &file);
        for turn in 1..TURNS {
            // Far from any bar nobody asks how far.
            if took.seconds * (whole.len() as f64) <= 3.0 * usual.seconds * (file.len() as f64) {
                break;
            }
            if turn > PATIENT {
                thread::sleep(PAUSE);
            }
            took.seconds = took.seconds.min(measured(format, &file).seconds);
        }
        tell(&mut out, format, &file, took)?;
    }
    Ok(out.flush()?)
}

fn tell(out: &mut impl Write, format: Format, bytes: &[u8], took: Measured) -> Done {
    let Measured { seconds, peak } = took;
    let line = json!({ "length": bytes.len(), "seconds": seconds, "peak": peak, "verdict": verdict(format, bytes) });
    writeln!(out, "{line}")?;
    Ok(out.write_all(bytes)?)
}
