// Storage that is full, damaged, silent or swept away. What was acknowledged arrives; what couldn't be put on disk says so.
import { answer, definition, expect, point, question, survey, test } from "../support/site";
import { outbox } from "../support/shop";

const TWO = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }];
const CES = /made it easy/;

test("localStorage that the page has filled to its end: ours lies elsewhere", { tag: "@F25" }, async ({ page, visit, site }) => {
  const full = `<script>try { for (let i = 0, much = "x".repeat(1e5); ; i++) localStorage["much" + i] = much; } catch {} try { for (let i = 0; ; i++) localStorage["little" + i] = "x"; } catch {}</script>`;
  await visit({ surveys: [definition({ items: TWO })], head: full });
  await answer(page, 4);
  await answer(page, 6);
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", durability: "disk", answers: { csat: 4, ces: 6 } });
});

test("a database that never opens: after a second the answer is held in memory, says so, and arrives", { tag: "@F28" }, async ({ page, visit, site }) => {
  const silent = `<script>IDBFactory.prototype.open = () => ({});</script>`;
  await visit({ surveys: [definition({ items: TWO })], head: silent });
  await expect(question(page)).toBeVisible();
  const tapped = Date.now();
  await answer(page, 4);
  expect(Date.now() - tapped).toBeLessThan(4_000);
  await answer(page, 6);
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", durability: "mem", answers: { csat: 4, ces: 6 } });
});

test("a disk that is busy when its turn has come to be read: what lies there is sent on the same page", { tag: "@F28" }, async ({ page, visit, site }) => {
  // Opened while it is busy it never answers.
  const busy = `<script>const open = IDBFactory.prototype.open;
window.asked = 0;
IDBFactory.prototype.open = function (...all) { return window.busy && ++asked ? {} : open.apply(this, all); };
addEventListener("madeleine-complete", () => (busy = true, setTimeout(() => (busy = false), 1_500)), true);</script>`;
  await visit({ surveys: [definition()], head: busy });
  await point(page, 4).click();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", durability: "disk", answers: { csat: 4 } });
  expect(await page.evaluate(() => (window as any).asked)).toBeGreaterThan(0);
  await expect.poll(() => outbox(page)).toEqual([]);
});

test("a database of a version to come: the answer is held in memory, and what lies there stays as it is", { tag: "@F27" }, async ({ page, visit, site }) => {
  await visit({ surveys: [definition({ items: TWO, ask: { when: { event: "now" } } })] });
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const request = indexedDB.open("madeleine", 99);
        request.onupgradeneeded = () => request.result.createObjectStore("tomorrow").put("theirs", "key");
        request.onsuccess = () => (request.result.close(), done());
      }),
  );
  await page.evaluate(() => (window as any).madeleine("event", "now"));
  await answer(page, 4);
  await answer(page, 6);
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", durability: "mem" });
  expect((await page.evaluate(() => indexedDB.databases()))[0]).toMatchObject({ name: "madeleine", version: 99 });
});

test("records of another shape stop nothing: what can be sent is sent", { tag: "@F27" }, async ({ page, visit, site }) => {
  site.receives = false;
  await visit({ surveys: [definition()] });
  await point(page, 5).click();
  await expect(question(page)).toHaveText("Thank you!");
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const request = indexedDB.open("madeleine");
        request.onsuccess = () => {
          const transaction = request.result.transaction("outbox", "readwrite");
          const store = transaction.objectStore("outbox");
          for (const [i, odd] of [null, 5, "text", [], {}, { to: 5, body: {} }, { to: "not an address", body: "x", seq: "one" }].entries()) store.put(odd, `odd ${i}`);
          transaction.oncomplete = () => (request.result.close(), done());
        };
      }),
  );
  site.receives = true;
  site.plan.surveys = [definition({ ask: { when: { event: "never" } } })];
  await page.reload();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ answers: { csat: 5 } });
  await expect.poll(async () => (await outbox(page)).filter((record) => record && record.seq === 1)).toEqual([]);
});

test("storage swept away in the middle: with the next answer all of it is there again", { tag: "@F29" }, async ({ page, visit, site, context }) => {
  await context.setOffline(false);
  site.receives = false;
  await visit({ surveys: [definition({ items: TWO })] });
  await answer(page, 3);
  await expect(question(page)).toHaveText(CES);
  await page.evaluate(() => new Promise((done) => Object.assign(indexedDB.deleteDatabase("madeleine"), { onsuccess: done, onblocked: done })));
  await point(page, 7).click();
  await expect(question(page)).toHaveText("Thank you!");
  expect(await outbox(page)).toMatchObject([{ seq: 2 }]);
  site.receives = true;
  site.plan.surveys = [definition({ ask: { when: { event: "never" } } })];
  await page.reload();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", answers: { csat: 3, ces: 7 } });
  await expect(survey(page)).toHaveCount(0);
});
