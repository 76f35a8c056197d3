// The corpus, natively and in WebAssembly: everything holds that must hold, and both make the same of every file.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { at, main, Mend, runQuietly } from "../../.ci/tools.mjs";
import { wasm } from "./wasm.mjs";

export const CORPUS = at("tests", "fuzz", "corpus");
const SHOWN = 300;

export const alike = (native, other) => isDeepStrictEqual(JSON.parse(JSON.stringify(native)), other);

/** Where two verdicts part, in one line. */
export function difference(native, other) {
  const [one, two] = [native, other].map((value) => JSON.stringify(value));
  const from = Math.max(0, [...one].findIndex((letter, index) => letter !== two[index]) - 40);
  return `natively     …${one.slice(from, from + SHOWN)}\n  WebAssembly  …${two.slice(from, from + SHOWN)}`;
}

/** Replays a folder; says what failed and how many files of each format there were. */
export async function replay(folder = CORPUS) {
  const output = await runQuietly("cargo", ["run", "--quiet", "--package", "madeleine-fuzz", "--", "replay", folder]);
  const { verdict } = await wasm();
  const counts = {};
  let failed = 0;
  for (const line of output.trimEnd().split("\n")) {
    const { format, file, held, verdict: native } = JSON.parse(line);
    counts[format] = (counts[format] ?? 0) + 1;
    const bytes = readFileSync(join(folder, format, file));
    const other = await verdict(format, bytes);
    const same = alike(native, other);
    if (held && same) continue;
    failed++;
    console.log(`FAIL ${join(format, file)}${held ? "" : ": something doesn't hold: cargo run -p madeleine-fuzz -- replay tests/fuzz/corpus says what"}`);
    if (!same) console.log(`  ${difference(native, other)}`);
  }
  const files = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`${Object.entries(counts).map(([format, count]) => `${count} ${format}`).join(", ")} files, natively and in WebAssembly: ${files - failed} passed; ${failed} failed`);
  return failed;
}

await main(import.meta, async () => {
  if (await replay()) throw new Mend("The readers don't hold what they promise, or don't agree.");
});
