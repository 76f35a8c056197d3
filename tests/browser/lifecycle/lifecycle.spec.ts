// What a page does to us besides showing us: including us twice, taking the element away and putting it back, leaving and coming back,
// loading anew in the middle, tapping like mad. What was answered is counted once, and nothing is left behind in the page.
import type { Page } from "@playwright/test";
import { answer, definition, expect, heard, lying, needs, NOTHING, nothingComes, oneFile, point, question, ready, say, survey, tag, test } from "../support/site";
import { outbox } from "../support/shop";

const TWO = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }];
const CSAT = /^Overall, how satisfied/;
const CES = /made it easy/;
const close = (page: Page) => survey(page).getByRole("button", { name: "Close" }).click();

test.describe("included more than once", () => {
  test("fifty tags are one script and one survey", { tag: "@F42" }, async ({ page, visit, site }) => {
    const tags = Array.from({ length: 50 }, (_, i) => tag("trial").replace("madeleine.js", `madeleine.js?${i % 5}`)).join("");
    await visit({ tags, surveys: [definition({ ask: { when: { event: "now" } } })] });
    await ready(page);
    // A tag manager puts it in once more.
    await page.evaluate((tag) => document.body.append(document.createRange().createContextualFragment(tag)), tag("trial").replace(".js", ".js?managed"));
    await say(page, "event", "now");
    await point(page, 4).click();
    await expect.poll(() => site.sent.length).toBe(1);
    await nothingComes(page);
    expect(site.asked.filter((path) => path.endsWith(".survey.json"))).toHaveLength(1);
  });

  test("each tag with another survey brings that survey in", async ({ page, visit }) => {
    await visit({ surveys: ["a", "b"].map((id) => definition({ id, ask: { when: { event: id } } })) });
    await ready(page, "a");
    await ready(page, "b");
    await say(page, "event", "b");
    await expect(question(page)).toHaveText(CSAT);
  });

  test.describe("in two versions", () => {
    test.use({ quiet: false });

    test("the first stays, one line says so, and the surveys of both are asked", { tag: "@F42" }, async ({ page, visit, said }) => {
      const older = (query: string) => tag("trial").replace("madeleine.js", `madeleine.js?${query}`);
      await visit({
        tags: tag("trial") + older("old-1") + older("old-2") + older("old-3").replace("trial", "other"),
        surveys: [definition({ ask: { when: { event: "a" } } }), definition({ id: "other", ask: { when: { event: "b" } } })],
        script: (source, query) => (query.startsWith("?old") ? source.replace('"0.1.0"', '"0.0.9"') : source),
      });
      await ready(page);
      await ready(page, "other");
      await expect.poll(() => said.length).toBe(1);
      expect(said[0]).toMatch(/^warning: Madeleine: the page includes versions 0\.(1\.0 and 0\.0\.9: 0\.1\.0|0\.9 and 0\.1\.0: 0\.0\.9) stays\.$/);
      await say(page, "event", "b");
      await expect(question(page)).toHaveText(CSAT);
      expect(said).toHaveLength(1);
    });
  });

  test.describe("beside an element of that name", () => {
    test.use({ quiet: false });

    test("that the page has defined itself: it is left to the page, one line says so, and a survey lies over the page all the same", async ({ page, visit, said }) => {
      await visit({ surveys: [definition()], head: `<script>customElements.define("madeleine-survey", class extends HTMLElement {})</script>` });
      await expect(question(page)).toHaveText(CSAT);
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(/^error: Madeleine: madeleine-survey: NotSupportedError/);
    });
  });

  test("a form, an image or a text of our name in the page is not us", { tag: ["@F41", "@S13"] }, async ({ page, visit }) => {
    await visit({ surveys: [definition()], head: `<script>delete window.madeleine</script>`, body: `<form name="madeleine" id="here"></form><img name="currentScript" alt="">` });
    await expect(question(page)).toHaveText(CSAT);
  });
});

test("the one file with further triggers, verbs and something left to send wakes no second widget", async ({ page, visit, site }) => {
  site.receives = false;
  await visit({ tags: oneFile("trial"), surveys: [definition({ ask: { when: { event: "now" }, quiet: { after_answer_days: 0 }, where: { url: ["/*"] } } })] });
  await ready(page);
  await say(page, "show", "trial");
  await point(page, 4).click();
  await expect.poll(async () => (await outbox(page)).length).toBe(1);
  site.receives = true;
  await page.reload();
  await expect.poll(() => site.sent.length).toBe(1);
  await expect.poll(() => outbox(page)).toEqual([]);
  await say(page, "event", "now");
  await point(page, 5).click();
  await expect.poll(() => site.sent.length).toBe(2);
  expect(site.files()).toContain("madeleine-widget.when.js");
  expect(site.files()).not.toContain("madeleine-widget.js");
});

