//! Bytes as they come → whole lines (NDJSON) or rows (CSV, where a quoted cell may hold line ends).

/// Longest line or row; a longer one is a problem of that line, not of memory.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// Where one row ends and the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// At every line feed.
    AtLineFeed,
    /// At every line end outside quotes; any of these bytes separates cells.
    OutsideQuotes(&'static [u8]),
}

/// One line or row that was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Its bytes without its end.
    pub content: Result<&'a [u8], Fault>,
}

/// Why there is no row to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Longer than [`MAX_LINE_BYTES`].
    TooLong,
    /// A quote is opened and not closed.
    OpenQuote,
}

/// Where the scanner stands within a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Bare,
    Quoted,
    /// Behind a quote within a quoted cell: it closes the cell, or doubles itself.
    MaybeClosed,
}

/// What the scanner found.
enum Found {
    /// The row ends before this byte.
    End(usize),
    /// The row is longer than the limit.
    Overflow,
    /// More bytes are needed.
    Nothing,
}

/// Cuts bytes into rows, whatever pieces they come in.
#[derive(Debug)]
pub struct Lines {
    ends: Ends,
    /// What was pushed last, with what had not been handed out before.
    buffer: Vec<u8>,
    /// Where the current row begins in the buffer, and how far it was scanned.
    start: usize,
    scanned: usize,
    state: State,
    /// The line on which the current row begins, counted from 1.
    line: u64,
    /// Line ends within the current row, and where the first of them ends, counted from `start`.
    inner: u64,
    first_inner: usize,
    /// The rest of this line belongs to a row that was given up.
    skipping: bool,
    /// The last row ended with a carriage return: a line feed right behind it belongs to that line end.
    after_return: bool,
}

impl Default for Lines {
    fn default() -> Self {
        Self::new()
    }
}

impl Lines {
    /// Lines of which none has come yet; they end at every line feed.
    pub fn new() -> Self {
        Self {
            ends: Ends::AtLineFeed,
            buffer: Vec::new(),
            start: 0,
            scanned: 0,
            state: State::CellStart,
            line: 1,
            inner: 0,
            first_inner: 0,
            skipping: false,
            after_return: false,
        }
    }

    /// Says where rows end from here on.
    pub fn set_ends(&mut self, ends: Ends) {
        self.ends = ends;
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.scanned -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// What has come and wasn't handed out.
    pub fn pending(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// What has come from the beginning of a row on, and the line of that; `None` in the middle of a row.
    pub fn at_row(&mut self) -> Option<(&[u8], u64)> {
        if self.after_return && self.start < self.buffer.len() {
            self.after_return = false;
            if self.buffer[self.start] == b'\n' {
                self.begin(self.start + 1, 0);
            }
        }
        let between = !self.skipping && !self.after_return && self.scanned == self.start;
        between.then(|| (&self.buffer[self.start..], self.line))
    }

    /// Passes over bytes before the first row, with the line ends among them.
    pub fn pass(&mut self, bytes: usize, lines: u64) {
        self.begin(self.start + bytes, lines);
    }

    /// The next row; `None` until more bytes come. `last` says that no more will.
    pub fn next(&mut self, last: bool) -> Option<Line<'_>> {
        loop {
            if self.after_return && self.start < self.buffer.len() {
                self.after_return = false;
                if self.buffer[self.start] == b'\n' {
                    self.begin(self.start + 1, 0);
                }
            }
            if self.skipping {
                if !self.skip() {
                    return None;
                }
                continue;
            }
            let (row, line) = (self.start, self.line);
            return match self.scan() {
                Found::End(end) => {
                    self.after_return = self.buffer[end] == b'\r';
                    self.begin(end + 1, 1 + self.inner);
                    Some(Line { line, content: Ok(&self.buffer[row..end]) })
                }
                Found::Overflow if self.inner == 0 => {
                    self.skipping = true;
                    Some(Line { line, content: Err(Fault::TooLong) })
                }
                Found::Overflow => Some(self.open_quote()),
                Found::Nothing if !last || row == self.buffer.len() => None,
                Found::Nothing if self.state == State::Quoted => Some(self.open_quote()),
                Found::Nothing => {
                    self.begin(self.buffer.len(), 0);
                    Some(Line { line, content: Ok(&self.buffer[row..]) })
                }
            };
        }
    }

    /// Gives up a row whose quote has swallowed what follows: its first line is lost, the others are read again.
    fn open_quote(&mut self) -> Line<'static> {
        let line = self.line;
        if self.inner > 0 {
            self.begin(self.start + self.first_inner, 1);
        } else {
            self.begin(self.buffer.len(), 0);
        }
        Line { line, content: Err(Fault::OpenQuote) }
    }

