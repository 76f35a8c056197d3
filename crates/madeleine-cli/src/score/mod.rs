//! `madeleine score`: response files to scores.

mod counted;
mod print;
mod rows;
mod targets;
mod zone;

use crate::files::{expanded, is_tally, name};
use crate::mapping;
use crate::plain::plain;
use crate::{Failure, print as show, say};
use counted::{Counted, Counters};
use madeleine_core::Problem;
use madeleine_core::columns::Field;
use madeleine_core::instrument::Key;
use madeleine_ingest::{Intake, Json, Listed, RowProblem};
use madeleine_report::{Account, Gathering, wire};
use madeleine_stats::driver::Driven;
use madeleine_stats::operation::Operations;
use madeleine_stats::tally::{self, Only, Zone};
use madeleine_stats::weight::EffectiveBase;
use madeleine_stats::{By, Tallies};
use rows::Row;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use targets::Targets;

/// Most problems that are said one by one.
const MAX_SAID: usize = 5;

/// Score response files: each instrument's headline with its interval and base
///
/// Files are NDJSON or CSV, or tallies of another machine (*.tally.json), which add up with them; a response file read twice, or split in two, changes no score. Rows that can't be read are counted
/// and the first of them named on standard error; they don't fail the command, a file that can't be opened does.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Response files; files of operations beside them are in --json; - reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the columns of CSV files are, as a file says it (*.mapping.json); "madeleine mapping FILE" proposes one. Without,
    /// our own names and the exports of eight other tools are known
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Cut by these, as in touchpoint,period=week: touchpoint, stage, channel, locale, device, surface, survey, wording,
    /// state, sample, item, context.KEY, period=day|week|month
    #[arg(long, default_value = "", hide_default_value = true, value_name = "LIST")]
    by: By,
    /// Only responses that say this, as in device=phone or context.customer=new; device= for those that don't say theirs;
    /// period=2026-W47, period=2026-11 or period=2026-11-21 for those of a week, a month or a day. Given more than once, all of it
    #[arg(long = "where", value_name = "WHAT=VALUE")]
    only: Vec<Only>,
    /// By whose clock days, weeks and months are cut, as in Europe/Paris; without, UTC's
    #[arg(long, value_name = "ZONE", value_parser = zone::parse)]
    zone: Option<Zone>,
    /// Weigh answers so that each segment has its share of all customers, as in device=phone:0.6,desktop:0.4. Questions with
    /// several options, composites and journeys can't be weighted and are left out
    #[arg(long, value_name = "SHARES", value_parser = targets::parse)]
    targets: Option<Targets>,
    /// Print one JSON object, numbers in full precision
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Print CSV, numbers in full precision
    #[arg(long)]
    csv: bool,
    /// Print the table as Markdown
    #[arg(long = "md", conflicts_with_all = ["json", "csv"])]
    markdown: bool,
    /// Call scores by their registered names (Net Promoter Score®), with the line that says whose they are
    #[arg(long)]
    registered_names: bool,
    /// Print tallies, to be added up elsewhere: counts by segment and period. Small groups are in them: keep them as you
    /// keep the answers
    #[arg(long, conflicts_with_all = ["json", "csv", "markdown"])]
    tally: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let files = expanded(&args.files)?;
    let mapping = args.mapping.as_deref().map(mapping::read).transpose()?;
    let by = args.targets.as_ref().map_or_else(|| args.by.clone(), |targets| targets.cut(&args.by));
    let mut tallies = Tallies::new(by.clone()).in_zone(args.zone.clone().unwrap_or_default());
    let mut answers = Vec::new();
    for (number, path) in (0..).zip(&files) {
        let failure = |error: &dyn core::fmt::Display| Failure(format!("{}: {error}", name(path)));
        if is_tally(path) {
            if args.targets.is_some() {
                return Err(failure(&"--targets needs responses: tallies don't say how many people a segment has."));
            }
            if let Some(only) = args.only.first() {
                return Err(failure(&format_args!(
                    "--where {} needs responses: tallies were counted before.",
                    plain(&only.to_string())
                )));
            }
            add(&mut tallies, path)?;
        } else {
            answers.push((number, path.as_path()));
        }
    }
    let say: Vec<(Field, &str)> = args.only.iter().map(Only::said).collect();
    // Tallies of another machine don't say who answered what together, and weighted answers aren't told apart from others here. Only
    // JSON has room for it.
    let driven = args.json && args.targets.is_none() && answers.len() == files.len();
    let counters = Counters::new(&by, tallies.zone(), driven);
    let Counted { intake, tallies: counted, places, together, operations } =
        counted::read(&answers, mapping.as_ref(), &counters, tallies.zone(), &say)?;
    if tallies.is_weighted() && !intake.is_empty() {
        return Err(Failure(
            "weighted tallies can't be added to responses, whose weights aren't known: weigh both before.".into(),
        ));
    }
    // Cut by the same things and clock.
    let _ = tallies.merge(&counted);
    if !say.is_empty() && tallies.responses() == 0 && !intake.is_empty() {
        crate::say(&none_says("--where", &intake, &args.only));
    }
    let mut worth = None;
    if let Some(targets) = &args.targets {
        let (weighted, base) = targets.weigh(&tallies, places, &args.by).map_err(Failure)?;
        (tallies, worth) = (weighted, Some((targets.dimension.to_string(), base)));
    }
    if args.tally {
        show(&format!("{}\n", tally::write(&tallies)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let drivers = if driven { together.all(None) } else { Vec::new() };
    let (mut happened, mut account) = (Gathering::default(), Account::default());
    for (number, told) in &operations {
        let file = files.get(*number as usize).map_or_else(String::new, |path| name(path));
        wire::happen(&mut happened, &mut account, &file, told)
            .map_err(|unlike| Failure(format!("{file}: {unlike}")))?;
    }
    let scored = Scored {
        operations: happened.operations(),
        operations_account: account,
        rows: rows::of(&tallies),
        tallies,
        intake,
        files: files.iter().map(|p| name(p)).collect(),
        registered_names: args.registered_names,
        worth,
        drivers,
    };
    show(&if args.json {
        print::json(&scored)
    } else if args.csv {
        print::csv(&scored)
    } else {
        print::table(&scored, args.markdown)
    })?;
    say_problems(&scored);
    Ok(ExitCode::SUCCESS)
}

/// That nobody says what an option wanted.
pub(crate) fn none_says(option: &str, intake: &Intake, only: &[Only]) -> String {
    let wanted = only.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
    format!("{option}: none of {} responses says {}.", intake.len(), plain(&wanted))
}

/// Everything that there is to print.
struct Scored {
    rows: Vec<Row>,
    tallies: Tallies,
    intake: Intake,
    files: Vec<String>,
    registered_names: bool,
    /// By what answers were weighted, and what they are worth then.
    worth: Option<(String, EffectiveBase)>,
    /// What goes with which score, over all that was counted.
    drivers: Vec<Driven>,
    /// What happened beside the answers.
    operations: Operations,
    /// What is wrong with the files that say so.
    operations_account: Account,
}

impl Scored {
    /// How a key is called, and the line that must stand with that name.
    fn name(&self, key: &Key) -> (&'static str, Option<&'static str>) {
        match key.registered.filter(|_| self.registered_names) {
            Some(registered) => (registered.name, Some(registered.attribution)),
            None => (key.name, None),
        }
    }

    /// The name of the file in which a problem is.
    fn file(&self, problem: &RowProblem) -> &str {
        self.files.get(problem.file as usize).map_or("", String::as_str)
    }
}

/// Adds the tallies of a file, cut as much more finely as they may be.
fn add(tallies: &mut Tallies, path: &Path) -> Result<(), Failure> {
    let failure = |error: &dyn core::fmt::Display| Failure(format!("{}: {error}", name(path)));
    let bytes = fs::read(path).map_err(|error| failure(&error))?;
    let counted = read_tally(&bytes).map_err(|sentence| failure(&sentence))?;
    let by = tallies.by();
    let needed = format!("it is cut by \"{}\", which can't be cut by \"{by}\".", counted.by());
    let counted = counted.rolled_up(by).map_err(|_| failure(&needed))?;
    let clock = counted.zone().name();
    let why = if counted.by().period().is_some() && clock != tallies.zone().name() {
        let clock = if clock.is_empty() { "UTC" } else { clock };
        format!("it is cut by the clock of \"{clock}\": give --zone the same.")
    } else {
        "it is weighted and what came before isn't, or the other way round.".into()
    };
    tallies.merge(&counted).map_err(|_| failure(&why))
}

/// Files of tallies as one, cut as the first of them is.
pub(crate) fn added_up(files: &[PathBuf]) -> Result<String, Failure> {
    let mut sum: Option<Tallies> = None;
    for path in files {
        match &mut sum {
            Some(sum) => add(sum, path)?,
            None => {
                let bytes = fs::read(path).map_err(|error| Failure(format!("{}: {error}", name(path))))?;
                sum = Some(read_tally(&bytes).map_err(|sentence| Failure(format!("{}: {sentence}", name(path))))?);
            }
        }
    }
    Ok(sum.map_or_else(String::new, |sum| tally::write(&sum) + "\n"))
}

/// Reads tallies, or says the first thing that is wrong with them.
fn read_tally(bytes: &[u8]) -> Result<Tallies, String> {
    let not_json = |error: &dyn core::fmt::Display| format!("this isn't JSON: {error}");
    let text = core::str::from_utf8(bytes).map_err(|error| not_json(&error))?;
    let file = Listed::read(text, "cells").map_err(|error| not_json(&error))?;
    let mut reading = tally::Reading::of(Json(&file.head));
    file.each(|cell| reading.cell(cell)).map_err(|error| not_json(&error))?;
    reading.finish().map_err(|problems| match problems.first() {
        Some(Problem { path, message, .. }) => format!("{}: {}", plain(path), plain(message)),
        None => "these aren't tallies.".into(),
    })
}

/// What is wrong with the files, on standard error: the first few problems, and how many there are.
fn say_problems(scored: &Scored) {
    mapping::say_notes(&scored.intake, |note| scored.file(note).to_string());
    let problems = scored.intake.problems();
    for problem in problems.iter().take(MAX_SAID) {
        say_problem(scored.file(problem), problem);
    }
    let account = &scored.operations_account;
    account.problems.iter().take(MAX_SAID).for_each(crate::report::say_problem);
    let said = |count: u64| count.saturating_sub(MAX_SAID as u64);
    let rest = said(scored.intake.problem_count()).saturating_add(said(account.problem_count));
    if rest > 0 {
        say(&format!("{rest} more problem{} in these files; --json lists them.", if rest == 1 { "" } else { "s" }));
    }
    for (item, count) in scored.tallies.strangers().take(MAX_SAID) {
        let times = if count == 1 { "once".into() } else { format!("{count} times") };
        say(&format!("\"{}\", answered {times}, isn't scored: no instrument is named for it.", plain(item)));
    }
}

/// One thing that is wrong with a file, or a note on how it was read.
pub(crate) fn say_problem(file: &str, problem: &RowProblem) {
    let place = if problem.line > 0 { format!(":{}", problem.line) } else { String::new() };
    let what = match problem.problem.path.as_str() {
        "" | "$" => plain(&problem.problem.message),
        path => format!("{}: {}", plain(path), plain(&problem.problem.message)),
    };
    say(&format!("{file}{place}: {what}"));
}
