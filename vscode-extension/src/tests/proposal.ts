import * as vscode from "vscode";
import { isRecord } from "../protocol";
import type { GeneratedTests } from "./generatedTests";

const scheme = "smolcode-proposal";

/** Commands of the buttons above the diff. */
export const proposalCommands = { write: "smolcode.writeTests", discard: "smolcode.discardTests" } as const;

/** Files as they would be, to be looked at beside what they are now. Nothing is written. */
export class Proposal implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly disposables: vscode.Disposable[] = [];
  private decide: (accepted: boolean) => void = () => undefined;

  /** Whether the user wants it: a button above the diff, or false when the diff is closed. */
  readonly decision = new Promise<boolean>((resolve) => {
    this.decide = resolve;
  });

  private constructor() {
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? "",
    });
    this.disposables.push(
      provider,
      vscode.commands.registerCommand(proposalCommands.write, () => {
        this.decide(true);
      }),
      vscode.commands.registerCommand(proposalCommands.discard, () => {
        this.decide(false);
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.some((tab) => shows(tab.input))) {
          this.decide(false);
        }
      }),
    );
  }

  /** Shows the changes: one file as a diff, several in VS Code's list of diffs. */
  static async show(tests: GeneratedTests, title: string): Promise<Proposal> {
    const proposal = new Proposal();
    const files: [vscode.Uri, vscode.Uri, vscode.Uri][] = [];
    for (const uri of new Set([...tests.creates, ...tests.changes.map((change) => change.uri)])) {
      const file = vscode.Uri.parse(uri, true);
      const now = tests.creates.includes(uri) ? proposal.add(file, "now", "") : file;
      files.push([file, now, proposal.add(file, "then", await changed(tests, uri))]);
    }

    const [only, ...others] = files;
    if (only !== undefined && others.length === 0) {
      await vscode.commands.executeCommand("vscode.diff", only[1], only[2], title);
    } else {
      await vscode.commands.executeCommand("vscode.changes", title, files);
    }

    return proposal;
  }

  /** Closes what was shown. */
  async close(): Promise<void> {
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => shows(tab.input))));
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private add(file: vscode.Uri, query: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: file.path, query });
    this.texts.set(uri.toString(), text);
    return uri;
  }
}

/** The text of a file with its changes made. */
async function changed(tests: GeneratedTests, uri: string): Promise<string> {
  const document = tests.creates.includes(uri) ? undefined : await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  let text = document?.getText() ?? "";
  const places = tests.changes
    .filter((change) => change.uri === uri)
    .map((change) => ({
      start: document?.offsetAt(new vscode.Position(change.startLine, change.startCharacter)) ?? 0,
      end: document?.offsetAt(new vscode.Position(change.endLine, change.endCharacter)) ?? 0,
      text: change.text,
    }));
  for (const place of places.sort((one, other) => other.start - one.start)) {
    text = text.slice(0, place.start) + place.text + text.slice(place.end);
  }

  return text;
}

/** Whether a tab shows a proposal. The types of the oldest editor that is supported don't name the list of diffs. */
function shows(input: unknown): boolean {
  return input instanceof vscode.TabInputTextDiff
    ? input.modified.scheme === scheme
    : isRecord(input) && Array.isArray(input.textDiffs) && input.textDiffs.some(shows);
}
