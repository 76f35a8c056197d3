// Writes a year of SYNTHETIC operations for the demo's report: what the invented shop's help desk would have counted, a line a week.
//
//   node generate-operations.mjs build/demo/operations.csv
//
// The weeks are those of generate-sample.mjs, and so is what happens in them: December crowds, the relaunch in week 30, two weeks without
// deliveries (44 and 45), when half of the shop's customers call at once. The same bytes every time.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const FIRST_DAY = Date.UTC(2025, 10, 17);
const WEEK = 7 * 86_400_000;
const RELAUNCH = 29;
const STRIKE = [43, 44];

let state = 0x6f707321;
/** Mulberry32: numbers in [0, 1). */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
/** So many of a number of cases, each with that chance. */
const of = (cases, chance) => Array.from({ length: cases }, random).filter((drawn) => drawn < chance).length;
const around = (value, share) => Math.round(value * (1 + share * (random() + random() - 1)));

/** The ISO week that begins on a Monday: it is of the year of its Thursday. */
function weekOf(monday) {
  const thursday = new Date(monday + 3 * 86_400_000);
  const year = thursday.getUTCFullYear();
  return `${year}-W${String(1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK)).padStart(2, "0")}`;
}

function line(week) {
  const crowd = week >= 1 && week <= 4 ? 1.6 : week >= 35 && week <= 41 ? 0.6 : 1;
  const struck = STRIKE.includes(week);
  const busy = crowd * (struck ? 2.4 : 1);
  const offered = around(150 * busy, 0.12);
  const missed = of(offered, Math.min(0.4, 0.035 * busy ** 2 + (week < RELAUNCH ? 0.02 : 0)));
  const requests = around(110 * busy, 0.1);
  const repeats = of(requests, (week < RELAUNCH ? 0.19 : 0.14) + (struck ? 0.12 : 0));
  const waited = offered - missed;
  const mean = around(48 * busy ** 1.3, 0.1);
  const inTime = of(waited, 1 - Math.exp(-90 / mean));
  const alerts = of(26, 0.28 + (struck ? 0.4 : 0));
  const contacted = of(alerts, week < RELAUNCH ? 0.7 : 0.86);
  return [
    weekOf(FIRST_DAY + week * WEEK), "support", offered, missed, requests, repeats, waited, inTime, mean * waited, Math.round(0.69 * mean), Math.round(2.3 * mean),
    alerts, contacted, of(contacted, 0.8), of(contacted, 0.58),
  ].join(",");
}

const target = process.argv[2];
if (!target) {
  console.error("Where to? node generate-operations.mjs FILE.csv");
  process.exit(2);
}
const head = "period,touchpoint,offered,missed,requests,repeats,waited,waited_in_time,wait_seconds,wait_p50,wait_p90,alerts,contacted,contacted_in_time,recovered";
const lines = Array.from({ length: 52 }, (_, week) => line(week));
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${[head, ...lines].join("\n")}\n`);
console.log(`${target}: synthetic operations of ${lines.length} weeks`);
