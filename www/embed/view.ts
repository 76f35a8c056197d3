// What the person sees: a card in a shadow root, one question at a time. Elements are built one by one, text is set as text, and the
// controls are native inputs, so that keyboards and screen readers know them.

import { Control, type Sitting } from "../../target/wasm/widget/madeleine_widget.js";
import css from "./survey.css";
import type { Definition } from "./types";

const SVG = "http://www.w3.org/2000/svg";
const CLOSE = "M6 6l12 12M18 6L6 18";
const BACK = "M14.5 5.5L8 12l6.5 6.5";
const DONE = "M5 12.5l4.5 4.5L19 7.5";
const HEAD_AND_EYES = "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0zM9 9.7v.6M15 9.7v.6";
/** Five mouths, unlike each other also when small: an open frown under brows, a frown, a line, a smile, an open laugh. */
const MOUTHS = [
  "M6.6 8.3l2.6-1.6M17.4 8.3l-2.6-1.6M7.6 18a4.4 4.2 0 0 1 8.8 0z",
  "M8.2 16.4q3.8-3.6 7.6 0",
  "M8.2 15.2h7.6",
  "M8.2 14.2q3.8 3.8 7.6 0",
  "M7.6 13.6h8.8a4.4 4.4 0 0 1-8.8 0z",
];

type Attributes = Record<string, string | number>;

function add(parent: Element | ShadowRoot, tag: string, attributes: Attributes = {}, text = ""): HTMLElement {
  const element = /^(svg|path)$/.test(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value as string);
  element.textContent = text;
  parent.append(element);
  return element as HTMLElement;
}

