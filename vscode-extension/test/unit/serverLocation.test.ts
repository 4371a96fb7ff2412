import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Machine } from "../../src/server/machine";
import { type LocationProblem, locateServer, type ServerLocation } from "../../src/server/serverLocation";
import { untranslated } from "../../src/translate";

const net10 = "Microsoft.AspNetCore.App 10.0.1 [/d/shared/Microsoft.AspNetCore.App]\nMicrosoft.NETCore.App 10.0.1 [/d/shared/Microsoft.NETCore.App]\n";
const net8 = "Microsoft.NETCore.App 8.0.11 [/d/shared/Microsoft.NETCore.App]\nMicrosoft.NETCore.App 9.0.4 [/d/shared/Microsoft.NETCore.App]\n";

/** A machine with these files, whose dotnets say that they have .NET 10 unless `runtimes` has something else. */
function machine(files: string[], overrides: Partial<Machine> = {}, runtimes: Record<string, string | undefined> = {}): Machine {
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
    listRuntimes: (dotnet) => Promise.resolve(dotnet in runtimes ? runtimes[dotnet] : net10),
    ...overrides,
  };
}

async function problemOf(location: Promise<ServerLocation>): Promise<LocationProblem> {
  const found = await location;
  assert.ok("problem" in found);
  return found;
}

function locate(setting: string, on: Machine) {
  return locateServer(setting, on.platform === "win32" ? "C:\\ext" : "/ext", on, untranslated);
}

