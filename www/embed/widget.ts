// Makes ready and draws: fetches the module and the words of one language, makes the shadow root, is the page to the module.

import { Moment, Sitting } from "../../target/wasm/widget/madeleine_widget.js";
import { asked } from "./common.json";
import type { Stage } from "./asking";
import type { Course } from "./course";
import type * as Later from "./later";
import type { pinned } from "./load";
import { localeOf } from "./locale";
import { outbox } from "./outbox";
import type { Context, Definition, Note } from "./types";
import { start, wordsOf } from "./verified";
import { draw } from "./view";

type View = ReturnType<typeof draw>;

/** What a sitting does otherwise that goes on where it was (again.ts). */
export interface Again {
  course: Course;
  page(page: ReturnType<typeof pageOf>): void;
  goOn(sitting: Sitting, page: ReturnType<typeof pageOf>): void;
}

/** A survey on the screen. */
export interface Shown {
  /** Closes it as if the person had. */
  close(): void;
  /** Forgets it. */
  free(): void;
  /** The text of a wording key. */
  text(key: string): string;
  /** The snapshot that was kept last. */
  snapshot(): string;
  /** Asks in another language from now on: the card is drawn anew. */
  speak(locale: string): Promise<void>;
}

/** What of it is lent to what comes later. */
export interface Lent extends Shown {
  sitting: Sitting;
  /** The bits that its rules of chance draw from. */
  draw: number;
  again?: Again;
}

/** What is known of the moment besides the definition. */
export interface Occasion {
  context?: Context;
  /** Share of visits asked. */
  sample: number;
  /** What is to be put on disk beside an answer. */
  note?: () => Note | undefined;
  /** Where it stands over the page. */
  stage?: Stage;
  again?: Again;
  /** What draws its card, where that isn't the widget's own (standing.ts). */
  draw?: typeof draw;
}

/** A survey whose module and words are here. */
export interface Drawn {
  /** Its words, as one JSON text. */
  words: string;
  /** Of one that draws before its module is here (opening.ts), the one that has it. */
  whole?(): Promise<Drawn>;
  /** Waits while a modal dialog is open: nothing outside of it can be reached. */
  turn(): Promise<unknown>;
  /** Shows it in an element. A definition that is wrong shows nothing and says why in the console. */
  show(host: HTMLElement, occasion: Occasion): Shown | undefined;
}

/** What the script of what comes later must be: .ci/build.mjs says it. */
declare const LATER: string;

/** How the loader fetches a script. */
let load: typeof pinned;
let sending: Promise<() => Promise<void>> | undefined;

/** Whether a definition names an instrument, a question or an option whose words are neither common nor the owner's own. */
function needsMore({ items, text, contact }: Definition, locale: string): boolean {
  const named = [items ?? []].flat().flatMap((item) => [item?.instrument, item?.question].concat(item?.options));
  return !!contact || named.some((name) => name && !text?.[locale]?.[name] && !asked.some((common) => `${name}.`.startsWith(`${common}.`)));
}

/** After the first question stands there, and before anybody can have answered it. */
const SOON_MS = 300;
/** More than the disk is given to answer. */
const WRITTEN_MS = 3_000;

/** Fetched when the first question stands there; without it what is to be sent stays on disk. */
export const later = (loader = load): Promise<typeof Later> => (load = loader)(new URL("madeleine-later.js", import.meta.url), LATER);

/** Sends what is kept. Without a network every try fails; the page's "online" starts the next one. */
export async function send(loader = load): Promise<void> {
  load = loader;
  if (!navigator.onLine) return;
  sending ??= later().then(({ sender }) => sender(outbox));
  // What couldn't be fetched is fetched the next time.
  const round = await sending.catch(() => (sending = undefined));
  await round?.();
}

const matches = (query: string) => matchMedia(query).matches;
const random = <T extends Uint8Array | Uint32Array>(numbers: T) => crypto.getRandomValues(numbers);

/** By the number of the moment. */
const EVENTS = ["answer", "complete", "dismiss", "close"];

const id = () => btoa(String.fromCharCode(...random(new Uint8Array(16)))).replace(/[+/=]/g, (c) => ({ "+": "-", "/": "_" })[c] ?? "");

