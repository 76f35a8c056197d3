//! What a report is made from.

use crate::against::{Against, AgainstGatherer, Besides};
use crate::fingerprints::{Fingerprints, FingerprintsCounter};
use crate::verbatims::Verbatims;
use madeleine_core::columns::{Field, Rows};
use madeleine_core::response::{Response, State};
use madeleine_stats::driver::Together;
use madeleine_stats::operation::Operations;
use madeleine_stats::tally::{self, Counter, Dimension, Grain, Only, Period, Segment, TogetherCounter, Zone};
use madeleine_stats::{By, Mismatch, Tallies};
use std::collections::BTreeMap;

/// What a report is made from: tallies by touchpoint, one more thing and week, tallies by stage of the journey, an account of the
/// sittings, of the words that were shown, what people answered on several scales, and the latest of what they wrote. Of all responses, or only of those that say something.
///
/// Gatherings add up: merging is associative and commutative, and an empty one is neutral.
///
/// ```
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_report::Gathering;
/// let mut monday = Gathering::default();
/// monday.observe(&Response { answers: vec![("csat".into(), Answer::Code(5))], ..Response::default() });
/// let mut tuesday = monday.clone();
/// tuesday.merge(&monday).expect("cut likewise");
/// assert_eq!(tuesday.responses(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Gathering {
    tallies: Tallies,
    stages: Tallies,
    sittings: BTreeMap<Segment, Sittings>,
    fingerprints: Fingerprints,
    together: Together,
    verbatims: Verbatims,
    narrowed: Vec<Narrowed>,
    /// What happened beside the answers, file by file.
    operations: Vec<Operations>,
    against: Option<Against>,
}

/// Only responses that say something were gathered.
#[derive(Debug, Clone, PartialEq)]
pub struct Narrowed {
    /// What they say.
    pub only: Only,
    /// Tallies by touchpoint, and by that of which they say it, of these responses and of those that say something else of it instead:
    /// what may be shown of the one segment depends on the others, and they stand beside it in a breakdown. Where it is a period, by
    /// periods as long: they stand beside it in the trend.
    pub beside: Tallies,
}

/// A day of the civil calendar. Days sort as time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl Day {
    /// The first day of a period; `None` where there is no date.
    pub(crate) fn first_of(period: Period) -> Option<Self> {
        period.first_day().map(|day| Self { year: day.year, month: day.month, day: day.day })
    }

    /// The last day of a period.
    pub(crate) fn last_of(period: Period) -> Option<Self> {
        period.last_day().map(|day| Self { year: day.year, month: day.month, day: day.day })
    }
}

/// How far the sittings of a touchpoint got, and when they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sittings {
    /// How many ended in each state, in the order of [`Sittings::STATES`].
    pub states: [u64; 5],
    /// The first and the last day; `None` where no response has a date.
    pub days: Option<(Day, Day)>,
    /// How many have no date that can be read.
    pub undated: u64,
}

impl Sittings {
    /// The states, in the order in which a sitting gets on.
    pub const STATES: [State; 5] =
        [State::Displayed, State::Started, State::Partial, State::Completed, State::Dismissed];

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.states.iter().fold(0, |sum, &count| sum.saturating_add(count))
    }

    fn observe(&mut self, response: &Response) {
        self.add(Some(response.state.word()), Period::of(Grain::Day, &response.submitted_at), 1);
    }

    fn add(&mut self, state: Option<&str>, day: Period, times: u64) {
        let state = Self::STATES.iter().position(|known| Some(known.word()) == state);
        if let Some(count) = state.and_then(|at| self.states.get_mut(at)) {
            *count = count.saturating_add(times);
        }
        match Day::first_of(day) {
            Some(day) => self.span(day, day),
            None => self.undated = self.undated.saturating_add(times),
        }
    }

    fn span(&mut self, first: Day, last: Day) {
        self.days = Some(self.days.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.states.iter_mut().zip(other.states) {
            *mine = mine.saturating_add(theirs);
        }
        if let Some((first, last)) = other.days {
            self.span(first, last);
        }
        self.undated = self.undated.saturating_add(other.undated);
    }
}

