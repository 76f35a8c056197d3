//! One scored instrument: its headline, its other numbers, its cuts.

use super::against::{Beside, Sides};
use super::build::only;
use super::cell::{self, steps};
use super::change::Spans;
use super::journey::Steps;
use super::{Bar, Breakdown, Cell, Figure, Missed, Named, Request, Section, Status, Week};
use crate::gathering::{Gathering, Narrowed};
use crate::labels::{self, readable};
use crate::number;
use crate::wording::{Hidden, Said, Words};
use madeleine_core::instrument::{self, About, Direction, Form, Headline, Key, Reads, Registered};
use madeleine_core::scale::Labels as ScaleLabels;
use madeleine_stats::publish::{self, HIDDEN_BELOW};
use madeleine_stats::score::{Expectation, Hassle, Memory, Rating, distribution};
use madeleine_stats::tally::{Counts, Dimension, Measure, Period, Place, Segment, Tallies};
use madeleine_stats::{Confidence, NoEstimate, Tally};
use std::collections::{BTreeMap, BTreeSet};

/// Longest series in which empty weeks are kept: ten years. Beyond it a date is likelier wrong than old.
const MAX_WEEKS: usize = 530;

/// How much of a report is made: nobody waits for what isn't seen yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// The headlines.
    Head,
    /// Each score in detail, too.
    Panels,
    /// What isn't of one score, too.
    Whole,
}

/// Makes the parts of a report.
pub(super) struct Builder<'a> {
    pub(super) gathering: &'a Gathering,
    /// The touchpoint that the report is filtered by.
    pub(super) chosen: Option<&'a Segment>,
    pub(super) request: &'a Request,
    pub(super) words: Words,
    /// What is hidden in all that was made.
    pub(super) hidden: Hidden,
    /// The weeks that are compared.
    pub(super) spans: Spans,
    /// How both sides are called where its responses are held against others.
    pub(super) sides: Option<Sides>,
    pub(super) extent: Extent,
}

/// One instrument, cut.
pub(super) struct Cut {
    /// All answers of the chosen touchpoint.
    pub(super) total: Tally,
    /// By what the report is broken down; by touchpoint all of them, whatever was chosen.
    segments: BTreeMap<Segment, Tally>,
    pub(super) weeks: BTreeMap<Period, Tally>,
    /// Whether the chosen touchpoint could be worked out from others that are hidden.
    withheld: bool,
    /// The answers of others that these are held against.
    pub(super) beside: Option<Beside>,
    /// Whether the weeks are those of all responses, though the others are of one week.
    all_weeks: bool,
    /// The weeks in which another wording begins.
    pub(super) broken: Vec<Period>,
}

impl Cut {
    /// A segment that is shown and all others together; `None` where one of the two isn't there.
    pub(super) fn against_the_rest(&self, key: &Key, row: &Breakdown) -> Option<(Tally, Tally)> {
        row.cell.figure.as_ref()?;
        let is_row = |segment: &Segment| segment.name().unwrap_or_default() == row.id;
        let sum = |wanted: bool| {
            let mut all = Tally::of_key(key);
            self.segments
                .iter()
                .filter(|(segment, _)| is_row(segment) == wanted)
                .for_each(|(_, tally)| add(&mut all, tally));
            all
        };
        Some((sum(true), sum(false))).filter(|(_, rest)| rest.base() > 0)
    }
}

fn add(place: &mut Tally, tally: &Tally) {
    // Tallies of one instrument are of one form.
    let _ = place.merge(tally);
}

/// The weeks from the first to the last, those without answers included; without, where a date would make a thousand of them.
pub(super) fn in_order(dated: &BTreeSet<Period>) -> Vec<Period> {
    let mut dated = dated.clone();
    dated.remove(&Period::NoDate);
    let (Some(&first), Some(&last)) = (dated.first(), dated.last()) else { return Vec::new() };
    let mut weeks: Vec<Period> = Vec::new();
    let mut week = Some(first);
    while let Some(at) = week.filter(|at| *at <= last && weeks.len() <= MAX_WEEKS) {
        weeks.push(at);
        week = at.next();
    }
    if weeks.last() == Some(&last) { weeks } else { dated.into_iter().collect() }
}

