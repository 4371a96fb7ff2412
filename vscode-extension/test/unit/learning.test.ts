import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { type LearnPlan, type LearnProgress, type Proof, readMinutes, readOutcome, readPlan, readProgress } from "../../src/learning/learning";
import { duration, learnContent, learnStyle, type LearnView, noPlanContent } from "../../src/learning/learningPage";
import { NumberFormat } from "../../src/report/numberFormat";
import { untranslated as t } from "../../src/translate";

const format = new NumberFormat("en");

const proof: Proof = {
  base: "SmolLM2-135M-CSharp",
  holes: 120,
  files: 24,
  won: 15,
  lost: 3,
  wins: true,
  firstLineExact: { before: 0.275, after: 0.375, gain: 0.1, gainLow: 0.033, gainHigh: 0.175 },
  editSimilarity: { before: 0.61, after: 0.6, gain: -0.01, gainLow: -0.02, gainHigh: 0.005 },
};

const adapter = { name: "app-learned", files: 212, heldOutFiles: 31, tokens: 4_577_280, minutes: 120, made: "2026-03-10T12:00:00+00:00", heldOutLossBefore: 1.52, heldOutLossAfter: 1.31 };

const plan: LearnPlan = {
  name: "app-learned",
  folders: ["/home/me/<app>"],
  files: 212,
  characters: 1_424_303,
  heldOutFiles: 31,
  heldOutCharacters: 251_002,
  heldOutFolders: ["src/Prices", "src/Stock"],
  leftOut: [
    { reason: "Generated", words: "generated", count: 7, examples: ["src/Form.Designer.cs"] },
    { reason: "Secret", words: "that may hold secrets", count: 1, examples: ["src/Keys.cs"] },
  ],
  minutes: 60,
  threads: 4,
  cores: 8,
  format: "bf16",
  memoryBytes: 5e9,
  downloadBytes: 131_546_270,
  tokensPerSecond: undefined,
  loadsProjects: true,
  problem: undefined,
  kept: undefined,
  learned: undefined,
};

const progress = (change: Partial<LearnProgress>): LearnProgress => ({
  event: "step",
  message: undefined,
  step: undefined,
  steps: undefined,
  smoothedLoss: undefined,
  tokens: undefined,
  tokensPerSecond: undefined,
  elapsedSeconds: undefined,
  remainingSeconds: undefined,
  ...change,
});

const step = progress({ step: 12, smoothedLoss: 1.354, tokens: 36_864, tokensPerSecond: 312.4, elapsedSeconds: 900, remainingSeconds: 2700 });

const page = (change: Partial<LearnView> = {}): string =>
  learnContent({ plan, running: undefined, outcome: undefined, problem: undefined, isAway: false, ...change }, format, t);
const actions = (html: string): string[] => [...html.matchAll(/<button[^>]*data-action="(\w+)"[^>]*>/g)].map(([tag, action]) => `${action ?? ""}${tag.includes("aria-disabled") ? " disabled" : ""}`);

