//! What is wrong with a file, where, and how to mend it.

use core::fmt;

/// One thing that is wrong with a definition or a response: where, what, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A stable word for programs, as in `unknown_key`.
    pub code: &'static str,
    /// Where it is, as a JSON path: `$.items[1].instrument`.
    pub path: String,
    /// What is wrong and how to mend it, one sentence or two.
    pub message: String,
}

impl Problem {
    /// One line: where, what, and how to mend it.
    pub fn text(&self) -> String {
        [&self.path, ": ", &self.message].concat()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl core::error::Error for Problem {}

/// The known name nearest to `word`, if one is near enough to be what was meant: at most a third of its letters differ.
///
/// ```
/// use madeleine_core::problem::nearest;
/// assert_eq!(nearest("casat", ["csat", "ces2"]), Some("csat"));
/// assert_eq!(nearest("weather", ["csat", "ces2"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let far = distance(word, name);
        let near_enough = far * 3 <= name.len().max(3);
        if near_enough && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Letters to insert, delete or replace to turn one word into the other (Levenshtein 1966), case ignored.
fn distance(a: &str, b: &str) -> usize {
    let b = b.as_bytes();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(!x.eq_ignore_ascii_case(y));
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
