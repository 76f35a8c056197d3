// What the engines, or the ways into them, can't do. A spec that needs it says so and is left out there, with the reason in the report.
import { test } from "@playwright/test";

const RUNNING = "Firefox can't be told its media features while it runs: say them at the top of a file, test.use(looks({ … }))";
const DEVTOOLS = "only Chromium's DevTools can slow a page down";

/** By engine, why something can't be had. */
const LACKS = {
  chromium: {},
  firefox: {
    emulateMedia: RUNNING,
    throttling: DEVTOOLS,
    requestBody: "Playwright doesn't see over WebDriver BiDi what a request carries",
    downloads: "Playwright doesn't hear over WebDriver BiDi of a download",
    doubleClick: "Firefox takes two clicks over WebDriver BiDi for two single ones",
    goBack: "Playwright doesn't hear over WebDriver BiDi that a page is back",
  },
  webkit: {
    throttling: DEVTOOLS,
    forcedColors: "WebKit has no forced colours",
    touch: "WebKitGTK can't pretend that there is a touch screen",
    deviceScale: "MiniBrowser has the scale of its screen",
    zones: "MiniBrowser is started in UTC, in en-GB or en-US",
    dialogs: "a dialog of the page can't be answered in MiniBrowser",
    popups: "a window that the page opens can't be followed in MiniBrowser",
    downloads: "MiniBrowser's inspector says nothing of a download",
    kept: "MiniBrowser's inspector answers no more for a page that was kept for the way back",
    frames: "WebKitGTK's inspector doesn't say which frame an element holds",
    routeUrls: "WebKitGTK's inspector doesn't say that the History API has changed the address",
    hashOfImport: "Safari takes no tag from a script where Trusted Types are enforced, and looks at no hash of what is imported: one file asks (docs/security.md)",
    files: "MiniBrowser's inspector may not open a file from disk",
    exposeFunction: "a function of the test can't be called from a page in MiniBrowser",
  },
} as const;

type Engines = typeof LACKS;
export type Need = { [Engine in keyof Engines]: keyof Engines[Engine] }[keyof Engines];

/** Why this can't be had in the engine of the running test, or undefined if it can. */
export const lacking = (need: Need): string | undefined =>
  (LACKS as Record<string, Partial<Record<Need, string>>>)[test.info().project.name]?.[need];

/**
 * What an engine says of us and is written in docs/security.md: where Trusted Types are enforced Safari takes no tag from a script, says
 * so, and the script is fetched ahead instead.
 */
export const ownWay = (line: string): boolean =>
  test.info().project.name === "webkit" && /^error: (This requires a TrustedScriptURL value|policy: require-trusted-types-for trusted-types-sink HTMLScriptElement src\|)/.test(line);

const NOTHING = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

/**
 * What a page has said, without what Firefox adds when a page is left while a script of it is on its way: it compares the hash with that
 * of no bytes at all, and says that the script couldn't be fetched.
 */
export function butForLeaving(said: string[]): string[] {
  const cutOff = (line: string) => line.startsWith("thrown: None of the “sha256” hashes") && line.includes(NOTHING);
  if (test.info().project.name !== "firefox" || !said.some(cutOff)) return said;
  return said.filter((line) => !cutOff(line) && !/^error: Madeleine: \S+: TypeError: NetworkError when attempting to fetch resource\.$/.test(line));
}

/** To be called first in a test that needs this: where it can't be had the test is left out, and its reason listed. */
export function needs(...all: Need[]): void {
  for (const need of all) test.skip(lacking(need) !== undefined, lacking(need));
}

export interface Looks {
  colorScheme?: "light" | "dark";
  reducedMotion?: "reduce";
  forcedColors?: "active";
}

/**
 * Media features for every test of a file: `test.use(looks({ colorScheme: "dark" }))` at its top. In Firefox they are preferences that
 * it starts with, in the others Playwright emulates them. Forced colours need `needs("forcedColors")`, too.
 */
export function looks({ colorScheme, reducedMotion, forcedColors }: Looks) {
  const preferences: Record<string, number> = {};
  if (colorScheme) preferences["layout.css.prefers-color-scheme.content-override"] = colorScheme === "dark" ? 0 : 1;
  if (reducedMotion) preferences["ui.prefersReducedMotion"] = 1;
  if (forcedColors) Object.assign(preferences, { "browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1 });
  return { colorScheme, preferences, contextOptions: { reducedMotion, forcedColors } };
}
