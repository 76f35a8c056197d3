// For how long people are left alone, who is drawn, and how several surveys live on one page.
import type { BrowserContext, Page } from "@playwright/test";
import { definition, expect, heard, lying, NOTHING, nothingComes, point, question, ready, say, seen, survey, test } from "../support/site";

const DAY = 24 * 3_600_000;
const quiet = (quiet: Record<string, unknown>, more: Record<string, unknown> = {}, ask: Record<string, unknown> = {}) =>
  definition({ ask: { when: { load: true }, quiet, ...ask }, ...more });

const close = (page: Page) => survey(page).getByRole("button", { name: "Close" }).click();
const remembered = (page: Page, n: number, id = "trial") => expect.poll(async () => (await seen(page)).find((one) => one.id === id)?.n).toBe(n);

/** A page of the same visitor after so many days. */
async function later(context: BrowserContext, url: string, days: number): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() + days * DAY });
  await page.goto(url);
  await ready(page);
  return page;
}

async function asked(page: Page): Promise<void> {
  await expect(point(page, 4)).toBeVisible();
}

test("after an answer it is silent for as long as was said, and then asks again", async ({ page, context, visit, site }) => {
  await visit({ surveys: [quiet({ after_answer_days: 90 })] });
  await point(page, 4).click();
  await remembered(page, 0);
  const [{ at, until }] = await seen(page);
  expect(until - at).toBe(90 * DAY);
  await expect.poll(() => site.sent.length).toBe(1);
  await nothingComes(await later(context, site.url, 89));
  await asked(await later(context, site.url, 91));
});

test("whoever gave an answer and stopped there has answered", async ({ page, visit }) => {
  await visit({ surveys: [quiet({ after_answer_days: 90, after_dismiss_days: 10 }, { items: [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }] })] });
  await point(page, 4).click();
  await expect(question(page)).toContainText("easy");
  await close(page);
  await remembered(page, 0);
  const [{ at, until }] = await seen(page);
  expect(until - at).toBe(90 * DAY);
});

test("after a dismissal it is silent, after the second twice as long, and after the third for ever", async ({ page, context, visit, site }) => {
  await visit({ surveys: [quiet({ after_dismiss_days: 30 })] });
  await asked(page);
  await close(page);
  await remembered(page, 1);
  await nothingComes(await later(context, site.url, 29));
  const second = await later(context, site.url, 31);
  await asked(second);
  await close(second);
  await remembered(second, 2);
  await nothingComes(await later(context, site.url, 31 + 59));
  const third = await later(context, site.url, 31 + 61);
  await asked(third);
  await close(third);
  await remembered(third, 3);
  await nothingComes(await later(context, site.url, 3_650));
});

test("an answer between dismissals begins the count anew", { tag: "@once" }, async ({ page, context, visit, site }) => {
  await visit({ surveys: [quiet({ after_dismiss_days: 1, after_answer_days: 1 })] });
  await asked(page);
  await close(page);
  await remembered(page, 1);
  const second = await later(context, site.url, 2);
  await point(second, 4).click();
  await remembered(second, 0);
  const third = await later(context, site.url, 4);
  await asked(third);
  await close(third);
  await remembered(third, 1);
});

test("what the page takes away nobody has dismissed", async ({ page, visit }) => {
  await visit({ surveys: [quiet({})] });
  await asked(page);
  // What follows the survey is fetched once it stands there.
  await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toContain("shown");
  await say(page, "close");
  await expect(survey(page)).toHaveCount(0);
  await page.waitForTimeout(300);
  expect(await seen(page)).toEqual([]);
});

test('"don\'t ask again" closes it, and holds for ever', async ({ page, context, visit, site }) => {
  await visit({ surveys: [quiet({})] });
  await asked(page);
  await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toContain("shown");
  await say(page, "never", "trial");
  await expect(survey(page)).toHaveCount(0);
  await expect.poll(async () => (await seen(page))[0]?.until).toBe(Infinity);
  await nothingComes(await later(context, site.url, 3_650));
});

