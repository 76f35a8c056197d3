// What the full page and the kiosk have in common: a survey of this site, named in the address, that has the window to itself.

import { define, loadDefinition, loadWidget, TAG, tell, type SurveyElement } from "../embed/element";
import { localeOf } from "../embed/locale";
import type { Context, Definition } from "../embed/types";
import type { Prepared } from "../embed/widget";
import { applyAccent } from "./colour";

/** A survey that is ready, and the element that it is shown in. */
export interface Alone {
  definition: Definition;
  prepared: Prepared;
  query: URLSearchParams;
  locale: string;
  /** Shows it anew, in a fresh element; nothing where the definition is wrong. */
  show(sheet: CSSStyleSheet): SurveyElement | undefined;
}

export function sheetOf(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** The language that the address names, else the first of the person's that the survey speaks. */
function speak(definition: Definition, named: string | null): string {
  const root = document.documentElement;
  const spoken = (language: string) => {
    root.lang = language;
    return localeOf(definition).split("-")[0].toLowerCase() === language.split("-")[0].toLowerCase();
  };
  [...(named ? [named] : []), ...navigator.languages].some(spoken);
  return (root.lang = localeOf(definition));
}

/** The survey that the address names, as one of this surface: that is how it is shown, so that is what its responses say. */
export async function open(surface: string, change: (definition: Definition) => void = () => {}): Promise<Alone | undefined> {
  const query = new URLSearchParams(location.search);
  const address = query.get("survey") ?? "";
  applyAccent(query.get("accent"));
  try {
    if (!address) throw "the address names no survey, such as ?survey=checkout.survey.json";
    // Whoever makes a link must not be able to ask in somebody else's name.
    if (new URL(address, document.baseURI).origin !== location.origin) throw "a survey of another site isn't shown here";
    const { source, ...definition }: Definition = await loadDefinition(address);
    Object.assign(definition, { surface });
    change(definition as Definition);
    const whole: Definition = Object.assign(definition, { source: JSON.stringify(definition) });
    const locale = speak(whole, query.get("lang"));
    const prepared = await (await loadWidget()).prepare(whole);
    define();
    const names = Object.fromEntries(query) as Context;
    return {
      definition: whole,
      prepared,
      query,
      locale,
      show(sheet) {
        const element = document.createElement(TAG) as SurveyElement;
        document.querySelector("main")!.replaceChildren(element);
        element.show(prepared, { context: names, sample: 1 });
        const root = element.shadowRoot;
        if (!root || !element.isConnected) return;
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        const card = root.querySelector<HTMLElement>(".card")!;
        document.documentElement.dir = card.dir;
        document.title = [card.getAttribute("aria-label"), whole.brand].filter(Boolean).join(" · ");
        // It is left by closing the window, or not at all.
        element.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation(), { capture: true });
        return element;
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
