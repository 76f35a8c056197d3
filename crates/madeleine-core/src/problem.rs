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

/// The known name nearest to `word`, if one is near enough to be what was meant: at most a third of its letters are other,
/// missing, too many or swapped, or it is the only one that begins like it. Capitals don't count.
///
/// ```
/// use madeleine_core::problem::nearest;
/// assert_eq!(nearest("Cast", ["csat", "ces2"]), Some("csat"));
/// assert_eq!(nearest("delay", ["delay_ms", "load"]), Some("delay_ms"));
/// assert_eq!(nearest("weather", ["csat", "ces2"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_ascii_lowercase();
    let letters = word.chars().count();
    let mut best: Option<(usize, &str)> = None;
    let mut begin_alike = Vec::new();
    for name in known {
        let lower = name.to_ascii_lowercase();
        // Counting the letters that differ takes as long as both words together are squared; many more or fewer are seen at once.
        let near_enough = |far: usize| far * 3 <= name.len().max(3);
        if near_enough(letters.abs_diff(lower.chars().count())) {
            let far = strsim::osa_distance(&word, &lower);
            if near_enough(far) && best.is_none_or(|(least, _)| far < least) {
                best = Some((far, name));
            }
        }
        if word.len().min(lower.len()) > 1 && (lower.starts_with(&word) || word.starts_with(&lower)) {
            begin_alike.push(name);
        }
    }
    let only = if begin_alike.len() == 1 { begin_alike.pop() } else { None };
    best.map(|(_, name)| name).or(only)
}
