import type { Translate } from "../translate";
import { escapeHtml } from "../webview/html";
import { barChart, columnChart, lineChart, reliabilityChart, table } from "./charts";
import type { NumberFormat } from "./numberFormat";
import { calendar, charactersOfAWord, type Figures, type Group, type LogAnswer, type Statistics } from "./statistics";

/** Days that a user can choose between. */
export const periods = [7, 30, 90] as const;

/** What buttons of the report ask for. */
export const reportActions = { period: "period", refresh: "refresh", export: "export", erase: "erase", settings: "settings", restart: "restart", output: "output", walkthrough: "walkthrough" } as const;

export const reportStyle = `
  svg { max-width: 100%; height: auto; display: block; font-size: 12px; }
  svg text { fill: var(--vscode-foreground); font-family: var(--vscode-font-family); }
  svg .tick { text-anchor: middle; }
  svg .tick.y { text-anchor: end; }
  svg .name { text-anchor: end; }
  .grid { stroke: var(--vscode-charts-lines, rgba(128, 128, 128, .4)); stroke-width: 1; }
  .whole { fill: var(--vscode-editor-background); stroke: var(--vscode-charts-blue); stroke-width: 1.5; }
  .part { fill: var(--vscode-charts-blue); stroke: var(--vscode-charts-blue); stroke-width: 1.5; }
  circle.part { fill-opacity: .65; }
  .line { fill: none; stroke-width: 2; }
  .line.solid { stroke: var(--vscode-charts-blue); }
  .line.dashed { stroke: var(--vscode-charts-orange); stroke-dasharray: 7 4; }
  .dot.solid { fill: var(--vscode-charts-blue); }
  .dot.dashed { fill: var(--vscode-charts-orange); }
  .diagonal { stroke: var(--vscode-foreground); stroke-dasharray: 3 4; }
  figure { margin: .5em 0 1.2em; }
  figcaption { color: var(--vscode-descriptionForeground); margin-bottom: .4em; }
  .key { display: inline-block; vertical-align: -1px; }
  .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5em, 1fr)); gap: .8em; margin: 1em 0; padding: 0; }
  .figures div { border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, rgba(128, 128, 128, .35))); border-radius: 4px; padding: .6em .9em; }
  .figures dt { color: var(--vscode-descriptionForeground); }
  .figures dd { margin: 0; font-size: 1.5em; font-variant-numeric: tabular-nums; }
  .figures dd small { font-size: .6em; display: block; color: var(--vscode-descriptionForeground); }
`;

/** The page's main part. */
export function reportContent(answer: LogAnswer, days: number, today: Date, format: NumberFormat, t: Translate): string {
  const bar = toolbar(days, "statistics" in answer && answer.statistics.summary.shown > 0, "off" in answer, t);
  if ("problem" in answer) {
    return `${bar}<p class="problem" role="alert">${escapeHtml(answer.problem)}</p>`;
  }

  if ("off" in answer) {
    return `${bar}<h2>${escapeHtml(t("The log is off"))}</h2><p>${escapeHtml(
      t("Nothing is written down of what becomes of suggestions, so there is nothing to show. The log holds figures only, no code and no names, and stays on this machine."),
    )}</p><p>${button(reportActions.settings, t("Open the Setting"))}</p>`;
  }

  const { statistics } = answer;
  return statistics.summary.shown === 0 ? bar + nothing(statistics, format, t) : bar + figures(statistics, today, format, t);
}

/** What is shown while the server starts. */
export function waitingContent(t: Translate): string {
  return `<p role="status">${escapeHtml(t("The server is being started."))}</p>`;
}

/** What is shown while no server answers. */
export function noServerContent(message: string, t: Translate): string {
  return `<p class="problem" role="alert">${escapeHtml(message)}</p><div class="bar">${button(reportActions.restart, t("Restart the Server"))}${button(
    reportActions.output,
    t("Show the Output"),
    "secondary",
  )}</div>`;
}

function button(action: string, label: string, look = "", disabled = false): string {
  return `<button type="button" id="button-${action}" data-action="${action}"${look === "" ? "" : ` class="${look}"`}${disabled ? " disabled" : ""}>${escapeHtml(label)}</button>`;
}

