// The page is loaded anew in the middle of a survey, or left and come back to: it stands where it was, and it is one response.
import type { Page } from "@playwright/test";
import { answer, definition, drawsFirst, expect, lying, NOTHING, nothingComes, point, question, ready, say, survey, test, type Site } from "../support/site";

const ITEMS = [
  { id: "csat", instrument: "csat" },
  { id: "ces", instrument: "ces2", optional: true },
  { id: "ltr", instrument: "ltr11" },
  { id: "comment", instrument: "open", optional: true },
];
const CES = /made it easy/;
const LTR = /^How likely/;
const opening = { en: { control: "faces", first: 1, labels: ["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"], of: 4, question: "Overall, how satisfied or dissatisfied are you with placing your order today?", text: { "ui.back": "Back", "ui.close": "Close", "ui.next": "Next", "ui.region": "Short survey" } } };
const trial = (more: Record<string, unknown> = {}) => definition({ items: ITEMS, ask: { when: { event: "now" } }, ...more });

/** Begins, and answers the first question. */
async function begin(page: Page): Promise<void> {
  await ready(page);
  await say(page, "event", "now");
  // What comes later is there, too: it keeps the course.
  await expect(question(page)).toBeVisible();
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("madeleine-later.js")));
  await page.waitForTimeout(200);
  await answer(page, 4);
}

const responses = (site: Site) => [...new Set(site.sent.map(({ response_id }) => response_id))];

/** Loads the page anew at once, as somebody does who is impatient. */
async function reload(page: Page): Promise<void> {
  await page.reload();
  await ready(page);
}

test("at each question it goes on there, and all of it is one response", { tag: "@F47" }, async ({ page, visit, site }) => {
  await visit({ surveys: [trial()] });
  await begin(page);
  await expect(question(page)).toHaveText(CES);
  await reload(page);
  await expect(question(page)).toHaveText(CES);
  await answer(page, 6);
  await expect(question(page)).toHaveText(LTR);
  await reload(page);
  await expect(question(page)).toHaveText(LTR);
  await answer(page, 9);
  await reload(page);
  await survey(page).getByRole("textbox").fill("Quick and friendly.");
  await survey(page).getByRole("button", { name: "Send" }).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "completed", seq: 4, answers: { csat: 4, ces: 6, ltr: 9, comment: "Quick and friendly." } });
  expect(responses(site)).toHaveLength(1);
  // How long each answer took is still known.
  const { ms } = site.sent.at(-1) as unknown as { ms: Record<string, number> };
  expect(ms.csat).toBeGreaterThan(150);
  // It is over: nothing comes back.
  await reload(page);
  await nothingComes(page);
});

test("somebody who went back, changed an answer and passed a question over finds it like that", { tag: "@F47" }, async ({ page, visit, site }) => {
  await visit({ surveys: [trial()] });
  await begin(page);
  await survey(page).getByRole("button", { name: "Back" }).click();
  await answer(page, 2);
  await survey(page).getByRole("button", { name: "Skip" }).click();
  await expect(question(page)).toHaveText(LTR);
  await reload(page);
  await expect(question(page)).toHaveText(LTR);
  await survey(page).getByRole("button", { name: "Back" }).click();
  await expect(question(page)).toHaveText(CES);
  await survey(page).getByRole("button", { name: "Back" }).click();
  await expect(point(page, 2).getByRole("radio")).toBeChecked();
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "dismissed", answers: { csat: 2 } });
  expect(responses(site)).toHaveLength(1);
});

test("its trigger comes at once on the new page, too: it is asked once, and goes on", async ({ page, visit, site }) => {
  await visit({ surveys: [trial({ ask: { when: { load: true } } })] });
  await expect(question(page)).toBeVisible();
  await begin(page);
  await reload(page);
  await expect(question(page)).toHaveText(CES);
  await expect(survey(page)).toHaveCount(1);
  await answer(page, 5);
  await expect(question(page)).toHaveText(LTR);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ answers: { csat: 4, ces: 5 } });
  expect(responses(site)).toHaveLength(1);
});

test("by the script that draws first, twice at the same question", async ({ page, visit, site }) => {
  await visit({ surveys: [trial({ opening })], tags: drawsFirst("trial") });
  await begin(page);
  for (let i = 0; i < 2; i++) {
    await reload(page);
    await expect(question(page)).toHaveText(CES);
  }
  await answer(page, 6);
  await expect(question(page)).toHaveText(LTR);
  await reload(page);
  await expect(question(page)).toHaveText(LTR);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "dismissed", answers: { csat: 4, ces: 6 } });
  expect(responses(site)).toHaveLength(1);
});

test("on another page it isn't there; whoever comes back finds it", async ({ page, visit }) => {
  await visit({ surveys: [trial()] });
  await begin(page);
  await page.goto(page.url() + "elsewhere");
  await ready(page);
  await nothingComes(page);
  await page.goto(page.url().replace("elsewhere", ""));
  await expect(question(page)).toHaveText(CES);
});

test("a definition that has changed begins anew", async ({ page, visit, site }) => {
  await visit({ surveys: [trial()] });
  await begin(page);
  site.plan.surveys = [trial({ version: 2 })];
  await reload(page);
  await nothingComes(page);
  await say(page, "event", "now");
  await expect(question(page)).toHaveText(/^Overall, how satisfied/);
});

test("what was erased doesn't come back, and what was closed doesn't either", async ({ page, visit }) => {
  await visit({ surveys: [trial()] });
  await begin(page);
  await page.evaluate(() => new Promise((done) => (window as any).madeleine("erase", done)));
  expect(await lying(page)).toEqual(NOTHING);
  await reload(page);
  await nothingComes(page);
  await begin(page);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toHaveCount(0);
  await reload(page);
  await nothingComes(page);
});