impl Default for Gathering {
    /// Broken down by touchpoint.
    fn default() -> Self {
        Self::by(Dimension::Touchpoint)
    }
}

impl Gathering {
    /// An empty gathering that a report can break down by this.
    pub fn by(breakdown: Dimension) -> Self {
        Self::by_those(breakdown, Vec::new())
    }

    /// The same of responses that say all of these.
    pub fn by_those(breakdown: Dimension, only: Vec<Only>) -> Self {
        let stages = Tallies::new(stage_cut(&breakdown));
        Self {
            narrowed: only.into_iter().map(Narrowed::new).collect(),
            against: None,
            tallies: Tallies::new(cut(breakdown)),
            stages,
            sittings: BTreeMap::new(),
            fingerprints: Fingerprints::default(),
            together: Together::default(),
            verbatims: Verbatims::default(),
            operations: Vec::new(),
        }
    }

    /// Gathers the rows of columns.
    ///
    /// ```
    /// use madeleine_core::columns::{Columns, Rows};
    /// use madeleine_core::response::Response;
    /// use madeleine_report::Gathering;
    /// use madeleine_stats::tally::Dimension;
    /// let mut columns = Columns::default();
    /// columns.push(&Response::default());
    /// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    /// assert_eq!(Gathering::of(Dimension::Touchpoint, rows).responses(), 1);
    /// ```
    pub fn of(breakdown: Dimension, rows: Rows<'_>) -> Self {
        Self::of_those(breakdown, Vec::new(), rows)
    }

    /// Gathers the rows that say all of these.
    ///
    /// ```
    /// use madeleine_core::columns::{Columns, Rows};
    /// use madeleine_core::response::Response;
    /// use madeleine_report::Gathering;
    /// use madeleine_stats::tally::Dimension;
    /// let mut columns = Columns::default();
    /// for device in ["phone", "desktop", "phone"] {
    ///     columns.push(&Response { device: device.into(), ..Response::default() });
    /// }
    /// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    /// let phones = vec!["device=phone".parse().expect("known")];
    /// assert_eq!(Gathering::of_those(Dimension::Touchpoint, phones, rows).responses(), 2);
    /// ```
    pub fn of_those(breakdown: Dimension, only: Vec<Only>, rows: Rows<'_>) -> Self {
        Gatherer::of_those(breakdown, only).gathered(rows)
    }

    /// Takes what people wrote in the rows that it is made from, instead of what it held of that.
    pub fn hear(&mut self, rows: Rows<'_>) {
        self.verbatims = Verbatims::of_rows(rows, &self.said());
    }

    /// Adds what a file says happened beside the answers; `false` where another file said just that, which isn't counted twice.
    pub fn happen(&mut self, file: Operations) -> bool {
        let is_new = file.is_empty() || !self.operations.contains(&file);
        if is_new {
            self.operations.push(file);
        }
        is_new
    }

    /// What happened beside the answers, all files together.
    pub fn operations(&self) -> Operations {
        let mut all = Operations::default();
        self.operations.iter().for_each(|file| all.merge(file));
        all
    }

    /// By what a report breaks it down.
    pub fn breakdown(&self) -> &Dimension {
        self.tallies.by().dimensions().last().unwrap_or(&Dimension::Touchpoint)
    }

