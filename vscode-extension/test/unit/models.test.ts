import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { isOtherLoaded, type Model, type ModelProgress, type Models, readCheck, readModels, readProgress } from "../../src/models/models";
import { modelsContent, modelsStyle, type ModelsView, noModelsContent, progressText } from "../../src/models/modelsPage";
import { NumberFormat } from "../../src/report/numberFormat";
import { untranslated as t } from "../../src/translate";

const format = new NumberFormat("en");

const bundled: Model = {
  name: "Small",
  adapter: "CSharp",
  place: "bundled",
  bytes: 98_362_432,
  arrivedBytes: 0,
  layout: "Q4_1",
  license: "Apache-2.0",
  used: true,
  problem: undefined,
  measured: undefined,
};

const available: Model = { ...bundled, name: "Large", adapter: undefined, place: "available", bytes: undefined, layout: undefined, used: false };

const measured = {
  firstAnswerMs: 812.4,
  nextAnswerMs: 181.2,
  prefillTokensPerSecond: 1010,
  decodeTokensPerSecond: 92,
  bitsPerCharacter: 0.8421,
  residentBytes: 291_504_128,
  threads: 4,
  layout: "Q8_0",
  spread: 0.02,
  measuredAt: "2026-03-10T12:00:00+00:00",
};

const models: Models = {
  models: [bundled, available],
  folder: "/home/me/models",
  workspaceChoice: undefined,
  teamServer: { url: "", model: "", format: "plain", fromEnvironment: false, hasKey: false },
};

const nothing: ModelProgress = { message: undefined, bytes: undefined, totalBytes: undefined, bytesPerSecond: undefined, secondsLeft: undefined };

const view = (change: Partial<ModelsView> = {}): ModelsView => ({ models, work: new Map(), problems: new Map(), needsRestart: false, isAway: false, check: undefined, ...change });
const page = (change: Partial<ModelsView> = {}) => modelsContent(view(change), format, t);
const actions = (html: string): string[] => [...html.matchAll(/data-action="(\w+)" data-argument="([^"]*)"( class="\w+")?( aria-label="[^"]*")?( disabled)?/g)].map(([, action, argument, , , disabled]) => `${action ?? ""} ${argument ?? ""}${disabled ?? ""}`.trim());

describe("the models that a server has", () => {
  it("are read", () => {
    const read = readModels({
      models: [
        { name: "Small", adapter: "CSharp", place: "bundled", bytes: 98_362_432, arrivedBytes: 0, layout: "Q4_1", license: "Apache-2.0", used: true },
        { name: "Large", place: "available", arrivedBytes: 0, license: "Apache-2.0", used: false },
      ],
      folder: "/home/me/models",
      teamServer: { url: "", model: "", format: "plain", fromEnvironment: false, hasKey: false },
    });
    assert.deepEqual(read, models);
  });

  for (const value of [undefined, null, [], {}, { models: "none" }]) {
    it(`are not read from ${inspect(value)}`, () => {
      assert.equal(readModels(value), undefined);
    });
  }

  it("tell how far a download is, and what a team's server said", () => {
    assert.deepEqual(readProgress({ bytes: 1, totalBytes: null, message: 2 }), { ...nothing, bytes: 1 });
    assert.deepEqual(readCheck({ models: ["a", 1], milliseconds: 3, model: "a", address: "https://a/v1/" }), {
      address: "https://a/v1/",
      models: ["a"],
      model: "a",
      milliseconds: 3,
      problem: undefined,
    });
  });
});

describe("the model that a server has loaded", () => {
  for (const [used, loaded, expected] of [
    ["Small", "Small", false],
    ["Small", undefined, false],
    ["Small", "Large", true],
    ["Small", "coder-large at coder.example.org", false],
    ["/models/mine-Q4_0.gguf", "mine", false],
    ["C:\\models\\Mine.gguf", "mine", false],
    ["/Small/mine.gguf", "Small", true],
  ] as const) {
    it(`${expected ? "is another one" : "is no other one"} when ${used} is chosen and the server says ${loaded ?? "nothing"}`, () => {
      assert.equal(isOtherLoaded({ ...models, models: [available, { ...bundled, name: used }] }, loaded), expected);
    });
  }
});

