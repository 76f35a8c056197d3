// What widget.ts is in the script that draws first (first.ts): the question that a definition brings along stands there before the widget,
// its module and the words have come. What is answered meanwhile is kept until they have.

import type * as Widget from "./asking";
import { at, pinned } from "./load";
import { languageOf, localeOf } from "./locale";
import { draw, open } from "./standing";
import type { Definition, Opening } from "./types";
import type { Drawn, Shown } from "./widget";
import type * as Whole from "./widget";

export type { Drawn, Shown } from "./widget";

/** What the widget's script must be: .ci/build.mjs says it. */
declare const WIDGET: string;

let coming: Promise<typeof Widget> | undefined;

/** The widget's script, fetched once; what failed is fetched again the next time. */
function widget(): Promise<typeof Widget> {
  coming ??= pinned<typeof Widget>(at("js"), WIDGET);
  coming.catch(() => (coming = undefined));
  return coming;
}

export const later: typeof Whole.later = async (...from) => (await widget()).later(...from);
export const send: typeof Whole.send = async (...from) => (await widget()).send(...from);

/** The widget, its module and the words leave at once. */
async function whole(definition: Definition, loader: typeof pinned): Promise<Drawn> {
  const language = languageOf(localeOf(definition));
  const parts = coming ? [] : ["wasm", `${language}.json`].map((part) => fetch(at(part)));
  const [{ draw }, ...answers] = await Promise.all([widget(), ...parts]);
  return draw(definition, loader, language, ...answers);
}

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

export async function prepare(definition: Definition, loader: typeof pinned): Promise<Drawn> {
  const { locale, opening } = openingOf(definition);
  if (!opening || !allowed()) return whole(definition, loader);

  let drawn: Drawn | undefined;
  let making: Promise<Drawn> | undefined;
  const fetched = () => {
    making ??= whole(definition, loader).then((all) => (drawn = all));
    making.catch(() => (making = undefined));
    return making;
  };
  return {
    whole: fetched,
    get words() {
      return drawn?.words ?? "";
    },
    turn: async () => document.querySelector("dialog:modal") && (await later(loader)).noModal(),
    show(host, occasion) {
      if (drawn) return drawn.show(host, occasion);
      open(host, locale, opening, definition.layout);
      let shown: Shown | undefined;
      let freed = false;
      const take = async (tries = TRIES): Promise<void> => {
        try {
          const all = await fetched();
          if (!freed) shown = all.show(host, { ...occasion, draw });
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
