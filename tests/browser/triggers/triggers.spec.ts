// What a survey may wait for: each trigger by itself, several together, and what is looked at again when a delay is over.
import { answer, definition, expect, nothingComes, point, question, ready, say, survey, test } from "../support/site";

const when = (when: unknown, more: Record<string, unknown> = {}) => ({ surveys: [definition({ ask: { when, ...more } })] });
const CSAT = /^Overall, how satisfied/;

test("load: it asks as soon as it is there, and only then is anything of it fetched", async ({ page, visit, site }) => {
  await visit(when({ load: true }));
  await expect(question(page)).toHaveText(CSAT);
  expect(site.files()).not.toContain("madeleine-widget.when.js");
});

test("event: nothing comes until the page says so, before or after the script has loaded", async ({ page, visit, site }) => {
  await visit(when({ event: "paid" }));
  await ready(page);
  await say(page, "event", "other");
  await nothingComes(page);
  expect(site.files()).toEqual(["madeleine.js", "trial.survey.json"]);
  await say(page, "event", "paid");
  await expect(question(page)).toHaveText(CSAT);
  await visit({ ...when({ event: "paid" }), head: `<script>madeleine("event", "paid")</script>` });
  await expect(question(page)).toHaveText(CSAT);
});

test("click: on what the selector says, also inside of it, also put there later", async ({ page, visit }) => {
  await visit(when({ click: ".help" }));
  await ready(page);
  await page.locator("#buy").click();
  await nothingComes(page);
  await page.evaluate(() => {
    const help = document.createElement("button");
    help.className = "help";
    help.append(Object.assign(document.createElement("b"), { textContent: "Help" }));
    // A page that keeps its clicks to itself keeps them from nobody who only looks.
    help.addEventListener("click", (event) => event.stopImmediatePropagation());
    document.querySelector("main")!.prepend(help);
  });
  await page.locator(".help b").click();
  await expect(question(page)).toHaveText(CSAT);
});

test("element: when it comes into sight, not when it only stands in the page", async ({ page, visit }) => {
  await visit(when({ element: "#far" }));
  await ready(page);
  await nothingComes(page);
  await page.locator("#far").scrollIntoViewIfNeeded();
  await expect(question(page)).toHaveText(CSAT);
});

test("element: one that is added later counts, too", async ({ page, visit }) => {
  await visit(when({ element: ".receipt" }));
  await ready(page);
  await nothingComes(page);
  await page.evaluate(() => document.querySelector("main")!.prepend(Object.assign(document.createElement("p"), { className: "receipt", textContent: "Thanks" })));
  await expect(question(page)).toHaveText(CSAT);
});

test("element: one that only later becomes what the selector says counts, too", async ({ page, visit }) => {
  await visit(when({ element: "#buy.done" }));
  await ready(page);
  await nothingComes(page);
  await page.evaluate(() => document.querySelector("#buy")!.classList.add("done"));
  await expect(question(page)).toHaveText(CSAT);
});

test("scroll: at the share of the page that was said", async ({ page, visit }) => {
  await visit(when({ scroll: 0.8 }));
  await ready(page);
  await page.evaluate(() => scrollTo(0, 0.4 * document.documentElement.scrollHeight));
  await nothingComes(page);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(question(page)).toHaveText(CSAT);
});

test("exit: when the pointer leaves at the top, not at a side, and not between two elements", async ({ page, visit }) => {
  await visit(when({ exit: true }));
  await ready(page);
  const leave = (clientX: number, clientY: number, into?: string) =>
    page.evaluate(
      ([x, y, into]) =>
        document.body.dispatchEvent(
          new MouseEvent("mouseout", { bubbles: true, clientX: x, clientY: y, relatedTarget: into ? document.querySelector(into) : null }),
        ),
      [clientX, clientY, into] as const,
    );
  await leave(-1, 300);
  await leave(200, 0, "main");
  await nothingComes(page);
  await leave(200, -1);
  await expect(question(page)).toHaveText(CSAT);
});

test("path: at once where it fits, and after the page has moved on by itself", async ({ page, visit }) => {
  await visit(when({ path: ["/thank-you*"] }), "/thank-you/4711");
  await expect(question(page)).toHaveText(CSAT);
  await visit(undefined, "/cart");
  await ready(page);
  await page.evaluate(() => history.pushState(null, "", "/cart/payment"));
  await nothingComes(page);
  await page.evaluate(() => history.pushState(null, "", "/thank-you"));
  await expect(question(page)).toHaveText(CSAT);
});

