// The scorer for programs: `import { Scorer } from "madeleine/scorer"`, in a page, a worker or Node.

import type * as Api from "./api";
import { type Engine, failure, Here, inNode, onDisk } from "./engine";
import { nameOf } from "./name";
import type { Read } from "./score-types";
import type { Source } from "./sources";
import { There } from "./there";
import { unpacked } from "./unpacked";

const OPTIONS = ["mapping", "signal", "onProgress"];
const SLICE = ["where", "by"];

function known(given: object, names: string[]): void {
  const wrong = Object.keys(given).find((name) => !names.includes(name));
  if (wrong !== undefined) throw failure("unknown_key", `there is no "${wrong}" here. Known: ${names.join(", ")}.`);
}

/** Whatever a file is given as, as what can be read. */
async function sourceOf(given: Api.Source | Api.NamedSource, place: number): Promise<Source> {
  if (typeof given === "object" && "from" in given && typeof given.from !== "function") return { ...(await sourceOf(given.from, place)), name: given.name };
  const source = given as Api.Source;
  const name = `file ${place + 1}`;
  if (source instanceof Blob) return { name: (source as Partial<File>).name ?? name, from: source };
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return { name, from: new Blob([source as BlobPart]) };
  if (typeof source !== "string" && !(source instanceof URL)) throw failure("bad_source", `${name} is neither a file, nor bytes, nor an address.`);
  if (inNode && (source instanceof URL ? source.protocol === "file:" : !/^[a-z]+:\/\//i.test(source))) {
    const path = source instanceof URL ? decodeURIComponent(source.pathname) : source;
    const from = await onDisk(source).catch((problem: Error) => {
      throw failure("unreadable", `${path}: ${problem.message}`, path);
    });
    return { name: path.split("/").at(-1) ?? name, from };
  }
  const address = source instanceof URL ? source : new URL(source, inNode ? undefined : (globalThis as { document?: Document }).document?.baseURI ?? location.href);
  return { name: nameOf(address), from: address.href };
}

const one = (sources: Api.Source | Api.NamedSource | Iterable<Api.Source | Api.NamedSource>): sources is Api.Source | Api.NamedSource =>
  typeof sources !== "object" || ArrayBuffer.isView(sources) || !(Symbol.iterator in sources);

class Scorer implements Pick<Api.Scorer, keyof Api.Scorer> {
  #engine: Engine;
  readonly read: Read;

  private constructor(engine: Engine, read: Read) {
    this.#engine = engine;
    this.read = read;
  }

  static async open(sources: Api.Source | Api.NamedSource | Iterable<Api.Source | Api.NamedSource>, options: Api.Options = {}): Promise<Scorer> {
    known(options, OPTIONS);
    const { mapping, signal, onProgress } = options;
    signal?.throwIfAborted();
    const all = await Promise.all((one(sources) ? [sources] : [...sources]).map(sourceOf));
    const opened = async (engine: Engine) => {
      try {
        return new Scorer(engine, await engine.open(all, mapping && JSON.stringify(mapping), onProgress, signal));
      } catch (problem) {
        engine.close();
        throw problem;
      }
    };
    // What is worked out in a page's own thread keeps the page waiting.
    const there = typeof document === "object" ? There.start() : undefined;
    if (!there) return opened(new Here());
    return opened(there).catch((problem) => {
      if (problem?.code !== "no_worker") throw problem;
      return opened(new Here());
    });
  }

  tally = (by?: string) => this.#engine.tally(by);

  estimate = (by?: string) => this.slice(by === undefined ? {} : { by });

  async slice(slice: Api.Slice) {
    known(slice, SLICE);
    const { where = {}, by } = slice;
    return unpacked(await this.#engine.estimate(by, Object.keys(where), Object.values(where)));
  }

  close = () => this.#engine.close();
}

export { Scorer };
