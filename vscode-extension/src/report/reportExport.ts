import type { Figures, Group, Statistics } from "./statistics";

/** Formats that a report is written in, by the file's extension. */
export const exportFormats = { json: "JSON", csv: "CSV", md: "Markdown" } as const;

export type ExportFormat = keyof typeof exportFormats;

/** The format of a file's name; JSON where it says nothing. */
export function formatOf(fileName: string): ExportFormat {
  const extension = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase();
  return extension === "csv" || extension === "md" ? extension : extension === "markdown" ? "md" : "json";
}

/** The report as a file's text. Names and numbers are as docs/stats.md has them, whatever language the editor speaks. */
export function exportReport(statistics: Statistics, format: ExportFormat): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(statistics, null, 2)}\n`;
    case "csv":
      return csv(statistics);
    case "md":
      return markdown(statistics);
  }
}

const measures = [
  "shown",
  "accepted",
  "partlyAccepted",
  "typedByHand",
  "typedOver",
  "rejected",
  "acceptanceRate",
  "keptAfter30Seconds",
  "keptAfter5Minutes",
  "charactersAccepted",
  "charactersSaved",
  "p50Ms",
  "p95Ms",
] as const satisfies readonly (keyof Figures)[];

const cell = (value: number | undefined): string => (value === undefined ? "" : String(value));

function parts(statistics: Statistics): [string, readonly Group[]][] {
  return [
    ["all", [{ name: `${statistics.days} days`, figures: statistics.summary }]],
    ["day", statistics.byDay],
    ["kind", statistics.byKind],
    ["source", statistics.bySource],
  ];
}

/** One table: a row for all, for each day, kind and source, and for each bin of the probability. */
function csv(statistics: Statistics): string {
  const head = ["part", "name", ...measures, "probability", "meant"];
  const rows = [
    ...parts(statistics).flatMap(([part, groups]) =>
      groups.map(({ name, figures }) => [part, name, ...measures.map((measure) => cell(figures[measure])), "", ""]),
    ),
    ...statistics.reliability.map(({ from, to, shown, probability, acceptanceRate, meant }) => [
      "probability",
      `${from} to ${to}`,
      ...measures.map((measure) => (measure === "shown" ? String(shown) : measure === "acceptanceRate" ? cell(acceptanceRate) : "")),
      cell(probability),
      cell(meant),
    ]),
  ];
  return [head, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

/** RFC 4180; what a spreadsheet could take for a formula is text. */
function quoted(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function markdown(statistics: Statistics): string {
  const row = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [row(head), row(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(row), ""].join("\n");
  return [
    `# SmolCode: suggestions of ${statistics.days} days`,
    "",
    `Since ${statistics.since}. ${statistics.older} suggestions in the log are older.`,
    "",
    ...parts(statistics).map(([part, groups]) =>
      table(
        [part, ...measures],
        groups.map(({ name, figures }) => [name, ...measures.map((measure) => cell(figures[measure]))]),
      ),
    ),
    table(
      ["probability", "shown", "mean probability", "acceptanceRate", "meant"],
      statistics.reliability.map(({ from, to, shown, probability, acceptanceRate, meant }) => [
        `${from} to ${to}`,
        String(shown),
        cell(probability),
        cell(acceptanceRate),
        cell(meant),
      ]),
    ),
    table(
      ["eagerness", "threshold", "shift", "outcomes"],
      statistics.thresholds.map(({ eagerness, threshold, shift, outcomes }) => [eagerness, String(threshold), String(shift), String(outcomes)]),
    ),
  ].join("\n");
}