test("path: the browser says where the page has gone, or else it is looked at; the page's own calls are left as they are", async ({ page, visit }) => {
  await visit(when({ path: ["/thank-you"] }), "/cart");
  await ready(page);
  expect(await page.evaluate(() => [history.pushState, history.replaceState].every((call) => `${call}`.includes("[native code]")))).toBe(true);
  await page.evaluate(() => {
    Object.defineProperty(window, "navigation", { value: undefined, configurable: true });
    document.querySelector("script[data-survey]")!.remove();
    const tag = document.createElement("script");
    tag.dataset.survey = JSON.stringify({
      v: 1, id: "by-looking", touchpoint: "checkout", ask: { when: { path: ["/other"] } }, items: [{ id: "csat", instrument: "csat" }],
    });
    document.head.append(tag);
    (window as any).madeleine("scan");
  });
  await nothingComes(page);
  await page.evaluate(() => history.replaceState(null, "", "/other"));
  await expect(question(page)).toHaveText(CSAT);
});

test("all of one: every trigger has to come, in any order", async ({ page, visit }) => {
  await visit(when({ event: "paid", click: "#buy", scroll: 0.9 }));
  await ready(page);
  await page.locator("#buy").click();
  await say(page, "event", "paid", { ignored: "x" });
  await nothingComes(page);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(question(page)).toHaveText(CSAT);
});

test("one of several: the first that comes is enough, and the others ask nothing more", async ({ page, visit, site }) => {
  await visit(when([{ event: "paid" }, { click: "#buy" }]));
  await ready(page);
  await page.locator("#buy").click();
  await answer(page, 4);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await say(page, "event", "paid");
  await nothingComes(page);
  await expect.poll(() => site.sent.length).toBe(1);
});

test.describe("said to the owner", () => {
  test.use({ quiet: false });

  test("a selector that is none is one line in the console, and nothing is thrown into the page", async ({ page, visit, said }) => {
    await visit(when({ click: "a[" }));
    await expect.poll(() => said.length).toBe(1);
    expect(said[0]).toMatch(/^error: Madeleine: \/trial\.survey\.json: /);
  });
});

test.describe("a delay", () => {
  test.beforeEach(async ({ page }) => page.clock.install());
  const paid = (page: Parameters<typeof say>[0]) => say(page, "event", "paid");

  test("waits so long, and loading hides in it", async ({ page, visit, site }) => {
    await visit(when({ event: "paid", delay_ms: 30_000 }));
    await ready(page);
    await paid(page);
    await expect.poll(() => site.files()).toContain("madeleine-widget.wasm");
    await page.clock.fastForward(25_000);
    await nothingComes(page);
    await page.clock.fastForward(10_000);
    await expect(question(page)).toHaveText(CSAT);
  });

  test("that began on an earlier page goes on, with what the page said then", async ({ page, visit, site }) => {
    const survey = definition({ ask: { when: { event: "paid", delay_ms: 60_000 }, quiet: {} }, context: ["order_band"] });
    await visit({ surveys: [survey] });
    await ready(page);
    await say(page, "event", "paid", { order_band: "50-100" });
    await expect.poll(() => page.evaluate(() => sessionStorage.madeleine)).toContain("due");
    await page.clock.fastForward(20_000);
    await visit(undefined, "/next");
    await ready(page);
    await nothingComes(page);
    await page.clock.fastForward(45_000);
    await expect(question(page)).toHaveText(CSAT);
    await point(page, 4).click();
    await expect.poll(() => site.sent.length).toBe(1);
    expect(site.sent[0].context).toEqual({ order_band: "50-100" });
    await visit(undefined, "/third");
    await ready(page);
    await nothingComes(page);
  });

  test("that was over half an hour ago is forgotten: it isn't warm any more", async ({ page, visit }) => {
    await visit(when({ event: "paid", delay_ms: 60_000 }, { quiet: {} }));
    await ready(page);
    await paid(page);
    await expect.poll(() => page.evaluate(() => sessionStorage.madeleine)).toContain("due");
    await page.goto("about:blank");
    await page.clock.fastForward(32 * 60_000);
    await visit();
    await ready(page);
    await nothingComes(page);
  });

  test("looks again when it is over: not where the address no longer fits", async ({ page, visit }) => {
    await visit(when({ event: "paid", delay_ms: 10_000 }, { where: { url: ["/thanks"] } }), "/thanks");
    await ready(page);
    await paid(page);
    await page.evaluate(() => history.pushState(null, "", "/account"));
    await page.clock.fastForward(11_000);
    await nothingComes(page);
    // The next event finds it willing.
    await page.evaluate(() => history.pushState(null, "", "/thanks"));
    await paid(page);
    await page.clock.fastForward(11_000);
    await expect(question(page)).toHaveText(CSAT);
  });

  test("waits on while nobody looks at the page", { tag: "@F58" }, async ({ page, visit }) => {
    await page.addInitScript(() => Object.defineProperty(document, "hidden", { get: () => (window as any).away, configurable: true }));
    await visit(when({ event: "paid", delay_ms: 10_000 }));
    await ready(page);
    await page.evaluate(() => ((window as any).away = true));
    await paid(page);
    await page.clock.fastForward(11_000);
    await nothingComes(page);
    await page.evaluate(() => ((window as any).away = false));
    await expect(question(page)).toHaveText(CSAT);
  });

  test("waits on while the page has it paused", async ({ page, visit }) => {
    await visit(when({ event: "paid", delay_ms: 10_000 }));
    await ready(page);
    await say(page, "pause");
    await paid(page);
    await page.clock.fastForward(11_000);
    await nothingComes(page);
    await say(page, "resume");
    await expect(question(page)).toHaveText(CSAT);
  });
});

