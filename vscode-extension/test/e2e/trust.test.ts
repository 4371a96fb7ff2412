import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import { copyOfSample, Editor, patience, step, until } from "./editor";

describe("an untrusted workspace", () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  const project = path.join(workspace, "Warehouse.csproj");
  /** Written by the project's own build logic. */
  const trace = path.join(workspace, "build-logic-ran.txt");
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  before(async () => {
    const target = `<Target Name="Trace" BeforeTargets="ResolveReferences;CoreCompile"><Touch Files="${trace}" AlwaysCreate="true" /></Target>`;
    fs.writeFileSync(project, fs.readFileSync(project, "utf8").replace("</Project>", `${target}\n</Project>`));
    editor = await Editor.start({ workspace, askForTrust: true });
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("gets suggestions, and nothing of it is run", async () => {
    // With the option that the tests' payload needs, the editor does not ask: a new folder is not trusted until it is said to be.
    await editor.open(inventory, "total += |");
    await editor.statusBecomes(/^SmolCode: untrusted.*its project files aren't run/s);
    await editor.press("Backspace");
    await editor.type(" ");
    await editor.suggestion();
    await editor.screenshot("untrusted");
    assert.ok(!fs.existsSync(trace));
    assert.ok(!fs.existsSync(path.join(workspace, "obj")));
  });

  test("is loaded by MSBuild once it is trusted", async () => {
    await editor.command("SmolCode: Trust This Workspace…");
    await editor.page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).first().click();
    await until(() => Promise.resolve(fs.existsSync(trace)), patience, () => "the project's build logic to run");
    await until(
      async () => !((await editor.status.getAttribute("aria-label")) ?? "untrusted").includes('untrusted'),
      patience,
      () => "the status to say that it is trusted",
    );
    assert.equal(editor.starts(), 1, "the server that is there is told; no other is started");
  });
});
