// Every instrument, one survey each: what stands there are words, it can be answered, and what arrives says what was asked and answered.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, holes, question, root, survey, test, told } from "../support/shop";

const words: Record<string, string> = JSON.parse(readFileSync(join(root, "www", "locales", "en.json"), "utf8"));
const BRAND = "Your shop";
const FEATURE = "gift wrapping";

const run = (scale: string, first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => `${scale}.${first + i}`);
const keysOf = (start: string) => Object.keys(words).filter((key) => key.startsWith(start) && key !== `${start}q`);

interface Case {
  /** What of the item isn't the instrument. */
  item?: object;
  touchpoint?: string;
  stem?: string;
  question: string;
  /** Wording keys of what can be chosen, in their order. */
  options?: string[];
  /** Of a scale with words at its ends only: how many points. */
  points?: number;
  ends?: [low: string, high: string];
  faces?: true;
  /** What is tapped, by its place, or what is written. */
  tap?: number[];
  write?: string;
  answer: unknown;
}

const CASES: Record<string, Case> = {
  csat: { touchpoint: "delivery", question: "csat.q.delivery", options: run("csat5", 1, 5), faces: true, tap: [3], answer: 4 },
  ces2: { touchpoint: "returns", stem: "ces2.stem", question: "ces2.s.return", options: run("agree7", 1, 7), tap: [6], answer: 7 },
  ces1: { question: "ces1.q", options: run("effort5", 1, 5), tap: [0], answer: 1 },
  ease5: { touchpoint: "store", question: "ease.q.store", options: run("ease5", 1, 5), tap: [4], answer: 5 },
  ease7: { question: "ease.q.checkout", points: 7, ends: ["ease5.1", "ease5.5"], tap: [5], answer: 6 },
  ltr11: { question: "ltr.q", points: 11, ends: ["ltr.low", "ltr.high"], tap: [0], answer: 0 },
  nms: { question: "nms.q", options: ["nms.pos", "nms.neg", "nms.both", "nms.none", "ui.dk"], tap: [2], answer: "nms.both" },
  nms3: { question: "nms.q", options: ["nms.pos", "nms.neg", "nms.none", "ui.dk"], tap: [3], answer: -2 },
  fcr: { question: "fcr.q", options: ["fcr.yes", "fcr.no", "fcr.pending", "ui.dk"], tap: [2], answer: "fcr.pending" },
  contacts: { question: "fcr.times", options: ["fcr.t1", "fcr.t2", "fcr.t3"], tap: [2], answer: "fcr.t3" },
  expectation: { question: "exp.q", options: run("exp5", 1, 5), tap: [2], answer: 3 },
  hassle: { question: "hassle.q", options: run("hassle", 1, 3), tap: [0], answer: "hassle.1" },
  loyalty: { question: "loyal.q", options: run("likely5", 1, 5), tap: [4], answer: 5 },
  willingness: { question: "wtp.q", options: ["freq4.never", "freq4.rarely", "freq4.often", "freq4.always"], tap: [1], answer: "freq4.rarely" },
  emotions: { item: { shuffle: false }, question: "emo.q", options: keysOf("emo."), tap: [0, 3, 7], answer: ["emo.joy", "emo.surprise", "emo.frustration"] },
  influence: {
    item: { max: 5 },
    question: "infl.q",
    options: [...keysOf("infl."), "reason.other"],
    tap: [0, 1, 2, 3, 4],
    answer: [...keysOf("infl."), "reason.other"],
  },
  barometer: { item: { subject: "societal" }, stem: "bar.q", question: "bar.societal", points: 11, ends: ["bar.low", "bar.high"], tap: [10], answer: 10 },
  orientation: { item: { subject: "freedom" }, stem: "orient.stem", question: "orient.freedom", options: run("agree7", 1, 7), tap: [3], answer: 4 },
  moment: { item: { subject: "basket" }, question: "moment.q", options: run("moment5", 1, 5), faces: true, tap: [0], answer: 1 },
  kano_with: { item: { subject: "gift_wrapping" }, question: "kano.f", options: run("kano5", 1, 5), tap: [0], answer: "kano5.1" },
  kano_without: { item: { subject: "gift_wrapping" }, question: "kano.d", options: run("kano5", 1, 5), tap: [4], answer: "kano5.5" },
  found: { question: "page.q", options: ["fcr.yes", "page.partly", "fcr.no"], tap: [1], answer: "page.partly" },
  reasons: { item: { options: keysOf("reason.gap.") }, question: "why.low", options: keysOf("reason.gap."), tap: [6], answer: ["reason.gap.i.wait"] },
  open: { question: "why.neutral", write: " The parcel was wet.\u3000", answer: "The parcel was wet." },
  voice: { question: "voice.q", write: "Mornings go well.", answer: "Mornings go well." },
};

const says = (key: string) => words[key].replaceAll("{brand}", BRAND).replaceAll("{feature}", FEATURE);

