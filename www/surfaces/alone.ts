// What the full page and the kiosk have in common: a survey of this site, named in the address, that has the window to itself.

import { checkContrast } from "../embed/contrast";
import { put, TAG } from "../embed/element";
import { loadDefinition, loadWidget, pinned } from "../embed/load";
import { languageOf, localeOf } from "../embed/locale";
import type { Context, Definition } from "../embed/types";
import type { Shown } from "../embed/widget";

/** A survey that is ready. */
export interface Alone {
  definition: Definition;
  query: URLSearchParams;
  locale: string;
  /** Its words, as one JSON text. */
  words: string;
  /** Shows it anew, in a fresh element; nothing where the definition is wrong. */
  show(sheet: CSSStyleSheet): Standing | undefined;
}

export interface Standing {
  element: HTMLElement;
  root: ShadowRoot;
  shown: Shown;
}

/** One line for the owner of the page. */
export const tell = (address: string, problem: unknown): void => console.error(`Madeleine: ${address}: ${problem}`);

/** The language that the address names, else the first of the person's that the survey speaks. */
function speak(definition: Definition, named: string | null): string {
  const root = document.documentElement;
  const spoken = (language: string) => {
    root.lang = language;
    return languageOf(localeOf(definition)) === languageOf(language);
  };
  [...(named ? [named] : []), ...navigator.languages].some(spoken);
  return (root.lang = localeOf(definition));
}

/** A brand's colour from the address: six hexadecimal digits. Anything else changes nothing. */
function dress(accent: string | null): void {
  if (/^[0-9a-f]{6}$/i.test(accent ?? "")) document.documentElement.style.setProperty("--madeleine-accent", `#${accent}`);
}

/** The survey that the address names, as one of this surface: that is how it is shown, so that is what its responses say. */
export async function open(surface: string, change: (definition: Definition) => void = () => {}): Promise<Alone | undefined> {
  const query = new URLSearchParams(location.search);
  const address = query.get("survey") ?? "";
  dress(query.get("accent"));
  try {
    if (!address) throw "the address names no survey, such as ?survey=checkout.survey.json";
    // Whoever makes a link must not be able to ask in somebody else's name.
    const from = new URL(address, document.baseURI);
    if (from.origin !== location.origin) throw "a survey of another site isn't shown here";
    const { source, ...definition } = await loadDefinition(from.href);
    Object.assign(definition, { surface });
    change(definition as Definition);
    const whole: Definition = Object.assign(definition, { source: JSON.stringify(definition) });
    const locale = speak(whole, query.get("lang"));
    const drawn = await (await loadWidget()).draw(whole, pinned);
    const context = Object.fromEntries(query) as Context;
    return {
      definition: whole,
      query,
      locale,
      words: drawn.words,
      show(sheet) {
        const element = document.createElement(TAG);
        document.querySelector("main")!.replaceChildren(element);
        const shown = put(drawn, element, { context, sample: 1 });
        const root = element.shadowRoot;
        if (!shown || !root) return;
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        const card = root.querySelector<HTMLElement>(".card")!;
        checkContrast(card);
        document.documentElement.dir = card.dir;
        document.title = [card.getAttribute("aria-label"), whole.brand].filter(Boolean).join(" · ");
        // It is left by closing the window, or not at all.
        element.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation(), { capture: true });
        element.addEventListener("madeleine-close", () => shown.free());
        return { element, root, shown };
      },
    };
  } catch (problem) {
    tell(address || location.pathname, problem);
  }
}

/** Says that there is nothing to see. */
export function nothing(): void {
  document.querySelector("main")!.replaceChildren();
  document.querySelector<HTMLElement>(".nothing")!.hidden = false;
}