test.describe("where it may ask", () => {
  test("only there: elsewhere an event is passed over", async ({ page, visit }) => {
    await visit(when({ event: "paid" }, { where: { url: ["/thanks", "/order/*/done"] } }), "/cart");
    await ready(page);
    await say(page, "event", "paid");
    await nothingComes(page);
    await page.evaluate(() => history.pushState(null, "", "/order/12/done"));
    await say(page, "event", "paid");
    await expect(question(page)).toHaveText(CSAT);
  });

  test("it is hidden again when the page has moved on, and comes back with the next event where nothing was answered", async ({ page, visit }) => {
    await visit(when({ event: "paid" }, { where: { url: ["/thanks"] } }), "/thanks");
    await ready(page);
    await say(page, "event", "paid");
    await expect(question(page)).toHaveText(CSAT);
    await page.evaluate(() => history.pushState(null, "", "/account"));
    await expect(survey(page)).toHaveCount(0);
    await page.evaluate(() => history.back());
    await page.waitForURL("**/thanks");
    await say(page, "event", "paid");
    await expect(question(page)).toHaveText(CSAT);
  });

  test("what was answered before the page moved on is kept and sent, and isn't asked again", async ({ page, visit, site }) => {
    const items = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }];
    await visit({ surveys: [definition({ items, ask: { when: { event: "paid" }, where: { url: ["/thanks"] } } })] }, "/thanks");
    await ready(page);
    await say(page, "event", "paid");
    await answer(page, 2);
    await page.evaluate(() => history.pushState(null, "", "/account"));
    await expect(survey(page)).toHaveCount(0);
    await expect.poll(() => site.sent.length).toBe(1);
    expect(site.sent[0]).toMatchObject({ answers: { csat: 2 }, state: "partial" });
    await page.evaluate(() => history.pushState(null, "", "/thanks"));
    await say(page, "event", "paid");
    await nothingComes(page);
  });

  test("a hundred moves of the page leave one survey and one answer", { tag: "@F44" }, async ({ page, visit, site }) => {
    await visit(when({ path: ["/order/*"] }), "/order/0");
    await expect(question(page)).toHaveText(CSAT);
    await page.evaluate(() => {
      for (let i = 1; i <= 100; i++) history.pushState(null, "", `/order/${i}`);
    });
    await expect(survey(page)).toHaveCount(1);
    await point(page, 5).click();
    await expect(question(page)).toHaveText("Thank you!");
    await expect.poll(() => site.sent.length).toBe(1);
  });
});