/// Of each cell of a breakdown, whether it is hidden: for its own few answers, or for those of another.
pub(super) fn hidden<'a>(key: &Key, tallies: impl Iterator<Item = &'a Tally>) -> Vec<bool> {
    let shown = publish::breakdown(key, tallies);
    let few = |cell: &Result<_, NoEstimate>| {
        matches!(cell, Err(NoEstimate::Suppressed | NoEstimate::InsufficientBase { .. }))
    };
    shown.iter().map(few).collect()
}

pub(super) fn is_hidden(measure: &Measure, cells: &BTreeMap<Segment, Tally>, wanted: &Segment) -> bool {
    let hidden = hidden(measure.key(), cells.values());
    cells.keys().zip(hidden).any(|(segment, hidden)| hidden && segment == wanted)
}

/// The segment or the period that responses had to be of, and the others beside it.
fn beside(measure: &Measure, narrowed: &Narrowed, chosen: Option<&Segment>) -> BTreeMap<Segment, Tally> {
    let mut segments = BTreeMap::new();
    for (place, tally) in beside_here(measure, narrowed, chosen) {
        let segment = match place.period {
            Some(period) => Segment::of(&period.to_string()),
            None => place.segments.last().cloned().unwrap_or(Segment::Unnamed),
        };
        add(segments.entry(segment).or_insert_with(|| Tally::of_key(measure.key())), tally);
    }
    segments
}

/// The same, of the chosen touchpoint.
fn beside_here<'n>(
    measure: &Measure,
    narrowed: &'n Narrowed,
    chosen: Option<&Segment>,
) -> impl Iterator<Item = (&'n Place, &'n Tally)> {
    let chosen = chosen.filter(|_| !narrowed.is_of(&Dimension::Touchpoint));
    let here = move |place: &Place| chosen.is_none_or(|chosen| place.segments.first() == Some(chosen));
    narrowed.beside.of(measure).filter(move |(place, _)| here(place))
}

impl<'a> Builder<'a> {
    pub(super) fn new(gathering: &'a Gathering, chosen: Option<&'a Segment>, request: &'a Request) -> Self {
        let here = |place: &Place| chosen.is_none_or(|chosen| place.segments.first() == Some(chosen));
        let weeks = |tallies: &Tallies| {
            in_order(&tallies.cells().filter(|cell| here(cell.0)).filter_map(|(place, ..)| place.period).collect())
        };
        let spans = match gathering.narrowed().iter().find_map(|one| Some((one.week()?, &one.beside))) {
            None => Spans::of(&weeks(gathering.tallies()), request.compare_weeks),
            Some((week, all)) => Spans::of_one(&weeks(all), week),
        };
        let words = Words::of_locale(&request.locale);
        let (hidden, extent) = (Hidden::default(), Extent::Whole);
        let builder = Self { gathering, chosen, request, words, hidden, spans, sides: None, extent };
        Self { sides: builder.sides(), ..builder }
    }

    pub(super) fn by_touchpoint(&self) -> bool {
        *self.gathering.breakdown() == Dimension::Touchpoint
    }

