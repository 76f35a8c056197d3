// The worker as the page sees it: promises.

import { compiled, scorerHere } from "../scorer/modules";
import type { Language } from "./language";
import type { Answer, Made, Progress, Work } from "./protocol";
import { reporterOf } from "./protocol";
import { startWorker } from "./trusted";

interface Waiting {
  resolve(answer: never): void;
  reject(problem: Error): void;
  progress?(progress: Progress): void;
  made?(made: Made): void;
}

/** Asks a worker to do something. */
export type Scoring = <Kind extends keyof Work>(kind: Kind, what: Work[Kind]["ask"], progress?: (progress: Progress) => void, made?: (made: Made) => void) => Promise<Work[Kind]["answer"]>;

/**
 * A worker of one's own, which starts at once and makes reports in that language. It says when it has `begun`: to be started it needs
 * the page, and waits where that has something else to do.
 */
export function scoring(language: Language, begun?: () => void): Scoring {
  const waiting = new Map<number, Waiting>();
  const worker = startWorker(language);
  // They are on their way before the worker is.
  for (const name of [scorerHere(), reporterOf(language)]) {
    const send = (module?: WebAssembly.Module) => worker.postMessage({ name, module });
    compiled(name).then(send, () => send());
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
      worker.postMessage({ id, kind, ask: what });
    });
  };
}
