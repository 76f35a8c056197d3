// The integrity of the tag pins everything: a byte that isn't the one that was built is refused wherever it is, under every policy, and
// everything up to the first question leaves at once.
import { answer, expect, needs, outbox, point, question, survey as surveyOf } from "../support/shop";
import type { Page } from "@playwright/test";
import { address, type Answer, bytesOf, CLASSIC, type Faults, flipped, inline, oneFile, PINNED, plain, STABLE, survey, test } from "./shelf";

const now = (page: Page) => page.evaluate(() => (window as any).madeleine("event", "now"));
const lines = (said: string[]) => said.filter((line) => line.startsWith("error: Madeleine"));
const thrown = (page: Page): Promise<string[]> => page.evaluate(() => (window as any).thrown);
const blocked = (page: Page): Promise<{ survey: string; reason: string }[]> => page.evaluate(() => (window as any).blocked);

/** Nothing is shown, the owner is told once in the console and once by an event, and the page is as it was. */
async function refused(page: Page, said: string[], reason: RegExp): Promise<void> {
  await expect.poll(() => lines(said).length).toBe(1);
  expect(lines(said)[0]).toMatch(reason);
  await page.waitForTimeout(200);
  expect(lines(said)).toHaveLength(1);
  expect(await blocked(page)).toEqual([{ survey: "/supply.survey.json", reason: expect.stringMatching(reason) }]);
  await untouched(page);
}

async function untouched(page: Page): Promise<void> {
  await expect(surveyOf(page)).toHaveCount(0);
  expect(await thrown(page)).toEqual([]);
  await page.getByRole("button", { name: "Pay" }).click();
  await expect(page).toHaveURL(/\/paid\?card=4111$/);
}

const rarer = survey({ items: [{ id: "hassle", instrument: "hassle" }] });

for (const [file, definition] of [
  ["madeleine-widget.js", survey()],
  ["madeleine-widget.wasm", survey()],
  ["madeleine-widget.en.json", survey()],
  ["madeleine-widget.en.more.json", rarer],
] as const) {
  test(`one bit of ${file} is another: it is refused, and asked for once`, { tag: ["@F35", "@S01"] }, async ({ page, open, said }) => {
    const shelf = await open({ definition, spoilt: { [file]: flipped } });
    await now(page);
    await refused(page, said, new RegExp(`can't trust .*${file.replaceAll(".", "\\.")}`));
    expect(shelf.times(file)).toBe(1);
  });
}

test("the words of one language aren't taken for those of another", { tag: "@S01" }, async ({ page, open, said }) => {
  const spoilt = { "madeleine-widget.en.json": (answer: Answer) => ({ ...answer, body: bytesOf("madeleine-widget.fr.json") }) };
  await open({ spoilt });
  await now(page);
  await refused(page, said, /can't trust .*madeleine-widget\.en\.json/);
});

for (const [what, tag, file] of [
  ["embed script", PINNED, "madeleine.js"],
  ["script that holds everything", oneFile("en") + inline(survey()), "madeleine.one.en.js"],
] as const) {
  test(`one bit of the ${what} is another: the browser refuses it by the tag, and the page goes on`, { tag: ["@F37", "@S01"] }, async ({ page, open, said }) => {
    const shelf = await open({ tags: tag, spoilt: { [file]: flipped } });
    await now(page);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as any).madeleine.here)).toBeUndefined();
    // Firefox asks again for what it refused, by the same tag.
    expect([...new Set(shelf.ours())]).toEqual([file]);
    expect(lines(said)).toEqual([]);
    await untouched(page);
  });
}

const PAGE = "<!doctype html><title>Not found</title>";
for (const file of ["madeleine-widget.js", "madeleine-widget.wasm"]) {
  for (const [what, spoil] of [
    ["is missing", () => ({ status: 404, type: "text/html", body: Buffer.from(PAGE) })],
    ["fails", (answer) => ({ ...answer, status: 500 })],
    ["is a page", () => ({ status: 200, type: "text/html", body: Buffer.from(PAGE) })],
    ["ends early", (answer) => ({ ...answer, body: answer.body.subarray(0, answer.body.length >> 1) })],
  ] as [string, NonNullable<Faults["spoilt"]>[string]][]) {
    test(`${file} ${what}: it is refused`, { tag: "@F35" }, async ({ page, open, said }) => {
      await open({ spoilt: { [file]: spoil } });
      await now(page);
      await refused(page, said, new RegExp(`can't trust .*${file.replace(".", "\\.")}`));
    });
  }
}

