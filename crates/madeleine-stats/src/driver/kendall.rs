//! Whether two ordered questions go together.

use crate::estimate::NoEstimate;

/// How two ordered questions go together: by the order of answers alone, not by their codes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kendall {
    /// How many people answered both.
    pub base: u64,
    /// Kendall's τ_b, −1 to 1: ties counted against it. `None` where one of the questions has a single answer.
    pub tau_b: Option<f64>,
    /// Goodman and Kruskal's γ, −1 to 1: ties left out. `None` where there is no pair without a tie.
    pub gamma: Option<f64>,
    /// Pairs of people of whom one is higher on both questions.
    pub concordant: u128,
    /// Pairs of people of whom each is higher on one question.
    pub discordant: u128,
}

/// Kendall's τ_b and γ from the table of two questions, their answers in order along rows and columns. Kendall 1945,
/// Biometrika 33, 239; Goodman & Kruskal 1954, JASA 49, 732.
///
/// The table is the sum of those of any parts, which makes it the mergeable statistic. All pairs are counted exactly.
///
/// # Errors
/// [`NoEstimate::NoData`] with an empty table, [`NoEstimate::InsufficientBase`] with one person;
/// [`NoEstimate::Undefined`] where rows differ in length, or for more than 2⁶⁴ people.
///
/// ```
/// use madeleine_stats::driver::kendall;
/// let table = [vec![20, 5, 1], vec![8, 15, 6], vec![2, 9, 24]];
/// let together = kendall(&table).expect("90 people");
/// assert!(together.tau_b.is_some_and(|tau| (tau - 0.622_540_563_677_644_7).abs() < 1e-12));
/// ```
pub fn kendall(table: &[Vec<u64>]) -> Result<Kendall, NoEstimate> {
    let width = table.first().map_or(0, Vec::len);
    if table.iter().any(|row| row.len() != width) {
        return Err(NoEstimate::Undefined);
    }
    let base = table.iter().flatten().try_fold(0, |sum: u64, &count| sum.checked_add(count));
    let base = base.ok_or(NoEstimate::Undefined)?;
    match base {
        0 => return Err(NoEstimate::NoData),
        1 => return Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }),
        _ => {}
    }
    let (mut concordant, mut discordant) = (0, 0);
    // Of the rows above.
    let mut columns = vec![0_u128; width];
    for row in table {
        let (mut before, mut after) = (0, columns.iter().sum::<u128>());
        for (&count, &above) in row.iter().zip(&columns) {
            after -= above;
            concordant += u128::from(count) * before;
            discordant += u128::from(count) * after;
            before += above;
        }
        for (column, &count) in columns.iter_mut().zip(row) {
            *column += u128::from(count);
        }
    }
    let pairs = |count: u128| count * count.saturating_sub(1) / 2;
    let all = pairs(base.into());
    let tied_rows: u128 = table.iter().map(|row| pairs(row.iter().map(|&count| u128::from(count)).sum())).sum();
    let tied_columns: u128 = columns.iter().map(|&count| pairs(count)).sum();
    let difference = concordant as f64 - discordant as f64;
    let over = |pairs: f64| (pairs > 0.0).then(|| (difference / pairs).clamp(-1.0, 1.0) + 0.0);
    Ok(Kendall {
        base,
        tau_b: over(f64::sqrt((all - tied_rows) as f64 * (all - tied_columns) as f64)),
        gamma: over((concordant + discordant) as f64),
        concordant,
        discordant,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_all_that_counts() {
        let [same, opposite] = [[vec![3, 0], vec![0, 4]], [vec![0, 3], vec![4, 0]]].map(|table| kendall(&table));
        assert_eq!(same.map(|k| (k.tau_b, k.gamma, k.concordant)), Ok((Some(1.0), Some(1.0), 12)));
        assert_eq!(opposite.map(|k| (k.tau_b, k.gamma, k.discordant)), Ok((Some(-1.0), Some(-1.0), 12)));
        let spread = kendall(&[vec![3, 0, 0, 0], vec![0; 4], vec![0, 0, 0, 4]]);
        assert_eq!(spread.map(|k| k.tau_b), Ok(Some(1.0)));
    }

    #[test]
    fn the_largest_table_fits() {
        let half = u64::MAX / 2;
        assert_eq!(kendall(&[vec![half, 0], vec![0, half]]).map(|k| k.tau_b), Ok(Some(1.0)));
        assert_eq!(kendall(&[vec![u64::MAX], vec![1]]), Err(NoEstimate::Undefined));
    }

    #[test]
    fn what_does_not_vary_has_no_order() {
        let constant = kendall(&[vec![5, 0], vec![0, 0]]).expect("five people");
        assert_eq!((constant.tau_b, constant.gamma), (None, None));
        assert_eq!(kendall(&[]), Err(NoEstimate::NoData));
        assert_eq!(kendall(&[vec![1], vec![]]), Err(NoEstimate::Undefined));
        assert_eq!(kendall(&[vec![0, 1]]), Err(NoEstimate::InsufficientBase { needed: 2, have: 1 }));
    }
}
