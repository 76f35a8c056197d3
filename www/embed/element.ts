// <madeleine-survey>: the element a survey stands in. Inline by its own tag, or put over the page by the embed script.

import type * as Tab from "../surfaces/tab";
import type { Definition, Occasion } from "./types";
import type * as Widget from "./widget";

export const TAG = "madeleine-survey";

export const loadWidget = (): Promise<typeof Widget> => import("./madeleine-widget.js" as string);
export const loadTab = (): Promise<typeof Tab> => import("./madeleine-tab.js" as string);

export async function loadDefinition(address: string): Promise<Definition> {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) throw `there is nothing to read (${answer.status})`;
  const source = await answer.text();
  return Object.assign(JSON.parse(source), { source });
}

/** One line for the owner of the page; the visitor sees nothing. */
export const tell = (address: string, problem: unknown): void => console.error(`Madeleine: ${address}: ${problem}`);

export interface SurveyElement extends HTMLElement {
  /** Shows the survey that the embed script has made ready. */
  show(prepared: Widget.Prepared, occasion: Occasion): void;
  /** Closes the survey as if the person had. */
  close(): void;
}

export function define(): void {
  if (customElements.get(TAG)) return;
  customElements.define(
    TAG,
    class extends HTMLElement implements SurveyElement {
      #shown?: Widget.Shown;

      async connectedCallback(): Promise<void> {
        const src = this.getAttribute("src");
        if (!src || this.#shown) return;
        try {
          const prepared = await (await loadWidget()).prepare(await loadDefinition(src));
          if (this.isConnected && !this.#shown) this.show(prepared, { sample: 1 });
        } catch (problem) {
          tell(src, problem);
        }
      }

      disconnectedCallback(): void {
        // Not at once: the survey may be removing itself, and an element that is only moved stays as it is.
        queueMicrotask(() => {
          if (this.isConnected) return;
          this.#shown?.free();
          this.#shown = undefined;
        });
      }

      show(prepared: Widget.Prepared, occasion: Occasion): void {
        this.#shown = prepared.show(this, occasion);
      }

      close(): void {
        this.#shown?.close();
      }
    },
  );
}