test("a server that has no type for the module is forgiven", { tag: "@F35" }, async ({ page, open, said }) => {
  await open({ spoilt: { "madeleine-widget.wasm": (answer) => ({ ...answer, type: "application/octet-stream" }) } });
  await now(page);
  await expect(question(page)).toBeVisible();
  expect(said).toEqual([]);
});

test("one bit of what sends is another: it is refused, and the answer stays on the device", { tag: "@S01" }, async ({ page, open }) => {
  const shelf = await open({ definition: survey({ deliver: [{ to: "/feedback" }] }), spoilt: { "madeleine-later.js": flipped } });
  await now(page);
  await point(page, 4).click();
  await expect(question(page)).toHaveText("Thank you!");
  await page.waitForTimeout(500);
  expect(shelf.times("madeleine-later.js")).toBeGreaterThan(0);
  expect(shelf.asked).not.toContain("/feedback");
  expect(await outbox(page)).toHaveLength(1);
  expect(await thrown(page)).toEqual([]);
});

test("one bit of what explains a wrong definition is another: its owner hears which file", { tag: "@S01" }, async ({ page, open, said }) => {
  await open({ definition: survey({ items: [{ id: "csat", instrument: "cast" }] }), spoilt: { "madeleine-later.js": flipped } });
  await now(page);
  await expect.poll(() => said.filter((line) => /^error: can't trust .*madeleine-later\.js$/.test(line)).length).toBe(1);
  await untouched(page);
});

for (const [what, spoilt] of [
  ["script", { "madeleine-checker.js": flipped }],
  ["module", { "madeleine-checker.wasm": flipped }],
] as const) {
  test(`what explains a wrong definition is verified, too: its ${what}`, { tag: "@S01" }, async ({ page, open, said }) => {
    await open({ definition: survey({ items: [{ id: "csat", instrument: "cast" }] }), spoilt });
    await now(page);
    await expect.poll(() => lines(said)).toEqual([expect.stringContaining('Run "madeleine validate" on it.')]);
    await untouched(page);
  });
}

const SELF = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; form-action 'self'";
const TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'";
const NONCE = SELF.replace("'self' 'wasm", "'nonce-n' 'strict-dynamic' 'wasm");

for (const [policy, headers] of [
  ["its own host", { "content-security-policy": SELF }],
  ["its own host and Trusted Types", { "content-security-policy": `${SELF}; ${TRUSTED}` }],
  ["a nonce and strict-dynamic", { "content-security-policy": NONCE }],
  ["a nonce, strict-dynamic and Trusted Types", { "content-security-policy": `${NONCE}; ${TRUSTED}` }],
  ["integrity of every script", { "integrity-policy": "blocked-destinations=(script)" }],
  ["all of them, Trusted Types included,", { "content-security-policy": `${NONCE}; ${TRUSTED}`, "integrity-policy": "blocked-destinations=(script)" }],
] as const) {
  for (const [form, tags] of [
    ["a module", PINNED],
    ["a classic script", CLASSIC],
    ["one file", oneFile("en") + inline(survey())],
  ] as const) {
    test(`under a policy of ${policy} it asks, as ${form}, without a violation`, { tag: ["@F38", "@S01", "@S04", "@S05", "@S06"] }, async ({ page, open, said }) => {
      if (policy.startsWith("all") && form !== "one file") needs("hashOfImport");
      await open({ tags, headers });
      await now(page);
      await expect(question(page)).toBeVisible();
      expect(said).toEqual([]);
    });
  }
}

test("a policy of integrity is in force here: a tag without does nothing", { tag: "@S01" }, async ({ page, open }) => {
  const shelf = await open({ tags: STABLE, headers: { "integrity-policy": "blocked-destinations=(script)" } });
  await now(page);
  await page.waitForTimeout(300);
  expect(shelf.ours()).toEqual([]);
});

test("where a policy forbids WebAssembly the owner reads which word to add, once, and can count it", { tag: "@F34" }, async ({ page, open, said }) => {
  await open({ headers: { "content-security-policy": SELF.replace(" 'wasm-unsafe-eval'", "") } });
  await now(page);
  await refused(page, said, /no WebAssembly here: add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy$/);
});

for (const language of ["en", "ar"]) {
  test(`where a policy forbids WebAssembly the form without it asks all the same, in ${language}`, async ({ page, open, said }) => {
    const items = [{ id: "csat", instrument: "csat" }, { id: "ces", instrument: "ces2" }, { id: "why", instrument: "reasons", options: ["reason.checkout.fees", "reason.other"] }];
    const shelf = await open({
      tags: plain(language) + inline(survey({ items, locales: [language], deliver: [{ to: "/feedback" }], privacy: { time: "day" } })),
      headers: { "content-security-policy": `${NONCE.replace(" 'wasm-unsafe-eval'", "")}; ${TRUSTED}` },
    });
    await now(page);
    await answer(page, 2);
    await answer(page, 6);
    await surveyOf(page).getByRole("checkbox").first().check();
    await surveyOf(page).locator(".next").click();
    await expect.poll(() => shelf.bodies.at(-1)).toMatchObject({ state: "completed", locale: language, answers: { csat: 2, ces: 6, why: ["reason.checkout.fees"] } });
    expect(said).toEqual([]);
  });
}

test("script, module and words leave at once: from the embed script to the question is one round trip", async ({ page, open, said }) => {
  // No part is answered before all three were asked for.
  const parts = ["madeleine-widget.js", "madeleine-widget.wasm", "madeleine-widget.en.json"];
  const shelf = await open({ together: parts, tags: PINNED.replace(/ data-survey="[^"]*"/, "") + inline(survey()) });
  await now(page);
  await expect(question(page)).toBeVisible();
  expect(shelf.ours().sort()).toEqual(["madeleine.js", ...parts].sort());
  expect(said).toEqual([]);
});

test("one file and a definition in the page need one request up to the first question, and one more up to the thanks", async ({ page, open, said }) => {
  const shelf = await open({ tags: oneFile("fr") + inline(survey({ locales: ["fr"], deliver: [{ to: "/feedback" }] })) });
  await now(page);
  await expect(question(page)).toContainText("commande");
  const before = ["/", "/before.js", address("madeleine.one.fr.js")];
  expect(shelf.asked.slice(0, 3)).toEqual(before);
  await point(page, 4).click();
  await expect(question(page)).toHaveText("Merci !");
  await expect.poll(() => shelf.asked).toContain("/feedback");
  expect(shelf.asked.filter((path) => path !== "/feedback")).toEqual([...before, address("madeleine-later.js")]);
  expect(said).toEqual([]);
});

test("one file is read rightly in a page of another encoding", async ({ page, open, said }) => {
  await open({ charset: "windows-1252", tags: oneFile("ja") + inline(survey({ locales: ["ja"] })) });
  await now(page);
  await expect(question(page)).toContainText("ご");
  expect(said).toEqual([]);
});

test("one file fetches what it doesn't hold, verified: another language, rarer words", async ({ page, open, said }) => {
  const german = JSON.stringify({ ...JSON.parse(rarer), locales: ["de"] });
  const shelf = await open({ tags: oneFile("en") + inline(german) });
  await now(page);
  await expect(question(page)).toBeVisible();
  expect(shelf.ours()).toEqual(["madeleine.one.en.js", "madeleine-widget.de.json", "madeleine-widget.de.more.json"]);
  expect(said).toEqual([]);
});

test("the script that keeps its name finds the parts of its version", async ({ page, open, said }) => {
  const shelf = await open({ tags: STABLE });
  await now(page);
  await expect(question(page)).toBeVisible();
  expect(shelf.asked).toContain(address("madeleine-widget.js"));
  expect(said).toEqual([]);
});

test("a second survey of a page fetches nothing that is there", async ({ page, open, said }) => {
  const tags = PINNED.replace(/ data-survey="[^"]*"/, "") + inline(survey()) + inline(survey({ id: "second", ask: { when: { event: "later" } } }));
  const shelf = await open({ tags });
  await now(page);
  await expect(question(page)).toBeVisible();
  const before = shelf.ours();
  await page.evaluate(() => {
    (window as any).madeleine("close");
    (window as any).madeleine("event", "later");
  });
  await expect(question(page)).toBeVisible();
  expect(shelf.ours()).toEqual(before);
  expect(said).toEqual([]);
});