test.describe("an element in the page", () => {
  const inline = { surveys: [definition({ surface: "inline", items: TWO, ask: undefined })], tags: `<script type="module" src="/madeleine/madeleine.js" async></script>`, body: `<section><madeleine-survey src="/trial.survey.json"></madeleine-survey></section><aside></aside>` };

  test("that is moved stays as it is", { tag: "@F43" }, async ({ page, visit, site }) => {
    await visit(inline);
    await answer(page, 4);
    await page.evaluate(() => document.querySelector("aside")!.append(document.querySelector("madeleine-survey")!));
    await expect(question(page)).toHaveText(CES);
    await answer(page, 6);
    await expect.poll(() => site.sent.at(-1)?.state).toBe("completed");
    expect(new Set(site.sent.map(({ response_id }) => response_id)).size).toBe(1);
    expect(site.sent.at(-1)!.answers).toEqual({ csat: 4, ces: 6 });
  });

  test("that is taken away in the middle keeps what was answered, and put back begins anew", { tag: "@F43" }, async ({ page, visit, site }) => {
    await visit(inline);
    await answer(page, 2);
    await page.evaluate(() => ((window as any).kept = document.querySelector("madeleine-survey")!).remove());
    await expect.poll(() => outbox(page).then((records) => records.length + site.sent.length)).toBeGreaterThan(0);
    await page.evaluate(() => document.querySelector("section")!.append((window as any).kept));
    await expect(question(page)).toHaveText(CSAT);
    await answer(page, 5);
    await answer(page, 7);
    await expect.poll(() => site.sent.map(({ state }) => state)).toContain("completed");
    const last = new Map(site.sent.map((one) => [one.response_id, one.answers]));
    expect([...last.values()]).toContainEqual({ csat: 5, ces: 7 });
    expect(last.size).toBeLessThanOrEqual(2);
  });

  test("that was put back is looked after like a new one: what it tells is told once, and whoever leaves has her answer sent", { tag: "@F43" }, async ({ page, visit, site }) => {
    const later = () => page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("madeleine-later.js")));
    await visit({ ...inline, surveys: [definition({ surface: "inline", items: TWO, ask: undefined, deliver: [{ to: "/feedback" }, { to: "dataLayer" }] })], head: "<script>window.dataLayer = []</script>" });
    await expect(question(page)).toHaveText(CSAT);
    await later();
    await page.evaluate(() => ((window as any).kept = document.querySelector("madeleine-survey")!).remove());
    await page.waitForTimeout(100);
    await page.evaluate(() => document.querySelector("section")!.append((window as any).kept));
    await expect(question(page)).toHaveText(CSAT);
    await page.waitForTimeout(800);
    await page.evaluate(() => void ((window as any).dataLayer.length = 0));
    await answer(page, 5);
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect.poll(() => site.sent.at(-1)).toMatchObject({ state: "partial", answers: { csat: 5 } });
    expect(await page.evaluate(() => (window as any).dataLayer.map(({ event }: { event: string }) => event))).toEqual(["madeleine_started", "madeleine_answered"]);
  });

  test("that goes with everything around it, or with the whole document, throws nothing", { tag: "@F43" }, async ({ page, visit }) => {
    await visit(inline);
    await expect(question(page)).toHaveText(CSAT);
    await page.evaluate(() => (document.body.innerHTML = "<p>Another page</p>"));
    await page.evaluate(() => (document.body.innerHTML = '<section><madeleine-survey src="/trial.survey.json"></madeleine-survey></section>'));
    await expect(question(page)).toHaveText(CSAT);
    await page.evaluate(() => {
      document.open();
      document.write("<!doctype html><title>New</title><p>New</p>");
      document.close();
    });
    await page.waitForTimeout(500);
    await expect(page.locator("p")).toHaveText("New");
  });

  test("releases every listener and timer when it goes: twenty times in and out leave as many as once", { tag: "@F43" }, async ({ page, visit }) => {
    await page.addInitScript(() => {
      const count = ((window as any).listening = { now: 0 });
      const kept = new Map<unknown, Set<string>>();
      const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
      const ours = (target: unknown) => target === window || target === document || target === undefined;
      const key = (target: unknown, type: string, options: any) => `${target === document} ${type} ${Boolean(options?.capture ?? options)}`;
      const drop = (work: unknown, name: string) => kept.get(work)?.delete(name) && count.now--;
      EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, work: any, options?: any) {
        const name = key(this, type, options);
        const names = kept.get(work) ?? new Set<string>();
        // What listens already doesn't listen twice.
        if (ours(this) && work && !names.has(name)) {
          count.now++;
          kept.set(work, names.add(name));
          if (options?.signal) add.call(options.signal, "abort", () => drop(work, name));
        }
        return add.call(this ?? window, type, work, options);
      };
      EventTarget.prototype.removeEventListener = function (this: EventTarget, type: string, work: any, options?: any) {
        if (ours(this)) drop(work, key(this, type, options));
        return remove.call(this ?? window, type, work, options);
      };
      const timers = ((window as any).timers = new Set());
      const { setInterval: start, clearInterval: stop } = window;
      (window as any).setInterval = (...all: [any]) => {
        const timer = start(...all);
        timers.add(timer);
        return timer;
      };
      (window as any).clearInterval = (timer: any) => (timers.delete(timer), stop(timer));
    });
    await visit(inline);
    await expect(question(page)).toHaveText(CSAT);
    const state = () => page.evaluate(() => [(window as any).listening.now, (window as any).timers.size]);
    const inAndOut = (times: number) =>
      page.evaluate(async (times) => {
        const element = document.querySelector("madeleine-survey")!;
        const place = element.parentElement!;
        for (let i = 0; i < times; i++) {
          element.remove();
          await new Promise((done) => setTimeout(done, 5));
          place.append(element);
          await new Promise((done) => setTimeout(done, 600));
        }
      }, times);
    // What comes later has come.
    await inAndOut(2);
    const before = await state();
    expect(before[0]).toBeGreaterThan(0);
    await inAndOut(20);
    expect(await state()).toEqual(before);
  });
});

