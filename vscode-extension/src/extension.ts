import * as vscode from "vscode";
import { PauseState } from "./pause/pauseState";
import { methods, suggestionAccepted } from "./protocol";
import { ServerController } from "./server/serverController";
import { showMenu } from "./status/menu";
import { StatusBar } from "./status/statusBar";
import { InlineCompletion } from "./suggestions/inlineCompletion";
import { SuggestionTracker } from "./suggestions/suggestionTracker";
import type { Translate } from "./translate";

let server: ServerController | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args);
  const output = vscode.window.createOutputChannel("SmolCode", { log: true });
  const traceOutput = vscode.window.createOutputChannel("SmolCode (protocol)", { log: true });
  const pause = new PauseState(context.globalState, context.workspaceState);
  const status = new StatusBar(t);
  const tracker = new SuggestionTracker({
    didShow: (id) => controller.notify(methods.didShow, { id }),
    didAccept: (id, acceptedLength) => controller.notify(methods.didAccept, { id, acceptedLength }),
    didReject: (id) => controller.notify(methods.didReject, { id }),
  });
  const inlineCompletion = new InlineCompletion(pause, tracker, (id) => {
    void controller.client?.sendRequest("workspace/executeCommand", { command: suggestionAccepted, arguments: [id] });
  });
  const controller = new ServerController(context.extensionPath, output, traceOutput, inlineCompletion.middleware, t);
  server = controller;

  const activeDocument = () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === "csharp" ? { uri: document.uri.toString(), languageId: document.languageId } : undefined;
  };
  const showStatus = () => {
    const scope = pause.scopeFor(activeDocument());
    status.show(controller.state, scope);
    void vscode.commands.executeCommand("setContext", "smolcode.paused", scope !== undefined);
    void vscode.commands.executeCommand("setContext", "smolcode.running", controller.client !== undefined);
  };
  const pausing = async (change: () => void | Promise<void>) => {
    await change();
    // What is shown already belongs to before the pause.
    await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
    showStatus();
  };

  context.subscriptions.push(
    output,
    traceOutput,
    status,
    inlineCompletion,
    controller,
    controller.onDidChangeState(showStatus),
    vscode.window.onDidChangeActiveTextEditor(showStatus),
    vscode.workspace.onDidGrantWorkspaceTrust(() => controller.notify(methods.didChangeTrust, { trusted: true })),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("smolcode.server.path")) {
        void controller.restart();
      }
    }),
    vscode.commands.registerCommand("smolcode.trigger", () => vscode.commands.executeCommand("editor.action.inlineSuggest.trigger")),
    vscode.commands.registerCommand("smolcode.pauseSession", () => pausing(() => pause.pauseSession())),
    vscode.commands.registerCommand("smolcode.pauseLanguage", () => pausing(() => pause.pauseLanguage("csharp"))),
    vscode.commands.registerCommand("smolcode.pauseFile", () =>
      pausing(async () => {
        const document = activeDocument();
        if (document !== undefined) {
          await pause.pauseFile(document.uri);
        }
      }),
    ),
    vscode.commands.registerCommand("smolcode.resume", async () => {
      await pause.resume(activeDocument());
      showStatus();
    }),
    vscode.commands.registerCommand("smolcode.restartServer", () => controller.restart()),
    vscode.commands.registerCommand("smolcode.showOutput", () => output.show()),
    vscode.commands.registerCommand("smolcode.grantTrust", () => vscode.commands.executeCommand("workbench.trust.manage")),
    vscode.commands.registerCommand("smolcode.showMenu", () => showMenu(controller.state, pause.scopeFor(activeDocument()), t)),
    vscode.commands.registerCommand("smolcode.openWalkthrough", () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", `${context.extension.id}#start`, false),
    ),
  );
  showStatus();

  // Not waited for: the editor goes on while the server starts.
  void controller.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
