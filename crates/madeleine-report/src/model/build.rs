//! A gathering to a report.

use super::section::{Builder, Cut, Extent};
use super::{Account, By, Care, Comments, Filter, Mentioned, Reasons, Report, Request, Restriction, Slice, Status};
use crate::against::Against;
use crate::fingerprints::Reworded;
use crate::gathering::{Gathering, Narrowed, Sittings};
use crate::labels::{self, readable};
use crate::markup;
use crate::model::Figure;
use crate::model::cell;
use crate::wording::Words;
use madeleine_core::instrument::{Headline, Reads};
use madeleine_stats::estimate::wilson;
use madeleine_stats::publish::HIDDEN_BELOW;
use madeleine_stats::score::{Kano, KanoKind, Named, Reason};
use madeleine_stats::tally::{Dimension, Measure, Mentions, Only, Period, Segment};
use madeleine_stats::{Confidence, Estimate, NoEstimate, Tally};

/// Of the weeks in which surveys were worded anew the latest are named.
const MAX_REWORDED: usize = 4;

/// Words of one survey that change at most so many weeks apart changed at once, language after language.
const ONE_CHANGE_WEEKS: usize = 4;

/// Most strangers that are named one by one.
const MAX_STRANGERS: usize = 10;

impl Report {
    /// Makes a report.
    pub fn of(gathering: &Gathering, account: &Account, request: &Request) -> Self {
        Self::made(gathering, account, request, Extent::Whole)
    }

    /// The same without its [foot](markup::Body::foot) and without what people wrote, which takes longer than all the rest.
    pub fn begun(gathering: &Gathering, account: &Account, request: &Request) -> Self {
        Self::made(gathering, account, request, Extent::Panels)
    }

    /// Its [headlines](markup::Body::head) alone: what is seen first. Of each score there are the number and what has changed, nothing more.
    pub fn headed(gathering: &Gathering, account: &Account, request: &Request) -> Self {
        Self::made(gathering, account, request, Extent::Head)
    }

    fn made(gathering: &Gathering, account: &Account, request: &Request, extent: Extent) -> Self {
        let all = extent == Extent::Whole;
        let words = Words::of_locale(&request.locale);
        let chosen = chosen(request);
        let mut sittings = Sittings::default();
        for (touchpoint, each) in gathering.sittings() {
            if chosen.as_ref().is_none_or(|chosen| chosen == touchpoint) {
                sittings.merge(each);
            }
        }
        let mut builder = Builder { extent, ..Builder::new(gathering, chosen.as_ref(), request) };
        let (mut sections, mut reasons, mut comments) = (Vec::new(), Vec::new(), Vec::new());
        for measure in gathering.tallies().measures() {
            match measure.key().headline {
                Headline::EachOption | Headline::Words | Headline::Kind if extent == Extent::Head => {}
                Headline::EachOption => reasons.extend(builder.reasons(&measure)),
                Headline::Words => comments.extend(builder.comments(&measure)),
                Headline::Kind => reasons.extend(builder.kinds(&measure)),
                Headline::Share | Headline::Net | Headline::Mean => sections.extend(builder.section(&measure)),
            }
        }
        sections.extend(builder.peak_end());
        let verbatims = if all { builder.verbatims(&sections, &comments) } else { None };
        let (operations, closed_loop) =
            if all { (builder.operations(&sections), builder.closed_loop()) } else { (None, None) };
        let only = builder.only();
        let only_text = match only.len() {
            0 => String::new(),
            _ => words.responses_of(sittings.total(), account.responses.max(gathering.responses())),
        };
        let (against, choices) =
            (builder.sides.as_ref().map_or_else(String::new, |sides| sides.whole.clone()), builder.choices());
        let hidden = builder.hidden;
        let notes = notes(gathering, account, &sittings, chosen.as_ref(), words.hidden(hidden, HIDDEN_BELOW), words);
        let mut report = Self {
            language: words.pick("en", "fr", "ar").into(),
            title: request.title.clone(),
            responses: sittings.total(),
            responses_text: words.responses(sittings.total()),
            dates: sittings.days.map_or_else(String::new, |(first, last)| words.dates(first, last)),
            only,
            only_text,
            against,
            against_only: builder.other().map_or_else(String::new, Against::said),
            choices,
            breakdowns: breakdowns(gathering.breakdown(), request, words),
            filters: filters(gathering, chosen.as_ref(), words),
            dispositions: dispositions(&sittings, words),
            participation: participation(&sittings, words),
            sections,
            reasons,
            comments,
            verbatims,
            operations,
            closed_loop,
            care: Care {
                lines: words.lines(account),
                notes,
                problems_text: match account.problem_count {
                    0 => String::new(),
                    count => words.problems(count),
                },
                problems: account.problems.clone(),
                more_problems: account.problem_count.saturating_sub(account.problems.len() as u64),
                reading_text: match account.note_count {
                    0 => String::new(),
                    count => words.reading(count),
                },
                reading: account.notes.clone(),
                more_reading: account.note_count.saturating_sub(account.notes.len() as u64),
            },
            method: words.how().into(),
            body: markup::Body::default(),
            spoken: String::new(),
        };
        report.body = markup::body(&report, extent, words);
        report.spoken = words.spoken(&report);
        report
    }