/** What a sitting needs of the page it takes place in. */
function pageOf(host: HTMLElement, definition: Definition, sitting: () => Sitting | undefined, { context = {}, note }: Occasion) {
  const { deliver = [] } = definition;
  const to = deliver.filter(({ to }) => !/^(event|dataLayer)$/.test(to!));
  let snapshot = "";
  return {
    id,
    snapshot: () => snapshot,
    context: (name: string) => (Object.hasOwn(context, name) ? String(context[name]).slice(0, 128) : undefined),
    now: () => new Date().toISOString(),
    clock: () => performance.now(),
    // Thanks that offer something more stay until they are closed.
    later(ms: number): void {
      if (ms < 1000 || !definition.contact) setTimeout(() => sitting()?.tick(), ms);
    },
    put(response_id: string, seq: number, body: string, state: string, inMemory: boolean): void {
      snapshot = body;
      if (inMemory) outbox.hold(response_id, seq, to, body);
      // Whoever gave an answer has answered, even if she stops there: it isn't waited for the end.
      else outbox.put(response_id, seq, to, body, (onDisk) => sitting()?.saved(onDisk), note?.());
    },
    tell(moment: Moment): void {
      const ended = moment === Moment.Completed || moment === Moment.Dismissed;
      const detail = ended && snapshot && deliver.some((one) => one.to === "event") ? JSON.parse(snapshot) : { survey: definition.id };
      host.dispatchEvent(new CustomEvent(`madeleine-${EVENTS[moment]}`, { bubbles: true, composed: true, detail }));
      if (ended) send();
      if (moment === Moment.Gone) host.remove();
    },
  };
}

/** What may be kept of what a person wrote. In a tunnel, without the module that looks closely, more goes than has to. */
const redacted = (written: string): Promise<string> =>
  later()
    .then(({ redact }) => redact(written, load))
    .catch(() => written.replace(/\S*@\S*|\+?\d[\d\s()./-]{5,}\d/g, "•••"));

const device = () => (!matches("(pointer: coarse)") ? "desktop" : matches("(max-width: 600px)") ? "phone" : "tablet");

/** Lets the page have its turn: what follows is a task of its own. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Makes ready to show a survey. The loader hands over what it fetched meanwhile: the module, and the words of the language that it
 * guessed. Where there is time, because a delay is still to come or nobody has called for it yet, a rehearsal out of sight has the engine
 * compile what it will need, so that the moment itself stays light.
 */
export async function prepare(
  definition: Definition,
  loader: typeof pinned,
  language?: string,
  wasm?: Response,
  json?: Response,
  inTime = /"delay_ms":\s*[1-9]/.test(definition.source),
): Promise<Drawn> {
  load = loader;
  const locale = localeOf(definition);
  const wordsIn = (locale: string) => wordsOf(locale, needsMore(definition, locale), language, json);
  const [words] = await Promise.all([wordsIn(locale), start(wasm)]);
  const sit = (host: HTMLElement, occasion: Occasion): Lent | undefined => {
    let sitting: Sitting | undefined;
    const page = pageOf(host, definition, () => sitting, occasion);
    const { again } = occasion;
    const { draw: drawn = random(new Uint32Array(1))[0] } = again?.course ?? {};
    again?.page(page);
    sitting = Sitting.open(definition.source, occasion.sample, device(), drawn, page);
    if (!sitting) return;
    // Words are looked at before they are kept; whoever wrote them sees what was taken out, and sends the rest.
    const careful = Object.assign(Object.create(sitting), {
      async answer(chosen: number, written: string) {
        const kept = written && definition.privacy?.redact !== false ? await redacted(written) : written;
        if (kept === written) sitting?.answer(chosen, written);
        else (page as unknown as View).revise(kept);
      },
    });
    const speak = (words: string, locale: string) => {
      const rtl = /^\{"dir":"rtl"/.test(words);
      sitting?.speak(words, locale, rtl);
      Object.assign(page, (occasion.draw ?? draw)(host, locale, rtl, careful, definition.layout));
      sitting?.show();
    };
    speak(words, locale);
    again?.goOn(sitting, page);
    return {
      sitting,
      draw: drawn,
      again,
      speak: async (locale) => speak(await wordsIn(locale), locale),
      text: (key) => sitting?.text(key) ?? "",
      snapshot: page.snapshot,
      close: () => sitting?.close(),
      free() {
        // A card without a sitting would look alive.
        host.shadowRoot!.textContent = "";
        // What it still writes is seen to its end: whoever closes after an answer has left before that is on disk.
        setTimeout(() => (sitting?.free(), (sitting = undefined)), WRITTEN_MS);
      },
    };
  };
  if (inTime) {
    await pause();
    sit(document.createElement("div"), { sample: 1 })?.free();
    await pause();
  }
  return {
    words,
    turn: async () => document.querySelector("dialog:modal") && (await later()).noModal(),
    show(host, occasion) {
      const shown = sit(host, occasion);
      if (shown) setTimeout(() => navigator.onLine && later().then(({ soon }) => soon({ host, definition, shown, load, outbox, send, id, stage: occasion.stage })).catch(() => {}), SOON_MS);
      // Its owner reads what is wrong with it, or that what would say it can't be fetched.
      else host.remove(), later().then(({ explain }) => explain(definition, load)).catch(console.error);
      return shown;
    },
  };
}

// The embed script looks on the disk when the network is back; what is only in memory is known here.
addEventListener("online", () => send());
document.addEventListener("madeleine-erased", () => outbox.held.clear());
