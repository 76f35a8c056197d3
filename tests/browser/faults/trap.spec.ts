// A module that stops in the middle: another one takes its place, what was being answered counts, once, and the page hears of no error.
// Where that can't be the card leaves, one line says so, and what was answered before arrives.
import type { Page } from "@playwright/test";
import { answer, definition, expect, heard, point, question, ready, say, survey, test, type Plan, type Site } from "../support/site";

const ITEMS = [
  { id: "csat", instrument: "csat" },
  { id: "ces", instrument: "ces2" },
  { id: "ltr", instrument: "ltr11" },
];

/** Counts what the page's script calls in a module. The call of the number `stopAt` meets the instruction that Rust's panics end in. */
const STOPS = `<script>
  window.threw = [];
  addEventListener("error", ({ message }) => threw.push(message));
  addEventListener("unhandledrejection", ({ reason }) => threw.push(String(reason)));
  const { Instance, Module } = WebAssembly;
  const { unreachable } = new Instance(new Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 15, 1, 11, ...[..."unreachable"].map((c) => c.charCodeAt(0)), 0, 0, 10, 5, 1, 3, 0, 0, 11))).exports;
  Object.assign(window, { calls: 0, stopAt: 0, stops: 0, modules: 0 });
  WebAssembly.Instance = function (...from) {
    modules++;
    const counted = (one) => (...said) => (++calls === stopAt || stopAt < 0 ? (stops++, unreachable()) : one(...said));
    const { exports } = new Instance(...from);
    return { exports: Object.fromEntries(Object.entries(exports).map(([name, one]) => [name, typeof one === "function" ? counted(one) : one])) };
  };
</script>`;

const INLINE: Plan = { tags: '<script type="module" src="/madeleine/madeleine.js" async></script>', body: '<madeleine-survey src="/trial.survey.json"></madeleine-survey>' };

/** Stands where the first question can be answered, and everything that comes later is there. */
async function begin(page: Page, visit: (plan?: Plan) => Promise<void>, inline: boolean): Promise<void> {
  const surveys = [definition({ items: ITEMS, ...(inline ? { surface: "inline", ask: undefined } : { ask: { when: { event: "now" } } }) })];
  await visit({ surveys, head: STOPS, ...(inline && INLINE) });
  if (!inline) {
    await ready(page);
    await say(page, "event", "now");
  }
  await expect(question(page)).toBeVisible();
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("madeleine-later.js")));
  await page.waitForTimeout(200);
}

/** From now on the call of this number stops. */
const stopAt = (page: Page, number: number) => page.evaluate((number) => void Object.assign(window, { calls: 0, stopAt: number }), number);
const said = <T>(page: Page, name: string): Promise<T> => page.evaluate((name) => (window as any)[name], name);

async function answerAll(page: Page): Promise<void> {
  await answer(page, 4);
  await answer(page, 6);
  await answer(page, 9);
  await expect(question(page)).toHaveText("Thank you!");
}

/** How many different calls are tried. */
const TRIED = 12;

for (const inline of [false, true]) {
  test(`whichever call it stops in, ${inline ? "in" : "over"} the page, another goes on: nothing is lost, nothing counts twice`, { tag: "@F51" }, async ({ page, visit, site }) => {
    test.setTimeout(240_000);
    await begin(page, visit, inline);
    await stopAt(page, 0);
    await answerAll(page);
    const all = await said<number>(page, "calls");
    expect(all).toBeGreaterThan(TRIED);
    await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed" });
    // One that waited on a page before may arrive once more on the next: it counts once.
    const before = new Set(site.sent.map(({ response_id }) => response_id));
    for (let i = 0; i < TRIED; i++) {
      const number = 1 + Math.floor((i * all) / TRIED);
      await test.step(`call ${number} of ${all}`, async () => {
        await page.evaluate(() => (sessionStorage.clear(), localStorage.clear()));
        site.sent.length = 0;
        await begin(page, visit, inline);
        await stopAt(page, number);
        await answerAll(page);
        const fresh = () => site.sent.filter(({ response_id }) => !before.has(response_id));
        await expect.poll(() => fresh().at(-1)).toMatchObject({ state: "completed", answers: { csat: 4, ces: 6, ltr: 9 } });
        expect(new Set(fresh().map(({ response_id }) => response_id)).size).toBe(1);
        before.add(fresh()[0].response_id);
        expect((await heard(page)).filter(({ name }) => name === "complete")).toHaveLength(1);
        expect([await said(page, "stops"), await said(page, "modules"), await said(page, "threw")]).toEqual([1, 2, []]);
      });
    }
  });
}

test.describe("where every module stops", () => {
  test.use({ quiet: false });

  test("the card leaves, one line says so, and what was answered arrives", { tag: "@F51" }, async ({ page, visit, site, said: lines }) => {
    await begin(page, visit, false);
    await answer(page, 4);
    // This one at once, and every other that is made.
    await stopAt(page, -1);
    await point(page, 6).click();
    await expect(survey(page)).toHaveCount(0);
    await expect.poll(() => site.sent.at(-1)).toMatchObject({ answers: { csat: 4 } });
    expect(lines.filter((line) => line.startsWith("error: Madeleine: trial: "))).toHaveLength(1);
    expect((await heard(page)).map(({ name }) => name)).toContain("blocked");
    expect(await said(page, "threw")).toEqual([]);
  });
});
