// Hostile strings in every text field of a definition and of a response: all of it is text, none of it runs, none of it becomes an
// element, an attribute or an address.
import type { Page } from "@playwright/test";
import { STRINGS } from "../../security/strings.mjs";
import { definition, expect, point, question, say, survey, test } from "../support/site";
import { test as shopTest } from "../support/shop";

const PART = 20;
const parts: string[][] = Array.from({ length: Math.ceil(STRINGS.length / PART) }, (_, at) => STRINGS.slice(at * PART, (at + 1) * PART));

/** Runs before everything: what a string would set, and what it would do besides. */
function canary(): void {
  // WebKit may run what comes before everything twice in one window.
  if ((window as any).ran) return;
  (window as any).ran = [];
  Object.defineProperty(window, "__xss", { set: () => (window as any).ran.push("__xss"), get: () => (window as any).ran.push("read") });
  for (const name of ["alert", "prompt", "confirm", "open"]) (window as any)[name] = () => (window as any).ran.push(name);
  addEventListener("securitypolicyviolation", (event) => (window as any).ran.push(`policy ${event.violatedDirective}`));
}

/** What has run, and every element or attribute that a string could have made. */
const strange = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [...(window as any).ran];
    const ELEMENTS = "iframe,object,embed,math,base,video,audio,marquee,img,frame,applet,template,body body,svg script,svg animate,meta[http-equiv],link[rel=stylesheet]:not([href='report.css'],[href$='/report.css'])";
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll(ELEMENTS)) found.push(element.outerHTML.slice(0, 80));
      for (const element of root.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
          if (/^on|^srcdoc$|^formaction$/.test(name)) found.push(`${element.localName} ${name}`);
          if (/^(href|src|xlink:href|action|data|poster|style)$/.test(name) && /script:|data:text|__xss/i.test(value)) found.push(`${element.localName} ${name}=${value.slice(0, 60)}`);
        }
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    if (({} as any).polluted !== undefined || Object.keys(Object.prototype).length) found.push("Object.prototype");
    return found;
  });

/** In every engine a third of them. */
for (const everywhere of [true, false]) {
  const chosen = [...parts.entries()].filter(([at]) => (at % 3 === 0) === everywhere);
  test(`in a definition: questions, options, labels, brand, subject, languages, names of fields, ${everywhere ? "some" : "the other"} strings`, { tag: ["@S09", "@S10", "@S12", "@F50", ...(everywhere ? [] : ["@once"])] }, async ({ page, visit, context, site }) => {
    test.setTimeout(180_000);
    await context.addInitScript(canary);
    const all = chosen.map(([at, strings]) => {
      const joined = strings.join(" ");
      const odd = strings[at % strings.length];
      return definition({
        id: `d${at}`,
        brand: joined,
        touchpoint: odd,
        stage: odd,
        channel: odd,
        locales: ["en", odd],
        ask: { when: { event: `e${at}` }, where: {} },
        items: [
          { id: "why", instrument: "reasons", question: `asked ${joined}`, options: strings, optional: true, shuffle: false },
          { id: "about", instrument: "barometer", subject: odd, question: odd, optional: true },
          { id: "words", instrument: "open", question: joined, optional: true },
          { id: "csat", instrument: "csat" },
        ],
        text: { en: { "csat.question": joined, "csat.1": odd, "csat.5": joined, "ui.next": odd, "ui.close": joined, "ui.skip": odd, "ui.thanks": joined, "open.question": joined, ...Object.fromEntries(strings.map((one) => [one, one])) }, [odd]: { [odd]: odd } },
        context: [odd, "polluted"],
        deliver: [{ to: "/feedback", as: "json", fields: { [odd]: odd }, fixed: { [odd]: odd } }, { to: odd }],
        contact: { to: odd },
      });
    });
    await visit({ surveys: all.slice(0, 1), tags: "<script type=module src=/madeleine/madeleine.js async></script>" });
    await page.waitForFunction(() => (window as any).madeleine.here);
    let shown = 0;
    for (const [i, [at, strings]] of chosen.entries()) {
      // As the definition stands in a page: what would end the tag is written so that it doesn't.
      await page.evaluate((text) => {
        const tag = document.createElement("script");
        tag.type = "application/json";
        tag.dataset.survey = "";
        tag.textContent = text;
        document.head.append(tag);
        (window as any).madeleine("scan");
      }, JSON.stringify(all[i]));
      await say(page, "show", `d${at}`, { [strings[0]]: strings[1] ?? "", polluted: "__proto__" });
      await expect(question(page)).toContainText("asked");
      const text = await survey(page).evaluate((element) => element.shadowRoot!.textContent ?? "");
      for (const string of strings) if (!/[\0\n\t\u2028]/.test(string) && text.includes(string)) shown++;
      expect(await strange(page), `strings ${at * PART} to ${at * PART + PART}`).toEqual([]);
      await expect(survey(page).locator("a, area")).toHaveCount(0);
      await say(page, "close");
      await expect(survey(page)).toHaveCount(0);
    }
    // They were there, as text.
    expect(shown).toBeGreaterThan(chosen.flatMap(([, strings]) => strings).length / 2);
    expect(site.sent).toEqual([]);
  });
}

