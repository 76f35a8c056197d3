// What a person sees who writes a survey in an editor. The language service is the one of Visual Studio Code, and of whatever
// else speaks its protocol (Neovim, Emacs, Zed, Sublime …); the schema is found as an editor finds it, by the "$schema" of the file.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import languageService from "vscode-json-languageservice";
import { at, main, Mend } from "../../.ci/tools.mjs";

const { getLanguageService, TextDocument } = languageService;

const SURVEYS = at("www", "surveys");
const schema = JSON.parse(readFileSync(at("www", "schemas", "survey.schema.json"), "utf8"));
const INSTRUMENTS = schema.$defs.item.properties.instrument.oneOf;

const service = getLanguageService({
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
  async schemaRequestService(uri) {
    if (uri.startsWith("file:") && existsSync(fileURLToPath(uri))) return readFileSync(fileURLToPath(uri), "utf8");
    throw new Error(`an editor would look for ${uri}, and there is nothing`);
  },
});

/** A file in the folder of surveys, as it lies open in an editor: `|` is where the cursor stands. */
function open(text) {
  const offset = text.indexOf("|");
  const document = TextDocument.create(pathToFileURL(`${SURVEYS}/new.survey.json`).href, "json", 1, text.replace("|", ""));
  return { document, json: service.parseJSONDocument(document), cursor: document.positionAt(Math.max(0, offset)) };
}

const survey = (rest) => `{ "$schema": "../schemas/survey.schema.json", "v": 1, "id": "s", "touchpoint": "checkout", ${rest} }`;
const asked = (item) => survey(`"items": [{ "id": "csat", "instrument": "csat" }, { "id": "a", ${item} }]`);

/** What is proposed where the cursor stands: description by label. */
async function proposals(text) {
  const { document, json, cursor } = open(text);
  const { items } = await service.doComplete(document, cursor, json);
  return Object.fromEntries(items.map(({ label, documentation }) => [label.replaceAll('"', ""), documentation?.value ?? documentation]));
}

async function hover(text) {
  const { document, json, cursor } = open(text);
  const { contents = [] } = (await service.doHover(document, cursor, json)) ?? {};
  // Markdown: the backslashes are for the eyes of a machine.
  return [contents].flat().map((part) => part.value ?? part).join("\n").replaceAll("\\", "");
}

async function complaints(text) {
  const { document, json } = open(text);
  return (await service.doValidation(document, json)).map(({ message }) => message);
}

const TESTS = {
  async "every instrument is proposed, with its description"() {
    const proposed = await proposals(asked('"instrument": "|"'));
    assert.deepEqual(Object.keys(proposed).sort(), INSTRUMENTS.map((one) => one.const).sort());
    for (const { const: id, description } of INSTRUMENTS) assert.equal(proposed[id], description, id);
  },
  async "an instrument under the cursor says its name, its source and its answers"() {
    const said = await hover(asked('"instrument": "nm|s"'));
    assert.match(said, /Net Memory Score/);
    assert.match(said, /BVA/);
    assert.match(said, /nms\.pos/);
  },
  async "a key under the cursor says what it is for"() {
    assert.match(await hover(asked('"instrument": "csat", "opti|onal": true')), /pass the question over/);
    assert.match(await hover(survey('"touch|point": "x"')), /chooses the wording/);
    assert.match(await hover(asked('"instrument": "csat", "show|_if": { "answered": "csat" }')), /answers before it/);
  },
  async "keys are proposed, and those that are there already aren't"() {
    const proposed = Object.keys(await proposals(asked('"instrument": "csat", "|"')));
    assert.ok(["optional", "question", "show_if"].every((key) => proposed.includes(key)), proposed.join());
    assert.ok(!proposed.includes("instrument"), proposed.join());
  },
  async "the subjects are those of the instrument"() {
    const proposed = Object.keys(await proposals(asked('"instrument": "barometer", "subject": "|"')));
    assert.deepEqual(proposed.sort(), ["cognitive", "emotional", "practical", "relational", "sensory", "societal"]);
  },
  async "so are the options"() {
    const proposed = Object.keys(await proposals(asked('"instrument": "emotions", "options": ["|"]')));
    assert.ok(proposed.includes("emo.joy") && proposed.length === 13, proposed.join());
  },
  async "words are proposed with what they mean"() {
    assert.deepEqual(await proposals(survey('"surface": "|"')), {
      popover: "In the corner, above the page, never modal.", inline: "In the flow of the page, where its element stands.",
      tab: "Opened by a button that stays at the edge of the page.", page: "A page of its own, behind a link that can be shared.",
      kiosk: "On a device that stands in a shop: it starts anew by itself.",
    });
    assert.deepEqual(Object.keys(await proposals(asked('"instrument": "csat", "show_if": { "item": "csat", "op": "|" }'))).sort(), ["<=", "==", ">=", "in"]);
    assert.ok("ja" in (await proposals(survey('"locales": ["|"]'))));
  },
  async "conditions are proposed however deep"() {
    const proposed = Object.keys(await proposals(asked('"instrument": "csat", "show_if": { "any": [{ "all": [{ "|" }] }] }')));
    assert.ok(["item", "answered", "any", "all", "probability"].every((key) => proposed.includes(key)), proposed.join());
  },
  async "what is wrong is underlined"() {
    for (const [text, message] of [
      [survey('"items": [{ "id": "a", "instrument": "csat" }], "surfase": "inline"'), /surfase/],
      [asked('"instrument": "nps"'), /Valid values: "csat", "ces2"/],
      [asked('"instrument": "barometer"'), /Missing property "subject"/],
      [asked('"instrument": "csat", "subject": "x"'), /subject/],
      [asked('"instrument": "reasons"'), /Missing property "options"/],
      [asked('"instrument": "csat", "show_if": { "item": "csat" }'), /"?value"?/],
    ]) {
      const found = await complaints(text);
      assert.ok(found.some((complaint) => message.test(complaint)), `${text}\n${found.join("\n")}`);
    }
  },
  async "in the surveys of this repository nothing is underlined, and their schema is found"() {
    for (const file of readdirSync(SURVEYS)) {
      const text = readFileSync(`${SURVEYS}/${file}`, "utf8");
      assert.deepEqual(await complaints(text), [], file);
      assert.match(await hover(text.replace('"touchpoint"', '"touch|point"')), /chooses the wording/, file);
    }
  },
};

await main(import.meta, async () => {
  let failed = 0;
  for (const [name, test] of Object.entries(TESTS)) {
    try {
      await test();
      console.log(`  ${name}`);
    } catch (error) {
      failed += 1;
      console.error(`  ${name}: FAILED\n${error.message}`);
    }
  }
  console.log(`schemas in an editor: ${Object.keys(TESTS).length - failed} passed; ${failed} failed`);
  if (failed) throw new Mend("An editor doesn't say what it should: look at crates/madeleine-core/src/json_schema.");
});
