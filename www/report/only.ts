// Looking at some responses alone: what a report shows of a segment becomes a button, what it shows of weeks something to move along, and
// each thing that it is narrowed to a button again.

import { along } from "./along";
import { cover, el } from "./elements";
import { words } from "./words";

/** Narrows a report to those responses, or widens it again; they are said as files say it: `device=phone`. */
type Toggle = (only: string) => void;

const IN_TIME = "period=";

/**
 * Makes buttons of segments in pictures, and of what stands above the headlines, in a part of a report that is narrowed to some already; of a
 * picture of weeks one thing to move along.
 */
export function narrowable(part: HTMLElement, narrowed: string[], toggle: Toggle, clear: () => void): void {
  const line = part.querySelector(".only");
  const chips = [...(line?.querySelectorAll<HTMLElement>("[data-only]") ?? [])].map(({ dataset: { only = "" }, textContent: name }) => ({ only, name }));
  line?.replaceChildren(
    ...[line.firstElementChild, ...chips.map(({ only, name }) =>
      el("button", { type: "button", id: `drop-${only}`, "aria-label": `${words.drop} ${name}`, click: () => toggle(only) }, name, el("span", { "aria-hidden": "true" }, "×"))),
    chips.length > 1 && el("button", { type: "button", id: "drop-all", class: "all", click: clear }, words.dropAll), line.lastElementChild].filter((part) => part !== false && part !== null),
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
