// How scale points and options are called in a language: the words that the survey itself asks with.

const known = new Map<string, Promise<Record<string, string>>>();

const wordsIn = (file: string): Promise<Record<string, string>> =>
  fetch(new URL(`./madeleine-widget.${file}.json`, import.meta.url)).then((answer) => (answer.ok ? answer.json() : {}), () => ({}));

/** The labels of a language; without them a report falls back on their keys. */
export function labelsIn(language: string): Promise<Record<string, string>> {
  const labels = known.get(language) ?? Promise.all([language, `${language}.more`].map(wordsIn)).then((parts) => Object.assign({}, ...parts));
  known.set(language, labels);
  return labels;
}
