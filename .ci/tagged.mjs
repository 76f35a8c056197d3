// Browser specs that name a row of a table by a tag, tried in Chromium: how many held of each row, and how many didn't.

import { existsSync, rmSync } from "node:fs";
import { at, readJson, runQuietly } from "./tools.mjs";

export async function tagged(grep, report) {
  rmSync(report, { force: true });
  const args = ["test", "--config", at("tests", "browser", "playwright.config.ts"), "--project=chromium", "--grep", grep, "--reporter=json"];
  await runQuietly("playwright", args, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } }).catch(() => {});
  if (!existsSync(report)) return {};
  const tally = {};
  const visit = (suite) => {
    (suite.suites ?? []).forEach(visit);
    for (const { tags, ok, tests } of suite.specs ?? []) {
      if (tests.every(({ status }) => status === "skipped")) continue;
      for (const tag of tags) {
        const sum = (tally[tag.replace("@", "")] ??= { held: 0, failed: 0 });
        sum[ok ? "held" : "failed"]++;
      }
    }
  };
  readJson(report).suites.forEach(visit);
  return tally;
}
