// A receiver that doesn't take a response: what is tried again and when, what never, and when nobody tries any more.
import type { Page } from "@playwright/test";
import { change, definition, ELSEWHERE, expect, Receiver, test, troubles, undelivered, waiting, type Act } from "./receiver";

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** For how long the receiver is left alone, from the moment of its last answer. */
const waitOf = async (page: Page): Promise<number> => {
  await expect.poll(async () => (await troubles(page)).length).toBe(1);
  const [{ until }] = await troubles(page);
  return until - (await page.evaluate(() => Date.now()));
};

/** The page's time, and what it does then. */
const pass = (page: Page, ms: number) => page.clock.fastForward(ms);

test("three times 500, then 204: four requests, each after a longer while, and the answer is there once", { tag: "@F11" }, async ({ page, respond, receiver }) => {
  await page.clock.install();
  receiver.acts["/in"] = [500, 503, 502, 204];
  await respond();
  for (const [tries, least, most] of [[1, 1_000, 2_000], [2, 2_000, 4_000], [3, 4_000, 8_000]] as const) {
    await expect.poll(() => receiver.received.length).toBe(tries);
    await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(tries);
    const wait = await waitOf(page);
    // Reading takes a moment, too.
    expect(wait).toBeGreaterThan(least - 700);
    expect(wait).toBeLessThanOrEqual(most);
    await pass(page, most);
  }
  await expect.poll(() => receiver.received.length).toBe(4);
  await expect.poll(() => waiting(page)).toEqual([]);
  expect(await troubles(page)).toEqual([]);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(await undelivered(page)).toEqual([]);
});

const inGmt = (ms: number) => new Date(Date.now() + ms).toUTCString();

for (const [name, retryAfter, least, most] of [
  ["seconds", "7", 7 * SECOND, 7 * SECOND],
  ["a date", () => ({ "retry-after": inGmt(60 * SECOND), date: inGmt(0) }), 59 * SECOND, 61 * SECOND],
  ["a date by a clock that is a year ahead", () => ({ "retry-after": inGmt(365 * DAY + 30 * SECOND), date: inGmt(365 * DAY) }), 29 * SECOND, 31 * SECOND],
  ["a date that is over", () => ({ "retry-after": inGmt(-60 * SECOND), date: inGmt(0) }), SECOND, SECOND],
  ["no time at all", "0", SECOND, SECOND],
  ["thirty years", `${10 ** 9}`, DAY, DAY],
  ["garbage", "soon, I hope", SECOND, 2 * SECOND],
  ["less than nothing", "-5", SECOND, 2 * SECOND],
  ["nothing", "", SECOND, 2 * SECOND],
] as const)
  test(`429 with Retry-After: ${name}`, { tag: ["@F13", ...(/date|garbage/.test(name) ? [] : ["@once"])] }, async ({ page, respond, receiver }) => {
    const headers: Record<string, string> = typeof retryAfter === "function" ? retryAfter() : { "retry-after": retryAfter };
    receiver.acts["/in"] = [[429, headers]];
    await respond();
    const wait = await waitOf(page);
    expect(wait).toBeGreaterThan(least - 900);
    expect(wait).toBeLessThanOrEqual(most);
  });

test("what a receiver asks for holds for all that waits for it, and on the next page", async ({ page, respond, receiver, visit }) => {
  await page.clock.install();
  receiver.acts["/in"] = [[503, { "retry-after": "600" }], 204];
  await respond();
  await expect.poll(async () => (await waiting(page))[0]?.attempts).toBe(1);
  await respond();
  const sender = page.waitForRequest(/madeleine-later\.js/);
  await visit(ELSEWHERE, "/next");
  // No minutes pass while the disk is read: a disk that takes a second to answer is given up.
  await sender;
  await page.waitForTimeout(700);
  await pass(page, 300 * SECOND);
  await page.waitForTimeout(700);
  expect(receiver.received).toHaveLength(1);
  await pass(page, 301 * SECOND);
  await expect.poll(() => receiver.received.length).toBe(3);
  await expect.poll(() => waiting(page)).toEqual([]);
});

