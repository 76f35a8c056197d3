// The widget's JavaScript side: fetches the module and the words of one language, and hands both an element.

import start, { check as checkDefinition, flush, mount, type Mounted } from "../../target/wasm/widget/madeleine_widget.js";
import type { Definition, Occasion } from "./types";

/** A survey on the screen. */
export type Shown = Pick<Mounted, "close" | "free">;

/** A survey whose module and words are here. */
export interface Prepared {
  /** Shows it in an element. A definition that is wrong shows nothing and says why in the console. */
  show(host: HTMLElement, occasion: Occasion): Shown | undefined;
}

const words = new Map<string, Promise<unknown>>();
let module: Promise<unknown> | undefined;

/** The language to ask in: the page's, if the survey speaks it, else the survey's first. */
function localeOf({ locales }: Definition): string {
  const own = Array.isArray(locales) ? locales.filter((locale) => /^[a-z]{2,3}(-\w+)*$/i.test(locale)) : [];
  const page = document.documentElement.lang.toLowerCase();
  return own.find((locale) => `${page}-`.startsWith(`${locale.toLowerCase()}-`)) ?? own[0] ?? "en";
}

/** Fetches once; a fetch that failed is tried again the next time. */
function once<T>(cached: Promise<T> | undefined, work: () => Promise<T>, keep: (made?: Promise<T>) => void): Promise<T> {
  if (cached) return cached;
  const made = work();
  keep(made);
  made.catch(() => keep(undefined));
  return made;
}

const started = () => once(module, () => start(), (made) => (module = made));

function wordsOf(locale: string): Promise<unknown> {
  const address = new URL(`locales/${locale}.json`, import.meta.url);
  const load = async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return answer.json();
  };
  return once(words.get(locale), load, (made) => (made ? words.set(locale, made) : words.delete(locale)));
}

/** One line for the owner of the page. */
const tell = (definition: Definition, problem: unknown) => console.error(`Madeleine: survey "${definition.id}": ${problem}`);

/** Makes ready to show a survey: module and words travel side by side. */
export async function prepare(definition: Definition): Promise<Prepared> {
  const locale = localeOf(definition);
  const [texts] = await Promise.all([wordsOf(locale), started()]);
  return {
    show(host, { context, sample }) {
      try {
        return mount(host, definition, texts, locale, context, sample);
      } catch (problem) {
        host.remove();
        tell(definition, problem);
      }
    },
  };
}

/** Tells the owner what is wrong with a definition, if anything is. */
export async function check(definition: Definition): Promise<void> {
  await started();
  try {
    checkDefinition(definition);
  } catch (problem) {
    tell(definition, problem);
  }
}

/** Sends what earlier visits left. */
export async function send(): Promise<void> {
  await started();
  await flush();
}

// Whoever leaves may not come back: what waits is sent now, and stays on disk until it is confirmed.
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && module && send());