    /// Passes over the rest of a line; whether its end has come.
    fn skip(&mut self) -> bool {
        let rest = &self.buffer[self.scanned..];
        let end = match self.ends {
            Ends::AtLineFeed => memchr::memchr(b'\n', rest),
            Ends::OutsideQuotes(_) => memchr::memchr2(b'\n', b'\r', rest),
        };
        if let Some(end) = end {
            self.after_return = rest[end] == b'\r';
            self.skipping = false;
            self.begin(self.scanned + end + 1, 1);
            return true;
        }
        self.start = self.buffer.len();
        self.scanned = self.start;
        false
    }

    fn begin(&mut self, from: usize, lines: u64) {
        self.start = from;
        self.scanned = from;
        self.state = State::CellStart;
        self.line += lines;
        self.inner = 0;
    }

    /// Looks for the end of the row, one byte past the limit at most, so that what is found doesn't depend on the pieces.
    fn scan(&mut self) -> Found {
        let limit = self.start + MAX_LINE_BYTES + 1;
        let known = limit.min(self.buffer.len());
        let end = match self.ends {
            Ends::AtLineFeed => {
                let end = memchr::memchr(b'\n', &self.buffer[self.scanned..known]).map(|end| self.scanned + end);
                self.scanned = known;
                end
            }
            Ends::OutsideQuotes(separators) => self.scan_cells(separators, known),
        };
        match end {
            Some(end) => Found::End(end),
            None if known == limit => Found::Overflow,
            None => Found::Nothing,
        }
    }

