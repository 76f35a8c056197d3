// Where a script lies that isn't a module: .ci/build.mjs puts this for `import.meta.url`, so that one file does as both.

declare const ENTRY: string;

export const here = document.querySelector<HTMLScriptElement>(`script[src*="${ENTRY}"]`)?.src;
