import * as os from "node:os";
import * as vscode from "vscode";
import { isRecord } from "../protocol";
import type { Translate } from "../translate";
import type { PageAction } from "../webview/page";
import { PagePanel } from "../webview/pagePanel";
import { NumberFormat } from "./numberFormat";
import { exportFormats, exportReport, formatOf } from "./reportExport";
import { noServerContent, periods, reportActions, reportContent, reportStyle, waitingContent } from "./reportPage";
import { type LogAnswer, readLog } from "./statistics";

/** What the report asks the server. */
export interface LogServer {
  /** It is not there yet, and will be. */
  readonly isStarting: boolean;
  /** Answer of smolcode/statistics. */
  statistics(days: number): Promise<unknown>;
  /** Answer of smolcode/eraseLog. */
  erase(): Promise<unknown>;
}

/** The quality report: what became of suggestions, from the log on this machine. */
export class ReportPanel implements vscode.Disposable {
  private readonly page: PagePanel;
  private readonly format = new NumberFormat(vscode.env.language);
  private days = 30;
  private answer: LogAnswer | undefined;
  /** The question waits for the server. */
  private isWaiting = false;
  /** Answers to an older question are not shown. */
  private asked = 0;

  constructor(
    private readonly server: LogServer,
    private readonly t: Translate,
  ) {
    this.page = new PagePanel("smolcode.report", t("SmolCode: Quality Report"), reportStyle, (action) => void this.act(action));
  }

  async open(): Promise<void> {
    this.page.open();
    await this.refresh("");
  }

  /** The server came, or is gone. */
  serverChanged(): void {
    if (this.isWaiting && !this.server.isStarting) {
      void this.refresh("");
    }
  }

  dispose(): void {
    this.page.dispose();
  }

  private async refresh(note: string): Promise<void> {
    const asked = ++this.asked;
    this.isWaiting = this.server.isStarting;
    if (this.isWaiting) {
      this.page.show({ html: waitingContent(this.t), note: "", busy: true });
      return;
    }

    try {
      const answer = readLog(await this.server.statistics(this.days));
      if (asked === this.asked) {
        this.answer = answer;
        this.page.show({ html: reportContent(answer, this.days, new Date(), this.format, this.t), note, busy: false });
      }
    } catch (error) {
      if (asked === this.asked) {
        this.answer = undefined;
        const reason = error instanceof Error ? error.message : String(error);
        this.page.show({ html: noServerContent(this.t("The report could not be made. {0}", reason), this.t), note: "", busy: false });
      }
    }
  }

  private async act({ action, argument }: PageAction): Promise<void> {
    switch (action) {
      case reportActions.period:
        this.days = periods.find((period) => String(period) === argument) ?? this.days;
        await this.refresh("");
        break;
      case reportActions.refresh:
        await this.refresh(this.t("The report is up to date."));
        break;
      case reportActions.export:
        await this.export();
        break;
      case reportActions.erase:
        await this.erase();
        break;
      case reportActions.settings:
        await vscode.commands.executeCommand("workbench.action.openSettings", "smolcode.log");
        break;
      case reportActions.walkthrough:
        await vscode.commands.executeCommand("smolcode.openWalkthrough");
        break;
      case reportActions.output:
        await vscode.commands.executeCommand("smolcode.showOutput");
        break;
      case reportActions.restart:
        await vscode.commands.executeCommand("smolcode.restartServer");
        await this.refresh("");
        break;
    }
  }

  private async export(): Promise<void> {
    if (this.answer === undefined || !("statistics" in this.answer)) {
      return;
    }

    const { statistics } = this.answer;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
    const filters = Object.fromEntries(Object.entries(exportFormats).map(([extension, name]) => [name, [extension]]));
    const target = await vscode.window.showSaveDialog({
      title: this.t("Export the Report"),
      defaultUri: vscode.Uri.joinPath(folder, "smolcode-report.json"),
      filters,
    });
    if (target === undefined) {
      return;
    }

    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(exportReport(statistics, formatOf(target.path))));
    } catch (error) {
      await vscode.window.showErrorMessage(this.t("The report could not be written. {0}", error instanceof Error ? error.message : String(error)));
      return;
    }

    await this.refresh(this.t("The report was written to {0}.", target.fsPath));
  }

  private async erase(): Promise<void> {
    const erase = this.t("Erase");
    const answer = await vscode.window.showWarningMessage(
      this.t("Erase the log of suggestions on this machine?"),
      {
        modal: true,
        detail: this.t("All of its figures are lost, in every workspace, and how sure a suggestion has to be is as at first. It can't be undone; export them before if you need them."),
      },
      erase,
    );
    if (answer !== erase) {
      return;
    }

    try {
      const erased = await this.server.erase();
      const rows = isRecord(erased) && typeof erased.rows === "number" ? erased.rows : undefined;
      await this.refresh(rows === undefined ? this.t("The log is erased.") : this.t("The log is erased: {0} suggestions.", this.format.count(rows)));
    } catch (error) {
      await vscode.window.showErrorMessage(this.t("The log could not be erased. {0}", error instanceof Error ? error.message : String(error)));
    }
  }
}
