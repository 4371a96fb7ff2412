import { escapeHtml } from "../webview/html";

/**
 * Charts as inline SVG. Colours come from classes of the page's style sheet, which follow the editor's theme; what tells series apart is
 * never the colour alone. Each chart has a title and a description for those who don't see it; the figures stand in a table beside it.
 */

export interface ChartText {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface Column {
  readonly label: string;
  /** All of the column. */
  readonly whole: number;
  /** The filled part of it. */
  readonly part: number;
}

export interface Series {
  readonly name: string;
  /** One value for each point of the axis; undefined: a gap. */
  readonly values: readonly (number | undefined)[];
  /** Series are told apart by it. */
  readonly look: "solid" | "dashed";
}

export interface Dot {
  readonly x: number;
  readonly y: number;
  /** 0 to 1: how much stands behind it. */
  readonly weight: number;
  readonly label: string;
}

const width = 720;
const height = 220;
const left = 64;
const right = 12;
const top = 12;
const bottom = 28;
const plotWidth = width - left - right;
const plotHeight = height - top - bottom;

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** The round number that an axis ends at. */
export function axisEnd(largest: number): number {
  if (largest <= 0) {
    return 1;
  }

  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((factor) => factor * power >= largest * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Columns along time, the part of each filled. */
export function columnChart(text: ChartText, columns: readonly Column[], format: (value: number) => string): string {
  const end = axisEnd(Math.max(...columns.map(({ whole }) => whole), 0));
  const step = plotWidth / Math.max(columns.length, 1);
  const breadth = Math.min(step * 0.7, 36);
  const box = (index: number, value: number, look: string) => {
    const size = (value / end) * plotHeight;
    const x = left + index * step + (step - breadth) / 2;
    return `<rect class="${look}" x="${rounded(x)}" y="${rounded(top + plotHeight - size)}" width="${rounded(breadth)}" height="${rounded(size)}"/>`;
  };
  const bars = columns
    .map(({ whole, part }, index) => (whole > 0 ? box(index, whole, "whole") + (part > 0 ? box(index, part, "part") : "") : ""))
    .join("");
  return svg(text, height, axis(end, format) + bars + ticks(columns.map(({ label }) => label), step));
}

/** Lines along time; values that are not known are gaps. */
export function lineChart(
  text: ChartText,
  labels: readonly string[],
  series: readonly Series[],
  format: (value: number) => string,
  atMost?: number,
): string {
  const end = atMost ?? axisEnd(Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)), 0));
  const step = plotWidth / Math.max(labels.length, 1);
  const at = (value: number, index: number): [string, string] => [
    rounded(left + (index + 0.5) * step),
    rounded(top + plotHeight * (1 - Math.min(value / end, 1))),
  ];
  const lines = series.map(({ values, look }) => {
    let path = "";
    let dots = "";
    let connected = false;
    values.forEach((value, index) => {
      if (value === undefined) {
        // A line goes on over days without figures, but not from before the first.
        return;
      }

      const [x, y] = at(value, index);
      path += `${connected ? "L" : "M"}${x} ${y}`;
      connected = true;
      dots += look === "solid" ? `<circle class="dot ${look}" cx="${x}" cy="${y}" r="3"/>` : `<rect class="dot ${look}" x="${rounded(Number(x) - 3)}" y="${rounded(Number(y) - 3)}" width="6" height="6"/>`;
    });
    return `<path class="line ${look}" d="${path}"/>${dots}`;
  });
  return svg(text, height, axis(end, format) + lines.join("") + ticks(labels, step));
}

/** Horizontal bars, one below the other, the part of each filled. */
export function barChart(text: ChartText, bars: readonly Column[], format: (bar: Column) => string): string {
  const line = 26;
  const name = 170;
  const value = 150;
  const room = width - name - value;
  const end = Math.max(...bars.map(({ whole }) => whole), 1);
  const rows = bars.map((bar, index) => {
    const y = index * line + 4;
    const rect = (amount: number, look: string) =>
      `<rect class="${look}" x="${name}" y="${y}" width="${rounded((amount / end) * room)}" height="${line - 8}"/>`;
    return (
      `<text class="name" x="${name - 10}" y="${y + 13}">${escapeHtml(bar.label)}</text>` +
      rect(bar.whole, "whole") +
      (bar.part > 0 ? rect(bar.part, "part") : "") +
      `<text class="value" x="${rounded(name + (bar.whole / end) * room + 8)}" y="${y + 13}">${escapeHtml(format(bar))}</text>`
    );
  });
  return svg(text, bars.length * line + 4, rows.join(""));
}

/** Dots in a square of 0 to 1 with its diagonal: what was said against what came. */
export function reliabilityChart(text: ChartText, dots: readonly Dot[], axes: { readonly x: string; readonly y: string }, percent: (share: number) => string): string {
  const size = 300;
  const margin = 58;
  const at = (share: number): number => share * (size - margin - 26);
  const x = (share: number): string => rounded(margin + at(share));
  const y = (share: number): string => rounded(size - margin - at(share));
  const grid = [0, 0.25, 0.5, 0.75, 1]
    .map(
      (share) =>
        `<line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(share)}" y2="${y(share)}"/>` +
        `<text class="tick y" x="${margin - 8}" y="${rounded(Number(y(share)) + 4)}">${escapeHtml(percent(share))}</text>` +
        `<text class="tick" x="${x(share)}" y="${rounded(size - margin + 18)}">${escapeHtml(percent(share))}</text>`,
    )
    .join("");
  const diagonal = `<line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`;
  const marks = dots
    .map((dot) => `<circle class="part" cx="${x(dot.x)}" cy="${y(dot.y)}" r="${rounded(3 + 7 * Math.sqrt(dot.weight))}"><title>${escapeHtml(dot.label)}</title></circle>`)
    .join("");
  const names =
    `<text class="tick" x="${x(0.5)}" y="${size - 16}">${escapeHtml(axes.x)}</text>` +
    `<text class="tick" transform="translate(14 ${y(0.5)}) rotate(-90)">${escapeHtml(axes.y)}</text>`;
  return svg(text, size, grid + diagonal + marks + names, size);
}

/** The figures of a chart for those who don't see it, and for those who want to know exactly. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const body = rows
    .map(([name = "", ...cells]) => `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`)
    .join("");
  return `<div class="scroll" role="region" aria-label="${escapeHtml(caption)}" tabindex="0"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${columns}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function svg({ id, title, description }: ChartText, tall: number, content: string, wide = width): string {
  return (
    `<svg viewBox="0 0 ${wide} ${tall}" width="${wide}" height="${tall}" role="img" aria-labelledby="${id}-title ${id}-description">` +
    `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-description">${escapeHtml(description)}</desc>${content}</svg>`
  );
}

function axis(end: number, format: (value: number) => string): string {
  return [0, 0.5, 1]
    .map((share) => {
      const y = rounded(top + plotHeight * (1 - share));
      return (
        `<line class="grid" x1="${left}" x2="${width - right}" y1="${y}" y2="${y}"/>` +
        `<text class="tick y" x="${left - 8}" y="${rounded(Number(y) + 4)}">${escapeHtml(format(end * share))}</text>`
      );
    })
    .join("");
}

/** Names below the axis, as many as there is room for, the last in any case. */
function ticks(labels: readonly string[], step: number): string {
  const every = Math.max(Math.ceil(80 / step), 1);
  return labels
    .map((label, index) =>
      (labels.length - 1 - index) % every === 0
        ? `<text class="tick" x="${rounded(left + (index + 0.5) * step)}" y="${height - 8}">${escapeHtml(label)}</text>`
        : "",
    )
    .join("");
}
