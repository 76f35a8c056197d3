// Looks after a card that stands in a page: a brand's colours, how much may still be written, other languages.

import { checkContrast } from "./contrast";
import { countCharacters } from "./counter";
import { offerLanguages } from "./language";
import type { Standing } from "./later";

export function tend({ host, definition: { locales = [] }, shown }: Standing): void {
  const look = () => {
    const card = host.shadowRoot?.querySelector<HTMLElement>(".card");
    if (!card) return;
    countCharacters(card, shown.text("ui.chars_left"));
    checkContrast(card);
    offerLanguages(card, locales, shown, look);
  };
  look();
}
