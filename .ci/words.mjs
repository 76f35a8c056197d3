// The wording catalogue in www/locales, as the build and its test read it.
//   <language>.json   every word of the widget in one language, the same keys in the same order everywhere
//   languages.json    of each language its own name, the direction it is written in, and who has looked at its words
// What a page fetches is in two parts. www/embed/common.json says what belongs to the first: the words of instruments, questions
// and options that a definition names as in `asked`, and what the widget shows around them (`shown`). The widget reads it, too.

import { at, readJson } from "./tools.mjs";

export const common = () => readJson(at("www", "embed", "common.json"));

/** Words for reports, and what the build puts into the tab's script: the widget never shows them. */
const ELSEWHERE = ["ui.r", "ui.feedback"];

/** Whether a key, or the id of an instrument, is one of these names or begins with one. */
export const isOneOf = (names, key) => names.some((name) => `${key}.`.startsWith(`${name}.`));

export const languages = () => readJson(at("www", "locales", "languages.json"));

/** The words of a language in the two parts that ship. */
export function parts(words, { asked, shown }) {
  const pick = (wanted) => Object.fromEntries(Object.entries(words).filter(([key]) => wanted(key)));
  const isCommon = (key) => isOneOf([...asked, ...shown], key);
  return { common: pick(isCommon), more: pick((key) => !isCommon(key) && !isOneOf(ELSEWHERE, key)) };
}
