// Makes a module and its glue small without changing what they do: panics without their words, wasm-opt, short names between the two.

import { readFileSync, writeFileSync } from "node:fs";
import { Mend, runQuietly } from "./tools.mjs";

/** What Rust's compiler may use and every browser since 2023 knows. */
export const FEATURES = ["bulk-memory", "bulk-memory-opt", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "reference-types", "multivalue", "call-indirect-overlong"].map((feature) => `--enable-${feature}`);
/** The stack ends at address 0 and what is fixed lies above it, so nothing that is in use lies at a low address: an offset can join its load. */
const FLAGS = ["--low-memory-unused", "--strip-debug", "--strip-producers", "--strip-target-features", "--minify-imports-and-exports-and-modules", ...FEATURES];

/** Functions of Rust's library and of wasm-bindgen's that never return. In a browser nobody hears what they say before they trap. */
const PANICS = /^(wasm_bindgen(\[\w+\])?::throw_str|core(\[\w+\])?::(panicking::|(option|result)::(unwrap|expect)_failed|slice::.*fail|str::slice_error_fail|cell::panic_)|alloc(\[\w+\])?::(raw_vec::(handle_error|capacity_overflow)|alloc::handle_alloc_error))/;

/** What the outcome depends on beside the module, so that a change of it makes anew. */
export const RECIPE = readFileSync(new URL(import.meta.url));

/** Reads `input` (with its names), leaves the small module in `output` and in `names` how its imports and exports are called now. */
export async function shrink(input, output, names, optimise, glue) {
  writeFileSync(output, await withoutWhatNobodyHears(readFileSync(input), glue));
  writeFileSync(names, await runQuietly("wasm-opt", [...optimise, ...FLAGS, output, "-o", output]));
}

/**
 * A list of zeros that is freed in the function that made it: where the allocator's code is put in between, the compiler takes the size
 * that the allocator keeps in front of the list for a zero of the list (seen with Rust 1.95 at opt-level 3), and freeing it traps.
 */
