//! A table of counts with all its sums, published again and again, from which no small number can be worked out.

use core::fmt;

/// A table of counts by one thing, by two or by three, and what of it may be published, edition by edition.
///
/// [`suppress`](super::suppress) guards one breakdown beside its total. Where the rows of two breakdowns are published
/// together, or the same table is published anew each week, small numbers also come out of other differences. Here a
/// number is 1 to `least` − 1 people in a cell, in a sum of cells, or in what either has grown by since an edition before.
/// Each such number is covered: so many others are held back with it that everything published fits with any value
/// from a range at least `least` wide.
///
/// Primary: the small numbers. Complementary: the corners of a hypercube around each, the one that costs least (Repsilber
/// 1994; Giessing & Repsilber 2002; Hundepool et al. 2012, Statistical Disclosure Control, ch. 4; to verify): answers may be
/// moved from its even corners to its odd ones and back, without any change to a sum that is shown. Where a sum is small
/// itself, its cells are corners with it. Empty cells may be shown.
///
/// What is held back keeps its last published number until it can be told again, and when an edition can't be
/// covered nothing of it is published: its answers wait for the next.
///
/// An outsider is meant who knows every edition, and that no count is below 0. One who knows some of the answers
/// beforehand, or reasons about which cells this rule would have chosen, can work out more.
///
/// ```
/// use madeleine_stats::publish::Editions;
/// // Checkout and store, by week.
/// let mut editions = Editions::new(&[2, 3], 10);
/// editions.publish(&[40, 50, 60, 30, 3, 20]).expect("enough answers");
/// let count = |at| editions.number(at).map(|number| number.count);
/// assert_eq!(count(&[Some(1), Some(1)]), None);
/// assert_eq!(count(&[None, None]), Some(203));
/// assert_eq!(count(&[None, Some(1)]), Some(53));
/// assert_eq!(count(&[Some(0), Some(2)]), Some(60));
/// // The other three corners: with the sums beside it each of them would tell.
/// assert_eq!([count(&[Some(1), Some(0)]), count(&[Some(0), Some(1)]), count(&[Some(0), Some(0)])], [None; 3]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editions {
    /// How many categories each thing has.
    shape: Vec<usize>,
    least: u64,
    /// The counts of the last edition.
    counted: Vec<u64>,
    /// The last published number of each cell and sum.
    shown: Vec<Option<Number>>,
    /// How many there were.
    editions: usize,
    /// Covers of earlier editions that still hold something back.
    open: Vec<Cover>,
}

/// A published number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// So many answers.
    pub count: u64,
    /// The edition that it is from, counted from 1.
    pub edition: usize,
}

/// Why an edition wasn't published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unpublished {
    /// Something small couldn't be covered: with more answers, or fewer breakdowns, it may be.
    TooFewNew,
    /// A count is lower than in the edition before, and who compares both would see whose answer is gone.
    Fewer,
    /// There isn't one count for each cell, or too many altogether.
    WrongShape,
}

impl Unpublished {
    /// A stable word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooFewNew => "too_few_new",
            Self::Fewer => "fewer",
            Self::WrongShape => "wrong_shape",
        }
    }
}

impl fmt::Display for Unpublished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooFewNew => "too few new answers: wait for more, or publish fewer breakdowns",
            Self::Fewer => "a count has fallen since the last edition: begin a new series",
            Self::WrongShape => "one count is needed for each cell, and their sum has to fit into 64 bits",
        })
    }
}

impl core::error::Error for Unpublished {}

/// What keeps one small number from being worked out: answers that may just as well be elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cover {
    swaps: Vec<Swap>,
    /// Cells and sums that would tell.
    hidden: Vec<usize>,
}

/// Cells between which answers may be moved without a change to any sum that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Swap {
    even: Vec<usize>,
    odd: Vec<usize>,
    /// The least of each side in the edition of the cover.
    room: [u64; 2],
}

impl Swap {
    fn room_in(&self, counts: &[u64]) -> [u64; 2] {
        [&self.even, &self.odd]
            .map(|cells| cells.iter().filter_map(|&cell| counts.get(cell)).copied().min().unwrap_or(0))
    }
}

impl Cover {
    /// How wide the range is.
    fn width(&self) -> u64 {
        self.swaps.iter().map(|swap| swap.room[0].saturating_add(swap.room[1])).fold(0, u64::saturating_add)
    }

