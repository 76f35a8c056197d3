// npm run lint: form, warnings, types and arrows. Nothing here changes a file.

import { existsSync } from "node:fs";
import { at, duration, heading, main, run, seconds, verb } from "./tools.mjs";

await main(import.meta, async () => {
  const start = performance.now();
  heading("arrows");
  await verb("arrows");
  heading("cargo fmt");
  await run("cargo", ["fmt", "--all", "--check"]);
  heading("cargo clippy");
  await run("cargo", ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]);
  if (existsSync(at("tsconfig.json"))) {
    heading("tsc");
    // The types of what crosses the boundary are made from the Rust.
    await verb("build", "--glue");
    await run("tsc", ["--noEmit", "--project", at("tsconfig.json")]);
  }
  console.log(`\nNothing to complain about (${duration(seconds(start))}).`);
});
