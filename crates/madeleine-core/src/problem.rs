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

/// The known name nearest to `word`, if one is near enough to be what was meant: at most a third of its letters are other, missing, too many or swapped.
///
/// ```
/// use madeleine_core::problem::nearest;
/// assert_eq!(nearest("cast", ["csat", "ces2"]), Some("csat"));
/// assert_eq!(nearest("weather", ["csat", "ces2"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let far = strsim::osa_distance(word, name);
        let near_enough = far * 3 <= name.len().max(3);
        if near_enough && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, name));
        }
    }
    best.map(|(_, name)| name)
}
