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
  const isListed = () => editor.page.locator(".suggest-widget.visible").isVisible();
  const hasToolbar = () => editor.page.locator(".inlineSuggestionsHints").isVisible();

  before(async () => {
    editor = await Editor.start({
      workspace,
      settings: {
        "editor.inlineSuggest.enabled": false,
        "editor.inlineSuggest.showToolbar": "always",
        "editor.inlineSuggest.suppressSuggestions": true,
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

  test("suppressSuggestions: the list of words stays away while a suggestion is shown", async () => {
    const shown = await editor.suggestion();
    await editor.type(shown.slice(0, 1));
    await editor.page.waitForTimeout(2_000);
    assert.equal(await editor.suggestion((text) => text === shown.slice(1)), shown.slice(1));
    assert.equal(await isListed(), false);
    await editor.press("Backspace");
  });

  test("suppressSuggestions, off, and showToolbar, never: the list comes and the toolbar is gone", async () => {
    editor.set("editor.inlineSuggest.suppressSuggestions", false);
    editor.set("editor.inlineSuggest.showToolbar", "never");
    await until(
      async () => {
        await editor.press("Escape");
        await typeAgain();
        const shown = await editor.suggestion();
        const isGone = !(await hasToolbar());
        await editor.type(shown.slice(0, 1));
        await editor.page.waitForTimeout(2_000);
        const comes = await isListed();
        await editor.press("Escape");
        await editor.press("Backspace");
        return isGone && comes;
      },
      patience,
      () => "the list to come and the toolbar to go",
    );
  });
});
