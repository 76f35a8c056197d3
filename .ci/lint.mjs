// npm run lint: form, warnings, types and arrows. Nothing here changes a file.

import { existsSync } from "node:fs";
import { answerOf, at, duration, heading, main, run, seconds, verb, WASM_TARGET, wasmCargo } from "./tools.mjs";

/** The widget exists in WebAssembly only. Debian's Rust, where that stands in, may come without clippy. */
async function widget() {
  const [cargo, ...toolchain] = wasmCargo();
  if (!answerOf(cargo, [...toolchain, "clippy", "--version"])) return console.log("madeleine-widget is left out: this toolchain has no clippy for WebAssembly.");
  await run(cargo, [...toolchain, "clippy", "--package", "madeleine-widget", "--package", "madeleine-redactor", "--package", "madeleine-sheets", "--target", WASM_TARGET, "--quiet", "--", "-D", "warnings"]);
}

await main(import.meta, async () => {
  const start = performance.now();
  heading("arrows");
  await verb("arrows");
  heading("cargo fmt");
  await run("cargo", ["fmt", "--all", "--check"]);
  heading("cargo clippy");
  await run("cargo", ["clippy", "--workspace", "--exclude", "madeleine-widget", "--exclude", "madeleine-redactor", "--all-targets", "--quiet", "--", "-D", "warnings"]);
  await widget();
  heading("cargo doc");
  await run("cargo", ["doc", "--workspace", "--exclude", "madeleine-widget", "--exclude", "madeleine-redactor", "--no-deps", "--quiet"], { env: { RUSTDOCFLAGS: "-D warnings" } });
  if (existsSync(at("tsconfig.json"))) {
    heading("tsc");
    // The types of what crosses the boundary are made from the Rust.
    await verb("build", "--glue");
    await run("tsc", ["--noEmit", "--project", at("tsconfig.json")]);
  }
  console.log(`\nNothing to complain about (${duration(seconds(start))}).`);
});
