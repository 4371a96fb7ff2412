import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import type { Frame } from "playwright-core";
import { copyOfSample, Editor, step, until } from "./editor";

describe("a server of the user's choice", () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  before(async () => {
    editor = await Editor.start({ workspace, server: "/nowhere/smolcode" });
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("that is not there is an error with a way out", async () => {
    await editor.open(inventory);
    await editor.statusBecomes(/^SmolCode: error\. \/nowhere\/smolcode, .* does not exist/);
    await editor.status.click();
    await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Restart the server" }).waitFor();
    await editor.press("Escape");
  });

  test("that can't explain is not asked to", async () => {
    await editor.press("F1");
    await editor.page.locator(".quick-input-widget input").fill(">SmolCode: ");
    await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "SmolCode: Restart the Server" }).waitFor();
    assert.equal(await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "SmolCode: Explain" }).count(), 0);
    await editor.press("Escape");
  });

  test("is started when the setting is put right", async () => {
    editor.setServer(path.resolve("test/e2e/stand-in"));
    await editor.statusBecomes(/^SmolCode is ready\. Model: Stand-in/);
  });

  test("explains what is selected when it announces that it can", async () => {
    await editor.open(inventory, "|var total = 0m;");
    await editor.press("Shift+End");
    await editor.command("SmolCode: Explain the Selection");
    const page = await explanation(editor, "It adds the prices up.");
    assert.deepEqual(await page.locator("ol > li").allInnerTexts(), ["Starts here.", "Ends there."]);
    assert.match(await page.locator("#answer").innerText(), /<script>/);
    await editor.screenshot("explanation");
    await page.locator("a").first().click();
    await until(
      async () => (await editor.page.locator('[id="status.editor.selection"]').innerText()).includes('Ln 34, Col 9 (8 selected)'),
      10_000,
      () => "the code that the link speaks of to be selected",
    );
  });

  test("leaves what is read as it is when more comes", async () => {
    const hold = path.join(workspace, "hold-explanation");
    fs.writeFileSync(hold, "");
    await editor.open(inventory, "|var total = 0m;");
    await editor.press("Shift+ArrowDown");
    await editor.command("SmolCode: Explain the Selection");
    const page = await explanation(editor, "What to watch");
    assert.equal(await page.locator("#note").innerText(), "Looking at the code…");
    // The link has the focus, and the text is scrolled so that it is at the top.
    const link = page.locator("ol a");
    await link.evaluate((element) => element.scrollIntoView());
    await link.focus();
    const marked = await page.evaluate(() => {
      const read = [...document.querySelectorAll("#answer li, #answer h2, #answer p")];
      Object.assign(window, { smolcodeRead: read });
      return { blocks: read.length, top: document.querySelector("ol a")?.getBoundingClientRect().top, scrolled: window.scrollY };
    });
    assert.ok(marked.blocks > 100 && marked.scrolled > 0, JSON.stringify(marked));
    fs.rmSync(hold);
    await until(async () => (await page.locator("#answer").getAttribute("aria-busy")) === "false", 20_000, () => "the whole explanation");
    assert.match(await page.locator("#answer").innerText(), /^In short, a sum\./);
    assert.equal(await page.locator("#note").textContent(), "The explanation is complete.");
    const kept = await page.evaluate(() => {
      const { smolcodeRead: read } = window as unknown as { smolcodeRead: Element[] };
      return {
        blocks: read.filter((block) => block.isConnected).length,
        top: document.querySelector("ol a")?.getBoundingClientRect().top,
        focused: document.activeElement?.textContent,
      };
    });
    assert.equal(kept.blocks, marked.blocks);
    assert.equal(kept.focused, "here");
    assert.ok(Math.abs((kept.top ?? NaN) - (marked.top ?? NaN)) < 2, JSON.stringify([marked, kept]));
  });

  test("stays where it was read when another tab was before it", async () => {
    const page = await explanation(editor, "In short, a sum.");
    await page.evaluate(() => window.scrollTo(0, 500));
    // In front of it, not beside it.
    await editor.page.locator(".tab", { hasText: /^Explanation/ }).click();
    await editor.command("File: New Untitled Text File");
    await editor.page.locator(".tab.active", { hasText: "Untitled" }).waitFor();
    await editor.page.locator(".tab", { hasText: /^Explanation/ }).click();
    const again = await explanation(editor, "In short, a sum.");
    await until(async () => (await again.evaluate(() => window.scrollY)) === 500, 10_000, () => "the explanation to be where it was");
    await editor.command("View: Close All Editors");
  });

  test("generates tests, shows them before it writes them, and opens them", async () => {
    const tests = path.join(workspace, "InventoryTests.cs");
    await editor.open(inventory, "|var total = 0m;");
    await editor.command("SmolCode: Generate Tests");
    await editor.page.locator(".tab", { hasText: "Generated tests: InventoryTests.cs" }).waitFor();
    assert.equal(fs.existsSync(tests), false);
    await editor.screenshot("tests-preview");
    await editor.page.locator(".editor-actions").getByRole("button", { name: "Write the Tests" }).click();
    await editor.page.locator(".tab", { hasText: /^InventoryTests.cs/ }).waitFor();
    await editor.page.locator(".tab", { hasText: "Generated tests: InventoryTests.cs" }).waitFor({ state: "detached" });
    await until(
      () => Promise.resolve(fs.existsSync(tests) && fs.readFileSync(tests, "utf8") === "public sealed class InventoryTests;\n"),
      10_000,
      () => "the tests to be written",
    );
    await editor.screenshot("tests");
  });

  test("writes no tests that are discarded", async () => {
    const tests = path.join(workspace, "InventoryTests.cs");
    await editor.command("View: Close All Editors");
    fs.rmSync(tests, { force: true });
    await editor.open(inventory, "|var total = 0m;");
    await editor.command("SmolCode: Generate Tests");
    // The row of buttons is drawn anew while the diff is computed, and a click in that moment is lost.
    await editor.page.locator(".editor-actions").getByRole("button", { name: "Discard the Tests" }).waitFor();
    await editor.page.locator(".tab.active", { hasText: "Generated tests: InventoryTests.cs" }).waitFor();
    await editor.page.waitForTimeout(2_000);
    await editor.page.locator(".editor-actions").getByRole("button", { name: "Discard the Tests" }).click();
    await editor.page.locator(".tab", { hasText: "Generated tests: InventoryTests.cs" }).waitFor({ state: "detached" });
    assert.equal(fs.existsSync(tests), false);
  });

  test("shows tests that are generated while others are shown in their place, and writes none over what has changed", async () => {
    const tests = path.join(workspace, "InventoryTests.cs");
    const shown = editor.page.locator(".tab.active", { hasText: "Generated tests: InventoryTests.cs" });
    for (let time = 0; time < 2; time++) {
      await editor.open(inventory, "|var total = 0m;");
      await editor.command("SmolCode: Generate Tests");
      await shown.waitFor();
    }

    assert.equal(await editor.page.locator(".tab", { hasText: "Generated tests: InventoryTests.cs" }).count(), 1);
    fs.writeFileSync(tests, "// by hand");
    await editor.page.locator(".editor-actions").getByRole("button", { name: "Write the Tests" }).click();
    await shown.waitFor({ state: "detached" });
    await editor.page.getByText("has changed meanwhile, so nothing is written").first().waitFor();
    assert.equal(fs.readFileSync(tests, "utf8"), "// by hand");
    fs.rmSync(tests);
  });

  test("shows its walkthrough", async () => {
    // In a narrow editor the walkthrough has no room for its pictures.
    await editor.command("View: Close All Editors");
    await editor.press("Control+b");
    await editor.command("SmolCode: How It Works");
    await editor.page.locator(".gettingStartedContainer", { hasText: "Open a C# file and type" }).waitFor();
    await editor.page.locator(".gettingStartedContainer", { hasText: "Trust the workspace, or don't" }).waitFor();
    // The picture is loaded when its step is shown.
    await until(
      async () => editor.page.locator(".getting-started-media img, .getting-started-media").first().evaluate((element) => {
        const image = element instanceof HTMLImageElement ? element : element.querySelector("img");
        return image !== null && image.complete && image.naturalWidth > 0;
      }),
      20_000,
      () => "the picture of the walkthrough",
    );
    await editor.screenshot("walkthrough");
  });
});

/** The explanation's page, once it has a text. */
async function explanation(editor: Editor, text: string): Promise<Frame> {
  let found: Frame | undefined;
  await until(
    async () => {
      for (const frame of editor.page.frames()) {
        const said = await frame.locator("#answer").innerText({ timeout: 500 }).catch(() => "");
        if (said.includes(text)) {
          found = frame;
        }
      }

      return found !== undefined;
    },
    20_000,
    () => "the explanation",
  );
  assert.ok(found !== undefined);
  return found;
}
