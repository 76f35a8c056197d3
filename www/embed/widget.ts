// The widget's JavaScript side: fetches the module and the words of one language, makes the shadow root, keeps the outbox.

import { initSync, mount, type Mounted } from "../../target/wasm/widget/madeleine_widget.js";
import { asked } from "./common.json";
import type { pinned } from "./load";
import * as outbox from "./outbox";
import css from "./survey.css";
import type { Context, Definition, Occasion } from "./types";
import { moduleOf, wordsOf, type Words } from "./verified";

/** A survey on the screen. */
export type Shown = Pick<Mounted, "close" | "free">;

/** A survey whose module and words are here. */
export interface Prepared {
  /** Shows it in an element. A definition that is wrong shows nothing and says why in the console. */
  show(host: HTMLElement, occasion: Occasion): Shown | undefined;
}

/** What the scorer's script must be: .ci/build.mjs says it. */
declare const SCORER: string;

let started: unknown;
let sheet: CSSStyleSheet | undefined;

/** The language to ask in: the page's, if the survey speaks it, else the survey's first. */
function localeOf({ locales }: Definition): string {
  const own = Array.isArray(locales) ? locales.filter((locale) => /^[a-z]{2,3}(-\w+)*$/i.test(locale)) : [];
  const page = document.documentElement.lang.toLowerCase();
  return own.find((locale) => `${page}-`.startsWith(`${locale.toLowerCase()}-`)) ?? own[0] ?? "en";
}

/** Whether a definition names an instrument, a question or an option whose words are neither common nor the owner's own. */
function needsMore({ items, text }: Definition, locale: string): boolean {
  const named = Array.isArray(items) ? items.flatMap((item) => [item?.instrument, item?.question].concat(item?.options)) : [];
  return named.some((name) => name && !text?.[locale]?.[name] && !asked.some((common) => `${name}.`.startsWith(`${common}.`)));
}

/** One shadow root per element, one style sheet for all: the page's styles end there. */
function rootOf(host: HTMLElement): ShadowRoot {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
  return root;
}

/**
 * Tells the owner what is wrong with a definition: where, and how to mend it. The words for that live in the scorer's module,
 * which has the same reader: no visitor of a page whose survey is right ever fetches them. Of a valid one it says `otherwise`.
 */
async function explain(definition: Definition, load: typeof pinned, otherwise?: string): Promise<void> {
  let problem = 'it isn\'t valid. Run "madeleine validate" on it.';
  try {
    const scorer = await load<any>(new URL("madeleine-scorer.js", import.meta.url), SCORER);
    await scorer.default();
    problem = scorer.explain(JSON.stringify(definition)) ?? otherwise;
  } catch {
    // The module isn't there: the command says the same.
  }
  if (problem) console.error(`Madeleine: survey "${definition.id}": ${problem}`);
}

const has = (object: object, name: string) => Object.prototype.hasOwnProperty.call(object, name);
const matches = (query: string) => matchMedia(query).matches;
const random = <T extends Uint8Array | Uint32Array>(numbers: T) => crypto.getRandomValues(numbers);

/** What a sitting needs of the page it takes place in. */
const pageOf = (host: HTMLElement, texts: Words, context: Context = {}) => ({
  ...outbox,
  words: (key: string) => (has(texts, key) ? texts[key] : undefined),
  context: (name: string) => (has(context, name) ? String(context[name]).slice(0, 128) : undefined),
  device: () => (!matches("(pointer: coarse)") ? "desktop" : matches("(max-width: 600px)") ? "phone" : "tablet"),
  now: () => new Date().toISOString(),
  clock: () => performance.now(),
  draw: () => random(new Uint32Array(1))[0],
  id: () => btoa(String.fromCharCode(...random(new Uint8Array(16)))).replace(/[+/=]/g, (c) => ({ "+": "-", "/": "_" })[c] ?? ""),
  tell(event: string, survey: string, snapshot?: string): void {
    const detail = snapshot ? JSON.parse(snapshot) : { survey };
    host.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true, detail }));
  },
  leave: () => host.remove(),
});

/** Lets the page have its turn: what follows is a task of its own. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Makes ready to show a survey. The loader hands over what it fetched meanwhile: the module, and the words of the language that it
 * guessed. A rehearsal out of sight has the engine compile what it will need, so that the moment itself stays light.
 */
export async function prepare(
  definition: Definition,
  load: typeof pinned,
  language?: string,
  ...[wasm, json]: Response[]
): Promise<Prepared> {
  const locale = localeOf(definition);
  const [texts, module] = await Promise.all([wordsOf(locale, needsMore(definition, locale), language, json), moduleOf(wasm)]);
  started ??= initSync({ module });
  const draw = (host: HTMLElement, { context, sample }: Occasion) =>
    mount(rootOf(host), definition, locale, sample, pageOf(host, texts, context));
  await pause();
  draw(document.createElement("div"), { sample: 1 })?.free();
  await pause();
  return {
    show(host, occasion) {
      const shown = draw(host, occasion);
      if (!shown) host.remove(), explain(definition, load);
      return shown;
    },
  };
}

export const { send } = outbox;

/** Tells the owner why a survey that nothing calls for is never shown. */
export const explainSilence = (definition: Definition, load: typeof pinned): Promise<void> =>
  explain(definition, load, "nothing calls for it. Give ask.when an event or load, or place a <madeleine-survey> where it shall stand.");

// Whoever leaves may not come back: what waits is sent now, and stays on disk until it is confirmed.
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && outbox.send());
// The embed script looks on the disk when the network is back; what is only in memory is known here.
addEventListener("online", () => outbox.send());
