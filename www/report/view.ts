// A report as elements.

import { el } from "./elements";
import type { Care, Cell, Comments, Picture, Problem, Reasons, Report, Section, Table } from "./report-types";
import { picture } from "./trusted";
import { count, named, words } from "./words";

/** Which tables a reader has opened, so that an update leaves them open. */
const open = new Set<string>();

/** Something that unfolds, and stays so when the report changes. */
function unfolding(id: string, summary: string, ...children: (Node | string)[]): HTMLDetailsElement {
  const details = el("details", { id, open: open.has(id) }, el("summary", {}, summary), ...children);
  details.addEventListener("toggle", () => (details.open ? open.add(id) : open.delete(id)));
  return details;
}

function table({ columns, rows }: Table, caption: string): HTMLElement {
  const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column)));
  const body = rows.map((row) => el("tr", {}, ...row.map((cell, at) => (at ? el("td", {}, cell) : el("th", { scope: "row" }, cell)))));
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${words.scroll}: ${caption}` },
    el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, head), el("tbody", {}, ...body)));
}

/** A picture with what there is to see in it and its table. */
function figure(id: string, { svg, description, table: rows, title }: Picture): HTMLElement {
  return el("figure", {}, picture(svg), el("figcaption", { class: "small" }, description), unfolding(`${id}-table`, words.showTable, table(rows, title)));
}

const card = (className: string, id: string, title: string, ...children: (Node | string | undefined | false | null)[]) =>
  el("section", { class: `card ${className}`, "aria-labelledby": id }, el("h3", { id }, title), ...children);

/** A headline: the number, its interval on the whole scale, its base. */
function headline({ instrument, name, headline: cell, gauge }: Section, choose: (instrument: string) => void): HTMLLIElement {
  const { figure: number, baseText, note, base } = cell;
  const chosen = (event: Event) => {
    event.preventDefault();
    choose(instrument);
  };
  const few = !number && base !== null && base < 10;
  return el("li", { class: "card headline", id: `headline-${instrument}` },
    el("h3", {}, el("a", { href: `#panel-${instrument}`, click: chosen }, name)),
    number
      ? el("p", { class: "number" }, number.text, " ", el("span", { class: "unit" }, number.unit))
      : el("p", { class: "number none" }, "–"),
    gauge ? picture(gauge.svg) : few ? el("progress", { max: 10, value: base ?? 0, "aria-label": note }) : undefined,
    el("div", { class: "small" },
      number ? el("p", {}, `${words.interval} `, el("span", { class: "whole" }, number.range)) : el("p", {}, note),
      el("p", { class: "base" }, el("strong", {}, baseText), cell.status === "indicative" && el("span", { class: "badge" }, words.indicative))));
}

