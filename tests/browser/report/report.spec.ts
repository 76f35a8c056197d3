// The report page: files in, numbers out, nothing sent anywhere.
import type { Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/engines";
import { answer, command, expect, order, question, root, test } from "../support/shop";
import { whole } from "./whole";
import { axeAtEveryWidth } from "./widths";

const SAMPLE = join(root, "build", "demo", "sample.ndjson");

const headline = (page: Page, instrument: string) => page.locator(`#headline-${instrument}`);

test("every headline on the page is the command's number, with its interval and base", async ({ page, shop }) => {
  const score = JSON.parse(execFileSync(command, ["score", "--json", SAMPLE], { encoding: "utf8" }));
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&title=Maison+Bellac`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Maison Bellac");
  await expect(headline(page, "csat")).toBeVisible();
  let compared = 0;
  for (const { instrument, option, value, low, high, base, unit } of score.scores) {
    if (option || value === null) continue;
    // On the page "−" is a true minus and digits are grouped; shares have one decimal, nets none.
    const text = (await headline(page, instrument).innerText()).replace(/\u2212/g, "-").replace(/[\s,]/g, "");
    const printed = (number: number) => (unit === "share" ? (number * 100).toFixed(1) : String(Math.round(number)));
    for (const number of [value, low, high]) expect(text).toContain(printed(number));
    expect(text).toContain(`n=${base}`);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(6);
});

test("what goes with a score is the command's numbers, in the picture's table and without a cause", async ({ page, shop }) => {
  const { drivers } = JSON.parse(execFileSync(command, ["score", "--json", SAMPLE], { encoding: "utf8" }));
  const told = drivers.filter(({ shares }: { shares?: number[] }) => shares);
  expect(told.map(({ instrument }: { instrument: string }) => instrument)).toContain("csat");
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&lang=en`);
  for (const { instrument, base, r2, shares, correlations } of told) {
    const card = page.locator(`#panel-${instrument} .card.drivers`);
    // Panels that aren't open are there later, and hidden.
    await expect(card).toHaveCount(1);
    const text = (await card.textContent())!.replace(/\u2212/g, "-").replace(/[\s,]/g, "");
    expect(text).toContain("Associationnotcause");
    expect(text).toContain(`Fromthe${base}people`);
    for (const number of [r2, ...shares]) expect(text).toContain(`${(number * 100).toFixed(1)}%`);
    for (const number of correlations) expect(text).toContain(number.toFixed(2));
  }
  await expect(page.locator("#panel-csat .card.drivers")).toBeVisible();
});

test("what comes in the order of its ids and what doesn't counts once, by its last snapshot, in whichever file it is", async ({ page, shop }) => {
  const csv = (name: string, rows: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(`response_id,seq,csat\n${rows.join("\n")}\n`) });
  const ordered = Array.from({ length: 30 }, (_, row) => `b${10 + row},1,4`);
  await page.goto(`${shop.url}/madeleine/report.html`);
  const files = page.locator("input[type=file]");
  const base = page.locator("#headline-csat .base");
  await files.setInputFiles(csv("first.csv", ordered));
  await expect(base).toContainText("n = 30");
  // Ten that come before those, and a later snapshot of one of those: what was only counted has to be read again.
  await files.setInputFiles(csv("second.csv", [...Array.from({ length: 10 }, (_, row) => `a${10 + row},1,1`), "b10,2,1"]));
  await expect(base).toContainText("n = 40");
  // 29 of 40 are content.
  await expect(page.locator("#headline-csat")).toContainText("72.5");
  await files.setInputFiles(csv("third.csv", ["a19,1,1", "c10,1,4"]));
  await expect(base).toContainText("n = 41");
});

test("an order's answers raise the CSAT base of the live report by one", async ({ page, shop, context }) => {
  const answerOnce = async (customer: Page) => {
    await order(customer, shop);
    await answer(customer, 4);
    await answer(customer, 6);
    await expect(question(customer)).toHaveText("Thank you!");
  };
  await answerOnce(page);
  await expect.poll(() => shop.responses().length).toBe(1);
  const report = await context.newPage();
  await report.goto(`${shop.url}/madeleine/report.html?src=../responses.ndjson&live=1&title=Live`);
  await expect(headline(report, "csat")).toContainText("n = 1");
  await expect(headline(report, "csat")).toContainText("Too few answers");
  await answerOnce(page);
  await expect.poll(() => shop.responses().length).toBe(2);
  await report.bringToFront();
  await expect(headline(report, "csat")).toContainText("n = 2", { timeout: 15_000 });
});

