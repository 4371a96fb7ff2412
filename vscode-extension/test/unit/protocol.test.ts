import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { readServerStatus } from "../../src/protocol";

describe("smolcode/status", () => {
  it("is read", () => {
    const status = readServerStatus({ state: "ready", untrusted: true, model: "M", message: "m", workspace: "/w", later: 1 });
    assert.deepEqual(status, { state: "ready", untrusted: true, model: "M", message: "m", workspace: "/w" });
  });

  it("may lack what there is nothing to say of", () => {
    assert.deepEqual(readServerStatus({ state: "starting", message: null, model: "" }), { state: "starting", untrusted: false });
  });

  for (const value of [undefined, null, [], "ready", { state: "unheard of" }, {}]) {
    it(`is ignored when it is ${inspect(value)}`, () => {
      assert.equal(readServerStatus(value), undefined);
    });
  }
});
