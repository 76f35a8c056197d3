// The one tag of a page. Knows when it is time; everything else is fetched then.
//   <script type="module" src="…/madeleine.js" data-survey="checkout.survey.json" async></script>
//   madeleine("event", "order_confirmed", { order_band: "50-100" })   // works before and after this file has loaded
//
// Every page carries this file, so it is written to be small. It does by itself what most surveys say: one event or the load of the
// page, a delay, a share of the visits. A survey that says more about when and whom to ask has when.ts fetched, and nobody else has.
// Whoever hears the page's calls hears those that were made before, too: the files that come later miss nothing.

import { version } from "../../package.json";
import { loadDefinition, loadWhen, loadWidget, pinned, prepare } from "./load";
import { exists } from "./storage";
import type { Ask, Call, Context, Embed, Survey, When } from "./types";

const TAG = "madeleine-survey";

declare const window: { madeleine?: Partial<Embed> & { q?: Call[] } };
// A form or image of that name isn't ours; a function may be the queue, or this file included before.
const before: NonNullable<typeof window.madeleine> = typeof window.madeleine == "function" ? window.madeleine : {};

if (before.here) {
  // The first stays, and says so if this is another version.
  (before as Embed)(before.here != version && version);
} else {
  // The load of the page is an event without a name.
  const calls: Call[] = [["event"], ...(before.q || [])];
  const heard: ((call: Call) => void)[] = [];

  /** Nothing is thrown into the page: its owner reads one line, and hears an event that she can count. */
  const attempt = async <T>(survey: string, work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (problem) {
      console.error(`Madeleine: ${survey}: ${problem}`);
      document.dispatchEvent(new CustomEvent("madeleine-blocked", { detail: { survey, reason: problem + "" } }));
    }
  };

  const embed = (window.madeleine = ((...call) => {
    // As many are kept for who comes later.
    calls.push(call) > 999 && calls.shift();
    heard.map((work) => work(call));
  }) as Embed);
  embed.here = version;
  embed.load = pinned;
  embed.widget = loadWidget;
  embed.surveys = {};
  embed.hear = (work) => {
    const safely = (call: Call) => attempt("page", () => work(...call));
    heard.push(safely);
    calls.map(safely);
  };

  const more = () => attempt("page", async () => (await loadWhen()).start(embed));

  // Somebody has been here before: perhaps there is something to send. Where storage is refused nothing can lie.
  exists().then((there): unknown => there && more(), () => {});

  const add = (address: string) =>
    attempt(address, async () => {
      const definition = await loadDefinition(address);
      const { when: { event, load, delay_ms = 0, ...others } = {}, sample = 1, ...rest } = (definition.ask || {}) as Ask & { when?: When };
      const survey: Survey = { definition, draw: Math.random() };
      const go = async (due: number, context?: Context) => {
        if (survey.due || survey.draw >= sample) return;
        survey.due = due;
        survey.context = context;
        survey.due = await attempt(address, async () => (await prepare(definition)).ask(embed, survey));
      };
      if (definition.surface == "tab" || Object.keys({ ...rest, ...others })[0] || !(event || load))
        await (await loadWhen()).start(embed, survey, go);
      else embed.hear((verb, name, context) => verb == "event" && name == event && go(Date.now() + delay_ms, context));
      return survey;
    });

  // Somebody else may have taken the name.
  attempt(TAG, () =>
    customElements.define(
      TAG,
      class extends HTMLElement {
        declare gone?: () => void;
        connectedCallback() {
          const src = this.getAttribute("src")!;
          if (src) attempt(src, async () => (await prepare(await loadDefinition(src))).stand(embed, this));
        }
        disconnectedCallback() {
          this.gone?.();
        }
      },
    ),
  );

  embed.hear((verb) => {
    document.querySelectorAll<HTMLScriptElement>("script[data-survey]").forEach((script) => {
      const address = script.dataset.survey || script.text;
      embed.surveys[address] ??= add(address);
    });
    // consent, on, erase, never, show, or another version.
    if (/on|er|ho|\d/.test(verb as string)) more();
  });
  // Tags that come after this one.
  addEventListener("DOMContentLoaded", embed as any);
}
