// Looking at some responses alone: a segment's row is a button, what is looked at stands above the headlines and in the address.
import type { Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { faultless } from "../support/axe";
import { needs } from "../support/engines";
import { command, expect, root, test } from "../support/shop";
import { whole } from "./whole";

const SAMPLE = join(root, "build", "demo", "sample.ndjson");
const REPORT = "/madeleine/report.html";
const BY_DEVICE = `${REPORT}?src=../sample.ndjson&lang=en&by=device`;

const base = (page: Page, instrument = "csat") => page.locator(`#headline-${instrument} .base`);
const line = (page: Page) => page.locator(".only");
/** The row of a segment in the picture of the panel that is open. */
const row = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^Only ${name}: `) });
const chip = (page: Page, name: string) => page.getByRole("button", { name: `Remove ${name}` });
const spoken = (page: Page) => page.locator("main > [role=status]");
// Asked of the page itself: one engine's driver isn't told of steps within a page.
const back = (page: Page) => page.evaluate(() => history.back());
const forth = (page: Page) => page.evaluate(() => history.forward());
const here = (page: Page) => page.evaluate(() => location.href);
const where = (page: Page) => page.evaluate(() => new URLSearchParams(location.search).getAll("where"));

/** Every headline on the page is the command's number for these responses. */
async function asScored(page: Page, ...said: string[]): Promise<void> {
  const { scores } = JSON.parse(execFileSync(command, ["score", "--json", SAMPLE, ...said.flatMap((one) => ["--where", one])], { encoding: "utf8" }));
  let compared = 0;
  for (const { instrument, option, value, low, high, base, unit } of scores) {
    if (option || value === null) continue;
    const text = (await page.locator(`#headline-${instrument}`).innerText()).replace(/\u2212/g, "-").replace(/[\s,]/g, "");
    const printed = (number: number) => (unit === "share" ? (number * 100).toFixed(1) : String(Math.round(number)));
    for (const number of [value, low, high]) expect(text).toContain(printed(number));
    expect(text).toContain(`n=${base}`);
    compared++;
  }
  expect(compared).toBeGreaterThan(1);
}

test("a segment's row shows that segment alone: the command's numbers, said, in the address, and once more takes it back", async ({ page, shop }) => {
  await page.goto(`${shop.url}${BY_DEVICE}`);
  await expect(base(page)).toContainText("n = 4,192");
  await expect(line(page)).toHaveCount(0);
  await row(page, "Phone").click();
  await expect(line(page)).toHaveText("Only:Device: Phone×(2,866 of 5,000 responses)");
  await asScored(page, "device=phone");
  // What they wrote is theirs, too.
  await expect(page.locator(".quotes").getByRole("status")).toHaveText("5 of 319, the latest first");
  expect(await where(page)).toEqual(["device=phone"]);
  await expect(row(page, "Phone")).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, "Phone")).toBeFocused();
  await expect(spoken(page)).toHaveText("Only: Device: Phone (2,866 of 5,000 responses). Updated: CSAT, satisfied 75.0\u00a0%, n\u00a0=\u00a02,408.");
  // The others stay beside it, as they are: one click leads to them.
  await row(page, "Tablet").click();
  await expect(base(page)).toContainText("n = 374");
  expect(await where(page)).toEqual(["device=tablet"]);
  await row(page, "Tablet").click();
  await expect(base(page)).toContainText("n = 4,192");
  await expect(line(page)).toHaveCount(0);
});

