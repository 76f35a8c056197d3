// The first script of the report's page, and a short one: what takes longest is on its way before the page itself has been read.

import { labelsIn } from "./labels";
import { language } from "./language";
import type { Made, Progress } from "./protocol";
import { scoring as start } from "./scoring";
import { sourceAt } from "./source";
import { wordsIn } from "./words";

export { labelsIn } from "./labels";
export { element } from "./trusted";

let tell = () => {};
/** The worker has begun, or can't: what else the page does would only keep it waiting. */
export const begun = new Promise<void>((done) => (tell = done));

const address = new URLSearchParams(location.search);

/** What the address of the page names. */
export const sources = address.getAll("src").map((src) => sourceAt(src, location.href));

/** Who hears how far reading has come, once there is a page. */
export const heard: { progress?(progress: Progress): void; made?(made: Made): void } = {};

/** What lies at addresses is looked at again and again. */
export const isLive = address.get("live") === "1";

/** The first files, where nothing has to be known before they are read. */
const opening =
  sources.length && !["mapping", "by", "where", "against"].some((name) => address.has(name)) ? { sources, keep: isLive } : undefined;

const ask = start(language, opening, tell);

/** Those are being read already. */
export const reading = opening && ask("open", opening, (progress) => heard.progress?.(progress), (made) => heard.made?.(made));
// Who needs it hears of it, and so it is with words and labels.
reading?.catch(() => {});
void labelsIn(language);
wordsIn(language).catch(() => {});

/** The worker of the page: it has been started. */
export const scoring = () => ask;
