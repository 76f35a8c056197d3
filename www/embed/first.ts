// What load.ts is in the script for pages that ask at once: embed script and widget in one. A definition that brings its first question
// along (`madeleine opening` draws it out) has it on the screen as soon as this script is there; the module and the words are fetched
// while it is read.

import * as widget from "./asking";
import { loadDefinition as load, pinned } from "./load";
import { rehearse } from "./opening";
import type { Definition } from "./types";

export const loadWidget = async (): Promise<typeof widget> => widget;

/** What watches the page is fetched by those that say so. */
export { loadWhen, pinned } from "./load";

const ready = new WeakMap<Definition, Promise<widget.Prepared>>();

export function prepare(definition: Definition): Promise<widget.Prepared> {
  const making = ready.get(definition) ?? widget.prepare(definition, pinned);
  ready.set(definition, making);
  // What failed is tried again the next time.
  making.catch(() => ready.delete(definition));
  return making;
}

export async function loadDefinition(address: string): Promise<Definition> {
  const definition = await load(address);
  // What is being asked already needs no rehearsal.
  (window.requestIdleCallback ?? setTimeout)(() => ready.has(definition) || rehearse(definition));
  return definition;
}
