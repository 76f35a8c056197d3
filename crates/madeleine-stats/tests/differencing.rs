//! An attacker who has every edition of a published table, and solves for what was held back: no small number may come out.
//!
//! `cargo test` tries some tables; `npm run security -- --only S22` tries 10,000:
//! `TABLES=10000 cargo test --release -p madeleine-stats --test differencing -- --nocapture`.

use madeleine_stats::publish::{self, Editions, Unpublished};
use microlp::{ComparisonOp, OptimizationDirection, Problem};

const LEAST: u64 = 10;

/// Random enough for tables, and the same each time.
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    /// Few, many or none.
    fn count(&mut self, thin: u64) -> u64 {
        match self.below(10) {
            0 => 0,
            few if few <= thin => 1 + self.below(LEAST - 1),
            _ => LEAST + self.below(50),
        }
    }
}

/// A cell or a sum: the cells in it.
type Place = (Vec<Option<usize>>, Vec<usize>);

/// Every cell and sum of a table.
fn places(shape: &[usize]) -> Vec<Place> {
    let cells: usize = shape.iter().product();
    let at = |cell: usize| {
        let mut rest = cell;
        let mut at = vec![0; shape.len()];
        for (at, categories) in at.iter_mut().zip(shape).rev() {
            *at = rest % categories;
            rest /= categories;
        }
        at
    };
    let all: usize = shape.iter().map(|categories| categories + 1).product();
    let place = |index: usize| {
        let mut rest = index;
        let mut place = vec![None; shape.len()];
        for (at, categories) in place.iter_mut().zip(shape) {
            *at = Some(rest % (categories + 1)).filter(|at| at < categories);
            rest /= categories + 1;
        }
        let inside =
            |cell: &usize| place.iter().zip(at(*cell)).all(|(named, at)| named.is_none_or(|named| named == at));
        let inside = (0..cells).filter(inside).collect();
        (place, inside)
    };
    (0..all).map(place).collect()
}

/// What an attacker knows: of which cells in which steps between editions he has the sum.
struct Attacker<'a> {
    cells: usize,
    /// How much each cell grew by, step by step: the truth, which he doesn't know.
    truth: &'a [Vec<u64>],
    known: Vec<(Vec<usize>, f64)>,
}

impl Attacker<'_> {
    /// The range in whole numbers that the sum of these variables may lie in, one end of it.
    fn end(&self, direction: OptimizationDirection, target: &[usize]) -> Vec<f64> {
        let mut problem = Problem::new(direction);
        let all: f64 = self.truth.iter().flatten().sum::<u64>() as f64;
        let variables: Vec<_> = (0..self.cells * self.truth.len())
            .map(|at| problem.add_integer_var(if target.contains(&at) { 1.0 } else { 0.0 }, (0, all as i32)))
            .collect();
        for (of, sum) in &self.known {
            let terms: Vec<_> = of.iter().map(|&at| (variables[at], 1.0)).collect();
            problem.add_constraint(&terms, ComparisonOp::Eq, *sum);
        }
        let solved = problem.solve().expect("the truth is a solution").into_solution().expect("solved to the end");
        variables.iter().map(|&variable| solved.var_value(variable).round()).collect()
    }

    /// The small numbers that he knows to within less than [`LEAST`], as how many cells they are of and how close he came.
    fn learns(&self, places: &[Place]) -> Vec<(usize, f64)> {
        let steps = self.truth.len();
        let mut targets = Vec::new();
        for (_, inside) in places {
            for (from, to) in (0..steps).flat_map(|from| (from..steps).map(move |to| (from, to))) {
                let of: Vec<usize> =
                    (from..=to).flat_map(|step| inside.iter().map(move |cell| step * self.cells + cell)).collect();
                let sum: u64 = of.iter().map(|&at| self.truth[at / self.cells][at % self.cells]).sum();
                if 0 < sum && sum < LEAST {
                    targets.push(of);
                }
            }
        }
        // Whatever fits all that is known is a table he can't rule out; each says something of every number.
        let mut possible: Vec<Vec<f64>> = vec![self.truth.iter().flatten().map(|&count| count as f64).collect()];
        let value = |table: &Vec<f64>, of: &[usize]| of.iter().map(|&at| table[at]).sum::<f64>();
        let mut learnt = Vec::new();
        for of in targets {
            let width = |possible: &[Vec<f64>]| {
                let values = possible.iter().map(|table| value(table, &of));
                values.clone().fold(f64::NEG_INFINITY, f64::max) - values.fold(f64::INFINITY, f64::min)
            };
            for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
                if width(&possible) < LEAST as f64 {
                    let found = self.end(direction, &of);
                    for (of, sum) in &self.known {
                        assert!((value(&found, of) - sum).abs() < 1e-6, "the solver's table doesn't fit");
                    }
                    possible.push(found);
                }
            }
            if width(&possible) < LEAST as f64 {
                learnt.push((of.len(), width(&possible)));
            }
        }
        learnt
    }
}

fn random_shape(chance: &mut Chance) -> Vec<usize> {
    let things = if chance.below(2) == 0 { 2 } else { 3 };
    (0..things).map(|_| chance.one_of(&[2, 3, 4][..5 - things])).collect()
}

struct Tried {
    /// What the attacker learnt.
    learnt: Vec<(usize, f64)>,
    editions: usize,
    /// Answers in the last table, and how many of them are in a cell that is shown as it is now.
    answers: u64,
    shown: u64,
}

