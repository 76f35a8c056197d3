// axe at every question of a survey, in the colours of the file that calls for it.
import { faultless } from "../support/axe";
import { expect, order, point, survey, test } from "../support/shop";

export function axeAtEveryQuestion(scheme: "light" | "dark"): void {
  for (const lang of ["en", "fr"]) {
    test(`axe finds nothing at any question, ${scheme}, ${lang}`, async ({ page, shop }) => {
      await order(page, shop, lang);
      expect(await page.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme)).toBe(true);
      await expect(survey(page).locator(".faces")).toBeVisible();
      await faultless(page, "madeleine-survey");
      await point(page, 1).click();
      await expect(survey(page).locator('[data-points="7"]')).toBeVisible();
      await faultless(page, "madeleine-survey");
      await point(page, 1).click();
      await expect(survey(page).locator(".chips")).toBeVisible();
      await faultless(page, "madeleine-survey");
      await survey(page).locator(".chips label").first().click();
      await survey(page).locator(".next").click();
      await expect(survey(page).getByRole("textbox")).toBeVisible();
      await faultless(page, "madeleine-survey");
      await survey(page).locator(".skip").click();
      await expect(survey(page).locator(".thanks")).toBeVisible();
      await faultless(page, "madeleine-survey");
    });
  }
}
