// An engine in a worker beside the page.

import type { Progress } from "./api";
import { type Engine, failure } from "./engine";
import type { Source } from "./sources";

/** What is asked of the worker. */
export interface Ask {
  id: number;
  work: "open" | "tally" | "estimate";
  args: unknown[];
}

/** What it answers: an answer, how far it has come, or what went wrong. */
export type Said = { id: number } & ({ answer: unknown } | { progress: Progress } | { problem: { name: string; message: string; code?: string; file?: string } });

const WORKER = new URL("./scorer-worker.js", import.meta.url).href;

interface Policy {
  createScriptURL(text: string): string;
}

/** The address of our own worker, also where a page only takes addresses that a policy has passed. */
function address(): string {
  const trusted = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
  return trusted?.createPolicy("madeleine-scorer", { createScriptURL: () => WORKER }).createScriptURL("") ?? WORKER;
}

let passed: string | undefined;

interface Waiting {
  resolve(answer: never): void;
  reject(problem: unknown): void;
  progress?: ((progress: Progress) => void) | undefined;
}

export class There implements Engine {
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #asked = 0;
  #closed: unknown;

  /** Starts a worker; nothing where the page's policy, or its being on another site, forbids ours. */
  static start(): There | undefined {
    try {
      passed ??= address();
      return new There(new Worker(passed, { type: "module", name: "madeleine-scorer" }));
    } catch {
      return undefined;
    }
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      const asked = this.#waiting.get(data.id);
      if ("progress" in data) return asked?.progress?.(data.progress);
      this.#waiting.delete(data.id);
      if ("problem" in data) asked?.reject(Object.assign(new Error(data.problem.message), data.problem));
      else asked?.resolve(data.answer as never);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(failure("no_worker", `the scorer's worker didn't start: ${event.message ?? WORKER} Is it beside the script that was imported?`));
    };
  }

  #ask<Answer>(work: Ask["work"], args: unknown[], progress?: (progress: Progress) => void): Promise<Answer> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
      this.#worker.postMessage({ id, work, args } satisfies Ask);
    });
  }

  #end(problem: unknown): void {
    this.#closed ??= problem;
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) reject(problem);
    this.#waiting.clear();
  }

  async open(sources: Source[], mapping: string | undefined, progress?: (progress: Progress) => void, signal?: AbortSignal) {
    const abort = () => this.#end(signal?.reason);
    signal?.addEventListener("abort", abort);
    try {
      return await this.#ask<Awaited<ReturnType<Engine["open"]>>>("open", [sources, mapping], progress);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  tally = (by: string | undefined) => this.#ask<Awaited<ReturnType<Engine["tally"]>>>("tally", [by]);

  estimate = (by: string | undefined, names: string[], values: string[]) => this.#ask<Awaited<ReturnType<Engine["estimate"]>>>("estimate", [by, names, values]);

  close = () => this.#end(failure("closed", "this scorer was closed: open the files again."));
}
