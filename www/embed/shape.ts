// What a record becomes on its way: the fields of a form, or itself without the words that somebody wrote. A page's `toJSON` has no say
// in either: objects are taken apart by name, and only texts and numbers are written by `JSON`.

import type { Kept } from "./outbox";

const write = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(write).join()}]`;
  if (typeof value !== "object" || !value) return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join()}}`;
};

/** A snapshot without its open answers; nothing where there are none. */
export function withoutWords(body: string): string | undefined {
  const response = JSON.parse(body);
  const { answers = {}, instruments = {} } = response;
  const words = Object.keys(answers).filter((item) => /^(open|voice)$/.test(instruments[item]));
  for (const item of words) delete answers[item];
  return words.length ? write(response) : undefined;
}

/** The fields of a form, named as the columns of a CSV are, or as the definition says. */
export function formOf({ body, fields, fixed = {} }: Kept): string {
  const { v, answers = {}, context = {}, ...response } = JSON.parse(body);
  const named = new Map<string, unknown>(Object.entries(answers));
  for (const [name, value] of Object.entries(context)) named.set(`context.${name}`, value);
  for (const [name, value] of Object.entries(response)) if (typeof value !== "object") named.set(name, value);
  // Without these two nobody could tell what came twice.
  const chosen = fields ? Object.entries({ response_id: "response_id", seq: "seq", ...fields }) : [...named.keys()].map((name) => [name, name]);
  const filled = chosen.filter(([name]) => (named.get(name!) ?? undefined) !== undefined);
  const text = (value: unknown) => (Array.isArray(value) ? value.join(";") : `${value}`);
  return `${new URLSearchParams([...Object.entries(fixed), ...filled.map(([name, theirs]) => [theirs!, text(named.get(name!))])])}`;
}
