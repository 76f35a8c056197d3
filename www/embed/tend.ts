// Looks after a card that stands in a page: a brand's colours, and how much may still be written.

import { checkContrast } from "./contrast";
import { countCharacters } from "./counter";

export function tend(host: HTMLElement): void {
  const card = host.shadowRoot?.querySelector<HTMLElement>(".card");
  if (!card) return;
  countCharacters(card);
  checkContrast(card);
}
