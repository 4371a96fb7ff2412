/** The version of .NET that the server is built for. */
const needed = 10;

/** Where .NET's runtime for the server is to be had. */
export const dotnetDownload = "https://dotnet.microsoft.com/download/dotnet/10.0";

/** The versions of .NET's runtime in what `dotnet --list-runtimes` prints. Those of ASP.NET and Windows' desktop are others. */
export function readRuntimes(output: string): string[] {
  return [...output.matchAll(/^Microsoft\.NETCore\.App (\S+)/gm)].map(([, version]) => version ?? "");
}

/**
 * Whether one of the versions runs the server: any release of the needed one, as .NET rolls forward to later minor versions by itself; a
 * later one where the user has told .NET to roll forward to those.
 */
export function hasRuntime(versions: readonly string[], rollForward: string | undefined): boolean {
  const toMajor = /^(latest)?major$/i.test(rollForward ?? "");
  return versions.some((version) => {
    const major = Number.parseInt(version, 10);
    // A preview of the needed one comes before its first release.
    return major === needed ? !version.includes("-") : toMajor && major > needed;
  });
}
