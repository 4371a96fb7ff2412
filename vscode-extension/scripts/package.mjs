// Makes a VSIX in artifacts/, with the server and the model inside.
// Without arguments: the universal one, for every platform that there is a server for; it needs an installed .NET 10.
// --target linux-x64 (win32-x64, darwin-arm64 …): for one platform, with .NET inside.
// --target client: without a server, for tests and for a server that is built already (smolcode.server.path).
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { lazyBundles } from "./bundles.mjs";

const runtimes = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "osx-x64",
  "darwin-arm64": "osx-arm64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
};
const { values } = parseArgs({ options: { target: { type: "string", default: "universal" } } });
const { target } = values;
const runtime = runtimes[target];
if (runtime === undefined && target !== "universal" && target !== "client") {
  console.error(`There is no target ${target}; the targets are universal, client, ${Object.keys(runtimes).join(", ")}.`);
  process.exit(2);
}

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const stage = join("artifacts", target);
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
run(process.execPath, ["scripts/build.mjs"]);
const bundles = ["extension.ts", ...lazyBundles].map((path) => `dist/${basename(path, ".ts")}.js`);
for (const path of ["package.nls.json", "CHANGELOG.md", "LICENSE", "media", "l10n", ...bundles]) {
  cpSync(path, join(stage, path), { recursive: true });
}

// The extension's page in the editor has no folder to look for pictures in: they are in the text.
const readme = readFileSync("README.md", "utf8");
const withPictures = readme.replaceAll(/\]\(([^)\s]+\.png)\)/g, (_, path) => `](data:image/png;base64,${readFileSync(path).toString("base64")})`);
writeFileSync(join(stage, "README.md"), withPictures);

// All that runs is in the bundle: what only builds and tests need is left out.
const { scripts, dependencies, devDependencies, private: isPrivate, ...published } = manifest;
writeFileSync(join(stage, "package.json"), `${JSON.stringify(published, null, 2)}\n`);

if (target !== "client") {
  const server = join(stage, "server");
  // Without an executable, which would be this platform's: dotnet starts smolcode.dll.
  const options = runtime === undefined ? ["-p:UseAppHost=false", "-p:SmolCodeLlamaAllPlatforms=true"] : ["-r", runtime, "--self-contained"];
  run("dotnet", ["publish", "../server/SmolCode", "-c", "Release", ...options, "-o", server]);
  if (runtime === undefined) {
    // SQLite comes for platforms that llama.cpp's libraries don't come for.
    for (const name of readdirSync(join(server, "runtimes")).filter((name) => !Object.values(runtimes).includes(name))) {
      rmSync(join(server, "runtimes", name), { recursive: true });
    }
  }
}

const vsix = join(process.cwd(), "artifacts", `smolcode-${target}-${manifest.version}.vsix`);
const vsce = join(process.cwd(), "node_modules", "@vscode", "vsce", "vsce");
const options = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix];
run(process.execPath, [vsce, "package", ...options, ...(runtime === undefined ? [] : ["--target", target])], stage);

const megabytes = statSync(vsix).size / 1e6;
const limit = target === "client" ? 5 : 200;
console.log(`${vsix}: ${megabytes.toFixed(1)} MB (at most ${limit} MB)`);
if (megabytes > limit) {
  console.error("It is too large.");
  process.exit(1);
}

function run(command, args, cwd = ".") {
  execFileSync(command, args, { cwd, stdio: "inherit" });
}
