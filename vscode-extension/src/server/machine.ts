import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** What is asked of the machine; tests answer from memory. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  kindOf(path: string): "file" | "folder" | undefined;
  /** What `dotnet --list-runtimes` prints; undefined: it could not be asked. */
  listRuntimes(dotnet: string): Promise<string | undefined>;
}

/** Milliseconds that dotnet has to say which runtimes it has. */
const listLimit = 10_000;

/** The machine that the extension runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  home: os.homedir(),
  kindOf(path) {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() === true) {
      return "file";
    }

    return found?.isDirectory() === true ? "folder" : undefined;
  },
  listRuntimes: (dotnet) =>
    new Promise((resolve) => {
      execFile(dotnet, ["--list-runtimes"], { cwd: path.dirname(dotnet), timeout: listLimit, windowsHide: true }, (error, output) =>
        resolve(error === null ? output : undefined),
      );
    }),
};
