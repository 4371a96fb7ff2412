// Makes a VSIX in artifacts/. Without arguments: the client alone, for every platform, which needs an installed server.
// --target linux-x64 (win32-x64, darwin-arm64 …): with the server, .NET and the model inside.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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
const { values } = parseArgs({ options: { target: { type: "string" } } });
const target = values.target;
if (target !== undefined && !(target in runtimes)) {
  console.error(`There is no target ${target}; the targets are ${Object.keys(runtimes).join(", ")}.`);
  process.exit(2);
}

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const stage = join("artifacts", target ?? "universal");
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
run(process.execPath, ["scripts/build.mjs"]);
const bundles = ["extension.ts", ...lazyBundles].map((path) => `dist/${basename(path, ".ts")}.js`);
for (const path of ["package.nls.json", "README.md", "CHANGELOG.md", "LICENSE", "media", "l10n", ...bundles]) {
  cpSync(path, join(stage, path), { recursive: true });
}

// All that runs is in the bundle: what only builds and tests need is left out.
const { scripts, dependencies, devDependencies, private: isPrivate, ...published } = manifest;
writeFileSync(join(stage, "package.json"), `${JSON.stringify(published, null, 2)}\n`);

if (target !== undefined) {
  const server = join(stage, "server");
  run("dotnet", ["publish", "../server/SmolCode", "-c", "Release", "-r", runtimes[target], "--self-contained", "-o", server]);
}

const vsix = join(process.cwd(), "artifacts", `smolcode-${target ?? "universal"}-${manifest.version}.vsix`);
const vsce = join(process.cwd(), "node_modules", "@vscode", "vsce", "vsce");
const options = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix];
run(process.execPath, [vsce, "package", ...options, ...(target === undefined ? [] : ["--target", target])], stage);

const megabytes = statSync(vsix).size / 1e6;
const limit = target === undefined ? 5 : 200;
console.log(`${vsix}: ${megabytes.toFixed(1)} MB (at most ${limit} MB)`);
if (megabytes > limit) {
  console.error("It is too large.");
  process.exit(1);
}

function run(command, args, cwd = ".") {
  execFileSync(command, args, { cwd, stdio: "inherit" });
}
