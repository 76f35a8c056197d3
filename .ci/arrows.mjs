// Arrows point to the core: fails with a sentence on every dependency that the design doesn't allow.
// `--self-test` shows that each rule catches a wrong edge.

import { spawnSync } from "node:child_process";
import { at, environment, main, Mend, ROOT, WASM_TARGET } from "./tools.mjs";

/** Which of our crates each of our crates may depend on. */
const ALLOWED = {
  "madeleine-core": [],
  "madeleine-scan": [],
  "madeleine-stats": ["madeleine-core", "madeleine-scan"],
  "madeleine-report": ["madeleine-core", "madeleine-stats"],
  "madeleine-ingest": ["madeleine-core", "madeleine-scan"],
  "madeleine-sheets": [],
  "madeleine-widget": ["madeleine-core"],
  "madeleine-redactor": ["madeleine-core"],
  "madeleine-kiosk": ["madeleine-core"],
  "madeleine-boundary": [],
  "madeleine-scorer": ["madeleine-boundary", "madeleine-core", "madeleine-stats", "madeleine-ingest"],
  "madeleine-reporter": ["madeleine-boundary", "madeleine-core", "madeleine-stats", "madeleine-report", "madeleine-ingest"],
  "madeleine-imports": ["madeleine-boundary", "madeleine-ingest"],
  "madeleine-checker": ["madeleine-core", "madeleine-ingest"],
  "madeleine-cli": ["madeleine-core", "madeleine-stats", "madeleine-report", "madeleine-ingest", "madeleine-sheets", "madeleine-vectors"],
  "madeleine-vectors": ["madeleine-core", "madeleine-stats", "madeleine-ingest"],
  "madeleine-fuzz": ["madeleine-core", "madeleine-stats", "madeleine-report", "madeleine-ingest", "madeleine-vectors", "madeleine-sheets"],
  "madeleine-cluster": ["madeleine-core", "madeleine-stats", "madeleine-ingest"],
};

/** Crates of others that only some of ours may name. What a test needs is its own affair. */
const RESERVED = [
  { crate: /^(web-sys|gloo(-.+)?|wasm-bindgen-futures)$/, only: ["madeleine-kiosk"], because: "only what stands in a page touches it" },
  { crate: /^(js-sys|wasm-bindgen)$/, only: ["madeleine-boundary", "madeleine-widget", "madeleine-redactor", "madeleine-kiosk", "madeleine-scorer", "madeleine-reporter", "madeleine-imports", "madeleine-checker", "madeleine-sheets", "madeleine-vectors"], because: "what differs between a browser and a terminal is passed in" },
  { crate: /^serde-wasm-bindgen$/, only: ["madeleine-reporter"], because: "it costs the widget more than all its own code" },
];

/** What must not even come to the widget through others. */
const NOT_IN_WIDGET = ["madeleine-stats", "madeleine-report", "madeleine-ingest", "serde", "serde_core", "serde_json"];

/**
 * One sentence for each edge that isn't allowed.
 * @param packages the workspace's packages as `cargo metadata` describes them
 * @param widgetTree names of every crate that is linked into the widget
 */
function wrongEdges(packages, widgetTree) {
  const sentences = [];
  for (const { name, dependencies } of packages) {
    if (!ALLOWED[name]) {
      sentences.push(`${name} is a crate that .ci/arrows.mjs doesn't know: say there what it may depend on.`);
      continue;
    }
    for (const { name: other, kind } of dependencies) {
      if (other.startsWith("madeleine-")) {
        if (!ALLOWED[name].includes(other)) {
          sentences.push(`${name} must not depend on ${other}${kind ? ` (${kind})` : ""}: it may depend on ${ALLOWED[name].join(", ") || "none of our crates"}.`);
        }
        continue;
      }
      const rule = RESERVED.find(({ crate }) => crate.test(other));
      if (rule && kind !== "dev" && !rule.only.includes(name)) {
        sentences.push(`${name} must not depend on ${other}, which belongs in ${rule.only.join(" and ")}: ${rule.because}.`);
      }
    }
  }
  for (const name of NOT_IN_WIDGET) {
    if (widgetTree.includes(name)) sentences.push(`madeleine-widget links ${name}, directly or through others. Run: cargo tree -p madeleine-widget -i ${name} -e normal`);
  }
  return sentences;
}

function cargo(...args) {
  const { status, stdout, stderr } = spawnSync("cargo", args, { cwd: ROOT, env: environment(), encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Mend(`cargo ${args.join(" ")} failed:\n${stderr}`);
  return stdout;
}

function refuse(sentences) {
  if (sentences.length) throw new Mend(`Arrows must point to the core:\n  ${sentences.join("\n  ")}`);
}

function check() {
  const { packages } = JSON.parse(cargo("metadata", "--format-version", "1", "--no-deps", "--locked"));
  refuse(wrongEdges(packages, []));
  // The tree of this package alone: a feature that another crate of the workspace switches on isn't the widget's.
  const tree = cargo("tree", "-p", "madeleine-widget", "-e", "normal,no-proc-macro", "--target", WASM_TARGET, "--prefix", "none", "--format", "{p}", "--locked");
  refuse(wrongEdges(packages, tree.split("\n").map((line) => line.split(" ")[0])));
  console.log(`Arrows point to the core: ${packages.length} crates, ${packages.flatMap((p) => p.dependencies).length} edges.`);
}

function selfTest() {
  const names = Object.keys(ALLOWED);
  const house = () => names.map((name) => ({ name, dependencies: ALLOWED[name].map((other) => ({ name: other, kind: null })) }));
  const withEdge = (from, to, kind = null) => house().map((p) => (p.name === from ? { ...p, dependencies: [...p.dependencies, { name: to, kind }] } : p));
  const cases = [["the house as designed", house(), [], false]];
  for (const from of names) {
    for (const to of names.filter((name) => name !== from && !ALLOWED[from].includes(name))) {
      for (const kind of [null, "dev", "build"]) cases.push([`${from} → ${to} (${kind ?? "normal"})`, withEdge(from, to, kind), [], true]);
    }
  }
  for (const external of ["web-sys", "gloo", "gloo-timers", "wasm-bindgen-futures", "js-sys", "wasm-bindgen", "serde-wasm-bindgen"]) {
    const { only } = RESERVED.find(({ crate }) => crate.test(external));
    for (const from of names) {
      cases.push([`${from} → ${external}`, withEdge(from, external), [], !only.includes(from)]);
      cases.push([`${from} → ${external} (dev)`, withEdge(from, external, "dev"), [], false]);
    }
  }
  for (const linked of NOT_IN_WIDGET) cases.push([`the widget links ${linked}`, house(), ["madeleine-core", linked], true]);
  cases.push(["a crate that nobody announced", [...house(), { name: "madeleine-new", dependencies: [] }], [], true]);

  const failed = cases.filter(([, packages, tree, wrong]) => (wrongEdges(packages, tree).length === 1) !== wrong);
  for (const [what, , , wrong] of failed) console.error(`  ${what}: ${wrong ? "should be refused and isn't" : "should be allowed and isn't"}`);
  console.log(`arrows: ${cases.length - failed.length} passed; ${failed.length} failed`);
  if (failed.length) throw new Mend(`${at(".ci", "arrows.mjs")} doesn't hold its own rules.`);
}

await main(import.meta, (args) => (args.includes("--self-test") ? selfTest() : check()));
