// Large: a page at 400 % (a screen of 1280 × 1024 is one of 320 × 256 then, WCAG 1.4.10), text of twice the size (1.4.4), words that don't
// end. Nothing is wider than the screen or cut off, and the keyboard brings everything to where it can be seen (2.4.11).
import type { Page } from "@playwright/test";
import { CONTROLS, definitionOf, type Control } from "../looks/controls";
import { expect, question, survey, test, type Shop } from "../support/shop";

const WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
const LONG = Object.fromEntries(["fees", "delivery", "payment"].map((reason) => [`reason.checkout.${reason}`, `${WORD} ${reason} und was sonst noch alles dazu zu sagen wäre`]));
const words = (keys: string[]) => Object.fromEntries(keys.map((key) => [key, `${key} ${WORD}`]));

/** Forms of controls, each with what makes it large. */
const LARGE: Record<string, Control> = {
  ...Object.fromEntries(["csat", "ces2", "ltr11", "barometer", "nms", "emotions", "open", "faces in a column", "0 to 10 in a column", "an address"].map((name) => [name, CONTROLS[name]])),
  "many reasons": { items: CONTROLS["many reasons"].items.slice(1) },
  "long reasons": { items: [{ id: "asked", instrument: "reasons", options: Object.keys(LONG) }], text: LONG },
  "long ends": { ...CONTROLS.csat, text: words(["csat5.1", "csat5.5", "csat.q.checkout"]) },
  "long options": { items: [{ id: "asked", instrument: "fcr" }], text: words(["fcr.yes", "fcr.no"]) },
};

/** A survey over a page, or in it, on a screen of that size. */
async function stand(page: Page, shop: Shop, control: Control, lang: string, size: { width: number; height: number }, inline: boolean, css = ""): Promise<void> {
  const definition = { ...definitionOf(control, lang), surface: inline ? "inline" : "popover", ...(!inline && { ask: { when: { load: true } } }) };
  await page.route("**/large.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(definition) }));
  const html = `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Large</title>
<style>body { margin: 8px; min-height: 600px } ${css}</style><script type="module" src="madeleine/madeleine.js" ${inline ? "" : 'data-survey="large.survey.json"'} async></script></head>
<body><button id="before">Before</button>${inline ? '<madeleine-survey src="large.survey.json"></madeleine-survey>' : ""}</body></html>`;
  await page.route("**/large.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.setViewportSize(size);
  await page.goto(`${shop.url}/large.html`);
  await expect(question(page)).toBeVisible();
  // What comes later is there, too.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith("madeleine-later.js")));
  await page.waitForTimeout(100);
  await control.then?.(survey(page), page);
  await survey(page).evaluate(({ shadowRoot }) => Promise.allSettled(shadowRoot!.getAnimations().map(({ finished }) => finished)));
}

/** A page to go to: one gone to anew never has the focus for Firefox's driver. */
const another = async (page: Page): Promise<Page> => (page.context().browser()!.browserType().name() === "firefox" ? page.context().newPage() : page);

/** What is wider than where it stands, by its class, or beyond the screen. */
const tooWide = (page: Page): Promise<string[]> =>
  survey(page).evaluate((host) => {
    const all = [...host.shadowRoot!.querySelectorAll<HTMLElement>("section, legend, legend *, label, .ends, .ends *, p, button, textarea")].filter((one) => one.checkVisibility({ opacityProperty: true }));
    const name = (one: Element) => `${one.localName}.${one.className} ${one.textContent!.slice(0, 20)}`;
    const wide = all.filter((one) => one.scrollWidth > one.clientWidth && one.clientWidth);
    const beyond = all.filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width && (left < -0.5 || right > innerWidth + 0.5);
    });
    const page = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    return [...page, ...wide.map((one) => `in ${name(one)}`), ...beyond.map(name)];
  });

