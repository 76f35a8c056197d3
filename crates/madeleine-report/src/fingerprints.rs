//! Which words were shown when: a score from other words is another series.

use madeleine_core::columns::{Field, Rows};
use madeleine_core::response::Response;
use madeleine_stats::By;
use madeleine_stats::tally::{Counter, Dimension, Grain, Period, Place, Segment, Zone};

/// By what the words are told apart.
const CUT: [Dimension; 4] = [Dimension::Touchpoint, Dimension::Survey, Dimension::Locale, Dimension::Wording];

/// How many responses saw which words: by touchpoint, survey, language and week.
///
/// Two of them add up, and an empty one is neutral.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprints(Vec<(Place, u64)>);

/// The words of a survey in one language became others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reworded<'a> {
    /// Which survey.
    pub(crate) survey: &'a Segment,
    /// The first week in which most of those who were asked saw other words than before.
    pub(crate) week: Period,
    /// How many saw the new words in that week.
    count: u64,
}

/// How many saw these words of a survey in a language and week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen<'a> {
    survey: &'a Segment,
    locale: &'a Segment,
    week: Period,
    wording: &'a Segment,
    count: u64,
}

impl Fingerprints {
    pub(crate) fn observe(&mut self, response: &Response) {
        let segments = CUT.iter().map(|dimension| dimension.segment(response)).collect();
        let period = Some(Period::of(Grain::Week, &response.submitted_at));
        self.merge(&Self(vec![(Place { segments, period }, 1)]));
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
        self.0.sort_unstable();
        self.0.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 = kept.1.saturating_add(if is_same { next.1 } else { 0 });
            is_same
        });
    }

    /// How many saw which words, by survey and language, whenever that was; of a week, where one is meant.
    pub(crate) fn asked(&self, week: Option<Period>, asks: impl Fn(&Segment, &Segment) -> bool) -> Asked<'_> {
        let mut seen = self.seen(asks);
        seen.retain(|seen| week.is_none() || week == Some(seen.week));
        seen.iter_mut().for_each(|seen| seen.week = Period::NoDate);
        seen.sort_unstable();
        seen.dedup_by(|next, kept| {
            let is_same = (next.survey, next.locale, next.wording) == (kept.survey, kept.locale, kept.wording);
            kept.count = kept.count.saturating_add(if is_same { next.count } else { 0 });
            is_same
        });
        Asked(seen)
    }

    /// The languages in which people answered at a touchpoint in a week, the most frequent first.
    pub(crate) fn languages(&self, chosen: Option<&Segment>, week: Option<Period>) -> Vec<(&Segment, u64)> {
        let mut languages: Vec<(&Segment, u64)> = Vec::new();
        for (place, count) in &self.0 {
            let [touchpoint, _, locale, _] = &place.segments[..] else { continue };
            if chosen.is_none_or(|chosen| chosen == touchpoint) && (week.is_none() || week == place.period) {
                match languages.iter_mut().find(|(known, _)| *known == locale) {
                    Some((_, sum)) => *sum += count,
                    None => languages.push((locale, *count)),
                }
            }
        }
        languages.sort_unstable_by_key(|(locale, count)| (core::cmp::Reverse(*count), *locale));
        languages
    }

    /// When the words of those surveys became others that ask something, told by touchpoint and survey: by survey, language and week.
    pub(crate) fn changes(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Reworded<'_>> {
        changes(&self.dated(asks))
    }

    /// The weeks in which a series begins anew, in order: most of the answers come from words that had just become others.
    pub(crate) fn breaks(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Period> {
        let seen = self.dated(asks);
        let all = seen.iter().map(|seen| (seen.week, seen.count, 0));
        let new = changes(&seen).into_iter().map(|change| (change.week, 0, change.count));
        let mut weeks: Vec<(Period, u64, u64)> = all.chain(new).collect();
        weeks.sort_unstable();
        let is_break = |week: &[(Period, u64, u64)]| {
            let [all, new] = week.iter().fold([0, 0], |[all, new], part| [all + part.1, new + part.2]);
            week.first().filter(|_| is_most(new, all)).map(|(week, ..)| *week)
        };
        weeks.chunk_by(|one, next| one.0 == next.0).filter_map(is_break).collect()
    }

    /// Who saw which words, in order; those without a date are left out, too.
    fn dated(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Seen<'_>> {
        let mut seen = self.seen(asks);
        seen.retain(|seen| seen.week != Period::NoDate);
        seen
    }

    /// Who saw which words, in order; those who don't say what they saw are left out.
    fn seen(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Seen<'_>> {
        let mut seen: Vec<Seen<'_>> = Vec::new();
        for (place, count) in &self.0 {
            let ([touchpoint, survey, locale, wording], Some(week)) = (&place.segments[..], place.period) else {
                continue;
            };
            if wording.name().is_some() && asks(touchpoint, survey) {
                seen.push(Seen { survey, locale, week, wording, count: *count });
            }
        }
        seen.sort_unstable();
        seen
    }
}

