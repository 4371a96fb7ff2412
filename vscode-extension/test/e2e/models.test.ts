import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import type { Frame } from "playwright-core";
import { copyOfSample, Editor, patience, step, until } from "./editor";
import { Hub, listen } from "./hub";

const published = "SmolLM2-1.7B-Instruct";
/** Bytes a second of the hub while it is slow. */
const slowly = 4_000_000;

describe("the models page in VS Code", () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  // What is downloaded under the name of a larger model is the bundled one: its weights are at hand, and they complete.
  const weights = fs.readFileSync("../server/models/SmolLM2-135M-Instruct.Q4_1.gguf");
  const hub = new Hub(weights);
  let editor: Editor;
  let page: Frame;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);
  const entry = (name: string) => page.locator(".models > li", { hasText: name });
  const press = (model: string, button: string | RegExp) => entry(model).getByRole("button", { name: button }).click();

  before(async () => {
    const address = await hub.listen();
    editor = await Editor.start({
      workspace,
      settings: { "workbench.colorTheme": "Default Dark Modern" },
      environment: { HF_ENDPOINT: address },
    });
    await editor.open(inventory);
    await editor.statusBecomes(/^SmolCode is ready\. Model: SmolLM2-135M/);
    await editor.press("Control+b");
  });

  after(async () => {
    await editor.stop();
    hub.close();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test("lists the models, and downloads nothing by itself", async () => {
    await editor.command("SmolCode: Choose a Model");
    page = await editor.webview("Compared on this machine");
    assert.match(await entry("SmolLM2-135M-Instruct").innerText(), /in use[\s\S]*with the adapter SmolLM2-135M-CSharp/);
    assert.match(await entry("SmolLM2-360M-Instruct").innerText(), /to download[\s\S]*386 MB/);
    assert.equal(hub.requests, 0);
    await editor.screenshot("models");
  });

  test("shows how far a download is, pauses it and goes on there", async () => {
    hub.bytesPerSecond = slowly;
    await press(published, "Download");
    await page.getByRole("progressbar", { name: `Download of ${published}` }).waitFor();
    await until(async () => /\d+ of 98 MB, \d+ MB\/s, 0:\d\d left/.test(await entry(published).innerText()), 20_000, () => "the progress");
    await until(async () => Number(/(\d+) of 98 MB/.exec(await entry(published).innerText())?.[1] ?? 0) >= 8, 20_000, () => "8 MB");
    await editor.screenshot("models-download");
    // A press takes its time, and the progress goes on meanwhile.
    const progress = await entry(published).innerText();
    await entry(published).getByRole("button", { name: /^Pause/ }).hover();
    await editor.page.mouse.down();
    await until(async () => (await entry(published).innerText()) !== progress, 20_000, () => "more progress");
    await editor.page.mouse.up();
    await entry(published).getByText("partly here").waitFor();
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /^Resume/);
    const requests = hub.requests;
    await press(published, /^Resume/);
    await until(() => Promise.resolve(hub.requests > requests && hub.lastStart >= 8_000_000), 20_000, () => `a request from where it was; it began at ${hub.lastStart}`);
  });

  test("gives a download up", async () => {
    await press(published, /^Cancel/);
    await entry(published).getByText("to download").waitFor();
    await editor.webview(`What had arrived of ${published} is deleted.`);
  });

  test("says why a download failed, and tries again", async () => {
    hub.status = 404;
    await press(published, "Download");
    await entry(published).getByRole("alert").getByText("does not exist (404)").waitFor();
    await editor.screenshot("models-failed");
    hub.status = 200;
    hub.bytesPerSecond = Infinity;
    await press(published, "Download");
    await editor.webview(`${published} is here.`);
  });

  test("completes with the model that is chosen", async () => {
    await press("smollm2-1.7b-instruct", "Use");
    await editor.webview("smollm2-1.7b-instruct\nin use".replace("\n", ""));
    await editor.statusBecomes(/^SmolCode is ready\. Model: smollm2-1\.7b/i);
    await editor.open(inventory, "total += |");
    await editor.press("Backspace");
    await editor.type(" ");
    await editor.suggestion();
    await editor.press("Escape");
    await editor.command("Revert File");
    await editor.command("SmolCode: Choose a Model");
    page = await editor.webview("Compared on this machine");
  });

  test("measures models and compares them", async () => {
    await page.getByRole("button", { name: "Measure All" }).click();
    await entry("SmolLM2-135M-Instruct").getByRole("button", { name: /^Stop/ }).or(entry("smollm2-1.7b").getByRole("button", { name: /^Stop/ })).waitFor();
    // Two minutes on an idle machine; with 17 programs waiting for two cores it took more than seven.
    await until(async () => (await page.locator("tbody tr").count()) === 2, 1_200_000, () => "two rows of figures");
    const rows = await page.locator("tbody tr").allInnerTexts();
    for (const row of rows) {
      assert.match(row, /\d ms\s+[\d,]+ ms\s+[\d,]+\s+[\d,]+\s+0\.\d{3}/);
    }

    await page.getByRole("heading", { name: "Compared on this machine" }).evaluate((element) => element.scrollIntoView());
    await editor.screenshot("models-compared");
  });

  test("deletes a model that is in use once that was confirmed, and goes on with the bundled one", async () => {
    await press("smollm2-1.7b-instruct", "Delete smollm2-1.7b-instruct");
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.getByText("It is in use; the bundled model is used from then on.").waitFor();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await editor.statusBecomes(/^SmolCode is ready\. Model: SmolLM2-135M/);
    await entry("SmolLM2-135M-Instruct").getByText("in use").waitFor();
    await entry(published).getByText("to download").waitFor();
  });

  test("tests a team's server, keeps what was typed, and saves it", async () => {
    const server = http.createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.url === "/v1/models" ? { object: "list", data: [{ id: "coder-large", object: "model" }] } : {}));
    });
    const address = await listen(server);
    try {
      await page.getByLabel("Address").fill("http://coder.example.org");
      await page.getByRole("button", { name: "Test the Connection" }).click();
      await page.getByRole("alert").getByText("unencrypted").waitFor();
      assert.equal(await page.getByLabel("Address").inputValue(), "http://coder.example.org");
      await page.getByRole("button", { name: "Save" }).click();
      await editor.webview("Nothing is saved.");
      assert.equal(editor.setting("smolcode.teamServer.url"), undefined);
      await page.getByLabel("Address").fill(address);
      await page.getByRole("button", { name: "Test the Connection" }).click();
      await page.getByText(/answers in [\d,]+ ms and has coder-large/).waitFor();
      await page.getByRole("heading", { name: "A team's server" }).evaluate((element) => element.scrollIntoView());
      await editor.screenshot("models-team-server");
      await page.getByRole("button", { name: "Save" }).click();
      await editor.webview("The team's server is saved.");
      assert.equal(editor.setting("smolcode.teamServer.url"), address);
      // The server took it up: the team's is the one that it speaks of.
      await until(async () => (await editor.status.getAttribute("aria-label"))?.includes("coder-large") === true, patience, () => "the status to name the team's model");
      await page.getByRole("button", { name: "Use No Server" }).click();
      await editor.webview("No team's server is used.");
      assert.equal(editor.setting("smolcode.teamServer.url"), undefined);
    } finally {
      server.close();
    }
  });

  test("can be used with the keyboard alone", async () => {
    await page.locator("h1").evaluate((element) => element.scrollIntoView());
    await page.locator(".models button").first().focus();
    const reached: string[] = [];
    for (let i = 0; i < 12; i++) {
      reached.push(await page.evaluate(() => document.activeElement?.id ?? ""));
      await editor.press("Tab");
    }
    const all = await page.evaluate(() => [...document.querySelectorAll("button:enabled, input, select, [tabindex]")].map((element) => element.id));
    assert.deepEqual(reached.filter((id) => id !== ""), all.filter((id) => id !== "").slice(0, reached.filter((id) => id !== "").length));
  });

  test("comes back when the server was killed", async () => {
    const [server] = editor.processes("lsp --stdio");
    assert.ok(server !== undefined);
    process.kill(server, "SIGKILL");
    await editor.statusBecomes(/restarting|starting/);
    await editor.statusBecomes(/^SmolCode is ready/);
    await editor.command("SmolCode: Choose a Model");
    await editor.webview("Compared on this machine");
  });

  test("leaves no error in the console", () => {
    assert.deepEqual(editor.errors(), []);
    return Promise.resolve();
  });
});