/** A line drawing on a ground of 24 × 24. */
function icon(parent: Element, ...paths: string[]): void {
  const svg = add(parent, "svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  for (const d of paths) add(svg, "path", { d });
}

// One style sheet for all: the page's styles end at the root.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Draws a survey's card in an element's shadow root. A root that had a survey before gets a fresh one. */
export function draw(host: HTMLElement, locale: string, rtl: boolean, sitting: Sitting, layout?: Definition["layout"]) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.textContent = "";
  const card = add(root, "section", { class: `card ${layout?.direction ?? ""}`, part: "card", lang: locale, dir: rtl ? "rtl" : "ltr", "aria-label": sitting.text("ui.region") });
  const top = add(card, "div", { class: "top" });
  const button = (parent: Element, act: "close" | "back" | "skip" | "next", attributes: Attributes, text?: string) => {
    const made = add(parent, "button", { class: act, type: act === "next" ? "submit" : "button", ...attributes }, text) as HTMLButtonElement;
    if (act !== "next") made.onclick = () => sitting[act]();
    return made;
  };
  const inTop = (act: "close" | "back", name: string, path: string) => {
    const made = button(top, act, { part: act, "aria-label": sitting.text(name) });
    icon(made, path);
    return made;
  };
  const back = inTop("back", "ui.back", BACK);
  const bar = add(top, "div", { class: "bar" });
  /** How far it is: a border on the side where reading begins. */
  const progress = (share: number) => (bar.style.borderInlineStartWidth = `${64 * share}px`);
  inTop("close", "ui.close", CLOSE);
  const form = add(card, "form") as HTMLFormElement;
  /** Where screen readers hear of a new question without losing their place. */
  const status = add(card, "p", { class: "heard", role: "status" });

  let inputs: HTMLInputElement[] = [];
  let area: HTMLTextAreaElement | undefined;
  let note: HTMLElement | undefined;
  /** The last key moved the choice, so choosing isn't answering yet. */
  let choosing = false;
  let refresh = () => {};

  /** A bit for each place that is chosen. */
  const chosen = () => inputs.reduce((bits, input, place) => bits | (+input.checked << place), 0);
  const answer = () => {
    const written = area?.value.trim() ?? "";
    if (written || chosen()) sitting.answer(chosen(), written);
  };
  const radio = ({ target }: Event) => (target as HTMLInputElement).type === "radio";
  form.onsubmit = (event) => {
    event.preventDefault();
    answer();
  };
  // A handler that gives false back prevents what the browser does: these give nothing back.
  // Arrow keys click, too, while they move the choice: only a tap or the space bar answers.
  form.onclick = (event) => void (radio(event) && !choosing && answer());
  form.onpointerdown = () => void (choosing = false);
  // A tap moves on by itself: the button to go on would only flash.
  form.oninput = (event) => void ((choosing || !radio(event)) && refresh());
  card.onkeydown = (event) => {
    choosing = event.key.startsWith("Arrow");
    // While letters are being composed (Japanese, accents), Escape and Enter belong to that.
    if (event.isComposing) return;
    if (event.key === "Escape") sitting.close();
    if (event.key === "Enter" && radio(event)) {
      event.preventDefault();
      answer();
    }
  };

  /** Whoever was in the survey is led on; whoever wasn't hears of it, politely. */
  const clear = () => {
    const inside = root.activeElement;
    form.textContent = status.textContent = "";
    inputs = [];
    area = undefined;
    // What stands in a region when it appears isn't heard: only what is put there later is.
    // Firefox gives the focus only to what is laid out already.
    return (heading: HTMLElement) => (inside ? (heading.getClientRects(), heading.focus()) : setTimeout(() => (status.textContent = heading.textContent), 99));
  };

  return {
    ask(
      control: Control,
      question: string,
      stem: string,
      places: number,
      first: number,
      step: number,
      limit: number,
      alone: number,
      before: number,
      written: string,
      passed: number,
      all: number,
      goesBack: boolean,
      optional: boolean,
    ): void {
      const announce = clear();
      back.hidden = !goesBack;
      progress(passed / all);
      const fieldset = add(form, "fieldset");
      const legend = add(fieldset, "legend", { tabindex: -1 });
      if (stem) add(legend, "small", { class: "stem" }, `${stem} `);
      add(legend, "span", { class: "question" }, question);

      const several = control === Control.Several;
      if (control === Control.Words) {
        area = add(fieldset, "textarea", { "aria-label": question, "aria-describedby": "note", maxlength: limit }) as HTMLTextAreaElement;
        area.value = written;
        note = add(fieldset, "p", { class: "quiet", id: "note" }, sitting.text("ui.privacy_note"));
      } else {
        const faces = control === Control.Faces;
        const scale = faces || control === Control.Numbers;
        const row = scale && layout?.orientation !== "column";
        if (several) add(legend, "small", { class: "quiet" }, " " + sitting.text("ui.choose_upto").replace("{n}", `${limit}`));
        const list = add(fieldset, "div", { class: `${row ? "scale" : several ? "chips" : scale ? "list" : "list options"} ${faces ? "faces" : ""}`, "data-points": places });
        // Below a row stand the words of its ends. The others lie there unseen, so that there is room for the one that is pointed at.
        const ends = row && add(fieldset, "div", { class: "ends", "aria-hidden": "true" });
        for (let place = 0; place < places; place++) {
          const code = first + step * place;
          const word = sitting.label(place);
          const label = add(list, "label", { class: "point" });
          const input = add(label, "input", { type: several ? "checkbox" : "radio", name: "answer", value: code }) as HTMLInputElement;
          // Only what the person chose herself before is chosen: nothing is preselected.
          input.checked = !!((before >> place) & 1);
          inputs.push(input);
          if (faces) icon(label, HEAD_AND_EYES, MOUTHS[code - 1]);
          else if (scale) add(label, "b", {}, `${code}`);
          if (word) add(label, "span", { class: "word" }, word);
          if (ends) add(ends, "span", {}, word);
        }
      }
      const foot = add(form, "div", { class: "foot" });
      if (optional) button(foot, "skip", {}, sitting.text("ui.skip"));
      const next = button(foot, "next", {}, sitting.text(passed < all ? "ui.next" : "ui.send"));

      // Shows the button to go on once there is something to go on with, and lets only be chosen what goes with the others.
      refresh = () => {
        const waits = !!area || several;
        const ready = chosen() || area?.value.trim();
        next.disabled = waits && !ready;
        next.hidden = !waits && !ready;
        const full = inputs.filter((one) => one.checked).length >= limit || inputs[alone]?.checked;
        if (several) inputs.forEach((one, place) => (one.disabled = !one.checked && (full || (!!chosen() && place === alone))));
      };
      refresh();
      announce(legend);
    },

    /** Shows what is left of what was written, and says so. */
    revise(written: string): void {
      area!.value = written;
      note!.textContent = status.textContent = sitting.text("ui.removed");
    },

    thank(): void {
      const announce = clear();
      back.hidden = true;
      progress(1);
      const thanks = add(form, "div", { class: "thanks" });
      icon(thanks, DONE);
      const heading = add(thanks, "p", { class: "question", tabindex: -1 }, sitting.text("ui.thanks"));
      add(thanks, "p", { class: "quiet" }, sitting.text("ui.thanks_sub"));
      announce(heading);
    },
  };
}
