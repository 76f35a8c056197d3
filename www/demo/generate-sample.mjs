// Writes a year of SYNTHETIC survey answers for the demo's report: nobody ever gave them.
//
//   node generate-sample.mjs build/demo/sample.ndjson
//
// 5,000 responses of an invented shop, one snapshot a line, from 17 November 2025 to 15 November 2026. The same
// bytes every time: the generator has its own random numbers, and uses no function that may differ between machines.
//
// What a reader of the report can find in them:
//   - six touchpoints with different levels, support the lowest; a seventh, the store, with seven answers only;
//   - a relaunch of the site on 8 June 2026 (week 30), after which things slowly get better;
//   - two weeks without deliveries in September 2026 (weeks 44 and 45): late parcels, bad marks, later bad memories;
//   - December crowds, a thin August; people who stop half-way or close the question; retries and late lines.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { comments, memories } from "./sample-comments.mjs";

const SEED = 0x6d61646c;
const FIRST_DAY = Date.UTC(2025, 10, 17);
const RELAUNCH = 29;
const STRIKE = [43, 44];
const MINUTE = 60_000;

// -- chance ----------------------------------------------------------------------------------------------------------

/** Mulberry32: numbers in [0, 1). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const random = numbers(SEED);
/** For what was added later: all else stays as it was. */
const later = numbers(SEED + 1);
/** Close to a standard normal, made of sums alone. */
function normal(from = random) {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += from();
  return sum;
}
const chance = (p) => random() < p;
const between = (low, high) => low + Math.floor(random() * (high - low + 1));
const one = (list) => list[Math.floor(random() * list.length)];
/** One of [value, weight] pairs. */
function weighted(pairs) {
  let left = random() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of pairs) if ((left -= weight) < 0) return value;
  return pairs.at(-1)[0];
}
/** A few different ones of [value, weight] pairs. */
function several(pairs, count) {
  const chosen = new Set();
  while (chosen.size < Math.min(count, pairs.length)) chosen.add(weighted(pairs.filter(([value]) => !chosen.has(value))));
  return [...chosen];
}
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** 128 random bits as 22 characters; the last one holds two bits. */
const responseId = () => Array.from({ length: 22 }, (_, i) => BASE64URL[i < 21 ? Math.floor(random() * 64) : 16 * Math.floor(random() * 4)]).join("");

// -- the shop --------------------------------------------------------------------------------------------------------

// `level` is the normal quantile of the share satisfied before the relaunch, `gain` what the relaunch added to it; `last` is the share that is
// asked behind the others whether it was as expected.
const GAP = [
  ["reason.gap.i.wait", 5], ["reason.gap.k.unresolved", 4], ["reason.gap.i.repeat", 3], ["reason.gap.d.automated", 2], ["reason.gap.i.missed", 2],
  ["reason.gap.d.impersonal", 2], ["reason.gap.k.misunderstood", 2], ["reason.gap.d.channel", 1], ["reason.gap.i.rude", 1], ["reason.other", 2],
];
const CHECKOUT = [
  ["reason.checkout.fees", 6], ["reason.checkout.form", 5], ["reason.checkout.delivery", 4], ["reason.checkout.technical", 3],
  ["reason.checkout.payment", 3], ["reason.checkout.account", 2], ["reason.checkout.info", 2], ["reason.other", 2],
];
const SITE = [["reason.checkout.info", 5], ["reason.checkout.technical", 4], ["reason.checkout.fees", 3], ["reason.other", 3]];
const LATE = [["reason.gap.i.wait", 12], ["reason.gap.i.missed", 4], ["reason.gap.k.unresolved", 3], ["reason.other", 1]];

