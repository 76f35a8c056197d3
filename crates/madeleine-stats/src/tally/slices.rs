//! Rows that stay, counted again and again: some of them, and by other things.

use super::calendar::Calendar;
use super::plan::Plan;
use super::term::{Term, codes_of, pour};
use super::wanted::Choice;
use super::{By, Counter, Dimension, Grain, Period, Place, Segment, Tallies, Zone};
use core::ops::Range;
use madeleine_core::columns::{Codes, Columns, Field, Rows};

/// So many rows are counted at a time.
const CHUNK: usize = 2048;
/// So many combinations of codes are told apart by a byte.
const BYTE: usize = 1 << 8;
/// Where there would be more counts than this, [`Counter`] counts.
const MOST_COUNTS: usize = 1 << 22;

/// Rows of columns that are counted more than once.
///
/// What of a row doesn't depend on what is asked is worked out the first time and kept: the combination of codes that each
/// item has, several of them in one byte, and the day. That takes a few bytes a row.
///
/// ```
/// use madeleine_core::columns::{Columns, Field, Rows};
/// use madeleine_core::response::{Answer, Response};
/// use madeleine_stats::tally::{Slices, Zone};
/// let mut columns = Columns::default();
/// for (locale, code) in [("fr", 5), ("de", 4), ("fr", 2)] {
///     let answers = vec![("csat".into(), Answer::Code(code))];
///     columns.push(&Response { locale: locale.into(), answers, ..Response::default() });
/// }
/// let rows = Rows { columns: &columns, outdated: &[], name: &|_| String::new() };
/// let mut slices = Slices::of(rows);
/// let by = "locale".parse().expect("known name");
/// assert_eq!(slices.tallies(rows, &by, &Zone::default(), &[]).cells().count(), 2);
/// assert_eq!(slices.tallies(rows, &by, &Zone::default(), &[(Field::Locale, "fr")]).responses(), 2);
/// ```
#[derive(Debug)]
pub struct Slices {
    terms: Vec<Term>,
    /// None where there is a term of more combinations than codes can tell apart.
    packs: Option<Vec<Pack>>,
    /// Rows that are observed as responses.
    general: Vec<u32>,
    /// Whether a row is one of them; empty where there are none.
    left_out: Vec<bool>,
    days: Option<Days>,
}

/// Combinations of codes of one or several terms, row by row.
#[derive(Debug)]
struct Pack {
    codes: Codes,
    /// Which terms, and how many combinations each of them has: that of the first changes fastest.
    terms: Vec<(usize, usize)>,
}

/// The day of each row by a clock.
#[derive(Debug)]
struct Days {
    zone: Zone,
    codes: Codes,
    days: Vec<Period>,
}

/// One thing by which rows are cut.
struct Side<'a> {
    /// `None` where no row says anything about it.
    codes: Option<&'a Codes>,
    /// Which of the values a code stands for.
    digits: Vec<u32>,
    values: Vec<Value>,
}

#[derive(Clone)]
enum Value {
    Segment(Segment),
    Period(Period),
}

impl Slices {
    /// Of these rows. What is asked of it afterwards is to be asked with the same rows.
    pub fn of(rows: Rows<'_>) -> Self {
        let columns = rows.columns;
        let all = columns.rows();
        let plan = Plan::of(columns, Vec::new());
        let (mut general, mut chosen, mut some) = (Vec::new(), Vec::new(), Vec::new());
        for chunk in chunks(all) {
            chosen.clear();
            chosen.extend(chunk);
            some.clear();
            plan.general_rows(columns, &chosen, &mut some);
            general.extend_from_slice(&some);
        }
        let mut left_out = vec![false; if general.is_empty() { 0 } else { all }];
        general.iter().for_each(|row| left_out[*row as usize] = true);
        let mut terms: Vec<Term> = plan.specs.into_iter().map(Term::new).collect();
        let packs = packed(columns, &mut terms, &left_out);
        Self { terms, packs, general, left_out, days: None }
    }

