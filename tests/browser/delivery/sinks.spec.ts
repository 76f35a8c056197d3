// Where responses go: a JSON endpoint, services that take forms, a data layer, an event; each by itself, and all of them at once. The
// services are stand-ins that do what the real ones say of themselves; the recipes of docs/delivery.md are what is tried here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/shop";
import { answer, change, definition, ELSEWHERE, expect, heard, point, question, Receiver, survey, test, undelivered, waiting } from "./receiver";
import type { Page } from "@playwright/test";
import type { IncomingMessage, ServerResponse } from "node:http";

/** The definition of a recipe on the page, as a reader copies it. */
function recipe(heading: string, replace: [string, string][] = []): Record<string, unknown> {
  const page = readFileSync(join(root, "docs", "delivery.md"), "utf8");
  const [, json] = page.slice(page.indexOf(`## ${heading}\n`)).match(/```json\n([^]*?)```/)!;
  return JSON.parse(replace.reduce((text, [from, to]) => text.replaceAll(from, to), json));
}

const ALL = {
  items: [{ id: "csat", instrument: "csat" }, { id: "why", instrument: "reasons", options: ["reason.checkout.fees", "reason.checkout.payment"] }, { id: "comment", instrument: "open" }],
  context: ["order_band"],
  ask: { when: { event: "now" } },
};
const WORDS = "Très bien & cheap?\n100 % = ok";

const next = (page: Page) => survey(page).getByRole("button", { name: /^(Next|Send)$/ }).click();

/** Answers the three questions. */
async function answerAll(page: Page): Promise<void> {
  await page.evaluate(() => (window as any).madeleine("event", "now", { order_band: "50-100" }));
  await answer(page, 2);
  await survey(page).getByRole("checkbox").nth(0).check();
  await survey(page).getByRole("checkbox").nth(1).check();
  await next(page);
  await survey(page).locator("textarea").fill(WORDS);
  await next(page);
  await expect(question(page)).toHaveText("Thank you!");
}

/** Netlify Forms, on the site itself: knows the forms that it found when the site was built, and nothing else. */
function netlify(forms: string[]) {
  const rows: Record<string, string>[] = [];
  const take = (request: IncomingMessage, body: string, response: ServerResponse) => {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const known = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") && forms.includes(fields["form-name"]);
    if (known) rows.push(fields);
    response.writeHead(known ? 200 : 404, { "content-type": "text/html" }).end("<!doctype html><title>Shop</title>");
  };
  return { rows, take };
}

/** Formspree, elsewhere: leads to its own page unless it is asked for data; Receiver answers nobody who asks first. */
function formspree(receiver: Receiver, path: string) {
  receiver.acts[path] = [
    (response) => {
      const { headers } = receiver.at(path).at(-1)!;
      const shared = { "access-control-allow-origin": "*" };
      if (headers.accept !== "application/json") return response.writeHead(302, { ...shared, location: "/thanks" }).end();
      response.writeHead(200, { ...shared, "content-type": "application/json" }).end('{"ok":true,"next":"/thanks"}');
    },
  ];
  return () => receiver.at(path).map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
}

test("Netlify Forms: one row with everything, under the names of a CSV", async ({ page, visit }) => {
  const { rows, take } = netlify(["feedback"]);
  await visit({ surveys: [definition({ ...ALL, ...recipe("Netlify Forms") })], take });
  await answerAll(page);
  await expect.poll(() => rows.length).toBe(1);
  const { response_id, wording, shown_at, submitted_at, ...row } = rows[0];
  expect(response_id).toMatch(/^[\w-]{22}$/);
  expect([wording, shown_at, submitted_at].every(Boolean)).toBe(true);
  expect(row).toEqual({
    "form-name": "feedback",
    csat: "2",
    why: "reason.checkout.fees;reason.checkout.payment",
    comment: WORDS,
    "context.order_band": "50-100",
    seq: "3",
    survey: "trial",
    survey_version: "1",
    state: "completed",
    touchpoint: "checkout",
    locale: "en",
    surface: "popover",
    device: "desktop",
    sample: "1",
    durability: "disk",
  });
  await expect.poll(() => waiting(page)).toEqual([]);
});

test("a form that Netlify doesn't know is refused, and the page hears of it", async ({ page, visit, site }) => {
  const { rows, take } = netlify(["contact"]);
  await visit({ surveys: [definition(recipe("Netlify Forms"))], take });
  await point(page, 4).click();
  await expect.poll(() => undelivered(page)).toEqual([{ survey: "trial", to: `${site.url}/`, reason: "refused", status: 404 }]);
  expect(rows).toEqual([]);
});

