// npm run build: leaves in dist/ all that ships, and in build/demo/ the shop that shows it.
// A step is left out when what goes into it is byte for byte what it was.
//   --glue       only the glue of the WebAssembly modules and its types (target/wasm/), for tsc

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { inventory, tags } from "./manifest.mjs";
import { oneFile } from "./one.mjs";
import { RECIPE as PLAIN_RECIPE, translate } from "./plain.mjs";
import { RECIPE, renamed, shrink, slimmed } from "./shrink.mjs";
import {
  at, duration, filesBelow, hashOf, heading, installed, integrityOf, main, Mend, readJson, run, runQuietly, seconds, step, verb,
  WASM_TARGET, wasmBindgen, wasmCargo, write,
} from "./tools.mjs";
import { beginningOf, common, languages, parts, tree } from "./words.mjs";

const DIST = at("dist");
/** What changes from version to version lies in a folder of its own, which is named after what is in it once all of it is there. */
const PARTS = join(DIST, "parts");
const DEMO = at("build", "demo");
const SURVEYS = at("www", "surveys");

/**
 * Both modules bring a std of their own: built for size, and trapping at once where it would panic, since nobody in front of the page
 * could read the words. Without references as table entries: the glue's list of values is shorter than the code that keeps a table.
 */
const SMALL_STD = {
  args: ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
  env: {
    RUSTC_BOOTSTRAP: "1",
    RUSTFLAGS: "-Zunstable-options -Cpanic=immediate-abort -Ctarget-cpu=mvp -Ctarget-feature=+bulk-memory,+sign-ext,+nontrapping-fptoint,+mutable-globals",
  },
};

/**
 * What reads files is gone through by millions of rows: where what is rare is put into the midst of what is frequent, a browser's compiler
 * makes both slower, by a third.
 */
const FAST = ["-Oz", "--skip-pass=inlining-optimizing"];

/** Branches are laid out anew from flat code, and what that leaves over is cleaned up twice, and once more as it reads when written. */
const SMALLEST = ["--flatten", "--rereloop", "-Oz", "-Oz", "--roundtrip", "-Oz"];

/** The languages of the report: what its page says in each is a file. */
const REPORT_LANGUAGES = filesBelow(at("www", "report", "words")).map((file) => basename(file, ".ts"));

const MODULES = [
  { crate: "madeleine-widget", profile: "widget", optimise: SMALLEST },
  { crate: "madeleine-redactor", profile: "widget", optimise: SMALLEST },
  { crate: "madeleine-kiosk", profile: "widget", optimise: SMALLEST },
  // What reads files comes in two: for browsers that know how to do sixteen bytes at a time, which is asked where it is fetched
  // (www/scorer/modules.ts), and for others. What makes reports has one for each language that it speaks: a reader fetches the words of one.
  ...[{ optimise: FAST }, { variant: "simd", optimise: [...FAST, "--enable-simd"] }].flatMap((how) =>
    [{ crate: "madeleine-scorer" }, ...REPORT_LANGUAGES.map((language) => ({ crate: "madeleine-reporter", language }))].map((what) => ({ ...what, ...how, profile: "scorer" }))),
  { crate: "madeleine-imports", profile: "widget", optimise: SMALLEST },
  { crate: "madeleine-checker", profile: "widget", optimise: SMALLEST },
  { crate: "madeleine-sheets", profile: "widget", optimise: SMALLEST },
].map((module) => {
  const ships = [[module.crate, module.variant].filter(Boolean).join("-"), module.language].filter(Boolean).join(".");
  return { ...module, name: module.crate.replaceAll("-", "_"), ships, glue: at("target", "wasm", ships.replace("madeleine-", "")) };
});
const [WIDGET, REDACTOR, KIOSK, ...OTHERS] = MODULES;
const of = (wanted) => MODULES.filter(({ crate }) => crate === wanted);

// -- steps that need not be done twice -------------------------------------------------------------------------------

