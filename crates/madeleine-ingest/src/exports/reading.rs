//! The text of a cell as our own file would have it. What comes out depends on nothing but the column and the text.

use super::time::Clock;
use std::borrow::Cow;

/// How the text of a column's cells is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reading {
    /// Words, in small letters, and what stands for them in our files; nothing where they are no answer.
    pub(crate) words: Vec<(String, Option<String>)>,
    /// What stands between several options in one cell.
    pub(crate) split: Option<String>,
    pub(crate) other: Other,
}

/// What becomes of a text that isn't among the words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Other {
    /// It is taken as it stands.
    #[default]
    AsIs,
    /// A code with words around it, as in `9 - Likely`; another text is taken as it stands.
    Code,
    /// A time.
    Time(Clock),
    /// A language, perhaps in capitals and with a region behind it: `FR-CA` is `fr-CA`.
    Language,
    /// It is left out, and said.
    Unknown,
    /// The same whatever the text is: that there is one tells.
    Always(String),
}

impl Reading {
    pub(crate) fn words<'a>(words: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let words = words.into_iter().map(|(word, ours)| (word.to_lowercase(), Some(ours.to_string()))).collect();
        Self { words, other: Other::Unknown, ..Self::default() }
    }

    pub(crate) fn with(other: Other) -> Self {
        Self { other, ..Self::default() }
    }

    /// The text as our file would have it, nothing where it is no answer, or why it is left out.
    pub(crate) fn read<'a>(&self, text: &'a str) -> Result<Option<Cow<'a, str>>, String> {
        let Some(between) = self.split.as_deref().filter(|between| !between.is_empty()) else { return self.one(text) };
        let mut parts = Vec::new();
        for part in text.split(between).map(str::trim).filter(|part| !part.is_empty()) {
            parts.extend(self.one(part)?);
        }
        Ok(Some(Cow::Owned(parts.join(";"))))
    }

    fn one<'a>(&self, text: &'a str) -> Result<Option<Cow<'a, str>>, String> {
        if !self.words.is_empty() {
            let lower = text.trim().to_lowercase();
            if let Some((_, ours)) = self.words.iter().find(|(word, _)| *word == lower) {
                return Ok(ours.clone().map(Cow::Owned));
            }
        }
        match &self.other {
            Other::AsIs => Ok(Some(Cow::Borrowed(text))),
            Other::Code => Ok(Some(code(text).map_or(Cow::Borrowed(text), |code| Cow::Owned(code.to_string())))),
            Other::Language => {
                let (language, region) = text.trim().split_once(['-', '_']).unwrap_or((text.trim(), ""));
                let between = if region.is_empty() { "" } else { "-" };
                Ok(Some(Cow::Owned([&language.to_lowercase(), between, region].concat())))
            }
            Other::Always(word) => Ok(Some(Cow::Owned(word.clone()))),
            Other::Time(clock) => match clock.read(text) {
                Some(time) => Ok(Some(Cow::Owned(time))),
                None => Err(format!(
                    "\"{}\" isn't a time as this column has them ({}). It is left out.",
                    short(text),
                    clock.order.word()
                )),
            },
            Other::Unknown => {
                let known: Vec<&str> = self.words.iter().map(|(word, _)| word.as_str()).take(12).collect();
                Err(format!(
                    "\"{}\" isn't one of the words of this column: {}. It is left out.",
                    short(text),
                    known.join(", ")
                ))
            }
        }
    }
}

fn short(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

/// The code in a text that is one, or that has one at its beginning or end: `9`, `9 - Likely`, `Not at all likely - 0`.
pub(crate) fn code(text: &str) -> Option<i32> {
    parted(text).and_then(|(code, _)| code)
}

/// The words of a text without the code at its beginning or end.
pub(crate) fn words(text: &str) -> &str {
    parted(text).map_or(text.trim(), |(_, words)| words)
}

/// The code at the beginning or the end of a text, and the words beside it.
fn parted(text: &str) -> Option<(Option<i32>, &str)> {
    let text = text.trim();
    let between = |c: char| c.is_whitespace() || "-–—:.()=".contains(c);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let code = |digits: &str| (digits.len() <= 4).then(|| digits.parse().ok()).flatten();
    if digits == text.len() && digits > 0 {
        return Some((code(text), ""));
    }
    let (first, rest) = text.split_at(digits);
    // "5 stars" isn't "5 - stars": what stands between must be more than a blank.
    let marks = |between: &str| between.chars().any(|c| !c.is_whitespace());
    if digits > 0 {
        let words = rest.trim_start_matches(between);
        if marks(&rest[..rest.len() - words.len()]) && !words.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((code(first), words.trim_end_matches(between)));
        }
    }
    let inner = text.trim_end_matches([')', ' ']);
    let before = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let words = before.trim_end_matches(between);
    let counted = before.len() < inner.len() && !words.is_empty();
    if counted && marks(&before[words.len()..]) && !words.ends_with(|c: char| c.is_ascii_digit()) {
        return Some((code(&inner[before.len()..]), words));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_among_its_words() {
        for (text, expected, rest) in [
            ("9", Some(9), ""),
            ("9 - Likely", Some(9), "Likely"),
            ("10 (extremely likely)", Some(10), "extremely likely"),
            ("Not at all likely - 0", Some(0), "Not at all likely"),
            ("Very satisfied (5)", Some(5), "Very satisfied"),
            ("5 stars", None, "5 stars"),
            ("2026-11-21", None, "2026-11-21"),
            ("1.5", None, "1.5"),
            ("Room 7", None, "Room 7"),
            ("", None, ""),
        ] {
            assert_eq!((code(text), words(text)), (expected, rest), "{text}");
        }
    }

    #[test]
    fn several_options_are_parted_and_named_as_ours() {
        let mut reading = Reading::words([("Too slow", "reason.slow"), ("Fees", "reason.checkout.fees")]);
        reading.split = Some(", ".into());
        assert_eq!(reading.read("fees, Too slow"), Ok(Some("reason.checkout.fees;reason.slow".into())));
        assert!(reading.read("fees, Rain").is_err());
    }
}
