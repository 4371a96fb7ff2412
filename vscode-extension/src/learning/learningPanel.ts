import * as vscode from "vscode";
import { NumberFormat } from "../report/numberFormat";
import type { Translate } from "../translate";
import type { PageAction } from "../webview/page";
import { PagePanel } from "../webview/pagePanel";
import { type LearnPlan, type LearnProgress, type Outcome, readMinutes, readOutcome, readPlan, readProgress } from "./learning";
import { duration, learnActions, learnContent, learnStyle, minutesField, noPlanContent, type Running } from "./learningPage";

/** What the page asks the server. */
export interface LearnServer {
  /** Whether a server answers, or is on its way. */
  readonly presence: "here" | "starting" | "failed";
  /** Whether the server that answers can learn. */
  readonly canLearn: boolean;
  /** Something else runs in the server that a restart would end. */
  readonly isBusy: boolean;
  plan(): Promise<unknown>;
  /** Cancelled, it is rejected when all is saved. */
  learn(parameters: { readonly minutes: number; readonly resume: boolean }, onProgress: (progress: unknown) => void, token: vscode.CancellationToken): Promise<unknown>;
  discard(): Promise<unknown>;
  /** Deletes an adapter. */
  remove(name: string): Promise<unknown>;
}

interface Training extends Running {
  readonly source: vscode.CancellationTokenSource;
}

/** The page to learn the code base that is open. A training goes on while it is closed; none begins without its button. */
export class LearningPanel implements vscode.Disposable {
  private readonly page: PagePanel;
  private readonly format = new NumberFormat(vscode.env.language);
  private plan: LearnPlan | undefined;
  private training: Training | undefined;
  private outcome: Outcome | undefined;
  private problem: string | undefined;
  private note = "";
  /** The server starts, or looks at the code; what is to be said once that is done. */
  private waiting: { note: string } | undefined;

  constructor(
    private readonly server: LearnServer,
    private readonly t: Translate,
  ) {
    this.page = new PagePanel("smolcode.learning", t("SmolCode: Learn This Code Base"), learnStyle, (action) => void this.act(action));
  }

  /** A training runs: a restart of the server would stop it. */
  get isTraining(): boolean {
    return this.training !== undefined;
  }

  async open(): Promise<void> {
    this.page.open();
    if (this.training === undefined) {
      await this.look("");
    } else {
      this.show();
    }
  }

  /** The server came, went, or is another one. */
  serverChanged(): void {
    if (!this.page.isOpen) {
      return;
    }

    if (this.server.presence === "starting") {
      this.wait("", this.t("The server is being started."));
    } else if (this.training === undefined && (this.waiting !== undefined || this.plan === undefined) && !this.isLooking) {
      void this.look(this.waiting?.note ?? "");
    }
  }

  /** Whether projects may be loaded has changed. */
  trustChanged(): void {
    if (this.page.isOpen && this.training === undefined) {
      void this.look("");
    }
  }

  dispose(): void {
    this.training?.source.cancel();
    this.page.dispose();
  }

  private isLooking = false;

  /** Keeps the page as it is while something is waited for. */
  private wait(note: string, says: string): void {
    this.waiting ??= { note };
    if (this.plan === undefined) {
      this.page.show({ html: "", note: says, busy: true });
    } else {
      this.show(says);
    }
  }

  /** Asks what learning would do, and shows that. */
  private async look(note: string): Promise<void> {
    if (this.server.presence === "starting") {
      this.wait(note, this.t("The server is being started."));
      return;
    }

    if (this.isLooking) {
      return;
    }

    this.isLooking = true;
    this.wait(note, this.t("Looking at the code…"));
    try {
      if (this.server.presence === "here" && !this.server.canLearn) {
        throw new Error(this.t("This server can't learn; is it of another version?"));
      }

      const plan = readPlan(await this.server.plan());
      if (plan === undefined) {
        throw new Error(this.t("The server's answer is not understood; is it of another version?"));
      }

      this.plan = plan;
      this.waiting = undefined;
      this.show(note);
    } catch (error) {
      this.plan = undefined;
      // A server that went while it was asked is waited for.
      if ((this.server.presence as string) !== "starting") {
        this.waiting = undefined;
        this.note = "";
        this.page.show({ html: noPlanContent(this.problem === undefined ? reasonOf(error) : `${this.problem} ${reasonOf(error)}`, this.t), note: "", busy: false });
      }
    } finally {
      this.isLooking = false;
    }
  }

  private show(note = this.note): void {
    this.note = note;
    if (this.plan !== undefined) {
      const { plan, outcome, problem, training: running } = this;
      const isAway = this.waiting !== undefined;
      this.page.show({ html: learnContent({ plan, running, outcome, problem, isAway }, this.format, this.t), note, busy: isAway });
    }
  }

  private async act({ action, values }: PageAction): Promise<void> {
    switch (action) {
      case learnActions.start:
        await this.learn(values, false);
        break;
      case learnActions.anew:
        if (await this.confirm(this.t("Begin anew? What is kept of the earlier training is overwritten."), this.t("Begin Anew"))) {
          await this.learn(values, false);
        }

        break;
      case learnActions.resume:
        await this.learn(values, true);
        break;
      case learnActions.stop:
        this.stop();
        break;
      case learnActions.discard:
        if (await this.confirm(this.t("Discard what is kept of the earlier training?"), this.t("Discard"))) {
          await this.change(() => this.server.discard(), this.t("What was kept is deleted."));
        }

        break;
      case learnActions.remove:
        await this.remove();
        break;
      case learnActions.report:
        await this.showReport();
        break;
      case learnActions.look:
        this.problem = undefined;
        await this.look("");
        break;
      case learnActions.restart:
        await this.restart("");
        break;
      case learnActions.output:
        await vscode.commands.executeCommand("smolcode.showOutput");
        break;
    }
  }

