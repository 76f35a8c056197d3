// The scorer for programs in a page: it reads in a worker, comes to what it comes to in Node, and leaves nothing behind.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/shop";

const CSV = `response_id,touchpoint,device,csat\n${Array.from({ length: 300 }, (_, row) => `r${row},${["checkout", "support"][row % 2]},${["phone", "desktop", "tablet"][row % 3]},${1 + (row % 5)}`).join("\n")}\n`;

/** A page that holds nothing, under a policy or none. */
async function blank(page: Page, url: string, policy?: string): Promise<void> {
  await page.route("**/programs", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Programs</title>", headers: policy ? { "content-security-policy": policy } : {} }));
  await page.goto(`${url}/programs`);
}

/** Opens the file in the page and says what it comes to. */
const scored = (page: Page, address: string, csv: string) =>
  page.evaluate(async ([address, csv]) => {
    const { Scorer } = await import(address);
    const told: { bytes: number; total?: number }[] = [];
    const scorer = await Scorer.open(new File([csv], "answers.csv"), { onProgress: (progress: never) => told.push(progress) });
    const [csat] = await scorer.estimate();
    const phones = await scorer.slice({ where: { device: "phone" }, by: "touchpoint" });
    const { responses } = await scorer.tally("touchpoint,device");
    (window as any).scorer = scorer;
    return { responses, read: scorer.read.responses, value: csat.value, base: csat.base, phones: phones.map(({ segment, base }: any) => [segment.touchpoint, base]), last: told.at(-1) };
  }, [address, csv] as const);

const EXPECTED = { responses: 300, read: 300, value: 0.4, base: 300, phones: [["checkout", 50], ["support", 50]] };

test("a file is read in a worker, which ends with its scorer", async ({ page, shop }) => {
  await blank(page, shop.url);
  const { last, ...numbers } = await scored(page, "/madeleine/scorer.js", CSV);
  expect(numbers).toEqual(EXPECTED);
  expect(last).toMatchObject({ name: "answers.csv", bytes: CSV.length, total: CSV.length, rows: 300 });
  expect(page.workers()).toHaveLength(1);
  await page.evaluate(() => (window as any).scorer.close());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("what lies at an address is read; what doesn't is said; what is told to end leaves no worker", async ({ page, shop }) => {
  await blank(page, shop.url);
  const seen = await page.evaluate(async () => {
    const { Scorer } = await import("/madeleine/scorer.js" as string);
    const scorer = await Scorer.open("/sample.ndjson");
    const { responses } = scorer.read;
    scorer.close();
    const ending = new AbortController();
    const ended = Scorer.open(["/sample.ndjson", "/sample.ndjson"], { signal: ending.signal, onProgress: () => ending.abort() }).catch((error: Error) => error.name);
    const wrong = await Scorer.open("data:text/plain,csat%0A5", { mapping: { v: 1 } }).catch((error: any) => error.code);
    return { responses, ended: await ended, wrong };
  });
  expect(seen).toEqual({ responses: 5000, ended: "AbortError", wrong: "bad_mapping" });
  await expect.poll(() => page.workers().length).toBe(0);
});

test("of a file of operations it says that it holds no answers", async ({ page, shop }) => {
  await blank(page, shop.url);
  const said = await page.evaluate(async () => {
    const { Scorer } = await import("/madeleine/scorer.js" as string);
    return Scorer.open(["/sample.ndjson", "/operations.csv"]).catch(({ code, message }: { code: string; message: string }) => `${code}: ${message}`);
  });
  expect(said).toBe("unlike: operations.csv: it says what happened, not what people answered: a report shows it beside answers.");
});

test("the module for SIMD is fetched where the browser knows it, else the other, never both; they come to the same", async ({ page, shop }) => {
  // Longer than the pieces that are read at a time, with quotes, line ends and commas in it, so that what takes sixteen bytes at a time meets all of them.
  const said = ["", "so", '"a ""good"" one"', '"two\nlines, and ""more"""', "été", '"' + "x,".repeat(40) + '"'];
  const rows = Array.from({ length: 20_000 }, (_, row) => `r${row},2026-${String(1 + (row % 12)).padStart(2, "0")}-0${1 + (row % 9)}T10:00Z,${["checkout", "support"][row % 2]},${row % 7 ? 1 + (row % 5) : row % 3 ? "" : 9},${said[row % 6]}`);
  const csv = `response_id,submitted_at,touchpoint,csat,comment\n${rows.join("\n")}\n`;
  const seen = [];
  for (const knows of [true, false]) {
    await blank(page, shop.url);
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname.split("/").at(-1)!));
    const numbers = await page.evaluate(async ([csv, knows]) => {
      // In the page's own thread, where it can be said what the browser knows.
      (window as any).Worker = undefined;
      const { validate } = WebAssembly;
      if (!knows) WebAssembly.validate = () => false;
      const { Scorer } = await import("/madeleine/scorer.js" as string);
      const scorer = await Scorer.open([new File([csv], "answers.csv"), "/sample.ndjson"]);
      WebAssembly.validate = validate;
      return { read: scorer.read, tally: await scorer.tally("touchpoint,period=week"), scores: await scorer.slice({ where: { touchpoint: "checkout" }, by: "period=month" }) };
    }, [csv, knows] as const);
    page.removeAllListeners("request");
    seen.push(numbers);
    expect(fetched.filter((file) => file.endsWith(".wasm"))).toEqual([knows ? "madeleine-scorer-simd.wasm" : "madeleine-scorer.wasm"]);
  }
  expect(seen[0].read.responses).toBe(25_000);
  expect(seen[0].read.broken).toBe(0);
  expect(seen[0]).toEqual(seen[1]);
});

test("where no worker may be started, the page's own thread reads", async ({ page, shop }) => {
  await blank(page, shop.url, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'");
  const numbers = await page.evaluate(async ([csv]) => {
    const { Scorer } = await import("/madeleine/scorer.js" as string);
    const refusals = [
      // At once, as for an address of another site.
      undefined,
      // Or later, as a policy does.
      class {
        onerror?: (event: object) => void;
        constructor() {
          setTimeout(() => this.onerror?.({ preventDefault() {}, message: "refused" }));
        }
        postMessage() {}
        terminate() {}
      },
    ];
    const read = [];
    for (const refusal of refusals) {
      (window as any).Worker = refusal;
      const scorer = await Scorer.open(new File([csv], "answers.csv"));
      read.push(scorer.read.responses);
      scorer.close();
    }
    return read;
  }, [CSV] as const);
  expect(numbers).toEqual([300, 300]);
  expect(page.workers()).toHaveLength(0);
});
