// A survey that goes on: where somebody left it, on the page that she has loaded anew or come back to; or with another module, when its own
// has stopped in the middle. The same response, the next question.

import type { Stage } from "./asking";
import type { Moment } from "../../target/wasm/widget/madeleine_widget.js";
import type * as Widget from "./asking";
import type { Course, Trap } from "./course";
import { SITTING } from "./storage";
import type { Embed } from "./types";
import type { Again, Lent } from "./widget";

/** What the widget's script must be: .ci/build.mjs says it. */
declare const WIDGET: string;

const COMPLETED: Moment.Completed = 1;

/** How often a survey is begun anew, before it is given up. */
const TIMES = 3;
const begun = new WeakMap<HTMLElement, number>();
let modules = 0;

/** Goes on after a trap, or with what the session holds. */
export async function goOn(embed: Embed, trap?: Trap): Promise<void> {
  const stage = (await embed.widget()).wake(embed);
  await (trap ? recover(embed, stage, trap) : again(embed, stage));
}

/** Goes on with what the session holds, if it is of this page, and of a definition that is still the same. */
async function again(embed: Embed, stage: Stage): Promise<void> {
  const course: Course = JSON.parse(sessionStorage[SITTING]);
  if (course.page !== location.href) return;
  for (const coming of Object.values(embed.surveys)) {
    const survey = await coming;
    if (!survey || survey.definition.source !== course.source) continue;
    const drawn = await stage.draw(survey.definition, embed.load);
    // It isn't at its first question any more.
    const whole = (await drawn.whole?.()) ?? drawn;
    // Its trigger may have been quicker: what nobody has answered yet gives way.
    const over = stage.over();
    if (over && (over.survey !== survey || over.shown.snapshot())) return;
    over?.host.remove();
    survey.due = Date.now();
    stage.show(survey, whole, survey.definition.ask?.sample ?? 1, goingOn(course));
    const now = stage.over();
    if (now) await watched(embed, now.host, survey.definition, now.shown as Lent);
  }
}

const watched = async (embed: Embed, ...[host, definition, shown]: [HTMLElement, Trap["definition"], Lent]): Promise<void> =>
  (await (await embed.widget()).later(embed.load)).watch(host, definition, shown, embed);

/**
 * Goes on with a module of its own: one that has stopped is never called again, and what comes after has the new one. What was asked for
 * and isn't done is done now. Where that can't be the card leaves, its owner reads one line, and the page hears of it.
 */
async function recover(embed: Embed, stage: Stage, trap: Trap): Promise<void> {
  const { host, definition, shown, course, problem } = trap;
  const times = (begun.get(host) ?? 0) + 1;
  begun.set(host, times);
  try {
    if (!course || times > TIMES) throw problem;
    // The same bytes by another address are another module.
    const fresh = await embed.load<typeof Widget>(new URL(`madeleine-widget.js?${++modules}`, import.meta.url), WIDGET);
    stage.draw = fresh.draw;
    const drawn = await fresh.draw(definition, embed.load);
    if (!host.isConnected) return;
    const over = stage.over();
    const { context, terms } = (over?.host === host && over.survey) || {};
    const focused = document.activeElement === host;
    const renewed = drawn.show(host, { context, sample: definition.ask?.sample ?? 1, note: terms?.answered, stage, again: goingOn(course) });
    if (!renewed) throw problem;
    // Whoever holds the survey that stands there holds this one now.
    Object.assign(shown, renewed);
    await watched(embed, host, definition, shown);
    if (focused) host.shadowRoot?.querySelector("legend")?.focus();
    const [act, , ...said] = trap.undone ?? [];
    const same = trap.at === undefined || trap.at === host.shadowRoot?.querySelector(".question")?.textContent;
    if (act && (same || act === "close")) (shown.sitting[act] as (...said: unknown[]) => void)(...said);
  } catch (problem) {
    host.remove();
    console.error(`Madeleine: ${definition.id}: ${problem}`);
    document.dispatchEvent(new CustomEvent("madeleine-blocked", { detail: { survey: definition.id, reason: `${problem}` } }));
    (await embed.widget()).send();
  }
}

function goingOn(course: Course): Again {
  const { steps, snapshot, told } = course;
  const { response_id, shown_at, context } = JSON.parse(snapshot || "{}");
  const nothing = () => {};
  const began = performance.now();
  let passed = 0;
  let completed = false;
  let back = nothing;
  return {
    course,
    /** What was put on disk and told then isn't put and told again. */
    page(page) {
      const { id, now, later, put, tell, context: said } = page;
      back = () => Object.assign(page, { now, later, put, tell });
      Object.assign(page, {
        id: () => response_id ?? id(),
        now: () => shown_at ?? now(),
        context: context ? (name: string) => context[name] : said,
        // How long somebody was away isn't how long she thought.
        clock: () => began + passed,
        later: nothing,
        put: nothing,
        tell: (moment: Moment) => (completed ||= moment === COMPLETED),
      });
    },
    goOn(sitting, page) {
      for (const [act, ms, ...said] of steps) {
        passed += ms;
        (sitting[act] as (...said: unknown[]) => void)(...said);
        if (act === "back") continue;
        sitting.saved(true);
        sitting.tick();
      }
      back();
      if (completed && !told) page.tell(COMPLETED);
      page.clock = () => performance.now() + passed;
    },
  };
}
