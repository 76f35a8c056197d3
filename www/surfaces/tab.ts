// The tab: a button that stays at the page's edge and opens its survey, which stands beside it as a popover does. Fetched only by pages
// with a survey of that surface; the survey's own parts are fetched when the button is used.

import type { Stage } from "../embed/asking";
import { languageOf, localeOf } from "../embed/locale";
import { sheetOf } from "../embed/sheet";
import { AWAY } from "../embed/storage";
import type { Survey } from "../embed/types";
import type { Shown } from "../embed/widget";
import beside from "./beside.css";
import css from "./tab.css";

// .ci/build.mjs puts the two words of every language here: the files of words are for surveys.
declare const FEEDBACK: Record<string, string>;
declare const CLOSE: Record<string, string>;

const SVG = "http://www.w3.org/2000/svg";
const SPEECH = "M5 4.5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4.500 4v-4H5a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z";
const CROSS = "M6 6l12 12M18 6L6 18";

/** Surveys whose tab the person put away, for as long as this browser tab lives. A session that the browser refuses remembers nothing. */
function away(id?: string): string[] {
  try {
    const ids: string[] = JSON.parse(sessionStorage.getItem(AWAY) ?? "[]");
    if (id) sessionStorage.setItem(AWAY, JSON.stringify([...ids, id]));
    return ids;
  } catch {
    return [];
  }
}

function button(parent: Element, name: string, label: string, path: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.setAttribute("part", name);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  const word = document.createElement("span");
  word.textContent = label;
  made.append(svg, word);
  parent.append(made);
  return made;
}

/**
 * Puts the tab of a survey at the edge of the page.
 * @param wake has the widget there, and what shows a survey over the page
 * @param where calls its work with whether the survey may stand at this path, now and whenever the path changes
 */
export function tab(survey: Survey, wake: () => Promise<Stage>, where: (work: (fits: boolean) => void) => void): void {
  const { definition } = survey;
  const id = definition.id ?? "";
  if (away().includes(id)) return;
  const locale = localeOf(definition);
  const own = definition.text?.[locale];
  const word = (words: Record<string, string>) => words[languageOf(locale)] ?? words.en;

  const host = document.createElement("madeleine-tab");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheetOf(css)];
  const box = document.createElement("div");
  box.className = "tab";
  box.lang = locale;
  root.append(box);
  const opener = button(box, "open", own?.["ui.feedback"] ?? word(FEEDBACK), SPEECH);
  const putAway = button(box, "away", "", CROSS);
  putAway.setAttribute("aria-label", own?.["ui.close"] ?? word(CLOSE));
  opener.setAttribute("aria-expanded", "false");
  where((fits) => (host.hidden = !fits));
  document.body.append(host);

  /** The side is a matter of the page's style, which may arrive after this script. */
  const place = () => (host.dataset.side = getComputedStyle(host).getPropertyValue("--madeleine-tab-side").trim() === "start" ? "start" : "end");
  place();
  addEventListener("load", place);

  let shown: Shown | undefined;
  let opening = false;
  const settle = (open: boolean) => {
    opener.setAttribute("aria-expanded", `${open}`);
    host.toggleAttribute("data-open", open);
  };

  async function open(byKey: boolean): Promise<void> {
    const { embed, draw, over, show } = await wake();
    const drawn = await draw(definition, embed.load);
    // Whoever taps here wants this one.
    over()?.shown.close();
    show(survey, drawn, definition.ask?.sample ?? 1);
    const standing = over();
    if (!standing) return;
    const { host: element } = standing;
    const inner = element.shadowRoot!;
    shown = standing.shown;
    element.dataset.side = place();
    inner.adoptedStyleSheets = [...inner.adoptedStyleSheets, sheetOf(beside)];
    settle(true);
    element.addEventListener("madeleine-close", () => {
      const inside = element.matches(":focus-within");
      shown = undefined;
      settle(false);
      if (inside) opener.focus({ preventScroll: true });
    });
    if (byKey) inner.querySelector<HTMLElement>("legend")?.focus();
  }

  opener.onclick = async ({ detail }) => {
    if (shown || opening) return shown?.close();
    opening = true;
    // A key counts no taps: whoever opened it by keyboard goes on inside.
    await open(!detail).catch((problem) => console.error(`Madeleine: ${id}: ${problem}`));
    opening = false;
  };
  putAway.onclick = () => {
    shown?.close();
    away(id);
    host.remove();
  };
}
