import * as vscode from "vscode";
import type { LanguageClient, Middleware } from "vscode-languageclient/node";
import { methods, type OptionalFeature, readOptionalFeatures, readServerStatus } from "../protocol";
import type { ClientState } from "../status/statusView";
import type { Translate } from "../translate";
import { BackOff } from "./backOff";
import { locateServer, type ServerLocation } from "./serverLocation";
import { thisMachine } from "./machine";
import { explainExit, ServerProcess } from "./serverProcess";
import { StartAttempt } from "./startAttempt";

/** Milliseconds that a server has to answer the first request. One on a busy machine takes some seconds. */
const startLimit = 60_000;

/** A server that did not answer the first request in time. */
class StartTimeoutError extends Error {}

/** One server process and the client that speaks to it; a restart makes another. */
interface Session {
  readonly client: LanguageClient;
  readonly attempt: StartAttempt;
  process?: ServerProcess;
  /** Why there is no process, and will be none the next time. */
  problem?: string;
  /** It is being stopped on purpose, or its death was dealt with. */
  over: boolean;
}

/** What is not cancelled. Always given: an argument that is left out would be counted as a parameter. */
const never: vscode.CancellationToken = { isCancellationRequested: false, onCancellationRequested: () => new vscode.Disposable(() => undefined) };

/** Whatever is there: nobody keeps a user from writing a number. */
function pathSetting(): unknown {
  return vscode.workspace.getConfiguration("smolcode").get<unknown>("server.path", "");
}

