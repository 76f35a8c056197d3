// Made from the Rust types of madeleine-report by its tests; don't edit. To make it anew:
//   MADELEINE_WRITE_TYPES=1 cargo test -p madeleine-report types

/**
 * One answer of a distribution.
 */
export type Bar = {
  /**
   * The answer's words.
   */
  name: string
  /**
   * `favourable`, `neutral` or `unfavourable`.
   */
  side: string
  /**
   * How many gave it.
   */
  count: number
  /**
   * Their share.
   */
  share: Figure
};

/**
 * One row of a breakdown: a segment.
 */
export type Breakdown = {
  /**
   * How files name it: `checkout`.
   */
  id: string
  /**
   * Its name for people.
   */
  name: string
  /**
   * What responses say that are of it: `device=phone`; empty where that can't be said.
   */
  only: string
  /**
   * Whether the report is filtered by it.
   */
  selected: boolean
  /**
   * The number.
   */
  cell: Cell
  /**
   * By how much it differs from all other segments together; `null` where that can't be said.
   */
  rest: Difference | null
};

/**
 * What a reader should mind.
 */
export type Care = {
  /**
   * What became of the lines of the files.
   */
  lines: string
  /**
   * Sentences.
   */
  notes: Array<string>
  /**
   * How many things are wrong with the files, in words; empty where nothing is.
   */
  problemsText: string
  /**
   * The first of them.
   */
  problems: Array<Problem>
  /**
   * How many more there are.
   */
  moreProblems: number
  /**
   * How many notes there are on how the files were read, in words; empty where there are none.
   */
  readingText: string
  /**
   * The first of them.
   */
  reading: Array<Problem>
  /**
   * How many more there are.
   */
  moreReading: number
};

/**
 * A number, or why it isn't shown.
 */
export type Cell = {
  /**
   * Whether it is shown.
   */
  status: Status
  /**
   * The number, where it is.
   */
  figure: Figure | null
  /**
   * How many answers; `null` where that is hidden, too.
   */
  base: number | null
  /**
   * The same as it is printed: "n = 2,431".
   */
  baseText: string
  /**
   * A sentence where there is something to say: why it is hidden or only indicative.
   */
  note: string
};

/**
 * The latest weeks held against earlier ones.
 */
export type Change = {
  /**
   * `previous`: the weeks just before; `year_before`: the same weeks of the year before.
   */
  id: string
  /**
   * How the latest weeks are called: "Last 4 weeks".
   */
  name: string
  /**
   * From when to when they are.
   */
  period: string
  /**
   * From when to when the earlier ones are.
   */
  before: string
  /**
   * The number of the latest weeks.
   */
  now: Cell
  /**
   * The number of the earlier ones.
   */
  then: Cell
  /**
   * The difference; `null` where there are too few answers to compare.
   */
  difference: Difference | null
  /**
   * The same in words.
   */
  sentence: string
};

/**
 * A question answered in words.
 */
export type Comments = {
  /**
   * The instrument.
   */
  instrument: string
  /**
   * Its name.
   */
  name: string
  /**
   * How many wrote something.
   */
  answered: number
  /**
   * How many were asked.
   */
  asked: number
  /**
   * The same in words.
   */
  sentence: string
};

/**
 * A difference with its interval and what may be said of it.
 */
export type Difference = {
  /**
   * The first number minus the second.
   */
  value: number
  /**
   * The lower end of its interval.
   */
  low: number
  /**
   * The upper end.
   */
  high: number
  /**
   * What it is measured in.
   */
  kind: Kind
  /**
   * How the interval was made.
   */
  method: string
  /**
   * The p-value, adjusted for all comparisons of this score in the report; `null` where there is no test.
   */
  p: number | null
  /**
   * The same as it is printed.
   */
  pText: string
  /**
   * The difference as it is printed, with its sign and unit.
   */
  text: string
  /**
   * Both ends of the interval as they are printed.
   */
  range: string
  /**
   * Whether it is clear: the interval leaves out 0 and the adjusted p-value is at most 0.05.
   */
  clear: boolean
  /**
   * The same in words: "Clear difference" or "No clear difference", never "equal".
   */
  verdict: string
};

