// What a page may say to us and hears from us, before and after our script has come, and what becomes of what it says wrongly.
import type { Page } from "@playwright/test";
import { answer, definition, expect, heard, lying, NOTHING, nothingComes, point, question, ready, say, survey, tag, test, type Plan } from "../support/site";

const CSAT = /^Overall, how satisfied/;
const waiting = (more: Record<string, unknown> = {}, ask: Record<string, unknown> = {}) => definition({ ask: { when: { event: "now" }, ...ask }, ...more });
const first = (call: string): Plan => ({ head: `<script>${call}</script>`, surveys: [waiting()] });
const names = async (page: Page) => (await heard(page)).map(({ name }) => name);
const close = (page: Page) => survey(page).getByRole("button", { name: "Close" }).click();

test.describe("show", () => {
  for (const early of [true, false])
    test(`${early ? "before" : "after"} the script has come: at once, with the page's context`, async ({ page, visit, site }) => {
      const call = `madeleine("show", "trial", { order_band: "50-100" })`;
      await visit({ ...(early && first(call)), surveys: [waiting({ context: ["order_band"] }, { sample: 0 })] });
      if (!early) {
        await ready(page);
        await page.evaluate(call);
      }
      await expect(question(page)).toHaveText(CSAT);
      await point(page, 4).click();
      await expect.poll(() => site.sent.length).toBe(1);
      expect(site.sent[0]).toMatchObject({ context: { order_band: "50-100" }, sample: 1 });
    });

  test("again, and whatever the frequency; what lies there makes room", async ({ page, visit }) => {
    await visit({ surveys: [waiting({}, { quiet: {} }), waiting({ id: "other", text: { en: { "csat.question": "The other one?" } } })] });
    await ready(page);
    await say(page, "show", "trial");
    await expect(question(page)).toHaveText(CSAT);
    await say(page, "show", "trial");
    await page.waitForTimeout(500);
    await expect(survey(page)).toHaveCount(1);
    await say(page, "show", "other");
    await expect(question(page)).toHaveText("The other one?");
    await expect(survey(page)).toHaveCount(1);
    await close(page);
    await say(page, "show", "trial");
    await expect(question(page)).toHaveText(CSAT);
  });
});

test("close: what lies over the page goes, what was answered stays answered", async ({ page, visit, site }) => {
  await visit({ surveys: [definition({ items: [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }] })] });
  await answer(page, 2);
  await say(page, "close");
  await expect(survey(page)).toHaveCount(0);
  await expect.poll(() => site.sent.length).toBe(1);
  expect(site.sent[0].answers).toEqual({ csat: 2 });
  await say(page, "close");
});

test("pause and resume: nothing new comes in between, what stands there stays", async ({ page, visit }) => {
  await visit(first(`madeleine("pause")`));
  await ready(page);
  await say(page, "event", "now");
  await nothingComes(page);
  await say(page, "resume");
  await expect(question(page)).toHaveText(CSAT);
  await say(page, "pause");
  await page.waitForTimeout(500);
  await expect(survey(page)).toHaveCount(1);
});

test("never: on this page nothing more of it comes, and nothing is stored where nothing may be", async ({ page, visit }) => {
  await visit({ surveys: [waiting(), waiting({ id: "other" }, { when: { event: "b" } })] });
  await ready(page);
  await ready(page, "other");
  await say(page, "never", "trial");
  await say(page, "event", "now");
  await nothingComes(page);
  expect(await lying(page)).toEqual(NOTHING);
  await say(page, "event", "b");
  await expect(question(page)).toHaveText(CSAT);
  await say(page, "never");
  await expect(survey(page)).toHaveCount(0);
});

test("scan: a tag that was put into the page later is found", async ({ page, visit }) => {
  await visit({ surveys: [waiting(), definition({ id: "late" })], tags: tag("trial") });
  await ready(page);
  await page.evaluate(() => {
    const tag = document.createElement("script");
    tag.type = "application/json";
    tag.dataset.survey = "/late.survey.json";
    document.head.append(tag);
    (window as any).madeleine("scan");
  });
  await expect(question(page)).toHaveText(CSAT);
});

