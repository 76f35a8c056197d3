// Runs a command with the pinned tools on PATH, from wherever one stands:
//   node .ci/with.mjs wasm-pack build crates/madeleine-scorer --target web --mode no-install

import { main, Mend, run } from "./tools.mjs";

await main(import.meta, async ([command, ...args]) => {
  if (!command) throw new Mend("Say which command to run, such as: node .ci/with.mjs wasm-bindgen --version");
  await run(command, args, { cwd: process.cwd() });
});
