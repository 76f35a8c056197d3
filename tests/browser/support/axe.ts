// What axe says of a page at rest: every rule of WCAG 2.2 AA and of good practice that a machine can try.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./shop";

/** What fades in has too little contrast on its way. */
const atRest = (page: Page) =>
  page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
    return Promise.allSettled(roots.flatMap((root) => root.getAnimations()).map((animation) => animation.finished));
  });

/** Every rule, or those that look at colours: in the dark nothing else is another. */
export type Rules = "all" | "colours";
const TAGS: Record<Rules, string[]> = { all: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], colours: ["cat.color"] };

/** axe finds nothing, and has looked into this element's shadow root, or its silence would say nothing of it. */
export async function faultless(page: Page, within?: string, rules: Rules = "all"): Promise<void> {
  await atRest(page);
  const found = await new AxeBuilder({ page }).withTags(TAGS[rules]).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  if (within) expect(found.passes.some(({ nodes }) => nodes.some(({ target }) => JSON.stringify(target).includes(within)))).toBe(true);
}
