// The first numbers stand there before the rest, and everything is asked for as soon as it is known that it will be.
import { expect, test } from "../support/shop";
import { whole } from "./whole";

const REPORT = "/madeleine/report.html?src=../sample.ndjson";

test("nothing is fetched twice", async ({ page, shop }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${shop.url}${REPORT}`);
  await whole(page);
  expect(asked.some((url) => url.endsWith("/sample.ndjson")) || asked.some((url) => url.endsWith("report-begin.js"))).toBe(true);
  expect(asked.filter((url, at) => asked.indexOf(url) !== at)).toEqual([]);
});

test("responses are asked for while the modules are on their way", async ({ page, shop }) => {
  let tell = () => {};
  const asked = new Promise<void>((done) => (tell = done));
  page.on("request", (request) => request.url().endsWith("/sample.ndjson") && tell());
  // Not every engine lets requests of a worker be held.
  await page.route("**/*.wasm", async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(`${shop.url}${REPORT}`);
  await expect(page.locator("#headline-csat")).toContainText("n = 4,192");
});

test("a score that isn't drawn yet is drawn when it is chosen, and all of them are for paper", async ({ page, shop }) => {
  // Timers stand still: nothing comes by itself after the headlines.
  await page.addInitScript(() => {
    window.setTimeout = (() => 0) as unknown as typeof window.setTimeout;
  });
  await page.goto(`${shop.url}${REPORT}`);
  await expect(page.locator("#headline-csat")).toBeVisible();
  await expect(page.locator(".panel")).toHaveCount(0);
  await page.getByRole("tab", { name: "CES 2.0" }).click();
  await expect(page.locator("#panel-ces2")).toBeVisible();
  await expect(page.locator(".panel")).toHaveCount(1);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".panel")).toHaveCount(await page.getByRole("tab", { includeHidden: true }).count());
  for (const panel of await page.locator(".panel").all()) await expect(panel).toBeVisible();
});
