// Each form of control gone through with the keyboard alone, and what a screen reader finds in it: names, roles, states, their order.
// The tree is the one that Playwright makes by the rules of ARIA in every engine; in Chromium it is compared with the browser's own.
import type { Locator, Page } from "@playwright/test";
import { CONTROLS, definitionOf, type Control } from "../looks/controls";
import { expect, question, survey, test, type Shop } from "../support/shop";

interface Walk {
  control: Control;
  /** What the group is called: the question, and what stands with it. */
  group: string;
  /** What is announced or led to. */
  heading?: string;
  role: "radio" | "checkbox" | "textbox";
  names: string[];
  /** What stands after the control within its group, for who reads on. */
  more?: string[];
  /** What is chosen, by place. */
  choose: number[];
  answer: unknown;
}

const row = (first: number, last: number, low: string, high: string): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => `${first + i}${i === 0 ? ` ${low}` : first + i === last ? ` ${high}` : ""}`);
const numbered = (...names: string[]) => names.map((name, i) => `${i + 1} ${name}`);
const KANO = ["I would like that", "I would expect that", "I would feel neutral", "I could live with it", "I would dislike that"];
const REASON = (name: string) => `reason.checkout.${name}`;

const WALKS: Record<string, Walk> = {
  "five faces": {
    control: CONTROLS.csat,
    group: "Overall, how satisfied or dissatisfied are you with placing your order today?",
    role: "radio",
    names: ["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"],
    choose: [3],
    answer: 4,
  },
  "five points": {
    control: CONTROLS.ces1,
    group: "How much effort did you personally have to put forth to handle your request?",
    role: "radio",
    names: numbered("Very low effort", "Low effort", "Moderate effort", "High effort", "Very high effort"),
    choose: [1],
    answer: 2,
  },
  "seven points": {
    control: CONTROLS.ces2,
    group: "To what extent do you agree or disagree with the following statement? This site made it easy for me to place my order.",
    role: "radio",
    names: numbered("Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Agree", "Strongly agree"),
    choose: [6],
    answer: 7,
  },
  "seven points in a column, the highest first": {
    control: CONTROLS["numbers in a column, the highest first"],
    group: "To what extent do you agree or disagree with the following statement? Maison Bellac made it easy for me to return my item.",
    role: "radio",
    names: numbered("Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Agree", "Strongly agree").reverse(),
    choose: [1],
    answer: 6,
  },
  "0 to 10": {
    control: CONTROLS.ltr11,
    group: "How likely is it that you would recommend Maison Bellac to a friend or colleague?",
    role: "radio",
    names: row(0, 10, "Not at all likely", "Extremely likely"),
    choose: [9],
    answer: 9,
  },
  "a criterion": {
    control: CONTROLS.barometer,
    group: "Please rate your experience from 0 (very poor) to 10 (excellent) on each point. Attractive setting (place, site or app)",
    role: "radio",
    names: row(0, 10, "Very poor", "Excellent"),
    choose: [2],
    answer: 2,
  },
  "one of several": {
    control: CONTROLS.fcr,
    group: "Is your request now resolved?",
    role: "radio",
    names: ["Yes", "No", "Not yet, still in progress", "I don’t know"],
    choose: [2],
    answer: "fcr.pending",
  },
  "the first of a Kano pair": {
    control: CONTROLS.kano_with,
    group: "How would you feel if gift wrapping were available?",
    role: "radio",
    names: KANO,
    choose: [1],
    answer: "kano5.2",
  },
  "the second of a Kano pair": {
    control: CONTROLS.kano_without,
    group: "How would you feel if gift wrapping were not available?",
    role: "radio",
    names: KANO,
    choose: [4],
    answer: "kano5.5",
  },
  "a moment": {
    control: CONTROLS.moment,
    group: "How is it going right now?",
    role: "radio",
    names: ["Very badly", "Badly", "So-so", "Well", "Very well"],
    choose: [2],
    answer: 3,
  },
  "several emotions": {
    control: CONTROLS.emotions,
    group: "Which of these did you feel? Choose up to 3 answers",
    role: "checkbox",
    names: [
      ...["Joy", "Trust", "Relief", "Pleasant surprise", "Gratitude", "Feeling valued", "Anger", "Frustration", "Worry", "Disappointment"],
      ...["Confusion", "Boredom", "Nothing in particular"],
    ],
    choose: [0, 3, 7],
    answer: ["emo.joy", "emo.surprise", "emo.frustration"],
  },
  "reasons, and something else": {
    control: { items: [{ id: "asked", instrument: "reasons", options: [REASON("fees"), REASON("delivery"), REASON("payment"), "reason.other"], shuffle: false }] },
    group: "What should we fix first? Choose up to 3 answers",
    role: "checkbox",
    names: ["Price or extra fees", "Delivery options", "Payment", "Something else"],
    choose: [1, 3],
    answer: [REASON("delivery"), "reason.other"],
  },
  "words of one's own": {
    control: CONTROLS.open,
    group: "What is the main reason for your answer?",
    role: "textbox",
    names: ["What is the main reason for your answer?"],
    more: ["paragraph: Please do not include personal details such as your name or card number."],
    choose: [],
    answer: "The parcel was wet.",
  },
};

