import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { hasRuntime, readRuntimes } from "../../src/server/dotnet";
import { thisMachine } from "../../src/server/machine";

describe("the installed runtimes of .NET", () => {
  it("are read from what dotnet prints, ASP.NET's and the desktop's left out", () => {
    const printed = [
      "Microsoft.AspNetCore.App 10.0.1 [C:\\Program Files\\dotnet\\shared\\Microsoft.AspNetCore.App]",
      "Microsoft.NETCore.App 9.0.4 [C:\\Program Files\\dotnet\\shared\\Microsoft.NETCore.App]",
      "Microsoft.NETCore.App 10.0.0-rc.2.25502.107 [C:\\Program Files\\dotnet\\shared\\Microsoft.NETCore.App]",
      "Microsoft.WindowsDesktop.App 10.0.1 [C:\\Program Files\\dotnet\\shared\\Microsoft.WindowsDesktop.App]",
      "",
    ].join("\r\n");
    assert.deepEqual(readRuntimes(printed), ["9.0.4", "10.0.0-rc.2.25502.107"]);
    assert.deepEqual(readRuntimes(""), []);
  });

  for (const [versions, rollForward, expected] of [
    [["10.0.0"], undefined, true],
    [["8.0.11", "10.1.3"], undefined, true],
    [["10.0.0-rc.2.25502.107"], undefined, false],
    [["8.0.11", "9.0.4"], undefined, false],
    [["1.10.0", "100.0.0"], undefined, false],
    [["11.0.0"], undefined, false],
    [["11.0.0"], "Minor", false],
    [["11.0.0"], "Major", true],
    [["11.0.0"], "latestMajor", true],
    [["9.0.4"], "Major", false],
    [[], "Major", false],
  ] as const) {
    it(`${expected ? "run" : "do not run"} the server when they are [${versions.join(", ")}]${rollForward === undefined ? "" : ` and roll forward: ${rollForward}`}`, () => {
      assert.equal(hasRuntime(versions, rollForward), expected);
    });
  }
});

describe("a dotnet that is asked for its runtimes", { skip: process.platform === "win32" }, () => {
  const folder = mkdtempSync(join(tmpdir(), "smolcode-dotnet-"));
  after(() => rmSync(folder, { recursive: true }));
  const standIn = (name: string, script: string) => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  };

  it("is asked in its own folder", async () => {
    const dotnet = standIn("good", 'echo "$1 $(pwd -P)"');
    assert.equal(await thisMachine.listRuntimes(dotnet), `--list-runtimes ${execFileSync("pwd", ["-P"], { cwd: folder, encoding: "utf8" })}`);
  });

  it("and fails, or is not there, has not said anything", async () => {
    assert.equal(await thisMachine.listRuntimes(standIn("bad", "echo Microsoft.NETCore.App 10.0.1; exit 1")), undefined);
    assert.equal(await thisMachine.listRuntimes(join(folder, "none")), undefined);
  });
});
