// What we do on somebody else's page: what is asked of the network, read of the page and of the device, and listened to.
import type { Page } from "@playwright/test";
import { answer, definition, expect, heard, needs, point, question, ready, say, survey, test } from "../support/site";
import { outbox } from "../support/shop";
import { watch, type Watched } from "./watched";

const HOST = `<form action="/paid"><input name="card" value="4111 1111 1111 1111"><input type="password" name="p" value="secret" autocomplete="off"><textarea>my own words</textarea>
<select name="s"><option selected>one</option></select></form>`;

const OPEN = definition({
  ask: { when: { event: "now" }, quiet: { site_wide_days: 1 }, sample: 0.999999 },
  items: [{ id: "csat", instrument: "csat" }, { id: "comment", instrument: "open" }],
  locales: ["en", "fr"],
  contact: { to: "/contact" },
});

const finish = async (page: Page, words: string) => {
  await survey(page).locator("textarea").fill(words);
  await survey(page).getByRole("button", { name: /^(Next|Send)$/ }).click();
  await expect(question(page)).toHaveText("Thank you!");
};
const watched = (page: Page): Promise<Watched> => page.evaluate(() => (window as any).watched.ours);
const once = (all: string[]) => [...new Set(all)].sort();

test.describe("on the network", () => {
  // The browser says in the console that a receiver has failed.
  test.use({ quiet: false });
  test("only what is declared is asked of the network: load, trigger, answer, a dead receiver, loaded anew, sent, erased", { tag: "@S07" }, async ({ page, visit, site, context }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
    const carried: string[] = [];
    let dead = true;
    await context.addCookies([{ name: "session", value: "of-the-host", url: site.url }]);
    await visit({
      surveys: [OPEN],
      body: HOST,
      take: (request, _, response) => {
        carried.push(request.headers.cookie ?? "");
        return response.writeHead(dead ? 503 : 204).end();
      },
    });
    await ready(page);
    const before = asked.map((line) => new URL(line.split(" ")[1]).pathname);
    expect(once(before).filter((path) => !/^\/($|madeleine\/(madeleine\.js|[^/]+\/madeleine-widget\.when\.js)$|trial\.survey\.json$)/.test(path))).toEqual([]);
    await say(page, "event", "now");
    // What notes the course of a survey has come.
    await expect.poll(async () => (await heard(page)).map(({ name }) => name)).toContain("shown");
    await answer(page, 4);
    // Whoever leaves has what was answered sent, here in vain.
    await page.reload();
    await expect.poll(() => carried.length).toBeGreaterThan(0);
    await expect(survey(page).locator("textarea")).toBeVisible();
    dead = false;
    await finish(page, "well, fine");
    await expect.poll(async () => (await outbox(page)).length, { timeout: 20_000 }).toBe(0);
    await page.evaluate(() => new Promise<void>((done) => (window as any).madeleine("erase", done)));
    const ours = new RegExp(
      `^(GET ${site.url}/(|madeleine/madeleine\\.js|madeleine/[\\w.-]+/[\\w.-]+\\.(js|wasm|json)|trial\\.survey\\.json)|POST ${site.url}/feedback)$`,
    );
    expect(once(asked.filter((line) => !ours.test(line) && !/^GET data:/.test(line)))).toEqual([]);
    expect(asked.length).toBeGreaterThan(8);
    // Nothing of the visitor goes along.
    expect(once(carried)).toEqual([""]);
  });
});

/** What is listened to outside of our own element, and why. */
const LISTENERS = [
  // The page's own list of what it hears, of the spec's page itself and of `on`.
  /^(document|window) madeleine-/,
  // An inline survey of a page that is still being read.
  /^window DOMContentLoaded$/,
  // Whoever leaves may not come back: what waits is sent at once. Whoever comes back has it tried again.
  /^document visibilitychange$/,
  /^window (pagehide|pageshow|online)$/,
];

