// Looking at some responses alone: what a report shows of a segment becomes a button, what it shows of weeks something to move along, and
// each thing that it is narrowed to a button again.

import { along } from "./along";
import { cover, el } from "./elements";
import type { Choice } from "./report-types";
import { words } from "./words";

/** Narrows a report to those responses, or widens it again; they are said as files say it: `device=phone`. */
type Toggle = (only: string) => void;

/** Holds those responses against others; against none where there is nothing. */
type Hold = (against: string[]) => void;

const IN_TIME = "period=";
/** All others. */
const REST = "rest";

const thing = (one: string) => one.split("=", 1)[0];

/** What is held against what is looked at now, when that becomes something else: what both sides say stays what both say. */
export function following(against: string[], before: string[], now: string[]): string[] {
  if (!against.length) return against;
  const instead = (one: string) => (before.includes(one) ? now.find((other) => thing(other) === thing(one)) : one === REST ? undefined : one);
  const held = against.map(instead).filter((one) => one !== undefined);
  const isNew = (one: string) => ![...before, ...held].some((other) => thing(other) === thing(one));
  held.push(...now.filter(isNew));
  // Where all of one side would be of the other, there is nothing to hold against it.
  if (now.every((one) => held.includes(one))) return [];
  return held.length ? held : [REST];
}

/** A list of others to hold against what is looked at, beside the line that says what that is; what is held against it can be taken away. */
export function comparable(part: HTMLElement, choices: Choice[], hold: Hold): void {
  const line = part.querySelector(".only");
  if (!line || !choices.length) return;
  const held = line.querySelector<HTMLElement>("[data-against]");
  const name = held?.textContent ?? "";
  held?.replaceWith(
    el("button", { type: "button", id: "drop-against", "aria-label": `${words.drop} ${name}`, click: () => hold([]) }, name, el("span", { "aria-hidden": "true" }, "×")));
  const groups = new Map<string, HTMLElement>();
  choices.forEach(({ name, group, selected }, at) => {
    if (!groups.has(group)) groups.set(group, el("optgroup", { label: group }));
    groups.get(group)!.append(el("option", { value: at, selected }, name));
  });
  // An address may name others than these.
  const other = name && !choices.some(({ selected }) => selected) && el("option", { value: -1, selected: true }, name);
  const select = el("select", { id: "against", change: () => hold(choices[Number(select.value || -1)]?.against ?? []) }, el("option", { value: "" }, words.nothing), other, ...groups.values());
  line.after(el("label", { class: "by with" }, words.compare, select));
}

/**
 * Makes buttons of segments in pictures, and of what stands above the headlines, in a part of a report that is narrowed to some already; of a
 * picture of weeks one thing to move along.
 */
export function narrowable(part: HTMLElement, narrowed: string[], toggle: Toggle, clear: () => void): void {
  const line = part.querySelector(".only");
  const chips = [...(line?.querySelectorAll<HTMLElement>("[data-only]") ?? [])].map(({ dataset: { only = "" }, textContent: name }) => ({ only, name }));
  const [lead, of, ...others] = line ? [...line.children].filter((part) => !part.matches("[data-only]")) : [];
  line?.replaceChildren(
    ...[lead, ...chips.map(({ only, name }) =>
      el("button", { type: "button", id: `drop-${only}`, "aria-label": `${words.drop} ${name}`, click: () => toggle(only) }, name, el("span", { "aria-hidden": "true" }, "×"))),
    chips.length > 1 && el("button", { type: "button", id: "drop-all", class: "all", click: clear }, words.dropAll), of, ...others].filter((part) => part !== false && part !== undefined),
  );
  for (const svg of part.querySelectorAll("svg")) {
    const places = [...svg.querySelectorAll<SVGRectElement>("[data-only]")];
    if (!places.length) continue;
    // A picture is one thing to a screen reader: its buttons lie on it, not in it.
    const around = el("div", { class: "places" });
    svg.replaceWith(around);
    const isPressed = ({ dataset }: SVGElement) => narrowed.includes(dataset.only ?? "");
    const caption = around.parentElement?.querySelector("figcaption");
    if (places[0]?.dataset.only?.startsWith(IN_TIME)) {
      const [hint, bar, read] = along(svg, places, places.findIndex(isPressed), toggle);
      caption?.after(hint);
      around.append(svg, bar);
      around.after(read);
    } else {
      caption?.after(el("p", { class: "small hint" }, words.hint));
      around.append(svg, ...places.map((place) => over(place, svg, isPressed(place), toggle)));
    }
  }
}

/** A button over a place of a picture, however large that is drawn. */
function over(place: SVGRectElement, svg: SVGSVGElement, pressed: boolean, toggle: Toggle): HTMLElement {
  const { only = "" } = place.dataset;
  const tip = place.textContent ?? "";
  const button = el("button", { type: "button", id: `${svg.querySelector("title")?.id}-${only}`, title: tip, "aria-label": `${words.only} ${tip}`, "aria-pressed": String(pressed), click: () => toggle(only) });
  cover(button, place, svg);
  return button;
}
