// Made from the Rust types of madeleine-report by its tests; don't edit. To make it anew:
//   MADELEINE_WRITE_TYPES=1 cargo test -p madeleine-report types

/**
 * Other responses that those of a report could be held against.
 */
export type Choice = {
  /**
   * What they say, as files name it: `device=desktop`, all of it; `rest` for all responses that aren't in the report.
   */
  against: Array<string>
  /**
   * For people: "Desktop".
   */
  name: string
  /**
   * What they differ in: "Device".
   */
  group: string
  /**
   * Whether the report is held against them.
   */
  selected: boolean
};

/**
 * A touchpoint to filter by.
 */
export type Filter = {
  /**
   * The touchpoint as files name it, empty for responses that name none; `null`: all of them.
   */
  touchpoint: string | null
  /**
   * Its name for people.
   */
  name: string
  /**
   * How many responses.
   */
  responses: number
  /**
   * The same as it is printed.
   */
  responsesText: string
  /**
   * Whether the report is filtered by it.
   */
  selected: boolean
};

/**
 * One thing that is wrong with a file, or a note on how it was read.
 */
export type Problem = {
  /**
   * The file's name.
   */
  file: string
  /**
   * The line, counted from 1; 0 when the file as a whole is meant.
   */
  line: number
  /**
   * A stable word for programs.
   */
  code: string
  /**
   * What is wrong, where, and how to mend it.
   */
  message: string
};

/**
 * Something by which a report is broken down, or could be.
 */
export type ReportBy = {
  /**
   * As files name it: `device`, `context.store`.
   */
  id: string
  /**
   * Its name for people.
   */
  name: string
  /**
   * Whether the report is broken down by it.
   */
  selected: boolean
};

/**
 * What a reader wants to see. Everything has a default: English, untitled, all touchpoints.
 */
export type ReportRequest = {
  /**
   * The language of words and numbers, as a tag: French for `fr` and its kin, else English.
   */
  locale: string
  /**
   * What stands above the report.
   */
  title: string
  /**
   * How points of scales and options are called, by wording key.
   */
  labels: { [key in string]: string }
  /**
   * Only the responses of this touchpoint; the empty text means those that name none.
   */
  touchpoint: string | null
  /**
   * By what it could be broken down, as in `device`: what isn't known is left out.
   */
  breakdowns: Array<string>
  /**
   * So many of the latest weeks are held against as many before; 4 where nothing is said.
   */
  compareWeeks: number | null
  /**
   * For how much room the pictures are drawn.
   */
  width: Width
  /**
   * Whether scores are called by their registered names (Net Promoter Score®), each with the line that says whose it is.
   */
  registeredNames: boolean
  /**
   * Only quotes that name this theme, by its id: `fr:frais de port`.
   */
  theme: string | null
  /**
   * Only quotes in which this stands.
   */
  search: string
  /**
   * So many quotes are shown at most; 5 where nothing is said, none at all for 0.
   */
  quotes: number | null
};

/**
 * Something that responses have to say to be in a report.
 */
export type Restriction = {
  /**
   * As files name it: `device=phone`; `device=` for those that don't say theirs.
   */
  only: string
  /**
   * For people: "Device: Phone".
   */
  name: string
};

/**
 * A report as a page shows it. What is seen first stands apart from the rest, so that nobody waits for a panel that isn't open.
 *
 * ```
 * use madeleine_core::response::{Answer, Response};
 * use madeleine_report::{Account, Gathering, Report, Request};
 * let mut gathering = Gathering::default();
 * for code in [5, 4, 4, 5, 2, 5, 4, 3, 5, 4, 5, 5] {
 *     gathering.observe(&Response { answers: vec![("csat".into(), Answer::Code(code))], ..Response::default() });
 * }
 * let shown = Report::begun(&gathering, &Account::default(), &Request::default()).shown();
 * assert_eq!((shown.responses, shown.scores), (12, vec!["csat".to_string()]));
 * assert!(shown.head.contains("83.3") && shown.panels[0].contains("id=\"panel-csat\""));
 * ```
 */
export type Shown = {
  /**
   * How many responses it is made from, after filtering.
   */
  responses: number
  /**
   * The same in words: "5,000 responses".
   */
  responsesText: string
  /**
   * From when to when, in words; empty where no response has a date.
   */
  dates: string
  /**
   * What responses had to say to be in it; nothing where all of them are.
   */
  only: Array<Restriction>
  /**
   * Which others these could be held against; none where all responses are in it.
   */
  choices: Array<Choice>
  /**
   * By what it is broken down, and could be.
   */
  breakdowns: Array<ReportBy>
  /**
   * The touchpoints that it can be filtered by, "all" first.
   */
  filters: Array<Filter>
  /**
   * The first things that are wrong with the files.
   */
  problems: Array<Problem>
  /**
   * How everything was computed.
   */
  method: string
  /**
   * What is read out when the report has changed.
   */
  spoken: string
  /**
   * The instruments that are scored, in their order.
   */
  scores: Array<string>
  /**
   * Headlines, and links to the panels; where there are no responses, what was wrong with the files. Markup, which reads the same as HTML
   * and as XML, as are panels: each is an element of the class `report` of its own.
   */
  head: string
  /**
   * Each score in detail, in the order of [`scores`](Self::scores); none where only what is seen first was asked for.
   */
  panels: Array<string>
};

/**
 * For how much room a picture is drawn: its letters keep their size.
 */
export type Width = "narrow" | "wide" | "both";
