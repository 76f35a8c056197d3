// <madeleine-report>: parts of the report in a page of the owner's, under the strict policy.
import { faultless } from "../support/axe";
import { expect, test } from "../support/shop";

test("parts stand where their elements stand, and say what the report says", async ({ page, shop }) => {
  await page.goto(`${shop.url}/board/report.html`);
  const [heads, trend, segments] = [0, 1, 2].map((at) => page.locator("madeleine-report").nth(at));
  await expect(heads.locator(".headline")).toHaveCount(6);
  await expect(heads.locator("#headline-csat")).toContainText("n = 4,192");
  await expect(heads.locator("a")).toHaveCount(0);
  await expect(trend.locator("section")).toHaveCount(1);
  await expect(trend.locator("svg")).toHaveAttribute("role", "img");
  await expect(segments.getByRole("heading")).toHaveText("CSAT by touchpoint");
  await faultless(page, "madeleine-report");
  await page.setViewportSize({ width: 320, height: 800 });
  await expect(segments.locator("svg")).toHaveAttribute("width", "320");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("one read serves all elements of a file; an attribute that changes is followed", async ({ page, shop }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${shop.url}/board/report.html`);
  const heads = page.locator("madeleine-report").first();
  await expect(heads.locator(".headline").first()).toBeVisible();
  expect(asked.filter((path) => path === "/sample.ndjson")).toHaveLength(1);
  await heads.evaluate((element) => element.removeAttribute("part"));
  await expect(heads.getByRole("tab")).toHaveCount(6);
  await heads.getByRole("tab", { name: "CES 2.0" }).click();
  await expect(heads.locator("#panel-ces2")).toBeVisible();
  await expect(heads.locator("#panel-csat")).toBeHidden();
  await heads.evaluate((element) => element.setAttribute("part", "csat tremd"));
  await expect(heads.getByRole("alert")).toContainText("there is no part called “tremd”");
  await heads.evaluate((element) => element.setAttribute("part", "care"));
  await heads.evaluate((element) => element.setAttribute("lang", "fr"));
  await expect(heads.getByRole("heading")).toHaveText("À lire avec prudence");
});