/// One table, in one to three editions.
fn table(seed: u64) -> Tried {
    let mut chance = Chance(seed);
    let shape = random_shape(&mut chance);
    let places = places(&shape);
    let cells: usize = shape.iter().product();
    let (thin, later) = (chance.one_of(&[1, 2, 4]), chance.one_of(&[1, 3, 6]));
    let mut editions = Editions::new(&shape, LEAST);
    let mut counts = vec![0; cells];
    let mut published = vec![0; cells];
    let (mut truth, mut known) = (Vec::new(), Vec::new());
    for edition in 0..1 + chance.below(3) {
        for count in &mut counts {
            *count += chance.count(if edition == 0 { thin } else { later });
        }
        if editions.publish(&counts) == Err(Unpublished::TooFewNew) {
            continue;
        }
        truth.push(counts.iter().zip(&published).map(|(now, before)| now - before).collect::<Vec<u64>>());
        published.clone_from(&counts);
        for (place, inside) in &places {
            let Some(number) = editions.number(place).filter(|number| number.edition == editions.editions()) else {
                continue;
            };
            assert_eq!(number.count, inside.iter().map(|&cell| counts[cell]).sum::<u64>());
            let of = (0..truth.len()).flat_map(|step| inside.iter().map(move |cell| step * cells + cell)).collect();
            known.push((of, number.count as f64));
        }
    }
    let learnt = Attacker { cells, truth: &truth, known }.learns(&places);
    let now = |place: &&Place| editions.number(&place.0).is_some_and(|number| number.edition == editions.editions());
    let shown = places.iter().filter(|(place, _)| place.iter().all(Option::is_some)).filter(now);
    Tried {
        learnt,
        editions: editions.editions(),
        answers: published.iter().sum(),
        shown: shown.flat_map(|(_, inside)| inside).map(|&cell| published[cell]).sum(),
    }
}

fn tables() -> u64 {
    std::env::var("TABLES").ok().and_then(|tables| tables.parse().ok()).unwrap_or(100)
}

#[test]
fn attack_differencing() {
    let tried: Vec<(u64, Tried)> = (0..tables()).map(|seed| (seed, table(seed))).collect();
    for (seed, tried) in &tried {
        assert!(tried.learnt.is_empty(), "table {seed}: {:?}", tried.learnt);
    }
    let sum = |of: fn(&Tried) -> u64| tried.iter().map(|(_, tried)| of(tried)).sum::<u64>();
    let (published, several) = (sum(|t| u64::from(t.editions > 0)), sum(|t| u64::from(t.editions > 1)));
    // Tables that aren't published tell nothing, and show nothing either.
    assert!(published * 10 >= tables() * 8, "{published} of {} tables were published", tables());
    println!(
        "{} random tables of 2 and 3 things: 0 small numbers known to within {LEAST}; {published} published, {several} in several editions, {:.1} % of the answers in a cell that is shown",
        tables(),
        100.0 * sum(|t| t.shown) as f64 / sum(|t| t.answers) as f64,
    );
}

/// The attacker isn't blind: where only the small numbers are held back, or each row by itself, he finds most of them.
#[test]
fn what_is_not_covered_is_found() {
    let (mut bare, mut by_row) = (0, 0);
    let few = tables().min(100);
    for seed in 0..few {
        let mut chance = Chance(seed);
        let shape = [3, 4];
        let places = places(&shape);
        let counts: Vec<u64> = (0..12).map(|_| chance.count(2)).collect();
        let sum = |inside: &[usize]| inside.iter().map(|&cell| counts[cell]).sum::<u64>();
        let know = |tells: &dyn Fn(&Place) -> bool| {
            let known = places.iter().filter(|place| tells(place));
            let known = known.map(|(_, inside)| (inside.clone(), sum(inside) as f64)).collect();
            let attacker = Attacker { cells: 12, truth: std::slice::from_ref(&counts), known };
            u64::from(!attacker.learns(&places).is_empty())
        };
        let big = |inside: &[usize]| sum(inside) == 0 || sum(inside) >= LEAST;
        bare += know(&|(_, inside)| big(inside));
        let rows: Vec<_> = counts.chunks(4).map(|row| publish::suppress(row, LEAST)).collect();
        by_row += know(&|(place, inside)| match place[..] {
            [Some(row), Some(column)] => rows[row].shown[column].is_some(),
            [Some(row), None] => rows[row].total.is_some(),
            _ => big(inside),
        });
    }
    println!(
        "of {few} tables he finds small numbers in {bare} where only those are held back, in {by_row} where each row is guarded by itself"
    );
    assert!(bare * 2 > few && by_row * 4 > few, "{bare} {by_row} of {few}");
}

/// How much of a real table is left: its counts come from whoever runs this, `TABLE=3x10:1,2,…`.
#[test]
fn what_is_left_of_a_table() {
    let given = std::env::var("TABLE").unwrap_or_else(|_| "2x3:40,50,60,30,3,20".into());
    let (shape, counts) = given.split_once(':').expect("shape:counts");
    let shape: Vec<usize> = shape.split('x').map(|categories| categories.parse().expect("a number")).collect();
    let counts: Vec<u64> = counts.split(',').map(|count| count.parse().expect("a number")).collect();
    let mut editions = Editions::new(&shape, LEAST);
    assert_eq!(editions.publish(&counts), Ok(()));
    let all = places(&shape);
    let cells = all.iter().filter(|(place, _)| place.iter().all(Option::is_some));
    let shown = cells.filter(|(place, _)| editions.number(place).is_some());
    let shown: u64 = shown.flat_map(|(_, inside)| inside).map(|&cell| counts[cell]).sum();
    let sums = all.iter().filter(|(place, _)| place.iter().any(Option::is_none));
    let hidden_sums = sums.filter(|(place, _)| editions.number(place).is_none()).count();
    let answers: u64 = counts.iter().sum();
    println!(
        "{shown} of {answers} answers ({:.1} %) in a cell that is shown, {hidden_sums} sums held back",
        100.0 * shown as f64 / answers as f64
    );
}
