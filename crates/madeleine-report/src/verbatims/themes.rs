//! What many people write about: words and phrases, each counted once for each of them.

use super::Verbatim;
use super::common::Common;
use super::words::{Term, terms};

/// What many people who wrote in one language write about.
pub(crate) struct Spoken {
    /// The language; empty where nobody says.
    pub(crate) language: String,
    /// How many people wrote in it.
    pub(crate) people: usize,
    /// The most named first.
    pub(crate) themes: Vec<Theme>,
}

/// A word or a phrase that many people wrote.
pub(crate) struct Theme {
    /// In small letters.
    pub(crate) term: String,
    /// As it is mostly written.
    pub(crate) name: String,
    /// The places of those who wrote it, ascending.
    pub(crate) by: Vec<usize>,
}

/// The themes of each language in which at least so many people wrote, the language of most first: no more than `most`, and none that
/// fewer than `least` people wrote.
///
/// A word isn't listed where all but a few who wrote it did so in a phrase that is: of those few nothing may be told. The same holds for two
/// phrases that share a word.
pub(crate) fn themes(verbatims: &[&Verbatim], least: usize, most: usize) -> Vec<Spoken> {
    let mut languages: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, verbatim) in verbatims.iter().enumerate() {
        match languages.iter_mut().find(|(language, _)| *language == verbatim.language) {
            Some((_, places)) => places.push(at),
            None => languages.push((&verbatim.language, vec![at])),
        }
    }
    let mut spoken = Vec::new();
    for (language, places) in languages.into_iter().filter(|(_, places)| places.len() >= least) {
        if let Some(common) = Common::of(language) {
            let themes = Said { verbatims, places: &places, common }.themes(least, most);
            spoken.push(Spoken { language: language.into(), people: places.len(), themes });
        }
    }
    spoken.sort_by(|one, other| other.people.cmp(&one.people).then_with(|| one.language.cmp(&other.language)));
    spoken
}

/// Whether somebody wrote a term in a language.
pub(crate) fn is_in(verbatim: &Verbatim, language: &str, wanted: &str) -> bool {
    let mut found = false;
    if verbatim.language == language
        && let Some(common) = Common::of(language)
    {
        for text in &verbatim.texts {
            terms(text, &common, &mut |term| found |= wanted.starts_with(term.ends()[0]) && term.small() == wanted);
        }
    }
    found
}

/// What people wrote in one language.
struct Said<'a> {
    verbatims: &'a [&'a Verbatim],
    places: &'a [usize],
    common: Common,
}

/// A term in small letters, how long its first and its last word are (that of a word by itself: 0), and the places of those who wrote it,
/// ascending.
struct Found {
    term: String,
    ends: [usize; 2],
    by: Vec<usize>,
}

impl Found {
    fn words(&self) -> [&str; 2] {
        let [first, last] = self.ends;
        let last = self.term.len().saturating_sub(last);
        [self.term.get(..first).unwrap_or_default(), self.term.get(last..).unwrap_or_default()]
    }

    /// Whether too few wrote it without another one that shares a word with it.
    fn is_told_by(&self, other: &Self, least: usize) -> bool {
        self.words().iter().any(|word| !word.is_empty() && other.words().contains(word))
            && self.by.iter().filter(|at| other.by.binary_search(at).is_err()).count() < least
    }
}

fn most_first(found: &mut [Found]) {
    found.sort_by(|one, other| other.by.len().cmp(&one.by.len()).then_with(|| one.term.cmp(&other.term)));
}

