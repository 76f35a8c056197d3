// A large file on a slow disk: what there is by now is shown, how long it will take yet is said, and it can be told to stop.
import type { Page } from "@playwright/test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base, type Shop } from "../support/shop";

/** Files of more than 30 MB are counted as they pass. */
const ROWS = 80_000;
const row = (at: number) => `2026-11-${String(2 + (at % 20)).padStart(2, "0")}T10:02Z,${1 + (at % 5)},"${"x".repeat(1_000)}"`;

/** A disk that takes its time for sixteen megabytes. */
const SLOW = `{
  const whole = Blob.prototype.arrayBuffer;
  Blob.prototype.stream = () => { throw new Error("slices only"); };
  Blob.prototype.arrayBuffer = async function () { await new Promise((done) => setTimeout(done, 900)); return whole.call(this); };
}`;

const test = base.extend<{ large: string }>({
  large: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "madeleine-growing-"));
    const path = join(folder, "large.csv");
    writeFileSync(path, `submitted_at,csat,comment\n${Array.from({ length: ROWS }, (_, at) => row(at)).join("\n")}\n`);
    await use(path);
    rmSync(folder, { recursive: true });
  },
});

async function opened(page: Page, shop: Shop, path: string): Promise<void> {
  await page.route("**/report-worker.js", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: SLOW + (await answer.text()) });
  });
  await page.goto(`${shop.url}/madeleine/report.html?lang=en`);
  await page.locator("input[type=file]").setInputFiles(path);
}

const headline = (page: Page) => page.locator("#headline-csat .base");
const facts = (page: Page) => page.locator(".facts");

test("while a file is read its first rows are scored, and it is said how long the rest will take", async ({ page, shop, large }) => {
  await opened(page, shop, large);
  await expect(page.locator(".progress")).toContainText(/Reading large\.csv: .*\sMB of 8\d\.\d\sMB · [\d,]+ rows · \d s left/);
  await expect(facts(page)).toContainText(/^So far: [\d,]+ responses/);
  const soFar = Number((await headline(page).textContent())!.match(/n\s=\s([\d,]+)/)![1]!.replaceAll(",", ""));
  expect(soFar).toBeGreaterThan(1_000);
  expect(soFar).toBeLessThan(ROWS);
  // What has the focus keeps it, whatever is drawn meanwhile.
  await page.getByRole("tab", { name: "CSAT" }).focus();
  await expect(facts(page)).toContainText("computed in this browser", { timeout: 20_000 });
  await expect(headline(page)).toContainText("n = 80,000");
  await expect(page.getByRole("tab", { name: "CSAT" })).toBeFocused();
  await expect(page.locator(".progress")).toBeHidden();
});

test("reading can be cancelled: the file isn't counted, what was there before is", async ({ page, shop, large }) => {
  await opened(page, shop, large);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert")).toContainText("Reading “large.csv” was cancelled: it isn’t counted.");
  await expect(page.locator("#headline-csat")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Open a response file" })).toBeVisible();
  // The next one is read.
  await page.locator("input[type=file]").setInputFiles({ name: "small.csv", mimeType: "text/csv", buffer: Buffer.from(`csat\n${"4\n".repeat(30)}`) });
  await expect(headline(page)).toContainText("n = 30");
});