    /// Counts one response, if it says what it has to. Of each `response_id` only the last snapshot may come here.
    pub fn observe(&mut self, response: &Response) {
        let unsaid: Vec<usize> = (0..)
            .zip(&self.narrowed)
            .filter(|(_, narrowed)| !narrowed.only.is_said(response))
            .map(|(at, _)| at)
            .collect();
        if unsaid.iter().all(|at| self.narrowed[*at].is_of(&Dimension::Stage)) {
            self.stages.observe(response);
        }
        if let Some(against) = &mut self.against {
            against.observe(response, unsaid.is_empty());
        }
        Narrowed::observe(&mut self.narrowed, response);
        // A trend has all weeks, and breaks where their words do.
        if unsaid.iter().all(|at| self.narrowed[*at].week().is_some()) {
            self.fingerprints.observe(response);
        }
        if !unsaid.is_empty() {
            return;
        }
        self.tallies.observe(response);
        self.together.observe(response);
        self.sittings.entry(Segment::of(&response.touchpoint)).or_default().observe(response);
        self.verbatims.observe(response);
    }

    /// Adds another gathering.
    ///
    /// # Errors
    /// [`Mismatch`] when the other is broken down by something else, or of other responses; nothing is added then.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        let only = |gathering: &Self| gathering.narrowed.iter().map(|each| each.only.clone()).collect::<Vec<_>>();
        let held = |gathering: &Self| gathering.against.as_ref().map(|against| against.only().to_vec());
        if only(self) != only(other) || held(self) != held(other) {
            return Err(Mismatch);
        }
        self.tallies.merge(&other.tallies)?;
        // Whoever is cut likewise has the same stages, and of the same responses the same beside them.
        self.stages.merge(&other.stages)?;
        Narrowed::merge(&mut self.narrowed, &other.narrowed)?;
        if let Some((mine, theirs)) = self.against.as_mut().zip(other.against.as_ref()) {
            mine.merge(theirs)?;
        }
        for (touchpoint, theirs) in &other.sittings {
            self.sittings.entry(touchpoint.clone()).or_default().merge(theirs);
        }
        self.fingerprints.merge(&other.fingerprints);
        self.together.merge(&other.together);
        self.verbatims.merge(&other.verbatims);
        other.operations.iter().for_each(|file| {
            self.happen(file.clone());
        });
        Ok(())
    }

    /// How many responses were observed.
    pub fn responses(&self) -> u64 {
        self.tallies.responses()
    }

    /// The tallies by touchpoint, breakdown and week.
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// The tallies by touchpoint, breakdown and week as a `*.tally.json` file holds them.
    pub fn written(&self) -> String {
        tally::write(&self.tallies)
    }

    /// The tallies by stage, and by touchpoint, breakdown and survey within, of responses of all stages wherever they are narrowed: what may be shown of the one beside the others depends on
    /// the first two, and whether a score comes from other words than before on the last.
    pub fn stages(&self) -> &Tallies {
        &self.stages
    }

    /// What the responses had to say to be gathered; nothing where all of them were.
    pub fn narrowed(&self) -> &[Narrowed] {
        &self.narrowed
    }

    /// The other responses that these are held against, where there are such.
    pub fn against(&self) -> Option<&Against> {
        self.against.as_ref()
    }

    /// The fields, and what they had to say.
    pub(crate) fn said(&self) -> Vec<(Field, &str)> {
        self.narrowed.iter().map(|narrowed| narrowed.only.said()).collect()
    }

    /// The sittings of each touchpoint, by name.
    pub fn sittings(&self) -> impl Iterator<Item = (&Segment, &Sittings)> {
        self.sittings.iter()
    }

    /// Which words were shown when.
    pub(crate) fn fingerprints(&self) -> &Fingerprints {
        &self.fingerprints
    }

    /// What people answered on several scales, by touchpoint.
    pub fn together(&self) -> &Together {
        &self.together
    }

    /// What people wrote, the latest of it.
    pub fn verbatims(&self) -> &Verbatims {
        &self.verbatims
    }
}

/// By what a gathering is cut.
fn cut(breakdown: Dimension) -> By {
    let mut dimensions = vec![Dimension::Touchpoint];
    if breakdown != Dimension::Touchpoint {
        dimensions.push(breakdown);
    }
    // Two that differ are never named twice.
    By::new(dimensions, Some(Grain::Week)).unwrap_or_default()
}

