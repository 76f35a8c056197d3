// The report in a page: its markup comes from the scorer, and what can be done with it is added here.

import type { Report } from "./report-types";
import { takes } from "./take";
import { element } from "./trusted";
import { type Look, verbatims } from "./verbatims";

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
  narrow?(report: HTMLElement): void;
}

/** A report as an element. Its links to the scores become tabs with a panel each: arrow keys move, Home and End jump. */
export function view({ body }: Report, { chosen, choose, look, find, narrow }: Reading): HTMLElement {
  const report = element(body);
  report.classList.add("tabbed");
  for (const details of report.querySelectorAll("details")) {
    details.open = open.has(details.id);
    details.addEventListener("toggle", () => (details.open ? open.add(details.id) : open.delete(details.id)));
  }
  for (const figure of report.querySelectorAll("figure")) figure.append(...[takes(figure)].filter((buttons) => buttons !== undefined));
  verbatims(report, look, find);
  narrow?.(report);
  const list = report.querySelector<HTMLElement>(".tabs");
  if (!list) return report;
  list.setAttribute("role", "tablist");
  const tabs = [...list.querySelectorAll("a")];
  for (const tab of tabs) {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", `panel-${instrumentOf(tab)}`);
  }
  for (const panel of report.querySelectorAll<HTMLElement>(".panel")) {
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", panel.id.replace("panel-", "tab-"));
    panel.tabIndex = 0;
  }
  report.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link) return;
    event.preventDefault();
    choose(instrumentOf(link));
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.ariaSelected === "true");
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!tab) return;
    event.preventDefault();
    choose(instrumentOf(tab));
  });
  show(report, chosen);
  return report;
}

/** The instrument that a link leads to. */
const instrumentOf = (link: Element) => link.getAttribute("href")?.replace("#panel-", "") ?? "";

/** Shows another panel without making the others anew. */
export function show(root: HTMLElement, chosen: string): void {
  for (const tab of root.querySelectorAll<HTMLElement>("[role=tab]")) {
    const selected = tab.id === `tab-${chosen}`;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
  }
  for (const panel of root.querySelectorAll<HTMLElement>("[role=tabpanel]")) panel.hidden = panel.id !== `panel-${chosen}`;
}
