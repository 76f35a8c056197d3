// Another language is one choice away, and nothing that was chosen or written is lost on the way.
import type { Page } from "@playwright/test";
import { faultless } from "../support/axe";
import { answer, expect, order, point, question, survey, test } from "../support/shop";

const list = (page: Page) => survey(page).getByRole("combobox");

test("the list names each language by itself, and the survey goes on in the one that is chosen", async ({ page, shop }) => {
  await order(page, shop);
  await expect(list(page)).toHaveAccessibleName("Language");
  await expect(list(page).locator("option")).toHaveText(["English", "français"]);
  await answer(page, 2);
  await list(page).selectOption("fr");
  await expect(question(page)).toContainText("facile");
  await expect(survey(page).locator(".card")).toHaveAttribute("lang", "fr");
  await expect(list(page)).toBeFocused();
  await expect(list(page)).toHaveAccessibleName("Langue");
  // It can be gone back in that language, and the answer is still there.
  await survey(page).getByRole("button", { name: "Retour" }).click();
  await expect(point(page, 2).locator("input")).toBeChecked();
  await point(page, 2).click();
  await answer(page, 7);
  await survey(page).getByRole("button", { name: "Fermer" }).click();
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ locale: "fr", answers: { csat: 2, ces: 7 } });
});

test("what was written is carried over", async ({ page, shop }) => {
  await order(page, shop);
  await answer(page, 1);
  await answer(page, 1);
  await survey(page).getByRole("checkbox").first().check();
  await expect(list(page)).toBeVisible();
  await list(page).selectOption("fr");
  await expect(survey(page).getByRole("checkbox").first()).toBeChecked();
  await survey(page).getByRole("button", { name: "Suivant" }).click();
  await survey(page).getByRole("textbox").fill("the fee");
  await list(page).selectOption("en");
  await expect(survey(page).getByRole("textbox")).toHaveValue("the fee");
  await survey(page).getByRole("button", { name: "Send" }).click();
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", locale: "en", answers: { csat: 1, ces: 1, comment: "the fee" } });
});

test.describe("a network that has gone", () => {
  // The browser says that it couldn't fetch, and so do we.
  test.use({ quiet: false });
  test("leaves the survey in the language that is there", async ({ page, shop, context }) => {
    await order(page, shop);
    await expect(list(page)).toBeVisible();
    await context.setOffline(true);
    await list(page).selectOption("fr");
    await expect(list(page)).toHaveValue("en");
    await expect(question(page)).toContainText("satisfied");
    await context.setOffline(false);
    await list(page).selectOption("fr");
    await expect(question(page)).toContainText("satisfait");
  });
});

test("on a phone the list is large enough to tap, and axe finds nothing", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await order(page, shop, "fr");
  await expect(list(page)).toBeVisible();
  const { width, height } = (await list(page).boundingBox())!;
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  await faultless(page, "madeleine-survey");
});
