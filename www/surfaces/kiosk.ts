// The kiosk: a survey on a tablet that stands in a shop. What the device does beside asking is the module's (crates/madeleine-kiosk);
// here it is fetched, and the survey is put on the screen as often as the module says.
//   kiosk.html?survey=store.survey.json&lang=en&idle=20#code=1234
// The code is behind the "#", so that it goes to no server.

import init, { Kiosk } from "../../target/wasm/kiosk/madeleine_kiosk.js";
import { loadWidget, pinned } from "../embed/load";
import { nothing, open, tell, type Standing } from "./alone";
import { sheetOf } from "../embed/sheet";
import css from "./kiosk-card.css";
import { putBy } from "./offline";

/** Seconds without a sign of anybody, after which the survey begins anew. */
const IDLE_S = { usual: 30, least: 5, most: 600 };

/** The screen stays on where the browser can see to it. */
function stayAwake(): void {
  const ask = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", ask);
  ask();
}

async function begin(): Promise<void> {
  // What is answered is heard of here, too: the device keeps and counts it.
  const [survey] = await Promise.all([
    open("kiosk", (definition) => (definition.deliver = [...(definition.deliver ?? []), { to: "event" }])),
    init(),
  ]);
  if (!survey) return nothing();
  const sheet = sheetOf(css);
  const { definition, locale, query, words } = survey;
  const idle = Math.min(Math.max(Number(query.get("idle")) || IDLE_S.usual, IDLE_S.least), IDLE_S.most);
  const code = new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
  let standing: Standing | undefined;
  const anew = () => {
    standing?.shown.close();
    standing = survey.show(sheet);
    if (standing) kiosk?.attend(standing.element);
  };
  const kiosk = Kiosk.open(definition.source, words, locale, idle * 1000, code, anew);
  anew();
  if (!standing || !kiosk) return nothing();
  document.querySelector("h1")!.textContent = document.title;
  stayAwake();
  // What earlier days left is sent; and what sends it is put by with the rest.
  await (await loadWidget()).send(pinned);
  await putBy((definition.deliver ?? []).map(({ to }) => `${to}`));
}

begin().catch((problem) => {
  nothing();
  tell(location.pathname, problem);
});