    /// Cuts an instrument; `None` where the chosen touchpoint never met it.
    pub(super) fn cut(&self, measure: &Measure) -> Option<Cut> {
        let empty = || Tally::of_key(measure.key());
        let mut total = None;
        let narrowed = self.gathering.narrowed();
        // Beside a segment stand the others, of which nothing else is in the report.
        let others = narrowed.iter().find(|narrowed| narrowed.is_of(self.dimension()));
        let (mut segments, mut weeks, mut touchpoints) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (place, tally) in self.gathering.tallies().of(measure) {
            let touchpoint = place.segments.first()?;
            add(touchpoints.entry(touchpoint.clone()).or_insert_with(empty), tally);
            let is_chosen = self.chosen.is_none_or(|chosen| chosen == touchpoint);
            if others.is_none() && (is_chosen || self.by_touchpoint()) {
                add(segments.entry(place.segments.last()?.clone()).or_insert_with(empty), tally);
            }
            if is_chosen {
                add(total.get_or_insert_with(empty), tally);
                if let Some(week) = place.period {
                    add(weeks.entry(week).or_insert_with(empty), tally);
                }
            }
        }
        if let Some(narrowed) = others {
            segments = beside(measure, narrowed, self.chosen);
        }
        let week = narrowed.iter().find(|one| one.week().is_some());
        if let Some(one) = week {
            weeks.clear();
            for (place, tally) in beside_here(measure, one, self.chosen) {
                if let Some(week) = place.period {
                    add(weeks.entry(week).or_insert_with(empty), tally);
                }
            }
        }
        let withheld = self.chosen.is_some_and(|chosen| is_hidden(measure, &touchpoints, chosen))
            || narrowed.iter().any(|one| self.is_hidden_beside(measure, one, self.chosen));
        // What is of all weeks may be shown whatever is of one of them, unless more was left out.
        let all_weeks = week.is_some() && narrowed.len() == 1 && self.chosen.is_none();
        let mut cut =
            Cut { total: total?, segments, weeks, withheld, beside: None, all_weeks, broken: self.broken(measure) };
        cut.beside = self.held(measure, &cut);
        Some(cut)
    }

    /// Whether a segment or a period that is looked at alone is hidden beside the others, for its own few answers or for theirs.
    pub(super) fn is_hidden_beside(&self, measure: &Measure, narrowed: &Narrowed, chosen: Option<&Segment>) -> bool {
        is_hidden(measure, &beside(measure, narrowed, chosen), &narrowed.only.segment())
    }

    /// The weeks in which most of what is asked begins to be asked in other words.
    fn broken(&self, measure: &Measure) -> Vec<Period> {
        let stages = self.gathering.stages();
        let at = |wanted: &Dimension| stages.by().dimensions().iter().position(|dimension| dimension == wanted);
        let (touchpoint_at, survey_at) = (at(&Dimension::Touchpoint), at(&Dimension::Survey));
        let mut places: Vec<_> = stages
            .of(measure)
            .filter_map(|(place, _)| Some((place.segments.get(touchpoint_at?)?, place.segments.get(survey_at?)?)))
            .filter(|(touchpoint, _)| self.chosen.is_none_or(|chosen| chosen == *touchpoint))
            .collect();
        places.sort_unstable();
        places.dedup();
        self.gathering.fingerprints().breaks(|touchpoint, survey| places.binary_search(&(touchpoint, survey)).is_ok())
    }

    /// One scored instrument.
    pub(super) fn section(&mut self, measure: &Measure) -> Option<Section> {
        let (cut, steps) = (self.cut(measure)?, self.steps(measure));
        Some(self.section_of(measure, &cut, steps))
    }

    /// What the journeys come to. They aren't cut, so there is nothing to say where only some responses are looked at.
    pub(super) fn peak_end(&mut self) -> Option<Section> {
        let peak_ends = self.gathering.tallies().peak_ends();
        let told = self.chosen.is_none() && self.gathering.narrowed().is_empty() && peak_ends.index.base() > 0;
        let measure = Measure::of(instrument::key("peak_end")?, None).filter(|_| told)?;
        let total = Tally::Sums(peak_ends.index);
        let cut = Cut {
            total,
            segments: BTreeMap::new(),
            weeks: BTreeMap::new(),
            withheld: false,
            beside: None,
            all_weeks: false,
            broken: Vec::new(),
        };
        let mut section = self.section_of(&measure, &cut, Steps::default());
        if section.headline.figure.is_some() {
            // Of equals the first by name.
            let changes = peak_ends.largest_change.iter().rev().max_by_key(|(_, count)| **count);
            let change = changes.filter(|(_, count)| **count >= HIDDEN_BELOW);
            let change = change.map(|(name, count)| (readable(name), *count));
            section.sentence.push_str(&self.words.journeys(change, peak_ends.incomplete));
            if let Ok(mean) = peak_ends.mean.mean(Confidence::NINETY_FIVE) {
                let figure = Figure::new(&mean, peak_ends.mean.hundredths().unwrap_or(0), self.words);
                let name = self.words.pick("Mean of all moments", "Moyenne de tous les moments", "متوسط جميع اللحظات");
                section.more.push(Named { id: "mean".into(), name: name.into(), figure });
            }
        }
        Some(section)
    }

