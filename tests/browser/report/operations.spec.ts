// A file of operations beside the answers: two cards, the command's numbers, and never an answer more.
import type { Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { faultless } from "../support/axe";
import { command, expect, root, test } from "../support/shop";

const DEMO = join(root, "build", "demo");
const [SAMPLE, OPERATIONS] = [join(DEMO, "sample.ndjson"), join(DEMO, "operations.csv")];
const REPORT = "/madeleine/report.html";
const BOTH = `${REPORT}?src=../sample.ndjson&src=../operations.csv`;

interface Row { rate: string; period: string | null; value: number | null; low: number; high: number; base: number }
const rows = (): Row[] => JSON.parse(execFileSync(command, ["score", "--json", SAMPLE, OPERATIONS], { encoding: "utf8" })).operations;

const card = (page: Page, name: string) => page.locator(`.card.${name}`);
const plainly = (text: string | null) => text!.replace(/\u2212/g, "-").replace(/[\s,]/g, "");
const percent = (value: number) => `${(value * 100).toFixed(1)}%`;

/** Every number of both cards is the command's. */
async function agrees(page: Page): Promise<void> {
  await expect(card(page, "operations").locator("svg")).toBeVisible();
  const [operations, closed] = await Promise.all(["operations", "loop"].map(async (name) => plainly(await card(page, name).textContent())));
  let compared = 0;
  for (const { rate, period, value, low, high, base } of rows()) {
    if (value === null) continue;
    const text = ["contacted", "contacted_in_time", "recovered"].includes(rate) ? closed! : operations!;
    expect(text, `${rate} ${period}`).toContain(percent(value));
    expect(text, `${rate} ${period}`).toContain(`${(low * 100).toFixed(1)}to${percent(high)}`);
    if (period === null) expect(text, rate).toContain(`n=${base}`);
    compared++;
  }
  expect(compared).toBeGreaterThan(100);
  expect(operations).toContain("Associationnotcause");
}

test("dropped beside the answers it makes two cards with the command's numbers, and no answer more", async ({ page, shop }) => {
  await page.goto(`${shop.url}${REPORT}?lang=en`);
  await page.locator("input[type=file]").setInputFiles([OPERATIONS, SAMPLE]);
  await agrees(page);
  await expect(page.locator("#headline-csat .base")).toContainText("n = 4,192");
  await expect(page.locator(".card.care")).not.toContainText("operations.csv");
  // Nobody has to say what its columns are.
  await expect(page.getByRole("button", { name: "Columns…" })).toHaveCount(0);
});

test("the address brings it along; a touchpoint has its own, another part of the answers has none", async ({ page, shop }) => {
  await page.goto(`${shop.url}${BOTH}&lang=en`);
  await agrees(page);
  await faultless(page);
  await page.goto(`${shop.url}${BOTH}&lang=en&touchpoint=support`);
  await expect(card(page, "operations").locator("figcaption")).toContainText("From your own systems (Support), over 52 weeks.");
  await page.goto(`${shop.url}${BOTH}&lang=en&touchpoint=checkout`);
  await expect(page.locator(".card.care")).toHaveCount(1);
  await expect(card(page, "operations")).toHaveCount(0);
  await page.goto(`${shop.url}${BOTH}&lang=en&where=device%3Dphone`);
  await expect(page.locator(".card.care")).toContainText("Operations and closed loop aren’t shown");
  await expect(card(page, "loop")).toHaveCount(0);
});

test("its elements stand in any page, as wide as a phone and from right to left", async ({ page, shop }) => {
  await page.goto(`${shop.url}/board/report.html`);
  const element = page.locator("madeleine-report").first();
  await element.evaluate((element) => {
    element.setAttribute("lang", "ar");
    element.setAttribute("src", "../sample.ndjson ../operations.csv");
    element.setAttribute("part", "operations loop");
  });
  await expect(element.getByRole("heading")).toHaveText(["العمليات", "متابعة غير الراضين"]);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect(element.locator(".operations svg")).toHaveAttribute("width", "320");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await faultless(page, "madeleine-report");
});

test("what is wrong with it is said with its line, and the rest counts", async ({ page, shop }) => {
  const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.goto(`${shop.url}${REPORT}?lang=en`);
  await page.locator("input[type=file]").setInputFiles([
    csv("answers.csv", `submitted_at,csat\n${"2026-11-21T10:02Z,5\n".repeat(12)}`),
    csv("desk.csv", "period;offered;missed;ofered\n2026-W47;120;12;\n2026-11;5;1;\n"),
  ]);
  await expect(card(page, "operations")).toContainText("10.0 %");
  const problems = page.locator("#problems");
  await expect(problems).toContainText("desk.csv");
  await expect(problems).toContainText("Did you mean \"offered\"?");
  await expect(problems).toContainText("\"2026-11\" is no week and no day.");
  await expect(page.locator("#headline-csat .base")).toContainText("n = 12");
});
