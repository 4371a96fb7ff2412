import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { describe, it } from "node:test";
import { isRecord, reloadWorkspace } from "../../src/protocol";

const read = (file: string): string => fs.readFileSync(file, "utf8");

function readObject(file: string): Record<string, unknown> {
  const value: unknown = JSON.parse(read(file));
  assert.ok(isRecord(value));
  return value;
}

const source = fs
  .readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => read(path.join("src", name)))
  .join("\n");

/** All that stands in group 1 of a pattern's matches, once and in order. */
const found = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))].sort();

describe("the manifest", () => {
  it("has every text that it names, and no other", () => {
    assert.deepEqual(found(read("package.json"), /"%([\w.]+)%"/g), Object.keys(readObject("package.nls.json")).sort());
  });

  it("offers every command that is registered, and the server's that a user may run", () => {
    const offered = found(read("package.json"), /"command": "(smolcode\.\w+)", *\n? *"category"/g);
    const registered = found(source, /registerCommand\(\s*"(smolcode\.\w+)"/g);
    assert.deepEqual(offered, [...registered, reloadWorkspace].sort());
  });

  it("has every picture that it names", () => {
    for (const picture of found(read("package.json"), /"(media\/[^"]+)"/g)) {
      assert.ok(fs.statSync(picture).size <= 300_000, picture);
    }
  });
});

describe("the texts in the code", () => {
  it("are all in the bundle that translators work from", () => {
    const file = "l10n/bundle.l10n.json";
    const texts = Object.fromEntries(
      [...source.matchAll(/\bt\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g)]
        .map(([, literal = ""]) => (literal.startsWith("'") ? literal.slice(1, -1) : String(JSON.parse(literal))))
        .sort()
        .map((text) => [text, text]),
    );
    // Rewritten as golden files are.
    if (process.env.SMOLCODE_UPDATE_GOLDEN === "1") {
      fs.writeFileSync(file, `${JSON.stringify(texts, null, 2)}\n`);
    }

    assert.deepEqual(readObject(file), texts);
  });
});
