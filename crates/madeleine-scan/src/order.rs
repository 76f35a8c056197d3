//! Which of two texts comes first.

/// Whether one comes before the other; mostly their first bytes tell.
///
/// ```
/// use madeleine_scan::is_before;
/// assert!(is_before(b"01890a5d-ac96-774b-bcce", b"01890a5d-ac96-774c"));
/// assert!(!is_before(b"b", b"ab") && !is_before(b"a", b"a"));
/// ```
pub fn is_before(one: &[u8], other: &[u8]) -> bool {
    let sixteen = |id: &[u8]| id.first_chunk().map(|sixteen| u128::from_be_bytes(*sixteen));
    match (sixteen(one), sixteen(other)) {
        (Some(first), Some(second)) if first != second => first < second,
        _ => one < other,
    }
}