    /// The quotes that are asked for, as markup; empty where the report would show none.
    ///
    /// ```
    /// use madeleine_core::response::{Answer, Response};
    /// use madeleine_report::{Gathering, Report, Request};
    /// let mut gathering = Gathering::default();
    /// for text in ["Quick!", "No promo code field", "Fine"].iter().cycle().take(12) {
    ///     let answers = vec![("comment".into(), Answer::Text((*text).into()))];
    ///     gathering.observe(&Response { answers, locale: "en".into(), ..Response::default() });
    /// }
    /// let request = Request { search: "PROMO".into(), quotes: Some(1), ..Request::default() };
    /// let quotes = Report::quotes(&gathering, &request);
    /// assert!(quotes.contains("1 of 4, the latest first") && quotes.contains("<p>No promo code field</p>"));
    /// ```
    pub fn quotes(gathering: &Gathering, request: &Request) -> String {
        let chosen = chosen(request);
        let quotes = Builder::new(gathering, chosen.as_ref(), request).quotes();
        quotes.map_or_else(String::new, |quotes| markup::quotes(&quotes))
    }
}

/// The touchpoint that is asked for.
fn chosen(request: &Request) -> Option<Segment> {
    request.touchpoint.as_deref().map(Segment::of)
}

fn notes(
    gathering: &Gathering,
    account: &Account,
    sittings: &Sittings,
    chosen: Option<&Segment>,
    hidden: Option<String>,
    words: Words,
) -> Vec<String> {
    let mut notes = Vec::new();
    if account.conflicts > 0 {
        notes.push(words.conflicts(account.conflicts));
    }
    let strangers = gathering.tallies().strangers().take(MAX_STRANGERS);
    notes.extend(strangers.map(|(item, count)| words.stranger(item, count)));
    if sittings.undated > 0 {
        notes.push(words.undated(sittings.undated));
    }
    notes.extend(hidden);
    notes.extend(reworded(gathering, chosen, words));
    if !gathering.narrowed().is_empty() && !gathering.operations().is_empty() {
        notes.push(words.operations_uncut().into());
    }
    let week = gathering.narrowed().iter().find_map(Narrowed::week);
    let languages = gathering.fingerprints().languages(chosen, week);
    if languages.len() > 1 {
        notes.push(words.languages(&languages));
    }
    if sittings.total() > 0 {
        notes.push(words.self_selection().into());
        notes.push(words.no_verdict().into());
    }
    notes
}

/// Which surveys were asked in other words from which week on, a sentence for each week.
fn reworded(gathering: &Gathering, chosen: Option<&Segment>, words: Words) -> Vec<String> {
    let here = |touchpoint: &Segment, _: &Segment| chosen.is_none_or(|chosen| chosen == touchpoint);
    // Languages that follow soon are the same change.
    let follows = |one: &Reworded<'_>, next: &Reworded<'_>| {
        let mut soon = core::iter::successors(Some(one.week), |week| week.next()).take(1 + ONE_CHANGE_WEEKS);
        one.survey == next.survey && soon.any(|week| week == next.week)
    };
    let mut changes = gathering.fingerprints().changes(here);
    changes.sort_unstable_by_key(|change| (change.survey, change.week));
    let mut firsts: Vec<Reworded<'_>> = changes.chunk_by(follows).filter_map(<[_]>::first).copied().collect();
    firsts.sort_unstable_by_key(|change| (core::cmp::Reverse(change.week), change.survey));
    let told = |changes: &[Reworded<'_>]| {
        let surveys =
            changes.iter().map(|change| change.survey.name().map_or_else(|| words.unnamed().into(), readable));
        changes.first().map(|first| words.reworded(first.week, &surveys.collect::<Vec<String>>()))
    };
    firsts.chunk_by(|one, next| one.week == next.week).take(MAX_REWORDED).filter_map(told).collect()
}