describe("what learning would do", () => {
  it("is read", () => {
    assert.deepEqual(readPlan({ plan }), plan);
    const learned = { adapter, file: "/m/a.gguf", report: "/m/a.gguf.report.json", isUsed: true, proof };
    const kept = { steps: 3, tokens: 9, minutes: 1.5, ofMinutes: undefined, fits: true };
    assert.deepEqual(readPlan({ plan: { ...plan, kept, learned, tokensPerSecond: 300, problem: "p" } }), { ...plan, kept, learned, tokensPerSecond: 300, problem: "p" });
  });

  for (const value of [undefined, null, [], {}, { plan: null }, { plan: { files: 3 } }]) {
    it(`is not read from ${inspect(value)}`, () => {
      assert.equal(readPlan(value), undefined);
    });
  }

  it("is shown, with what is left out and why, and what is downloaded", () => {
    const html = page();
    assert.match(html, /<dt>folders<\/dt><dd>\/home\/me\/&#60;app&#62;<\/dd>/);
    assert.match(html, /212 files, 1\.42 million characters/);
    assert.match(html, /31 files, 0\.25 million characters: src\/Prices, src\/Stock/);
    assert.match(html, /8 files or folders are left out/);
    assert.match(html, /7 generated<br><span class="hint">src\/Form\.Designer\.cs, …</);
    assert.match(html, /1 that may hold secrets<br><span class="hint">src\/Keys\.cs</);
    assert.match(html, /on 4 of 8 cores below other programs&#39; priority, in bfloat16, with at most 5 GB of memory/);
    assert.match(html, /libtorch, once, 132 MB/);
    assert.match(html, /the first minutes tell/);
    assert.match(html, /<input id="minutes" name="minutes" type="text" inputmode="decimal" value="60" aria-describedby="minutes-hint"/);
    assert.deepEqual(actions(html), ["start", "look"]);
  });

  it("says how much it is where that is known, and what a processor without bfloat16 costs", () => {
    const html = page({ plan: { ...plan, tokensPerSecond: 300, format: "f32", downloadBytes: 0 } });
    assert.match(html, /About 1\.08 million tokens an hour, at 300 a second/);
    assert.match(html, /32-bit floats, which takes two to four times as long/);
    assert.match(html, /nothing: libtorch is here/);
  });

  it("says what it means that a workspace is not trusted", () => {
    assert.doesNotMatch(page(), /not trusted/);
    assert.match(page({ plan: { ...plan, loadsProjects: false } }), /not trusted: its files are read and parsed loosely, and nothing of it is built or run/);
  });

  it("can't begin while another training runs", () => {
    const html = page({ plan: { ...plan, problem: "Another training runs <here>." } });
    assert.match(html, /role="alert">Another training runs &#60;here&#62;\./);
    assert.deepEqual(actions(html), ["start disabled", "look"]);
  });

  it("goes on with what is kept, or begins anew", () => {
    const kept = { steps: 310, tokens: 952_320, minutes: 24.8, ofMinutes: 120, fits: true };
    const html = page({ plan: { ...plan, kept } });
    assert.match(html, /24\.8 of 120 minutes \(310 steps\) of an earlier training are kept/);
    assert.match(html, /those before included/);
    assert.deepEqual(actions(html), ["resume", "anew", "discard", "look"]);
    const other = page({ plan: { ...plan, kept: { ...kept, fits: false } } });
    assert.match(other, /can&#39;t be gone on with/);
    assert.deepEqual(actions(other), ["anew", "discard", "look"]);
  });

  it("can't be pressed while the server is away", () => {
    assert.deepEqual(actions(page({ isAway: true })), ["start disabled", "look disabled"]);
  });

  it("is an error with a way out where it can't be said", () => {
    const html = noPlanContent("There is <too> little.", t);
    assert.match(html, /role="alert">There is &#60;too&#62; little\./);
    assert.deepEqual(actions(html), ["look", "restart", "output"]);
  });
});

describe("a training", () => {
  it("tells how far it is, and can be stopped", () => {
    const html = page({ running: { step, progress: step, isStopping: false } });
    assert.match(html, /<progress max="1" value="0\.250" aria-label="Progress of the training"><\/progress><br><span data-key="says">Learning</);
    for (const figure of ["<dd>12</dd>", "<dd>1.354</dd>", "<dd>312</dd>", "<dd>0.04 million</dd>", "<dd>0:45:00, and the proof after it</dd>"]) {
      assert.ok(html.includes(figure), figure);
    }

    // Nothing else can be done meanwhile.
    assert.deepEqual(actions(html), ["stop"]);
  });

  for (const [what, running, says] of [
    ["has begun", { step: undefined, progress: undefined, isStopping: false }, /<progress aria-label[^>]*><\/progress><br><span data-key="says">Starting…/],
    ["downloads", { step: undefined, progress: progress({ event: "note", message: "Downloading libtorch" }), isStopping: false }, /<progress aria-label[^>]*><\/progress><br><span data-key="says">Downloading libtorch/],
    ["waits", { step, progress: progress({ event: "paused", message: "somebody types" }), isStopping: false }, /value="0\.250"[^>]*><\/progress><br><span data-key="says">Paused: somebody types\. It goes on by itself\./],
    ["is proven", { step, progress: progress({ event: "proof", message: "60 of 240", step: 60, steps: 240 }), isStopping: false }, /value="0\.250" aria-label="Progress of the proof"><\/progress><br><span data-key="says">Proving what was learned: 60 of 240 completions/],
    ["stops", { step, progress: step, isStopping: true }, /Stopping: the step at hand is finished and saved/],
  ] as const) {
    it(`says that it ${what}`, () => {
      const html = page({ running });
      assert.match(html, says);
      assert.deepEqual(actions(html), [running.isStopping ? "stop disabled" : "stop"]);
    });
  }

  it("is told by what it sends", () => {
    assert.deepEqual(readProgress({ ...step, message: 3, steps: "x" }), step);
    assert.deepEqual(readProgress(null), progress({ event: "" }));
  });

  it("takes the minutes of a number", () => {
    assert.deepEqual(["60", " 7.5 ", "0,1", "10080", "0", "", "x", "10081", "-3", "Infinity"].map(readMinutes), [60, 7.5, 0.1, 10_080, undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it("has its time in hours", () => {
    assert.deepEqual([0, 59.6, 3599, 3600, 36_061, -1].map(duration), ["0:00:00", "0:01:00", "0:59:59", "1:00:00", "10:01:01", "0:00:00"]);
  });
});

describe("what was learned", () => {
  it("is shown with its proof when it won", () => {
    const html = page({ outcome: { message: "It is used in /home/me/app.", used: true, adapter, proof } });
    assert.match(html, /class="result used"><h2 tabindex="-1">What was learned is better, and is used<\/h2><p>It is used in \/home\/me\/app\.<\/p>/);
    assert.match(html, /212 files, 4\.58 million tokens in 120 minutes/);
    assert.match(html, /1\.520 before, 1\.310 after/);
    assert.match(html, /<th scope="row">first line exactly right<\/th><td>27\.5 %<\/td><td>37\.5 %<\/td><td>\+10\.0<\/td><td>\+3\.3 to \+17\.5<\/td>/);
    assert.match(html, /<th scope="row">similarity<\/th><td>61\.0 %<\/td><td>60\.0 %<\/td><td>−1\.0<\/td><td>−2\.0 to \+0\.5<\/td>/);
    assert.match(html, /15 first lines are right now that were not, 3 are not any more\. It is better/);
  });

  it("says why when it is not offered", () => {
    const html = page({ outcome: { message: "It is not shown to be better and is not kept.", used: false, adapter, proof: { ...proof, wins: false } } });
    assert.match(html, /What was learned is not used<\/h2><p>It is not shown to be better and is not kept\./);
    assert.match(html, /not shown to be better on files that nothing was learned from, so it is not offered/);
    assert.match(page({ outcome: { message: "Nothing is held out.", used: false, adapter: undefined, proof: undefined } }), /Nothing is held out\./);
  });

  it("stays on the page, can be looked at and deleted, and is told once", () => {
    const learned = { adapter, file: "/m/a.gguf", report: "/m/a.gguf.report.json", isUsed: true, proof };
    const html = page({ plan: { ...plan, learned } });
    assert.match(html, /Learned from this code base: app-learned<span class="tag">in use<\/span>/);
    assert.match(html, /made<\/dt><dd>Mar 10, 2026/);
    assert.deepEqual(actions(html), ["report", "remove", "start", "look"]);
    const both = page({ plan: { ...plan, learned }, outcome: { message: "It is used.", used: true, adapter, proof } });
    assert.equal(both.split("first line exactly right").length, 2);
    const unproven = page({ plan: { ...plan, learned: { ...learned, isUsed: false, proof: undefined } } });
    assert.match(unproven, /not in use<\/span>/);
    assert.match(unproven, /It was not proven\./);
  });

  it("is read, whatever else a server says", () => {
    assert.deepEqual(readOutcome({ message: "m", used: true, adapter, proof }), { message: "m", used: true, adapter, proof });
    assert.deepEqual(readOutcome(undefined), { message: "", used: false, adapter: undefined, proof: undefined });
  });

  it("and what went wrong is escaped", () => {
    assert.match(page({ problem: "No <room>." }), /<p data-key="problem" class="problem" role="alert">No &#60;room&#62;\.<\/p>/);
  });
});

describe("the page's style", () => {
  it("takes its colours from the theme", () => {
    assert.doesNotMatch(learnStyle, /#[0-9a-f]{3,8}\b|url\(/i);
  });
});