/// The same for the journey, and for who asks what.
fn stage_cut(breakdown: &Dimension) -> By {
    let mut dimensions = vec![Dimension::Stage, Dimension::Touchpoint];
    for more in [breakdown, &Dimension::Survey] {
        if !dimensions.contains(more) {
            dimensions.push(more.clone());
        }
    }
    By::new(dimensions, None).unwrap_or_default()
}

/// By what is cut what stands beside a segment.
pub(crate) fn beside_cut(only: &Only) -> By {
    let more = only.dimension().filter(|dimension| **dimension != Dimension::Touchpoint).cloned();
    let dimensions: Vec<_> = [Dimension::Touchpoint].into_iter().chain(more).collect();
    By::new(dimensions, only.period().and_then(Period::grain)).unwrap_or_default()
}

impl Narrowed {
    /// Before anything was counted.
    pub(crate) fn new(only: Only) -> Self {
        Self { beside: Tallies::new(beside_cut(&only)), only }
    }

    /// Counts a response beside each of these whose others it says.
    pub(crate) fn observe(all: &mut [Self], response: &Response) {
        let unsaid: Vec<usize> =
            (0..).zip(&*all).filter(|(_, one)| !one.only.is_said(response)).map(|(at, _)| at).collect();
        for (at, one) in all.iter_mut().enumerate() {
            if unsaid.iter().all(|other| *other == at) {
                one.beside.observe(response);
            }
        }
    }

    /// Adds what others counted beside the same.
    pub(crate) fn merge(mine: &mut [Self], theirs: &[Self]) -> Result<(), Mismatch> {
        mine.iter_mut().zip(theirs).try_for_each(|(mine, theirs)| mine.beside.merge(&theirs.beside))
    }

    /// The week, where it is one: all weeks stand beside it.
    pub(crate) fn week(&self) -> Option<Period> {
        week_of(&self.only)
    }

    /// Whether it is this of which responses say something.
    pub(crate) fn is_of(&self, dimension: &Dimension) -> bool {
        self.only.dimension() == Some(dimension)
    }
}

/// The week, where it is one.
fn week_of(only: &Only) -> Option<Period> {
    only.period().filter(|period| period.grain() == Some(Grain::Week))
}

/// Gathers rows as they come: the columns may be cleared in between. What people wrote isn't gathered so: a reader whose rows pass keeps no
/// words.
#[derive(Debug, Clone)]
pub struct Gatherer {
    counter: Counter,
    stages: Counter,
    sittings: Counter,
    fingerprints: FingerprintsCounter,
    together: TogetherCounter,
    /// What rows must say, and what stands beside that.
    narrowed: Besides,
    against: Option<AgainstGatherer>,
}

impl Gatherer {
    /// Gathers for a report that is broken down by this.
    pub fn by(breakdown: Dimension) -> Self {
        Self::of_those(breakdown, Vec::new())
    }

    /// The same of rows that say all of these.
    pub fn of_those(breakdown: Dimension, only: Vec<Only>) -> Self {
        let sittings = By::new([Dimension::Touchpoint, Dimension::State], Some(Grain::Day)).unwrap_or_default();
        Self {
            stages: Counter::new(stage_cut(&breakdown), Zone::default()),
            counter: Counter::new(cut(breakdown), Zone::default()),
            sittings: Counter::of_rows(sittings, Zone::default()),
            fingerprints: FingerprintsCounter::default(),
            together: TogetherCounter::default(),
            narrowed: Besides::of(only),
            against: None,
        }
    }

