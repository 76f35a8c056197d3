// The other parts of the widget: its module, and the words of a language. Whoever fetched them, they are used only if they are what
// was built: their SHA-256 must begin with the 96 bits that .ci/build.mjs writes here. A page without TLS has no means to compute it,
// and nothing to protect: whoever could change a part there could change the page.

import { initSync } from "../../target/wasm/widget/madeleine_widget.js";

/** By language what its words begin their hash with; those asked more rarely are named in the words themselves. */
declare const WORDS: Record<string, string>;
declare const MODULE: string;

const made = new Map<string, Promise<unknown>>();

/** Does it once; what failed is done again the next time. */
function once<T>(name: string, work: () => Promise<T>): Promise<T> {
  const making = (made.get(name) as Promise<T>) ?? work();
  made.set(name, making);
  making.catch(() => made.delete(name));
  return making;
}

const hashOf = async (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));

/** A part's bytes, from the answer that the loader has got or from one of its own. */
async function bytesOf(part: string, hash: string, got?: Response): Promise<ArrayBuffer> {
  const answer = got ?? (await fetch(new URL(`madeleine-widget.${part}`, import.meta.url)));
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || (crypto.subtle && !(await hashOf(bytes)).startsWith(hash))) throw `can't trust ${answer.url} (${answer.status})`;
  return bytes;
}

/** Starts the module. Whatever the server calls its type, it is taken as it is. What was built starts, unless a policy forbids it. */
export const start = (got?: Response): Promise<unknown> =>
  once("wasm", async () => {
    const bytes = await bytesOf("wasm", MODULE, got);
    try {
      return initSync(await WebAssembly.compile(bytes));
    } catch {
      throw "no WebAssembly here: add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy";
    }
  });

const textOf = (part: string, hash: string, got?: Response): Promise<string> =>
  once(part, async () => new TextDecoder().decode(await bytesOf(part, hash, got)));

/** The words of a language, else those of the language without its region (`pt` for `pt-BR`), as a JSON text; with `more`, all of them. */
export async function wordsOf(locale: string, more: boolean, guess?: string, got?: Response): Promise<string> {
  const language = WORDS[locale] ? locale : locale.split("-")[0].toLowerCase();
  const words = await textOf(`${language}.json`, WORDS[language], language === guess ? got : undefined);
  return more ? `${words.slice(0, -1)},${(await textOf(`${language}.more.json`, JSON.parse(words).more)).slice(1)}` : words;
}
