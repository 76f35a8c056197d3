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
        // Comparing letter by letter takes time; that there are far more or fewer of them is seen at once.
        let near_enough = |far: usize| far * 3 <= name.len().max(3);
        if near_enough(letters.abs_diff(name.chars().count())) {
            let far = strsim::osa_distance(&word, &name.to_ascii_lowercase());
            if near_enough(far) && best.is_none_or(|(least, _)| far < least) {
                best = Some((far, name));
            }
        }
        if word.len().min(name.len()) > 1 && (begins(name, &word) || begins(&word, name)) {
            begin_alike.push(name);
        }
    }
    let only = if begin_alike.len() == 1 { begin_alike.pop() } else { None };
    best.map(|(_, name)| name).or(only)
}

/// Whether a word begins with another, capitals or not.
fn begins(word: &str, beginning: &str) -> bool {
    word.as_bytes().get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_lengths_do_not_hide_what_was_meant() {
        assert_eq!(nearest("CES", ["csat", "ces2"]), Some("ces2"));
        assert_eq!(nearest("tochpoint", ["touchpoint", "stage"]), Some("touchpoint"));
        assert_eq!(nearest(&"x".repeat(60_000), ["csat", "ces2"]), None);
        assert_eq!(nearest(&["csat", &"x".repeat(60_000)].concat(), ["csat", "ces2"]), Some("csat"));
        assert_eq!(nearest("é", ["csat", "e"]), Some("e"));
    }
}
