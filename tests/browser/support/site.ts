// A site whose every path is the same long page, with as many surveys as a test wants. It remembers what was asked for and what came.
// A server of its own, because a page whose requests a test answers isn't kept for the way back.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, root, stored, survey, test as base } from "./shop";
import type { Page } from "@playwright/test";

const DIST = join(root, "dist");
const TYPES: Record<string, string> = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

/** A frame without an origin is a stranger to its own site. */
const SHARED = { "access-control-allow-origin": "*" };

/** What the page itself does: the queue, and a list of all it hears. */
const OWN = `
window.madeleine ||= function () { (madeleine.q ||= []).push(arguments); };
window.heard = [];
for (const name of ["shown", "start", "answer", "complete", "dismiss", "blocked"])
  document.addEventListener("madeleine-" + name, ({ detail, target }) => heard.push({ name, detail, on: target === document ? "document" : target.localName }));`;

/** A definition with one question, which is asked at once unless `more` says otherwise. */
export const definition = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  v: 1,
  id: "trial",
  touchpoint: "checkout",
  ask: { when: { load: true } },
  items: [{ id: "csat", instrument: "csat" }],
  deliver: [{ to: "/feedback" }],
  ...more,
});

export interface Plan {
  surveys?: Record<string, unknown>[];
  /** Stands in the head before the tags. */
  head?: string;
  /** Stands at the beginning of the body. */
  body?: string;
  /** In the place of the tags of the surveys. */
  tags?: string;
  /** What becomes of a POST that isn't simply taken. */
  take?: (request: IncomingMessage, body: string, response: ServerResponse) => unknown;
  /** What is made of our script before it is served. */
  script?: (source: string, query: string) => string;
}

export interface Sent {
  response_id: string;
  seq: number;
  survey: string;
  state: string;
  answers: Record<string, unknown>;
  [name: string]: unknown;
}

export const tag = (id: string): string => `<script type="module" src="/madeleine/madeleine.js" data-survey="/${id}.survey.json" async></script>`;

/** A script of this version, asked for by its own name. */
function versioned(file: string, id: string): string {
  const { folder } = JSON.parse(readFileSync(join(DIST, "manifest.json"), "utf8"));
  return `<script src="/madeleine/${folder}/${file}" data-survey="/${id}.survey.json" async></script>`;
}

/** The tag of the script that draws first. */
export const drawsFirst = (id: string): string => versioned("madeleine.first.js", id);

/** The tag of the one file that holds everything up to the first question. */
export const oneFile = (id: string): string => versioned("madeleine.one.en.js", id);

