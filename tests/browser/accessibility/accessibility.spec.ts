// Everybody can answer: axe finds nothing, the keyboard reaches everything, a screen reader hears names, small screens hold it.
import type { Page } from "@playwright/test";
import { cardOf, INSTRUMENTS, stand } from "../looks/controls";
import { answer, expect, order, question, survey, test } from "../support/shop";
import { axeAtEveryControl, axeAtEveryQuestion } from "./questions";

axeAtEveryQuestion("light");
axeAtEveryControl("light");

test("the keyboard alone answers: arrows choose, Enter answers, nothing is answered by passing", async ({ page, shop }) => {
  await order(page, shop);
  await expect(question(page)).toBeVisible();
  await expect(survey(page).getByRole("combobox", { name: "Language" })).toBeVisible();
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  expect(await focused()).not.toBe("MADELEINE-SURVEY");
  for (let i = 0; i < 40 && (await focused()) !== "MADELEINE-SURVEY"; i++) await page.keyboard.press("Tab");
  // The list of languages and Close come first in reading order, then the scale as one stop.
  await expect(survey(page).getByRole("combobox", { name: "Language" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(survey(page).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(survey(page).getByRole("radio", { name: "Very dissatisfied" })).toBeFocused();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await expect(survey(page).getByRole("radio", { name: "Satisfied", exact: true })).toBeChecked();
  await page.waitForTimeout(400);
  await expect(question(page)).toContainText("satisfied or dissatisfied");
  await page.keyboard.press("Enter");
  await expect(question(page)).toContainText("made it easy");
  // Focus was in the survey, so it is led to the next question; screen readers read it from there.
  await expect(survey(page).locator("legend")).toBeFocused();
  await page.keyboard.press("Tab");
  // Not backwards from the first: WebKit's radios don't go round.
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
  await expect(survey(page).getByRole("radio", { name: "7 Strongly agree" })).toBeChecked();
  await survey(page).getByRole("button", { name: "Send" }).or(survey(page).getByRole("button", { name: "Next" })).focus();
  await page.keyboard.press("Space");
  await expect(question(page)).toHaveText("Thank you!");
  await page.keyboard.press("Escape");
  await expect(survey(page)).toHaveCount(0);
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ answers: { csat: 4, ces: 7 } });
});

test("a screen reader hears a group with its question and every point by name", async ({ page, shop }) => {
  await order(page, shop);
  const group = survey(page).getByRole("group", { name: "Overall, how satisfied or dissatisfied are you with placing your order today?" });
  await expect(group.getByRole("radio")).toHaveCount(5);
  for (const name of ["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"])
    await expect(group.getByRole("radio", { name, exact: true })).not.toBeChecked();
  await expect(survey(page).getByRole("region", { name: "Short survey" })).toBeVisible();
  await expect(survey(page).getByRole("status")).toHaveText("Overall, how satisfied or dissatisfied are you with placing your order today?");
});

/** What can be tapped lies within the screen and is at least 24 px wide and high (WCAG 2.2, 2.5.8). */
async function roomy(page: Page, width: number): Promise<void> {
  const boxes = await survey(page).locator("label, button:visible").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  for (const box of boxes) {
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(width);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

for (const width of [320, 1280]) {
  test(`everything fits ${width} px, with targets of at least 24 px`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 640 });
    await order(page, shop, "fr");
    for (const code of [2, 3]) {
      await roomy(page, width);
      await answer(page, code);
    }
    await roomy(page, width);
  });

  test(`eleven points in one row fit ${width} px, too`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 640 });
    await page.goto(`${shop.url}/three-weeks-later.html`);
    await survey(page).getByRole("radio", { name: "No, nothing in particular" }).click();
    await expect(survey(page).locator('[data-points="11"]')).toBeVisible();
    await roomy(page, width);
  });
}

for (const width of [320, 1280]) {
  test(`targets of every control have 24 px, and 44 px wherever there is room, ${width} px`, async ({ page, shop }) => {
    await stand(page, shop.url, INSTRUMENTS, { lang: "en", width });
    for (const name of Object.keys(INSTRUMENTS)) {
      const boxes = await cardOf(page, name).locator("label, button:visible, textarea").evaluateAll((all) =>
        all.map((one) => ({ width: one.getBoundingClientRect().width, height: one.getBoundingClientRect().height, inRow: one.closest(".scale")?.childElementCount ?? 1 })),
      );
      // 44 px beside each other, and 4 px between, have room for so many on a card of that width.
      const room = Math.floor(((await cardOf(page, name).locator("fieldset").boundingBox())!.width + 4) / 48);
      for (const { width, height, inRow } of boxes) {
        expect([name, height >= 43.9]).toEqual([name, true]);
        expect([name, width >= (inRow > room ? 24 : 43.9)]).toEqual([name, true]);
      }
    }
  });
}
