import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CursorMoves } from "../../src/suggestions/cursorMoves";

describe("cursor moves", () => {
  it("are what happens to the cursor without an edit", () => {
    const moves = new CursorMoves();
    const document = { version: 1 };
    moves.shown(document);
    assert.equal(moves.isMove(document), true);
    document.version = 2;
    assert.equal(moves.isMove(document), false, "typed");
    assert.equal(moves.isMove(document), true, "then moved");
  });

  it("are counted for each document by itself", () => {
    const moves = new CursorMoves();
    const [one, other] = [{ version: 1 }, { version: 1 }];
    moves.shown(one);
    assert.equal(moves.isMove(other), false, "never seen");
    one.version = 5;
    assert.equal(moves.isMove(other), true);
    assert.equal(moves.isMove(one), false);
  });
});
