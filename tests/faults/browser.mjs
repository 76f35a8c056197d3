// A browser that can be killed: its own processes, its own profile, nothing of it asked to say goodbye.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { at, chromium as path } from "../../.ci/tools.mjs";

const { chromium } = createRequire(at("package.json"))("@playwright/test");

const FLAGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--remote-debugging-port=0",
  // A page in the background is as quick as one in front: the trial measures the order of steps, not the patience of timers.
  "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
];

export class Killable {
  #process;
  browser;
  context;

  static async start(profile, flags = []) {
    const one = new Killable();
    one.#process = spawn(path() ?? "chromium", [...FLAGS, ...flags, `--user-data-dir=${profile}`, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    const address = await new Promise((resolve, reject) => {
      let said = "";
      one.#process.stderr.on("data", (chunk) => {
        said += chunk;
        const found = said.match(/ws:\/\/\S+/)?.[0];
        if (found) resolve(found);
      });
      one.#process.on("exit", () => reject(new Error(`the browser ended: ${said.slice(-500)}`)));
    });
    one.browser = await chromium.connectOverCDP(address);
    [one.context] = one.browser.contexts();
    return one;
  }

  page = () => this.context.newPage();

  /** SIGKILL to every process of it at once. */
  async kill() {
    const ended = this.#process.exitCode === null && this.#process.signalCode === null ? once(this.#process, "exit") : undefined;
    try {
      process.kill(-this.#process.pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
    await ended;
    await this.browser.close().catch(() => {});
  }
}
