// What is looked at held against other responses: chosen from a list, in the address, the command's numbers, and nobody on both sides.
import type { Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { faultless } from "../support/axe";
import { needs } from "../support/engines";
import { command, expect, root, test } from "../support/shop";

const SAMPLE = join(root, "build", "demo", "sample.ndjson");
const REPORT = "/madeleine/report.html?src=../sample.ndjson";
const PHONES = `${REPORT}&lang=en&by=device&where=device%3Dphone`;

const base = (page: Page) => page.locator("#headline-csat .base");
const line = (page: Page) => page.locator(".only");
const against = (page: Page) => page.getByLabel("Compare with");
const row = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^Only ${name}: `) });
const brief = (page: Page) => page.locator("#headline-csat .change").last();
const spoken = (page: Page) => page.locator("main > [role=status]");
const card = (page: Page) => page.locator(".panel:not([hidden]) .card.against");
const back = (page: Page) => page.evaluate(() => history.back());
const here = (page: Page) => page.evaluate(() => new URLSearchParams(location.search).getAll("against"));

/** The command's report of the same: what stands below each picture of both. */
function told(...asked: string[]): string[] {
  const file = execFileSync(command, ["report", SAMPLE, "--by", "device", ...asked], { encoding: "utf8", maxBuffer: 1e8 });
  return [...file.matchAll(/<figcaption class="small" id="\w+-against-\w+">([^<]*)</g)].map(([, text]) => text!);
}

test("a segment against another: both numbers, and what the command says of them; Back undoes it", async ({ page, shop }) => {
  await page.goto(`${shop.url}${PHONES}`);
  await expect(against(page)).toHaveValue("");
  await against(page).focus();
  await against(page).selectOption({ label: "Desktop" });
  await expect(line(page)).toHaveText("Only:Device: Phone×(2,866 of 5,000 responses)Against:Device: Desktop×");
  await expect(against(page)).toBeFocused();
  expect(await here(page)).toEqual(["device=desktop"]);
  const { scores } = JSON.parse(execFileSync(command, ["score", "--json", SAMPLE, "--where", "device=desktop"], { encoding: "utf8" }));
  const csat = scores.find(({ instrument }: { instrument: string }) => instrument === "csat");
  await expect(brief(page)).toContainText(`Against Desktop: ${(csat.value * 100).toFixed(1)}\u00a0%,`);
  const caption = card(page).locator("figcaption");
  await expect(caption).toContainText(`n\u00a0=\u00a0${csat.base.toLocaleString("en")}`);
  const captions = told("--where", "device=phone", "--against", "device=desktop");
  expect(captions).toContain(await caption.textContent());
  expect(captions.length).toBeGreaterThan(4);
  await expect(spoken(page)).toContainText((await caption.textContent())!);
  await card(page).getByText("Show table").click();
  await expect(card(page).getByRole("row")).toHaveCount(3);
  await expect(card(page).getByRole("row").nth(1)).toContainText("clear difference");

  await against(page).selectOption({ label: "Tablet" });
  await expect(brief(page)).toContainText("Against Tablet");
  await back(page);
  await expect(brief(page)).toContainText("Against Desktop");
  await back(page);
  await expect(line(page)).toHaveText("Only:Device: Phone×(2,866 of 5,000 responses)");
  await expect(card(page)).toHaveCount(0);
  expect(await here(page)).toEqual([]);
});

test("the rest, and by the keyboard: what is held against is taken away, and the focus goes on", async ({ page, shop }) => {
  await page.goto(`${shop.url}${PHONES}&against=rest`);
  await expect(line(page)).toContainText("Against:All others×");
  await expect(against(page).locator("option:checked")).toHaveText("All others");
  expect(told("--where", "device=phone", "--against", "rest")).toContain(await card(page).locator("figcaption").textContent());
  await page.getByRole("button", { name: "Remove All others" }).press("Enter");
  await expect(line(page)).toHaveText("Only:Device: Phone×(2,866 of 5,000 responses)");
  await expect(page.getByRole("button", { name: "Remove Device: Phone" })).toBeFocused();
  expect(await here(page)).toEqual([]);
});

test("who narrows further narrows both; who takes the one away takes the other with it", async ({ page, shop }) => {
  await page.goto(`${shop.url}${PHONES}&against=device%3Ddesktop`);
  await expect(brief(page)).toContainText("Against Desktop");
  await row(page, "Act").click();
  await expect(line(page)).toContainText("Against:Device: Desktop, Stage: Act×");
  expect(await here(page)).toEqual(["device=desktop", "stage=act"]);
  const asked = ["--where", "device=phone", "--where", "stage=act", "--against", "device=desktop", "--against", "stage=act"];
  expect(told(...asked)).toContain(await card(page).locator("figcaption").textContent());
  // A touchpoint is a thing like the others.
  await page.getByRole("button", { name: /^Checkout/ }).click();
  await expect(line(page)).toContainText("Touchpoint: Checkout×");
  expect(await here(page)).toEqual(["device=desktop", "stage=act", "touchpoint=checkout"]);
  await page.getByRole("button", { name: "Remove Touchpoint: Checkout" }).click();
  await expect(base(page)).not.toContainText("n = 813");
  expect(await here(page)).toEqual(["device=desktop", "stage=act"]);
  await row(page, "Ask").click();
  await expect(line(page)).toContainText("Stage: Ask×");
  expect(await here(page)).toEqual(["device=desktop", "stage=ask"]);
  // Those on the desktop against themselves are nobody.
  await row(page, "Desktop").click();
  await expect(line(page)).toContainText("Device: Desktop×");
  await expect(line(page)).not.toContainText("Against");
  expect(await here(page)).toEqual([]);
});

test("an address may name any two; nobody is on both sides, and what isn't understood is said", async ({ page, shop }) => {
  await page.goto(`${shop.url}${PHONES}&against=stage%3Dact`);
  await expect(line(page)).toContainText("Against:Stage: Act (others)×");
  // None of the list: it stands in it all the same.
  await expect(against(page).locator("option:checked")).toHaveText("Stage: Act (others)");
  expect(told("--where", "device=phone", "--against", "stage=act")).toContain(await card(page).locator("figcaption").textContent());
  await page.goto(`${shop.url}${PHONES}&against=devise%3Ddesktop`);
  await expect(page.getByRole("alert")).toContainText('Did you mean "device"?');
  // Beside all responses there are no others.
  await page.goto(`${shop.url}${REPORT}&lang=en&against=device%3Ddesktop`);
  await expect(base(page)).toContainText("n = 4,192");
  await expect(page.locator(".with, [id=drop-against], .card.against")).toHaveCount(0);
});

test("what few people answered isn't told by what it is held against", async ({ page, shop }) => {
  // Seven people answered in a store.
  await page.goto(`${shop.url}${REPORT}&lang=en&by=channel&where=device%3Dphone&against=channel%3Dweb`);
  await expect(brief(page)).toContainText("Against Channel: Web (others): not compared");
  await expect(page.locator(".panel:not([hidden]) .changes")).toContainText("Not compared: that could tell what a few people answered.");
  await expect(card(page)).toHaveCount(0);
});

test("in CSV and in a file", async ({ page, shop }) => {
  needs("downloads");
  await page.goto(`${shop.url}${PHONES}&against=device%3Ddesktop`);
  await expect(brief(page)).toContainText("Against Desktop");
  const caption = await card(page).locator("figcaption").textContent();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export CSV" }).click()]);
  const lines = readFileSync(await download.path(), "utf8").split("\r\n");
  expect(lines.filter((one) => one.startsWith("csat,others,,device=desktop,,0.") && one.endsWith(",device=phone"))).toHaveLength(1);
  expect(lines.filter((one) => /^csat,against_others,,device=desktop,,-?0\..*clear_difference p=/.test(one))).toHaveLength(1);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as HTML" }).click()]);
  const file = readFileSync(await saved.path(), "utf8");
  expect(file).toContain('<strong>Against:</strong> <span data-against="device=desktop">Device: Desktop</span></p>');
  expect(file).toContain(caption);
  expect(file).not.toContain("<select");
});

for (const [lang, width, colorScheme] of [["ar", 320, "dark"], ["fr", 320, "light"], ["en", 1280, "light"], ["ar", 1280, "dark"]] as const) {
  test(`axe finds nothing, ${lang}, ${colorScheme}, ${width} px, and nothing is cut`, async ({ page, shop }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${shop.url}${REPORT}&lang=${lang}&by=device&where=device%3Dphone&where=stage%3Dact&against=device%3Ddesktop&against=stage%3Dact`);
    await expect(card(page)).toBeVisible();
    await faultless(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const list = (await page.locator("#against").boundingBox())!;
    expect(list.height).toBeGreaterThanOrEqual(24);
    expect(list.x).toBeGreaterThanOrEqual(0);
    expect(list.x + list.width).toBeLessThanOrEqual(width);
  });
}
