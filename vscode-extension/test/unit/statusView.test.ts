import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PauseScope } from "../../src/pause/pauseState";
import type { ServerStatus } from "../../src/protocol";
import { canReload, type ClientState, viewStatus } from "../../src/status/statusView";
import { untranslated } from "../../src/translate";

const view = (state: ClientState, pause?: PauseScope) => viewStatus(state, pause, untranslated);
const running = (status: Partial<ServerStatus>, pause?: PauseScope) =>
  view({ kind: "running", status: { state: "ready", untrusted: false, ...status } }, pause);

describe("the status", () => {
  it("is quiet when all is well", () => {
    const shown = running({ model: "SmolLM2", tokensPerSecond: 63, workspace: "/app/App.sln" });
    assert.deepEqual(shown, {
      text: "$(sparkle) SmolCode",
      spoken: "SmolCode is ready",
      tooltip: ["Model: SmolLM2, 63 tokens a second", "Workspace: /app/App.sln"],
      severity: "none",
    });
  });

  it("is starting until the server says something", () => {
    assert.equal(view({ kind: "running" }).text, "$(loading~spin) SmolCode: starting");
    assert.equal(view({ kind: "starting" }).text, "$(loading~spin) SmolCode: starting");
  });

  it("says why there are no suggestions", () => {
    const shown = running({ state: "error", message: "The weights are damaged. Run smolcode model verify." });
    assert.equal(shown.text, "$(error) SmolCode: error");
    assert.equal(shown.severity, "error");
    assert.equal(shown.tooltip[0], "The weights are damaged. Run smolcode model verify.");
  });

  it("warns when something is missing", () => {
    const shown = running({ state: "degraded", message: "The engine died; it starts again in 1 s." });
    assert.equal(shown.text, "$(warning) SmolCode: limited");
    assert.equal(shown.severity, "warning");
  });

  it("reminds of missing trust without a warning's colour, and says what it costs", () => {
    const shown = running({ state: "degraded", untrusted: true });
    assert.equal(shown.text, "$(shield) SmolCode: untrusted");
    assert.equal(shown.severity, "none");
    assert.match(shown.tooltip.join(" "), /not trusted: nothing of it is run/);
  });

  it("says what missing trust costs beside any other message, and not twice", () => {
    const restarting = running({ state: "degraded", untrusted: true, message: "The engine died; it starts again in 1 s." });
    assert.deepEqual(restarting.tooltip.map((line) => line.split(":")[0]), ["The engine died; it starts again in 1 s.", "The workspace is not trusted"]);
    const untrusted = running({ state: "degraded", untrusted: true, message: "The workspace isn't trusted. Trust it.", reason: "trust" });
    assert.deepEqual(untrusted.tooltip, ["The workspace isn't trusted. Trust it."]);
  });

  it("names the scope of a pause", () => {
    assert.equal(running({}, "file").text, "$(debug-pause) SmolCode: paused here");
    assert.equal(running({}, "language").tooltip[0], "Suggestions are paused in C# files.");
    assert.equal(running({}, "session").tooltip[0], "Suggestions are paused until this window is closed.");
  });

  it("shows an error rather than a pause", () => {
    assert.equal(running({ state: "error" }, "session").severity, "error");
    assert.equal(view({ kind: "failed", message: "No server.", needsDotnet: false }, "session").tooltip[0], "No server.");
  });

  it("says when the server starts again", () => {
    const shown = view({ kind: "restarting", delayMs: 500 });
    assert.match(shown.tooltip[0] ?? "", /starts again in 0\.5 s/);
    assert.equal(shown.severity, "warning");
  });

  it("says that it is off, loading or preparing", () => {
    assert.equal(running({ state: "disabled" }).text, "$(circle-slash) SmolCode: off");
    assert.equal(running({ state: "loading" }).text, "$(loading~spin) SmolCode: loading the workspace");
    assert.equal(running({ state: "starting" }).text, "$(loading~spin) SmolCode: preparing the model");
  });
});

describe("loading the workspace again", () => {
  for (const [state, expected] of [
    [{ kind: "starting" }, false],
    [{ kind: "restarting", delayMs: 500 }, false],
    [{ kind: "failed", message: "", needsDotnet: false }, false],
    [{ kind: "running" }, false],
    [{ kind: "running", status: { state: "degraded", untrusted: false } }, true],
    [{ kind: "running", status: { state: "error", untrusted: false } }, false],
  ] as [ClientState, boolean][]) {
    it(`is ${expected ? "" : "not "}offered while the server is ${JSON.stringify(state)}`, () => {
      assert.equal(canReload(state), expected);
    });
  }
});
