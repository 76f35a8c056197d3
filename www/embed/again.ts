// A survey that goes on where somebody left it, on the page that she has loaded anew or come back to: the same response, the next question.

import type { Stage } from "./asking";
import { record, type Course } from "./course";
import { SITTING } from "./storage";
import type { Embed } from "./types";
import type { Again, Lent } from "./widget";

/** Goes on with what the session holds, if it is of this page, and of a definition that is still the same. */
export async function again(embed: Embed, stage: Stage): Promise<void> {
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
    if (now) record(now.host, survey.definition, now.shown as Lent);
  }
}

function goingOn({ draw, steps, snapshot }: Course): Again {
  const { response_id, shown_at, context = {} } = JSON.parse(snapshot);
  const nothing = () => {};
  const began = performance.now();
  let passed = 0;
  let back = nothing;
  return {
    draw,
    steps,
    /** What was put on disk and told then isn't put and told again. */
    page(page) {
      const { id, now, later, put, tell } = page;
      back = () => Object.assign(page, { id, now, later, put, tell });
      Object.assign(page, {
        id: () => response_id,
        now: () => shown_at,
        context: (name: string) => context[name],
        // How long somebody was away isn't how long she thought.
        clock: () => began + passed,
        later: nothing,
        put: nothing,
        tell: nothing,
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
      page.clock = () => performance.now() + passed;
    },
  };
}
