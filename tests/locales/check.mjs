// The wording catalogue: every language says the same things, and whatever Rust names has words.
// A fault is one sentence with its file, its key and how to mend it. Every rule is tried with broken copies, in memory.

import { readFileSync } from "node:fs";
import { common as readCommon, isOneOf, languages as readLanguages } from "../../.ci/words.mjs";
import { at, filesBelow, main, Mend } from "../../.ci/tools.mjs";

/** The language that the others are held against. */
const FIRST = "en";
const INSTRUMENTS = "crates/madeleine-core/src/instrument";
const SCALES = "crates/madeleine-core/src/scale.rs";
const WIDGET = "crates/madeleine-widget/src";
const EMBED = "www/embed";
const LIST = "www/embed/common.json";
const NAMES = "www/locales/languages.json";
const file = (language) => `www/locales/${language}.json`;

/** Offered beside the options of a choice. */
const UNKNOWN = "ui.dk";
/** What stands on a point, an option or a statement to rate, as opposed to a question. */
const LABEL = /^(\w+[57]\.\d|(ltr|bar)\.(low|high)|(nms|fcr|hassle|freq4|infl|emo|bar|page|reason)\.(?!q$|times$|open$).+)$/;

// -- what there is ---------------------------------------------------------------------------------------------------

const texts = (folder, ending) =>
  Object.fromEntries(filesBelow(at(folder)).filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(at(folder, name), "utf8")]));

/** Everything that is looked at, as it lies on disk. */
function read() {
  const { "languages.json": _, ...catalogue } = texts("www/locales", ".json");
  return {
    catalogue: Object.fromEntries(Object.entries(catalogue).map(([name, text]) => [name.replace(/\.json$/, ""), text])),
    languages: readLanguages(),
    common: readCommon(),
    instruments: texts(INSTRUMENTS, ".rs"),
    scales: readFileSync(at(SCALES), "utf8"),
    widget: { ...texts(WIDGET, ".rs"), ...texts(EMBED, ".ts") },
  };
}

/** Rust without its comments and tests. */
const bare = (rust) => rust.split("#[cfg(test)]")[0].replace(/^\s*\/\/.*$/gm, "");
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);
/** The wording keys that stand in Rust as they are: "csat.q.checkout". */
const keysIn = (rust) => [...new Set(all(bare(rust), /"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)"/g))];
const idsIn = (rust) => all(bare(rust), /\bid:\s*"([^"]+)"/g);

/** What a constant of a module is. */
const constant = (rust, name) => bare(rust).match(new RegExp(`const\\s+${name}\\s*:[^=;]*=([^;]*);`))?.[1] ?? "";

/** The scales of scale.rs by the name of their static: which keys label their points. */
function scalesIn(rust) {
  const scales = new Map();
  for (const [, name, body] of bare(rust).matchAll(/(?:static|const)\s+(\w+)\s*:\s*Scale\s*=\s*Scale\s*\{([^;]*)\};/g)) {
    const number = (field) => Number(body.match(new RegExp(`\\b${field}:\\s*(-?\\d+)`))?.[1]);
    const [id, first, points] = [idsIn(body)[0], number("first"), number("points")];
    const each = /Labels::Each/.test(body) ? Array.from({ length: points }, (_, i) => `${id}.${first + i}`) : [];
    const taken = constant(rust, body.match(/\.\.(\w+)/)?.[1]);
    scales.set(name, [...each, ...keysIn(body), ...keysIn(taken)]);
  }
  return scales;
}

/** What each instrument of a module puts on the screen: the keys it names, itself or by a constant, and those of its scale. */
const asked = (rust, scales) =>
  [...bare(rust).matchAll(/static\s+\w+\s*:\s*Instrument\s*=\s*Instrument\s*\{([^;]*)\};/g)].map(([, body]) => {
    const names = all(body, /\b([A-Z][A-Z0-9_]+)\b/g);
    const keys = [...keysIn(body), ...names.flatMap((name) => [...keysIn(constant(rust, name)), ...(scales.get(name) ?? [])])];
    return { id: idsIn(body)[0], keys: [...new Set(keys)] };
  });

/** The keys that a module names at all, its instruments' and its scores'. */
const keysOf = (rust, scales) => [...new Set([...keysIn(rust), ...asked(rust, scales).flatMap(({ keys }) => keys)])];

