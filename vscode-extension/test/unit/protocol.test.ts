import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { readMarkdown, readOptionalFeatures, readServerStatus } from "../../src/protocol";

describe("smolcode/status", () => {
  it("is read", () => {
    const status = readServerStatus({ state: "ready", untrusted: true, model: "M", message: "m", reason: "trust", workspace: "/w", tokensPerSecond: 63, later: 1 });
    assert.deepEqual(status, { state: "ready", untrusted: true, model: "M", message: "m", reason: "trust", workspace: "/w", tokensPerSecond: 63 });
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

describe("optional features", () => {
  it("are those that the server announces and this client knows", () => {
    assert.deepEqual(readOptionalFeatures({ smolcode: { explain: true, unheardOf: true } }), ["explain"]);
  });

  for (const value of [undefined, null, true, {}, { smolcode: true }, { smolcode: { explain: false } }, { smolcode: { explain: "yes" } }]) {
    it(`are none for ${inspect(value)}`, () => {
      assert.deepEqual(readOptionalFeatures(value), []);
    });
  }
});

describe("Markdown of an answer", () => {
  it("is read, and ignored when it is something else", () => {
    assert.equal(readMarkdown({ markdown: "# A" }), "# A");
    assert.equal(readMarkdown({ markdown: 1 }), undefined);
    assert.equal(readMarkdown("# A"), undefined);
  });
});
