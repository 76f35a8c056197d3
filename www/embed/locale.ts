// The language that a survey speaks on this page, and words by language.

import type { Definition } from "./types";

/** The locales that a definition names; what can't be one is passed over. */
export const localesOf = ({ locales }: Definition): string[] => [locales ?? []].flat().filter((locale) => /^[a-z]{2,3}(-\w+)*$/i.test(locale));

/** The language to ask in: the page's, if the survey speaks it, else the survey's first. */
export function localeOf(definition: Definition): string {
  const own = localesOf(definition);
  const page = document.documentElement.lang.toLowerCase();
  return own.find((locale) => `${page}-`.startsWith(`${locale.toLowerCase()}-`)) ?? own[0] ?? "en";
}

/** The language of a locale, without its region. */
export const languageOf = (locale: string): string => locale.split("-")[0].toLowerCase();