/** Does `work` unless its outputs are there and were made from these very inputs. */
async function once(name, { from, to, work }) {
  const stamp = at("target", "wasm", "stamps", name);
  const made = () => (to.every(existsSync) ? hashOf(...to.map((path) => readFileSync(path))) : undefined);
  const inputs = hashOf(...from);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === `${inputs} ${made()}`) return "unchanged";
  const said = await work();
  write(stamp, `${inputs} ${made()}`);
  return said;
}

const kilobytes = (path) => `${(readFileSync(path).length / 1000).toFixed(1)} kB`;

// -- WebAssembly -----------------------------------------------------------------------------------------------------

/** Compiles a crate; returns the path of the module. */
async function compile({ crate, profile, variant, language, name }) {
  const [cargo, ...toolchain] = wasmCargo();
  // A folder by settings of the compiler: cargo would take others for a change and compile everything anew, here and there.
  const targetDir = at("target", [profile, variant].filter(Boolean).join("-"));
  const args = [...toolchain, "build", "--quiet", "--package", crate, "--lib", "--profile", profile, "--target", WASM_TARGET, "--target-dir", targetDir, ...(language ? ["--no-default-features", "--features", language] : [])];
  const env = variant === "simd" ? { ...SMALL_STD.env, RUSTFLAGS: `${SMALL_STD.env.RUSTFLAGS},+simd128` } : SMALL_STD.env;
  await run(cargo, [...args, ...SMALL_STD.args], { env });
  return join(targetDir, WASM_TARGET, profile, `${name}.wasm`);
}

/** Makes the JavaScript side of a module, and its types, in target/wasm/. */
async function bindgen({ name, ships, glue }, compiled) {
  const tool = wasmBindgen();
  const program = installed(tool);
  if (!program) throw new Mend(`wasm-bindgen ${tool.version} isn't here. Run: npm run setup`);
  return once(`${ships}.bindgen`, {
    from: [readFileSync(compiled), tool.version, "--keep-debug"],
    to: [join(glue, `${name}.js`), join(glue, `${name}.d.ts`), join(glue, `${name}_bg.wasm`)],
    work: async () => {
      await runQuietly(program, ["--target", "web", "--out-dir", glue, "--keep-debug", compiled]);
      return "made";
    },
  });
}

const shippedModule = ({ ships, glue }) => join(glue, `${ships}.wasm`);
/** The glue of a module, before its names are shortened. */
function shippedText(module) {
  const glue = readFileSync(join(module.glue, `${module.name}.js`), "utf8");
  return module === WIDGET ? slimmed(glue) : glue;
}
const shortNames = ({ ships, glue }) => join(glue, `${ships}.names.json`);

async function shrunken(module) {
  const input = join(module.glue, `${module.name}_bg.wasm`);
  const output = shippedModule(module);
  return once(`${module.ships}.shrink`, {
    from: [readFileSync(input), shippedText(module), readFileSync(at("package-lock.json")), RECIPE, ...module.optimise],
    to: [output, shortNames(module)],
    work: async () => {
      await shrink(input, output, shortNames(module), module.optimise, shippedText(module));
      return `${kilobytes(input)} → ${kilobytes(output)}`;
    },
  });
}

// -- JavaScript ------------------------------------------------------------------------------------------------------

/** Glue as it ships, wherever it is imported. */
const shippedGlue = {
  name: "shipped-glue",
  setup(build) {
    build.onLoad({ filter: /madeleine_\w+\.js$/ }, ({ path }) => {
      const module = MODULES.find(({ glue, name }) => path === join(glue, `${name}.js`));
      if (!module) return;
      return { contents: renamed(shippedText(module), shortNames(module), module.name, basename(shippedModule(module))), loader: "ts" };
    });
  },
};

