import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readLink } from "../../src/explanation/codeLink";

describe("a link of an explanation", () => {
  const places: [string, { line: number; character: number }, { line: number; character: number }][] = [
    ["file:///a/b.cs", { line: 0, character: 0 }, { line: 0, character: 0 }],
    ["file:///a/b.cs#L12", { line: 11, character: 0 }, { line: 11, character: 0 }],
    ["file:///a/b.cs#L12,5", { line: 11, character: 4 }, { line: 11, character: 4 }],
    ["file:///a/b.cs#L12,5-L14,2", { line: 11, character: 4 }, { line: 13, character: 1 }],
    ["file:///a/b.cs#L12-14", { line: 11, character: 0 }, { line: 13, character: 0 }],
    ["file:///a/b.cs#elsewhere", { line: 0, character: 0 }, { line: 0, character: 0 }],
  ];
  for (const [href, start, end] of places) {
    it(`leads to the code: ${href}`, () => {
      assert.deepEqual(readLink(href), { code: { file: "file:///a/b.cs", start, end } });
    });
  }

  it("may lead to a page", () => {
    assert.deepEqual(readLink("https://learn.microsoft.com/dotnet"), { page: "https://learn.microsoft.com/dotnet" });
  });

  for (const href of ["command:workbench.action.quit", "javascript:alert(1)", "http://example.org", "vscode://x", "#L3", "", "b.cs"]) {
    it(`does nothing when it is "${href}"`, () => {
      assert.equal(readLink(href), undefined);
    });
  }
});
