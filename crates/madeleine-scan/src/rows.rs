//! What is done with the codes of rows, many rows at a time. Each is a function of its own: a browser makes one fast that was called
//! often, and not in the midst of a call.

/// Strikes out rows that haven't this code: 1 stands for a row that is kept, 0 for one that isn't.
///
/// ```
/// let mut kept = [1, 1, 0];
/// madeleine_scan::keep_equal(&mut kept, &[3, 4, 3], 3);
/// assert_eq!(kept, [1, 0, 0]);
/// ```
#[inline(never)]
pub fn keep_equal(kept: &mut [u8], codes: &[u8], wanted: u8) {
    kept.iter_mut().zip(codes).for_each(|(kept, code)| *kept &= u8::from(*code == wanted));
}

/// Strikes out rows that are flagged.
///
/// ```
/// let mut kept = [1, 1, 0];
/// madeleine_scan::strike(&mut kept, &[true, false]);
/// assert_eq!(kept, [0, 1, 0]);
/// ```
#[inline(never)]
pub fn strike(kept: &mut [u8], flags: &[bool]) {
    kept.iter_mut().zip(flags).for_each(|(kept, flag)| *kept &= u8::from(!flag));
}

/// The numbers of the rows that are kept, counted from that of the first row.
///
/// ```
/// let mut rows = Vec::new();
/// madeleine_scan::kept(10, &[1, 0, 1], &mut rows);
/// assert_eq!(rows, [10, 12]);
/// ```
#[inline(never)]
pub fn kept(first: u32, kept: &[u8], out: &mut Vec<u32>) {
    // Each is written where the next one goes, whether it stays there or not.
    out.resize(kept.len(), 0);
    let mut count = 0;
    for (row, kept) in (first..).zip(kept) {
        out[count] = row;
        count += usize::from(*kept);
    }
    out.truncate(count);
}

/// Counts codes, each in its place, of which there are two to the power of `shift` for each first number; what has no place isn't
/// counted.
///
/// ```
/// let mut counts = [0; 4];
/// madeleine_scan::count_wide(&mut counts, 1, &[0, 1, 1], &[1, 0, 0]);
/// assert_eq!(counts, [0, 1, 2, 0]);
/// ```
#[inline(never)]
pub fn count_wide(counts: &mut [u32], shift: u32, places: &[u32], codes: &[u32]) {
    add(counts, shift, places, codes);
}

/// The same of codes that fit into a byte.
#[inline(never)]
pub fn count_narrow(counts: &mut [u32], shift: u32, places: &[u32], codes: &[u8]) {
    add(counts, shift, places, codes);
}

#[inline(always)]
fn add<T: Copy + Into<u32>>(counts: &mut [u32], shift: u32, places: &[u32], codes: &[T]) {
    for (place, code) in places.iter().zip(codes) {
        let code: u32 = (*code).into();
        if let Some(count) = counts.get_mut(((*place as usize) << shift) | code as usize) {
            *count += 1;
        }
    }
}