/// By what a report is broken down, and what it could be broken down by.
fn breakdowns(breakdown: &Dimension, request: &Request, words: Words) -> Vec<By> {
    let known =
        request.breakdowns.iter().filter_map(|name| match name.parse::<madeleine_stats::By>().ok()?.dimensions() {
            [one] => Some(one.clone()),
            _ => None,
        });
    let mut all: Vec<Dimension> = known.collect();
    if !all.contains(breakdown) {
        all.insert(0, breakdown.clone());
    }
    let by = |one: &Dimension| By { id: one.to_string(), name: words.dimension(one), selected: one == breakdown };
    all.iter().map(by).collect()
}

fn filters(gathering: &Gathering, chosen: Option<&Segment>, words: Words) -> Vec<Filter> {
    let filter = |touchpoint: Option<&Segment>, name, responses| Filter {
        touchpoint: touchpoint.map(|segment| segment.name().unwrap_or_default().into()),
        name,
        responses,
        responses_text: words.count(responses),
        selected: touchpoint == chosen,
    };
    let all = words.pick("All touchpoints", "Tous les points de contact", "جميع نقاط التواصل").into();
    let mut filters = vec![filter(None, all, gathering.responses())];
    filters.extend(gathering.sittings().map(|(touchpoint, sittings)| {
        let name = touchpoint.name().map_or_else(|| words.unnamed().into(), readable);
        filter(Some(touchpoint), name, sittings.total())
    }));
    filters
}

fn dispositions(sittings: &Sittings, words: Words) -> Vec<Slice> {
    let total = sittings.total();
    let states = Sittings::STATES.into_iter().zip(sittings.states).filter(|(_, count)| *count > 0);
    states
        .map(|(state, count)| Slice {
            id: state.word().into(),
            name: words.state(state).into(),
            count,
            count_text: words.count(count),
            share_text: words.share(count, total),
        })
        .collect()
}

/// What part of those who were shown a survey answered; known only where those are counted who answered nothing.
fn participation(sittings: &Sittings, words: Words) -> String {
    let [displayed, _, partial, completed, _] = sittings.states;
    let shown = sittings.total();
    let part = |hits| wilson::share(hits, shown, Confidence::NINETY_FIVE).ok().map(|share| said(&share, hits, words));
    let rates = part(completed).zip(part(completed.saturating_add(partial)));
    let (least, most) = rates.as_ref().map_or(("", ""), |(least, most)| (least.as_str(), most.as_str()));
    words.participation((displayed > 0).then(|| words.count(shown)).as_deref(), least, most)
}

/// A share in a sentence, with its interval: "47.3 % (44.0 to 50.6 %)".
fn said(share: &Estimate, hits: u64, words: Words) -> String {
    let figure = Figure::share(share, hits, share.base(), words);
    format!("{} ({})", figure.with_unit(words), figure.range)
}

/// What responses say that are of a segment, as a file of the page's address has it; empty where that can't be said.
pub(super) fn only(dimension: &Dimension, segment: &Segment) -> String {
    let only = Only::new(dimension.clone(), segment.name().unwrap_or_default()).ok();
    // What has blanks around it would be read without.
    only.filter(|only| only.to_string().parse().as_ref() == Ok(only)).map_or_else(String::new, |only| only.to_string())
}

