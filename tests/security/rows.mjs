// Every property that the project promises of its security and privacy, by its number, and what shows it: browser specs by a tag of
// that number (`specs`), tests in Rust by their name, one of our verbs, or something of this folder. A row that nothing shows is red.

import { csv } from "./csv.mjs";
import { gate } from "./gate.mjs";
import { once } from "./once.mjs";
import { chain, counted, safe } from "./supply.mjs";
import { left } from "./table.mjs";

export const ROWS = {
  S01: { property: "the tag's hash pins every file: one bit that is another is refused", specs: true },
  S02: { property: "what lies in dist/ is what its manifest says", verbs: [["manifest", "--check"]] },
  S03: { property: "the same sources build the same bytes, wherever they lie", verbs: [["reproduce"]] },
  S04: { property: "no code and no markup is made of text", checks: [gate], specs: true },
  S05: { property: "no inline style, and no nonce is needed for any", specs: true },
  S06: { property: "the strictest policy that lets WebAssembly run is never violated", specs: true },
  S07: { property: "nothing but what is declared is asked of the network", specs: true },
  S08: { property: "nothing of the page is read: no field, cookie or storage of others, no key that is typed in it", specs: true },
  S09: { property: "words of owners and of people are text, in the widget and in the report", specs: true },
  S10: {
    property: "no word of a definition becomes a link; answers go to http(s) addresses and paths alone", specs: true,
    cargo: [["madeleine-core", "definition", "every_mistake_is_named_with_its_code_its_place_and_its_mend"]],
  },
  S11: { property: "no cell of a CSV is a formula", cargo: [["madeleine-report", "csv"]], checks: [csv] },
  S12: { property: "nothing is taken from, or put on, the prototypes of the page", specs: true, cargo: [["madeleine-ingest", "hostile"]] },
  S13: { property: "elements that take our names change nothing", specs: true },
  S14: { property: "no message of another window is listened to", specs: true },
  S15: {
    property: "depth, size and number are limited, with an error that says so",
    cargo: [
      ["madeleine-core", "definition", "hostile_depth_and_length_end_in_an_error"], ["madeleine-ingest", "hostile", "a_line_without_end"], ["madeleine-ingest", "hostile", "columns_without_end"],
      ["madeleine-cli", "server", "limits::"],
    ],
  },
  S16: { property: "no unsafe Rust; nothing unwraps (what a panic leaves: npm run faults -- --only F51)", checks: [safe] },
  S17: { property: "what comes in with dependencies is known and allowed", checks: [chain] },
  S18: { property: "no npm package ships, and few crates do", checks: [counted] },
  S19: {
    property: "a package on npm says from which commit it was built",
    cannot: "nothing is published to npm, and provenance is signed by the service that builds (it needs OIDC): `npm publish --provenance` there, once there is one. What stands in for it: S02 and S03",
  },
  S20: { property: "nothing is stored before an answer, and erase leaves nothing", specs: true },
  S21: { property: "two responses of one device can't be told to be; nothing is asked that recognises it", specs: true },
  S22: {
    property: "no small number can be worked out of a published table, its sums and its earlier editions",
    cargo: [["madeleine-stats", "differencing", "attack_differencing", { TABLES: "10000" }], ["madeleine-stats", "differencing", "what_is_not_covered_is_found"]], checks: [left],
  },
  S23: {
    property: "randomised response keeps its promise exactly, and what was randomised once is sent as it is (not in the widget yet: docs/privacy.md)", specs: true, checks: [once],
    cargo: [["madeleine-stats", "randomised", "", { DRAWS: "10000000", SURVEYS: "10000", RETRIES: "100000" }]],
  },
};