impl Said<'_> {
    /// Calls for each term of each text.
    fn each(&self, call: &mut dyn FnMut(usize, Term<'_>)) {
        for &at in self.places {
            for text in self.verbatims.get(at).into_iter().flat_map(|verbatim| &verbatim.texts) {
                terms(text, &self.common, &mut |term| call(at, term));
            }
        }
    }

    /// The terms that are wanted and that at least so many people wrote, by their names.
    fn found(&self, least: usize, is_wanted: &dyn Fn(Term<'_>) -> bool) -> Vec<Found> {
        let mut all: Vec<(String, [usize; 2], usize)> = Vec::new();
        self.each(&mut |at, term| {
            if is_wanted(term) {
                let [first, last] = term.ends().map(str::len);
                all.push((term.small(), [first, if term.is_word() { 0 } else { last }], at));
            }
        });
        // Places come in their order already, and equals stay in theirs.
        all.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        let mut found: Vec<Found> = Vec::new();
        for (term, ends, at) in all {
            match found.last_mut().filter(|last| last.term == term) {
                Some(last) if last.by.last() == Some(&at) => {}
                Some(last) => last.by.push(at),
                None => {
                    // What few wrote makes room.
                    if found.last().is_some_and(|last| last.by.len() < least) {
                        found.pop();
                    }
                    found.push(Found { term, ends, by: vec![at] });
                }
            }
        }
        found.retain(|found| found.by.len() >= least);
        found
    }

    fn themes(&self, least: usize, most: usize) -> Vec<Theme> {
        let mut words = self.found(least, &|term| term.is_word());
        // Only of words that many wrote: the others would be most of what there is.
        let is_many = |word: &str| words.binary_search_by(|found| found.term.as_str().cmp(word)).is_ok();
        let mut phrases = self.found(least, &|term| !term.is_word() && term.ends().into_iter().all(is_many));
        most_first(&mut phrases);
        most_first(&mut words);
        let mut listed: Vec<Found> = Vec::new();
        for found in phrases.into_iter().chain(words) {
            if !listed.iter().any(|before| found.is_told_by(before, least)) {
                listed.push(found);
            }
        }
        most_first(&mut listed);
        listed.truncate(most);
        let mut names: Vec<Vec<(String, usize)>> = vec![Vec::new(); listed.len()];
        self.each(&mut |_, term| {
            let is_it = |found: &Found| found.words()[0] == term.ends()[0] && found.term == term.small();
            // What begins a sentence begins with a capital anyway, and tells nothing.
            let known = listed.iter().position(is_it).filter(|_| !term.is_first());
            if let Some(forms) = known.and_then(|at| names.get_mut(at)) {
                let written = term.written();
                match forms.iter_mut().find(|(form, _)| *form == written) {
                    Some((_, times)) => *times += 1,
                    None => forms.push((written, 1)),
                }
            }
        });
        let theme = |(Found { term, by, .. }, forms): (Found, Vec<(String, usize)>)| {
            // Of equals the first that was written.
            let name = forms.into_iter().rev().max_by_key(|(_, times)| *times);
            Theme { name: name.map_or_else(|| term.clone(), |(form, _)| form), term, by }
        };
        listed.into_iter().zip(names).map(theme).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrote(language: &str, texts: &[(&str, usize)]) -> Vec<Verbatim> {
        let one = |text: &str| Verbatim {
            time: String::new(),
            touchpoint: String::new(),
            language: language.into(),
            texts: vec![text.into()],
            scores: Vec::new(),
        };
        texts.iter().flat_map(|(text, times)| vec![one(text); *times]).collect()
    }

    fn found(verbatims: &[Verbatim], least: usize) -> Vec<(String, usize)> {
        let all: Vec<&Verbatim> = verbatims.iter().collect();
        let spoken = themes(&all, least, 10);
        spoken.into_iter().flat_map(|one| one.themes).map(|theme| (theme.name, theme.by.len())).collect()
    }

    #[test]
    fn a_word_of_a_phrase_is_listed_where_enough_people_wrote_it_otherwise() {
        let verbatims =
            wrote("en", &[("The promo code is hidden.", 12), ("Which code, and what code?", 9), ("Slow courier", 20)]);
        let named =
            |list: &[(&str, usize)]| list.iter().map(|(name, count)| ((*name).into(), *count)).collect::<Vec<_>>();
        // "slow" and "courier" are twenty people each, and the same twenty. Nine wrote "code" without "promo": nothing may be told of them.
        assert_eq!(found(&verbatims, 10), named(&[("slow courier", 20), ("hidden", 12), ("promo code", 12)]));
        let more = [verbatims, wrote("en", &[("No code", 1)])].concat();
        assert_eq!(found(&more, 10), named(&[("code", 22), ("slow courier", 20), ("hidden", 12), ("promo code", 12)]));
    }

    #[test]
    fn each_person_counts_once_and_each_language_by_itself() {
        let mut verbatims =
            wrote("fr", &[("Livreur aimable. Un livreur, un vrai livreur", 3), ("Le livreur a sonné", 8)]);
        verbatims.extend(wrote("de", &[("Der Fahrer war nett, ein Fahrer", 11), ("Nett", 1)]));
        verbatims.extend(wrote("fi", &[("Kuljettaja", 30)]));
        verbatims.extend(wrote("nl", &[("Bezorger", 9)]));
        let all: Vec<&Verbatim> = verbatims.iter().collect();
        let spoken = themes(&all, 10, 10);
        let languages: Vec<(&str, usize)> = spoken.iter().map(|one| (one.language.as_str(), one.people)).collect();
        assert_eq!(languages, [("de", 12), ("fr", 11)]);
        let names: Vec<(&str, usize)> =
            spoken.iter().flat_map(|one| &one.themes).map(|theme| (theme.name.as_str(), theme.by.len())).collect();
        assert_eq!(names, [("nett", 12), ("Fahrer", 11), ("livreur", 11)]);
        assert!(is_in(all[0], "fr", "livreur") && !is_in(all[0], "fr", "livre") && !is_in(all[0], "de", "livreur"));
    }
}
