// Files as other programs write them: packed, in UTF-16, as Parquet or as a workbook. Each is the table that stands beside it as CSV.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, root, test, type Shop } from "../support/shop";
import { whole } from "./whole";

const SHEETS = join(root, "crates", "madeleine-sheets", "tests", "data");
const data = (name: string): Buffer => readFileSync(join(SHEETS, name));
/** Words beyond ASCII, and enough rows that there is something to print. */
const TABLE = `csat,touchpoint,comment\n${Array.from({ length: 40 }, (_, i) => `${1 + (i % 5)},Kasse für ${i % 2 ? "Ömer" : "José"},„schön“ ${i}`).join("\n")}\n`;
const utf16 = (text: string, big = false): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return big ? bytes.swap16() : bytes;
};
/** As an office saves it: one byte a letter. */
const windows1252 = (text: string): Buffer => Buffer.from(text.replace(/[„“]/g, (quote) => ({ "„": "\x84", "“": "\x93" })[quote]!), "latin1");

/** What the report says of a file: its numbers as CSV. */
async function scored(page: Page, shop: Shop, name: string, buffer: Buffer): Promise<string> {
  await page.goto(`${shop.url}/madeleine/report.html`);
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await expect(page.locator("#headline-csat")).toBeVisible({ timeout: 20_000 });
  await whole(page);
  return page.locator("main").innerText();
}

/** Without what tells one file from another: its name, its size, how long it took. */
const numbers = (text: string): string[] => text.split("\n").filter((line) => /%|n = |\bKasse\b|responses/.test(line) && !/\bs\b.*MB|file/.test(line));

test("packed by gzip, in UTF-16, or in Windows-1252, a file says what it says in UTF-8", async ({ page, shop }) => {
  const plain = numbers(await scored(page, shop, "plain.csv", Buffer.from(TABLE)));
  expect(plain.length).toBeGreaterThan(3);
  for (const [name, bytes] of Object.entries({ "packed.csv.gz": gzipSync(TABLE), "little.csv": utf16(TABLE), "big.csv": utf16(TABLE, true), "both.csv.gz": gzipSync(utf16(TABLE)), "old.csv": windows1252(TABLE) })) {
    expect([name, numbers(await scored(page, shop, name, bytes))]).toEqual([name, plain]);
  }
});

test("Parquet and workbooks are the tables that they hold, and their reader is fetched only then", async ({ page, shop }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const fetched = () => asked.filter((path) => /madeleine-sheets/.test(path)).length;
  for (const [table, files] of Object.entries({ "parquet.csv": ["snappy.parquet", "gzip.parquet", "duckdb.parquet"], "workbook.csv": ["excel.xlsx", "openpyxl.xlsx"] })) {
    asked.length = 0;
    const plain = numbers(await scored(page, shop, table, data(table)));
    expect(plain.length).toBeGreaterThan(3);
    expect(fetched()).toBe(0);
    for (const file of files) expect([file, numbers(await scored(page, shop, file, data(file)))]).toEqual([file, plain]);
    expect(fetched()).toBeGreaterThan(0);
  }
});

test("one that is damaged is said to be, and costs no other", async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html`);
  const damaged = [
    ["half.parquet", data("snappy.parquet").subarray(0, 1_500)],
    ["half.xlsx", data("excel.xlsx").subarray(0, 3_000)],
    ["zstd.parquet", data("zstd.parquet")],
    ["half.csv.gz", gzipSync(TABLE).subarray(0, 60)],
  ] as const;
  await page.locator("input[type=file]").setInputFiles([
    ...damaged.map(([name, buffer]) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) })),
    { name: "good.csv", mimeType: "text/csv", buffer: Buffer.from(TABLE) },
  ]);
  await expect(page.locator("#headline-csat")).toBeVisible({ timeout: 20_000 });
  for (const [name] of damaged) await expect(page.getByText(`“${name}” isn’t counted:`)).toBeVisible();
  await expect(page.locator("main")).toContainText("n = 40");
});
