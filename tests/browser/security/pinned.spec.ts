// What comes later is pinned as well: a script with something added to it is fetched, and never runs.
import type { Page } from "@playwright/test";
import { expect, point, survey as surveyOf } from "../support/shop";
import { address, type Answer, type Faults, inline, integrity, plain, Shelf, survey, test } from "../supply/shelf";

/** It is still a script, and would run. */
const added = (answer: Answer) => ({ ...answer, body: Buffer.concat([answer.body, Buffer.from("\n;globalThis.added = 1;")]) });

const now = (page: Page) => page.evaluate(() => (window as any).madeleine("event", "now"));
const words = { items: [{ id: "open", instrument: "open" }, { id: "csat", instrument: "csat" }] };
const type = async (page: Page) => {
  await now(page);
  await surveyOf(page).locator("textarea").fill("call me: 4111 1111 1111 1111");
};
const first = `<script src="${address("madeleine.first.js")}" integrity="${integrity("madeleine.first.js")}" crossorigin async></script>`;

for (const [file, faults, reach] of [
  ["madeleine-widget.when.js", { definition: survey({ ask: { when: { click: "button" }, quiet: {} } }) }, async () => {}],
  ["madeleine-tab.js", { definition: survey({ surface: "tab", ask: { when: { load: true } } }) }, async () => {}],
  ["madeleine-tend.js", { definition: survey(words) }, type],
  ["madeleine-redactor.js", { definition: survey(words) }, type],
  [
    "madeleine-again.js",
    { definition: survey({ ask: { when: { event: "now" }, quiet: {} }, items: [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }] }) },
    async (page: Page) => {
      await now(page);
      await expect(point(page, 4)).toBeVisible();
      // What notes the course has come.
      await page.waitForTimeout(1_500);
      await point(page, 4).click();
      await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toContain("madeleine-sitting");
      await page.reload();
    },
  ],
  ["madeleine.first.js", { tags: first + inline(survey()) }, async () => {}],
  ["madeleine.plain.fr.js", { tags: plain("fr") + inline(survey()) }, async () => {}],
] as [string, Faults, (page: Page) => Promise<void>][]) {
  test(`${file} with something added: it is asked for, and doesn't run`, { tag: "@S01" }, async ({ page, open }) => {
    const shelf = await open({ ...faults, spoilt: { [file]: added } });
    await reach(page);
    await expect.poll(() => shelf.times(file)).toBeGreaterThan(0);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (globalThis as any).added)).toBeUndefined();
    expect(await page.evaluate(() => (window as any).thrown)).toEqual([]);
  });
}

test("what is added would run, were it not refused", async ({ page, open }) => {
  await open({ tags: `<script src="${address("madeleine.first.js")}"></script>${inline(survey())}`, spoilt: { "madeleine.first.js": added } });
  await expect.poll(() => page.evaluate(() => (globalThis as any).added)).toBe(1);
});