/** A style sheet that is imported by a script becomes text, without its blanks. */
const sheetAsText = {
  name: "sheet-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await build.esbuild.transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** What stands for something in a script that can't have it: for `import.meta.url` where it isn't a module, for WebAssembly where that is forbidden. */
const STANDS_FOR = { "import.meta.url": "here", WebAssembly: "plain" };
const HERE = { define: { "import.meta.url": STANDS_FOR["import.meta.url"] }, inject: [at("www", "embed", "here.ts")] };

/** Bundles and minifies one entry into one file. */
async function bundle(entry, outfile, { format = "esm", external = [], define = {}, inject = [], plugins = [] } = {}) {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [entry], outfile, format, external, inject, bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "none",
    // Without it the project's settings would put "use strict" into each script that isn't a module.
    tsconfigRaw: {}, logLevel: "warning", plugins: entry.endsWith(".css") ? [] : [...plugins, shippedGlue, sheetAsText],
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, name in STANDS_FOR ? value : JSON.stringify(value)])),
  });
  return kilobytes(outfile);
}

function jsonIn(path) {
  try {
    return readJson(path);
  } catch (error) {
    throw new Mend(`${path}: ${error.message}`);
  }
}

// -- what ships ------------------------------------------------------------------------------------------------------
// A chain: the tag's integrity pins madeleine.js, which holds the hash of the widget's script, which holds those of its module, of the
// words of each language (which hold those of their rarer words) and of what comes later, which holds those of the script that looks
// after a card, of the redactor's and of the checker's, which hold those of their modules.

const part = (file) => join(PARTS, file);
const bytesOf = (file) => readFileSync(part(file));

const sha256 = (file) => integrityOf(bytesOf(file), "sha256");

/** The glue of a module that is a script of its own. */
const script = ({ ships, glue, name }) => bundle(join(glue, `${name}.js`), part(`${ships}.js`), { define: { MODULE: sha256(`${ships}.wasm`) } });

let topOfWords;

/** The words of the usual questions, and the others: a page fetches the second part only when its survey asks for it. */
function locales() {
  const usual = {};
  for (const [language, { dir }] of Object.entries(languages())) {
    const words = parts(jsonIn(at("www", "locales", `${language}.json`)), common());
    const more = `${language}.more.json`;
    write(part(`madeleine-widget.${more}`), JSON.stringify(words.more));
    // What isn't written from left to right says so where the words are, first of all.
    usual[language] = { ...(dir !== "ltr" && { dir }), ...words.common, more: beginningOf(more, JSON.stringify(words.more)) };
  }
  const { top, files } = tree(usual);
  for (const [language, text] of Object.entries(files)) write(part(`madeleine-widget.${language}.json`), text);
  topOfWords = top;
  return Object.keys(files).join(", ");
}

/** What its script knows of the files that the widget uses. */
const known = () => ({
  MODULE: beginningOf(bytesOf("madeleine-widget.wasm")),
  WORDS: topOfWords,
  LATER: sha256("madeleine-later.js"),
});

/** And what the script of what comes later knows. */
const knownLater = () => ({ TEND: sha256("madeleine-tend.js"), REDACTOR: sha256("madeleine-redactor.js"), CHECKER: sha256("madeleine-checker.js") });

/** A word of every language, for a script that has it in. */
const wordsOf = (key) => Object.fromEntries(Object.keys(languages()).map((language) => [language, jsonIn(at("www", "locales", `${language}.json`))[key]]));

const tend = () => bundle(at("www", "embed", "tend.ts"), part("madeleine-tend.js"), { define: { LANGUAGE_WORDS: wordsOf("ui.language") } });

const later = () => bundle(at("www", "embed", "later.ts"), part("madeleine-later.js"), { define: knownLater() });

/** The button at the page's edge. */
const tab = () =>
  bundle(at("www", "surfaces", "tab.ts"), part("madeleine-tab.js"), { define: { FEEDBACK: wordsOf("ui.feedback"), CLOSE: wordsOf("ui.close") } });

const again = () => bundle(at("www", "embed", "again.ts"), part("madeleine-again.js"), { define: { WIDGET: sha256("madeleine-widget.js") } });

const widget = () => bundle(at("www", "embed", "asking.ts"), part("madeleine-widget.js"), { define: known() });

