// Writes the settings in package.json and package.nls.json, the table in docs/configuration.md and what the Visual Studio extension has of
// them, from the server's schema (server/SmolCode.LanguageServer/Configuration/Settings.cs). Needs the .NET 10 SDK. The same tests compare
// them when they are run without SMOLCODE_UPDATE_GOLDEN.
import { spawnSync } from "node:child_process";

const suites = [
  ["SmolCode.LanguageServer.Tests", "VsCodeManifestTests", "ConfigurationDocumentTests"],
  ["SmolCode.VisualStudio.Core.Tests", "SettingsTests"],
];
for (const [project, ...classes] of suites) {
  const filter = classes.flatMap((name) => ["-class", `*.${name}`]);
  const { status } = spawnSync("dotnet", ["run", "--project", `../tests/${project}`, "-c", "Release", "--", "-noColor", ...filter], {
    stdio: "inherit",
    env: { ...process.env, SMOLCODE_UPDATE_GOLDEN: "1" },
  });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