function toolbar(days: number, hasFigures: boolean, isOff: boolean, t: Translate): string {
  const options = periods
    .map((period) => `<option value="${period}"${period === days ? " selected" : ""}>${escapeHtml(t("the last {0} days", period))}</option>`)
    .join("");
  return (
    `<div class="bar" role="group" aria-label="${escapeHtml(t("What is shown"))}">` +
    `<label for="period">${escapeHtml(t("Suggestions of"))}</label> <select id="period" name="period" data-action="${reportActions.period}"${isOff ? " disabled" : ""}>${options}</select>` +
    button(reportActions.refresh, t("Refresh"), "secondary") +
    button(reportActions.export, t("Export…"), "secondary", !hasFigures) +
    button(reportActions.erase, t("Erase the Log…"), "secondary") +
    `</div>`
  );
}

function nothing(statistics: Statistics, format: NumberFormat, t: Translate): string {
  return statistics.older > 0
    ? `<h2>${escapeHtml(t("Nothing was shown in these days"))}</h2><p>${escapeHtml(
        t("{0} suggestions in the log are older: choose more days above.", format.count(statistics.older)),
      )}</p>`
    : `<h2>${escapeHtml(t("Nothing is logged yet"))}</h2><p>${escapeHtml(
        t("Open a C# file and type. What becomes of each suggestion that you see is counted here: figures only, no code and no names, on this machine."),
      )}</p><p>${button(reportActions.walkthrough, t("How It Works"))}</p>`;
}

/** Words that the accepted characters stand for. */
export const words = (figuresOf: Figures): number => figuresOf.charactersSaved / charactersOfAWord;

/** The name of a kind of place for people. */
export function kindName(kind: string, t: Translate): string {
  const names: Record<string, string> = {
    other: t("other places"),
    "member-access": t("after a dot"),
    argument: t("argument"),
    assignment: t("assigned value"),
    condition: t("condition"),
    expression: t("expression"),
    "statement-start": t("start of a statement"),
    "block-start": t("start of a block"),
    declaration: t("declaration"),
    type: t("type"),
    pattern: t("pattern"),
    attribute: t("attribute"),
    using: t("using directive"),
    comment: t("comment"),
    "doc-comment": t("documentation"),
    string: t("string"),
    preprocessor: t("preprocessor"),
  };
  return names[kind] ?? kind;
}

/** The name of a suggestion's source for people. */
export function sourceName(source: string, t: Translate): string {
  const names: Record<string, string> = { model: t("the model"), masked: t("the model, held to what compiles"), repeat: t("repeated code") };
  return names[source] ?? source;
}

function figures(statistics: Statistics, today: Date, format: NumberFormat, t: Translate): string {
  const { summary } = statistics;
  const tile = (name: string, value: string, more = "") =>
    `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}${more === "" ? "" : `<small>${escapeHtml(more)}</small>`}</dd></div>`;
  const tiles =
    `<dl class="figures">` +
    tile(t("Shown"), format.count(summary.shown)) +
    tile(t("Accepted"), format.count(summary.accepted), t("{0} of the shown, {1} in part", format.percent(summary.acceptanceRate), format.count(summary.partlyAccepted))) +
    tile(t("Kept after 30 seconds"), format.percent(summary.keptAfter30Seconds), t("of the accepted text")) +
    tile(t("Kept after 5 minutes"), format.percent(summary.keptAfter5Minutes), t("of the accepted text")) +
    tile(t("Words saved"), format.count(words(summary)), t("{0} characters", format.count(summary.charactersSaved))) +
    tile(t("Time to answer"), t("{0} ms", format.count(summary.p50Ms)), t("median; 95 of 100 within {0} ms", format.count(summary.p95Ms))) +
    tile(t("Typed by hand just so"), format.count(summary.typedByHand)) +
    tile(t("Typed over, or refused"), format.count(summary.typedOver + summary.rejected)) +
    `</dl>`;
  return (
    `<h2>${escapeHtml(t("In short"))}</h2>${tiles}` +
    byDay(statistics, today, format, t) +
    byKind(statistics, format, t) +
    reliability(statistics, format, t) +
    thresholds(statistics, format, t) +
    `<p class="hint">${escapeHtml(
      t("A word is {0} characters; one key is taken off for each acceptance. A dash stands for what can't be said of nothing.", charactersOfAWord),
    )}</p>`
  );
}

const columnKey = (look: "whole" | "part"): string =>
  `<svg class="key" width="14" height="12" aria-hidden="true"><rect class="${look}" x="1" y="1" width="12" height="10"/></svg>`;
const lineKey = (look: "solid" | "dashed"): string =>
  `<svg class="key" width="34" height="12" aria-hidden="true"><path class="line ${look}" d="M1 6L33 6"/></svg>`;

function figure(caption: string, chart: string): string {
  return `<figure><figcaption>${caption}</figcaption>${chart}</figure>`;
}