// -- the rules -------------------------------------------------------------------------------------------------------

const quoted = (text) => JSON.stringify(text);
const shape = (words) => `${JSON.stringify(words, null, 2)}\n`;
const placeholders = (text) => (text.match(/\{[^{}]*\}?|\}/g) ?? []).sort().join(" ");

/** What is wrong with the characters of a text, and nothing when all is well. */
function oddity(text) {
  if (!text.trim()) return "is empty: write it, or its key is what people see";
  if (text !== text.trim()) return "begins or ends with a space: take it away";
  if (/\s{2}/u.test(text)) return "has two spaces in a row: leave one";
  const odd = text.match(/[\p{C}\p{Zl}\p{Zp}]|(?![ \u00a0\u202f])\p{Zs}/u)?.[0];
  if (odd) return `holds the character U+${odd.codePointAt().toString(16).toUpperCase().padStart(4, "0")}, which nobody sees: take it away`;
  if (/ [?!:;»]/.test(text)) return `has a plain space before a mark, where a line may break: write the narrow one that doesn't, U+202F`;
  if (text !== text.normalize("NFC")) return "is written with letters and accents apart: write it in Unicode's form NFC";
  return undefined;
}

/** The rules of one language's file: each gives its sentences. */
const OF_A_LANGUAGE = {
  "has the keys of the first language": ({ language, words, first }) => [
    ...Object.keys(first).filter((key) => !(key in words)).map((key) => `${file(language)} lacks ${quoted(key)}: write it as ${file(FIRST)} has it, ${quoted(first[key])}.`),
    ...Object.keys(words).filter((key) => !(key in first)).map((key) => `${file(language)} has ${quoted(key)}, which ${file(FIRST)} doesn't: write it in every language, or take it away.`),
  ],
  "keeps their order": ({ language, words, first }) => {
    const [own, wanted] = [Object.keys(words).filter((key) => key in first), Object.keys(first).filter((key) => key in words)];
    const at = own.findIndex((key, i) => key !== wanted[i]);
    return at < 0 ? [] : [`${file(language)} has ${quoted(own[at])} where ${file(FIRST)} has ${quoted(wanted[at])}: put the keys in the order of ${file(FIRST)}.`];
  },
  "is laid out like the others, each key once": ({ language, words, text }) => {
    if (text === shape(words)) return [];
    const keys = all(text, /^\s*"([^"]+)"\s*:/gm);
    const twice = keys.find((key, i) => keys.indexOf(key) !== i);
    if (twice) return [`${file(language)} has ${quoted(twice)} twice, of which only the last counts: take one away.`];
    const [own, wanted] = [text.split("\n"), shape(words).split("\n")];
    const at = own.findIndex((line, i) => line !== wanted[i]);
    return [`${file(language)}, line ${at + 1}, isn't laid out like the rest at ${at in own ? quoted(own[at]) : "its end"}: one key a line, two spaces before it, a line end after the last brace.`];
  },
  "has clean texts": ({ language, words }) =>
    Object.entries(words).flatMap(([key, text]) => {
      const odd = typeof text === "string" ? oddity(text) : "isn't a text: put it in quotes";
      return odd ? [`${file(language)}: ${quoted(key)} ${odd}.`] : [];
    }),
  "has the placeholders of the first language": ({ language, words, first }) =>
    Object.entries(words).flatMap(([key, text]) => {
      const [own, wanted] = [placeholders(String(text)), placeholders(String(first[key] ?? text))];
      return own === wanted ? [] : [`${file(language)}: ${quoted(key)} has ${own || "no placeholder"} where ${file(FIRST)} has ${wanted || "none"}: use the same, spelt the same.`];
    }),
  "never gives two labels of a group the same words": ({ language, words, groups }) =>
    groups.flatMap(([group, keys]) => {
      const seen = new Map();
      return keys.flatMap((key) => {
        if (typeof words[key] !== "string") return [];
        const said = words[key].toLocaleLowerCase(language).replace(/\s+/gu, " ");
        const before = seen.get(said);
        seen.set(said, key);
        return before ? [`${file(language)}: ${quoted(before)} and ${quoted(key)} both say ${quoted(words[key])}, and both stand in ${group}: nobody could tell them apart, so change one.`] : [];
      });
    }),
  "has words for everything that Rust names": ({ language, words, named }) =>
    [...named].filter(([key]) => !(key in words)).map(([key, where]) => `${file(language)} lacks ${quoted(key)}, which ${where} names: write it in every language, or mend the key there.`),
  "is known, with its name, direction and review": ({ language, words, languages }) => {
    const { name, dir, reviewed } = languages[language] ?? {};
    if (!languages[language]) return [`${NAMES} lacks ${quoted(language)}, which ${file(language)} speaks: give it name, dir and reviewed.`];
    const letters = all(Object.values(words).join(""), /([\p{L}])/gu).filter((letter) => /\p{Script=Latin}/u.test(letter) === false);
    const leftward = letters.filter((letter) => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter)).length > letters.length / 2;
    const sentences = [["name", name], ["reviewed", reviewed]].filter(([, value]) => typeof value !== "string" || !value.trim())
      .map(([field]) => `${NAMES}: ${quoted(language)} has no ${quoted(field)}: ${field === "name" ? "say how it calls itself" : "say who has looked at its words, or that nobody has"}.`);
    if (dir !== (leftward ? "rtl" : "ltr")) sentences.push(`${NAMES}: ${quoted(language)} has the direction ${quoted(dir)}, and its words are written the other way: make it ${quoted(leftward ? "rtl" : "ltr")}.`);
    return sentences;
  },
};

