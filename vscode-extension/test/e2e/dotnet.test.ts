import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import { canHideDotnet, copyOfSample, Editor, hiddenDotnet, step } from "./editor";

const target = process.env.SMOLCODE_E2E_TARGET;
const reason =
  target !== undefined && target !== "universal"
    ? `the package for ${target} has its own .NET`
    : !canHideDotnet()
      ? "this machine lets no program have mounts of its own, so .NET can't be hidden from it"
      : false;

describe("a machine without .NET", { skip: reason }, () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  const place = "total += |";
  const dotnet = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "sc-net-")), "dotnet");
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  before(async () => {
    execFileSync("dotnet", ["restore", workspace], { stdio: "pipe" });
    const server = target === undefined ? { server: path.join(process.env.SMOLCODE_E2E_SERVER ?? "", "smolcode.dll") } : {};
    editor = await Editor.start({ workspace, ...server, dotnetRoot: dotnet });
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
    fs.rmSync(path.dirname(dotnet), { recursive: true, force: true });
  });

  test("is told what to install, by a message and by the status bar", async () => {
    await editor.open(inventory);
    const message = await editor.notification("The server needs the runtime of .NET 10, and no dotnet was found on this machine.");
    await message.getByRole("button", { name: "Install .NET 10…" }).waitFor();
    await editor.statusBecomes(/^SmolCode: error\. The server needs the runtime of \.NET 10/);
    await editor.screenshot("no-dotnet");
    await editor.status.click();
    const rows = editor.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    const said = await rows.allInnerTexts();
    assert.match(said[0] ?? "", /Install \.NET 10…/);
    assert.match(said[1] ?? "", /Restart the server/);
    await editor.screenshot("no-dotnet-menu");
    await editor.press("Escape");
  });

  test("gets suggestions once .NET is there and the server was restarted", async () => {
    fs.symlinkSync(hiddenDotnet(dotnet), dotnet);
    await (await editor.notification("The server needs")).getByRole("button", { name: "Restart the Server" }).click();
    await editor.statusBecomes(/^SmolCode is ready/);
    await editor.open(inventory, place);
    await editor.press("Backspace");
    await editor.type(" ");
    await editor.suggestion();
    await editor.screenshot("dotnet-installed");
    await editor.restore(inventory, fs.readFileSync(inventory, "utf8"));
  });

  test("leaves no error in the console but the message that was shown", () => {
    assert.deepEqual(editor.errors().filter((error) => !error.startsWith("The server needs the runtime of .NET 10")), []);
    return Promise.resolve();
  });
});
