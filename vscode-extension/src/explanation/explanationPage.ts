import MarkdownIt from "markdown-it";
import { escapeHtml } from "../webview/html";

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
    #note { color: var(--vscode-descriptionForeground); }
  </style>
</head>
<body>
  <main>
    <div id="answer" lang="en" aria-live="polite"></div>
    <p id="note" role="status"></p>
  </main>
  <script nonce="${nonce}">
    const vscode = acquireVsCodeApi();
    const answer = document.getElementById("answer");
    const note = document.getElementById("note");
    window.addEventListener("message", ({ data }) => {
      answer.setAttribute("aria-busy", String(data.busy));
      answer.innerHTML = data.html;
      note.textContent = data.note;
    });
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
