import * as vscode from "vscode";
import type { PauseScope } from "../pause/pauseState";
import type { Translate } from "../translate";
import { type ClientState, type StatusView, viewStatus } from "./statusView";

/** The item in the status bar; a click opens the menu of what can be done. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("smolcode.status", vscode.StatusBarAlignment.Right, 100);

  constructor(private readonly t: Translate) {
    this.item.name = "SmolCode";
    this.item.command = "smolcode.showMenu";
  }

  show(state: ClientState, pause: PauseScope | undefined): void {
    const view = viewStatus(state, pause, this.t);
    this.item.text = view.text;
    this.item.accessibilityInformation = { label: `${view.spoken}. ${view.tooltip.map((line) => line.replace(/\.?$/, ".")).join(" ")}`, role: "button" };
    this.item.tooltip = tooltip(view);
    this.item.backgroundColor =
      view.severity === "none" ? undefined : new vscode.ThemeColor(`statusBarItem.${view.severity}Background`);
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function tooltip(view: StatusView): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const paragraph of view.tooltip) {
    // Messages come from the server and hold paths: they are text, never markup.
    text.appendMarkdown(`${asMarkdown(paragraph)}\n\n`);
  }

  return text;
}

/** Text in Markdown as it is. MarkdownString.appendText makes its spaces unbreakable, and long lines break within words. */
function asMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>&~$:@]/g, String.raw`\$&`);
}
