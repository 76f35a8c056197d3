// In the dark: our own colours can be read there, too, and a brand's are looked at again when the scheme changes.
import { expect, looks, test } from "../support/shop";
import { cardOf, CONTROLS, stand } from "./controls";

test.use({ ...looks({ colorScheme: "dark" }), quiet: false });

const accentOf = (page: Parameters<typeof cardOf>[0]) => cardOf(page, "csat").locator(".card").evaluate((one) => (one as HTMLElement).style.getPropertyValue("--accent"));

test("our own colours aren't changed in the dark, and nobody is told", async ({ page, shop, said }) => {
  await stand(page, shop.url, { csat: CONTROLS.csat, open: CONTROLS.open }, { lang: "en", width: 1280 });
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)).toBe(true);
  expect(await cardOf(page, "csat").locator(".card").evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(31, 26, 23)");
  await page.waitForTimeout(800);
  expect(await accentOf(page)).toBe("");
  expect(said).toEqual([]);
});

test("a dark blue is made lighter on the dark card, and one line says so", async ({ page, shop, said }) => {
  await stand(page, shop.url, { csat: CONTROLS.csat }, { lang: "en", width: 1280 }, "<style>madeleine-survey { --madeleine-accent: #1d2ed8 }</style>");
  await expect.poll(() => said.filter((line) => line.includes("--madeleine-accent #1d2ed8")).length).toBe(1);
  expect(await accentOf(page)).toMatch(/^#[0-9a-f]{6}$/);
});

test("a page that is always light says so, and its survey is", async ({ page, shop, said }) => {
  await stand(page, shop.url, { csat: CONTROLS.csat }, { lang: "en", width: 1280 }, "<style>madeleine-survey { --madeleine-scheme: light }</style>");
  expect(await cardOf(page, "csat").locator(".card").evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(255, 255, 255)");
  expect(said).toEqual([]);
});
