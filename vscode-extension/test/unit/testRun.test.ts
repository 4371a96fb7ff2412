import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOutcome, runSummary } from "../../src/tests/testRun";
import { untranslated as t } from "../../src/translate";

describe("a run of tests", () => {
  for (const [runner, output, outcome] of [
    [
      "xUnit's own runner",
      "=== TEST EXECUTION SUMMARY ===\n   Warehouse.Tests  Total: 5, Errors: 1, Failed: 1, Skipped: 1, Not Run: 0, Time: 0.282s\n",
      { passed: 2, failed: 2, skipped: 1 },
    ],
    ["VSTest in short", "Passed!  - Failed:     0, Passed:     3, Skipped:     0, Total:     3, Duration: 12 ms - A.Tests.dll (net10.0)\n", { passed: 3, failed: 0, skipped: 0 }],
    ["VSTest at length", "  Passed A.ATests.B [5 ms]\n\nTest Run Failed.\nTotal tests: 4\n     Passed: 2\n     Failed: 1\n    Skipped: 1\n Total time: 0.9 Seconds\n", { passed: 2, failed: 1, skipped: 1 }],
    [
      "the testing platform, in colours",
      "\u001b[32mTest run summary: Passed!\u001b[m\n  total: 7\n  failed: 0\n  succeeded: 6\n  skipped: 1\n  duration: 1s 200ms\n",
      { passed: 6, failed: 0, skipped: 1 },
    ],
  ] as const) {
    it(`is read from what ${runner} writes`, () => {
      assert.deepEqual(readOutcome(output), outcome);
    });
  }

  it("is told in one line", () => {
    assert.equal(readOutcome("error CS0103: The name 'x' does not exist"), undefined);
    assert.equal(runSummary(0, { passed: 3, failed: 0, skipped: 0 }, t), "3 tests passed.");
    assert.equal(runSummary(0, { passed: 1, failed: 0, skipped: 2 }, t), "1 test passed. 2 skipped.");
    assert.equal(runSummary(1, { passed: 2, failed: 1, skipped: 0 }, t), "1 of 3 tests failed.");
    assert.equal(runSummary(1, undefined, t), "The tests could not be run (exit code 1). The terminal has the reason.");
    assert.equal(runSummary(8, { passed: 2, failed: 0, skipped: 0 }, t), "2 tests passed, and the run ended with exit code 8. The terminal has the reason.");
    assert.equal(runSummary(undefined, undefined, t), "The run of the tests was ended.");
  });
});
