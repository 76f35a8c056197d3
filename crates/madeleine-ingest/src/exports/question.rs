//! Which instrument a question of another tool is: only where its words and its answers leave no doubt.

use super::reading::{self, Other, Reading};
use madeleine_core::instrument::{self, Key};
use std::collections::BTreeSet;

/// What the first answers to a question, and its words, say of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// It is this instrument, and why that is certain.
    Sure(Guess),
    /// It may be, and what is missing to be certain.
    Likely(Guess),
    /// Nothing points to an instrument.
    Unknown,
    /// Nobody has answered it among the first rows.
    Empty,
}

/// An instrument that a question may be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Guess {
    pub(crate) instrument: &'static str,
    pub(crate) reading: Reading,
    pub(crate) because: String,
}

/// What a tool itself says of a question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Hint {
    #[default]
    None,
    /// It is the question that the tool scores as NPS.
    Recommendation,
    /// Its answers are words of the person's own.
    Open,
}

/// A labelled scale as questionnaires word it.
struct Scale {
    instrument: &'static str,
    /// One of these must stand in the question.
    about: &'static [&'static str],
    /// Its points, the lowest code first; the words of one point that mean the same are parted by `|`.
    points: &'static [&'static str],
}

const NEITHER_SATISFIED: &str = "neither satisfied nor dissatisfied|neither dissatisfied nor satisfied|neutral";
const NEITHER_EASY: &str = "neither easy nor difficult|neither difficult nor easy|neutral";

/// Scales whose words say what is asked. Where two share words, the answers must tell them apart.
#[rustfmt::skip]
const SCALES: &[Scale] = &[
    Scale { instrument: "csat", about: &[], points: &["very dissatisfied", "dissatisfied", NEITHER_SATISFIED, "satisfied", "very satisfied"] },
    Scale { instrument: "csat", about: &[], points: &["very dissatisfied", "somewhat dissatisfied", NEITHER_SATISFIED, "somewhat satisfied", "very satisfied"] },
    Scale { instrument: "csat", about: &[], points: &["extremely dissatisfied", "somewhat dissatisfied", NEITHER_SATISFIED, "somewhat satisfied", "extremely satisfied"] },
    Scale { instrument: "csat", about: &[], points: &["very unsatisfied", "unsatisfied", "neutral|neither satisfied nor unsatisfied", "satisfied", "very satisfied"] },
    Scale { instrument: "csat7", about: &[], points: &["very dissatisfied", "dissatisfied", "somewhat dissatisfied", NEITHER_SATISFIED, "somewhat satisfied", "satisfied", "very satisfied"] },
    Scale { instrument: "csat7", about: &[], points: &["extremely dissatisfied", "moderately dissatisfied", "slightly dissatisfied", NEITHER_SATISFIED, "slightly satisfied", "moderately satisfied", "extremely satisfied"] },
    Scale { instrument: "ces2", about: &["easy"], points: &["strongly disagree", "disagree", "somewhat disagree", "neither agree nor disagree|neutral|undecided", "somewhat agree", "agree", "strongly agree"] },
    Scale { instrument: "ease5", about: &[], points: &["very difficult", "difficult", NEITHER_EASY, "easy", "very easy"] },
    Scale { instrument: "ease5", about: &[], points: &["very difficult", "somewhat difficult", NEITHER_EASY, "somewhat easy", "very easy"] },
    Scale { instrument: "ease7", about: &[], points: &["very difficult", "difficult", "somewhat difficult", NEITHER_EASY, "somewhat easy", "easy", "very easy"] },
    Scale { instrument: "ease7", about: &[], points: &["extremely difficult", "moderately difficult", "slightly difficult", NEITHER_EASY, "slightly easy", "moderately easy", "extremely easy"] },
    Scale { instrument: "expectation", about: &[], points: &["much worse than expected", "worse than expected", "as expected|about as expected", "better than expected", "much better than expected"] },
    Scale { instrument: "loyalty", about: &["buy", "purchase", "order"], points: &["very unlikely", "unlikely", "neither likely nor unlikely|neutral", "likely", "very likely"] },
];

