//! The scorer in the browser: the bytes of response files in, one report object out.
//!
//! It holds no formula: reading is `madeleine-ingest`, counting and estimating `madeleine-stats`, and what a report says
//! and shows `madeleine-report`. The types of the objects that cross are made from the Rust types of the latter.
//!
//! ```js
//! import start, { Scorer } from "./madeleine-scorer.js";
//! await start();
//! const scorer = new Scorer({});
//! for await (const piece of file.stream()) scorer.push(piece);
//! scorer.finishFile(file.name);
//! const report = scorer.report({ locale: "en", title: "Checkout" });
//! ```

mod error;
mod explain;
mod request;
mod scorer;

pub use explain::explain;
pub use scorer::Scorer;
