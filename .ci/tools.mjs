// What the verbs share: pinned versions, paths, running a command, saying what was done and how long it took.
// Node's own modules only: set-up runs before anything is installed.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const WASM_TARGET = "wasm32-unknown-unknown";
export const WASM_PACK_VERSION = "0.15.1";
/** The rustup name under which Debian's own Rust is linked where the target can't be had from rustup. */
export const DEBIAN_TOOLCHAIN = "wasm";
export const DEBIAN_TARGET_LIBDIR = `/usr/lib/rustlib/${WASM_TARGET}/lib`;
/** Says for which compiler the std beside it was built: an upgrade of the packages makes it stale. */
export const DEBIAN_STD_STAMP = join(DEBIAN_TARGET_LIBDIR, ".madeleine-std");

const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "madeleine", "tools");

/** Something that the person at the keyboard can mend: the message says what is wrong and what to run. */
export class Mend extends Error {}

export const at = (...parts) => join(ROOT, ...parts);

// -- running ---------------------------------------------------------------------------------------------------------

/** The environment of every command: the pinned tools and node_modules/.bin come before the system's. */
export function environment(extra = {}) {
  const first = [at("node_modules", ".bin"), ...[wasmBindgen(), wasmPack()].map((tool) => dirname(tool.cached))];
  return { ...process.env, PATH: [...first, process.env.PATH].join(delimiter), ...extra };
}

/** Runs a command; its output is seen as it comes. Rejects when it fails. */
export function run(command, args = [], options = {}) {
  return finished(command, args, { stdio: "inherit", ...options });
}

/** Runs a command in silence; its last lines are part of the error when it fails. Resolves to its standard output. */
export function runQuietly(command, args = [], options = {}) {
  return finished(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
}

function finished(command, args, { limitSeconds, env, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env: environment(env), ...options });
    let output = "";
    let all = "";
    child.stdout?.on("data", (chunk) => { output += chunk; all += chunk; });
    child.stderr?.on("data", (chunk) => { all += chunk; });
    const timer = limitSeconds && setTimeout(() => child.kill("SIGKILL"), limitSeconds * 1000);
    const named = [command, ...args].join(" ");
    child.on("error", (error) => { clearTimeout(timer); reject(new Mend(`${named}: ${error.message}`)); });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const end = all.trimEnd().split("\n").slice(-30).join("\n");
      reject(new Mend(`${named} ended with ${signal ?? `exit code ${code}`}${end ? `:\n${end}` : ""}`));
    });
  });
}

/** Standard output of a short command, or undefined when it fails or isn't there. */
export function answerOf(command, args = [], options = {}) {
  const { status, stdout } = spawnSync(command, args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], ...options });
  return status === 0 ? stdout.trim() : undefined;
}

/** The first of the named programs that is on PATH, as a path. */
export function onPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch { /* not here: look on */ }
    }
  }
  return undefined;
}

/** The madeleine command as people get it, after `buildCommand()`. */
export const COMMAND = at("target", "release", "madeleine");

export function buildCommand() {
  return run("cargo", ["build", "--release", "--quiet", "--package", "madeleine-cli", "--target-dir", at("target")]);
}

/** Sees to it that there is what ships, and the command: a fresh clone has neither. */
export async function built() {
  if (!existsSync(at("dist"))) {
    await verb("setup");
    await verb("build");
  }
  if (!existsSync(COMMAND)) await buildCommand();
}

// -- saying ----------------------------------------------------------------------------------------------------------

export const seconds = (since) => (performance.now() - since) / 1000;
export const duration = (s) => (s < 60 ? `${s.toFixed(1)} s` : `${Math.floor(s / 60)} min ${String(Math.round(s % 60)).padStart(2, "0")} s`);

/** Does one step and prints one line: its name, what `work` says it did, and how long that took. */
export async function step(name, work) {
  const start = performance.now();
  const done = await work((what) => console.log(`  ${name.padEnd(22)} ${what} …`));
  console.log(`  ${name.padEnd(22)} ${String(done).padEnd(58)} ${duration(seconds(start)).padStart(12)}`);
}

export function heading(text) {
  console.log(`\n── ${text} ${"─".repeat(Math.max(0, 90 - text.length))}`);
}

