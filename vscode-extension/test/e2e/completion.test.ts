import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, afterEach, before, describe } from "node:test";
import { copyOfSample, Editor, step, until } from "./editor";

describe("completion in VS Code", () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  const place = "total += |";
  // A list that is not used yet: a loop over it is suggested, which has several lines.
  const loop = "public void AddAll(IEnumerable<StockItem> added)\n    {\n        |";
  const original = fs.readFileSync(inventory, "utf8").replace(/\}\s*$/, `\n    ${loop.replace("|", "")}\n    }\n}\n`);
  fs.writeFileSync(inventory, original);
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  /** Types the space again that stands before the cursor. */
  const typeAgain = async () => {
    await editor.press("Backspace");
    await editor.type(" ");
  };
  const openAndType = async () => {
    await editor.open(inventory, place);
    await typeAgain();
  };

  before(async () => {
    execFileSync("dotnet", ["restore", workspace], { stdio: "pipe" });
    // VS Code has no key for a line of its own.
    editor = await Editor.start({ workspace, keybindings: [{ key: "ctrl+alt+l", command: "editor.action.inlineSuggest.acceptNextLine" }] });
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  afterEach(() => editor.restore(inventory, original));

  test("is ready after a C# file was opened", async () => {
    await editor.open(inventory);
    await editor.statusBecomes(/^SmolCode is ready/);
  });

  test("shows a suggestion while typing, and Tab writes it", async () => {
    await openAndType();
    const shown = await editor.suggestion();
    await editor.screenshot("ghost-text");
    const accepted = editor.sent("notification 'smolcode/didAccept'");
    await editor.press("Tab");
    await until(() => Promise.resolve(editor.sent("notification 'smolcode/didAccept'") === accepted + 1), 10_000, () => "didAccept");
    const saved = await editor.save(inventory);
    assert.ok(saved.includes(`total += ${shown}`), `"${shown}" is not in\n${saved}`);
  });

  test("goes on with a suggestion that is typed into, and lets go of it at another letter", async () => {
    await openAndType();
    const shown = await editor.suggestion();
    await editor.type(shown.slice(0, 2));
    assert.equal(await editor.suggestion((text) => text === shown.slice(2)), shown.slice(2));
    const rejected = editor.sent("notification 'smolcode/didReject'");
    await editor.type("~");
    await until(async () => !(await editor.ghostText()).startsWith(shown.slice(2)), 10_000, () => "the suggestion to go");
    await until(() => Promise.resolve(editor.sent("notification 'smolcode/didReject'") === rejected + 1), 10_000, () => "didReject");
  });

  test("takes a suggestion word by word", async () => {
    await openAndType();
    const shown = await editor.suggestion((text) => /^\w+\W/.test(text));
    const word = /^\w+/.exec(shown)?.[0] ?? "";
    await editor.press("Control+ArrowRight");
    assert.equal(await editor.suggestion((text) => text === shown.slice(word.length)), shown.slice(word.length));
    await editor.screenshot("word");
    const accepted = editor.sent("notification 'smolcode/didAccept'");
    await editor.press("ArrowLeft");
    await until(() => Promise.resolve(editor.sent("notification 'smolcode/didAccept'") === accepted + 1), 10_000, () => "didAccept");
    const saved = await editor.save(inventory);
    assert.match(saved, new RegExp(`total \\+= ${word}$`, "m"));
  });

  test("takes a suggestion of several lines line by line, by word and the rest", async () => {
    const squeezed = (text: string) => text.replaceAll(/\s+/g, " ").trim();
    await editor.open(inventory, loop);
    await editor.command("SmolCode: Suggest Here Now");
    const seen: string[] = [];
    let shown = await editor.suggestion();
    while (!shown.includes("\n") && !seen.includes(shown)) {
      seen.push(shown);
      await editor.press("Alt+]");
      const before = shown;
      shown = await editor.suggestion((text) => text.length > 0 && text !== before);
    }

    const [first = "", second = ""] = shown.split("\n");
    assert.ok(second.length > 0, `all have one line: ${seen.join(" | ")}`);
    await editor.screenshot("lines");
    const accepted = editor.sent("notification 'smolcode/didAccept'");
    await editor.press("Control+Alt+l");
    const rest = squeezed(shown.slice(first.length));
    await editor.suggestion((text) => squeezed(text) === rest);
    assert.ok((await editor.visibleText()).includes(first));
    // The end of the line and the white space behind it are a word to the editor.
    let left = rest;
    for (let words = 0; words < 3 && left === rest; words++) {
      await editor.press("Control+ArrowRight");
      left = squeezed(await editor.suggestion());
    }

    assert.ok(left.length < rest.length, `"${left}" is left of "${rest}"`);
    await editor.press("Tab");
    await editor.noSuggestion();
    const saved = await editor.save(inventory);
    assert.ok(squeezed(saved).includes(squeezed(`${loop.replace("|", "")}${shown}`)), `"${shown}" is not in\n${saved}`);
    assert.equal(editor.sent("notification 'smolcode/didAccept'"), accepted + 1);
  });

  test("goes to the next candidate and back, and takes the one that is shown", async () => {
    await editor.open(inventory, place);
    await editor.command("SmolCode: Suggest Here Now");
    const first = await editor.suggestion();
    await editor.press("Alt+]");
    const second = await editor.suggestion((text) => text !== "" && text !== first);
    await editor.screenshot("next-candidate");
    await editor.press("Alt+[");
    await editor.suggestion((text) => text === first);
    await editor.press("Alt+]");
    await editor.suggestion((text) => text === second);
    await editor.press("Tab");
    const saved = await editor.save(inventory);
    assert.ok(saved.includes(`total += ${second}`), `"${second}" is not in\n${saved}`);
  });

  test("is quiet while paused, answers when asked by hand, and goes on after resume", async () => {
    await editor.open(inventory, place);
    await editor.command("SmolCode: Pause in This File");
    await editor.statusBecomes(/^SmolCode: paused here/);
    const asked = editor.sent("request 'textDocument/inlineCompletion");
    await typeAgain();
    await editor.page.waitForTimeout(2_000);
    assert.equal(editor.sent("request 'textDocument/inlineCompletion"), asked);
    assert.equal(await editor.ghostText(), "");
    await editor.command("SmolCode: Suggest Here Now");
    await editor.suggestion();
    await editor.press("Escape");
    await editor.command("SmolCode: Resume");
    await editor.statusBecomes(/^SmolCode is ready/);
    await typeAgain();
    await editor.suggestion();
  });

  test("keeps a pause of a file that gets another name", async () => {
    const [renamed, other] = [path.join(workspace, "Renamed.cs"), path.join(workspace, "Other.cs")];
    fs.writeFileSync(other, "class Other\n{\n}\n");
    await editor.open(other);
    await editor.command("SmolCode: Pause in This File");
    await editor.statusBecomes(/^SmolCode: paused here/);
    const row = editor.page.locator('.explorer-folders-view .monaco-list-row[aria-label^="Other.cs"]');
    await row.click();
    await editor.press("F2");
    const name = editor.page.locator(".explorer-folders-view .monaco-inputbox input");
    await name.fill("Renamed.cs");
    await name.press("Enter");
    await editor.page.locator('.tab.active[data-resource-name="Renamed.cs"]').waitFor();
    assert.ok(fs.existsSync(renamed));
    await editor.statusBecomes(/^SmolCode: paused here/);
    // Opened anew it is still paused, and another file is not.
    await editor.command("View: Close All Editors");
    await editor.open(inventory);
    await editor.statusBecomes(/^SmolCode is ready/);
    await editor.open(renamed);
    await editor.statusBecomes(/^SmolCode: paused here/);
    await editor.command("SmolCode: Resume");
    await editor.statusBecomes(/^SmolCode is ready/);
    fs.rmSync(renamed);
    await editor.command("View: Close All Editors");
    await editor.open(inventory);
  });

  test("counts what is taken at two cursors as taken", async () => {
    await editor.open(inventory, place);
    await editor.command("Add Cursor Below");
    await editor.page.locator('[id="status.editor.selection"]', { hasText: "2 selections" }).waitFor();
    await editor.command("SmolCode: Suggest Here Now");
    // It is drawn at both.
    const half = (text: string) => text.slice(0, text.length / 2);
    const shown = half(await editor.suggestion((text) => text.length > 3 && text === half(text).repeat(2)));
    const [accepted, rejected] = ["didAccept", "didReject"].map((method) => editor.sent(`notification 'smolcode/${method}'`));
    await editor.press("Tab");
    await until(() => Promise.resolve(editor.sent("notification 'smolcode/didAccept'") === (accepted ?? 0) + 1), 10_000, () => "didAccept");
    const saved = await editor.save(inventory);
    assert.ok(saved.includes(`total += ${shown}\n`) && saved.includes(`}${shown}\n`), `"${shown}" is not twice in\n${saved}`);
    assert.equal(editor.sent("notification 'smolcode/didReject'"), rejected);
    await editor.press("Escape");
  });

  test("does not fight with the list of words", async () => {
    await openAndType();
    await editor.suggestion();
    await editor.type("it");
    await editor.press("Control+Space");
    const selected = editor.page.locator(".suggest-widget.visible .monaco-list-row.focused .label-name");
    await selected.waitFor();
    const item = (await selected.innerText()).trim();
    // What is shown beside an open list has to go on from what is selected in it.
    await until(
      async () => {
        const text = await editor.ghostText();
        return text === "" || `it${text}`.startsWith(item);
      },
      20_000,
      () => `a suggestion that goes on from ${item}`,
    );
    await editor.screenshot("list");
    await editor.press("Tab");
    assert.ok((await editor.visibleText()).includes(`total += ${item}`));
  });

  test("comes back after the server was killed", async () => {
    await editor.open(inventory, place);
    const [server] = editor.processes("lsp --stdio");
    assert.ok(server !== undefined);
    process.kill(server, "SIGKILL");
    await editor.statusBecomes(/restarting|starting/);
    await editor.statusBecomes(/^SmolCode is ready/);
    assert.ok(!editor.processes("lsp --stdio").includes(server));
    await typeAgain();
    await editor.suggestion();
  });

  test("shows what can be done in a menu", async () => {
    await editor.open(inventory);
    await editor.status.click();
    await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: "Pause in this file" }).waitFor();
    await editor.screenshot("menu");
    await editor.press("Escape");
  });

  test("takes at most 150 ms to activate", async () => {
    await editor.command("Developer: Show Running Extensions");
    // The slowest come first, and only what can be seen is drawn.
    const list = editor.page.locator(".runtime-extensions-editor .monaco-list-row");
    const entry = list.filter({ hasText: "SmolCode" });
    await list.first().hover();
    await until(
      async () => {
        await editor.page.mouse.wheel(0, 200);
        return (await entry.count()) > 0;
      },
      10_000,
      () => "SmolCode in the list of extensions",
    );
    const said = await entry.innerText();
    const milliseconds = Number(/Activation: (\d+)ms/.exec(said)?.[1]);
    console.log(`Activation: ${milliseconds} ms`);
    await editor.press("Escape");
    await editor.open(inventory);
    assert.ok(milliseconds <= 150, said);
  });

  test("leaves no error in the console", () => {
    assert.deepEqual(editor.errors(), []);
    return Promise.resolve();
  });
});