test('"don\'t ask again" of the whole site holds for surveys that nobody has seen', { tag: "@once" }, async ({ page, context, visit, site }) => {
  await visit({ surveys: [quiet({}, {}, { when: { event: "a" } }), quiet({}, { id: "other" }, { when: { event: "b" } })] });
  await ready(page);
  await ready(page, "other");
  await say(page, "never");
  await expect.poll(async () => (await seen(page)).length).toBe(1);
  await say(page, "event", "a");
  await nothingComes(page);
  const another = await later(context, site.url, 400);
  await ready(another, "other");
  await say(another, "event", "b");
  await nothingComes(another);
});

test("site-wide: after one survey the others are silent, too", { tag: "@once" }, async ({ page, context, visit, site }) => {
  const other = quiet({ site_wide_days: 7 }, { id: "other" }, { when: { event: "b" } });
  await visit({ surveys: [quiet({}), other] });
  await point(page, 4).click();
  await expect.poll(() => site.sent.length).toBe(1);
  await close(page);
  await say(page, "event", "b");
  await nothingComes(page);
  site.plan = { surveys: [other] };
  const soon = await later(context, site.url, 6).catch(() => undefined);
  await ready(soon!, "other");
  await say(soon!, "event", "b");
  await nothingComes(soon!);
  const then = await later(context, site.url, 8);
  await ready(then, "other");
  await say(then, "event", "b");
  await asked(then);
});

test("with consent needed and missing, nothing is kept but the answer on its way; the page alone remembers", async ({ page, visit, site }) => {
  await visit({ surveys: [quiet({ needs_consent: true }, {}, { when: { event: "now" }, sample: 0.999999 })] });
  await ready(page);
  await say(page, "event", "now");
  await asked(page);
  expect(await lying(page)).toEqual(NOTHING);
  await point(page, 4).click();
  await expect.poll(() => site.sent.length).toBe(1);
  await expect.poll(() => seen(page)).toEqual([]);
  expect((await lying(page)).session).toEqual({});
  await expect(survey(page)).toHaveCount(0);
  await say(page, "event", "now");
  await nothingComes(page);
  await page.reload();
  await ready(page);
  await say(page, "event", "now");
  await asked(page);
});

test("with consent given later, what waited for it is put down, in its order", async ({ page, visit }) => {
  await visit({ surveys: [quiet({ needs_consent: true }, { deliver: [] })] });
  await asked(page);
  await close(page);
  await page.waitForTimeout(300);
  expect(await lying(page)).toEqual(NOTHING);
  await say(page, "never", "trial");
  await say(page, "consent", true);
  await expect.poll(async () => (await seen(page))[0]?.until).toBe(Infinity);
  await page.reload();
  await page.waitForFunction(() => (window as any).madeleine.here);
  await say(page, "consent", true);
  await ready(page);
});

test("with consent given first it is as if none were needed, and withdrawn all is forgotten", async ({ page, visit }) => {
  await visit({ surveys: [quiet({ needs_consent: true }, {}, { sample: 0.999999 })], head: `<script>madeleine("consent", true)</script>` });
  await asked(page);
  await close(page);
  await remembered(page, 1);
  expect((await lying(page)).session).not.toEqual({});
  await page.reload();
  await ready(page);
  await nothingComes(page);
  await say(page, "consent", false);
  await expect.poll(() => lying(page)).toEqual(NOTHING);
});

test("consent withdrawn forgets who was asked, and keeps an answer that waits to be sent", async ({ page, visit, site }) => {
  site.receives = false;
  await visit({ surveys: [quiet({})] });
  await point(page, 4).click();
  await remembered(page, 0);
  await say(page, "consent", false);
  await expect.poll(() => seen(page)).toEqual([]);
  expect((await lying(page)).databases).toEqual(["madeleine"]);
  site.receives = true;
  await page.reload();
  await expect.poll(() => site.sent.length).toBeGreaterThan(0);
});

test("without `quiet` the device remembers nothing: it may come again on the next page", async ({ page, visit, site }) => {
  await visit({ surveys: [definition()] });
  await point(page, 4).click();
  await expect.poll(() => site.sent.length).toBe(1);
  expect(await seen(page)).toEqual([]);
  expect((await lying(page)).session).toEqual({});
  await page.reload();
  await asked(page);
});

