// Looks after a card that stands in a page: a brand's colours, how much may still be written, and the offer to leave an address.

import { offerContact } from "./contact";
import { checkContrast } from "./contrast";
import { countCharacters } from "./counter";
import type { Standing } from "./later";

export function tend(standing: Standing): void {
  const { host, definition, shown } = standing;
  const card = host.shadowRoot?.querySelector<HTMLElement>(".card");
  if (!card) return;
  countCharacters(card);
  checkContrast(card);
  if (!definition.contact) return;
  // Whoever is quick, or has a slow network, may have answered already.
  if (/"state":"completed"/.test(shown.snapshot())) offerContact(standing);
  else host.addEventListener("madeleine-complete", () => offerContact(standing));
}
