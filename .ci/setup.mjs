// npm run setup: makes a Debian machine with rustup, Node 20 and npm ready to build and test everything.
// Each step looks first and does nothing when what it gives is there; when all is there the network isn't touched.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import {
  at, chromium, identityOf, DEBIAN_STD_STAMP, DEBIAN_TARGET_LIBDIR, DEBIAN_TOOLCHAIN, debianHasWasmTarget, debianIsAsked, duration,
  answerOf, filesBelow, firefox, hashOf, installed, main, Mend, miniBrowser, onPath, readJson, run, runQuietly, rustupHasWasmTarget, seconds,
  step, WASM_TARGET, wasmBindgen, wasmPack, write,
} from "./tools.mjs";

// -- what must be there before ---------------------------------------------------------------------------------------

async function prerequisites() {
  const wanted = readJson(at("package.json")).engines.node.match(/\d+/)[0];
  if (Number(process.versions.node.split(".")[0]) < Number(wanted)) {
    throw new Mend(`Node ${process.versions.node} is too old: ${wanted} or later is needed. See https://nodejs.org/en/download`);
  }
  if (!onPath("cargo") || !onPath("rustup")) {
    throw new Mend("rustup with a Rust toolchain is needed and isn't on PATH. Install it as https://rustup.rs says, open a new shell, and run this again.");
  }
  const rust = answerOf("rustc", ["--version"])?.split(" ")[1];
  const oldest = readFileSync(at("Cargo.toml"), "utf8").match(/rust-version = "(.+)"/)[1];
  if (!rust) throw new Mend("rustup has no toolchain yet. Run: rustup default stable");
  if (rust.localeCompare(oldest, "en", { numeric: true }) < 0) {
    throw new Mend(`Rust ${rust} is too old: ${oldest} or later is needed. Run: rustup update stable`);
  }
  // Some images of rustup come with its minimal profile, without these two.
  const missing = ["rustfmt", "clippy-driver"].filter((tool) => !answerOf(tool, ["--version"]));
  if (missing.length) await runQuietly("rustup", ["component", "add", "rustfmt", "clippy"]);
  return `Node ${process.versions.node}, Rust ${rust}${missing.length ? ", rustfmt and clippy added" : ""}`;
}

async function compiler() {
  if (onPath("cc")) return "there";
  await apt("gcc", "libc6-dev");
  return "installed gcc";
}

// -- Debian's packages -----------------------------------------------------------------------------------------------

let aptQueue = Promise.resolve();
let listsAreFresh = false;

/** Installs packages, one call at a time since apt holds a lock. */
function apt(...packages) {
  aptQueue = aptQueue.then(() => aptNow(packages));
  return aptQueue;
}

async function aptNow(packages) {
  const install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", ...packages];
  if (!onPath("apt-get")) {
    throw new Mend(`This step knows Debian's packages only and apt-get isn't here. Install what your system has for: ${packages.join(", ")}; then run this again.`);
  }
  const root = await asRoot(install.join(" "));
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const apt = ([command, ...args]) => runQuietly(command, args, { env, limitSeconds: 900 });
  if (!listsAreFresh) await apt([...root, "apt-get", "update", "-q"]);
  listsAreFresh = true;
  await apt([...root, ...install]);
}

/** What must stand before a command for it to run as root: nothing, or sudo. */
async function asRoot(command) {
  if (process.getuid() === 0) return [];
  if (onPath("sudo") && answerOf("sudo", ["-n", "true"]) !== undefined) return ["sudo", "-n"];
  throw new Mend(`This needs root. Run, then start again:\n  sudo apt-get update && sudo ${command}`);
}

// -- steps -----------------------------------------------------------------------------------------------------------

async function nodePackages(say) {
  const stamp = at("node_modules", ".madeleine-lock");
  const lock = hashOf(readFileSync(at("package-lock.json")));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return "there, as package-lock.json says";
  say("npm ci");
  await runQuietly("npm", ["ci"]);
  write(stamp, lock);
  return `installed ${readdirSync(at("node_modules")).length} packages`;
}

