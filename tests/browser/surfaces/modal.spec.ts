// A survey beside the page's own modal dialogs, and beside its focus: seen, reachable, in nobody's way.
import type { Page } from "@playwright/test";
import { answer, expect, point, question, survey, test, type Shop } from "../support/shop";

/** The shop's first page with a dialog and a button that opens it. */
async function withDialog(page: Page, shop: Shop): Promise<void> {
  await page.goto(`${shop.url}/index.html`);
  await page.waitForFunction(() => (window as any).madeleine.here);
  await page.evaluate(() => {
    const make = <T extends keyof HTMLElementTagNameMap>(tag: T, id: string, text: string) =>
      Object.assign(document.createElement(tag), { id, textContent: text });
    const opener = make("button", "opener", "Open");
    const dialog = document.createElement("dialog");
    dialog.id = "theirs";
    const inside = make("button", "inside", "Count");
    const shut = make("button", "shut", "Shut");
    dialog.append(inside, shut);
    document.querySelector("main")!.prepend(opener, dialog);
    opener.onclick = () => dialog.showModal();
    inside.onclick = () => (inside.textContent = "Counted");
    shut.onclick = () => dialog.close();
    // As pages do that have no light dismissal yet: a tap beside the dialog closes it.
    dialog.addEventListener("click", ({ clientX, clientY, detail }) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      if (detail && (clientX < left || clientX > right || clientY < top || clientY > bottom)) dialog.close();
    });
  });
}

const ask = (page: Page) => page.evaluate(() => (window as any).madeleine("event", "order_confirmed"));
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);
const parent = (page: Page) => survey(page).evaluate((element) => element.parentElement!.localName);

test("a survey that is called for while a modal dialog is open waits until it is closed", async ({ page, shop }) => {
  await withDialog(page, shop);
  await page.locator("#opener").click();
  await ask(page);
  await page.waitForTimeout(2500);
  await expect(survey(page)).toHaveCount(0);
  expect(await focused(page)).toBe("inside");
  await page.locator("#inside").click();
  await expect(page.locator("#inside")).toHaveText("Counted");
  await page.locator("#shut").click();
  await expect(question(page)).toBeVisible();
  expect(await focused(page)).toBe("opener");
  await answer(page, 4);
  await answer(page, 6);
  await expect.poll(() => shop.responses().length).toBe(1);
});

test("a modal dialog that opens over a survey takes it in: both are seen and tapped, and it comes back out", async ({ page, shop }) => {
  await withDialog(page, shop);
  await ask(page);
  await expect(question(page)).toBeVisible();
  // What keeps it within reach is fetched once the question stands there.
  await page.waitForTimeout(800);
  await page.locator("#opener").click();
  await expect.poll(() => parent(page)).toBe("dialog");
  expect(await focused(page)).toBe("inside");
  await page.locator("#inside").click();
  await expect(page.locator("#inside")).toHaveText("Counted");
  await answer(page, 4);
  await expect(page.locator("#theirs")).toHaveAttribute("open");
  await page.locator("#shut").click();
  await expect.poll(() => parent(page)).toBe("body");
  await expect(question(page)).toBeVisible();
  expect(await focused(page)).toBe("opener");
  await answer(page, 6);
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ state: "completed", answers: { csat: 4, ces: 6 } });
});

test("inside a modal dialog it is answered by keyboard; Escape closes the survey first, then the dialog", async ({ page, shop }) => {
  await withDialog(page, shop);
  await ask(page);
  await expect(question(page)).toBeVisible();
  await page.waitForTimeout(800);
  await page.locator("#opener").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => parent(page)).toBe("dialog");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("shut");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("madeleine-survey");
  // Past the list of languages and the button to close.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(question(page)).toContainText("easy");
  await page.keyboard.press("Escape");
  await expect(survey(page)).toHaveCount(0);
  await expect(page.locator("#theirs")).toHaveAttribute("open");
  expect(await focused(page)).toBe("shut");
  await page.keyboard.press("Escape");
  await expect(page.locator("#theirs")).not.toHaveAttribute("open");
});

test("a dialog that is taken out of the page leaves the survey behind, as it was", async ({ page, shop }) => {
  await withDialog(page, shop);
  await ask(page);
  await answer(page, 2);
  await page.waitForTimeout(500);
  await page.locator("#opener").click();
  await expect.poll(() => parent(page)).toBe("dialog");
  await page.evaluate(() => document.querySelector("#theirs")!.remove());
  await expect.poll(() => parent(page)).toBe("body");
  await expect(question(page)).toContainText("easy");
  await answer(page, 6);
});

test("a modal dialog in somebody's shadow root takes it in, too", async ({ page, shop }) => {
  await withDialog(page, shop);
  await page.evaluate(() => {
    const root = document.querySelector("main")!.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
    root.append(document.querySelector("#theirs")!);
    const opener = Object.assign(document.createElement("button"), { id: "within", textContent: "Open within" });
    opener.onclick = () => root.querySelector("dialog")!.showModal();
    root.append(opener);
  });
  await ask(page);
  await expect(question(page)).toBeVisible();
  await page.waitForTimeout(800);
  await page.locator("#within").click();
  await expect.poll(() => parent(page)).toBe("dialog");
  await answer(page, 4);
  await page.locator("#shut").click();
  await expect.poll(() => parent(page)).toBe("body");
  await answer(page, 6);
});

test("the focus goes back to where it was when the survey leaves, and stays where it is if it was elsewhere", async ({ page, shop }) => {
  await withDialog(page, shop);
  await ask(page);
  await expect(question(page)).toBeVisible();
  await page.waitForTimeout(800);
  await page.locator("#opener").focus();
  await survey(page).getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Enter");
  await expect(survey(page)).toHaveCount(0);
  expect(await focused(page)).toBe("opener");

  await page.reload();
  await withDialog(page, shop);
  await ask(page);
  await point(page, 4).waitFor();
  await page.waitForTimeout(800);
  await page.locator("#opener").focus();
  await page.evaluate(() => (window as any).madeleine("close"));
  await expect(survey(page)).toHaveCount(0);
  expect(await focused(page)).toBe("opener");
});

test("who closes after an answer: it is sent at once", async ({ page, shop }) => {
  await withDialog(page, shop);
  await ask(page);
  await answer(page, 4);
  await survey(page).getByRole("button", { name: "Close" }).click();
  await expect.poll(() => shop.responses().map(({ state }) => state)).toEqual(["dismissed"]);
});
