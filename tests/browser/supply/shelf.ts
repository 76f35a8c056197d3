// A server of dist/ and of one page, with whatever goes wrong on the way: a byte that isn't the one that was built, a status, a type,
// a policy. It remembers who asked for what.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root, test as base } from "../support/shop";

export const dist = join(root, "dist");
interface Listed {
  file: string;
  sha384: string;
}
const { folder, files }: { folder: string; files: Listed[] } = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));

/** The address of a file of this version. */
export const address = (file: string): string => `/madeleine/${folder}/${file}`;
export const bytesOf = (file: string): Buffer => readFileSync(join(dist, folder, file));
export const integrity = (file: string): string => files.find((one) => one.file === `${folder}/${file}`)!.sha384;

export const survey = (more: object = {}): string =>
  JSON.stringify({
    v: 1,
    id: "supply",
    touchpoint: "checkout",
    ask: { when: { event: "now" } },
    items: [{ id: "csat", instrument: "csat" }],
    deliver: [{ to: "event" }],
    ...more,
  });

export const PINNED = `<script type="module" nonce="n" src="${address("madeleine.js")}" integrity="${integrity("madeleine.js")}" crossorigin data-survey="/supply.survey.json" async></script>`;
export const CLASSIC = PINNED.replace('type="module" ', "");
export const STABLE = `<script type="module" nonce="n" src="/madeleine/madeleine.js" data-survey="/supply.survey.json" async></script>`;
const whole = (file: string): string => `<script nonce="n" src="${address(file)}" integrity="${integrity(file)}" crossorigin async></script>`;
export const oneFile = (language: string): string => whole(`madeleine.one.${language}.js`);
export const plain = (language: string): string => whole(`madeleine.plain.${language}.js`);
export const inline = (definition: string): string => `<script type="application/json" data-survey>\n${definition}\n</script>`;

/** The page's own script: the queue of the documentation, and what the page hears of. */
const BEFORE = `window.madeleine ||= function () { (madeleine.q ||= []).push(arguments); };
window.blocked = [];
document.addEventListener("madeleine-blocked", ({ detail }) => blocked.push(detail));
window.thrown = [];
addEventListener("error", ({ message }) => thrown.push(message));
addEventListener("unhandledrejection", ({ reason }) => thrown.push(String(reason)));`;
const SEEN = `sha384-${createHash("sha384").update(BEFORE).digest("base64")}`;

export interface Faults {
  /** What stands in the head of the page. */
  tags?: string;
  definition?: string;
  headers?: Record<string, string>;
  /** How the page is encoded; its server says nothing of it for scripts. */
  charset?: string;
  /** By file: what is made of its answer. */
  spoilt?: Record<string, (answer: Answer) => Answer>;
  /** No part is answered before all of these were asked for. */
  together?: string[];
}
export interface Answer {
  status: number;
  type: string;
  body: Buffer;
}

const TYPES: Record<string, string> = { js: "text/javascript", wasm: "application/wasm", json: "application/json", css: "text/css", html: "text/html" };

/** One byte of the middle, changed in one bit. */
export function flipped(answer: Answer): Answer {
  const body = Buffer.from(answer.body);
  body[body.length >> 1] ^= 1;
  return { ...answer, body };
}

export class Shelf {
  readonly asked: string[] = [];
  /** What was sent. */
  readonly bodies: Record<string, unknown>[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly server: Server;

  private constructor(private readonly faults: Faults) {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async open(faults: Faults): Promise<Shelf> {
    const shelf = new Shelf(faults);
    await new Promise<void>((resolve) => shelf.server.listen(0, "127.0.0.1", resolve));
    return shelf;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  /** How often a file of this version was asked for. */
  times = (file: string): number => this.asked.filter((path) => path === address(file)).length;

  /** What of ours was asked for up to the first question, without the folder: what comes later may already be on its way. */
  ours = (): string[] =>
    this.asked
      .filter((path) => path.startsWith("/madeleine/") || path.endsWith(".survey.json"))
      .map((path) => path.split("/").at(-1)!)
      .filter((file) => file !== "madeleine-later.js");

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private page(): string {
    const { tags = PINNED, charset = "utf-8" } = this.faults;
    return `<!doctype html><html lang="en"><head><meta charset="${charset}"><title>Order</title><link rel="icon" href="data:,">
<script nonce="n" src="/before.js" integrity="${SEEN}" crossorigin></script>${tags}</head><body><form action="/paid"><input name="card" value="4111"><button>Pay</button></form></body></html>`;
  }

  private file(path: string): Answer {
    if (path === "/") return { status: 200, type: "text/html", body: Buffer.from(this.page()) };
    if (path === "/feedback") return { status: 204, type: "text/plain", body: Buffer.from("") };
    if (path === "/before.js") return { status: 200, type: "text/javascript", body: Buffer.from(BEFORE) };
    if (path === "/supply.survey.json") return { status: 200, type: "application/json", body: Buffer.from(this.faults.definition ?? survey()) };
    const ours = join(dist, path.slice("/madeleine/".length));
    if (!path.startsWith("/madeleine/") || !existsSync(ours)) return { status: 404, type: "text/plain", body: Buffer.from("nothing") };
    return { status: 200, type: TYPES[path.split(".").at(-1)!], body: readFileSync(ours) };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url!.split("?")[0];
    if (request.method === "POST") this.bodies.push(JSON.parse(await text(request)));
    this.asked.push(path);
    const name = path.split("/").at(-1)!;
    const { together = [], spoilt = {}, headers } = this.faults;
    if (together.includes(name)) {
      await new Promise<void>((go) => {
        this.waiting.push(go);
        if (together.every((file) => this.times(file))) for (const waiting of this.waiting.splice(0)) waiting();
      });
    }
    const { status, type, body } = (spoilt[name] ?? ((answer) => answer))(this.file(path));
    response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...(path === "/" && headers) });
    response.end(body);
  }
}

/** A test that opens pages of its own shelves. */
export const test = base.extend<{ open: (faults?: Faults) => Promise<Shelf> }>({
  // A browser says in its own words what it refuses (Firefox as if the page had thrown it): only our line is looked at, and what the page hears.
  quiet: false,
  open: async ({ page }, use) => {
    const shelves: Shelf[] = [];
    await use(async (faults = {}) => {
      const shelf = await Shelf.open(faults);
      shelves.push(shelf);
      await page.goto(shelf.url);
      return shelf;
    });
    for (const shelf of shelves) shelf.close();
  },
});
