//! Bytes of one file → [`Intake`].

use crate::cell::Cell;
use crate::encoding::Encoding;
use crate::exports::{Finds, Mapping, find, is_export, read_layout};
use crate::intake::Intake;
use crate::json::{LEVELS, shallow};
use crate::line::QuickLines;
use crate::operations::{is as is_of_operations, operations};
use crate::problem::At;
use crate::quick::{Keeps, Quick, Stop};
use crate::sample::Sample;
use crate::table::{SEPARATORS, Splitter, Table, separator};
use madeleine_core::Problem;
use madeleine_core::columns::Rows;
use madeleine_core::wire::read_response;
use madeleine_scan::{Ends, Fault, Lines, MAX_LINE_BYTES};

pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads the bytes of one file as they come, whole or in pieces of any size.
///
/// A file is NDJSON if its first character is `{`, else CSV. A UTF-8 byte order mark, CRLF line ends and a last line
/// without an end are all right, and CSV may separate its cells by commas, semicolons or tabs.
#[derive(Debug)]
pub struct Reader {
    file: u32,
    encoding: Encoding,
    lines: Lines,
    form: Form,
    /// Blanks were passed over already: what comes isn't the first of the file.
    begun: bool,
    /// Reads rows quickly, if there is anything to gain by it; `None` until they come.
    quick: Option<Option<Quick>>,
    /// Rows are read one by one, to be held against those that are read quickly.
    slow: bool,
    keeps: Keeps,
    intake: Intake,
    /// Who says what the columns of another tool's file are; `None` where that is said elsewhere.
    finds: Option<Finds>,
    mapping: Option<Mapping>,
    /// There is a mapping elsewhere.
    mapped_elsewhere: bool,
}

/// What the file holds, once that is known.
#[derive(Debug)]
enum Form {
    Unknown,
    Ndjson(Box<QuickLines>),
    /// Its first row comes next.
    Headless,
    /// The first rows of another tool's export, kept until it is known what its columns are.
    Sampled(Box<Sample>),
    Csv(Box<Table>),
    /// Not a response file; said once.
    Foreign,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// A reader of a single file.
    pub fn new() -> Self {
        Self::for_file(0)
    }

    /// A reader of one of several files: the number tells them apart in problems, and rows without a `response_id`.
    pub fn for_file(number: u32) -> Self {
        Self::resume(number, Intake::default())
    }

    fn with(number: u32, intake: Intake, finds: Option<Finds>) -> Self {
        Self {
            file: number,
            encoding: Encoding::default(),
            lines: Lines::new(),
            form: Form::Unknown,
            begun: false,
            quick: None,
            slow: false,
            keeps: Keeps::All,
            intake,
            finds,
            mapping: None,
            mapped_elsewhere: false,
        }
    }

    /// A reader of our own files, without what knows those of other tools: it stops at one and asks what its columns are
    /// ([`sample`](Self::sample)). It comes after other files, into what these came to, as [`resume`](Self::resume).
    pub fn ours(number: u32, intake: Intake) -> Self {
        Self::with(number, intake, None)
    }

    /// The same for files of which an owner has said what their columns are: it asks at every CSV file.
    #[must_use]
    pub fn mapped_elsewhere(self) -> Self {
        Self { mapped_elsewhere: true, ..self }
    }

    /// The rows will be [passed](Self::pass) after each piece, as with [`passing`](Self::passing).
    #[must_use]
    pub fn lightly(self) -> Self {
        Self { keeps: Keeps::Days, ..self }
    }

    /// Reads every row the slow way: what the quick one must agree with.
    #[doc(hidden)]
    pub fn slowly(self) -> Self {
        Self { slow: true, ..self }
    }

    /// A reader of a file that comes after others, into what these came to: their responses and its own are together.
    pub fn resume(number: u32, intake: Intake) -> Self {
        Self::with(number, intake, Some(find))
    }

