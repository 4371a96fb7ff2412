import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { explainExit, ServerProcess } from "../../src/server/serverProcess";
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

  it("that can't be started says so", async () => {
    const start = ServerProcess.start({ command: "/nowhere/smolcode", args: [], folder: process.cwd(), source: "setting" });
    await assert.rejects(start, /ENOENT/);
  });

  it("tells what is missing when .NET is", () => {
    assert.match(explainExit(0x96, untranslated) ?? "", /needs \.NET 10/);
    assert.equal(explainExit(1, untranslated), undefined);
    assert.equal(explainExit(null, untranslated), undefined);
  });
});
