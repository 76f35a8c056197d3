// npm run manifest: the tags to paste, with their integrity, and what an owner writes into her inventory of scripts (PCI DSS 6.4.3).
//   --check      hashes dist/ anew and fails where it isn't what dist/manifest.json says

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { at, filesBelow, heading, integrityOf, main, Mend, readJson } from "./tools.mjs";
import { languages } from "./words.mjs";

const DIST = at("dist");
/** What isn't listed: the list, and what is made from it. */
const NOT_LISTED = ["manifest.json", "tag.html"];

const PURPOSE = {
  "madeleine.js": "embed script: the one tag of a page; decides whether and when to ask",
  "madeleine.d.ts": "for editors: the types of what a page says and hears; no page fetches it",
  "custom-elements.json": "for editors: attributes, events, parts and variables of the elements; no page fetches it",
  "madeleine-widget.when.js": "embed script: further triggers and for how long people are left alone, fetched by a survey that says so",
  "madeleine-widget.js": "widget: shows the survey and keeps the answers, fetched when it is time to ask",
  "madeleine.first.js": "embed script and widget in one, for a page that asks at once with a definition that brings its first question along",
  "madeleine-widget.wasm": "widget: its module, reads the survey and decides what comes next",
  "madeleine-later.js": "widget: sends the answers, fetched once the first question stands there",
  "madeleine-again.js": "widget: goes on with a survey where somebody left it, fetched when a page is loaded anew in the middle, or when the module has stopped",
  "madeleine-tend.js": "widget: mends a brand's colour that can't be read, counts characters, offers other languages, takes an address; fetched where there is one of these",
  "madeleine-tab.js": "surface: the button at the page's edge, fetched where a survey has one",
  "survey.html": "surface: the page behind a link",
  "survey.css": "surface: its look",
  "survey.js": "surface: its script",
  "kiosk.html": "kiosk: the page for a tablet",
  "kiosk.css": "kiosk: its look",
  "kiosk.js": "kiosk: its script",
  "kiosk-worker.js": "kiosk: lets it begin without a network",
  "madeleine-kiosk.wasm": "kiosk: its module, what the device does beside asking",
  "madeleine-redactor.js": "redactor: glue, fetched by a survey with an open question",
  "madeleine-redactor.wasm": "redactor: takes card numbers and addresses out of what a person wrote",
  "madeleine-checker.js": "checker: glue, fetched to say what is wrong with a survey",
  "madeleine-checker.wasm": "checker: says what is wrong with a survey, and how to mend it",
  "madeleine-scorer.js": "scorer for programs: glue of its module",
  "madeleine-scorer.wasm": "scorer for programs: response files to tallies and scores",
  "madeleine-scorer-simd.js": "scorer for programs: glue, fetched in place of the other where the browser knows SIMD",
  "madeleine-scorer-simd.wasm": "scorer for programs: the same, sixteen bytes at a time",
  "madeleine-imports.js": "report: glue, fetched for a file that another tool wrote",
  "madeleine-imports.wasm": "report: what the columns of another tool's file are",
  "scorer.js": "scorer for programs: its address",
  "scorer-api.js": "scorer for programs: in a page, a worker or Node",
  "scorer-worker.js": "scorer for programs: reads and scores beside the page",
  "scorer.d.ts": "for editors: the types of the scorer for programs; no page fetches it",
  "madeleine-sheets.js": "report: glue, fetched for a Parquet file or a workbook",
  "madeleine-sheets.wasm": "report: Parquet files and workbooks to tables",
  "report.html": "report: the page",
  "report.css": "report: its look",
  "report-begin.js": "report: its first script, which starts the worker",
  "report.js": "report: its script",
  "report-columns.js": "report: a form to say what the columns of a file are, fetched when it is asked for",
  "report-columns.css": "report: the look of that form",
  "madeleine-report.js": "report: the address of the element",
  "report-element.js": "report: the element that puts it, or a part of it, into any page",
  "report-worker.js": "report: reads and scores beside the page",
};

/** Files of a language: what they hold, and how far the words may be trusted. */
const IN_A_LANGUAGE = [
  [/^madeleine\.one\.(\w+)\.js$/, "embed script, widget and module in one file, with the words in"],
  [/^madeleine\.plain\.(\w+)\.js$/, "the same without WebAssembly, for a policy that forbids it, with the words in"],
  [/^madeleine-reporter\.(\w+)\.js$/, "report: glue of its module, in"],
  [/^madeleine-reporter\.(\w+)\.wasm$/, "report: response files to a report, in"],
  [/^madeleine-reporter-simd\.(\w+)\.js$/, "report: glue, fetched in place of the other where the browser knows SIMD, in"],
  [/^madeleine-reporter-simd\.(\w+)\.wasm$/, "report: the same, sixteen bytes at a time, in"],
  [/^report-words\.(\w+)\.js$/, "report: what its page says, in"],
  [/^madeleine-widget\.(\w+)\.json$/, "wording:"],
  [/^madeleine-widget\.(\w+)\.more\.json$/, "wording of what is asked more rarely:"],
];

