//! Two breakdowns of the same answers, shown side by side without the table between them.

use super::suppress;

/// Which rows of a table may be shown as sums, beside the sums of those columns that are shown and the total.
///
/// `table` has one row for each category of the one breakdown and in it the counts for each category of the other;
/// `columns` says which of those are shown. A row isn't shown where it has 1 to `least` − 1 answers, where [`suppress`] holds
/// it back, or where the sums that are shown would tell a number of 1 to `least` − 1: of a cell, of the cells of one row or
/// column that belong together, or of sums that are hidden. Then the smallest row that is shown is hidden, until nothing is told.
///
/// What is meant is an outsider who knows which cells are empty, and all sums. In terms of graphs: rows and columns are
/// points, cells that aren't empty are lines; what sums tell is what joins a point to the parts into which the rest falls
/// without it (the kernel of sums of a two-way table is spanned by its cycles; Gusfield 1988, to verify).
///
/// Rows that are too short count as empty at their end.
///
/// ```
/// use madeleine_stats::publish::rows_beside;
/// // Two stages by three touchpoints. The third, with its 4 answers, isn't shown, nor is the second, so that it can't be told.
/// let table = [vec![90, 0, 4], vec![0, 40, 0]];
/// // Beside the first touchpoint the first stage would tell the third: 94 − 90.
/// assert_eq!(rows_beside(&table, &[true, false, false], 10), [false, false]);
/// // With more there, nobody can tell which.
/// let table = [vec![90, 20, 4], vec![0, 40, 0]];
/// assert_eq!(rows_beside(&table, &[true, false, false], 10), [true, true]);
/// ```
pub fn rows_beside(table: &[Vec<u64>], columns: &[bool], least: u64) -> Vec<bool> {
    let sums: Vec<u64> =
        table.iter().map(|row| row.iter().fold(0, |sum: u64, &count| sum.saturating_add(count))).collect();
    let mut rows = vec![true; sums.len()];
    suppress(&sums, least).hidden.into_iter().for_each(|row| rows[row] = false);
    while tells(table, &rows, columns, least) {
        let shown = sums.iter().enumerate().filter(|(row, sum)| rows[*row] && **sum > 0);
        let Some((smallest, _)) = shown.min_by_key(|(_, sum)| **sum) else {
            rows.fill(false);
            break;
        };
        rows[smallest] = false;
    }
    rows
}

/// A cell that isn't empty, between its row and its column.
struct Line {
    ends: [usize; 2],
    count: u64,
}

/// Whether the sums that are shown tell a small number.
fn tells(table: &[Vec<u64>], rows: &[bool], columns: &[bool], least: u64) -> bool {
    // The first two points are all hidden rows and all hidden columns: together they are known, from the total.
    let row_point = |row: usize| if rows[row] { 2 + row } else { 0 };
    let column_point = |column: usize| if columns.get(column) == Some(&true) { 2 + rows.len() + column } else { 1 };
    let mut lines = Vec::new();
    for (row, counts) in table.iter().enumerate() {
        for (column, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            lines.push(Line { ends: [row_point(row), column_point(column)], count });
        }
    }
    let points = 2 + rows.len() + table.iter().map(Vec::len).max().unwrap_or(0).max(columns.len());
    (0..points).any(|point| {
        let parts = parts(points, lines.iter().filter(|line| !line.ends.contains(&point)));
        let mut sums = vec![0_u64; points];
        for line in lines.iter().filter(|line| line.ends.contains(&point)) {
            let other = if line.ends[0] == point { line.ends[1] } else { line.ends[0] };
            sums[parts[other]] = sums[parts[other]].saturating_add(line.count);
        }
        sums.into_iter().any(|sum| 0 < sum && sum < least)
    })
}

