// Brings llama.cpp's prebuilt libraries for one platform from npm into a folder, for RestoreLlamaLibraries in SmolCode.Llama.targets.
// usage: node restore.mjs VARIANT_FOLDER PACKAGE OS CPU DESTINATION
// npm checks the integrity recorded in the variant's package-lock.json. The destination appears in one rename, so builds that run side
// by side never see half of it. What went wrong is said in one sentence on stdout, npm's own words are kept in DESTINATION.log.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [variantFolder, packageName, os, cpu, destination] = process.argv.slice(2);
const parent = dirname(destination);
const staging = join(parent, `.staging-${process.pid}-${Date.now()}`);
const log = `${destination}.log`;
const elsewhere = "or pass the folder of a llama.cpp v0.4.0 build with -p:SmolCodeLlamaFolder=PATH";

function fail(sentence) {
  rmSync(staging, { recursive: true, force: true });
  console.log(sentence);
  process.exit(1);
}

mkdirSync(staging, { recursive: true });
for (const name of ["package.json", "package-lock.json"]) copyFileSync(join(variantFolder, name), join(staging, name));

const flags = ["ci", `--os=${os}`, `--cpu=${cpu}`, "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
if (os === "linux") flags.push("--libc=glibc");
const npm = spawnSync("npm", flags, { cwd: staging, encoding: "utf8", shell: process.platform === "win32" });
writeFileSync(log, `${npm.stdout ?? ""}${npm.stderr ?? ""}${npm.error ?? ""}\n`);
if (npm.error) fail(`npm was not found: install Node.js 20 or newer with npm (https://nodejs.org) and build again, ${elsewhere}.`);
if (npm.status !== 0) {
  const reason = (npm.stderr.split("\n").find((line) => /npm (error|ERR!) (?!code|errno|syscall)/.test(line)) ?? `exit code ${npm.status}`).replace(/^npm (error|ERR!) /, "").trim();
  fail(`npm could not download llama.cpp's libraries (@node-llama-cpp/${packageName}: ${reason}): check the network and npm's registry setting (details in ${log}) and build again, ${elsewhere}.`);
}

const bins = join(staging, "node_modules", "@node-llama-cpp", packageName, "bins", packageName);
// Optional packages that could not be had are left out by npm without an error.
if (!existsSync(bins)) fail(`npm left out @node-llama-cpp/${packageName}: check the network and npm's registry setting (details in ${log}) and build again, ${elsewhere}.`);
for (const name of readdirSync(bins)) {
  if (/^(llama-addon\.|_nlc|(lib)?llama-common\.)/.test(name)) rmSync(join(bins, name), { recursive: true });
}
copyFileSync(join(bins, "..", "..", "LICENSE"), join(bins, "LICENSE.node-llama-cpp"));

try {
  renameSync(bins, destination);
} catch (error) {
  // Another build was faster; what it put there is the same.
  if (!existsSync(destination)) fail(`llama.cpp's libraries could not be put at ${destination} (${error.message}): make the folder writable and build again.`);
}
rmSync(staging, { recursive: true, force: true });
rmSync(log, { force: true });
