import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { PauseState, type Storage } from "../../src/pause/pauseState";

class MemoryStorage implements Storage {
  constructor(readonly values = new Map<string, unknown>()) {}

  get(key: string): unknown {
    return this.values.get(key);
  }

  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }
}

const a = { uri: "file:///a.cs", languageId: "csharp" };
const b = { uri: "file:///b.cs", languageId: "csharp" };

describe("a pause", () => {
  it("of a file holds there only, and in the next window", async () => {
    const workspace = new MemoryStorage();
    await new PauseState(new MemoryStorage(), workspace).pauseFile(a.uri);
    const next = new PauseState(new MemoryStorage(), workspace);
    assert.equal(next.scopeFor(a), "file");
    assert.equal(next.scopeFor(b), undefined);
    assert.equal(next.scopeFor(undefined), undefined);
  });

  it("of the language holds in every file and every workspace", async () => {
    const user = new MemoryStorage();
    await new PauseState(user, new MemoryStorage()).pauseLanguage("csharp");
    const elsewhere = new PauseState(user, new MemoryStorage());
    assert.equal(elsewhere.scopeFor(b), "language");
    assert.equal(elsewhere.scopeFor(undefined), "language");
    assert.equal(elsewhere.scopeFor({ uri: "file:///a.fs", languageId: "fsharp" }), undefined);
  });

  it("of the session ends with the window", () => {
    const user = new MemoryStorage();
    const workspace = new MemoryStorage();
    const pause = new PauseState(user, workspace);
    pause.pauseSession();
    assert.equal(pause.scopeFor(a), "session");
    assert.equal(new PauseState(user, workspace).scopeFor(a), undefined);
  });

  it("is over after resume, whatever it was, and other files stay paused", async () => {
    const pause = new PauseState(new MemoryStorage(), new MemoryStorage());
    await pause.pauseFile(a.uri);
    await pause.pauseFile(b.uri);
    await pause.pauseLanguage("csharp");
    pause.pauseSession();
    await pause.resume(a);
    assert.equal(pause.scopeFor(a), undefined);
    assert.equal(pause.scopeFor(b), "file");
  });

  it("is not held twice", async () => {
    const workspace = new MemoryStorage();
    const pause = new PauseState(new MemoryStorage(), workspace);
    await pause.pauseFile(a.uri);
    await pause.pauseFile(a.uri);
    await pause.resume(a);
    assert.deepEqual([...workspace.values.values()], [[]]);
  });

  it("goes with a file that gets another name", async () => {
    const workspace = new MemoryStorage();
    const pause = new PauseState(new MemoryStorage(), workspace);
    await pause.pauseFile(a.uri);
    await pause.renamed(a.uri, "file:///c.cs");
    assert.equal(pause.scopeFor({ uri: "file:///c.cs", languageId: "csharp" }), "file");
    assert.equal(pause.scopeFor(a), undefined);
    assert.deepEqual([...workspace.values.values()], [["file:///c.cs"]]);
  });

  it("goes with a folder that gets another name, and not with its neighbour", async () => {
    const pause = new PauseState(new MemoryStorage(), new MemoryStorage());
    const [inside, beside] = ["file:///src/a.cs", "file:///src2/a.cs"].map((uri) => ({ uri, languageId: "csharp" }));
    assert.ok(inside !== undefined && beside !== undefined);
    await pause.pauseFile(inside.uri);
    await pause.pauseFile(beside.uri);
    await pause.renamed("file:///src", "file:///source");
    assert.equal(pause.scopeFor({ uri: "file:///source/a.cs", languageId: "csharp" }), "file");
    assert.equal(pause.scopeFor(inside), undefined);
    assert.equal(pause.scopeFor(beside), "file");
  });

  it("takes the place of one that the new name had", async () => {
    const workspace = new MemoryStorage();
    const pause = new PauseState(new MemoryStorage(), workspace);
    await pause.pauseFile(a.uri);
    await pause.pauseFile(b.uri);
    await pause.renamed(a.uri, b.uri);
    assert.deepEqual([...workspace.values.values()], [[b.uri]]);
  });

  it("ignores what it did not store", () => {
    const user = new MemoryStorage(new Map([["smolcode.pausedLanguages", "csharp"]]));
    const workspace = new MemoryStorage(new Map([["smolcode.pausedFiles", [1, null]]]));
    assert.equal(new PauseState(user, workspace).scopeFor(a), undefined);
  });
});
