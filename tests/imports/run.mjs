// Exports of other tools, natively and in WebAssembly: both come to what was counted by hand, and to the same.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { at, COMMAND, filesBelow, main, Mend, readJson } from "../../.ci/tools.mjs";
import { scorer } from "../fuzz/wasm.mjs";

const HERE = at("tests", "imports");
const MINUS = { skipped: 0, unknown: 0, not_shown: 0, abandoned: 0, invalid: 0 };

function command(args, input) {
  const { status, stdout, stderr, error } = spawnSync(COMMAND, args, { encoding: "utf8", input, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Mend(`madeleine ${args.join(" ")} failed:\n${error?.message ?? stderr}`);
  return stdout;
}

/** Where something is wrong and what, in one line, as the report page has it. */
const told = ({ line, path, message }) => `${line}: ${path && path !== "$" ? `${path}: ${message}` : message}`;

/** What the command makes of a file. */
function natively(file, mapping) {
  const how = mapping ? ["--mapping", mapping] : [];
  const { problems, notes, ...counts } = JSON.parse(command(["score", file, "--json", ...how]));
  return {
    counts,
    notes: notes.map(told),
    problems: problems.map(told),
    tally: (by) => command(["score", file, "--tally", "--by", by, ...how]).trimEnd(),
  };
}

/** The pieces of a file as they come over a line. */
function* pieces(bytes) {
  for (let from = 0; from < bytes.length; from += 97) yield bytes.subarray(from, from + 97);
}

/** What the scorer's module makes of it. */
function inWebAssembly({ score }, file, mapping) {
  const scorer = score(pieces(readFileSync(file)), mapping && readFileSync(mapping, "utf8"));
  const { notes, problems } = scorer.read();
  const seen = ({ line, message }) => `${line}: ${message}`;
  return { notes: notes.map(seen), problems: problems.map(seen), tally: (by) => scorer.tally(by) };
}

/** The counts of a cell, whatever form of answer they are of. */
const counted = ({ counts, answered, options }) => counts ?? answered ?? Object.fromEntries(options);
const base = ({ counts, answered, base }) => base ?? answered ?? counts.reduce((sum, count) => sum + count, 0);

/** What differs between an expectation and a tally. */
function* missed(expected, tally) {
  const { cells } = JSON.parse(tally(""));
  const scores = Object.fromEntries(cells.map((cell) => [cell.measure, counted(cell)]));
  if (!isDeepStrictEqual(scores, expected.scores)) yield `scores: ${JSON.stringify(scores)}`;
  const missing = Object.fromEntries(cells.filter((cell) => cell.missing).map((cell) => [cell.measure, { ...MINUS, ...cell.missing }]));
  const wanted = Object.fromEntries(Object.entries(expected.missing ?? {}).map(([measure, counts]) => [measure, { ...MINUS, ...counts }]));
  if (!isDeepStrictEqual(missing, wanted)) yield `missing: ${JSON.stringify(missing)}`;
  for (const [by, measures] of Object.entries(expected.by)) {
    const { cells } = JSON.parse(tally(by));
    for (const [measure, segments] of Object.entries(measures)) {
      const here = cells.filter((cell) => cell.measure === measure && base(cell) > 0);
      const found = Object.fromEntries(here.map((cell) => [cell.period ?? cell.segments[0] ?? "", base(cell)]));
      if (!isDeepStrictEqual(found, segments)) yield `${measure} by ${by}: ${JSON.stringify(found)}`;
    }
  }
}

/** Tries one file; gives a sentence for everything that isn't as it should be. */
function* tried(module, name) {
  const [file, own] = [join(HERE, `${name}.csv`), join(HERE, `${name}.mapping.json`)];
  const mapping = existsSync(own) ? own : undefined;
  const expected = readJson(join(HERE, `${name}.expected.json`));
  const [native, other] = [natively(file, mapping), inWebAssembly(module, file, mapping)];
  for (const count of ["lines", "responses", "superseded", "duplicates", "conflicts", "broken"]) {
    if (native.counts[count] !== expected[count]) yield `${count}: ${native.counts[count]} in place of ${expected[count]}`;
  }
  for (const [where, { notes, problems, tally }] of Object.entries({ natively: native, "in WebAssembly": other })) {
    for (const wrong of missed(expected, tally)) yield `${where}: ${wrong}`;
    for (const note of expected.notes) if (!notes.some((one) => one.includes(note))) yield `${where}: no note says "${note}"`;
    if (problems.length !== expected.problems.length || !expected.problems.every((what, i) => problems[i].includes(what))) {
      yield `${where}: problems: ${problems.join(" | ")}`;
    }
  }
  if (!isDeepStrictEqual([native.notes, native.problems], [other.notes, other.problems])) yield "natively and in WebAssembly other things are said";
  for (const by of ["", ...Object.keys(expected.by)]) if (native.tally(by) !== other.tally(by)) yield `by "${by}" the tallies differ`;
}

/** The same file by the mapping that is proposed for it: what is certain without one is the same with it. */
function* proposed(module, name) {
  const file = join(HERE, `${name}.csv`);
  const proposal = JSON.parse(command(["mapping", file]));
  // Of an unknown file the owner has the first word.
  if (existsSync(join(HERE, `${name}.mapping.json`)) || proposal.columns.every((column) => column.as === "ignore")) return;
  const scorer = module.score([readFileSync(file)], JSON.stringify(proposal));
  const { cells } = JSON.parse(scorer.tally(""));
  const { scores } = readJson(join(HERE, `${name}.expected.json`));
  for (const [measure, counts] of Object.entries(scores)) {
    const cell = cells.find((cell) => cell.measure === measure);
    if (!cell || !isDeepStrictEqual(counted(cell), counts)) yield `by the proposed mapping ${measure} is ${JSON.stringify(cell && counted(cell))}`;
  }
}

await main(import.meta, async () => {
  const module = await scorer();
  const names = filesBelow(HERE).filter((file) => file.endsWith(".expected.json")).map((file) => file.slice(0, -".expected.json".length)).sort();
  let failed = 0;
  for (const name of names) {
    const wrong = [...tried(module, name), ...proposed(module, name)];
    if (!wrong.length) continue;
    failed++;
    console.log(`FAIL ${name}`);
    for (const sentence of wrong) console.log(`  ${sentence}`);
  }
  console.log(`exports of other tools, natively and in WebAssembly: ${names.length - failed} passed; ${failed} failed`);
  if (failed) throw new Mend("Exports of other tools don't come to what was counted by hand.");
});
