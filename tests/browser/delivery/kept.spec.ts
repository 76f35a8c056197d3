// What waits on the device: for how long, how much of it, in how many tabs, and what becomes of it when somebody leaves.
import type { Page } from "@playwright/test";
import { seen } from "../support/site";
import { answer, change, definition, ELSEWHERE, expect, nothingComes, point, question, say, survey, test, troubles, undelivered, waiting } from "./receiver";

const DAY = 86_400_000;
const TWO = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }];

/** Puts as many copies of the record that waits beside it, with bodies of this length. */
const fill = (page: Page, copies: number, length = 0, more: Record<string, unknown> = {}): Promise<void> =>
  page.evaluate(async ([copies, length, more]) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("madeleine");
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("outbox", "readwrite");
    const store = transaction.objectStore("outbox");
    const all = await new Promise<any[]>((resolve) => (store.getAll().onsuccess = ({ target }) => resolve((target as IDBRequest).result)));
    const { refused, ...record } = all.find(({ body }) => body);
    for (let i = 0; i < copies; i++) {
      const response_id = `copy-${i}`;
      const { comment, ...response } = JSON.parse(record.body);
      const body = JSON.stringify({ ...response, response_id, brand: "x".repeat(length) });
      store.put({ ...record, response_id, body, since: record.since - copies + i, ...more }, `${response_id} ${record.to}`);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, [copies, length, more] as const);

/** The tab goes into the background, or comes back. */
const hide = (page: Page, hidden = true) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, hidden);

/** What comes after the first question has come. */
const settled = (page: Page) => page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("madeleine-later.js")), undefined, { polling: 50 }).then(() => page.waitForTimeout(300));

