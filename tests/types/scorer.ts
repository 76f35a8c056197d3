// A program in TypeScript, against the types of the scorer that ship. Compiled, never run: each wrong use must be an error.
import { Scorer, type Progress, type Score, type ScorerError, type Tally } from "../../dist/scorer";

const told = ({ name, file, files, bytes, total, rows, secondsLeft }: Progress) => `${name} ${file + 1}/${files} ${bytes}/${total ?? "?"} ${rows} ${secondsLeft?.toFixed()}`;

async function scored(file: File, signal: AbortSignal): Promise<Score[]> {
  const scorer = await Scorer.open([file, "answers.csv", new URL("https://example.org/a.csv"), new Uint8Array(3), { name: "b", from: file }], {
    signal, onProgress: (progress) => console.log(told(progress)), mapping: { v: 1, columns: [] },
  });
  const { lines, responses, problems } = scorer.read;
  console.log(lines - responses, problems.map(({ file, line, message }) => `${file}:${line.toFixed()}: ${message}`));
  const tally: Tally = await scorer.tally("touchpoint");
  tally.cells.forEach(({ measure, segments: [touchpoint] }) => console.log(measure, touchpoint?.length));
  const [csat] = await scorer.estimate();
  if (csat?.value !== null) csat?.low?.toFixed();
  const slice = await scorer.slice({ where: { device: "phone" }, by: "period=week" });
  scorer.close();
  return slice;
}

scored(new File([], "f"), AbortSignal.timeout(1)).catch((error: ScorerError) => console.log(error.code, error.file));

// @ts-expect-error a scorer is opened, not made
new Scorer();
// @ts-expect-error a number is no file
Scorer.open(5);
// @ts-expect-error there is no such option
Scorer.open("a.csv", { keep: true });
void Scorer.open("a.csv").then((scorer) => {
  // @ts-expect-error a value of a segment is a text
  void scorer.slice({ where: { device: 5 } });
  // @ts-expect-error a score that isn't shown has no value
  void scorer.estimate().then(([csat]) => csat!.value.toFixed());
});
