// How soon the first score stands in the report's page, from navigation on, with the CPU at a quarter of its speed: on localhost, and on
// slow 4G. Beside it the floor: a page of one script that draws one number.
//   node tests/bench/report/first.mjs answers.ndjson [--runs 9]
// Prints one line of JSON. Only what was measured in one run may be compared.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, main, Mend, option } from "../../../.ci/tools.mjs";
import { devtools } from "./devtools.mjs";
import { DIST, ranked, reportAt, serve } from "./served.mjs";

/** As slow as a cheap phone. */
const CPU = 4;
/** As the developer tools of Chromium have it. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: (1.44 * 1024 * 1024) / 8, uploadThroughput: (0.675 * 1024 * 1024) / 8 };
/** A new window of the browser draws pages of its own before it is at rest: they aren't the report's. */
const WINDOW_MS = 1000;

const FLOOR = '<!doctype html><title>One number</title><script type="module" src="/floor.js"></script>';
const FLOOR_SCRIPT = 'const p = document.createElement("p"); p.id = "headline-floor"; p.textContent = "82"; document.body.append(p);';

/** In the page: tells when the first score has been painted. */
function watch() {
  const eyes = new MutationObserver(() => {
    if (!document.querySelector("[id^=headline-]")) return;
    eyes.disconnect();
    // The frame after the one that has it.
    requestAnimationFrame(() => setTimeout(() => void fetch(`/seen?at=${performance.now()}`)));
  });
  eyes.observe(document, { childList: true, subtree: true });
}

await main(import.meta, async (args) => {
  const [file] = args.filter((arg) => !arg.startsWith("--"));
  if (!file || !existsSync(file)) throw new Mend("Name a response file: node tests/bench/report/first.mjs build/demo/sample.ndjson");
  if (!existsSync(DIST)) throw new Mend("There is no dist/ yet. Run: npm run build");
  const runs = Number(option(args, "--runs") ?? 9);
  const responses = resolve(file);
  let seen = () => {};
  const page = (type, text) => (response) => response.writeHead(200, { "content-type": type }).end(text);
  const server = await serve(responses, {
    "/floor.html": page("text/html", FLOOR),
    "/floor.js": page("text/javascript", FLOOR_SCRIPT),
    "/seen": (response, asked) => (response.writeHead(204).end(), seen(Number(asked.get("at")))),
  });
  let slowed;
  const slow = async (sessionId) => {
    await browser.send("Network.enable", {}, sessionId);
    await browser.send("Network.emulateNetworkConditions", slowed, sessionId);
  };
  const browser = devtools(chromium(), ["--no-sandbox", "--disable-gpu", "--disable-quic"], async ({ method, params }) => {
    if (method !== "Target.attachedToTarget" || params.targetInfo.type !== "worker") return;
    // A worker has a network of its own.
    await browser.send("Network.enable", {}, params.sessionId);
    await browser.send("Runtime.runIfWaitingForDebugger", {}, params.sessionId);
  });
  const report = reportAt(server, responses);

  async function once(address, network) {
    // No cache of ours is full, and none of the compiler's.
    const { browserContextId } = await browser.send("Target.createBrowserContext");
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank", browserContextId, width: 1280, height: 900 });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    await browser.send("Page.enable", {}, sessionId);
    await browser.send("Page.addScriptToEvaluateOnNewDocument", { source: `(${watch})()` }, sessionId);
    await browser.send("Emulation.setCPUThrottlingRate", { rate: CPU }, sessionId);
    if (network) {
      slowed = network;
      await slow(sessionId);
      await browser.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, sessionId);
    }
    await sleep(WINDOW_MS);
    const first = new Promise((done) => (seen = done));
    await browser.send("Page.navigate", { url: address }, sessionId);
    const took = await first;
    await browser.send("Target.disposeBrowserContext", { browserContextId });
    return took;
  }
  const times = async (address, network) => {
    // What is packed once, and read from disk once, is when somebody looks first.
    await once(address);
    const all = [];
    for (let run = 0; run < runs; run++) all.push(await once(address, network));
    return ranked(all);
  };
  try {
    const floor = await times(new URL("/floor.html", report).href);
    console.log(JSON.stringify({ runs, cpu: CPU, floor, localhost: await times(report), slow4G: await times(report, SLOW_4G) }));
  } finally {
    await browser.close();
    server.close();
  }
});