test("over the page: it releases what it listened to when it goes", async ({ page, visit }) => {
  await visit({ surveys: [definition({ ask: { when: { event: "now" }, where: { url: ["/*"] } } })] });
  await ready(page);
  for (let i = 0; i < 3; i++) {
    await say(page, "event", "now");
    await expect(question(page)).toHaveText(CSAT);
    await page.evaluate(() => document.querySelector("madeleine-survey")!.remove());
    await expect(survey(page)).toHaveCount(0);
    // The page took it away itself: this visitor was asked.
    await say(page, "event", "now");
    await nothingComes(page, 300);
    await page.reload();
    await ready(page);
  }
});

test("a hundred moves and a survey in and out leave the page's memory as it was", { tag: "@F44" }, async ({ page, visit }) => {
  needs("throttling");
  await visit({ surveys: [definition({ ask: { when: { event: "now" }, where: { url: ["/*"] } } })], body: `<section></section>` });
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  const used = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize;
  };
  const round = () =>
    page.evaluate(async () => {
      for (let i = 0; i < 100; i++) {
        history.pushState(null, "", `/${i}`);
        const element = document.createElement("madeleine-survey");
        element.setAttribute("src", "/trial.survey.json");
        document.querySelector("section")!.replaceChildren(element);
        await new Promise((done) => setTimeout(done, 10));
      }
      document.querySelector("section")!.replaceChildren();
      // What a sitting may still write it is given time for.
      await new Promise((done) => setTimeout(done, 3_500));
    });
  await round();
  const before = await used();
  await round();
  expect((await used()) - before).toBeLessThan(1_000_000);
});

