import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { textLanguage } from "../translate";
import { type PageAction, type PageContent, readPageMessage, webviewPage } from "./page";

/** A page of this extension in an editor's tab. There is one of a kind; asked for again, it comes to the front. */
export class PagePanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private content: PageContent = { html: "", note: "", busy: true };

  constructor(
    private readonly viewType: string,
    private readonly title: string,
    private readonly style: string,
    private readonly onAction: (action: PageAction) => void,
  ) {}

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  open(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }

    const panel = vscode.window.createWebviewPanel(this.viewType, this.title, vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    this.panel = panel;
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const read = readPageMessage(message);
      if (read !== undefined) {
        if ("ready" in read) {
          // It is told again what to show whenever the tab comes to the front: a hidden page is thrown away.
          this.show(this.content);
        } else {
          this.onAction(read);
        }
      }
    });
    panel.webview.html = webviewPage(randomBytes(16).toString("hex"), textLanguage(vscode.l10n.bundle, vscode.env.language), this.title, this.style);
  }

  show(content: PageContent): void {
    this.content = content;
    void this.panel?.webview.postMessage(content);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