/** The rules of the whole. */
const OF_ALL = {
  "every known language has a file": ({ languages, catalogue }) =>
    Object.keys(languages).filter((language) => !(language in catalogue)).map((language) => `${NAMES} knows ${quoted(language)}, and there is no ${file(language)}: write it, or take the language away.`),
  "every scale and every instrument was understood": ({ instruments, scales }) => {
    const used = Object.entries(instruments).flatMap(([name, rust]) => all(bare(rust), /Scale\(\s*&(?:\w+::)*(\w+)\s*\)/g).map((scale) => [name, scale]));
    return [
      ...(Object.values(instruments).some((rust) => keysIn(rust).length && asked(rust, scales).length) ? [] : [`${INSTRUMENTS} seems to name no wording key: tests/locales/check.mjs reads them as "csat.q.checkout", so teach it how they are written now.`]),
      ...used.filter(([, scale]) => !scales.get(scale)?.length).map(([name, scale]) => `${INSTRUMENTS}/${name} uses ${scale}, of which tests/locales/check.mjs finds no labels in ${SCALES}: teach it how scales are written now.`),
    ];
  },
  "the points of a scale are numbered without a gap": ({ first }) =>
    Object.keys(first).flatMap((key) => {
      const [, scale, point] = key.match(/^(.+)\.(\d+)$/) ?? [];
      const before = `${scale}.${point - 1}`;
      return !scale || point <= 1 || before in first ? [] : [`${file(FIRST)}: ${quoted(key)} has no ${quoted(before)} before it: number the points of a scale from 1.`];
    }),
  "the common instruments need the common words only": ({ instruments, scales, common }) =>
    Object.entries(instruments).flatMap(([name, rust]) =>
      asked(rust, scales).filter(({ id }) => isOneOf(common.asked, id)).flatMap(({ id, keys }) =>
        keys.filter((key) => !isOneOf([...common.asked, ...common.shown], key))
          .map((key) => `${INSTRUMENTS}/${name} names ${quoted(key)}, which isn't among the words that ${quoted(id)} fetches: add it to "shown" in ${LIST}, or take ${quoted(id)} out of "asked" there.`))),
  "what the widget shows around a question is among the common words": ({ widget, common }) =>
    Object.entries(widget).flatMap(([name, rust]) => keysIn(rust).filter((key) => key.startsWith("ui.") && !isOneOf([...common.shown, ...common.offered], key))
      .map((key) => `${name.endsWith(".ts") ? EMBED : WIDGET}/${name} shows ${quoted(key)}, which a page may not have fetched: add it to "shown" in ${LIST}.`)),
  "the list of common words names nothing that isn't there": ({ instruments, first, common }) => {
    const ids = Object.values(instruments).flatMap(idsIn);
    return [...common.asked, ...common.shown, ...common.offered].filter((name) => !ids.includes(name) && !Object.keys(first).some((key) => isOneOf([name], key)))
      .map((name) => `${LIST} names ${quoted(name)}, with which no instrument and no key begins: take it away, or spell it as they do.`);
  },
};