describe("the page of models", () => {
  it("says which is in use, and what can be done with each", () => {
    const html = page();
    assert.match(html, /<li data-key="model-Small" class="used"><h3 tabindex="-1">Small<span class="tag">in use<\/span><span class="tag">bundled<\/span><\/h3><p class="hint">with the adapter CSharp · 98 MB · Q4_1 · Apache-2\.0<\/p>/);
    assert.match(html, /<h3 tabindex="-1">Large<span class="tag">to download<\/span><\/h3><p class="hint">size not known before the download · Apache-2\.0<\/p>/);
    assert.deepEqual(actions(html), ["measure Small", "download Large", "measureAll", "check", "save"]);
  });

  it("offers to delete what the user brought, and to use it unless it is damaged", () => {
    const mine: Model = { ...bundled, name: "Mine", place: "here", used: false };
    assert.deepEqual(actions(page({ models: { ...models, models: [mine] } })).slice(0, 3), ["use Mine", "measure Mine", "remove Mine"]);
    const damaged = page({ models: { ...models, models: [{ ...mine, problem: "It is damaged." }] } });
    assert.deepEqual(actions(damaged).slice(0, 4), ["use Mine disabled", "measure Mine disabled", "remove Mine", "measureAll  disabled"]);
    assert.match(damaged, /role="alert">It is damaged\./);
  });

  it("pauses, resumes and cancels a download", () => {
    const progress = { ...nothing, bytes: 5e7, totalBytes: 2e8, bytesPerSecond: 1.1e7, secondsLeft: 83 };
    const running = page({ work: new Map([["Large", { kind: "download", progress }]]) });
    assert.match(running, /<progress max="1" value="0\.250" aria-label="Download of Large"><\/progress><br>50 of 200 MB, 11 MB\/s, 1:23 left/);
    assert.deepEqual(actions(running).slice(1, 3), ["pause Large", "discard Large"]);
    const paused = page({ models: { ...models, models: [{ ...available, arrivedBytes: 5e7 }] } });
    assert.match(paused, /partly here/);
    assert.deepEqual(actions(paused).slice(0, 2), ["download Large", "discard Large"]);
    assert.match(paused, />Resume</);
  });

  for (const [work, says] of [
    [{ kind: "download", progress: undefined }, "Connecting…"],
    [{ kind: "download", progress: { ...nothing, message: "Another window downloads it." } }, "Another window downloads it."],
    [{ kind: "download", progress: { ...nothing, bytes: 5e7, bytesPerSecond: 1e6 } }, "50 MB, 1 MB/s"],
    [{ kind: "measure", progress: undefined }, "Measuring…"],
    [{ kind: "measure", progress: { ...nothing, message: "Answers: 1 of 5" } }, "Answers: 1 of 5"],
    [{ kind: "use", progress: undefined }, "Preparing…"],
  ] as const) {
    it(`says "${says}"`, () => {
      assert.equal(progressText(work, format, t), says);
    });
  }

  it("compares what was measured, and says when the machine was busy", () => {
    const html = page({ models: { ...models, models: [{ ...bundled, measured }, { ...bundled, name: "/x/Other.gguf", used: false, measured: { ...measured, spread: 0.5 } }] } });
    assert.match(
      html,
      /<th scope="row">Small<\/th><td>812 ms<\/td><td>181 ms<\/td><td>1,010<\/td><td>92<\/td><td>0\.842<\/td><td>292 MB<\/td><td>4<\/td><td>Mar 10, 2026<\/td>/,
    );
    assert.match(html, /<th scope="row">Other\.gguf<\/th>/);
    assert.match(html, /busy while Other\.gguf was measured/);
  });

  it("says what went wrong, beside the way to try again", () => {
    const html = page({ problems: new Map([["Large", "No <connection>."]]) });
    assert.match(html, /role="alert">No &#60;connection&#62;\./);
    assert.deepEqual(actions(html)[1], "download Large");
  });

  it("says what a restart and a workspace's own choice are about", () => {
    const html = page({ needsRestart: true, models: { ...models, workspaceChoice: "/home/ada/app" } });
    assert.match(html, /still completes with the model that it was started with/);
    assert.match(html, /\/home\/ada\/app has a model of its own/);
    assert.deepEqual(actions(html).slice(0, 2), ["restart", "forgetWorkspace"]);
  });

  it("has labels, headings in order and ids once, and neither style nor script of its own", () => {
    const html = page({ models: { ...models, teamServer: { ...models.teamServer, url: 'https://a"b', format: "<PRE> {prefix}" } }, check: "asking" });
    for (const [, id] of html.matchAll(/<(?:input|select) id="(\w+)"/g)) {
      assert.match(html, new RegExp(`<label for="${id}">`));
    }

    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.doesNotMatch(html, /style="|<script|<PRE>|on\w+="/);
    assert.match(html, /<option value="&#60;PRE&#62; \{prefix\}" selected>/);
    assert.match(html, /value="https:\/\/a&#34;b"/);
    assert.doesNotMatch(modelsStyle.replaceAll(/var\([^;]*/g, ""), /#[0-9a-f]{3,}|rgb/i);
  });

  it("never asks for a key, and says where it comes from", () => {
    assert.doesNotMatch(page(), /type="password"/);
    assert.match(page(), /set the environment variable SMOLCODE_TEAM_SERVER_KEY/);
    assert.match(page({ models: { ...models, teamServer: { ...models.teamServer, hasKey: true } } }), /The key comes from the environment variable/);
  });

  it("has no form where the environment names the team's server", () => {
    const html = page({ models: { ...models, teamServer: { url: "https://env", model: "", format: "plain", fromEnvironment: true, hasKey: true } } });
    assert.doesNotMatch(html, /<input/);
    assert.deepEqual(actions(html).slice(-1), ["check"]);
  });

  it("says that all runs here only where it does", () => {
    assert.match(page(), /Everything here runs on this machine/);
    const named = page({ models: { ...models, teamServer: { ...models.teamServer, url: "https://a" } } });
    assert.doesNotMatch(named, /Everything here/);
    assert.match(named, /is sent to it/);
  });

  it("says what a team's server answered", () => {
    const check = { address: "https://a/v1/", models: ["one", "two"], model: "one", milliseconds: 78.4, problem: undefined };
    assert.match(page({ check }), /https:\/\/a\/v1\/ answers in 78 ms and has one\./);
    assert.match(page({ check: { ...check, problem: "It refused the key." } }), /role="alert">It refused the key\./);
  });

  it("can't be used while the server starts, and keeps the place of all", () => {
    const [here, away] = [page(), page({ isAway: true })];
    const enabled = (html: string): number => [...html.matchAll(/<button (?![^>]*(?:aria-disabled="true"| disabled))/g)].length;
    assert.ok(enabled(here) > 0);
    assert.equal(enabled(away), 0);
    assert.equal(away.replaceAll(' aria-disabled="true"', ""), here);
    assert.doesNotMatch(page({ isAway: true, check: "asking" }), /aria-disabled="true"[^>]*aria-disabled/);
  });

  it("keeps the focus of what is pressed, and a place for it where it goes", () => {
    const slots = (html: string): string[] => [...html.matchAll(/ data-slot="(\w+)"/g)].map(([, slot]) => slot ?? "");
    assert.match(page({ check: "asking" }), /id="check-"[^>]* aria-disabled="true"/);
    assert.doesNotMatch(page({ check: "asking" }), /<button[^>]* disabled/);
    const measuring = page({ work: new Map([["Small", { kind: "measure", progress: undefined }]]) });
    assert.equal(slots(measuring)[0], slots(page())[0]);
    assert.match(measuring, /id="measureAll-"[^>]* aria-disabled="true"/);
  });

  it("has a way out when no server answers", () => {
    assert.deepEqual(actions(noModelsContent("The server is not running.", t)), ["restart", "output"]);
  });
});
