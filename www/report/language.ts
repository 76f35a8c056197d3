// The languages of the report: each has a module that makes it and a file of what the page itself says, so that nobody fetches another's.

export type Language = "en" | "fr" | "ar";

const LANGUAGES: Language[] = ["en", "fr", "ar"];

/** The first of these tags that is one of them; English where none is. */
export function languageOf(tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const known = LANGUAGES.find((language) => `${tag ?? ""}-`.toLowerCase().startsWith(`${language}-`));
    if (known) return known;
  }
  return "en";
}

/** How a language is written. */
export const directionOf = (language: Language) => (language === "ar" ? "rtl" : "ltr");

/** The language of the page: what its address asks for, else what the browser prefers. */
export const language = languageOf([new URLSearchParams(location.search).get("lang"), ...navigator.languages]);
