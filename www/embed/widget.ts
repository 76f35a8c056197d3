// The widget's JavaScript side: fetches the module and the words of one language, makes the shadow root, keeps the outbox.

import { initSync, Moment, Sitting } from "../../target/wasm/widget/madeleine_widget.js";
import { asked } from "./common.json";
import { localeOf } from "./locale";
import * as outbox from "./outbox";
import type * as Later from "./later";
import type { Context, Definition, Occasion } from "./types";
import { draw } from "./view";

/** A survey on the screen. */
export interface Shown {
  /** Closes it as if the person had. */
  close(): void;
  /** Forgets it. */
  free(): void;
}

/** A survey whose module and words are here. */
export interface Prepared {
  /** What its words are, as one JSON text. */
  words: string;
  /** Waits while a modal dialog is open: nothing outside of it can be reached. */
  turn(): Promise<unknown>;
  /** Shows it in an element. A definition that is wrong shows nothing and says why in the console. */
  show(host: HTMLElement, occasion: Occasion): Shown | undefined;
}

/** By language, and by part: what is asked more rarely is a file of its own. */
const words = new Map<string, Promise<string>>();
let module: Promise<unknown> | undefined;

/** Fetches once; a fetch that failed is tried again the next time. */
function once<T>(cached: Promise<T> | undefined, work: () => Promise<T>, keep: (made?: Promise<T>) => void): Promise<T> {
  if (cached) return cached;
  const made = work();
  keep(made);
  made.catch(() => keep(undefined));
  return made;
}

const missing = ({ url, status }: Response) => new Error(`${url} answered ${status}`);

/** Fetches and compiles the module. Whatever the server calls its type, it is taken as it is. */
async function start(): Promise<void> {
  const answer = await fetch(new URL("madeleine-widget.wasm", import.meta.url));
  if (!answer.ok) throw missing(answer);
  initSync(await WebAssembly.compile(await answer.arrayBuffer()));
}

const started = () => once(module, start, (made) => (module = made));

/** The words of a language: its own file's, else those of the language without its region (`pt` for `pt-BR`). */
async function fetchWords(locale: string, part: string): Promise<string> {
  const answer = await fetch(new URL(`locales/${locale}${part}.json`, import.meta.url));
  if (answer.ok) return answer.text();
  const language = locale.split("-")[0].toLowerCase();
  if (language === locale) throw missing(answer);
  return fetchWords(language, part);
}

/** Whether a definition names an instrument, a question or an option whose words are neither common nor the owner's own. */
function needsMore({ items, text }: Definition, locale: string): boolean {
  const named = Array.isArray(items) ? items.flatMap((item) => [item?.instrument, item?.question].concat(item?.options)) : [];
  return named.some((name) => name && !text?.[locale]?.[name] && !asked.some((common) => `${name}.`.startsWith(`${common}.`)));
}

/** The words as one JSON text. */
async function wordsOf(definition: Definition, locale: string): Promise<string> {
  const parts = (needsMore(definition, locale) ? ["", ".more"] : [""]).map((part) => {
    const name = locale + part;
    return once(words.get(name), () => fetchWords(locale, part), (made) => (made ? words.set(name, made) : words.delete(name)));
  });
  const [common, more] = await Promise.all(parts);
  return more ? `${common.slice(0, -1)},${more.slice(1)}` : common;
}

/** After the first question stands there, and before anybody can have answered it. */
const SOON_MS = 300;
/** More than the disk is given to answer. */
const WRITTEN_MS = 3_000;

/** Fetched when the first question stands there; without it what is to be sent stays on disk. */
const later = (): Promise<typeof Later> => import("./madeleine-later.js" as string);

let sending: Promise<() => Promise<void>> | undefined;

/** Sends what is kept. Without a network every try fails; the page's "online" starts the next one. */
export const send = async (): Promise<void> =>
  navigator.onLine ? once(sending, () => later().then(({ sender }) => sender(outbox)), (made) => (sending = made)).then((round) => round(), () => {}) : undefined;

const has = (object: object, name: string) => Object.prototype.hasOwnProperty.call(object, name);
const matches = (query: string) => matchMedia(query).matches;
const random = <T extends Uint8Array | Uint32Array>(numbers: T) => crypto.getRandomValues(numbers);

