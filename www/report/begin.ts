// The first script of the report's page, and a short one: what takes longest is on its way before the page itself has been read.

import { labelsIn } from "./labels";
import { scoring as start } from "./scoring";
import { language } from "./language";
import { wordsIn } from "./words";

export { labelsIn } from "./labels";
export { element } from "./trusted";

const ask = start(language);
void labelsIn(language);
// Who needs them hears of it.
wordsIn(language).catch(() => {});

/** The worker of the page: it has been started. */
export const scoring = () => ask;
