// A page whose rules would break whatever they reach: of a survey they change no point, neither over the page nor inline.
import type { Page } from "@playwright/test";
import { expect, survey, test } from "../support/shop";
import { cardOf, CONTROLS, stand, type Setting } from "./controls";
import { difference } from "./sheet";

const SETTING: Setting = { scheme: "light", lang: "en", width: 1280 };

/** What real pages do, and what no page should. */
const HOSTILE: Record<string, string> = {
  "rules for everything": `
    * { box-sizing: content-box !important; letter-spacing: .2em !important; line-height: 3 !important; text-transform: uppercase !important; cursor: none !important }
    *::before, *::after { content: "!" !important; display: block !important; height: 30px; background: red }`,
  "rules for elements": `
    button, input, textarea { font: italic 30px cursive !important; padding: 40px !important; background: red !important; appearance: auto !important; opacity: 1 !important }
    label, legend, fieldset { display: block !important; float: left !important; width: 100% !important; font-size: 40px !important; border: 9px solid !important }
    h1, h2, h3, p, span, b, small, section, div { color: #0f0 !important }
    form, svg { display: none !important }`,
  "rules for names": `
    .card, .top, .back, .close, .next, .skip, .scale, .point, .question, .faces, .ends, .foot, .chips { display: none !important; color: red !important }
    [hidden] { display: block !important } [role=status] { position: static !important; opacity: 1 !important }`,
  "rules for the element itself": `
    madeleine-survey { color: red !important; background: red !important; font: 40px cursive !important; opacity: .2 !important; filter: blur(4px) !important; transform: rotate(9deg) !important;
      visibility: hidden !important; padding: 40px !important; margin: 40px !important; border: 9px solid red !important; text-align: center !important; text-indent: 40px !important; word-spacing: 9px !important;
      writing-mode: vertical-rl !important; pointer-events: none !important; clip-path: circle(20px) !important; zoom: 2 !important; width: 90px !important; height: 90px !important; columns: 3 !important;
      overflow: hidden !important; color-scheme: dark !important; animation: none 9s !important; mix-blend-mode: difference !important; max-width: 50px !important; display: flex !important }`,
  "rules for the root": `
    html { font-size: 62.5%; letter-spacing: 3px; -webkit-text-size-adjust: none; text-rendering: optimizeSpeed; font-variant: small-caps; quotes: none; tab-size: 1; hyphens: auto; text-shadow: 2px 2px red }
    :root { --accent: red; --ground: red; --ink: red; --line: red; --radius: 0; --soft: red; --quiet: red; --on-accent: red }
    body { text-align: justify; word-break: break-all; white-space: pre; font-weight: 900; font-style: italic; user-select: none; -webkit-text-stroke: 1px red }`,
};

/** Adds rules as a page does, and waits until they hold. */
async function dress(page: Page, css: string): Promise<void> {
  await page.addStyleTag({ content: css });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

test.beforeEach(({ browserName }) => test.skip(browserName !== "chromium", "points are compared in Chromium"));

/** Whole numbers of pixels from card to card, or the page's own rules would move them by parts of one. */
const ROOMY = "<style>.cell { height: 720px }</style>";
const INLINE = ["csat", "ltr11", "fcr", "emotions", "open", "numbers in a column, the highest first"];

for (const [what, css] of Object.entries(HOSTILE)) {
  test(`${what} change no point of a control`, async ({ page, shop }) => {
    await stand(page, shop.url, Object.fromEntries(INLINE.map((name) => [name, CONTROLS[name]])), SETTING, ROOMY);
    await page.waitForLoadState("networkidle");
    await page.setViewportSize({ width: 1280, height: 800 * INLINE.length });
    const drawn = async () => {
      const all: Buffer[] = [];
      for (const name of INLINE) {
        // Without the point at its lower edge of which the page has a part.
        const { height, ...place } = (await cardOf(page, name).boundingBox())!;
        all.push(await page.screenshot({ animations: "disabled", clip: { ...place, height: Math.floor(height) } }));
      }
      return all;
    };
    const before = await drawn();
    await dress(page, css);
    const after = await drawn();
    for (const [i, name] of INLINE.entries()) expect([name, (await difference(page, before[i], after[i])).share]).toEqual([name, 0]);
  });

  test(`${what} neither move nor change a survey over the page, and it is answered`, async ({ page, shop }) => {
    const definition = {
      v: 1, id: "over", brand: "Maison Bellac", touchpoint: "checkout", ask: { when: { load: true } },
      items: [{ id: "csat", instrument: "csat" }, { id: "why", instrument: "open", optional: true }], deliver: [{ to: "event" }],
    };
    await page.route("**/over.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(definition) }));
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hostile</title></head><body>
      <script type="module" src="madeleine/madeleine.js" data-survey="over.survey.json" async></script></body></html>`;
    await page.route("**/over.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`${shop.url}/over.html`);
    await expect(survey(page).locator(".question")).toBeVisible();
    await page.waitForLoadState("networkidle");
    const look = async () => ({ place: await survey(page).boundingBox(), picture: await survey(page).screenshot({ animations: "disabled" }) });
    const before = await look();
    await dress(page, `${css} html { background: #fff !important }`);
    const after = await look();
    expect(after.place).toEqual(before.place);
    expect((await difference(page, before.picture, after.picture)).share).toBe(0);
    await survey(page).locator("label").nth(4).click();
    await expect(survey(page).getByRole("textbox")).toBeVisible();
  });
}

test("a rule that reaches the card is seen: the comparison isn't blind", async ({ page, shop }) => {
  await stand(page, shop.url, { csat: CONTROLS.csat }, SETTING);
  const before = await cardOf(page, "csat").screenshot();
  await dress(page, "madeleine-survey::part(card) { padding-top: 21px }");
  expect((await difference(page, before, await cardOf(page, "csat").screenshot())).share).toBeGreaterThan(0);
});