    /// Whether new answers can be moved the other way, so that no later edition tells.
    fn is_undone_by(&self, grown: &[u64], least: u64) -> bool {
        let undone = |swap: &Swap| {
            let [even, odd] = swap.room_in(grown);
            swap.room[1].min(even).saturating_add(swap.room[0].min(odd))
        };
        self.swaps.iter().map(undone).fold(0, u64::saturating_add) >= least
    }
}

impl Editions {
    /// A series of tables with so many categories by each thing. Numbers below `least` are small.
    pub fn new(shape: &[usize], least: u64) -> Self {
        let cells = shape.iter().product();
        let all = shape.iter().map(|categories| categories + 1).product();
        Self {
            shape: shape.into(),
            least,
            counted: vec![0; cells],
            shown: vec![None; all],
            editions: 0,
            open: Vec::new(),
        }
    }

    /// Publishes what may be told of these counts: one for each cell, the last thing's categories next to each other.
    ///
    /// # Errors
    /// [`Unpublished`], and everything stays as it was published before.
    pub fn publish(&mut self, counts: &[u64]) -> Result<(), Unpublished> {
        let adds_up = counts.iter().try_fold(0, |sum: u64, &count| sum.checked_add(count)).is_some();
        if counts.len() != self.counted.len() || !adds_up {
            return Err(Unpublished::WrongShape);
        }
        let grown: Option<Vec<u64>> =
            counts.iter().zip(&self.counted).map(|(now, before)| now.checked_sub(*before)).collect();
        let grown = grown.ok_or(Unpublished::Fewer)?;
        let mut open: Vec<Cover> =
            self.open.iter().filter(|cover| !cover.is_undone_by(&grown, self.least)).cloned().collect();
        let mut is_hidden = vec![false; self.shown.len()];
        let hide = |is_hidden: &mut [bool], cover: &Cover| {
            cover.hidden.iter().for_each(|&at| is_hidden[at] = true);
        };
        open.iter().for_each(|cover| hide(&mut is_hidden, cover));

        let sums = self.sums(&grown);
        let small = |at: &usize| 0 < sums[*at] && sums[*at] < self.least;
        let mut smalls: Vec<(usize, Vec<Option<usize>>)> =
            (0..sums.len()).filter(small).map(|at| (at, self.place(at))).collect();
        // Sums first: what is held back with them covers many of their cells, too.
        smalls.sort_by_key(|(at, place)| (place.iter().flatten().count(), *at));
        for (_, place) in smalls {
            let cover = self.cover(&place, &grown, &sums, &is_hidden).ok_or(Unpublished::TooFewNew)?;
            hide(&mut is_hidden, &cover);
            open.push(cover);
        }

        self.editions += 1;
        self.open = open;
        self.counted = counts.into();
        for (at, count) in self.sums(counts).into_iter().enumerate().filter(|(at, _)| !is_hidden[*at]) {
            self.shown[at] = Some(Number { count, edition: self.editions });
        }
        Ok(())
    }

    /// The last published number of a cell, or of a sum: `None` in the place of a thing stands for all its categories.
    /// `None` where it was never told, or isn't there.
    pub fn number(&self, place: &[Option<usize>]) -> Option<Number> {
        let inside = place.iter().zip(&self.shape).all(|(at, categories)| at.is_none_or(|at| at < *categories));
        let found = (place.len() == self.shape.len() && inside).then(|| self.index(place))?;
        self.shown.get(found).copied().flatten()
    }

    /// How many editions were published.
    pub fn editions(&self) -> usize {
        self.editions
    }

    /// Where a cell or sum lies among all of them; a thing's sum after its categories.
    fn index(&self, place: &[Option<usize>]) -> usize {
        let each = place.iter().zip(&self.shape);
        each.fold(0, |index, (at, categories)| index * (categories + 1) + at.unwrap_or(*categories))
    }

    fn place(&self, mut index: usize) -> Vec<Option<usize>> {
        let mut place = vec![None; self.shape.len()];
        for (at, categories) in place.iter_mut().zip(&self.shape).rev() {
            *at = Some(index % (categories + 1)).filter(|at| at < categories);
            index /= categories + 1;
        }
        place
    }

    /// Where a cell lies among the cells.
    fn cell(&self, at: &[usize]) -> usize {
        at.iter().zip(&self.shape).fold(0, |index, (at, categories)| index * categories + at)
    }

