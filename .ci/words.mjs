// The wording catalogue in www/locales, as the build and its test read it.
//   <language>.json   every word of the widget in one language, the same keys in the same order everywhere
//   languages.json    of each language its own name, the direction it is written in, and who has looked at its words
// What a page fetches is in two parts. www/embed/common.json says what belongs to the first: the words of instruments, questions
// and options that a definition names as in `asked`, and what the widget shows around them (`shown`). The widget reads it, too.

import { at, integrityOf, Mend, readJson } from "./tools.mjs";

export const common = () => readJson(at("www", "embed", "common.json"));

/** Words for reports, and what the build puts into the tab's script: the widget never shows them. */
const ELSEWHERE = ["ui.r", "ui.feedback", "ui.language"];

/** Whether a key, or the id of an instrument, is one of these names or begins with one. */
export const isOneOf = (names, key) => names.some((name) => `${key}.`.startsWith(`${name}.`));

export const languages = () => readJson(at("www", "locales", "languages.json"));

/** The words of a language in the two parts that ship. */
export function parts(words, { asked, shown }) {
  const pick = (wanted) => Object.fromEntries(Object.entries(words).filter(([key]) => wanted(key)));
  const isCommon = (key) => isOneOf([...asked, ...shown], key);
  return { common: pick(isCommon), more: pick((key) => !isCommon(key) && !isOneOf(ELSEWHERE, key)) };
}

/** What a SHA-256 begins with, in base64: 114 bits are more than anybody will ever find a second file for. */
export const beginningOf = (...contents) => integrityOf(Buffer.concat(contents.map((content) => Buffer.from(content))), "sha256").slice("sha256-".length).slice(0, 19);

const joined = (one, other) => beginningOf(...[one, other].sort());
/** What stands behind the last hash in a file. */
const END = '"}';

/**
 * One hash for all languages, in a tree: www/embed/verified.ts goes the way up again.
 * @param common by language its common words, as an object
 * @returns the hash at the top, and of each language the file: the words, and between bars the hashes that lie beside the way to the top
 */
export function tree(common) {
  const leaves = Object.entries(common).map(([language, words]) => {
    const text = `${JSON.stringify(words).slice(0, -1)},"way":"`;
    if (text.includes("|")) throw new Mend(`The words of ${language} hold a bar (|), which ends them in what ships: take another sign.`);
    return { language, text, way: [] };
  });
  let level = leaves.map((leaf) => ({ hash: beginningOf(`${leaf.language}.json`, leaf.text), leaves: [leaf] }));
  while (level.length > 1) {
    const pairs = [];
    for (let place = 0; place < level.length; place += 2) pairs.push(level.slice(place, place + 2));
    level = pairs.map(([one, other]) => {
      if (!other) return one;
      for (const leaf of one.leaves) leaf.way.push(other.hash);
      for (const leaf of other.leaves) leaf.way.push(one.hash);
      return { hash: joined(one.hash, other.hash), leaves: [...one.leaves, ...other.leaves] };
    });
  }
  const files = Object.fromEntries(leaves.map(({ language, text, way }) => [language, [text, ...way, END].join("|")]));
  return { top: joined(level[0].hash, END), files };
}
