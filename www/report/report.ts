// The report page: opens response files, shows what they say, and looks again where it is live.

import { begun, heard, isLive, reading, sources } from "./begin";
import type { openColumns } from "./columns/form";
import { el } from "./elements";
import { labelsIn } from "./labels";
import { directionOf, language } from "./language";
import { comparable, following, narrowable } from "./only";
import type { Look as LookedAt, Made, Progress, Source } from "./protocol";
import type { ReportRequest, Shown } from "./report-types";
import { scoring } from "./scoring";
import { csvFile, save } from "./take";
import type { Look } from "./verbatims";
import { type View, view } from "./view";
import { count, size, speak, time, words } from "./words";

const LIVE_EVERY_MS = 3000;
/** Who waits for less isn't told how far it has come. */
const PATIENCE_MS = 400;

await Promise.all([speak(language), begun]);

let asked = new URLSearchParams(location.search);
const title = asked.get("title") || words.report;
const ask = scoring(language);
const narrow = matchMedia("(max-width: 44rem)");

// -- the page before there is a report -------------------------------------------------------------------------------

document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
document.title = title;

const facts = el("p", { class: "facts" });
const picker = el("input", { type: "file", multiple: true, accept: ".ndjson,.jsonl,.csv,.tsv,.txt,.json", class: "unseen", tabindex: -1, "aria-hidden": "true" });
const add = el("button", { type: "button", click: () => picker.click() }, words.addFile);
const exports = el("button", { type: "button", disabled: true, click: () => void exportCsv() }, words.exportCsv);
// The file names its style sheet by its hash, and browsers compute hashes only where a page came over HTTPS or from this machine.
const saves = el("button", { type: "button", disabled: true, hidden: !isSecureContext, click: () => void saveFile() }, words.saveFile);
const columns = el("button", { type: "button", hidden: true, click: () => void sayColumns() }, words.columns);
const ways = el("select", { id: "by", change: () => void lookAt(touchpoint, only, ways.value) });
const way = el("label", { class: "by", hidden: true }, words.by, ways);
const chips = el("nav", { class: "chips", "aria-label": words.filter, hidden: true });
const messages = el("div", { class: "messages", role: "alert" });
const bar = el("progress", { "aria-label": words.reading });
const barText = el("p", { class: "small" });
const cancel = el("button", { type: "button", click: () => void ask("cancel", undefined).catch(broke) }, words.cancel);
const progress = el("div", { class: "card progress", hidden: true }, el("div", {}, barText, cancel), bar);
const content = el("div", { class: "content" });
const live = el("p", { class: "unseen", role: "status" });
const method = el("p", {}, words.nowhere);
const drop = el("div", { class: "drop", hidden: true }, el("p", {}, words.dropHere));

document.body.append(
  el("a", { class: "skip", href: "#main" }, words.skip),
  el("header", {},
    el("div", {}, el("h1", {}, title), facts),
    el("div", { class: "actions" }, way, picker, add, columns, exports, saves)),
  chips,
  el("main", { id: "main", tabindex: -1 }, messages, progress, live, content),
  el("footer", {}, method),
  drop,
);

function message(text: string): void {
  if ([...messages.children].some((shown) => shown.firstChild?.textContent === text)) return;
  const box = el("div", { class: "message" }, el("p", {}, text), el("button", { type: "button", "aria-label": words.close, click: () => box.remove() }, "×"));
  messages.append(box);
}

const broke = (problem: unknown) => message(`${words.broken}: ${problem instanceof Error ? problem.message : problem}`);

// -- what is shown ---------------------------------------------------------------------------------------------------

/** What is shown stands in the address, so that a link leads to it. */
let touchpoint: string | null;
/** Which responses are looked at, as files say it: `device=phone`. */
let only: string[];
/** Against which others they are held; `rest` for all others. */
let against: string[];
/** By what the report is broken down; by touchpoint where nothing is said. */
let by: string | undefined;
let chosen: string;
const weeks = Number(asked.get("weeks")) || null;
const look: Look = { theme: null, search: "", quotes: null };

