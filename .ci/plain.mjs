// The widget's module as JavaScript, for pages whose policy forbids WebAssembly and can't be changed. It does the same, fetches more,
// and is slower; nobody gets it who doesn't choose its tag.

import { readFileSync, writeFileSync } from "node:fs";
import { Mend, runQuietly } from "./tools.mjs";
import { FEATURES } from "./shrink.mjs";

/** What the translation doesn't know is put into words that it knows. */
const LOWERING = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering", "--llvm-memory-copy-fill-lowering", "-Oz"];

/** What the outcome depends on beside the module. */
export const RECIPE = readFileSync(new URL(import.meta.url));

/** Reads the small module in `input`; leaves in `output` a script whose default export makes its exports from its imports. */
export async function translate(input, output) {
  const lowered = `${output}.wasm`;
  await runQuietly("wasm-opt", [...FEATURES, ...LOWERING, input, "-o", lowered]);
  const script = await runQuietly("wasm2js", ["-Oz", lowered]);
  const [body, ...rest] = script.replace(/^import \* as a from 'a';\n/, "").split("\nvar retasmFunc = asmFunc(");
  if (rest.length !== 1 || /^import /m.test(body)) throw new Mend("wasm2js writes otherwise than .ci/plain.mjs knows.");
  writeFileSync(output, `${body}\nexport default asmFunc;\n`);
}