const SURVEYS = [
  { survey: "home", count: 760, stage: "aware", level: 0.86, gain: 0.22, sample: 0.5, surface: "popover", items: ["csat"], ltr: 0.15, reasons: SITE },
  { survey: "product", count: 830, stage: "appeal", level: 0.76, gain: 0.26, sample: 0.5, surface: "popover", items: ["csat"], exp: 0.4, reasons: SITE },
  { survey: "checkout", count: 1480, stage: "act", level: 0.68, gain: 0.34, sample: 1, surface: "popover", items: ["csat", "ces"], ltr: 0.12, last: 0.55, reasons: CHECKOUT },
  { survey: "delivery", count: 700, stage: "act", level: 0.7, gain: 0.16, sample: 1, surface: "inline", items: ["csat", "exp"], ltr: 0.3, reasons: GAP, strike: -1.5 },
  { survey: "returns", count: 220, stage: "act", level: 0.34, gain: 0.12, sample: 1, surface: "inline", items: ["ces", "csat"], exp: 0.5, reasons: GAP },
  { survey: "support", count: 460, stage: "ask", level: 0.16, gain: 0.2, sample: 1, surface: "inline", items: ["fcr", "ces", "csat"], reasons: GAP, strike: -0.7 },
  { survey: "store", count: 7, stage: "act", level: 1.1, gain: 0, sample: 1, surface: "inline", channel: "store", items: ["csat"], reasons: SITE },
  // Asked weeks after the parcel, never while it is warm: its own survey at the touchpoint it looks back on.
  { survey: "memory", count: 543, stage: "advocate", touchpoint: "delivery", level: 0.5, gain: 0.2, sample: 0.5, surface: "inline", items: ["nms", "ltr"], reasons: GAP, lag: 3, strike: -1.7 },
];

const INSTRUMENT = { csat: "csat", ces: "ces2", ltr: "ltr11", nms: "nms", fcr: "fcr", exp: "expectation", why: "reasons", comment: "open", memory: "open" };

// A person's feeling falls into a scale point at these marks; 0 is where satisfaction, ease or promotion-to-be begins.
const MARKS = {
  csat: [-1.2, -0.66, 0, 0.92],
  ces: [-1.75, -1.25, -0.85, -0.3, 0.2, 1.0],
  ltr: [-1.75, -1.6, -1.45, -1.3, -1.15, -0.75, -0.45, -0.05, 0.6, 1.15],
  exp: [-1.15, -0.45, 1.0, 1.85],
};
const FIRST_CODE = { csat: 1, ces: 1, ltr: 0, exp: 1 };
const point = (item, feeling) => FIRST_CODE[item] + MARKS[item].filter((mark) => feeling >= mark).length;

// How many answers a week gets, beside its neighbours: Advent, Christmas, an August when the oven is closed for a fortnight.
const WEEKS = Array.from({ length: 52 }, (_, week) => {
  if (week >= 1 && week <= 4) return 1.7;
  if (week === 5 || week === 6) return 0.7;
  if (week === 38 || week === 39) return 0.14;
  if (week >= 35 && week <= 41) return 0.55;
  if (week === 19) return 0.3;
  return 0.9 + week * 0.006;
});
const WEEK_WEIGHTS = WEEKS.map((weight, week) => [week, weight]);
const HOURS = [1, 0.5, 0.3, 0.2, 0.3, 0.8, 2, 3.5, 4.5, 5, 5.5, 6, 6.5, 5.5, 5, 5, 5.5, 6.5, 8, 9, 9.5, 8, 5, 2.5].map((weight, hour) => [hour, weight]);
const LOCALES = [["fr", 52], ["en", 33], ["de", 15]];
const DEVICES = [["phone", 58], ["desktop", 34], ["tablet", 8]];
const BANDS = [["0-25", 38], ["25-50", 36], ["50-100", 21], ["100+", 5]];
const PACE = { csat: 2300, ces: 3400, ltr: 3900, exp: 3600, fcr: 2900, nms: 5200, why: 6400, comment: 21000, memory: 26000 };

// -- one response ----------------------------------------------------------------------------------------------------

/** How the mood stands in a week, beside the survey's own level. */
function mood({ gain, strike = 0, lag = 0 }, week) {
  const since = week - RELAUNCH - lag;
  const settled = since < 0 ? 0 : Math.min(1, (since + 1) / 9);
  const struck = STRIKE.includes(week - lag) ? strike : STRIKE[1] + 1 === week - lag ? strike * 0.35 : 0;
  return gain * settled + struck;
}

/** Milliseconds until an answer: most are quick, some people are interrupted. */
function pace(item, device) {
  const slow = device === "phone" ? 1.15 : 1;
  const shape = 0.45 + random() * 0.6 + random() * random() * 1.6 + (chance(0.03) ? random() * 9 : 0);
  return Math.round((PACE[item] * slow * shape) / 10) * 10;
}

