import * as vscode from "vscode";
import { NumberFormat } from "../report/numberFormat";
import type { Translate } from "../translate";
import type { PageAction } from "../webview/page";
import { PagePanel } from "../webview/pagePanel";
import { type Models, readCheck, readModels, readProgress, type TeamServerCheck } from "./models";
import { displayName, modelActions, modelsContent, modelsStyle, noModelsContent, teamServerFields, type Work } from "./modelsPage";

/** What the page asks the server. */
export interface ModelServer {
  /** Whether a server answers that has models to choose from. */
  readonly hasModels: boolean;
  list(): Promise<unknown>;
  forgetWorkspace(): Promise<unknown>;
  remove(name: string): Promise<unknown>;
  check(server: { readonly url: string; readonly model: string; readonly format: string }): Promise<unknown>;
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
  private needsRestart = false;
  private check: TeamServerCheck | "asking" | undefined;

  constructor(
    private readonly server: ModelServer,
    private readonly t: Translate,
  ) {
    this.page = new PagePanel("smolcode.models", t("SmolCode: Models"), modelsStyle, (action) => void this.act(action));
  }

  async open(): Promise<void> {
    this.page.open();
    await this.refresh("");
  }

  /** The server came, went, or is another one. */
  serverChanged(): void {
    if (this.page.isOpen && (this.models === undefined || !this.server.hasModels)) {
      void this.refresh("");
    }
  }

  dispose(): void {
    for (const { source } of this.work.values()) {
      source.cancel();
    }

    this.page.dispose();
  }

  private async refresh(note: string): Promise<void> {
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
      if (this.models === undefined || !this.server.hasModels) {
        this.models = undefined;
        this.page.show({ html: noModelsContent(reason, this.t), note: "", busy: false });
      } else {
        this.show(reason);
      }

      return false;
    }
  }

  private show(note: string): void {
    if (this.models !== undefined) {
      const { models, work, problems, needsRestart, check } = this;
      this.page.show({ html: modelsContent({ models, work, problems, needsRestart, check }, this.format, this.t), note, busy: false });
    }
  }

  private async act({ action, argument, values }: PageAction): Promise<void> {
    const name = displayName(argument);
    switch (action) {
      case modelActions.use:
        await this.run("use", argument, this.t("{0} is used from now on.", name), (onProgress, token) => this.server.use(argument, onProgress, token), () => this.restart());
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
          await this.restart();
        }

        break;
      case modelActions.restart:
        await this.restart();
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
    then: () => Promise<void> = () => Promise.resolve(),
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
          this.show("");
        }
      }, source.token);
      this.models = readModels(answer) ?? this.models;
      this.work.delete(name);
      this.show(done);
      await then();
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
    }
  }

  /** Gives a download up, whether it runs or not. */
  private async discard(name: string): Promise<void> {
    const running = this.work.get(name);
    running?.source.cancel();
    await running?.ended;
    this.problems.delete(name);
    await this.change(() => this.server.remove(name), this.t("What had arrived of {0} is deleted.", displayName(name)));
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
    if (answer === remove && (await this.change(() => this.server.remove(name), this.t("{0} is deleted.", displayName(name)))) && model?.used === true) {
      await this.restart();
    }
  }

  /** The server takes a choice up when it is started; what runs in it is ended, so downloads and measurements come first. */
  private async restart(): Promise<void> {
    if (this.work.size > 0) {
      this.needsRestart = true;
      this.show("");
      return;
    }

    this.needsRestart = false;
    this.show("");
    await vscode.commands.executeCommand("smolcode.restartServer");
    await this.refresh("");
  }

  private async checkTeamServer(values: Readonly<Record<string, string>>): Promise<void> {
    const named = this.models?.teamServer;
    this.check = "asking";
    this.show("");
    try {
      this.check = readCheck(
        await this.server.check({
          url: values[teamServerFields.url] ?? named?.url ?? "",
          model: values[teamServerFields.model] ?? named?.model ?? "",
          format: values[teamServerFields.format] ?? named?.format ?? "",
        }),
      );
      this.show("");
    } catch (error) {
      this.check = undefined;
      this.show(reasonOf(error));
    }
  }

  private async saveTeamServer(values: Readonly<Record<string, string>>): Promise<void> {
    const settings = vscode.workspace.getConfiguration("smolcode.teamServer");
    try {
      for (const [name, field] of Object.entries(teamServerFields)) {
        const value = values[field]?.trim() ?? "";
        // Empty: as it is without a setting.
        await settings.update(name, value === "" ? undefined : value, vscode.ConfigurationTarget.Global);
      }
    } catch (error) {
      this.show(this.t("The settings could not be written. {0}", reasonOf(error)));
      return;
    }

    this.check = undefined;
    const [url = "", model = "", format = ""] = [teamServerFields.url, teamServerFields.model, teamServerFields.format].map((field) => values[field]?.trim());
    if (this.models !== undefined) {
      // The server learns it by itself, a moment later.
      this.models = { ...this.models, teamServer: { ...this.models.teamServer, url, model, format } };
    }

    this.show(url === "" ? this.t("No team's server is used.") : this.t("The team's server is saved."));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