test.describe("what the page hears", () => {
  test("shown, start, answer, complete: in this order, with the survey's name and no answer", async ({ page, visit }) => {
    await visit({ surveys: [definition({ items: [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }] })] });
    await expect.poll(() => names(page)).toEqual(["shown"]);
    await answer(page, 4);
    await answer(page, 6);
    await expect.poll(() => names(page)).toContain("complete");
    const all = await heard(page);
    expect(all.map(({ name }) => name)).toEqual(["shown", "start", "answer", "answer", "complete"]);
    for (const { detail, on } of all) expect([detail, on]).toEqual([{ survey: "trial" }, "madeleine-survey"]);
  });

  test("with { to: event } the end carries the response", async ({ page, visit }) => {
    await visit({ surveys: [definition({ deliver: [{ to: "event" }] })] });
    await point(page, 4).click();
    await expect.poll(() => names(page)).toContain("complete");
    // Whoever was quicker than the script that tells of the start is told of that after.
    const complete = (await heard(page)).find(({ name }) => name === "complete");
    expect(complete?.detail).toMatchObject({ survey: "trial", state: "completed", answers: { csat: 4 } });
  });

  test("dismiss: once, and not after the thanks", async ({ page, visit }) => {
    await visit();
    await expect.poll(() => names(page)).toEqual(["shown"]);
    await close(page);
    await expect(survey(page)).toHaveCount(0);
    expect(await names(page)).toEqual(["shown", "dismiss"]);
    await page.reload();
    await point(page, 4).click();
    await expect.poll(() => names(page)).toContain("complete");
    await close(page).catch(() => {});
    await expect(survey(page)).toHaveCount(0);
    expect(await names(page)).not.toContain("dismiss");
  });

  test("of one that stands below the fold: shown when it has come into sight", async ({ page, visit }) => {
    await visit({ surveys: [definition({ surface: "inline", ask: undefined })], tags: `<script type="module" src="/madeleine/madeleine.js" async></script>`, body: `<div style="height: 3000px"></div><madeleine-survey src="/trial.survey.json"></madeleine-survey>` });
    await expect(survey(page)).toHaveCount(1);
    await page.waitForTimeout(1_200);
    expect(await names(page)).toEqual([]);
    await survey(page).scrollIntoViewIfNeeded();
    await expect.poll(() => names(page)).toEqual(["shown"]);
  });

  for (const [how, plan] of Object.entries({
    "over the page": { surveys: [definition()] },
    "in the page": { surveys: [definition({ surface: "inline", ask: undefined })], tags: `<script type="module" src="/madeleine/madeleine.js" async></script>`, body: `<madeleine-survey src="/trial.survey.json"></madeleine-survey>` },
  }))
    test(`by \`on\`, of one that stands ${how}, said before the script has come`, async ({ page, visit }) => {
      await visit({
        ...plan,
        head: `<script>window.by = []; for (const name of ["shown", "start", "answer", "complete", "dismiss"]) madeleine("on", name, (told) => by.push([name, told.survey]));</script>`,
      });
      await point(page, 4).click();
      await expect.poll(() => page.evaluate(() => (window as any).by.length)).toBe(4);
      // Whoever is quicker than what tells the first two is told of them when it has come.
      expect((await page.evaluate(() => (window as any).by)).sort()).toEqual(["answer", "complete", "shown", "start"].map((name) => [name, "trial"]));
    });

  test.describe("what couldn't be loaded", () => {
    test.use({ quiet: false });

    test("blocked, with a reason, and one line; the next occasion tries again", async ({ page, visit, said }) => {
      await visit({ surveys: [waiting()] });
      await ready(page);
      await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "gone" }));
      await say(page, "event", "now");
      await expect.poll(() => names(page)).toEqual(["blocked"]);
      const [{ detail, on }] = await heard(page);
      expect(detail).toMatchObject({ survey: "/trial.survey.json", reason: expect.stringContaining("404") });
      expect(on).toBe("document");
      expect(said.filter((line) => line.includes("Madeleine"))).toHaveLength(1);
      await page.unroute("**/*.wasm");
      await say(page, "event", "now");
      await expect(question(page)).toHaveText(CSAT);
    });

    test("blocked, too, where the page asked for it by `show`", async ({ page, visit, said }) => {
      await visit({ surveys: [waiting()] });
      await ready(page);
      await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "gone" }));
      await say(page, "show", "trial");
      await expect.poll(() => names(page)).toEqual(["blocked"]);
      expect(said.filter((line) => line.includes("Madeleine"))).toHaveLength(1);
      expect(said.filter((line) => line.startsWith("thrown"))).toEqual([]);
    });
  });
});

