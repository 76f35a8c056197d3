// A receiver that can do all that receivers do: refuse, ask for patience, hang, break off, lead elsewhere. It is of another origin than the
// page, as most are, and remembers what it was sent.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { definition, expect, point, question, test as base, type Plan } from "../support/site";
import { stored } from "../support/shop";
import type { Page } from "@playwright/test";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

/** What becomes of a request: a status with headers, or whatever is done to the connection. */
export type Act = number | [status: number, headers: Record<string, string>, body?: string] | ((response: ServerResponse) => unknown);

const SHARED = { "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after, date" };

export class Receiver {
  readonly received: Received[] = [];
  /** What it does next, by path; when that is used up the last one stays. */
  readonly acts: Record<string, Act[]> = {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const path = request.url!;
      if (request.method !== "POST") return response.writeHead(405, SHARED).end();
      this.received.push({ path, headers: request.headers, body: await text(request), at: Date.now() });
      const acts = this.acts[path] ?? [204];
      const act = acts.length > 1 ? acts.shift()! : acts[0]!;
      if (typeof act === "function") return act(response);
      const [status, headers, body] = typeof act === "number" ? [act, {}] : act;
      response.writeHead(status, { ...SHARED, ...headers }).end(body);
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  at = (path: string): Received[] => this.received.filter((one) => one.path === path);

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** What else lies in the outbox: how long a receiver is left alone. */
export interface Trouble {
  to: string;
  until: number;
  failed: number;
  day: string;
}

export interface Lying {
  to: string;
  seq: number;
  body: string;
  since: number;
  attempts?: number;
  refused?: number;
}

/** What waits to be sent. */
export const waiting = async (page: Page) => (await stored<Lying>(page, "outbox")).filter(({ body }) => body);

/** What is known of receivers that fail. */
export const troubles = async (page: Page) => (await stored<Trouble & { body?: string }>(page, "outbox")).filter(({ body }) => !body);

/** Changes everything in the outbox, as time and other tabs do. */
export const change = (page: Page, what: Record<string, unknown>): Promise<void> =>
  page.evaluate(async (what) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("madeleine");
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = database.transaction("outbox", "readwrite");
    transaction.objectStore("outbox").openCursor().onsuccess = ({ target }) => {
      const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      cursor.update({ ...cursor.value, ...what });
      cursor.continue();
    };
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  }, what);

/** What the page heard of responses that never arrive. */
export const undelivered = (page: Page): Promise<Record<string, unknown>[]> => page.evaluate(() => (window as any).undelivered);

export const test = base.extend<{ receiver: Receiver; respond: (more?: Record<string, unknown>, plan?: Plan) => Promise<void> }>({
  // A browser writes what fails into the console.
  quiet: false,
  receiver: async ({}, use) => {
    const receiver = await Receiver.open();
    await use(receiver);
    receiver.close();
  },
  page: async ({ page }, use) => {
    await page.addInitScript(() => {
      const heard: unknown[] = ((window as any).undelivered = []);
      document.addEventListener("madeleine-undelivered", ({ detail }: any) => heard.push(detail));
    });
    await use(page);
  },
  /** Somebody answers a survey of one question. */
  respond: async ({ page, visit, receiver }, use) => {
    await use(async (more = {}, plan = {}) => {
      await visit({ surveys: [definition({ deliver: [{ to: `${receiver.url}/in` }], ...more })], ...plan });
      await point(page, 4).click();
      await expect(question(page)).toHaveText("Thank you!");
    });
  },
});

/** Another page of the site, where nothing is asked. */
export const ELSEWHERE: Plan = { surveys: [definition({ ask: { when: { event: "never" } } })] };

export { answer, definition, expect, heard, lying, needs, NOTHING, nothingComes, oneFile, point, question, say, survey, tag } from "../support/site";
