// What every spec starts with: the demo shop served by the real command, with an empty data folder of its own,
// and a page whose console must stay empty.
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { butForLeaving, lacking, ownWay } from "./engines";

export const root = join(import.meta.dirname, "..", "..", "..");
export const command = process.env.MADELEINE ?? join(root, "target", "release", "madeleine");

/** A served folder and what it has collected. */
export class Shop {
  private constructor(
    readonly url: string,
    private readonly data: string,
    private readonly server: ChildProcess,
  ) {}

  static async open(folder = join(root, "build", "demo")): Promise<Shop> {
    const data = mkdtempSync(join(tmpdir(), "madeleine-data-"));
    const server = spawn(command, ["serve", folder, "--port", "0", "--data", data, "--share", "--strict-csp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      server.stdout!.on("data", (chunk) => {
        said += chunk;
        const address = said.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
        if (address) resolve(address);
      });
      server.on("exit", () => reject(new Error(`the server ended: ${said}`)));
    });
    return new Shop(url, data, server);
  }

  /** Every collected snapshot, in the order of its arrival. */
  responses(): { response_id: string; seq: number; state: string; answers: Record<string, unknown>; [name: string]: unknown }[] {
    return readdirSync(this.data)
      .filter((file) => file.endsWith(".ndjson"))
      .sort()
      .flatMap((file) => readFileSync(join(this.data, file), "utf8").split("\n"))
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  close(): void {
    this.server.kill("SIGKILL");
    rmSync(this.data, { recursive: true, force: true });
  }
}

export const test = base.extend<{ shop: Shop; said: string[]; quiet: boolean }, { preferences: Record<string, number> }>({
  /** What Firefox starts with, from `looks`. */
  preferences: [{}, { option: true, scope: "worker" }],
  launchOptions: [
    ({ launchOptions, preferences }, use) => use({ ...launchOptions, firefoxUserPrefs: preferences }),
    { scope: "worker" },
  ],
  /** Whether the console must stay empty; a spec about what is said there turns it off. */
  quiet: [true, { option: true }],
  shop: async ({}, use) => {
    const shop = await Shop.open();
    await use(shop);
    shop.close();
  },
  /** What the page's console said and what it threw. */
  said: async ({}, use) => use([]),
  page: async ({ page, said, quiet }, use) => {
    page.on("console", (message) => {
      const line = `${message.type()}: ${message.text()}`;
      if (!ownWay(line)) said.push(line);
    });
    page.on("pageerror", (error) => said.push(`thrown: ${error}`));
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
      );
    });
    const unheard = lacking("emulateMedia");
    if (unheard) page.emulateMedia = async () => base.skip(true, unheard);
    await use(page);
    if (quiet) expect(butForLeaving(said)).toEqual([]);
  },
});

/** Goes through the shop like a customer, up to the confirmed order. */
export async function order(page: Page, shop: Shop, lang = "en"): Promise<void> {
  await page.goto(`${shop.url}/product.html?id=madeleines&lang=${lang}`);
  await page.locator(".buy button.button").click();
  await page.goto(`${shop.url}/checkout.html?lang=${lang}`);
  await page.locator("button.place").click();
  await page.waitForURL(/order-confirmed/);
}

/** The survey that stands in the page. */
export const survey = (page: Page): Locator => page.locator("madeleine-survey");

/** The question on the screen. */
export const question = (page: Page): Locator => survey(page).locator(".question");

/** The point of the scale on the screen that has this code. */
export const point = (page: Page, code: number): Locator => survey(page).locator(`label.point:has(input[value="${code}"])`);

/** Taps a point and waits until another question stands there. */
export async function answer(page: Page, code: number): Promise<void> {
  const before = await question(page).innerText();
  await point(page, code).click();
  await expect(question(page)).not.toHaveText(before);
}

/** What a person sees of the survey, and what she hears. */
export const told = (page: Page): Promise<string[]> =>
  survey(page).evaluate((element) => {
    const all = [...element.shadowRoot!.querySelectorAll("*")];
    const spoken = all.flatMap((one) => ["aria-label", "placeholder", "title"].map((name) => one.getAttribute(name) ?? ""));
    const seen = all.flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data ?? ""));
    return [...new Set([...spoken, ...seen].map((text) => text.trim()).filter(Boolean))];
  });

/** Texts that are a wording key, or hold a placeholder. */
export const holes = (texts: string[]): string[] => texts.filter((text) => /\b[a-z]\w*(\.\w+)+\b|[{}]/.test(text));

/** What lies in one of the stores on the device. */
export const stored = <T>(page: Page, store: "outbox" | "seen"): Promise<T[]> =>
  page.evaluate(async (store) => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "madeleine")) return [];
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("madeleine"));
    const all = await done(database.transaction(store).objectStore(store).getAll());
    database.close();
    return all;
  }, store);

/** What waits to be sent. */
export const outbox = (page: Page) => stored<{ seq: number; to: string }>(page, "outbox");

export { looks, needs } from "./engines";
export { expect };
