//! Finding the words: the owner's own, else the catalogue's, with the brand put in; and a fingerprint of what was shown.

use super::{Item, Survey};
use crate::decimal;
use crate::instrument::Form;
use crate::scale::Labels;

/// Finds words by key: the owner's text for this locale first, then the catalogue.
pub struct Wording<'a, C> {
    /// The survey whose owner may have words of her own.
    pub survey: &'a Survey<'a>,
    /// The language.
    pub locale: &'a str,
    /// The catalogue: text by key.
    pub catalogue: C,
}

impl<C: Fn(&str) -> Option<String>> Wording<'_, C> {
    /// The text of a key with `{brand}` filled in; the key itself where there is no text, so that a hole is seen.
    pub fn text(&self, key: &str) -> String {
        let own = self.survey.own_text(self.locale, key).map(String::from);
        let text = own.or_else(|| (self.catalogue)(key)).unwrap_or_else(|| key.into());
        fill(&text, "{brand}", self.survey.brand)
    }

    /// The question of an item: the owner's `<item id>.question`, else the key it names, else its instrument's for the
    /// subject or the touchpoint. `{feature}` is the subject in the owner's words, found under its own name.
    pub fn question(&self, item: &Item<'_>) -> String {
        let text = self.plain_question(item);
        match item.subject {
            Some(subject) => fill(&text, "{feature}", &self.text(subject)),
            None => text,
        }
    }

    fn plain_question(&self, item: &Item<'_>) -> String {
        let own = [item.id, ".question"].concat();
        if self.survey.own_text(self.locale, &own).is_some() {
            return self.text(&own);
        }
        let key = item
            .question
            .unwrap_or_else(|| item.instrument.question_at(item.subject.unwrap_or(self.survey.touchpoint)));
        self.text(key)
    }

    /// Eight hexadecimal digits that change when any question, label or option of the survey changes in this language
    /// (FNV-1a, 32 bits). Answers to other words are another series.
    pub fn fingerprint(&self) -> String {
        let mut hash: u32 = 0x811c_9dc5;
        let mut take = |text: String| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        };
        for item in &self.survey.items {
            take(self.question(item));
            match &item.instrument.form {
                Form::Scale(scale) => match scale.labels {
                    Labels::Each => scale.codes().for_each(|code| take(self.text(&label_key(scale.id, code)))),
                    Labels::Ends { low, high } => [low, high].iter().for_each(|key| take(self.text(key))),
                },
                Form::Choice { options, .. } => options.iter().for_each(|key| take(self.text(key))),
                Form::Multi { .. } => item.options.iter().for_each(|key| take(self.text(key))),
                Form::Text => {}
            }
        }
        (0..8).map(|i| char::from(b"0123456789abcdef"[(hash >> (28 - 4 * i)) as usize & 15])).collect()
    }
}

/// The wording key of one point of a scale, as in `csat5.4`.
pub fn label_key(scale: &str, code: i32) -> String {
    [scale, ".", &decimal::text(code.into())].concat()
}

/// Puts `value` in the place of each `{placeholder}`.
///
/// ```
/// use madeleine_core::survey::wording::fill;
/// assert_eq!(fill("up to {n} of {n}", "{n}", "3"), "up to 3 of 3");
/// assert_eq!(fill("no {brace", "{n}", "3"), "no {brace");
/// ```
pub fn fill(text: &str, placeholder: &str, value: &str) -> String {
    let mut out = String::with_capacity(text.len() + value.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix(placeholder) {
            out.push_str(value);
            rest = after;
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out
}