function choose(item, feeling, other) {
  if (item === "fcr") {
    if (chance(0.035)) return -2;
    if (feeling > -0.35) return chance(0.88) ? "fcr.yes" : "fcr.pending";
    return weighted([["fcr.no", 5], ["fcr.pending", 3], ["fcr.yes", 2]]);
  }
  if (item === "nms") {
    if (chance(0.05)) return -2;
    const strength = 0.7 * feeling + 0.7 * normal();
    if (strength > 0.62) return chance(0.84) ? "nms.pos" : "nms.both";
    if (strength < -0.72) return chance(0.78) ? "nms.neg" : "nms.both";
    return chance(0.1) ? "nms.both" : "nms.none";
  }
  // Instruments of one sitting agree with each other, but not fully.
  return point(item, 0.8 * feeling + 0.6 * normal() + other);
}

/** What is asked, in its order, with the share that gets the optional ones. */
function plan({ items, ltr = 0, exp = 0 }) {
  return [...items, ...(exp && chance(exp) ? ["exp"] : []), ...(ltr && chance(ltr) ? ["ltr"] : [])];
}

const low = (answers) => (typeof answers.csat === "number" && answers.csat <= 2) || (typeof answers.ces === "number" && answers.ces <= 3) || answers.fcr === "fcr.no";

function comment(survey, locale, answers, struck) {
  const tone = low(answers) || (answers.csat ?? 5) <= 2 ? "bad" : (answers.csat ?? 4) >= 4 ? "good" : "mixed";
  const pool = [...(comments[survey]?.[tone]?.[locale] ?? []), ...(comments.any[tone][locale] ?? [])];
  if (struck && tone === "bad") pool.push(...(comments.strike[locale] ?? []), ...(comments.strike[locale] ?? []));
  if (!pool.length) return undefined;
  const first = one(pool);
  if (!chance(0.2)) return first;
  const second = one(pool);
  return second === first ? first : `${first} ${second}`;
}

