// Files that are meant to do harm: a little that unpacks to very much, a line that doesn't end, a line of ten million columns. Reading stops
// or passes over them, the page stays alive, and the other files count.
import type { Page } from "@playwright/test";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, root, test as base } from "../support/shop";

const GB = 2 ** 30;
const COLUMNS = 10_000_000;
/** Nothing holds the page up for longer, on a machine that isn't busy: on one that is, no longer than what is no harm does there, twice. */
const LONG_TASK_MS = 200;

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json" };
/** A thousand times what travels, and what is a file of answers. */
const GIVEN: Record<string, () => Buffer> = {
  "/bomb.csv": () => gzipSync(Buffer.alloc(GB / 4, "x")),
  "/good.csv": () => gzipSync(`csat\n${"4\n".repeat(30)}`),
};

/** The report page on a server that compresses. */
const test = base.extend<{ site: string; folder: string; alive: (page: Page) => Promise<void> }>({
  site: async ({}, use) => {
    const server: Server = createServer((request, response) => {
      const { pathname } = new URL(request.url!, "http://site");
      if (GIVEN[pathname]) {
        const body = GIVEN[pathname]();
        return void response.writeHead(200, { "content-type": "text/csv", "content-encoding": "gzip", "content-length": body.length }).end(body);
      }
      response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "application/octet-stream" }).end(readFileSync(join(root, "build", "demo", pathname)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
  },
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "madeleine-large-"));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** Remembers how long the page was held up, where the engine tells. */
const watch = (page: Page) =>
  page.addInitScript(() => {
    (window as any).tasks = [0];
    if (!PerformanceObserver.supportedEntryTypes.includes("longtask")) return;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window as any).tasks.push(duration))).observe({ type: "longtask", buffered: true });
  });
const longest = (page: Page): Promise<number> => page.evaluate(() => Math.max(...(window as any).tasks));

/** How long an ordinary file holds the page up here. */
async function ordinary(page: Page, site: string): Promise<number> {
  await page.goto(`${site}/madeleine/report.html?src=/good.csv`);
  await expect(bases(page)).toContainText("n = 30");
  return Math.max(LONG_TASK_MS, 2 * (await longest(page)));
}

const bases = (page: Page) => page.locator("#headline-csat .base");

for (const live of ["", "&live=1"]) {
  test(`a quarter of a megabyte that unpacks to a quarter of a gigabyte is stopped${live && ", live, too"}; the file beside it counts`, { tag: "@F53" }, async ({ page, site }) => {
    await watch(page);
    const most = await ordinary(page, site);
    await page.goto(`${site}/madeleine/report.html?src=/bomb.csv&src=/good.csv${live}`);
    await expect(page.getByRole("alert")).toContainText(/“.*bomb\.csv” unpacks to more than a hundred times its size/, { timeout: 30_000 });
    await expect(bases(page)).toContainText("n = 30");
    expect(await longest(page)).toBeLessThanOrEqual(most);
  });
}

test("a line of two gigabytes, and one of ten million columns, cost a line each", { tag: "@F53" }, async ({ page, site, folder }) => {
  test.setTimeout(120_000);
  await watch(page);
  const endless = join(folder, "endless.ndjson");
  writeFileSync(endless, "");
  truncateSync(endless, 2 * GB);
  const wide = join(folder, "wide.csv");
  writeFileSync(wide, `csat,${"x,".repeat(COLUMNS)}\n4\n`);
  const most = await ordinary(page, site);
  const files = page.locator("input[type=file]");
  for (const file of [endless, wide]) {
    await files.setInputFiles(file);
    await expect(page.locator("body")).toContainText(file.split("/").at(-1)!, { timeout: 60_000 });
    await expect(bases(page)).toContainText("n = 30");
  }
  expect(await longest(page)).toBeLessThanOrEqual(most);
});
