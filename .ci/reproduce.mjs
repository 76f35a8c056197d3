// npm run reproduce: clones what is committed into two folders of different names, builds both, and compares every file that ships.
// Tools and sources of others are those of this machine; nothing else is shared. It takes some minutes.

import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, inventory } from "./manifest.mjs";
import { at, duration, heading, main, Mend, run, runQuietly, seconds, verb } from "./tools.mjs";

/** Folders of different lengths and depths: a path that came into a file would show. */
const FOLDERS = ["one", join("another", "folder with a longer name", "two")];

async function built(folder) {
  await runQuietly("git", ["clone", "--quiet", at(), folder]);
  symlinkSync(at("node_modules"), join(folder, "node_modules"));
  await run(process.execPath, [join(folder, ".ci", "build.mjs")], { cwd: folder });
  return join(folder, "dist");
}

await main(import.meta, async () => {
  await verb("setup");
  const start = performance.now();
  const dirty = (await runQuietly("git", ["status", "--porcelain"])).trim();
  if (dirty) console.log(`What isn't committed isn't built:\n${dirty}`);
  const place = mkdtempSync(join(tmpdir(), "madeleine-"));
  try {
    const dists = [];
    for (const name of FOLDERS) {
      heading(name);
      dists.push(await built(join(place, name)));
    }
    const [one, other] = dists;
    const { files } = inventory(one);
    const wrong = differences({ files }, other);
    for (const list of ["manifest.json", "tag.html"]) {
      if (!readFileSync(join(one, list)).equals(readFileSync(join(other, list)))) wrong.push(`${list} isn't what was built.`);
    }
    if (wrong.length) throw new Mend(`Two builds of the same sources differ:\n  ${wrong.join("\n  ")}`);
    console.log(`\n${files.length} files, each the same byte for byte in both folders (${duration(seconds(start))}).`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