function byDay(statistics: Statistics, today: Date, format: NumberFormat, t: Translate): string {
  const days = calendar(statistics, today);
  const known = new Map(statistics.byDay.map(({ name, figures: of }) => [name, of]));
  const labels = days.map((day) => format.shortDay(day));
  const columns = (whole: (of: Figures) => number, part: (of: Figures) => number) =>
    days.map((day, index) => {
      const of = known.get(day);
      return { label: labels[index] ?? day, whole: of === undefined ? 0 : whole(of), part: of === undefined ? 0 : part(of) };
    });
  const along = (value: (of: Figures) => number | undefined) =>
    days.map((day) => {
      const of = known.get(day);
      return of === undefined ? undefined : value(of);
    });
  const most = [...statistics.byDay].sort((one, other) => other.figures.shown - one.figures.shown)[0];
  const { summary } = statistics;
  return (
    `<h2>${escapeHtml(t("By day"))}</h2>` +
    `<h3>${escapeHtml(t("Shown and accepted"))}</h3>` +
    figure(
      `${columnKey("whole")} ${escapeHtml(t("shown"))} &nbsp; ${columnKey("part")} ${escapeHtml(t("of these, accepted"))}`,
      columnChart(
        {
          id: "day-shown",
          title: t("Suggestions shown and accepted by day"),
          description: t(
            "{0} were shown on {1} days and {2} accepted; the most on {3}, {4} shown and {5} accepted. The table below has every day.",
            format.count(summary.shown),
            format.count(statistics.byDay.length),
            format.count(summary.accepted),
            format.day(most?.name ?? ""),
            format.count(most?.figures.shown),
            format.count(most?.figures.accepted),
          ),
        },
        columns(({ shown }) => shown, ({ accepted }) => accepted),
        (value) => format.count(value),
      ),
    ) +
    `<h3>${escapeHtml(t("Kept"))}</h3>` +
    figure(
      `${lineKey("solid")} ${escapeHtml(t("after 30 seconds"))} &nbsp; ${lineKey("dashed")} ${escapeHtml(t("after 5 minutes"))}`,
      lineChart(
        {
          id: "day-kept",
          title: t("Share of the accepted text that was kept, by day"),
          description: t("{0} stood after 30 seconds and {1} after 5 minutes, over all days.", format.percent(summary.keptAfter30Seconds), format.percent(summary.keptAfter5Minutes)),
        },
        labels,
        [
          { name: t("after 30 seconds"), look: "solid", values: along(({ keptAfter30Seconds }) => keptAfter30Seconds) },
          { name: t("after 5 minutes"), look: "dashed", values: along(({ keptAfter5Minutes }) => keptAfter5Minutes) },
        ],
        (share) => format.percent(share),
        1,
      ),
    ) +
    `<h3>${escapeHtml(t("Words saved"))}</h3>` +
    figure(
      `${columnKey("part")} ${escapeHtml(t("words that you did not type"))}`,
      columnChart(
        {
          id: "day-words",
          title: t("Words saved by day"),
          description: t("{0} words in all.", format.count(words(summary))),
        },
        columns(words, words),
        (value) => format.count(value),
      ),
    ) +
    `<h3>${escapeHtml(t("Time to answer"))}</h3>` +
    figure(
      `${lineKey("solid")} ${escapeHtml(t("median"))} &nbsp; ${lineKey("dashed")} ${escapeHtml(t("95 of 100 are faster"))}`,
      lineChart(
        {
          id: "day-time",
          title: t("Milliseconds from a request to its answer, by day"),
          description: t("The median is {0} ms over all days; 95 of 100 were answered within {1} ms.", format.count(summary.p50Ms), format.count(summary.p95Ms)),
        },
        labels,
        [
          { name: t("median"), look: "solid", values: along(({ p50Ms }) => p50Ms) },
          { name: t("95 of 100 are faster"), look: "dashed", values: along(({ p95Ms }) => p95Ms) },
        ],
        (value) => t("{0} ms", format.count(value)),
      ),
    ) +
    `<details id="table-days"><summary>${escapeHtml(t("The figures of every day"))}</summary>${groups(t("By day, the latest first"), t("day"), statistics.byDay, (day) => format.day(day), format, t)}</details>`
  );
}