const WORDS = "The parcel was wet.";
const BEFORE = "Thinking about your contacts with Maison Bellac, do any particularly strong memories stand out, positive or negative?";
const AFTER = "How many times did you have to contact us about this, including this time?";

const ADDRESS = "May we contact you about your answer? E-mail address";

/** A page with a survey between two buttons of its own. */
async function stand(page: Page, shop: Shop, items: object[], control: Control, more: object = {}): Promise<void> {
  const definition = { ...definitionOf({ ...control, items }, "en"), deliver: [{ to: "/feedback" }], ...more };
  await page.route("**/walk.survey.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(definition) }));
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A walk</title>
<script type="module" src="madeleine/madeleine.js" async></script></head><body><main><h1>A walk</h1><button id="before">Before</button>
<madeleine-survey src="walk.survey.json"></madeleine-survey><button id="after">After</button></main></body></html>`;
  await page.route("**/walk.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${shop.url}/walk.html`);
  await expect(question(page)).toBeVisible();
}

const itemOf = ({ control }: Walk) => ({ ...control.items[0], id: "asked", optional: true });

/** The tree within the survey: a line for each thing that has a role. */
async function tree(card: Locator): Promise<string[]> {
  const lines = (await card.ariaSnapshot()).split("\n").filter((line) => !/^\s*- text:/.test(line));
  return lines.map((line) => line.replace("- ", ""));
}

const treeOf = ({ group, role, names, more = [] }: Walk, states: Record<number, string>, foot: string[], status: string): string[] => {
  const inGroup = names.map((name, i) => `${role} ${JSON.stringify(name)}${states[i] ?? ""}`).concat(more);
  const all = ['button "Close"', `group ${JSON.stringify(group)}:`, ...inGroup.map((line) => `  ${line}`), ...foot.map((name) => `button ${name}`)];
  return ['region "Short survey":', ...all.map((line) => `  ${line}`), status ? `  status: ${status}` : "  status"];
};

/** What has the focus: its role and name, or the page's own button. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const outer = document.activeElement;
    const one = outer?.shadowRoot?.activeElement ?? outer;
    const text = (element?: Element | null) => element?.textContent?.trim() ?? "";
    if (one instanceof HTMLInputElement && one.type !== "email") return `${one.type} ${one.parentElement!.querySelector("b") ? one.value : text(one.parentElement)}`;
    if (one instanceof HTMLTextAreaElement) return "textarea";
    return `${one?.localName} ${one?.getAttribute("aria-label") ?? text(one)}`;
  });

/** Where Tab leads from here, up to the page's own button. */
async function stops(page: Page, key: "Tab" | "Shift+Tab", until: string): Promise<string[]> {
  const all: string[] = [];
  while (all.length < 30) {
    await page.keyboard.press(key);
    const stop = await focused(page);
    if (stop === until) return all;
    all.push(stop);
  }
  throw new Error(`no way out of ${all.join(", ")}`);
}

/** Presses Tab until that has the focus. */
async function tabTo(page: Page, stop: string, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let i = 0; i < 30 && (await focused(page)) !== stop; i++) await page.keyboard.press(key);
  expect(await focused(page)).toBe(stop);
}

/** A control's stops on the way through, while nothing is chosen. */
const stopsOf = ({ role, names }: Walk): string[] => {
  if (role === "textbox") return ["textarea"];
  const plain = names.map((name) => `${role} ${/^\d+/.exec(name)?.[0] ?? name}`);
  return role === "radio" ? plain.slice(0, 1) : plain;
};
const radioOf = ({ names }: Walk, place: number) => `radio ${/^\d+/.exec(names[place])?.[0] ?? names[place]}`;

