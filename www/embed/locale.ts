// The language that a survey speaks on this page.

import type { Definition } from "./types";

/** The language to ask in: the page's, if the survey speaks it, else the survey's first. */
export function localeOf({ locales }: Definition): string {
  const own = [locales ?? []].flat().filter((locale) => /^[a-z]{2,3}(-\w+)*$/i.test(locale));
  const page = document.documentElement.lang.toLowerCase();
  return own.find((locale) => `${page}-`.startsWith(`${locale.toLowerCase()}-`)) ?? own[0] ?? "en";
}
