// What comes in with dependencies, and what of it goes out to pages.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { at, filesBelow, readJson, runQuietly, wasmCargo, WASM_TARGET, write } from "../../.ci/tools.mjs";

const TOOLS = at("target", "tools");
const DENY = { crate: "cargo-deny", version: "0.20.2" };
const SBOM = { crate: "cargo-cyclonedx", version: "0.5.9" };

/** A tool that one row alone needs, in the version that is named here. From source: minutes. */
async function tool({ crate, version }) {
  const program = join(TOOLS, "bin", crate);
  const stamp = join(TOOLS, `${crate}.version`);
  if (existsSync(program) && existsSync(stamp) && readFileSync(stamp, "utf8") === version) return program;
  await runQuietly("cargo", ["install", `${crate}@${version}`, "--locked", "--root", TOOLS], { limitSeconds: 3_600, env: { RUSTFLAGS: undefined } });
  write(stamp, version);
  return program;
}

async function deny() {
  const program = await tool(DENY);
  await runQuietly(program, ["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
  const crates = readFileSync(at("Cargo.lock"), "utf8").match(/^source = /gm).length;
  return `bans, licences and sources of ${crates} crates hold (deny.toml)`;
}

async function advisories() {
  const program = await tool(DENY);
  const failed = await runQuietly(program, ["check", "advisories"], { limitSeconds: 120 }).then(() => undefined, ({ message }) => message);
  if (!failed) return { ok: true, seen: "no advisory in the database of today" };
  if (/failed to (fetch|clone|open)|could not resolve|unable to access/i.test(failed)) return { ok: true, seen: "advisories NOT checked: no database can be reached from here" };
  return { ok: false, seen: failed };
}

/** A list of what the command and each module is made of, in CycloneDX; beside no manifest, since nobody keeps it in step. */
async function sbom() {
  const program = await tool(SBOM);
  const folder = at("target", "sbom");
  mkdirSync(folder, { recursive: true });
  await runQuietly(program, ["cyclonedx", "--manifest-path", at("Cargo.toml"), "--format", "json", "--override-filename", "madeleine-sbom"]);
  let lists = 0;
  const { packages } = JSON.parse(await runQuietly("cargo", ["metadata", "--format-version", "1", "--no-deps", "--locked"]));
  for (const { name, manifest_path } of packages) {
    const made = join(dirname(manifest_path), "madeleine-sbom.json");
    if (!existsSync(made)) continue;
    renameSync(made, join(folder, `${name}.cdx.json`));
    lists++;
  }
  return `${lists} lists of parts in target/sbom`;
}

async function signatures() {
  const said = await runQuietly("npm", ["audit", "signatures"], { limitSeconds: 120 }).catch(({ message }) => message);
  const verified = said.match(/^\d+ packages? (?:has|have) (?:a )?verified registry signatures?/m)?.[0];
  if (/invalid|tampered/i.test(said)) return { ok: false, seen: said };
  return { ok: true, seen: verified ?? "npm signatures NOT checked: the registry here doesn't say with what it signs" };
}

export async function chain() {
  const told = [await deny(), await sbom()];
  const rest = [await advisories(), await signatures()];
  return { ok: rest.every(({ ok }) => ok), seen: [...told, ...rest.map(({ seen }) => seen)].join("; ") };
}

/** As many crates of others may be linked into each of what ships, ours left out. Raise one with the reason in the commit. */
const MOST = { "madeleine-widget": 12, "madeleine-redactor": 12, "madeleine-kiosk": 18, "madeleine-scorer": 24, "madeleine-reporter": 19, "madeleine-imports": 24, "madeleine-checker": 18, "madeleine-sheets": 60, "madeleine-cli": 155 };

export async function counted() {
  const wrong = [];
  const { dependencies, devDependencies } = readJson(at("package.json"));
  if (dependencies) wrong.push("package.json names dependencies that would ship");
  const bare = /(?:from|import)\s*\(?\s*["']([^."'][^"']*)["']/g;
  let scripts = 0;
  for (const file of filesBelow(at("www")).filter((file) => /\.(ts|js)$/.test(file) && !file.startsWith("schemas"))) {
    scripts++;
    for (const [, name] of readFileSync(at("www", file), "utf8").matchAll(bare)) if (name.split("/")[0] in devDependencies || /^@/.test(name)) wrong.push(`www/${file} imports ${name}`);
  }
  const told = [];
  for (const [crate, most] of Object.entries(MOST)) {
    const target = crate === "madeleine-cli" ? [] : ["--target", WASM_TARGET];
    const [cargo, ...toolchain] = wasmCargo();
    const tree = await runQuietly(cargo, [...toolchain, "tree", "-p", crate, "-e", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}", "--locked", ...target]);
    const others = new Set(tree.split("\n").map((line) => line.split(" ").slice(0, 2).join(" ")).filter((name) => name && !name.startsWith("madeleine-")));
    told.push(`${crate.replace("madeleine-", "")} ${others.size} of ${most}`);
    if (others.size > most) wrong.push(`${crate} links ${others.size} crates of others: ${most} are allowed`);
  }
  return { ok: !wrong.length, seen: wrong.join("; ") || `0 npm packages in what ships (${scripts} scripts looked through); crates of others: ${told.join(", ")}` };
}

export async function safe() {
  const wrong = [];
  if (!/^unsafe_code = "forbid"$/m.test(readFileSync(at("Cargo.toml"), "utf8"))) wrong.push("the workspace doesn't forbid unsafe code");
  const crates = readdirSync(at("crates"));
  for (const crate of crates) if (!/^\[lints\]\nworkspace = true$/m.test(readFileSync(at("crates", crate, "Cargo.toml"), "utf8"))) wrong.push(`${crate} doesn't have the workspace's lints`);
  const sources = crates.flatMap((crate) => filesBelow(at("crates", crate, "src")).map((file) => at("crates", crate, "src", file)));
  const unsafes = sources.filter((file) => /\bunsafe\s*(\{|fn|impl|extern)|allow\(unsafe_code|allow\(clippy::unwrap_used/.test(readFileSync(file, "utf8")));
  wrong.push(...unsafes.map((file) => `${file} is unsafe, or lets itself unwrap`));
  const inPage = ["madeleine-widget", "madeleine-redactor", "madeleine-kiosk", "madeleine-scorer", "madeleine-reporter", "madeleine-imports", "madeleine-checker"];
  const strict = ["--quiet", "--", "-D", "warnings", "-D", "clippy::unwrap_used", "-D", "clippy::panic", "-D", "clippy::unimplemented"];
  // What tries the readers stops on purpose where they are wrong, and doesn't ship.
  const elsewhere = [...inPage.slice(0, 2), "madeleine-fuzz"];
  await runQuietly("cargo", ["clippy", "--workspace", ...elsewhere.flatMap((crate) => ["--exclude", crate]), "--lib", "--bins", ...strict]);
  const [cargo, ...toolchain] = wasmCargo();
  let also = "";
  try {
    await runQuietly(cargo, [...toolchain, "clippy", ...inPage.flatMap((crate) => ["--package", crate]), "--target", WASM_TARGET, ...strict]);
  } catch (error) {
    if (!/no such command|not installed/.test(error.message)) throw error;
    also = "; the modules NOT looked at by clippy: this toolchain has none for WebAssembly";
  }
  return { ok: !wrong.length, seen: wrong.join("; ") || `${crates.length} crates forbid unsafe code; outside of tests nothing unwraps or panics by name in ${sources.length} files${also}` };
}