/**
 * A number with its interval, base and method: never without.
 */
export type Figure = {
  /**
   * The number: a share from 0 to 1, points from −100 to 100, a code of the scale, an index from 0 to 100.
   */
  value: number
  /**
   * The lower end of its interval.
   */
  low: number
  /**
   * The upper end.
   */
  high: number
  /**
   * How many answers it rests on.
   */
  base: number
  /**
   * What it is measured in.
   */
  kind: Kind
  /**
   * `wilson`, `adj_wald` or `mean_adj`.
   */
  method: string
  /**
   * The number as it is printed, without its unit.
   */
  text: string
  /**
   * The unit as it is printed, `%` or `points`.
   */
  unit: string
  /**
   * The lower end as it is printed, without its unit.
   */
  lowText: string
  /**
   * The upper end.
   */
  highText: string
  /**
   * Both ends and the unit: "80.8 to 83.9 %".
   */
  range: string
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
 * What a number is measured in.
 */
export type Kind = "share" | "points" | "scalePoints" | "index";

/**
 * Control limits: between these a number lies when nothing happens, by chance alone.
 */
export type Limits = {
  /**
   * The lower one.
   */
  low: number
  /**
   * What is expected.
   */
  center: number
  /**
   * The upper one.
   */
  high: number
  /**
   * Both as they are printed.
   */
  text: string
};

/**
 * An option that people named.
 */
export type Mentioned = {
  /**
   * The option's key.
   */
  option: string
  /**
   * Its words.
   */
  name: string
  /**
   * How many named it.
   */
  mentions: number
  /**
   * Their share of those who answered.
   */
  share: Figure
};

/**
 * Why somebody isn't in a base.
 */
export type Missed = {
  /**
   * A stable word for programs.
   */
  id: string
  /**
   * Why, for people.
   */
  name: string
  /**
   * How many.
   */
  count: number
  /**
   * The same as it is printed.
   */
  countText: string
};

/**
 * A measure with its name.
 */
export type Named = {
  /**
   * A stable word for programs: `mean`, `index`, `net`, `favourable`, …
   */
  id: string
  /**
   * Its name for people.
   */
  name: string
  /**
   * The number.
   */
  figure: Figure
};

/**
 * A picture and its table.
 */
export type Picture = {
  /**
   * What it shows.
   */
  title: string
  /**
   * What there is to see, in a sentence.
   */
  description: string
  /**
   * The same numbers in rows.
   */
  table: Table
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
 * A question of which several options could be named.
 */
export type Reasons = {
  /**
   * The instrument.
   */
  instrument: string
  /**
   * Its name.
   */
  name: string
  /**
   * Whether it is shown.
   */
  status: Status
  /**
   * How many answered.
   */
  base: number
  /**
   * What the shares are of, or why nothing is shown.
   */
  note: string
  /**
   * Each option, the most named first.
   */
  options: Array<Mentioned>
  /**
   * The same as a picture.
   */
  picture: Picture | null
};

/**
 * A report.
 */
export type Report = {
  /**
   * The language that it is written in: `en` or `fr`.
   */
  language: string
  /**
   * What stands above it.
   */
  title: string
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
   * How many of all responses those are, in words: "1,234 of 5,000 responses"; empty where all of them are.
   */
  onlyText: string
  /**
   * By what it is broken down, and could be.
   */
  breakdowns: Array<ReportBy>
  /**
   * The touchpoints that it can be filtered by, "all" first.
   */
  filters: Array<Filter>
  /**
   * How far the sittings got.
   */
  dispositions: Array<Slice>
  /**
   * What part of those who were shown a survey answered, in words, or that this isn't known.
   */
  participation: string
  /**
   * One section for each scored instrument.
   */
  sections: Array<Section>
  /**
   * Questions of which several options could be named.
   */
  reasons: Array<Reasons>
  /**
   * Questions answered in words.
   */
  comments: Array<Comments>
  /**
   * What a reader should mind.
   */
  care: Care
  /**
   * How everything was computed.
   */
  method: string
  /**
   * All of it below its title as markup, which reads the same as HTML and as XML.
   */
  body: string
  /**
   * What is read out when the report has changed.
   */
  spoken: string
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
 * One scored instrument.
 */
export type Section = {
  /**
   * The instrument: `csat`, `ces2`, …
   */
  instrument: string
  /**
   * The name of its score.
   */
  name: string
  /**
   * A shorter name.
   */
  shortName: string
  /**
   * Where wording and scoring come from.
   */
  source: string
  /**
   * The number that stands for it.
   */
  headline: Cell
  /**
   * How the interval was made, in words.
   */
  method: string
  /**
   * The headline in words.
   */
  sentence: string
  /**
   * The headline on its scale; `null` where it isn't shown.
   */
  gauge: Picture | null
  /**
   * Its other numbers.
   */
  more: Array<Named>
  /**
   * How many gave each answer; empty where the headline isn't shown.
   */
  bars: Array<Bar>
  /**
   * The same as a picture.
   */
  distribution: Picture | null
  /**
   * Weeks in order, gaps kept.
   */
  weeks: Array<Week>
  /**
   * What is unusual among them, in words.
   */
  control: string
  /**
   * The latest weeks held against those before them, and against those of a year before.
   */
  changes: Array<Change>
  /**
   * The weeks as a picture, where at least two are shown.
   */
  trend: Picture | null
  /**
   * Segments, the best first, hidden ones last.
   */
  segments: Array<Breakdown>
  /**
   * The same as a picture, where at least one is shown.
   */
  plot: Picture | null
  /**
   * Stages of the journey in their order; empty where fewer than two may be shown, or one touchpoint is chosen.
   */
  stages: Array<Stage>
  /**
   * The same as a picture.
   */
  journey: Picture | null
  /**
   * Who isn't in the base.
   */
  missing: Array<Missed>
};

/**
 * A part of a whole.
 */
export type Slice = {
  /**
   * A stable word for programs.
   */
  id: string
  /**
   * Its name for people.
   */
  name: string
  /**
   * How many.
   */
  count: number
  /**
   * The same as it is printed.
   */
  countText: string
  /**
   * Its share of the whole as it is printed.
   */
  shareText: string
};

/**
 * One stage of the journey.
 */
export type Stage = {
  /**
   * How files name it: `act`.
   */
  id: string
  /**
   * Its name for people.
   */
  name: string
  /**
   * What responses say that are of it: `stage=act`; empty where that can't be said.
   */
  only: string
  /**
   * Whether the report is filtered by it.
   */
  selected: boolean
  /**
   * The number.
   */
  cell: Cell
  /**
   * `best`, `weakest` and `last`, where it is one of those.
   */
  marks: Array<string>
  /**
   * By how much it differs from the stage before; `null` where that can't be said.
   */
  step: Difference | null
};

/**
 * Whether a number is shown.
 */
export type Status = "published" | "indicative" | "tooFew" | "withheld" | "noAnswers";

/**
 * A table: the names of its columns and its rows, all as they are printed.
 */
export type Table = {
  /**
   * What the columns hold.
   */
  columns: Array<string>
  /**
   * The rows, each as long as [`columns`](Self::columns).
   */
  rows: Array<Array<string>>
};

/**
 * One week of a trend.
 */
export type Week = {
  /**
   * How files name it: `2026-W47`.
   */
  id: string
  /**
   * Its name for people.
   */
  name: string
  /**
   * What responses lie in that are of it: `period=2026-W47`; empty for those without a date.
   */
  only: string
  /**
   * Whether the report is filtered by it.
   */
  selected: boolean
  /**
   * The number.
   */
  cell: Cell
  /**
   * Between what the number lies when nothing happens; `null` where there are too few weeks to tell.
   */
  limits: Limits | null
  /**
   * What is unusual about it, in words; empty where nothing is.
   */
  signals: Array<string>
  /**
   * Whether another wording begins here, so that it can't be held against the weeks before.
   */
  newSeries: boolean
};

/**
 * For how much room a picture is drawn: its letters keep their size.
 */
export type Width = "narrow" | "wide" | "both";
