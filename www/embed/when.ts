// What most surveys don't need; those that do have it fetched as soon as their definition is read: triggers that watch the page,
// several that combine, where it may ask, and for how long people are left alone. So has the page that says something of that kind.

import { exists, got, transact } from "./disk";
import { decide, forget, inSession, noteOf, putDown, silent } from "./memory";
import { isFull, isRecord } from "./room";
import { NAME, SITTING } from "./storage";
import { TRIGGERS, type Trigger } from "./triggers";
import type * as Again from "./again";
import type * as Tab from "../surfaces/tab";
import type { Stage } from "./asking";
import type { Trap } from "./course";
import type { Context, Embed, Survey } from "./types";
import { fits, onRoute } from "./where";

// What these scripts must be: .ci/build.mjs says it.
declare const AGAIN: string;
declare const TAB: string;

/** A delay that has been over for so long is forgotten: it isn't warm any more. */
const COLD_MS = 30 * 60_000;

let started = false;
/** The survey that lies over the page goes because the page says so, not the person. */
let closedByPage = false;

/** Nothing is thrown into the page. What can't be fetched has been told of, and is tried again the next time. */
const quietly = (work: Promise<unknown>): unknown => work.catch(() => {});

const wake = async (embed: Embed): Promise<Stage> => (await embed.widget()).wake(embed);

/** Sends what earlier visits left, as soon as there is a network. */
async function sendLeftovers(embed: Embed): Promise<void> {
  if (!(await exists())) return;
  const rows = await transact("readonly", (outbox) => got<unknown[]>(outbox.getAll()));
  if (!rows.length) return;
  // What was refused makes room when it is needed.
  if (isFull(rows.filter(isRecord).filter(({ refused }) => !refused))) (embed.never ??= new Set()).add("");
  if (navigator.onLine) await wake(embed);
  else addEventListener("online", () => quietly(wake(embed)), { once: true });
}

/** Goes on with a survey that wasn't over when the page was left, or whose module has stopped. */
const goOn = async (embed: Embed, trap?: Trap): Promise<unknown> =>
  (trap || sessionStorage[SITTING]) && (await embed.load<typeof Again>(new URL("madeleine-again.js", import.meta.url), AGAIN)).goOn(embed, trap);

/** Somebody shall not be asked again, by one survey or by any. */
async function never(embed: Embed, id = ""): Promise<void> {
  (embed.never ??= new Set()).add(id);
  for (const coming of Object.values(embed.surveys)) {
    const survey = await coming;
    if (survey && (!id || survey.definition.id === id)) putDown(noteOf({ ...survey.definition, id }, "never"));
  }
}

/** Nothing is left on the device, and nothing of the page's memory. What lies over the page the widget takes away. */
async function erase(embed: Embed, done?: () => void): Promise<void> {
  embed.asked = embed.never = undefined;
  for (const coming of Object.values(embed.surveys)) coming.then((survey) => survey && (survey.due = undefined));
  forget();
  document.dispatchEvent(new Event("madeleine-erased"));
  // Without looking first: a record may be on its way to the disk. Where storage is refused nothing lies there.
  const deleted = async () => got(indexedDB.deleteDatabase(NAME));
  await deleted().catch(() => {});
  if (typeof done === "function") queueMicrotask(done);
}

/** Hears what the page says of these things, and has said. */
function hear(embed: Embed): void {
  if (started) return;
  started = true;
  let warned = false;
  // What goes wrong in here is told like everything that the page says.
  embed.hear((verb, name, more): unknown => {
    if (verb === "on" && typeof more === "function") addEventListener(`madeleine-${name}`, (event) => more((event as CustomEvent).detail));
    if (verb === "consent") return decide(name);
    if (verb === "never") return never(embed, name);
    if (verb === "erase") return erase(embed, name);
    if (verb === "close") closedByPage = true;
    if (verb === "show") return wake(embed);
    if (verb === "recover") return goOn(embed, name);
    // Another script of this name says which version it is.
    if (/^\d/.test(verb as string) && !warned) {
      warned = true;
      console.warn(`Madeleine: the page includes versions ${embed.here} and ${verb}: ${embed.here} stays.`);
    }
  });
  quietly(goOn(embed));
  quietly(sendLeftovers(embed));
}