function byKind(statistics: Statistics, format: NumberFormat, t: Translate): string {
  const bars = statistics.byKind.map(({ name, figures: of }) => ({ label: kindName(name, t), whole: of.shown, part: of.accepted }));
  const [first] = statistics.byKind;
  return (
    `<h2>${escapeHtml(t("By kind of place"))}</h2>` +
    figure(
      `${columnKey("whole")} ${escapeHtml(t("shown"))} &nbsp; ${columnKey("part")} ${escapeHtml(t("of these, accepted"))}`,
      barChart(
        {
          id: "kinds",
          title: t("Suggestions shown and accepted by kind of place"),
          description: t("The most were shown here: {0}, {1} shown and {2} accepted. The table below has every kind.", kindName(first?.name ?? "", t), format.count(first?.figures.shown), format.count(first?.figures.accepted)),
        },
        bars,
        ({ whole, part }) => t("{0} of {1}", format.count(part), format.count(whole)),
      ),
    ) +
    groups(t("By kind of place, the most shown first"), t("kind"), statistics.byKind, (kind) => kindName(kind, t), format, t) +
    `<details id="table-sources"><summary>${escapeHtml(t("By source"))}</summary>${groups(t("By source, the most shown first"), t("source"), statistics.bySource, (source) => sourceName(source, t), format, t)}</details>`
  );
}

function groups(caption: string, what: string, rows: readonly Group[], name: (key: string) => string, format: NumberFormat, t: Translate): string {
  return table(
    caption,
    [what, t("shown"), t("accepted"), t("rate"), t("kept 30 s"), t("kept 5 min"), t("words saved"), t("median ms"), t("95 % ms")],
    rows.map(({ name: key, figures: of }) => [
      name(key),
      format.count(of.shown),
      format.count(of.accepted),
      format.percent(of.acceptanceRate),
      format.percent(of.keptAfter30Seconds),
      format.percent(of.keptAfter5Minutes),
      format.count(words(of)),
      format.count(of.p50Ms),
      format.count(of.p95Ms),
    ]),
  );
}

function reliability(statistics: Statistics, format: NumberFormat, t: Translate): string {
  const bins = statistics.reliability.filter(({ shown }) => shown > 0);
  const heading = `<h2>${escapeHtml(t("Is the probability right?"))}</h2><p>${escapeHtml(
    t("Each suggestion that is shown has a probability of being what you mean, by which it is decided whether to show it. Where it is right, dots lie on the dotted line; below it SmolCode is too sure of itself, above it not sure enough. The larger the dot, the more suggestions."),
  )}</p>`;
  if (bins.length === 0) {
    return `${heading}<p>${escapeHtml(t("It is not known yet what became of any suggestion."))}</p>`;
  }

  const most = Math.max(...bins.map(({ shown }) => shown));
  const range = ({ from, to }: { readonly from: number; readonly to: number }) => t("{0} to {1}", format.percent(from), format.percent(to));
  return (
    heading +
    figure(
      escapeHtml(t("What was meant: accepted and not gone within 30 seconds, or typed by hand just so")),
      reliabilityChart(
        {
          id: "reliability",
          title: t("Shown probability against what was meant"),
          description: bins.map((bin) => t("Shown with {0}: {1} meant, of {2}.", range(bin), format.percent(bin.meant), format.count(bin.shown))).join(" "),
        },
        bins.flatMap((bin) =>
          bin.probability === undefined || bin.meant === undefined
            ? []
            : [{ x: bin.probability, y: bin.meant, weight: bin.shown / most, label: t("{0} shown, {1} meant", format.count(bin.shown), format.percent(bin.meant)) }],
        ),
        { x: t("shown probability"), y: t("meant") },
        (share) => format.percent(share),
      ),
    ) +
    table(
      t("By shown probability; suggestions whose outcome is known"),
      [t("shown with"), t("suggestions"), t("mean probability"), t("accepted"), t("meant")],
      bins.map((bin) => [range(bin), format.count(bin.shown), format.percent(bin.probability), format.percent(bin.acceptanceRate), format.percent(bin.meant)]),
    )
  );
}

function thresholds(statistics: Statistics, format: NumberFormat, t: Translate): string {
  return statistics.thresholds.length === 0
    ? ""
    : `<h2>${escapeHtml(t("How sure a suggestion has to be"))}</h2>` +
        table(
          t("By the setting smolcode.eagerness; the log moves it once it has 100 outcomes"),
          [t("eagerness"), t("shown from"), t("moved by the log"), t("outcomes")],
          statistics.thresholds.map(({ eagerness, threshold, shift, outcomes }) => [
            eagerness,
            format.percent(threshold + shift),
            `${shift > 0 ? "+" : ""}${format.percent(shift)}`,
            format.count(outcomes),
          ]),
        );
}
