// A page in TypeScript, against the types that ship. Compiled, never run: each wrong use must be an error.
import type { Blocked, Context, Happening, Madeleine, MadeleineSurvey, Told } from "../../dist/madeleine";

const context: Context = { order_band: "50-100", items: 3 };
madeleine("event", "order_confirmed", context);
madeleine("event", "order_confirmed");
window.madeleine("show", "checkout", { order_band: "0-25" });
madeleine("close");
madeleine("pause");
madeleine("resume");
madeleine("scan");
madeleine("consent", true);
madeleine("never");
madeleine("never", "checkout");
madeleine("erase");
madeleine("erase", () => console.log("not a byte is left"));
const heard = ({ survey }: Told): string => survey.toUpperCase();
madeleine("on", "complete", heard);
for (const happening of ["shown", "start", "answer", "complete", "dismiss", "close"] satisfies Happening[]) madeleine("on", happening, heard);

const element: MadeleineSurvey = document.createElement("madeleine-survey");
element.setAttribute("src", "/support.survey.json");
element.addEventListener("madeleine-answer", ({ detail }) => heard(detail));
document.querySelector("madeleine-survey")?.addEventListener("madeleine-dismiss", (event) => event.detail.survey);
addEventListener("madeleine-shown", ({ detail: { survey } }) => survey.length);
document.addEventListener("madeleine-undelivered", ({ detail: { to, reason, status } }) => [to.length, reason === "expired", status?.toFixed()]);
document.addEventListener("madeleine-blocked", ({ detail }: CustomEvent<Blocked>) => detail.reason.length);

const say: Madeleine = window.madeleine;
say("scan");

// @ts-expect-error: there is no such verb
madeleine("evnt", "order_confirmed");
// @ts-expect-error: an event has a name
madeleine("event");
// @ts-expect-error: what is said of the occasion is short texts
madeleine("event", "order_confirmed", { order: { total: 12 } });
// @ts-expect-error: which survey
madeleine("show");
// @ts-expect-error: given or not
madeleine("consent");
// @ts-expect-error: "true" isn't true
madeleine("consent", "true");
// @ts-expect-error: done is a function
madeleine("erase", "done");
// @ts-expect-error: what shall hear it
madeleine("on", "complete");
// @ts-expect-error: nothing of that name happens
madeleine("on", "completed", heard);
// @ts-expect-error: it says nothing about where it was answered
madeleine("on", "answer", (told: { x: number }) => told.x);
// @ts-expect-error: it comes on the document
addEventListener("madeleine-blocked", ({ detail }) => detail.reason);
// @ts-expect-error: a text, and there
element.addEventListener("madeleine-answer", ({ detail }) => detail.survey + detail.missing.length);