    /// Gathers of other rows, too, what the report is held against: of those that say all of these, or, with nothing, of all of them.
    ///
    /// ```
    /// use madeleine_core::columns::{Columns, Rows};
    /// use madeleine_core::response::{Answer, Response};
    /// use madeleine_report::{Account, Gatherer, Report, Request};
    /// use madeleine_stats::tally::Dimension;
    /// let mut columns = Columns::default();
    /// for (device, code) in [("phone", 4), ("desktop", 2)] {
    ///     let answers = vec![("csat".into(), Answer::Code(code))];
    ///     (0..40).for_each(|_| columns.push(&Response { device: device.into(), answers: answers.clone(), ..Response::default() }));
    /// }
    /// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
    /// let [phone, desktop] = ["device=phone", "device=desktop"].map(|only| vec![only.parse().expect("known")]);
    /// let gathered = Gatherer::of_those(Dimension::Touchpoint, phone).against(Some(desktop)).gathered(rows);
    /// let report = Report::of(&gathered, &Account::default(), &Request::default());
    /// let against = report.sections[0].changes.iter().find(|change| change.id == "against").expect("both have answers");
    /// assert_eq!((against.now.base, against.then.base), (Some(40), Some(40)));
    /// ```
    #[must_use]
    pub fn against(mut self, other: Option<Vec<Only>>) -> Self {
        self.against = other.map(|other| AgainstGatherer::new(other, &self.narrowed.only()));
        self
    }

    /// What is gathered with these rows, and what people wrote in them.
    pub fn gathered(mut self, rows: Rows<'_>) -> Gathering {
        self.observe(rows);
        let mut gathered = self.finish();
        gathered.hear(rows);
        gathered
    }

    /// Takes in all rows that count and say what they have to.
    pub fn observe(&mut self, rows: Rows<'_>) {
        let only = self.narrowed.only();
        let but = |passed: &dyn Fn(usize) -> bool| -> Vec<(Field, &str)> {
            only.iter().enumerate().filter(|(at, _)| !passed(*at)).map(|(_, only)| only.said()).collect()
        };
        let said = but(&|_| false);
        self.counter.observe_those(rows, &said);
        self.stages.observe_those(rows, &but(&|at| only[at].dimension() == Some(&Dimension::Stage)));
        self.sittings.observe_those(rows, &said);
        self.together.observe_those(rows, &said);
        self.fingerprints.observe_those(rows, &but(&|at| week_of(&only[at]).is_some()));
        self.narrowed.observe(rows);
        if let Some(against) = &mut self.against {
            against.observe(rows);
        }
    }