function recall(): void {
  asked = new URLSearchParams(location.search);
  touchpoint = asked.get("touchpoint");
  only = asked.getAll("where");
  against = asked.getAll("against");
  by = asked.get("by") ?? undefined;
  chosen = asked.get("score") ?? "";
  Object.assign(look, { theme: asked.get("theme"), search: asked.get("search") ?? "", quotes: null });
}
recall();

/** What is looked at is a step that can be gone back; how, is not. */
function remember(isStep = false): void {
  const address = new URL(location.href);
  const put = (name: string, value: string | null | undefined) => (value === null || value === undefined ? address.searchParams.delete(name) : address.searchParams.set(name, value));
  put("by", by);
  put("touchpoint", touchpoint);
  put("theme", look.theme);
  put("search", look.search || null);
  put("score", chosen === shown?.scores[0] ? null : chosen);
  for (const [name, said] of [["where", only], ["against", against]] as const) {
    if (said.join() === address.searchParams.getAll(name).join()) continue;
    address.searchParams.delete(name);
    for (const one of said) address.searchParams.append(name, one);
  }
  if (address.href !== location.href) history[isStep ? "pushState" : "replaceState"](null, "", address);
  seen = location.search;
}
let seen = location.search;

const request = async (): Promise<Partial<ReportRequest>> => ({
  locale: language, title, labels: await labelsIn(language), touchpoint, ...look, compareWeeks: weeks, width: narrow.matches ? "narrow" : "wide",
  // The owner's own choice, in her page: <html data-registered-names>.
  registeredNames: "registeredNames" in document.documentElement.dataset,
});

