import { isRecord } from "../protocol";

/** Figures of a set of suggestions; docs/stats.md says what each is. Undefined: can't be said. */
export interface Figures {
  readonly shown: number;
  readonly accepted: number;
  readonly partlyAccepted: number;
  readonly typedByHand: number;
  readonly typedOver: number;
  readonly rejected: number;
  readonly acceptanceRate: number | undefined;
  readonly keptAfter30Seconds: number | undefined;
  readonly keptAfter5Minutes: number | undefined;
  readonly charactersAccepted: number;
  readonly charactersSaved: number;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
}

/** Figures of a part: a kind of place, a source, a day. */
export interface Group {
  readonly name: string;
  readonly figures: Figures;
}

/** What became of what was shown with a probability from `from` to `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly shown: number;
  readonly probability: number | undefined;
  readonly acceptanceRate: number | undefined;
  readonly meant: number | undefined;
}

export interface Threshold {
  readonly eagerness: string;
  readonly threshold: number;
  readonly shift: number;
  readonly outcomes: number;
}

/** What the local log says of some days. */
export interface Statistics {
  readonly days: number;
  readonly since: string;
  /** Suggestions in the log that are older. */
  readonly older: number;
  readonly summary: Figures;
  readonly byKind: readonly Group[];
  readonly bySource: readonly Group[];
  /** The latest first; days without any are left out. */
  readonly byDay: readonly Group[];
  readonly reliability: readonly Bin[];
  readonly thresholds: readonly Threshold[];
}

/** What smolcode/statistics says of the log: figures, why there are none, or that there is no log. */
export type LogAnswer = { readonly statistics: Statistics } | { readonly problem: string } | { readonly off: true };

/** Keys that stand for a word: what typing is measured in. */
export const charactersOfAWord = 5;

const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const optional = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export function readLog(answer: unknown): LogAnswer {
  const { log, logProblem } = record(answer);
  if (!isRecord(log)) {
    return typeof logProblem === "string" ? { problem: logProblem } : { off: true };
  }

  return {
    statistics: {
      days: number(log.days),
      since: text(log.since),
      older: number(log.older),
      summary: readFigures(log.summary),
      byKind: readGroups(log.byKind),
      bySource: readGroups(log.bySource),
      byDay: readGroups(log.byDay),
      reliability: (Array.isArray(log.reliability) ? log.reliability : []).map(readBin),
      thresholds: Object.entries(record(log.thresholds)).map(([eagerness, value]) => {
        const { threshold, shift, outcomes } = record(value);
        return { eagerness, threshold: number(threshold), shift: number(shift), outcomes: number(outcomes) };
      }),
    },
  };
}

/** The local calendar days that figures are of, the first first: those of the log and those without any between them. */
export function calendar(statistics: Statistics, today: Date): string[] {
  const days: string[] = [];
  for (let back = statistics.days; back >= 0; back--) {
    days.push(dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - back, 12)));
  }

  return days;
}

/** yyyy-MM-dd, local time, as the server names days. */
function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function readGroups(value: unknown): Group[] {
  return Object.entries(record(value)).map(([name, figures]) => ({ name, figures: readFigures(figures) }));
}

function readFigures(value: unknown): Figures {
  const figures = record(value);
  return {
    shown: number(figures.shown),
    accepted: number(figures.accepted),
    partlyAccepted: number(figures.partlyAccepted),
    typedByHand: number(figures.typedByHand),
    typedOver: number(figures.typedOver),
    rejected: number(figures.rejected),
    acceptanceRate: optional(figures.acceptanceRate),
    keptAfter30Seconds: optional(figures.keptAfter30Seconds),
    keptAfter5Minutes: optional(figures.keptAfter5Minutes),
    charactersAccepted: number(figures.charactersAccepted),
    charactersSaved: number(figures.charactersSaved),
    p50Ms: optional(figures.p50Ms),
    p95Ms: optional(figures.p95Ms),
  };
}

function readBin(value: unknown): Bin {
  const { from, to, shown, probability, acceptanceRate, meant } = record(value);
  return {
    from: number(from),
    to: number(to),
    shown: number(shown),
    probability: optional(probability),
    acceptanceRate: optional(acceptanceRate),
    meant: optional(meant),
  };
}
