import * as vscode from "vscode";
import { NumberFormat } from "../report/numberFormat";
import type { Translate } from "../translate";
import type { PageAction } from "../webview/page";
import { PagePanel } from "../webview/pagePanel";
import { type Models, isOtherLoaded, readCheck, readModels, readProgress, type TeamServerCheck } from "./models";
import { displayName, modelActions, modelsContent, modelsStyle, noModelsContent, teamServerFields, type Work } from "./modelsPage";

/** What the page asks the server. */
export interface ModelServer {
  /** Whether a server answers, or is on its way. */
  readonly presence: "here" | "starting" | "failed";
  /** Whether the server that answers has models to choose from. */
  readonly hasModels: boolean;
  /** The model that the server says it completes with; undefined: it has not said so. */
  readonly loadedModel: string | undefined;
  /** Something else runs in the server that a restart would end. */
  readonly isBusy: boolean;
  list(): Promise<unknown>;
  forgetWorkspace(): Promise<unknown>;
  /** With `onlyPartial` a model that is whole by now stays. */
  remove(name: string, onlyPartial: boolean): Promise<unknown>;
  /** With `ask` false it only says whether what is named can be used as it is written. */
  check(server: { readonly url: string; readonly model: string; readonly format: string; readonly ask: boolean }): Promise<unknown>;
  /** These take a while and tell how far they are. */
  use(name: string, onProgress: (progress: unknown) => void, token: vscode.CancellationToken): Promise<unknown>;
  pull(name: string, onProgress: (progress: unknown) => void, token: vscode.CancellationToken): Promise<unknown>;
  measure(name: string, onProgress: (progress: unknown) => void, token: vscode.CancellationToken): Promise<unknown>;
}

interface Running extends Work {
  readonly source: vscode.CancellationTokenSource;
  /** Fulfilled when it has ended, however. */
  readonly ended: Promise<void>;
}

/** The page to choose, download and compare models, and to name a team's server. Downloads go on while it is closed. */
export class ModelsPanel implements vscode.Disposable {
  private readonly page: PagePanel;
  private readonly format = new NumberFormat(vscode.env.language);
  private readonly work = new Map<string, Running>();
  private readonly problems = new Map<string, string>();
  private models: Models | undefined;
  private note = "";
  /** A server that starts is waited for; what is to be said once it is there. */
  private waiting: { note: string } | undefined;
  /** A choice waits for downloads and measurements: the server has to be started again. */
  private isPutOff = false;
  private check: TeamServerCheck | "asking" | undefined;

  constructor(
    private readonly server: ModelServer,
    private readonly t: Translate,
  ) {
    this.page = new PagePanel("smolcode.models", t("SmolCode: Models"), modelsStyle, (action) => void this.act(action));
  }

  /** Something runs that a restart of the server would end. */
  get isWorking(): boolean {
    return this.work.size > 0;
  }

  async open(): Promise<void> {
    this.page.open();
    await this.refresh("");
  }

  /** The server came, went, or is another one. */
  serverChanged(): void {
    this.isPutOff &&= this.server.presence === "here";
    if (!this.page.isOpen) {
      return;
    }

    if (this.server.presence === "starting") {
      this.wait("");
    } else if (this.waiting !== undefined || this.models === undefined || !this.server.hasModels) {
      const note = this.waiting?.note ?? "";
      this.waiting = undefined;
      void this.refresh(note);
    } else {
      // It may have said which model it has loaded.
      this.show();
    }
  }

  dispose(): void {
    for (const { source } of this.work.values()) {
      source.cancel();
    }

    this.page.dispose();
  }

  /** Keeps the page as it is while the server starts. */
  private wait(note: string): void {
    this.waiting ??= { note };
    const starting = this.t("The server is being started.");
    if (this.models === undefined) {
      this.page.show({ html: "", note: starting, busy: true });
    } else {
      this.show(starting);
    }
  }

  private async refresh(note: string): Promise<void> {
    if (this.server.presence === "starting") {
      this.wait(note);
      return;
    }

    this.waiting = undefined;
    await this.change(() => this.server.list(), note);
  }

