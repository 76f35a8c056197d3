// A page that has changed what all scripts share: what is sent is what would have been sent without it.
import { definition, ELSEWHERE, expect, point, question, survey, test, waiting } from "./receiver";

const PAGES: Record<string, () => void> = {
  "toJSON, as older libraries have it": () => {
    for (const { prototype } of [Array, Object, String, Number, Date] as { prototype: any }[])
      Object.defineProperty(prototype, "toJSON", { value: () => "BROKEN", configurable: true, writable: true });
  },
  "options of a request on all objects": () => {
    const options = { body: "x", headers: { "x-custom": "1" }, mode: "no-cors", keepalive: "x", integrity: "sha256-AAAA", cache: "only-if-cached", duplex: "half", window: 1 };
    for (const [name, value] of Object.entries(options)) Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  },
  "no chance and no promises' end": () => {
    Math.random = () => 0;
    delete (Promise.prototype as any).finally;
    (console as any).log = console.warn = () => {
      throw new Error("not here");
    };
  },
  "names of elements": () => {
    addEventListener("DOMContentLoaded", () => {
      for (const name of ["baseURI", "currentScript", "forms", "madeleine", "outbox", "fetch", "crypto", "navigator"]) {
        const form = document.createElement("form");
        form.setAttribute("name", name);
        form.id = name;
        document.body.append(form);
      }
    });
  },
};

/** Without what differs from one response to the next. */
const same = (text: string): string =>
  text.replace(/("response_id":|response_id=)"?[\w-]{22}/g, "$1").replace(/"ms":\{[^}]*\}/, "").replace(/(_at"?[:=]"?)\d{4}-\d\d-\d\dT\d\d(:|%3A)\d\d/g, "$1");

for (const [name, pollute] of Object.entries(PAGES))
  test(`${name}: as JSON, as a form and without words, byte for byte`, { tag: ["@F39", "@F40", "@S12", "@S13"] }, async ({ page, visit, receiver, context }) => {
    const run = async () => {
      receiver.received.length = 0;
      receiver.acts["/large"] = [413, 204];
      await visit({
        surveys: [
          definition({
            items: [{ id: "csat", instrument: "csat" }, { id: "comment", instrument: "open" }],
            deliver: [{ to: `${receiver.url}/json`, as: "json" }, { to: `${receiver.url}/form`, as: "form", fields: { csat: "a b", comment: "c" }, fixed: { "form-name": "f" } }, { to: `${receiver.url}/large`, as: "json" }],
          }),
        ],
      });
      await point(page, 4).click();
      await survey(page).locator("textarea").fill('Words, "quoted" & more');
      await survey(page).getByRole("button", { name: /^(Next|Send)$/ }).click();
      await expect(question(page)).toHaveText("Thank you!");
      await expect.poll(() => receiver.received.length).toBe(4);
      return receiver.received.map(({ path, headers, body }) => [path, headers["content-type"], headers["x-custom"], same(body)].join(" ")).sort();
    };
    const clean = await run();
    await expect.poll(() => waiting(page)).toEqual([]);
    expect(clean[0]).toContain("/form application/x-www-form-urlencoded");
    await context.addInitScript(pollute);
    await visit(ELSEWHERE, "/next");
    expect(await run()).toEqual(clean);
  });