for (const status of [400, 401, 403, 404, 410, 422])
  test(`${status}: asked once, kept as evidence, and the page hears of it`, { tag: ["@F14", ...(status === 400 ? [] : ["@once"])] }, async ({ page, respond, receiver, visit }) => {
    receiver.acts["/in"] = [status];
    await respond();
    await expect.poll(() => undelivered(page)).toEqual([{ survey: "trial", to: `${receiver.url}/in`, reason: "refused", status }]);
    await expect.poll(async () => (await waiting(page))[0]?.refused).toBe(status);
    await visit(ELSEWHERE, "/next");
    await page.waitForTimeout(500);
    expect(receiver.received).toHaveLength(1);
    expect(await undelivered(page)).toEqual([]);
    // After seven days it isn't evidence of anything any more; it was counted then.
    await change(page, { since: Date.now() - 8 * DAY });
    await visit(ELSEWHERE, "/next");
    await expect.poll(() => waiting(page)).toEqual([]);
    expect([receiver.received.length, await undelivered(page)]).toEqual([1, []]);
  });

const WORDS = { items: [{ id: "csat", instrument: "csat" }, { id: "comment", instrument: "open" }] };

for (const [then, status] of [["taken", 204], ["refused, once and for all", 413]] as const)
  test(`413: sent once more without what was written, and ${then}`, { tag: "@F15" }, async ({ page, visit, receiver }) => {
    receiver.acts["/in"] = [413, status];
    await visit({ surveys: [definition({ ...WORDS, deliver: [{ to: `${receiver.url}/in` }] })] });
    await page.locator("madeleine-survey label.point").nth(1).click();
    await page.locator("madeleine-survey textarea").fill('It was } ," \\ fine');
    await page.locator("madeleine-survey").getByRole("button", { name: /^(Next|Send)$/ }).click();
    await expect.poll(() => receiver.received.length).toBe(2);
    const [whole, scores] = receiver.received.map(({ body }) => JSON.parse(body));
    expect(whole.answers.comment).toBe('It was } ," \\ fine');
    delete whole.answers.comment;
    expect(scores).toEqual(whole);
    await expect.poll(async () => (await waiting(page)).map(({ refused }) => refused)).toEqual(status === 413 ? [413] : []);
    expect(await undelivered(page)).toHaveLength(status === 413 ? 1 : 0);
  });

test("301, 302, 307, 308: not followed, whoever stands there, and tried again", { tag: "@F18" }, async ({ page, respond, receiver }) => {
  const other = await Receiver.open();
  await page.clock.install();
  receiver.acts["/in"] = [...[301, 307, 308].map((status): Act => [status, { location: `${other.url}/in` }]), 204];
  await respond();
  await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(1);
  await pass(page, 2 * SECOND);
  await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(2);
  expect(receiver.received).toHaveLength(2);
  expect(other.received).toEqual([]);
  other.close();
});

test("one that says nothing: given up after ten seconds, and tried again", { tag: "@F16" }, async ({ page, respond, receiver }) => {
  // A hundredth of the time that was asked for.
  await page.addInitScript(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    (window as any).patience = [];
    AbortSignal.timeout = (ms) => ((window as any).patience.push(ms), timeout(ms / 100));
  });
  receiver.acts["/in"] = [() => {}, 204];
  await respond();
  await expect.poll(() => receiver.received.length).toBe(2);
  await expect.poll(() => waiting(page)).toEqual([]);
  expect(new Set(await page.evaluate(() => (window as any).patience))).toEqual(new Set([10_000]));
  const [first, second] = receiver.received;
  expect(second.at - first.at).toBeGreaterThan(1_000);
});

const SHARED = { "access-control-allow-origin": "*" };