    /// The tallies of the rows that say this in each of these fields, of those that count; the empty text means those that say
    /// nothing. They are cut by these things and this clock.
    pub fn tallies(&mut self, rows: Rows<'_>, by: &By, zone: &Zone, say: &[(Field, &str)]) -> Tallies {
        if by.period().is_some() && self.days.as_ref().is_none_or(|days| days.zone != *zone) {
            self.days = Days::of(rows.columns, zone);
        }
        self.sliced(rows, by, zone, say).unwrap_or_else(|| {
            let mut counter = Counter::new(by.clone(), zone.clone());
            counter.observe_those(rows, say);
            counter.finish()
        })
    }

    /// `None` where there is more to tell apart than counts are kept for.
    fn sliced(&self, rows: Rows<'_>, by: &By, zone: &Zone, say: &[(Field, &str)]) -> Option<Tallies> {
        let packs = self.packs.as_ref()?;
        let sides = self.sides(rows.columns, by)?;
        let places = sides.iter().try_fold(1_usize, |all, side| all.checked_mul(side.values.len()))?;
        let sizes = packs.iter().map(Pack::size);
        sizes.clone().sum::<usize>().checked_mul(places).filter(|counts| *counts <= MOST_COUNTS)?;
        let mut counts: Vec<Vec<u32>> = sizes.map(|size| vec![0; size * places]).collect();
        let mut choice = Choice::new(rows, say, zone);
        let (mut chosen, mut numbers) = (Vec::new(), Vec::new());
        for chunk in chunks(rows.columns.rows()) {
            let picked = if choice.is_all() && self.left_out.is_empty() {
                Picked::All(chunk.start as usize..chunk.end as usize)
            } else {
                choice.of(chunk, &self.left_out, &mut chosen);
                Picked::Some(&chosen)
            };
            numbers.clear();
            numbers.resize(picked.len(), 0);
            for side in &sides {
                side.step(&picked, &mut numbers);
            }
            for (pack, counts) in packs.iter().zip(&mut counts) {
                let size = pack.size() as u32;
                pick(&pack.codes, &picked, Count { places: &numbers, size, counts });
            }
        }
        let mut tallies = Tallies::new(by.clone()).in_zone(zone.clone());
        for row in self.general.iter().filter(|row| choice.holds(**row)) {
            tallies.observe(&rows.response(*row as usize));
        }
        self.pour(&mut tallies, &sides, places, &counts);
        Some(tallies)
    }

    /// By what is cut; `None` where a value is one row's own.
    fn sides<'a>(&'a self, columns: &'a Columns, by: &By) -> Option<Vec<Side<'a>>> {
        let mut sides = Vec::new();
        for dimension in by.dimensions().iter().filter(|one| **one != Dimension::Item) {
            let column = dimension.field().and_then(|field| columns.of(&field));
            if column.is_some_and(|column| column.has_own()) {
                return None;
            }
            let shared = column.into_iter().flat_map(|column| column.values());
            let said = core::iter::once(None).chain(shared.map(|value| Some(&**value)));
            let values: Vec<Value> = said.map(|value| Value::Segment(dimension.named(value))).collect();
            // Nobody has the code of what is a row's own.
            let digits = core::iter::once(0).chain(0..values.len() as u32).collect();
            sides.push(Side { codes: column.map(|column| column.codes()), digits, values });
        }
        if let Some(grain) = by.period() {
            let days = self.days.as_ref()?;
            let periods = days.days.iter().map(|day| day.coarser(grain).unwrap_or(Period::NoDate));
            let mut values: Vec<Period> = periods.clone().collect();
            values.sort_unstable();
            values.dedup();
            let digits = periods.map(|period| values.binary_search(&period).unwrap_or_default() as u32).collect();
            let values = values.into_iter().map(Value::Period).collect();
            sides.push(Side { codes: Some(&days.codes), digits, values });
        }
        Some(sides)
    }

