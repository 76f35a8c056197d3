//! The scorer in the browser: the bytes of response files in, tallies and estimates out.
//!
//! It holds no formula: reading is `madeleine-ingest`, counting and estimating `madeleine-stats`. What a report says and shows is
//! another module, which takes what was [gathered](Scorer::gathered) as bytes; so is what knows the exports of other tools.
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
