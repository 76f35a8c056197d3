// The full page: a survey behind a link that can be shared.
//   survey.html?survey=checkout.survey.json&lang=fr&csat=4&order_band=25-50
// An answer in the link is shown chosen and no more: programs open links, too, before anybody reads the mail. It is given when a person
// goes on, or taps it.

import type { Definition } from "../embed/types";
import { nothing, open } from "./alone";
import { sheetOf } from "../embed/sheet";
import css from "./survey-card.css";

/** Chooses what the link says for the first question, as arrow keys do: it is on the screen, and nothing is answered. */
function choose(root: ShadowRoot, { items }: Definition, query: URLSearchParams): void {
  const code = query.get(items?.[0]?.id ?? "") ?? "";
  const input = /^\d{1,2}$/.test(code) && root.querySelector<HTMLInputElement>(`.scale input[value="${+code}"]`);
  if (!input) return;
  input.checked = true;
  input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const survey = await open("page");
const standing = survey?.show(sheetOf(css));
if (survey && standing) {
  const heading = document.createElement("h1");
  heading.textContent = survey.definition.brand || document.title;
  document.querySelector("header")!.append(heading);
  choose(standing.root, survey.definition, survey.query);
} else nothing();