describe("the server's location", () => {
  it("is the setting's, before the bundled one", async () => {
    const found = await locate("/opt/smolcode", machine(["/opt/smolcode", "/ext/server/smolcode"]));
    assert.deepEqual(found, { program: { command: "/opt/smolcode", args: [], folder: "/opt", source: "setting" } });
  });

  it("may be a folder", async () => {
    const found = await locate("/opt/sc", machine(["/opt/sc/smolcode"]));
    assert.deepEqual(found, { program: { command: "/opt/sc/smolcode", args: [], folder: "/opt/sc", source: "setting" } });
  });

  it("may begin with the home folder's sign", async () => {
    const found = await locate("~/sc", machine(["/home/ada/sc/smolcode"]));
    assert.deepEqual(found, { program: { command: "/home/ada/sc/smolcode", args: [], folder: "/home/ada/sc", source: "setting" } });
  });

  it("is started by dotnet when it is a dll", async () => {
    const found = await locate("/opt/sc/smolcode.dll", machine(["/opt/sc/smolcode.dll", "/usr/bin/dotnet"]));
    assert.deepEqual(found, {
      program: { command: "/usr/bin/dotnet", args: ["/opt/sc/smolcode.dll"], folder: "/opt/sc", source: "setting" },
    });
  });

  it("prefers the executable to the dll beside it", async () => {
    const found = await locate("", machine(["/ext/server/smolcode.dll", "/ext/server/smolcode", "/usr/bin/dotnet"]));
    assert.deepEqual(found, { program: { command: "/ext/server/smolcode", args: [], folder: "/ext/server", source: "bundled" } });
  });

  it("is the bundled dll where there is no executable", async () => {
    const found = await locate("", machine(["/ext/server/smolcode.dll", "/home/ada/.dotnet/dotnet"]));
    assert.deepEqual(found, {
      program: { command: "/home/ada/.dotnet/dotnet", args: ["/ext/server/smolcode.dll"], folder: "/ext/server", source: "bundled" },
    });
  });

  it("takes DOTNET_ROOT before the search path", async () => {
    const on = machine(["/ext/server/smolcode.dll", "/usr/bin/dotnet", "/sdk/dotnet"], {
      environment: { PATH: "/usr/bin", DOTNET_ROOT: "/sdk" },
    });
    const found = await locate("", on);
    assert.ok("program" in found);
    assert.equal(found.program.command, "/sdk/dotnet");
  });

  const bundledDll = "/ext/server/smolcode.dll";

  it("is started by the first dotnet that has .NET 10", async () => {
    const on = machine([bundledDll, "/usr/bin/dotnet", "/home/ada/.dotnet/dotnet"], {}, { "/usr/bin/dotnet": net8 });
    const found = await locate("", on);
    assert.ok("program" in found);
    assert.equal(found.program.command, "/home/ada/.dotnet/dotnet");
  });

  it("takes a dotnet that has .NET 10 before one that can't be asked, and that before none", async () => {
    const silent = { "/usr/bin/dotnet": undefined, "/usr/lib/dotnet/dotnet": net8 };
    for (const [others, expected] of [
      [["/home/ada/.dotnet/dotnet"], "/home/ada/.dotnet/dotnet"],
      [["/usr/lib/dotnet/dotnet"], "/usr/bin/dotnet"],
    ] as const) {
      const found = await locate("", machine([bundledDll, "/usr/bin/dotnet", ...others], {}, silent));
      assert.ok("program" in found);
      assert.equal(found.program.command, expected);
    }
  });

  it("says which runtimes there are where .NET 10 is not, and both ways out", async () => {
    const on = machine([bundledDll, "/usr/bin/dotnet", "/usr/lib/dotnet/dotnet"], {}, { "/usr/bin/dotnet": net8, "/usr/lib/dotnet/dotnet": "" });
    assert.deepEqual(await locate("", on), {
      problem:
        "The server needs the runtime of .NET 10, which is not installed on this machine (/usr/bin/dotnet has 8.0.11, 9.0.4; /usr/lib/dotnet/dotnet has none). " +
        "Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and restart the server, or install the SmolCode extension for your platform, which brings its own.",
      needsDotnet: true,
    });
  });

  it("does not offer another extension for the server that the setting names", async () => {
    const { problem, needsDotnet } = await problemOf(locate("/opt/sc", machine(["/opt/sc/smolcode.dll"])));
    assert.match(problem, /no dotnet was found on this machine\. Install it from https:\S+ and restart the server\.$/);
    assert.equal(needsDotnet, true);
  });

  it("asks no dotnet for a server that is an executable", async () => {
    const on = machine(["/ext/server/smolcode", "/usr/bin/dotnet"], { listRuntimes: () => assert.fail("asked") });
    assert.ok("program" in (await locate("", on)));
  });

  it("is the installed tool where none is bundled", async () => {
    const found = await locate("", machine(["/home/ada/.dotnet/tools/smolcode"]));
    assert.deepEqual(found, {
      program: { command: "/home/ada/.dotnet/tools/smolcode", args: [], folder: "/home/ada/.dotnet/tools", source: "tool" },
    });
  });

  it("is found in Windows' way on Windows", async () => {
    const on = machine(["C:\\ext\\server\\smolcode.dll", "D:\\dotnet\\dotnet.exe"], {
      platform: "win32",
      environment: { Path: "D:\\dotnet;C:\\Windows" },
      home: "C:\\Users\\ada",
    });
    assert.deepEqual(await locate("", on), {
      program: {
        command: "D:\\dotnet\\dotnet.exe",
        args: ["C:\\ext\\server\\smolcode.dll"],
        folder: "C:\\ext\\server",
        source: "bundled",
      },
    });
  });

  it("is never looked for relative to the current folder", async () => {
    const on = machine(["./smolcode", "smolcode", "/ext/server/smolcode.dll", "dotnet", "./dotnet"], { environment: { PATH: ".::bin" } });
    const found = await locate("", on);
    assert.ok("problem" in found);
    assert.match(found.problem, /no dotnet was found/);
    assert.equal(found.needsDotnet, true);
  });

  for (const [setting, says] of [
    ["smolcode", /absolute path/],
    ["/opt/none", /does not exist/],
    ["/opt/empty", /no smolcode and no smolcode\.dll in \/opt\/empty/],
  ] as const) {
    it(`is a problem to report when the setting is ${setting}, even with a bundled server`, async () => {
      const found = await locate(setting, machine(["/ext/server/smolcode", "/opt/empty/readme"]));
      assert.ok("problem" in found);
      assert.match(found.problem, says);
    });
  }

  it("is a problem that says what to do when there is none", async () => {
    const found = await locate("", machine([]));
    assert.ok("problem" in found);
    assert.match(found.problem, /Install .* for your platform.*smolcode\.server\.path/);
    assert.equal(found.needsDotnet, undefined);
  });
});
