// A brand's colour that can't be read is changed on the card, as little as will do, and the owner is told once; our own never are.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/shop";
import { cardOf, CONTROLS, stand } from "./controls";

test.use({ quiet: false });

const SHOWN = { csat: CONTROLS.csat, "as many as may be chosen": CONTROLS["as many as may be chosen"] };

async function branded(page: Page, url: string, css: string): Promise<void> {
  await stand(page, url, SHOWN, { lang: "en", width: 1280 }, `<style>madeleine-survey { ${css} }</style>`);
  await CONTROLS["as many as may be chosen"].then!(cardOf(page, "as many as may be chosen"), page);
  await page.waitForLoadState("networkidle");
}

/** Contrast as WCAG 2.2 has it, of a text on its ground and of that ground on the card. */
const contrasts = (page: Page): Promise<{ text: number; mark: number; accent: string }> =>
  cardOf(page, "as many as may be chosen").evaluate((host) => {
    const root = host.shadowRoot!;
    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
    const luminance = (colour: string) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one: string, other: string) => {
      const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const chosen = getComputedStyle(root.querySelector("label:has(:checked)")!);
    const card = getComputedStyle(root.querySelector(".card")!);
    return { text: ratio(chosen.color, chosen.backgroundColor), mark: ratio(chosen.backgroundColor, card.backgroundColor), accent: chosen.backgroundColor };
  });

const warnings = (said: string[]) => said.filter((line) => line.startsWith("warning:"));

/** What a brand may have, and what of it can't be read. */
const UNREADABLE: Record<string, { css: string; told: string[] }> = {
  "a yellow": { css: "--madeleine-accent: #ffd400", told: ["accent", "on-accent"] },
  "a pale pink": { css: "--madeleine-accent: #ffc0cb", told: ["accent", "on-accent"] },
  "an orange with white on it": { css: "--madeleine-accent: #ff8a00; --madeleine-on-accent: #fff", told: ["accent"] },
  "a blue on a blue card": { css: "--madeleine-accent: #1d4ed8; --madeleine-ground: #1e3a8a; --madeleine-ink: #fff", told: ["accent", "on-accent"] },
  "a colour as the browser mixes it": { css: "--madeleine-accent: oklch(0.9 0.1 120)", told: ["accent", "on-accent"] },
  "black on black": { css: "--madeleine-accent: #000; --madeleine-ground: #000; --madeleine-ink: #fff", told: ["accent", "on-accent"] },
};

for (const [what, { css, told }] of Object.entries(UNREADABLE)) {
  test(`${what} is made readable, and one line says so`, async ({ page, shop, said }) => {
    await branded(page, shop.url, css);
    await expect.poll(() => warnings(said).length).toBeGreaterThan(0);
    const { text, mark } = await contrasts(page);
    expect(text).toBeGreaterThanOrEqual(4.5);
    expect(mark).toBeGreaterThanOrEqual(3);
    // One line a colour, on a page with two surveys.
    for (const name of told) expect(warnings(said).filter((line) => line.includes(`--madeleine-${name} #`)).length).toBeLessThanOrEqual(1);
    expect(warnings(said).length).toBe(new Set(warnings(said)).size);
    for (const line of warnings(said)) expect(line).toMatch(/^warning: Madeleine: --madeleine-(on-)?accent #[0-9a-f]{6} can't be read well here \(text needs 4\.5:1, marks 3:1\), #[0-9a-f]{6} is shown instead$/);
  });
}

const READABLE = { "our own": "", "a dark blue": "--madeleine-accent: #1d4ed8", "a dark green with white on it": "--madeleine-accent: #14532d; --madeleine-on-accent: #fff" };

for (const [what, css] of Object.entries(READABLE)) {
  test(`${what}: nothing is changed, nobody told`, async ({ page, shop, said }) => {
    await branded(page, shop.url, css);
    await page.waitForTimeout(800);
    expect(said).toEqual([]);
    const { text, mark } = await contrasts(page);
    expect(text).toBeGreaterThanOrEqual(4.5);
    expect(mark).toBeGreaterThanOrEqual(3);
    expect(await cardOf(page, "csat").locator(".card").getAttribute("style")).toBeNull();
  });
}
