// Our modules, in a page, a worker or Node.

import type * as Importing from "../../target/wasm/imports/madeleine_imports.js";
import { Unfit } from "./bytes";

/** What modules must be: the build says it here, so that one is on its way before the script that it belongs to has come. */
declare const MODULES: Record<string, string>;

declare const process: { versions?: { node?: string } } | undefined;

/** Whether this runs in Node, where files lie on a disk and nothing is fetched for a module. */
export const inNode = typeof process === "object" && Boolean(process?.versions?.node);

/** A module whose one function makes a vector of sixteen bytes: it is one where the browser knows SIMD. */
const VECTOR = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** Which one of a module that comes in two is fetched here. */
export const here = (name: string) => (WebAssembly.validate(new Uint8Array(VECTOR)) ? `${name}-simd` : name);

const addressOf = (name: string) => new URL(`./madeleine-${name}.wasm`, import.meta.url);

/** The bytes of one of our modules, for a worker that is still to come. */
export async function bytesOf(name: string): Promise<ArrayBuffer> {
  const response = await fetch(addressOf(name), { integrity: MODULES[name] });
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.arrayBuffer();
}

/**
 * One of our modules; nobody fetches it here where its bytes are given. The same bytes by another address are another one: a `turn` that was
 * never used begins anew.
 */
export async function start<Glue extends { default(module?: object): Promise<unknown> }>(name: string, turn = 0, given?: Promise<ArrayBuffer | undefined>): Promise<Glue> {
  const address = `./madeleine-${name}.js${turn ? `?${turn}` : ""}`;
  if (inNode) {
    const disk = "node:fs/promises";
    const [glue, { readFile }]: [Glue, any] = await Promise.all([import(address), import(disk)]);
    await glue.default({ module_or_path: await readFile(addressOf(name)) });
    return glue;
  }
  const integrity = MODULES[name];
  const coming = given ?? (integrity ? fetch(addressOf(name), { integrity }) : undefined);
  // Who waits for it hears of it.
  coming?.catch(() => {});
  const glue: Glue = await import(address);
  const module = await coming;
  await glue.default(module && { module_or_path: module });
  return glue;
}

/** Whether a module has stopped in the middle: it is never called again. */
export const hasStopped = (problem: unknown) => problem instanceof WebAssembly.RuntimeError;

/** What reads files, as far as it is told what their columns are. */
interface Reading {
  sample(ended: boolean): Uint8Array | undefined;
  layOut(layout: Uint8Array): void;
}

/** What knows the exports of other tools, fetched with the first of them. */
export class Imports {
  #module: Promise<typeof Importing> | undefined;

  constructor(readonly turn = 0) {}

  /** Says what the columns of a file are, where that can be said by now and isn't known already; whether it was. Of a file of operations, which
   *  isn't read there, it is what that file says, for a reporter. */
  async layOut(into: Reading, ended: boolean, mapping?: string): Promise<boolean | string> {
    const sample = into.sample(ended);
    if (!sample) return false;
    const { layout, operations } = await this.#fetched();
    const happened = operations(sample);
    if (happened !== undefined) return happened;
    into.layOut(layout(sample, mapping));
    return true;
  }

  /** What an owner needs to say of the columns of a file, by its first bytes: JSON. */
  async propose(first: Uint8Array, ended: boolean): Promise<string> {
    return (await this.#fetched()).proposeForm(first, ended);
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