impl Scale {
    /// The words of a point.
    fn words(&self, point: usize) -> impl Iterator<Item = &'static str> {
        self.points.get(point).into_iter().flat_map(|words| words.split('|'))
    }

    /// The points that these answers name; `None` where one of them isn't on this scale.
    fn seen(&self, answers: &BTreeSet<String>) -> Option<BTreeSet<usize>> {
        let point =
            |answer: &String| (0..self.points.len()).find(|point| self.words(*point).any(|word| word == answer));
        answers.iter().map(point).collect()
    }

    /// Answers as people see them, and as our files have them.
    fn reading(&self, values: &[&str]) -> Reading {
        let mut words: Vec<(String, Option<String>)> = Vec::new();
        for point in 0..self.points.len() {
            let code = Some((point + 1).to_string());
            words.extend(self.words(point).map(|word| (word.to_string(), code.clone())));
            // As they stand in the file, with a number before them.
            for value in values.iter().map(|value| value.trim().to_lowercase()) {
                if self.words(point).any(|word| word == plain(&value)) && !words.iter().any(|(word, _)| *word == value)
                {
                    words.push((value, code.clone()));
                }
            }
        }
        Reading { words, other: Other::Unknown, ..Reading::default() }
    }

    fn legend(&self) -> String {
        let first = |point: usize| self.words(point).next().unwrap_or_default();
        format!("1 \"{}\" to {} \"{}\"", first(0), self.points.len(), first(self.points.len() - 1))
    }
}

/// An answer in small letters, without the number before or behind it.
fn plain(value: &str) -> String {
    reading::words(value).trim().to_lowercase()
}

/// Judges a question by its words, its first answers and what the tool says of it.
pub(crate) fn judge(question: &str, values: &[&str], hint: Hint) -> Verdict {
    let asked = question.to_lowercase();
    if let Some(key) = instrument::key_of_column(asked.trim()) {
        let because = format!("the column is called \"{}\"", asked.trim());
        return Verdict::Sure(Guess { instrument: key.id, reading: Reading::default(), because });
    }
    if hint == Hint::Open {
        let because = "its answers are words of the person's own".into();
        return Verdict::Sure(Guess { instrument: "open", reading: Reading::default(), because });
    }
    if values.is_empty() {
        return Verdict::Empty;
    }
    let codes: Option<BTreeSet<i32>> = values.iter().map(|value| reading::code(value)).collect();
    if let Some(codes) = codes.filter(|codes| codes.iter().all(|code| (0..=10).contains(code)))
        && let Some(verdict) = recommendation(&asked, &codes, hint)
    {
        return verdict;
    }
    let answers: BTreeSet<String> = values.iter().map(|value| plain(value)).collect();
    labelled(&asked, values, &answers)
}

/// A question with answers from 0 to 10 that may ask for a recommendation.
fn recommendation(asked: &str, codes: &BTreeSet<i32>, hint: Hint) -> Option<Verdict> {
    let named = ["nps", "net promoter", "0-10", "0 to 10", "0–10"].iter().any(|word| has_word(asked, word));
    let about = asked.contains("recommend") || has_word(asked, "nps") || asked.contains("net promoter");
    if hint != Hint::Recommendation && !about {
        return None;
    }
    let because = if hint == Hint::Recommendation {
        "the tool scores it as NPS".into()
    } else if named {
        "its words say so, and its answers are from 0 to 10".into()
    } else {
        "it asks for a recommendation, and its answers begin at 0".into()
    };
    let guess = Guess { instrument: "ltr11", reading: Reading::with(Other::Code), because };
    let from_nought = codes.contains(&0) && codes.iter().any(|code| *code > 5);
    Some(if hint == Hint::Recommendation || named || from_nought {
        Verdict::Sure(guess)
    } else {
        let because =
            "it asks for a recommendation, but no 0 is among its first answers: the scale may begin at 1".into();
        Verdict::Likely(Guess { because, ..guess })
    })
}

/// Whether a word stands in a text, not merely its letters within another.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + word.len()..].chars().next())
    })
}

