import { escapeHtml } from "./html";
import { patch } from "./patch";

/** What a page shows at a time. */
export interface PageContent {
  /** The page's main part, made by this extension: all that came from elsewhere is escaped in it. */
  readonly html: string;
  /** A line that is said to a screen reader when it changes. */
  readonly note: string;
  readonly busy: boolean;
  /** Fields are as the content has them: what was typed was taken up, or given up. */
  readonly reset?: boolean;
}

/** What a user did on a page: a button was pressed, or a choice was made. `values` has the page's fields by name. */
export interface PageAction {
  readonly action: string;
  readonly argument: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A message of a page; undefined: it is something else. */
export function readPageMessage(message: unknown): { readonly ready: true } | PageAction | undefined {
  if (typeof message !== "object" || message === null) {
    return undefined;
  }

  if ("ready" in message && message.ready === true) {
    return { ready: true };
  }

  if (!("action" in message) || typeof message.action !== "string") {
    return undefined;
  }

  const fields: unknown = "values" in message ? message.values : undefined;
  const values = Object.entries(typeof fields === "object" && fields !== null ? fields : {}).filter(
    (field): field is [string, string] => typeof field[1] === "string",
  );
  return {
    action: message.action,
    argument: "argument" in message && typeof message.argument === "string" ? message.argument : "",
    values: Object.fromEntries(values),
  };
}

/**
 * A page that runs one script and uses one style sheet, both known by a nonce, and loads nothing. What it shows arrives by messages; what
 * is pressed or chosen is sent back. A new content changes what differs: it keeps the focus, what was unfolded and what was typed. When the
 * element that has the focus goes, the focus goes to what has its `data-slot` in the nearest part with a `data-key` that stays, to the first
 * button there, to its heading, or to the page's.
 */
export function webviewPage(nonce: string, language: string, title: string, style: string): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
  <title>${escapeHtml(title)}</title>
  <style nonce="${nonce}">${baseStyle}${style}</style>
</head>
<body>
  <main>
    <h1 tabindex="-1">${escapeHtml(title)}</h1>
    <p id="note" role="status"></p>
    <div id="content"></div>
  </main>
  <script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

const baseStyle = `
  body { background: var(--vscode-editor-background); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); color: var(--vscode-foreground); line-height: 1.5; padding: 0 1.5em 3em; }
  main { max-width: 62em; margin: 0 auto; }
  h1 { font-size: 1.9em; font-weight: 600; margin: 1em 0 .3em; }
  h2 { font-size: 1.35em; font-weight: 600; margin: 2em 0 .4em; }
  h3 { font-size: 1.1em; font-weight: 600; margin: 1.2em 0 .3em; }
  p { max-width: 75ch; }
  #note { min-height: 1.5em; margin: .2em 0; color: var(--vscode-descriptionForeground); }
  .hint { color: var(--vscode-descriptionForeground); }
  .problem { border-left: 3px solid var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground)); padding: .2em .9em; }
  a { color: var(--vscode-textLink-foreground); }
  code { font-family: var(--vscode-editor-font-family); }
  button, select, input { font: inherit; color: inherit; min-height: 2em; padding: .25em .9em; border-radius: 2px; }
  button { color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); cursor: pointer; }
  button:hover { background: var(--vscode-button-hoverBackground); }
  button.secondary { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
  button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground); }
  button:disabled, button[aria-disabled="true"] { opacity: .5; cursor: default; }
  select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent)); }
  input { color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent)); }
  :focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
  table { border-collapse: collapse; margin: .5em 0; }
  caption { text-align: left; color: var(--vscode-descriptionForeground); padding-bottom: .3em; }
  th, td { text-align: right; padding: .2em .8em; border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, rgba(128, 128, 128, .35))); font-variant-numeric: tabular-nums; }
  th:first-child, td:first-child { text-align: left; padding-left: 0; }
  thead th { font-weight: 600; }
  tbody th { font-weight: normal; }
  .bar { display: flex; flex-wrap: wrap; gap: .6em; align-items: center; margin: .8em 0; }
  .scroll { overflow-x: auto; }
  summary { cursor: pointer; width: fit-content; }
`;

const script = `
  const vscode = acquireVsCodeApi();
  const content = document.getElementById("content");
  const note = document.getElementById("note");
  const fields = () => [...content.querySelectorAll("input[name], select[name]")];
  const send = (element) => vscode.postMessage({
    action: element.dataset.action,
    argument: element.dataset.argument ?? element.value ?? "",
    values: Object.fromEntries(fields().map((field) => [field.name, field.value])),
  });
  const patch = ${patch.toString()};
  // What was typed survives the tab being hidden, which throws the page away.
  let kept = vscode.getState()?.typed ?? {};
  const keep = () => {
    kept = Object.fromEntries(fields().filter((field) => field.dataset.edited).map((field) => [field.name, field.value]));
    vscode.setState({ typed: kept });
  };
  let shown;
  const refocus = (slot, parts) => {
    for (const part of parts.filter((part) => content.contains(part))) {
      const enabled = [...part.querySelectorAll("button:enabled")];
      const next = enabled.find((button) => slot !== undefined && button.dataset.slot === slot) ?? enabled[0] ?? part.querySelector("[tabindex]");
      if (next) {
        return next;
      }
    }
    return document.querySelector("h1");
  };
  window.addEventListener("message", ({ data }) => {
    if (data.reset) {
      fields().forEach((field) => { delete field.dataset.edited; });
      keep();
    }
    if (shown !== data.html || data.reset) {
      shown = data.html;
      // Without the focus the page takes it from nobody.
      const focused = document.hasFocus() && content.contains(document.activeElement) ? document.activeElement : null;
      const parts = [];
      for (let part = focused?.closest("[data-key]"); part; part = part.parentElement?.closest("[data-key]")) {
        parts.push(part);
      }
      const typed = new Map([...Object.entries(kept), ...fields().filter((field) => field.dataset.edited).map((field) => [field.name, field.value])]);
      const wanted = document.createElement("template");
      wanted.innerHTML = data.html;
      patch(content, wanted.content);
      fields().filter((field) => typed.has(field.name) && !field.dataset.edited).forEach((field) => {
        field.value = typed.get(field.name);
        field.dataset.edited = "true";
      });
      if (focused && document.activeElement !== focused) {
        const same = focused.id === "" ? null : document.getElementById(focused.id);
        (content.contains(focused) && !focused.disabled ? focused : same && !same.disabled ? same : refocus(focused.dataset.slot, parts))?.focus({ preventScroll: true });
      }
    }
    content.setAttribute("aria-busy", String(data.busy));
    if (note.textContent !== data.note) {
      note.textContent = data.note;
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-action]") : null;
    if (button && button.getAttribute("aria-disabled") !== "true") {
      send(button);
    }
  });
  document.addEventListener("input", ({ target }) => {
    target.dataset.edited = "true";
    keep();
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("select[data-action]")) {
      send(target);
    }
  });
  vscode.postMessage({ ready: true });
`;
