// One script that holds everything up to the first question: the embed script, the widget, its module and the words of one language.
// The module stands in it as a string with one character a byte: base64 would be 5 kB more to fetch.

import { at } from "./tools.mjs";

const PLACEHOLDER = '"the module goes here"';
/** Says to every browser that the file is UTF-8: the page around it may be something else. */
const BYTE_ORDER_MARK = "\ufeff";

/** How a byte is written that a string between these quotes can't hold as it is. */
const escapes = (quote) => new Map([["\\", "\\\\"], ["\n", "\\n"], ["\r", "\\r"], [quote, `\\${quote}`]]);

function literal(bytes) {
  const text = bytes.toString("latin1");
  const forms = ['"', "'"].map((quote) => {
    const escaped = escapes(quote);
    return quote + text.replace(/["'\\\n\r]/g, (byte) => escaped.get(byte) ?? byte) + quote;
  });
  return forms.sort((one, other) => one.length - other.length)[0];
}

/**
 * What esbuild needs to make such a script, and what `finish` then does to it.
 * @param module the bytes of the module; none where it is translated
 * @param translated the script that stands for it
 */
export function oneFile({ module, translated = "", words, language }) {
  const contents = { module: `export default ${PLACEHOLDER}`, plain: translated, words: `export default ${JSON.stringify(words.toString())}`, language: `export default "${language}"` };
  return {
    plugins: [{
      name: "one-file",
      setup(build) {
        build.onResolve({ filter: /^\.\/load$/ }, ({ importer }) => (importer.endsWith("one.ts") ? undefined : { path: at("www", "embed", "one.ts") }));
        build.onResolve({ filter: /^one:/ }, ({ path }) => ({ path: path.slice("one:".length), namespace: "one" }));
        build.onLoad({ filter: /./, namespace: "one" }, ({ path }) => ({ contents: contents[path], loader: "js" }));
      },
    }],
    finish(script) {
      const [before, after, ...more] = script.toString().split(PLACEHOLDER);
      if (after === undefined || more.length) throw new Error(`The bundle holds ${PLACEHOLDER} ${more.length + (after !== undefined)} times, not once.`);
      return BYTE_ORDER_MARK + before + literal(module) + after;
    },
  };
}
