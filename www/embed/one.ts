// What load.ts is in a script that holds everything: nothing is left to fetch for the first question in the language it was built for,
// and since it stands on pages that are about to ask, the survey is made ready as soon as the page has nothing better to do.

import language from "one:language";
import module from "one:module";
import json from "one:words";
import * as widget from "./asking";
import { loadDefinition as load, pinned } from "./load";
import type { Definition } from "./types";

export const loadWidget = async (): Promise<typeof widget> => widget;

/** What watches the page is fetched by those that say so. */
export { loadWhen, pinned } from "./load";

/** A byte a character, by place: to go through a string's characters costs several times as much. */
const bytesOf = (text: string) => new Uint8Array(text.length).map((_, place) => text.charCodeAt(place));

const ready = new WeakMap<Definition, Promise<widget.Prepared>>();

export function prepare(definition: Definition, inTime?: boolean): Promise<widget.Prepared> {
  const making = ready.get(definition) ?? widget.prepare(definition, pinned, language, new Response(bytesOf(module)), new Response(json), inTime);
  ready.set(definition, making);
  // What failed is tried again the next time.
  making.catch(() => ready.delete(definition));
  return making;
}

export async function loadDefinition(address: string): Promise<Definition> {
  const definition = await load(address);
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(() => void prepare(definition, true).catch(() => {}));
  return definition;
}
