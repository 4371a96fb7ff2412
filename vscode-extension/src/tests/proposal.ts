import * as vscode from "vscode";
import { isRecord } from "../protocol";
import type { Translate } from "../translate";
import { type GeneratedTests, isUnchanged } from "./generatedTests";
import { PendingDecision } from "./pendingDecision";

const scheme = "smolcode-proposal";

/** Commands of the buttons above the diff. */
export const proposalCommands = { write: "smolcode.writeTests", discard: "smolcode.discardTests" } as const;

/** Files as they would be, to be looked at beside what they are now. Nothing is written. */
export interface Proposal {
  /** Whether the user wants it: a button above the diff; false when the diff is closed, or another proposal takes its place. */
  readonly decision: Promise<boolean>;
  /** Whether all files are as they were when it was made. */
  isCurrent(): Promise<boolean>;
  /** Closes what was shown. */
  close(): Promise<void>;
}

/** Shows proposals, one at a time, and has the buttons above them. */
export class Proposals implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly pending = new PendingDecision();
  private readonly disposables: vscode.Disposable[];
  /** The one that is shown, or was shown last; those from before a reload of the window have no number that is given again. */
  private readonly session = Date.now().toString(36);
  private count = 0;

  constructor(private readonly t: Translate) {
    this.disposables = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? "",
      }),
      vscode.commands.registerCommand(proposalCommands.write, () => this.decide(true)),
      vscode.commands.registerCommand(proposalCommands.discard, () => this.decide(false)),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.some((tab) => shows(tab.input, this.present))) {
          this.pending.decide(false);
        }

        showButtons();
      }),
      vscode.window.tabGroups.onDidChangeTabGroups(showButtons),
    ];
  }

  /** Shows the changes: one file as a diff, several in VS Code's list of diffs. What was shown before is discarded. */
  async show(tests: GeneratedTests, title: string): Promise<Proposal> {
    const decision = this.pending.ask();
    this.count++;
    const { present } = this;
    this.texts.clear();
    await close((input) => shows(input) && !shows(input, present));
    const files: [vscode.Uri, vscode.Uri, vscode.Uri][] = [];
    const before = new Map<string, string>();
    for (const uri of new Set([...tests.creates, ...tests.changes.map((change) => change.uri)])) {
      const file = vscode.Uri.parse(uri, true);
      const isNew = tests.creates.includes(uri);
      const document = isNew ? undefined : await vscode.workspace.openTextDocument(file);
      if (document !== undefined) {
        before.set(uri, document.getText());
      }

      const now = isNew ? this.add(file, `now-${present}`, "") : file;
      files.push([file, now, this.add(file, `then-${present}`, changed(tests, uri, document))]);
    }

    const [only, ...others] = files;
    if (only !== undefined && others.length === 0) {
      await vscode.commands.executeCommand("vscode.diff", only[1], only[2], title);
    } else {
      await vscode.commands.executeCommand("vscode.changes", title, files);
    }

    return {
      decision,
      isCurrent: () => isUnchanged(tests, before, readNow),
      close: () => close((input) => shows(input, present)),
    };
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** Ends the names of the files of the proposal that is shown. */
  private get present(): string {
    return `${this.session}-${this.count}`;
  }

  private async decide(accepted: boolean): Promise<void> {
    if (!this.pending.decide(accepted)) {
      // A diff that was restored with the window: what it proposed is not known any more.
      await close((input) => shows(input));
      if (accepted) {
        await vscode.window.showWarningMessage(this.t("These tests are not known any more, so nothing is written. Generate them again."));
      }
    }
  }

  private add(file: vscode.Uri, query: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: file.path, query });
    this.texts.set(uri.toString(), text);
    return uri;
  }
}

/** The buttons stand above a proposal, a list of diffs as well: by its own scheme it can't be told from other lists. */
function showButtons(): void {
  void vscode.commands.executeCommand("setContext", "smolcode.showsProposal", shows(vscode.window.tabGroups.activeTabGroup.activeTab?.input));
}

/** Closes tabs. A tab that changes meanwhile (it is new, say) is not found by what was known of it, so it is looked for again. */
async function close(which: (input: unknown) => boolean): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter((tab) => which(tab.input)));
    if (tabs.length === 0) {
      return;
    }

    try {
      await vscode.window.tabGroups.close(tabs);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What a file's editor holds, or what is on disk; undefined: there is no such file. */
async function readNow(uri: string): Promise<string | undefined> {
  try {
    const file = vscode.Uri.parse(uri, true);
    await vscode.workspace.fs.stat(file);
    return (await vscode.workspace.openTextDocument(file)).getText();
  } catch {
    return undefined;
  }
}

/** The text of a file with its changes made; without a document it is a new one. */
function changed(tests: GeneratedTests, uri: string, document: vscode.TextDocument | undefined): string {
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

/** Whether a tab shows a proposal: any, or the one whose names end so. The types of the oldest supported editor don't name the list of diffs. */
function shows(input: unknown, name = ""): boolean {
  return input instanceof vscode.TabInputTextDiff
    ? input.modified.scheme === scheme && input.modified.query.endsWith(name)
    : isRecord(input) && Array.isArray(input.textDiffs) && input.textDiffs.some((diff) => shows(diff, name));
}
