import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { explanationPage, renderMarkdown } from "../../src/explanation/explanationPage";

describe("an explanation", () => {
  it("is rendered, with links to code and to pages", () => {
    const html = renderMarkdown("Reads [`items`](file:///a.cs#L7), see [docs](https://learn.microsoft.com).\n\n- one");
    assert.match(html, /<a href="file:\/\/\/a\.cs#L7"><code>items<\/code><\/a>/);
    assert.match(html, /<a href="https:\/\/learn\.microsoft\.com">docs<\/a>/);
    assert.match(html, /<li>one<\/li>/);
  });

  it("brings no markup, script or picture of its own into the page", () => {
    const html = renderMarkdown(
      "<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n![p](https://example.org/p.png) [c](command:quit) [j](javascript:alert(1))",
    );
    assert.doesNotMatch(html, /<script|<img|href="(command|javascript)/);
  });

  it("is not read aloud by itself while it grows: only how it stands with it is", () => {
    const page = explanationPage("abc", "en", "Explanation");
    assert.doesNotMatch(page, /aria-live/);
    assert.deepEqual(page.match(/<[^>]*role="(?:status|alert|log)"[^>]*>/g), ['<p id="note" role="status">']);
  });

  it("is shown in a page that loads nothing and runs only its own script", () => {
    const page = explanationPage("abc", "en", 'A "title" <b>');
    assert.match(page, /content="default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"/);
    assert.match(page, /<title>A &#34;title&#34; &#60;b&#62;<\/title>/);
    assert.doesNotMatch(page, /unsafe-inline|unsafe-eval|https?:/);
    for (const tag of page.match(/<(?:script|style)[^>]*>/g) ?? []) {
      assert.match(tag, /nonce="abc"/);
    }
  });
});
