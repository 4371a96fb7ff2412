import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { readGeneratedTests, summary, table } from "../../src/tests/generatedTests";

const t = (message: string, ...args: (string | number)[]): string => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)] ?? ""));

const answer = {
  edit: {
    documentChanges: [
      { kind: "create", uri: "file:///app/tests/PricesTests.cs" },
      {
        textDocument: { uri: "file:///app/tests/PricesTests.cs", version: null },
        edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: "class PricesTests;" }],
      },
    ],
  },
  file: "/app/tests/PricesTests.cs",
  framework: "xunit",
  kept: [{ name: "Discount_Percent101_Throws", origin: "contract", kills: 1, branches: 1 }],
  dropped: [{ name: "Discount_Slow", reason: "took longer than 2 s" }],
  findings: [{ member: "Prices.Discount", message: "null is let through", code: "…" }],
  branchCoverage: { before: 0, after: 0.75 },
  mutants: { total: 16, killed: 15 },
  totalMs: 2600,
};

describe("generated tests", () => {
  it("are read with their edit and told in one line and in a table", () => {
    const tests = readGeneratedTests(answer);
    assert.ok(tests !== undefined);
    assert.deepEqual(tests.creates, ["file:///app/tests/PricesTests.cs"]);
    assert.equal(tests.changes[0]?.text, "class PricesTests;");
    assert.equal(summary(tests, t), "1 tests, built and run: branches 0 % → 75 %, 15 of 16 mutants killed.");
    assert.deepEqual(table(tests, t).slice(2), [
      "  + Discount_Percent101_Throws (contract)",
      "  - Discount_Slow: took longer than 2 s",
      "  ! Prices.Discount: null is let through",
    ]);
  });

  it("may be none, with the reason", () => {
    const tests = readGeneratedTests({ ...answer, edit: undefined, kept: [] });
    assert.ok(tests !== undefined);
    assert.deepEqual(tests.changes, []);
    assert.equal(summary(tests, t), "No test is offered. took longer than 2 s");
  });

  for (const value of [undefined, null, [], "tests", {}, { ...answer, edit: { documentChanges: [{ kind: "delete", uri: "file:///a" }] } }]) {
    it(`are not read from ${inspect(value, { depth: 0 })}`, () => {
      assert.equal(readGeneratedTests(value), undefined);
    });
  }
});
