// The one Trusted Types policy of the page. Two things pass through it: the address of our own worker, and the pictures
// that our own scorer made. They are parsed as XML into a document that isn't shown, and every element and attribute is
// checked before anything comes into the page: a picture is bytes that the command writes to files just so, and one
// picture in two forms (text there, a tree here) would be two.

const ELEMENTS = new Set(["svg", "title", "desc", "rect", "line", "circle", "text", "polyline", "polygon"]);
const ATTRIBUTES = /^(xmlns|role|aria-labelledby|aria-describedby|viewBox|id|class|fill|stroke|stroke-(width|linejoin|linecap)|font-(family|size|weight)|text-anchor|pointer-events|points|width|height|rx|[cr]?[xy][12]?|r)$/;

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
    if (!text.startsWith("<svg ")) throw new TypeError("Only pictures of the report are parsed.");
    return text;
  },
  createScriptURL(text) {
    if (text !== WORKER) throw new TypeError("Only the report's own worker is started.");
    return text;
  },
};
// What a policy makes isn't a string to the browser, and is one to TypeScript.
const policy = window.trustedTypes?.createPolicy("madeleine", rules) ?? rules;

/** Starts the worker that reads and scores beside the page. */
export const startWorker = () => new Worker(policy.createScriptURL(WORKER), { type: "module", name: "madeleine" });

/** A picture of the report as an element. */
export function picture(svg: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(policy.createHTML(svg), "image/svg+xml").documentElement;
  for (const element of [parsed, ...parsed.querySelectorAll("*")]) {
    const strange = [...element.attributes].find(({ name }) => !ATTRIBUTES.test(name));
    if (!ELEMENTS.has(element.localName) || strange) throw new TypeError(`A picture holds ${strange?.name ?? element.localName}, which no picture has.`);
  }
  return document.importNode(parsed, true) as unknown as SVGSVGElement;
}
