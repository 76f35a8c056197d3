// npm run size: what each shipped file weighs, and what a visitor fetches up to the first question.
// --json prints it for programs; --check fails when a file is over its budget in tests/size.json.
// The figures are those of rustup's Rust 1.95; Debian's 1.96 gives a few bytes more or less.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { at, filesBelow, main, Mend, readJson } from "./tools.mjs";

const DIST = at("dist");
const SURVEY = at("build", "demo", "checkout.survey.json");
const MEASURES = ["raw", "gzip", "brotli"];

/** What a page with the script tag fetches before the first question stands there, the demo's survey included. */
const FIRST_QUESTION = ["madeleine.js", "madeleine-widget.js", "madeleine-widget.wasm", "madeleine-widget.en.json", "checkout.survey.json"];
/** Nobody's page fetches these. */
const NOT_WEIGHED = ["manifest.json", "tag.html", "madeleine.d.ts", "scorer.d.ts", "custom-elements.json"];

function weigh(file, path) {
  const bytes = readFileSync(path);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, brotli).length };
}

function measure() {
  if (!existsSync(DIST)) throw new Mend("There is no dist/ yet. Run: npm run build");
  const { folder } = readJson(join(DIST, "manifest.json"));
  // The name of the folder changes with every byte. The script of the tag is weighed where it keeps its name, and is the longer one there.
  const shipped = filesBelow(DIST).filter((file) => !NOT_WEIGHED.includes(file) && file !== join(folder, "madeleine.js"));
  const files = shipped.map((file) => weigh(file.replace(`${folder}/`, ""), join(DIST, file)));
  const survey = weigh("checkout.survey.json", SURVEY);
  const first = FIRST_QUESTION.map((name) => [...files, survey].find(({ file }) => file === name));
  const absent = FIRST_QUESTION.filter((_, index) => !first[index]);
  if (absent.length) throw new Mend(`dist/ lacks ${absent.join(", ")}. Run: npm run build`);
  const firstQuestion = Object.fromEntries(MEASURES.map((measure) => [measure, first.reduce((sum, file) => sum + file[measure], 0)]));
  return { files, firstQuestion };
}

function print({ files, firstQuestion }) {
  const row = (name, sizes) => console.log(name.padEnd(30) + sizes.map((size) => String(size).padStart(12)).join(""));
  row("bytes", ["raw", "gzip -9", "brotli 11"]);
  for (const file of files) row(file.file, MEASURES.map((measure) => file[measure].toLocaleString("en")));
  row("to the first question", MEASURES.map((measure) => firstQuestion[measure].toLocaleString("en")));
  console.log(`(${FIRST_QUESTION.join(" + ")})`);
}

function check({ files, firstQuestion }) {
  const budgets = readJson(at("tests", "size.json"));
  const over = [];
  const against = (what, sizes, budget) => {
    for (const [measure, limit] of Object.entries(budget)) {
      const excess = sizes[measure] - limit;
      if (excess > 0) over.push(`${what} weighs ${sizes[measure].toLocaleString("en")} bytes (${measure}): ${excess.toLocaleString("en")} over its budget of ${limit.toLocaleString("en")}.`);
    }
  };
  against("What is fetched up to the first question", firstQuestion, budgets.firstQuestion);
  for (const sizes of files) {
    // A budget with a star holds for each language.
    const budget = budgets[sizes.file.replace(/\.[a-z]{2}(?=\.)/, ".*")];
    if (budget) against(sizes.file, sizes, budget);
    else over.push(`${sizes.file} has no budget in tests/size.json: give it one.`);
  }
  if (over.length) throw new Mend(`Over budget (tests/size.json):\n  ${over.join("\n  ")}`);
  console.log(`Within budget: ${firstQuestion.brotli.toLocaleString("en")} bytes of brotli to the first question.`);
}

await main(import.meta, (args) => {
  const sizes = measure();
  if (args.includes("--json")) console.log(JSON.stringify(sizes, null, 2));
  else if (!args.includes("--check")) print(sizes);
  if (args.includes("--check")) check(sizes);
});
