// The sender as it ships to pages, made to try again a hundred thousand times: every request of a response carries the same words.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { at } from "../../.ci/tools.mjs";

const RETRIES = 100_000;

/** Nothing is drawn while it is sent: whoever did would be heard. */
function deafToChance(work) {
  const { getRandomValues, randomUUID } = crypto;
  let drawn = 0;
  const { random } = Math;
  Object.assign(Math, { random: () => (drawn++, random()) });
  crypto.getRandomValues = (...of) => (drawn++, getRandomValues.apply(crypto, of));
  crypto.randomUUID = () => (drawn++, randomUUID.call(crypto));
  return work().then(() => drawn).finally(() => {
    Object.assign(Math, { random });
    delete crypto.getRandomValues;
    delete crypto.randomUUID;
  });
}

export async function once() {
  const folder = mkdtempSync(join(tmpdir(), "madeleine-once-"));
  const { fetch } = globalThis;
  try {
    const outfile = join(folder, "post.mjs");
    await build({ entryPoints: [at("www", "embed", "post.ts")], outfile, bundle: true, format: "esm", target: "es2022", logLevel: "silent" });
    const { post } = await import(outfile);
    const bodies = new Map();
    let turn = 0;
    globalThis.fetch = async (to, { body }) => {
      const of = bodies.get(to) ?? bodies.set(to, new Set()).get(to);
      of.add(body);
      turn++;
      if (turn % 3 === 0) throw new TypeError("nobody there");
      return new Response("", { status: [500, 429, 503, 408][turn % 4], headers: { "retry-after": "1" } });
    };
    const ways = [{ as: "json" }, { as: "form", fields: { csat: "a" }, fixed: { "form-name": "f" } }];
    const records = ways.flatMap((way, at) => [1, 3, 5].map((csat) => ({
      ...way, to: `https://receiver.example/${at}/${csat}`, response_id: `r${csat}`, seq: 2, since: 0,
      body: JSON.stringify({ v: 1, response_id: `r${csat}`, seq: 2, survey: "s", state: "completed", answers: { csat }, epsilon: 1 }),
    })));
    const drawn = await deafToChance(async () => {
      for (let at = 0; at < RETRIES; at++) {
        const record = records[at % records.length];
        const { what } = await post({ ...record, attempts: Math.floor(at / records.length) }, at % 2 === 0);
        if (what !== "later") throw new Error(`a failure was taken for ${what}`);
      }
    });
    const most = Math.max(...[...bodies.values()].map((of) => of.size));
    return { ok: most === 1 && bodies.size === records.length && turn === RETRIES && !drawn, seen: `${turn} forced tries of ${records.length} records by the sender itself: ${most} body each, ${drawn} draws` };
  } finally {
    globalThis.fetch = fetch;
    rmSync(folder, { recursive: true, force: true });
  }
}
