import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { isUnchanged, readGeneratedTests, summary, table } from "../../src/tests/generatedTests";
import { PendingDecision } from "../../src/tests/pendingDecision";

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
    assert.equal(summary(tests, t), "1 test, built and run: branches 0 % → 75 %, 15 of 16 mutants killed.");
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

describe("the files that tests are written to", () => {
  const [created, replaced] = ["file:///app/tests/Tests.csproj", "file:///app/App.sln"];
  const change = { startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 0, text: "" };
  const edit = { creates: [created], changes: [{ ...change, uri: created }, { ...change, uri: replaced }] };
  const before = new Map([[replaced, "solution"]]);

  for (const [files, expected] of [
    [{ [replaced]: "solution" }, true],
    [{ [replaced]: "solution, and a project more" }, false],
    [{ [replaced]: "solution", [created]: "made by hand" }, false],
    [{}, false],
  ] as [Record<string, string>, boolean][]) {
    it(`${expected ? "are" : "are not"} as they were when they are ${inspect(files)}`, async () => {
      assert.equal(await isUnchanged(edit, before, (uri) => Promise.resolve(files[uri])), expected);
    });
  }
});

describe("a decision", () => {
  it("is made once", async () => {
    const pending = new PendingDecision();
    const asked = pending.ask();
    assert.equal(pending.decide(true), true);
    assert.equal(pending.decide(false), false);
    assert.equal(await asked, true);
  });

  it("that is pending is no when another is asked for", async () => {
    const pending = new PendingDecision();
    const [first, second] = [pending.ask(), pending.ask()];
    assert.equal(await first, false);
    assert.equal(pending.decide(true), true);
    assert.equal(await second, true);
  });

  it("that nobody waits for is none", () => {
    assert.equal(new PendingDecision().decide(true), false);
  });
});