for (const [what, walk] of Object.entries(WALKS)) {
  const { control, group, role, choose } = walk;

  test(`${what}: names, roles and states in the order of reading; Escape leaves`, { tag: "@once" }, async ({ page, shop }) => {
    await stand(page, shop, [itemOf(walk)], control);
    const waits = role !== "radio";
    const foot = (ready: boolean) => ['"Skip"', ...(waits ? [`"Send"${ready ? "" : " [disabled]"}`] : ready ? ['"Send"'] : [])];
    await expect.poll(() => tree(survey(page))).toEqual(treeOf(walk, {}, foot(false), group));
    if (role === "textbox") {
      await survey(page).getByRole("textbox").fill(WORDS);
      const written = { ...walk, names: [], more: [`textbox ${JSON.stringify(walk.names[0])}: ${WORDS}`, ...walk.more!] };
      await expect.poll(() => tree(survey(page))).toEqual(treeOf(written, {}, foot(true), group));
    } else {
      for (const place of choose) await survey(page).getByRole(role, { name: walk.names[place], exact: true }).focus();
      // Arrows choose, the space bar does so where there are several.
      await survey(page).locator("input").first().focus();
      const states: Record<number, string> = {};
      if (role === "radio") for (let i = 0; i < choose[0]; i++) await page.keyboard.press("ArrowDown");
      for (const place of choose) {
        if (role === "checkbox") {
          await survey(page).locator("input").nth(place).focus();
          await page.keyboard.press("Space");
        }
        states[place] = " [checked]";
      }
      // As many as may be: the others can't be chosen, and say so.
      if (choose.length === 3) for (const place of walk.names.keys()) states[place] ??= " [disabled]";
      else if (what.startsWith("several")) states[walk.names.length - 1] = " [disabled]";
      await expect.poll(() => tree(survey(page))).toEqual(treeOf(walk, states, foot(true), group));
    }
    await page.keyboard.press("Escape");
    await expect(survey(page)).toHaveCount(0);
  });

  test(`${what}: the keyboard alone goes through, back, on, and past it`, async ({ page, shop }) => {
    await stand(page, shop, [{ id: "before", instrument: "nms" }, itemOf(walk), { id: "after", instrument: "contacts" }], control);
    await page.locator("#before").focus();
    expect(await stops(page, "Tab", "radio Yes, positive")).toEqual(["button Close"]);
    await page.keyboard.press("Space");
    await expect(question(page)).not.toHaveText(BEFORE);
    // Whoever is in the survey is led on to the question.
    await expect(survey(page).locator("legend")).toBeFocused();
    expect(await stops(page, "Tab", "button After")).toEqual([...stopsOf(walk), "button Skip"]);
    const back = await stops(page, "Shift+Tab", "button Before");
    expect([back[0], ...back.slice(-2)]).toEqual(["button Skip", "button Close", "button Back"]);

    // Chosen by the keyboard, and answered by Enter or the button.
    await tabTo(page, stopsOf(walk)[0]);
    if (role === "textbox") await page.keyboard.type(WORDS);
    else if (role === "radio") {
      for (let i = 0; i < choose[0]; i++) await page.keyboard.press("ArrowDown");
      expect(await focused(page)).toBe(radioOf(walk, choose[0]));
      await expect(survey(page).locator("input").nth(choose[0])).toBeChecked();
      await expect(question(page)).toBeVisible();
      await page.keyboard.press("Enter");
    } else {
      let at = 0;
      for (const place of choose) {
        for (; at < place; at++) await page.keyboard.press("Tab");
        await page.keyboard.press("Space");
        await expect(survey(page).locator("input").nth(place)).toBeChecked();
      }
    }
    if (role !== "radio") {
      await tabTo(page, "button Next");
      await page.keyboard.press("Enter");
    }
    await expect(question(page)).toHaveText(AFTER);

    // Back: what was chosen stands there, and there is a way on from it.
    await tabTo(page, "button Back", "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(question(page)).not.toHaveText(AFTER);
    await expect(survey(page).locator("legend")).toBeFocused();
    if (role === "textbox") await expect(survey(page).getByRole("textbox")).toHaveValue(WORDS);
    else expect(await survey(page).locator("input").evaluateAll((all) => all.flatMap((one, i) => ((one as HTMLInputElement).checked ? [i] : [])))).toEqual(choose);
    if (role === "radio") expect(await stops(page, "Tab", "button After")).toEqual([radioOf(walk, choose[0]), "button Skip", "button Next"]);
    await tabTo(page, "button Next", role === "radio" ? "Shift+Tab" : "Tab");
    await page.keyboard.press("Space");
    await expect(question(page)).toHaveText(AFTER);
    await tabTo(page, "radio Once");
    await page.keyboard.press("Space");
    await expect(question(page)).toHaveText("Thank you!");
    await expect(question(page)).toBeFocused();
    await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", answers: { before: "nms.pos", asked: walk.answer, after: "fcr.t1" } });
  });
}

test("past a question by the keyboard: that it was passed over is kept", async ({ page, shop }) => {
  await stand(page, shop, [itemOf(WALKS["five faces"]), { id: "after", instrument: "contacts" }], CONTROLS.csat);
  await page.locator("#before").focus();
  await tabTo(page, "button Skip");
  await page.keyboard.press("Enter");
  await expect(question(page)).toHaveText(AFTER);
  await expect(survey(page).locator("legend")).toBeFocused();
  await tabTo(page, "radio Once");
  await page.keyboard.press("Space");
  await expect.poll(() => shop.responses().at(-1)).toMatchObject({ state: "completed", answers: { asked: -1, after: "fcr.t1" } });
});

test("an address by the keyboard: one that is none isn't sent, and its field has the focus", async ({ page, shop }) => {
  await page.route("**/contact", (route) => route.fulfill({ status: 204 }));
  await stand(page, shop, [{ id: "first", instrument: "contacts" }], CONTROLS.contacts, { contact: { to: "/contact" } });
  await page.locator("#before").focus();
  await tabTo(page, "radio Once");
  await page.keyboard.press("Space");
  const field = survey(page).getByRole("textbox", { name: ADDRESS });
  await expect(field).toBeVisible();
  await expect(question(page)).toBeFocused();
  expect(await tree(survey(page))).toEqual([
    'region "Short survey":',
    '  button "Close"',
    "  paragraph: Thank you!",
    "  paragraph: Your answer helps us improve.",
    "  status",
    `  textbox "${ADDRESS}":`,
    "    /placeholder: E-mail address",
    '  button "Send"',
  ]);
  expect(await stops(page, "Tab", "button After")).toEqual([`input ${ADDRESS}`, "button Send"]);
  await tabTo(page, `input ${ADDRESS}`, "Shift+Tab");
  await page.keyboard.type("somebody");
  const sent: string[] = [];
  page.on("request", (request) => request.url().endsWith("/contact") && sent.push(request.url()));
  await page.keyboard.press("Enter");
  await expect.poll(() => focused(page)).toBe(`input ${ADDRESS}`);
  expect(await field.evaluate((input) => (input as HTMLInputElement).validity.typeMismatch)).toBe(true);
  await page.keyboard.type("@example.com");
  await page.keyboard.press("Enter");
  await expect(field).toHaveCount(0);
  await expect(survey(page).getByRole("status").last()).toHaveText("Thank you!");
  await expect.poll(() => sent.length).toBe(1);
});

test("what is announced comes after its region, once, and only to whoever isn't in the survey", async ({ page, shop }) => {
  await page.addInitScript(() => {
    const heard: string[] = ((window as any).heard = []);
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes) if ((target as Element).role === "status") for (const { textContent } of addedNodes) heard.push(textContent!);
      }).observe(root, { childList: true, subtree: true });
      return root;
    };
  });
  const heard = () => page.evaluate(() => (window as any).heard as string[]);
  const { control, group } = WALKS["seven points"];
  await stand(page, shop, [{ ...control.items[0], id: "asked" }, { id: "after", instrument: "contacts" }], control);
  await expect.poll(heard).toEqual([group]);
  await survey(page).locator("input").first().focus();
  await page.keyboard.press("Space");
  await expect(question(page)).toHaveText(AFTER);
  await page.waitForTimeout(300);
  expect(await heard()).toEqual([group]);
  await expect(survey(page).getByRole("status")).toHaveText("");
});

