import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import { copyOfSample, Editor, patience, step, until } from "./editor";

describe("the editor's own settings of suggestions", () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);
  const asked = () => editor.sent("request 'textDocument/inlineCompletion");
  /** Types the space again that stands before the cursor, and gives the editor time to do something about it. */
  const typeAgain = async () => {
    await editor.press("Backspace");
    await editor.type(" ");
    await editor.page.waitForTimeout(2_000);
  };
  const hasToolbar = () => editor.page.locator(".inlineSuggestionsHints").isVisible();

  before(async () => {
    editor = await Editor.start({
      workspace,
      settings: {
        "editor.inlineSuggest.enabled": false,
        "editor.inlineSuggest.showToolbar": "always",
      },
    });
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("enabled, off: nothing is asked for and nothing is shown", async () => {
    await editor.open(inventory, "total += |");
    await editor.statusBecomes(/^SmolCode is ready|^SmolCode: limited/);
    for (let time = 0; time < 3; time++) {
      await typeAgain();
    }

    assert.equal(asked(), 0);
    assert.equal(await editor.ghostText(), "");
    assert.ok(editor.sent("notification 'textDocument/didChange") > 0);
  });

  test("enabled, on again: the next key asks", async () => {
    // The editor looks at the file of its settings from time to time.
    editor.set("editor.inlineSuggest.enabled", true);
    await until(
      async () => {
        await typeAgain();
        return asked() > 0;
      },
      patience,
      () => "a suggestion to be asked for",
    );
    await editor.suggestion();
  });

  test("showToolbar, always: it is there without the mouse", async () => {
    await until(hasToolbar, 20_000, () => "the toolbar");
    await editor.screenshot("toolbar");
  });

  test("showToolbar, never: it is gone", async () => {
    editor.set("editor.inlineSuggest.showToolbar", "never");
    await until(
      async () => {
        await typeAgain();
        await editor.suggestion();
        return !(await hasToolbar());
      },
      patience,
      () => "the toolbar to go",
    );
  });
});