/** What a script that wakes the widget from beside it knows of it. */
const besideWidget = () => ({ PARTS: "madeleine-widget.", WIDGET: sha256("madeleine-widget.js") });

const when = () =>
  bundle(at("www", "embed", "when.ts"), part("madeleine-widget.when.js"), { define: { TAB: sha256("madeleine-tab.js"), AGAIN: sha256("madeleine-again.js") } });

/** The pages that hold nothing but a survey; the kiosk's worker stands beside its page, since it mayn't look after more than its folder. */
async function pages() {
  const from = (file) => at("www", "surfaces", file);
  const done = [
    await bundle(from("survey.css"), part("survey.css")),
    await bundle(from("survey.ts"), part("survey.js"), { define: besideWidget() }),
    await bundle(from("kiosk.css"), part("kiosk.css")),
    await bundle(from("kiosk.ts"), part("kiosk.js"), { define: { ...besideWidget(), MODULE: sha256(`${KIOSK.crate}.wasm`) } }),
    await bundle(from("kiosk-worker.ts"), join(DIST, "kiosk-worker.js")),
  ];
  return done.join(" + ");
}

/** The embed script beside the folder of the parts, or within it. */
function loader(outfile, folder) {
  const of = (file) => integrityOf(readFileSync(join(DIST, folder || basename(PARTS), file)), "sha256");
  const scripts = { WIDGET: of("madeleine-widget.js"), WHEN: of("madeleine-widget.when.js") };
  const define = { ...HERE.define, ENTRY: "madeleine.js", PARTS: join(folder, "madeleine-widget."), ...scripts };
  return bundle(at("www", "embed", "madeleine.ts"), outfile, { ...HERE, format: "iife", define });
}

/** The widget's module as JavaScript. */
async function translated() {
  const output = join(WIDGET.glue, "plain.js");
  const input = shippedModule(WIDGET);
  await once("plain", {
    from: [readFileSync(input), readFileSync(at("package-lock.json")), PLAIN_RECIPE],
    to: [output],
    work: () => translate(input, output),
  });
  return readFileSync(output, "utf8");
}

/** For each language one script that holds everything up to the first question. */
async function oneFiles(form, { define = {}, inject = [], ...held }) {
  // What watches the page is fetched here, too, from beside it.
  const beside = { PARTS: "madeleine-widget.", WHEN: sha256("madeleine-widget.when.js") };
  for (const language of Object.keys(languages())) {
    const file = `madeleine.${form}.${language}.js`;
    const { plugins, finish } = oneFile({ words: bytesOf(`madeleine-widget.${language}.json`), language, ...held });
    await bundle(at("www", "embed", "madeleine.ts"), part(file), {
      format: "iife", define: { ...HERE.define, ...known(), ...knownLater(), ...beside, ...define, ENTRY: file }, inject: [...HERE.inject, ...inject], plugins,
    });
    write(part(file), finish(bytesOf(file)));
  }
  return kilobytes(part(`madeleine.${form}.en.js`));
}

const withModule = () => oneFiles("one", { module: bytesOf("madeleine-widget.wasm") });

/** Without WebAssembly: what stands for it is given no bytes. */
const plain = async () =>
  oneFiles("plain", {
    module: Buffer.alloc(0), translated: await translated(), define: { WebAssembly: STANDS_FOR.WebAssembly, MODULE: beginningOf("") }, inject: [at("www", "embed", "plain.ts")],
  });

/** For a page that asks at once: each of these files stands for another, so that the first question is drawn before its module is here. */
const FIRST = { "madeleine.ts": ["./load", "first.ts"], "asking.ts": ["./widget", "opening.ts"] };
const standsIn = {
  name: "stands-in",
  setup(build) {
    for (const [from, [asked, given]] of Object.entries(FIRST))
      build.onResolve({ filter: new RegExp(`^${asked.replace(".", "\\.")}$`) }, ({ importer }) => (basename(importer) === from ? { path: at("www", "embed", given) } : undefined));
  },
};