test.describe("the sample", () => {
  /** As if these were drawn, one after the other, page by page. */
  const drawing = (page: Page, share: number) =>
    page.addInitScript((share) => void (Math.random = () => share), share);

  test("is drawn before anything is known, and recorded", async ({ page, visit, site }) => {
    await drawing(page, 0.24);
    await visit({ surveys: [definition({ ask: { when: { load: true }, sample: 0.25 } })] });
    await point(page, 4).click();
    await expect.poll(() => site.sent.length).toBe(1);
    expect(site.sent[0].sample).toBe(0.25);
  });

  test("leaves the others alone: nothing more is fetched, and nothing is stored", async ({ page, visit, site }) => {
    await drawing(page, 0.26);
    await visit({ surveys: [definition({ ask: { when: { event: "paid" }, sample: 0.25 } })] });
    await ready(page);
    for (let i = 0; i < 20; i++) await say(page, "event", "paid");
    await nothingComes(page);
    expect(site.files()).toEqual(["madeleine.js", "trial.survey.json"]);
    expect(await lying(page)).toEqual(NOTHING);
  });

  test("is drawn once a visit where the device may remember: another page doesn't draw again", async ({ page, visit }) => {
    await drawing(page, 0.3);
    await visit({ surveys: [quiet({}, {}, { sample: 0.25 })] });
    await ready(page);
    await nothingComes(page);
    await drawing(page, 0.1);
    await visit(undefined, "/next");
    await ready(page);
    expect(await page.evaluate(() => Math.random())).toBeCloseTo(0.1);
    await nothingComes(page);
  });

  test("is drawn for each survey by itself: 0 asks nobody, 1 everybody", async ({ page, visit, site }) => {
    const surveys = [0, 1, 0.5].map((sample, i) => definition({ id: `s${i}`, ask: { when: { event: `s${i}` }, sample } }));
    await visit({ surveys });
    for (const { id } of surveys) await ready(page, id as string);
    const draws = await page.evaluate(async (addresses) => {
      const { surveys } = (window as any).madeleine;
      return Promise.all(addresses.map(async (address) => (await surveys[address]).draw));
    }, surveys.map(({ id }) => `/${id}.survey.json`));
    expect(new Set(draws).size).toBe(3);
    for (const draw of draws) expect(draw >= 0 && draw < 1).toBe(true);
    for (const id of ["s0", "s1"]) await say(page, "event", id);
    await point(page, 4).click();
    await expect.poll(() => site.sent.map(({ survey, sample }) => [survey, sample])).toEqual([["s1", 1]]);
  });
});

test.describe("several surveys on a page", () => {
  const two = ["first", "second"].map((id) => definition({ id, ask: { when: { event: id } } }));

  test("one at a time: the other isn't queued, and comes with its next event", { tag: "@once" }, async ({ page, visit, site }) => {
    await visit({ surveys: two });
    await ready(page, "first");
    await ready(page, "second");
    await say(page, "event", "first");
    await asked(page);
    await say(page, "event", "second");
    await page.waitForTimeout(1_000);
    await expect(survey(page)).toHaveCount(1);
    await close(page);
    await nothingComes(page);
    await say(page, "event", "first");
    await nothingComes(page);
    await say(page, "event", "second");
    await point(page, 4).click();
    await expect.poll(() => site.sent.map(({ survey }) => survey)).toEqual(["second"]);
  });

  test("both at the load of the page: one of them", async ({ page, visit }) => {
    await visit({ surveys: ["a", "b", "c"].map((id) => definition({ id })) });
    await asked(page);
    await page.waitForTimeout(1_000);
    await expect(survey(page)).toHaveCount(1);
  });

  test("one that stands in the page doesn't keep one from lying over it", async ({ page, visit }) => {
    await visit({ surveys: [definition({ id: "over" }), definition({ id: "within", surface: "inline" })], tags: `<script type="module" src="/madeleine/madeleine.js" data-survey="/over.survey.json" async></script>`, body: `<madeleine-survey src="/within.survey.json"></madeleine-survey>` });
    await expect(survey(page)).toHaveCount(2);
  });
});