/** Starts the server, starts it again when it dies, and says how it is. */
export class ServerController implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ClientState>();
  private readonly backOff = new BackOff(Date.now);
  private session: Session | undefined;
  private timer: NodeJS.Timeout | undefined;
  private current: ClientState = { kind: "starting" };
  /** The setting that the last start followed. */
  private path: unknown;
  /** Starts and stops happen one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private disposed = false;
  /** Counts what the user asked for: a start that was planned before counts no more. */
  private wish = 0;

  readonly onDidChangeState = this.changed.event;

  constructor(
    private readonly extensionFolder: string,
    private readonly output: vscode.LogOutputChannel,
    private readonly traceOutput: vscode.LogOutputChannel,
    private readonly middleware: Middleware,
    private readonly t: Translate,
  ) {}

  get state(): ClientState {
    return this.current;
  }

  /** The client of a server that answers; undefined while there is none. */
  get client(): LanguageClient | undefined {
    const client = this.session?.client;
    return this.current.kind === "running" && client?.isRunning() === true ? client : undefined;
  }

  /** Whether the server that answers has something that not every server has. */
  has(feature: OptionalFeature): boolean {
    return readOptionalFeatures(this.client?.initializeResult?.capabilities.experimental).includes(feature);
  }

  /** Asks the server for something that may come in parts. */
  async requestInParts(
    method: string,
    parameters: object,
    onPart: (part: unknown) => void,
    token: vscode.CancellationToken,
  ): Promise<unknown> {
    const { client } = this;
    if (client === undefined) {
      throw new Error(this.t("The server is not running."));
    }

    const { requestInParts } = await import("./languageClient");
    return requestInParts(client, method, parameters, onPart, token);
  }

  /** Asks the server something that has one answer. */
  async request(method: string, parameters?: object, token: vscode.CancellationToken = never): Promise<unknown> {
    const { client } = this;
    if (client === undefined) {
      throw new Error(this.t("The server is not running."));
    }

    return parameters === undefined ? client.sendRequest<unknown>(method, token) : client.sendRequest<unknown>(method, parameters, token);
  }

  /** Starts the server, or starts it anew: by the user's wish, so that a number of crashes before doesn't count. */
  restart(): Promise<void> {
    this.backOff.reset();
    const wish = this.supersede();
    return this.enqueue(async () => {
      await this.stopSession();
      await this.startSession(wish);
    });
  }

  /** Stops the server for good. */
  stop(): Promise<void> {
    this.disposed = true;
    this.supersede();
    return this.enqueue(() => this.stopSession());
  }

  /** Whether the setting names another server than the one that was started last. */
  isPathChanged(): boolean {
    return pathSetting() !== this.path;
  }

  /** Tells the server something, if there is one; it learns the rest when it starts. */
  notify(method: string, parameters: object): void {
    this.client?.sendNotification(method, parameters).catch((error: unknown) => this.output.warn(`${method}: ${String(error)}`));
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Ends a start that goes on: a server that hangs would keep all that comes after waiting. */
  private supersede(): number {
    const { session } = this;
    if (session !== undefined && !session.over && !session.client.isRunning()) {
      session.over = true;
      session.attempt.giveUp(new Error("Another start was asked for."));
    }

    return ++this.wish;
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    const next = this.queue.then(work);
    this.queue = next.catch((error: unknown) => this.output.error(String(error)));
    return this.queue;
  }

  private async stopSession(): Promise<void> {
    clearTimeout(this.timer);
    const session = this.session;
    this.session = undefined;
    if (session === undefined || session.over) {
      return;
    }

    session.over = true;
    try {
      if (session.client.isRunning()) {
        await session.client.stop();
      }
    } catch (error) {
      this.output.warn(String(error));
    } finally {
      session.process?.child.stdin.end();
      await session.process?.end();
    }
  }

  private async startSession(wish: number): Promise<void> {
    if (this.disposed || wish !== this.wish) {
      return;
    }

    this.path = pathSetting();
    this.become({ kind: "starting" });
    const location = await this.locate(this.path);
    if (wish !== this.wish) {
      return;
    }

    if ("problem" in location) {
      this.output.error(location.problem);
      this.become({ kind: "failed", message: location.problem, needsDotnet: location.needsDotnet === true });
      return;
    }

    const { program } = location;
    this.output.info(`Starting ${[program.command, ...program.args].join(" ")} (${program.source})`);
    this.backOff.started();
    // Loaded when it is needed first, after the activation: it is most of the extension's code.
    const { createLanguageClient } = await import("./languageClient");
    const session: Session = {
      attempt: new StartAttempt(),
      client: createLanguageClient({
        start: async () => {
          const process = await ServerProcess.start(program).catch((error: unknown) => {
            // Nothing was started, and nothing else will be the next time.
            session.problem = this.t("The server could not be started. {0}", error instanceof Error ? error.message : String(error));
            throw error;
          });
          session.process = process;
          if (session.over) {
            await process.kill();
          }

          return process;
        },
        output: this.output,
        traceOutput: this.traceOutput,
        middleware: this.middleware,
        onClosed: () => void this.died(session),
      }),
      over: false,
    };
    this.session = session;
    if (wish !== this.wish) {
      session.over = true;
      return;
    }

    session.client.onNotification(methods.status, (parameters: unknown) => {
      const status = readServerStatus(parameters);
      if (status !== undefined && session === this.session && !session.over) {
        this.become({ kind: "running", status });
      }
    });
    try {
      const late = new StartTimeoutError(this.t("The server did not answer within {0} s. Is it SmolCode's? {1}", startLimit / 1000, program.command));
      const wasTrusted = vscode.workspace.isTrusted;
      await session.attempt.wait(session.client.start(), startLimit, late);
      if (!session.over) {
        this.become(this.current.kind === "running" ? this.current : { kind: "running" });
        if (!wasTrusted && vscode.workspace.isTrusted) {
          // Granted while it started, when there was nobody to tell.
          this.notify(methods.didChangeTrust, { trusted: true });
        }
      }
    } catch (error) {
      if (session.over) {
        await session.process?.kill();
      } else {
        await this.died(session, error);
      }
    }
  }

  /** Where the server is; a place that can't be looked at is a problem like others. */
  private async locate(setting: unknown): Promise<ServerLocation> {
    if (typeof setting !== "string") {
      return { problem: this.t("The setting smolcode.server.path is {0}, not a path. Correct it, or remove it to take the server that came with the extension.", JSON.stringify(setting)) };
    }

    try {
      return await locateServer(setting, this.extensionFolder, thisMachine, this.t);
    } catch (error) {
      return { problem: this.t("The server could not be found: {0}. Correct the setting smolcode.server.path, or remove it.", error instanceof Error ? error.message : String(error)) };
    }
  }

  /** Deals with a server that ended by itself, once: the connection and the start both tell of it. */
  private async died(session: Session, error?: unknown): Promise<void> {
    if (session.over) {
      return;
    }

    session.over = true;
    const late = error instanceof StartTimeoutError;
    await (late ? session.process?.kill() : session.process?.end());
    const code = await session.process?.exited;
    const reason = late ? { problem: error.message } : session.problem !== undefined ? { problem: session.problem } : explainExit(code ?? null, this.t);
    const delayMs = reason === undefined ? this.backOff.died() : undefined;
    const cause = error instanceof Error ? ` ${error.message}` : "";
    this.output.error(`The server ended (exit code ${String(code ?? "none")}).${cause}`);
    if (this.disposed || session !== this.session) {
      return;
    }

    if (delayMs === undefined) {
      this.become({
        kind: "failed",
        message: reason?.problem ?? this.t("The server ended unexpectedly again and again. The output has the reason."),
        needsDotnet: reason?.needsDotnet === true,
      });
      return;
    }

    this.become({ kind: "restarting", delayMs });
    const { wish } = this;
    this.timer = setTimeout(() => void this.enqueue(() => this.startSession(wish)), delayMs);
  }

  private become(state: ClientState): void {
    this.current = state;
    if (!this.disposed) {
      this.changed.fire(state);
    }
  }
}