test("in what is told and kept: a few of them through a whole survey", { tag: ["@S09", "@F54"] }, async ({ page, visit, context, site }) => {
  await context.addInitScript(canary);
  for (const at of [0, 7, 19]) {
    const [one, two] = [parts[at][1], parts[at][2]];
    await visit({ surveys: [definition({ brand: one, items: [{ id: "open", instrument: "open" }, { id: "csat", instrument: "csat" }], text: { en: { "ui.thanks": two } }, deliver: [{ to: "/feedback" }, { to: "event" }, { to: "dataLayer" }] })] }, `/${at}`);
    await survey(page).locator("textarea").fill(`${one} ${two}`);
    await survey(page).getByRole("button", { name: "Next" }).click();
    await point(page, 4).click();
    await expect.poll(() => site.sent.filter(({ state }) => state === "completed").length).toBe([0, 7, 19].indexOf(at) + 1);
    expect(await strange(page)).toEqual([]);
  }
});

shopTest("in responses: the report page shows all of it as text", { tag: ["@S09", "@S12", "@F54"] }, async ({ page, shop, context }, info) => {
  shopTest.setTimeout(120_000);
  await context.addInitScript(canary);
  const lines = STRINGS.flatMap((one, at) =>
    Array.from({ length: at % 40 ? 1 : 12 }, (_, copy) =>
      JSON.stringify({
        v: 1, response_id: `r${at}-${copy}`, seq: 1, survey: one, state: "completed", touchpoint: at % 2 ? one : parts[Math.floor(at / PART)][0], stage: one, channel: one, locale: one, surface: one, device: one,
        submitted_at: "2026-11-02", answers: { csat: 1 + (at % 5), comment: one, why: [one, "__proto__"], [one]: one }, context: { [one]: one }, instruments: { comment: "open", why: "reasons", [one]: one },
      }),
    ),
  );
  const csv = `csat,touchpoint,comment,${STRINGS.slice(0, 40).map((one) => `"${one.replaceAll('"', '""')}"`)}\n` + STRINGS.map((one) => `4,"${one.replaceAll('"', '""')}","${one.replaceAll('"', '""')}"`).join("\n");
  const files = [
    { name: `${STRINGS[1].replaceAll(/[/\0]/g, "|")}.ndjson`, mimeType: "application/x-ndjson", buffer: Buffer.from(lines.join("\n")) },
    { name: `"><img src=x onerror=__xss=1>.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) },
    { name: "broken <img src=x onerror=__xss=1>.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(STRINGS.map((one) => `{"v":1,"response_id":${JSON.stringify(one)},${JSON.stringify(one)}:`).join("\n")) },
  ];
  await page.goto(`${shop.url}/madeleine/report.html?title=${encodeURIComponent(parts[1].join(" "))}&lang=${encodeURIComponent(STRINGS[1])}`);
  for (const file of files) await page.locator("input[type=file]").setInputFiles(file);
  await expect(page.locator("#headline-csat")).toBeVisible({ timeout: 30_000 });
  expect(await strange(page)).toEqual([]);
  await page.locator("input[type=file]").setInputFiles(files);
  await expect(page.locator("#problems")).toBeVisible({ timeout: 30_000 });
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  expect(await strange(page)).toEqual([]);
  const text = await page.evaluate(() => document.body.textContent ?? "");
  expect(STRINGS.filter((one) => one.includes("__xss=1") && text.includes(one)).length).toBeGreaterThan(20);
  // Each touchpoint is a chip: pressed, it is what the report is filtered by.
  await page.getByRole("button").filter({ hasText: /xss/i }).first().click();
  await expect(page.locator("#headline-csat")).toBeVisible();
  expect(await strange(page)).toEqual([]);
});
