// Away and back again: a browser that keeps the page as it was may keep it with us on it, and nothing is lost or sent twice.
import type { Page } from "@playwright/test";
import { answer, definition, expect, needs, nothingComes, point, question, ready, say, test as site } from "../support/site";

/** Playwright has Chromium keep no page; here it may. */
const test = site.extend<{}, { keep: void }>({
  launchOptions: [({ launchOptions }, use) => use({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] }), { scope: "worker" }],
});

const TWO = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }];

/** Where the page is, and whether it was kept. While it changes there is nothing to ask. */
const kept = (page: Page) => page.evaluate(() => [location.pathname, (window as any).persisted]).catch(() => undefined);

test.beforeEach(async ({ page }) => {
  needs("goBack", "kept");
  await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => ((window as any).persisted = persisted)));
});

test("in the middle of a survey: the page is kept, and goes on where it was", { tag: "@F45" }, async ({ page, visit, site }) => {
  await visit({ surveys: [definition({ items: TWO })] });
  await answer(page, 4);
  await page.evaluate(() => (location.href = "/next"));
  await page.waitForURL("**/next");
  await page.evaluate(() => history.back());
  await expect.poll(() => kept(page)).toEqual(["/", true]);
  await expect(question(page)).toContainText("made it easy");
  await answer(page, 6);
  await expect.poll(() => site.sent.at(-1)?.state).toBe("completed");
  expect(new Set(site.sent.map(({ response_id }) => response_id)).size).toBe(1);
  // What was on its way when the page was left may come twice, word for word: it is merged by its number.
  expect(new Set(site.sent.map((one) => JSON.stringify(one))).size).toBe(2);
});

test("after the thanks: nothing is sent twice, and nobody is asked again", { tag: "@F45" }, async ({ page, visit, site }) => {
  await visit({ surveys: [definition({ ask: { when: { event: "now" } } })] });
  await ready(page);
  await say(page, "event", "now");
  await point(page, 5).click();
  await expect.poll(() => site.sent.length).toBe(1);
  await page.evaluate(() => (location.href = "/next"));
  await page.waitForURL("**/next");
  await page.evaluate(() => history.back());
  await expect.poll(() => kept(page)).toEqual(["/", true]);
  await say(page, "event", "now");
  await nothingComes(page, 4_000);
  expect(site.sent).toHaveLength(1);
});

test("with further triggers watching and a delay running: it is kept all the same", async ({ page, visit }) => {
  await visit({ surveys: [definition({ ask: { when: [{ click: "#buy", delay_ms: 1_500 }, { path: ["/x"] }, { element: "#never" }], quiet: {} } })] });
  await ready(page);
  await page.locator("#buy").click();
  await page.evaluate(() => (location.href = "/next"));
  await page.waitForURL("**/next");
  await page.evaluate(() => history.back());
  await expect.poll(() => kept(page)).toEqual(["/", true]);
  await expect(question(page)).toBeVisible();
});
