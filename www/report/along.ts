// A hand along a picture of weeks: it reads each out, and what it points at can be looked at alone. One thing to the keyboard and to
// screen readers, however many weeks there are.

import { cover, el } from "./elements";
import { words } from "./words";

/** Lays it over a picture; `pressed` is the week that is looked at by now. */
export function along(svg: SVGSVGElement, weeks: SVGRectElement[], pressed: number, toggle: (only: string) => void): [hint: HTMLElement, bar: HTMLElement, read: HTMLElement] {
  const title = svg.querySelector("title");
  const hand = el("span", { class: "hand", hidden: true });
  const read = el("p", { class: "small read", "aria-hidden": "true" });
  const hint = el("p", { class: "small hint", id: `${title?.id}-hint` }, words.weekHint);
  let at = pressed < 0 ? weeks.length - 1 : pressed;

  const point = (to: number, shown = true) => {
    at = Math.max(0, Math.min(weeks.length - 1, to));
    const week = weeks[at]!;
    const text = week.textContent ?? "";
    cover(hand, week, svg);
    hand.hidden = !shown;
    read.textContent = shown ? text : "";
    bar.setAttribute("aria-valuenow", String(at + 1));
    bar.setAttribute("aria-valuetext", text);
  };
  const rest = () => point(at, bar.matches(":focus"));
  const under = ({ clientX }: MouseEvent) => {
    const { left, width: wide } = bar.getBoundingClientRect();
    const x = ((clientX - left) / wide) * svg.viewBox.baseVal.width;
    const far = (week: SVGRectElement) => Math.abs(week.x.baseVal.value + week.width.baseVal.value / 2 - x);
    return weeks.reduce((best, week, place) => (far(week) < far(weeks[best]!) ? place : best), 0);
  };
  const choose = () => toggle(weeks[at]!.dataset.only ?? "");
  const key = (event: KeyboardEvent) => {
    const to = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, Home: 0, End: weeks.length - 1 }[event.key];
    if (to === undefined && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (to === undefined) choose();
    else point(to);
  };
  const bar: HTMLElement = el("div", {
    id: `${title?.id}-weeks`, class: "along", role: "slider", tabindex: 0, "aria-label": title?.textContent ?? "", "aria-describedby": hint.id,
    "aria-valuemin": 1, "aria-valuemax": weeks.length,
    pointermove: (event: PointerEvent) => point(under(event)), pointerleave: rest, focus: () => point(at), blur: () => point(at, false), keydown: key,
    click: (event: MouseEvent) => (point(under(event)), choose()),
  }, hand);
  point(at, false);
  return [hint, bar, read];
}
