import * as path from "node:path";
import type { Machine } from "./machine";

type PartOfMachine = Pick<Machine, "platform" | "environment" | "home" | "kindOf">;

/** Full paths of the dotnets of a machine, in the order that they are to be tried. A bare name would be looked for in the current folder first on Windows. */
export function findDotnets(machine: PartOfMachine): string[] {
  const paths = machine.platform === "win32" ? path.win32 : path.posix;
  const name = machine.platform === "win32" ? "dotnet.exe" : "dotnet";
  const root = machine.environment.DOTNET_ROOT;
  const folders = [...(root === undefined ? [] : [root]), ...searchPath(machine), ...usualFolders(machine)];
  const candidates = folders.filter((folder) => paths.isAbsolute(folder)).map((folder) => paths.join(folder, name));
  return [...new Set(candidates)].filter((candidate) => machine.kindOf(candidate) === "file");
}

/** The folders of the search path. */
export function searchPath({ platform, environment }: PartOfMachine): string[] {
  const paths = platform === "win32" ? path.win32 : path.posix;
  // Windows writes the variable's name in several ways.
  const key = Object.keys(environment).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return (environment[key] ?? "").split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
}

/** An editor started from a desktop may not have the shell's PATH. */
function usualFolders({ platform, environment, home }: PartOfMachine): string[] {
  switch (platform) {
    case "win32":
      return [path.win32.join(environment.ProgramFiles ?? "C:\\Program Files", "dotnet")];
    case "darwin":
      return ["/usr/local/share/dotnet", "/opt/homebrew/bin", path.posix.join(home, ".dotnet")];
    default:
      return ["/usr/share/dotnet", "/usr/lib/dotnet", path.posix.join(home, ".dotnet")];
  }
}