function purposeOf(file) {
  for (const [form, purpose] of IN_A_LANGUAGE) {
    const language = file.match(form)?.[1];
    if (language) return `${purpose} ${language} (${languages()[language].reviewed})`;
  }
  if (!PURPOSE[file]) throw new Mend(`dist/ holds ${file}, which nothing builds. Remove it, or give it a purpose in .ci/manifest.mjs.`);
  return PURPOSE[file];
}

/** Every file that ships, with what it must be and what it is there for. */
export function inventory(dist = DIST) {
  const files = filesBelow(dist).filter((file) => !NOT_LISTED.includes(file)).map((file) => {
    const bytes = readFileSync(join(dist, file));
    return { file, bytes: bytes.length, sha384: integrityOf(bytes, "sha384"), purpose: purposeOf(basename(file)) };
  });
  return { version: readJson(at("package.json")).version, files };
}

/** The tags that an owner chooses from, ready to be pasted. */
export function tags(files, folder) {
  const of = (file) => files.find((one) => one.file === `${folder}/${file}`);
  const src = (file) => `src="/madeleine/${folder}/${file}" integrity="${of(file).sha384}" crossorigin`;
  return `<!-- For a dist/ that was copied to /madeleine/. Choose one tag. -->

<!-- This version, pinned: whatever else is served in its place doesn't run. -->
<script type="module" ${src("madeleine.js")} data-survey="/checkout.survey.json" async></script>

<!-- For a page that asks at once, with a definition that "madeleine opening" has drawn out: its question doesn't wait for the module. -->
<script ${src("madeleine.first.js")} data-survey="/checkout.survey.json" async></script>

<!-- The same in one file, for a page that asks at once: one request up to the first question. One of each language. -->
${Object.keys(languages()).map((language) => `<script ${src(`madeleine.one.${language}.js`)} data-survey="/checkout.survey.json" async></script>`).join("\n")}

<!-- And that without WebAssembly, for a policy that forbids it and can't be changed: more to fetch. One of each language. -->
<script ${src("madeleine.plain.en.js")} data-survey="/checkout.survey.json" async></script>

<!-- Whichever version is there: what it loads is pinned, it isn't. -->
<script type="module" src="/madeleine/madeleine.js" data-survey="/checkout.survey.json" async></script>
`;
}

/** One sentence for each difference between a folder and its manifest. */
export function differences({ files }, dist = DIST) {
  const there = new Map(filesBelow(dist).filter((file) => !NOT_LISTED.includes(file)).map((file) => [file, integrityOf(readFileSync(join(dist, file)), "sha384")]));
  const sentences = files.filter(({ file, sha384 }) => there.get(file) !== sha384).map(({ file }) => (there.has(file) ? `${file} isn't what was built.` : `${file} is missing.`));
  const listed = new Set(files.map(({ file }) => file));
  return [...sentences, ...[...there.keys()].filter((file) => !listed.has(file)).map((file) => `${file} isn't in the manifest.`)];
}

/** The scripts of a page where the tag stands, as its owner writes them down. */
function print({ folder, files }) {
  console.log(readFileSync(join(DIST, "tag.html"), "utf8"));
  heading("for the inventory of a payment page's scripts (PCI DSS 6.4.3)");
  for (const name of ["madeleine.js", "madeleine-widget.js", "madeleine-widget.wasm", "madeleine-later.js"]) {
    const { file, sha384, purpose } = files.find(({ file }) => file === `${folder}/${name}`);
    console.log(`${file}\n  purpose    ${purpose}\n  integrity  ${sha384}\n  enforced   ${name === "madeleine.js" ? "by the tag's integrity attribute" : "by a SHA-256 in the script that loads it"}`);
  }
  console.log("justification  asks customers how the purchase went; reads no field and no cookie of the page, sends answers to the address in the survey only");
}

await main(import.meta, (args) => {
  const path = join(DIST, "manifest.json");
  if (!existsSync(path)) throw new Mend("There is no dist/ yet. Run: npm run build");
  const manifest = readJson(path);
  if (!args.includes("--check")) return print(manifest);
  const wrong = differences(manifest);
  if (wrong.length) throw new Mend(`dist/ isn't what its manifest says:\n  ${wrong.join("\n  ")}`);
  console.log(`${manifest.files.length} files are what the manifest says.`);
});
