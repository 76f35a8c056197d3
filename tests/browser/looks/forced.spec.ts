// Whoever forces colours has chosen them: the card is drawn in those, and what is chosen, focused or to be pressed is still told apart.
import { expect, looks, needs, survey, test } from "../support/shop";
import { cardOf, CONTROLS, stand } from "./controls";

test.use(looks({ forcedColors: "active" }));
test.beforeEach(() => needs("forcedColors"));

const NAMES = ["csat", "ltr11", "nms", "emotions", "open"];

/** Computed colours of what matches, and the system's own for comparison. */
test("every control is drawn in the person's colours, and states differ in more than a shade", async ({ page, shop }) => {
  await stand(page, shop.url, Object.fromEntries(NAMES.map((name) => [name, CONTROLS[name]])), { lang: "en", width: 1280 });
  const system = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("i"));
    return Object.fromEntries(["Canvas", "CanvasText", "Highlight", "HighlightText"].map((name) => [name, ((probe.style.color = name), getComputedStyle(probe).color)]));
  });
  expect(new Set([system.Canvas, system.CanvasText, system.Highlight]).size).toBe(3);
  const colours = (name: string, selector: string) =>
    cardOf(page, name)
      .locator(selector)
      .first()
      .evaluate((one) => {
        const { color, backgroundColor, borderTopColor } = getComputedStyle(one);
        return [color, backgroundColor, borderTopColor];
      });
  const { Canvas, CanvasText, Highlight, HighlightText } = system;
  for (const name of NAMES) {
    expect(await colours(name, ".card")).toEqual([CanvasText, Canvas, CanvasText]);
    if (name !== "open") expect(await colours(name, "label")).toEqual([CanvasText, Canvas, CanvasText]);
  }
  // Chosen by the arrows, so that it stays.
  await cardOf(page, "csat").locator("input").first().focus();
  await page.keyboard.press("ArrowRight");
  expect(await colours("csat", "label:has(:checked)")).toEqual([HighlightText, Highlight, Highlight]);
  expect(await cardOf(page, "csat").locator("label:has(:checked)").evaluate((one) => getComputedStyle(one).outline)).toContain(`${Highlight} solid 3px`);
  expect(await colours("csat", ".next")).toEqual([HighlightText, Highlight, Highlight]);
  // Lines are drawn in the colour of text, and so is the face that is chosen in its own.
  expect(await cardOf(page, "csat").locator("label:has(:checked) svg").evaluate((one) => getComputedStyle(one).stroke)).toBe(HighlightText);
  expect(await survey(page).first().evaluate((one) => getComputedStyle(one.shadowRoot!.querySelector(".bar")!).backgroundColor)).toBe(CanvasText);
});

test("a brand's colours give way, and nobody is told of their contrast", async ({ page, shop }) => {
  await stand(page, shop.url, { csat: CONTROLS.csat }, { lang: "en", width: 1280 }, "<style>madeleine-survey { --madeleine-accent: #ff0; --madeleine-ground: #ffe }</style>");
  await page.waitForLoadState("networkidle");
  expect(await cardOf(page, "csat").locator(".card").evaluate((one) => (one as HTMLElement).style.getPropertyValue("--accent"))).toBe("");
});