async function wasmTarget(say) {
  if (!debianIsAsked()) {
    if (rustupHasWasmTarget()) return "there, from rustup";
    say(`rustup target add ${WASM_TARGET}`);
    // Where the download is closed, fail soon: there is another way.
    const add = (...what) => runQuietly("rustup", [...what], { limitSeconds: 120, env: { RUSTUP_MAX_RETRIES: "1" } }).then(() => true, () => false);
    const added = (await add("target", "add", WASM_TARGET)) && (await add("component", "add", "rust-src"));
    if (added && rustupHasWasmTarget()) return "added by rustup, with the source of std";
  }
  if (debianHasWasmTarget()) return `there, Debian's Rust as toolchain "${DEBIAN_TOOLCHAIN}"`;
  say("Debian's Rust, its std built from source");
  await apt("rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22");
  await buildDebianStd();
  await runQuietly("rustup", ["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]);
  if (!debianHasWasmTarget()) throw new Mend(`Debian's Rust was installed, yet its std for ${WASM_TARGET} isn't found in ${DEBIAN_TARGET_LIBDIR}.`);
  return `built Debian's std, linked as toolchain "${DEBIAN_TOOLCHAIN}"`;
}

/** Builds std for WebAssembly by way of an empty crate and puts it where Debian's compiler looks for it. */
async function buildDebianStd() {
  const stub = mkdtempSync(join(tmpdir(), "madeleine-std-"));
  try {
    write(join(stub, "Cargo.toml"), '[package]\nname = "stub"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n');
    write(join(stub, "src", "lib.rs"), "");
    await runQuietly("/usr/bin/cargo", ["build", "--release", "--target", WASM_TARGET, "-Zbuild-std=std,panic_abort,proc_macro,test"], {
      cwd: stub,
      limitSeconds: 1800,
      // Without bitcode in std, a build with lto = "fat" fails. The test crate is there for wasm-bindgen-test.
      env: {
        PATH: `/usr/bin:${process.env.PATH}`, RUSTC: "/usr/bin/rustc", RUSTUP_TOOLCHAIN: undefined, CARGO_TARGET_DIR: join(stub, "target"),
        RUSTC_BOOTSTRAP: "1", RUSTFLAGS: "-Cembed-bitcode=yes",
      },
    });
    const built = join(stub, "target", WASM_TARGET, "release", "deps");
    const libraries = readdirSync(built).filter((file) => file.endsWith(".rlib") && !file.startsWith("libstub-"));
    const fresh = join(stub, "fresh");
    for (const file of libraries) cpSync(join(built, file), join(fresh, file));
    writeFileSync(join(fresh, ".madeleine-std"), identityOf("/usr/bin/rustc"));
    // An older std beside the new one would make every build ambiguous.
    const root = await asRoot(`cp ${fresh}/. ${DEBIAN_TARGET_LIBDIR}`);
    for (const command of [["rm", "-rf", DEBIAN_TARGET_LIBDIR], ["mkdir", "-p", DEBIAN_TARGET_LIBDIR], ["cp", "-r", `${fresh}/.`, DEBIAN_TARGET_LIBDIR]]) {
      await runQuietly([...root, ...command][0], [...root, ...command].slice(1));
    }
  } finally {
    rmSync(stub, { recursive: true, force: true });
  }
}

async function rustTool(tool, say) {
  const there = installed(tool);
  if (there) return there === tool.cached ? `there, ${tool.version}` : `there, ${tool.version} on PATH`;
  say(`cargo install ${tool.crate}@${tool.version}, from source: minutes`);
  const target = mkdtempSync(join(tmpdir(), `madeleine-${tool.name}-`));
  try {
    await runQuietly("cargo", ["install", `${tool.crate}@${tool.version}`, ...tool.installArgs, "--root", tool.root], {
      limitSeconds: 3600,
      // Optimising takes longer than it will ever save: these run for hundredths of a second (39 s to build against 89 s at level 1).
      env: { CARGO_TARGET_DIR: target, CARGO_PROFILE_RELEASE_OPT_LEVEL: "0", RUSTFLAGS: undefined },
    });
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
  return `installed ${tool.version}`;
}

/** One of the browsers that the tests run in. `find` says where it is. */
const browser = (name, packages, variable, find) => async (say) => {
  const there = find();
  if (there) return `there, ${there}`;
  say(`apt-get install ${packages.join(" ")}`);
  await apt(...packages);
  if (!find()) throw new Mend(`apt-get has installed ${packages.join(" and ")}, yet ${name} isn't found. Set ${variable} to its path.`);
  return answerOf(find(), ["--version"]) ?? "installed";
};

/** Latin and Arabic letters for the browser. Which font a bare Debian has is left to chance (DejaVu or Bitstream Vera, which has no Arabic). */
async function fonts() {
  if (process.platform !== "linux") return "the system's";
  if (answerOf("fc-list", [":lang=ar", "family"])) return "there";
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", join(homedir(), ".fonts"), join(homedir(), ".local", "share", "fonts")];
  if (folders.some((folder) => filesBelow(folder).some((file) => /DejaVuSans\.ttf$|Noto\w*Arabic/.test(file)))) return "there";
  // A download of 1 MB with both scripts and symbols, where Noto takes 12 MB for the same.
  await apt("fonts-dejavu-core");
  return "installed DejaVu";
}

await main(import.meta, async () => {
  const start = performance.now();
  await step("ready for set-up", prerequisites);
  await step("C compiler, linker", compiler);
  await step("npm packages", nodePackages);
  await step("WebAssembly target", wasmTarget);
  // At once: downloads and two compilations, each of which ends in one crate on one core.
  // One that needs a person's hand doesn't stop the others: what can be had is there when they come back.
  const ends = await Promise.allSettled([
    step("Chromium", browser("Chromium", ["chromium"], "CHROMIUM", chromium)).then(() => step("fonts", fonts)),
    step("Firefox", browser("Firefox", ["firefox-esr"], "FIREFOX", firefox)),
    step("WebKit", browser("MiniBrowser", ["webkit2gtk-driver", "xvfb"], "MINIBROWSER", miniBrowser)),
    ...[wasmBindgen(), wasmPack()].map((tool) => step(tool.name, (say) => rustTool(tool, say))),
  ]);
  for (const { status, reason } of ends) if (status === "rejected") throw reason;
  console.log(`Set up in ${duration(seconds(start))}.`);
});
