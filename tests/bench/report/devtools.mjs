// Chromium as it is, asked through its pipe. What drives browsers in specs puts scripts of its own into every page: at a quarter of the
// CPU's speed those alone took 80 ms of the time until a page's first number.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts it; `send` asks for something, of a page or a worker where its session is named. `heard` is told what happens. */
export function devtools(executable, args, heard = () => {}) {
  const profile = mkdtempSync(join(tmpdir(), "bench-"));
  const browser = spawn(executable, ["--headless", "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking", "--disable-component-update", `--user-data-dir=${profile}`, ...args, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const [asks, answers] = browser.stdio.slice(3);
  const waiting = new Map();
  let count = 0;
  let rest = "";
  answers.on("data", (bytes) => {
    const all = (rest + bytes).split("\0");
    rest = all.pop();
    for (const { id, result, error, ...event } of all.map((text) => JSON.parse(text))) {
      if (id === undefined) {
        heard(event);
        continue;
      }
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error) asked?.reject(new Error(error.message));
      else asked?.resolve(result);
    }
  });
  return {
    send: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        waiting.set(++count, { resolve, reject });
        asks.write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
      }),
    close: () =>
      new Promise((done) => {
        browser.on("close", () => done(rmSync(profile, { recursive: true, force: true, maxRetries: 5 })));
        browser.kill();
      }),
  };
}