for (const [name, act] of Object.entries({
  "before it answers": (response) => response.destroy(),
  "in the middle of its answer": (response) => {
    response.writeHead(200, { ...SHARED, "content-length": "100" });
    response.write("half", () => response.destroy());
  },
  "after the headers": (response) => {
    response.writeHead(200, { ...SHARED, "content-length": "100" });
    response.flushHeaders();
    setTimeout(() => response.destroy(), 20);
  },
} satisfies Record<string, Act>))
  test(`one that breaks off ${name}: nobody knows, so it is sent again, word for word`, { tag: ["@F17", "@S23"] }, async ({ page, respond, receiver }) => {
    receiver.acts["/in"] = [act, 204];
    await respond();
    await expect.poll(() => receiver.received.length, { timeout: 4_000 }).toBe(2);
    await expect.poll(() => waiting(page)).toEqual([]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

test("nobody there (a blocker, a policy, a closed port): three times a page, and the next page tries again", { tag: ["@F19", "@F20", "@F21"] }, async ({ page, respond, receiver, visit }) => {
  await page.clock.install();
  let tries = 0;
  page.on("request", (request) => (tries += Number(request.method() === "POST")));
  const closed = await Receiver.open();
  const to = `${closed.url}/in`;
  closed.close();
  await respond({ deliver: [{ to }] });
  for (let failed = 1; failed <= 3; failed++) {
    await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(failed);
    await pass(page, 10 * SECOND);
  }
  await pass(page, 600 * SECOND);
  await page.waitForTimeout(300);
  expect(tries).toBe(3);
  await visit(ELSEWHERE, "/next");
  await expect.poll(() => tries).toBe(4);
  expect((await waiting(page))[0]).toMatchObject({ to });
  expect(receiver.received).toEqual([]);
});

test("500 for ever: eight requests a page", { tag: "@F12" }, async ({ page, respond, receiver }) => {
  // What failed is counted by the day, and more than an hour passes here.
  await page.clock.install({ time: new Date().setUTCHours(12) });
  receiver.acts["/in"] = [500];
  await respond();
  for (let failed = 1; failed <= 8; failed++) {
    await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(failed);
    await pass(page, 300 * SECOND);
  }
  for (let i = 0; i < 5; i++) await pass(page, 600 * SECOND);
  await page.waitForTimeout(300);
  expect(receiver.received).toHaveLength(8);
});

test("and thirty a day; the next day it is tried again", { tag: "@F12" }, async ({ page, respond, receiver, visit }) => {
  receiver.acts["/in"] = [500];
  await respond();
  await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(1);
  const { to, day } = (await troubles(page))[0];
  // As 28 more tries have left it.
  const later = (failed: number) => page.evaluate(async ([row]) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("madeleine");
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("outbox", "readwrite");
    transaction.objectStore("outbox").put(row, row.to);
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, [{ to, day, failed, until: 0 }] as const);
  await later(29);
  await visit(ELSEWHERE, "/next");
  await expect.poll(async () => (await troubles(page))[0]?.failed).toBe(30);
  await later(30);
  for (let i = 0; i < 3; i++) {
    await visit(ELSEWHERE, "/next");
    await page.waitForTimeout(250);
  }
  expect(receiver.received).toHaveLength(2);
  receiver.acts["/in"] = [204];
  await page.clock.install({ time: Date.now() + DAY });
  await visit(ELSEWHERE, "/next");
  await expect.poll(() => waiting(page)).toEqual([]);
  expect(receiver.received).toHaveLength(3);
});

test("one that is never taken stops no other", async ({ page, respond, receiver }) => {
  await page.clock.install();
  receiver.acts["/in"] = [500];
  await respond();
  await expect.poll(async () => (await waiting(page))[0]?.attempts).toBe(1);
  const poison = receiver.received[0].body;
  // It fails for this one only, as a receiver's own fault does.
  receiver.acts["/in"] = [(response) => response.writeHead(receiver.received.at(-1)!.body === poison ? 500 : 204, SHARED).end()];
  await respond();
  await pass(page, 10 * SECOND);
  await expect.poll(async () => (await waiting(page)).map(({ body }) => body)).toEqual([poison]);
});

for (const [name, jump] of [["a year back", -365 * DAY], ["an hour back", -DAY / 24], ["ten years ahead", 3_650 * DAY]] as const)
  test(`a clock that is put ${name}: no storm, and no wait without end`, { tag: ["@F33", ...(jump > 0 ? [] : ["@once"])] }, async ({ page, respond, receiver, visit }) => {
    receiver.acts["/in"] = [500];
    await respond();
    await expect.poll(async () => (await waiting(page))[0]?.attempts).toBe(1);
    await page.clock.install({ time: Date.now() + jump });
    await visit(ELSEWHERE, "/next");
    for (let i = 0; i < 12; i++) await pass(page, 400 * SECOND);
    await page.waitForTimeout(200);
    // Once before, perhaps once as that page was left, and eight times here.
    expect(receiver.received.length).toBeLessThanOrEqual(10);
    if (jump < 0) {
      receiver.acts["/in"] = [204];
      await visit(ELSEWHERE, "/next");
      // A disk that is being read is given a second by the same clock: hours mustn't pass meanwhile.
      await page.waitForTimeout(1_000);
      await expect.poll(() => pass(page, DAY / 12).then(() => waiting(page)), { intervals: [1_000], timeout: 20_000 }).toEqual([]);
    }
  });
