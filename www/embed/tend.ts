// Looks after a card that stands in a page: a brand's colours, how much may still be written, other languages, and the offer to leave an
// address.

import { offerContact } from "./contact";
import { checkContrast } from "./contrast";
import { countCharacters } from "./counter";
import { offerLanguages } from "./language";
import type { Standing } from "./later";

export function tend(standing: Standing): void {
  const { host, definition: { contact, locales = [] }, shown } = standing;
  const look = () => {
    const card = host.shadowRoot?.querySelector<HTMLElement>(".card");
    if (!card) return;
    countCharacters(card, shown.text("ui.chars_left"));
    checkContrast(card);
    offerLanguages(card, locales, shown, look);
    // Whoever is quick, or has a slow network, may have answered already.
    if (contact && /"state":"completed"/.test(shown.snapshot())) offerContact(standing);
  };
  look();
  if (contact) host.addEventListener("madeleine-complete", () => offerContact(standing));
}