    fn section_of(&mut self, measure: &Measure, cut: &Cut, mut steps: Steps) -> Section {
        let (key, words) = (measure.key(), self.words);
        let base = cut.total.base();
        let mut headline = Cell::of(key, &cut.total, words);
        if cut.withheld && base >= HIDDEN_BELOW {
            headline = Cell::hidden(base, words);
        }
        self.count_hidden(headline.status);
        let counts = cut.total.counts().filter(|_| headline.figure.is_some());
        let (weeks, control) = self.weeks(key, cut, headline.figure.is_some() || cut.all_weeks);
        let mut segments = self.segments(key, cut);
        let is_hidden =
            |week: &&Period| weeks.iter().any(|row| row.cell.figure.is_none() && row.id == week.to_string());
        let hidden_weeks: BTreeSet<Period> = cut
            .weeks
            .iter()
            .filter(|(_, tally)| tally.base() > 0)
            .map(|(week, _)| week)
            .filter(is_hidden)
            .copied()
            .collect();
        let changes = match headline.figure {
            Some(_) => self.changes(key, cut, &hidden_weeks, &mut segments, &mut steps),
            None => {
                steps = Steps::default();
                Vec::new()
            }
        };
        let sentence = match (&headline.figure, counts) {
            (Some(figure), _) if key.headline == Headline::Mean => self.mean_sentence(key, figure, &headline.note),
            (Some(figure), Some(counts)) => self.sentence(key, figure, counts, &headline.note),
            _ => headline.note.clone(),
        };
        let section = Section {
            instrument: measure.to_string(),
            name: self.name(measure),
            short_name: self.short_name(measure),
            sentence,
            gauge: headline.figure.as_ref().map(|figure| self.gauge(measure, &headline, figure)),
            weeks,
            control,
            changes,
            segments,
            stages: steps.stages,
            headline,
            ..Section::default()
        };
        if self.extent == Extent::Head { section } else { self.detailed(measure, cut, section) }
    }

    /// A section with what stands in its panel alone.
    fn detailed(&self, measure: &Measure, cut: &Cut, section: Section) -> Section {
        let (key, words) = (measure.key(), self.words);
        let counts = cut.total.counts().filter(|_| section.headline.figure.is_some());
        let bars = counts.map_or_else(Vec::new, |counts| self.bars(key, counts));
        let (drivers, undriven) = match section.headline.figure {
            Some(_) => self.drivers(measure, cut.total.base()),
            None => (None, String::new()),
        };
        Section {
            source: self
                .registered(key)
                .map_or_else(|| key.source.into(), |known| format!("{}. {}", key.source, known.attribution)),
            method: section.headline.figure.as_ref().map_or("", |figure| words.method_of(&figure.method)).into(),
            more: counts.map_or_else(Vec::new, |counts| self.more(key, counts)),
            distribution: (!bars.is_empty()).then(|| self.distribution(measure, &bars)),
            bars,
            trend: self.trend(measure, &section.weeks, &section.control),
            against: self.beside(measure, &section.changes),
            plot: self.plot(measure, &section.segments, &section.headline),
            journey: self.journey(measure, &section.stages),
            drivers,
            undriven,
            missing: self.missing(&cut.total),
            ..section
        }
    }

    /// How a measure is called: its score, or shorter, and what it is about.
    pub(super) fn name(&self, measure: &Measure) -> String {
        if measure.subject().is_some() {
            return self.short_name(measure);
        }
        let name = self.registered(measure.key()).map_or_else(|| self.words.score(measure.key()), |known| known.name);
        self.about(measure, name)
    }

    /// The registered name, where the owner asked for those.
    fn registered(&self, key: &Key) -> Option<Registered> {
        key.registered.filter(|_| self.request.registered_names)
    }

    /// The same for a tab.
    pub(super) fn short_name(&self, measure: &Measure) -> String {
        self.about(measure, self.words.short_score(measure.key()))
    }

