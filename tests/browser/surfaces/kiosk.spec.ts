// The kiosk: a tablet that stands in a shop. It starts anew by itself, keeps and counts what was answered, and is locked.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { lacking } from "../support/engines";
import { expect, point, question, survey, test, type Shop } from "../support/shop";

// A tablet; WebKitGTK can't pretend that there is a touch screen.
test.use({ viewport: { width: 1024, height: 768 }, hasTouch: ({ browserName }, use) => use(browserName !== "webkit") });

const CSAT = "Overall, how satisfied or dissatisfied are you with your visit today?";
const owner = (page: Page) => page.locator("dialog.owner");

async function visit(page: Page, shop: Shop, more = "&idle=5#code=1234"): Promise<void> {
  await page.goto(`${shop.url}/madeleine/kiosk.html?survey=../store.survey.json&lang=en${more}`);
  await expect(question(page)).toHaveText(CSAT);
}

async function holdCorner(page: Page, ms: number): Promise<void> {
  const { width } = page.viewportSize()!;
  await page.mouse.move(width - 30, 30);
  await page.mouse.down();
  await page.waitForTimeout(ms);
  await page.mouse.up();
}

async function unlock(page: Page, code = "1234"): Promise<void> {
  await holdCorner(page, 3200);
  await owner(page).getByLabel("Code").fill(code);
  await owner(page).getByRole("button", { name: "Open" }).click();
}

const row = (page: Page, label: string) => owner(page).getByRole("row", { name: label });

test("one tap answers, the thanks stay three seconds, and the next person finds the first question", async ({ page, shop }) => {
  await visit(page, shop);
  await point(page, 5).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().length).toBe(1);
  expect(shop.responses()[0]).toMatchObject({ survey: "store", surface: "kiosk", state: "completed", answers: { csat: 5 } });
  await page.waitForTimeout(1500);
  await expect(question(page)).toHaveText("Thank you!");
  await expect(question(page)).toHaveText(CSAT);
  await expect(survey(page).locator("input:checked")).toHaveCount(0);
  await point(page, 4).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => new Set(shop.responses().map(({ response_id }) => response_id)).size).toBe(2);
});

test("whoever walks away half-way leaves the screen to the next, and her answer is kept", async ({ page, shop }) => {
  await visit(page, shop);
  await point(page, 1).click();
  await expect(question(page)).toHaveText("What should we fix first?");
  await page.waitForTimeout(3000);
  await expect(question(page)).toHaveText("What should we fix first?");
  await expect(question(page)).toHaveText(CSAT, { timeout: 4000 });
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "dismissed", answers: { csat: 1 } });
  await unlock(page);
  await expect(row(page, "1 · Very dissatisfied")).toHaveText(/11$/);
});

/** The file that an owner takes home: what the device keeps is what was sent. */
async function exported(page: Page, shop: Shop): Promise<void> {
  const link = owner(page).getByRole("link", { name: "Export" });
  await expect(link).toHaveAttribute("download", /^madeleine-store-\d{4}-\d\d-\d\d\.ndjson$/);
  if (lacking("downloads")) return;
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const lines = readFileSync(await download.path(), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatchObject({ survey: "store", surface: "kiosk", answers: { csat: 5 } });
  for (const line of lines) expect(shop.responses()).toContainEqual(line);
}

test("behind the lock: what was answered, counted today and in all, to export and to erase", async ({ page, shop }) => {
  await visit(page, shop, "#code=1234");
  for (const code of [5, 5, 3]) {
    await point(page, code).click();
    await expect(question(page)).toHaveText("Thank you!");
    await expect(question(page)).toHaveText(CSAT);
  }
  // Yesterday's, as this device would have kept it.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith("madeleine-kiosk store "))!;
    localStorage.setItem("madeleine-kiosk store 2020-01-01", localStorage.getItem(key)!.split("\n")[0] + "\n");
  });
  await page.reload();
  await expect(question(page)).toHaveText(CSAT);

  // A tap on the corner, a wrong code, and no code at all show nothing.
  await holdCorner(page, 800);
  await expect(owner(page)).toHaveCount(0);
  await unlock(page, "4321");
  await expect(owner(page)).toHaveCount(0);

  await unlock(page);
  await expect(owner(page).getByRole("heading")).toHaveText("Answers on this device");
  await expect(row(page, "Responses")).toHaveText(/34$/);
  await expect(row(page, "5 · Very satisfied")).toHaveText(/23$/);
  await expect(row(page, "4 · Satisfied")).toHaveText(/00$/);
  await expect(row(page, "3 · Neither")).toHaveText(/11$/);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);

  await exported(page, shop);

  await owner(page).getByRole("button", { name: "Erase" }).click();
  await expect(owner(page)).toBeVisible();
  await owner(page).getByRole("button", { name: "Tap again to erase all" }).click();
  await expect(owner(page)).toHaveCount(0);
  await unlock(page);
  await expect(row(page, "Responses")).toHaveText(/00$/);
  await expect(owner(page).getByRole("link")).toHaveCount(0);
  await owner(page).getByRole("button", { name: "Back to the survey" }).click();
  await expect(owner(page)).toHaveCount(0);
  await point(page, 4).click();
  await expect(question(page)).toHaveText("Thank you!");
});

