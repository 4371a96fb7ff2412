import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type * as vscode from "vscode";
import { hoverMiddleware } from "../../src/explanation/hover";

// What is only handed on.
const document = {} as unknown as vscode.TextDocument;
const position = {} as unknown as vscode.Position;
const token = {} as unknown as vscode.CancellationToken;
const answer = {} as unknown as vscode.Hover;

describe("hover", () => {
  it("while the setting is off, the server is not asked for a hover", async () => {
    let asked = 0;
    const { provideHover } = hoverMiddleware(() => false);
    const hover = await provideHover?.(document, position, token, () => {
      asked++;
      return answer;
    });
    assert.equal(hover, null);
    assert.equal(asked, 0);
  });

  it("the setting is read anew for each hover", async () => {
    let on = false;
    const { provideHover } = hoverMiddleware(() => on);
    assert.equal(await provideHover?.(document, position, token, () => answer), null);
    on = true;
    assert.equal(await provideHover?.(document, position, token, () => answer), answer);
  });

  it("an error of the server shows no hover", async () => {
    const { provideHover } = hoverMiddleware(() => true);
    assert.equal(await provideHover?.(document, position, token, () => Promise.reject(new Error("gone"))), null);
  });
});
