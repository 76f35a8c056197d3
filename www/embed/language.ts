// The choice of another language, where a survey speaks several: a list beside the button to close, each language by its own name.
// The card is drawn anew with what was chosen and written; answers are the same in every language.

import css from "./language.css";
import { languageOf, localesOf } from "./locale";
import { sheetOf } from "./sheet";
import type { Definition } from "./types";
import type { Shown } from "./widget";

// .ci/build.mjs puts the word for it in every language here: the files of words are for surveys.
declare const LANGUAGE_WORDS: Record<string, string>;

const sheet = sheetOf(css);

const nameOf = (locale: string) => new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;

/** What was chosen and written on the card, and not yet answered: taken, to be put onto the card that takes its place. */
function carried(card: HTMLElement): (to: HTMLElement) => void {
  const inputs = (of: HTMLElement) => [...of.querySelectorAll<HTMLInputElement>("form input[name=answer]")];
  const written = card.querySelector("textarea")?.value ?? "";
  const chosen = inputs(card).map((input) => input.checked);
  return (to) => {
    const area = to.querySelector("textarea");
    if (area) area.value = written;
    inputs(to).forEach((input, place) => (input.checked = chosen[place]));
    // A card that is told of input by the keyboard offers to go on.
    const [first] = [area, ...inputs(to)].filter((one) => one != null);
    first?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    first?.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

/** Offers the languages of a survey; `again` looks after the card that is drawn in another one. */
export function offerLanguages(card: HTMLElement, definition: Definition, shown: Shown, again: () => void): void {
  const root = card.getRootNode() as ShadowRoot;
  const locales = localesOf(definition);
  const top = card.querySelector(".top");
  if (locales.length < 2 || !top?.lastElementChild) return;
  // The sheets of a card stay with the one that takes its place.
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const select = document.createElement("select");
  select.setAttribute("aria-label", LANGUAGE_WORDS[languageOf(card.lang)] ?? LANGUAGE_WORDS.en);
  select.setAttribute("part", "language");
  for (const locale of locales) {
    const option = document.createElement("option");
    Object.assign(option, { value: locale, lang: locale, textContent: nameOf(locale), selected: locale === card.lang });
    select.append(option);
  }
  top.lastElementChild.before(select);
  select.onchange = async () => {
    const put = carried(card);
    const sheets = [...root.adoptedStyleSheets];
    try {
      await shown.speak(select.value);
    } catch (problem) {
      // Its words can't be had: she goes on in the language that is there.
      select.value = card.lang;
      return console.error(`Madeleine: ${problem}`);
    }
    root.adoptedStyleSheets = sheets;
    const drawn = root.querySelector<HTMLElement>(".card");
    if (!drawn) return;
    put(drawn);
    again();
    root.querySelector("select")?.focus();
  };
}
