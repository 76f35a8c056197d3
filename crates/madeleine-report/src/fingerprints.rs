//! Which words were shown when: a score from other words is another series.

use madeleine_core::columns::{Field, Rows};
use madeleine_core::response::Response;
use madeleine_stats::By;
use madeleine_stats::tally::{Counter, Dimension, Grain, Period, Place, Segment, Zone};
use std::collections::BTreeMap;

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
    /// How many responses were in each place, in order: segments by touchpoint, survey, locale and wording, and the week.
    pub(crate) fn of(places: Vec<(Place, u64)>) -> Self {
        Self(places)
    }

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

    /// All places in order, each with the number of its responses.
    pub(crate) fn places(&self) -> &[(Place, u64)] {
        &self.0
    }

    /// Without those that another holds of these.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let held = |place: &Place| {
            let at = other.0.binary_search_by(|(known, _)| known.cmp(place));
            at.ok().and_then(|at| other.0.get(at)).map_or(0, |(_, count)| *count)
        };
        let left = self.0.iter().map(|(place, count)| (place.clone(), count.saturating_sub(held(place))));
        Self(left.filter(|(_, count)| *count > 0).collect())
    }

    /// Those of a touchpoint and of a week, where such are meant.
    pub(crate) fn at(&self, touchpoint: Option<&Segment>, week: Option<Period>) -> Self {
        let is_there = |place: &Place| {
            touchpoint.is_none_or(|wanted| place.segments.first() == Some(wanted))
                && (week.is_none() || week == place.period)
        };
        Self(self.0.iter().filter(|(place, _)| is_there(place)).cloned().collect())
    }

    /// Whether most of those on either side were asked in other words than those on the other: by the same survey, in the same language.
    pub(crate) fn differ(&self, other: &Self, asks: impl Fn(&Segment) -> bool) -> bool {
        // By survey and language each of its words, with how many on either side saw them.
        let mut asked: BTreeMap<(&Segment, &Segment), BTreeMap<&Segment, [u64; 2]>> = BTreeMap::new();
        for (side, of) in [self, other].into_iter().enumerate() {
            for (place, count) in &of.0 {
                let [_, survey, locale, wording] = &place.segments[..] else { continue };
                if wording.name().is_some() && asks(survey) {
                    asked.entry((survey, locale)).or_default().entry(wording).or_default()[side] += count;
                }
            }
        }
        let (mut shared, mut changed) = ([0_u64; 2], [0_u64; 2]);
        for words in asked.values() {
            let all = [0, 1].map(|side| words.values().map(|counts| counts[side]).sum::<u64>());
            if all.contains(&0) {
                continue;
            }
            let most = |side: usize| words.iter().max_by_key(|(_, counts)| counts[side]).map(|(word, _)| word);
            let is_other = most(0) != most(1);
            for side in 0..2 {
                shared[side] += all[side];
                changed[side] += if is_other { all[side] } else { 0 };
            }
        }
        (0..2).any(|side| is_most(changed[side], shared[side]))
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
        changes(&self.seen(asks))
    }

    /// The weeks in which a series begins anew, in order: most of the answers come from words that had just become others.
    pub(crate) fn breaks(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Period> {
        let seen = self.seen(asks);
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

    /// Who saw which words, in order; those without a date, and those who don't say what they saw, are left out.
    fn seen(&self, asks: impl Fn(&Segment, &Segment) -> bool) -> Vec<Seen<'_>> {
        let mut seen: Vec<Seen<'_>> = Vec::new();
        for (place, count) in &self.0 {
            let ([touchpoint, survey, locale, wording], Some(week)) = (&place.segments[..], place.period) else {
                continue;
            };
            if week != Period::NoDate && wording.name().is_some() && asks(touchpoint, survey) {
                seen.push(Seen { survey, locale, week, wording, count: *count });
            }
        }
        seen.sort_unstable();
        seen
    }
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
        assert_eq!(Fingerprints::of(places.collect()).breaks(|_, _| true).len(), 199_999);
    }
}