test("nothing of the page is read, and nobody's keys are heard, while somebody types in its form and answers", { tag: ["@S08", "@S14"] }, async ({ page, visit, context, site }) => {
  await context.addInitScript(watch);
  await context.addCookies([{ name: "session", value: "of-the-host", url: site.url }]);
  await visit({ surveys: [OPEN], body: HOST, head: `<script>localStorage.theirs = "1"; sessionStorage.theirs = "1";</script>` });
  await ready(page);
  await say(page, "event", "now");
  await page.locator("input[name=card]").pressSequentially("42");
  await page.evaluate(() => {
    for (let at = 0; at < 1_000; at++) window.postMessage({ type: "madeleine", verb: "erase", at }, "*");
  });
  await answer(page, 4);
  await page.locator("form > textarea").pressSequentially("more");
  await finish(page, "what I think");
  await expect.poll(() => site.sent.length).toBeGreaterThan(0);
  const { reads, keys, listeners } = await watched(page);
  expect(reads).toEqual([]);
  expect(once(keys).filter((key) => !/^(sessionStorage|indexedDB) madeleine(-\w+)?$/.test(key))).toEqual([]);
  expect(once(listeners).filter((one) => !LISTENERS.some((known) => known.test(one)))).toEqual([]);
  // The log isn't blind, neither for what we do nor for what we don't.
  expect(keys.length).toBeGreaterThan(0);
  expect(listeners).toContain("document visibilitychange");
  const seen = await page.evaluate(() => {
    void document.cookie;
    void document.querySelector<HTMLInputElement>("input[name=card]")!.value;
    document.addEventListener("keydown", () => {});
    void localStorage.theirs;
    return (window as any).watched.everybodys;
  });
  expect([seen.reads.slice(-2), seen.keys.at(-1), seen.listeners.at(-1)]).toEqual([["document.cookie", "HTMLInputElement.value"], "localStorage theirs", "document keydown"]);
});

test("a trigger that watches the page listens to that alone, and reads no field", { tag: "@S08" }, async ({ page, visit, context }) => {
  await context.addInitScript(watch);
  const when = [{ click: "#buy" }, { scroll: 0.9 }, { exit: true }, { element: "#never" }];
  await visit({ surveys: [definition({ ask: { when } })], body: HOST });
  await ready(page);
  await expect.poll(async () => (await watched(page)).listeners).toContain("window click");
  await page.locator("input[name=card]").pressSequentially("42");
  await page.locator("#buy").click();
  await expect(question(page)).toBeVisible();
  const { reads, listeners } = await watched(page);
  expect(reads).toEqual([]);
  const triggers = ["window click", "window scroll", "document mouseout"];
  expect(once(listeners).filter((one) => !triggers.includes(one) && !LISTENERS.some((known) => known.test(one)))).toEqual([]);
});

test("two responses of one device share nothing that would tell that it is one, and nothing recognisable is asked of it", { tag: "@S21" }, async ({ page, visit, context, site }) => {
  await context.addInitScript(watch);
  for (const [value, path] of [[4, "/"], [2, "/again"]] as const) {
    await visit({ surveys: [definition({ privacy: { time: "day" } })] }, path);
    await point(page, value).click();
    await expect(question(page)).toHaveText("Thank you!");
    await expect.poll(() => site.sent.filter(({ state }) => state === "completed").length).toBe(path === "/" ? 1 : 2);
    expect((await watched(page)).traits).toEqual([]);
  }
  const [one, other] = site.sent.filter(({ state }) => state === "completed");
  const same = Object.keys(one).filter((name) => one[name] !== null && JSON.stringify(one[name]) === JSON.stringify(other[name]));
  // What the definition, the page and the kind of device say: the same for everybody.
  const EVERYBODYS = ["v", "seq", "survey", "survey_version", "wording", "state", "touchpoint", "locale", "surface", "device", "shown_at", "submitted_at", "shown", "context", "sample", "durability", "instruments", "channel", "layout", "orders", "answers_layout"];
  expect(same.filter((name) => !EVERYBODYS.includes(name))).toEqual([]);
  expect(one.response_id).toMatch(/^[\w-]{22}$/);
  expect(one.response_id).not.toBe(other.response_id);
  // Long words that both have, wherever they stand: none but what the definition holds.
  const words = (of: object) => new Set(JSON.stringify(of).match(/[\w-]{16,}/g) ?? []);
  expect([...words(one)].filter((word) => words(other).has(word))).toEqual([]);
  await expect.poll(() => page.evaluate(() => {
    void navigator.hardwareConcurrency;
    return (window as any).watched.everybodys.traits;
  })).toContain("Navigator.hardwareConcurrency");
});

test("a storm of messages from a frame and from the page changes nothing: nobody listens", { tag: "@S14" }, async ({ page, visit, said }) => {
  needs("frames");
  await visit({ surveys: [definition()], body: `<iframe srcdoc="<script>for (let i = 0; i < 2000; i++) parent.postMessage({ madeleine: ['erase'], verb: 'close', i }, '*')</script>"></iframe>` });
  await expect(question(page)).toBeVisible();
  await page.evaluate(() => {
    for (const data of ["close", { verb: "close" }, ["erase"], null, { source: "madeleine", type: "show" }]) for (let at = 0; at < 400; at++) window.postMessage(data, "*");
  });
  await page.waitForTimeout(500);
  await expect(question(page)).toBeVisible();
  expect(said).toEqual([]);
});