/** Tabs with a panel each: arrow keys move, Home and End jump. */
function tabs(sections: Section[], chosen: string, choose: (instrument: string) => void): HTMLElement {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": words.instruments });
  for (const { instrument, shortName } of sections) {
    const selected = instrument === chosen;
    list.append(el("button", {
      type: "button", role: "tab", id: `tab-${instrument}`, "aria-controls": `panel-${instrument}`, "aria-selected": String(selected),
      tabindex: selected ? 0 : -1, click: () => choose(instrument),
    }, shortName));
  }
  list.addEventListener("keydown", (event) => {
    const at = sections.findIndex(({ instrument }) => instrument === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(sections.at(to % sections.length)?.instrument ?? chosen);
  });
  return list;
}

function numbers({ more, missing, method, source, instrument }: Section): HTMLElement {
  const row = (name: string, ...value: (Node | string)[]) => el("div", {}, el("dt", {}, name), el("dd", {}, ...value));
  return card("numbers", `numbers-${instrument}`, words.numbers,
    el("dl", {}, ...more.map(({ name, figure: { text, unit, range } }) =>
      row(name, el("strong", {}, unit === "%" ? `${text}\u00a0%` : text), el("span", { class: "range" }, range)))),
    missing.length > 0 && el("h4", {}, words.notInBase),
    missing.length > 0 && el("dl", {}, ...missing.map(({ name, countText }) => row(name, countText))),
    el("p", { class: "small" }, ...(method ? [named(words.intervals), `${method}. `] : []), named(words.source), el("span", { lang: "en" }, `${source}.`)));
}

function panel(section: Section, chosen: boolean): HTMLElement {
  const { instrument, sentence, trend, plot, distribution, segments, more, missing, method, name } = section;
  const titled = (kind: string, drawn: Picture | null) => drawn && card(kind, `${kind}-${instrument}`, drawn.title, figure(`${kind}-${instrument}`, drawn));
  return el("div", { class: "panel", role: "tabpanel", id: `panel-${instrument}`, "aria-labelledby": `tab-${instrument}`, hidden: !chosen, tabindex: 0 },
    el("p", { class: "sentence" }, el("strong", {}, `${name}. `), sentence),
    el("div", { class: trend ? "grid" : "grid untrended" },
      titled("trend", trend),
      (more.length > 0 || missing.length > 0 || method) && numbers(section),
      // One group alone says what the headline says.
      segments.length > 1 && titled("plot", plot),
      titled("answers", distribution)),
    distribution && !trend && el("p", { class: "small after" }, words.noTrend));
}

function reasons({ name, note, picture: drawn, instrument }: Reasons, comments: Comments[]): HTMLElement {
  return card("reasons", `reasons-${instrument}`, name,
    drawn && figure(`reasons-${instrument}`, drawn),
    el("p", { class: "small" }, note),
    ...said(comments));
}

const said = (comments: Comments[]) => comments.map(({ name, sentence }) => el("p", { class: "small" }, el("strong", {}, `${name}. `), sentence));

/** What a reader should mind. */
export function care({ lines, notes, problems, problemsText, moreProblems, reading, readingText, moreReading }: Care): HTMLElement {
  const listed = (all: Problem[], what: string, name: string) =>
    table({ columns: [words.line, words.file, what], rows: all.map(({ file, line, message }) => [line ? count(line) : "–", file, message]) }, name);
  const more = (rest: number, what: string) => (rest > 0 ? `+ ${count(rest)} ${what}` : "");
  return card("care", "care", words.care,
    el("ul", {}, el("li", {}, lines), ...notes.map((note) => el("li", {}, note))),
    problems.length > 0 && unfolding("problems", problemsText, listed(problems, words.what, problemsText), more(moreProblems, words.problemsMore)),
    reading.length > 0 && unfolding("reading", readingText, listed(reading, words.read, readingText), more(moreReading, words.notesMore)));
}

function who({ dispositions }: Report): HTMLElement {
  return card("who", "who", words.who,
    el("dl", {}, ...dispositions.map(({ name, countText, shareText }) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, el("strong", {}, countText), el("span", { class: "range" }, shareText))))));
}

/** All of a report below its filters. */
export function body(report: Report, chosen: string, choose: (instrument: string) => void): Node[] {
  const { sections, comments } = report;
  const [first, ...others] = report.reasons;
  return [
    el("h2", { class: "unseen" }, words.headlines),
    el("ul", { class: "headlines" }, ...sections.map((section) => headline(section, choose))),
    ...(sections.length
      ? [
          el("h2", { class: "unseen" }, words.details),
          tabs(sections, chosen, choose),
          ...sections.map((section) => panel(section, section.instrument === chosen)),
        ]
      : [el("p", { class: "sentence" }, words.unscored)]),
    el("div", { class: "grid foot" },
      first ? reasons(first, comments) : comments.length > 0 && card("reasons", "comments", words.comments, ...said(comments)),
      ...others.map((other) => reasons(other, [])),
      el("div", { class: "stack" }, care(report.care), who(report))),
  ];
}

/** Shows another panel without making the others anew. */
export function show(root: HTMLElement, chosen: string): void {
  for (const tab of root.querySelectorAll<HTMLElement>("[role=tab]")) {
    const selected = tab.id === `tab-${chosen}`;
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
  }
  for (const panel of root.querySelectorAll<HTMLElement>("[role=tabpanel]")) panel.hidden = panel.id !== `panel-${chosen}`;
}

/** What is read out when the report has changed. */
export const spoken = ({ sections, responsesText }: Report) => {
  const [first] = sections;
  const cell: Cell | undefined = first?.headline;
  return first && cell ? `${words.updated}: ${first.name} ${cell.figure ? `${cell.figure.text} ${cell.figure.unit}, ` : ""}${cell.baseText}.` : responsesText;
};

