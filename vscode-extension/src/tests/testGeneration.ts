import * as path from "node:path";
import * as vscode from "vscode";
import { reloadWorkspace } from "../protocol";
import { findDotnets } from "../server/dotnetSearch";
import { thisMachine } from "../server/machine";
import type { Translate } from "../translate";
import { readGeneratedTests, summary, table, type GeneratedTests } from "./generatedTests";
import type { Proposals } from "./proposal";
import { readOutcome, runSummary } from "./testRun";
import type { TestTerminal } from "./testTerminal";

/** Asks the server. */
export type AskForTests = (document: vscode.TextDocument, selection: vscode.Selection, token: vscode.CancellationToken) => Promise<unknown>;

/** Generates tests for what is selected, shows them as a diff, and writes them when the user says so. */
export async function generateTests(editor: vscode.TextEditor, ask: AskForTests, proposals: Proposals, output: vscode.LogOutputChannel, terminal: TestTerminal, t: Translate): Promise<void> {
  const { document, selection } = editor;
  let tests: GeneratedTests | undefined;
  try {
    const answer = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: t("Generating tests: the code is run in a sandbox"), cancellable: true },
      async (_progress, token) => {
        const result = await ask(document, selection, token);
        return token.isCancellationRequested ? undefined : result;
      },
    );
    if (answer === undefined) {
      return;
    }

    tests = readGeneratedTests(answer);
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) {
      // Mostly that there is nothing to test there: no error of anything.
      await vscode.window.showWarningMessage(t("Tests could not be generated. {0}", error instanceof Error ? error.message : ""));
    }

    return;
  }

  if (tests === undefined) {
    await vscode.window.showErrorMessage(t("Tests could not be generated. {0}", t("The server's answer is not understood; is it of another version?")));
    return;
  }

  const details = t("Show Details");
  table(tests, t).forEach((line) => output.info(line));
  if (tests.changes.length === 0) {
    if ((await vscode.window.showWarningMessage(summary(tests, t), details)) === details) {
      output.show();
    }

    return;
  }

  try {
    if (!(await isAccepted(tests, proposals, details, output, t))) {
      return;
    }
  } catch (error) {
    await vscode.window.showErrorMessage(t("The generated tests could not be shown. {0}", error instanceof Error ? error.message : String(error)));
    return;
  }

  if (!(await vscode.workspace.applyEdit(edit(tests, t)))) {
    await vscode.window.showErrorMessage(t("The tests could not be written."));
    return;
  }

  for (const uri of new Set([...tests.creates, ...tests.changes.map((change) => change.uri)])) {
    await (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true))).save();
  }

  await vscode.window.showTextDocument(vscode.Uri.file(tests.file), { viewColumn: vscode.ViewColumn.Beside, preview: false });
  const run = t("Run Tests");
  const chosen = await vscode.window.showInformationMessage(t("The tests are written to {0}.", path.basename(tests.file)), run, details);
  if (chosen === run) {
    await runTests(tests, terminal, t);
  } else if (chosen === details) {
    output.show();
  }
}

/** Runs the tests of the file in a terminal, and says what passed. */
async function runTests(tests: GeneratedTests, terminal: TestTerminal, t: Translate): Promise<void> {
  const [dotnet] = findDotnets(thisMachine);
  if (dotnet === undefined) {
    await vscode.window.showErrorMessage(t("The tests could not be run: no dotnet was found on this machine."));
    return;
  }

  const { arguments: args, folder } = tests.run ?? { arguments: ["test"], folder: path.dirname(tests.file) };
  const again = t("Run Again");
  try {
    for (let answer: string | undefined = again; answer === again; ) {
      const { code, output } = await terminal.run(dotnet, args, folder);
      if (code === 0 && tests.creates.some((uri) => uri.endsWith(".csproj"))) {
        // The run has restored the new project, so the server can load it now.
        void vscode.commands.executeCommand(reloadWorkspace).then(undefined, () => undefined);
      }

      const outcome = readOutcome(output);
      const line = runSummary(code, outcome, t);
      answer = await (code === 0 && outcome?.failed === 0 ? vscode.window.showInformationMessage(line, again) : vscode.window.showWarningMessage(line, again));
    }
  } catch (error) {
    await vscode.window.showErrorMessage(t("The tests could not be run: {0}", error instanceof Error ? error.message : String(error)));
  }
}

/** Shows the tests as a diff and asks; when the diff is closed, or the files have changed meanwhile, nothing is written. */
async function isAccepted(tests: GeneratedTests, proposals: Proposals, details: string, output: vscode.LogOutputChannel, t: Translate): Promise<boolean> {
  const proposal = await proposals.show(tests, t("Generated tests: {0}", path.basename(tests.file)));
  let decided = false;
  const [write, discard] = [t("Write Tests"), t("Discard")];
  // The same in a message, for those who don't look above the diff. It may be hidden: dismissing it decides nothing.
  const ask = async (): Promise<boolean> => {
    for (;;) {
      const answer = await vscode.window.showInformationMessage(summary(tests, t), write, discard, details);
      if (answer === details) {
        output.show(true);
      }

      if (decided || answer === undefined) {
        return proposal.decision;
      }

      if (answer !== details) {
        return answer === write;
      }
    }
  };
  const accepted = await Promise.race([proposal.decision, ask()]);
  decided = true;
  const isCurrent = await proposal.isCurrent();
  await proposal.close();
  if (accepted && !isCurrent) {
    await vscode.window.showWarningMessage(t("What the tests would be written to has changed meanwhile, so nothing is written. Generate them again."));
  }

  return accepted && isCurrent;
}

/** The edit, one undo step. */
function edit(tests: GeneratedTests, t: Translate): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  const metadata = { needsConfirmation: false, label: t("Generated tests") };
  for (const uri of tests.creates) {
    result.createFile(vscode.Uri.parse(uri, true), { ignoreIfExists: true }, metadata);
  }

  for (const { uri, startLine, startCharacter, endLine, endCharacter, text } of tests.changes) {
    result.replace(vscode.Uri.parse(uri, true), new vscode.Range(startLine, startCharacter, endLine, endCharacter), text, metadata);
  }

  return result;
}
