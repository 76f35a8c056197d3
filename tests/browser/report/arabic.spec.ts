// The report in Arabic: from right to left, with the numbers of the command, and nothing that turns around.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { faultless } from "../support/axe";
import { command, expect, root, test } from "../support/shop";
import { whole } from "./whole";

const SAMPLE = join(root, "build", "demo", "sample.ndjson");
const REPORT = "/madeleine/report.html?src=../sample.ndjson&lang=ar";

/** A text without the marks that keep its parts on their sides. */
const unmarked = (text: string) => text.replace(/[\u200e\u200f]/g, "").replace(/\u2212/g, "-").replace(/[\s,]/g, "");

/** Where the letters of a text lie on the screen, from the left. */
const seen = (page: Page, selector: string) =>
  page.locator(selector).first().evaluate((element) => {
    const letters: [number, string][] = [];
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      for (let at = 0; at < (text.textContent ?? "").length; at++) {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const { left, width } = range.getBoundingClientRect();
        // Marks are seen by nobody; one engine gives them a place.
        if (width && !/[\u200e\u200f]/.test(text.textContent![at]!)) letters.push([left, text.textContent![at]!]);
      }
    }
    return letters.sort(([one], [other]) => one - other).map(([, letter]) => letter).join("");
  });

test("page and command say the same numbers, and a language's words alone are fetched", async ({ page, shop }) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname.split("/").at(-1)!));
  const { scores } = JSON.parse(execFileSync(command, ["score", "--json", SAMPLE], { encoding: "utf8" }));
  await page.goto(`${shop.url}${REPORT}`);
  await whole(page);
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  let compared = 0;
  for (const { instrument, option, value, low, high, base, unit } of scores) {
    if (option || value === null) continue;
    const text = unmarked(await page.locator(`#headline-${instrument}`).innerText());
    const printed = (number: number) => (unit === "share" ? (number * 100).toFixed(1) : String(Math.round(number)));
    for (const number of [value, low, high]) expect(text).toContain(printed(number));
    expect(text).toContain(`ن=${base}`);
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(6);
  const file = execFileSync(command, ["report", SAMPLE, "--lang", "ar"], { encoding: "utf8" });
  expect(file).toContain('<html lang="ar" dir="rtl">');
  const sentence = (await page.locator("#panel-csat .sentence").textContent())!;
  expect(file).toContain(sentence.slice(sentence.indexOf(". ") + 2));
  expect(fetched.filter((name) => /^report-words|reporter.*js$/.test(name)).sort()).toEqual([expect.stringMatching(/^madeleine-reporter(-simd)?\.ar\.js$/), "report-words.ar.js"]);
});

test("signs stay with their numbers, and intervals run from right to left", async ({ page, shop }) => {
  await page.goto(`${shop.url}${REPORT}`);
  await whole(page);
  expect(await seen(page, "#headline-csat .number")).toMatch(/^\d\d\.\d%$/);
  // From the right: from, low, to, high.
  expect(await seen(page, "#headline-csat .whole")).toMatch(/^\d\d\.\d%.*\d\d\.\d[^\d]*$/);
  const [low, high] = ((await page.locator("#headline-csat .whole").textContent()) ?? "").match(/\d\d\.\d/g)!;
  const row = await seen(page, "#headline-csat .whole");
  expect(row.indexOf(high!)).toBeLessThan(row.lastIndexOf(low!));
});

test("names stand on the right, bars grow from there, and time runs from left to right under the arrow keys", async ({ page, shop }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${shop.url}${REPORT}`);
  await whole(page);
  const answers = page.locator("#panel-csat .answers svg");
  const middle = async (selector: string) => answers.locator(selector).first().evaluate((element) => element.getBoundingClientRect()).then(({ left, right }) => [left, right]);
  const [nameLeft] = await middle("text.m-ink");
  const [, barRight] = await middle("rect.m-good-1 >> nth=-1");
  expect(nameLeft).toBeGreaterThan(barRight! - 1);
  const weeks = page.locator("#panel-csat .along");
  await weeks.focus();
  await weeks.press("Home");
  const hand = () => page.locator("#panel-csat .hand").evaluate((element) => element.getBoundingClientRect().left);
  const first = await hand();
  await weeks.press("ArrowRight");
  expect(await hand()).toBeGreaterThan(first);
  // The next tab is on the left.
  const tabs = page.locator(".tabs a");
  await tabs.first().focus();
  await tabs.first().press("ArrowLeft");
  await expect(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
});

for (const width of [320, 1280]) {
  test(`axe finds nothing in Arabic, ${width} px, and nothing is wider than the screen`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${shop.url}${REPORT}`);
    await whole(page);
    await faultless(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