test.describe("the data layer", () => {
  const layer = (page: Page) => page.evaluate(() => (window as any).dataLayer);
  const events = async (page: Page) => (await layer(page)).map(({ event }: { event: string }) => event);

  test("gets what happened and no answer, where the definition delivers to it", async ({ page, visit }) => {
    await visit({ surveys: [definition({ deliver: [{ to: "dataLayer" }, { to: "event" }] })], head: `<script>window.dataLayer = []</script>` });
    await expect.poll(() => events(page)).toEqual(["madeleine_shown"]);
    await point(page, 2).click();
    await expect.poll(() => events(page)).toContain("madeleine_completed");
    expect(await layer(page)).toEqual(["shown", "started", "answered", "completed"].map((what) => ({ event: `madeleine_${what}`, madeleine_survey: "trial" })));
    await page.reload();
    await expect.poll(() => events(page)).toEqual(["madeleine_shown"]);
    await close(page);
    await expect.poll(() => events(page)).toEqual(["madeleine_shown", "madeleine_dismissed"]);
  });

  test("gets nothing otherwise, and isn't made where the page has none", async ({ page, visit }) => {
    await visit({ head: `<script>window.dataLayer = []</script>` });
    await point(page, 2).click();
    await expect.poll(() => names(page)).toContain("complete");
    expect(await layer(page)).toEqual([]);
    await visit({ surveys: [definition({ deliver: [{ to: "dataLayer" }] })] });
    await point(page, 2).click();
    await expect.poll(() => names(page)).toContain("complete");
    expect(await page.evaluate(() => "dataLayer" in window)).toBe(false);
  });
});

test.describe("what is said wrongly", () => {
  test.use({ quiet: false });
  const WRONG = `
const wrong = [[], [undefined], [null], [NaN], [{}], [[]], [""], ["evnt", "now"], ["event"], ["event", {}], ["event", "now?", 7], ["show"], ["show", "nobody"], ["show", null, null],
  ["on"], ["on", "shown"], ["on", "nothing", () => {}], ["on", "shown", "alert(1)"], ["consent"], ["never", 7], ["never", {}], ["erase", "x"], ["constructor"], ["__proto__"],
  ["toString"], [() => {}], [Symbol("s")], [Object.create(null)], [{ toString() { throw new Error("theirs"); } }], [10n], ["scan", 1, 2, 3, 4], ["close", {}], ["resume"]];`;

  for (const early of [true, false])
    test(`${early ? "before" : "after"} the script has come, nothing is thrown, and what is right is still done`, async ({ page, visit, said }) => {
      const call = `${WRONG} for (const one of wrong) madeleine(...one);`;
      await visit(early ? first(call) : { surveys: [waiting()] });
      await ready(page);
      if (!early) await page.evaluate(`{ ${call} }`);
      await page.waitForTimeout(500);
      await say(page, "event", "now");
      await expect(question(page)).toHaveText(CSAT);
      await expect.poll(() => names(page)).toContain("shown");
      expect(said.filter((line) => line.startsWith("thrown"))).toEqual([]);
    });

  test("a queue that holds what no call leaves is read as far as it goes", async ({ page, visit, said }) => {
    await visit({ head: `<script>madeleine.q = [null, 7, "event", ["event", "now"]];</script>`, surveys: [waiting()] });
    await expect(question(page)).toHaveText(CSAT);
    expect(said.filter((line) => line.startsWith("thrown"))).toEqual([]);
  });

  test("a callback of the page that throws is the page's own error, and stops nothing of ours", async ({ page, visit, said, site }) => {
    await visit({ head: `<script>madeleine("on", "answer", () => { throw new Error("theirs"); });</script>`, surveys: [definition()] });
    await point(page, 4).click();
    await expect.poll(() => site.sent.length).toBe(1);
    expect(said).toEqual(["thrown: Error: theirs"]);
  });
});

test("one name in the window, and nothing changed in what the page has", async ({ page, visit }) => {
  await page.addInitScript(() => {
    (window as any).before = new Set(Object.getOwnPropertyNames(window));
    (window as any).own = [Array, Object, EventTarget, History, Node, Element, Promise].map((one) => Object.getOwnPropertyNames(one.prototype).join());
  });
  await visit({ surveys: [waiting({}, { quiet: {}, where: { url: ["/*"] } })], head: `<script>delete window.madeleine; window.madeleine = undefined; before.add("heard").add("name")</script>` });
  await ready(page);
  await say(page, "event", "now");
  await point(page, 4).click();
  const [added, same] = await page.evaluate(() => [
    Object.getOwnPropertyNames(window).filter((name) => !(window as any).before.has(name) && !/^(before|own|seen|__|event)/.test(name)),
    [Array, Object, EventTarget, History, Node, Element, Promise].every((one, i) => Object.getOwnPropertyNames(one.prototype).join() === (window as any).own[i]),
  ]);
  expect(added).toEqual(["madeleine"]);
  expect(same).toBe(true);
});
