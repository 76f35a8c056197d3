// dist/ as a static host serves it, and a file of responses beside it.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { at } from "../../../.ci/tools.mjs";

export const DIST = at("dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".csv": "text/csv", ".ndjson": "application/x-ndjson" };
const MOST_PACKED_BYTES = 1e7;

/** Serves all of it, packed but for files that are too long for that; pages that stand nowhere else come from `more`, by their paths. */
export function serve(responses, more = {}) {
  const packed = new Map();
  const server = createServer(({ url }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname in more) return more[pathname](response, searchParams);
    const beside = pathname === `/answers${extname(responses)}`;
    const path = beside ? responses : join(DIST, pathname);
    if (!existsSync(path)) return response.writeHead(404).end();
    const headers = { "content-type": TYPES[extname(path)] ?? "application/octet-stream" };
    if (statSync(path).size > MOST_PACKED_BYTES) {
      response.writeHead(200, headers);
      return createReadStream(path).pipe(response);
    }
    if (!packed.has(path)) packed.set(path, brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    response.writeHead(200, { ...headers, "content-encoding": "br" }).end(packed.get(path));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** Where the report of it is. */
export const reportAt = (server, responses) => `http://127.0.0.1:${server.address().port}/report.html?lang=en&src=answers${extname(responses)}`;

/** The middle of measured times, and their upper end, in milliseconds. */
export function ranked(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const of = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { best: of(0), median: of(0.5), p95: of(0.95), max: of(1) };
}
