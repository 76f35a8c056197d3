// The scorer's worker: an engine that is asked by messages.

import { Here } from "./engine";
import type { Ask, Said } from "./there";

interface Place {
  postMessage(said: Said): void;
  onmessage: ((event: MessageEvent<Ask>) => void) | null;
}
const place = self as unknown as Place;
const engine = new Here();

place.onmessage = async ({ data: { id, work, args } }) => {
  try {
    const asked = work === "open" ? [...args, (progress: never) => place.postMessage({ id, progress })] : args;
    place.postMessage({ id, answer: await (engine[work] as (...args: unknown[]) => Promise<unknown>).apply(engine, asked) });
  } catch (problem) {
    const { name, message, code, file } = problem as Error & { code?: string; file?: string };
    place.postMessage({ id, problem: { name, message, ...(code && { code }), ...(file && { file }) } });
  }
};
