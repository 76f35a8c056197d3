// What nobody needs before the first question stands there: sending, keeping out of the way of modal dialogs, and telling an owner what is
// wrong with a definition.

import { record, type Trap } from "./course";
import type { pinned } from "./load";
import { stay } from "./modal";
import type { Outbox } from "./outbox";
import { sending } from "./send";
import type { Stage } from "./asking";
import { follow } from "./telling";
import type * as Tend from "./tend";
import type { Definition, Embed } from "./types";
import { listen } from "./verbs";
import type { Lent } from "./widget";

export { listen } from "./verbs";
export { noModal } from "./modal";
export { sender } from "./send";

// What these scripts must be: .ci/build.mjs says it.
declare const CHECKER: string;
declare const REDACTOR: string;
declare const TEND: string;

/** A survey on the screen, and what the widget lends of itself. */
export interface Standing {
  host: HTMLElement;
  definition: Definition;
  shown: Lent;
  load: typeof pinned;
  outbox: Outbox;
  /** Sends what is kept. */
  send(): void;
  /** 128 random bits as a short text. */
  id(): string;
  stage?: Stage;
}

let redactor: Promise<(text: string) => string | undefined> | undefined;

/** What finds card numbers, IBANs, e-mail addresses and telephone numbers in a text. */
function redacting(load: typeof pinned): Promise<(text: string) => string | undefined> {
  redactor ??= load<any>(new URL("madeleine-redactor.js", import.meta.url), REDACTOR).then(async (module) => {
    await module.default();
    return module.redact;
  });
  redactor.catch(() => (redactor = undefined));
  return redactor;
}

/** What may be kept of a text. */
export const redact = async (text: string, load: typeof pinned): Promise<string> => (await redacting(load))(text) ?? text;

/** What stands in the page. */
let standings: Standing[] = [];
let following = false;

/** What a survey that stands in the page may need from now on. */
export function soon(standing: Standing): void {
  const { host, definition, definition: { contact, items, locales, privacy }, load, outbox, stage } = standing;
  // A sitting that was begun anew (again.ts) is looked after already; one in an element that was taken out and put back isn't.
  if (standings.some(({ shown }) => shown.sitting === standing.shown.sitting)) return;
  stay(host);
  // Firefox and WebKit leave what has the focus where it is if it can be seen in part; they look after the event. What a finger reaches
  // can be seen: under it nothing moves (the tap would end beside where it began), and the frame that an answer waits for stays light.
  // (Whether a focus is visible doesn't tell: in WebKit one that arrow keys have moved isn't.)
  let until = 0;
  for (const [sign, more] of [["pointerdown", Infinity], ["pointerup", 2 * FOCUS_MS], ["pointercancel", 0], ["keydown", 0]] as const) host.addEventListener(sign, ({ timeStamp }) => (until = timeStamp + more));
  host.shadowRoot?.addEventListener("focusin", ({ target, timeStamp }) => {
    if (timeStamp >= until) requestAnimationFrame(() => (target as Element).scrollIntoView({ block: "nearest" }));
  });
  standings = [...standings.filter((one) => one.host.isConnected && one.host !== host), standing];
  if (!following) {
    following = true;
    const leave = () => sending(outbox).leave(standings.filter(({ host }) => host.isConnected));
    document.addEventListener("visibilitychange", () => document.hidden && leave());
    addEventListener("pagehide", leave);
    // What was erased isn't sent any more, though it still stands there.
    document.addEventListener("madeleine-erased", () => (standings = []));
  }
  // While a page is being built its owner hears of what is passed over in it, too.
  if (document.querySelector("script[data-check]")) explain(standing.definition, load);
  // One that goes on is noted from its first moment on (again.ts).
  if (!standing.shown.again) watch(host, definition, standing.shown, stage?.embed);
  follow(host, definition, standing.shown.snapshot());
  if (stage) listen(stage);
  const writes = items?.findIndex(({ instrument }) => /open|voice/.test(instrument!)) ?? -1;
  const brand = getComputedStyle(host);
  // Our own colours can be read; a brand's are looked at.
  const branded = ["accent", "on-accent", "ground"].some((name) => brand.getPropertyValue(`--madeleine-${name}`));
  let tending: Promise<unknown> | undefined;
  const tend = () => (tending ??= load<typeof Tend>(new URL("madeleine-tend.js", import.meta.url), TEND).then(({ tend }) => tend(standing)).catch(() => {}));
  quicken(host, outbox.disk);
  const touched = (): unknown => {
    if (!navigator.onLine) return addEventListener("online", touched, { once: true });
    if (contact || writes >= 0) tend();
    if (writes >= 0 && privacy?.redact !== false) redacting(load);
  };
  if (branded || locales?.[1]) tend();
  // Most people answer nothing: what only those need who do waits for a touch.
  if (!writes || standing.shown.snapshot()) touched();
  else for (const sign of ["pointerdown", "focusin"]) host.addEventListener(sign, touched, { once: true });
}

