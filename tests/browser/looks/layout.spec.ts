// How scales are laid out is said in the definition, drawn so, and kept with the answer: beside each other or below, from which end, and
// whether numbers run as the language does. Options in an order of chance are drawn in the order that is kept.
import type { Page } from "@playwright/test";
import { definitionOf } from "./controls";
import { expect, question, survey, test, type Shop } from "../support/shop";

interface Layout {
  orientation: "row" | "column";
  order: "low_first" | "high_first";
  direction: "page" | "ltr";
}

async function stand(page: Page, shop: Shop, items: object[], lang: string, layout?: Partial<Layout>): Promise<void> {
  const definition = { ...definitionOf({ items, layout }, lang), deliver: [{ to: "/feedback" }] };
  await page.route("**/layout.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(definition) }));
  const html = `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>Layout</title>
<script type="module" src="madeleine/madeleine.js" async></script></head><body><madeleine-survey src="layout.survey.json"></madeleine-survey></body></html>`;
  await page.route("**/layout.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${shop.url}/layout.html`);
  await expect(question(page)).toBeVisible();
}

/** The codes of a scale in the order in which the eye meets them: from the left, or from above. */
const seen = (page: Page, orientation: Layout["orientation"]): Promise<number[]> =>
  survey(page)
    .locator("label")
    .evaluateAll(
      (all, side) => {
        const places = all.map((one) => ({ code: Number(one.querySelector("input")!.value), at: one.getBoundingClientRect()[side] }));
        return places.sort((a, b) => a.at - b.at).map(({ code }) => code);
      },
      orientation === "row" ? ("left" as const) : ("top" as const),
    );

/** The words at the ends of a row, from the left. */
const ends = (page: Page): Promise<string[]> =>
  survey(page)
    .locator(".ends span:first-child, .ends span:last-child")
    .evaluateAll((all) => all.sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left).map(({ textContent }) => textContent!));

const LAYOUTS: Layout[] = (["row", "column"] as const).flatMap((orientation) =>
  (["low_first", "high_first"] as const).flatMap((order) => (["page", "ltr"] as const).map((direction) => ({ orientation, order, direction }))),
);
const UP = Array.from({ length: 11 }, (_, code) => code);
const LOW: Record<string, string> = { en: "Not at all likely", ar: "غير محتمل على الإطلاق" };

for (const lang of ["en", "ar"]) {
  for (const layout of LAYOUTS) {
    const { orientation, order, direction } = layout;
    test(`${lang}: ${orientation}, ${order}, ${direction}: drawn and kept`, { tag: lang === "en" ? "@once" : [] }, async ({ page, shop }) => {
      await stand(page, shop, [{ id: "asked", instrument: "ltr11" }, { id: "face", instrument: "csat" }], lang, layout);
      // From the left the lowest stands first, unless one of order and direction turns it round; both turn it back.
      const fromRight = orientation === "row" && lang === "ar" && direction === "page";
      const up = (order === "low_first") !== fromRight;
      expect(await seen(page, orientation)).toEqual(up ? UP : UP.toReversed());
      if (orientation === "row") expect((await ends(page)).indexOf(LOW[lang])).toBe(up ? 0 : 1);
      // What is read and tabbed through has the order that is asked for.
      expect(await survey(page).locator("input").evaluateAll((all) => all.map((one) => Number((one as HTMLInputElement).value)))).toEqual(order === "low_first" ? UP : UP.toReversed());
      await survey(page).locator('label:has([value="9"])').click();
      await expect(survey(page).locator("label svg")).toHaveCount(5);
      const five = [1, 2, 3, 4, 5];
      expect(await seen(page, orientation)).toEqual(up ? five : five.toReversed());
      await survey(page).locator('label:has([value="5"])').click();
      const kept = { orientation, order, direction: lang === "ar" && direction === "page" ? "rtl" : "ltr" };
      await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", answers: { asked: 9, face: 5 }, layout: kept });
    });
  }
}

test("without a word on it: a row, the lowest first, as the language is read; and that is kept, too", async ({ page, shop }) => {
  await stand(page, shop, [{ id: "asked", instrument: "ltr11" }], "ar");
  expect(await seen(page, "row")).toEqual(UP.toReversed());
  await survey(page).locator('label:has([value="0"])').click();
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ answers: { asked: 0 }, layout: { orientation: "row", order: "low_first", direction: "rtl" } });
});

test("options stand as they are kept where chance orders them, and as they are written where it doesn't", async ({ page, shop }) => {
  const options = ["fees", "delivery", "payment", "account", "form"].map((reason) => `reason.checkout.${reason}`).concat("reason.other");
  const text = async () => survey(page).locator("label").allInnerTexts();
  await stand(page, shop, [{ id: "asked", instrument: "reasons", options, shuffle: false }], "en");
  const written = await text();
  await survey(page).locator("label").first().click();
  await survey(page).locator(".next").click();
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", answers: { asked: [options[0]] } });
  expect(shop.responses().at(-1)!.orders).toBeUndefined();
  const keyOf = (words: string) => options[written.indexOf(words)];
  const orders = new Set<string>();
  for (let i = 0; i < 4; i++) {
    await stand(page, shop, [{ id: "asked", instrument: "reasons", options, shuffle: true }], "en");
    const drawn = (await text()).map(keyOf);
    await survey(page).locator("label").nth(i).click();
    await survey(page).locator(".next").click();
    await expect.poll(() => new Set(shop.responses().filter(({ state }) => state === "completed").map(({ response_id }) => response_id)).size).toBe(i + 2);
    const { orders: kept, answers } = shop.responses().at(-1)! as any;
    expect(kept.asked).toEqual(drawn);
    expect(drawn.at(-1)).toBe("reason.other");
    expect(answers.asked).toEqual([drawn[i]]);
    orders.add(drawn.join());
  }
  expect(orders.size).toBeGreaterThan(1);
});
