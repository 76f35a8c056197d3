// axe at every question of a survey, in the colours of the file that calls for it. In the dark it looks at the colours, in one language:
// names, roles and order are those of the light.
import { faultless, type Rules } from "../support/axe";
import { cardOf, CONTROLS, stand } from "../looks/controls";
import { expect, order, point, survey, test } from "../support/shop";

const RULES: Record<"light" | "dark", Rules> = { light: "all", dark: "colours" };

export function axeAtEveryQuestion(scheme: "light" | "dark"): void {
  for (const lang of scheme === "light" ? ["en", "fr"] : ["en"]) {
    test(`axe finds nothing at any question, ${scheme}, ${lang}`, { tag: lang === "fr" ? "@once" : [] }, async ({ page, shop }) => {
      await order(page, shop, lang);
      expect(await page.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme)).toBe(true);
      await expect(survey(page).locator(".faces")).toBeVisible();
      await faultless(page, "madeleine-survey", RULES[scheme]);
      await point(page, 1).click();
      await expect(survey(page).locator('[data-points="7"]')).toBeVisible();
      await faultless(page, "madeleine-survey", RULES[scheme]);
      await point(page, 1).click();
      await expect(survey(page).locator(".chips")).toBeVisible();
      await faultless(page, "madeleine-survey", RULES[scheme]);
      await survey(page).locator(".chips label").first().click();
      await survey(page).locator(".next").click();
      await expect(survey(page).getByRole("textbox")).toBeVisible();
      await faultless(page, "madeleine-survey", RULES[scheme]);
      await survey(page).locator(".skip").click();
      await expect(survey(page).locator(".thanks")).toBeVisible();
      await faultless(page, "madeleine-survey", RULES[scheme]);
    });
  }
}

/** axe at every form of control, in every state that a picture shows: one at a time, or a page would have many regions of one name. */
export function axeAtEveryControl(scheme: "light" | "dark"): void {
  const names = Object.keys(CONTROLS);
  for (const lang of scheme === "light" ? ["en", "ar"] : ["en"]) {
    for (const [part, some] of [names.slice(0, names.length / 2), names.slice(names.length / 2)].entries()) {
      test(`axe finds nothing at any control, ${scheme}, ${lang}, part ${part + 1}`, { tag: lang === "ar" || scheme === "dark" ? "@once" : [] }, async ({ page, shop }) => {
        test.setTimeout(180_000);
        await stand(page, shop.url, Object.fromEntries(some.map((name) => [name, CONTROLS[name]])), { lang, width: 1280 }, "<style>.cell[hidden] { display: none }</style>");
        expect(await page.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, scheme)).toBe(true);
        const only = (shown: string) =>
          page.locator(".cell").evaluateAll((all, shown) => all.forEach((cell) => ((cell as HTMLElement).hidden = cell.querySelector("madeleine-survey")?.getAttribute("title") !== shown)), shown);
        for (const name of some) {
          await only(name);
          await CONTROLS[name].then?.(cardOf(page, name), page);
          await test.step(name, () => faultless(page, "madeleine-survey", RULES[scheme]));
        }
      });
    }
  }
}
