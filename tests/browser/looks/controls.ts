// Every control that a survey can show, each as a survey of its own, and a page on which all of them stand: what the specs of this
// folder draw, and those of the walks go through.
import type { Locator, Page } from "@playwright/test";
import { expect } from "../support/shop";

export interface Control {
  items: object[];
  touchpoint?: string;
  layout?: Record<string, string>;
  contact?: object;
  text?: Record<string, string>;
  /** What is done to it before it is looked at. */
  then?: (card: Locator, page: Page) => Promise<unknown>;
}

const one = (instrument: string, more: object = {}, rest: Partial<Control> = {}): Control => ({ items: [{ id: "asked", instrument, ...more }], ...rest });
const REASONS = ["fees", "delivery", "payment", "account", "form", "technical", "info"].map((reason) => `reason.checkout.${reason}`);
const GAPS = ["k.unresolved", "k.misunderstood", "d.channel", "d.automated", "d.impersonal", "i.missed", "i.wait", "i.repeat", "i.rude"].map((gap) => `reason.gap.${gap}`);

/** Waits for the next question, or the thanks. */
async function moved(card: Locator, act: () => Promise<unknown>): Promise<void> {
  const before = await card.locator(".question").innerText();
  await act();
  await expect(card.locator(".question")).not.toHaveText(before);
}
const point = (card: Locator, place: number) => card.locator("label").nth(place);
/** Answers by tapping a place, and comes back: the choice stands there. */
const andBack = (place: number) => async (card: Locator) => {
  await moved(card, () => point(card, place).click());
  await moved(card, () => card.locator(".back").click());
};
const focus = (place: number) => async (card: Locator, page: Page) => {
  await card.locator("input").nth(place).focus();
  // The keyboard's focus, not a tap's.
  await page.keyboard.press("Shift");
};
const two = (instrument: string, second: string): object[] => [{ id: "first", instrument }, { id: "second", instrument: second }];

/** One a form of an instrument. */
export const INSTRUMENTS: Record<string, Control> = {
  csat: one("csat", {}, { touchpoint: "checkout" }),
  ces2: one("ces2", {}, { touchpoint: "checkout" }),
  ces1: one("ces1"),
  ease5: one("ease5", {}, { touchpoint: "store" }),
  ease7: one("ease7"),
  ltr11: one("ltr11"),
  nms: one("nms"),
  nms3: one("nms3"),
  fcr: one("fcr"),
  contacts: one("contacts"),
  expectation: one("expectation"),
  hassle: one("hassle"),
  loyalty: one("loyalty"),
  willingness: one("willingness"),
  emotions: one("emotions", { shuffle: false }),
  influence: one("influence", { max: 5 }),
  barometer: one("barometer", { subject: "sensory", optional: true }),
  orientation: one("orientation", { subject: "targets" }),
  moment: one("moment", { subject: "basket" }),
  kano_with: one("kano_with", { subject: "feature" }),
  kano_without: one("kano_without", { subject: "feature" }),
  found: one("found"),
  reasons: one("reasons", { options: [...REASONS, "reason.other"] }),
  open: one("open", { optional: true }),
  voice: one("voice"),
};