    /// Makes tallies of what was counted.
    fn pour(&self, tallies: &mut Tallies, sides: &[Side<'_>], places: usize, counts: &[Vec<u32>]) {
        let item_at = tallies.by().dimensions().iter().position(|dimension| *dimension == Dimension::Item);
        let mut said = vec![Vec::new(); self.terms.len()];
        for number in 0..places {
            let mut rows = 0;
            for (pack, counts) in self.packs.iter().flatten().zip(counts) {
                let counts = counts.get(number * pack.size()..).unwrap_or_default();
                let counts = counts.get(..pack.size()).unwrap_or_default();
                rows = counts.iter().map(|count| u64::from(*count)).sum();
                if rows == 0 {
                    break;
                }
                pack.unpack(counts, &mut said);
            }
            if rows > 0 {
                tallies.responses = tallies.responses.saturating_add(rows);
                let place = place(sides, number, item_at);
                pour(tallies, &place, item_at, self.terms.iter().zip(said.iter().map(|said: &Vec<u32>| &**said)));
            }
        }
    }
}

/// The place of a number.
fn place(sides: &[Side<'_>], mut number: usize, item_at: Option<usize>) -> Place {
    let mut place = Place::default();
    for side in sides.iter().rev() {
        match side.values.get(number % side.values.len()).cloned() {
            Some(Value::Segment(segment)) => place.segments.insert(0, segment),
            Some(Value::Period(period)) => place.period = Some(period),
            None => {}
        }
        number /= side.values.len();
    }
    if let Some(at) = item_at {
        place.segments.insert(at, Segment::Unnamed);
    }
    place
}

/// The rows in their order, so many at a time.
fn chunks(all: usize) -> impl Iterator<Item = Range<u32>> {
    let all = all as u32;
    (0..all).step_by(CHUNK).map(move |start| start..all.min(start.saturating_add(CHUNK as u32)))
}

/// The combinations of all rows that aren't left out, with as many terms in each pack as a byte can tell apart.
fn packed(columns: &Columns, terms: &mut [Term], left_out: &[bool]) -> Option<Vec<Pack>> {
    let all = columns.rows();
    let mut packs: Vec<Pack> = Vec::new();
    let (mut chosen, mut numbers) = (Vec::new(), Vec::new());
    for (at, term) in terms.iter_mut().enumerate() {
        let mut codes = vec![0_u16; all];
        for chunk in chunks(all) {
            choose(chunk, left_out, &mut chosen);
            term.numbers_of(columns, &chosen, &mut numbers);
            note(&chosen, &numbers, &mut codes)?;
        }
        let size = term.learn(columns).max(1);
        let fits = |pack: &&mut Pack| pack.size() * size <= BYTE;
        match packs.iter_mut().find(fits).map(|pack| (pack.size(), pack)) {
            Some((stride, Pack { codes: Codes::Narrow(packed), terms })) => {
                terms.push((at, size));
                // Less than the product of both sizes, which a byte holds.
                packed.iter_mut().zip(codes).for_each(|(packed, code)| *packed += (code as usize * stride) as u8);
            }
            _ if size <= BYTE => {
                let codes = Codes::Narrow(codes.into_iter().map(|code| code as u8).collect());
                packs.push(Pack { codes, terms: vec![(at, size)] });
            }
            _ => packs.push(Pack { codes: Codes::Wide(codes), terms: vec![(at, size)] }),
        }
    }
    if packs.is_empty() {
        packs.push(Pack { codes: Codes::Narrow(vec![0; all]), terms: Vec::new() });
    }
    Some(packs)
}

/// The rows of a chunk that aren't left out. What goes through rows is a function that is called for each chunk: a browser makes one
/// fast that was called often, and not in the midst of a call.
#[inline(never)]
fn choose(chunk: Range<u32>, left_out: &[bool], chosen: &mut Vec<u32>) {
    chosen.clear();
    if left_out.is_empty() {
        return chosen.extend(chunk);
    }
    chosen.extend(chunk.filter(|row| !left_out.get(*row as usize).is_some_and(|out| *out)));
}

/// Keeps the number of each of these rows as its code; `None` where one is too large for that.
#[inline(never)]
fn note(rows: &[u32], numbers: &[u32], codes: &mut [u16]) -> Option<()> {
    for (row, number) in rows.iter().zip(numbers) {
        *codes.get_mut(*row as usize)? = u16::try_from(*number).ok()?;
    }
    Some(())
}

impl Pack {
    /// How many combinations there are.
    fn size(&self) -> usize {
        self.terms.iter().map(|(_, size)| size).product()
    }

    /// How often each combination of each term was met.
    fn unpack(&self, counts: &[u32], said: &mut [Vec<u32>]) {
        let mut stride = 1;
        for &(term, size) in &self.terms {
            let sums = &mut said[term];
            sums.clear();
            sums.resize(size, 0);
            for counts in counts.chunks(stride * size) {
                for (sum, counts) in sums.iter_mut().zip(counts.chunks(stride)) {
                    *sum += counts.iter().sum::<u32>();
                }
            }
            stride *= size;
        }
    }
}

impl Days {
    /// `None` where there are more than codes can tell apart.
    fn of(columns: &Columns, zone: &Zone) -> Option<Self> {
        let mut calendar = Calendar::new(Grain::Day, zone.clone());
        let mut days = Vec::with_capacity(columns.rows());
        let (mut chosen, mut codes) = (Vec::new(), Vec::new());
        for chunk in chunks(columns.rows()) {
            chosen.clear();
            chosen.extend(chunk);
            codes.clear();
            match columns.of(&Field::SubmittedAt) {
                Some(column) => {
                    codes_of(column, &chosen, &mut codes);
                    calendar.numbers(column, &chosen, &mut codes);
                }
                None => codes.resize(chosen.len(), calendar.number(&[])),
            }
            days.resize(days.len() + codes.len(), 0);
            note(&chosen, &codes, &mut days)?;
        }
        Some(Self { zone: zone.clone(), codes: Codes::Wide(days), days: calendar.periods().to_vec() })
    }
}

impl Side<'_> {
    /// Goes on from the numbers that the sides before come to.
    fn step(&self, picked: &Picked<'_>, places: &mut [u32]) {
        if let Some(codes) = self.codes {
            pick(codes, picked, Step { digits: &self.digits, values: self.values.len() as u32, places });
        }
    }
}

/// Rows that are counted.
enum Picked<'a> {
    All(Range<usize>),
    Some(&'a [u32]),
}

impl Picked<'_> {
    fn len(&self) -> usize {
        match self {
            Self::All(range) => range.len(),
            Self::Some(rows) => rows.len(),
        }
    }
}

