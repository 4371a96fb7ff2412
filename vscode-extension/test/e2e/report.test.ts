import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import { contrasts, unnamed } from "./accessibility";
import { copyOfSample, Editor, step, until } from "./editor";
import { seedLog } from "./seededLog";

describe("the quality report in VS Code", () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  let rows = 0;
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  before(async () => {
    editor = await Editor.start({
      workspace,
      settings: { "workbench.colorTheme": "Default Dark Modern", "files.simpleDialog.enable": true },
      prepare: (dataFolder, node) => {
        rows = seedLog(node, dataFolder, new Date());
      },
    });
    await editor.open(inventory);
    await editor.statusBecomes(/^SmolCode is ready/);
    await editor.press("Control+b");
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("shows what the log has", async () => {
    await editor.command("SmolCode: Show Quality Report");
    const page = await editor.webview("In short");
    assert.equal(await page.locator("dd").first().innerText(), String(rows));
    assert.equal(await page.getByRole("img").count(), 6);
    assert.ok((await page.getByRole("img", { name: /Suggestions shown and accepted by day/ }).boundingBox()) !== null);
    await page.getByRole("rowheader", { name: "after a dot" }).waitFor();
  });

  for (const [theme, name] of [
    ["Default Light Modern", "light"],
    ["Default High Contrast", "high-contrast"],
    ["Default Dark Modern", "dark"],
  ] as const) {
    test(`can be read in a ${name} theme`, async () => {
      editor.set("workbench.colorTheme", theme);
      const page = await editor.webview("In short");
      await until(
        async () => (await page.locator("body").getAttribute("data-vscode-theme-kind")) === { light: "vscode-light", dark: "vscode-dark", "high-contrast": "vscode-high-contrast" }[name],
        20_000,
        () => `the ${name} theme`,
      );
      assert.deepEqual(await contrasts(page, 4.5), []);
      await editor.screenshot(`report-${name}`);
      for (const heading of ["By kind of place", "Is the probability right?"]) {
        await page.getByRole("heading", { name: heading }).evaluate((element) => element.scrollIntoView());
        await editor.screenshot(`report-${name}-${heading.replaceAll(/\W+/g, "-").toLowerCase()}`);
      }
      await page.getByRole("heading", { level: 1 }).evaluate((element) => element.scrollIntoView());
    });
  }

  test("is used with the keyboard alone, and keeps the focus", async () => {
    const page = await editor.webview("In short");
    await page.locator("#period").focus();
    const order: string[] = [];
    for (let i = 0; i < 4; i++) {
      order.push(await page.evaluate(() => document.activeElement?.id ?? ""));
      await editor.press("Tab");
    }
    assert.deepEqual(order, ["period", "button-refresh", "button-export", "button-erase"]);
    await page.locator("#period").focus();
    await editor.press("ArrowUp");
    await until(async () => Number((await page.locator("dd").first().innerText()).replaceAll(/\D/g, "")) < rows, 20_000, () => "the figures of fewer days");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "period");
    await page.locator("#period").selectOption("30");
    await until(async () => (await page.locator("dd").first().innerText()) === String(rows), 20_000, () => "the figures of all days");
  });

  test("has names for all that can be reached, and loads nothing", async () => {
    const page = await editor.webview("In short");
    assert.deepEqual(await unnamed(page), []);
    assert.equal(await page.evaluate(() => document.querySelectorAll("main [src], main [style], main link").length), 0);
    assert.match((await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content")) ?? "", /^default-src 'none'; style-src 'nonce-/);
  });

  for (const [file, says] of [
    ["report.json", /"shown": \d+/],
    ["report.csv", /^part,name,shown/],
    ["report.md", /^# SmolCode: suggestions of 30 days/],
  ] as const) {
    test(`is exported as ${file}`, async () => {
      const page = await editor.webview("In short");
      await page.getByRole("button", { name: "Export…" }).click();
      const name = editor.page.locator(".quick-input-widget input").first();
      await until(async () => (await name.inputValue()).endsWith("smolcode-report.json"), 20_000, () => "the dialog to suggest a name");
      await name.fill(path.join(workspace, file));
      await editor.press("Enter");
      await until(() => Promise.resolve(fs.existsSync(path.join(workspace, file)) && fs.statSync(path.join(workspace, file)).size > 0), 20_000, () => file);
      assert.match(fs.readFileSync(path.join(workspace, file), "utf8"), says);
      await editor.webview(`The report was written to ${path.join(workspace, file)}.`);
    });
  }

  test("erases the log once that was confirmed, and says what to do then", async () => {
    const page = await editor.webview("In short");
    await page.getByRole("button", { name: "Erase the Log…" }).click();
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.getByText("It can't be undone").waitFor();
    await editor.screenshot("report-erase");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.locator("dd").first().innerText(), String(rows));
    await page.getByRole("button", { name: "Erase the Log…" }).click();
    await dialog.getByRole("button", { name: "Erase", exact: true }).click();
    await editor.webview(`The log is erased: ${rows} suggestions.`);
    await editor.webview("Open a C# file and type.");
    await editor.screenshot("report-empty");
  });

  test("says what to do while the log is off", async () => {
    editor.set("smolcode.log", false);
    await until(
      async () => {
        const page = await editor.webview("Refresh");
        await page.getByRole("button", { name: "Refresh" }).click();
        return (await page.locator("main").innerText()).includes("The log is off");
      },
      20_000,
      () => "the page to say that the log is off",
    );
    const page = await editor.webview("The log is off");
    await page.getByRole("button", { name: "Open the Setting" }).click();
    await editor.page.locator(".settings-editor", { hasText: "Log on this machine" }).waitFor();
  });

  test("leaves no error in the console", () => {
    assert.deepEqual(editor.errors(), []);
    return Promise.resolve();
  });
});