    /// The same for a file of which the rows will be [passed](Self::pass) after each piece: what counts for nothing, which
    /// words somebody wrote and under which id, isn't even kept until then, nor at what time of the day they came.
    pub fn passing(number: u32, intake: Intake) -> Self {
        Self::resume(number, intake).lightly()
    }

    /// Keeps until then at what time of the day responses came: who counts them by the clock of a place needs it.
    #[must_use]
    pub fn with_times(self) -> Self {
        let keeps = if self.keeps == Keeps::Days { Keeps::Counted } else { self.keeps };
        Self { keeps, ..self }
    }

    /// Has the rows that were read looked at, and gives them up: [`Intake::pass`].
    #[must_use]
    pub fn pass(&mut self, look: impl FnOnce(Rows<'_>)) -> bool {
        self.intake.rows(look);
        self.intake.pass()
    }

    /// Reads the columns of a CSV file as an owner says they are.
    #[must_use]
    pub fn mapped(mut self, mapping: &Mapping) -> Self {
        self.mapping = Some(mapping.clone());
        self
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        self.decode(|encoding, out| encoding.push(bytes, out));
    }

    /// Takes in what comes out of a piece, or is left at the end.
    fn decode(&mut self, piece: impl FnOnce(&mut Encoding, &mut dyn FnMut(&[u8]))) {
        let mut encoding = core::mem::take(&mut self.encoding);
        piece(&mut encoding, &mut |text| {
            if !matches!(self.form, Form::Foreign) {
                self.lines.push(text);
                self.read(false);
            }
        });
        self.encoding = encoding;
    }

    /// Reads what is left at the end of the file.
    fn end(&mut self) {
        self.decode(Encoding::finish);
        self.read(true);
    }

    /// The first rows of a file, where it has to be said elsewhere what its columns are ([`layout`](crate::layout)): nothing is
    /// read on until then. There may be enough of them before the file has `ended`; nothing comes where none are needed.
    pub fn sample(&mut self, ended: bool) -> Option<Vec<u8>> {
        if ended {
            self.end();
        }
        match &self.form {
            Form::Sampled(sample) if sample.asks() && (ended || sample.is_enough()) => Some(sample.bytes()),
            _ => None,
        }
    }

    /// Says what the columns of the file are, and reads on; `false` where this is no layout, or none was asked for.
    #[must_use]
    pub fn lay_out(&mut self, layout: &[u8]) -> bool {
        let (Form::Sampled(sample), Some(layout)) = (&self.form, read_layout(layout)) else { return false };
        self.form = Form::Csv(Box::new(sample.read_as(layout, &mut self.intake)));
        self.read(false);
        true
    }

    /// What a file of operations says, at its end, as [`operations`](crate::operations) has it; `None` where it is another file. It is no
    /// file of answers, so there are none of it, and that is no problem any more.
    ///
    /// ```
    /// let mut reader = madeleine_ingest::Reader::new();
    /// reader.push(b"period,alerts,contacted\n2026-W47,12,9");
    /// assert!(reader.operations().is_some() && reader.finish().is_empty());
    /// ```
    pub fn operations(&mut self) -> Option<String> {
        self.end();
        let Form::Sampled(sample) = &self.form else { return None };
        let told = sample.is_of_operations().then(|| operations(&sample.bytes())).flatten()?;
        self.form = Form::Foreign;
        Some(told)
    }

    /// What was read up to now.
    pub fn so_far(&self) -> &Intake {
        &self.intake
    }

    /// Says that the file has ended.
    pub fn finish(mut self) -> Intake {
        self.end();
        if matches!(&self.form, Form::Sampled(sample) if sample.is_of_operations()) {
            let message =
                "this file says what happened, not what people answered. \"madeleine report\" shows it beside answers.";
            let problem = Problem { code: "operations", path: "$".into(), message: message.into() };
            self.intake.note(At::new(self.file, 0), problem);
        }
        if self.encoding.is_windows_1252() && !matches!(self.form, Form::Foreign) {
            let message = "read as Windows-1252: its first letter that isn't ASCII is none of UTF-8.".into();
            self.intake.remark(At::new(self.file, 0), Problem { code: "windows_1252", path: "$".into(), message });
        }
        self.intake
    }

    fn read(&mut self, last: bool) {
        if matches!(self.form, Form::Unknown) {
            self.recognise(last);
        }
        if matches!(self.form, Form::Unknown | Form::Foreign) || self.waits() {
            return;
        }
        loop {
            if let Form::Csv(table) = &mut self.form
                && !self.slow
                && let Some(quick) =
                    self.quick.get_or_insert_with(|| Quick::new(table, &mut self.intake, self.keeps)).as_mut()
            {
                let stop = quick.read(&mut self.lines, table, &mut self.intake, self.file);
                if stop == Stop::More && !last {
                    return;
                }
            }
            let Some(row) = self.lines.next(last) else { break };
            let at = At::new(self.file, row.line);
            let content = match row.content {
                Ok(content) if content.trim_ascii().is_empty() => continue,
                Ok(content) => content,
                Err(fault) => {
                    self.intake.line();
                    self.intake.note(at, describe(fault));
                    self.intake.broke();
                    continue;
                }
            };
            match &mut self.form {
                Form::Csv(table) => {
                    self.intake.line();
                    table.read(content, at, &mut self.intake);
                }
                Form::Headless => {
                    let separator = separator(content);
                    self.form = match begun(self.finds, self.mapping.as_ref(), self.mapped_elsewhere, content, at) {
                        Some(sample) => Form::Sampled(Box::new(sample)),
                        None => Form::Csv(Box::new(Table::new(content, at, &mut self.intake))),
                    };
                    self.lines.set_ends(Ends::OutsideQuotes(separator));
                    self.read_sample(false);
                }
                Form::Sampled(sample) => {
                    sample.push(content, at);
                    self.read_sample(false);
                }
                Form::Ndjson(quick) => {
                    if !self.slow && quick.read(content, at, &mut self.intake) {
                        continue;
                    }
                    // It comes after those before it.
                    quick.hand_over(&mut self.intake);
                    self.intake.line();
                    read_line(content, at, &mut self.intake);
                }
                Form::Unknown | Form::Foreign => {}
            }
            if self.waits() {
                return;
            }
        }
        if let Form::Ndjson(quick) = &mut self.form {
            quick.hand_over(&mut self.intake);
        }
        if last {
            self.read_sample(true);
        }
    }

    /// Whether it has to be said elsewhere what the columns are.
    fn waits(&self) -> bool {
        matches!(&self.form, Form::Sampled(sample) if sample.asks() && sample.is_enough())
    }

    /// Says what the columns are, once enough rows have come.
    #[inline(never)]
    fn read_sample(&mut self, ended: bool) {
        if let Form::Sampled(sample) = &self.form
            && (ended || sample.is_enough())
            && let Some(table) = sample.read(&mut self.intake)
        {
            self.form = Form::Csv(Box::new(table));
        }
    }

    /// Looks at the first characters of the file.
    #[inline(never)]
    fn recognise(&mut self, last: bool) {
        let mut head = self.lines.pending();
        if !last && !self.begun && BOM.starts_with(head) {
            return;
        }
        let mut passed = 0;
        if let (false, Some(rest)) = (self.begun, head.strip_prefix(BOM)) {
            head = rest;
            passed = BOM.len();
        }
        let first = head.trim_ascii_start();
        let spaces = &head[..head.len() - first.len()];
        let ends = memchr::memchr_iter(b'\n', spaces).count() as u64;
        passed += spaces.len();
        // Four bytes tell all that has to be told.
        let known = last || first.len() >= 4;
        if first.is_empty() || !known {
            self.begun |= passed > 0;
            self.lines.pass(passed, ends);
            return;
        }
        if let Some(what) = foreign(first) {
            let message = format!("this is {what}. A response file is NDJSON, one response a line, or CSV in UTF-8.");
            self.intake.note(At::new(self.file, 0), Problem { code: "not_responses", path: "$".into(), message });
            self.form = Form::Foreign;
            self.lines = Lines::new();
            return;
        }
        let ndjson = first[0] == b'{';
        self.lines.pass(passed, ends);
        if ndjson {
            self.form = Form::Ndjson(Box::default());
        } else {
            self.form = Form::Headless;
            self.lines.set_ends(Ends::OutsideQuotes(SEPARATORS));
        }
    }
}

/// Begins with the first row of a file that isn't ours; nothing where our own reading of it will do.
fn begun(
    finds: Option<Finds>,
    mapping: Option<&Mapping>,
    mapped_elsewhere: bool,
    row: &[u8],
    at: At,
) -> Option<Sample> {
    let names = Splitter::new(separator(row)[0]).texts(row);
    if is_of_operations(&names, mapping.is_some() || mapped_elsewhere) {
        return Some(Sample::of_operations(row, at));
    }
    match finds {
        Some(find) => find(&names, mapping).map(|by| Sample::of(row, at, Some(by))),
        None => (mapped_elsewhere || is_export(&names)).then(|| Sample::of(row, at, None)),
    }
}

/// What a file is that certainly holds no responses as we read them.
pub(crate) fn foreign(first: &[u8]) -> Option<&'static str> {
    Some(match first {
        [b'[', ..] => "a JSON list: write each of its elements on a line of its own",
        [0x1f, 0x8b, ..] => "compressed by gzip: unpack it first",
        [b'P', b'K', ..] => "an Excel workbook or another zip archive: save it as \"CSV UTF-8\"",
        [b'P', b'A', b'R', b'1', ..] => "a Parquet file: write it out as CSV or NDJSON first",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16 text: save it as UTF-8",
        [b'<', ..] => "a page or XML, not responses",
        [0, ..] | [_, 0, ..] => "not text",
        _ => return None,
    })
}

