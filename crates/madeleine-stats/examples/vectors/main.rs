//! Computes test vectors: one JSON object `{"op", "input"}` a line on standard input, one JSON value a line on standard
//! output; `{"unsupported":true}` where an operation isn't built. `tests/vectors/run.mjs` compares with what is expected.
//!
//! ```sh
//! echo '{"op":"ci_wilson","input":{"x":42,"n":50}}' | cargo run --release -p madeleine-stats --example vectors
//! ```

mod ops;

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    let mut lines = String::new();
    io::stdin().read_to_string(&mut lines)?;
    io::stdout().write_all(ops::answer_lines(&lines).as_bytes())
}