/** The same controls laid out in another way, and in the states that an answer leads to. */
export const STATES: Record<string, Control> = {
  "faces in a column": one("csat", {}, { layout: { orientation: "column" } }),
  "faces, the highest first": one("moment", { subject: "basket" }, { layout: { order: "high_first" } }),
  "numbers in a column, the highest first": one("ces2", {}, { touchpoint: "returns", layout: { orientation: "column", order: "high_first" } }),
  "0 to 10 in a column": one("ltr11", {}, { layout: { orientation: "column" } }),
  "faces from left to right": one("csat", {}, { layout: { direction: "ltr" } }),
  "0 to 10 from left to right": one("ltr11", {}, { layout: { direction: "ltr" } }),
  "a face chosen": { items: two("csat", "ces1"), then: andBack(3) },
  "a number chosen": { items: two("ltr11", "open"), then: andBack(8) },
  "a face with the keyboard's focus": one("csat", {}, { then: focus(2) }),
  "a number with the keyboard's focus": one("ces2", {}, { touchpoint: "checkout", then: focus(3) }),
  "an option chosen": { items: two("nms", "open"), then: andBack(1) },
  "as many as may be chosen": one("emotions", { shuffle: false }, {
    then: async (card) => {
      for (const place of [0, 3, 7]) await point(card, place).click();
    },
  }),
  "words near their end": one("open", { max_chars: 200 }, { then: (card) => card.getByRole("textbox").fill("ab cd ".repeat(32)) }),
  "many reasons": { items: [{ id: "first", instrument: "csat" }, { id: "why", instrument: "reasons", options: [...GAPS, ...REASONS, "reason.other"] }], then: (card) => moved(card, () => point(card, 0).click()) },
  "an address": {
    items: two("fcr", "fcr").slice(0, 1),
    contact: { to: "/contact", linked: true },
    then: async (card) => {
      await moved(card, () => point(card, 0).click());
      await expect(card.getByRole("textbox")).toBeVisible();
    },
  },
  thanks: { items: two("fcr", "fcr").slice(0, 1), then: (card) => moved(card, () => point(card, 0).click()) },
};

export const CONTROLS: Record<string, Control> = { ...INSTRUMENTS, ...STATES };

const FEATURE = { en: "gift wrapping", ar: "تغليف الهدايا" };

/** The definition of a control, in its language. */
export const definitionOf = ({ items, touchpoint = "somewhere", layout, contact, text }: Control, lang: string): object => ({
  v: 1,
  id: "looks",
  brand: "Maison Bellac",
  touchpoint,
  surface: "inline",
  locales: [lang],
  items,
  ...(layout && { layout }),
  ...(contact && { contact }),
  text: { [lang]: { feature: FEATURE[lang as keyof typeof FEATURE], ...text } },
  deliver: [{ to: "event" }],
});

export interface Setting {
  /** Undefined where the spec's file has said it by `looks`. */
  scheme?: "light" | "dark";
  lang: string;
  width: number;
  height?: number;
  forced?: boolean;
}

/** A page on which controls stand below each other, each in an element of its own that bears its name. */
export async function stand(page: Page, url: string, controls: Record<string, Control>, { scheme, lang, width, height = 800, forced }: Setting, head = ""): Promise<void> {
  const names = Object.keys(controls);
  const definitions = Object.values(controls).map((control) => JSON.stringify(definitionOf(control, lang)));
  await page.route("**/looks/*.survey.json", (route) => route.fulfill({ contentType: "application/json", body: definitions[Number(route.request().url().match(/(\d+)\.survey/)![1])] }));
  const cards = names.map((name, i) => `<div class="cell"><madeleine-survey title="${name}" src="looks/${i}.survey.json"></madeleine-survey></div>`);
  const html = `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Controls</title>
<style>html { color-scheme: light dark; background: Canvas; color: CanvasText } body { margin: 8px } h1 { height: 32px; margin: 0; overflow: hidden } .cell { max-width: 380px; margin-bottom: 16px } madeleine-survey { --madeleine-font: "DejaVu Sans" }</style>${head}
<script type="module" src="madeleine/madeleine.js" async></script></head><body><main><h1>Controls</h1>${cards.join("")}</main></body></html>`;
  await page.route("**/looks.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  if (scheme) await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce", forcedColors: forced ? "active" : "none" });
  await page.setViewportSize({ width, height });
  await page.goto(`${url}/looks.html`);
  await expect(page.locator("madeleine-survey .question")).toHaveCount(names.length);
}

/** The card of a control by its name. */
export const cardOf = (page: Page, name: string): Locator => page.locator(`madeleine-survey[title="${name}"]`);