const first = () => {
  const beside = { PARTS: "madeleine-widget.", WHEN: sha256("madeleine-widget.when.js") };
  const define = { ...HERE.define, ...beside, WIDGET: sha256("madeleine-widget.js"), ENTRY: "madeleine.first.js" };
  return bundle(at("www", "embed", "madeleine.ts"), part("madeleine.first.js"), { ...HERE, format: "iife", define, plugins: [standsIn] });
};

/** What the first script of the report's page holds, its second takes from there. */
const begun = {
  name: "begun",
  setup(build) {
    build.onResolve({ filter: /^\.\/(begin|trusted|scoring|labels)$/ }, () => ({ path: "./report-begin.js", external: true }));
  },
};

/** What scripts that start one of them know of the modules of a crate. */
const knownOf = (crate) => ({ MODULES: Object.fromEntries(of(crate).map(({ ships }) => [ships.replace("madeleine-", ""), sha256(`${ships}.wasm`)])) });

async function report() {
  const from = (file) => at("www", "report", file);
  const define = knownOf("madeleine-reporter");
  const done = [
    await bundle(from("report.css"), part("report.css")),
    await bundle(from("begin.ts"), part("report-begin.js"), { define }),
    await bundle(from("report.ts"), part("report.js"), { plugins: [begun] }),
    await bundle(from("columns/form.ts"), part("report-columns.js")),
    await bundle(from("columns/columns.css"), part("report-columns.css")),
    await bundle(from("element.ts"), part("report-element.js"), { define }),
    ...(await Promise.all(REPORT_LANGUAGES.map((language) => bundle(from(join("words", `${language}.ts`)), part(`report-words.${language}.js`))))),
    await bundle(from("worker.ts"), part("report-worker.js"), { define }),
  ];
  return done.join(" + ");
}

/** The scorer for programs, and its worker in a page. */
async function scorer() {
  const from = (file) => at("www", "scorer", file);
  const define = knownOf("madeleine-scorer");
  return `${await bundle(from("scorer.ts"), part("scorer-api.js"), { define })} + ${await bundle(from("worker.ts"), part("scorer-worker.js"), { define })}`;
}

/** Names the folder of parts after its version and what is in it; returns its name. */
function named() {
  const files = filesBelow(PARTS);
  const folder = `${readJson(at("package.json")).version}-${hashOf(...files.flatMap((file) => [file, bytesOf(file)])).slice(0, 8)}`;
  renameSync(PARTS, join(DIST, folder));
  return folder;
}

/** The report's page, which keeps its name, leads to the parts of this version. */
/** A page that stands beside the folder of parts, and pins what it takes from there. */
function page(source, folder) {
  const text = readFileSync(at("www", ...source), "utf8").replace(/(href|src)="([\w-]+\.(?:js|css))"/g, (_, name, file) => {
    const integrity = integrityOf(readFileSync(join(DIST, folder, file)), "sha384");
    return `${name}="${folder}/${file}" integrity="${integrity}"`;
  });
  write(join(DIST, basename(join(...source))), text);
}

/** What an editor knows of a page's calls and elements. */
async function types() {
  const source = at("www", "embed", "api.ts");
  const made = at("target", "wasm", "api.d.ts");
  await once("types", {
    from: [readFileSync(source), readFileSync(at("package-lock.json"))],
    to: [made],
    work: () => runQuietly("tsc", ["--declaration", "--emitDeclarationOnly", "--strict", "--target", "es2022", "--outDir", dirname(made), source]),
  });
  cpSync(made, join(DIST, "madeleine.d.ts"));
  await scorerTypes();
  cpSync(at("www", "embed", "custom-elements.json"), join(DIST, "custom-elements.json"));
  return kilobytes(made);
}