/** All snapshots of one sitting, the last one last. */
function sitting(kind) {
  const week = kind.lag ? weighted(WEEK_WEIGHTS.slice(kind.lag)) : weighted(WEEK_WEIGHTS);
  const shownAt = FIRST_DAY + ((week * 7 + Math.floor(random() * 7)) * 24 + weighted(HOURS)) * 60 * MINUTE + between(0, 59) * MINUTE;
  const locale = weighted(LOCALES);
  const device = kind.survey === "store" ? "tablet" : weighted(DEVICES);
  const customer = chance(kind.survey === "home" || kind.survey === "checkout" ? 0.46 : 0.34) ? "new" : "returning";
  const clumsy = device === "phone" && kind.survey === "checkout" ? (week < RELAUNCH ? -0.28 : -0.08) : 0;
  const habit = (customer === "returning" ? 0.1 : -0.06) + (locale === "de" ? -0.12 : 0) + clumsy;
  const feeling = normal();
  const level = kind.level + mood(kind, week) + habit;
  const struck = STRIKE.includes(week - (kind.lag ?? 0)) && kind.strike !== undefined;

  const head = {
    v: 1, response_id: responseId(), seq: 0, survey: kind.survey, survey_version: week < RELAUNCH ? 1 : 2,
    wording: wording(kind.survey, week < RELAUNCH ? 1 : 2, locale), state: "dismissed",
    touchpoint: kind.touchpoint ?? kind.survey, stage: kind.stage, channel: kind.channel ?? "web", journey: null,
    locale, surface: kind.surface, device, shown_at: minute(shownAt), submitted_at: minute(shownAt),
  };
  const tail = {
    context: kind.channel === "store" ? {} : { ...(kind.stage === "aware" || kind.stage === "appeal" ? {} : { order_band: weighted(BANDS) }), customer },
    sample: kind.sample, epsilon: null, durability: chance(0.01) ? "mem" : "disk",
  };
  const snapshots = [];
  const answers = {};
  const shown = [];
  const ms = {};
  let spent = 0;
  const snapshot = (stateNow) => snapshots.push({
    ...head, seq: snapshots.length + 1, state: stateNow, submitted_at: minute(shownAt + spent),
    answers: { ...answers }, shown: [...shown], ms: { ...ms }, ...tail,
    instruments: Object.fromEntries(shown.map((item) => [item, INSTRUMENT[item]])),
  });

  const asked = plan(kind);
  if (chance(0.045)) {
    shown.push(asked[0]);
    snapshot("dismissed");
    return snapshots;
  }
  const leaves = chance(0.1) ? between(1, Math.max(1, asked.length - 1)) : Infinity;
  for (const item of asked) {
    shown.push(item);
    if (Object.keys(answers).length >= leaves) {
      snapshots.at(-1).shown = [...shown];
      snapshots.at(-1).instruments = Object.fromEntries(shown.map((id) => [id, INSTRUMENT[id]]));
      return snapshots;
    }
    answers[item] = item === "csat" ? point("csat", level + 0.8 * feeling + 0.6 * normal()) : choose(item, kind.survey === "memory" || item === "fcr" ? feeling + level - 0.3 : feeling, level);
    ms[item] = pace(item, device);
    spent += ms[item];
    snapshot("partial");
  }
  if (kind.last && later() < kind.last) {
    shown.push("exp");
    answers.exp = point("exp", 0.8 * feeling + 0.6 * normal(later) + level);
    ms.exp = Math.round((PACE.exp * (0.45 + later())) / 10) * 10;
    Object.assign(snapshots.at(-1), { answers: { ...answers }, shown: [...shown], ms: { ...ms } }, { instruments: Object.fromEntries(shown.map((id) => [id, INSTRUMENT[id]])) });
  }
  if (low(answers) && kind.survey !== "memory") {
    shown.push("why");
    if (chance(0.12)) answers.why = -1;
    else answers.why = several(struck ? LATE : kind.reasons, weighted([[1, 5], [2, 3], [3, 1]]));
    ms.why = pace("why", device);
    spent += ms.why;
    snapshot("partial");
  }
  const words = kind.survey === "memory" ? "memory" : "comment";
  const toldAbout = kind.survey === "memory" ? typeof answers.nms === "string" && answers.nms !== "nms.none" : Array.isArray(answers.why) || chance(0.12);
  if (toldAbout) {
    shown.push(words);
    const said = kind.survey === "memory" ? one(memories[answers.nms][locale] ?? [undefined]) : comment(kind.survey, locale, answers, struck);
    if (said && chance(words === "memory" ? 0.6 : 0.55)) {
      answers[words] = said;
      ms[words] = pace(words, device);
      spent += ms[words];
    } else answers[words] = -1;
    snapshot("partial");
  }
  snapshots.at(-1).state = "completed";
  return snapshots;
}

/** Stands for the fingerprint of the words that were shown: FNV-1a, as the widget's. */
function wording(...parts) {
  let hash = 0x811c9dc5;
  for (const letter of parts.join(" ")) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

function minute(time) {
  return `${new Date(time - (time % MINUTE)).toISOString().slice(0, 16)}Z`;
}

// -- the file --------------------------------------------------------------------------------------------------------

/** Lines with the time at which they reached the file. */
function arrivals() {
  const lines = [];
  for (const kind of SURVEYS) {
    for (let i = 0; i < kind.count; i += 1) {
      const snapshots = sitting(kind);
      const last = snapshots.at(-1);
      // Most sittings reach the file once, complete; where the network was slow the earlier snapshots are there too.
      const kept = snapshots.length > 1 && chance(0.12) ? snapshots : [last];
      const offline = chance(0.02) ? between(60, 4000) * MINUTE : 0;
      kept.forEach((snapshot, order) => {
        const at = Date.parse(snapshot.submitted_at.replace("Z", ":00Z")) + offline;
        const line = JSON.stringify(snapshot);
        lines.push({ at, order: lines.length + order / 100, line });
        if (chance(0.006)) lines.push({ at: at + between(1, 90) * MINUTE, order: lines.length, line });
      });
    }
  }
  return lines.sort((a, b) => a.at - b.at || a.order - b.order);
}

const target = process.argv[2];
if (!target) {
  console.error("Where to? node generate-sample.mjs FILE.ndjson");
  process.exit(2);
}
const lines = arrivals();
const text = `${lines.map(({ line }) => line).join("\n")}\n`;
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, text);
console.log(`${target}: ${SURVEYS.reduce((sum, { count }) => sum + count, 0)} synthetic responses in ${lines.length} lines`);
