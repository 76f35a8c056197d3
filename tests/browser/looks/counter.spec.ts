// How much may still be written: nothing while there is room, a number from four fifths on, spoken near the end and in a pause only.
import { expect, survey, test } from "../support/shop";
import { cardOf, CONTROLS, stand, type Control } from "./controls";

const LIMIT = 200;
const OPEN: Record<string, Control> = { open: { items: [{ id: "asked", instrument: "open", max_chars: LIMIT }] } };

for (const [lang, says] of Object.entries({ en: "Characters left: ", ar: "عدد الأحرف المتبقية: " })) {
  test(`what is left is seen, then heard, ${lang}`, async ({ page, shop }) => {
    await stand(page, shop.url, OPEN, { lang, width: 1280 });
    const box = survey(page).getByRole("textbox");
    const counter = survey(page).locator(".left");
    const heard = survey(page).getByRole("status");
    await page.waitForLoadState("networkidle");
    await box.fill("a".repeat(LIMIT * 0.79));
    await expect(counter).toHaveCount(0);
    await box.press("End");
    await box.pressSequentially("bc");
    await expect(counter).toHaveText(`${says}${LIMIT * 0.2}`);
    await page.waitForTimeout(1_300);
    // Seen, and not yet spoken.
    await expect(heard).not.toContainText(says.trim());
    await box.fill("a".repeat(LIMIT - 6));
    await expect(counter).toHaveText(`${says}6`);
    await expect(heard).toHaveText(`${says}6`);
    // No more than may be: the browser sees to it.
    await box.press("End");
    await box.pressSequentially("0123456789");
    await expect(box).toHaveValue(`${"a".repeat(LIMIT - 6)}012345`);
    await expect(counter).toHaveText(`${says}0`);
    await expect(counter).toHaveCount(1);
    // And it goes when there is room again.
    await box.fill("a");
    await expect(counter).toHaveCount(0);
    expect(await cardOf(page, "open").locator("textarea").getAttribute("aria-describedby")).toBe("note");
  });
}