    fn about(&self, measure: &Measure, name: &str) -> String {
        let Some(subject) = measure.subject() else { return name.into() };
        let key = measure.key();
        let worded = match key.instrument.about {
            About::Subjects => labels::find(&self.request.labels, key.instrument.question_at(subject)),
            About::Occasion | About::Anything => None,
        };
        format!("{name} · {}", worded.map_or_else(|| readable(subject), String::from))
    }

    pub(super) fn count_hidden(&mut self, status: Status) {
        match status {
            Status::TooFew => self.hidden.small += 1,
            Status::Withheld => self.hidden.withheld += 1,
            Status::Indicative => self.hidden.indicative += 1,
            Status::Published | Status::NoAnswers => {}
        }
    }

    fn sentence(&self, key: &Key, figure: &Figure, counts: &Counts, note: &str) -> String {
        let base = counts.base();
        let side = |categories| self.words.share(counts.sum_of(categories), base);
        let said = Said {
            value: &figure.text,
            low: &figure.low_text,
            high: &figure.high_text,
            base,
            sides: [side(key.favourable), side(key.unfavourable)],
        };
        let sentence = match key.headline {
            Headline::Net => self.words.net_sentence(key.id, &said),
            _ => self.words.share_sentence(key.id, &said),
        };
        if note.is_empty() { sentence } else { format!("{sentence} {note}") }
    }

    fn mean_sentence(&self, key: &Key, figure: &Figure, note: &str) -> String {
        let sentence = self.words.mean_sentence(key, figure);
        if note.is_empty() { sentence } else { format!("{sentence} {note}") }
    }

    /// How many gave each answer.
    fn bars(&self, key: &Key, counts: &Counts) -> Vec<Bar> {
        let shares = distribution(counts, Confidence::NINETY_FIVE).unwrap_or_default();
        let bar = |(at, (&count, share))| Bar {
            name: self.category(key, at),
            side: match at {
                at if key.favourable.contains(&at) => "favourable",
                at if key.unfavourable.contains(&at) => "unfavourable",
                _ => "neutral",
            }
            .into(),
            count,
            share: Figure::share(share, count, counts.base(), self.words),
        };
        counts.categories().iter().zip(&shares).enumerate().map(bar).collect()
    }

    /// The words of a category: `4 · Satisfied`.
    fn category(&self, key: &Key, at: usize) -> String {
        let labels = &self.request.labels;
        if key.reads != Reads::Answer {
            return self.words.joint_category(key.id, at).into();
        }
        match key.instrument.form {
            Form::Scale(scale) => {
                let code = i64::from(scale.first) + at as i64;
                let wording = match &scale.labels {
                    ScaleLabels::Each => Some(format!("{}.{code}", scale.id)),
                    ScaleLabels::Ends { low, .. } if at == 0 => Some((*low).to_string()),
                    ScaleLabels::Ends { high, .. } if code == i64::from(scale.last()) => Some((*high).to_string()),
                    ScaleLabels::Ends { .. } => None,
                };
                match wording.as_deref().and_then(|wording| labels::find(labels, wording)) {
                    Some(label) => format!("{code} · {label}"),
                    None => code.to_string(),
                }
            }
            Form::Choice { options, .. } => options.get(at).map_or_else(String::new, |key| labels::option(labels, key)),
            Form::Multi { .. } | Form::Text => String::new(),
        }
    }

