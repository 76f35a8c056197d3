// The types that ship: a page in TypeScript compiles against them, and what they and custom-elements.json say is what the sources do.

import { existsSync, readFileSync } from "node:fs";
import { at, filesBelow, main, Mend, readJson, runQuietly } from "../../.ci/tools.mjs";

const text = (...path) => readFileSync(at(...path), "utf8");
const all = (source, pattern) => new Set([...source.matchAll(pattern)].map((found) => found[1]));

/** What two lists don't have in common, as sentences. */
function differences(what, said, done) {
  return [
    ...[...done].filter((name) => !said.has(name)).map((name) => `custom-elements.json doesn't speak of the ${what} ${name}.`),
    ...[...said].filter((name) => !done.has(name)).map((name) => `custom-elements.json speaks of the ${what} ${name}, which nothing has.`),
  ];
}

const names = (list = []) => new Set(list.map(({ name }) => name));

/** custom-elements.json against the sources. */
function elements() {
  const [survey, tab] = readJson(at("dist", "custom-elements.json")).modules[0].declarations;
  const sources = (folder, kind) =>
    filesBelow(at("www", folder)).filter((file) => file.endsWith(kind)).map((file) => text("www", folder, file)).join("\n");
  const sheets = sources("embed", ".css") + sources("surfaces", ".css");
  const api = text("www", "embed", "api.ts");
  const happenings = all(api.slice(api.indexOf("type Happening"), api.indexOf("interface Blocked")), /^ {2}\| "(\w+)"/gm);
  const embed = sources("embed", ".ts");
  const inTop = all(embed, /inTop\("(\w+)"/g);
  const view = new Set([...all(embed, /part: "(\w+)"/g), ...all(embed, /"part", "(\w+)"/g), ...inTop]);
  const edge = text("www", "surfaces", "tab.ts");
  const variables = new Set([...all(sheets, /var\((--madeleine-[\w-]+)/g), ...all(edge, /"(--madeleine-[\w-]+)"/g)]);
  return [
    ...differences("event", names(survey.events), new Set([...happenings].map((name) => `madeleine-${name}`))),
    ...differences("attribute", names(survey.attributes), all(text("www", "embed", "madeleine.ts"), /getAttribute\("(\w+)"\)/g)),
    ...differences("part", names(survey.cssParts), view),
    ...differences("part", names(tab.cssParts), all(edge, /button\(box, "(\w+)"/g)),
    ...differences("variable", names([...survey.cssProperties, ...tab.cssProperties]), variables),
  ];
}

/** A wrong manifest must be told. */
function selfTest() {
  const said = differences("part", new Set(["card", "gone"]), new Set(["card", "new"]));
  return said.length === 2 && /new\.$/.test(said[0]) && /gone, which/.test(said[1]) ? 0 : 1;
}

await main(import.meta, async () => {
  if (!existsSync(at("dist", "madeleine.d.ts"))) throw new Mend("There is no dist/ yet. Run: npm run build");
  let failed = 0;
  try {
    await runQuietly("tsc", ["--project", at("tests", "types", "tsconfig.json")]);
  } catch (error) {
    console.log(`  ${error.message}`);
    failed += 1;
  }
  const demo = ["demo.ts", "scorer.ts"].map((file) => text("tests", "types", file)).join("\n");
  const wrong = demo.match(/@ts-expect-error/g).length;
  console.log(`a page against the types: ${failed ? 0 : wrong + 1} passed, ${failed} failed`);
  const sentences = elements();
  for (const sentence of sentences) console.log(`  ${sentence}`);
  const lists = 5;
  console.log(`custom-elements.json: ${lists + 1 - Math.min(lists, sentences.length) - selfTest()} passed, ${sentences.length + selfTest()} failed`);
  if (failed || sentences.length || selfTest()) throw new Mend("The types that ship don't say what the sources do: mend what is said above.");
});
