// Every CSV that we write, opened by a spreadsheet: no cell may be a formula, and the same words without our care must be some.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { at, COMMAND, onPath, run, runQuietly } from "../../.ci/tools.mjs";

/** Calc, from the distribution, if it isn't here: this row alone needs it. */
async function office() {
  const there = () => onPath("soffice", "libreoffice");
  if (there()) return there();
  const root = process.getuid() === 0 ? [] : ["sudo", "-n"];
  for (const args of [["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "libreoffice-calc-nogui"]]) {
    const [command, ...rest] = [...root, "apt-get", ...args];
    await runQuietly(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" }, limitSeconds: 900 }).catch(() => {});
  }
  return there();
}

/** Commas, quotes, UTF-8, and formulas are computed where there are any. */
const READ = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1,true";

async function formulas(program, folder, name) {
  await runQuietly(program, ["--headless", `-env:UserInstallation=file://${join(folder, "profile")}`, `--infilter=${READ}`, "--convert-to", "fods", "--outdir", folder, join(folder, `${name}.csv`)], { limitSeconds: 180 });
  const [sheet] = [".fods", `-${name}.fods`].map((end) => join(folder, `${name}${end}`)).filter(existsSync);
  const text = readFileSync(sheet ?? join(folder, `${name}.fods`), "utf8");
  return { cells: text.match(/<table:table-cell [^>]*office:value-type/g)?.length ?? 0, formulas: text.match(/ table:formula="/g)?.length ?? 0 };
}

/** What the command prints of responses whose every word is hostile: read back from what the test has written. */
async function commands(folder) {
  if (!existsSync(COMMAND)) await run("cargo", ["build", "--release", "--quiet", "--package", "madeleine-cli", "--target-dir", at("target")]);
  const signs = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =", "'="];
  const lines = signs.flatMap((sign) => ["1+1", "SUM(1,2)", 'HYPERLINK("http://x.example")', "cmd|' /C calc'!A0"].map((formula) => sign + formula)).flatMap((text, at) =>
    Array.from({ length: 12 }, (_, copy) =>
      JSON.stringify({ v: 1, response_id: `r${at}-${copy}`, seq: 1, survey: "s", state: "completed", touchpoint: text, submitted_at: "2026-11-02", answers: { csat: 4, why: [text] }, instruments: { why: "reasons" }, context: { a: text } }),
    ),
  );
  const file = join(folder, "responses.ndjson");
  writeFileSync(file, lines.join("\n"));
  writeFileSync(join(folder, "command.csv"), await runQuietly(COMMAND, ["score", "--csv", "--by", "touchpoint,context.a,period=week", file]));
}

export async function csv() {
  const program = await office();
  if (!program) return { cannot: "LibreOffice isn't here and apt-get can't install it; the property test alone: npm run security -- --only S11 after `apt-get install libreoffice-calc-nogui`" };
  const folder = mkdtempSync(join(tmpdir(), "madeleine-csv-"));
  mkdirSync(join(folder, "profile"));
  try {
    await runQuietly("cargo", ["test", "--quiet", "-p", "madeleine-report", "--test", "csv"], { env: { CSV: folder } });
    await commands(folder);
    const told = [];
    let bad = 0;
    for (const name of ["lines", "report", "command", "control"]) {
      const { cells, formulas: found } = await formulas(program, folder, name);
      told.push(`${name} ${found} of ${cells} cells`);
      if (name === "control" ? found < 10 : found > 0 || cells < 50) bad++;
    }
    return { ok: !bad, seen: `formulas in Calc: ${told.join(", ")}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