    /// Every cell and every sum.
    fn sums(&self, counts: &[u64]) -> Vec<u64> {
        let mut sums = vec![0; self.shown.len()];
        for (cell, at) in every(&self.shape.iter().map(|&categories| (0..categories).collect()).collect::<Vec<_>>())
            .iter()
            .enumerate()
        {
            let whole = at.iter().map(|&at| vec![Some(at), None]).collect::<Vec<_>>();
            for place in every(&whole) {
                sums[self.index(&place)] += counts[cell];
            }
        }
        sums
    }

    /// The cover of a small number that holds back the fewest answers.
    fn cover(&self, place: &[Option<usize>], grown: &[u64], sums: &[u64], is_hidden: &[bool]) -> Option<Cover> {
        let named: Vec<usize> = (0..place.len()).filter(|&thing| place[thing].is_some()).collect();
        let mut best: Option<(u64, Cover)> = None;
        for chosen in 1..1_usize << named.len() {
            let free: Vec<usize> =
                named.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1).map(|(_, &thing)| thing).collect();
            let others: Vec<Vec<usize>> = free
                .iter()
                .map(|&thing| (0..self.shape[thing]).filter(|&other| Some(other) != place[thing]).collect())
                .collect();
            for opposite in every(&others) {
                let Some(cover) = self.hypercube(place, &free, &opposite, grown, sums) else { continue };
                let cost = cover.hidden.iter().filter(|&&at| !is_hidden[at]).map(|&at| sums[at]);
                let cost = cost.fold(0, u64::saturating_add);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, cover));
                }
            }
        }
        best.map(|(_, cover)| cover)
    }

    /// The hypercube between a place and the opposite corner, if it is wide enough: `None` also where a corner is empty, since
    /// who knows that there can be no answers would not be fooled.
    fn hypercube(
        &self,
        place: &[Option<usize>],
        free: &[usize],
        opposite: &[usize],
        grown: &[u64],
        sums: &[u64],
    ) -> Option<Cover> {
        // What isn't named in the place takes every category: answers are swapped within each.
        let unnamed: Vec<usize> = (0..place.len()).filter(|&thing| place[thing].is_none()).collect();
        let corner = |which: usize| {
            let mut corner = place.to_vec();
            let turned = free.iter().zip(opposite).enumerate().filter(|(bit, _)| which >> bit & 1 == 1);
            turned.for_each(|(_, (&thing, &other))| corner[thing] = Some(other));
            corner
        };
        let corners: Vec<Vec<Option<usize>>> = (0..1_usize << free.len()).map(corner).collect();
        if corners.iter().any(|corner| sums[self.index(corner)] == 0) {
            return None;
        }
        let positions = every(&unnamed.iter().map(|&thing| (0..self.shape[thing]).collect()).collect::<Vec<_>>());
        let swap = |position: &Vec<usize>| {
            let mut sides = [Vec::new(), Vec::new()];
            for (which, corner) in corners.iter().enumerate() {
                let mut at: Vec<usize> = corner.iter().map(|at| at.unwrap_or(0)).collect();
                unnamed.iter().zip(position).for_each(|(&thing, &category)| at[thing] = category);
                sides[which.count_ones() as usize % 2].push(self.cell(&at));
            }
            let [even, odd] = sides;
            let swap = Swap { even, odd, room: [0; 2] };
            Swap { room: swap.room_in(grown), ..swap }
        };
        let cover = Cover { swaps: positions.iter().map(swap).collect(), hidden: Vec::new() };
        if cover.width() < self.least {
            return None;
        }
        let hidden = |corner: &Vec<Option<usize>>| {
            let wherever: Vec<Vec<Option<usize>>> = corner
                .iter()
                .enumerate()
                .map(|(thing, &at)| match at {
                    Some(at) if free.contains(&thing) => vec![Some(at)],
                    Some(at) => vec![Some(at), None],
                    None => (0..self.shape[thing]).map(Some).chain([None]).collect(),
                })
                .collect();
            every(&wherever).iter().map(|place| self.index(place)).collect::<Vec<_>>()
        };
        Some(Cover { hidden: corners.iter().flat_map(hidden).collect(), ..cover })
    }
}

/// Every combination of one of each.
fn every<T: Copy>(of: &[Vec<T>]) -> Vec<Vec<T>> {
    let none = vec![Vec::new()];
    of.iter().fold(none, |all, choices| {
        let with = |one: &Vec<T>| {
            let one = one.clone();
            choices.iter().map(move |&choice| [one.as_slice(), &[choice]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(with).collect()
    })
}