/** Is there for the page; with a survey, waits for its triggers, and calls `go` when all of one kind have come and it may ask. */
export async function start(embed: Embed, survey?: Survey, go?: (due: number, context?: Context) => unknown): Promise<void> {
  hear(embed);
  if (survey && go) await watch(embed, survey, go);
}

async function watch(embed: Embed, survey: Survey, go: (due: number, context?: Context) => unknown): Promise<void> {
  const { definition } = survey;
  const { when = [], where, quiet, sample = 1 } = definition.ask ?? {};
  const stop = new AbortController();

  const may = async () => fits(where?.url) && !(quiet?.site_wide_days && embed.asked?.size) && !(await silent(definition));

  let answered = false;
  survey.terms = {
    may,
    arrived: () => inSession(survey, { draw: survey.draw }),
    answered() {
      answered = true;
      return noteOf(definition, "answered");
    },
    shown(host: HTMLElement & { gone?: () => void }) {
      answered = closedByPage = false;
      const leaving = new AbortController();
      host.addEventListener("madeleine-dismiss", () => answered || closedByPage || putDown(noteOf(definition, "dismissed")));
      const gone = host.gone;
      host.gone = () => {
        gone?.();
        // One that is only moved comes back at once.
        queueMicrotask(() => {
          if (host.isConnected) return;
          leaving.abort();
          if (survey.due) stop.abort();
        });
      };
      const hide = () => {
        // Nobody dismissed it: where nothing was answered, it may come again with its next trigger.
        if (!answered) {
          embed.asked?.delete(definition.id);
          survey.due = undefined;
        }
        host.remove();
        quietly(embed.widget().then(({ send }) => send()));
      };
      if (where?.url) onRoute(() => fits(where.url) || hide(), leaving.signal);
    },
  };

  let context: Context | undefined;
  const come = async (due: number) => {
    if (survey.due) return;
    Object.assign(survey, { draw: inSession(survey)?.draw ?? survey.draw });
    if (survey.draw >= sample) return stop.abort();
    if (!(await may())) return;
    if (due > Date.now()) inSession(survey, { draw: survey.draw, due, context });
    go(due, context);
  };

  if (definition.surface === "tab") {
    if ((inSession(survey)?.draw ?? survey.draw) >= sample) return;
    const { tab } = await embed.load<typeof Tab>(new URL("madeleine-tab.js", import.meta.url), TAB);
    const at = (work: (here: boolean) => void) => {
      const look = () => work(fits(where?.url));
      look();
      if (where?.url) onRoute(look, stop.signal);
    };
    return tab(survey, () => wake(embed), at);
  }

  const triggers = new Map<string, Trigger<any>>([
    ...TRIGGERS,
    ["load", (_, came) => came()],
    [
      "event",
      (value, came) =>
        embed.hear((verb, name, more) => {
          if (verb !== "event" || name !== value) return;
          context = more;
          came();
        }),
    ],
  ]);
  let waits = false;
  for (const one of [when].flat()) {
    const named = Object.entries(one).filter(([name, value]) => value && triggers.has(name));
    const missing = new Set(named.map(([name]) => name));
    for (const [name, value] of named) {
      waits = true;
      const came = () => {
        missing.delete(name);
        if (!missing.size) quietly(come(Date.now() + (one.delay_ms ?? 0)));
      };
      triggers.get(name)!(value, came, stop.signal);
    }
  }

  // One that waits for nothing, and doesn't stand in a page by itself, would never be heard of.
  if (!waits && !/inline|page|kiosk/.test(definition.surface!)) {
    const { explain } = await (await embed.widget()).later(embed.load);
    explain(definition, embed.load, true);
  }

  // A delay may have begun on an earlier page.
  const before = inSession(survey);
  if (before?.due && Date.now() - before.due < COLD_MS) {
    ({ context } = before);
    await come(before.due);
  }
}