    /// The numbers beside the headline.
    fn more(&self, key: &Key, counts: &Counts) -> Vec<Named> {
        let (words, base, confidence) = (self.words, counts.base(), Confidence::NINETY_FIVE);
        let (favourable, unfavourable) = (counts.sum_of(key.favourable), counts.sum_of(key.unfavourable));
        let neither = base.saturating_sub(favourable).saturating_sub(unfavourable);
        let [good, neutral, bad] = words.sides(key.id);
        let mut more = Vec::new();
        let mut put =
            |id: &str, name: &str, figure: Figure| more.push(Named { id: id.into(), name: name.into(), figure });
        if key.id == "hassle"
            && let Ok(hassle) = Hassle::of(counts, confidence)
        {
            let any = Figure::share(&hassle.any, counts.sum_of(&[0, 1]), base, words);
            put("any", words.pick("Any hassle", "Des tracas", "عناء من أي نوع"), any);
        }
        if key.id == "nms" {
            if let Ok(memory) = Memory::of(counts, confidence) {
                let [positive, negative, both, none] = [0, 1, 2, 3].map(|at| counts.sum_of(&[at]));
                let share = |estimate, part| Figure::share(estimate, part, base, words);
                put(
                    "positive",
                    words.pick("Any good memory", "Un bon souvenir", "أي ذكرى إيجابية"),
                    share(&memory.positive, positive + both),
                );
                put(
                    "negative",
                    words.pick("Any bad memory", "Un mauvais souvenir", "أي ذكرى سلبية"),
                    share(&memory.negative, negative + both),
                );
                put("both", words.pick("Both", "Les deux", "كلتاهما"), share(&memory.both, both));
                put("none", words.pick("No memory", "Aucun souvenir", "لا ذكرى"), share(&memory.none, none));
            }
        } else if key.id == "expectation" {
            if let Ok(found) = Expectation::of(counts, confidence) {
                let (below, exceeded) = (counts.sum_of(&[0, 1]), counts.sum_of(&[3, 4]));
                let share = |estimate, part| Figure::share(estimate, part, base, words);
                put(
                    "exceeded",
                    words.pick("Better than expected", "Mieux que prévu", "أفضل من المتوقع"),
                    share(&found.exceeded, exceeded),
                );
                put(
                    "met",
                    words.pick("As expected", "Comme prévu", "كما هو متوقع"),
                    share(&found.met, counts.sum_of(&[2])),
                );
                put(
                    "below",
                    words.pick("Worse than expected", "Moins bien que prévu", "أسوأ من المتوقع"),
                    share(&found.below, below),
                );
                let net = Figure::net(&found.net, [exceeded, below], base, words);
                put("net", words.pick("Better minus worse", "Mieux moins moins bien", "الأفضل ناقص الأسوأ"), net);
            }
        } else if let Some(Ok(rating)) = (key.reads == Reads::Answer).then(|| Rating::of_key(key, counts, confidence)) {
            let share = |estimate, part| Figure::share(estimate, part, base, words);
            let mean = Figure::new(&rating.mean, cell::mean(key, counts), words);
            if key.headline != Headline::Mean {
                put("mean", &words.mean(key), mean);
            }
            let span = key.categories().saturating_sub(1).max(1) as u64;
            let from_worst = match key.direction {
                Direction::LowerIsBetter => i128::from(base) * i128::from(span) - steps(counts),
                Direction::HigherIsBetter | Direction::Neutral => steps(counts),
            };
            let index = number::ratio(from_worst, base.saturating_mul(span), 1_000);
            put(
                "index",
                words.pick("Index, 0 to 100", "Indice, de 0 à 100", "المؤشر، من 0 إلى 100"),
                Figure::new(&rating.index, index, words),
            );
            if !key.favourable.is_empty() {
                if key.headline != Headline::Share {
                    put("favourable", good, share(&rating.favourable, favourable));
                }
                put("neutral", neutral, share(&rating.neutral, neither));
                put("unfavourable", bad, share(&rating.unfavourable, unfavourable));
            }
            if key.id.starts_with("ces") || key.id.starts_with("ease") {
                let net = Figure::net(&rating.net, [favourable, unfavourable], base, words);
                put("net", words.pick("Easy minus hard", "Facile moins difficile", "السهل ناقص الصعب"), net);
            }
        } else if let Ok(shares) = distribution(counts, confidence) {
            for (at, estimate) in shares.iter().enumerate().filter(|(at, _)| !key.favourable.contains(at)) {
                let share = Figure::share(estimate, counts.sum_of(&[at]), base, words);
                put(&format!("category-{at}"), &self.category(key, at), share);
            }
        }
        more
    }

