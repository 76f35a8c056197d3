// Without any fault: how long it takes from the tap until the answer is on disk, and how many requests a response costs.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Killable } from "./browser.mjs";
import { ORIGINS, standing, TAP, THANKS } from "./kills.mjs";
import { Site } from "./site.mjs";

/** As slow as a cheap phone. */
const CPU = 4;
const READ_MS = 1_000;
/** How long a finger is down. */
const FINGER_MS = 60;
/** Nothing of ours looks at the page meanwhile: a look is work of the page's own, at the same quarter of its speed. */
const UNSEEN_MS = 250;
const HEARD_MS = 4_000;

/** Milliseconds from the tap, which is when the finger leaves, to the disk, as the page sees them. */
const listen = () => {
  document.addEventListener("click", ({ timeStamp }) => (window.tapped = timeStamp), { capture: true });
  document.addEventListener("madeleine-answer", () => (window.acknowledged = performance.now() - window.tapped));
};

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

/** A finger on that place, and up again. */
async function tap(devtools, { x, y, width, height }) {
  await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + width / 2, y: y + height / 2 }] });
  await sleep(FINGER_MS);
  await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await sleep(UNSEEN_MS);
}

/** So many responses of one question. */
export async function calm(count) {
  const site = await Site.open(ORIGINS);
  const profile = mkdtempSync(join(tmpdir(), "madeleine-calm-"));
  const all = [];
  try {
    const browser = await Killable.start(profile);
    for (let i = 0; i < count; i++) {
      const page = await standing(browser, site.origins[i % ORIGINS], "ours");
      await page.evaluate(listen);
      await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("madeleine-later.js")));
      const place = await page.locator(TAP).boundingBox();
      const devtools = await browser.context.newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU });
      await tap(devtools, place);
      await page.locator(THANKS).waitFor({ state: "attached" });
      all.push(await page.evaluate(() => window.acknowledged));
      const until = Date.now() + HEARD_MS;
      while (Date.now() < until && site.stored.length <= i) await sleep(20);
      // Nobody leaves while she reads thanks.
      await sleep(READ_MS);
      await page.close();
    }
    await sleep(500);
    await browser.kill();
    all.sort((a, b) => a - b);
    return { responses: count, arrived: site.stored.length, requests: site.requests, p50: percentile(all, 0.5), p95: percentile(all, 0.95), longest: all.at(-1) };
  } finally {
    site.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
