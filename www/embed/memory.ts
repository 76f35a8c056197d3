// What the device may remember of who was asked: in the database when something was answered or dismissed, in the session what was
// drawn for this visit and which delay runs. Where it mayn't, all of it ends with the page.

import { exists, got, transact } from "./disk";
import { AWAY, NAME, SITTING } from "./storage";
import type { Definition, Note, Quiet, Survey } from "./types";

const DAY_MS = 864e5;
/** After so many dismissals in a row a survey never asks again. */
const ENOUGH = 3;

/** What happens to a survey that is to be remembered. */
type Happened = "answered" | "dismissed" | "never";

/** All that is kept of a survey that somebody saw. Under the empty id: nothing may ask any more. */
interface Seen {
  id: string;
  /** When it was answered or dismissed last, by this device's clock. */
  at: number;
  /** Until when it is silent. */
  until: number;
  /** Dismissals since the last answer. */
  n: number;
}

/** The page's last word on storing anything; undefined while it has said nothing. */
let consent: boolean | undefined;

/** What waits for the permission to be kept, in the order in which it happened. */
let unkept: Note[] = [];

const keeps = (quiet?: Quiet): boolean => Boolean(quiet && (consent ?? !quiet.needs_consent));

/** What is known of a survey after one thing more. The silence after a dismissal doubles each time. */
function after(id: string, quiet: Quiet, happened: Happened, before?: Seen): Seen {
  const { after_answer_days = 90, after_dismiss_days = 30 } = quiet;
  const at = Date.now();
  const n = happened === "answered" ? 0 : (before?.n ?? 0) + 1;
  const days = n ? after_dismiss_days * 2 ** (n - 1) : after_answer_days;
  // "Never" stays: a survey that the person opens herself doesn't undo it.
  const never = happened === "never" || n >= ENOUGH || before?.until === Infinity;
  // What silences all surveys was always just seen.
  return { id, at: id ? at : Infinity, until: never ? Infinity : at + days * DAY_MS, n };
}

/** What is to be put down, if that is allowed; if not, it waits in case it is before the page ends. */
export function noteOf({ id = "", ask }: Definition, happened: Happened): Note | undefined {
  const quiet = ask?.quiet;
  if (!quiet) return;
  const note: Note = async (seen) => void seen.put(after(id, quiet, happened, await got<Seen | undefined>(seen.get(id))), id);
  if (keeps(quiet)) return note;
  unkept.push(note);
}

export const putDown = (note?: Note): unknown => note && transact("readwrite", (_, seen) => note(seen)).catch(() => {});

/** Whether a survey keeps silent for what was seen of it, or of another one of this site. A disk that doesn't answer knows nothing. */
export async function silent({ id = "", ask }: Definition): Promise<boolean> {
  if (!keeps(ask?.quiet)) return false;
  const all = async () => ((await exists()) ? transact("readonly", (_, seen) => got<Seen[]>(seen.getAll())) : []);
  const seen = await all().catch(() => []);
  const days = ask?.quiet?.site_wide_days ?? 0;
  return seen.some((one) => Date.now() < (one.id === id ? one.until : one.at + days * DAY_MS));
}

type Session = Record<string, Pick<Survey, "draw" | "due" | "context">>;

/** What the session knows of a survey, and learns. Mere access may be refused. */
export function inSession({ definition: { id = "", ask }, draw }: Survey, now?: Session[string]): Session[string] | undefined {
  try {
    if (!keeps(ask?.quiet)) return;
    const { [id]: before, ...others }: Session = JSON.parse(sessionStorage[NAME] ?? "{}");
    const known = now ?? before ?? { draw };
    // Where everybody is asked, and no delay runs, there is nothing to keep.
    const kept = known.due || (ask?.sample ?? 1) < 1 ? { ...others, [id]: known } : others;
    if (Object.keys(kept).length) sessionStorage[NAME] = JSON.stringify(kept);
    else if (before) delete sessionStorage[NAME];
    return known;
  } catch {
    return;
  }
}

/** The page has asked whether anything may be kept: what waited for it is put down, or all of it forgotten. */
export async function decide(given: unknown): Promise<void> {
  consent = Boolean(given);
  if (given) {
    const notes = unkept;
    unkept = [];
    if (notes.length) putDown(async (seen) => {
      for (const note of notes) await note(seen);
    });
    return;
  }
  forgetSession();
  if (!(await exists().catch(() => false))) return;
  // Answers that wait to be sent stay; without any there is no database left.
  const empty = await transact("readwrite", async (outbox, seen) => {
    seen.clear();
    return !(await got(outbox.count()));
  });
  if (empty) indexedDB.deleteDatabase(NAME);
}

function forgetSession(): void {
  try {
    for (const key of [NAME, AWAY, SITTING]) delete sessionStorage[key];
  } catch {
    // The session is refused: nothing lies there.
  }
}

/** Everything is erased: nothing that waited is put down any more. */
export function forget(): void {
  unkept = [];
  forgetSession();
}
