// What the controls look like: nine sheets, each with every control in one setting, compared with those in tests/browser/looks/pictures.
// After a change that is meant, look at the sheets, then keep them:
//   npx playwright test --config tests/browser/playwright.config.ts --project=chromium pictures --update-snapshots
// What differs from what is kept is left in test-results. The letters are those of DejaVu Sans, which `npm run setup` installs. Only Chromium draws: each engine has its own way with an edge.
import type { Page } from "@playwright/test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "../support/shop";
import { cardOf, CONTROLS, INSTRUMENTS, stand, STATES, type Control, type Setting } from "./controls";
import { difference, sheet, type Picture } from "./sheet";

test.beforeEach(({ browserName }) => test.skip(browserName !== "chromium", "the pictures are Chromium's"));

/** Instruments of which each has a control of a form of its own; a test sees to it that none is missing. */
const DRAWN = ["csat", "ces2", "expectation", "ltr11", "barometer", "nms", "fcr", "contacts", "emotions", "reasons", "open"];
/** For the documentation. */
const SHOWN = ["csat", "ces2", "ltr11", "fcr", "emotions", "expectation", "open", "a face with the keyboard's focus"];

const some = (names: string[]): Record<string, Control> => Object.fromEntries(names.map((name) => [name, CONTROLS[name]]));
/** The share of points that may differ: none does on the same machine. Of a sheet it is twenty, and a mouth is made of forty. */
const MAY_DIFFER = 0.00001;

/** Compares a sheet with the one that is kept, or keeps it where that is asked for. */
async function asKept(page: Page, drawn: Buffer, name: string): Promise<number> {
  const kept = test.info().snapshotPath(name);
  if (/all|changed/.test(test.info().config.updateSnapshots) || !existsSync(kept)) {
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(kept, drawn);
  }
  const { share, picture } = await difference(page, readFileSync(kept), drawn);
  if (share > MAY_DIFFER) {
    writeFileSync(test.info().outputPath(name), drawn);
    writeFileSync(test.info().outputPath(`differs-${name}`), picture);
  }
  return share;
}

/** How wide "Madeleine" is in DejaVu Sans, a thousand pixels high. */
const WIDTH_IN_DEJAVU = 5146;

/** Without the font every letter would differ. */
async function withFont(page: Page): Promise<void> {
  const width = await page.evaluate(() => {
    const pen = new OffscreenCanvas(1, 1).getContext("2d")!;
    pen.font = '1000px "DejaVu Sans"';
    return Math.round(pen.measureText("Madeleine").width);
  });
  expect(width, "DejaVu Sans isn't here: apt-get install fonts-dejavu-core").toBe(WIDTH_IN_DEJAVU);
}

async function draw(page: Page, url: string, controls: Record<string, Control>, setting: Setting, spoil?: () => void): Promise<Buffer> {
  await stand(page, url, controls, setting);
  // Everything is there, also what is fetched a moment later.
  await page.waitForLoadState("networkidle");
  await withFont(page);
  if (spoil) await page.evaluate(spoil);
  const pictures: Picture[] = [];
  for (const [name, { then }] of Object.entries(controls)) {
    await then?.(cardOf(page, name), page);
    // No card looks different because the mouse happens to lie there.
    await page.mouse.move(0, 0);
    pictures.push({ name, png: await cardOf(page, name).screenshot({ animations: "disabled", caret: "hide" }) });
  }
  return sheet(page, pictures, setting.width > 400 ? 4 : 5, setting.scheme === "dark");
}

for (const scheme of ["light", "dark"] as const) {
  for (const lang of ["en", "ar"]) {
    for (const width of [1280, 320]) {
      test(`every control looks as it did: ${scheme}, ${lang}, ${width}`, async ({ page, shop }) => {
        test.setTimeout(180_000);
        const drawn = await draw(page, shop.url, { ...some(DRAWN), ...STATES }, { scheme, lang, width });
        expect(await asKept(page, drawn, `${scheme}-${lang}-${width}.png`)).toBeLessThanOrEqual(MAY_DIFFER);
      });
    }
  }
}

test("every control looks as it did: forced colours", async ({ page, shop }) => {
  test.setTimeout(180_000);
  const drawn = await draw(page, shop.url, { ...some(DRAWN), ...STATES }, { scheme: "dark", lang: "en", width: 1280, forced: true });
  expect(await asKept(page, drawn, "forced-en-1280.png")).toBeLessThanOrEqual(MAY_DIFFER);
});

test("no instrument has a control that isn't drawn", async ({ page, shop }) => {
  await stand(page, shop.url, INSTRUMENTS, { scheme: "light", lang: "en", width: 1280 });
  const forms = (names: string[]) =>
    Promise.all(names.map((name) => cardOf(page, name).locator("[data-points], textarea").evaluate((one) => (one.className.includes("chips") ? "chips" : `${one.tagName} ${one.className} ${one.getAttribute("data-points")}`))));
  expect([...new Set(await forms(Object.keys(INSTRUMENTS)))].sort()).toEqual([...new Set(await forms(DRAWN))].sort());
});

test("the picture in the documentation is what is drawn", async ({ page, shop }) => {
  const drawn = await draw(page, shop.url, some(SHOWN), { scheme: "light", lang: "en", width: 1280 });
  expect(drawn.length).toBeLessThan(150_000);
  expect(await asKept(page, drawn, "controls.png")).toBeLessThanOrEqual(MAY_DIFFER);
});

test.describe("a change is seen", () => {
  const inSheet = (change: string) => `(() => {
    for (const { shadowRoot } of document.querySelectorAll("madeleine-survey")) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(change)});
      shadowRoot.adoptedStyleSheets.push(sheet);
    }
  })()`;
  const CHANGES: Record<string, string> = {
    "a mouth": `for (const { shadowRoot } of document.querySelectorAll("madeleine-survey"))
      for (const path of shadowRoot.querySelectorAll(".faces label:nth-child(4) path:last-child")) path.setAttribute("d", "M8.2 15.2h7.6")`,
    "a pixel of padding": inSheet(".next { padding-inline-end: 21px }"),
    "the roundness of a corner": inSheet(".card { border-radius: 16px }"),
    "another accent": inSheet(".card { --accent: #7a3a10 }"),
    "the weight of a question": inSheet(".question { font-weight: 400 }"),
    "the side of the numbers": inSheet(".scale { direction: rtl }"),
  };
  const setting: Setting = { scheme: "light", lang: "en", width: 1280 };

  for (const [what, change] of Object.entries(CHANGES)) {
    test(what, async ({ page, shop }) => {
      const drawn = await draw(page, shop.url, some(SHOWN), setting, new Function(change) as () => void);
      const { share } = await difference(page, readFileSync(test.info().snapshotPath("controls.png")), drawn);
      expect(share).toBeGreaterThan(MAY_DIFFER);
    });
  }
});
