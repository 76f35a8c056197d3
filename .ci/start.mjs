// npm start: from a clone to the demo in a browser. Set-up, release build, the collector with the shop.

import { spawn } from "node:child_process";
import { at, buildCommand, COMMAND, duration, environment, heading, main, Mend, seconds, verb } from "./tools.mjs";

const PORT = process.env.PORT || "8080";
/** What the command needs to serve the shop, keep its answers and show them to the report page. */
const SERVE = ["serve", at("build", "demo"), "--port", PORT, "--data", at("build", "data"), "--share", "--strict-csp"];

await main(import.meta, async () => {
  const start = performance.now();
  heading("setup");
  await verb("setup");
  await verb("build");
  heading("the madeleine command");
  await buildCommand();
  heading("demo");
  console.log(`Ready after ${duration(seconds(start))}: http://127.0.0.1:${PORT} (Ctrl+C ends it)`);
  await serve();
});

/** Serves until it is told to stop. */
function serve() {
  const server = spawn(COMMAND, SERVE, { stdio: "inherit", env: environment() });
  // The terminal's Ctrl+C reaches the server by itself; a signal to this process alone has to be handed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => server.kill("SIGTERM"));
  // npm hands a signal to its shell, which dies of it and tells nobody: whoever loses their parent ends too.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && server.kill("SIGTERM"), 500).unref();
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.on("close", (code, signal) => (code && !signal && code !== 130 ? reject(new Mend(`madeleine serve ended with exit code ${code}`)) : resolve()));
  });
}
