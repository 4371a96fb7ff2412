import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { calendar, readLog } from "../../src/report/statistics";
import { statistics } from "./reportSample";

describe("the log in an answer of smolcode/statistics", () => {
  it("is read, in the server's order, and what can't be said is undefined", () => {
    const answer = readLog({
      log: {
        days: 7,
        since: "2026-03-03T12:00:00+00:00",
        older: 3,
        summary: { shown: 2, accepted: 1, acceptanceRate: 0.5, keptAfter30Seconds: null, charactersSaved: 11, p50Ms: 120.5 },
        byKind: { "member-access": { shown: 2 }, argument: { shown: 1 } },
        byDay: { "2026-03-10": { shown: 2 } },
        reliability: [{ from: 0.3, to: 0.4, shown: 2, probability: 0.35, meant: 0.5 }],
        thresholds: { balanced: { threshold: 0.35, shift: -0.05, outcomes: 120 } },
      },
    });
    assert.ok("statistics" in answer);
    const { summary, byKind, bySource, byDay, reliability, thresholds, older, days } = answer.statistics;
    assert.deepEqual([days, older, summary.shown, summary.acceptanceRate, summary.keptAfter30Seconds, summary.keptAfter5Minutes], [7, 3, 2, 0.5, undefined, undefined]);
    assert.deepEqual(byKind.map(({ name, figures }) => [name, figures.shown]), [["member-access", 2], ["argument", 1]]);
    assert.deepEqual(bySource, []);
    assert.equal(byDay[0]?.name, "2026-03-10");
    assert.deepEqual(reliability, [{ from: 0.3, to: 0.4, shown: 2, probability: 0.35, acceptanceRate: undefined, meant: 0.5 }]);
    assert.deepEqual(thresholds, [{ eagerness: "balanced", threshold: 0.35, shift: -0.05, outcomes: 120 }]);
  });

  it("may be unreadable, which is told", () => {
    assert.deepEqual(readLog({ requests: 1, logProblem: "It is damaged." }), { problem: "It is damaged." });
  });

  for (const value of [undefined, null, {}, { log: null }, "log"]) {
    it(`is off when the answer is ${inspect(value)}`, () => {
      assert.deepEqual(readLog(value), { off: true });
    });
  }
});

describe("the calendar of a report", () => {
  it("has every local day that the figures may be of, over the end of a month and a change of clocks", () => {
    const days = calendar({ ...statistics, days: 30 }, new Date(2026, 3, 2, 0, 30));
    assert.equal(days.length, 31);
    assert.deepEqual([days[0], days[1], days[29], days[30]], ["2026-03-03", "2026-03-04", "2026-04-01", "2026-04-02"]);
    assert.equal(new Set(days).size, 31);
  });
});