test("Chromium's own tree says the same", async ({ page, shop, browserName }) => {
  test.skip(browserName !== "chromium", "only Chromium shows its tree");
  const walk = WALKS["0 to 10"];
  await stand(page, shop, [itemOf(walk)], walk.control);
  await survey(page).locator("input").first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(survey(page).getByRole("button", { name: "Send" })).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const read = (id: string): void => {
    const { ignored, role, name, properties = [], childIds = [] } = byId.get(id)!;
    const has = (wanted: string) => properties.find((one) => one.name === wanted)?.value.value;
    if (!ignored && /^(region|button|group|radio|radiogroup|status)$/.test(role?.value)) lines.push(`${role!.value} ${name?.value}${has("checked") === "true" ? " checked" : ""}${has("live") ? ` ${has("live")}` : ""}`);
    childIds.forEach(read);
  };
  read(nodes[0].nodeId);
  const [region, ...rest] = lines.slice(lines.indexOf("region Short survey"));
  expect(region).toBe("region Short survey");
  expect(rest.slice(0, -1)).toEqual([
    "button Close",
    `group ${walk.group}`,
    ...walk.names.map((name, i) => `radio ${name}${i === 1 ? " checked" : ""}`),
    "button Skip",
    "button Send",
    "status  polite",
  ]);
  expect(rest.at(-1)).toBe("button After");
});
