// What the page itself says: buttons, hints, messages. What the report says comes from its module.

import type { Language } from "./language";
import type { Words } from "./words/en";

/** The words that are spoken now. */
export let words: Words;

/** The words of a language: a file of their own. */
export function wordsIn(language: Language): Promise<Words> {
  const address = `./report-words.${language}.js`;
  return import(address).then((file) => file.words);
}

/** Goes on in a language: what is made from then on says its words. */
export async function speak(language: Language): Promise<void> {
  words = await wordsIn(language);
}

/** A number as the language writes it, with up to two decimals: what formats any number in any language is ready later than the first ones. */
const number = (value: number, digits = 0) => value.toFixed(digits).replace(".", words.point).replace(/\B(?=(\d{3})+(?!\d))/g, words.group);

/** A count of anything. */
export const count = (value: number) => number(value);

/** A stretch of time in seconds. */
export const time = (seconds: number) => `${number(Math.max(seconds, 0.01), seconds < 9.95 ? 2 : 0)}\u00a0${words.second}`;

/** An amount of data. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${count(bytes)}\u00a0${words.bytes[0]}`;
  if (bytes < 1e6) return `${number(bytes / 1e3)}\u00a0${words.bytes[1]}`;
  return `${number(bytes / 1e6, 1)}\u00a0${words.bytes[2]}`;
}
