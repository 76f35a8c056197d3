// The report in a page: its markup comes from the scorer, and what can be done with it is added here. What is seen first is there first.

import type { Shown } from "./report-types";
import { takes } from "./take";
import { element } from "./trusted";
import { type Look, verbatims } from "./verbatims";

/** After a frame has been made, its picture is on the screen this much later. */
const PAINTED_MS = 20;

/** Which tables a reader has opened, so that an update leaves them open. */
const open = new Set<string>();

/** What a reader looks at, and what finds it. */
export interface Reading {
  /** The instrument whose panel is open. */
  chosen: string;
  choose(instrument: string): void;
  /** Which quotes are shown. */
  look: Look;
  find(look: Look): Promise<string>;
  /** Makes buttons of what it can be narrowed to, where something can count anew. */
  narrow?(part: HTMLElement): void;
}

/** A report of which as much is there as was needed up to now: at first what stands above the panels. */
export interface View {
  element: HTMLElement;
  /** Takes the panels, where only what stands above them was there. */
  fill(panels: string[]): void;
  /** Opens a panel without making the others anew. */
  show(instrument: string): void;
  /** Adds the panels that aren't there yet, one at a time, the open one first; calls back when all of them are there. */
  later(done: () => void): void;
  /** Adds all that isn't there yet: the panels, and what isn't of one score. */
  complete(foot?: string): void;
}

/** A report. Its links to the scores become tabs with a panel each: arrow keys move, Home and End jump. */
export function view({ scores, head, panels }: Pick<Shown, "scores" | "head" | "panels">, { chosen, choose, look, find, narrow }: Reading): View {
  const report = element(head);
  report.classList.add("tabbed");
  report.setAttribute("aria-busy", "true");
  dressed(report);
  narrow?.(report);

  const part = (markup: string) => {
    const made = element(markup).firstElementChild as HTMLElement;
    dressed(made);
    narrow?.(made);
    return made;
  };

  /** What makes each panel that isn't there yet. */
  const left = new Map<string, () => void>();
  const places = scores.map(() => report.appendChild(document.createTextNode("")));
  /** What was to be shown before there were panels. */
  let early: string | undefined;
  const fill = (panels: string[]) => {
    panels.forEach((markup, at) => {
      left.set(scores[at] ?? "", () => {
        const panel = part(markup);
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", panel.id.replace("panel-", "tab-"));
        panel.tabIndex = 0;
        panel.hidden = panel.id !== `panel-${chosen}`;
        places[at]?.replaceWith(panel);
      });
    });
    if (panels.length && early !== undefined) put(early);
  };
  const put = (score: string) => {
    left.get(score)?.();
    left.delete(score);
  };
  fill(panels);
  const next = () => put(left.has(chosen) ? chosen : (left.keys().next().value ?? ""));

  const list = report.querySelector<HTMLElement>(".tabs");
  const tabs = [...(list?.querySelectorAll("a") ?? [])];
  function select(instrument: string): void {
    chosen = instrument;
    for (const tab of tabs) {
      const selected = tab.id === `tab-${instrument}`;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
    }
    for (const panel of report.querySelectorAll<HTMLElement>("[role=tabpanel]")) panel.hidden = panel.id !== `panel-${instrument}`;
  }

  list?.setAttribute("role", "tablist");
  for (const tab of tabs) {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `panel-${instrumentOf(tab)}`);
  }
  report.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link) return;
    event.preventDefault();
    choose(instrumentOf(link));
  });
  list?.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.ariaSelected === "true");
    // The next one lies where the next word does.
    const next = getComputedStyle(list).direction === "rtl" ? at - 1 : at + 1;
    const to = { ArrowRight: next, ArrowLeft: 2 * at - next, Home: 0, End: -1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!tab) return;
    event.preventDefault();
    choose(instrumentOf(tab));
  });

  select(chosen);

  return {
    element: report,
    fill,
    show(instrument) {
      early = instrument;
      put(instrument);
      select(instrument);
    },
    complete(foot) {
      while (left.size) next();
      if (foot === undefined) return;
      report.removeAttribute("aria-busy");
      if (!foot) return;
      const made = part(foot);
      verbatims(made, look, find);
      report.append(made);
    },
    later(done) {
      const step = () => {
        // Another report may have taken its place.
        if (!report.isConnected) return;
        if (!left.size) return done();
        next();
        setTimeout(step);
      };
      // What is there by now is painted first.
      requestAnimationFrame(() => setTimeout(step, PAINTED_MS));
    },
  };
}

/** Makes what can be unfolded remember whether it is, and adds to pictures what takes them along. */
function dressed(part: HTMLElement): void {
  for (const details of part.querySelectorAll("details")) {
    details.open = open.has(details.id);
    details.addEventListener("toggle", () => (details.open ? open.add(details.id) : open.delete(details.id)));
  }
  for (const figure of part.querySelectorAll("figure")) figure.append(...[takes(figure)].filter((buttons) => buttons !== undefined));
}

/** The instrument that a link leads to. */
const instrumentOf = (link: Element) => link.getAttribute("href")?.replace("#panel-", "") ?? "";