/** Why what has the focus can't be seen, or undefined. */
const unseen = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    const root = document.activeElement?.shadowRoot;
    const one = root?.activeElement;
    if (!root || !one) return "not in the survey";
    const shown = one.closest("label") ?? one;
    const name = shown.getAttribute("aria-label") ?? shown.textContent;
    const { left, right, top, bottom } = shown.getBoundingClientRect();
    if (left < 0 || right > innerWidth) return `${name}: from ${left} to ${right}`;
    // What is higher than the screen can't be seen whole.
    if (bottom - top < innerHeight - 100 && (top < -1 || bottom > innerHeight + 1)) return `${name}: from ${top} down to ${bottom}`;
    const [x, y] = [(left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    const met = root.elementFromPoint(x, y);
    return met && (shown.contains(met) || met.contains(shown)) ? undefined : `${name}: under ${met?.className}`;
  });

/** Whether what has the focus, or a scale of which it is a point, is the last thing to reach. From there Tab leads out of the page, and Firefox's driver has no way back. */
const isLast = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const root = document.activeElement!.shadowRoot!;
    const [one, last] = [root.activeElement, [...root.querySelectorAll(":is(button, input, textarea, select):enabled")].filter((one) => one.checkVisibility()).at(-1)];
    return one === last || (one instanceof HTMLInputElement && last instanceof HTMLInputElement && one.type === "radio" && one.name === last.name);
  });

/** The keyboard goes through everything; each thing is seen where it has the focus. */
async function everythingIsReached(page: Page): Promise<void> {
  await survey(page).getByRole("button").first().focus();
  for (let reached = 1; ; reached++) {
    await expect.poll(() => unseen(page), { timeout: 2_000 }).toBeUndefined();
    // Within a scale, the arrows.
    const points = await page.evaluate(() => {
      const one = document.activeElement!.shadowRoot!.activeElement as HTMLInputElement;
      return one.type === "radio" ? one.form!.querySelectorAll("input").length : 0;
    });
    for (let i = 1; i < points; i++) {
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => unseen(page), { timeout: 2_000 }).toBeUndefined();
    }
    if (await isLast(page)) {
      expect(reached).toBeGreaterThan(1);
      return;
    }
    await page.keyboard.press("Tab");
  }
}

for (const inline of [false, true]) {
  for (const lang of ["en", "ar"]) {
    test(`at 400 %, and with text of twice the size, everything is there and can be reached, ${inline ? "in the page" : "over the page"}, ${lang}`, { tag: ["@F49", ...(inline === (lang === "ar") ? ["@once"] : [])] }, async ({ page: first, shop }) => {
      test.setTimeout(240_000);
      for (const [name, control] of Object.entries(LARGE)) {
        await test.step(name, async () => {
          const page = await another(first);
          await stand(page, shop, control, lang, { width: 320, height: 256 }, inline, ".double madeleine-survey::part(card) { font-size: 200% }");
          expect([name, await tooWide(page)]).toEqual([name, []]);
          if (!inline) {
            const { x, y, width, height } = (await survey(page).boundingBox())!;
            expect(Math.min(x, y, 320 - x - width, 256 - y - height)).toBeGreaterThanOrEqual(0);
          }
          await everythingIsReached(page);

          await page.evaluate(() => document.documentElement.classList.add("double"));
          // Over the page a wide window makes the card no wider than its letters allow, in the page a narrow one does the same.
          for (const width of inline ? [320] : [320, 1280]) {
            await page.setViewportSize({ width, height: 640 });
            expect([name, width, await tooWide(page)]).toEqual([name, width, []]);
            await everythingIsReached(page);
          }
          if (page !== first) await page.close();
        });
      }
    });
  }
}

test("a visitor's own size of text is the survey's, whatever the page makes of it", async ({ page, shop, browserName }) => {
  test.skip(browserName !== "chromium", "only Chromium's DevTools can change the browser's size of text");
  const size = () => question(page).evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
  await stand(page, shop, CONTROLS.csat, "en", { width: 1280, height: 640 }, false, "html { font-size: 62.5% }");
  expect(await size()).toBe(18);
  const width = (await survey(page).boundingBox())!.width;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
  await expect.poll(size).toBe(36);
  expect((await survey(page).boundingBox())!.width).toBe(2 * width);
  expect(await tooWide(page)).toEqual([]);
});
