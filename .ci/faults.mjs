// npm run faults: every fault of tests/faults/rows.mjs, a row each, with what was seen.
//   --quick      twelve kills and two of a control, nothing else: what npm test runs
//   --kills N    so many kills a moment (12 without it); --only F03 a row alone; --controls also what three losing designs lose
// It ends badly where a row fails or nothing tries it, and where the controls lose nothing: then the trial is blind.

import { calm } from "../tests/faults/calm.mjs";
import { cannot as cannotFill, fullDisk } from "../tests/faults/disk.mjs";
import { DESIGNS, kills, MOMENTS } from "../tests/faults/kills.mjs";
import { ROWS } from "../tests/faults/rows.mjs";
import { tagged } from "./tagged.mjs";
import { at, built, heading, main, Mend, option, runQuietly } from "./tools.mjs";

const REPORT = at("test-results", "faults.json");

/** Responses without a fault. */
const CALM = 100;

/** A program of ours, by itself: it ends well, or it doesn't; its last line says what it saw. */
async function ran(programs) {
  const said = [];
  for (const program of programs) {
    const output = await runQuietly(process.execPath, [at(...program.split("/"))]).catch(({ message }) => ({ message }));
    if (output.message) return { ok: false, seen: output.message.split("\n").slice(-12).join("\n     ") };
    said.push(output.trimEnd().split("\n").at(-1));
  }
  return { ok: true, seen: said.join("; ") };
}

/** An upper bound of the share that is lost where none was, at 95 %: the rule of three. */
const atMost = (answers) => `at most ${((300 / answers) || 100).toFixed(1)} % at 95 %`;

async function killed(id, count) {
  const { kills: browsers, answers, acknowledged, arrived, lost, twice, torn, requests } = await kills(count, "ours", id, (turn) => process.stdout.isTTY && process.stdout.write(`\r  ${id} ${turn} of ${count}`));
  const seen = `${browsers} kills, ${answers} answers, ${acknowledged} acknowledged, ${lost} lost${lost ? "" : acknowledged ? ` (${atMost(acknowledged)})` : ""}, ${arrived} arrived, ${twice} came twice and are merged, ${torn} torn, ${(requests / answers).toFixed(2)} requests an answer`;
  return { ok: !lost && !torn, seen };
}

/** Two kills at each of the moments that differ most, and two of a design that can't but lose. */
async function quick() {
  const sum = { kills: 0, answers: 0, acknowledged: 0, lost: 0, torn: 0 };
  for (const id of ["F01", "F02", "F03", "F04", "F05", "F06"]) {
    const one = await kills(2, "ours", id);
    for (const name of Object.keys(sum)) sum[name] += one[name];
  }
  const control = await kills(2, "kept in memory", "F03");
  console.log(`${sum.kills} kills, ${sum.answers} answers, ${sum.acknowledged} acknowledged, ${sum.lost} lost, ${sum.torn} torn; a design that keeps them in memory lost ${control.lost} of ${control.acknowledged}`);
  const wrong = sum.lost + sum.torn + Number(!control.lost);
  console.log(`answers: ${sum.answers - sum.lost - sum.torn} passed, ${wrong} failed`);
  if (wrong) throw new Mend(control.lost ? "An answer was lost." : "The control lost nothing: this trial would see no loss.");
}

await main(import.meta, async (args) => {
  const only = option(args, "--only");
  const count = Number(option(args, "--kills") ?? 12);
  if (only && !ROWS[only]) throw new Mend(`There is no row ${only}: they are F01 to F60.`);
  await built();
  if (args.includes("--quick")) return quick();
  heading("faults");
  const tried = await tagged(only ? `@${only}\\b` : "@F\\d\\d", REPORT);
  let red = 0;
  const tell = (id, verdict, seen) => {
    if (verdict === "FAILED" || verdict === "NOT TRIED") red++;
    console.log(`${id}  ${verdict.padEnd(14)} ${ROWS[id].fault}\n     ${seen}`);
  };
  for (const [id, { cannot, cargo, disk, runs }] of Object.entries(ROWS)) {
    if (only && id !== only) continue;
    if (cannot) tell(id, "not checkable", cannot);
    else if (MOMENTS[id]) {
      const { ok, seen } = await killed(id, count);
      tell(id, ok ? "held" : "FAILED", seen);
    } else if (disk) {
      const why = cannotFill();
      if (why) {
        tell(id, "not checkable", why);
        continue;
      }
      const { answers, thanked, inMemory, onDisk, lost } = await fullDisk(count);
      tell(id, lost || thanked < answers ? "FAILED" : "held", `${count} browsers, every second one killed, ${answers} answers, ${thanked} thanked, ${inMemory} held in memory, ${onDisk} on disk, ${lost} lost of those that were said to be safe`);
    } else if (runs) {
      const { ok, seen } = await ran(runs);
      tell(id, ok ? "held" : "FAILED", seen);
    } else if (cargo) {
      const [crate, program, name] = cargo;
      const said = await runQuietly("cargo", ["test", "--quiet", "-p", crate, "--test", program, name]).catch(({ message }) => message);
      const done = /[1-9]\d* passed; 0 failed/.test(said);
      tell(id, done ? "held" : "FAILED", `cargo test -p ${crate} --test ${program} ${name}`);
    } else if (tried[id]) {
      const { held, failed } = tried[id];
      tell(id, failed ? "FAILED" : "held", `${held} trials held, ${failed} failed`);
    } else tell(id, "NOT TRIED", "nothing tries this row yet");
  }
  if (!only) {
    heading("without faults, CPU 4×");
    const { responses, arrived, requests, p50, p95, longest } = await calm(CALM);
    console.log(`${responses} responses, ${arrived} arrived, ${(requests / responses).toFixed(2)} requests a response (at most 1.05)`);
    console.log(`from the tap to the disk: median ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (at most 50 on a machine that does nothing else), longest ${longest.toFixed(1)} ms`);
    if (arrived < responses || requests > 1.05 * responses) red++;
  }
  if (args.includes("--controls")) {
    heading("controls: designs that lose");
    let losses = 0;
    for (const design of DESIGNS.slice(1)) {
      const { kills: browsers, acknowledged, lost } = await kills(count, design, "F03");
      losses += lost;
      console.log(`${design.padEnd(22)} ${browsers} kills, ${acknowledged} acknowledged, ${lost} lost`);
    }
    if (!losses) throw new Mend("The controls lost nothing: these trials would see no loss. Look at tests/faults/kills.mjs.");
  }
  if (red) throw new Mend(`${red} rows are red.`);
});