impl Builder<'_> {
    /// What responses had to say, the touchpoint last.
    fn only(&self) -> Vec<Restriction> {
        self.own().iter().map(|only| self.restriction(only)).collect()
    }

    /// Something that responses say, for people.
    pub(super) fn restriction(&self, only: &Only) -> Restriction {
        Restriction { only: only.to_string(), name: self.words.named(&self.thing(only), &self.value(only)) }
    }

    /// Of what it is said: "Device".
    pub(super) fn thing(&self, only: &Only) -> String {
        let in_time = || self.words.pick("Period", "Période", "الفترة").into();
        only.dimension().map_or_else(in_time, |dimension| self.words.dimension(dimension))
    }

    /// What is said: "Phone".
    pub(super) fn value(&self, only: &Only) -> String {
        match only.dimension() {
            Some(dimension) => self.segment_name(dimension, &only.segment()),
            None => self.words.period(only.period().unwrap_or(Period::NoDate)),
        }
    }

    /// A question of which several options could be named.
    fn reasons(&mut self, measure: &Measure) -> Option<Reasons> {
        let Cut { total: Tally::Mentions(mentions), .. } = self.cut(measure)? else { return None };
        let (base, words) = (mentions.base(), self.words);
        let groups = Named::all(measure.key(), &mentions, Confidence::NINETY_FIVE).unwrap_or_default();
        let groups: Vec<(&str, String)> =
            groups.iter().map(|named| (named.group, said(&named.share, named.people, words))).collect();
        // A shop may ask for reasons of its own, which belong to no group.
        let groups = if mentions.sets().len() > 1 { groups } else { Vec::new() };
        let about = [words.several(base), words.groups(&groups)].join(" ");
        Some(self.listed(measure, base, about.trim_end().into(), |builder| builder.options(&mentions)))
    }

    /// What kind of feature people take something for; single answers to one of the pair say nothing.
    fn kinds(&mut self, measure: &Measure) -> Option<Reasons> {
        if measure.key().reads != Reads::Pair {
            return None;
        }
        let Cut { total: Tally::Counts(pairs), .. } = self.cut(measure)? else { return None };
        let words = self.words;
        let kano = Kano::of(&pairs, Confidence::NINETY_FIVE);
        let note = kano.map_or_else(
            |_| String::new(),
            |kano| {
                let [must, more, delights, ..] = kano.counts;
                let share = |share: Result<Estimate, NoEstimate>, hits| {
                    share.map_or_else(|_| words.none_short().into(), |share| said(&share, hits, words))
                };
                let (better, worse) = (delights.saturating_add(more), more.saturating_add(must));
                words.kano(&kano, [&share(kano.better, better), &share(kano.worse, worse)])
            },
        );
        Some(self.listed(measure, pairs.base(), note, |_| {
            let Ok(kano) = kano else { return Vec::new() };
            let kinds = KanoKind::ALL.iter().zip(kano.counts).filter(|(_, count)| *count > 0);
            let mut kinds: Vec<Mentioned> = kinds
                .filter_map(|(kind, count)| {
                    let share = wilson::share(count, kano.base, Confidence::NINETY_FIVE).ok()?;
                    Some(Mentioned {
                        option: kind.letter().into(),
                        name: words.kano_kind(*kind).into(),
                        mentions: count,
                        share: Figure::share(&share, count, kano.base, words),
                    })
                })
                .collect();
            kinds.sort_by_key(|kind| core::cmp::Reverse(kind.mentions));
            kinds
        }))
    }

    fn listed(
        &mut self,
        measure: &Measure,
        base: u64,
        about: String,
        options: impl FnOnce(&Self) -> Vec<Mentioned>,
    ) -> Reasons {
        let (key, words) = (measure.key(), self.words);
        let status = cell::status(key, base);
        let note = match status {
            Status::TooFew => {
                NoEstimate::InsufficientBase { needed: HIDDEN_BELOW, have: base }.sentence(self.words.language())
            }
            Status::NoAnswers => NoEstimate::NoData.sentence(self.words.language()),
            Status::Indicative => {
                format!("{} {about}", words.indicative(base, u64::from(key.minimum_base)))
            }
            Status::Published | Status::Withheld => about,
        };
        match status {
            Status::TooFew => self.hidden.small += 1,
            Status::Indicative => self.hidden.indicative += 1,
            _ => {}
        }
        let shown = matches!(status, Status::Published | Status::Indicative);
        let options = if shown { options(self) } else { Vec::new() };
        let picture = (!options.is_empty()).then(|| self.reasons_picture(measure, &options));
        Reasons { instrument: measure.to_string(), name: self.name(measure), status, base, note, options, picture }
    }

    fn options(&self, mentions: &Mentions) -> Vec<Mentioned> {
        let reasons = Reason::all(mentions, Confidence::NINETY_FIVE).unwrap_or_default();
        let mentioned = |reason: Reason| Mentioned {
            name: labels::option(&self.request.labels, &reason.option),
            mentions: reason.mentions,
            share: Figure::share(&reason.share, reason.mentions, mentions.base(), self.words),
            option: reason.option,
        };
        reasons.into_iter().map(mentioned).collect()
    }

    /// A question answered in words.
    fn comments(&mut self, measure: &Measure) -> Option<Comments> {
        let total = self.cut(measure)?.total;
        let (answered, asked) = (total.base(), total.base().saturating_add(total.missing().shown()));
        (asked > 0).then(|| Comments {
            instrument: measure.to_string(),
            name: self.name(measure),
            answered,
            asked,
            sentence: self.words.comments(answered, asked),
        })
    }
}
