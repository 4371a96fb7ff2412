import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { textLanguage } from "../../src/translate";
import { readPageMessage, webviewPage } from "../../src/webview/page";

describe("a page", () => {
  it("loads nothing and runs only its own script", () => {
    const page = webviewPage("abc", "de", "A <title>", ".x { color: red; }");
    assert.match(page, /content="default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"/);
    assert.match(page, /<html lang="de">/);
    assert.match(page, /<title>A &#60;title&#62;<\/title>/);
    assert.doesNotMatch(page, /unsafe-inline|unsafe-eval|https?:|style="/);
    for (const tag of page.match(/<(?:script|style)[^>]*>/g) ?? []) {
      assert.match(tag, /nonce="abc"/);
    }
  });

  it("is in the editor's language where there are translations", () => {
    assert.equal(textLanguage(undefined, "de"), "en");
    assert.equal(textLanguage({}, "de"), "de");
  });

  it("says what was pressed, with the fields as they are", () => {
    assert.deepEqual(readPageMessage({ action: "use", argument: "a", values: { url: "u", bad: 1 } }), { action: "use", argument: "a", values: { url: "u" } });
    assert.deepEqual(readPageMessage({ action: "use" }), { action: "use", argument: "", values: {} });
    assert.deepEqual(readPageMessage({ ready: true }), { ready: true });
  });

  for (const message of [undefined, null, "use", 1, {}, { ready: "yes" }, { action: 1 }]) {
    it(`is not listened to when it says ${inspect(message)}`, () => {
      assert.equal(readPageMessage(message), undefined);
    });
  }
});