/** Runs a verb's main function when its file was started by itself; what can be mended is said without a stack. */
export async function main(meta, verb) {
  if (process.argv[1] !== fileURLToPath(meta.url)) return;
  try {
    await verb(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Mend)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** What follows a word of the command line. */
export const option = (args, name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

/** Runs another verb in a process of its own. */
export const verb = (name, ...args) => run(process.execPath, [at(".ci", `${name}.mjs`), ...args]);

// -- files -----------------------------------------------------------------------------------------------------------

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Every file below a folder, sorted, as paths relative to it. */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

export function hashOf(...contents) {
  const hash = createHash("sha256");
  for (const content of contents) hash.update(content).update("\0");
  return hash.digest("hex");
}

/** As an `integrity` attribute has it. */
export const integrityOf = (bytes, algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;

export function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

// -- the tools -------------------------------------------------------------------------------------------------------

/** The version of a crate in Cargo.lock. */
export function lockedVersion(crate) {
  const lock = readFileSync(at("Cargo.lock"), "utf8");
  const version = lock.match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`))?.[1];
  if (!version) throw new Mend(`Cargo.lock names no crate ${crate}. Run: cargo generate-lockfile`);
  return version;
}

function rustTool(name, crate, version, installArgs) {
  return { name, crate, version, installArgs, root: join(CACHE, `${crate}-${version}`), cached: join(CACHE, `${crate}-${version}`, "bin", name) };
}

/** The command line must be of the very version of the crate: each refuses the other's output otherwise. */
export function wasmBindgen() {
  // Not --locked: its lock file names a version of a crate that was withdrawn.
  return rustTool("wasm-bindgen", "wasm-bindgen-cli", lockedVersion("wasm-bindgen"), ["--no-default-features"]);
}

export function wasmPack() {
  return rustTool("wasm-pack", "wasm-pack", WASM_PACK_VERSION, ["--locked"]);
}

/** Where a pinned tool is: in the cache of this user, or on PATH in exactly that version; undefined when in neither. */
export function installed(tool) {
  if (existsSync(tool.cached)) return tool.cached;
  const path = onPath(tool.name);
  return path && answerOf(path, ["--version"])?.split(/\s+/)[1] === tool.version ? path : undefined;
}

/** A Chromium of the system. CHROMIUM names one that isn't on PATH. */
export function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
}

/** A Firefox of the system, best its long-term release. FIREFOX names one that isn't on PATH. */
export function firefox() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  return onPath("firefox-esr", "firefox");
}

/** WebKitGTK's MiniBrowser, if its driver and a screen for it are here, too. MINIBROWSER names one that lies elsewhere. */
export function miniBrowser() {
  if (!onPath("WebKitWebDriver") || !onPath("Xvfb")) return undefined;
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  const homes = ["/usr/libexec", "/usr/lib", ...entriesOf("/usr/lib")].flatMap(entriesOf).filter((home) => /\/webkit2?gtk-[\d.]+$/.test(home));
  return homes.map((home) => join(home, "MiniBrowser")).find(existsSync);
}

/** What lies in a folder, as paths; nothing if it isn't one. */
function entriesOf(folder) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder).map((name) => join(folder, name));
}

export const hasStd = (libdir) => Boolean(libdir) && existsSync(libdir) && readdirSync(libdir).some((file) => /^libstd-.*\.rlib$/.test(file));

/** Whether the tests ask for Debian's Rust although rustup has the target: MADELEINE_WASM_TOOLCHAIN=debian. */
export const debianIsAsked = () => process.env.MADELEINE_WASM_TOOLCHAIN === "debian";

export function rustupHasWasmTarget() {
  // rustc prints this path whether it exists or not.
  return hasStd(answerOf("rustc", ["--print", "target-libdir", "--target", WASM_TARGET])) && hasStdSource(answerOf("rustc", ["--print", "sysroot"]));
}

/** The widget builds its std itself, for size. */
const hasStdSource = (sysroot) => Boolean(sysroot) && existsSync(join(sysroot, "lib", "rustlib", "src", "rust", "library", "Cargo.lock"));

/** What a compiler says of itself, its commit included: the std that was built for one is of no use to another. */
export const identityOf = (rustc) => answerOf(rustc, ["-vV"]);

export function debianHasWasmTarget() {
  return hasStd(DEBIAN_TARGET_LIBDIR)
    && existsSync(DEBIAN_STD_STAMP)
    && readFileSync(DEBIAN_STD_STAMP, "utf8") === identityOf("/usr/bin/rustc")
    && new RegExp(`^${DEBIAN_TOOLCHAIN}\\b`, "m").test(answerOf("rustup", ["toolchain", "list"]) ?? "");
}

/** How to start the cargo that can build for WebAssembly: the beginning of its command line. */
export function wasmCargo() {
  if (!debianIsAsked() && rustupHasWasmTarget()) return ["cargo"];
  if (debianHasWasmTarget()) return ["cargo", `+${DEBIAN_TOOLCHAIN}`];
  throw new Mend("No Rust here can build for WebAssembly yet. Run: npm run setup");
}