test("by the keyboard: a row, a stage, a touchpoint; chips take each away, and the focus goes on beside them", async ({ page, shop }) => {
  await page.goto(`${shop.url}${BY_DEVICE}`);
  await row(page, "Phone").focus();
  await page.keyboard.press("Enter");
  await expect(row(page, "Phone")).toBeFocused();
  await expect(row(page, "Phone")).toHaveAttribute("aria-pressed", "true");
  await row(page, "Act").focus();
  await page.keyboard.press("Space");
  await expect(line(page)).toContainText("(1,384 of 5,000 responses)");
  await asScored(page, "device=phone", "stage=act");
  await page.getByRole("button", { name: /^Checkout/ }).press("Enter");
  await expect(line(page)).toHaveText("Only:Device: Phone×Stage: Act×Touchpoint: Checkout×Clear all(858 of 5,000 responses)");
  await asScored(page, "device=phone", "stage=act", "touchpoint=checkout");
  await chip(page, "Touchpoint: Checkout").press("Enter");
  await expect(line(page)).toContainText("(1,384 of 5,000 responses)");
  await expect(chip(page, "Device: Phone")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chip(page, "Stage: Act")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(base(page)).toContainText("n = 4,192");
  await expect(page.locator("main")).toBeFocused();
  expect(await page.evaluate(() => location.search)).not.toMatch(/where|touchpoint/);
});

test("a week of the trend shows that week alone: read out and chosen by keys or a pointer, held against the one before", async ({ page, shop }) => {
  await page.goto(`${shop.url}${BY_DEVICE}`);
  const weeks = page.getByRole("slider", { name: /^CSAT.* by week/ });
  await weeks.focus();
  const count = Number(await weeks.getAttribute("aria-valuemax"));
  await expect(weeks).toHaveAttribute("aria-valuenow", String(count));
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight"]) await page.keyboard.press(key);
  await expect(weeks).toHaveAttribute("aria-valuenow", String(count - 2));
  const told = (await weeks.getAttribute("aria-valuetext")) ?? "";
  expect(told).toMatch(/^Week of .*%.* n\s=\s\d+/i);
  // Who sees reads the same.
  await expect(page.locator(".panel:not([hidden]) .read")).toHaveText(told);
  await page.keyboard.press("Enter");
  await expect(line(page)).toContainText("Only:Period: week of");
  const [period = ""] = await where(page);
  expect(period).toMatch(/^period=2026-W\d\d$/);
  await asScored(page, period);
  expect(told.replace(/\s/g, "")).toContain((await base(page).innerText()).replace(/\s/g, "").match(/n=[\d,]+/)![0]);
  await expect(weeks).toBeFocused();
  await expect(weeks).toHaveAttribute("aria-valuenow", String(count - 2));
  await expect(weeks).toHaveAttribute("aria-valuemax", String(count));
  await expect(page.locator("#headline-csat .change")).toContainText("week");
  // A pointer at the far left finds the first week; with a segment it is both.
  const box = (await weeks.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.01, box.y + box.height / 2);
  await expect(weeks).toHaveAttribute("aria-valuenow", "1");
  await row(page, "Phone").click();
  await expect(line(page)).toContainText("Device: Phone×");
  await asScored(page, ...(await where(page)));
  await weeks.focus();
  await page.keyboard.press(" ");
  await expect(line(page)).toHaveText("Only:Device: Phone×(2,866 of 5,000 responses)");
});

test("what the report is broken down by is chosen in it, and what was looked at stays", async ({ page, shop }) => {
  await page.goto(`${shop.url}${REPORT}?src=../sample.ndjson&lang=en`);
  const by = page.getByLabel("Break down by");
  await expect(by).toHaveValue("touchpoint");
  await by.selectOption({ label: "Device" });
  await row(page, "Phone").click();
  await expect(base(page)).toContainText("n = 2,408");
  await by.focus();
  await by.selectOption({ label: "Customer" });
  await expect(by).toBeFocused();
  await row(page, "New").click();
  await expect(line(page)).toContainText("Device: Phone×Customer: New×");
  await asScored(page, "device=phone", "context.customer=new");
  await expect(page.getByRole("heading", { name: "CSAT by customer" })).toBeVisible();
  const { search } = new URL(await here(page));
  expect(search).toContain("by=context.customer&where=device%3Dphone&where=context.customer%3Dnew");
  await back(page);
  await back(page);
  await expect(by).toHaveValue("device");
  await expect(line(page)).toHaveText("Only:Device: Phone×(2,866 of 5,000 responses)");
});

test("each step can be gone back, and forth", async ({ page, shop }) => {
  await page.goto(`${shop.url}${BY_DEVICE}`);
  await row(page, "Phone").click();
  await expect(base(page)).toContainText("n = 2,408");
  await page.getByRole("button", { name: /^Checkout/ }).click();
  await expect(base(page)).toContainText("n = 813");
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(base(page)).toContainText("n = 4,192");
  for (const n of ["813", "2,408", "4,192"]) {
    await back(page);
    await expect(base(page)).toContainText(`n = ${n}`);
  }
  await expect(line(page)).toHaveCount(0);
  await forth(page);
  await expect(base(page)).toContainText("n = 2,408");
  await expect(chip(page, "Device: Phone")).toBeVisible();
});

test("an address with the same file gives the same report; what isn't understood in it is said", async ({ page, shop }) => {
  await page.goto(`${shop.url}${BY_DEVICE}`);
  await row(page, "Phone").click();
  await expect(base(page)).toContainText("n = 2,408");
  const report = page.locator(".content");
  await whole(page);
  const shown = await report.innerText();
  await expect(page.locator("blockquote")).toHaveCount(5);
  const address = new URL(await here(page));
  address.searchParams.delete("src");
  await page.goto(address.href);
  await page.locator("input[type=file]").setInputFiles(SAMPLE);
  await expect(base(page)).toContainText("n = 2,408");
  await whole(page);
  expect(await report.innerText()).toBe(shown);

  await page.goto(`${shop.url}${REPORT}?src=../sample.ndjson&lang=en&where=devise%3Dphone`);
  await expect(page.getByRole("alert")).toContainText('devise=phone: there is no "devise" to cut by. Did you mean "device"?');
  await expect(base(page)).toContainText("n = 4,192");
  await page.goto(`${shop.url}${REPORT}?src=../sample.ndjson&lang=en&by=devise`);
  await expect(page.getByRole("alert")).toContainText('Did you mean "device"?');
  await expect(base(page)).toContainText("n = 4,192");
  await page.goto(`${shop.url}${REPORT}?src=../sample.ndjson&lang=en&where=device%3Dwatch`);
  await expect(line(page)).toContainText("(0 of 5,000 responses)");
  await chip(page, "Device: Watch").click();
  await expect(base(page)).toContainText("n = 4,192");
});

test("those few who are left out can't be told from the whole", async ({ page, shop }) => {
  // Seven people answered in a store.
  await page.goto(`${shop.url}${REPORT}?src=../sample.ndjson&lang=en&by=channel&where=channel%3Dweb`);
  await expect(line(page)).toContainText("Channel: Web");
  await expect(page.locator("#headline-csat .number")).toHaveText("–");
  await expect(page.locator("#headline-ces2 .number")).toContainText("78.2");
});

test("files that are too large to be kept are read once more", async ({ page, shop }) => {
  test.setTimeout(60_000);
  await page.goto(`${shop.url}${REPORT}?lang=en&by=device`);
  const path = test.info().outputPath("large.csv");
  const rows = Array.from({ length: 600 }, (_, at) => `${1 + (at % 5)},${at % 3 ? "phone" : "desktop"},${"Quick enough ".repeat(4_000)}`);
  writeFileSync(path, ["csat,device,comment", ...rows, ""].join("\n"));
  await page.locator("input[type=file]").setInputFiles(path);
  await expect(base(page)).toContainText("n = 600", { timeout: 30_000 });
  await row(page, "Phone").click();
  await expect(base(page)).toContainText("n = 400", { timeout: 30_000 });
  await expect(line(page)).toContainText("(400 of 600 responses)");
  await back(page);
  await expect(base(page)).toContainText("n = 600", { timeout: 30_000 });
});

test("what comes in later counts, if it says so", async ({ page, shop }) => {
  const csv = (name: string, rows: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(["csat,device", ...rows, ""].join("\n")) });
  await page.goto(`${shop.url}${REPORT}?lang=en&by=device&where=device%3Dphone`);
  const files = page.locator("input[type=file]");
  await files.setInputFiles(csv("first.csv", Array.from({ length: 60 }, (_, at) => `4,${at % 2 ? "phone" : "desktop"}`)));
  await expect(base(page)).toContainText("n = 30");
  await files.setInputFiles(csv("second.csv", ["5,phone", "5,desktop", "5,phone"]));
  await expect(base(page)).toContainText("n = 32");
  await expect(line(page)).toContainText("(32 of 63 responses)");
});

