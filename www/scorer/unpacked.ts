// Scores as they cross, two lists of numbers and one of texts, as objects: a browser copies those much sooner than these.

import type { Score } from "./score-types";

/** What the scorer's module hands over: crates/madeleine-scorer/src/packed.rs says what stands where. */
export type Packed = [numbers: Float64Array, places: Uint32Array, texts: string];

const NUMBERS = 5;
const TEXTS = 10;

/** Scores in their order. */
export function unpacked([numbers, places, json]: Packed): Score[] {
  const texts: string[] = JSON.parse(json);
  const count = numbers.length / NUMBERS;
  const cuts = count ? places.length / count - TEXTS : 0;
  const names = texts.slice(texts.length - cuts);
  const scores: Score[] = new Array(count);
  for (let at = 0, number = 0, place = 0; at < count; at++, number += NUMBERS, place += TEXTS + cuts) {
    const text = (of: number) => texts[places[place + of]!]!;
    const segment: Score["segment"] = {};
    for (let cut = 0; cut < cuts; cut++) segment[names[cut]!] = text(TEXTS + cut) || null;
    const score: Partial<Score> = { instrument: text(0) };
    if (text(1)) score.subject = text(1);
    score.name = text(2);
    score.segment = segment;
    if (text(3)) score.period = text(3);
    if (text(4)) score.option = text(4);
    score.base = numbers[number]!;
    if (text(8)) {
      score.value = null;
      score.reason = text(8);
      score.message = text(9);
    } else {
      score.value = numbers[number + 1]!;
      score.low = numbers[number + 2]!;
      score.high = numbers[number + 3]!;
      score.unit = text(5) as NonNullable<Score["unit"]>;
      score.confidence = numbers[number + 4]!;
      score.method = text(6);
      score.indicative = text(7) !== "";
    }
    scores[at] = score as Score;
  }
  return scores;
}
