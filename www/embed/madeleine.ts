// The one tag of a page. Knows when and whom to ask; everything else is fetched when it is time.
//   <script type="module" src="…/madeleine.js" data-survey="checkout.survey.json" async></script>
//   madeleine("event", "order_confirmed", { order_band: "50-100" })   // works before and after this file has loaded

import { define, loadDefinition, loadTab, loadWidget, TAG, tell, type SurveyElement } from "./element";
import { DATABASE, exists, STORE } from "./storage";
import type { Context, Survey } from "./types";

type Call = [verb: "event" | "close" | "scan", name?: string, context?: Context];

const surveys: Survey[] = [];
/** Addresses of definitions: a tag that stands twice in a page is one. */
const known = new Set<string>();
/** Events told before their survey had loaded. */
const told: [name: string, context?: Context][] = [];
let onScreen: SurveyElement | undefined;

/** Whether this page's path fits one of the patterns; `*` stands for anything. */
const fits = (patterns?: string[]): boolean =>
  !patterns ||
  patterns.some((pattern) =>
    RegExp(`^${pattern.replace(/[^\w/*]/g, "\\$&").replace(/\*/g, ".*")}$`).test(location.pathname),
  );

async function show(survey: Survey, context?: Context): Promise<void> {
  const { address, definition, ask: { when, where, sample = 1 } } = survey;
  if (!survey.drawn || survey.asked || !fits(where?.url)) return;
  survey.asked = true;
  try {
    // Loading hides in the delay.
    const [prepared] = await Promise.all([
      loadWidget().then((widget) => widget.prepare(definition)),
      new Promise((resolve) => setTimeout(resolve, when?.delay_ms)),
    ]);
    await prepared.turn();
    if (onScreen?.isConnected || !fits(where?.url)) {
      survey.asked = false;
      return;
    }
    onScreen = document.createElement(TAG) as SurveyElement;
    onScreen.popover = "manual";
    document.body.append(onScreen);
    onScreen.show(prepared, { context, sample });
    if (onScreen.isConnected) onScreen.showPopover();
  } catch (problem) {
    tell(address, problem);
  }
}

async function add(address: string): Promise<void> {
  try {
    const definition = await loadDefinition(address);
    const { ask = {} } = definition;
    const { when, sample = 1 } = ask;
    const survey: Survey = { address, definition, ask, drawn: crypto.getRandomValues(new Uint32Array(1))[0] < sample * 2 ** 32 };
    surveys.push(survey);
    if (definition.surface === "tab") (await loadTab()).tab(survey, show, fits);
    else if (when?.load) show(survey);
    // One that waits for nothing would never be heard of.
    else if (!when?.event) (await loadWidget()).explainSilence(definition);
    for (const [name, context] of told) if (name === when?.event) show(survey, context);
  } catch (problem) {
    tell(address, problem);
  }
}

/** Sends what earlier visits left. */
async function sendLeftovers(): Promise<void> {
  try {
    if (!(await exists())) return;
    const opened = indexedDB.open(DATABASE);
    opened.onsuccess = () => {
      const database = opened.result;
      const count = database.transaction(STORE).objectStore(STORE).count();
      count.onsuccess = async () => {
        database.close();
        if (count.result) (await loadWidget()).send();
      };
    };
  } catch {
    // Storage is refused: nothing can lie there.
  }
}

function call(...[verb, name, context]: Call): void {
  if (verb === "event" && name) {
    told.push([name, context]);
    for (const survey of surveys) if (survey.ask.when?.event === name) show(survey, context);
  } else if (verb === "close") {
    onScreen?.close();
  } else {
    for (const script of document.querySelectorAll<HTMLScriptElement>("script[data-survey]")) {
      const address = script.dataset.survey!;
      if (!known.has(address)) known.add(address), add(address);
    }
  }
}

// A form or image of that name isn't ours; a function may be the queue, or this file included before.
const page = window as unknown as { madeleine?: typeof call & { q?: ArrayLike<unknown>[]; here?: boolean } };
const before = typeof page.madeleine === "function" ? page.madeleine : undefined;
if (before?.here) {
  before("scan");
} else {
  page.madeleine = Object.assign(call, { here: true });
  define();
  for (const args of before?.q ?? []) call(...(Array.from(args) as Call));
  call("scan");
  sendLeftovers();
  addEventListener("online", sendLeftovers);
}
