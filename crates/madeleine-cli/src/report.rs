//! `madeleine report`: response files to a report in one file, or to one of its pictures.

use crate::files::{expanded, is_tally, name, read_both, replace};
use crate::opening::words_of;
use crate::plain::plain;
use crate::score::none_says;
use crate::{Failure, mapping, print, say};
use flate2::Compression;
use flate2::write::GzEncoder;
use madeleine_ingest::{Intake, RowProblem};
use madeleine_report::markup::{self, File};
use madeleine_report::{Account, Gatherer, Gathering, Labels, Other, Problem, Report, Request, Width, wire};
use madeleine_stats::By;
use madeleine_stats::tally::{self, Dimension, Only};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The style sheet of the page is that of the file.
const STYLE: &str = include_str!("../../../www/report/report.css");

/// Of all that can be wrong with files, so much is listed.
const MAX_PROBLEMS: usize = 200;

/// Make a report of response files: one HTML file that opens from disk and asks no server for anything
///
/// It holds the pictures, their tables and, as data, the counts that it was made from (by touchpoint and week), small groups among them: with
/// --public only those counts that the report itself shows. No answer of anybody is in it, unless --quotes asks for some.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Response files, and files of operations (a line for each day or week, known by their first line); - reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where the report goes; without, to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the columns of CSV files are, as a file says it (*.mapping.json)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// By what scores are broken down: touchpoint, stage, channel, locale, device, surface, survey, wording, state, sample, item or context.KEY
    #[arg(long, default_value = "touchpoint", value_name = "WHAT")]
    by: By,
    /// Only responses of this touchpoint
    #[arg(long, value_name = "NAME")]
    touchpoint: Option<String>,
    /// Only responses that say this, as in device=phone or context.customer=new; device= for those that don't say theirs;
    /// period=2026-W47, period=2026-11 or period=2026-11-21 for those of a week, a month or a day. Given more than once, all of it
    #[arg(long = "where", value_name = "WHAT=VALUE")]
    only: Vec<Only>,
    /// Hold these responses against those that say this, as in device=desktop, or against the rest (--against rest). Given more than once,
    /// all of it. Who says what --where says isn't on this side, too
    #[arg(long, value_name = "WHAT=VALUE")]
    against: Vec<Other>,
    /// So many of the latest weeks are held against as many before
    #[arg(long, default_value_t = 4, value_name = "NUMBER")]
    weeks: u32,
    /// The language of the report: en, fr or ar
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    lang: String,
    /// What stands above it
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    title: String,
    /// Leave out of the counts every group that the report doesn't show
    #[arg(long)]
    public: bool,
    /// So many of the latest quotes stand in it: what people wrote, word for word
    #[arg(long, value_name = "NUMBER", default_value_t = 0, conflicts_with = "public")]
    quotes: u32,
    /// Write one picture as SVG instead, as in csat.trend; an unknown name lists those that there are
    #[arg(long, value_name = "NAME", conflicts_with = "public")]
    svg: Option<String>,
    /// Call scores by their registered names (Net Promoter Score®), with the line that says whose they are
    #[arg(long)]
    registered_names: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let files = expanded(&args.files)?;
    let by = match args.by.dimensions() {
        [one] if args.by.period().is_none() => one.clone(),
        _ => return Err(Failure("--by: a report is broken down by one thing, and always by week.".into())),
    };
    if let Some(path) = files.iter().find(|path| is_tally(path)) {
        return Err(Failure(format!("{}: a report is made of responses; these are tallies.", name(path))));
    }
    if let Some(only) = args.only.first().filter(|_| args.public) {
        return Err(Failure(format!(
            "--public with --where {}: who has the report of everybody, too, could take the one from the other and see what a few \
             people answered. Publish one report{}.",
            plain(&only.to_string()),
            only.dimension().map_or_else(
                || ", whose trends show every week".into(),
                |dimension| format!(", broken down instead: --by {}", plain(&dimension.to_string()))
            )
        )));
    }
    if !args.against.is_empty() && args.public {
        return Err(Failure(
            "--public with --against: who has the report of everybody, too, could take these from it and see what a few people answered. \
             Publish one report, broken down instead (--by): each row is held against the rest."
                .into(),
        ));
    }
    if !args.against.is_empty() && args.only.is_empty() && args.touchpoint.is_none() {
        return Err(Failure(
            "--against: against what isn't said. Add --where, as in --where device=phone --against device=desktop."
                .into(),
        ));
    }
    let mapping = args.mapping.as_deref().map(mapping::read).transpose()?;
    let mut intake = Intake::default();
    let mut operations = Vec::new();
    for (number, path) in (0..).zip(&files) {
        let failure = |error| Failure(format!("{}: {error}", name(path)));
        let (file, told) = read_both(path, number, mapping.as_ref()).map_err(failure)?;
        intake.merge(file);
        operations.extend(told.map(|told| (name(path), told)));
    }
    let names: Vec<String> = files.iter().map(|path| name(path)).collect();
    let against = Other::all(args.against.iter().cloned());
    let mut gathering = intake.rows(|rows| Gatherer::of_those(by, args.only.clone()).against(against).gathered(rows));
    let mut account = account(&intake, &names);
    for (file, told) in &operations {
        wire::happen(&mut gathering, &mut account, file, told)
            .map_err(|unlike| Failure(format!("{file}: {unlike}")))?;
    }
    if !args.only.is_empty() && gathering.responses() == 0 && !intake.is_empty() {
        say(&none_says("--where", &intake, &args.only));
    }
    if let Some(against) = gathering.against().filter(|against| against.responses() == 0 && !intake.is_empty()) {
        say(&none_says("--against", &intake, against.only()));
    }
    let request = Request {
        locale: args.lang.clone(),
        title: args.title.clone(),
        labels: labels(&args.lang),
        touchpoint: args.touchpoint.clone(),
        compare_weeks: Some(args.weeks),
        width: if args.svg.is_some() { Width::Wide } else { Width::Both },
        registered_names: args.registered_names,
        quotes: Some(args.quotes),
        ..Request::default()
    };
    let report = Report::of(&gathering, &account, &request);
    let made = match &args.svg {
        Some(wanted) => picture(&report, wanted)?,
        None => page(&report, &gathering, args.public)?,
    };
    match &args.output {
        Some(path) => replace(path, made.as_bytes()).map_err(|error| Failure(format!("{}: {error}", name(path))))?,
        None => print(&made)?,
    }
    for problem in account.problems.iter().take(1) {
        let rest = account.problem_count.saturating_sub(1);
        say_problem(problem);
        if rest > 0 {
            say(&format!("{rest} more; the report lists them."));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn picture(report: &Report, wanted: &str) -> Result<String, Failure> {
    let pictures = report.pictures();
    let found = pictures.iter().find(|(name, _)| name == wanted).map(|(_, picture)| format!("{}\n", picture.svg));
    found.ok_or_else(|| {
        let names: Vec<&str> = pictures.iter().map(|(name, _)| name.as_str()).collect();
        Failure(format!("--svg: there is no \"{wanted}\" in this report. There are: {}.", names.join(", ")))
    })
}

fn page(report: &Report, gathering: &Gathering, public: bool) -> Result<String, Failure> {
    let tallies = match public {
        false => gathering.written(),
        true => shown(report, gathering)?,
    };
    let hash = format!("sha256-{}", base64(&Sha256::digest(STYLE)));
    let data = Sha256::digest(&tallies);
    let data: String = data.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let packed = packed(&tallies).map_err(|error| Failure(error.to_string()))?;
    Ok(markup::file(report, &File { style: STYLE, style_hash: &hash, tallies: &packed, data_hash: &data }))
}

/// Counts as a file holds them: packed by gzip, a tenth of what they are.
fn packed(tallies: &str) -> io::Result<String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(tallies.as_bytes())?;
    Ok(base64(&packer.finish()?))
}

/// The counts of the weeks that the report shows, of each score: nothing that it keeps back.
fn shown(report: &Report, gathering: &Gathering) -> Result<String, Failure> {
    let by_week = By::new(Vec::<Dimension>::new(), gathering.tallies().by().period()).unwrap_or_default();
    let tallies = gathering.tallies().rolled_up(&by_week).map_err(|error| Failure(error.to_string()))?;
    let mut all: Value = serde_json::from_str(&tally::write(&tallies)).map_err(|error| Failure(error.to_string()))?;
    let is_shown = |cell: &Value| {
        let section = report.sections.iter().find(|section| cell["measure"] == section.instrument.as_str());
        let mut weeks = section.into_iter().flat_map(|section| &section.weeks);
        weeks.any(|week| week.cell.figure.is_some() && cell["period"] == week.id.as_str())
    };
    if let Some(cells) = all["cells"].as_array_mut() {
        cells.retain(is_shown);
        for cell in cells.iter_mut().filter_map(Value::as_object_mut) {
            cell.remove("missing");
        }
    }
    if let Some(all) = all.as_object_mut() {
        all.remove("peak_end");
        all.insert("not_scored".into(), Value::Array(Vec::new()));
    }
    Ok(all.to_string())
}

/// How points of scales and options are called.
fn labels(locale: &str) -> Labels {
    let language = locale.split('-').next().unwrap_or_default().to_lowercase();
    words_of(&language)
        .or_else(|| words_of("en"))
        .and_then(|words| serde_json::from_str(words).ok())
        .unwrap_or_default()
}

/// One thing that is wrong with a file.
pub(crate) fn say_problem(problem: &Problem) {
    let place = if problem.line > 0 { format!(":{}", problem.line) } else { String::new() };
    say(&format!("{}{place}: {}", problem.file, plain(&problem.message)));
}

fn account(intake: &Intake, files: &[String]) -> Account {
    let told = |row: &RowProblem| {
        let message = match row.problem.path.as_str() {
            "" | "$" => row.problem.message.clone(),
            _ => row.problem.to_string(),
        };
        let file = files.get(row.file as usize).cloned().unwrap_or_default();
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

/// Bytes as a content policy writes them.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = LETTERS.get((number >> (18 - 6 * at)) as usize & 63).map_or('=', |letter| char::from(*letter));
            out.push(if at <= three.len() { letter } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_as_letters() {
        assert_eq!(
            ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes())),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