    /// What was gathered.
    pub fn finish(self) -> Gathering {
        let mut sittings: BTreeMap<Segment, Sittings> = BTreeMap::new();
        for (place, times) in self.sittings.finish_with_rows().1 {
            let mut segments = place.segments.into_iter();
            let (touchpoint, state) = (segments.next().unwrap_or(Segment::Unnamed), segments.next());
            let state = state.as_ref().and_then(Segment::name);
            sittings.entry(touchpoint).or_default().add(state, place.period.unwrap_or(Period::NoDate), times);
        }
        Gathering {
            tallies: self.counter.finish(),
            stages: self.stages.finish(),
            sittings,
            fingerprints: self.fingerprints.finish(),
            together: self.together.finish(),
            verbatims: Verbatims::default(),
            operations: Vec::new(),
            narrowed: self.narrowed.finish(),
            against: self.against.map(AgainstGatherer::finish),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madeleine_core::columns::Columns;
    use madeleine_core::response::Answer;
    use proptest::prelude::*;

    const SAID: [&str; 10] = [
        "device=phone",
        "device=",
        "touchpoint=checkout",
        "stage=act",
        "state=completed",
        "context.customer=new",
        "locale=fr",
        "channel=nobody",
        "period=2026-W46",
        "period=2026-11-09",
    ];

    fn response((at, said): (usize, [usize; 6])) -> Response {
        let [device, touchpoint, stage, state, customer, code] = said;
        Response {
            submitted_at: format!("2026-11-{:02}T10:02Z", 1 + at % 28),
            device: ["phone", "desktop", ""][device % 3].into(),
            touchpoint: ["checkout", "help"][touchpoint % 2].into(),
            stage: Some(["act", "ask"][stage % 2].into()),
            state: State::ALL[state % 5],
            locale: ["fr", "en"][at % 2].into(),
            context: vec![("customer".into(), ["new", "known"][customer % 2].into())],
            answers: vec![
                ("ces2".into(), if state % 3 == 0 { Answer::Skipped } else { Answer::Code(1 + (state % 7) as i32) }),
                ("csat".into(), Answer::Code(1 + (code % 5) as i32)),
                ("comment".into(), Answer::Text(["Fine", "", "Too slow"][code % 3].into())),
            ],
            ..Response::default()
        }
    }

    fn observed(breakdown: &Dimension, only: &[Only], responses: &[Response]) -> Gathering {
        let mut gathering = Gathering::by_those(breakdown.clone(), only.to_vec());
        responses.iter().for_each(|response| gathering.observe(response));
        gathering
    }

    proptest! {
        #[test]
        fn those_that_say_so_are_gathered_as_if_there_were_no_others(
            said in prop::collection::vec(prop::array::uniform6(0_usize..30), 0..60),
            only in prop::sample::subsequence(SAID.to_vec(), 0..4),
            by in prop::sample::select(vec![Dimension::Touchpoint, Dimension::Device, Dimension::Stage]),
            cut in 0_usize..60,
        ) {
            let only: Vec<Only> = only.into_iter().map(|text| text.parse().expect("known")).collect();
            let responses: Vec<Response> = said.into_iter().enumerate().map(response).collect();
            let mut columns = Columns::default();
            responses.iter().for_each(|response| columns.push(response));
            let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
            let gathered = Gathering::of_those(by.clone(), only.clone(), rows);

            let those: Vec<Response> =
                responses.iter().filter(|response| only.iter().all(|only| only.is_said(response))).cloned().collect();
            let alone = observed(&by, &[], &those);
            prop_assert_eq!(gathered.tallies(), alone.tallies());
            prop_assert_eq!(&gathered.sittings, &alone.sittings);
            prop_assert_eq!(&gathered.together, &alone.together);
            prop_assert_eq!(&gathered.verbatims, &alone.verbatims);
            // Stages stand beside each other, whichever is looked at.
            let wherever: Vec<Only> =
                only.iter().filter(|only| only.dimension() != Some(&Dimension::Stage)).cloned().collect();
            let everywhere = observed(&by, &wherever, &responses);
            prop_assert_eq!(gathered.stages(), everywhere.stages());
            // So do weeks.
            let whenever: Vec<Only> = only.iter().filter(|only| week_of(only).is_none()).cloned().collect();
            prop_assert_eq!(&gathered.fingerprints, &observed(&by, &whenever, &responses).fingerprints);
            for (at, narrowed) in gathered.narrowed().iter().enumerate() {
                let others = [&only[..at], &only[at + 1..]].concat();
                let beside = observed(&by, &others, &responses);
                prop_assert_eq!(narrowed.beside.responses(), beside.responses());
            }

            prop_assert_eq!(&gathered, &observed(&by, &only, &responses));
            let cut = cut.min(responses.len());
            let (first, mut last) = (observed(&by, &only, &responses[..cut]), observed(&by, &only, &responses[cut..]));
            last.merge(&first).expect("of the same responses");
            prop_assert_eq!(&gathered, &last);
        }
    }

    #[test]
    fn what_is_of_other_responses_isnt_added() {
        let phones = observed(&Dimension::Touchpoint, &["device=phone".parse().expect("known")], &[]);
        let mut all = observed(&Dimension::Touchpoint, &[], &[response((0, [0; 6]))]);
        assert_eq!(all.merge(&phones), Err(Mismatch));
        assert_eq!(all.responses(), 1);
    }
}
