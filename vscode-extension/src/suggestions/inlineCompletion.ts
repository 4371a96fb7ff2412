import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import type { PauseState } from "../pause/pauseState";
import type { OfferedSuggestion, SuggestionTracker } from "./suggestionTracker";

/** The command that every suggestion carries. It is the client's own, so that it is there even while no server is. */
export const acceptedCommand = "smolcode.accepted";

/** Puts pauses in front of the server's suggestions and follows what becomes of them. Decides nothing about their content. */
export class InlineCompletion implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly pause: PauseState,
    private readonly tracker: SuggestionTracker,
    sendAcceptedToServer: (id: string) => void,
  ) {
    this.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({ offset: rangeOffset, length: rangeLength, text }));
        tracker.changed(document.uri.toString(), changes);
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
        const cursor = selections[0]?.active;
        if (cursor !== undefined && textEditor === vscode.window.activeTextEditor) {
          tracker.moved(textEditor.document.uri.toString(), textEditor.document.offsetAt(cursor));
        }
      }),
      vscode.window.onDidChangeActiveTextEditor(() => tracker.gone()),
      vscode.commands.registerCommand(acceptedCommand, (id: unknown) => {
        if (typeof id === "string") {
          tracker.commandRun(id);
          // The server adds what the text lacks, a using directive, say.
          sendAcceptedToServer(id);
        }
      }),
    );
  }

  readonly middleware: Middleware = {
    provideInlineCompletionItems: async (document, position, context, token, next) => {
      const byHand = context.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
      if (!byHand && this.pause.scopeFor({ uri: document.uri.toString(), languageId: document.languageId }) !== undefined) {
        return null;
      }

      let answer;
      try {
        answer = await next(document, position, context, token);
      } catch {
        // The client has written it to the output; the editor has nothing to do with it.
        return null;
      }

      if (answer === null || answer === undefined || token.isCancellationRequested) {
        return null;
      }

      const items = Array.isArray(answer) ? answer : answer.items;
      this.follow(document, items);
      for (const item of items) {
        item.command = { title: "", command: acceptedCommand, arguments: [idOf(item)] };
      }

      return items;
    },
  };

  dispose(): void {
    this.subscriptions.forEach((subscription) => void subscription.dispose());
  }

  private follow(document: vscode.TextDocument, items: readonly vscode.InlineCompletionItem[]): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || !editor.selection.isEmpty) {
      return;
    }

    const at = editor.selection.active;
    const offered = items.flatMap((item): OfferedSuggestion[] => {
      const id = idOf(item);
      return id === undefined || typeof item.insertText !== "string"
        ? []
        : [{ id, text: item.insertText, start: document.offsetAt(item.range?.start ?? at) }];
    });
    const standing = (start: number) => document.getText(new vscode.Range(document.positionAt(start), at));
    this.tracker.offered(document.uri.toString(), document.offsetAt(at), offered, standing);
  }
}

/** The server's id of a suggestion: the first argument of its command. */
function idOf(item: vscode.InlineCompletionItem): string | undefined {
  const id: unknown = item.command?.arguments?.[0];
  return typeof id === "string" ? id : undefined;
}