  /** Asks the server for something that is answered with the models as they are then. */
  private async change(ask: () => Promise<unknown>, note: string): Promise<boolean> {
    try {
      const models = readModels(await ask());
      if (models === undefined) {
        throw new Error(this.t("The server's answer is not understood; is it of another version?"));
      }

      this.models = models;
      this.show(note);
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      if (this.server.presence === "starting") {
        this.wait("");
      } else if (this.models === undefined || !this.server.hasModels) {
        this.models = undefined;
        this.note = "";
        this.page.show({ html: noModelsContent(reason, this.t), note: "", busy: false });
      } else {
        this.show(reason);
      }

      return false;
    }
  }

  /** Shows how all is; with a note, or with the one that stands there. With `reset` the fields are as the settings have them. */
  private show(note = this.note, reset = false): void {
    this.note = note;
    if (this.models !== undefined) {
      const { models, work, problems, check } = this;
      const isAway = this.waiting !== undefined;
      const view = { models, work, problems, check, isAway, needsRestart: this.isPutOff || isOtherLoaded(models, this.server.loadedModel) };
      this.page.show({ html: modelsContent(view, this.format, this.t), note, busy: isAway, ...(reset ? { reset } : {}) });
    }
  }

  private async act({ action, argument, values }: PageAction): Promise<void> {
    const name = displayName(argument);
    switch (action) {
      case modelActions.use:
        await this.run("use", argument, this.t("{0} is used from now on.", name), (onProgress, token) => this.server.use(argument, onProgress, token), (done) => this.restart(done));
        break;
      case modelActions.download:
        await this.run("download", argument, this.t("{0} is here.", name), (onProgress, token) => this.server.pull(argument, onProgress, token));
        break;
      case modelActions.measure:
        await this.measure(argument);
        break;
      case modelActions.measureAll:
        for (const model of this.models?.models ?? []) {
          // One after the other: they would disturb each other. What fails or is stopped ends it.
          if (model.place !== "available" && model.problem === undefined && !(await this.measure(model.name))) {
            break;
          }
        }

        break;
      case modelActions.pause:
      case modelActions.stop:
        this.work.get(argument)?.source.cancel();
        break;
      case modelActions.discard:
        await this.discard(argument);
        break;
      case modelActions.remove:
        await this.remove(argument);
        break;
      case modelActions.forgetWorkspace:
        if (await this.change(() => this.server.forgetWorkspace(), this.t("The workspace has no choice of its own any more."))) {
          await this.restart(this.note);
        }

        break;
      case modelActions.restart:
        await this.restart("");
        break;
      case modelActions.output:
        await vscode.commands.executeCommand("smolcode.showOutput");
        break;
      case modelActions.check:
        await this.checkTeamServer(values);
        break;
      case modelActions.save:
        await this.saveTeamServer(values);
        break;
      case modelActions.clear:
        await this.saveTeamServer({});
        break;
    }
  }

  private measure(name: string): Promise<boolean> {
    return this.run("measure", name, this.t("{0} is measured.", displayName(name)), (onProgress, token) => this.server.measure(name, onProgress, token));
  }

