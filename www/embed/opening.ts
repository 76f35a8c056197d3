// What widget.ts is in the script that draws first (first.ts): the question that a definition brings along stands there before the module
// and the words have come. What is answered meanwhile is kept until they have.

import { localeOf } from "./locale";
import { open } from "./standing";
import type { Definition, Opening } from "./types";
import * as widget from "./widget";

export { later, send } from "./widget";
export type { Drawn, Shown } from "./widget";

/** How often what can't be fetched is tried again, and after how long. */
const TRIES = 3;
const AGAIN_MS = 2_000;

/** In less time nobody reads a question and answers. */
const READ_MS = 1_000;
/** Somebody turns to it. */
const SIGNS = ["pointerover", "focusin", "click"];

/** The shortest module there is: whether a policy lets one run has to be known before anything is shown. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
function allowed(): boolean {
  try {
    return !!new WebAssembly.Module(EMPTY);
  } catch {
    return false;
  }
}

function openingOf(definition: Definition): { locale: string; opening?: Opening } {
  const locale = localeOf(definition);
  const { opening: all = {} } = definition;
  return { locale, opening: Object.hasOwn(all, locale) ? all[locale] : undefined };
}

/** Draws it out of sight while nothing else is to be done, so that what the moment itself needs is compiled and was laid out once. */
export function rehearse(definition: Definition): void {
  const { locale, opening } = openingOf(definition);
  if (!opening) return;
  const host = document.createElement("div");
  open(host, locale, opening, definition.layout);
  // Where nobody sees it, and nothing moves for it.
  Object.assign(host.style, { position: "fixed", visibility: "hidden", width: "24em" });
  document.documentElement.append(host);
  host.getClientRects();
  host.remove();
}

export async function prepare(...from: Parameters<typeof widget.prepare>): Promise<widget.Drawn> {
  const [definition, loader] = from;
  const { locale, opening } = openingOf(definition);
  if (!opening || !allowed()) return widget.prepare(...from);

  let drawn: widget.Drawn | undefined;
  let coming: Promise<widget.Drawn> | undefined;
  const fetched = () => {
    coming ??= widget.prepare(...from).then((all) => (drawn = all));
    coming.catch(() => (coming = undefined));
    return coming;
  };
  return {
    whole: fetched,
    get words() {
      return drawn?.words ?? "";
    },
    turn: async () => document.querySelector("dialog:modal") && (await widget.later(loader)).noModal(),
    show(host, occasion) {
      if (drawn) return drawn.show(host, occasion);
      open(host, locale, opening, definition.layout);
      let shown: widget.Shown | undefined;
      let freed = false;
      const take = async (tries = TRIES): Promise<void> => {
        try {
          const all = await fetched();
          if (!freed) shown = all.show(host, occasion);
        } catch (problem) {
          // In a tunnel it stands there until the network is back.
          if (!navigator.onLine) return addEventListener("online", () => take(), { once: true });
          if (tries > 1) return void setTimeout(take, AGAIN_MS, tries - 1);
          host.remove();
          console.error(`Madeleine: ${definition.id}: ${problem}`);
          document.dispatchEvent(new CustomEvent("madeleine-blocked", { detail: { survey: definition.id, reason: `${problem}` } }));
        }
      };
      // The page and the question first: nobody has read it within a second. Whoever comes near it, or to it by keyboard, is quicker.
      let begun = false;
      const begin = () => {
        if (!begun && !freed) take();
        begun = true;
      };
      for (const sign of SIGNS) host.addEventListener(sign, begin, { once: true });
      setTimeout(begin, READ_MS);
      return {
        close: () => (shown ? shown.close() : host.remove()),
        free() {
          freed = true;
          if (shown) shown.free();
          else host.shadowRoot!.replaceChildren();
        },
        text: (key) => shown?.text(key) ?? "",
        snapshot: () => shown?.snapshot() ?? "",
        speak: async (locale) => shown?.speak(locale),
      };
    },
  };
}