test("files from disk are read; a broken row is counted and listed by its line, and costs no other row", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html`);
  const rows = Array.from({ length: 40 }, (_, i) => `2026-11-0${1 + (i % 9)},${1 + (i % 5)}`);
  rows[6] = "2026-11-03,eleven";
  await page.locator("input[type=file]").setInputFiles({
    name: "export.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`submitted_at,csat\n${rows.join("\n")}\n`),
  });
  await expect(headline(page, "csat")).toContainText("n = 39");
  await page.locator("#problems > summary").click();
  const row = page.locator("#problems tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("8");
  await expect(row).toContainText("export.csv");
  await expect(row).toContainText("csat");
});

test.describe("where a file can't be had", () => {
  test.use({ quiet: false });
  test("the page says which, and how to mend it", async ({ page, shop }) => {
    await page.goto(`${shop.url}/madeleine/report.html?src=../nowhere.ndjson`);
    await expect(page.getByRole("alert")).toContainText("nowhere.ndjson");
    await expect(page.getByRole("alert")).toContainText("404");
  });
});

test("a touchpoint's chip shows that touchpoint alone, and too few answers are said, not shown", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson`);
  await expect(headline(page, "csat")).toContainText("n = 4,192");
  await page.getByRole("button", { name: /^Checkout/ }).click();
  await expect(headline(page, "csat")).toContainText("n = 1,410");
  await page.getByRole("button", { name: /^Store/ }).click();
  await expect(headline(page, "csat")).toContainText("Too few answers");
  await expect(headline(page, "csat").locator(".number")).toHaveText("–");
});

test("each picture has a title, a description and its table", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson`);
  await whole(page);
  const pictures = await page.locator("figure svg").evaluateAll((all) =>
    all.map((svg) => [svg.getAttribute("role"), svg.querySelector("title")?.textContent ?? "", svg.querySelector("desc")?.textContent ?? ""]),
  );
  expect(pictures.length).toBeGreaterThan(6);
  for (const [role, title, description] of pictures) {
    expect(role).toBe("img");
    expect(title).not.toBe("");
    expect(description).not.toBe("");
  }
  expect(await page.locator("figure").count()).toBe(await page.locator("figure details table").count());
});

test("a picture is saved as PNG, as SVG, and its numbers as CSV", async ({ page, shop }) => {
  needs("downloads");
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson`);
  await expect(headline(page, "csat")).toBeVisible();
  const saved = async (form: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Save as ${form}: CSAT by touchpoint` }).click({ force: true })]);
    expect(download.suggestedFilename()).toBe(`CSAT-by-touchpoint.${form.toLowerCase()}`);
    return readFileSync(await download.path());
  };
  expect((await saved("PNG")).subarray(1, 4).toString()).toBe("PNG");
  expect((await saved("SVG")).toString()).toMatch(/^<svg .*<title id="csat-segments-t">CSAT by touchpoint<\/title>/);
  const [columns, home] = (await saved("CSV")).toString().split("\r\n");
  expect(columns).toBe("\ufeffTouchpoint,Value,95\u00a0% interval,Base,Remark,Against the rest");
  expect(home).toMatch(/^Home,83\.4/);
});

test("what is shown stands in the address, and the address leads to it", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&weeks=8`);
  await expect(headline(page, "csat")).toContainText("Last 8 weeks");
  await page.getByRole("button", { name: /^Checkout/ }).click();
  await expect(headline(page, "csat")).toContainText("n = 1,410");
  await page.getByRole("tab", { name: "CES 2.0" }).click();
  await expect.poll(() => page.evaluate(() => location.search)).toContain("touchpoint=checkout&score=ces2");
  await page.reload();
  await expect(page.locator("#panel-ces2")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Checkout/ })).toHaveAttribute("aria-pressed", "true");
  const changes = page.locator("#panel-csat .changes li").first();
  await expect(changes).toContainText(/^Last 8 weeks \(.+\): .+ against .+, in the 8 weeks before \(.+\)\.( Weeks that aren’t shown are left out\.)? That is .+\spoints, 95\s% interval .+\. (No clear|Clear) difference\./);
});

test("what was asked in other words isn't held against what is asked now", async ({ page, shop }) => {
  // The shop's surveys were worded anew on 8 June.
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&weeks=26`);
  const changes = page.locator("#panel-csat .changes li").first();
  await expect(changes).toContainText("The wording changed in between: these can’t be held against each other.");
  await expect(page.locator("#panel-csat")).toContainText("The wording changed in the week of 8 Jun 2026");
  await expect(page.locator(".report")).toContainText("Asked in other words since the week of 8 Jun 2026: Checkout");
});

axeAtEveryWidth("light");
