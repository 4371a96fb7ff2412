import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { explainExit, ServerProcess } from "../../src/server/serverProcess";
import { StartAttempt } from "../../src/server/startAttempt";
import { untranslated } from "../../src/translate";

const node = (script: string) =>
  ServerProcess.start({ command: process.execPath, args: ["-e", script, "--"], folder: process.cwd(), source: "setting" });

describe("the server's process", () => {
  it("is told to speak on stdin and stdout, and whose it is", async () => {
    const server = await node("process.stdout.write(JSON.stringify(process.argv.slice(1)))");
    const chunks: unknown[] = [];
    for await (const chunk of server.child.stdout) {
      chunks.push(chunk);
    }

    assert.equal(chunks.join(""), JSON.stringify(["lsp", "--stdio", "--clientProcessId", String(process.pid)]));
    assert.equal(await server.exited, 0);
  });

  it("has an exit code", async () => {
    const server = await node("process.exit(7)");
    await server.end();
    assert.equal(await server.exited, 7);
  });

  it("is ended by force when it does not end by itself", async () => {
    const server = await node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
    await server.end();
    assert.equal(await server.exited, null);
  });

  it("is ended at once when it hangs", async () => {
    const server = await node("process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
    await server.kill();
    assert.equal(server.child.signalCode, "SIGKILL");
  });

  it("that can't be started says so", async () => {
    const start = ServerProcess.start({ command: "/nowhere/smolcode", args: [], folder: process.cwd(), source: "setting" });
    await assert.rejects(start, /ENOENT/);
  });

  it("tells what is missing when .NET is", () => {
    const missing = explainExit(0x96, untranslated);
    assert.match(missing?.problem ?? "", /\.NET 10, which is not installed/);
    assert.equal(missing?.needsDotnet, true);
    assert.equal(explainExit(1, untranslated), undefined);
    assert.equal(explainExit(null, untranslated), undefined);
  });
});

describe("a start", () => {
  const never = new Promise<never>(() => undefined);
  const late = new Error("late");

  it("gives what it came to", async () => {
    assert.equal(await new StartAttempt().wait(Promise.resolve(1), 60_000, late), 1);
    await assert.rejects(new StartAttempt().wait(Promise.reject(new Error("refused")), 60_000, late), /refused/);
  });

  it("that hangs is given up, before or while it is waited for", async () => {
    const [before, during] = [new StartAttempt(), new StartAttempt()];
    before.giveUp(new Error("another"));
    await assert.rejects(before.wait(never, 60_000, late), /another/);
    const waiting = during.wait(never, 60_000, late);
    during.giveUp(new Error("another"));
    await assert.rejects(waiting, /another/);
  });

  it("that takes too long has failed", async () => {
    await assert.rejects(new StartAttempt().wait(never, 1, late), /late/);
  });
});
