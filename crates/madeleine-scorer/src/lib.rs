//! The scorer in the browser: the bytes of response files in, tallies and estimates out.
//!
//! It holds no formula: reading is `madeleine-ingest`, counting and estimating `madeleine-stats`. What knows the exports of other tools is
//! another module, and so is what makes reports.
//!
//! ```js
//! import start, { Scorer } from "./madeleine-scorer.js";
//! await start();
//! const scorer = new Scorer();
//! for await (const piece of file.stream()) scorer.push(piece);
//! scorer.finishFile(file.name);
//! const tally = JSON.parse(scorer.tally("touchpoint,period=week"));
//! ```

mod objects;
mod packed;
mod scorer;

pub use scorer::Scorer;