test("loaded anew at each question, what was answered is sent once and not lost", async ({ page, visit, site }) => {
  await visit({ surveys: [definition({ items: TWO })] });
  await answer(page, 1);
  site.plan = { surveys: [definition({ ask: { when: { event: "never" } } })] };
  await page.reload();
  await expect.poll(() => site.sent.length).toBeGreaterThan(0);
  expect(site.sent[0]).toMatchObject({ state: "partial", answers: { csat: 1 } });
  await expect.poll(() => outbox(page)).toEqual([]);
  await page.reload();
  await page.waitForTimeout(700);
  // What was on its way when the page was left may come twice, word for word: it is merged by its number.
  expect(new Set(site.sent.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(site.sent.length).toBeLessThanOrEqual(2);
});

test.describe("one answer", () => {
  test("of a double tap: the next question isn't answered by the second", { tag: "@F48" }, async ({ page, visit, site }) => {
    needs("doubleClick");
    await visit({ surveys: [definition({ items: [TWO[0], { id: "again", instrument: "csat" }] })] });
    await expect(question(page)).toHaveText(CSAT);
    await point(page, 4).dblclick();
    await page.waitForTimeout(500);
    await close(page);
    await expect.poll(() => site.sent.length).toBe(1);
    expect(site.sent[0].answers).toEqual({ csat: 4 });
  });

  test("of a hundred clicks by a script and of a key that is held down", { tag: "@F48" }, async ({ page, visit, site }) => {
    await visit();
    await expect(question(page)).toHaveText(CSAT);
    await page.evaluate(() => {
      const input = document.querySelector("madeleine-survey")!.shadowRoot!.querySelector<HTMLInputElement>('input[value="3"]')!;
      for (let i = 0; i < 100; i++) input.click();
    });
    await expect.poll(() => site.sent.length).toBe(1);
    await page.waitForTimeout(500);
    expect(site.sent).toHaveLength(1);
    expect(site.sent[0].answers).toEqual({ csat: 3 });
  });
});

test.describe("in a frame", () => {
  const inFrame = (page: Page) => page.frames()[1];
  const answerInFrame = (page: Page) => page.frameLocator("iframe").locator('madeleine-survey label.point:has(input[value="4"])');

  test("of the page's own text it starts once", { tag: "@F57" }, async ({ page, visit, site }) => {
    needs("frames");
    const text = `<base href="/">${tag("trial")}`.replaceAll('"', "&quot;");
    await visit({ tags: "", body: `<iframe width="500" height="500" srcdoc="<!doctype html>${text}"></iframe>` });
    await answerInFrame(page).click();
    await expect.poll(() => site.sent.length).toBe(1);
    expect(await inFrame(page).locator("madeleine-survey").count()).toBe(1);
  });

  test("that has no storage it asks all the same, and answers from memory", { tag: "@F23" }, async ({ page, visit, site }) => {
    needs("frames");
    const text = `<base href="/"><script src="/madeleine/madeleine.js" data-survey='${JSON.stringify(definition({ id: "boxed", deliver: [{ to: `${site.url}/feedback` }] }))}'></script>`;
    await visit({ tags: "", body: `<iframe width="500" height="500" sandbox="allow-scripts" srcdoc="<!doctype html>${text.replaceAll('"', "&quot;")}"></iframe>` });
    await answerInFrame(page).click();
    await expect.poll(() => site.sent.length).toBe(1);
    expect(site.sent[0].durability).toBe("mem");
  });
});

test("while a page is made ready out of sight nobody is asked; in sight it asks", { tag: "@F58" }, async ({ page, visit }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { get: () => !(window as any).seen, configurable: true });
    Object.defineProperty(document, "prerendering", { get: () => !(window as any).seen, configurable: true });
  });
  await visit();
  await nothingComes(page);
  expect(await heard(page)).toEqual([]);
  expect(await lying(page)).toEqual(NOTHING);
  await page.evaluate(() => ((window as any).seen = true));
  await expect(question(page)).toHaveText(CSAT);
});

test.describe("what lies on the device", () => {
  test("nothing before an answer, and nothing is asked for but the definition before the moment", { tag: "@S20" }, async ({ page, visit, site }) => {
    await visit({ surveys: [definition({ ask: { when: { event: "now" } } })] });
    await ready(page);
    await page.waitForTimeout(500);
    expect(site.files()).toEqual(["madeleine.js", "trial.survey.json"]);
    await say(page, "event", "now");
    await expect(question(page)).toHaveText(CSAT);
    await expect.poll(async () => (await heard(page)).length).toBe(1);
    expect(await lying(page)).toEqual(NOTHING);
    await close(page);
    await page.waitForTimeout(300);
    expect(await lying(page)).toEqual(NOTHING);
  });

  test("erase leaves not a byte: of answers that wait, of what was seen, drawn and begun, of the survey on the screen", { tag: "@S20" }, async ({ page, visit, site }) => {
    site.receives = false;
    const surveys = [
      definition({ items: TWO, ask: { when: { event: "now" }, quiet: {}, sample: 0.999999 } }),
      definition({ id: "other", ask: { when: { event: "later", delay_ms: 600_000 }, quiet: {} } }),
    ];
    await visit({ surveys });
    await ready(page);
    await ready(page, "other");
    await say(page, "event", "later");
    await say(page, "event", "now");
    await answer(page, 4);
    const before = await lying(page);
    expect(before.databases).toEqual(["madeleine"]);
    expect(JSON.stringify(before.session)).toContain("due");
    await page.evaluate(() => new Promise<void>((done) => (window as any).madeleine("erase", done)));
    expect(await lying(page)).toEqual(NOTHING);
    await expect(survey(page)).toHaveCount(0);
    await page.waitForTimeout(4_000);
    expect(await lying(page)).toEqual(NOTHING);
    site.receives = true;
    await page.reload();
    await ready(page);
    await nothingComes(page);
    expect(site.sent).toEqual([]);
  });

  test("erase where nothing ever lay makes nothing", { tag: "@S20" }, async ({ page, visit }) => {
    await visit({ surveys: [definition({ ask: { when: { event: "now" } } })] });
    await page.evaluate(() => new Promise<void>((done) => (window as any).madeleine("erase", done)));
    expect(await lying(page)).toEqual(NOTHING);
  });
});