fn describe(fault: Fault) -> Problem {
    let (code, message) = match fault {
        Fault::TooLong => {
            ("too_long", format!("this line is longer than {} KiB. Break it up or delete it.", MAX_LINE_BYTES / 1024))
        }
        Fault::OpenQuote => {
            ("open_quote", "a quote is opened in this line and never closed. Close it, or write it twice.".to_string())
        }
    };
    Problem { code, path: "$".into(), message }
}

/// Reads one line of NDJSON.
#[inline(never)]
fn read_line(line: &[u8], at: At, intake: &mut Intake) {
    // Files that were joined may each have begun with one.
    let line = line.strip_prefix(BOM).unwrap_or(line).trim_ascii();
    let read = shallow(line, LEVELS);
    // What isn't looked at has to be text, too.
    if let (Ok(_), Err(unlike)) = (&read, core::str::from_utf8(line)) {
        let column = (unlike.valid_up_to() + 1).to_string();
        let message =
            ["this isn't UTF-8 at column ", &column, ": save the file in that encoding, or delete the line."].concat();
        intake.note(at, Problem { code: "not_json", path: "$".into(), message });
        return intake.broke();
    }
    let value: Cell = match read {
        Ok(value) => value,
        Err(error) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            let message = format!(
                "this isn't JSON: {what} at column {}. Each line must be one whole response; mend this one or delete it.",
                error.column()
            );
            intake.note(at, Problem { code: "not_json", path: "$".into(), message });
            return intake.broke();
        }
    };
    match read_response(&value) {
        Ok((response, left_out)) => {
            for problem in left_out {
                intake.note(at, problem);
            }
            intake.add(response, at);
        }
        Err(problems) => {
            for problem in problems {
                intake.note(at, problem);
            }
            intake.broke();
        }
    }
}
