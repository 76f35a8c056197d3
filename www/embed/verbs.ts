// What a page may say that isn't needed before a survey stands there.

import type { Stage } from "./asking";
import type { Context } from "./types";

const VERBS: Record<string, (stage: Stage, name: any, more?: any) => unknown> = {
  async show({ embed, draw, over, show }, id: string, context?: Context) {
    for (const coming of Object.values(embed.surveys)) {
      const survey = await coming;
      if (survey?.definition.id !== id || over()?.survey === survey) continue;
      const drawn = await draw(survey.definition, embed.load);
      over()?.host.remove();
      Object.assign(survey, { due: Date.now(), context });
      show(survey, drawn, 1);
    }
  },
  never: ({ over }, id?: string) => (!id || over()?.survey.definition.id === id) && over()?.shown.close(),
};

let listening = false;

/** Hears what the page says and has said. */
export function listen(stage: Stage): void {
  if (listening) return;
  listening = true;
  stage.embed.hear((verb, name, more) => {
    if (Object.hasOwn(VERBS, String(verb))) Promise.resolve(VERBS[String(verb)](stage, name, more)).catch(console.error);
  });
}