/** Calls for a survey of one item. */
async function ask(page: Page, url: string, instrument: string, { item, touchpoint = "somewhere" }: Case): Promise<void> {
  const items = [{ id: "asked", instrument, ...item }];
  const text = { en: { gift_wrapping: FEATURE } };
  const definition = { v: 1, id: "one", brand: BRAND, touchpoint, ask: { when: { event: "now" } }, items, text, deliver: [{ to: "/feedback" }] };
  await page.route("**/checkout.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(definition) }));
  await page.goto(`${url}/index.html`);
  await page.waitForFunction(() => (window as any).madeleine.here);
  await page.evaluate(() => (window as any).madeleine("event", "now"));
  await expect(question(page)).toBeVisible();
}

const choices = (page: Page) => survey(page).locator("input");
const thanked = (page: Page) => expect(question(page)).toHaveText(words["ui.thanks"]);

/** What stands there is what the case says, in words. */
async function stands(page: Page, { stem, question: key, options, points, ends, faces }: Case): Promise<void> {
  await expect(question(page)).toHaveText(says(key));
  if (stem) await expect(survey(page).locator(".stem")).toHaveText(says(stem));
  else await expect(survey(page).locator(".stem")).toHaveCount(0);
  const names = await survey(page).locator("label").evaluateAll((all) => all.map((one) => (one as HTMLElement).textContent!.replace(/^\d+/, "")));
  if (options) expect(names).toEqual(options.map(says));
  if (points) expect([names.length, names.at(0), names.at(-1)]).toEqual([points, ...ends!.map(says)]);
  await expect(survey(page).locator("label svg")).toHaveCount(faces ? 5 : 0);
  // A scale shows the words of its ends all the time, a list those of every option.
  const scale = survey(page).locator(".ends");
  if (await scale.count()) await expect(scale.locator("span:first-child, span:last-child")).toHaveText([names.at(0)!, names.at(-1)!]);
  else for (const option of options ?? []) await expect(survey(page).getByText(says(option), { exact: true })).toBeVisible();
  expect(holes(await told(page))).toEqual([]);
}

async function arrives(page: Page, responses: () => object[], instrument: string, { item, answer }: Case): Promise<void> {
  const subject = (item as { subject?: string } | undefined)?.subject;
  await expect.poll(() => responses().at(-1)).toMatchObject({ state: "completed", answers: { asked: answer }, instruments: { asked: instrument } });
  expect((responses().at(-1) as { subjects?: object }).subjects).toEqual(subject && { asked: subject });
}

test("this file knows every instrument", () => {
  const folder = readFileSync(join(root, "crates/madeleine-core/src/instrument/mod.rs"), "utf8");
  const asked = folder.match(/asked:\s*\n([^;]*);/)![1].match(/^\s+\w+::/gm)!;
  expect(Object.keys(CASES)).toHaveLength(asked.length);
});

for (const [instrument, one] of Object.entries(CASES)) {
  test(`${instrument}: words stand there, a tap answers, and what arrives says what was asked`, async ({ page, shop }) => {
    await ask(page, shop.url, instrument, one);
    await stands(page, one);
    for (const place of one.tap ?? []) await survey(page).locator("label").nth(place).click();
    if (one.write) await survey(page).getByRole("textbox").fill(one.write);
    if (one.write || Array.isArray(one.answer)) await survey(page).getByRole("button", { name: "Send" }).click();
    await thanked(page);
    await arrives(page, () => shop.responses(), instrument, one);
  });

  if (one.write) continue;
  // In every engine accessibility/walks goes through each kind of control.
  test(`${instrument}: the keyboard alone answers`, { tag: "@once" }, async ({ page, shop }) => {
    await ask(page, shop.url, instrument, one);
    const several = Array.isArray(one.answer);
    await survey(page).getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Tab");
    await expect(choices(page).first()).toBeFocused();
    // A list of radios is one stop with arrows in it; each checkbox is a stop of its own.
    let at = 0;
    for (const place of one.tap!) {
      for (; at < place; at++) await page.keyboard.press(several ? "Tab" : "ArrowDown");
      if (several || place === 0) await page.keyboard.press("Space");
    }
    if (several) await survey(page).getByRole("button", { name: "Send" }).focus();
    if (several || one.tap![0] > 0) await page.keyboard.press("Enter");
    await thanked(page);
    await arrives(page, () => shop.responses(), instrument, one);
  });
}

test("an order of chance stands in the response, with what means nothing of these at its end", async ({ page, shop }) => {
  const orders = new Set<string>();
  for (let i = 0; i < 3; i++) {
    await ask(page, shop.url, "emotions", { ...CASES.emotions, item: {} });
    const seen = (await survey(page).locator(".chips label").allInnerTexts()).map((text) => text.trim());
    await survey(page).locator(".chips label").nth(i).click();
    await survey(page).getByRole("button", { name: "Send" }).click();
    await thanked(page);
    await expect.poll(() => shop.responses().length).toBe(i + 1);
    const { orders: recorded, answers, layout } = shop.responses().at(-1) as any;
    expect(recorded.asked.map((key: string) => words[key])).toEqual(seen);
    expect(recorded.asked.at(-1)).toBe("emo.none");
    expect(answers.asked).toEqual([recorded.asked[i]]);
    expect(layout).toEqual({ orientation: "row", order: "low_first", direction: "ltr" });
    orders.add(recorded.asked.join());
  }
  expect(orders.size).toBeGreaterThan(1);
});

test("nothing in particular is chosen alone, and makes room again", async ({ page, shop }) => {
  await ask(page, shop.url, "emotions", CASES.emotions);
  const feeling = (key: string) => survey(page).getByRole("checkbox", { name: words[key], exact: true });
  await feeling("emo.joy").check();
  await expect(feeling("emo.none")).toBeDisabled();
  await expect(feeling("emo.anger")).toBeEnabled();
  await feeling("emo.joy").uncheck();
  await feeling("emo.none").check();
  for (const key of ["emo.joy", "emo.anger", "emo.boredom"]) await expect(feeling(key)).toBeDisabled();
  await feeling("emo.none").uncheck();
  for (const key of ["emo.joy", "emo.trust", "emo.anger"]) await feeling(key).check();
  for (const key of ["emo.relief", "emo.none"]) await expect(feeling(key)).toBeDisabled();
  for (const key of ["emo.joy", "emo.trust", "emo.anger"]) await feeling(key).uncheck();
  await feeling("emo.none").check();
  await survey(page).getByRole("button", { name: "Send" }).click();
  await thanked(page);
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ answers: { asked: ["emo.none"] } });
});
