// Cards of the script that draws first (first.ts): one stands there before anything stands behind it, and is taken over as it is, if its
// question is the one that is to be asked.

import type { Control, Sitting } from "../../target/wasm/widget/madeleine_widget.js";
import type { Definition, Opening } from "./types";
import { draw as anew } from "./view";

type Ask = Parameters<ReturnType<typeof anew>["ask"]>;
type Act = "answer" | "skip" | "back" | "close";

/** A card that was drawn before anything stood behind it. */
interface Card {
  locale: string;
  view: ReturnType<typeof anew>;
  /** What it shows. */
  question: string;
  /** What stands behind it from now on. What was done meanwhile is done now, if it was this question that was answered. */
  take(sitting: Sitting, same: boolean): void;
}

/** By the module's numbers, without the module. */
const CONTROLS: Opening["control"][] = ["faces", "numbers", "choice", "several"];
const cards = new WeakMap<HTMLElement, Card>();

/** A question and its labels as one text, to be compared. */
const textOf = (labels: string[], ask: Ask) => JSON.stringify([labels, ask]);

/** Draws the question that a definition brings along. */
export function open(host: HTMLElement, locale: string, opening: Opening, layout: Definition["layout"]): void {
  const { control, question, labels, of, text, rtl = false, stem = "", first = 0, step = 1, limit = 3, alone = -1, optional = false } = opening;
  const waiting = new Map<Act, unknown[]>();
  // The last answer counts, and whoever closed has left.
  const later = (act: Act) => (...said: unknown[]) => void waiting.set(act, said);
  const behind = {
    text: (key: string) => text[key] ?? "",
    label: (place: number) => labels[place],
    answer: later("answer"),
    skip: later("skip"),
    close() {
      host.hidden = true;
      later("close")();
    },
  };
  const view = anew(host, locale, rtl, behind as unknown as Sitting, layout);
  const ask: Ask = [CONTROLS.indexOf(control) as Control, question, stem, labels.length, first, step, limit, alone, 0, "", 1, of, false, optional];
  view.ask(...ask);
  cards.set(host, {
    locale,
    view,
    question: textOf(labels, ask),
    take(sitting, same) {
      for (const name of Object.keys(behind)) delete behind[name as keyof typeof behind];
      Object.setPrototypeOf(behind, sitting);
      // Not while the sitting is drawing.
      setTimeout(() => {
        for (const [act, said] of waiting) if (same || act === "close") (sitting[act] as (...said: unknown[]) => void)(...said);
      });
    },
  });
}

/** Draws a survey's card, or takes over the one that was drawn before. */
export function draw(...drawing: Parameters<typeof anew>): ReturnType<typeof anew> {
  const [host, locale, , sitting] = drawing;
  const card = cards.get(host);
  cards.delete(host);
  if (card?.locale !== locale) return anew(...drawing);
  let taken = false;
  return {
    ...card.view,
    ask(...ask) {
      const same = !taken && textOf([...Array(ask[3]).keys()].map((place) => sitting.label(place)), ask) === card.question;
      if (!taken) card.take(sitting, same);
      taken = true;
      if (!same) card.view.ask(...ask);
    },
  };
}
