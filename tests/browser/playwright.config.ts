// Real browsers, real server, the files that ship. One folder a situation: its pages, its spec. Every spec runs in every engine, but for
// what is tagged `@once`: further cases of a loop of which every engine runs some, or what isn't decided by an engine. Chromium runs those.
//   npx playwright test --config tests/browser/playwright.config.ts --project=firefox road
import { defineConfig } from "@playwright/test";
import { join } from "node:path";
import { chromium, firefox } from "../../.ci/tools.mjs";

const settings = { locale: "en-GB", timezoneId: "UTC" };
const grepInvert = /@once/;

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  // References lie beside the specs that compare with them.
  snapshotPathTemplate: "{testFileDir}/pictures/{arg}{ext}",
  fullyParallel: true,
  workers: 3,
  // A machine that is busy elsewhere fails one of a thousand. What passes at the second try is named and counted apart: it is looked at.
  retries: 1,
  timeout: 45_000,
  // Patience for a busy machine; what is fast stays fast.
  expect: { timeout: 10_000 },
  reporter: "list",
  projects: [
    {
      name: "chromium",
      workers: 2,
      use: {
        ...settings,
        browserName: "chromium",
        launchOptions: {
          executablePath: chromium() ?? "chromium",
          args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
          ],
        },
      },
    },
    {
      name: "firefox",
      workers: 2,
      grepInvert,
      // The distribution's Firefox, over WebDriver BiDi.
      use: { ...settings, browserName: "firefox", channel: "moz-firefox", launchOptions: { executablePath: firefox() ?? "firefox-esr" } },
    },
    {
      name: "webkit",
      // MiniBrowser waits half of its time.
      grepInvert,
      // The distribution's WebKitGTK, which Playwright doesn't know. It isn't Safari.
      use: {
        ...settings,
        browserName: "webkit",
        launchOptions: { executablePath: join(import.meta.dirname, "support", "webkit", "browser.mjs"), headless: false },
      },
    },
  ],
});
