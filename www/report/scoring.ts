// The worker as the page sees it: promises.

import { bytesOf } from "../scorer/modules";
import type { Language } from "./language";
import type { Answer, Made, Progress, Work } from "./protocol";
import { FIRST, nameOf, reporterIn } from "./protocol";
import { startWorker } from "./trusted";

interface Waiting {
  resolve(answer: never): void;
  reject(problem: Error): void;
  progress?(progress: Progress): void;
  made?(made: Made): void;
}

/** Asks a worker to do something. */
export type Scoring = <Kind extends keyof Work>(kind: Kind, what: Work[Kind]["ask"], progress?: (progress: Progress) => void, made?: (made: Made) => void) => Promise<Work[Kind]["answer"]>;

/** Whether the server of this page answers so soon that its worker may as well ask by itself, which costs the page nothing. */
function isNear(): boolean {
  const [page] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return page !== undefined && page.responseStart - page.requestStart < NEAR_MS;
}
const NEAR_MS = 50;

/**
 * A worker of one's own, which starts at once and makes reports in that language. What it is asked to open first of all may be said here:
 * messages wait until the page has nothing else to do, and its name doesn't. It says when it has `begun`: to be started it needs the page,
 * and waits where that has something else to do.
 */
export function scoring(language: Language, opening?: Work["open"]["ask"], begun?: () => void): Scoring {
  const waiting = new Map<number, Waiting>();
  const fetches = isNear();
  const worker = startWorker(nameOf({ language, opening, fetches }));
  // From afar its module is on its way before the worker is, which compiles it: it is faster at that than a page that is being drawn.
  if (!fetches) {
    const send = (bytes?: ArrayBuffer) => worker.postMessage({ bytes }, bytes ? [bytes] : []);
    bytesOf(reporterIn(language)).then(send, () => send());
  }
  let count = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    if ("begun" in data) return begun?.();
    const asked = waiting.get(data.id);
    if ("progress" in data) return asked?.progress?.(data.progress);
    if ("made" in data) return asked?.made?.(data.made);
    waiting.delete(data.id);
    if ("error" in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.answer as never);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    begun?.();
    for (const asked of waiting.values()) asked.reject(new Error(event.message ?? "The worker didn’t start."));
    waiting.clear();
  });

  return (kind, what, progress, made) => {
    const id = ++count;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, progress, made });
      // That it knows already, and by this number.
      if (what !== opening || id !== FIRST) worker.postMessage({ id, kind, ask: what });
    });
  };
}
