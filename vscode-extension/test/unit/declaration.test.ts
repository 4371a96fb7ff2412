import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeclaration } from "../../src/tests/declaration";

describe("a line that the lightbulb offers tests for", () => {
  for (const line of [
    "    public decimal Discount(decimal price, int percent)",
    "public sealed class Basket",
    "    internal static async Task<List<int>?> LoadAsync(",
    "    public int Count => items.Count;",
    "    public string Name { get; set; }",
    "public readonly record struct Price(decimal Amount);",
    "    [Obsolete] public void Old()",
  ]) {
    it(`is ${line.trim()}`, () => assert.ok(isDeclaration(line)));
  }

  it("is not looked for in all of a line that has no end", () => {
    assert.ok(!isDeclaration(`${" ".repeat(300)}public sealed class Basket`));
    assert.ok(isDeclaration(`public int Count => 1; // ${" ".repeat(100_000)}`));
  });

  for (const line of ["        total += price;", "    private int count;", "    public const int Most = 3;", "using System;", "", "    public event EventHandler? Changed;"]) {
    it(`is not ${line.trim() || "an empty one"}`, () => assert.ok(!isDeclaration(line)));
  }
});
