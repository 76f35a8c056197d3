// The moment: what the embed script hands over to when it is time. One survey at a time lies over the page; one whose time comes
// while another lies there isn't queued, but waits for its own next trigger: to be asked twice in a row is what people mind most.

import { transact } from "./disk";
import { put, TAG } from "./element";
import type { pinned } from "./load";
import * as outbox from "./outbox";
import type { Definition, Embed, Survey } from "./types";
import { later, prepare as draw, send, SOON_MS, type Drawn, type Occasion } from "./widget";

export { explainSilence } from "./widget";

/** A survey whose module and words are here. */
export interface Prepared {
  /** Shows it over the page when its delay is over, if it still may. */
  ask(embed: Embed, survey: Survey): Promise<void>;
  /** Shows it in an element of the page. */
  stand(embed: Embed, element: HTMLElement): void;
}

/** What lies over the page. */
interface Over {
  survey: Survey;
  host: HTMLElement;
  /** Closes it as the person would, but it wasn't her. */
  close(): void;
  /** Takes it away as if it had never been there. */
  hide(): void;
}

/** What the verbs work with (verbs.ts). */
export interface Stage {
  embed: Embed;
  over(): Over | undefined;
  draw(definition: Definition): Promise<Drawn>;
  show: typeof show;
  erase(): Promise<unknown>;
}

let lying: Over | undefined;
const over = () => (lying?.host.isConnected ? lying : undefined);

/** What was on its way when everything was erased doesn't come. */
let erasures = 0;

let paused: Promise<void> | undefined;
let resume: (() => void) | undefined;

/** Puts a survey over the page. */
function show(embed: Embed, survey: Survey, drawn: Drawn, occasion: Occasion): void {
  const { definition: { id }, terms } = survey;
  const asked = (embed.asked ??= new Set());
  const host = document.createElement(TAG);
  host.popover = "manual";
  // The body may still be on its way.
  (document.body ?? document.documentElement).append(host);
  let untouched = true;
  const leaving = new AbortController();
  occasion.note = () => {
    untouched = false;
    return terms?.note("answered");
  };
  const shown = put(drawn, host, occasion, () => {
    leaving.abort();
    if (asked.has(id)) terms?.end();
  });
  if (!shown) return;
  asked.add(id);
  host.showPopover();
  host.addEventListener("madeleine-dismiss", () => {
    const note = untouched && terms?.note("dismissed");
    if (note) transact("readwrite", (_, seen) => note(seen)).catch(() => {});
  });
  const hide = () => {
    // Nobody dismissed it: where nothing was answered, it may come again with its next trigger.
    if (untouched) {
      asked.delete(id);
      survey.due = undefined;
    }
    host.remove();
    send();
  };
  const close = () => {
    untouched = false;
    shown.close();
  };
  lying = { survey, host, hide, close };
  terms?.onLeaving(hide, leaving.signal);
}

let stage: Stage | undefined;

/** Hears what the page says and has said of surveys that are about to be shown. */
function hear(embed: Embed, load: typeof pinned): Stage {
  if (stage) return stage;
  embed.hear((verb) => {
    if (verb === "pause") paused ??= new Promise((go) => (resume = go));
    if (verb === "resume") resume?.((paused = undefined));
    if (verb === "close") over()?.close();
  });
  return (stage = {
    embed,
    over,
    draw: (definition) => draw(definition, load),
    show,
    erase() {
      erasures++;
      return outbox.erase();
    },
  });
}

/** Makes a survey ready, for the embed script. */
export async function prepare(...from: Parameters<typeof draw>): Promise<Prepared> {
  const drawn = await draw(...from);
  return {
    async ask(embed, survey) {
      const { definition: { id, ask }, due, context, terms } = survey;
      const stage = hear(embed, from[1]);
      const before = erasures;
      await new Promise((over) => setTimeout(over, due! - Date.now()));
      let may;
      do {
        // Until somebody looks, and the page has nothing against it.
        while (paused || document.hidden)
          await (paused ?? new Promise<unknown>((seen) => document.addEventListener("visibilitychange", seen, { once: true })));
        await drawn.turn();
        may = (await terms?.may()) ?? true;
      } while (paused || document.hidden);
      if (before === erasures) {
        terms?.arrived();
        if (may && !over() && !embed.never?.has(id) && !embed.never?.has("")) {
          show(embed, survey, drawn, { context, sample: ask?.sample ?? 1 });
          setTimeout(() => later().then(({ listen }) => listen(stage)).catch(() => {}), SOON_MS);
          return;
        }
      }
      survey.due = undefined;
    },
    stand: (_, element) => void put(drawn, element, { sample: 1 }),
  };
}

/** Sends what earlier visits left, and does what the page says. */
export function wake(embed: Embed, load: typeof pinned): void {
  send(load);
  const stage = hear(embed, load);
  later().then(({ listen }) => listen(stage)).catch(() => {});
}
