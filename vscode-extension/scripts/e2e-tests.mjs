// Runs the end-to-end tests: the packaged extension in a real VS Code (code-server from npm) in headless Chromium, with the real server
// and the real model. Linux x64. Needs Chromium (CHROMIUM, or /usr/bin/chromium), the .NET 10 SDK, g++, make and python3.
// SMOLCODE_E2E_VSCODE: folder of an editor that is set up already. SMOLCODE_E2E_SERVER: folder of a server that is built already.
// SMOLCODE_E2E_TARGET: test a VSIX with the server in it, of a platform (linux-x64) or the universal one. SMOLCODE_E2E_OUTPUT: where screenshots go.
// Arguments name files of tests (report, models), all without; options go to node's test runner:
// npm run test:e2e -- completion --test-name-pattern Tab
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import * as esbuild from "esbuild";

const vscode = resolve(process.env.SMOLCODE_E2E_VSCODE ?? ".vscode-test");
if (!existsSync(`${vscode}/node_modules/code-server/lib/vscode/node_modules`)) {
  execFileSync("bash", ["scripts/vscode-setup.sh", vscode], { stdio: "inherit" });
}

// With a target the server inside the VSIX is tested, else one that is built here.
const target = process.env.SMOLCODE_E2E_TARGET;
const server = resolve(process.env.SMOLCODE_E2E_SERVER ?? "../server/SmolCode/bin/Release/net10.0");
if (target === undefined && process.env.SMOLCODE_E2E_SERVER === undefined) {
  execFileSync("dotnet", ["build", "../server/SmolCode", "-c", "Release", "-v", "quiet", "--nologo"], { stdio: "inherit" });
}

execFileSync(process.execPath, ["scripts/package.mjs", "--target", target ?? "client"], { stdio: ["ignore", "ignore", "inherit"] });

const folder = "dist/test/e2e";
rmSync(folder, { recursive: true, force: true });
await esbuild.build({
  entryPoints: readdirSync("test/e2e").filter((name) => name.endsWith(".test.ts")).map((name) => `test/e2e/${name}`),
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  external: ["playwright-core"],
  logLevel: "warning",
});
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const options = process.argv.slice(2).filter((argument, index, all) => argument.startsWith("-") || all[index - 1] === "--test-name-pattern");
const wanted = process.argv.slice(2).filter((argument) => !options.includes(argument));
const tests = readdirSync(folder)
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace(".test.mjs", "")))
  .map((name) => `${folder}/${name}`);
const { status } = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", "--test-concurrency=1", ...options, ...tests],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      SMOLCODE_E2E_VSCODE: vscode,
      SMOLCODE_E2E_VSIX: resolve(`artifacts/smolcode-${target ?? "client"}-${version}.vsix`),
      SMOLCODE_E2E_SERVER: target === undefined ? server : "",
      SMOLCODE_E2E_SAMPLE: resolve("../samples/Warehouse"),
      SMOLCODE_E2E_OUTPUT: resolve(process.env.SMOLCODE_E2E_OUTPUT ?? "artifacts/screenshots"),
    },
  },
);
process.exit(status ?? 1);