/** Every rule on everything: what was tried, and the sentences it gave. */
function judge({ catalogue, languages, common, instruments, scales: rust, widget }) {
  const judged = [];
  const spoken = {};
  for (const [language, text] of Object.entries(catalogue)) {
    let sentences = [];
    try {
      spoken[language] = { text, words: JSON.parse(text) };
    } catch (error) {
      sentences = [`${file(language)} isn't JSON: ${error.message}. Mend it there.`];
    }
    judged.push({ rule: `${language} is JSON`, sentences });
  }
  const first = spoken[FIRST]?.words;
  if (!first) return judged;

  const scales = scalesIn(rust);
  const named = new Map();
  const name = (keys, where) => keys.forEach((key) => named.has(key) || named.set(key, where));
  for (const [module, text] of Object.entries(instruments)) name(keysOf(text, scales), `${INSTRUMENTS}/${module}`);
  for (const keys of scales.values()) name(keys, SCALES);
  for (const [module, text] of Object.entries(widget)) name(keysIn(text).filter((key) => key.startsWith("ui.")), `${WIDGET}/${module}`);

  // What begins alike stands together, and so does what one instrument shows, "I don't know" included.
  const groups = Object.entries(instruments).flatMap(([module, text]) =>
    asked(text, scales).map(({ keys }) => [`${INSTRUMENTS}/${module}`, [...new Set([...keys, UNKNOWN])]]));
  for (const start of new Set(Object.keys(first).map((key) => key.split(".")[0]))) groups.push([`${start}.*`, Object.keys(first).filter((key) => key.startsWith(`${start}.`))]);

  for (const [language, { text, words }] of Object.entries(spoken)) {
    for (const [rule, sentencesOf] of Object.entries(OF_A_LANGUAGE)) {
      judged.push({ rule: `${language} ${rule}`, sentences: sentencesOf({ language, text, words, first, groups, named, languages }) });
    }
  }
  for (const [rule, sentencesOf] of Object.entries(OF_ALL)) judged.push({ rule, sentences: sentencesOf({ catalogue, languages, instruments, scales, widget, common, first }) });
  return judged;
}

// -- the rules, tried ------------------------------------------------------------------------------------------------