test("where nothing can be looked at anew there is no button: in a file, and in a part of a page", async ({ page, shop }) => {
  await page.goto(`${shop.url}/board/report.html`);
  const element = page.locator("madeleine-report").first();
  await element.evaluate((each) => each.setAttribute("part", "segments journey"));
  await expect(element.locator("svg [data-only]").first()).toBeAttached();
  await expect(page.locator("madeleine-report .places, madeleine-report .only")).toHaveCount(0);
  needs("downloads");
  await page.goto(`${shop.url}${BY_DEVICE}&where=device%3Dphone`);
  await expect(base(page)).toContainText("n = 2,408");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as HTML" }).click()]);
  const file = readFileSync(await download.path(), "utf8");
  expect(file).toContain('<p class="only"><strong>Only:</strong> <span data-only="device=phone">Device: Phone</span> <span class="of">(2,866 of 5,000 responses)</span></p>');
  expect(file).not.toContain("<button");
});

for (const [width, colorScheme] of [[320, "dark"], [1280, "light"]] as const) {
  test(`axe finds nothing, ${colorScheme}, ${width} px, and each row is large enough for a finger`, async ({ page, shop }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${shop.url}${REPORT}?src=../sample.ndjson&lang=fr&by=device&where=device%3Dphone&where=stage%3Dact`);
    await expect(line(page)).toHaveText(/^Seulement\s:Appareil\s: Phone×Étape\s: Achat×Tout retirer\(1\s384 réponses sur 5\s000\)$/);
    await faultless(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const sizes = await page.locator(".panel:not([hidden]) .places button").evaluateAll((all) => all.map((each) => [each.clientWidth, each.clientHeight]));
    expect(sizes.length).toBe(7);
    for (const size of sizes.flat()) expect(size).toBeGreaterThanOrEqual(24);
  });
}