test("without a code nothing opens the lock; what an owner leaves open closes by itself", { tag: "@once" }, async ({ page, shop }) => {
  await visit(page, shop, "&idle=5");
  await holdCorner(page, 3300);
  await expect(owner(page)).toHaveCount(0);
  await page.goto("about:blank");
  await visit(page, shop);
  await unlock(page);
  await expect(owner(page).getByRole("heading")).toBeVisible();
  await expect(owner(page)).toHaveCount(0, { timeout: 7000 });
});

test("no menu, no dragging, no zooming by key; nothing leads out; targets are for a hand that passes by", async ({ page, shop }) => {
  await visit(page, shop);
  const refused = await page.evaluate(() => {
    const tried = (event: Event) => !document.querySelector("madeleine-survey")!.dispatchEvent(event);
    const make = { bubbles: true, cancelable: true, composed: true };
    return [
      tried(new MouseEvent("contextmenu", make)),
      tried(new DragEvent("dragstart", make)),
      tried(new WheelEvent("wheel", { ...make, ctrlKey: true })),
      tried(new KeyboardEvent("keydown", { ...make, ctrlKey: true, key: "+" })),
      !tried(new KeyboardEvent("keydown", { ...make, key: "a" })),
      (getComputedStyle(document.documentElement).userSelect ?? getComputedStyle(document.documentElement).webkitUserSelect) === "none",
    ];
  });
  expect(refused).toEqual([true, true, true, true, true, true]);
  expect(await page.locator("a").count()).toBe(0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(question(page)).toHaveText(CSAT);
  const large = async (selector: string) => {
    for (const target of await survey(page).locator(selector).all()) {
      const { width, height } = (await target.boundingBox())!;
      expect(Math.min(width, height), selector).toBeGreaterThanOrEqual(88);
    }
  };
  for (const width of [1024, 768]) {
    await page.setViewportSize({ width, height: 1792 - width });
    await large("label.point");
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  }
  await point(page, 1).click();
  await expect(survey(page).locator(".chips")).toBeVisible();
  await large(".chips label");
  await large("button:not(.close)");
  await survey(page).locator(".chips label").first().click();
  await large(".next");
});

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing, ${scheme}`, async ({ page, shop }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.goto(`${shop.url}/madeleine/kiosk.html?survey=../store.survey.json&lang=ar#code=1`);
    await expect(question(page)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  });
}

test.describe("without a network", () => {
  test.use({ quiet: false });
  test("it begins from what it has put by, and what is answered arrives when the network is back", async ({ page, shop, context, browserName }) => {
    test.skip(browserName !== "chromium", "setOffline reaches a service worker's own fetches in Chromium only");
    await visit(page, shop);
    const isPutBy = () => page.evaluate(async () => Boolean(navigator.serviceWorker.controller && (await caches.match(location.href.split("#")[0]))));
    await expect.poll(isPutBy, { timeout: 15_000 }).toBe(true);
    await context.setOffline(true);
    await page.reload();
    await expect(question(page)).toHaveText(CSAT);
    await point(page, 2).click();
    await expect(question(page)).toHaveText("What should we fix first?");
    await survey(page).locator(".chips label").first().click();
    await survey(page).locator(".next").click();
    await expect(question(page)).toHaveText("Thank you!");
    expect(shop.responses()).toEqual([]);
    await context.setOffline(false);
    await expect.poll(() => shop.responses().length, { timeout: 15_000 }).toBe(1);
    expect(shop.responses()[0]).toMatchObject({ surface: "kiosk", answers: { csat: 2 } });
  });
});

test("where the browser refuses storage it asks and sends all the same", async ({ page, shop }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await visit(page, shop);
  await point(page, 5).click();
  await expect(question(page)).toHaveText("Thank you!");
  await expect.poll(() => shop.responses().length).toBe(1);
  await unlock(page);
  await expect(owner(page).getByRole("status")).toContainText("full");
});