test("Formspree: the fields that are named, under its own names, and no question before", async ({ page, visit, receiver }) => {
  const rows = formspree(receiver, "/f/abcdwxyz");
  const more = recipe("Formspree", [["https://formspree.io", receiver.url]]);
  await visit({ surveys: [definition({ ...ALL, ...more })] });
  await answerAll(page);
  await expect.poll(() => rows().length).toBe(1);
  await expect.poll(() => waiting(page)).toEqual([]);
  const { response_id, ...row } = rows()[0];
  expect(response_id).toMatch(/^[\w-]{22}$/);
  expect(row).toEqual({ _subject: "How was your order?", seq: "3", Satisfaction: "2", Why: "reason.checkout.fees;reason.checkout.payment", message: WORDS, "Order value": "50-100" });
});

test("a form isn't sent what may still go on, and half an hour later it is", async ({ page, visit, receiver }) => {
  const rows = formspree(receiver, "/f/abcdwxyz");
  const more = recipe("Formspree", [["https://formspree.io", receiver.url]]);
  await visit({ surveys: [definition({ ...ALL, ...more, ask: { when: { load: true } } })] });
  await answer(page, 2);
  await visit(ELSEWHERE, "/next");
  await page.waitForTimeout(400);
  expect(rows()).toEqual([]);
  expect(await waiting(page)).toHaveLength(1);
  await change(page, { since: Date.now() - 31 * 60_000 });
  await visit(ELSEWHERE, "/next");
  await expect.poll(() => rows().length).toBe(1);
  expect(rows()[0]).toMatchObject({ Satisfaction: "2", seq: "1" });
  expect(rows()[0]).not.toHaveProperty("Why");
});

test("several at once: each has its own delivery, and none waits for another", async ({ page, visit, receiver }) => {
  await page.clock.install();
  await page.addInitScript(() => ((window as any).dataLayer = []));
  const rows = formspree(receiver, "/f/abcdwxyz");
  receiver.acts["/hangs"] = [() => {}];
  receiver.acts["/gone"] = [410];
  receiver.acts["/later"] = [503, 204];
  const { deliver } = recipe("Several at once", [["https://formspree.io", receiver.url], ["https://shop.example", receiver.url]]) as { deliver: object[] };
  await visit({ surveys: [definition({ ...ALL, deliver: [...["/hangs", "/gone", "/later"].map((path) => ({ to: receiver.url + path })), ...deliver] })] });
  await answerAll(page);
  await expect.poll(() => rows().length).toBe(1);
  await expect.poll(() => receiver.at("/feedback").length).toBe(1);
  await expect.poll(async () => (await waiting(page)).map(({ to, attempts, refused }) => [to.replace(receiver.url, ""), attempts, refused]).sort()).toEqual([
    ["/gone", undefined, 410],
    ["/hangs", undefined, undefined],
    ["/later", 1, undefined],
  ]);
  // The one that hangs hangs still.
  await page.clock.fastForward(3_000);
  await expect.poll(() => receiver.at("/later").length).toBe(2);
  expect([receiver.at("/feedback").length, receiver.at("/gone").length, rows().length]).toEqual([1, 1, 1]);
  expect(JSON.parse(receiver.at("/feedback")[0].body)).toMatchObject({ state: "completed", answers: { csat: 2, comment: WORDS } });
});

test("the page's own: an event with the response, and a data layer without an answer", async ({ page, visit }) => {
  await page.addInitScript(() => ((window as any).dataLayer = []));
  await visit({ surveys: [definition({ ...ALL, ...recipe("In the page itself") })] });
  await answerAll(page);
  await expect.poll(async () => (await heard(page)).find(({ name }) => name === "complete")?.detail).toMatchObject({ state: "completed", answers: { csat: 2, comment: WORDS } });
  const pushed = await page.evaluate(() => (window as any).dataLayer);
  expect(pushed.at(-1)).toEqual({ event: "madeleine_completed", madeleine_survey: "trial" });
  expect(JSON.stringify(pushed)).not.toMatch(/cheap|reason|csat/);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
});

test("Google Analytics: steps and the survey's name arrive, and no answer", async ({ page, visit, receiver }) => {
  const markdown = readFileSync(join(root, "docs", "delivery.md"), "utf8");
  const [, html] = markdown.slice(markdown.indexOf("## Google Analytics\n")).match(/```html\n([^]*?)```/)!;
  // What gtag.js does of it: the queue, and a request for each event.
  const tag = `<script>
    window.dataLayer = [];
    function gtag(command, name, parameters) {
      dataLayer.push(arguments);
      navigator.sendBeacon("${receiver.url}/g/collect", new URLSearchParams({ en: name, ...parameters }));
    }
  </script>`;
  await visit({ surveys: [definition({ ...ALL, deliver: [{ to: "event" }] })], head: tag + html });
  await answerAll(page);
  const events = () => receiver.at("/g/collect").map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  // Each goes by itself: which arrives first isn't said.
  await expect.poll(() => events().map(({ en }) => en).sort()).toEqual(["survey_complete", "survey_shown", "survey_start"]);
  expect(new Set(events().map(({ survey }) => survey))).toEqual(new Set(["trial"]));
  expect(JSON.stringify(events())).not.toMatch(/cheap|reason|csat/);
});
