// The full page: a survey behind a link, with an answer that somebody may have tapped in a mail.
import AxeBuilder from "@axe-core/playwright";
import { expect, outbox, point, question, survey, test } from "../support/shop";

const CES = "This site made it easy for me to place my order.";

test("a link leads to the survey in its language, with its title; answers arrive and the thanks stay", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/survey.html?survey=../checkout.survey.json&lang=fr&order_band=25-50&nobody=listed-this`);
  await expect(question(page)).toContainText("satisfait");
  await expect(page).toHaveTitle(`${await survey(page).locator(".card").getAttribute("aria-label")} · Maison Bellac`);
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Maison Bellac");
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  await expect(page.locator('meta[name="referrer"]')).toHaveAttribute("content", "no-referrer");
  await expect(survey(page).locator("input:checked")).toHaveCount(0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await point(page, 5).click();
  await expect(question(page)).not.toContainText("satisfait");
  await point(page, 7).click();
  await expect(question(page)).toHaveText("Merci !");
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({
    survey: "checkout",
    surface: "page",
    state: "completed",
    locale: "fr",
    answers: { csat: 5, ces: 7 },
    context: { order_band: "25-50" },
  });
  expect(shop.responses().at(-1)!.context).toEqual({ order_band: "25-50" });
  await page.waitForTimeout(4500);
  await expect(question(page)).toHaveText("Merci !");
});

test("an answer in the link is shown chosen, and opening the link saves and sends nothing", async ({ page, shop }) => {
  const posts: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && posts.push(request.url()));
  await page.goto(`${shop.url}/madeleine/survey.html?survey=../checkout.survey.json&csat=4`);
  await expect(point(page, 4).locator("input")).toBeChecked();
  await expect(survey(page).getByRole("button", { name: "Next" })).toBeVisible();
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.waitForTimeout(300);
  expect(await outbox(page)).toEqual([]);
  expect(posts).toEqual([]);
  await page.goto(`${shop.url}/index.html`);
  await page.waitForTimeout(500);
  expect(shop.responses()).toEqual([]);
});

for (const [how, go] of [
  ["one tap on what is chosen", "tap"],
  ["going on", "next"],
  ["the Enter key", "enter"],
] as const) {
  test(`it is given by ${how}`, async ({ page, shop }) => {
    await page.goto(`${shop.url}/madeleine/survey.html?survey=../checkout.survey.json&csat=4`);
    await expect(point(page, 4).locator("input")).toBeChecked();
    if (go === "tap") await point(page, 4).click();
    if (go === "next") await survey(page).getByRole("button", { name: "Next" }).click();
    if (go === "enter") {
      // The choice of languages comes a moment later, and stands before the question.
      await expect(survey(page).getByRole("combobox")).toBeVisible();
      for (let stop = 0; stop < 2; stop++) await page.keyboard.press("Tab");
      await expect(point(page, 4).locator("input")).toBeFocused();
      await page.keyboard.press("Enter");
    }
    await expect(question(page)).toHaveText(CES);
    await point(page, 6).click();
    await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", answers: { csat: 4, ces: 6 } });
  });
}

test("another point than the link's is one tap away; what isn't a point of the scale chooses nothing", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/survey.html?survey=../checkout.survey.json&csat=4`);
  await point(page, 2).click();
  await expect(question(page)).toHaveText(CES);
  for (const csat of ["9", "0", "-1", "x", '4"]', "%00"]) {
    await page.goto(`${shop.url}/madeleine/survey.html?survey=../checkout.survey.json&csat=${csat}`);
    await expect(question(page)).toContainText("satisfied or dissatisfied");
    await expect(survey(page).locator("input:checked")).toHaveCount(0);
    // Firefox says of a file that is left in the middle of its way that its hash is another's.
    await page.waitForLoadState("networkidle");
  }
});

test.describe("a brand's colour", () => {
  // What can't be read the owner hears of.
  test.use({ quiet: false });
  test("that can't be read is moved until it can; what isn't a colour changes nothing", async ({ page, shop }) => {
    const accents = async (accent: string) => {
      await page.goto(`${shop.url}/madeleine/survey.html?survey=../checkout.survey.json&csat=4&accent=${accent}`);
      await expect(question(page)).toBeVisible();
      return survey(page).locator(".next").evaluate((next) => getComputedStyle(next).backgroundColor);
    };
    expect(await accents("1d6f42")).toBe("rgb(29, 111, 66)");
    expect(await accents("ffe066")).not.toBe("rgb(255, 224, 102)");
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    expect(await accents("red;}")).toBe("rgb(168, 82, 27)");
  });
});

for (const scheme of ["light", "dark"] as const) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing, ${scheme}, ${width} px, and nothing scrolls sideways`, async ({ page, shop }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 720 });
      await page.goto(`${shop.url}/madeleine/survey.html?survey=../delivery.survey.json&lang=ar&csat=2`);
      await expect(question(page)).toBeVisible();
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      expect((await new AxeBuilder({ page }).withTags(tags).analyze()).violations.map(({ id }) => id)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    });
  }
}

test.describe("a link that leads nowhere", () => {
  test.use({ quiet: false });
  for (const [what, address] of [
    ["no survey", ""],
    ["a survey that isn't there", "?survey=nothing.survey.json"],
    ["a survey of another site", "?survey=https://example.org/checkout.survey.json"],
    ["something else than a survey", "?survey=manifest.json"],
  ] as const) {
    test(`${what}: the visitor reads so, the owner reads why`, async ({ page, shop, said }) => {
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).origin));
      await page.goto(`${shop.url}/madeleine/survey.html${address}`);
      await expect(page.getByText("There is no survey behind this link.")).toBeVisible();
      await expect.poll(() => said.some((line) => line.startsWith("error: Madeleine:"))).toBe(true);
      expect(new Set(asked)).toEqual(new Set([shop.url]));
    });
  }
});
