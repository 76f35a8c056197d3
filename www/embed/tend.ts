// Looks after a card that stands in a page: a brand's colours, how much may still be written, other languages, and the offer to leave an
// address.

import { offerContact } from "./contact";
import { checkContrast } from "./contrast";
import { countCharacters } from "./counter";
import { offerLanguages } from "./language";
import type { Standing } from "./later";

export function tend(standing: Standing): void {
  const { host, definition, definition: { contact }, shown } = standing;
  let card: HTMLElement | null | undefined;
  let offered: typeof card;
  const offer = () => {
    if (!contact || offered === card) return;
    offered = card;
    offerContact(standing);
  };
  const look = () => {
    const before = card;
    card = host.shadowRoot?.querySelector<HTMLElement>(".card");
    if (!card) return;
    countCharacters(card, shown.text("ui.chars_left"));
    checkContrast(card);
    offerLanguages(card, definition, shown, look);
    // Whoever is quick, or has a slow network, may have answered already. On a card that is drawn anew it is offered again, unless an
    // address was left.
    if (/"state":"completed"/.test(shown.snapshot()) && (!before || before.querySelector(".contact"))) offer();
  };
  look();
  host.addEventListener("madeleine-complete", offer);
}