  private async learn(values: Readonly<Record<string, string>>, resume: boolean): Promise<void> {
    const minutes = readMinutes(values[minutesField] ?? "");
    if (this.training !== undefined || this.waiting !== undefined || this.plan === undefined) {
      return;
    }

    if (minutes === undefined) {
      this.problem = this.t("Minutes of training are a number from 0.1 to 10,080 (a week).");
      this.show("");
      return;
    }

    const source = new vscode.CancellationTokenSource();
    this.training = { step: undefined, progress: undefined, isStopping: false, source };
    this.outcome = undefined;
    this.problem = undefined;
    this.show("");
    try {
      const answer = await this.shownInStatusBar((tell) =>
        this.server.learn({ minutes, resume }, (value) => {
          const progress = readProgress(value);
          if (this.training !== undefined) {
            this.training = { ...this.training, progress, step: progress.event === "step" ? progress : this.training.step };
            tell(progress);
            this.show();
          }
        }, source.token),
      );
      this.training = undefined;
      this.outcome = readOutcome(answer);
      await this.tellOutcome(this.outcome);
    } catch (error) {
      const wasStopped = this.training?.isStopping === true && !hasFailed(error);
      this.training = undefined;
      if (wasStopped) {
        await this.look(this.t("Stopped. What was learned is saved, and can be gone on with."));
      } else if ((this.server.presence as string) !== "here") {
        this.problem = this.t("The training ended with the server. What it had saved can be gone on with.");
        await this.look("");
      } else {
        this.problem = reasonOf(error);
        await this.look("");
        if (!this.page.isOpen) {
          await this.tell(this.problem);
        }
      }
    } finally {
      source.dispose();
    }
  }

  /** A small sign in the window while the page may be closed. */
  private shownInStatusBar(run: (tell: (progress: LearnProgress) => void) => Promise<unknown>): Thenable<unknown> {
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: this.t("SmolCode learns") }, (window) =>
      run(({ event, remainingSeconds }) => {
        window.report({
          message:
            event === "paused" ? this.t("paused") : event === "proof" ? this.t("proof") : remainingSeconds === undefined ? "" : this.t("{0} left", duration(remainingSeconds)),
        });
      }),
    );
  }

  private stop(): void {
    if (this.training !== undefined && !this.training.isStopping) {
      this.training = { ...this.training, isStopping: true };
      this.show(this.t("Stopping…"));
      this.training.source.cancel();
    }
  }

  /** A server takes up what is used when it is started. */
  private async tellOutcome({ used, message }: Outcome): Promise<void> {
    const done = used ? this.t("What was learned is used from now on.") : this.t("What was learned is not used.");
    if (!this.page.isOpen) {
      void this.tell(!used ? message : this.server.isBusy ? `${done} ${this.putOff}` : done);
    }

    if (used) {
      await this.restart(done);
    } else {
      await this.look(done);
    }
  }

  private async tell(message: string): Promise<void> {
    const show = this.t("Show");
    if ((await vscode.window.showInformationMessage(`SmolCode: ${message}`, show)) === show) {
      await this.open();
    }
  }

  private async remove(): Promise<void> {
    const learned = this.plan?.learned;
    if (learned === undefined) {
      return;
    }

    const detail = learned.isUsed ? this.t("It is in use; the bundled adapter completes again from then on.") : this.t("It would have to be learned again.");
    if (
      (await this.confirm(this.t("Delete {0} from this machine?", learned.adapter.name), this.t("Delete"), detail)) &&
      (await this.change(() => this.server.remove(learned.adapter.name), this.t("{0} is deleted.", learned.adapter.name))) &&
      learned.isUsed
    ) {
      await this.restart(this.note);
    }
  }

  private async showReport(): Promise<void> {
    const report = this.plan?.learned?.report;
    if (report !== undefined) {
      try {
        await vscode.window.showTextDocument(vscode.Uri.file(report), { preview: true });
      } catch (error) {
        this.problem = reasonOf(error);
        this.show();
      }
    }
  }

  /** Asks the server for something that is done at once, and looks at what there is then. Whether it was done. */
  private async change(ask: () => Promise<unknown>, note: string): Promise<boolean> {
    this.problem = undefined;
    this.outcome = undefined;
    try {
      await ask();
    } catch (error) {
      this.problem = reasonOf(error);
      this.show("");
      return false;
    }

    await this.look(note);
    return true;
  }

  private async confirm(question: string, yes: string, detail?: string): Promise<boolean> {
    return (await vscode.window.showWarningMessage(question, { modal: true, ...(detail === undefined ? {} : { detail }) }, yes)) === yes;
  }

  private get putOff(): string {
    return this.t("The server takes it up when it is started again; something else runs in it now.");
  }

  /** What else runs in the server goes before. */
  private async restart(note: string): Promise<void> {
    if (this.server.isBusy) {
      await this.look(`${note} ${this.putOff}`.trim());
      return;
    }

    this.waiting = undefined;
    this.wait(note, this.t("The server is being started."));
    await vscode.commands.executeCommand("smolcode.restartServer");
    this.serverChanged();
  }
}

/** Whether the server says that something went wrong (RequestFailed), also while it stopped. */
function hasFailed(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === -32803;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
