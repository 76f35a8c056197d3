//! Tables: rows of text, for people, terminals and spreadsheets.

/// A table: the names of its columns and its rows, all as they are printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What the columns hold.
    pub columns: Vec<String>,
    /// The rows, each as long as [`columns`](Self::columns).
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub fn new<C: Into<String>>(columns: impl IntoIterator<Item = C>) -> Self {
        Self { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// The table as lines for a terminal: the first column to the left, the others to the right.
    ///
    /// ```
    /// use madeleine_report::Table;
    /// let table = Table { columns: vec!["Touchpoint".into(), "n".into()], rows: vec![vec!["Écran".into(), "12".into()]] };
    /// assert_eq!(table.text(), "Touchpoint   n\nÉcran       12\n");
    /// ```
    pub fn text(&self) -> String {
        let rows = || core::iter::once(&self.columns).chain(&self.rows);
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| rows().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0))
            .collect();
        let mut out = String::new();
        for row in rows() {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                if column == 0 {
                    line.push_str(&format!("{cell:<width$}"));
                } else {
                    line.push_str(&format!("  {cell:>width$}"));
                }
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The table as CSV: see [`csv_line`].
    pub fn csv(&self) -> String {
        let mut out = String::new();
        for row in core::iter::once(&self.columns).chain(&self.rows) {
            csv_line(&mut out, row);
        }
        out
    }
}

/// Adds a line of CSV (RFC 4180, CRLF). A cell that a spreadsheet would take for a formula gets an apostrophe in front:
/// one that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab, NUL or a line end, and isn't a number.
///
/// ```
/// let mut out = String::new();
/// madeleine_report::table::csv_line(&mut out, ["=1+1", "-0.5", "say \"hi\", you"]);
/// assert_eq!(out, "'=1+1,-0.5,\"say \"\"hi\"\", you\"\r\n");
/// ```
pub fn csv_line<C: AsRef<str>>(out: &mut String, cells: impl IntoIterator<Item = C>) {
    for (at, cell) in cells.into_iter().enumerate() {
        let cell = cell.as_ref();
        if at > 0 {
            out.push(',');
        }
        let quoted = cell.contains([',', '"', '\r', '\n', '\t']) || cell != cell.trim();
        if quoted {
            out.push('"');
        }
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']) && !is_number(cell)
        {
            out.push('\'');
        }
        for letter in cell.chars() {
            if letter == '"' {
                out.push('"');
            }
            out.push(letter);
        }
        if quoted {
            out.push('"');
        }
    }
    out.push_str("\r\n");
}

/// Digits with at most a minus in front and a point between: nothing that a spreadsheet could run.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(cell: &str) -> String {
        let mut out = String::new();
        csv_line(&mut out, [cell]);
        out.trim_end_matches("\r\n").into()
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(
            [one("=A1"), one("+31"), one("-9"), one("-9.5"), one("-9-1")],
            ["'=A1", "'+31", "-9", "-9.5", "'-9-1"]
        );
        assert_eq!([one("@x"), one("\tx"), one("＝x"), one("−9")], ["'@x", "\"'\tx\"", "'＝x", "−9"]);
        assert_eq!(one("\r=x"), "\"'\r=x\"");
    }

    /// Reads one line of CSV back.
    fn read(line: &str) -> Vec<String> {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut letters = line.strip_suffix("\r\n").expect("a line end").chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(core::mem::take(&mut cell)),
                _ => cell.push(letter),
            }
        }
        cells.push(cell);
        cells
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cells in prop::collection::vec(".{0,12}", 1..5)) {
            let mut out = String::new();
            csv_line(&mut out, &cells);
            for (before, after) in cells.iter().zip(read(&out)) {
                let marked = format!("'{before}");
                prop_assert!(after == *before || after == marked);
                prop_assert!(!after.starts_with(['=', '+', '@', '\t', '\r', '＝', '＋', '－', '＠']));
                prop_assert!(!after.starts_with('-') || is_number(&after));
            }
        }
    }
}
