//! Answers the test vectors on standard input: see the library.

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let mut lines = String::new();
    io::stdin().read_to_string(&mut lines)?;
    io::stdout().write_all(madeleine_vectors::answer_lines(&lines).as_bytes())
}
