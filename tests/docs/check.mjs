// The pages: every link in README.md and docs/ leads to a file that is there, and to a heading that the file has.
// A fault is one sentence with its file and line. Every rule is tried with wrong pages, in memory.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { at, filesBelow, main, Mend } from "../../.ci/tools.mjs";

const FIRST = "README.md";

/** Everything that is looked at: each page's text by its path. */
function read() {
  const files = [FIRST, ...filesBelow(at("docs")).filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`)];
  return Object.fromEntries(files.map((file) => [file, readFileSync(at(file), "utf8")]));
}

/** A page's lines as people read them: code is blanked, so that line numbers stay. */
function prose(text) {
  let fence;
  return text.split("\n").map((line) => {
    const mark = line.match(/^\s*(`{3,}|~{3,})/)?.[1];
    if (mark && (!fence || mark.startsWith(fence))) {
      fence = fence ? undefined : mark;
      return "";
    }
    return fence ? "" : line.replace(/`[^`]*`/g, "");
  });
}

/** The anchor that a code host and rustdoc both give a heading. */
const anchor = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");
const anchors = (text) => new Set(text.split("\n").flatMap((line) => line.match(/^#+\s+(.+)$/)?.slice(1).map(anchor) ?? []));

/** Every link of a page with its line: [text](target), [text][label], [label], and what the labels stand for. */
function linksOf(text) {
  const lines = prose(text);
  const definitions = new Map();
  const links = [];
  lines.forEach((line, index) => {
    const [, label, target] = line.match(/^\[([^\]]+)\]:\s+(\S+)$/) ?? [];
    if (label) definitions.set(label.toLowerCase(), { target, line: index + 1, used: false });
  });
  // A link may go over the end of a line.
  const whole = lines.map((line) => (/^\[[^\]]+\]:/.test(line) ? "" : line)).join("\n");
  for (const { 1: text, 2: inline, 3: label, index } of whole.matchAll(/\[([^\]]+)\](?:\(([^)\s]+)\)|\[([^\]]*)\])?/g)) {
    const name = (label || text).replace(/\s+/g, " ").toLowerCase();
    const known = definitions.get(name);
    if (known) known.used = true;
    links.push({ line: whole.slice(0, index).split("\n").length, name, target: inline ?? known?.target });
  }
  return { links, definitions };
}

/**
 * One sentence for each link that leads nowhere.
 * @param pages each page's text by its path
 * @param exists whether a file of the repository is there
 */
function judge(pages, exists) {
  const sentences = [];
  let count = 0;
  const reached = new Set();
  for (const [file, text] of Object.entries(pages)) {
    const { links, definitions } = linksOf(text);
    for (const { line, name, target } of links) {
      count += 1;
      const where = `${file}, line ${line}`;
      if (target === undefined) {
        sentences.push(`${where}: [${name}] has no definition: write "[${name}]: page.md" at the end of the page, or take the brackets away.`);
        continue;
      }
      if (/^(https?|mailto):/.test(target)) continue;
      const [path, heading] = target.split("#");
      const to = path ? normalize(join(dirname(file), path)) : file;
      if (!exists(to)) {
        sentences.push(`${where}: ${target} leads to ${to}, which isn't there.`);
        continue;
      }
      reached.add(to);
      if (heading && pages[to] && !anchors(pages[to]).has(heading)) sentences.push(`${where}: ${to} has no heading for #${heading}.`);
    }
    for (const [name, { line, used }] of definitions) {
      if (!used) sentences.push(`${file}, line ${line}: nothing on the page links to [${name}]: take the definition away.`);
    }
  }
  for (const file of Object.keys(pages)) {
    if (file !== FIRST && !reached.has(file)) sentences.push(`${file}: no page links to it: name it in docs/README.md.`);
  }
  return { sentences, count };
}

/** Wrong pages; each must be told by one sentence with these words. */
const WRONG = [
  ["a page that isn't there", { "docs/README.md": "[a](b.md)\n" }, /line 1: b\.md leads to docs\/b\.md/],
  ["a label that isn't there", { "docs/README.md": "see [this][b]\n" }, /\[b\] has no definition/],
  ["a link over two lines", { "docs/README.md": "see\n[this\npage][b]\n" }, /line 2: \[b\] has no definition/],
  ["a label by itself that isn't there", { "docs/README.md": "see [this]\n" }, /\[this\] has no definition/],
  ["a definition that leads nowhere", { "docs/README.md": "[b]\n\n[b]: ../c.md\n" }, /\.\.\/c\.md leads to c\.md/],
  ["a definition that nobody needs", { "docs/README.md": "Nothing.\n\n[b]: README.md\n" }, /nothing on the page links to \[b\]/],
  ["a heading that isn't there", { "docs/README.md": "# One\n\n[b](#two)\n" }, /docs\/README\.md has no heading for #two/],
  ["a page that nobody finds", { "docs/README.md": "# One\n", "docs/b.md": "# B\n" }, /docs\/b\.md: no page links to it/],
];
/** A page with whatever looks like a link and isn't, and every link that is right. */
const RIGHT = "# It’s a heading: one, two\n\n`[a][b]` [b] [out](https://example.org/x.md) [c][b] [up](../README.md) [here](#its-a-heading-one-two)\n\n```rust\nlet x = [y](z);\n```\n\n[b]: README.md\n";

function selfTest() {
  const told = ({ ...pages }) => judge({ [FIRST]: "[docs](docs/README.md)\n", ...pages }, (file) => file === FIRST || file in pages).sentences;
  const tried = WRONG.map(([what, pages, expected]) => {
    const said = told(pages);
    return { what, fault: said.length === 1 && expected.test(said[0]) ? undefined : `said ${JSON.stringify(said)}` };
  });
  const said = told({ "docs/README.md": RIGHT });
  tried.push({ what: "a page that is right", fault: said.length ? `said ${JSON.stringify(said)}` : undefined });
  const failed = tried.filter(({ fault }) => fault);
  for (const { what, fault } of failed) console.log(`  ${what}: ${fault}`);
  console.log(`links, tried with wrong pages: ${tried.length - failed.length} passed, ${failed.length} failed`);
  return failed.length;
}

await main(import.meta, () => {
  const { sentences, count } = judge(read(), (file) => existsSync(at(file)));
  for (const sentence of sentences) console.log(`  ${sentence}`);
  console.log(`links: ${count - sentences.length} passed, ${sentences.length} failed`);
  if (selfTest()) throw new Mend("tests/docs/check.mjs doesn't notice, or misnames, what is said above.");
  if (sentences.length) throw new Mend("Some links lead nowhere: mend what is said above.");
});
