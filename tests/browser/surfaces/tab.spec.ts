// The tab: a button at the page's edge, and the survey that it opens.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { answer, expect, point, question, survey, test, type Shop } from "../support/shop";

const tab = (page: Page) => page.locator("madeleine-tab");
const opener = (page: Page, name = "Feedback") => tab(page).getByRole("button", { name, exact: true });
const box = async (page: Page, selector: string) => (await page.locator(selector).boundingBox())!;

async function visit(page: Page, shop: Shop, lang = "en"): Promise<void> {
  await page.goto(`${shop.url}/product.html?id=madeleines&lang=${lang}`);
  await expect(tab(page)).toHaveCount(1);
}

test("it fetches nothing of the survey before it is used, and is fetched only where a survey has it", async ({ page, shop }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await visit(page, shop);
  await page.waitForTimeout(500);
  const parts = fetched.map((path) => path.match(/\/madeleine\/.+\/(.+)/)?.[1]).filter(Boolean);
  expect(parts).toEqual(["madeleine-widget.when.js", "madeleine-tab.js"]);
  fetched.length = 0;
  await page.goto(`${shop.url}/index.html`);
  await page.waitForTimeout(500);
  expect(fetched.filter((path) => path.includes("madeleine-tab"))).toEqual([]);
  await expect(tab(page)).toHaveCount(0);
});

test("a tap opens the survey beside it, answers arrive, and it can be used again", async ({ page, shop }) => {
  await visit(page, shop);
  await expect(opener(page)).toHaveAttribute("aria-expanded", "false");
  await opener(page).click();
  await expect(question(page)).toHaveText("Overall, how satisfied or dissatisfied are you with Maison Bellac?");
  await expect(opener(page)).toHaveAttribute("aria-expanded", "true");
  const [edge, card] = [await box(page, "madeleine-tab"), await box(page, "madeleine-survey")];
  expect(card.x + card.width).toBeLessThanOrEqual(edge.x);
  await answer(page, 5);
  await survey(page).getByRole("button", { name: "Skip" }).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ survey: "opinion", surface: "tab", state: "completed", answers: { csat: 5 } });
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect(survey(page)).toHaveCount(0);
  await expect(opener(page)).toHaveAttribute("aria-expanded", "false");
  await opener(page).click();
  await answer(page, 2);
  await expect.poll(() => new Set(shop.responses().map(({ response_id }) => response_id)).size).toBe(1);
  await opener(page).click();
  await expect(survey(page)).toHaveCount(0);
  await expect.poll(() => new Set(shop.responses().map(({ response_id }) => response_id)).size).toBe(2);
});

test("opened by keyboard the focus goes into the survey, and back to the button when that is closed", async ({ page, shop }) => {
  await visit(page, shop);
  await opener(page).focus();
  await page.keyboard.press("Enter");
  await expect(survey(page).locator("legend")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(survey(page)).toHaveCount(0);
  await expect(opener(page)).toBeFocused();
  // Later, too, when the focus has been led on.
  await page.keyboard.press("Space");
  await expect(survey(page).locator("legend")).toBeFocused();
  await page.waitForTimeout(800);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(survey(page).getByRole("textbox")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(opener(page)).toBeFocused();
});

test("by mouse the focus is left alone", async ({ page, shop }) => {
  await visit(page, shop);
  await opener(page).click();
  await expect(question(page)).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe("madeleine-survey");
});

test("put away, it stays away as long as the browser's tab lives, and leaves nothing on disk", async ({ page, shop }) => {
  await visit(page, shop);
  await tab(page).getByRole("button", { name: "Close" }).click();
  await expect(tab(page)).toHaveCount(0);
  await page.reload();
  await page.waitForTimeout(800);
  await expect(tab(page)).toHaveCount(0);
  expect(await page.evaluate(async () => [await indexedDB.databases(), Object.keys(localStorage).filter((key) => /madeleine/.test(key)), document.cookie])).toEqual([[], [], ""]);
});

test("it takes the place of a survey that nobody called for", async ({ page, shop }) => {
  await visit(page, shop);
  await page.evaluate(() => (window as any).madeleine("event", "order_confirmed"));
  await expect(question(page)).toContainText("placing your order");
  await opener(page).click();
  await expect(question(page)).toContainText("Maison Bellac");
  await expect(survey(page)).toHaveCount(1);
});

test("its side is the page's choice; it keeps to the edge in Arabic, on paper it isn't there", async ({ page, shop }) => {
  await visit(page, shop);
  const width = page.viewportSize()!.width;
  let edge = await box(page, "madeleine-tab");
  const right = await page.evaluate(() => document.documentElement.clientWidth);
  expect(Math.round(edge.x + edge.width)).toBe(right);
  expect(Math.abs(edge.y + edge.height / 2 - page.viewportSize()!.height / 2)).toBeLessThan(2);
  for (const name of ["Feedback", "Close"]) {
    const { width, height } = (await opener(page, name).boundingBox())!;
    expect(width).toBeGreaterThanOrEqual(44);
    expect(height).toBeGreaterThanOrEqual(24);
  }
  await page.emulateMedia({ media: "print" });
  await expect(tab(page)).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => {
    document.documentElement.lang = "ar";
    document.documentElement.dir = "rtl";
  });
  edge = await box(page, "madeleine-tab");
  expect(edge.x).toBeLessThan(width / 2);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("madeleine-tab { --madeleine-tab-side: start }");
    document.adoptedStyleSheets = [sheet];
    dispatchEvent(new Event("load"));
  });
  edge = await box(page, "madeleine-tab");
  expect(Math.round(edge.x + edge.width)).toBe(right);
});

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing at 320 px, ${scheme}; nothing scrolls sideways and nothing lies over the survey`, async ({ page, shop }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width: 320, height: 640 });
    await visit(page, shop, "fr");
    const faults = async () => (await new AxeBuilder({ page }).include("madeleine-tab").include("body").analyze()).violations.map(({ id }) => id);
    expect(await faults()).toEqual([]);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await sideways()).toBe(0);
    await opener(page, "Votre avis").click();
    await expect(point(page, 1)).toBeVisible();
    await expect(tab(page)).toBeHidden();
    expect(await sideways()).toBe(0);
    expect(await faults()).toEqual([]);
    await survey(page).getByRole("button", { name: "Fermer" }).click();
    await expect(tab(page)).toBeVisible();
  });
}
