// The other parts of the widget: its module, and the words of a language. Whoever fetched them, they are used only if they are what
// was built: their SHA-256 must begin with the 114 bits that .ci/build.mjs writes here. A page without TLS has no means to compute it,
// and nothing to protect: whoever could change a part there could change the page.
// One hash stands for the words of all languages, so that another language costs nobody a byte: hashes are joined two by two up to the
// one at the top, and each file says at its end, between bars, which ones lie beside its way there (.ci/words.mjs).

import { initSync } from "../../target/wasm/widget/madeleine_widget.js";

declare const MODULE: string;
declare const WORDS: string;

const made = new Map<string, Promise<unknown>>();

/** Does it once; what failed is done again the next time. */
function once<T>(name: string, work: () => Promise<T>): Promise<T> {
  const making = (made.get(name) as Promise<T>) ?? work();
  made.set(name, making);
  making.catch(() => made.delete(name));
  return making;
}

const hashOf = async (...parts: BlobPart[]) =>
  crypto.subtle &&
  btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer())))).slice(0, 19);

const fetched = (part: string) => fetch(new URL(`madeleine-widget.${part}`, import.meta.url));

function trust(answer: Response, hash: string | undefined, expected: string): void {
  if (!answer.ok || (hash && hash !== expected)) throw `can't trust ${answer.url} (${answer.status})`;
}

/** Starts the module. Whatever the server calls its type, it is taken as it is. What was built starts, unless a policy forbids it. */
export const start = (got?: Response): Promise<unknown> =>
  once("wasm", async () => {
    const answer = got ?? (await fetched("wasm"));
    const bytes = await answer.arrayBuffer();
    trust(answer, await hashOf(bytes), MODULE);
    try {
      return initSync(await WebAssembly.compile(bytes));
    } catch {
      throw "no WebAssembly here: add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy";
    }
  });

const textOf = (part: string, top: string, got?: Response): Promise<string> =>
  once(part, async () => {
    const answer = got ?? (await fetched(part));
    const json = await answer.text();
    const [words, ...way] = json.split("|");
    let hash = await hashOf(part, words);
    for (const beside of way) hash = await hashOf(...[hash, beside].sort());
    trust(answer, hash, top);
    return json;
  });

/** The words of a locale's language, as a JSON text; with `more`, all of them. Regions have no words of their own. */
export async function wordsOf(locale: string, more: boolean, guess?: string, got?: Response): Promise<string> {
  const language = locale.split("-")[0].toLowerCase();
  const words = await textOf(`${language}.json`, WORDS, language === guess ? got : undefined);
  return more ? `${words.slice(0, -1)},${(await textOf(`${language}.more.json`, JSON.parse(words).more)).slice(1)}` : words;
}
