// The disk is full when somebody answers: what can't be put there is held by the page, says so, and arrives while the page is open. What
// says that it is on disk is there after a kill.

import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Killable } from "./browser.mjs";
import { ORIGINS, standing, THANKS, TAP } from "./kills.mjs";
import { Site } from "./site.mjs";

/** A browser's profile takes about a third of it. */
const DISK_MB = 64;
const A_LITTLE = 1 << 20;
const HEARD_MS = 4_000;

/** Fills what is left, but for so much. */
function fill(folder, room) {
  const file = join(folder, "full");
  for (const size of [1 << 20, 1 << 12, 1]) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) appendFileSync(file, piece);
    } catch ({ code }) {
      if (code !== "ENOSPC") throw code;
    }
  }
  truncateSync(file, statSync(file).size - room);
}

const durabilities = (bodies) => new Map(bodies.map((body) => JSON.parse(body)).map(({ response_id, durability }) => [response_id, durability]));

async function trial(site, killed, room) {
  const disk = mkdtempSync(join(tmpdir(), "madeleine-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m`, "tmpfs", disk]);
  try {
    site.reset(killed ? "500" : "ok");
    const profile = join(disk, "profile");
    const first = await Killable.start(profile);
    const pages = await Promise.all(site.origins.map((origin) => standing(first, origin, "ours")));
    fill(disk, room);
    const thanked = await Promise.all(pages.map(async (page) => {
      await page.locator(TAP).click({ noWaitAfter: true });
      return page.locator(THANKS).waitFor({ state: "attached", timeout: 5_000 }).then(() => true, () => false);
    }));
    const until = Date.now() + HEARD_MS;
    while (Date.now() < until && durabilities(site.tried).size < ORIGINS) await sleep(50);
    const said = durabilities(site.tried);
    const onDisk = [...said].filter(([, durability]) => durability !== "mem").map(([id]) => id);
    await first.kill();
    rmSync(join(disk, "full"));
    if (killed && onDisk.length) {
      site.fault = "ok";
      const second = await Killable.start(profile);
      await Promise.all(site.origins.map(async (origin) => (await second.page()).goto(`${origin}/visit?design=ours`)));
      await sleep(HEARD_MS);
      await second.kill();
    }
    const arrived = durabilities(site.stored);
    return {
      answers: ORIGINS,
      thanked: thanked.filter(Boolean).length,
      inMemory: said.size - onDisk.length,
      onDisk: onDisk.length,
      // What was said to be on disk has to be; what was held has to arrive where nobody kills the page.
      lost: killed ? onDisk.filter((id) => !arrived.has(id)).length : ORIGINS - arrived.size,
    };
  } finally {
    execFileSync("umount", ["--lazy", disk]);
    rmSync(disk, { recursive: true, force: true });
  }
}

/** Why this machine can't try it, or nothing. */
export function cannot() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "a disk of 64 MB can be mounted on Linux by root alone";
  const disk = mkdtempSync(join(tmpdir(), "madeleine-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" });
    execFileSync("umount", [disk]);
  } catch {
    return "this machine lets nobody mount a small disk";
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}

/** So many browsers on a full disk, every second one killed, and with or without room for a little more, added up. */
export async function fullDisk(count) {
  const site = await Site.open(ORIGINS);
  const sum = { answers: 0, thanked: 0, inMemory: 0, onDisk: 0, lost: 0 };
  try {
    for (let turn = 0; turn < count; turn++) {
      const one = await trial(site, turn % 2 === 1, turn % 4 < 2 ? 0 : Math.floor(Math.random() * A_LITTLE));
      for (const name of Object.keys(sum)) sum[name] += one[name];
    }
  } finally {
    site.close();
  }
  return sum;
}
