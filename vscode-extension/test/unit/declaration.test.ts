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
    "class Basket",
    "sealed partial record Line(int Count);",
    "    static int Sum(int a, int b)",
    "    void Save(Order order);",
    "    Task<Order?> FindAsync(string id, CancellationToken token);",
  ]) {
    it(`is ${line.trim()}`, () => assert.ok(isDeclaration(line)));
  }

  it("is not looked for in all of a line that has no end", () => {
    assert.ok(!isDeclaration(`${" ".repeat(300)}public sealed class Basket`));
    assert.ok(isDeclaration(`public int Count => 1; // ${" ".repeat(100_000)}`));
  });

  for (const line of ["        total += price;", "    private int count;", "    public const int Most = 3;", "using System;", "", "    public event EventHandler? Changed;",
    "        return Sum(a, b);",
    "        await SaveAsync(order);",
    "        throw new ArgumentException(nameof(order));",
    "        else if (a > b)",
    "        foreach (var line in lines)",
    "        var total = Sum(a, b);",
    "        Save(order);",
    "        new Basket(order)",
    "        // a class for orders",
  ]) {
    it(`is not ${line.trim() || "an empty one"}`, () => assert.ok(!isDeclaration(line)));
  }
});