/// How many saw which words, by survey and language.
pub(crate) struct Asked<'a>(Vec<Seen<'a>>);

impl Asked<'_> {
    /// Without those that another holds of these.
    pub(crate) fn without(mut self, other: &Self) -> Self {
        for seen in &mut self.0 {
            let same =
                |one: &&Seen<'_>| (one.survey, one.locale, one.wording) == (seen.survey, seen.locale, seen.wording);
            seen.count = seen.count.saturating_sub(other.0.iter().find(same).map_or(0, |one| one.count));
        }
        self
    }

    /// Whether most of those on either side were asked in other words than those on the other: by the same survey, in the same language.
    pub(crate) fn differ(&self, other: &Self) -> bool {
        let (mut shared, mut changed) = ([0_u64; 2], [0_u64; 2]);
        for words in self.0.chunk_by(|one, next| (one.survey, one.locale) == (next.survey, next.locale)) {
            let Some(Seen { survey, locale, .. }) = words.first() else { continue };
            let theirs = other.0.iter().filter(|one| (one.survey, one.locale) == (*survey, *locale));
            let (mine, theirs) = (most(words.iter()), most(theirs));
            if mine.1 > 0 && theirs.1 > 0 {
                for (side, all) in [mine.1, theirs.1].into_iter().enumerate() {
                    shared[side] += all;
                    changed[side] += if mine.0 == theirs.0 { 0 } else { all };
                }
            }
        }
        (0..2).any(|side| is_most(changed[side], shared[side]))
    }
}

/// The words that most saw, and how many saw any.
fn most<'a>(words: impl Iterator<Item = &'a Seen<'a>>) -> (Option<&'a Segment>, u64) {
    let (word, _, all) = words.fold((None, 0, 0_u64), |(word, most, all), seen| match seen.count > most {
        true => (Some(seen.wording), seen.count, all + seen.count),
        false => (word, most, all + seen.count),
    });
    (word, all)
}

/// More than half.
fn is_most(count: u64, all: u64) -> bool {
    count > all / 2
}

/// Of each survey in each language the weeks in which most saw other words than before.
fn changes<'a>(seen: &[Seen<'a>]) -> Vec<Reworded<'a>> {
    let mut changes = Vec::new();
    for questions in seen.chunk_by(|one, next| (one.survey, one.locale) == (next.survey, next.locale)) {
        let mut shown = None;
        for week in questions.chunk_by(|one, next| one.week == next.week) {
            let all = week.iter().map(|seen| seen.count).sum();
            // The same words at several touchpoints stand beside each other.
            let mut wordings = week.chunk_by(|one, next| one.wording == next.wording);
            let most = wordings.find_map(|same| {
                let count = same.iter().map(|seen| seen.count).sum();
                same.first().filter(|_| is_most(count, all)).map(|seen| (*seen, count))
            });
            let Some((Seen { survey, week, wording, .. }, count)) = most else { continue };
            if shown.replace(wording).is_some_and(|before| before != wording) {
                changes.push(Reworded { survey, week, count });
            }
        }
    }
    changes
}

