//! A text to the words that may be counted of it.

use super::common::{Common, Kind};

/// A longer word is none: a link, a key that stuck, a language that is written without spaces.
const LONGEST: usize = 40;
/// The same for a run of kanji.
const LONGEST_RUN: usize = 12;
/// So many words without a meaning of their own may stand inside of a phrase: "frais de port", "date de la livraison".
const MOST_BETWEEN: usize = 2;

/// A word of a text.
pub(super) struct Word {
    /// As it was written.
    written: String,
    /// In small letters.
    small: String,
    kind: Kind,
    /// What stands before it: a space, an apostrophe, a hyphen, nothing; `None` where it begins something new.
    joined: Option<&'static str>,
}

/// What may be a theme: a word, or two that stand together, with what stands between them.
#[derive(Clone, Copy)]
pub(super) struct Term<'a>(&'a [Word]);

impl Term<'_> {
    /// Whether it is a word by itself.
    pub(super) fn is_word(self) -> bool {
        self.0.len() == 1
    }

    /// Its first and its last word, in small letters.
    pub(super) fn ends(&self) -> [&str; 2] {
        [self.0.first(), self.0.last()].map(|word| word.map_or("", |word| &word.small))
    }

    /// All of it in small letters.
    pub(super) fn small(self) -> String {
        self.told(|word| &word.small)
    }

    /// All of it as it was written.
    pub(super) fn written(self) -> String {
        self.told(|word| &word.written)
    }

    /// Whether it stands where any word would begin with a capital.
    pub(super) fn is_first(self) -> bool {
        self.0.first().is_some_and(|word| word.joined.is_none())
    }

    fn told(self, part: fn(&Word) -> &str) -> String {
        let mut told = String::new();
        for (at, word) in self.0.iter().enumerate() {
            told.push_str(word.joined.filter(|_| at > 0).unwrap_or_default());
            told.push_str(part(word));
        }
        told
    }
}

/// What letters are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Letters,
    Kanji,
    Katakana,
}

/// What a character is in a text.
enum Mark {
    Letter(Script),
    /// Belongs to a word and is no letter of it: a direction, a soft hyphen, a vowel sign.
    Nothing,
    Between(&'static str),
    /// Ends words and phrases.
    End,
}

fn mark(letter: char) -> Mark {
    match letter {
        'a'..='z' | 'A'..='Z' => Mark::Letter(Script::Letters),
        ' ' | '\u{a0}' | '\u{202f}' => Mark::Between(" "),
        '\'' | '’' | 'ʼ' => Mark::Between("’"),
        '-' | '‐' | '‑' => Mark::Between("-"),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            Mark::Nothing
        }
        // Arabic vowels, and the stroke that only makes a word longer.
        '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => Mark::Nothing,
        '\u{300}'..='\u{36f}' => Mark::Letter(Script::Letters),
        '々' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Mark::Letter(Script::Kanji),
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30fe}' | '\u{ff66}'..='\u{ff9f}' => Mark::Letter(Script::Katakana),
        // Japanese endings and particles; languages in which nothing says where a word ends.
        '\u{3040}'..='\u{309f}' | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            Mark::End
        }
        letter if letter.is_alphabetic() => Mark::Letter(Script::Letters),
        _ => Mark::End,
    }
}

/// A text in small letters, each by itself.
pub(crate) fn small(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for letter in text.chars() {
        letter.to_lowercase().for_each(|letter| small.push(letter));
    }
    small
}

/// The words of a text in their order.
fn words(text: &str, common: &Common) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut written, mut script, mut joined) = (String::new(), Script::Letters, None);
    let mut end = |written: &mut String, script: Script, joined: Option<&'static str>| {
        if written.is_empty() {
            return;
        }
        let small = small(written);
        let most = if script == Script::Letters { LONGEST } else { LONGEST_RUN };
        let kind = match common.kind(&small) {
            Kind::Own if !(2..=most).contains(&small.chars().count()) => Kind::Common,
            kind => kind,
        };
        words.push(Word { written: core::mem::take(written), small, kind, joined });
    };
    for letter in text.chars() {
        match mark(letter) {
            Mark::Nothing => {}
            Mark::Letter(now) => {
                if now != script && !written.is_empty() {
                    end(&mut written, script, joined);
                    joined = Some("");
                }
                script = now;
                written.push(letter);
            }
            Mark::Between(how) => {
                // A second space says no more than the first.
                if !written.is_empty() {
                    end(&mut written, script, joined);
                    joined = Some(how);
                } else if how != " " {
                    joined = None;
                }
            }
            Mark::End => {
                end(&mut written, script, joined);
                joined = None;
            }
        }
    }
    end(&mut written, script, joined);
    words
}

/// Calls for what may be a theme of a text, in its order, each as often as it stands there.
pub(super) fn terms(text: &str, common: &Common, call: &mut dyn FnMut(Term<'_>)) {
    let words = words(text, common);
    for start in 0..words.len() {
        let rest = words.get(start..).unwrap_or_default();
        if rest.first().is_none_or(|word| word.kind != Kind::Own) {
            continue;
        }
        call(Term(rest.get(..1).unwrap_or_default()));
        let goes_on = |word: &&Word| word.joined.is_some() && word.kind == Kind::Link;
        let end = 1 + rest.iter().skip(1).take(MOST_BETWEEN).take_while(goes_on).count();
        if rest.get(end).is_some_and(|word| word.joined.is_some() && word.kind == Kind::Own) {
            call(Term(rest.get(..=end).unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(language: &str, text: &str) -> Vec<String> {
        let common = Common::of(language).expect("there is a list");
        let mut said = Vec::new();
        terms(text, &common, &mut |term| said.push(term.small()));
        said
    }

    #[test]
    fn words_and_phrases_of_a_sentence() {
        assert_eq!(
            said("en", "The promo code field was hard to find."),
            ["promo", "promo code", "code", "code field", "field", "hard", "find"]
        );
        assert_eq!(
            said("fr", "Les frais de port n’apparaissent qu’à la fin, l'étiquette"),
            ["frais", "frais de port", "port", "apparaissent", "fin", "étiquette"]
        );
        assert_eq!(said("fr", "date d’arrivée"), ["date", "date d’arrivée", "arrivée"]);
        assert_eq!(
            said("de", "Versandkosten, zu hohe Versandkosten"),
            ["versandkosten", "hohe", "hohe versandkosten", "versandkosten"]
        );
        // What parts sentences parts phrases; digits are no words.
        assert_eq!(said("en", "Delivery. Late 3 parcels\nlost"), ["delivery", "late", "parcels", "lost"]);
    }

    #[test]
    fn japanese_runs_of_one_script_are_words() {
        assert_eq!(said("ja", "配送が遅い。割引コードが使えなかった"), ["配送", "割引", "割引コード", "コード"]);
    }

    #[test]
    fn what_is_no_word_is_none() {
        for text in ["", "👍🏽👍🏽", "12345 99%", "\u{0}\u{1}\u{202e}", "the and of it", "a b c", "ขอบคุณมาก", "…!?"]
        {
            assert_eq!(said("en", text), [""; 0], "{text}");
        }
        assert_eq!(said("en", &"x".repeat(10_000)), [""; 0]);
        assert_eq!(said("ar", "الشَّحْنُ\u{200f} بطيء"), ["الشحن", "الشحن بطيء", "بطيء"]);
    }
}
