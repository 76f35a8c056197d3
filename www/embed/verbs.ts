// What a page may say that isn't needed before a survey stands there.

import type { Stage } from "./asking";
import type { Context } from "./types";

const VERBS: Record<string, (stage: Stage, name: any, more?: any) => unknown> = {
  async show({ embed, draw, over, show }, id: string, context?: Context) {
    for (const coming of embed.surveys.values()) {
      const survey = await coming;
      if (survey?.definition.id !== id || over()?.survey === survey) continue;
      const drawn = await draw(survey.definition);
      over()?.hide();
      survey.due = Date.now();
      show(embed, survey, drawn, { context, sample: 1 });
    }
  },
  on: (_, happening, heard) => addEventListener(`madeleine-${happening}`, (event) => heard((event as CustomEvent).detail)),
  never: ({ over }, id?: string) => (!id || over()?.survey.definition.id === id) && over()?.close(),
  async erase({ embed, erase, over }, done?: () => void) {
    over()?.host.remove();
    for (const coming of embed.surveys.values()) coming.then((survey) => survey && (survey.due = undefined));
    embed.asked = embed.never = undefined;
    await erase();
    done?.();
  },
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