/** The addresses that take the responses of a survey. */
const endpointsOf = ({ deliver }: Definition): string[] =>
  Array.isArray(deliver) ? deliver.map((one) => String(one?.to)).filter((to) => to !== "event") : [];

const EVENTS: Record<Moment, string> = {
  [Moment.Answered]: "answer",
  [Moment.Completed]: "complete",
  [Moment.Dismissed]: "dismiss",
  [Moment.Gone]: "close",
};

/** What a sitting needs of the page it takes place in. */
function pageOf(host: HTMLElement, definition: Definition, sitting: () => Sitting | undefined, context: Context = {}) {
  const to = endpointsOf(definition);
  const toEvent = definition.deliver?.some((one) => one.to === "event");
  let snapshot = "";
  return {
    context: (name: string) => (has(context, name) ? String(context[name]).slice(0, 128) : undefined),
    now: () => new Date().toISOString(),
    clock: () => performance.now(),
    id: () => btoa(String.fromCharCode(...random(new Uint8Array(16)))).replace(/[+/=]/g, (c) => ({ "+": "-", "/": "_" })[c] ?? ""),
    later: (ms: number) => void setTimeout(() => sitting()?.tick(), ms),
    put(response_id: string, seq: number, body: string, state: string, inMemory: boolean): void {
      snapshot = body;
      if (inMemory) outbox.hold(response_id, seq, to, body);
      else outbox.put(response_id, seq, to, body, (onDisk) => sitting()?.saved(onDisk));
    },
    tell(moment: Moment): void {
      const ended = moment === Moment.Completed || moment === Moment.Dismissed;
      const detail = ended && toEvent && snapshot ? JSON.parse(snapshot) : { survey: definition.id };
      host.dispatchEvent(new CustomEvent(`madeleine-${EVENTS[moment]}`, { bubbles: true, composed: true, detail }));
      if (ended) send();
      if (moment === Moment.Gone) host.remove();
    },
  };
}

const device = () => (!matches("(pointer: coarse)") ? "desktop" : matches("(max-width: 600px)") ? "phone" : "tablet");

/** Lets the page have its turn: what follows is a task of its own. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Makes ready to show a survey: module and words travel side by side, and a rehearsal out of sight has the engine compile what it
 * will need, so that the moment itself stays light.
 */
export async function prepare(definition: Definition): Promise<Prepared> {
  // While a page is being built its owner hears of what is passed over here, too.
  if (document.querySelector("script[data-check]")) later().then(({ explain }) => explain(definition));
  const locale = localeOf(definition);
  const [words] = await Promise.all([wordsOf(definition, locale), started()]);
  const rtl = /^\{"dir":"rtl"/.test(words);
  const sit = (host: HTMLElement, { context, sample }: Occasion): Shown | undefined => {
    let sitting: Sitting | undefined;
    const page = pageOf(host, definition, () => sitting, context);
    sitting = Sitting.open(definition.source, words, locale, rtl, sample, device(), random(new Uint32Array(1))[0], page);
    if (!sitting) return;
    Object.assign(page, draw(host, locale, rtl, sitting));
    sitting.start();
    return {
      close: () => sitting?.close(),
      free() {
        // A card without a sitting would look alive.
        host.shadowRoot!.textContent = "";
        // What it still writes is seen to its end: whoever closes after an answer has left before that is on disk.
        setTimeout(() => (sitting?.free(), (sitting = undefined)), WRITTEN_MS);
      },
    };
  };
  await pause();
  sit(document.createElement("div"), { sample: 1 })?.free();
  await pause();
  return {
    words,
    turn: async () => document.querySelector("dialog:modal") && (await later()).noModal(),
    show(host, occasion) {
      const shown = sit(host, occasion);
      if (shown) setTimeout(() => navigator.onLine && later().then(({ stay }) => stay(host), () => {}), SOON_MS);
      else host.remove(), later().then(({ explain }) => explain(definition));
      return shown;
    },
  };
}


/** Tells the owner why a survey that nothing calls for is never shown. */
export const explainSilence = (definition: Definition): Promise<void> =>
  later().then(({ explain }) => explain(definition, "nothing calls for it. Give ask.when an event or load, or place a <madeleine-survey> where it shall stand."));

// Whoever leaves may not come back: what waits is sent now, and stays on disk until it is confirmed.
addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());
// The embed script looks on the disk when the network is back; what is only in memory is known here.
addEventListener("online", send);
