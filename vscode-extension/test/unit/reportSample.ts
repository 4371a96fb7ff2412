import type { Figures, Statistics } from "../../src/report/statistics";

const none: Figures = {
  shown: 0,
  accepted: 0,
  partlyAccepted: 0,
  typedByHand: 0,
  typedOver: 0,
  rejected: 0,
  acceptanceRate: undefined,
  keptAfter30Seconds: undefined,
  keptAfter5Minutes: undefined,
  charactersAccepted: 0,
  charactersSaved: 0,
  p50Ms: undefined,
  p95Ms: undefined,
};

const some: Figures = {
  ...none,
  shown: 41,
  accepted: 12,
  partlyAccepted: 2,
  typedByHand: 3,
  typedOver: 5,
  rejected: 2,
  acceptanceRate: 0.2927,
  keptAfter30Seconds: 0.98,
  keptAfter5Minutes: 0.91,
  charactersAccepted: 262,
  charactersSaved: 250,
  p50Ms: 140,
  p95Ms: 410,
};

/** A report of some days, for tests. */
export const statistics: Statistics = {
  days: 7,
  since: "2026-03-03T12:00:00+00:00",
  older: 3,
  summary: some,
  byKind: [
    { name: "member-access", figures: { ...some, shown: 30, accepted: 10 } },
    { name: "a<b>", figures: { ...none, shown: 11, accepted: 0 } },
  ],
  bySource: [{ name: "model", figures: some }],
  byDay: [
    { name: "2026-03-10", figures: { ...some, shown: 31, accepted: 8 } },
    { name: "2026-03-08", figures: { ...none, shown: 10, accepted: 4 } },
  ],
  reliability: [
    { from: 0.3, to: 0.4, shown: 0, probability: undefined, acceptanceRate: undefined, meant: undefined },
    { from: 0.4, to: 0.5, shown: 8, probability: 0.44, acceptanceRate: 0.25, meant: 0.5 },
  ],
  thresholds: [{ eagerness: "balanced", threshold: 0.35, shift: 0.05, outcomes: 120 }],
};

/** The same of days in which nothing was shown. */
export const empty: Statistics = { ...statistics, older: 0, summary: none, byKind: [], bySource: [], byDay: [], reliability: [] };
