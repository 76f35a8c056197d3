//! Composites: one value of several criteria.

/// One person's composite as a ratio: the weighted sum of her answered criteria, and the sum of their weights. `None` where
/// she answered fewer than `least`, or where the weights are all 0 or fewer than the answers.
///
/// The weights are whole numbers that everybody may see; equal ones are 1, 1, 1 … The ratio is exact, so that
/// [`Sums`](crate::tally::Sums) of it add up to the same in any order.
///
/// ```
/// use madeleine_stats::score::composite;
/// assert_eq!(composite(&[Some(8), Some(9), None, Some(4)], &[1, 1, 1, 2], 3), Some((25, 4)));
/// assert_eq!(composite(&[Some(8), None, None, Some(4)], &[1, 1, 1, 2], 3), None);
/// ```
pub fn composite(answers: &[Option<i32>], weights: &[u32], least: usize) -> Option<(i64, u32)> {
    let answered = answers.iter().zip(weights).filter_map(|(answer, weight)| Some(((*answer)?, *weight)));
    let (mut people, mut sum, mut all) = (0_usize, 0_i64, 0_u32);
    for (answer, weight) in answered {
        people += 1;
        sum = sum.checked_add(i64::from(answer).checked_mul(i64::from(weight))?)?;
        all = all.checked_add(weight)?;
    }
    (people >= least && all > 0 && weights.len() >= answers.len()).then_some((sum, all))
}