/// Counts which words were shown, of rows as they come.
#[derive(Debug, Clone)]
pub(crate) struct FingerprintsCounter(Counter);

impl Default for FingerprintsCounter {
    fn default() -> Self {
        let by = By::new(CUT, Some(Grain::Week)).unwrap_or_default();
        Self(Counter::of_rows(by, Zone::default()))
    }
}

impl FingerprintsCounter {
    pub(crate) fn observe_those(&mut self, rows: Rows<'_>, say: &[(Field, &str)]) {
        self.0.observe_those(rows, say);
    }

    pub(crate) fn finish(self) -> Fingerprints {
        Fingerprints(self.0.finish_with_rows().1.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many responses that saw these words of a survey in a week of November 2026.
    fn saw(seen: &mut Fingerprints, survey: &str, locale: &str, wording: &str, day: u32, times: u32) {
        for _ in 0..times {
            seen.observe(&Response {
                survey: survey.into(),
                locale: locale.into(),
                wording: wording.into(),
                submitted_at: format!("2026-11-{day:02}T10:02Z"),
                ..Response::default()
            });
        }
    }

    fn weeks(breaks: Vec<Period>) -> Vec<String> {
        breaks.into_iter().map(|week| week.to_string()).collect()
    }

    #[test]
    fn a_series_begins_where_most_see_other_words() {
        let mut seen = Fingerprints::default();
        saw(&mut seen, "basket", "fr", "a", 2, 30);
        // Put online on a Saturday: hardly anybody sees them that week.
        saw(&mut seen, "basket", "fr", "a", 9, 25);
        saw(&mut seen, "basket", "fr", "b", 14, 5);
        saw(&mut seen, "basket", "fr", "b", 16, 28);
        saw(&mut seen, "basket", "fr", "a", 17, 2);
        saw(&mut seen, "basket", "fr", "b", 23, 30);
        assert_eq!(weeks(seen.breaks(|_, _| true)), ["2026-W47"]);
        assert_eq!(seen.changes(|_, _| true).len(), 1);
        assert_eq!(weeks(seen.breaks(|_, survey| survey.name() == Some("chat"))), [""; 0]);
    }

    #[test]
    fn a_new_language_and_a_small_survey_break_nothing() {
        let mut seen = Fingerprints::default();
        for day in [2, 9, 16, 23] {
            saw(&mut seen, "basket", "fr", "a", day, 30);
            saw(&mut seen, "chat", "fr", if day < 16 { "c" } else { "d" }, day, 10);
        }
        saw(&mut seen, "basket", "de", "e", 23, 100);
        assert_eq!(weeks(seen.breaks(|_, _| true)), [""; 0]);
        // Of the chat alone they are another series.
        assert_eq!(weeks(seen.breaks(|_, survey| survey.name() == Some("chat"))), ["2026-W47"]);
        assert_eq!(
            seen.languages(None, None).iter().map(|(locale, count)| (locale.name(), *count)).collect::<Vec<_>>(),
            [(Some("fr"), 160), (Some("de"), 100)]
        );
    }

    #[test]
    fn who_went_back_to_the_old_words_began_two_series() {
        let mut seen = Fingerprints::default();
        for (wording, day) in [("a", 2), ("b", 9), ("", 10), ("a", 16)] {
            saw(&mut seen, "basket", "fr", wording, day, 20);
        }
        assert_eq!(weeks(seen.breaks(|_, _| true)), ["2026-W46", "2026-W47"]);
    }

    #[test]
    fn weeks_without_end_are_gone_through_once() {
        let places = (0..200_000_u32).map(|at| {
            let wording = (at % 2).to_string();
            let segments = ["", "basket", "fr", &wording].map(Segment::of).into();
            let week = Period::Week { year: 1 + (at / 52) as i16, week: 1 + (at % 52) as i8 };
            (Place { segments, period: Some(week) }, 1)
        });
        assert_eq!(Fingerprints(places.collect()).breaks(|_, _| true).len(), 199_999);
    }
}
