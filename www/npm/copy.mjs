#!/usr/bin/env node
// madeleine-copy FOLDER: copies what pages need to where a site's files are served from, as in "madeleine-copy public/madeleine".
// Earlier versions stay beside the new one: pages that readers have kept still ask for theirs.

import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const dist = join(import.meta.dirname, "..", "..", "dist");
const [to, more] = process.argv.slice(2);

if (!to || more || to.startsWith("-")) {
  console.error('Say where to, as in "madeleine-copy public/madeleine": a folder that your site serves.');
  process.exit(2);
}
if (!existsSync(join(dist, "manifest.json"))) {
  console.error(`There is nothing in ${dist}: "npm run build" makes it.`);
  process.exit(1);
}
try {
  cpSync(dist, to, { recursive: true });
} catch (error) {
  console.error(`Nothing could be copied to ${to}: ${error.message}`);
  process.exit(1);
}
const { version, files } = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
console.log(`Madeleine ${version}, ${files.length} files, in ${to}.`);