/** What an editor knows of the scorer for programs: in one file, since what it imports doesn't ship. */
async function scorerTypes() {
  const [source, scores] = ["api.ts", "score-types.d.ts"].map((file) => at("www", "scorer", file));
  const made = at("target", "wasm", "scorer-api", "api.d.ts");
  await once("scorer-types", {
    from: [readFileSync(source), readFileSync(scores), readFileSync(at("package-lock.json"))],
    to: [made],
    work: () => runQuietly("tsc", ["--declaration", "--emitDeclarationOnly", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--outDir", dirname(made), source]),
  });
  const declared = readFileSync(made, "utf8").replace(/^import type .*\n/m, "");
  write(join(DIST, "scorer.d.ts"), `${declared}\n${readFileSync(scores, "utf8")}`);
}

function manifest(folder) {
  const { version, files } = inventory(DIST, folder);
  write(join(DIST, "manifest.json"), `${JSON.stringify({ version, folder, files }, null, 2)}\n`);
  write(join(DIST, "tag.html"), tags(files, folder));
  return `${files.length} files`;
}

async function demo() {
  rmSync(DEMO, { recursive: true, force: true });
  mkdirSync(DEMO, { recursive: true });
  // Its .mjs files aren't for the browser: they make the year of answers that nobody gave.
  cpSync(at("www", "demo"), DEMO, { recursive: true, filter: (path) => !path.endsWith(".mjs") });
  for (const file of filesBelow(SURVEYS)) {
    // What is there for an editor isn't fetched by a page.
    const { $schema, ...survey } = jsonIn(join(SURVEYS, file));
    write(join(DEMO, file), JSON.stringify(survey));
  }
  cpSync(DIST, join(DEMO, "madeleine"), { recursive: true });
  await runQuietly(process.execPath, [at("www", "demo", "generate-sample.mjs"), join(DEMO, "sample.ndjson")]);
  await runQuietly(process.execPath, [at("www", "demo", "generate-operations.mjs"), join(DEMO, "operations.csv")]);
  return "build/demo";
}

await main(import.meta, async (args) => {
  const start = performance.now();
  heading("build");
  // The types are the same in every language, and for every browser.
  const needed = args.includes("--glue") ? MODULES.filter(({ language, variant }) => [undefined, "en"].includes(language) && !variant) : MODULES;
  for (const module of needed) {
    let compiled;
    await step(module.ships, async () => {
      compiled = await compile(module);
      return `compiled, ${kilobytes(compiled)}`;
    });
    await step("  wasm-bindgen", () => bindgen(module, compiled));
    if (!args.includes("--glue")) await step("  smaller", () => shrunken(module));
  }
  if (args.includes("--glue")) return;

  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(PARTS, { recursive: true });
  for (const module of MODULES) cpSync(shippedModule(module), part(basename(shippedModule(module))));
  for (const module of [REDACTOR, ...OTHERS]) await step(`${module.ships}.js`, () => script(module));
  await step("locales", locales);
  await step("madeleine-tend.js", tend);
  await step("madeleine-later.js", later);
  await step("madeleine-widget.js", widget);
  await step("madeleine-tab.js", tab);
  await step("madeleine-again.js", again);
  await step("madeleine-widget.when.js", when);
  await step("survey, kiosk", pages);
  await step("madeleine.first.js", first);
  await step("madeleine.one.*.js", withModule);
  await step("madeleine.plain.*.js", plain);
  await step("report", report);
  await step("scorer-api.js", scorer);
  await loader(part("madeleine.js"), "");
  const folder = named();
  await step("madeleine.js", () => loader(join(DIST, "madeleine.js"), folder));
  // The element keeps its address from version to version, as the tag does.
  write(join(DIST, "madeleine-report.js"), `import "./${folder}/report-element.js";\n`);
  write(join(DIST, "scorer.js"), `export { Scorer } from "./${folder}/scorer-api.js";\n`);
  for (const source of [["report", "report.html"], ["surfaces", "survey.html"], ["surfaces", "kiosk.html"]]) page(source, folder);
  await step("madeleine.d.ts", types);
  await step("manifest.json", () => manifest(folder));
  await step("demo", demo);
  await verb("size", "--check");
  console.log(`Built in ${duration(seconds(start))}.`);
});
