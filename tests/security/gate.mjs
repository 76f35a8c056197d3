// What no script that ships may do: make code or markup of text, or put a script into the page. Looked for in the syntax of what was built.

import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import ts from "typescript";
import { at, filesBelow } from "../../.ci/tools.mjs";

/** Where something of this kind stands on purpose, and why. */
const EXCEPTIONS = [
  {
    what: '"script"', where: "the embed scripts", files: /^(madeleine(\.first|\.one\.\w+|\.plain\.\w+)?|survey|kiosk)\.js$/,
    because: "in Safari alone a script of ours is fetched by a tag, which has its hash: Safari looks at no other (www/embed/load.ts)",
  },
  { what: "createPolicy", where: "the report's scripts", files: /^report(-element|-begin)?\.js$/, because: "the report's own policy: its worker's address, and pictures that are checked part by part (www/report/trusted.ts)" },
  { what: "DOMParser", where: "the report's scripts", files: /^report(-element|-begin)?\.js$/, because: "pictures of the scorer are parsed as XML into a document of their own, behind that policy" },
  { what: "createPolicy", where: "scorer-api.js", files: /^scorer-api\.js$/, because: "the address of its own worker and nothing else (www/scorer/there.ts)" },
  { what: "createPolicy", where: "kiosk.js", files: /^kiosk\.js$/, because: "the kiosk's own policy: its worker's address and nothing else (www/surfaces/offline.ts)" },
];

const MARKUP = new Set(["innerHTML", "outerHTML", "insertAdjacentHTML", "createContextualFragment", "srcdoc", "setHTMLUnsafe", "parseHTMLUnsafe", "DOMParser", "createPolicy", "document.domain"]);
const TIMERS = new Set(["setTimeout", "setInterval", "setImmediate"]);

/** Name of what is called: `f` of `f()`, `a.f()` and `new f()`. */
const nameOf = (node) => (ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : "");

function* findings(node) {
  if (ts.isIdentifier(node) && MARKUP.has(node.text)) yield node.text;
  if (ts.isStringLiteralLike(node)) {
    if (MARKUP.has(node.text)) yield node.text;
    if (/^script$/i.test(node.text)) yield '"script"';
    if (/^\s*(javascript|vbscript):/i.test(node.text)) yield "javascript:";
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const name = nameOf(node.expression);
    const [first] = node.arguments ?? [];
    if (name === "eval") yield "eval";
    if (name === "Function") yield "Function";
    if (name === "importScripts") yield name;
    if (TIMERS.has(name) && first && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first))) yield `${name} of a text`;
    if (/^write(ln)?$/.test(name) && ts.isPropertyAccessExpression(node.expression) && nameOf(node.expression.expression) === "document") yield "document.write";
  }
  for (const child of node.getChildren()) yield* findings(child);
}

export function findingsIn(text) {
  return [...new Set(findings(ts.createSourceFile("shipped.js", text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS)))];
}

/** What the gate must see: whoever makes it blind hears of it. */
const SEEN = {
  eval: "eval(a)", Function: "new Function(a)", "setTimeout of a text": "setTimeout('a()', 1)", innerHTML: "a.innerHTML = b", "document.write": "document.write(a)",
  '"script"': "document.createElement('script')", insertAdjacentHTML: "a['insertAdjacentHTML']('x', y)", "javascript:": "a.href = 'javascript:b'",
};

export function gate() {
  const wrong = Object.entries(SEEN).filter(([what, text]) => !findingsIn(text).includes(what)).map(([what]) => `the gate doesn't see ${what}`);
  const dist = at("dist");
  let scripts = 0;
  const used = new Set();
  for (const file of filesBelow(dist)) {
    const text = readFileSync(join(dist, file), "utf8");
    if (extname(file) === ".html" && basename(file) !== "tag.html" && /<script(?![^>]*\bsrc=)|\son\w+=|style=|<style/i.test(text)) wrong.push(`${file}: script or style in the page itself`);
    if (extname(file) !== ".js") continue;
    scripts++;
    for (const what of findingsIn(text)) {
      const excepted = EXCEPTIONS.find((one) => one.what === what && one.files.test(basename(file)));
      if (excepted) used.add(excepted);
      else wrong.push(`${file}: ${what}`);
    }
  }
  for (const one of EXCEPTIONS) if (!used.has(one)) wrong.push(`nothing needs the exception for ${one.what} in ${one.where}`);
  const named = [...used].map(({ what, where, because }) => `${what} in ${where}: ${because}`);
  return { ok: !wrong.length, seen: wrong.length ? wrong.join("; ") : `${scripts} scripts, 0 findings but ${used.size} exceptions by name: ${named.join("; ")}` };
}