const MISTAKEN_SIZE = /\(call \$"[^"]*Dlmalloc[^"]*::validate_size"\s+\(i32\.const 0\)/;

/** Without the words of panics, and without exports that the glue never calls. */
async function withoutWhatNobodyHears(bytes, glue) {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(bytes);
  if (MISTAKEN_SIZE.test(module.emitText())) {
    throw new Mend("The compiler has mistaken the size of what is freed for a zero (.ci/shrink.mjs). Give the crate of that function a lower opt-level in Cargo.toml.");
  }
  for (let index = 0; index < module.getNumFunctions(); index++) {
    const panic = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(panic);
    if (!importedFrom && PANICS.test(name)) binaryen.Function.setBody(panic, module.unreachable());
  }
  const exported = Array.from({ length: module.getNumExports() }, (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name);
  for (const name of exported) if (!new RegExp(`\\bwasm\\.${name}\\b`).test(glue)) module.removeExport(name);
  const snipped = module.emitBinary();
  module.dispose();
  return snipped;
}

/**
 * What the glue does without. It is written for pages of any age and for programs that forget to free: ours frees what it opens, and
 * asks for a browser that knows `:has()` anyway.
 */
const NEEDLESS = [
  // An enum's names by number, and the object itself: the bundler puts its numbers where they are used.
  [/^export const (\w+) = Object\.freeze\(\{([^}]*)\}\);/gm, (_, name, entries) => `export enum ${name} {${entries.replace(/, "\d+": "\w+"/g, "").replaceAll(":", " =")}}`],
  [/^if \(Symbol\.dispose\).*\n/gm, ""],
  [/^ *\w+Finalization\.(un)?register\(.*\n/gm, ""],
  [/^const \w+Finalization = [^;]*;\n/gm, ""],
  // Memory is only given back after a failed conversion, which for texts there is none.
  [/^( *)try \{\n((?: *(?:ptr|len)\d+ = .*\n)+) *\} catch \(e\) \{\n(?:.*__wbindgen_free.*\n)*\s*throw e;\n *\}\n/gm, "$2"],
  [/(?<=^function decodeText\(bytes\) \{\n)(?:.*\n)*?(?= *return cachedTextDecoder)/m, ""],
  [/^cachedTextDecoder\.decode\(\);\n/m, ""],
  [/^if \(!\('encodeInto'(?:.*\n)*?\}\n/m, ""],
  [/(?<=^function passStringToWasm0\(arg, malloc)(?:.*\n)*?(?=\n)\n(?:.*\n)*?\}\n/m, `) {
    const bytes = cachedTextEncoder.encode(arg), ptr = malloc(bytes.length, 1) >>> 0;
    getUint8ArrayMemory0().set(bytes, ptr);
    WASM_VECTOR_LEN = bytes.length;
    return ptr;
}
`],
  [/, wasm\.__wbindgen_realloc\b/g, ""],
  // The page is the only object that crosses, so no number stands for something fixed. None is 0, which would be nothing.
  [/^let heap = .*\nheap\.push\(.*$/m, "let heap = [0];"],
  [/^ *if \(idx < 1028\) return;\n/m, ""],
  // Memory is a few hundred kilobytes, and no number that crosses has 32 bits of its own: none of them is taken for a negative one.
  [/ >>> 0/g, ""],
  [/ \+ 4 \* 0(?=,)/g, ""],
  // A memory that grew is another one, also where it is none of WebAssembly's (.ci/plain.mjs).
  [/cachedDataViewMemory0 === null \|\| .*(?=\) \{)/, "cachedDataViewMemory0?.buffer !== wasm.memory.buffer"],
  [/cachedUint8ArrayMemory0 === null \|\| .*(?=\) \{)/, "cachedUint8ArrayMemory0?.buffer !== wasm.memory.buffer"],
  [/(?<=^function initSync\(module\) \{\n)(?:.*\n)*?(?= *return __wbg_finalize_init)/m, "    const instance = new WebAssembly.Instance(module, __wbg_get_imports());\n"],
];

/** The glue of the widget, without that. */
export function slimmed(glue) {
  return NEEDLESS.reduce((text, [pattern, instead]) => {
    if (!text.match(pattern)) throw new Mend(`The glue holds nothing like ${pattern}: .ci/shrink.mjs doesn't understand this version of wasm-bindgen.`);
    return text.replace(pattern, instead);
  }, glue);
}

/** The glue with the names of `shrink`, looking for the module under `file`, which must be what `MODULE` says: the bundle defines it. */
export function renamed(glue, names, from, file) {
  const { imports, exports } = JSON.parse(readFileSync(names, "utf8"));
  const short = new Map([...imports.map(([, old, now]) => [old, now]), ...exports.map(([old, now]) => [`wasm.${old}`, `wasm.${now}`])]);
  const left = new Set(imports.map(([, old]) => old));
  const shortened = glue
    // An import that the optimiser found unused isn't asked for any more.
    .replace(/^ {8}(\w+): function\(.*\n(?: {12}.*\n)* {8}\},?\n/gm, (text, old) => (short.has(old) ? text : ""))
    .replace(/^( {8})(\w+)(?=: function)/gm, (line, indent, old) => {
      left.delete(old);
      return indent + short.get(old);
    })
    .replace(/\bwasm\.\w+/g, (old) => short.get(old) ?? old);
  if (left.size) throw new Mend(`The glue doesn't define ${[...left].join(", ")}: .ci/shrink.mjs doesn't understand this version of wasm-bindgen.`);
  const swap = (text, old, now) => {
    const parts = text.split(old);
    if (parts.length !== 2) throw new Mend(`The glue says ${old} ${parts.length - 1} times, not once: .ci/shrink.mjs doesn't understand this version of wasm-bindgen.`);
    return parts.join(now);
  };
  const located = swap(swap(shortened, `"./${from}_bg.js"`, "a"), `'${from}_bg.wasm'`, `'${file}'`);
  return swap(located, "fetch(module_or_path)", "fetch(module_or_path, { integrity: MODULE })");
}
