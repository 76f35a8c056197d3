// Our modules, in a page, a worker or Node.

import type * as Importing from "../../target/wasm/imports/madeleine_imports.js";
import type * as Scoring from "../../target/wasm/scorer/madeleine_scorer.js";
import { Unfit } from "./bytes";

declare const process: { versions?: { node?: string } } | undefined;

/** Whether this runs in Node, where files lie on a disk and nothing is fetched for a module. */
export const inNode = typeof process === "object" && Boolean(process?.versions?.node);

/** One of our modules. The same bytes by another address are another one: a `turn` that was never used begins anew. */
export async function start<Glue extends { default(module?: object): Promise<unknown> }>(name: string, turn = 0): Promise<Glue> {
  const address = `./madeleine-${name}.js${turn ? `?${turn}` : ""}`;
  const glue: Glue = await import(address);
  if (inNode) {
    const disk = "node:fs/promises";
    const { readFile } = await import(disk);
    await glue.default({ module_or_path: await readFile(new URL(`./madeleine-${name}.wasm`, import.meta.url)) });
  } else await glue.default();
  return glue;
}

/** Whether a module has stopped in the middle: it is never called again. */
export const hasStopped = (problem: unknown) => problem instanceof WebAssembly.RuntimeError;

/** What knows the exports of other tools, fetched with the first of them. */
export class Imports {
  #module: Promise<typeof Importing> | undefined;

  constructor(readonly turn = 0) {}

  /** Says what the columns of a file are, where that can be said by now and isn't known already. */
  async layOut(into: Scoring.Scorer, ended: boolean, mapping?: string): Promise<void> {
    const sample = into.sample(ended);
    if (!sample) return;
    const { layout } = await this.#fetched();
    into.layOut(layout(sample, mapping));
  }

  /** Throws where a mapping isn't one. */
  async check(mapping: string): Promise<void> {
    (await this.#fetched()).checkMapping(mapping);
  }

  async #fetched(): Promise<typeof Importing> {
    this.#module ??= start<typeof Importing>("imports", this.turn);
    try {
      return await this.#module;
    } catch {
      this.#module = undefined;
      throw new Unfit("unlike", "another tool wrote it, and the part that knows its columns couldn’t be fetched. Open it again once there is a network.");
    }
  }
}