/** How long a finger may be down on an answer before the disk is closed again. */
const HELD_MS = 1_000;

/** An answer is on disk by then, and its question still there. */
const FOCUS_MS = 60;

/** How the disk is opened, and a disk that was opened ahead and that nobody has taken yet. */
let opens: Outbox["disk"]["open"] | undefined;
let held: Promise<IDBDatabase> | undefined;
/** The card that each element had when this came: another one, of another sitting or language, takes the browser's own way. */
const cards = new WeakMap<HTMLElement, Element | null | undefined>();

/** Lets a tap be on disk sooner: the disk is opened while the finger is still down on the answer, and the tap itself takes no detour. */
function quicken(host: HTMLElement, disk: Outbox["disk"]): void {
  const open = (opens ??= disk.open);
  disk.open = () => {
    const taken = held ?? open();
    held = undefined;
    return taken;
  };
  // One element may show one survey after the other.
  const known = cards.has(host);
  cards.set(host, host.shadowRoot?.querySelector(".card"));
  if (known) return;
  const tapped = ({ target }: Event) => {
    const [card, point] = [".card", ".point"].map((kind) => (target as Element).closest(kind));
    const standing = standings.find((one) => one.host === host && cards.get(host) === card);
    return { target, point, standing: standing?.definition.deliver?.some(({ to }) => !/^(event|dataLayer)$/.test(to!)) ? standing : undefined };
  };
  host.shadowRoot?.addEventListener("pointerdown", (event) => {
    const { point, standing } = tapped(event);
    if (!standing || !point || held) return;
    // A disk that refuses, at once or later, says so to the answer, not to the page.
    const mine = (held = new Promise((done) => done(open())));
    mine.catch(() => {});
    setTimeout(() => {
      if (held !== mine) return;
      held = undefined;
      mine.then((database) => database.close(), () => {});
    }, HELD_MS);
  });
  // A tap on a label reaches its input a good while later, by way of the focus: the answer doesn't wait for that, and what comes back from
  // the disk needn't either.
  host.shadowRoot?.addEventListener("click", (event) => {
    const { target, point, standing } = tapped(event);
    const input = point?.querySelector("input");
    if (!standing || input?.type !== "radio" || target === input) return;
    event.preventDefault();
    input.checked = true;
    setTimeout(() => input.focus({ preventScroll: true }), FOCUS_MS);
    standing.shown.sitting.answer(1 << [...point!.parentElement!.children].indexOf(point!), "");
  }, { capture: true });
}

/** How long a card may stand there without a sitting. */
const DEAD_MS = 5_000;

/** Notes the course of a sitting, and calls for help where its module has stopped. */
export function watch(host: HTMLElement, definition: Definition, shown: Lent, embed: Embed | undefined = (window as any).madeleine): void {
  const { sitting } = shown;
  record(host, definition, shown, (course, undone, problem) => {
    const trap: Trap = { host, definition, shown, course, undone, problem };
    setTimeout(() => shown.sitting === sitting && host.remove(), DEAD_MS);
    if (typeof embed === "function") embed("recover", trap);
    return trap;
  });
}

/**
 * Tells the owner what is wrong with a definition: where, and how to mend it. The words for that live in a module of their
 * own, which has the same rules: no visitor of a page whose survey is right ever fetches them. Of a valid one that is `silent` it says why.
 */
export async function explain(definition: Definition, load: typeof pinned, silent?: boolean): Promise<void> {
  let problem = 'it isn\'t valid. Run "madeleine validate" on it.';
  try {
    const checker = await load<any>(new URL("madeleine-checker.js", import.meta.url), CHECKER);
    await checker.default();
    problem = checker.explain(definition.source) ?? (silent && "nothing calls for it. Give ask.when an event or load, or place a <madeleine-survey> where it shall stand.");
  } catch {
    // The module isn't there: the command says the same.
  }
  if (problem) console.error(`Madeleine: survey "${definition.id}": ${problem}`);
}

