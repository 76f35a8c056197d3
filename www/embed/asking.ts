// The moment: what the embed script hands over to when it is time. One survey at a time lies over the page; one whose time comes
// while another lies there isn't queued, but waits for its own next trigger: to be asked twice in a row is what people mind most.

import { put, TAG } from "./element";
import type { Embed, Survey } from "./types";
import { later, prepare as draw, send, type Again, type Drawn, type Shown } from "./widget";

export { later, prepare as draw, send } from "./widget";

/** How often is looked whether somebody looks, and the page has nothing against it. */
const LOOK_MS = 200;

/** A survey whose module and words are here. */
export interface Prepared {
  /** Shows it over the page when its delay is over, if it still may. Nothing comes back where it wasn't shown: its next trigger may. */
  ask(embed: Embed, survey: Survey): Promise<number | undefined>;
  /** Shows it in an element of the page. */
  stand(embed: Embed, element: HTMLElement): void;
}

/** What the verbs work with (verbs.ts). */
export interface Stage {
  embed: Embed;
  draw: typeof draw;
  show: typeof show;
  /** What lies over the page. */
  over(): { survey: Survey; host: HTMLElement; shown: Shown } | undefined;
}

let stage: Stage;
let lying: ReturnType<Stage["over"]>;
let paused = false;

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Puts a survey over the page. */
function show(survey: Survey, drawn: Drawn, sample: number, again?: Again): void {
  const { context, definition: { id }, terms } = survey;
  const host = document.createElement(TAG);
  host.popover = "manual";
  // The body may still be on its way.
  (document.body ?? document.documentElement).append(host);
  const shown = put(drawn, host, { context, sample, note: terms?.answered, stage, again });
  if (!shown) return;
  host.showPopover();
  lying = { survey, host, shown };
  (stage.embed.asked ??= new Set()).add(id);
  terms?.shown(host);
}

/** Hears what the page says, and has said, of a survey that is about to be shown. */
function start(embed: Embed): void {
  if (stage) return;
  stage = { embed, draw, show, over: () => (lying?.host.isConnected ? lying : undefined) };
  embed.hear((verb) => {
    paused = verb === "pause" || (paused && verb !== "resume");
    if (verb === "close") stage.over()?.shown.close();
    if (verb === "erase") stage.over()?.host.remove();
  });
}

/** Makes a survey ready, for the embed script. */
export async function prepare(...from: Parameters<typeof draw>): Promise<Prepared> {
  // One that has stopped is replaced (again.ts).
  const drawn = await (stage?.draw ?? draw)(...from);
  return {
    async ask(embed, survey) {
      const { definition: { id, ask }, due, terms } = survey;
      start(embed);
      await sleep(due! - Date.now());
      let may;
      do {
        while (paused || document.hidden) await sleep(LOOK_MS);
        await drawn.turn();
        may = (await terms?.may()) ?? true;
      } while (paused || document.hidden);
      // Everything was erased meanwhile: it doesn't come, and leaves nothing.
      if (!survey.due) return;
      terms?.arrived();
      if (!may || stage.over() || embed.never?.has(id) || embed.never?.has("")) return;
      show(survey, drawn, ask?.sample ?? 1);
      return survey.due;
    },
    stand(embed, element) {
      start(embed);
      put(drawn, element, { sample: 1 });
    },
  };
}

/** Sends what earlier visits left, and does what the page says. */
export function wake(embed: Embed): Stage {
  start(embed);
  send(embed.load);
  later().then(({ listen }) => listen(stage)).catch(() => {});
  return stage;
}
