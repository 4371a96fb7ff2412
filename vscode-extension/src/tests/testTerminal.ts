import { type ChildProcess, spawn } from "node:child_process";
import * as vscode from "vscode";
import type { Translate } from "../translate";

/** What a run of tests came to. */
export interface TestRunResult {
  /** Undefined: the terminal was closed meanwhile. */
  readonly code: number | undefined;
  readonly output: string;
}

/** A terminal that runs a program, shows what it writes, and keeps it. One is kept at a time: a new run closes the one before. */
export class TestTerminal implements vscode.Disposable {
  private terminal: vscode.Terminal | undefined;

  constructor(private readonly t: Translate) {}

  run(program: string, args: readonly string[], folder: string): Promise<TestRunResult> {
    this.terminal?.dispose();
    const written = new vscode.EventEmitter<string>();
    let child: ChildProcess | undefined;
    let output = "";
    return new Promise((resolve, reject) => {
      const write = (text: string) => {
        output += text;
        written.fire(text.replace(/\r?\n/g, "\r\n"));
      };
      const pty: vscode.Pseudoterminal = {
        onDidWrite: written.event,
        open: () => {
          write(`> dotnet ${args.join(" ")}\n`);
          child = spawn(program, args, {
            cwd: folder,
            stdio: ["ignore", "pipe", "pipe"],
            windowsHide: true,
            // The summary is read; build servers that stay would keep the output open.
            env: { ...process.env, DOTNET_CLI_UI_LANGUAGE: "en", MSBUILDDISABLENODEREUSE: "1", DOTNET_CLI_USE_MSBUILD_SERVER: "0", UseSharedCompilation: "false" },
          });
          child.stdout?.setEncoding("utf8").on("data", write);
          child.stderr?.setEncoding("utf8").on("data", write);
          child.once("error", reject);
          child.once("close", (code) => {
            resolve({ code: code ?? undefined, output });
          });
        },
        close: () => {
          child?.kill();
          resolve({ code: undefined, output });
          written.dispose();
        },
      };
      this.terminal = vscode.window.createTerminal({ name: this.t("Tests"), pty });
      this.terminal.show(true);
    });
  }

  dispose(): void {
    this.terminal?.dispose();
  }
}
