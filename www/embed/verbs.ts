// What a page may say that isn't needed before a survey stands there.

import type { Stage } from "./asking";
import type { Context } from "./types";

async function showAtOnce({ embed, draw, over, show }: Stage, id: unknown, context?: Context): Promise<void> {
  for (const coming of Object.values(embed.surveys)) {
    const survey = await coming;
    if (!survey || survey.definition.id !== id || over()?.survey === survey) continue;
    const drawn = await draw(survey.definition, embed.load);
    over()?.host.remove();
    Object.assign(survey, { due: Date.now(), context });
    show(survey, drawn, 1);
  }
}

let listening = false;

/** Hears what the page says and has said. */
export function listen(stage: Stage): void {
  if (listening) return;
  listening = true;
  stage.embed.hear((verb, name, more): unknown => {
    if (verb === "show") return showAtOnce(stage, name, more);
    if (verb === "never" && (!name || stage.over()?.survey.definition.id === name)) stage.over()?.shown.close();
  });
}
