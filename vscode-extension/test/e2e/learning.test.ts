import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import type { Frame } from "playwright-core";
import { contrasts, unnamed } from "./accessibility";
import { copyOfSample, Editor, step, until } from "./editor";

/** The client's side of learning, with a server that stands in: what it says it learns takes no time. */
describe("the page to learn a code base in VS Code", () => {
  const workspace = copyOfSample();
  let editor: Editor;
  let page: Frame;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);
  const press = (name: string) => page.getByRole("button", { name }).click();
  const confirm = async (question: string, button: string) => {
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.getByText(question).waitFor();
    await dialog.getByRole("button", { name: button, exact: true }).click();
  };
  const train = async (minutes: string) => {
    await page.getByLabel("Minutes of training").fill(minutes);
    await press("Learn");
  };

  before(async () => {
    editor = await Editor.start({ workspace, server: path.resolve("test/e2e/stand-in"), settings: { "workbench.colorTheme": "Default Dark Modern" } });
    await editor.open(path.join(workspace, "Inventory.cs"));
    await editor.statusBecomes(/^SmolCode is ready\. Model: Stand-in/);
    await editor.press("Control+b");
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("says what would be read and how long it takes, and begins nothing by itself", async () => {
    await editor.command("SmolCode: Learn This Code Base…");
    page = await editor.webview("212 files, 1.42 million characters");
    const text = await page.locator("main").innerText();
    assert.match(text, /31 files, 0\.25 million characters: src\/Prices, src\/Stock/);
    assert.match(text, /libtorch, once, 132 MB/);
    assert.equal(await page.getByText("that may hold secrets").isVisible(), false);
    await page.getByText("10 files or folders are left out").click();
    await page.getByText("that may hold secrets").waitFor();
    assert.equal(await page.getByRole("progressbar").count(), 0);
    assert.equal(fs.existsSync(path.join(path.dirname(workspace), "learning.json")), false);
    await editor.screenshot("learn");
  });

  test("says what minutes are", async () => {
    await train("many");
    await page.getByRole("alert").getByText("a number from 0.1 to 10,080").waitFor();
    assert.equal(await page.getByLabel("Minutes of training").inputValue(), "many");
  });

  test("tells how far a training is while another tab is in front, too", async () => {
    await train("45");
    await page.getByRole("progressbar", { name: "Progress of the training" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Stop and Save");
    await page.getByText("312").waitFor();
    await editor.screenshot("learn-training");
    const pause = path.join(path.dirname(workspace), "pause-learning");
    fs.writeFileSync(pause, "");
    await page.getByText("Paused: somebody types. It goes on by itself.").waitFor();
    fs.rmSync(pause);
    await page.getByText("Learning", { exact: true }).waitFor();
    await editor.page.locator(".statusbar-item", { hasText: "SmolCode learns" }).first().waitFor();
    await editor.open(path.join(workspace, "Inventory.cs"));
    await editor.command("SmolCode: Learn This Code Base…");
    page = await editor.webview("In training");
    await until(async () => Number(/steps\s+(\d+)/.exec(await page.locator("main").innerText())?.[1] ?? 0) > 20, 20_000, () => "steps to go on");
  });

  test("is stopped, says what is kept, and goes on with it", async () => {
    await press("Stop and Save");
    await page.getByText("Stopping: the step at hand is finished").waitFor();
    await editor.webview(/12\.4 of 45 minutes \(\d+ steps\) of an earlier training are kept/);
    await page.getByText("Stopped. What was learned is saved").waitFor();
    // What was pressed is gone; the keyboard goes on from what is there instead.
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Go On");
    await editor.screenshot("learn-kept");
    await press("Go On");
    await page.getByText("In training").waitFor();
    await press("Stop and Save");
    await page.getByRole("button", { name: "Go On" }).waitFor();
  });

  test("asks before what is kept is discarded", async () => {
    await press("Discard What Is Kept…");
    await confirm("Discard what is kept of the earlier training?", "Cancel");
    await page.getByRole("button", { name: "Go On" }).waitFor();
    await press("Discard What Is Kept…");
    await confirm("Discard what is kept of the earlier training?", "Discard");
    await page.getByText("What was kept is deleted.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Go On" }).count(), 0);
  });

  test("shows what could not be done in the server's own words", async () => {
    await train("3");
    await page.getByRole("alert").getByText("no space left on device. Make room there, and try again.").waitFor();
  });

  test("says when what was learned is not better", async () => {
    await train("2");
    await page.getByRole("heading", { name: "What was learned is not used" }).waitFor();
    await page.getByText("so it is not offered").waitFor();
    await editor.screenshot("learn-not-offered");
  });

  test("starts the server again when it is better, and shows the proof", async () => {
    const [server] = editor.processes("stand-in/smolcode");
    await train("1");
    await page.getByRole("heading", { name: "What was learned is better, and is used" }).waitFor();
    await editor.statusBecomes(/^SmolCode is ready\. Model: Stand-in/);
    await page.getByRole("heading", { name: /Learned from this code base: Warehouse-learned\s*in use/ }).waitFor();
    await until(() => Promise.resolve(editor.processes("stand-in/smolcode").every((other) => other !== server)), 20_000, () => "another server");
    const row = await page.getByRole("row", { name: /first line exactly right/ }).innerText();
    assert.match(row, /27\.5 %\s+37\.5 %\s+\+10\.0\s+\+3\.3 to \+17\.5/);
    await page.locator("h1").evaluate((element) => element.scrollIntoView());
    await editor.screenshot("learn-result");
  });

  for (const [theme, name] of [
    ["Default Light Modern", "light"],
    ["Default High Contrast", "high-contrast"],
    ["Default Dark Modern", "dark"],
  ] as const) {
    test(`can be read in a ${name} theme`, async () => {
      editor.set("workbench.colorTheme", theme);
      const kind = { light: "vscode-light", dark: "vscode-dark", "high-contrast": "vscode-high-contrast" }[name];
      await until(async () => (await page.locator("body").getAttribute("data-vscode-theme-kind")) === kind, 20_000, () => `the ${name} theme`);
      assert.deepEqual(await contrasts(page, 4.5), []);
      assert.deepEqual(await unnamed(page), []);
      await editor.screenshot(`learn-${name}`);
    });
  }

  test("opens the report", async () => {
    await press("Show the Report");
    await editor.page.getByRole("tab", { name: /Warehouse-learned\.lora\.gguf\.report\.json/, selected: true }).waitFor();
    await editor.command("SmolCode: Learn This Code Base…");
    page = await editor.webview("Learned from this code base");
  });

  test("deletes what was learned once that was confirmed", async () => {
    await press("Delete What Was Learned…");
    await confirm("Delete Warehouse-learned from this machine?", "Delete");
    await page.getByText("Warehouse-learned is deleted.").waitFor();
    await until(async () => (await page.getByRole("heading", { name: /Learned from this code base/ }).count()) === 0, 20_000, () => "it to go");
    await editor.statusBecomes(/^SmolCode is ready/);
  });

  test("says that a training ended with the server, and looks again when that is back", async () => {
    await page.getByRole("button", { name: "Learn", exact: true }).waitFor();
    await train("45");
    await page.getByText("312").waitFor();
    const [server] = editor.processes("stand-in/smolcode");
    assert.ok(server !== undefined);
    process.kill(server, "SIGKILL");
    await page.getByRole("alert").getByText("The training ended with the server.").waitFor();
    await page.getByRole("button", { name: "Learn", exact: true }).waitFor();
  });

  test("leaves no error in the console", () => {
    assert.deepEqual(editor.errors(), []);
    return Promise.resolve();
  });
});

/** The real server, whose program says itself what can't be. */
describe("the page to learn a code base that is too small", () => {
  const workspace = copyOfSample();
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  before(async () => {
    editor = await Editor.start({ workspace });
    await editor.open(path.join(workspace, "Inventory.cs"));
    await editor.statusBecomes(/^SmolCode/);
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("says how much there is and how much is needed", async () => {
    await editor.command("SmolCode: Learn This Code Base…");
    const page = await editor.webview("There is too little C#");
    assert.match(await page.getByRole("alert").innerText(), /2 files with [\d,]+ characters, and 30 files with 100,000 are needed/);
    await page.getByRole("button", { name: "Look Again" }).click();
    await editor.webview("There is too little C#");
    await editor.screenshot("learn-too-little");
  });
});