    fn scan_cells(&mut self, separators: &[u8], known: usize) -> Option<usize> {
        while self.scanned < known {
            let at = self.scanned;
            let byte = self.buffer[at];
            self.scanned += 1;
            self.state = match (self.state, byte) {
                (State::CellStart | State::MaybeClosed, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::MaybeClosed,
                (State::Quoted, b'\n' | b'\r') => {
                    let inside = at - self.start;
                    if byte == b'\n' && inside > 0 && self.buffer[at - 1] == b'\r' {
                        // The second half of one line end.
                        self.first_inner += usize::from(self.first_inner == inside);
                    } else {
                        self.inner += 1;
                        if self.inner == 1 {
                            self.first_inner = inside + 1;
                        }
                    }
                    State::Quoted
                }
                (State::Quoted, _) => State::Quoted,
                (_, b'\n' | b'\r') => return Some(at),
                (_, byte) if separators.contains(&byte) => State::CellStart,
                _ => State::Bare,
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Owned = (u64, Result<Vec<u8>, Fault>);

    /// All rows of a text, pushed in pieces of that size.
    fn rows(ends: Ends, bytes: &[u8], piece: usize) -> Vec<Owned> {
        let mut lines = Lines::new();
        lines.set_ends(ends);
        let mut rows = Vec::new();
        for piece in bytes.chunks(piece.max(1)) {
            lines.push(piece);
            while let Some(row) = lines.next(false) {
                rows.push((row.line, row.content.map(<[u8]>::to_vec)));
            }
        }
        while let Some(row) = lines.next(true) {
            rows.push((row.line, row.content.map(<[u8]>::to_vec)));
        }
        rows
    }

    fn ok(line: u64, text: &str) -> Owned {
        (line, Ok(text.into()))
    }

    const COMMA: Ends = Ends::OutsideQuotes(b",");

    #[test]
    fn line_feeds_end_lines_and_the_last_one_may_lack() {
        assert_eq!(rows(Ends::AtLineFeed, b"a\n\nb\r\nc", 2), [ok(1, "a"), ok(2, ""), ok(3, "b\r"), ok(4, "c")]);
    }

    #[test]
    fn quoted_cells_hold_line_ends_of_all_three_kinds() {
        let text = b"a,\"1\n2\r\n3\r4\"\r\nb\rc\n\r\nd";
        for piece in 1..text.len() {
            assert_eq!(
                rows(COMMA, text, piece),
                [ok(1, "a,\"1\n2\r\n3\r4\""), ok(5, "b"), ok(6, "c"), ok(7, ""), ok(8, "d")]
            );
        }
    }

    #[test]
    fn an_open_quote_costs_one_line() {
        let text = b"1,\"oh\r\n2,b\n3,c";
        for piece in 1..text.len() {
            assert_eq!(rows(COMMA, text, piece), [(1, Err(Fault::OpenQuote)), ok(2, "2,b"), ok(3, "3,c")]);
        }
    }

    #[test]
    fn a_line_over_the_limit_is_given_up_without_being_kept() {
        let mut text = vec![b'x'; 3 * MAX_LINE_BYTES];
        text.extend(b"\nnext");
        for ends in [Ends::AtLineFeed, COMMA] {
            for piece in [1_000, 65_536, 65_537, 1 << 20] {
                assert_eq!(rows(ends, &text, piece), [(1, Err(Fault::TooLong)), ok(2, "next")]);
            }
            let mut lines = Lines::new();
            lines.set_ends(ends);
            for piece in text.chunks(1_000) {
                lines.push(piece);
                while lines.next(false).is_some() {}
                assert!(lines.buffer.len() <= MAX_LINE_BYTES + 2_000);
            }
        }
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        let mut text = vec![b'x'; MAX_LINE_BYTES];
        text.extend(b"\ny");
        for ends in [Ends::AtLineFeed, COMMA] {
            assert_eq!(rows(ends, &text, 4_096).len(), 2);
            assert!(rows(ends, &text, 4_096).iter().all(|(_, row)| row.is_ok()));
        }
    }

    proptest! {
        #[test]
        fn the_pieces_make_no_difference(text in "[a,\"\r\n]{0,60}", piece in 1usize..9) {
            for ends in [COMMA, Ends::AtLineFeed] {
                prop_assert_eq!(rows(ends, text.as_bytes(), piece), rows(ends, text.as_bytes(), 1_000));
            }
        }

        #[test]
        fn rows_end_where_csv_core_ends_them(text in "[a,\"\r\n]{0,60}") {
            let ours = rows(COMMA, text.as_bytes(), 1_000);
            prop_assume!(ours.iter().all(|(_, row)| row.is_ok()));
            let ours = ours.into_iter().filter_map(|(_, row)| row.ok()).filter(|row| !row.is_empty());
            prop_assert_eq!(ours.flat_map(|row| cells(&row)).collect::<Vec<_>>(), cells(text.as_bytes()));
        }
    }

    /// The cells of every row of a text whose quotes are all closed, as csv-core reads it.
    fn cells(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
        let text = [text, b"\n"].concat();
        let (mut parser, mut rest, mut rows) = (csv_core::Reader::new(), &text[..], Vec::new());
        loop {
            let (mut out, mut ends) = ([0; 200], [0; 200]);
            let (result, read, _, cells) = parser.read_record(rest, &mut out, &mut ends);
            if !matches!(result, csv_core::ReadRecordResult::Record) {
                return rows;
            }
            let starts = [0].into_iter().chain(ends);
            rows.push(starts.zip(ends).take(cells).map(|(start, end)| out[start..end].to_vec()).collect());
            rest = &rest[read..];
        }
    }
}