test.describe("a finger on an answer", () => {
  /** Down on a point for so long, and up there or beside it. */
  const press = async (page: Page, ms: number, slide: boolean) => {
    const { x, y } = (await point(page, 4).boundingBox())!;
    await page.mouse.move(x + 20, y + 20);
    await page.mouse.down();
    await page.waitForTimeout(ms);
    if (slide) await page.mouse.move(5, 5);
    await page.mouse.up();
  };
  /** Whether nobody holds the database open. */
  const free = (page: Page) =>
    page.evaluate(() => new Promise((resolve) => {
      const request = indexedDB.deleteDatabase("madeleine");
      request.onsuccess = () => resolve(true);
      request.onblocked = () => resolve(false);
    }));

  test("that slides off leaves nothing there, and nothing open", async ({ page, visit, receiver }) => {
    await visit({ surveys: [definition({ deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(point(page, 4)).toBeVisible();
    await settled(page);
    await press(page, 200, true);
    await page.waitForTimeout(1_200);
    expect(await waiting(page)).toEqual([]);
    expect(await free(page)).toBe(true);
    expect(receiver.received).toEqual([]);
  });

  test("that comes again and again gives one answer that is on the disk", async ({ page, visit, receiver }) => {
    await visit({ surveys: [definition({ deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(point(page, 4)).toBeVisible();
    await settled(page);
    await press(page, 50, true);
    await press(page, 50, true);
    await page.waitForTimeout(1_200);
    await press(page, 50, false);
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(JSON.parse(receiver.received[0].body).durability).toBe("disk");
  });

  test("that stays long counts as one that taps", async ({ page, visit, receiver }) => {
    await visit({ surveys: [definition({ deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(point(page, 4)).toBeVisible();
    await settled(page);
    await press(page, 1_500, false);
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(await troubles(page)).toEqual([]);
  });
});

test.describe("after seven days", () => {
  test("what was tried in vain is gone, and the page hears of it once", async ({ page, respond, receiver, visit }) => {
    receiver.acts["/in"] = [500];
    await respond();
    await expect.poll(async () => (await waiting(page))[0]?.attempts).toBe(1);
    await change(page, { since: Date.now() - 6.9 * DAY, until: Date.now() + 60_000 });
    await visit(ELSEWHERE, "/next");
    await page.waitForTimeout(300);
    expect(await waiting(page)).toHaveLength(1);
    await change(page, { since: Date.now() - 7.1 * DAY });
    await visit(ELSEWHERE, "/next");
    await expect.poll(() => undelivered(page)).toEqual([{ survey: "trial", to: `${receiver.url}/in`, reason: "expired" }]);
    await expect.poll(() => waiting(page)).toEqual([]);
    await visit(ELSEWHERE, "/next");
    await expect.poll(() => troubles(page)).toEqual([]);
    expect(await undelivered(page)).toEqual([]);
    expect(receiver.received).toHaveLength(1);
  });

  test("what was never tried is tried once: a clock that jumps loses nothing", async ({ page, respond, receiver, visit, context }) => {
    await visit({ surveys: [definition({ deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(question(page)).toBeVisible();
    await settled(page);
    await context.setOffline(true);
    await point(page, 4).click();
    await expect(question(page)).toHaveText("Thank you!");
    await change(page, { since: Date.now() - 3_650 * DAY });
    await context.setOffline(false);
    await expect.poll(() => receiver.received.length).toBe(1);
    await expect.poll(() => waiting(page)).toEqual([]);
    expect(await undelivered(page)).toEqual([]);
  });
});

test.describe("as much as there may be", () => {
  const NOW = { surveys: [definition({ ask: { when: { event: "now" } } })] };

  for (const [what, copies, length] of [["fifty records", 49, 0], ["256 KiB", 19, 14_000]] as const)
    test(`${what}: nobody is asked anything new, and nothing that waits is thrown away`, async ({ page, respond, receiver, visit }) => {
      receiver.acts["/in"] = [[503, { "retry-after": "3600" }]];
      await respond();
      await expect.poll(async () => (await waiting(page))[0]?.attempts).toBe(1);
      await fill(page, copies - 1, length);
      await visit(NOW, "/next");
      await settled(page);
      await say(page, "event", "now");
      await expect(question(page)).toBeVisible();
      await fill(page, copies, length);
      await visit(NOW, "/next");
      await settled(page);
      await say(page, "event", "now");
      await nothingComes(page, 700);
      expect(await waiting(page)).toHaveLength(copies + 1);
      expect(receiver.received).toHaveLength(1);
    });

  test("what was refused makes room, the oldest first", async ({ page, respond, receiver, visit }) => {
    receiver.acts["/in"] = [404];
    await respond();
    await expect.poll(async () => (await waiting(page))[0]?.refused).toBe(404);
    await fill(page, 60, 0, { refused: 404 });
    await visit(NOW, "/next");
    await expect.poll(async () => (await waiting(page)).length).toBe(49);
    // The original is the youngest of them.
    expect((await waiting(page)).map(({ body }) => JSON.parse(body).response_id)).toContain(JSON.parse(receiver.received[0].body).response_id);
    await say(page, "event", "now");
    await expect(question(page)).toBeVisible();
  });
});

test.describe("in several tabs", () => {
  for (const locks of [true, false])
    test(`${locks ? "each record goes once" : "without locks none is lost"}`, { tag: ["@F30", "@F24"] }, async ({ page, respond, receiver, visit, context, site }) => {
      if (!locks) await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
      receiver.acts["/in"] = [503];
      await respond();
      await expect.poll(async () => (await waiting(page))[0]?.attempts).toBe(1);
      await fill(page, 9);
      await change(page, { until: 0 });
      receiver.acts["/in"] = [(response) => setTimeout(() => response.writeHead(204, { "access-control-allow-origin": "*" }).end(), 60)];
      receiver.received.length = 0;
      site.plan = ELSEWHERE;
      const tabs = await Promise.all([1, 2, 3].map(() => context.newPage()));
      await Promise.all(tabs.map((tab) => tab.goto(`${site.url}/next`)));
      await expect.poll(() => new Set(receiver.received.map(({ body }) => body)).size).toBe(10);
      await expect.poll(() => waiting(tabs[0])).toEqual([]);
      await tabs[0].waitForTimeout(300);
      if (locks) expect(receiver.received).toHaveLength(10);
      await Promise.all(tabs.map((tab) => tab.close()));
    });
});

test.describe("whoever leaves", () => {
  test("in the middle: what was answered is sent at once, and once, without an unload handler", async ({ page, visit, receiver }) => {
    await page.addInitScript(() => {
      const types: string[] = ((window as any).types = []);
      const add = EventTarget.prototype.addEventListener;
      EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, ...rest: any[]) {
        types.push(type);
        return (add as any).call(this, type, ...rest);
      };
    });
    await visit({ surveys: [definition({ items: TWO, deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(question(page)).toBeVisible();
    await settled(page);
    await answer(page, 4);
    expect((await page.evaluate(() => (window as any).types as string[])).filter((type) => /unload/.test(type))).toEqual([]);
    await visit(ELSEWHERE, "/next");
    await expect.poll(() => receiver.received.length).toBeGreaterThan(0);
    await expect.poll(() => waiting(page)).toEqual([]);
    expect(JSON.parse(receiver.received[0].body)).toMatchObject({ state: "partial", seq: 1, answers: { csat: 4 } });
    // Who has left can't hear that it was taken: the next page may say it once more, word for word.
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  test("and comes back: one request for what was there, one for the end", async ({ page, visit, receiver }) => {
    await visit({ surveys: [definition({ items: TWO, deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(question(page)).toBeVisible();
    await settled(page);
    await answer(page, 4);
    for (const hidden of [true, false, true, false]) await hide(page, hidden);
    await expect.poll(() => receiver.received.length).toBe(1);
    await expect.poll(() => waiting(page)).toEqual([]);
    await point(page, 6).click();
    await expect(question(page)).toHaveText("Thank you!");
    await expect.poll(() => receiver.received.length).toBe(2);
    await expect.poll(() => waiting(page)).toEqual([]);
    await hide(page);
    await page.waitForTimeout(200);
    expect(receiver.received.map(({ body }) => JSON.parse(body).state)).toEqual(["partial", "completed"]);
  });

  test("what failed doesn't take the place of what came after it", async ({ page, visit, receiver }) => {
    let fail = () => {};
    receiver.acts["/in"] = [(response) => (fail = () => response.writeHead(400, { "access-control-allow-origin": "*" }).end()), () => {}];
    await visit({ surveys: [definition({ items: TWO, deliver: [{ to: `${receiver.url}/in` }] })] });
    await expect(question(page)).toBeVisible();
    await settled(page);
    await answer(page, 4);
    await hide(page);
    await expect.poll(() => receiver.received.length).toBe(1);
    await hide(page, false);
    await point(page, 6).click();
    await expect(question(page)).toHaveText("Thank you!");
    fail();
    await expect.poll(async () => (await undelivered(page)).length).toBe(1);
    const [kept, ...more] = await waiting(page);
    expect([kept.seq, kept.refused, more]).toEqual([2, undefined, []]);
  });

  test("after everything was erased: nothing is sent of what still stands there", async ({ page, visit, receiver }) => {
    await visit({
      surveys: [definition({ surface: "inline", ask: undefined, items: TWO, deliver: [{ to: `${receiver.url}/in` }] })],
      tags: `<script type="module" src="/madeleine/madeleine.js" async></script>`,
      body: `<madeleine-survey src="/trial.survey.json"></madeleine-survey>`,
    });
    await expect(question(page)).toBeVisible();
    await settled(page);
    await answer(page, 4);
    await page.evaluate(() => new Promise((done) => (window as any).madeleine("erase", done)));
    await expect(survey(page)).toHaveCount(1);
    await hide(page);
    await page.waitForTimeout(300);
    expect(receiver.received).toEqual([]);
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  });
});

test.describe("where storage is refused", () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      }),
    );
  });

  test("a record in memory is tried again like any other, and says where it lay", async ({ page, respond, receiver }) => {
    await page.clock.install();
    receiver.acts["/in"] = [500, 204];
    await respond();
    await expect.poll(() => receiver.received.length).toBe(1);
    await page.waitForTimeout(100);
    await page.clock.fastForward(2_000);
    await expect.poll(() => receiver.received.length).toBe(2);
    expect(JSON.parse(receiver.received[1].body)).toMatchObject({ state: "completed", durability: "mem" });
    await page.clock.fastForward(60_000);
    await hide(page);
    await page.waitForTimeout(200);
    expect(receiver.received).toHaveLength(2);
  });

  test("and ends with the page: who leaves has it sent, though it was to wait", async ({ page, respond, receiver, visit }) => {
    receiver.acts["/in"] = [[503, { "retry-after": "600" }], 204];
    await respond();
    await expect.poll(() => receiver.received.length).toBe(1);
    await page.waitForTimeout(100);
    await visit(ELSEWHERE, "/next");
    await expect.poll(() => receiver.received.length).toBe(2);
  });
});

test("what was seen is put down in the transaction of the answer", async ({ page, visit, receiver }) => {
  await page.addInitScript(() => {
    const puts: unknown[] = ((window as any).puts = []);
    const transactions: IDBTransaction[] = [];
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
      if (!transactions.includes(this.transaction)) transactions.push(this.transaction);
      puts.push([this.name, transactions.indexOf(this.transaction)]);
      return put.call(this, value, key);
    };
  });
  receiver.acts["/in"] = [() => {}];
  await visit({ surveys: [definition({ ask: { when: { load: true }, quiet: {} }, deliver: [{ to: `${receiver.url}/in` }] })] });
  await point(page, 4).click();
  await expect(question(page)).toHaveText("Thank you!");
  expect(await page.evaluate(() => (window as any).puts)).toEqual([["outbox", 0], ["seen", 0]]);
  expect(await seen(page)).toHaveLength(1);
});

test("of what outlives a page we take 48 KiB, and 16 KiB for one; the rest goes while the page is there", async ({ page, visit, receiver }) => {
  await page.addInitScript(() => {
    const log: unknown[] = ((window as any).log = []);
    const before = window.fetch;
    window.fetch = (to, options) => {
      if (options?.method === "POST") log.push([new URL(to as string).pathname, options.keepalive]);
      return before(to, options);
    };
  });
  const paths = ["/1", "/2", "/3", "/4", "/5"];
  for (const path of paths) receiver.acts[path] = [() => {}];
  const open = (id: string) => ({ id, instrument: "open", max_chars: 4_000 });
  const run = async (items: { id: string }[], paths: string[]) => {
    const deliver = paths.map((path) => ({ to: receiver.url + path }));
    const text = { en: Object.fromEntries(items.map(({ id }) => [`${id}.question`, `${id}?`])) };
    await visit({ surveys: [definition({ items, text, deliver, privacy: { redact: false } })] });
    for (const { id } of items) {
      await expect(question(page)).toHaveText(`${id}?`);
      // Three bytes each.
      await survey(page).locator("textarea").fill("€".repeat(4_000));
      await survey(page).getByRole("button", { name: /^(Next|Send)$/ }).click();
    }
    await expect(question(page)).toHaveText("Thank you!");
    const sent = () => page.evaluate(() => (window as any).log as [string, boolean][]).then((all) => all.filter(([path]) => paths.includes(path)));
    await expect.poll(async () => (await sent()).length).toBe(paths.length);
    return (await sent()).map(([, keepalive]) => keepalive);
  };
  expect((await run([open("one")], paths)).sort()).toEqual([false, false, true, true, true]);
  expect(await run([open("one"), open("two")], ["/6"])).toEqual([false]);
});
