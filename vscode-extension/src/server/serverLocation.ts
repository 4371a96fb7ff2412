import * as path from "node:path";
import type { Translate } from "../translate";
import { dotnetDownload, hasRuntime, readRuntimes } from "./dotnet";
import { findDotnets, searchPath } from "./dotnetSearch";
import type { Machine } from "./machine";

/** A program to start, without the arguments that every server gets. */
export interface ServerProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** The folder it is started in: its own, never one of the workspace, so that nothing there can change what runs. */
  readonly folder: string;
  readonly source: "setting" | "bundled" | "tool";
}

export interface LocationProblem {
  readonly problem: string;
  /** What is missing is .NET, and nothing else. */
  readonly needsDotnet?: true;
}

export type ServerLocation = { readonly program: ServerProgram } | LocationProblem;

/**
 * Finds the server: the one that the setting names, else the one that came with the extension, else the installed .NET tool. A setting
 * that leads nowhere is a problem to report, not a reason to start another server than the one that the user chose.
 */
export async function locateServer(setting: string, extensionFolder: string, machine: Machine, t: Translate): Promise<ServerLocation> {
  const paths = machine.platform === "win32" ? path.win32 : path.posix;
  const executable = machine.platform === "win32" ? "smolcode.exe" : "smolcode";
  const named = setting.trim();
  if (named.length > 0) {
    const full = named === "~" || /^~[/\\]/.test(named) ? paths.join(machine.home, named.slice(1)) : named;
    if (!paths.isAbsolute(full)) {
      return { problem: t('The setting smolcode.server.path is "{0}"; it has to be an absolute path.', named) };
    }

    switch (machine.kindOf(full)) {
      case "folder":
        return (
          (await inFolder(full, "setting")) ?? {
            problem: t("There is no {0} and no smolcode.dll in {1}, which the setting smolcode.server.path names.", executable, full),
          }
        );
      case "file":
        return program(full, "setting");
      case undefined:
        return { problem: t("{0}, which the setting smolcode.server.path names, does not exist.", full) };
    }
  }

  const bundled = await inFolder(paths.join(extensionFolder, "server"), "bundled");
  if (bundled !== undefined) {
    return bundled;
  }

  const tool = [paths.join(machine.home, ".dotnet", "tools"), ...searchPath(machine)]
    .map((folder) => paths.join(folder, executable))
    .find((candidate) => machine.kindOf(candidate) === "file");
  return tool === undefined
    ? {
        problem: t(
          "No server was found. Install the SmolCode extension for your platform, which brings its own, or name one in the setting smolcode.server.path.",
        ),
      }
    : program(tool, "tool");

  async function inFolder(folder: string, source: ServerProgram["source"]): Promise<ServerLocation | undefined> {
    const found = [executable, "smolcode.dll"]
      .map((name) => paths.join(folder, name))
      .find((candidate) => machine.kindOf(candidate) === "file");
    return found === undefined ? undefined : program(found, source);
  }

  async function program(file: string, source: ServerProgram["source"]): Promise<ServerLocation> {
    const folder = paths.dirname(file);
    if (!file.toLowerCase().endsWith(".dll")) {
      return { program: { command: file, args: [], folder, source } };
    }

    const found = await findDotnet();
    return "dotnet" in found
      ? { program: { command: found.dotnet, args: [file], folder, source } }
      : { problem: `${found.missing} ${wayOut(source)}`, needsDotnet: true };
  }

  /** The full path of a dotnet that has the server's runtime. */
  async function findDotnet(): Promise<{ readonly dotnet: string } | { readonly missing: string }> {
    let silent: string | undefined;
    const others: string[] = [];
    for (const dotnet of findDotnets(machine)) {
      const output = await machine.listRuntimes(dotnet);
      if (output === undefined) {
        silent ??= dotnet;
        continue;
      }

      const versions = readRuntimes(output);
      if (hasRuntime(versions, machine.environment.DOTNET_ROLL_FORWARD)) {
        return { dotnet };
      }

      others.push(versions.length === 0 ? t("{0} has none", dotnet) : t("{0} has {1}", dotnet, versions.join(", ")));
    }

    // Whether one that could not be asked has it is seen when it starts the server.
    if (silent !== undefined) {
      return { dotnet: silent };
    }

    return {
      missing:
        others.length === 0
          ? t("The server needs the runtime of .NET 10, and no dotnet was found on this machine.")
          : t("The server needs the runtime of .NET 10, which is not installed on this machine ({0}).", others.join("; ")),
    };
  }

  function wayOut(source: ServerProgram["source"]): string {
    return source === "bundled"
      ? t("Install it from {0} and restart the server, or install the SmolCode extension for your platform, which brings its own.", dotnetDownload)
      : t("Install it from {0} and restart the server.", dotnetDownload);
  }
}
