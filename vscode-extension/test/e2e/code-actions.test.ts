import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import type { Frame } from "playwright-core";
import { copyOfSample, Editor, patience, step, until } from "./editor";

/** What is shown of an explanation while it comes. */
interface Shown {
  readonly busy: string | null;
  readonly length: number;
}

describe("explanations and tests in VS Code, by the real server", () => {
  const project = copyOfSample();
  // New tests go beside the project.
  const workspace = path.dirname(project);
  const item = path.join(project, "StockItem.cs");
  const tests = path.join(workspace, "Warehouse.Tests", "StockItemTests.cs");
  let editor: Editor;
  let explanation: Frame;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);
  /** Selects the lines of a member, from the place of its first letter. */
  const select = async (place: string, lines: number) => {
    await editor.goTo(item, place);
    for (let i = 1; i < lines; i++) {
      await editor.press("Shift+ArrowDown");
    }
    await editor.press("Shift+End");
  };

  before(async () => {
    // Tests are made of code that compiles: what the sample leaves open is written.
    const inventory = path.join(project, "Inventory.cs");
    const text = fs.readFileSync(inventory, "utf8");
    fs.writeFileSync(inventory, text.replace("total += ", "total += item.TotalPrice();").replace("(item.)", "(item.IsSoldOut)"));
    fs.writeFileSync(path.join(workspace, "Warehouse.slnx"), '<Solution>\n  <Project Path="Warehouse/Warehouse.csproj" />\n</Solution>\n');
    execFileSync("dotnet", ["restore", project], { stdio: "pipe" });
    editor = await Editor.start({ workspace, settings: { "workbench.colorTheme": "Default Dark Modern" } });
    await editor.open(item);
    await editor.statusBecomes(/^SmolCode is ready/);
    await editor.press("Control+b");
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(workspace, { recursive: true, force: true });
  });

  test("explains what is selected, asked for by the lightbulb", async () => {
    await select("|public void Remove(int count)", 9);
    await editor.lightbulb("Explain the selection");
    explanation = await editor.webview(/`?Remove`? is a public method of the sealed class/);
    await until(async () => (await explanation.locator("#answer").getAttribute("aria-busy")) === "false", patience, () => "the whole explanation");
    const said = await explanation.locator("#answer").innerText();
    assert.match(said, /Step by step[\s\S]*InvalidOperationException[\s\S]*What it relies on[\s\S]*What to watch/);
    await editor.screenshot("explain");
  });

  test("shows an explanation as it comes", async () => {
    await explanation.evaluate(() => {
      const shown: { busy: string | null; length: number }[] = [];
      Object.assign(window, { smolcodeShown: shown });
      const answer = document.getElementById("answer");
      new MutationObserver(() => shown.push({ busy: answer?.getAttribute("aria-busy") ?? null, length: answer?.innerText.length ?? 0 })).observe(document.body, {
        childList: true,
        subtree: true,
      });
    });
    await select("|public void Add(int count)", 9);
    await editor.command("SmolCode: Explain the Selection");
    await until(
      async () => /Add.{0,3} is a public method/.test(await explanation.locator("#answer").innerText()) && (await explanation.locator("#answer").getAttribute("aria-busy")) === "false",
      patience,
      () => "the other explanation",
    );
    const shown = await explanation.evaluate(() => (window as unknown as { smolcodeShown: Shown[] }).smolcodeShown);
    // Something was to be read while it was not done yet. Whether more comes then depends on what is found in time: callers, the model's sentence.
    const first = shown.findIndex(({ busy, length }) => busy === "true" && length > 0);
    assert.ok(first >= 0 && shown.slice(first).some(({ busy }) => busy === "false"), JSON.stringify(shown));
  });

  test("jumps to the line that a link of the explanation speaks of", async () => {
    const link = explanation.locator('a[href*="StockItem.cs#L"]').first();
    const line = Number(/#L(\d+)/.exec((await link.getAttribute("href")) ?? "")?.[1]);
    await editor.goTo(item, "|namespace Warehouse");
    await link.click();
    await until(
      async () => (await editor.page.locator('[id="status.editor.selection"]').innerText()).startsWith(`Ln ${line},`),
      10_000,
      () => `the cursor to be in line ${line}`,
    );
    assert.match(fs.readFileSync(item, "utf8").split("\n")[line - 1] ?? "", /count/);
    await editor.page.locator(".tab.active", { hasText: "StockItem.cs" }).waitFor();
  });

  for (const [theme, kind] of [
    ["Default Light Modern", "vscode-light"],
    ["Default High Contrast", "vscode-high-contrast"],
    ["Default Dark Modern", "vscode-dark"],
  ] as const) {
    test(`explains in ${theme}`, async () => {
      editor.set("workbench.colorTheme", theme);
      await until(async () => (await explanation.locator("body").getAttribute("data-vscode-theme-kind")) === kind, 20_000, () => theme);
      await editor.screenshot(`explain-${kind.replace("vscode-", "")}`);
    });
  }

  test("generates tests, asked for by the lightbulb, and shows them before anything is written", async () => {
    await editor.command("View: Close All Editors");
    await editor.press("Control+b");
    await editor.open(item, "public void Rem|ove(int count)");
    await editor.lightbulb("Generate tests");
    // The project of the tests is new as well, and the solution gets it: three files, in one list.
    await editor.page.locator(".tab.active", { hasText: "Generated tests: StockItemTests.cs (3 files)" }).waitFor({ timeout: patience });
    const write = editor.page.locator(".editor-actions").getByRole("button", { name: "Write the Tests" });
    await write.waitFor();
    await editor.notification(/\d+ tests, built and run: branches 0 % → 100 %, \d+ of \d+ mutants killed/);
    await editor.screenshot("tests-generated");
    assert.ok(!fs.existsSync(path.dirname(tests)));
    await write.click();
    await until(() => Promise.resolve(fs.existsSync(tests) && fs.readFileSync(tests, "utf8").includes("[Fact]")), 20_000, () => "the tests to be written");
    await editor.page.locator(".tab.active", { hasText: "StockItemTests.cs" }).waitFor();
    assert.match(fs.readFileSync(path.join(workspace, "Warehouse.slnx"), "utf8"), /Warehouse\.Tests\.csproj/);
  });

  test("runs what it has written, and says what passed", async () => {
    const written = fs.readFileSync(tests, "utf8").split("[Fact]").length - 1;
    const message = await editor.notification("The tests are written to StockItemTests.cs");
    await message.getByRole("button", { name: "Run Tests" }).click();
    await editor.notification(`${written} tests passed.`, 2 * patience);
    await editor.screenshot("tests-passed");
  });

  test("says how many tests fail when the code is changed", async () => {
    const project = path.join(path.dirname(tests), "Warehouse.Tests.csproj");
    assert.ok(fs.existsSync(project));
    const before = fs.readFileSync(tests, "utf8");
    fs.writeFileSync(tests, before.replace("Assert.Equal(4, sut.Quantity)", "Assert.Equal(5, sut.Quantity)"));
    assert.notEqual(fs.readFileSync(tests, "utf8"), before);
    await (await editor.notification("tests passed.")).getByRole("button", { name: "Run Again" }).click();
    await editor.notification(/1 of \d+ tests failed\./, 2 * patience);
  });

  test("leaves no error in the console", () => {
    assert.deepEqual(editor.errors(), []);
    return Promise.resolve();
  });
});