/// What is done with the codes of rows.
trait Work {
    fn with(self, codes: impl Iterator<Item = u16>);
}

#[inline(never)]
fn pick(codes: &Codes, picked: &Picked<'_>, work: impl Work) {
    match (codes, picked) {
        (Codes::Narrow(codes), Picked::All(range)) => {
            work.with(codes.get(range.clone()).unwrap_or_default().iter().map(|code| u16::from(*code)));
        }
        (Codes::Wide(codes), Picked::All(range)) => {
            work.with(codes.get(range.clone()).unwrap_or_default().iter().copied());
        }
        (Codes::Narrow(codes), Picked::Some(rows)) => {
            work.with(rows.iter().map(|row| codes.get(*row as usize).copied().map_or(0, u16::from)));
        }
        (Codes::Wide(codes), Picked::Some(rows)) => {
            work.with(rows.iter().map(|row| codes.get(*row as usize).copied().unwrap_or(0)));
        }
    }
}

/// One more digit for the numbers of places.
struct Step<'a> {
    digits: &'a [u32],
    values: u32,
    places: &'a mut [u32],
}

impl Work for Step<'_> {
    fn with(self, codes: impl Iterator<Item = u16>) {
        for (place, code) in self.places.iter_mut().zip(codes) {
            *place = *place * self.values + self.digits.get(usize::from(code)).copied().unwrap_or(0);
        }
    }
}

/// How often each code is met in each place.
struct Count<'a> {
    places: &'a [u32],
    size: u32,
    counts: &'a mut [u32],
}

impl Work for Count<'_> {
    fn with(self, codes: impl Iterator<Item = u16>) {
        for (place, code) in self.places.iter().zip(codes) {
            if let Some(count) = self.counts.get_mut((place * self.size + u32::from(code)) as usize) {
                *count += 1;
            }
        }
    }
}
