//! Patterns that noise seldom makes.

/// A value farther than this from the centre, in standard errors, is beyond the limits.
const BEYOND: f64 = 3.0;

/// So many values in a row on one side of the centre are a pattern.
const ON_ONE_SIDE: u32 = 9;

/// So many values in a row, each above the one before or each below, are a pattern.
const IN_ONE_DIRECTION: u32 = 6;

/// The periods at which a pattern is complete or goes on, counted from 0, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patterns {
    /// Rule 1: more than 3 standard errors from the centre.
    pub beyond: Vec<usize>,
    /// Rule 2: the ninth or a later one in a row on the same side of the centre.
    pub one_side: Vec<usize>,
    /// Rule 3: the sixth or a later one in a row that only rises or only falls.
    pub one_direction: Vec<usize>,
}

/// The first three rules of Nelson 1984, Journal of Quality Technology 16, 237, for a series in standard errors from its
/// centre ([`Chart::distances`](super::Chart::distances)).
///
/// A period without a distance is passed over: it neither ends nor lengthens a run. One exactly at the centre ends a run
/// on one side. Not for an average ([`ewma`](super::ewma)), whose values depend on those before.
///
/// ```
/// use madeleine_stats::trend::nelson;
/// let series = [-1.0, -0.5, 0.0, 0.2, 0.4, 0.9, 1.1, -3.5].map(Some);
/// let patterns = nelson(&series);
/// assert_eq!((patterns.beyond, patterns.one_side, patterns.one_direction), (vec![7], vec![], vec![5, 6]));
/// ```
pub fn nelson(distances: &[Option<f64>]) -> Patterns {
    let mut patterns = Patterns::default();
    let mut last: Option<f64> = None;
    let (mut same_side, mut rising, mut falling) = (0_u32, 0_u32, 0_u32);
    let known = distances.iter().enumerate().filter_map(|(at, distance)| Some((at, (*distance)?)));
    for (at, distance) in known.filter(|(_, distance)| !distance.is_nan()) {
        same_side = match (side(distance), last.map(side)) {
            (Side::At, _) => 0,
            (here, Some(before)) if here == before => same_side.saturating_add(1),
            _ => 1,
        };
        rising = if last.is_some_and(|last| distance > last) { rising.saturating_add(1) } else { 1 };
        falling = if last.is_some_and(|last| distance < last) { falling.saturating_add(1) } else { 1 };
        last = Some(distance);
        if distance.abs() > BEYOND {
            patterns.beyond.push(at);
        }
        if same_side >= ON_ONE_SIDE {
            patterns.one_side.push(at);
        }
        if rising >= IN_ONE_DIRECTION || falling >= IN_ONE_DIRECTION {
            patterns.one_direction.push(at);
        }
    }
    patterns
}

/// Where a value lies from the centre.
#[derive(PartialEq)]
enum Side {
    Above,
    At,
    Below,
}

fn side(distance: f64) -> Side {
    if distance > 0.0 {
        Side::Above
    } else if distance < 0.0 {
        Side::Below
    } else {
        Side::At
    }
}

#[cfg(test)]
mod tests {
    use super::nelson;

    #[test]
    fn a_week_without_answers_is_passed_over() {
        let mut series = vec![Some(0.5); 9];
        series.insert(4, None);
        assert_eq!(nelson(&series).one_side, [9]);
        series[5] = Some(0.0);
        assert_eq!(nelson(&series).one_side, []);
    }

    #[test]
    fn sides_and_directions_count_from_their_first() {
        let falling: Vec<_> = (0..7).map(|step| Some(-f64::from(step))).collect();
        assert_eq!(nelson(&falling).one_direction, [5, 6]);
        assert_eq!(nelson(&falling).beyond, [4, 5, 6]);
        let nine: Vec<_> = (0..10).map(|at| Some(if at == 0 { 0.1 } else { -1e-200 })).collect();
        assert_eq!(nelson(&nine).one_side, [9]);
    }
}