  /** Does something with a model that takes a while; one thing at a time with each. Whether it was done. */
  private async run(
    kind: Work["kind"],
    name: string,
    done: string,
    ask: (onProgress: (progress: unknown) => void, token: vscode.CancellationToken) => Promise<unknown>,
    then: (done: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<boolean> {
    if (this.work.has(name)) {
      return false;
    }

    const source = new vscode.CancellationTokenSource();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const running = { kind, source, ended };
    this.problems.delete(name);
    this.work.set(name, { ...running, progress: undefined });
    this.show("");
    try {
      const answer = await ask((progress) => {
        if (this.work.has(name)) {
          this.work.set(name, { ...running, progress: readProgress(progress) });
          this.show();
        }
      }, source.token);
      this.models = readModels(answer) ?? this.models;
      this.work.delete(name);
      this.show(done);
      await then(done);
      return true;
    } catch (error) {
      this.work.delete(name);
      if (!source.token.isCancellationRequested) {
        this.problems.set(name, reasonOf(error));
      }

      await this.refresh("");
      return false;
    } finally {
      source.dispose();
      end();
      if (this.isPutOff && this.work.size === 0 && !this.page.isOpen) {
        void this.remind();
      }
    }
  }

  /** A choice was put off, and the page that says so is closed. */
  private async remind(): Promise<void> {
    const restart = this.t("Restart the Server");
    if ((await vscode.window.showInformationMessage(this.t("The server still completes with the model that it was started with."), restart)) === restart) {
      await vscode.commands.executeCommand("smolcode.restartServer");
    }
  }

  /** Gives a download up, whether it runs or not. */
  private async discard(name: string): Promise<void> {
    const running = this.work.get(name);
    running?.source.cancel();
    await running?.ended;
    this.problems.delete(name);
    await this.change(() => this.server.remove(name, true), this.t("What had arrived of {0} is deleted.", displayName(name)));
  }

  private async remove(name: string): Promise<void> {
    const model = this.models?.models.find((other) => other.name === name);
    const remove = this.t("Delete");
    const answer = await vscode.window.showWarningMessage(
      this.t("Delete {0} from this machine?", displayName(name)),
      {
        modal: true,
        detail: model?.used === true ? this.t("It is in use; the bundled model is used from then on.") : this.t("It would have to be downloaded again."),
      },
      remove,
    );
    if (answer === remove && (await this.change(() => this.server.remove(name, false), this.t("{0} is deleted.", displayName(name)))) && model?.used === true) {
      await this.restart(this.note);
    }
  }

  /** The server takes a choice up when it is started; what runs in it is ended, so downloads and measurements come first. */
  private async restart(note: string): Promise<void> {
    if (this.work.size > 0 || this.server.isBusy) {
      this.isPutOff = true;
      this.show(note);
      return;
    }

    this.wait(note);
    await vscode.commands.executeCommand("smolcode.restartServer");
    this.serverChanged();
  }

  private async checkTeamServer(values: Readonly<Record<string, string>>): Promise<void> {
    this.check = "asking";
    this.show("");
    try {
      this.check = readCheck(await this.server.check({ ...this.named(values), ask: true }));
      this.show("");
    } catch (error) {
      this.check = undefined;
      this.show(reasonOf(error));
    }
  }

  private named(values: Readonly<Record<string, string>>): { url: string; model: string; format: string } {
    const saved = this.models?.teamServer;
    const field = (name: keyof typeof teamServerFields) => (values[teamServerFields[name]] ?? saved?.[name] ?? "").trim();
    return { url: field("url"), model: field("model"), format: field("format") };
  }

  /** Whether a team's server can be used as it is named, which the server knows; when not, the page says why. */
  private async canBeUsed(named: ReturnType<typeof this.named>): Promise<boolean> {
    try {
      const check = readCheck(await this.server.check({ ...named, ask: false }));
      if (check.address !== undefined) {
        return true;
      }

      this.check = check;
      this.show(this.t("Nothing is saved."));
    } catch (error) {
      this.show(`${this.t("Nothing is saved.")} ${reasonOf(error)}`);
    }

    return false;
  }

  /** Without an address: no server is used. */
  private async saveTeamServer(values: Readonly<Record<string, string>>): Promise<void> {
    const named = Object.keys(values).length === 0 ? { url: "", model: "", format: "" } : this.named(values);
    if (named.url !== "" && !(await this.canBeUsed(named))) {
      return;
    }

    const settings = vscode.workspace.getConfiguration("smolcode.teamServer");
    // The server that runs learns each at once: no new one is asked as the old one was, and none is asked any more before the rest goes.
    const names = named.url === "" ? (["url", "model", "format"] as const) : (["model", "format", "url"] as const);
    try {
      for (const name of names) {
        // Empty: as it is without a setting.
        await settings.update(name, named[name] === "" ? undefined : named[name], vscode.ConfigurationTarget.Global);
      }
    } catch (error) {
      this.show(this.t("The settings could not be written. {0}", reasonOf(error)));
      return;
    }

    this.check = undefined;
    if (this.models !== undefined) {
      // The server learns it by itself, a moment later.
      this.models = { ...this.models, teamServer: { ...this.models.teamServer, ...named } };
    }

    this.show(named.url === "" ? this.t("No team's server is used.") : this.t("The team's server is saved."), true);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
