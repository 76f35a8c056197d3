// The scorer for programs, in Node: it comes to what the command comes to, says what is wrong, and its example runs.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { pathToFileURL } from "node:url";
import { Scorer } from "madeleine/scorer";
import { at, COMMAND, main, Mend, readJson } from "../../.ci/tools.mjs";

const SAMPLE = at("build", "demo", "sample.ndjson");
const FOLDER = at("build", "scorer");
const BY = "touchpoint,device,period=week";

const CSV = `response_id,touchpoint,device,submitted_at,csat,nps\n${Array.from({ length: 400 }, (_, row) => `r${row},${["checkout", "support", ""][row % 3]},${["phone", "desktop"][row % 2]},2026-11-${String(1 + (row % 28)).padStart(2, "0")}T10:02Z,${1 + (row % 5)},${row % 11}`).join("\n")}\n`;
const bytes = (text) => new TextEncoder().encode(text);

function command(...args) {
  const { status, stdout, stderr, error } = spawnSync(COMMAND, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Mend(`madeleine ${args.join(" ")} failed:\n${error?.message ?? stderr}`);
  return stdout;
}

const same = (one, other) => {
  if (!isDeepStrictEqual(one, other)) throw new Error(`${JSON.stringify(one)?.slice(0, 300)}\n    is not\n    ${JSON.stringify(other)?.slice(0, 300)}`);
};
const must = (truth, what) => {
  if (!truth) throw new Error(what);
};
async function rejects(promise, expected) {
  const error = await promise.then(() => undefined, (error) => error);
  must(error, `nothing went wrong, and ${JSON.stringify(expected)} should have`);
  for (const [name, value] of Object.entries(expected)) must(value instanceof RegExp ? value.test(error[name]) : error[name] === value, `${name} is ${error[name]}: ${error.message}`);
}

/** What the command says of a score, as the scorer says it. */
const asOurs = ({ instrument, segment, period, option, base, value, low, high, unit, method, indicative, reason }) => ({
  measure: instrument, segment, period: period ?? undefined, option, base, value, low, high, unit: unit?.replace("scale_points", "scalePoints"), method, indicative, reason: reason?.code,
});
const ours = ({ instrument, subject, segment, period, option, base, value, low, high, unit, method, indicative, reason }) => ({
  measure: subject === undefined ? instrument : `${instrument}.${subject}`, segment, period, option, base, value, low, high, unit, method, indicative, reason,
});

const TESTS = {
  async "a path, an address of a file, its bytes and a blob come to what the command says"() {
    const { scores, ...counts } = JSON.parse(command("score", SAMPLE, "--json", "--by", BY));
    const tally = JSON.parse(command("score", SAMPLE, "--tally", "--by", BY));
    for (const source of [SAMPLE, pathToFileURL(SAMPLE), readFileSync(SAMPLE), new Blob([readFileSync(SAMPLE)])]) {
      const scorer = await Scorer.open(source);
      same([scorer.read.lines, scorer.read.responses, scorer.read.broken], [counts.lines, counts.responses, counts.broken]);
      same((await scorer.estimate(BY)).map(ours), scores.map(asOurs));
      same(await scorer.tally(BY), tally);
      scorer.close();
    }
  },

  async "of several files each response counts once"() {
    const scorer = await Scorer.open([bytes(CSV), bytes(CSV), { name: "more", from: bytes("response_id,csat\nr0,5\nx,odd\n") }]);
    same([scorer.read.responses, scorer.read.duplicates, scorer.read.problemCount], [401, 400, 2]);
    same(scorer.read.problems.map(({ file, line }) => [file, line]).at(-1), ["more", 3]);
    scorer.close();
  },

  async "a slice is what a file of nothing else comes to"() {
    const whole = await Scorer.open(bytes(CSV));
    const [head, ...rows] = CSV.trimEnd().split("\n");
    for (const [where, says] of [
      [{ device: "phone" }, (row) => row.includes(",phone,")],
      [{ touchpoint: "checkout", device: "desktop" }, (row) => row.includes(",checkout,desktop,")],
      [{ touchpoint: "" }, (row) => /^r\d+,,/.test(row)],
      [{ state: "partial" }, () => true],
      [{ "context.plan": "" }, () => true],
      [{ device: "tablet" }, () => false],
      [{ period: "2026-11-03" }, (row) => row.includes(",2026-11-03")],
      [{ period: "2026-11", device: "phone" }, (row) => row.includes(",2026-11-") && row.includes(",phone,")],
    ]) {
      const part = await Scorer.open(bytes([head, ...rows.filter(says)].join("\n")));
      for (const by of [undefined, "touchpoint,device,period=week"]) same(await whole.slice({ where, by }), await part.estimate(by));
      part.close();
    }
    whole.close();
  },

  async "an export of another tool and a file with a mapping are read"() {
    for (const [file, mapping] of [["google-forms/course"], ["unknown/branch", "unknown/branch"]]) {
      const options = mapping && { mapping: readJson(at("tests", "imports", `${mapping}.mapping.json`)) };
      const scorer = await Scorer.open(at("tests", "imports", `${file}.csv`), options);
      const expected = readJson(at("tests", "imports", `${file}.expected.json`));
      same(scorer.read.responses, expected.responses);
      must(scorer.read.notes.some(({ code }) => code === "layout"), "no note says as what it was read");
      scorer.close();
    }
  },

  async "how far it has come is told, and at the end of each file all of it"() {
    const told = [];
    const scorer = await Scorer.open([SAMPLE, bytes(CSV)], { onProgress: (progress) => told.push(progress) });
    const [first, last] = [told.findLast(({ file }) => file === 0), told.at(-1)];
    same([first.name, first.bytes === first.total, first.secondsLeft, first.files], ["sample.ndjson", true, 0, 2]);
    same([last.file, last.rows, last.bytes], [1, 400, CSV.length]);
    scorer.close();
  },

  async "reading ends where it is told to"() {
    const reason = new Error("enough");
    await rejects(Scorer.open(SAMPLE, { signal: AbortSignal.abort(reason) }), { message: "enough" });
    const ending = new AbortController();
    const many = Array.from({ length: 50 }, () => SAMPLE);
    let files = 0;
    await rejects(Scorer.open(many, { signal: ending.signal, onProgress: ({ file }) => { files = file; ending.abort(reason); } }), { message: "enough" });
    must(files < 2, `${files} files were read after that`);
  },

  async "what is wrong says so"() {
    await rejects(Scorer.open(join(FOLDER, "gone.csv")), { code: "unreadable", name: "MadeleineError", file: /gone\.csv$/ });
    await rejects(Scorer.open(SAMPLE, { keep: true }), { code: "unknown_key", message: /"keep".*mapping, signal, onProgress/ });
    await rejects(Scorer.open(SAMPLE, { mapping: { v: 1 } }), { code: "bad_mapping", message: /columns/ });
    await rejects(Scorer.open(5), { code: "bad_source" });
    await rejects(Scorer.open({ name: "packed", from: new Uint8Array([0x1f, 0x8b, 0, 1, 2, 3]) }), { code: "unlike", file: "packed" });
    const scorer = await Scorer.open(bytes(CSV));
    await rejects(scorer.estimate("wether"), { code: /./, name: "MadeleineError", message: /wether/ });
    await rejects(scorer.slice({ where: { "device,touchpoint": "x" } }), { code: "one_dimension" });
    await rejects(scorer.slice({ where: { period: "week" } }), { code: "bad_period", message: /2026-W47/ });
    await rejects(scorer.slice({ were: {} }), { code: "unknown_key" });
    scorer.close();
    await rejects(scorer.estimate(), { code: "closed" });
  },

  async "its objects have no key that its types don't name"() {
    const types = readFileSync(at("dist", "scorer.d.ts"), "utf8");
    const members = (name) => new Set([...types.match(new RegExp(`interface ${name} \\{([^]*?)^\\}`, "m"))[1].matchAll(/^ {2,4}(\w+)\??[:(]/gm)].map(([, member]) => member));
    const scorer = await Scorer.open([bytes(CSV), bytes("csat\nodd\n")]);
    for (const [name, objects] of [["Score", await scorer.estimate(BY)], ["Read", [scorer.read]], ["Told", scorer.read.problems], ["Tally", [await scorer.tally(BY)]], ["Cell", (await scorer.tally(BY)).cells]]) {
      for (const key of objects.flatMap(Object.keys)) must(members(name).has(key), `${name} has the key ${key}, which the types don't name`);
    }
    scorer.close();
  },

  async "the example of docs/scoring.md runs"() {
    const [, example] = readFileSync(at("docs", "scoring.md"), "utf8").match(/```js\n([^]*?)```/);
    writeFileSync(join(FOLDER, "example.mjs"), example);
    writeFileSync(join(FOLDER, "answers.csv"), `${CSV}odd\n,,,,"x\n`);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["example.mjs"], { cwd: FOLDER, encoding: "utf8" });
    must(status === 0, stderr);
    must(/^40\d responses/.test(stdout) && /n = 1\d\d/.test(stdout) && /\ncsat 0\.\d/.test(stdout), stdout);
  },
};

await main(import.meta, async () => {
  mkdirSync(FOLDER, { recursive: true });
  let failed = 0;
  for (const [what, work] of Object.entries(TESTS)) {
    try {
      await work();
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${what}\n    ${error.stack ?? error}`);
    }
  }
  console.log(`the scorer for programs: ${Object.keys(TESTS).length - failed} passed; ${failed} failed`);
  if (failed) throw new Mend("The scorer for programs doesn't do what docs/scoring.md says.");
});
