import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { isRecord, readMarkdown } from "../protocol";
import { textLanguage, type Translate } from "../translate";
import { readLink } from "./codeLink";
import { type ExplanationContent, explanationPage, renderMarkdown } from "./explanationPage";

/** Asks the server; parts of the answer are given to `onPart` as they come. */
export type Ask = (selection: vscode.Selection, document: vscode.TextDocument, onPart: (part: unknown) => void, token: vscode.CancellationToken) => Promise<unknown>;

/** The panel beside the editor that explains what is selected. There is one; another selection takes it over. */
export class ExplanationPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private asking: vscode.CancellationTokenSource | undefined;
  private content: ExplanationContent = { id: 0, html: "", note: "", quiet: false, busy: false };

  constructor(
    private readonly ask: Ask,
    private readonly t: Translate,
  ) {}

  async explain(editor: vscode.TextEditor): Promise<void> {
    this.asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.asking = asking;
    this.open();
    let text = "";
    const id = this.content.id + 1;
    const note = this.t("Looking at the code…");
    this.show({ id, html: "", note, quiet: false, busy: true });
    try {
      const answer = await this.ask(
        editor.selection,
        editor.document,
        (part) => {
          if (!asking.token.isCancellationRequested) {
            text += readMarkdown(part) ?? "";
            this.show({ id, html: renderMarkdown(text), note, quiet: true, busy: true });
          }
        },
        asking.token,
      );
      // The whole answer counts: parts may have been provisional.
      const whole = readMarkdown(answer) ?? text;
      const isEmpty = whole.length === 0;
      this.showUnlessCancelled(asking, whole, isEmpty ? this.t("There is nothing to say about this.") : this.t("The explanation is complete."), !isEmpty);
    } catch (error) {
      const reason = error instanceof Error ? error.message : "";
      this.showUnlessCancelled(asking, text, this.t("The explanation could not be made. {0}", reason), false);
    } finally {
      asking.dispose();
    }
  }

  dispose(): void {
    this.asking?.cancel();
    this.panel?.dispose();
  }

  private showUnlessCancelled(asking: vscode.CancellationTokenSource, text: string, note: string, quiet: boolean): void {
    if (this.asking === asking && !asking.token.isCancellationRequested) {
      this.show({ ...this.content, html: renderMarkdown(text), note, quiet, busy: false });
    }
  }

  private open(): void {
    if (this.panel !== undefined) {
      this.panel.reveal(undefined, true);
      return;
    }

    const title = this.t("Explanation");
    const panel = vscode.window.createWebviewPanel(
      "smolcode.explanation",
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    this.panel = panel;
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.asking?.cancel();
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!isRecord(message)) {
        return;
      }

      if (message.ready === true) {
        this.show(this.content);
      } else if (typeof message.link === "string") {
        const { link } = message;
        follow(link).catch((error: unknown) => vscode.window.showWarningMessage(this.t("{0} could not be opened. {1}", link, error instanceof Error ? error.message : String(error))));
      }
    });
    panel.webview.html = explanationPage(randomBytes(16).toString("hex"), textLanguage(vscode.l10n.bundle, vscode.env.language), title);
  }

  private show(content: ExplanationContent): void {
    this.content = content;
    void this.panel?.webview.postMessage(content);
  }
}

async function follow(href: string): Promise<void> {
  const target = readLink(href);
  if (target === undefined) {
    return;
  }

  if ("page" in target) {
    await vscode.env.openExternal(vscode.Uri.parse(target.page));
    return;
  }

  const { file, start, end } = target.code;
  const uri = vscode.Uri.parse(file, true);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  await vscode.window.showTextDocument(uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}