/// For each point the least of those that lines join it to.
fn parts<'a>(points: usize, lines: impl Iterator<Item = &'a Line>) -> Vec<usize> {
    let mut of: Vec<usize> = (0..points).collect();
    for Line { ends: [one, other], .. } in lines {
        let (one, other) = (of[*one], of[*other]);
        let (low, high) = (one.min(other), one.max(other));
        of.iter_mut().filter(|part| **part == high).for_each(|part| *part = low);
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a sum of cells is known from sums of cells: by elimination.
    fn known(sums: &[Vec<f64>], wanted: &[f64]) -> bool {
        let rank = |mut rows: Vec<Vec<f64>>| {
            let width = rows.first().map_or(0, Vec::len);
            let mut rank = 0;
            for column in 0..width {
                let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else { continue };
                rows.swap(rank, pivot);
                let by = rows[rank].clone();
                for row in &mut rows[rank + 1..] {
                    let times = row[column] / by[column];
                    row.iter_mut().zip(&by).for_each(|(cell, by)| *cell -= times * by);
                }
                rank += 1;
            }
            rank
        };
        let with: Vec<Vec<f64>> = sums.iter().cloned().chain([wanted.to_vec()]).collect();
        rank(with) == rank(sums.to_vec())
    }

    proptest! {
        #[test]
        fn no_small_cell_and_no_small_sum_can_be_worked_out(
            table in (1_usize..5, 1_usize..6).prop_flat_map(|(rows, columns)| {
                let count = prop_oneof![4 => Just(0), 3 => 1_u64..10, 4 => 10_u64..90];
                prop::collection::vec(prop::collection::vec(count, columns), rows)
            }),
        ) {
            let width = table[0].len();
            let column_sum = |column: usize| table.iter().map(|row| row[column]).sum::<u64>();
            let sums: Vec<u64> = (0..width).map(column_sum).collect();
            let hidden = suppress(&sums, 10).hidden;
            let columns: Vec<bool> = (0..width).map(|column| !hidden.contains(&column)).collect();
            let rows = rows_beside(&table, &columns, 10);
            // Cells that aren't empty are what nobody knows.
            let cells: Vec<(usize, usize)> = (0..table.len())
                .flat_map(|row| (0..width).map(move |column| (row, column)))
                .filter(|(row, column)| table[*row][*column] > 0)
                .collect();
            let of = |wanted: &dyn Fn(usize, usize) -> bool| -> Vec<f64> {
                cells.iter().map(|(row, column)| f64::from(u8::from(wanted(*row, *column)))).collect()
            };
            let mut told: Vec<Vec<f64>> = Vec::new();
            let shows = rows.contains(&true);
            if shows {
                told.push(of(&|_, _| true));
                told.extend((0..table.len()).filter(|row| rows[*row]).map(|shown| of(&|row, _| row == shown)));
                told.extend((0..width).filter(|column| columns[*column]).map(|shown| of(&|_, column| column == shown)));
            }
            for (row, column) in cells.iter().filter(|(row, column)| shows && table[*row][*column] < 10) {
                prop_assert!(!known(&told, &of(&|r, c| (r, c) == (*row, *column))), "{table:?} {rows:?} {columns:?}");
            }
            for (row, counts) in table.iter().enumerate() {
                let sum: u64 = counts.iter().sum();
                prop_assert!(!(rows[row] && 0 < sum && sum < 10));
                if shows && 0 < sum && sum < 10 {
                    prop_assert!(!known(&told, &of(&|r, _| r == row)), "{table:?} {rows:?} {columns:?}");
                }
            }
            for (column, sum) in sums.iter().enumerate().filter(|(_, sum)| shows && 0 < **sum && **sum < 10) {
                prop_assert!(!known(&told, &of(&|_, c| c == column)), "{sum} {table:?} {rows:?} {columns:?}");
            }
        }
    }

    #[test]
    fn one_touchpoint_at_each_stage_hides_nothing() {
        let table = [vec![760, 0, 0], vec![0, 830, 0], vec![0, 0, 1480]];
        assert_eq!(rows_beside(&table, &[true; 3], 10), [true; 3]);
    }

    #[test]
    fn a_touchpoint_with_few_of_its_answers_elsewhere_hides_where_they_are() {
        // Shown: the touchpoint's 104, and the 100 of it that are all of a stage.
        let table = [vec![100, 0], vec![4, 50], vec![0, 70]];
        assert_eq!(rows_beside(&table, &[true; 2], 10), [false; 3]);
    }
}
