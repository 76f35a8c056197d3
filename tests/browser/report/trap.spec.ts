// The report's module stops in the middle of a file: another takes its place, the other files count, and the next one is read.
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, root, Shop, test as base } from "../support/shop";

/** The module as it is built, but for one word in a file that it meets as Rust's panics end. */
const STOPS = `const glue = await import("./built.js" + new URL(import.meta.url).search);
export const { Reading, Reporter, scoreNames } = glue;
export default glue.default;
const { push } = Reading.prototype;
const stop = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 120, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
let stopped = false;
Reading.prototype.push = function (bytes) {
  stopped ||= new TextDecoder().decode(bytes).includes("STOP");
  // Once it has stopped it is never called again, or it stops again.
  if (stopped) new WebAssembly.Instance(new WebAssembly.Module(stop)).exports.x();
  return push.call(this, bytes);
};`;

const test = base.extend({
  shop: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "madeleine-demo-"));
    cpSync(join(root, "build", "demo"), folder, { recursive: true });
    for (const part of readdirSync(join(folder, "madeleine"), { recursive: true, encoding: "utf8" }).filter((file) => /madeleine-reporter(-simd)?\.en\.js$/.test(file))) {
      const glue = join(folder, "madeleine", part);
      const built = glue.replace(/\.js$/, ".built.js");
      renameSync(glue, built);
      writeFileSync(glue, STOPS.replace("./built.js", `./${basename(built)}`));
    }
    const shop = await Shop.open(folder);
    await use(shop);
    shop.close();
    rmSync(folder, { recursive: true });
  },
});

const file = (name: string, ...codes: (number | string)[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(`csat\n${codes.join("\n")}\n`) });

test("a file that stops it is named; those before and after it count", { tag: "@F51" }, async ({ page, shop }) => {
  await page.goto(`${shop.url}/madeleine/report.html`);
  const files = page.locator("input[type=file]");
  const base = page.locator("#headline-csat .base");
  await files.setInputFiles(file("first.csv", ...Array(30).fill(4)));
  await expect(base).toContainText("n = 30");
  await files.setInputFiles([file("second.csv", ...Array(10).fill(5)), file("odd.csv", 4, "STOP", 4), file("third.csv", ...Array(5).fill(3))]);
  await expect(page.getByRole("alert")).toContainText("odd.csv");
  await expect(base).toContainText("n = 45");
  await files.setInputFiles(file("fourth.csv", 1));
  await expect(base).toContainText("n = 46");
});
