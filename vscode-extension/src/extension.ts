import * as vscode from "vscode";
import type { ExplanationPanel } from "./explanation/explanationPanel";
import { hoverMiddleware } from "./explanation/hover";
import { PauseState } from "./pause/pauseState";
import { methods, suggestionAccepted } from "./protocol";
import type { LearningPanel } from "./learning/learningPanel";
import type { ModelsPanel } from "./models/modelsPanel";
import type { ReportPanel } from "./report/reportPanel";
import { ServerController } from "./server/serverController";
import { offerDotnet, showMenu } from "./status/menu";
import { StatusBar } from "./status/statusBar";
import { CursorMoves } from "./suggestions/cursorMoves";
import { InlineCompletion } from "./suggestions/inlineCompletion";
import { SuggestionTracker } from "./suggestions/suggestionTracker";
import { isDeclaration } from "./tests/declaration";
import { Proposals } from "./tests/proposal";
import { TestTerminal } from "./tests/testTerminal";
import type { Translate } from "./translate";

let server: ServerController | undefined;

/** Where code is that can be worked on: files, and what was not saved yet. */
const codeSchemes = ["file", "untitled"];

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
    controller.client
      ?.sendRequest("workspace/executeCommand", { command: suggestionAccepted, arguments: [id] })
      .catch((error: unknown) => output.warn(`${suggestionAccepted}: ${String(error)}`));
  });
  const middleware = {
    ...inlineCompletion.middleware,
    ...hoverMiddleware(() => vscode.workspace.getConfiguration("smolcode").get<boolean>("explainOnHover", false)),
  };
  const controller = new ServerController(context.extensionPath, output, traceOutput, middleware, t);
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
    void vscode.commands.executeCommand("setContext", "smolcode.canExplain", controller.has("explain"));
    void vscode.commands.executeCommand("setContext", "smolcode.canGenerateTests", controller.has("generateTests"));
  };
  const moves = new CursorMoves();
  const tellFocus = (editor: vscode.TextEditor) => {
    if (editor.document.languageId === "csharp" && pause.scopeFor(activeDocument()) === undefined) {
      const { line, character } = editor.selection.active;
      controller.notify(methods.didFocus, { textDocument: { uri: editor.document.uri.toString() }, position: { line, character } });
    }
  };
  const pausing = async (change: () => void | Promise<void>) => {
    await change();
    // What is shown already belongs to before the pause.
    await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
    showStatus();
  };

  let explanation: ExplanationPanel | undefined;
  const explain = async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !isCode(editor.document) || !controller.has("explain")) {
      return;
    }

    if (explanation === undefined) {
      // Loaded when it is first asked for.
      const { ExplanationPanel: Panel } = await import("./explanation/explanationPanel");
      explanation = new Panel((selection, document, onPart, token) => {
        const { start, end } = selection;
        const range = { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } };
        return controller.requestInParts(methods.explain, { textDocument: { uri: document.uri.toString() }, range }, onPart, token);
      }, t);
      context.subscriptions.push(explanation);
    }

    await explanation.explain(editor);
  };

  const proposals = new Proposals(t);
  const terminal = new TestTerminal(t);
  // Requests that a restart would end.
  let generating = 0;
  const generateTests = async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !isCode(editor.document) || !controller.has("generateTests")) {
      return;
    }

    const { generateTests: generate } = await import("./tests/testGeneration");
    await generate(
      editor,
      (document, { start, end }, token) => {
        const range = { start: { line: start.line, character: start.character }, end: { line: end.line, character: end.character } };
        generating++;
        return controller.request(methods.generateTests, { textDocument: { uri: document.uri.toString() }, range }, token).finally(() => generating--);
      },
      proposals,
      output,
      terminal,
      t,
    );
  };

  let report: ReportPanel | undefined;
  const showReport = async () => {
    if (report === undefined) {
      const { ReportPanel: Panel } = await import("./report/reportPanel");
      report = new Panel(
        {
          get isStarting() {
            return controller.client === undefined && controller.state.kind !== "failed";
          },
          statistics: (days) => controller.request(methods.statistics, { days }),
          erase: () => controller.request(methods.eraseLog),
        },
        t,
      );
      context.subscriptions.push(report);
    }

    await report.open();
  };

  const presence = () => (controller.client !== undefined ? "here" : controller.state.kind === "failed" ? "failed" : "starting");
  let learning: LearningPanel | undefined;
  let models: ModelsPanel | undefined;
  const showModels = async () => {
    if (models === undefined) {
      const { ModelsPanel: Panel } = await import("./models/modelsPanel");
      const inParts = (method: string) => (name: string, onProgress: (progress: unknown) => void, token: vscode.CancellationToken) =>
        controller.requestInParts(method, { name }, onProgress, token);
      models = new Panel(
        {
          get presence() {
            return presence();
          },
          get isBusy() {
            return learning?.isTraining === true || generating > 0;
          },
          get loadedModel() {
            return controller.state.kind === "running" ? controller.state.status?.model : undefined;
          },
          get hasModels() {
            return controller.has("models");
          },
          list: () => controller.request(methods.models),
          forgetWorkspace: () => controller.request(methods.forgetWorkspaceModel),
          remove: (name, onlyPartial) => controller.request(methods.removeModel, { name, onlyPartial }),
          check: (named) => controller.request(methods.checkTeamServer, named),
          use: inParts(methods.useModel),
          pull: inParts(methods.pullModel),
          measure: inParts(methods.measureModel),
        },
        t,
      );
      context.subscriptions.push(models);
    }

    await models.open();
  };

  const showLearning = async () => {
    if (learning === undefined) {
      const { LearningPanel: Panel } = await import("./learning/learningPanel");
      learning = new Panel(
        {
          get presence() {
            return presence();
          },
          get canLearn() {
            return controller.has("learn");
          },
          get isBusy() {
            return models?.isWorking === true || generating > 0;
          },
          plan: () => controller.request(methods.learnPlan),
          learn: (parameters, onProgress, token) => controller.requestInParts(methods.learn, parameters, onProgress, token),
          discard: () => controller.request(methods.discardLearning),
          remove: (name) => controller.request(methods.removeModel, { name, onlyPartial: false }),
        },
        t,
      );
      context.subscriptions.push(learning);
    }

    await learning.open();
  };

  context.subscriptions.push(
    output,
    traceOutput,
    status,
    inlineCompletion,
    proposals,
    terminal,
    controller,
    controller.onDidChangeState((state) => {
      showStatus();
      models?.serverChanged();
      learning?.serverChanged();
      report?.serverChanged();
      if (state.kind === "failed" && state.needsDotnet) {
        void offerDotnet(state.message, t);
      }
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      showStatus();
      if (editor !== undefined) {
        moves.shown(editor.document);
        tellFocus(editor);
      }
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      // After typing a suggestion is asked for anyway.
      if (moves.isMove(textEditor.document) && textEditor === vscode.window.activeTextEditor) {
        tellFocus(textEditor);
      }
    }),
    vscode.workspace.onDidRenameFiles(({ files }) => {
      void (async () => {
        for (const { oldUri, newUri } of files) {
          await pause.renamed(oldUri.toString(), newUri.toString());
        }

        showStatus();
      })();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      controller.notify(methods.didChangeTrust, { trusted: true });
      learning?.trustChanged();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      // Granted trust counts as a change of every setting that needs it: only another value is one.
      if (change.affectsConfiguration("smolcode.server.path") && controller.isPathChanged()) {
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
    vscode.commands.registerCommand("smolcode.explainSelection", explain),
    vscode.commands.registerCommand("smolcode.generateTests", generateTests),
    vscode.languages.registerCodeActionsProvider(
      codeSchemes.map((scheme) => ({ language: "csharp", scheme })),
      {
        provideCodeActions: (document, range) => {
          const explaining = new vscode.CodeAction(t("Explain the selection"), vscode.CodeActionKind.Empty.append("explain"));
          explaining.command = { title: explaining.title, command: "smolcode.explainSelection" };
          const testing = new vscode.CodeAction(t("Generate tests"), vscode.CodeActionKind.Empty.append("generateTests"));
          testing.command = { title: testing.title, command: "smolcode.generateTests" };
          return [
            ...(range.isEmpty || !controller.has("explain") ? [] : [explaining]),
            ...(vscode.workspace.isTrusted && controller.has("generateTests") && isDeclaration(document.lineAt(range.start.line).text) ? [testing] : []),
          ];
        },
      },
    ),
    vscode.commands.registerCommand("smolcode.restartServer", () => controller.restart()),
    vscode.commands.registerCommand("smolcode.showOutput", () => output.show()),
    vscode.commands.registerCommand("smolcode.grantTrust", () => vscode.commands.executeCommand("workbench.trust.manage")),
    vscode.commands.registerCommand("smolcode.showMenu", () => showMenu(controller.state, pause.scopeFor(activeDocument()), t)),
    vscode.commands.registerCommand("smolcode.showReport", showReport),
    vscode.commands.registerCommand("smolcode.chooseModel", showModels),
    vscode.commands.registerCommand("smolcode.learn", showLearning),
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

/** C# that the server knows: not what is shown of a version that was. */
function isCode(document: vscode.TextDocument): boolean {
  return document.languageId === "csharp" && codeSchemes.includes(document.uri.scheme);
}
