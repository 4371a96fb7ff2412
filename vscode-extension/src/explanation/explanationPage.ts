import MarkdownIt from "markdown-it";
import { escapeHtml } from "../webview/html";
import { patch } from "../webview/patch";

/** What the page shows at a time. */
export interface ExplanationContent {
  /** Which explanation it is: another one is read from its beginning. */
  readonly id: number;
  readonly html: string;
  /** How it stands with it; said to a screen reader when it changes. */
  readonly note: string;
  /** The note is for the ear only: to the eye it is clear. */
  readonly quiet: boolean;
  readonly busy: boolean;
}

/** No HTML passes from the Markdown into the page, and no picture: nothing is loaded from anywhere. */
const markdown = new MarkdownIt({ html: false, linkify: false }).disable("image");
// What a link may do is decided when it is clicked; the library alone would not let file: through.
markdown.validateLink = (href) => /^(https|file):/i.test(href);

/** The HTML of an explanation. */
export function renderMarkdown(text: string): string {
  return markdown.render(text);
}

/**
 * The page that an explanation is shown in. It runs one script, known by its nonce, and loads nothing. The explanation arrives by
 * messages, in English whatever the editor's language is; clicks on its links are sent back.
 *
 * It grows while it is read. A block of it (a paragraph, an item of a list) that was there already stays the element that it is, with the
 * focus and what is selected in it, wherever a later part puts it; where a block with the focus changes, the same link has the focus. What
 * is read aloud by itself is the note alone: that it is being made, and that it is complete.
 */
export function explanationPage(nonce: string, language: string, title: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
  <title>${escapeHtml(title)}</title>
  <style nonce="${nonce}">
    body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground); line-height: 1.5; }
    main { max-width: 80ch; padding: 0 1em 2em; }
    a { color: var(--vscode-textLink-foreground); }
    a[href^="file:"] { white-space: nowrap; }
    a:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
    code, pre { font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size); }
    pre { padding: .75em 1em; overflow: auto; background: var(--vscode-textCodeBlock-background); border: 1px solid var(--vscode-contrastBorder, transparent); }
    #answer:focus { outline: none; }
    #note { color: var(--vscode-descriptionForeground); }
    #note.quiet { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  </style>
</head>
<body>
  <main>
    <div id="answer" lang="en" tabindex="-1"></div>
    <p id="note" role="status"></p>
  </main>
  <script nonce="${nonce}">
    const vscode = acquireVsCodeApi();
    const answer = document.getElementById("answer");
    const note = document.getElementById("note");
    const patch = ${patch.toString()};
    let shown = {};
    window.addEventListener("message", ({ data }) => {
      answer.setAttribute("aria-busy", String(data.busy));
      if (shown.html !== data.html) {
        // Without the focus the page takes it from nobody.
        const focused = document.hasFocus() && answer.contains(document.activeElement) ? document.activeElement : null;
        const wanted = document.createElement("template");
        wanted.innerHTML = data.html;
        for (const block of wanted.content.querySelectorAll("p, li, pre, h1, h2, h3, h4, h5, h6")) {
          block.dataset.key = block.innerHTML;
        }
        patch(answer, wanted.content);
        if (focused && document.activeElement !== focused) {
          const same = [...answer.querySelectorAll("a[href]")].find((link) => link.href === focused.href);
          (answer.contains(focused) ? focused : same ?? answer).focus({ preventScroll: true });
        }
      }
      if (shown.id !== data.id) {
        // The tab was behind another one: what is read stays where it was.
        const state = shown.id === undefined ? vscode.getState() : undefined;
        scrollTo(0, state?.id === data.id ? state.top : 0);
      }
      shown = data;
      note.className = data.quiet ? "quiet" : "";
      if (note.textContent !== data.note) {
        note.textContent = data.note;
      }
    });
    document.addEventListener("scroll", () => vscode.setState({ id: shown.id, top: scrollY }));
    document.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link) {
        event.preventDefault();
        vscode.postMessage({ link: link.getAttribute("href") });
      }
    });
    vscode.postMessage({ ready: true });
  </script>
</body>
</html>`;
}
