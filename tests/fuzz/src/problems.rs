//! What a problem owes whoever reads it.

use madeleine_core::Problem;

/// A problem has a code for programs, a place, and a sentence.
pub(crate) fn well_said(problem: &Problem) {
    let Problem { code, path, message } = problem;
    assert!(
        !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
        "code {code:?}"
    );
    assert!(!path.is_empty(), "{code} has no place: {message}");
    assert!(message.len() > 10 && message.ends_with(['.', '?', '…', ')']), "{code} at {path} says {message:?}");
}

/// The same as [`well_said`], of a place in a JSON document.
pub(crate) fn well_placed(problem: &Problem) {
    well_said(problem);
    assert!(problem.path.starts_with('$'), "{} is no place: {}", problem.path, problem.message);
}