    /// Weeks in order, those without answers included, and what is unusual among them.
    fn weeks(&mut self, key: &Key, cut: &Cut, shown: bool) -> (Vec<Week>, String) {
        let weeks = in_order(&cut.weeks.keys().copied().collect());
        let empty = Tally::of_key(key);
        let tallies: Vec<&Tally> = weeks.iter().map(|week| cut.weeks.get(week).unwrap_or(&empty)).collect();
        let hidden = hidden(key, tallies.iter().copied());
        let rows = weeks.iter().zip(&tallies).zip(hidden).map(|((week, tally), hidden)| Week {
            id: week.to_string(),
            name: self.words.week(*week),
            only: if *week == Period::NoDate { String::new() } else { format!("period={week}") },
            selected: self.gathering.narrowed().iter().any(|one| one.week() == Some(*week)),
            cell: self.cell(key, tally, !shown || hidden),
            limits: None,
            signals: Vec::new(),
            new_series: cut.broken.binary_search(week).is_ok(),
        });
        let mut rows: Vec<Week> = rows.collect();
        rows.iter().for_each(|row| self.count_hidden(row.cell.status));
        let control = if self.extent == Extent::Head { String::new() } else { self.control(key, &mut rows, &tallies) };
        (rows, control)
    }

    fn cell(&self, key: &Key, tally: &Tally, hidden: bool) -> Cell {
        match tally.base() {
            base if hidden && base > 0 => Cell::hidden(base, self.words),
            _ => Cell::of(key, tally, self.words),
        }
    }

    /// Segments, the best first, hidden ones last.
    fn segments(&mut self, key: &Key, cut: &Cut) -> Vec<Breakdown> {
        let hidden = hidden(key, cut.segments.values());
        let mut rows: Vec<Breakdown> = Vec::new();
        for ((segment, tally), hidden) in cut.segments.iter().zip(hidden) {
            if tally.base() == 0 {
                continue;
            }
            rows.push(Breakdown {
                id: segment.name().unwrap_or_default().into(),
                name: segment.name().map_or_else(|| self.words.unnamed().into(), readable),
                only: only(self.dimension(), segment),
                selected: self.is_selected(self.dimension(), segment),
                cell: self.cell(key, tally, hidden),
                rest: None,
            });
        }
        let sign = if key.direction == Direction::LowerIsBetter { 1.0 } else { -1.0 };
        let value = |row: &Breakdown| row.cell.figure.as_ref().map_or(f64::INFINITY, |figure| sign * figure.value);
        // Stable: equals stay sorted by name.
        rows.sort_by(|a, b| value(a).total_cmp(&value(b)));
        rows.iter().for_each(|row| self.count_hidden(row.cell.status));
        rows
    }

    fn missing(&self, total: &Tally) -> Vec<Missed> {
        let missing = total.missing();
        let words = self.words;
        [
            ("unknown", words.pick("Don’t know", "Ne sait pas", "لا يعرف"), missing.unknown),
            ("skipped", words.pick("Passed over", "Question passée", "تُخطّي السؤال"), missing.skipped),
            (
                "abandoned",
                words.pick("Left at this question", "Abandon à cette question", "توقف عند هذا السؤال"),
                missing.abandoned,
            ),
            ("not_shown", words.pick("Not shown", "Non affichée", "لم يُعرض"), missing.not_shown),
            (
                "invalid",
                words.pick("Not an answer of this scale", "Hors de l’échelle", "ليست من إجابات هذا المقياس"),
                missing.invalid,
            ),
        ]
        .into_iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(id, name, count)| Missed { id: id.into(), name: name.into(), count, count_text: words.count(count) })
        .collect()
    }

    /// Whether the report is filtered by a segment.
    pub(super) fn is_selected(&self, dimension: &Dimension, segment: &Segment) -> bool {
        *dimension == Dimension::Touchpoint && self.chosen == Some(segment)
            || self.gathering.narrowed().iter().any(|one| one.is_of(dimension) && one.only.segment() == *segment)
    }

    /// A segment's name for people.
    pub(super) fn segment_name(&self, dimension: &Dimension, segment: &Segment) -> String {
        match segment.name() {
            None => self.words.unnamed().into(),
            Some(stage) if *dimension == Dimension::Stage => self.stage_name(stage),
            Some(name) => readable(name),
        }
    }

    pub(super) fn dimension(&self) -> &Dimension {
        self.gathering.breakdown()
    }
}
