// A form in which an owner says what the columns of a file are: each with what stands in it, and what it is read as.

import { el } from "../elements";
import { type Choice, chosen, type Column, FIELDS, FORMATS, type Instrument, isTime, type Mapping, mappingOf, MOST, type Proposal, wordsOf } from "./mapping";
import { wordsIn } from "./words";

/** What the form needs of the page. */
export interface Asked {
  language: string;
  /** The words of the survey, by which scale points and options are called. */
  labels: Record<string, string>;
  /** The tables that were opened, the one first asked for before the others. */
  files: string[];
  /** What is known of a table, a proposal as JSON; the mapping by which it was read, if there is one; and how scores are called. */
  propose(file: string): Promise<{ proposal: string; mapping?: string; names: Record<string, string> }>;
  /** Reads the table so; what is wrong with that comes back. */
  read(file: string, mapping: string): Promise<string[]>;
  save(text: string, name: string): void;
}

/** Whose answers a file holds, as people call it. */
const plain = (file: string): string => file.replace(/\.[^.]+$/, "");

/** So many values of a column are shown. */
const SHOWN = 5;

/** Its looks are there before it is. */
function styled(): Promise<unknown> {
  const href = new URL("./report-columns.css", import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  const link = el("link", { rel: "stylesheet", href });
  return new Promise((done) => {
    for (const sign of ["load", "error"]) link.addEventListener(sign, done);
    document.head.append(link);
  });
}

/** Opens the form; it takes itself away when it is closed. */
export async function openColumns(asked: Asked): Promise<void> {
  const words = wordsIn(asked.language);
  const problems = el("div", { class: "problems", role: "alert" });
  const rows = el("div", { class: "rows" });
  const name = el("bdi", {});
  const touchpoint = el("input", { type: "text", placeholder: words.anywhere, maxlength: 128, id: "columns-touchpoint" });
  const file = el("select", { change: () => void show(file.value).catch(broke) }, ...asked.files.map((one) => el("option", {}, one)));
  const read = el("button", { type: "submit", class: "primary" }, words.read);
  const dialog = el("dialog", { class: "columns", "aria-labelledby": "columns-of", close: () => dialog.remove() },
    el("form", { submit: (event: SubmitEvent) => (event.preventDefault(), void done().catch(broke)) },
      el("h2", { id: "columns-of" }, words.heading, " ", name),
      el("p", { class: "small" }, words.text),
      asked.files.length > 1 && el("p", {}, el("label", {}, words.file, " ", file)),
      rows,
      el("p", { class: "all" }, el("label", {}, words.touchpoint, " ", touchpoint)),
      problems,
      el("div", { class: "actions" },
        read,
        el("button", { type: "button", click: () => asked.save(text(), `${plain(file.value)}.mapping.json`) }, words.save),
        el("button", { type: "button", click: () => dialog.close() }, words.cancel)),
      el("p", { class: "small" }, words.again)));

  let proposal: Proposal;
  let names: Record<string, string>;
  let choices: Choice[] = [];

  const say = (all: string[]) => problems.replaceChildren(...all.map((one) => el("p", {}, one)));
  const broke = (problem: unknown) => say([problem instanceof Error ? problem.message : String(problem)]);
  const mapping = (): Mapping => mappingOf(proposal, choices, touchpoint.value.trim() ? { touchpoint: touchpoint.value.trim() } : {});
  const text = () => `${JSON.stringify(mapping(), null, 2)}\n`;

  async function done(): Promise<void> {
    say([]);
    read.disabled = true;
    try {
      const wrong = await asked.read(file.value, text());
      if (wrong.length) say(wrong);
      else dialog.close();
    } finally {
      read.disabled = false;
    }
  }

  async function show(wanted: string): Promise<void> {
    say([]);
    const { proposal: text, mapping, ...rest } = await asked.propose(wanted);
    names = rest.names;
    proposal = JSON.parse(text);
    if (mapping !== undefined) proposal.mapping = JSON.parse(mapping);
    choices = proposal.columns.map((_, at) => chosen(proposal, at));
    const { touchpoint: about } = proposal.mapping;
    touchpoint.value = typeof about === "string" ? about : "";
    name.textContent = wanted;
    rows.replaceChildren(...proposal.columns.map((column, at) => row(column, choices[at]!, at)));
  }

  /** One column. */
  function row(column: Column, choice: Choice, at: number): HTMLElement {
    const details = el("div", { class: "details" });
    const option = (value: string, text: string) => el("option", { value, selected: value === choice.is }, text);
    const fields = FIELDS.map((field) => option(field, field === "touchpoint" ? words.fieldTouchpoint : words[field]));
    const is = el("select", { id: `column-${at}`, change: () => ((choice.is = is.value), detail()) },
      choice.is === "kept" && option("kept", words.kept),
      option("ignore", words.ignore),
      el("optgroup", { label: words.answers }, ...proposal.instruments.map(({ id, name }) => option(`is:${id}`, names[id] ?? name))),
      el("optgroup", { label: words.fields }, option("context", words.context), ...fields));
    const detail = () => details.replaceChildren(...detailsOf(column, choice, proposal.instruments, at));
    detail();
    const some = column.values.slice(0, SHOWN);
    return el("section", { class: "row" },
      el("div", {},
        el("h3", {}, el("bdi", {}, column.name)),
        el("p", { class: "small" }, ...some.flatMap((value, i) => [i ? " · " : "", el("bdi", {}, value)]), column.values.length > SHOWN ? ` ${words.andMore}` : "", some.length ? "" : words.empty)),
      el("div", {}, el("label", { for: `column-${at}`, class: "small" }, words.readAs), is),
      details);
  }

  /** What more has to be said of a column that was chosen to be something. */
  function detailsOf(column: Column, choice: Choice, instruments: Instrument[], at: number): HTMLElement[] {
    if (isTime(choice.is)) {
      const format: HTMLSelectElement = el("select", { change: () => (choice.format = format.value) },
        ...FORMATS.map((one) => el("option", { value: one, selected: one === choice.format }, words[one as keyof typeof words])));
      const utc: HTMLInputElement = el("input", { type: "checkbox", checked: choice.utc, change: () => (choice.utc = utc.checked) });
      return [el("label", {}, words.format, " ", format), el("label", {}, utc, " ", words.utc)];
    }
    if (choice.is === "context") {
      const segment: HTMLInputElement = el("input", { type: "text", value: choice.segment, maxlength: 64, required: true, input: () => (choice.segment = segment.value.trim()) });
      return [el("label", {}, words.segment, " ", segment)];
    }
    const instrument = instruments.find(({ id }) => `is:${id}` === choice.is);
    const { codes = [], labels = [], options } = instrument ?? {};
    const called = (stands: string | number): string => {
      if (typeof stands === "string") return (options ? asked.labels[stands] : words[stands as keyof typeof words]) ?? stands;
      const key = labels.length === codes.length ? labels[codes.indexOf(stands)] : labels[[codes[0], codes.at(-1)].indexOf(stands)];
      return [stands, key && asked.labels[key]].filter((part) => part !== undefined).join(" · ");
    };
    const table = wordsOf(column, choice.is, instruments);
    if (table) {
      return table.words.map((word, i) => {
        const stands: HTMLSelectElement = el("select", { id: `column-${at}-${i}`, change: () => (choice.words[word] = stands.value) },
          el("option", { value: "" }, words.noAnswer),
          ...table.for.map((one) => el("option", { value: one, selected: String(one) === choice.words[word] }, called(one))));
        return el("p", { class: "word" }, el("label", { for: `column-${at}-${i}` }, el("bdi", {}, word), " ", el("span", { class: "small" }, words.standsFor)), " ", stands);
      });
    }
    const ends = codes.length ? [codes[0]!, codes.at(-1)!].map(called).join(" … ") : (column.values.length > MOST && options ? options.join(", ") : "");
    return ends ? [el("p", { class: "small" }, words.codes, " ", ends)] : [];
  }

  await Promise.all([show(asked.files[0]!), styled()]);
  document.body.append(dialog);
  dialog.showModal();
  rows.querySelector("select")?.focus();
}
