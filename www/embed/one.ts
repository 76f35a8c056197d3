// What load.ts is in a script that holds everything: nothing is left to fetch for the first question in the language it was built for.

import language from "one:language";
import module from "one:module";
import json from "one:words";
import { pinned } from "./load";
import type { Definition } from "./types";
import * as widget from "./widget";

export { loadDefinition, pinned } from "./load";

export const loadWidget = async (): Promise<typeof widget> => widget;

export function prepare(definition: Definition): Promise<widget.Prepared> {
  const bytes = Uint8Array.from(module, (byte) => byte.charCodeAt(0));
  return widget.prepare(definition, pinned, language, new Response(bytes), new Response(json));
}