export class Site {
  /** Paths that were asked for, without the page's own. */
  readonly asked: string[] = [];
  readonly sent: Sent[] = [];
  /** How often the page's own form was submitted. */
  paid = 0;
  plan: Plan = {};
  /** The receiver is there; otherwise it says nothing, which no console hears of. */
  receives = true;
  #held: { files: RegExp; until: Promise<void> } | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { pathname, search } = new URL(request.url!, "http://site");
      const { surveys = [definition()], head = "", body = "", tags, script = (source: string) => source } = this.plan;
      const answer = (type: string, content: string | Buffer) => response.writeHead(200, { "content-type": type, ...SHARED }).end(content);
      if (pathname === "/paid") {
        if (search === "?order=4711") this.paid++;
        // With no content the page stays where it is.
        return response.writeHead(204).end();
      }
      if (request.method === "POST") {
        if (!this.receives) return;
        if (this.plan.take) return this.plan.take(request, await text(request), response);
        this.sent.push(JSON.parse(await text(request)));
        return response.writeHead(204, SHARED).end();
      }
      if (/^\/(madeleine\/|.*\.survey\.json$)/.test(pathname)) this.asked.push(pathname);
      if (this.#held?.files.test(pathname)) await this.#held.until;
      if (pathname.startsWith("/madeleine/")) {
        const bytes = readFileSync(join(DIST, pathname.slice("/madeleine/".length)));
        return answer(TYPES[extname(pathname)], pathname === "/madeleine/madeleine.js" ? script(`${bytes}`, search) : bytes);
      }
      const asked = surveys.find(({ id }) => pathname === `/${id}.survey.json`);
      if (asked) return answer(TYPES[".json"], JSON.stringify(asked));
      answer(
        "text/html",
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script>${OWN}</script>${head}${tags ?? surveys.map(({ id }) => tag(id as string)).join("")}</head>
<body>${body}<form id="canary" action="/paid"><input type="hidden" name="order" value="4711"><button>Order</button></form><main><button id="buy">Buy</button><a href="/next">Next</a><div style="height: 4000px"></div><p id="far">The end</p></main></body></html>`,
      );
    });
  }

  static async open(): Promise<Site> {
    const site = new Site();
    await new Promise<void>((resolve) => site.#server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Holds these files back until the function is called that it gives back. */
  hold(files: RegExp): () => void {
    let release = () => {};
    this.#held = { files, until: new Promise((resolve) => (release = resolve)) };
    return release;
  }

  /** What of ours was asked for: names of files without their folder. */
  files = (): string[] => [...new Set(this.asked.map((path) => path.split("/").at(-1)!))].sort();

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Whatever the survey has suffered, the page's own form submits. Where the page was emptied, or is another one, there is none. */
async function pay(page: Page, site: Site): Promise<void> {
  const form = page.locator("#canary");
  if (page.isClosed() || !(await form.count().catch(() => 0))) return;
  await page.context().setOffline(false);
  await form.evaluate((form: HTMLFormElement) => {
    // Into a frame: Firefox breaks off what a page is fetching as soon as it begins to leave.
    const frame = document.createElement("iframe");
    frame.name = form.target = "paid";
    document.body.append(frame);
    form.requestSubmit();
  });
  await expect.poll(() => site.paid).toBe(1);
}

export const test = base.extend<{ site: Site; visit: (plan?: Plan, path?: string) => Promise<void> }>({
  site: async ({}, use) => {
    const site = await Site.open();
    await use(site);
    site.close();
  },
  /** Goes to a page of the site. */
  visit: async ({ page, site }, use) => {
    await use(async (plan, path = "/") => {
      if (plan) site.plan = plan;
      await page.goto(site.url + path);
    });
    if (test.info().tags.some((tag) => /^@F\d\d$/.test(tag))) await pay(page, site);
  },
});

/** The page says something to us. */
export const say = (page: Page, ...call: unknown[]): Promise<void> => page.evaluate((call) => void (window as any).madeleine(...call), call);

/** A definition has been read and what it waits for is being watched. */
export const ready = (page: Page, survey = "trial"): Promise<unknown> =>
  page.waitForFunction(
    async (address) => {
      const { surveys } = (window as any).madeleine;
      return Boolean(await surveys?.[address]);
    },
    `/${survey}.survey.json`,
  );

/** Nothing comes: long enough for everything to be fetched and drawn on this machine, twice over. */
export async function nothingComes(page: Page, ms = 1_000): Promise<void> {
  await page.waitForTimeout(ms);
  await expect(survey(page)).toHaveCount(0);
}

/** What the page has heard. */
export const heard = (page: Page): Promise<{ name: string; detail: any; on: string }[]> => page.evaluate(() => (window as any).heard);

/** Everything that lies on the device for this site. */
export const lying = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    session: { ...sessionStorage },
    local: { ...localStorage },
    cookies: document.cookie,
    caches: "caches" in window ? await caches.keys() : [],
  }));

export const NOTHING = { databases: [], session: {}, local: {}, cookies: "", caches: [] };

/** What the device remembers of surveys. */
export const seen = (page: Page) => stored<{ id: string; n: number; at: number; until: number }>(page, "seen");

export { answer, expect, needs, point, question, survey } from "./shop";
