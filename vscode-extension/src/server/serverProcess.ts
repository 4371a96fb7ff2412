import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Translate } from "../translate";
import { dotnetDownload } from "./dotnet";
import type { LocationProblem, ServerProgram } from "./serverLocation";

/** Exit code of a .NET program whose runtime is not installed (0x80008096, of which a process keeps the last byte). */
const frameworkMissing = [0x96, 0x80008096];

/** Milliseconds that a server has to end after it was asked to. */
const farewell = 3_000;

/** The server's process. */
export class ServerProcess {
  private constructor(
    readonly child: ChildProcessWithoutNullStreams,
    /** Fulfilled with the exit code when the process is gone; null: ended by a signal. */
    readonly exited: Promise<number | null>,
  ) {}

  /** Starts a server that speaks over stdin and stdout. Rejected when the program can't be started. */
  static start(program: ServerProgram): Promise<ServerProcess> {
    return new Promise((resolve, reject) => {
      const child = spawn(program.command, [...program.args, "lsp", "--stdio", "--clientProcessId", String(process.pid)], {
        cwd: program.folder,
        stdio: "pipe",
        windowsHide: true,
      });
      const exited = new Promise<number | null>((ended) => child.once("exit", (code) => ended(code)));
      child.once("error", reject);
      child.once("spawn", () => resolve(new ServerProcess(child, exited)));
    });
  }

  /** Makes sure that it ends: waits a little for it to do so by itself. */
  async end(): Promise<void> {
    const timer = setTimeout(() => void this.kill(), farewell);
    await this.exited;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exited;
  }
}

/** What a user can do about a server that ended so; undefined when nothing but a restart helps. */
export function explainExit(code: number | null, t: Translate): LocationProblem | undefined {
  return code !== null && frameworkMissing.includes(code)
    ? { problem: t("The server needs the runtime of .NET 10, which is not installed on this machine. Install it from {0} and restart the server.", dotnetDownload), needsDotnet: true }
    : undefined;
}
