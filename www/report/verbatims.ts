// What people wrote, in a page: a theme shows those who wrote it, a box searches, and there may be more than the first few.

import { el } from "./elements";
import type { ReportRequest } from "./report-types";
import { element } from "./trusted";
import { words } from "./words";

/** So many quotes there are at first, and so many more each time. */
const FIRST = 5;
const MORE = 20;

/** Which quotes are shown. */
export type Look = Pick<ReportRequest, "theme" | "search" | "quotes">;

/** Makes buttons of themes and puts a box to search in above quotes; what is looked for goes to `find`, which finds it as markup. */
export function verbatims(report: HTMLElement, look: Look, find: (look: Look) => Promise<string>): void {
  const quotes = report.querySelector<HTMLElement>(".quotes");
  const count = quotes?.querySelector(".found");
  const list = quotes?.querySelector("ul");
  if (!quotes || !count || !list) return;

  let turn = 0;
  async function update(wanted: Partial<Look>): Promise<void> {
    Object.assign(look, wanted);
    for (const { button, theme } of chips) button.setAttribute("aria-pressed", String(theme === look.theme));
    const mine = ++turn;
    const markup = await find(look);
    // Something else may have been looked for meanwhile.
    if (!markup || mine !== turn) return;
    const found = element(markup);
    count?.replaceChildren(...(found.querySelector(".found")?.childNodes ?? []));
    list?.replaceChildren(...found.querySelectorAll("li"));
    more.hidden = !found.querySelector(".more");
  }

  const chips = [...report.querySelectorAll<HTMLElement>("[data-theme]")].map((item, at) => {
    const theme = item.dataset.theme ?? "";
    const button = el("button", { type: "button", id: `theme-${at}`, "aria-pressed": String(theme === look.theme), click: () => void update({ theme: look.theme === theme ? null : theme, quotes: null }) }, ...item.childNodes);
    item.replaceChildren(button);
    return { button, theme };
  });
  const search = el("input", { type: "search", id: "quotes-search", value: look.search, "aria-label": words.search, placeholder: words.search, input: () => void update({ search: search.value, quotes: null }) });
  const more = el("button", { type: "button", id: "quotes-more", hidden: !quotes.matches(".more"), click: async () => {
    const first = list.childElementCount;
    await update({ quotes: (look.quotes ?? FIRST) + MORE });
    // Who came by the keyboard goes on with what is new.
    const next = list.children[first] as HTMLElement | undefined;
    if (next) next.tabIndex = -1;
    next?.focus({ preventScroll: true });
  } }, words.more);
  count.setAttribute("role", "status");
  quotes.prepend(search);
  quotes.append(more);
  // Nobody would see any more by what quotes are chosen.
  if (look.theme && !chips.some(({ theme }) => theme === look.theme)) void update({ theme: null });
}
