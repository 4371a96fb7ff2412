import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, describe } from "node:test";
import { copyOfSample, Editor, patience, step, until } from "./editor";

/** Minutes of scripted typing; SMOLCODE_E2E_MINUTES=30 npm run test:e2e -- typing */
const minutes = Number(process.env.SMOLCODE_E2E_MINUTES ?? "0");

const statements = [
  "var cheapest = items.OrderBy(i => i.Price).First();",
  'Console.WriteLine($"{items.Count} items");',
  "if (items.Count == 0)",
  "{",
  "return 0m;",
  "}",
  "foreach (var entry in items)",
  "{",
  "var name = entry.Name.ToUpperInvariant();",
  "total += entry.Price * entry.Quantity;",
  "}",
  "var names = items.Select(i => i.Name).ToList();",
  "throw new InvalidOperationException(names[0]);",
];

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
const quantile = (values: readonly number[], share: number): number => [...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? NaN;
const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Whether a suggestion appears while somebody waits for it as long as one does. */
async function isShown(editor: Editor): Promise<boolean> {
  const end = Date.now() + 1_500;
  while ((await editor.ghostText()) === "") {
    if (Date.now() > end) {
      return false;
    }

    await editor.page.waitForTimeout(50);
  }

  return true;
}

describe("typing in VS Code", { skip: minutes > 0 ? false : "SMOLCODE_E2E_MINUTES is not set" }, () => {
  const workspace = copyOfSample();
  const inventory = path.join(workspace, "Inventory.cs");
  const original = fs.readFileSync(inventory, "utf8");
  const place = "var total = 0m;|";
  let editor: Editor;
  const test = (name: string, body: () => Promise<void>) => step(name, () => editor, body);

  before(async () => {
    // As a user has it, with time for a slow machine.
    editor = await Editor.start({
      workspace,
      settings: { "smolcode.deadlineMs": 1_500, "smolcode.eagerness": "balanced", "smolcode.trace": "messages" },
    });
    await editor.open(inventory, place);
    await editor.statusBecomes(/^SmolCode is ready/);
  });

  after(async () => {
    await editor.stop();
    fs.rmSync(path.dirname(workspace), { recursive: true, force: true });
  });

  test(`leaves the memory as it is over ${minutes} minutes`, async () => {
    const parts = { "extension host": "--type=extensionHost", server: "lsp --stdio", engine: " engine" } as const;
    const samples: Record<string, number>[] = [];
    const started = Date.now();
    let nextSample = started + 60_000;
    let [typed, accepted, refused] = [0, 0, 0];
    while (Date.now() < started + minutes * 60_000) {
      await editor.goTo(inventory, place);
      for (const [index, statement] of statements.entries()) {
        await editor.press("Enter");
        for (const [at, character] of statement.split("").entries()) {
          await editor.page.keyboard.type(character, { delay: 90 });
          typed++;
          // Now and then somebody stops to look at what is suggested, and takes or refuses it.
          if (at % 11 === 10 && (await isShown(editor))) {
            const takes = (index + at) % 3 === 0;
            await editor.press(takes ? "Tab" : "Escape");
            [accepted, refused] = takes ? [accepted + 1, refused] : [accepted, refused + 1];
            if (takes) {
              break;
            }
          }
        }

        await editor.press("Escape");
        if (Date.now() >= nextSample) {
          nextSample += 60_000;
          const sample = Object.fromEntries(Object.entries(parts).map(([name, command]) => [name, editor.residentBytes(command)]));
          samples.push(sample);
          console.log(`${Math.round((Date.now() - started) / 60_000)} min: ${Object.entries(sample).map(([name, bytes]) => `${name} ${megabytes(bytes)} MB`).join(", ")}`);
        }
      }

      await editor.restore(inventory, original);
    }

    const answers = editor.answerTimes();
    console.log(`${typed} keys, ${accepted} suggestions taken, ${refused} refused, ${answers.length} requests, ${median(answers)} ms in the median`);
    assert.ok(answers.length > 0);
    // The first third warms up: caches fill until their limits.
    const third = Math.floor(samples.length / 3);
    for (const name of Object.keys(parts)) {
      const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)].map((some) => median(some.map((sample) => sample[name] ?? 0)));
      console.log(`${name}: ${megabytes(middle ?? 0)} MB in the middle third, ${megabytes(last ?? 0)} MB in the last`);
      if (samples.length >= 9) {
        assert.ok((last ?? 0) <= (middle ?? 0) * 1.1 + 10e6, `${name}: ${megabytes(middle ?? 0)} MB became ${megabytes(last ?? 0)} MB`);
      }
    }

    assert.deepEqual(editor.errors(), []);
  });

  test("shows a suggestion as soon as the server has it", async () => {
    // Whatever the server's time is, it is taken off: what is measured is what the editor and the client add to it.
    editor.set("smolcode.deadlineMs", 10_000);
    editor.set("smolcode.eagerness", "eager");
    await editor.goTo(inventory, "total += |");
    await editor.page.evaluate(() => {
      const times: { key: number; shown: number }[] = [];
      Object.assign(window, { smolcodeTimes: times });
      const pressed = ({ key }: KeyboardEvent) => {
        if (key === " ") {
          times.push({ key: Date.now(), shown: 0 });
        }
      };
      document.addEventListener("keydown", pressed, true);
      new MutationObserver(() => {
        const last = times.at(-1);
        if (last?.shown === 0 && document.querySelector(".ghost-text-decoration") !== null) {
          last.shown = Date.now();
        }
      }).observe(document.body, { childList: true, subtree: true });
    });
    const rounds: { wait: number; rest: number; server: number }[] = [];
    for (let i = 0; i < 25; i++) {
      await editor.press("Backspace");
      await until(async () => (await editor.ghostText()) === "", patience, () => "the suggestion to go");
      const answered = editor.answerTimes().length;
      await editor.page.keyboard.type(" ");
      const end = Date.now() + 6_000;
      while (Date.now() < end && (await editor.ghostText()) === "") {
        await editor.page.waitForTimeout(20);
      }

      const time = await editor.page.evaluate(() => (window as unknown as { smolcodeTimes: { key: number; shown: number }[] }).smolcodeTimes.at(-1));
      const sent = editor.lastSent("textDocument/inlineCompletion");
      if (time !== undefined && time.shown > 0 && sent !== undefined && sent >= time.key) {
        await until(() => Promise.resolve(editor.answerTimes().length > answered), 5_000, () => "the server's own time").catch(() => undefined);
        const server = editor.answerTimes().at(-1);
        if (server !== undefined && editor.answerTimes().length === answered + 1) {
          rounds.push({ wait: sent - time.key, rest: time.shown - sent - server, server });
        }
      }
    }

    const figures = (values: readonly number[]) => `${quantile(values, 0.25).toFixed(0)} / ${median(values).toFixed(0)} ms`;
    console.log(
      `${rounds.length} suggestions, lower quartile / median: from the key to the request ${figures(rounds.map(({ wait }) => wait))}, in the server ${figures(rounds.map(({ server }) => server))}, ` +
        `on the way to it, back, and until it is drawn ${figures(rounds.map(({ rest }) => rest))}`,
    );
    assert.ok(rounds.length > 0);
  });
});
