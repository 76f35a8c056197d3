// A definition that is wrong shows nothing to the visitor and one line to the owner: where, and how to mend it.
import { expect, point, question, survey, test } from "../support/shop";
import type { Page } from "@playwright/test";

test.use({ quiet: false });

const RIGHT = {
  v: 1,
  id: "checkout",
  touchpoint: "checkout",
  ask: { when: { event: "now" } },
  items: [{ id: "csat", instrument: "csat" }],
  deliver: [{ to: "/feedback" }],
};

async function ask(page: Page, url: string, body: string, check = false): Promise<void> {
  await page.route("**/checkout.survey.json", (route) => route.fulfill({ contentType: "application/json", body }));
  await page.goto(`${url}/index.html`);
  await page.waitForFunction(() => (window as any).madeleine.here);
  await page.evaluate((check) => {
    if (check) document.querySelector("script[data-survey]")!.setAttribute("data-check", "");
    (window as any).madeleine("event", "now");
  }, check);
}

const lines = (said: string[]) => said.filter((line) => line.startsWith("error: Madeleine"));

for (const [name, definition, place, mend] of [
  ["an unknown instrument", { ...RIGHT, items: [{ id: "csat", instrument: "cast" }] }, "$.items[0].instrument", 'Did you mean "csat"?'],
  ["a trigger that can't fire", { ...RIGHT, ask: { when: { evnt: "now" } } }, "$.ask.when.evnt", 'Did you mean "event"?'],
  ["no trigger at all", { ...RIGHT, ask: {} }, "ask.when", "nothing calls for it"],
  ["no questions", { ...RIGHT, items: [] }, "$", "at least one question"],
] as const) {
  test(`${name}: nothing is shown, and one line says where and how`, { tag: "@F50" }, async ({ page, shop, said }) => {
    await ask(page, shop.url, JSON.stringify(definition));
    await expect.poll(() => lines(said).length).toBe(1);
    expect(lines(said)[0]).toContain(place);
    expect(lines(said)[0]).toContain(mend);
    await expect(survey(page)).toHaveCount(0);
    await page.waitForTimeout(300);
    expect(said).toHaveLength(1);
  });
}

for (const [name, definition, place, mend] of [
  ["an unknown key", { ...RIGHT, touchpiont: "x" }, "$.touchpiont", 'Did you mean "touchpoint"?'],
  ["a jump to a later question", { ...RIGHT, items: [...RIGHT.items, { id: "a", instrument: "csat", show_if: { answered: "b" } }, { id: "b", instrument: "csat" }] }, "$.items[1].show_if.answered", "earlier item"],
  ["script in an address", { ...RIGHT, deliver: [{ to: "javascript:document.title='got in'" }] }, "$.deliver[0].to", "https://"],
] as const) {
  test(`${name} shows nobody a wrong question: customers are asked, and an owner who has it checked is told`, { tag: ["@F50", "@S10"] }, async ({ page, shop, said }) => {
    await ask(page, shop.url, JSON.stringify(definition));
    await point(page, 4).click();
    await expect(question(page)).toHaveText(/Thank you!|Overall/);
    expect(lines(said)).toEqual([]);
    expect(await page.title()).not.toBe("got in");
    // WebKit's driver may lose a page that is gone to while an answer leaves.
    const { items, deliver } = definition;
    if (items.length === 1 && deliver[0].to === "/feedback") await expect.poll(() => shop.responses().length).toBe(1);
    await ask(page, shop.url, JSON.stringify(definition), true);
    await expect(survey(page)).toHaveCount(1);
    await expect.poll(() => lines(said).length).toBe(1);
    expect(lines(said)[0]).toContain(place);
    expect(lines(said)[0]).toContain(mend);
  });
}

test("what isn't JSON is said to be unreadable", { tag: "@F50" }, async ({ page, shop, said }) => {
  await ask(page, shop.url, "{ not json");
  await expect.poll(() => lines(said).length).toBe(1);
  expect(lines(said)[0]).toContain("checkout.survey.json");
  await expect(survey(page)).toHaveCount(0);
});

test("a definition that isn't there is said to be missing", async ({ page, shop, said }) => {
  await page.route("**/checkout.survey.json", (route) => route.fulfill({ status: 404, body: "<h1>Not found</h1>" }));
  await page.goto(`${shop.url}/index.html`);
  await expect.poll(() => lines(said)).toEqual(["error: Madeleine: checkout.survey.json: nothing to read (404)"]);
});

test("words of the owner are shown as words, whatever they hold", { tag: ["@F50", "@F54", "@S09"] }, async ({ page, shop, said }) => {
  await ask(page, shop.url, JSON.stringify({ ...RIGHT, text: { en: { "csat.question": "<b onclick=alert(1)>Fine?</b> {brand}" } }, brand: "A & B" }));
  await expect(question(page)).toHaveText("<b onclick=alert(1)>Fine?</b> A & B");
  await point(page, 5).click();
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(said).toEqual([]);
});
