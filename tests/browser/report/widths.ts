// axe on the report page, on a phone and a desktop, in the colours of the file that calls for it.
import { faultless } from "../support/axe";
import { expect, test } from "../support/shop";
import { whole } from "./whole";

export function axeAtEveryWidth(scheme: "light" | "dark"): void {
  for (const width of [390, 1280]) {
    test(`axe finds nothing, ${scheme}, ${width} px, and nothing is wider than the screen`, { tag: (scheme === "dark") === (width === 390) ? "@once" : [] }, async ({ page, shop }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${shop.url}/madeleine/report.html?src=../sample.ndjson&lang=fr`);
      expect(await page.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme)).toBe(true);
      await expect(page.locator("#headline-csat")).toBeVisible();
      await whole(page);
      await faultless(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}
