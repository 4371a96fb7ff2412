import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BackOff } from "../../src/server/backOff";

describe("back-off", () => {
  it("waits longer each time and then gives up", () => {
    const backOff = new BackOff(() => 0);
    const waits = Array.from({ length: 6 }, () => {
      backOff.started();
      return backOff.died();
    });
    assert.deepEqual(waits, [500, 1_000, 2_000, 5_000, 10_000, undefined]);
  });

  it("starts over after a server that ran for a minute", () => {
    let now = 0;
    const backOff = new BackOff(() => now);
    backOff.died();
    backOff.died();
    backOff.started();
    now += 60_000;
    assert.equal(backOff.died(), 500);
  });

  it("does not start over after a server that ran for less", () => {
    let now = 0;
    const backOff = new BackOff(() => now);
    backOff.died();
    backOff.started();
    now += 59_999;
    assert.equal(backOff.died(), 1_000);
  });

  it("starts over when the user wants it", () => {
    const backOff = new BackOff(() => 0);
    while (backOff.died() !== undefined) {
      // Until it has given up.
    }

    backOff.reset();
    assert.equal(backOff.died(), 500);
  });
});
