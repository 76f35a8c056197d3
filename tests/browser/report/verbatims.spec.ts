// What people wrote: themes choose quotes, a box searches them, and text stays text.
import type { Page } from "@playwright/test";
import { readFileSync, writeFileSync } from "node:fs";
import { faultless } from "../support/axe";
import { needs } from "../support/engines";
import { expect, test } from "../support/shop";

const REPORT = "/madeleine/report.html";
const SAMPLE = `${REPORT}?src=../sample.ndjson`;

const card = (page: Page) => page.locator(".card.verbatims");
const quotes = (page: Page) => card(page).locator("blockquote");
const csv = (name: string, rows: string[], columns = "csat,comment") => ({ name, mimeType: "text/csv", buffer: Buffer.from([columns, ...rows, ""].join("\n")) });

test("a theme chosen by the keyboard shows who wrote it, and stands in the address", async ({ page, shop }) => {
  await page.goto(`${shop.url}${SAMPLE}&lang=en`);
  await expect(card(page).getByRole("status")).toHaveText("5 of 612, the latest first");
  const box = card(page).getByRole("button", { name: /^boîte 39$/ });
  await box.focus();
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("status")).toHaveText("5 of 39, the latest first");
  await expect(box).toHaveAttribute("aria-pressed", "true");
  await expect(box).toBeFocused();
  for (const text of await quotes(page).allTextContents()) expect(text).toMatch(/boîte/i);
  await page.reload();
  await expect(card(page).getByRole("status")).toHaveText("5 of 39, the latest first");
  await expect(box).toHaveAttribute("aria-pressed", "true");
  await box.click();
  await expect(card(page).getByRole("status")).toHaveText("5 of 612, the latest first");
  expect(await page.evaluate(() => location.search)).not.toContain("theme");
});

test("what is searched for is found in any case, beside its scores, with more on demand", async ({ page, shop }) => {
  await page.goto(`${shop.url}${SAMPLE}&lang=fr&touchpoint=checkout`);
  const search = card(page).getByRole("searchbox", { name: "Chercher dans les textes" });
  await search.fill("CODE PROMO");
  await expect(quotes(page).first()).toHaveText(/code promo/);
  await expect(quotes(page).first().locator("+ p")).toHaveText(/CSAT\s: \d\s· .*Checkout\s· \d+.*202\d/);
  await search.fill("jamais écrit");
  await expect(card(page).getByRole("status")).toHaveText("Personne n’a écrit cela.");
  await expect(quotes(page)).toHaveCount(0);
  await search.fill("");
  await expect(quotes(page)).toHaveCount(5);
  await page.getByRole("button", { name: "Voir la suite" }).click();
  await expect(quotes(page)).toHaveCount(25);
  await expect(card(page).locator(".quotes li").nth(5)).toBeFocused();
  // Another touchpoint, where nobody wrote what is chosen.
  await search.fill("promo");
  await page.getByRole("button", { name: /^Home/ }).click();
  await expect(card(page).getByRole("status")).toHaveText("Personne n’a écrit cela.");
  await expect(search).toHaveValue("promo");
});

test("text is text, of whatever it is made", async ({ page, shop }) => {
  await page.goto(`${shop.url}${REPORT}?lang=en`);
  const evil = '<img src=x onerror="document.title=1">&amp;</p>\u202etxet\u0007 👩🏽‍🚀 شكرا';
  await page.locator("input[type=file]").setInputFiles(csv("evil.csv", Array.from({ length: 12 }, (_, row) => `${1 + (row % 5)},"${evil.replaceAll('"', '""')} theme"`)));
  await expect(quotes(page)).toHaveCount(5);
  await expect(quotes(page).first()).toContainText('<img src=x onerror="document.title=1">&amp;</p>');
  expect(await card(page).locator("img").count()).toBe(0);
  await expect(card(page).getByRole("button", { name: /theme/ })).toBeVisible();
  await faultless(page);
});

test("fewer than ten people aren't quoted", async ({ page, shop }) => {
  await page.goto(`${shop.url}${REPORT}?lang=en`);
  const files = page.locator("input[type=file]");
  await files.setInputFiles(csv("nine.csv", Array.from({ length: 9 }, () => "4,My name is Anne")));
  await expect(card(page)).toContainText("What people wrote is shown from 10 people on.");
  await expect(page.locator("body")).not.toContainText("Anne");
  await files.setInputFiles(csv("one.csv", ["4,Mine is Marc"]));
  await expect(quotes(page)).toHaveCount(5);
});

test("files that are too large to be kept are counted all the same, and say so", async ({ page, shop }) => {
  test.setTimeout(60_000);
  await page.goto(`${shop.url}${REPORT}?lang=en`);
  const files = page.locator("input[type=file]");
  const large = Array.from({ length: 600 }, (_, row) => `b${1000 + row},1,${1 + (row % 5)},${"Quick enough ".repeat(4_000)}`);
  const path = test.info().outputPath("large.csv");
  writeFileSync(path, ["response_id,seq,csat,comment", ...large, ""].join("\n"));
  await files.setInputFiles(path);
  await expect(page.locator("#headline-csat .base")).toContainText("n = 600", { timeout: 30_000 });
  await expect(card(page)).toContainText("These files are too large to be kept here");
  await expect(quotes(page)).toHaveCount(0);
  // One that comes before those: what was only counted has to be read again, and is kept then.
  await files.setInputFiles(csv("small.csv", ["a1000,1,5,Quick too"], "response_id,seq,csat,comment"));
  await expect(page.locator("#headline-csat .base")).toContainText("n = 601", { timeout: 30_000 });
  await expect(quotes(page)).toHaveCount(5);
});

test("what the page saves holds themes and nobody's words", async ({ page, shop }) => {
  needs("downloads");
  await page.goto(`${shop.url}${SAMPLE}&lang=en`);
  await expect(quotes(page)).toHaveCount(5);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as HTML" }).click()]);
  const file = readFileSync(await download.path(), "utf8");
  expect(file).toContain(">boîte <strong>39</strong>");
  expect(file).not.toContain("<blockquote");
  const [table] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV: What they say" }).click({ force: true })]);
  expect(readFileSync(await table.path(), "utf8").split("\r\n")[0]).toBe("\ufeffTheme,Language,People,CSAT,95\u00a0% interval,Base,Against the others");
});

test("a part of any page, at 320 px", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${shop.url}/board/report.html`);
  const element = page.locator("madeleine-report").nth(1);
  await element.evaluate((each) => {
    each.setAttribute("touchpoint", "checkout");
    each.setAttribute("part", "verbatims");
  });
  await expect(element.getByRole("heading", { level: 3 })).toHaveText("What they say");
  await element.getByRole("searchbox").fill("twice");
  await expect(element.locator("blockquote").first()).toContainText("twice");
  await faultless(page, "madeleine-report");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
