// What the page itself says in English. What the report says comes from its module.

import type { Failure } from "../protocol";

export const words = {
  report: "Report",
  skip: "Skip to the report",
  addFile: "Add file…",
  exportCsv: "Export CSV",
  saveFile: "Save as HTML",
  filter: "Filter by touchpoint",
  computed: "computed in this browser in",
  reading: "Reading",
  rows: "rows",
  of: "of",
  left: "{0} s left",
  soFar: "So far:",
  cancel: "Cancel",
  dropHere: "Drop the files here",
  openHeading: "Open a response file",
  openText: "NDJSON or CSV, one or several. Drop them anywhere on this page, or choose them. They are read here, in this browser, and sent nowhere.",
  choose: "Choose files…",
  noneHeading: "No answers yet",
  noneText: "The file is there, and nobody has answered yet.",
  noneLive: "This page looks again every three seconds: answer the survey, and the first numbers appear by themselves.",
  hiddenYet: "A score is shown from ten answers on.",
  live: "Live: looks for new answers every three seconds",
  nowhere: "Nothing on this page was sent to a server.",
  broken: "The report could not be made",
  close: "Close this message",
  save: "Save as",
  noPart: "there is no part called",
  search: "Search what they wrote",
  more: "Show more",
  by: "Break down by",
  only: "Only",
  hint: "Choose one to see its responses alone.",
  weekHint: "Choose a week to see its responses alone.",
  drop: "Remove",
  dropAll: "Clear all",
  columns: "Columns…",
  sayColumns: "Say what they are…",
  unknownHeading: "Nobody knows these columns",
  unknownText: "They aren’t called as ours, and no tool that is known wrote the file. Say what they are, and it is read so: here, in this browser.",
  oneMapping: "one mapping at a time: the first one was taken. Drop each with the files that it is for.",
  noTable: "no file is open that needs a mapping. Drop it together with the file that it is for.",
  point: ".",
  group: ",",
  bytes: ["B", "kB", "MB"],
  second: "s",
  /** Why a file isn't in the report, and what to do about it. */
  failed: ({ name, reason, status, why }: Failure): string => {
    const said = status ? ` (HTTP ${status})` : "";
    return {
      not_found: `There is no “${name}” at this address${said}. Check “src” in the address of this page, or drop the file here.`,
      refused: `The server won’t give “${name}”${said}. Ask it for access, or drop the file here.`,
      unreachable: `“${name}” can’t be reached: no network, or another site that doesn’t allow this page (CORS). Serve the file from this site, or drop it here.`,
      interrupted: `The connection broke while “${name}” was read, so it isn’t counted. Reload the page to try again.`,
      unreadable: `“${name}” can’t be read from disk: it was moved or changed, or it is a folder. Choose it again.`,
      swollen: `“${name}” unpacks to more than a hundred times its size: reading stopped there, and it isn’t counted. Serve it without compression if it is meant to be like that.`,
      cancelled: `Reading “${name}” was cancelled: it isn’t counted.`,
      unlike: `“${name}” isn’t counted: ${why}`,
      stopped: `Reading “${name}” stopped in the middle, by a fault of Madeleine’s: it isn’t counted, the others are. Please report it with that file.`,
    }[reason];
  },
};

export type Words = typeof words;
