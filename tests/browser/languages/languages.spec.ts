// Every language that ships is whole on the screen, and a page fetches the rarer words only when its survey asks for them.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, holes, question, root, survey, test, told } from "../support/shop";

const catalogue = (file: string): Record<string, any> => JSON.parse(readFileSync(join(root, "www", "locales", `${file}.json`), "utf8"));
const LANGUAGES = Object.keys(catalogue("languages"));

const BRAND = "Maison Bellac";
const REASONS = ["reason.checkout.fees", "reason.checkout.payment", "reason.other"];

/** Whatever the usual path can show. */
const USUAL = [
  { id: "csat", instrument: "csat" },
  { id: "ces", instrument: "ces2" },
  { id: "ltr", instrument: "ltr11" },
  { id: "why", instrument: "reasons", options: REASONS },
  { id: "comment", instrument: "open", optional: true },
];

const definition = (items: object[], more: object = {}) =>
  ({ v: 1, id: "words", brand: BRAND, touchpoint: "checkout", ask: { when: { event: "now" } }, items, deliver: [{ to: "/feedback" }], ...more });

/** Calls for that survey on a page in that language; returns the files of words that it fetches. */
async function call(page: Page, url: string, survey: object, lang: string): Promise<string[]> {
  const fetched: string[] = [];
  page.on("response", (response) => /widget\..*json$/.test(response.url()) && fetched.push(`${response.status()} ${response.url().split("-widget.")[1]}`));
  await page.route("**/checkout.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(survey) }));
  await page.goto(`${url}/index.html`);
  await page.waitForFunction(() => (window as any).madeleine.here);
  await page.evaluate((lang) => {
    document.documentElement.lang = lang;
    (window as any).madeleine("event", "now");
  }, lang);
  return fetched;
}

async function ask(page: Page, url: string, survey: object, lang: string): Promise<string[]> {
  const fetched = await call(page, url, survey, lang);
  await expect(question(page)).toBeVisible();
  return fetched;
}

/** No wording key stands there, no placeholder, and nothing is wider than the screen. */
async function whole(page: Page, { width }: { width: number }): Promise<void> {
  const texts = await told(page);
  expect(texts.length).toBeGreaterThan(3);
  expect(holes(texts)).toEqual([]);
  for (const { left, right } of await survey(page).locator("legend, label, button:visible, .ends").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
  }
}

/** Answers the question on the screen, whatever its form, and waits for the next. */
async function go(page: Page): Promise<void> {
  const before = await question(page).innerText();
  if (await survey(page).locator(".chips").isVisible()) {
    await survey(page).locator(".chips label").first().click();
    await survey(page).locator(".next").click();
  } else if (await survey(page).locator(".skip").isVisible()) {
    await survey(page).locator(".skip").click();
  } else {
    await survey(page).locator("label").first().click();
  }
  await expect(question(page)).not.toHaveText(before);
}

for (const language of LANGUAGES) {
  test(`every usual question is whole in ${language}, on the smallest screen, too`, async ({ page, shop }) => {
    const words = catalogue(language);
    const small = { width: 320, height: 640 };
    await page.setViewportSize(small);
    const fetched = await ask(page, shop.url, definition(USUAL, { locales: LANGUAGES }), language);
    await expect(question(page)).toHaveText(words["csat.q.checkout"]);
    for (const { id } of USUAL) {
      await whole(page, small);
      if (id === "ces") await expect(survey(page)).toContainText(words["ces2.stem"]);
      if (id === "ltr") await expect(question(page)).toHaveText(words["ltr.q"].replace("{brand}", BRAND));
      if (id === "why") await expect(survey(page)).toContainText(words["ui.choose_upto"].replace("{n}", "3"));
      await go(page);
    }
    await expect(question(page)).toHaveText(words["ui.thanks"]);
    await whole(page, small);
    await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", locale: language });
    expect(fetched).toEqual([`200 ${language}.json`]);
  });

  test(`a reason from the rarer words is whole in ${language}`, { tag: language === "ar" ? [] : "@once" }, async ({ page, shop }) => {
    const words = catalogue(language);
    const options = Object.keys(words).filter((key) => key.startsWith("reason."));
    const fetched = await ask(page, shop.url, definition([{ id: "why", instrument: "reasons", options }], { locales: [language] }), language);
    await whole(page, { width: 1280 });
    for (const key of options) await expect(survey(page).getByRole("checkbox", { name: words[key], exact: true })).toBeVisible();
    expect(fetched.sort()).toEqual([`200 ${language}.json`, `200 ${language}.more.json`]);
  });

  test(`a rarer instrument is whole in ${language}`, { tag: language === "ja" ? [] : "@once" }, async ({ page, shop }) => {
    const words = catalogue(language);
    const fetched = await ask(page, shop.url, definition([{ id: "hassle", instrument: "hassle" }], { locales: [language] }), language);
    await expect(question(page)).toHaveText(words["hassle.q"]);
    await whole(page, { width: 1280 });
    for (const key of ["hassle.1", "hassle.2", "hassle.3"]) await expect(survey(page)).toContainText(words[key]);
    expect(fetched.sort()).toEqual([`200 ${language}.json`, `200 ${language}.more.json`]);
  });
}

test("a key without words and a placeholder that nothing fills would be noticed", async ({ page, shop }) => {
  const text = { en: { "why.question": "What about {thing}?" } };
  await ask(page, shop.url, definition([{ id: "why", instrument: "reasons", options: ["reason.checkout.wordless", "reason.other"] }], { text }), "en");
  const question = "What about {thing}?";
  // Seen, and said by the live region a moment later.
  await expect.poll(async () => holes(await told(page))).toEqual([question, "reason.checkout.wordless", `${question} Choose up to 3 answers`]);
});

test("the owner's own words for an option of her own need no second file", async ({ page, shop }) => {
  const own = { locales: ["de"], text: { de: { "parcel.damaged": "Das Paket war beschädigt" } } };
  const fetched = await ask(page, shop.url, definition([{ id: "why", instrument: "reasons", options: ["parcel.damaged", "reason.other"] }], own), "de");
  await expect(survey(page).getByRole("checkbox", { name: "Das Paket war beschädigt" })).toBeVisible();
  expect(fetched).toEqual(["200 de.json"]);
});

test("a question from the rarer words is fetched, too", async ({ page, shop }) => {
  const fetched = await ask(page, shop.url, definition([{ id: "csat", instrument: "csat", question: "moment.q" }], { locales: ["it"] }), "it");
  await expect(question(page)).toHaveText(catalogue("it")["moment.q"]);
  expect(fetched.sort()).toEqual(["200 it.json", "200 it.more.json"]);
});

test("a page in a language that the survey doesn't speak is asked in the survey's first", async ({ page, shop }) => {
  await ask(page, shop.url, definition(USUAL, { locales: ["nl", "fr"] }), "sv");
  await expect(question(page)).toHaveText(catalogue("nl")["csat.q.checkout"]);
});

test("a page in pt-BR is asked in Portuguese by a survey that speaks it", async ({ page, shop }) => {
  const fetched = await ask(page, shop.url, definition(USUAL, { locales: ["en", "pt"] }), "pt-BR");
  await expect(question(page)).toHaveText(catalogue("pt")["csat.q.checkout"]);
  expect(fetched).toEqual(["200 pt.json"]);
});

test("a survey in pt-BR, which has no file of its own, speaks Portuguese and says pt-BR", async ({ page, shop }) => {
  const items = [{ id: "why", instrument: "reasons", options: ["reason.gap.i.wait", "reason.other"] }];
  const own = { locales: ["pt-BR"], text: { "pt-BR": { "why.question": "O que devemos melhorar?" } } };
  const fetched = await ask(page, shop.url, definition(items, own), "pt-BR");
  await expect(question(page)).toHaveText("O que devemos melhorar?");
  await survey(page).getByRole("checkbox", { name: catalogue("pt")["reason.gap.i.wait"] }).check();
  await survey(page).locator(".next").click();
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", locale: "pt-BR" });
  expect(fetched.sort()).toEqual(["200 pt.json", "200 pt.more.json"]);
});

test.describe("the browser says that a file is missing", () => {
  test.use({ quiet: false });

  test("a language without words shows nothing, and the owner is told", async ({ page, shop, said }) => {
    await call(page, shop.url, definition(USUAL, { locales: ["sv"] }), "sv");
    const lines = () => said.filter((line) => line.startsWith("error: Madeleine"));
    await expect.poll(lines).toEqual([expect.stringMatching(/checkout\.survey\.json: .*sv\.json \(404\)/)]);
    await expect(survey(page)).toHaveCount(0);
  });
});
