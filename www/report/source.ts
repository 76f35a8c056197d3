// A file that lies at an address.

import { nameOf } from "../scorer/name";
import type { Source } from "./protocol";

/** What lies at an address, as it is written on a page. */
export function sourceAt(address: string, base: string): Source {
  const url = new URL(address, base);
  return { name: nameOf(url), from: url.href };
}
