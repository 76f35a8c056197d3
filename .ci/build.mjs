// npm run build: leaves in dist/ all that ships, and in build/demo/ the shop that shows it.
// A step is left out when what goes into it is byte for byte what it was.
//   --glue       only the glue of the WebAssembly modules and its types (target/wasm/), for tsc

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { RECIPE, renamed, shrink, slimmed } from "./shrink.mjs";
import {
  at, duration, filesBelow, hashOf, heading, installed, main, Mend, readJson, run, runQuietly, seconds, step, verb, WASM_TARGET,
  wasmBindgen, wasmCargo, write,
} from "./tools.mjs";
import { common, languages, parts } from "./words.mjs";

const DIST = at("dist");
const DEMO = at("build", "demo");
const SURVEYS = at("www", "surveys");

/**
 * The modules bring a std of their own: built for size, and trapping at once where it would panic, since nobody in front of the page
 * could read the words. Without references as table entries: the glue's list of values is shorter than the code that keeps a table.
 */
const SMALL_STD = {
  args: ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
  env: {
    RUSTC_BOOTSTRAP: "1",
    RUSTFLAGS: "-Zunstable-options -Cpanic=immediate-abort -Ctarget-cpu=mvp -Ctarget-feature=+bulk-memory,+sign-ext,+nontrapping-fptoint,+mutable-globals",
  },
};

/** Branches are laid out anew from flat code, and what that leaves over is cleaned up twice. */
const SMALLEST = ["--flatten", "--rereloop", "-Oz", "-Oz"];

const MODULES = [
  { crate: "madeleine-widget", profile: "widget", optimise: SMALLEST },
  { crate: "madeleine-scorer", profile: "release", optimise: ["-O3"] },
  { crate: "madeleine-kiosk", profile: "widget", optimise: SMALLEST },
].map((module) => {
  const name = module.crate.replaceAll("-", "_");
  return { ...module, name, glue: at("target", "wasm", module.crate.replace("madeleine-", "")) };
});
const [WIDGET, SCORER] = MODULES;

const PURPOSE = {
  "madeleine.js": "embed script: the one tag of a page",
  "madeleine-widget.js": "widget: glue, fetched when it is time to ask",
  "madeleine-widget.wasm": "widget: the survey in the page",
  "madeleine-later.js": "widget: sends answers; fetched once the first question stands there",
  "madeleine-tab.js": "surface: the button at the page's edge; fetched where a survey has one",
  "survey.html": "surface: the page behind a link",
  "survey.css": "surface: its look",
  "survey.js": "surface: its script",
  "kiosk.html": "kiosk: the page for a tablet",
  "kiosk.css": "kiosk: its look",
  "kiosk.js": "kiosk: its script",
  "kiosk-worker.js": "kiosk: begins without a network",
  "madeleine-kiosk.wasm": "kiosk: what the device does beside asking",
  "madeleine-scorer.js": "scorer: glue",
  "madeleine-scorer.wasm": "scorer: response files to a report",
  "report.html": "report: the page",
  "report.css": "report: its look",
  "report.js": "report: its script",
  "report-worker.js": "report: reads and scores beside the page",
};

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
async function compile({ crate, profile, name }) {
  const [cargo, ...toolchain] = wasmCargo();
  // A folder of its own: cargo would take the other compiler settings for a change and compile everything anew, here and there.
  const targetDir = at("target", crate.replace("madeleine-", ""));
  const args = [...toolchain, "build", "--quiet", "--package", crate, "--lib", "--profile", profile, "--target", WASM_TARGET, "--target-dir", targetDir];
  await run(cargo, [...args, ...SMALL_STD.args], { env: SMALL_STD.env });
  return join(targetDir, WASM_TARGET, profile, `${name}.wasm`);
}

/** Makes the JavaScript side of a module, and its types, in target/wasm/. */
async function bindgen({ name, glue }, compiled) {
  const tool = wasmBindgen();
  const program = installed(tool);
  if (!program) throw new Mend(`wasm-bindgen ${tool.version} isn't here. Run: npm run setup`);
  return once(`${name}.bindgen`, {
    from: [readFileSync(compiled), tool.version, "--keep-debug"],
    to: [join(glue, `${name}.js`), join(glue, `${name}.d.ts`), join(glue, `${name}_bg.wasm`)],
    work: async () => {
      await runQuietly(program, ["--target", "web", "--out-dir", glue, "--keep-debug", compiled]);
      return "made";
    },
  });
}

const shippedModule = ({ crate, glue }) => join(glue, `${crate}.wasm`);
const shortNames = ({ crate, glue }) => join(glue, `${crate}.names.json`);

