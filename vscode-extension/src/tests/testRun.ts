import type { Translate } from "../translate";

/** How many tests of a run did what. */
export interface TestOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What is written to a terminal, without what colours it. */
export function withoutColours(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}

/**
 * Reads the last summary in what a run of tests wrote: that of VSTest, of Microsoft.Testing.Platform or of xUnit's own runner, in English.
 * Undefined: there is none.
 */
export function readOutcome(output: string): TestOutcome | undefined {
  const text = withoutColours(output);
  const total = [...text.matchAll(/\btotal(?: tests)?:\s*(\d+)/gi)].at(-1);
  if (total === undefined) {
    return undefined;
  }

  // VSTest puts the total last or first, the others first: the figures beside it are those of the same run.
  const around = text.slice(Math.max(text.lastIndexOf("\n", total.index), total.index - 80), total.index + 200);
  const count = (name: string) => Number(new RegExp(`\\b${name}:\\s*(\\d+)`, "i").exec(around)?.[1] ?? 0);
  const [failed, skipped] = [count("failed") + count("errors"), count("skipped")];
  return { passed: Math.max(Number(total[1]) - failed - skipped, 0), failed, skipped };
}

/** One line of what came of a run. `code` is how dotnet ended; undefined: it was ended by the user. */
export function runSummary(code: number | undefined, outcome: TestOutcome | undefined, t: Translate): string {
  if (code === undefined) {
    return t("The run of the tests was ended.");
  }

  if (outcome === undefined) {
    return t("The tests could not be run (exit code {0}). The terminal has the reason.", code);
  }

  const { passed, failed, skipped } = outcome;
  const ran = passed + failed;
  if (failed > 0) {
    return t("{0} of {1} tests failed.", failed, ran);
  }

  if (code !== 0) {
    return t("{0} tests passed, and the run ended with exit code {1}. The terminal has the reason.", passed, code);
  }

  const line = passed === 1 ? t("1 test passed.") : t("{0} tests passed.", passed);
  return skipped === 0 ? line : `${line} ${t("{0} skipped.", skipped)}`;
}
