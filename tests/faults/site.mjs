// A site that asks, and a receiver that fails as it is told: the other half of every trial of the fault suite. Several origins, so that one
// killed browser has several answers to lose.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { text } from "node:stream/consumers";
import { at } from "../../.ci/tools.mjs";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const SURVEY = { v: 1, id: "trial", touchpoint: "checkout", ask: { when: { load: true } }, items: [{ id: "csat", instrument: "csat" }], deliver: [{ to: "/collect" }] };
/** Nobody is asked on the page of a later visit: what waits is sent, nothing else. */
const LATER = { ...SURVEY, ask: { when: { event: "never" } } };

const page = (scripts) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
${scripts}</head><body><form id="checkout"><input name="card"><button>Pay</button></form></body></html>`;
const tag = (survey) => `<script type="module" src="/madeleine/madeleine.js" data-survey="/${survey}.survey.json" async></script>`;
const control = (design) => `<script>const DESIGN = "${design}";</script><script src="/control.js"></script>`;

/** What a receiver does with a request, by name. Each stores what it stores first. */
const FAULTS = {
  ok: (store, response) => (store(), response.writeHead(204).end()),
  slow: (store, response) => (store(), setTimeout(() => response.writeHead(204).end(), 300)),
  "stored, and the answer is lost": (store, response) => (store(), response.destroy()),
  refused: (_, response) => response.destroy(),
  500: (_, response) => response.writeHead(500).end(),
  hangs: () => {},
};
export const FAULT_NAMES = Object.keys(FAULTS);

export class Site {
  /** Every body that was stored, in the order of its arrival. */
  stored = [];
  /** Every body that came, stored or not. */
  tried = [];
  /** Requests to the receiver. */
  requests = 0;
  /** What the receiver does, from `FAULT_NAMES`. */
  fault = "ok";
  /** Called when an answer to the browser is complete. */
  answered = () => {};
  #servers;

  static async open(origins) {
    const site = new Site();
    site.#servers = await Promise.all(Array.from({ length: origins }, () => site.#listen()));
    return site;
  }

  #listen() {
    const server = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url, "http://site");
      const answer = (type, content) => response.writeHead(200, { "content-type": type }).end(content);
      if (request.method === "POST") {
        this.requests++;
        const body = await text(request).catch(() => undefined);
        if (body === undefined) return;
        this.tried.push(body);
        response.on("finish", () => this.answered());
        return FAULTS[this.fault](() => this.stored.push(body), response);
      }
      if (pathname.startsWith("/madeleine/")) return answer(TYPES[extname(pathname)], readFileSync(join(at("dist"), pathname.slice("/madeleine/".length))));
      if (pathname === "/control.js") return answer(TYPES[".js"], readFileSync(at("tests", "faults", "control.js")));
      if (pathname === "/trial.survey.json") return answer(TYPES[".json"], JSON.stringify(SURVEY));
      if (pathname === "/later.survey.json") return answer(TYPES[".json"], JSON.stringify(LATER));
      const design = searchParams.get("design");
      const visit = pathname === "/visit";
      answer("text/html", page(design === "ours" ? tag(visit ? "later" : "trial") : control(design)));
    });
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
  }

  get origins() {
    return this.#servers.map((server) => `http://127.0.0.1:${server.address().port}`);
  }

  /** Begins anew, as a receiver that does this. */
  reset(fault) {
    Object.assign(this, { stored: [], tried: [], requests: 0, fault, answered: () => {} });
  }

  close() {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}