async function shrunken(module) {
  const input = join(module.glue, `${module.name}_bg.wasm`);
  const output = shippedModule(module);
  return once(`${module.crate}.shrink`, {
    from: [readFileSync(input), readFileSync(at("package-lock.json")), RECIPE, ...module.optimise],
    to: [output, shortNames(module)],
    work: async () => {
      await shrink(input, output, shortNames(module), module.optimise);
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
      const glue = readFileSync(path, "utf8");
      return { contents: renamed(module === WIDGET ? slimmed(glue) : glue, shortNames(module), module.name, basename(shippedModule(module))), loader: "ts" };
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

/** Bundles and minifies one entry into one file of dist/. */
async function bundle(entry, file, { format = "esm", external = [], define = {} } = {}) {
  const { build } = await import("esbuild");
  const outfile = join(DIST, file);
  await build({
    entryPoints: [entry], outfile, format, external, bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "none",
    logLevel: "warning", define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    plugins: entry.endsWith(".css") ? [] : [shippedGlue, sheetAsText],
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

async function widget() {
  const done = [
    await bundle(at("www", "embed", "widget.ts"), "madeleine-widget.js", { external: ["./madeleine-later.js"] }),
    await bundle(at("www", "embed", "later.ts"), "madeleine-later.js", { external: ["./madeleine-scorer.js"] }),
  ];
  return done.join(" + ");
}

/** The surfaces that a page fetches only if it has them. */
async function surfaces() {
  const TAB_WORDS = Object.fromEntries(Object.keys(languages()).map((language) => {
    const words = jsonIn(at("www", "locales", `${language}.json`));
    return [language, { feedback: words["ui.feedback"], close: words["ui.close"] }];
  }));
  const from = (file) => at("www", "surfaces", file);
  const external = ["./madeleine-widget.js", "./madeleine-tab.js"];
  for (const page of ["survey.html", "kiosk.html"]) cpSync(from(page), join(DIST, page));
  const done = [
    await bundle(from("tab.ts"), "madeleine-tab.js", { define: { TAB_WORDS } }),
    await bundle(from("survey.css"), "survey.css"),
    await bundle(from("survey.ts"), "survey.js", { external }),
    await bundle(from("kiosk.css"), "kiosk.css"),
    await bundle(from("kiosk.ts"), "kiosk.js", { external }),
    await bundle(from("kiosk-worker.ts"), "kiosk-worker.js"),
  ];
  return done.join(" + ");
}

async function report() {
  const from = (file) => at("www", "report", file);
  cpSync(from("report.html"), join(DIST, "report.html"));
  const done = [
    await bundle(from("report.css"), "report.css"),
    await bundle(from("report.ts"), "report.js"),
    await bundle(from("worker.ts"), "report-worker.js", { external: ["./madeleine-scorer.js"] }),
  ];
  return done.join(" + ");
}

/** The words of the usual questions, and the others: a page fetches the second part only when its survey asks for it. */
function locales() {
  for (const [language, { dir }] of Object.entries(languages())) {
    const words = parts(jsonIn(at("www", "locales", `${language}.json`)), common());
    // What isn't written from left to right says so where the words are.
    write(join(DIST, "locales", `${language}.json`), JSON.stringify({ ...(dir !== "ltr" && { dir }), ...words.common }));
    write(join(DIST, "locales", `${language}.more.json`), JSON.stringify(words.more));
  }
  return Object.keys(languages()).join(", ");
}

/** What a file of words is for, and how far it may be trusted. */
function wordingOf(file) {
  const [language, more] = basename(file, ".json").split(".");
  return `wording: ${language}${more ? ", what is asked more rarely" : ""} (${languages()[language].reviewed})`;
}

function manifest() {
  const files = filesBelow(DIST).filter((file) => file !== "manifest.json").map((file) => {
    const bytes = readFileSync(join(DIST, file));
    const purpose = file.startsWith("locales/") ? wordingOf(file) : PURPOSE[file];
    if (!purpose) throw new Mend(`dist/ holds ${file}, which nothing builds. Remove it, or give it a purpose in .ci/build.mjs.`);
    return { file, bytes: bytes.length, sha384: `sha384-${createHash("sha384").update(bytes).digest("base64")}`, purpose };
  });
  write(join(DIST, "manifest.json"), `${JSON.stringify({ version: readJson(at("package.json")).version, files }, null, 2)}\n`);
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
  return "build/demo";
}

await main(import.meta, async (args) => {
  const start = performance.now();
  heading("build");
  for (const module of MODULES) {
    let compiled;
    await step(module.crate, async () => {
      compiled = await compile(module);
      return `compiled, ${kilobytes(compiled)}`;
    });
    await step("  wasm-bindgen", () => bindgen(module, compiled));
    if (!args.includes("--glue")) await step("  smaller", () => shrunken(module));
  }
  if (args.includes("--glue")) return;

  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST, { recursive: true });
  for (const module of MODULES) cpSync(shippedModule(module), join(DIST, basename(shippedModule(module))));
  await step("madeleine-widget.js", widget);
  await step("madeleine-scorer.js", () => bundle(join(SCORER.glue, `${SCORER.name}.js`), "madeleine-scorer.js"));
  await step("madeleine.js", () => bundle(at("www", "embed", "madeleine.ts"), "madeleine.js", { format: "iife", external: ["./madeleine-widget.js", "./madeleine-tab.js"] }));
  await step("surfaces", surfaces);
  await step("report", report);
  await step("locales", locales);
  await step("manifest.json", manifest);
  await step("demo", demo);
  await verb("size", "--check");
  console.log(`Built in ${duration(seconds(start))}.`);
});
