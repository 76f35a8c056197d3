// The report in one file, as the command writes it: it opens from disk with the network off, and says what the page says.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { faultless } from "../support/axe";
import { needs } from "../support/engines";
import { command, expect, root, test as base } from "../support/shop";
import { whole } from "./whole";

const SAMPLE = join(root, "build", "demo", "sample.ndjson");

const test = base.extend<{ written: (...args: string[]) => string }>({
  written: async ({}, use) => {
    needs("files");
    const folder = mkdtempSync(join(tmpdir(), "madeleine-report-"));
    await use((...args) => {
      const path = join(folder, "report.html");
      execFileSync(command, ["report", SAMPLE, "-o", path, ...args]);
      return pathToFileURL(path).href;
    });
    rmSync(folder, { recursive: true });
  },
});

for (const width of [320, 1280]) {
  test(`opens from disk without a network and asks nobody for anything, ${width} px`, async ({ page, context, written }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setViewportSize({ width, height: 900 });
    await context.setOffline(true);
    const address = written("--title", "Maison Bellac");
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Maison Bellac");
    await expect(page.locator("#headline-csat .number")).toBeVisible();
    await expect(page.locator(width < 700 ? ".narrow svg" : ".wide svg").first()).toBeVisible();
    await page.locator("#trend-csat-table > summary").click();
    await expect(page.locator("#trend-csat-table table")).toBeVisible();
    await faultless(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    // Not every engine counts the file itself.
    expect(asked.filter((each) => each !== address)).toEqual([]);
  });
}

test("says what the page says", async ({ page, shop, written }) => {
  const said = async () => page.locator(".headline, .sentence, .changes, figcaption, .numbers dl, .themes, .quotes li, .care, .who").evaluateAll((all) => all.map((each) => each.textContent));
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson`);
  await whole(page);
  const onThePage = await said();
  await page.goto(written("--quotes", "5"));
  expect(onThePage.length).toBeGreaterThan(30);
  expect(await said()).toEqual(onThePage);
});

test("the page saves the same, without the counts and without quotes", async ({ page, shop, written }) => {
  needs("downloads");
  await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&lang=fr&title=Maison%20Bellac`);
  await expect(page.locator("#headline-csat")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Enregistrer en HTML" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("Maison-Bellac.html");
  const file = readFileSync(await saved.path(), "utf8");
  const body = (html: string) => html.slice(html.indexOf("<body"));
  const command = readFileSync(new URL(written("--title", "Maison Bellac", "--lang", "fr")), "utf8");
  expect(body(file)).toBe(body(command).replace(/<script type="application\/gzip".*<\/script>\n/, ""));
  // Its own policy lets its style sheet through, and nothing else is in it.
  await page.route("**/saved", (route) => route.fulfill({ contentType: "text/html", body: file }));
  await page.goto(`${shop.url}/saved`);
  await expect(page.locator(".headline").first()).toHaveCSS("border-top-style", "solid");
  expect(file).not.toContain("<script");
});

test("every headline is the command's number", async ({ page, written }) => {
  const { scores } = JSON.parse(execFileSync(command, ["score", "--json", SAMPLE], { encoding: "utf8" }));
  await page.goto(written());
  let compared = 0;
  for (const { instrument, option, value, low, high, base: answers, unit } of scores) {
    if (option || value === null) continue;
    const text = (await page.locator(`#headline-${instrument}`).innerText()).replace(/\u2212/g, "-").replace(/[\s,]/g, "");
    const printed = (number: number) => (unit === "share" ? (number * 100).toFixed(1) : String(Math.round(number)));
    for (const number of [value, low, high]) expect(text).toContain(printed(number));
    expect(text).toContain(`n=${answers}`);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(6);
});