/// A question whose answers are the words of a scale.
fn labelled(asked: &str, values: &[&str], answers: &BTreeSet<String>) -> Verdict {
    let fits = |scale: &&Scale| scale.about.is_empty() || scale.about.iter().any(|word| has_word(asked, word));
    let mut found: Vec<(&Scale, BTreeSet<usize>)> =
        SCALES.iter().filter(fits).filter_map(|scale| Some((scale, scale.seen(answers)?))).collect();
    let guess = |scale: &Scale, because: String| Guess {
        instrument: scale.instrument,
        reading: scale.reading(values),
        because,
    };
    // A scale of which every point was answered is the one: a longer one would have shown more words by then.
    if let Some((scale, _)) = found.iter().find(|(scale, seen)| seen.len() == scale.points.len()) {
        return Verdict::Sure(guess(
            scale,
            format!("every point of its scale is among its answers: {}", scale.legend()),
        ));
    }
    found.sort_by_key(|(scale, seen)| (scale.points.len() - seen.len(), scale.points.len()));
    match found.first() {
        Some((scale, seen)) => Verdict::Likely(guess(
            scale,
            format!(
                "only {} of the {} points of {} are among its first answers",
                seen.len(),
                scale.points.len(),
                scale.legend()
            ),
        )),
        None => Verdict::Unknown,
    }
}

/// What an instrument is called in notes.
pub(crate) fn name(id: &str) -> &'static str {
    instrument::key(id).map_or("", |key: &Key| key.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instrument(verdict: &Verdict) -> Option<&'static str> {
        if let Verdict::Sure(guess) = verdict { Some(guess.instrument) } else { None }
    }

    #[test]
    fn a_recommendation_is_certain_where_its_answers_begin_at_nought_or_its_words_say_nps() {
        let asked = "How likely are you to recommend us to a friend?";
        assert_eq!(instrument(&judge(asked, &["0", "9", "10"], Hint::None)), Some("ltr11"));
        assert_eq!(instrument(&judge(asked, &["Not at all likely - 0", "9"], Hint::None)), Some("ltr11"));
        assert!(matches!(judge(asked, &["1", "9", "10"], Hint::None), Verdict::Likely(_)));
        assert!(matches!(judge(asked, &["0", "3", "5"], Hint::None), Verdict::Likely(_)));
        assert_eq!(instrument(&judge("NPS", &["9"], Hint::None)), Some("ltr11"));
        assert_eq!(instrument(&judge("Q4", &["9"], Hint::Recommendation)), Some("ltr11"));
        assert_eq!(judge("Do you like snps?", &["0", "9"], Hint::None), Verdict::Unknown);
        assert_eq!(judge(asked, &["Yes", "No"], Hint::None), Verdict::Unknown);
        assert_eq!(judge(asked, &["11", "0"], Hint::None), Verdict::Unknown);
    }

    #[test]
    fn words_of_a_scale_are_certain_once_every_point_was_answered() {
        let five = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"];
        assert_eq!(instrument(&judge("How was it?", &five, Hint::None)), Some("csat"));
        assert!(
            matches!(judge("How was it?", &five[1..], Hint::None), Verdict::Likely(guess) if guess.instrument == "csat")
        );
        let seven = [&five[..], &["Somewhat satisfied", "Somewhat dissatisfied"]].concat();
        assert_eq!(instrument(&judge("How was it?", &seven, Hint::None)), Some("csat7"));
        let agreed = [
            "Strongly disagree",
            "Disagree",
            "Somewhat disagree",
            "Undecided",
            "Somewhat agree",
            "Agree",
            "Strongly agree",
        ];
        assert_eq!(instrument(&judge("They made it easy for me", &agreed, Hint::None)), Some("ces2"));
        assert_eq!(judge("They were polite", &agreed, Hint::None), Verdict::Unknown);
        assert_eq!(judge("How was it?", &["Very satisfied", "Extremely satisfied"], Hint::None), Verdict::Unknown);
        assert_eq!(judge("How was it?", &[], Hint::None), Verdict::Empty);
    }

    #[test]
    fn numbers_before_the_words_are_no_hindrance_and_the_words_tell_the_code() {
        let worst_last =
            ["1 - Very satisfied", "2 - Satisfied", "3 - Neutral", "4 - Dissatisfied", "5 - Very dissatisfied"];
        let Verdict::Sure(guess) = judge("How was it?", &worst_last, Hint::None) else { panic!("certain") };
        assert_eq!(
            guess.reading.read("1 - very Satisfied").map(|t| t.unwrap_or_default().into_owned()),
            Ok("5".into())
        );
        assert_eq!(guess.reading.read("Very satisfied").map(|t| t.unwrap_or_default().into_owned()), Ok("5".into()));
        assert!(guess.reading.read("Delighted").is_err());
    }
}
