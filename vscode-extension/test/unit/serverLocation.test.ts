import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { locateServer, type Machine } from "../../src/server/serverLocation";
import { untranslated } from "../../src/translate";

function machine(files: string[], overrides: Partial<Machine> = {}): Machine {
  return {
    platform: "linux",
    environment: { PATH: "/usr/local/bin:/usr/bin" },
    home: "/home/ada",
    kindOf: (path) => {
      if (files.includes(path)) {
        return "file";
      }

      return files.some((file) => file.startsWith(`${path}/`) || file.startsWith(`${path}\\`)) ? "folder" : undefined;
    },
    ...overrides,
  };
}

function locate(setting: string, on: Machine) {
  return locateServer(setting, on.platform === "win32" ? "C:\\ext" : "/ext", on, untranslated);
}

describe("the server's location", () => {
  it("is the setting's, before the bundled one", () => {
    const found = locate("/opt/smolcode", machine(["/opt/smolcode", "/ext/server/smolcode"]));
    assert.deepEqual(found, { program: { command: "/opt/smolcode", args: [], folder: "/opt", source: "setting" } });
  });

  it("may be a folder", () => {
    const found = locate("/opt/sc", machine(["/opt/sc/smolcode"]));
    assert.deepEqual(found, { program: { command: "/opt/sc/smolcode", args: [], folder: "/opt/sc", source: "setting" } });
  });

  it("may begin with the home folder's sign", () => {
    const found = locate("~/sc", machine(["/home/ada/sc/smolcode"]));
    assert.deepEqual(found, { program: { command: "/home/ada/sc/smolcode", args: [], folder: "/home/ada/sc", source: "setting" } });
  });

  it("is started by dotnet when it is a dll", () => {
    const found = locate("/opt/sc/smolcode.dll", machine(["/opt/sc/smolcode.dll", "/usr/bin/dotnet"]));
    assert.deepEqual(found, {
      program: { command: "/usr/bin/dotnet", args: ["/opt/sc/smolcode.dll"], folder: "/opt/sc", source: "setting" },
    });
  });

  it("prefers the executable to the dll beside it", () => {
    const found = locate("", machine(["/ext/server/smolcode.dll", "/ext/server/smolcode", "/usr/bin/dotnet"]));
    assert.deepEqual(found, { program: { command: "/ext/server/smolcode", args: [], folder: "/ext/server", source: "bundled" } });
  });

  it("is the bundled dll where there is no executable", () => {
    const found = locate("", machine(["/ext/server/smolcode.dll", "/home/ada/.dotnet/dotnet"]));
    assert.deepEqual(found, {
      program: { command: "/home/ada/.dotnet/dotnet", args: ["/ext/server/smolcode.dll"], folder: "/ext/server", source: "bundled" },
    });
  });

  it("takes DOTNET_ROOT before the search path", () => {
    const on = machine(["/ext/server/smolcode.dll", "/usr/bin/dotnet", "/sdk/dotnet"], {
      environment: { PATH: "/usr/bin", DOTNET_ROOT: "/sdk" },
    });
    const found = locate("", on);
    assert.ok("program" in found);
    assert.equal(found.program.command, "/sdk/dotnet");
  });

  it("is the installed tool where none is bundled", () => {
    const found = locate("", machine(["/home/ada/.dotnet/tools/smolcode"]));
    assert.deepEqual(found, {
      program: { command: "/home/ada/.dotnet/tools/smolcode", args: [], folder: "/home/ada/.dotnet/tools", source: "tool" },
    });
  });

  it("is found in Windows' way on Windows", () => {
    const on = machine(["C:\\ext\\server\\smolcode.dll", "D:\\dotnet\\dotnet.exe"], {
      platform: "win32",
      environment: { Path: "D:\\dotnet;C:\\Windows" },
      home: "C:\\Users\\ada",
    });
    assert.deepEqual(locate("", on), {
      program: {
        command: "D:\\dotnet\\dotnet.exe",
        args: ["C:\\ext\\server\\smolcode.dll"],
        folder: "C:\\ext\\server",
        source: "bundled",
      },
    });
  });

  it("is never looked for relative to the current folder", () => {
    const on = machine(["./smolcode", "smolcode", "/ext/server/smolcode.dll", "dotnet", "./dotnet"], { environment: { PATH: ".::bin" } });
    const found = locate("", on);
    assert.ok("problem" in found);
    assert.match(found.problem, /no dotnet was found/);
  });

  for (const [setting, says] of [
    ["smolcode", /absolute path/],
    ["/opt/none", /does not exist/],
    ["/opt/empty", /no smolcode and no smolcode\.dll in \/opt\/empty/],
  ] as const) {
    it(`is a problem to report when the setting is ${setting}, even with a bundled server`, () => {
      const found = locate(setting, machine(["/ext/server/smolcode", "/opt/empty/readme"]));
      assert.ok("problem" in found);
      assert.match(found.problem, says);
    });
  }

  it("is a problem that says what to do when there is none", () => {
    const found = locate("", machine([]));
    assert.ok("problem" in found);
    assert.match(found.problem, /Install .* for your platform.*smolcode\.server\.path/);
  });
});