/** Ways to break a copy; each must be told by a sentence with these words, and with no other. */
const BROKEN = [
  ["a comma too many", (all) => { all.catalogue.de = all.catalogue.de.replace(/\n\}/, ",\n}"); }, /de\.json isn't JSON/],
  ["a key that is gone", edit("pl", (words) => { delete words["emo.worry"]; }), /pl\.json lacks "emo\.worry"/],
  ["a key of one's own", edit("it", (words) => { words["ui.zzz"] = "Zzz"; }), /it\.json has "ui\.zzz"/],
  ["keys the other way round", edit("ja", (words) => Object.fromEntries(Object.entries(words).reverse())), /ja\.json has "[\w.]+" where .* order/],
  ["a key that stands there twice", (all) => { all.catalogue.es = all.catalogue.es.replace("{\n", '{\n  "ui.next": "Siguiente",\n'); }, /es\.json has "ui\.next" twice|es\.json has "ui\.next" where/],
  ["another layout", (all) => { all.catalogue.nl = all.catalogue.nl.replace('": "', '":"'); }, /nl\.json, line 2, isn't laid out/],
  ["no line end", (all) => { all.catalogue.nl = all.catalogue.nl.trimEnd(); }, /nl\.json, line \d+, isn't laid out/],
  ["an empty text", edit("ar", (words) => { words["ui.back"] = ""; }), /ar\.json: "ui\.back" is empty/],
  ["a text of spaces", edit("ar", (words) => { words["ui.back"] = " \u00a0"; }), /ar\.json: "ui\.back" is empty/],
  ["a number for a text", edit("de", (words) => { words["fcr.t1"] = 1; }), /de\.json: "fcr\.t1" isn't a text/],
  ["a space at the end", edit("fr", (words) => { words["ui.thanks"] += " "; }), /fr\.json: "ui\.thanks" begins or ends/],
  ["two spaces", edit("fr", (words) => { words["fcr.q"] = words["fcr.q"].replace(" ", "  "); }), /fr\.json: "fcr\.q" has two spaces/],
  ["a tab", edit("en", (words) => { words["fcr.q"] = words["fcr.q"].replace(" ", "\t"); }), /en\.json: "fcr\.q" holds the character U\+0009/],
  ["a mark of direction", edit("ar", (words) => { words["fcr.q"] = `${words["fcr.q"]}\u200f`; }), /ar\.json: "fcr\.q" holds the character U\+200F/],
  ["an ideographic space", edit("ja", (words) => { words["bar.societal"] = words["bar.societal"].replace("社会", "社会\u3000"); }), /ja\.json: "bar\.societal" holds the character U\+3000/],
  ["a mark that could begin a line", edit("fr", (words) => { words["fcr.q"] = words["fcr.q"].replace("\u202f", " "); }), /fr\.json: "fcr\.q" has a plain space before/],
  ["letters and accents apart", edit("es", (words) => { words["fcr.yes"] = words["fcr.yes"].normalize("NFD"); }), /es\.json: "fcr\.yes" is written with/],
  ["a placeholder that is gone", edit("nl", (words) => { words["ltr.q"] = words["ltr.q"].replace("{brand}", "ons"); }), /nl\.json: "ltr\.q" has no placeholder where .* \{brand\}/],
  ["a placeholder in another language", edit("de", (words) => { words["ui.progress"] = "Frage {n} von {gesamt}"; }), /de\.json: "ui\.progress" has \{gesamt\} \{n\} where .* \{n\} \{total\}/],
  ["a placeholder that isn't closed", edit("pt", (words) => { words["ui.chars_left"] = "{n caracteres"; }), /pt\.json: "ui\.chars_left" has/],
  ["a placeholder that only the first language has", edit("en", (words) => { words["fcr.q"] = "Is your request to {brand} now resolved?"; }), /\w\w\.json: "fcr\.q" has no placeholder where .*en\.json has \{brand\}/],
  ["two points with the same words", edit("pl", (words) => { words["csat5.4"] = words["csat5.5"]; }), /pl\.json: "csat5\.4" and "csat5\.5" both say/],
  ["two points that differ in capitals", edit("nl", (words) => { words["ltr.low"] = words["ltr.high"].toUpperCase(); }), /nl\.json: "ltr\.low" and "ltr\.high" both say/],
  ["an option that says it doesn't know", edit("it", (words) => { words["nms.none"] = words["ui.dk"]; }), /it\.json: "nms\.none" and "ui\.dk" both say .*memory\.rs/],
  ["two reasons with the same words", edit("fr", (words) => { words["reason.gap.i.wait"] = words["reason.checkout.form"]; }), /fr\.json: "reason\.checkout\.form" and "reason\.gap\.i\.wait" both say/],
  ["a question of Rust without words", (all) => { all.instruments["fcr.rs"] += '\n("elsewhere", "fcr.q.elsewhere")'; }, /\w\w\.json lacks "fcr\.q\.elsewhere", which .*fcr\.rs names/],
  ["a scale with a point more", (all) => { all.scales = all.scales.replace(/(id: "csat5", first: 1, points: )5/, "$16"); }, /\w\w\.json lacks "csat5\.6"|csat\.rs/],
  ["a button of the widget without words", (all) => { all.widget["view/control.rs"] = 'words("ui.nothing")'; }, /lacks "ui\.nothing", which .*control\.rs|control\.rs shows "ui\.nothing"/],
  ["a language that nobody knows", (all) => { delete all.languages.pl; }, /languages\.json lacks "pl"/],
  ["a language without a file", (all) => { all.languages.sv = { name: "Svenska", dir: "ltr", reviewed: "by nobody" }; }, /languages\.json knows "sv", and there is no/],
  ["a language without a name", (all) => { delete all.languages.it.name; }, /languages\.json: "it" has no "name"/],
  ["a language that nobody says who reviewed", (all) => { all.languages.it.reviewed = " "; }, /languages\.json: "it" has no "reviewed"/],
  ["Arabic from left to right", (all) => { all.languages.ar.dir = "ltr"; }, /languages\.json: "ar" has the direction "ltr".* make it "rtl"/],
  ["German from right to left", (all) => { all.languages.de.dir = "rtl"; }, /languages\.json: "de" has the direction "rtl".* make it "ltr"/],
  ["a direction that there isn't", (all) => { all.languages.ja.dir = "down"; }, /languages\.json: "ja" has the direction "down"/],
  ["a gap in a scale", (all) => Object.keys(all.catalogue).forEach((language) => edit(language, (words) => { Object.assign(words, { "zzz.1": "I", "zzz.3": "III" }); })(all)), /en\.json: "zzz\.3" has no "zzz\.2"/],
  ["a scale in another form", (all) => { all.scales = all.scales.replace(/Scale\s*\{\s*id: "csat5"/, 'five! { id: "csat5"'); }, /csat\.rs uses SATISFACTION_5, of which/],
  ["instruments in another form", (all) => { for (const name of Object.keys(all.instruments)) all.instruments[name] = all.instruments[name].replace(/"[a-z0-9_]+(\.[a-z0-9_]+)+"/g, "KEY"); }, /seems to name no wording key/],
  ["a common instrument with a rare word", (all) => { all.instruments["open.rs"] = all.instruments["open.rs"].replace('"nms.open")', '"nms.open"), ("employees", "voice.q")'); }, /open\.rs names "voice\.q", which isn't among/],
  ["a common instrument with a rare scale", (all) => { all.instruments["csat.rs"] = all.instruments["csat.rs"].replaceAll("SATISFACTION_5", "RARE_5"); all.scales += '\nstatic RARE_5: Scale = Scale { id: "moment5", first: 1, points: 5, labels: Labels::Each };'; }, /csat\.rs names "moment5\.\d"/],
  ["a button of the widget with a rare word", (all) => { all.widget["view/control.rs"] += 'words("ui.na")'; }, /control\.rs shows "ui\.na"/],
  ["a common name that there isn't", (all) => { all.common.asked.push("cast"); }, /common\.json names "cast"/],
];

/** A change to the words of one language, laid out as they should be. */
function edit(language, change) {
  return (all) => {
    const words = JSON.parse(all.catalogue[language]);
    all.catalogue[language] = shape(change(words) ?? words);
  };
}

const failures = (judged) => judged.flatMap(({ sentences }) => sentences);

function selfTest(whole) {
  const tried = BROKEN.map(([what, spoil, expected]) => {
    const copy = structuredClone(whole);
    spoil(copy);
    const said = failures(judge(copy));
    const strange = said.filter((sentence) => !expected.test(sentence));
    return { what, fault: !said.length ? "nothing was said" : strange.length ? `besides, or instead, was said: ${strange[0]}` : undefined };
  });
  const failed = tried.filter(({ fault }) => fault);
  for (const { what, fault } of failed) console.log(`  ${what}: ${fault}`);
  console.log(`words, tried with broken copies: ${tried.length - failed.length} passed, ${failed.length} failed`);
  return failed.length;
}

/** The longest label of each language: it must find room on a small screen. */
function longest(catalogue) {
  for (const [language, text] of Object.entries(catalogue)) {
    const labels = Object.entries(JSON.parse(text)).filter(([key]) => LABEL.test(key)).sort(([, a], [, b]) => b.length - a.length);
    const [key, label] = labels[0];
    const word = labels.flatMap(([, text]) => text.split(/\s/)).sort((a, b) => b.length - a.length)[0];
    console.log(`  ${language}  longest label ${String(label.length).padStart(3)} characters (${key}), longest word in one ${String(word.length).padStart(3)}`);
  }
}

await main(import.meta, () => {
  const whole = read();
  const judged = judge(whole);
  const said = failures(judged);
  for (const sentence of said) console.log(`  ${sentence}`);
  const wrong = judged.filter(({ sentences }) => sentences.length).length;
  if (!said.length) longest(whole.catalogue);
  console.log(`words: ${judged.length - wrong} passed, ${wrong} failed`);
  // A catalogue that is wrong already would hide what a further fault adds.
  const untold = said.length ? 0 : selfTest(whole);
  if (said.length) throw new Mend("The catalogue of words isn't whole: mend what is said above.");
  if (untold) throw new Mend("tests/locales/check.mjs doesn't notice, or misnames, what is said above.");
});
