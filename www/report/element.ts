// <madeleine-report src="answers.ndjson">: the report, or parts of it, in any page.
//   part    what of it, as in "trend" or "csat headline answers"; without, all of it
//   by      by what scores are broken down; touchpoint: only the responses of this one; weeks: so many are held against as many before
//   lang    the language of the report; without, that of the page around

import { el } from "./elements";
import { labelsIn } from "./labels";
import { directionOf, type Language, languageOf } from "./language";
import type { ReportRequest } from "./report-types";
import styles from "./report.css";
import { type Scoring, scoring } from "./scoring";
import { sourceAt } from "./source";
import { speak, words } from "./words";
import type { Look } from "./verbatims";
import { type View, view } from "./view";

/** What can be asked for, and what it is in the report. */
const PARTS: Record<string, string> = {
  headline: ".headline", sentence: ".sentence, .changes", trend: ".card.trend", segments: ".card.plot", answers: ".card.answers", numbers: ".card.numbers",
  journey: ".card.journey", drivers: ".card.drivers",
  verbatims: ".card.verbatims", reasons: ".card.reasons", operations: ".card.operations", loop: ".card.loop", care: ".card.care", who: ".card.who",
};
/** Parts that aren't of one score. */
const OF_ALL = new Set(["verbatims", "reasons", "operations", "loop", "care", "who"]);
/** A narrower element has pictures as a phone has. */
const NARROW = 700;

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/** Who reads what lies at an address, broken down in one way, in a language: elements that show the same share one. */
const readers = new Map<string, Promise<Scoring>>();

function reader(src: string, by: string | undefined, language: Language): Promise<Scoring> {
  const key = JSON.stringify([src, by, language]);
  const known = readers.get(key);
  if (known) return known;
  const opened = (async () => {
    const ask = scoring(language);
    const sources = src.split(/\s+/).map((address) => sourceAt(address, document.baseURI));
    const [failure] = await ask("open", { sources, keep: false, by });
    if (failure) {
      await speak(language);
      throw new Error(words.failed(failure));
    }
    return ask;
  })();
  readers.set(key, opened);
  // What failed may be there the next time.
  opened.catch(() => readers.delete(key));
  return opened;
}

/** The parts of a report that are asked for; all of it where none are. */
function chosen(report: HTMLElement, part: string): HTMLElement[] {
  const asked = part.split(/\s+/).filter(Boolean);
  if (!asked.length) return [report];
  const instruments = [...report.querySelectorAll(".panel")].map(({ id }) => id.replace("panel-", ""));
  const wrong = asked.find((word) => !(word in PARTS) && !instruments.includes(word));
  if (wrong) throw new Error(`part="${part}": ${words.noPart} “${wrong}”. ${[...Object.keys(PARTS), ...instruments].join(", ")}.`);
  const kinds = asked.filter((word) => word in PARTS);
  const scores = asked.filter((word) => instruments.includes(word));
  const of = scores.length ? scores : kinds.includes("headline") ? instruments : instruments.slice(0, 1);
  const found: (HTMLElement | null)[] = [];
  for (const kind of kinds.length ? kinds : ["headline", "sentence", "trend", "numbers", "segments", "answers", "journey", "drivers"]) {
    if (OF_ALL.has(kind)) found.push(...report.querySelectorAll<HTMLElement>(PARTS[kind]));
    else for (const score of of) found.push(...report.querySelectorAll<HTMLElement>(kind === "headline" ? `#headline-${CSS.escape(score)}` : `#panel-${CSS.escape(score)} :is(${PARTS[kind]})`));
  }
  const all = found.filter((each) => each !== null);
  const heads = all.filter((each) => each.matches(".headline"));
  // What leads to a panel that isn't there leads nowhere.
  for (const link of heads.flatMap((head) => [...head.querySelectorAll("h3 a")])) link.replaceWith(...link.childNodes);
  return [...(heads.length ? [el("ul", { class: "headlines" }, ...heads)] : []), ...all.filter((each) => !heads.includes(each))];
}

export class MadeleineReport extends HTMLElement {
  static observedAttributes = ["src", "part", "by", "touchpoint", "weeks", "lang"];
  #drawing = 0;
  #chosen = "";
  #view: View | undefined;
  #look: Look = { theme: null, search: "", quotes: null };
  #wide = true;
  #room = new ResizeObserver(() => {
    if (this.#isWide() !== this.#wide) void this.#draw();
  });

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.#room.observe(this);
    void this.#draw();
  }

  disconnectedCallback(): void {
    this.#room.disconnect();
    this.#drawing++;
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.shadowRoot) void this.#draw();
  }

  #isWide = () => !this.clientWidth || this.clientWidth >= NARROW;

  async #draw(): Promise<void> {
    const drawing = ++this.#drawing;
    const attribute = (name: string) => this.getAttribute(name) ?? undefined;
    const language = languageOf([this.closest("[lang]")?.getAttribute("lang") || navigator.language]);
    this.#wide = this.#isWide();
    let made: Node[];
    try {
      const src = attribute("src");
      if (!src) return;
      const reading = reader(src, attribute("by"), language);
      // Who waits for it hears of it.
      reading.catch(() => {});
      const request: Partial<ReportRequest> = {
        locale: language, labels: await labelsIn(language), touchpoint: attribute("touchpoint") ?? null, compareWeeks: Number(attribute("weeks")) || null,
        width: this.#wide ? "wide" : "narrow",
      };
      const ask = await reading;
      const [{ report }, foot] = await Promise.all([ask("report", { ...request, ...this.#look }), ask("foot", { ...request, ...this.#look })]);
      await speak(language);
      if (!report.scores.includes(this.#chosen)) this.#chosen = report.scores[0] ?? "";
      this.#view = view(report, {
        chosen: this.#chosen, choose: (instrument) => this.#choose(instrument), look: this.#look, find: (look) => ask("quotes", { ...request, ...look }),
      });
      this.#view.complete(foot);
      made = chosen(this.#view.element, attribute("part") ?? "");
    } catch (problem) {
      made = [el("p", { class: "message", role: "alert" }, problem instanceof Error ? problem.message : String(problem))];
    }
    // Something else may have been asked for meanwhile.
    if (drawing !== this.#drawing) return;
    this.shadowRoot?.replaceChildren(el("div", { class: "element", lang: language, dir: directionOf(language) }, ...made));
    this.dispatchEvent(new Event("madeleine-report", { bubbles: true }));
  }

  #choose(instrument: string): void {
    this.#chosen = instrument;
    const root = this.shadowRoot?.querySelector<HTMLElement>(".report");
    if (!root) return;
    this.#view?.show(instrument);
    root.querySelector<HTMLElement>(`#tab-${CSS.escape(instrument)}`)?.focus({ preventScroll: true });
  }
}

if (!customElements.get("madeleine-report")) customElements.define("madeleine-report", MadeleineReport);
