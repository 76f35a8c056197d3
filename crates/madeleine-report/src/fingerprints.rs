//! Which words were shown when: a score from other words is another series.

use madeleine_core::columns::Rows;
use madeleine_core::response::Response;
use madeleine_stats::By;
use madeleine_stats::tally::{Counter, Dimension, Grain, Period, Place, Segment, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// By what the words are told apart.
const CUT: [Dimension; 4] = [Dimension::Touchpoint, Dimension::Survey, Dimension::Locale, Dimension::Wording];

/// How many responses saw which words: by touchpoint, survey, language and week.
///
/// Two of them add up, and an empty one is neutral.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprints(BTreeMap<Place, u64>);

/// A survey in one language.
type Questions<'a> = (&'a Segment, &'a Segment);

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

impl Fingerprints {
    /// How many responses were in each place: segments by touchpoint, survey, locale and wording, and the week.
    pub(crate) fn of(places: BTreeMap<Place, u64>) -> Self {
        Self(places)
    }

    pub(crate) fn observe(&mut self, response: &Response) {
        let segments = CUT.iter().map(|dimension| dimension.segment(response)).collect();
        let period = Some(Period::of(Grain::Week, &response.submitted_at));
        *self.0.entry(Place { segments, period }).or_default() += 1;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (place, count) in &other.0 {
            let mine = self.0.entry(place.clone()).or_default();
            *mine = mine.saturating_add(*count);
        }
    }

    /// All places, each with the number of its responses.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&Place, u64)> {
        self.0.iter().map(|(place, count)| (place, *count))
    }

    /// The languages in which people answered at a touchpoint, the most frequent first.
    pub(crate) fn languages(&self, chosen: Option<&Segment>) -> Vec<(&Segment, u64)> {
        let mut languages: BTreeMap<&Segment, u64> = BTreeMap::new();
        for (place, count) in self.places() {
            let [touchpoint, _, locale, _] = &place.segments[..] else { continue };
            if chosen.is_none_or(|chosen| chosen == touchpoint) {
                *languages.entry(locale).or_default() += count;
            }
        }
        let mut languages: Vec<(&Segment, u64)> = languages.into_iter().collect();
        languages.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
        languages
    }

    /// When the words of those surveys became others that ask something, told by touchpoint and survey.
    pub(crate) fn changes(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Reworded<'_>> {
        changes(&self.weekly(asks))
    }

    /// The weeks in which a series begins anew: most of the answers come from words that had just become others.
    pub(crate) fn breaks(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> BTreeSet<Period> {
        let weekly = self.weekly(asks);
        let mut all: BTreeMap<Period, u64> = BTreeMap::new();
        for (week, words) in weekly.values().flatten() {
            *all.entry(*week).or_default() += words.values().sum::<u64>();
        }
        let mut new: BTreeMap<Period, u64> = BTreeMap::new();
        for change in changes(&weekly) {
            *new.entry(change.week).or_default() += change.count;
        }
        new.into_iter()
            .filter(|(week, count)| all.get(week).is_some_and(|all| is_most(*count, *all)))
            .map(|(week, _)| week)
            .collect()
    }

    /// Who saw which words, week by week; those without a date, and those who don't say what they saw, are left out.
    fn weekly(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Weekly<'_> {
        let mut weekly = Weekly::new();
        for (place, count) in self.places() {
            let ([touchpoint, survey, locale, wording], Some(week)) = (&place.segments[..], place.period) else {
                continue;
            };
            if week != Period::NoDate && wording.name().is_some() && asks(touchpoint, survey) {
                let words = weekly.entry((survey, locale)).or_default().entry(week).or_default();
                *words.entry(wording).or_default() += count;
            }
        }
        weekly
    }
}

type Weekly<'a> = BTreeMap<Questions<'a>, BTreeMap<Period, BTreeMap<&'a Segment, u64>>>;

/// More than half.
fn is_most(count: u64, all: u64) -> bool {
    count > all / 2
}

/// Of each survey in each language the weeks in which most saw other words than before.
fn changes<'a>(weekly: &Weekly<'a>) -> Vec<Reworded<'a>> {
    let mut changes = Vec::new();
    for (&(survey, _), weeks) in weekly {
        let mut shown = None;
        for (&week, words) in weeks {
            let all = words.values().sum();
            let Some((wording, count)) = words.iter().find(|(_, count)| is_most(**count, all)) else { continue };
            if shown.replace(wording).is_some_and(|before| before != wording) {
                changes.push(Reworded { survey, week, count: *count });
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
    pub(crate) fn observe(&mut self, rows: Rows<'_>) {
        self.0.observe(rows);
    }

    pub(crate) fn finish(self) -> Fingerprints {
        Fingerprints(self.0.finish_with_rows().1)
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

    fn weeks(breaks: BTreeSet<Period>) -> Vec<String> {
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
            seen.languages(None).iter().map(|(locale, count)| (locale.name(), *count)).collect::<Vec<_>>(),
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
}
