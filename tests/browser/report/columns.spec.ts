// A file whose columns nobody knows: its owner says in the page what they are, and may keep what she said.
import type { Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { faultless } from "../support/axe";
import { needs } from "../support/engines";
import { command, expect, root, test } from "../support/shop";

const WORDS = ["sehr zufrieden", "zufrieden", "teils/teils", "unzufrieden", "keine Angabe"];
/** Forty answers in German words, on twenty days, of two branches; "keine Angabe" is none. */
const rows = Array.from({ length: 50 }, (_, row) => `T-${100 + row};${String(1 + (row % 20)).padStart(2, "0")}.10.2026 09:30;${row % 2 ? "Lyon" : "Nizza"};${WORDS[row % 5]};${row % 11}`);
const BRANCHES = `Ticket;Eingegangen;Filiale;Zufriedenheit;Weiterempfehlung\n${rows.join("\n")}\n`;

const csv = (name: string, text = BRANCHES) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const files = (page: Page) => page.locator("input[type=file]");
const form = (page: Page) => page.getByRole("dialog", { name: /^Columns of / });
const readAs = (page: Page, column: string) => form(page).locator(".row", { has: page.getByRole("heading", { name: column, exact: true }) }).getByLabel("Read as");
const base = (page: Page, instrument: string) => page.locator(`#headline-${instrument} .base`);

/** Says what the columns of the branches' file are. */
async function say(page: Page): Promise<void> {
  await readAs(page, "Ticket").selectOption("response_id");
  await readAs(page, "Zufriedenheit").selectOption({ label: "CSAT" });
  await readAs(page, "Weiterempfehlung").selectOption("is:ltr11");
  for (const [at, word] of ["sehr zufrieden", "zufrieden", "teils/teils", "unzufrieden"].entries()) {
    await form(page).getByLabel(`${word} stands for`, { exact: true }).selectOption(String(5 - at));
  }
}

test("an owner says in the page what the columns of an unknown file are, and can put right what she said", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html?lang=en`);
  await files(page).setInputFiles(csv("branches.csv"));
  await expect(page.locator("#problems")).toContainText("no column of this file is known");
  await page.getByRole("button", { name: "Say what they are…" }).click();
  await expect(form(page)).toBeVisible();
  // What is certain stands there already.
  await expect(readAs(page, "Eingegangen")).toHaveValue("submitted_at");
  await expect(form(page).getByLabel("Dates are written")).toHaveValue("day_first");
  await expect(readAs(page, "Filiale")).toHaveValue("ignore");
  await readAs(page, "Filiale").selectOption("context");
  await form(page).getByLabel("Name of the segment").fill("branch");
  await say(page);
  await faultless(page);
  await form(page).getByRole("button", { name: "Read it so" }).click();
  await expect(form(page)).toHaveCount(0);
  await expect(base(page, "csat")).toContainText("n = 40");
  await expect(page.locator("#headline-csat")).toContainText("50.0");
  await expect(base(page, "ltr11")).toContainText("n = 50");

  // What was chosen stands in the form when it is opened again, and can be put right.
  await page.getByRole("button", { name: "Columns…" }).click();
  await expect(readAs(page, "Zufriedenheit")).toHaveValue("is:csat");
  await expect(form(page).getByLabel("sehr zufrieden stands for")).toHaveValue("5");
  await readAs(page, "Weiterempfehlung").selectOption("ignore");
  await form(page).getByRole("button", { name: "Read it so" }).click();
  await expect(base(page, "csat")).toContainText("n = 40");
  await expect(base(page, "ltr11")).toHaveCount(0);
});

test("what she said is saved, and says the same by the command and beside the next file", async ({ page, shop }) => {
  needs("downloads");
  await page.goto(`${shop.url}/madeleine/report.html?lang=en`);
  await files(page).setInputFiles(csv("branches.csv"));
  await page.getByRole("button", { name: "Say what they are…" }).click();
  await say(page);
  const [download] = await Promise.all([page.waitForEvent("download"), form(page).getByRole("button", { name: "Save the mapping" }).click()]);
  expect(download.suggestedFilename()).toBe("branches.mapping.json");
  const saved = readFileSync(await download.path(), "utf8");

  // The command comes to the same by what was saved.
  const folder = mkdtempSync(join(tmpdir(), "mapping-"));
  writeFileSync(join(folder, "branches.csv"), BRANCHES);
  writeFileSync(join(folder, "branches.mapping.json"), saved);
  const { scores } = JSON.parse(execFileSync(command, ["score", "--json", join(folder, "branches.csv"), "--mapping", join(folder, "branches.mapping.json")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  expect(scores.filter(({ option }: { option?: string }) => !option).map(({ instrument, base }: { instrument: string; base: number }) => [instrument, base])).toEqual([["csat", 40], ["ltr11", 50]]);

  // Dropped together with the next export it says the same.
  await page.reload();
  await files(page).setInputFiles([csv("november.csv"), { name: "branches.mapping.json", mimeType: "application/json", buffer: Buffer.from(saved) }]);
  await expect(base(page, "csat")).toContainText("n = 40");
});

test("a link names a mapping, too; what is wrong with one is said, and nothing is counted by it", async ({ page, shop }) => {
  await page.route("**/branches.csv", (route) => route.fulfill({ contentType: "text/csv", body: BRANCHES }));
  let mapping: object = { v: 1, columns: [{ column: "Weiterempfehlung", as: "ltr11" }] };
  await page.route("**/branches.mapping.json", (route) => route.fulfill({ json: mapping }));
  const address = `${shop.url}/madeleine/report.html?src=../branches.csv&mapping=../branches.mapping.json&lang=en`;
  await page.goto(address);
  await expect(base(page, "ltr11")).toContainText("n = 50");
  mapping = { v: 1, columns: [{ column: "Weiterempfehlung", as: "ltr1" }] };
  await page.goto(address);
  await expect(page.getByRole("alert")).toContainText('Did you mean "ltr11"?');
  await expect(page.locator(".headline")).toHaveCount(0);
});

test("two questions on one scale are two items; by the keyboard alone, on a phone", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${shop.url}/madeleine/report.html?lang=en`);
  await files(page).setInputFiles(csv("two.csv", `Room,Breakfast\n${Array.from({ length: 20 }, (_, row) => `${1 + (row % 5)},${1 + (row % 4)}`).join("\n")}\n`));
  await page.getByRole("button", { name: "Say what they are…" }).press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("column-0");
  for (const column of ["Room", "Breakfast"]) await readAs(page, column).selectOption("is:csat");
  await expect(form(page)).toContainText("1 · Very dissatisfied … 5 · Very satisfied");
  expect(await page.evaluate(() => document.querySelector("dialog")!.scrollWidth - document.querySelector("dialog")!.clientWidth)).toBeLessThanOrEqual(0);
  await form(page).getByRole("button", { name: "Read it so" }).press("Enter");
  await expect(base(page, "csat")).toContainText("n = 40");
  // Whoever thinks better of it leaves everything as it is.
  await page.getByRole("button", { name: "Columns…" }).press("Enter");
  await readAs(page, "Room").selectOption("ignore");
  await page.keyboard.press("Escape");
  await expect(form(page)).toHaveCount(0);
  await expect(base(page, "csat")).toContainText("n = 40");
});

test("what another tool is known by can be put right", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html?lang=en`);
  await files(page).setInputFiles(join(root, "tests", "imports", "google-forms", "course.csv"));
  await page.getByRole("button", { name: "Columns…" }).click();
  await expect(form(page)).toBeVisible();
  await form(page).getByRole("button", { name: "Cancel" }).click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Columns…");
});

test.describe("what the console says, too", () => {
  test.use({ quiet: false });

  test("a mapping that isn't where a link says it is counts nothing", async ({ page, shop }) => {
    await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&mapping=../nowhere.mapping.json&lang=en`);
    await expect(page.getByRole("alert")).toContainText("There is no “../nowhere.mapping.json” at this address (HTTP 404).");
    await expect(page.locator(".headline")).toHaveCount(0);
  });
});