function choose(instrument: string): void {
  chosen = instrument;
  drawn?.show(instrument);
  remember();
  const tab = document.getElementById(`tab-${instrument}`);
  tab?.focus({ preventScroll: true });
  tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function drawChips({ filters, breakdowns }: Shown): void {
  way.hidden = breakdowns.length < 2;
  ways.replaceChildren(...breakdowns.map(({ id, name, selected }) => el("option", { value: id, selected }, name)));
  chips.hidden = filters.length < 3;
  chips.replaceChildren(...filters.map(({ name, touchpoint: value, responsesText, selected }, at) =>
    el("button", { type: "button", id: `chip-${at}`, "aria-pressed": String(selected), click: () => void filter(value) }, name, " ", el("span", {}, responsesText))));
}

const filter = (value: string | null) => lookAt(value, only);

const hold = (others: string[]) => lookAt(touchpoint, only, by, others);

/** The responses of a touchpoint that say all of these are those that say that, too. */
const allOf = (place: string | null, said: string[]) => (place === null ? said : [...said, `touchpoint=${place}`]);

/** Looks at the responses of a touchpoint that say all of these, broken down by something and held against others. */
async function lookAt(place: string | null, said: string[], way = by, others = following(against, allOf(touchpoint, only), allOf(place, said))): Promise<void> {
  against = others;
  touchpoint = place;
  only = said;
  by = way;
  look.quotes = null;
  remember(true);
  try {
    await draw();
    remember();
  } catch (problem) {
    broke(problem);
  }
}

function toggle(one: string): void {
  const [what = ""] = one.split("=", 1);
  const others = only.filter((other) => other.split("=", 1)[0] !== what);
  const isSaid = shown?.only.some(({ only }) => only === one);
  if (what === "touchpoint") void lookAt(isSaid ? null : one.slice(what.length + 1), others);
  else void lookAt(touchpoint, isSaid ? others : [...others, one]);
}

/** Tells the worker what is looked at; what isn't understood is said, and what was looked at before stays. */
async function tell(): Promise<void> {
  if (by === told.by && only.join() === told.only.join() && against.join() === told.against.join()) return;
  const named = [by, ...only, ...against].filter(Boolean).join(", ");
  const why = await ask("look", { by, only, against }, advance).then(([failure]) => failure && words.failed(failure), (problem: Error) => `${named}: ${problem.message}`);
  if (why) {
    message(why);
    ({ by, only, against } = told);
    remember();
  }
  told = { by, only, against };
}
let told: LookedAt = { only: [], against: [] };

addEventListener("popstate", () => {
  // A link within the page is a step, too, and changes nothing of what is looked at.
  if (location.search === seen) return;
  seen = location.search;
  recall();
  void draw().catch(broke);
});

function find(wanted: Look): Promise<string> {
  remember();
  return request().then((asked) => ask("quotes", { ...asked, ...wanted }));
}

function opening(): Node {
  const text = tables.length ? words.unknownText : isLive ? words.noneLive : words.openText;
  return el("section", { class: "card opening", "aria-labelledby": "opening" },
    el("h2", { id: "opening" }, tables.length ? words.unknownHeading : words.openHeading), el("p", {}, text),
    tables.length > 0 && el("button", { type: "button", class: "primary", click: () => void sayColumns() }, words.sayColumns), " ",
    el("button", { type: "button", class: tables.length ? undefined : "primary", click: () => picker.click() }, words.choose));
}

function nobody(): Node {
  return el("section", { class: "card opening", "aria-labelledby": "nobody" },
    el("h2", { id: "nobody" }, words.noneHeading), el("p", {}, words.noneText, " ", isLive ? words.noneLive : "", " ", words.hiddenYet));
}

/** Files whose columns aren't called as ours: their owner may say what they are. */
let tables: string[] = [];

/** Lets an owner say what the columns of a file are. */
async function sayColumns(): Promise<void> {
  try {
    const form: { openColumns: typeof openColumns } = await import(new URL("report-columns.js", import.meta.url).href);
    await form.openColumns({
      language, files: tables, labels: await labelsIn(language),
      async propose(name) {
        const answer = await ask("columns", { name, language });
        if ("proposal" in answer) return answer;
        throw new Error(words.failed(answer.failure));
      },
      async read(name, mapping) {
        const failures = await ask("map", { name, mapping });
        if (!failures.length) await draw(true);
        return failures.map((failure) => (failure.reason === "unlike" ? failure.why! : words.failed(failure)));
      },
      save: (text, name) => save(new Blob([text], { type: "application/json" }), name),
    });
  } catch (problem) {
    broke(problem);
  }
}

let shown: Shown | undefined;
let drawn: View | undefined;
let turns = 0;

/** Draws the report over all files that were read. */
async function draw(update = false): Promise<void> {
  const turn = ++turns;
  await tell();
  const asked = await request();
  // What is seen first comes first, its panels behind it; what was seen before stays until all that takes its place is there.
  const head = shown ? undefined : ask("head", asked);
  const whole = ask("report", asked);
  // Who draws panels hears of it.
  whole.catch(() => {});
  const first = await head;
  const isHead = first !== undefined && !shown;
  const { report, seconds, files, tables: foreign } = isHead ? first : await whole;
  progress.hidden = true;
  const focused = document.activeElement?.id;
  chosen = report.scores.includes(chosen) ? chosen : (report.scores[0] ?? "");
  facts.hidden = !files;
  facts.replaceChildren(...[report.responsesText, report.dates, `${words.computed} ${time(seconds)}`]
    .filter(Boolean).map((fact) => el("span", {}, fact)), isLive ? el("span", { class: "live", title: words.live }, words.live) : "");
  drawChips(report);
  const { problems } = report;
  const unknown = problems.filter(({ code }) => code === "no_columns" || code === "unknown_column").map(({ file }) => file);
  tables = [...new Set([...unknown, ...foreign])];
  columns.hidden = !tables.length;
  for (const { file, message: text } of problems.filter(({ line }) => !line)) message(`${file}: ${text}`);
  const narrowed = report.only.map(({ only }) => only);
  const byButtons = (part: HTMLElement) => {
    narrowable(part, narrowed, toggle, () => void lookAt(null, []));
    comparable(part, report.choices, (others) => void hold(others));
  };
  drawn = view(report, { chosen, choose, look, find, narrow: byButtons });
  // What was shown before is replaced as far as the eye goes, and what lies below stays where it is until it is drawn again.
  if (shown) drawn.show(chosen);
  const height = shown ? content.offsetHeight : 0;
  const made = drawn.element;
  const empty = () => (problems.length || !files ? [opening(), ...(problems.some(({ line }) => line) ? [made] : [])] : [nobody()]);
  const isMade = report.responses || report.only.length;
  content.replaceChildren(...(isMade ? [made] : empty()));
  content.style.minHeight = isMade ? `${height}px` : "";
  if (!isMade) document.getElementById("problems")?.setAttribute("open", "");
  method.textContent = `${words.nowhere} ${report.responses ? report.method : ""}`;
  exports.disabled = saves.disabled = !report.responses;
  const back = () => {
    const again = focused ? document.getElementById(focused) : null;
    again?.focus({ preventScroll: true });
    if (again instanceof HTMLInputElement) again.setSelectionRange(again.value.length, again.value.length);
    return again;
  };
  // Who took something away by the keyboard goes on beside it.
  const beside = focused && !back() ? (content.querySelector<HTMLElement>(".only button") ?? document.getElementById("main")) : null;
  beside?.focus({ preventScroll: true });
  const finish = async (view: View) => {
    const foot = isMade ? await ask("foot", asked) : "";
    // Something else may have been asked for meanwhile.
    if (turn !== turns) return;
    view.complete(foot);
    content.style.minHeight = "";
    if (beside && document.activeElement === beside) back();
  };
  const mine = drawn;
  const go = async () => {
    if (!isMade) return finish(mine);
    if (isHead) mine.fill((await whole).report.panels);
    mine.later(() => void finish(mine).catch(broke));
  };
  void go().catch(broke);
  if (update || shown) live.textContent = report.spoken;
  shown = report;
}

addEventListener("beforeprint", () => drawn?.complete());

async function exportCsv(): Promise<void> {
  try {
    const text = await ask("csv", await request());
    save(csvFile(text), `${title || words.report}.csv`);
  } catch (problem) {
    broke(problem);
  }
}

/** What is shown, as one file that asks for nothing. */
async function saveFile(): Promise<void> {
  try {
    const style = await (await fetch(new URL("report.css", import.meta.url))).text();
    const file = await ask("file", { request: await request(), style });
    save(new Blob([file], { type: "text/html" }), `${title || words.report}.html`);
  } catch (problem) {
    broke(problem);
  }
}

// -- files -----------------------------------------------------------------------------------------------------------

/** When reading has begun. */
let since = 0;

function advance({ name, bytes, total, rows, secondsLeft }: Progress): void {
  if (progress.hidden && performance.now() - since < PATIENCE_MS) return;
  progress.hidden = false;
  if (total) {
    bar.max = total;
    bar.value = Math.min(bytes, total);
  } else {
    bar.removeAttribute("value");
  }
  const left = secondsLeft && secondsLeft >= 1 ? ` · ${words.left.replace("{0}", count(Math.ceil(secondsLeft)))}` : "";
  barText.textContent = `${words.reading} ${name}: ${size(bytes)}${total ? ` ${words.of} ${size(total)}` : ""} · ${count(rows)} ${words.rows}${left}`;
}

/** Shows what has been read so far, while more is on its way. */
function grow({ report }: Made): void {
  if (!report.responses) return;
  const focused = document.activeElement?.id;
  chosen = report.scores.includes(chosen) ? chosen : (report.scores[0] ?? "");
  drawn = view(report, { chosen, choose, look, find });
  drawn.show(chosen);
  content.style.minHeight = `${content.offsetHeight}px`;
  content.replaceChildren(drawn.element);
  facts.hidden = false;
  facts.replaceChildren(`${words.soFar} ${report.responsesText}`);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  shown = report;
}

Object.assign(heard, { progress: advance, made: grow });

/**
 * Draws a headline that nobody sees. Letters are looked for in fonts, and scripts compiled, when they are needed first: here that is while
 * files are being read, and not when the first number has come.
 */
function rehearse(): void {
  const text = words.report;
  const head = `<div xmlns="http://www.w3.org/1999/xhtml" class="report"><ul class="headlines"><li class="card headline"><h3><a href="#">${text}</a></h3>
    <p class="number">−+0.1<span class="unit">% ${text}</span></p><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 260 38" font-family="Inter, system-ui, sans-serif" font-size="12"><text font-size="11">0 %</text></svg>
    <div class="small"><p>${text} <span class="whole">0.1 %</span></p><p class="base"><strong>n = 0,1</strong></p></div>
    <p class="change"><span>${text} 0,1 %</span> <strong class="moved clear">▲ ▼ −+0.1</strong> <span class="verdict">${text}</span></p></li></ul><nav class="tabs"><a href="#">${text}</a></nav></div>`;
  const { element } = view({ scores: [], head, panels: [] }, { chosen: "", choose, look, find, narrow: (part) => narrowable(part, [], toggle, () => {}) });
  element.classList.add("rehearsal");
  element.inert = true;
  content.replaceChildren(element);
}
if (reading) rehearse();

/** Opens files, or goes on with what was begun before there was a page. */
async function open(sources: Source[], begun?: typeof reading): Promise<void> {
  since = performance.now();
  try {
    if (!begun) await tell();
    // Both are asked for at once: the worker does one after the other.
    const [failures] = await Promise.all([begun ?? ask("open", { sources, keep: isLive }, advance, grow), draw()]);
    for (const failure of failures) message(words.failed(failure));
  } catch (problem) {
    broke(problem);
  } finally {
    progress.hidden = true;
  }
}

/** A mapping that comes along says what the columns of the files beside it are. */
async function opened(files: Iterable<File>): Promise<void> {
  const isMapping = ({ name }: File) => name.endsWith(".mapping.json");
  const [said, ...more] = [...files].filter(isMapping);
  const mapping = await said?.text();
  for (const { name } of more) message(`${name}: ${words.oneMapping}`);
  const sources = [...files].filter((file) => !isMapping(file)).map((file) => ({ name: file.name, from: file, mapping }));
  if (sources.length) return open(sources);
  if (mapping === undefined) return;
  if (!tables.length) message(`${said!.name}: ${words.noTable}`);
  for (const name of tables) for (const failure of await ask("map", { name, mapping })) message(words.failed(failure));
  if (tables.length) await draw(true);
}

picker.addEventListener("change", () => {
  void opened([...(picker.files ?? [])]).catch(broke);
  picker.value = "";
});

let over = 0;
const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (event) => {
  if (carriesFiles(event)) drop.hidden = !++over;
});
addEventListener("dragleave", (event) => {
  if (carriesFiles(event)) drop.hidden = !(over = Math.max(0, over - 1));
});
addEventListener("dragover", (event) => {
  if (carriesFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  over = 0;
  drop.hidden = true;
  void opened([...(event.dataTransfer?.files ?? [])]).catch(broke);
});

// -- live ------------------------------------------------------------------------------------------------------------

async function lookAgain(): Promise<void> {
  if (document.visibilityState === "visible") {
    try {
      // A server that doesn't answer now may answer the next time: what is shown stays.
      if ((await ask("refresh", undefined)).changed) {
        messages.replaceChildren();
        await draw(true);
      }
    } catch (problem) {
      broke(problem);
      return;
    }
  }
  setTimeout(() => void lookAgain(), LIVE_EVERY_MS);
}

narrow.addEventListener("change", () => void (shown && draw()));

async function begin(): Promise<void> {
  if (!sources.length) return content.replaceChildren(opening());
  const wanted = asked.get("mapping");
  const answer = wanted === null ? undefined : await fetch(new URL(wanted, location.href), { cache: "no-cache" }).catch(() => undefined);
  if (wanted !== null && !answer?.ok) return message(words.failed({ name: wanted, reason: answer ? "not_found" : "unreachable", status: answer?.status }));
  const mapping = await answer?.text();
  await open(sources.map((source) => ({ ...source, mapping })), reading);
  if (isLive) setTimeout(() => void lookAgain(), LIVE_EVERY_MS);
}
void begin();
