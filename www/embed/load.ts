// What is fetched, and that it is what was built. The tag pins this script, this script pins the widget's by its hash, and the widget's
// verifies its module and its words by theirs (verified.ts). All three leave at once: from here to the first question is one round trip.

import type * as Widget from "./asking";
import type { Definition } from "./types";
import type * as When from "./when";

// .ci/build.mjs says how the addresses of this version's parts begin, and what the scripts among them must be.
declare const PARTS: string;
declare const WHEN: string;
declare const WIDGET: string;

export const at = (part: string) => new URL(PARTS + part, import.meta.url);

const SAFARI = navigator.vendor[0] == "A";
/** No tag is taken from a script here. */
let tagless: unknown;

/**
 * Imports a script if its bytes are those of the hash. Once fetched ahead a module is there, and `import` asks the network nothing;
 * what failed is never imported. Safari doesn't look at the hash of what it fetches ahead, but at that of a tag. Where a page enforces
 * Trusted Types it takes no tag from a script, and there the one file alone is pinned (docs/security.md).
 */
export const pinned = <T>(address: URL, integrity: string): Promise<T> =>
  new Promise((resolve, reject) => {
    const onload = () => resolve(import(address as unknown as string));
    const add = (tag: string, kind: object) =>
      document.head.append(Object.assign(document.createElement(tag), kind, { integrity, onload, onerror: () => reject(`can't trust ${address}`) }));
    // What goes wrong here rejects: nowhere but in Safari is anything imported without its hash.
    if (!SAFARI) return add("link", { rel: "modulepreload", href: address });
    try {
      tagless || add("script", { type: "module", src: address });
    } catch {
      tagless = 1;
    }
    if (tagless) onload();
  });

let widget: typeof Widget | undefined;

export const loadWidget = async (): Promise<typeof Widget> => (widget ??= await pinned<typeof Widget>(at("js"), WIDGET));

export const loadWhen = (): Promise<typeof When> => pinned(at("when.js"), WHEN);

/** Fetches a definition. What a tag holds between its ends is one already, and has a brace. */
export async function loadDefinition(address: string): Promise<Definition> {
  let source = address;
  if (!/{/.test(source)) {
    const answer = await fetch(address);
    if (!answer.ok) throw `nothing to read (${answer.status})`;
    source = await answer.text();
  }
  return Object.assign(JSON.parse(source), { source });
}

/** Makes a survey ready to be shown. */
export async function prepare(definition: Definition): Promise<Widget.Prepared> {
  const spoken = `${definition.locales ?? "en"}`;
  const page = document.documentElement.lang.slice(0, 2);
  // A guess, good enough to leave early: the widget knows which words it needs, and fetches others if these are wrong.
  const language = spoken.includes(page || " ") ? page : spoken.slice(0, 2);
  const parts = widget ? [] : ["wasm", language + ".json"].map((part) => fetch(at(part)));
  const [{ prepare }, ...answers] = await Promise.all([loadWidget(), ...parts]);
  return prepare(definition, pinned, language, ...answers);
}
