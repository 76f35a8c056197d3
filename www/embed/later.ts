// What nobody needs before the first question stands there: sending, keeping out of the way of modal dialogs, and telling an owner what is
// wrong with a definition.

import type { Definition } from "./types";

export { noModal, stay } from "./modal";
export { sender } from "./send";

/**
 * Tells the owner what is wrong with a definition: where, and how to mend it. The words for that live in the scorer's module,
 * which has the same reader: no visitor of a page whose survey is right ever fetches them. Of a valid one it says `otherwise`.
 */
export async function explain(definition: Definition, otherwise?: string): Promise<void> {
  let problem = 'it isn\'t valid. Run "madeleine validate" on it.';
  try {
    const scorer = await import("./madeleine-scorer.js" as string);
    await scorer.default();
    problem = scorer.explain(definition.source) ?? otherwise;
  } catch {
    // The module isn't there: the command says the same.
  }
  if (problem) console.error(`Madeleine: survey "${definition.id}": ${problem}`);
}

