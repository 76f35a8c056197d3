// npm run security: every property of tests/security/rows.mjs, a row each: whether it holds, and by how much it was tried.
//   --only S08 a row alone; --without S03 all but that one (it builds everything twice)
// It ends badly where a row is broken or nothing shows it. What can't be shown on this machine says why, and is no success.

import { ROWS } from "../tests/security/rows.mjs";
import { at, built, duration, heading, main, Mend, option, runQuietly, seconds } from "./tools.mjs";
import { tagged } from "./tagged.mjs";

/** The last of what a command says that isn't about its tests. */
const figures = (said) =>
  said.split("\n").filter((line) => line.trim() && !/^(running|test |failures|error|warning)|^\s*(Compiling|Finished|Running)/.test(line)).map((line) => line.replace(/^\.+/, "").trim()).filter(Boolean);

async function cargo([crate, program, name = "", env]) {
  const fast = env ? ["--release"] : [];
  const said = await runQuietly("cargo", ["test", "--quiet", ...fast, "-p", crate, "--test", program, name, "--", "--nocapture"], { env });
  const [, passed] = said.match(/(\d+) passed; 0 failed/) ?? [];
  if (!(passed > 0)) throw new Mend(`no test of ${crate} is called ${name}`);
  const told = figures(said).filter((line) => /\d/.test(line) && !/passed;|^test result/.test(line));
  return { ok: true, seen: told.length && env ? told.join("; ") : `${passed} tests of ${crate}` };
}

async function verbs([name, ...args]) {
  const said = await runQuietly(process.execPath, [at(".ci", `${name}.mjs`), ...args], { limitSeconds: 3_600 });
  return { ok: true, seen: said.trim().split("\n").at(-1).trim() };
}

/** Everything that shows a row, and whether all of it does. */
async function shown(id, { verbs: ours = [], cargo: rust = [], checks = [], specs }, tried) {
  const parts = [...ours.map((one) => () => verbs(one)), ...rust.map((one) => () => cargo(one)), ...checks];
  const all = [];
  for (const part of parts) all.push(await Promise.resolve().then(part).catch(({ message }) => ({ ok: false, seen: message })));
  if (specs) {
    const { held = 0, failed = 0 } = tried[id] ?? {};
    all.push({ ok: held > 0 && !failed, seen: held + failed ? `${held} browser trials held, ${failed} failed` : "no browser spec shows it" });
  }
  const cannot = all.filter((one) => one.cannot);
  const broken = all.some(({ ok, cannot }) => !ok && !cannot);
  return { verdict: broken ? "BROKEN" : cannot.length ? "not checkable here" : "holds", seen: all.map(({ seen, cannot }) => seen ?? cannot).join("; ") };
}

await main(import.meta, async (args) => {
  const start = performance.now();
  const only = option(args, "--only");
  const without = option(args, "--without");
  if (only && !ROWS[only]) throw new Mend(`There is no row ${only}: they are S01 to S23.`);
  await built();
  heading("security");
  const rows = Object.entries(ROWS).filter(([id]) => (!only || id === only) && id !== without);
  const tried = rows.some(([, { specs }]) => specs) ? await tagged(only ? `@${only}\\b` : "@S\\d\\d", at("test-results", "security.json")) : {};
  const sums = {};
  for (const [id, row] of rows) {
    const { verdict, seen } = row.cannot ? { verdict: "not checkable here", seen: row.cannot } : await shown(id, row, tried);
    sums[verdict] = (sums[verdict] ?? 0) + 1;
    console.log(`${id}  ${verdict.padEnd(18)} ${row.property}\n     ${seen}`);
  }
  console.log(`\n${Object.entries(sums).map(([verdict, count]) => `${count} ${verdict}`).join(", ")} (${duration(seconds(start))}).`);
  if (sums.BROKEN) throw new Mend(`${sums.BROKEN} rows are broken.`);
});
