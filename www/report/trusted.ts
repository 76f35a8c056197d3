// The one Trusted Types policy of the page. Two things pass through it: the address of our own worker, and the report that our own
// scorer made as markup. It is parsed as XML into a document that isn't shown, and every element and attribute is checked before
// anything comes into the page: the report is bytes that the command writes to files just so, and one report in two forms (text there,
// a tree here) would be two.

const ELEMENTS: Record<string, Set<string>> = {
  "http://www.w3.org/2000/svg": new Set(["svg", "g", "title", "desc", "rect", "line", "circle", "text", "polyline", "polygon"]),
  "http://www.w3.org/1999/xhtml": new Set([
    "div", "section", "nav", "h2", "h3", "h4", "p", "ul", "li", "dl", "dt", "dd", "span", "strong", "a", "progress", "figure", "figcaption", "details", "summary", "blockquote",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
  ]),
};
const ATTRIBUTES = /^(xmlns|role|aria-(labelledby|describedby|label)|viewBox|id|class|fill|stroke|stroke-(width|linejoin|linecap|dasharray)|font-(family|size|weight)|text-anchor|direction|pointer-events|points|width|height|rx|[cr]?[xy][12]?|r|scope|tabindex|lang|dir|data-(theme|only|against)|max|value)$/;

interface Policy {
  createHTML(text: string): string;
  createScriptURL(text: string): string;
}
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  }
}

const WORKER = new URL("./report-worker.js", import.meta.url).href;

const rules: Policy = {
  createHTML(text) {
    if (!text.startsWith('<div xmlns="http://www.w3.org/1999/xhtml" class="report">')) throw new TypeError("Only reports are parsed.");
    return text;
  },
  createScriptURL(text) {
    if (text !== WORKER) throw new TypeError("Only the report's own worker is started.");
    return text;
  },
};
// What a policy makes isn't a string to the browser, and is one to TypeScript.
const policy = window.trustedTypes?.createPolicy("madeleine", rules) ?? rules;

/** Starts the worker that reads and scores beside the page, by a name of its own. */
export const startWorker = (name: string) => new Worker(policy.createScriptURL(WORKER), { type: "module", name });

/** An attribute that no report has; links lead to places of the report itself. */
const strange = (each: Element) => each.getAttributeNames().find((name) => (name === "href" ? !each.getAttribute(name)?.startsWith("#") : !ATTRIBUTES.test(name)));

/** A report's markup as an element. */
export function element(markup: string): HTMLElement {
  const parsed = new DOMParser().parseFromString(policy.createHTML(markup), "text/xml").documentElement;
  for (const each of [parsed, ...parsed.querySelectorAll("*")]) {
    const attribute = strange(each);
    if (!ELEMENTS[each.namespaceURI ?? ""]?.has(each.localName) || attribute) throw new TypeError(`The report holds ${attribute ?? each.localName}, which no report has.`);
  }
  return document.adoptNode(parsed) as HTMLElement;
}
